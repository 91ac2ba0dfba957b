/* import_open.h: from a file or a pasted text to the preview of what it would change. */
#pragma once

#include "tui/screen/import_work.h"

/* Reads work (taken) and opens its preview, in place of one that is shown. FALSE and error, with
 * the form's field to blame in *field (static), or NULL. */
gboolean import_open(App *app, ImportWork *work, const char **field, GError **error);

/* The same for cells that were pasted on a screen; tells what failed. */
void import_open_pasted(App *app, const char *text);
