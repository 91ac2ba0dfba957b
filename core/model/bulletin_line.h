/* bulletin_line.h: the lines of a bulletin: what they count, and their order. Only for
 * bulletin.c. */
#pragma once

#include "core/model/bulletin_day.h"

void bulletin_line_free(BulletinLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BulletinLine, bulletin_line_free)

/* All of tasks (DayTask). */
BulletinLine *bulletin_line_of_all(const GArray *tasks);

/* The 一级 of a ledger (0: of all of them) that count any of tasks. An array of BulletinLine* that
 * frees them; NULL and error. */
GPtrArray *bulletin_lines_of_indicators(Db *db, gint64 ledger, const GArray *tasks, GError **error);

/* The units that answer for any of them, by rank. The same. */
GPtrArray *bulletin_lines_of_units(Db *db, const GArray *tasks, GError **error);
