/* score_turn.h: going from one span of an indicator system to another, and from system to system.
 */
#pragma once

#include "tui/screen/app.h"

/* Goes delta months on, or, of a system that is scored once, years; over the end of a year to the
 * same system of the other year, where there is one. */
void score_turn(App *app, const ScoreSheet *sheet, int delta);

/* Goes to the span that today lies in, of the same system. */
void score_turn_to_today(App *app, const System *system);

/* Opens a window to choose one of the systems. */
void score_choose_system(App *app);
