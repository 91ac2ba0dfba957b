/* form_fields.h: what several forms ask alike: units to choose from, and days as people write them.
 */
#pragma once

#include "core/rules/day.h"
#include "tui/screen/app.h"

/* The names of all units, NULL-terminated, for a field's choices. NULL and error. The caller
 * g_strfreev()s. */
char **form_unit_names(App *app, GError **error);

/* TRUE where a field holds more than blanks; else message is put beside it. */
gboolean form_require(Form *form, const char *id, const char *message);

/* The day written in a field, in *day; DAY_NONE where it is empty. Where it is no date, or lies
 * after today, that is said beside the field and FALSE returned. */
gboolean form_read_day(App *app, Form *form, const char *id, Day *day);

/* The same for a day that has to be written, and may not lie before today. */
gboolean form_read_day_ahead(App *app, Form *form, const char *id, Day *day);

/* Shows beside a field of a date what is understood so far. */
void form_remark_day(App *app, Form *form, const char *id);
