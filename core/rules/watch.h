/* watch.h: telling how far something that takes a while has come, and being asked to stop.
 *
 * The core has no clock: it tells often, and who is told decides by the time that has passed
 * whether anybody is to see it.
 */
#pragma once

#include <glib.h>

#define WATCH_ERROR watch_error_quark()
GQuark watch_error_quark(void);
typedef enum { WATCH_ERROR_STOPPED /* the person asked for it: no failure */ } WatchError;

typedef struct {
  /* done of total (0: how many there are is not known) of what doing names (正在读取; static).
   * FALSE: stop, leaving everything as it was. */
  gboolean (*tell)(gpointer data, const char *doing, gint64 done, gint64 total);
  gpointer data;
} Watch;

/* Tells, and is TRUE where it is to go on; FALSE and WATCH_ERROR_STOPPED where not. Call it every
 * few hundred rows. watch may be NULL: nobody looks. */
gboolean watch_goes_on(const Watch *watch, const char *doing, gint64 done, gint64 total,
                       GError **error);

/* How far it is, as Watch.tell() is told: 正在读取 1200/5000（24%）. The caller frees. */
char *watch_text(const char *doing, gint64 done, gint64 total);
