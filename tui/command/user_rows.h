/* user_rows.h: what commands show of people and what they may do. */
#pragma once

#include "core/model/person.h"
#include "tui/command/invocation.h"

/* Writes rows (PersonRow*) in the format that was asked for. */
void user_rows_write(Invocation *invocation, const GPtrArray *rows);
