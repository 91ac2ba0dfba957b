/* score_form.h: what the forms of 自评 share. */
#pragma once

#include "tui/screen/score_target.h"

/* Reads a number as a person writes it, full-width digits too; NAN for what is blank. FALSE, and
 * *value untouched, for what is no finite number. */
gboolean score_form_number(const char *text, double *value);

/* The close function of forms whose state is a ScoreTarget*. */
void score_form_close(gpointer state);
