/* emitter.h: what a content is written through, in YAML or in JSON: one walk over it, two
 * spellings. For this folder alone.
 */
#pragma once

#include "core/exchange/content/content.h"
#include "core/rules/sink.h"

typedef enum {
  SHAPE_BLOCK, /* each entry on lines of its own */
  SHAPE_LINE,  /* all on one line */
} Shape;

typedef struct Emitter Emitter;

/* key is NULL in a list. */
struct Emitter {
  void (*begin_map)(Emitter *emitter, const char *key, Shape shape);
  void (*begin_list)(Emitter *emitter, const char *key, Shape shape);
  void (*end)(Emitter *emitter); /* of the innermost map or list */
  void (*text)(Emitter *emitter, const char *key, const char *text);
  /* A word of a fixed set, or a date: no text that could be taken for anything else. */
  void (*word)(Emitter *emitter, const char *key, const char *word);
  void (*number)(Emitter *emitter, const char *key, const char *number); /* also true */
  const Sink *sink;                                                      /* where it goes */
  GError *error; /* what hindered that; NULL: nothing has. Then the rest is for nothing */
};

/* Writes all of content. */
void content_emit(const Content *content, Emitter *emitter);

/* Puts text that is spelled out into the sink, unless something hindered that before. */
void emitter_put(Emitter *emitter, const char *text, gsize length);

/* When all was put: FALSE and error, which is handed on, where something hindered it. */
gboolean emitter_finish(Emitter *emitter, GError **error);

/* The name of a ledger that no template has: made from its title and year, so that it is the same
 * every time. The caller frees. */
char *content_made_name(const char *title, int year);
