/* unit_page.h: everything that is known of one unit, for people and for other programs. */
#pragma once

#include "core/model/unit.h"
#include "tui/command/command.h"
#include "tui/command/output.h"

/* Writes it in that format: a page, JSON, or CSV. */
void unit_page_write(Output *output, Format format, const UnitRecord *record);
