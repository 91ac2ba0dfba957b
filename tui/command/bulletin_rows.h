/* bulletin_rows.h: a monthly report on paper, for a spreadsheet, and for other programs. */
#pragma once

#include "core/model/bulletin.h"
#include "tui/command/output.h"

/* To be printed, or pasted into a document: a paragraph, tables, the late by name, and as the last
 * line the 核验码. */
void bulletin_text(Output *output, const Bulletin *bulletin);

/* One table whose first column says which part of the report a row is of. */
void bulletin_csv(Output *output, const Bulletin *bulletin);

/* All of it, with the ids that each figure counts. */
void bulletin_json(Output *output, const Bulletin *bulletin);
