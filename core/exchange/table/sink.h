/* sink.h: where text goes while it is written, so that a long one is never there whole. */
#pragma once

#include <glib.h>

typedef struct {
  /* FALSE and error where it cannot go there. */
  gboolean (*put)(gpointer data, const char *text, gsize length, GError **error);
  gpointer data;
} Sink;

/* As put. */
static inline gboolean sink_put(const Sink *sink, const char *text, gsize length, GError **error) {
  return sink->put(sink->data, text, length, error);
}
