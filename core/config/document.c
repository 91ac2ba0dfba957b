#include "core/config/document.h"

#include <errno.h>
#include <string.h>

#include "core/config/document_node.h"
#include "core/config/nearest.h"

/* How much of a wrong value a message repeats. */
#define SHOWN_CHARACTERS 30
/* Digits before and after the point of a number: what a double holds exactly enough. */
#define NUMBER_DIGITS_MAX 15

/* What an error of this domain knows beside its message. */
typedef struct {
  gsize line, column; /* 0: not known */
  char *text;         /* the message without file and place; NULL: it has none */
} DocumentErrorPrivate;

static void document_error_private_init(DocumentErrorPrivate *place) {
  *place = (DocumentErrorPrivate){0};
}

static void document_error_private_copy(const DocumentErrorPrivate *from,
                                        DocumentErrorPrivate *to) {
  *to = (DocumentErrorPrivate){from->line, from->column, g_strdup(from->text)};
}

static void document_error_private_clear(DocumentErrorPrivate *place) {
  g_free(place->text);
}

G_DEFINE_EXTENDED_ERROR(DocumentError, document_error)

/* column is 0 where only the line is known. */
static gboolean fail_at(const char *name, gsize line, gsize column, DocumentError code,
                        GError **error, const char *format, va_list arguments) {
  if (error == NULL)
    return FALSE;
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  g_autofree char *place =
      column != 0
          ? g_strdup_printf("第 %" G_GSIZE_FORMAT " 行第 %" G_GSIZE_FORMAT " 列", line, column)
          : g_strdup_printf("第 %" G_GSIZE_FORMAT " 行", line);
  g_set_error(error, DOCUMENT_ERROR, code, "文件 %s %s：%s", name, place, text);
  DocumentErrorPrivate *private = document_error_get_private(*error);
  private->line = line;
  private->column = column;
  private->text = g_steal_pointer(&text);
  return FALSE;
}

gboolean document_fail_at(const char *name, gsize line, gsize column, DocumentError code,
                          GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fail_at(name, line, column, code, error, format, arguments);
  va_end(arguments);
  return FALSE;
}

gboolean document_fail(const DocumentNode *node, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fail_at(node->document->name, node->line, node->column, DOCUMENT_ERROR_VALUE, error, format,
          arguments);
  va_end(arguments);
  return FALSE;
}

gboolean document_fail_inside(const DocumentNode *node, gsize offset, GError **error,
                              const char *format, ...) {
  gsize line = node->line;
  if (node->literal) { /* its first line is the one below the | */
    line++;
    for (gsize i = 0; i < offset; i++)
      line += node->text[i] == '\n';
  }
  va_list arguments;
  va_start(arguments, format);
  fail_at(node->document->name, line, 0, DOCUMENT_ERROR_VALUE, error, format, arguments);
  va_end(arguments);
  return FALSE;
}

/* The text of a scalar, on one line and not too long for a message. */
static char *shown(const char *text) {
  glong length = g_utf8_strlen(text, -1);
  g_autofree char *head = g_utf8_substring(text, 0, MIN(length, SHOWN_CHARACTERS));
  g_strdelimit(head, "\n\t", ' ');
  return g_strconcat(head, length > SHOWN_CHARACTERS ? "…" : "", NULL);
}

#define KNOWN_MOST 40 /* that a message names one by one */

gboolean document_fail_unknown(const DocumentNode *node, const char *what, const char *const *known,
                               GError **error) {
  g_autofree char *word = shown(node->text);
  const char *nearest = nearest_word(node->text, known);
  if (nearest != NULL)
    return document_fail(node, error, "不认识的%s \"%s\"（您是否想写 \"%s\"？）", what, word,
                         nearest);
  guint count = g_strv_length((char **)known);
  if (count > KNOWN_MOST)
    return document_fail(node, error,
                         "不认识的%s \"%s\"，可以写的有 %u 种，随程序带来的同名文件里都有", what,
                         word, count);
  g_autofree char *all = g_strjoinv("、", (char **)known);
  return document_fail(node, error, "不认识的%s \"%s\"，可以写的有：%s", what, word, all);
}

void document_node_free(DocumentNode *node) {
  g_free(node->text);
  g_clear_pointer(&node->keys, g_ptr_array_unref);
  g_clear_pointer(&node->items, g_ptr_array_unref);
  g_free(node);
}

void document_free(Document *document) {
  if (document == NULL)
    return;
  g_clear_pointer(&document->root, document_node_free);
  g_free(document->name);
  g_free(document);
}

const DocumentNode *document_root(const Document *document) {
  return document->root;
}

static gboolean is_blank(const char *text) {
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    if (!g_unichar_isspace(g_utf8_get_char(at)))
      return FALSE;
  return TRUE;
}

static gboolean is_empty(const DocumentNode *node) {
  if (node->kind != NODE_SCALAR)
    return FALSE;
  if (node->plain && (strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0))
    return TRUE;
  return is_blank(node->text);
}

static gboolean has_digits_only(const char *text) {
  const char *digits = text[0] == '-' ? text + 1 : text;
  return digits[0] != '\0' && strspn(digits, "0123456789") == strlen(digits);
}

static gboolean read_integer(const char *text, gint64 *out) {
  if (!has_digits_only(text))
    return FALSE;
  errno = 0;
  *out = g_ascii_strtoll(text, NULL, 10);
  return errno == 0;
}

/* Digits, perhaps with a minus sign and decimals: no exponents, no words, which g_ascii_strtod()
 * would take. */
static gboolean read_number(const char *text, double *out) {
  const char *digits = text[0] == '-' ? text + 1 : text;
  gsize whole = strspn(digits, "0123456789");
  const char *after = digits + whole;
  if (whole == 0 || whole > NUMBER_DIGITS_MAX)
    return FALSE;
  if (*after == '.') {
    gsize decimals = strspn(after + 1, "0123456789");
    if (decimals == 0 || decimals > NUMBER_DIGITS_MAX)
      return FALSE;
    after += 1 + decimals;
  }
  if (*after != '\0')
    return FALSE;
  *out = g_ascii_strtod(text, NULL);
  return TRUE;
}

gboolean document_is(const DocumentNode *node, DocumentType type) {
  gint64 integer;
  double number;
  switch (type) {
  case DOCUMENT_ANY:
    return TRUE;
  case DOCUMENT_SEQUENCE:
    return node->kind == NODE_SEQUENCE;
  case DOCUMENT_MAPPING:
    return node->kind == NODE_MAPPING;
  default:
    if (node->kind != NODE_SCALAR || is_empty(node))
      return FALSE;
  }
  switch (type) {
  case DOCUMENT_INTEGER:
    return read_integer(node->text, &integer);
  case DOCUMENT_NUMBER:
    return read_number(node->text, &number);
  case DOCUMENT_BOOLEAN:
    return strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0;
  case DOCUMENT_DATE:
    return day_from_iso(node->text) != DAY_NONE;
  default:
    return TRUE;
  }
}

static const char *type_name(DocumentType type) {
  switch (type) {
  case DOCUMENT_INTEGER:
    return "整数";
  case DOCUMENT_NUMBER:
    return "数（写法如 2 或 0.5）";
  case DOCUMENT_BOOLEAN:
    return "true 或 false";
  case DOCUMENT_DATE:
    return "日期（写法如 2023-05-29）";
  case DOCUMENT_SEQUENCE:
    return "列表";
  case DOCUMENT_MAPPING:
    return "若干“键: 值”";
  default:
    return "文字";
  }
}

/* key is named in the message; NULL: the node has none. */
static gboolean expect(const DocumentNode *node, const char *key, DocumentType type,
                       GError **error) {
  if (document_is(node, type))
    return TRUE;
  g_autofree char *subject = key != NULL ? g_strdup_printf("\"%s\" ", key) : g_strdup("");
  if (is_empty(node))
    return document_fail(node, error, "%s应为%s，实际是空的；没有内容就不要写这一项", subject,
                         type_name(type));
  if (node->kind != NODE_SCALAR)
    return document_fail(node, error, "%s应为%s，实际是%s", subject, type_name(type),
                         node->kind == NODE_SEQUENCE ? "列表" : "若干“键: 值”");
  g_autofree char *found = shown(node->text);
  if (type == DOCUMENT_INTEGER && has_digits_only(node->text))
    return document_fail(node, error, "%s整数太大或太小：%s", subject, found);
  return document_fail(node, error, "%s应为%s，实际是 \"%s\"", subject, type_name(type), found);
}

gboolean document_expect_type(const DocumentNode *node, DocumentType type, GError **error) {
  return expect(node, NULL, type, error);
}

static const DocumentField *find_field(const DocumentField *fields, gsize count, const char *key) {
  for (gsize i = 0; i < count; i++)
    if (strcmp(fields[i].key, key) == 0)
      return &fields[i];
  return NULL;
}

/* The nearest of the known keys that an unknown one is likely meant to be; NULL: none is near. */
static const char *mistake_unknown_key(GPtrArray *mistakes, const DocumentNode *key,
                                       const DocumentField *fields, gsize count) {
  g_autofree const char **known = g_new0(const char *, count + 1);
  for (gsize i = 0; i < count; i++)
    known[i] = fields[i].key;
  GError *error = NULL;
  document_fail_unknown(key, "键", known, &error);
  document_mistake_take(mistakes, error);
  return nearest_word(key->text, known);
}

gboolean document_expect_all(const DocumentNode *node, const DocumentField *fields, gsize count,
                             GPtrArray *mistakes) {
  guint before = mistakes->len;
  GError *error = NULL;
  if (!document_expect_type(node, DOCUMENT_MAPPING, &error)) {
    document_mistake_take(mistakes, error);
    return FALSE;
  }
  g_autoptr(GPtrArray) meant = g_ptr_array_new(); /* keys that unknown ones stand for */
  for (gsize i = 0; i < document_length(node); i++) {
    const DocumentNode *key = document_key(node, i);
    const DocumentField *field = find_field(fields, count, key->text);
    if (field == NULL) {
      g_ptr_array_add(meant, (gpointer)mistake_unknown_key(mistakes, key, fields, count));
      continue;
    }
    if (!expect(document_item(node, i), field->key, field->type, &error))
      document_mistake_take(mistakes, g_steal_pointer(&error));
  }
  g_autoptr(GString) missing = g_string_new(NULL);
  for (gsize i = 0; i < count; i++)
    if (fields[i].required && document_get(node, fields[i].key) == NULL &&
        !g_ptr_array_find(meant, fields[i].key, NULL))
      g_string_append_printf(missing, "%s\"%s\"", missing->len > 0 ? "、" : "", fields[i].key);
  if (missing->len > 0)
    document_mistake(mistakes, node, "缺少必填的键 %s", missing->str);
  return mistakes->len == before;
}

gboolean document_expect(const DocumentNode *node, const DocumentField *fields, gsize count,
                         GError **error) {
  g_autoptr(GPtrArray) mistakes = document_mistakes_new();
  if (document_expect_all(node, fields, count, mistakes))
    return TRUE;
  g_propagate_error(error, g_error_copy(mistakes->pdata[0]));
  return FALSE;
}

/* ---- mistakes --------------------------------------------------------------------------- */

gsize document_error_line(const GError *error) {
  return document_error_get_private(error)->line;
}

gsize document_error_column(const GError *error) {
  return document_error_get_private(error)->column;
}

const char *document_error_text(const GError *error) {
  const char *text = document_error_get_private(error)->text;
  return text != NULL ? text : error->message;
}

GPtrArray *document_mistakes_new(void) {
  return g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
}

void document_mistake_take(GPtrArray *mistakes, GError *error) {
  g_ptr_array_add(mistakes, error);
}

void document_mistake(GPtrArray *mistakes, const DocumentNode *node, const char *format, ...) {
  GError *error = NULL;
  va_list arguments;
  va_start(arguments, format);
  fail_at(node->document->name, node->line, node->column, DOCUMENT_ERROR_VALUE, &error, format,
          arguments);
  va_end(arguments);
  document_mistake_take(mistakes, error);
}

void document_mistake_at(GPtrArray *mistakes, const char *name, gsize line, gsize column,
                         const char *format, ...) {
  GError *error = NULL;
  va_list arguments;
  va_start(arguments, format);
  fail_at(name, line, column, DOCUMENT_ERROR_VALUE, &error, format, arguments);
  va_end(arguments);
  document_mistake_take(mistakes, error);
}

static int by_place(gconstpointer a, gconstpointer b) {
  const DocumentErrorPrivate *first = document_error_get_private(*(GError *const *)a);
  const DocumentErrorPrivate *second = document_error_get_private(*(GError *const *)b);
  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  return first->column < second->column ? -1 : first->column > second->column;
}

void document_mistakes_sort(GPtrArray *mistakes) {
  g_ptr_array_sort(mistakes, by_place); /* stable */
}

/* ---- values ----------------------------------------------------------------------------- */

const DocumentNode *document_get(const DocumentNode *mapping, const char *key) {
  if (mapping->kind != NODE_MAPPING)
    return NULL;
  for (guint i = 0; i < mapping->keys->len; i++) {
    const DocumentNode *candidate = mapping->keys->pdata[i];
    if (strcmp(candidate->text, key) == 0)
      return mapping->items->pdata[i];
  }
  return NULL;
}

const char *document_get_text(const DocumentNode *mapping, const char *key) {
  const DocumentNode *node = document_get(mapping, key);
  return node != NULL ? document_text(node) : NULL;
}

gint64 document_get_integer(const DocumentNode *mapping, const char *key, gint64 fallback) {
  const char *text = document_get_text(mapping, key);
  gint64 integer;
  return text != NULL && read_integer(text, &integer) ? integer : fallback;
}

double document_get_number(const DocumentNode *mapping, const char *key, double fallback) {
  const char *text = document_get_text(mapping, key);
  double number;
  return text != NULL && read_number(text, &number) ? number : fallback;
}

gboolean document_get_boolean(const DocumentNode *mapping, const char *key, gboolean fallback) {
  const char *text = document_get_text(mapping, key);
  return text != NULL ? strcmp(text, "true") == 0 : fallback;
}

Day document_get_date(const DocumentNode *mapping, const char *key) {
  return day_from_iso(document_get_text(mapping, key));
}

const char *document_text(const DocumentNode *node) {
  return node->text;
}

gsize document_length(const DocumentNode *node) {
  return node != NULL && node->items != NULL ? node->items->len : 0;
}

const DocumentNode *document_item(const DocumentNode *node, gsize index) {
  return node->items->pdata[index];
}

const DocumentNode *document_key(const DocumentNode *mapping, gsize index) {
  return mapping->keys->pdata[index];
}
