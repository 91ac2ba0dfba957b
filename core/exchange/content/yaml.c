/* yaml.c: a content as YAML, by libyaml. */
#include <string.h>
#include <yaml.h>

#include "core/exchange/content/content_file.h"
#include "core/exchange/content/content_private.h"
#include "core/exchange/content/emitter.h"

typedef struct {
  Emitter emitter;
  yaml_emitter_t yaml;
  GString *maps; /* m or l for each map or list that is open */
} YamlEmitter;

static int append(void *data, unsigned char *bytes, size_t size) {
  emitter_put(data, (const char *)bytes, size);
  return 1;
}

static void emit(YamlEmitter *to, yaml_event_t *event) {
  yaml_emitter_emit(&to->yaml, event); /* which fails for want of memory alone */
}

static void scalar(YamlEmitter *to, const char *text, yaml_scalar_style_t style) {
  yaml_event_t event;
  yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)strlen(text), 1,
                               1, style);
  emit(to, &event);
}

static void put_key(YamlEmitter *to, const char *key) {
  if (key != NULL)
    scalar(to, key, YAML_PLAIN_SCALAR_STYLE);
}

/* What other readers of YAML, or this one, would take for something else than text. */
static gboolean looks_otherwise(const char *text) {
  static const char *const WORDS[] = {"null", "true", "false", "yes", "no",
                                      "on",   "off",  "y",     "n",   NULL};
  for (gsize i = 0; WORDS[i] != NULL; i++) {
    if (g_ascii_strcasecmp(text, WORDS[i]) == 0)
      return TRUE;
  }
  if (strchr("~=<", *text) != NULL)
    return TRUE;
  /* A number, a date, a time: 2026-11-21, 0x1F, .5; not 2026年4月. */
  return (g_ascii_isdigit(*text) || strchr("+-.", *text) != NULL) && g_str_is_ascii(text);
}

/* Lines as lines; libyaml takes quotes where a style cannot hold a text exactly. */
static yaml_scalar_style_t style_of(const char *text) {
  if (strchr(text, '\n') != NULL)
    return YAML_LITERAL_SCALAR_STYLE;
  return looks_otherwise(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE;
}

static void begin_map(Emitter *emitter, const char *key, Shape shape) {
  YamlEmitter *to = (YamlEmitter *)emitter;
  yaml_event_t event;
  put_key(to, key);
  yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                      shape == SHAPE_LINE ? YAML_FLOW_MAPPING_STYLE
                                                          : YAML_BLOCK_MAPPING_STYLE);
  emit(to, &event);
  g_string_append_c(to->maps, 'm');
}

static void begin_list(Emitter *emitter, const char *key, Shape shape) {
  YamlEmitter *to = (YamlEmitter *)emitter;
  yaml_event_t event;
  put_key(to, key);
  yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                       shape == SHAPE_LINE ? YAML_FLOW_SEQUENCE_STYLE
                                                           : YAML_BLOCK_SEQUENCE_STYLE);
  emit(to, &event);
  g_string_append_c(to->maps, 'l');
}

static void end(Emitter *emitter) {
  YamlEmitter *to = (YamlEmitter *)emitter;
  yaml_event_t event;
  if (to->maps->str[to->maps->len - 1] == 'm')
    yaml_mapping_end_event_initialize(&event);
  else
    yaml_sequence_end_event_initialize(&event);
  g_string_truncate(to->maps, to->maps->len - 1);
  emit(to, &event);
}

static void put_text(Emitter *emitter, const char *key, const char *text) {
  YamlEmitter *to = (YamlEmitter *)emitter;
  put_key(to, key);
  scalar(to, text, style_of(text));
}

static void put_word(Emitter *emitter, const char *key, const char *word) {
  YamlEmitter *to = (YamlEmitter *)emitter;
  put_key(to, key);
  scalar(to, word, YAML_PLAIN_SCALAR_STYLE);
}

static void begin_file(YamlEmitter *to) {
  yaml_event_t event;
  yaml_emitter_initialize(&to->yaml);
  yaml_emitter_set_output(&to->yaml, append, &to->emitter);
  yaml_emitter_set_encoding(&to->yaml, YAML_UTF8_ENCODING);
  yaml_emitter_set_unicode(&to->yaml, 1);
  yaml_emitter_set_width(&to->yaml, -1); /* a folded Chinese line would come back with a blank */
  yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
  emit(to, &event);
  yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
  emit(to, &event);
}

static void end_file(YamlEmitter *to) {
  yaml_event_t event;
  yaml_document_end_event_initialize(&event, 1);
  emit(to, &event);
  yaml_stream_end_event_initialize(&event);
  emit(to, &event);
  yaml_emitter_flush(&to->yaml);
  yaml_emitter_delete(&to->yaml);
}

gboolean content_write_yaml(const Content *content, const Sink *sink, GError **error) {
  YamlEmitter to = {
      .emitter = {.begin_map = begin_map,
                  .begin_list = begin_list,
                  .end = end,
                  .text = put_text,
                  .word = put_word,
                  .number = put_word,
                  .sink = sink},
      .maps = g_string_new(NULL),
  };
  begin_file(&to);
  content_emit(content, &to.emitter);
  end_file(&to);
  g_string_free(to.maps, TRUE);
  return emitter_finish(&to.emitter, error);
}
