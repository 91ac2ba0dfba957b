/* Exports of this program: what nobody changed in the table comes back whole, what somebody did
 * counts. */
#include <string.h>

#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_xlsx.h"
#include "tests/core/exchange/content/contents.h"
#include "tests/core/exchange/import/tables.h"

#define PIECE 30000

static const ContentField SHOWN[] = {CONTENT_NUMBER, CONTENT_LEVEL_1, CONTENT_LEVEL_2,
                                     CONTENT_GOAL,   CONTENT_UNITS,   CONTENT_DEADLINE,
                                     CONTENT_STATE,  CONTENT_PERCENT, CONTENT_PROGRESS,
                                     CONTENT_NOTE,   CONTENT_ID};

enum { NUMBER, LEVEL_1, LEVEL_2, GOAL, UNITS, DEADLINE, STATE, PERCENT, PROGRESS, NOTE, ID };

/* The sheet in which an export keeps all of a ledger. */
static Grid *hidden_sheet(const char *text) {
  Grid *grid = grid_new("taizhang");
  grid_set_hidden(grid, TRUE);
  guint row = 0;
  for (const char *p = text; *p != '\0';) {
    gsize chars = MIN((gsize)g_utf8_strlen(p, -1), PIECE);
    const char *end = g_utf8_offset_to_pointer(p, (glong)chars);
    g_autofree char *piece = g_strndup(p, (gsize)(end - p));
    grid_put(grid, row++, 0, CELL_TEXT, piece, 0, DAY_NONE);
    p = end;
  }
  return grid;
}

/* An export as office makes it: a title, merged levels, the 编号 last. */
static Workbook *export_of(const Content *content, WorkbookKind kind) {
  Workbook *workbook = tables_new(kind);
  g_autofree char *json = content_to_json(content);
  Grid *grid = grid_new("台账");
  grid_put(grid, 0, 0, CELL_TEXT, content->title, 0, DAY_NONE);
  for (guint column = 0; column < G_N_ELEMENTS(SHOWN); column++) {
    grid_put(grid, 1, column, CELL_TEXT, content_field_name(SHOWN[column]), 0, DAY_NONE);
    for (guint i = 0; i < content->tasks->len; i++) {
      g_autofree char *text = content_text(content, content->tasks->pdata[i], SHOWN[column]);
      grid_put(grid, i + 2, column, CELL_TEXT, text, 0, DAY_NONE);
    }
  }
  grid_merge(grid, 0, 0, 1, G_N_ELEMENTS(SHOWN));
  for (guint row = 2, next; row < grid_rows(grid); row = next) {
    const char *text = grid_cell(grid, row, LEVEL_1)->text;
    for (next = row + 1; next < grid_rows(grid); next++) {
      if (!g_str_equal(grid_cell(grid, next, LEVEL_1)->text, text))
        break;
    }
    gboolean across = *grid_cell(grid, row, LEVEL_2)->text == '\0';
    grid_merge(grid, row, LEVEL_1, next - row, across ? 2 : 1);
  }
  g_ptr_array_add(workbook->grids, grid);
  if (kind == WORKBOOK_XLSX)
    g_ptr_array_add(workbook->grids, hidden_sheet(json));
  else
    workbook->data = g_steal_pointer(&json);
  return workbook;
}

static void change(Workbook *workbook, guint row, guint column, const char *text) {
  grid_put(workbook->grids->pdata[0], row, column, CELL_TEXT, text, 0, DAY_NONE);
}

/* The row of a task, as a table counts. */
static guint row_of(int number) {
  return (guint)number + 1;
}

static void check_same(Fixture *fixture, WorkbookKind kind) {
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  Workbook *workbook = export_of(content, kind);
  g_auto(Read) read = tables_read(workbook);
  g_assert_true(read.table->ours);
  assert_remarks(workbook, &read, "");
  assert_same_content(content, read.content);
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *before = content->tasks->pdata[i], *after = read.content->tasks->pdata[i];
    g_assert_cmpint(after->id, ==, before->id);
    g_assert_cmpuint(after->row, ==, i + 3);
  }
  g_assert_cmpuint(read.content->fields, ==, content->fields);
  tables_free(workbook);
}

static void test_same_xlsx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_same(fixture, WORKBOOK_XLSX);
}

static void test_same_docx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_same(fixture, WORKBOOK_DOCX);
}

static void test_changed(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  /* Tasks that are whole stand at the row of their 序号; the parts are the last. */
  Workbook *workbook = export_of(content, WORKBOOK_XLSX);
  change(workbook, row_of(3), GOAL, "建立沟通机制。");
  change(workbook, row_of(3), UNITS, "厅法规处牵头，建管处配合");
  change(workbook, row_of(3), DEADLINE, "每月15日前");
  change(workbook, row_of(3), STATE, "推进中");
  change(workbook, row_of(3), PERCENT, "35%");
  change(workbook, row_of(3), PROGRESS, "已拟稿");
  change(workbook, row_of(3), NOTE, "留意");
  change(workbook, row_of(8), LEVEL_2, "（二十四）新设");
  change(workbook, row_of(9), DEADLINE, "春节前");
  g_auto(Read) read = tables_read(workbook);
  const ContentTask *third = task_numbered(read.content, 3);
  const ContentTask *before = task_numbered(content, 3);
  g_assert_cmpint(third->id, ==, before->id);
  g_assert_cmpstr(third->goal, ==, "建立沟通机制。");
  g_assert_cmpuint(third->units->len, ==, 2);
  g_autofree char *units = content_text(read.content, third, CONTENT_UNITS);
  g_assert_cmpstr(units, ==, "厅法规处（牵头）、建管处（配合）");
  g_assert_cmpstr(third->deadline, ==, "每月15日前");
  g_assert_cmpuint(third->due, ==, DAY_NONE);
  g_assert_cmpstr(third->deadline_printed, ==, before->deadline_printed);
  g_assert_cmpuint(third->rules->len, ==, before->rules->len + 1);
  g_assert_cmpint(third->state, ==, TASK_STATE_ACTIVE);
  g_assert_cmpint(third->percent, ==, 35);
  g_assert_cmpuint(third->progress->len, ==, before->progress->len + 1);
  g_assert_cmpstr(((ContentProgress *)third->progress->pdata[0])->text, ==, "已拟稿");
  g_assert_cmpstr(third->note, ==, "留意");
  const ContentTask *eighth = task_numbered(read.content, 8);
  g_assert_cmpstr(content_level(read.content, eighth, 2), ==, "（二十四）新设");
  g_assert_cmpstr(content_level(read.content, eighth, 1), ==,
                  content_level(content, task_numbered(content, 8), 1));
  /* All others are as they were. */
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *old = content->tasks->pdata[i], *new_ = read.content->tasks->pdata[i];
    for (int field = 1; field < CONTENT_FIELD_COUNT; field++) {
      if (old->number == 3 || old->number == 8 || old->number == 9)
        continue;
      g_autofree char *left = content_text(content, old, (ContentField)field);
      g_autofree char *right = content_text(read.content, new_, (ContentField)field);
      g_assert_cmpstr(left, ==, right);
    }
    g_assert_cmpuint(new_->progress->len, ==, old->progress->len + (old->number == 3));
    g_assert_cmpint(new_->parent, ==, old->parent);
  }
  assert_remarks(workbook, &read,
                 "表“台账”第11行F列（完成时限）：时限“春节前”读不懂，照原文保留，不计算期限\n");
  tables_free(workbook);
}

/* Merged cells that were taken apart, as sorting asks for: only their first rows say levels then.
 */
static void test_unmerged(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  Workbook *workbook = export_of(content, WORKBOOK_XLSX);
  Grid *old = workbook->grids->pdata[0], *grid = grid_new("台账");
  for (guint row = 0; row < grid_rows(old); row++) {
    for (guint column = 0; column < G_N_ELEMENTS(SHOWN); column++) {
      const char *text = grid_cell(old, row, column)->text;
      gboolean first = row < 3 || column > LEVEL_2 || column == NUMBER ||
                       !g_str_equal(text, grid_cell(old, row - 1, column)->text);
      grid_put(grid, row, column, CELL_TEXT, first ? text : "", 0, DAY_NONE);
    }
  }
  grid_free(old);
  workbook->grids->pdata[0] = grid;
  g_autofree char *second = g_strdup(content_level(content, task_numbered(content, 4), 2));
  change(workbook, row_of(2), PERCENT, "35%");
  change(workbook, row_of(3), LEVEL_2, second);     /* moved, within its 一级 */
  change(workbook, row_of(6), LEVEL_1, "十、新增"); /* and right below another */
  g_auto(Read) read = tables_read(workbook);
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *before = content->tasks->pdata[i], *after = read.content->tasks->pdata[i];
    for (int level = 1; level <= 2 && before->number != 3 && before->number != 6; level++)
      g_assert_cmpstr(content_level(read.content, after, level), ==,
                      content_level(content, before, level));
  }
  g_assert_cmpint(task_numbered(read.content, 2)->percent, ==, 35);
  const ContentTask *third = task_numbered(read.content, 3);
  g_assert_cmpstr(content_level(read.content, third, 1), ==,
                  content_level(content, task_numbered(content, 3), 1));
  g_assert_cmpstr(content_level(read.content, third, 2), ==, second);
  const ContentTask *sixth = task_numbered(read.content, 6);
  g_assert_cmpstr(content_level(read.content, sixth, 1), ==, "十、新增");
  g_assert_null(content_level(read.content, sixth, 2));
  g_assert_cmpuint(read.remarks->len, ==, 1);
  g_assert_nonnull(strstr(((RecogniseRemark *)read.remarks->pdata[0])->text,
                          "行的指标栏空着（合并的单元格拆开了）：已有的任务，所属指标不变"));
  tables_free(workbook);
}

/* Rows that were added, copied, taken out and moved. */
static void test_rows(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  g_assert_cmpuint(content->tasks->len, ==, 69);
  Workbook *workbook = export_of(content, WORKBOOK_DOCX);
  Grid *grid = workbook->grids->pdata[0];
  guint last = grid_rows(grid);
  static const guint copied[] = {NUMBER, LEVEL_1, GOAL, UNITS, DEADLINE, ID};
  for (gsize i = 0; i < G_N_ELEMENTS(copied); i++) { /* 4 once more, at the end */
    g_autofree char *text = content_text(content, task_numbered(content, 4), SHOWN[copied[i]]);
    change(workbook, last, copied[i], text);
  }
  change(workbook, last + 1, LEVEL_1, "十、新增");
  change(workbook, last + 1, GOAL, "新的任务");
  change(workbook, last + 1, DEADLINE, "2026年3月5日");
  change(workbook, last + 2, LEVEL_1, "十、新增");
  change(workbook, last + 2, GOAL, "别处的任务");
  change(workbook, last + 2, ID, "99999");
  for (guint column = 0; column < G_N_ELEMENTS(SHOWN); column++) {
    change(workbook, row_of(2), column, ""); /* 2 is gone */
    g_autofree char *text = content_text(content, task_numbered(content, 6), SHOWN[column]);
    g_autofree char *other = content_text(content, task_numbered(content, 5), SHOWN[column]);
    if (column != LEVEL_1) { /* 5 and 6 change places */
      change(workbook, row_of(5), column, text);
      change(workbook, row_of(6), column, other);
    }
  }
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 68 + 3);
  g_assert_cmpint(((ContentTask *)read.content->tasks->pdata[1])->number, ==, 3);
  g_assert_cmpint(((ContentTask *)read.content->tasks->pdata[3])->number, ==, 6);
  g_assert_cmpint(((ContentTask *)read.content->tasks->pdata[4])->number, ==, 5);
  for (guint i = 68; i < 71; i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    g_assert_cmpint(task->id, ==, 0);
    g_assert_cmpint(task->number, ==, 0);
  }
  const ContentTask *new_ = read.content->tasks->pdata[69];
  g_assert_cmpstr(content_level(read.content, new_, 1), ==, "十、新增");
  g_assert_cmpuint(new_->due, ==, day_from_ymd(2026, 3, 5));
  g_autofree char *copy = content_text(content, task_numbered(content, 4), CONTENT_ID);
  g_autofree char *remarks = g_strdup_printf(
      "表“台账”第2行：1行的指标栏空着（合并的单元格拆开了）：已有的任务，所属指标不变\n"
      "表“台账”第72行K列（编号）：编号%s前面已经有了，这一行当作新的\n"
      "表“台账”第74行K列（编号）：编号99999不在文件隐藏的数据里，这一行当作新的\n"
      "表“台账”第72行A列（序号）：序号4另一行已经有了，另行编号\n",
      copy);
  assert_remarks(workbook, &read, remarks);
  tables_free(workbook);
}

/* Where what is hidden is damaged, the table that is seen still counts. */
static void test_damaged(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  Workbook *workbook = export_of(content, WORKBOOK_DOCX);
  g_free(workbook->data);
  workbook->data = g_strdup("{\"kind\": \"ledger\", ");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.content->tasks->len, ==, 69);
  g_assert_cmpuint(read.remarks->len, ==, 1);
  const RecogniseRemark *remark = read.remarks->pdata[0];
  g_assert_true(g_str_has_prefix(remark->text, "文件里隐藏的数据读不出来"));
  for (guint i = 0; i < 69; i++) {
    g_autofree char *before = content_text(content, content->tasks->pdata[i], CONTENT_UNITS);
    g_autofree char *after =
        content_text(read.content, read.content->tasks->pdata[i], CONTENT_UNITS);
    g_assert_cmpstr(after, ==, before);
  }
  tables_free(workbook);
}

/* ---- what export writes ------------------------------------------------------------------ */

#define WRITTEN 1795226400 /* 2026-11-21 02:00 UTC */

typedef gboolean (*Export)(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                           OutFile *file, const Watch *watch, GError **error);

/* The ledgers as a file of export, read again. */
static Workbook *written(Fixture *fixture, const char *name, const GPtrArray *ledgers,
                         Export export) {
  GError *error = NULL;
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  g_autoptr(OutFile) file = outfile_begin(path, FALSE, &error);
  g_assert_no_error(error);
  export(ledgers, reckoning, WRITTEN, file, NULL, &error);
  g_assert_no_error(error);
  outfile_publish(file, &error);
  g_assert_no_error(error);
  Workbook *workbook = workbook_read(path, NULL, &error);
  g_assert_no_error(error);
  return workbook;
}

static Content *load_with_standing(Fixture *fixture, gint64 ledger) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
  Content *content = content_load(fixture->db, reckoning, ledger, NULL, NULL, &error);
  g_assert_no_error(error);
  return content;
}

static void check_written(Fixture *fixture, const char *name, Export export) {
  use_ledger(fixture);
  g_autoptr(Content) content = load_with_standing(fixture, fixture->ledger);
  g_autoptr(GPtrArray) ledgers = g_ptr_array_new();
  g_ptr_array_add(ledgers, content);
  g_autoptr(Workbook) workbook = written(fixture, name, ledgers, export);
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.tables->len, ==, 1);
  g_assert_true(read.table->ours);
  assert_remarks(workbook, &read, "");
  assert_same_content(content, read.content);
}

static void test_written_xlsx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_written(fixture, "a.xlsx", export_xlsx);
}

static void test_written_docx(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_written(fixture, "a.docx", export_docx);
}

/* Each ledger of a file is read with what is kept of it. */
static void test_written_several(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[] = {"xinzhou-2023", "xiamen-2022"};
  g_autoptr(GPtrArray) ledgers = g_ptr_array_new_with_free_func((GDestroyNotify)content_free);
  g_ptr_array_add(ledgers, load_with_standing(fixture, fixture->ledger));
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    fixture_apply(fixture, names[i], 2026);
    gint64 id = sql_int(fixture->db, "SELECT id FROM ledger ORDER BY id DESC LIMIT 1");
    g_ptr_array_add(ledgers, load_with_standing(fixture, id));
  }
  g_autoptr(Workbook) workbook = written(fixture, "a.xlsx", ledgers, export_xlsx);
  for (guint i = 0; i < ledgers->len; i++) {
    GError *error = NULL;
    g_autofree char *sheet = g_strdup_printf("%u", i + 1);
    g_autoptr(GPtrArray) tables = recognise_tables(workbook, sheet, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(tables->len, ==, 1);
    const RecogniseOptions options = {.this_year = 2031};
    g_autoptr(Content) content =
        recognise_read(workbook, tables->pdata[0], &options, NULL, NULL, &error);
    g_assert_no_error(error);
    assert_same_content(ledgers->pdata[i], content);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/recognise-ours/same-xlsx", test_same_xlsx);
  ADD("/recognise-ours/same-docx", test_same_docx);
  ADD("/recognise-ours/changed", test_changed);
  ADD("/recognise-ours/unmerged", test_unmerged);
  ADD("/recognise-ours/rows", test_rows);
  ADD("/recognise-ours/damaged", test_damaged);
  ADD("/recognise-ours/written-xlsx", test_written_xlsx);
  ADD("/recognise-ours/written-docx", test_written_docx);
  ADD("/recognise-ours/written-several", test_written_several);
  return g_test_run();
}
