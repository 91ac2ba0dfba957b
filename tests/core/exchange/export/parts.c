#include "parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

static char *read_part(const char *path, const char *name) {
  struct archive *archive = archive_read_new();
  archive_read_support_format_zip(archive);
  g_assert_cmpint(archive_read_open_filename(archive, path, 65536), ==, ARCHIVE_OK);
  struct archive_entry *entry;
  char *text = NULL;
  while (text == NULL && archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
    if (!g_str_equal(archive_entry_pathname(entry), name))
      continue;
    g_autoptr(GString) bytes = g_string_new(NULL);
    char buffer[65536];
    for (gssize size; (size = archive_read_data(archive, buffer, sizeof buffer)) > 0;)
      g_string_append_len(bytes, buffer, size);
    text = g_string_free(g_steal_pointer(&bytes), FALSE);
  }
  archive_read_free(archive);
  return text;
}

char *part_text(const char *path, const char *name) {
  char *text = read_part(path, name);
  if (text == NULL)
    g_error("%s has no part %s", path, name);
  return text;
}

gboolean part_exists(const char *path, const char *name) {
  g_autofree char *text = read_part(path, name);
  return text != NULL;
}

static void drop_namespaces(xmlNode *node) {
  for (; node != NULL; node = node->next) {
    xmlSetNs(node, NULL);
    for (xmlAttr *attr = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attr != NULL;
         attr = attr->next)
      attr->ns = NULL;
    drop_namespaces(node->children);
  }
}

char *part_xpath(const char *xml, const char *xpath) {
  xmlDoc *document = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET);
  g_assert_nonnull(document);
  drop_namespaces(xmlDocGetRootElement(document));
  xmlXPathContext *context = xmlXPathNewContext(document);
  xmlXPathObject *object = xmlXPathEvalExpression((const xmlChar *)xpath, context);
  g_assert_nonnull(object);
  xmlChar *text = xmlXPathCastToString(object);
  char *copy = g_strdup((const char *)text);
  xmlFree(text);
  xmlXPathFreeObject(object);
  xmlXPathFreeContext(context);
  xmlFreeDoc(document);
  return copy;
}

char *part_cell(const char *path, int sheet, const char *reference) {
  g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%d.xml", sheet);
  g_autofree char *xml = part_text(path, name);
  g_autofree char *kind_path = g_strdup_printf("//c[@r='%s']/@t", reference);
  g_autofree char *value_path = g_strdup_printf("//c[@r='%s']/v", reference);
  g_autofree char *kind = part_xpath(xml, kind_path);
  char *value = part_xpath(xml, value_path);
  if (!g_str_equal(kind, "s"))
    return value;
  g_autofree char *strings = part_text(path, "xl/sharedStrings.xml");
  g_autofree char *index = value;
  g_autofree char *string_path =
      g_strdup_printf("string(//si[%d])", (int)g_ascii_strtoll(index, NULL, 10) + 1);
  return part_xpath(strings, string_path);
}
