/* history.h: what a journal entry changed, in the words people use. */
#pragma once

#include "core/store/journal.h"

/* A change as one line: 完成率：30 → 60; of what belongs to the task: 进展 日期：（空） →
 * 2026-11-21. Codes are given by their Chinese names, units by theirs (units is what unit_list()
 * gives). NULL for links between records, which mean nothing to a person, and for what another
 * change of the same entry says. The caller frees. */
char *history_change_text(const JournalChange *change, const GPtrArray *units);

/* A value of a field in the words people use: （空） for NULL. The caller frees. */
char *history_value_text(const char *table, const char *field, const char *value,
                         const GPtrArray *units);

/* Where the file is not what the journal says: 目标任务（编号 4）的“备注”：日志里是“甲”（第12条），
 * 文件里是“乙”. The caller frees. */
char *history_difference_text(const JournalDifference *difference, const GPtrArray *units);

/* TRUE for a link between records, which means nothing to a person. */
gboolean history_is_link(const char *table, const char *field);

/* What taking an entry back would do, line by line (char*): 完成时限：2026-12 → 2026-11, named by
 * the task where it changed several. Of more than most lines the last says how many are left out.
 * An array that frees them; NULL and error. */
GPtrArray *history_undo_lines(Db *db, gint64 seq, guint most, GError **error);
