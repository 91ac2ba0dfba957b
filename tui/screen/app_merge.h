/* app_merge.h: others write, meanwhile, the record that a form shows. For app*.c alone.
 *
 * Its class is opened once more, which gives what is stored now; that, what the form began with and
 * what is typed are compared field by field. What only the others wrote comes into the form; where
 * both wrote, the person chooses, and the text that is not taken goes to the drafts.
 */
#pragma once

#include "tui/screen/app.h"

/* Remembers what the form that was just opened begins with. */
void app_merge_begin(App *app);

/* Others have written something: takes into the form what only they have changed, and tells of it.
 */
void app_merge_look(App *app);

/* Before the form is saved. FALSE where the person is asked first, or it cannot be saved any more,
 * which is told then. */
gboolean app_merge_save(App *app);
