/* score_form.h: what the forms of 自评 share. */
#pragma once

#include "tui/screen/score_target.h"

/* The close function of forms whose state is a ScoreTarget*. */
void score_form_close(gpointer state);
