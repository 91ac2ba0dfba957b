/* page.h: named fields one below the other, wrapped to the terminal, for people. */
#pragma once

#include "tui/command/output.h"

/* Writes a name and its text, which may have several lines; NULL or empty text writes nothing. On a
 * terminal long lines are wrapped beside the name. */
void page_field(Output *output, const char *name, const char *text);

/* Writes text indented by columns, wrapped as above. */
void page_text(Output *output, int indent, const char *text);
