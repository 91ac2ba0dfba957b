#include "core/exchange/table/markup.h"

#include <libxml/parser.h>
#include <string.h>

#include "core/exchange/table/workbook.h"

/* As deep as libxml2 itself goes unless it is asked for more. */
#define DEPTH_MAX 256
#define BROKEN "不是完整的 XML，文件可能已损坏"

typedef struct {
  const MarkupHandler *handler;
  gpointer data;
  const char *part;
  Part *stream;
  xmlParserCtxt *parser;
  GError *error; /* why reading ended */
  int depth;
} Markup;

static void stop(Markup *markup) {
  xmlStopParser(markup->parser);
}

static void fail(Markup *markup, const char *what) {
  if (markup->error == NULL)
    g_set_error(&markup->error, WORKBOOK_ERROR, WORKBOOK_ERROR_DAMAGED,
                "部件 %s %s；请在 WPS、Excel 中打开后另存一份", markup->part, what);
  stop(markup);
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int count, int default_count,
                     const xmlChar **attributes) {
  (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
  Markup *markup = data;
  if (markup->error != NULL)
    return;
  if (++markup->depth > DEPTH_MAX) {
    fail(markup, "嵌套过深");
    return;
  }
  MarkupAttributes all = {.list = attributes, .count = count};
  if (markup->handler->start != NULL &&
      !markup->handler->start(markup->data, (const char *)name, &all, &markup->error))
    stop(markup);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix, (void)uri;
  Markup *markup = data;
  if (markup->error != NULL)
    return;
  markup->depth--;
  if (markup->handler->end != NULL &&
      !markup->handler->end(markup->data, (const char *)name, &markup->error))
    stop(markup);
}

static void on_text(void *data, const xmlChar *text, int size) {
  Markup *markup = data;
  if (markup->error == NULL && markup->handler->text != NULL &&
      !markup->handler->text(markup->data, (const char *)text, (gsize)size, &markup->error))
    stop(markup);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *id, const xmlChar *system) {
  (void)name, (void)id, (void)system;
  fail(data, "含有 DOCTYPE 声明，可能有害，不予读取");
}

static xmlEntityPtr on_entity(void *data, const xmlChar *name) {
  (void)data;
  return xmlGetPredefinedEntity(name);
}

static void on_mistake(void *data, xmlErrorPtr mistake) {
  if (mistake->level == XML_ERR_FATAL)
    fail(data, BROKEN);
}

/* Gives libxml2 the next bytes of the part. */
static int on_read(void *data, char *buffer, int size) {
  Markup *markup = data;
  if (markup->error != NULL)
    return -1;
  return (int)part_read(markup->stream, buffer, (gsize)size, &markup->error);
}

gboolean markup_read(Archive *archive, const char *part, const MarkupHandler *handler,
                     gpointer data, GError **error) {
  g_autoptr(Part) stream = archive_part(archive, part, error);
  if (stream == NULL)
    return FALSE;
  Markup markup = {.handler = handler, .data = data, .part = part, .stream = stream};
  xmlSAXHandler calls = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_doctype,
                         .getEntity = on_entity,
                         .serror = on_mistake};
  markup.parser =
      xmlCreateIOParserCtxt(&calls, &markup, on_read, NULL, &markup, XML_CHAR_ENCODING_NONE);
  if (markup.parser == NULL) {
    g_set_error_literal(error, WORKBOOK_ERROR, WORKBOOK_ERROR_READ, "内存不足，未能读取");
    g_clear_error(&markup.error);
    return FALSE;
  }
  /* Entities are put in place, &amp; in attributes as well: no others get so far. */
  xmlCtxtUseOptions(markup.parser, XML_PARSE_NONET | XML_PARSE_NOENT);
  xmlParseDocument(markup.parser);
  if (markup.error == NULL && !markup.parser->wellFormed)
    fail(&markup, BROKEN);
  xmlFreeParserCtxt(markup.parser);
  if (markup.error == NULL)
    return TRUE;
  g_propagate_error(error, markup.error);
  return FALSE;
}

/* ---- attributes ------------------------------------------------------------------------- */

/* In the list each has its name, prefix, namespace, the start of its value and what follows it. */
#define ATTRIBUTE_FIELDS 5

const char *markup_value(const MarkupAttributes *attributes, const char *name, gsize *size) {
  for (int i = 0; i < attributes->count; i++) {
    const unsigned char **attribute = &attributes->list[i * ATTRIBUTE_FIELDS];
    if (strcmp((const char *)attribute[0], name) == 0) {
      *size = (gsize)(attribute[4] - attribute[3]);
      return (const char *)attribute[3];
    }
  }
  return NULL;
}

char *markup_copy(const MarkupAttributes *attributes, const char *name) {
  gsize size;
  const char *value = markup_value(attributes, name, &size);
  return value != NULL ? g_strndup(value, size) : NULL;
}

gboolean markup_says(const MarkupAttributes *attributes, const char *name, const char *value) {
  gsize size;
  const char *found = markup_value(attributes, name, &size);
  return found != NULL && size == strlen(value) && memcmp(found, value, size) == 0;
}

gboolean markup_flag(const MarkupAttributes *attributes, const char *name, gboolean otherwise) {
  gsize size;
  if (markup_value(attributes, name, &size) == NULL)
    return otherwise;
  return !markup_says(attributes, name, "0") && !markup_says(attributes, name, "false") &&
         !markup_says(attributes, name, "off");
}

guint markup_number(const MarkupAttributes *attributes, const char *name, guint otherwise) {
  gsize size;
  const char *value = markup_value(attributes, name, &size);
  if (value == NULL || size == 0)
    return otherwise;
  guint64 number = 0;
  for (gsize i = 0; i < size; i++) {
    if (!g_ascii_isdigit(value[i]))
      return otherwise;
    number = MIN(number * 10 + (guint64)(value[i] - '0'), G_MAXUINT32);
  }
  return (guint)number;
}
