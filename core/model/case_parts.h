/* case_parts.h: what case_edit.c and case_advance.c share; others include case.h. */
#pragma once

#include "core/model/case.h"

/* Inside a writer: stores a stage of a case, and keeps the columns that say where its way has led.
 * note may be blank. */
gboolean case_store_stage(Db *db, gint64 id, CaseStage stage, Day on, const char *note,
                          const char *author, GError **error);
