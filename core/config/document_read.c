/* document_read.c: text as a document. */
#include <string.h>
#include <yaml.h>

#include "core/config/document_node.h"

#define BYTES_MAX(megabytes) ((gsize)(megabytes)*1024 * 1024)
#define LEVELS_MAX 64

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_event_t, yaml_event_delete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(yaml_parser_t, yaml_parser_delete)

typedef struct {
  yaml_parser_t *parser;
  Document *document;
  GPtrArray *mistakes; /* takes keys that are there twice; NULL: reading ends at the first */
} Reader;

/* libyaml's words, and what people are told instead. The first entry whose words its message
 * contains is taken; the last takes all. Where begins is set, what is wrong shows only later (an
 * open quote at the end of the file), and people are told where the thing began. */
static const struct {
  const char *problem;
  gboolean begins;
  const char *message;
} syntax_messages[] = {
    {"mapping values are not allowed", FALSE,
     "这里不能再出现冒号；文字里含有“: ”时请整段加上引号，"
     "否则请检查上一行：缩进是否对齐、冒号后面是否有空格"},
    {"could not find expected ':'", TRUE,
     "这一行缺少冒号：键的后面要写英文冒号和一个空格（不能用中文冒号“：”），接上一行的文字要缩进"},
    {"did not find expected key", FALSE, "缩进与前面的键没有对齐，或者引号后面还有文字"},
    {"did not find expected '-' indicator", FALSE, "缩进与前面的“- ”没有对齐"},
    {"did not find expected ',' or ']'", TRUE,
     "这里的方括号没有用“]”结束，或者各项之间缺少英文逗号"},
    {"did not find expected ',' or '}'", TRUE,
     "这里的花括号没有用“}”结束，或者各项之间缺少英文逗号"},
    {"did not find expected node content", FALSE,
     "这里缺少内容；文字以 , [ ] { } 开头时请加上引号"},
    {"found unexpected end of stream", TRUE, "这里开始的引号直到文件末尾都没有配对"},
    {"found unexpected document indicator", TRUE, "这里开始的引号在“---”之前没有配对"},
    {"block sequence entries are not allowed", FALSE, "这里不能用“- ”开始列表，请另起一行并缩进"},
    {"tab character", FALSE, "缩进只能用空格，不能用制表符（Tab）"},
    {"cannot start any token", FALSE,
     "文字不能以这个字符开头，请加上引号；如果是制表符（Tab），请改用空格"},
    {"did not find expected alphabetic or numeric", FALSE, "以 & 或 * 开头的文字请加上引号"},
    {"did not find expected comment or line break", FALSE, "“|”或“>”之后要另起一行再写文字"},
    {"unknown escape character", FALSE, "双引号里的“\\”不能这样用；要写“\\”本身，请改用单引号"},
    {"did not find expected <document start>", FALSE,
     "内容到上面已经结束，这里多了出来；请检查缩进和引号"},
    {"", FALSE, "这里的写法不符合 YAML 格式，请检查缩进、冒号和引号"},
};

static gboolean fail_syntax(const Reader *reader, GError **error) {
  const yaml_parser_t *parser = reader->parser;
  const char *problem = parser->problem != NULL ? parser->problem : "";
  gsize i = 0;
  while (strstr(problem, syntax_messages[i].problem) == NULL)
    i++;
  const yaml_mark_t *mark =
      syntax_messages[i].begins ? &parser->context_mark : &parser->problem_mark;
  return document_fail_at(reader->document->name, mark->line + 1, mark->column + 1,
                          DOCUMENT_ERROR_SYNTAX, error, "%s", syntax_messages[i].message);
}

static gboolean fail_event(const Reader *reader, const yaml_event_t *event, GError **error,
                           const char *message) {
  return document_fail_at(reader->document->name, event->start_mark.line + 1,
                          event->start_mark.column + 1, DOCUMENT_ERROR_SYNTAX, error, "%s",
                          message);
}

static gboolean next_event(const Reader *reader, yaml_event_t *event, GError **error) {
  return yaml_parser_parse(reader->parser, event) ? TRUE : fail_syntax(reader, error);
}

/* Characters that belong in a text file. NEL, LS and PS would be line ends to YAML but to no
 * editor. */
static gboolean is_text(gunichar c) {
  if (c < 0x20)
    return c == '\t' || c == '\n' || c == '\r';
  return c != 0x7f && (c < 0x80 || c >= 0xa0) && c != 0x2028 && c != 0x2029 && c != 0xfeff &&
         c != 0xfffe && c != 0xffff;
}

/* --- nodes --- */

static DocumentNode *read_node(const Reader *reader, const yaml_event_t *event, guint level,
                               GError **error);

static DocumentNode *node_new(const Reader *reader, const yaml_event_t *event, NodeKind kind) {
  DocumentNode *node = g_new0(DocumentNode, 1);
  node->document = reader->document;
  node->kind = kind;
  node->line = event->start_mark.line + 1;
  node->column = event->start_mark.column + 1;
  if (kind != NODE_SCALAR)
    node->items = g_ptr_array_new_with_free_func((GDestroyNotify)document_node_free);
  if (kind == NODE_MAPPING)
    node->keys = g_ptr_array_new_with_free_func((GDestroyNotify)document_node_free);
  return node;
}

static gboolean check_plainness(const Reader *reader, const yaml_event_t *event,
                                const yaml_char_t *anchor, const yaml_char_t *tag, GError **error) {
  if (anchor != NULL)
    return fail_event(reader, event, error,
                      "不支持锚点（&名字）：请把内容直接写出来；文字以 & 开头时请加上引号");
  if (tag != NULL)
    return fail_event(reader, event, error,
                      "不支持类型标记（!名字）：请去掉；文字以 ! 开头时请加上引号");
  return TRUE;
}

static DocumentNode *read_scalar(const Reader *reader, const yaml_event_t *event, GError **error) {
  const char *text = (const char *)event->data.scalar.value;
  const char *end = text + event->data.scalar.length;
  if (!check_plainness(reader, event, event->data.scalar.anchor, event->data.scalar.tag, error))
    return NULL;
  for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '\r' || !is_text(c)) {
      fail_event(reader, event, error, "这段文字里用“\\”写了控制字符，请去掉");
      return NULL;
    }
  }
  DocumentNode *node = node_new(reader, event, NODE_SCALAR);
  node->text = g_strdup(text);
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->literal = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE;
  return node;
}

static gboolean read_items(const Reader *reader, DocumentNode *node, guint level, GError **error) {
  for (;;) {
    g_auto(yaml_event_t) event = {0};
    if (!next_event(reader, &event, error))
      return FALSE;
    if (event.type == YAML_SEQUENCE_END_EVENT)
      return TRUE;
    DocumentNode *item = read_node(reader, &event, level + 1, error);
    if (item == NULL)
      return FALSE;
    g_ptr_array_add(node->items, item);
  }
}

static DocumentNode *read_key(const Reader *reader, const yaml_event_t *event, GError **error) {
  if (event->type != YAML_SCALAR_EVENT) {
    fail_event(reader, event, error, "键只能是一个词，不能是列表、键值或引用");
    return NULL;
  }
  g_autoptr(DocumentNode) key = read_scalar(reader, event, error);
  if (key == NULL)
    return NULL;
  if (key->text[0] == '\0') {
    fail_event(reader, event, error, "冒号前面没有键");
    return NULL;
  }
  if (strpbrk(key->text, "\n\t") != NULL) {
    fail_event(reader, event, error, "键只能写在一行里，不能含有换行或制表符");
    return NULL;
  }
  if (key->plain && strcmp(key->text, "<<") == 0) {
    fail_event(reader, event, error, "不支持合并键（<<）：请把各键直接写出来");
    return NULL;
  }
  return g_steal_pointer(&key);
}

/* Whether key is the first of its name. *good is FALSE where reading has to end because it is not.
 */
static gboolean is_first(const Reader *reader, DocumentNode *key, GHashTable *seen, gboolean *good,
                         GError **error) {
  const DocumentNode *first = g_hash_table_lookup(seen, key->text);
  *good = TRUE;
  if (first == NULL)
    return g_hash_table_insert(seen, key->text, key);
  GError *twice = NULL;
  document_fail_at(reader->document->name, key->line, key->column, DOCUMENT_ERROR_SYNTAX, &twice,
                   "键 \"%s\" 重复：第 %" G_GSIZE_FORMAT " 行已经写过，第 %" G_GSIZE_FORMAT
                   " 行又写了一次，请删去一处",
                   key->text, first->line, key->line);
  *good = reader->mistakes != NULL;
  if (*good)
    document_mistake_take(reader->mistakes, twice);
  else
    g_propagate_error(error, twice);
  return FALSE;
}

/* One key and its value; of a key that is there twice the first counts. */
static gboolean read_pair(const Reader *reader, const yaml_event_t *key_event, DocumentNode *node,
                          GHashTable *seen, guint level, GError **error) {
  g_auto(yaml_event_t) value_event = {0};
  g_autoptr(DocumentNode) key = read_key(reader, key_event, error);
  gboolean good;
  if (key == NULL)
    return FALSE;
  gboolean first = is_first(reader, key, seen, &good, error);
  if (!good || !next_event(reader, &value_event, error))
    return FALSE;
  g_autoptr(DocumentNode) value = read_node(reader, &value_event, level + 1, error);
  if (value == NULL)
    return FALSE;
  if (first) {
    g_ptr_array_add(node->keys, g_steal_pointer(&key));
    g_ptr_array_add(node->items, g_steal_pointer(&value));
  }
  return TRUE;
}

static gboolean read_pairs(const Reader *reader, DocumentNode *node, guint level, GError **error) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (;;) {
    g_auto(yaml_event_t) event = {0};
    if (!next_event(reader, &event, error))
      return FALSE;
    if (event.type == YAML_MAPPING_END_EVENT)
      return TRUE;
    if (!read_pair(reader, &event, node, seen, level, error))
      return FALSE;
  }
}

static DocumentNode *read_collection(const Reader *reader, const yaml_event_t *event, guint level,
                                     GError **error) {
  gboolean is_sequence = event->type == YAML_SEQUENCE_START_EVENT;
  const yaml_char_t *anchor =
      is_sequence ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
  const yaml_char_t *tag =
      is_sequence ? event->data.sequence_start.tag : event->data.mapping_start.tag;
  if (!check_plainness(reader, event, anchor, tag, error))
    return NULL;
  if (level > LEVELS_MAX) {
    fail_event(reader, event, error, "嵌套超过 " G_STRINGIFY(LEVELS_MAX) " 层");
    return NULL;
  }
  g_autoptr(DocumentNode) node =
      node_new(reader, event, is_sequence ? NODE_SEQUENCE : NODE_MAPPING);
  gboolean ok =
      is_sequence ? read_items(reader, node, level, error) : read_pairs(reader, node, level, error);
  return ok ? g_steal_pointer(&node) : NULL;
}

/* The node that event begins; level is that of the node, 1 for the root. */
static DocumentNode *read_node(const Reader *reader, const yaml_event_t *event, guint level,
                               GError **error) {
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    return read_scalar(reader, event, error);
  case YAML_SEQUENCE_START_EVENT:
  case YAML_MAPPING_START_EVENT:
    return read_collection(reader, event, level, error);
  default: /* only an alias is left */
    fail_event(reader, event, error,
               "不支持引用（*名字）：请把内容直接写出来；文字以 * 开头时请加上引号");
    return NULL;
  }
}

/* --- the whole --- */

static gboolean fail_empty(const Document *document, GError **error) {
  return document_fail_at(document->name, 1, 1, DOCUMENT_ERROR_EMPTY, error, "文件里没有内容");
}

/* Takes the events up to the root's first one. */
static gboolean read_start(const Reader *reader, yaml_event_t *root, GError **error) {
  g_auto(yaml_event_t) stream = {0};
  g_auto(yaml_event_t) start = {0};
  if (!next_event(reader, &stream, error) || !next_event(reader, &start, error))
    return FALSE;
  if (start.type == YAML_STREAM_END_EVENT)
    return fail_empty(reader->document, error);
  if (start.data.document_start.version_directive != NULL ||
      start.data.document_start.tag_directives.start !=
          start.data.document_start.tag_directives.end)
    return fail_event(reader, &start, error, "不支持以 % 开头的指令，请删去这一行");
  return next_event(reader, root, error);
}

static gboolean read_end(const Reader *reader, GError **error) {
  g_auto(yaml_event_t) end = {0};
  g_auto(yaml_event_t) after = {0};
  if (!next_event(reader, &end, error) || !next_event(reader, &after, error))
    return FALSE;
  if (after.type != YAML_STREAM_END_EVENT)
    return fail_event(reader, &after, error,
                      "一个文件只能有一份内容，请把“---”以下的另存为一个文件");
  return TRUE;
}

static gboolean read_root(const Reader *reader, GError **error) {
  g_auto(yaml_event_t) event = {0};
  if (!read_start(reader, &event, error))
    return FALSE;
  DocumentNode *root = read_node(reader, &event, 1, error);
  reader->document->root = root;
  if (root == NULL || !read_end(reader, error))
    return FALSE;
  if (root->kind == NODE_SCALAR && root->text[0] == '\0')
    return fail_empty(reader->document, error);
  return TRUE;
}

/* Everything about the bytes that libyaml would refuse without a line, or take. */
static gboolean check_bytes(const char *name, const char *text, gsize size, GError **error) {
  const char *end = text + size;
  gsize line = 1, column = 1;
  for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
    gunichar c = (guint8)*at < 0x80 ? (gunichar)*at : g_utf8_get_char_validated(at, end - at);
    if (c == 0)
      return document_fail_at(
          name, line, column, DOCUMENT_ERROR_SYNTAX, error,
          "有空字节（NUL），这不是文本文件，或者是 UTF-16 编码；请另存为 UTF-8");
    if (c == (gunichar)-1 || c == (gunichar)-2)
      return document_fail_at(name, line, column, DOCUMENT_ERROR_SYNTAX, error,
                              "不是 UTF-8 编码（可能是 GB18030），请另存为 UTF-8");
    if (!is_text(c))
      return document_fail_at(name, line, column, DOCUMENT_ERROR_SYNTAX, error,
                              "有看不见的控制字符 U+%04X，请删去", c);
    column++;
    if (c == '\n' || (c == '\r' && (at + 1 == end || at[1] != '\n'))) {
      line++;
      column = 1;
    }
  }
  return TRUE;
}

static gboolean starts_with(const char *text, gsize size, const char *mark) {
  return size >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0;
}

/* ---- the whole text ---------------------------------------------------------------------- */

Document *document_parse(const char *name, const char *text, gsize size, GPtrArray *mistakes,
                         GError **error) {
  return document_parse_within(name, text, size, DOCUMENT_MEGABYTES, mistakes, error);
}

static Document *parse_checked(const char *name, const char *text, gsize size, GPtrArray *mistakes,
                               GError **error) {
  g_autoptr(Document) document = g_new0(Document, 1);
  document->name = g_strdup(name);
  g_auto(yaml_parser_t) parser = {0};
  if (!yaml_parser_initialize(&parser)) {
    document_fail_at(name, 1, 1, DOCUMENT_ERROR_SYNTAX, error, "内存不足，未能读取");
    return NULL;
  }
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
  Reader reader = {.parser = &parser, .document = document, .mistakes = mistakes};
  return read_root(&reader, error) ? g_steal_pointer(&document) : NULL;
}

Document *document_parse_within(const char *name, const char *text, gsize size, guint megabytes,
                                GPtrArray *mistakes, GError **error) {
  if (size > BYTES_MAX(megabytes)) {
    document_fail_at(name, 1, 1, DOCUMENT_ERROR_SYNTAX, error, "文件超过 %u MB，请拆成几个文件",
                     megabytes);
    return NULL;
  }
  if (starts_with(text, size, "\xff\xfe") || starts_with(text, size, "\xfe\xff")) {
    document_fail_at(name, 1, 1, DOCUMENT_ERROR_SYNTAX, error, "是 UTF-16 编码，请另存为 UTF-8");
    return NULL;
  }
  if (starts_with(text, size, "\xef\xbb\xbf")) {
    text += 3;
    size -= 3;
  }
  if (!check_bytes(name, text, size, error))
    return NULL;
  if (!document_is_json(text, size))
    return parse_checked(name, text, size, mistakes, error);
  GString *joined = document_join_halves(text, size);
  Document *document = parse_checked(name, joined->str, joined->len, mistakes, error);
  g_string_free(joined, TRUE);
  return document;
}
