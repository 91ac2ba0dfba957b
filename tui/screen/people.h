/* people.h: what the screen 人员 and its forms say alike. */
#pragma once

#include "core/model/person.h"
#include "tui/screen/app.h"

/* What a level lets one do: 登记和修改. Static. */
const char *people_level_help(Access level);

/* What stands for a row of 人员 as the target of a form, also in a draft: the id of the right, or
 * of who has none of the own a number below 0 made of the login name. */
gint64 people_target(const PersonRow *row);

/* Somebody was given a right: the screen, where it is shown, is to choose that row. */
void people_choose(App *app, const PersonWho *who, gint64 ledger);

/* The row that people_target() gave it for; NULL: it is there no more. Borrowed from rows. */
const PersonRow *people_row(const GPtrArray *rows, gint64 target);
