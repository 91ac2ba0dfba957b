/* letter_output.h: what the commands that write letters share. */
#pragma once

#include "core/config/letters.h"
#include "tui/command/invocation.h"

/* The templates in force; what is wrong in the office's own is said and left out. NULL after saying
 * why. The caller frees. */
Letters *letter_output_templates(void);

/* Prints letters (NULL-terminated), as wide as a page, or the terminal where that is narrower. */
void letter_output_print(Output *output, const char *const *texts);
