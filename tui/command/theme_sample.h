/* theme_sample.h: what a theme looks like, a line for each role. */
#pragma once

#include "core/config/theme.h"
#include "tui/command/output.h"

/* Writes it, in the colours the terminal has; where the output is none, or $NO_COLOR is set, in
 * words alone. */
void theme_sample(Output *output, const Theme *theme);
