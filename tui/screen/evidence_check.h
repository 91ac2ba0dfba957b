/* evidence_check.h: whether the files of a task's evidence are what they were. */
#pragma once

#include "tui/screen/app.h"

/* Reads the files again and tells in the footer how they are, by name those that are not what they
 * were. It may take a while: app_watch(). */
void evidence_check_task(App *app, gint64 task);
