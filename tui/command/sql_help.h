/* sql_help.h: what there is to ask for at the prompt of `taizhang sql`. */
#pragma once

#include "core/store/db.h"
#include "tui/command/output.h"

/* .help */
void sql_help_write(Output *output);

/* .views and .functions; .views v_task tells of that one alone, FALSE where there is none of that
 * name. name NULL: of all. */
gboolean sql_help_views(Output *output, const char *name);
void sql_help_functions(Output *output);

/* The views and what they are, a line each, for the command's own help. The caller frees. */
char *sql_help_summary(void);
