#include "core/model/task_along.h"

/* The tasks that go: it and its parts. What is theirs is counted from them, or a table would be
 * read to its end. */
#define SQL_COUNTS                                                                                 \
  "WITH going (id) AS MATERIALIZED "                                                               \
  "(SELECT ?1 UNION ALL SELECT id FROM task WHERE parent = ?1) "                                   \
  "SELECT (SELECT count(*) - 1 FROM going)"
#define SQL_COUNT ", (SELECT count(*) FROM going CROSS JOIN %s)"
#define OF_TASK(table) table " x ON x.task = going.id"

static const struct {
  const char *table; /* NULL: task itself */
  const char *rows;  /* of that table, joined to those that go */
  const char *what, *unit;
} ALONG[ALONG_COUNT] = {
    [ALONG_PARTS] = {NULL, NULL, "分解的各部分", "项"},
    [ALONG_PROGRESS] = {"progress", OF_TASK("progress"), "进展", "条"},
    [ALONG_EVIDENCE] = {"evidence", OF_TASK("evidence"), "佐证材料", "件"},
    [ALONG_SUBMISSIONS] = {"submission", OF_TASK("submission"), "报送", "次"},
    [ALONG_RULES] = {"schedule", OF_TASK("schedule") " AND x.ended IS NULL", "周期要求", "条"},
    [ALONG_STEPS] = {"step", OF_TASK("step"), "办理步骤", "步"},
    [ALONG_EXTENSIONS] = {"extension", OF_TASK("extension"), "延期申请", "次"},
    [ALONG_NUDGES] = {"nudge", OF_TASK("nudge"), "催办", "次"},
    [ALONG_SENDOUTS] = {"sendout_row", OF_TASK("sendout_row"), "下发表中", "行"},
    [ALONG_SCORES] = {"node_schedule",
                      OF_TASK("schedule") " CROSS JOIN node_schedule n ON n.schedule = x.id",
                      "自评取数", "处"},
    [ALONG_TAGS] = {"task_tag", OF_TASK("task_tag"), "标签", "个"},
};

gboolean task_along_count(Db *db, gint64 task, int counts[ALONG_COUNT], GError **error) {
  g_autoptr(GString) sql = g_string_new(SQL_COUNTS);
  for (int i = ALONG_PARTS + 1; i < ALONG_COUNT; i++)
    g_string_append_printf(sql, SQL_COUNT, ALONG[i].rows);
  Query *query = query_new(db, sql->str);
  query_bind_int(query, 1, task);
  query_next(query);
  for (int i = 0; i < ALONG_COUNT; i++)
    counts[i] = (int)query_int(query, i);
  return query_finish(query, error);
}

gboolean task_along_of(const char *table, TaskAlong *along) {
  for (int i = 0; i < ALONG_COUNT; i++) {
    *along = (TaskAlong)i;
    if (g_strcmp0(ALONG[i].table, table) == 0)
      return TRUE;
  }
  return FALSE;
}

char *task_along_text(const int counts[ALONG_COUNT]) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < ALONG_COUNT; i++) {
    if (counts[i] > 0)
      g_string_append_printf(text, "%s%s%d%s", text->len > 0 ? "、" : "", ALONG[i].what, counts[i],
                             ALONG[i].unit);
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
