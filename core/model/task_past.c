#include "core/model/task_past.h"

#include "core/model/history.h"
#include "core/model/unit.h"
#include "core/store/words.h"

static void line_free(gpointer data) {
  PastLine *line = data;
  g_free(line->label);
  g_free(line->text);
  g_free(line);
}

/* Takes text. */
static void add_line(GPtrArray *lines, gboolean title, const char *label, char *text) {
  PastLine *line = g_new0(PastLine, 1);
  line->title = title;
  line->label = g_strdup(label);
  line->text = text;
  g_ptr_array_add(lines, line);
}

/* ---- the task itself ------------------------------------------------------------------------ */

/* The title of what an id refers to now; NULL where that is gone. */
static char *title_of(Db *db, const char *sql, const char *id) {
  if (id == NULL)
    return NULL;
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, g_ascii_strtoll(id, NULL, 10));
  char *title = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  query_free(query);
  return title;
}

static void add_title_of(GPtrArray *lines, const char *label, char *title) {
  if (title != NULL)
    add_line(lines, FALSE, label, title);
}

static void add_fields(GPtrArray *lines, const PastRow *row, const GPtrArray *units) {
  for (guint i = 0; i < row->names->len; i++) {
    const char *name = row->names->pdata[i], *text = row->texts->pdata[i];
    const char *label =
        g_str_equal(name, "deadline_printed") ? "原文时限" : words_column(row->table, name);
    if (text != NULL && !history_is_link(row->table, name))
      add_line(lines, FALSE, label, history_value_text(row->table, name, text, units));
  }
}

static void add_task(Db *db, GPtrArray *lines, const PastRow *row, const GPtrArray *units) {
  add_title_of(lines, "台账",
               title_of(db, "SELECT title FROM ledger WHERE id = ?1", past_text(row, "ledger")));
  add_title_of(
      lines, "指标",
      title_of(db, "SELECT title FROM indicator WHERE id = ?1", past_text(row, "indicator")));
  add_title_of(lines, "所属任务",
               title_of(db, "SELECT goal FROM task WHERE id = ?1", past_text(row, "parent")));
  add_fields(lines, row, units);
}

/* ---- what belongs to it -----------------------------------------------------------------------
 */

static gint compare_positions(gconstpointer a, gconstpointer b) {
  const char *left = past_text(*(PastRow *const *)a, "position");
  const char *right = past_text(*(PastRow *const *)b, "position");
  gint64 difference = g_ascii_strtoll(left != NULL ? left : "0", NULL, 10) -
                      g_ascii_strtoll(right != NULL ? right : "0", NULL, 10);
  return difference < 0 ? -1 : difference > 0;
}

/* 厅法规处（牵头）、厅建管处（配合） */
static void add_units(GPtrArray *lines, const Past *past, const GPtrArray *units) {
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  for (guint i = 0; i < past->rows->len; i++) {
    const PastRow *row = past->rows->pdata[i];
    if (g_str_equal(row->table, "task_unit"))
      g_ptr_array_add(rows, past->rows->pdata[i]);
  }
  g_ptr_array_sort(rows, compare_positions);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < rows->len; i++) {
    const PastRow *row = rows->pdata[i];
    g_autofree char *unit = history_value_text("task_unit", "unit", past_text(row, "unit"), units);
    g_autofree char *role = history_value_text("task_unit", "role", past_text(row, "role"), units);
    g_string_append_printf(text, "%s%s（%s）", i > 0 ? "、" : "", unit, role);
  }
  if (text->len > 0)
    add_line(lines, FALSE, "责任单位", g_strdup(text->str));
}

static void add_tags(GPtrArray *lines, const Past *past) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < past->rows->len; i++) {
    const PastRow *row = past->rows->pdata[i];
    if (g_str_equal(row->table, "task_tag"))
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", past_text(row, "tag"));
  }
  if (text->len > 0)
    add_line(lines, FALSE, "标签", g_strdup(text->str));
}

/* 进展情况：开了会；完成率：30 */
static char *row_text(const PastRow *row, const GPtrArray *units) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < row->names->len; i++) {
    const char *name = row->names->pdata[i], *value = row->texts->pdata[i];
    if (value == NULL || history_is_link(row->table, name) || g_str_equal(name, "made_on"))
      continue;
    g_autofree char *words = history_value_text(row->table, name, value, units);
    g_string_append_printf(text, "%s%s：%s", text->len > 0 ? "；" : "",
                           words_column(row->table, name), words);
  }
  return g_string_free(text, FALSE);
}

static gboolean is_listed(const PastRow *row) {
  /* Said above, or how a table stood when it was sent out. */
  static const char *const ELSEWHERE[] = {"task", "task_unit", "task_tag", "sendout_row", NULL};
  return !g_strv_contains(ELSEWHERE, row->table);
}

static void add_others(GPtrArray *lines, const Past *past, const GPtrArray *units) {
  const char *table = NULL;
  for (guint i = 0; i < past->rows->len; i++) {
    const PastRow *row = past->rows->pdata[i];
    if (!is_listed(row))
      continue;
    if (table == NULL || !g_str_equal(table, row->table))
      add_line(lines, TRUE, words_table(row->table), NULL);
    table = row->table;
    add_line(lines, FALSE, past_text(row, "made_on"), row_text(row, units));
  }
}

GPtrArray *task_past_lines(Db *db, const Past *past, GError **error) {
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
  if (past->rows->len == 0)
    return lines;
  add_task(db, lines, past->rows->pdata[0], units);
  add_units(lines, past, units);
  add_tags(lines, past);
  add_others(lines, past, units);
  return lines;
}

char *task_past_text(const Past *past, Day day, const char *who) {
  char iso[DAY_TEXT_SIZE];
  day_to_iso(day, iso);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(past->at);
  g_autofree char *when = time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *by = past->entry == 0 ? g_strdup("此前没有日志")
                                         : g_strdup_printf("%s %s（日志第%" G_GINT64_FORMAT "条）",
                                                           when, who, past->entry);
  if (past->state == PAST_NOT_YET)
    return g_strdup_printf("%s还没有这项任务：后来由 %s 添加", iso, by);
  if (past->state == PAST_GONE)
    return g_strdup_printf("%s这项任务已经删除：%s", iso, by);
  return g_strdup_printf("%s结束时的样子；到那时最近一次改动：%s", iso, by);
}
