/* people.h: what the screen 人员 and its forms say alike. */
#pragma once

#include "core/model/person.h"

/* What a level lets one do: 登记和修改. Static. */
const char *people_level_help(Access level);

/* What stands for a row of 人员 as the target of a form, also in a draft: the id of the right, or of
 * who has none of the own a number below 0 made of the login name. */
gint64 people_target(const PersonRow *row);

/* The row that people_target() gave it for; NULL: it is there no more. Borrowed from rows. */
const PersonRow *people_row(const GPtrArray *rows, gint64 target);
