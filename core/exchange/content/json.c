/* json.c: a content as JSON, its strings by jansson. It is written as it goes, a task on some
 * lines, so that a large ledger is not held twice. */
#include <jansson.h>
#include <stdlib.h>

#include "core/exchange/content/content_file.h"
#include "core/exchange/content/content_private.h"
#include "core/exchange/content/emitter.h"

typedef struct {
  char closing;  /* } or ] */
  gboolean line; /* all on one line */
  gboolean any;  /* something is in it */
} Open;

#define FLUSH_BYTES 65536

typedef struct {
  Emitter emitter;
  GString *out; /* not put yet */
  GArray *open; /* Open */
} JsonEmitter;

static void flush(JsonEmitter *to) {
  emitter_put(&to->emitter, to->out->str, to->out->len);
  g_string_truncate(to->out, 0);
}

static void new_line(JsonEmitter *to, guint depth) {
  g_string_append_c(to->out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append(to->out, "  ");
}

static void put_string(JsonEmitter *to, const char *text) {
  json_t *value = json_string(text);
  char *quoted = json_dumps(value, JSON_ENCODE_ANY);
  g_string_append(to->out, quoted);
  free(quoted);
  json_decref(value);
}

/* What goes before a value: a comma, its line, its key. */
static void begin_value(JsonEmitter *to, const char *key) {
  if (to->open->len > 0) {
    Open *in = &g_array_index(to->open, Open, to->open->len - 1);
    if (in->any)
      g_string_append(to->out, in->line ? ", " : ",");
    if (!in->line)
      new_line(to, to->open->len);
    in->any = TRUE;
  }
  if (key != NULL)
    g_string_append_printf(to->out, "\"%s\": ", key);
}

static void begin(Emitter *emitter, const char *key, Shape shape, char opening, char closing) {
  JsonEmitter *to = (JsonEmitter *)emitter;
  begin_value(to, key);
  gboolean inside_line = to->open->len > 0 && g_array_index(to->open, Open, to->open->len - 1).line;
  Open open = {.closing = closing, .line = shape == SHAPE_LINE || inside_line};
  g_array_append_val(to->open, open);
  g_string_append_c(to->out, opening);
}

static void begin_map(Emitter *emitter, const char *key, Shape shape) {
  begin(emitter, key, shape, '{', '}');
}

static void begin_list(Emitter *emitter, const char *key, Shape shape) {
  begin(emitter, key, shape, '[', ']');
}

static void end(Emitter *emitter) {
  JsonEmitter *to = (JsonEmitter *)emitter;
  Open open = g_array_index(to->open, Open, to->open->len - 1);
  g_array_set_size(to->open, to->open->len - 1);
  if (open.any && !open.line)
    new_line(to, to->open->len);
  g_string_append_c(to->out, open.closing);
  if (to->out->len >= FLUSH_BYTES)
    flush(to);
}

static void put_text(Emitter *emitter, const char *key, const char *text) {
  JsonEmitter *to = (JsonEmitter *)emitter;
  begin_value(to, key);
  put_string(to, text);
}

static void put_number(Emitter *emitter, const char *key, const char *number) {
  JsonEmitter *to = (JsonEmitter *)emitter;
  begin_value(to, key);
  g_string_append(to->out, number);
}

gboolean content_write_json(const Content *content, const Sink *sink, GError **error) {
  JsonEmitter to = {
      .emitter = {.begin_map = begin_map,
                  .begin_list = begin_list,
                  .end = end,
                  .text = put_text,
                  .word = put_text,
                  .number = put_number,
                  .sink = sink},
      .out = g_string_new(NULL),
      .open = g_array_new(FALSE, FALSE, sizeof(Open)),
  };
  content_emit(content, &to.emitter);
  g_string_append_c(to.out, '\n');
  flush(&to);
  g_array_unref(to.open);
  g_string_free(to.out, TRUE);
  return emitter_finish(&to.emitter, error);
}

char *content_to_json(const Content *content) {
  GString *text = g_string_new(NULL);
  Sink sink = sink_string(text);
  content_write_json(content, &sink, NULL); /* a string takes all of it */
  return g_string_free(text, FALSE);
}
