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

static inline gboolean sink_append(gpointer string, const char *text, gsize length,
                                   GError **error) {
  (void)error;
  g_string_append_len(string, text, (gssize)length);
  return TRUE;
}

/* A string as a sink; it is borrowed, and takes all. */
static inline Sink sink_string(GString *string) {
  return (Sink){sink_append, string};
}
