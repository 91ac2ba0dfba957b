/* The ledgers of the source documents as tables: every row of them. */
#include "tests/core/exchange/import/tables.h"

#include <string.h>

#include "tests/core/exchange/content/contents.h"
#include "tests/core/exchange/documents.h"

/* ---- Ningxia ---------------------------------------------------------------------------- */

/* Which cells of its 69 rows are blank in the document, as counted by hand: 责任, 时限. */
static const int BLANK_UNITS[] = {2,  4,  5,  16, 17, 23, 24, 25, 26, 27, 29, 33,
                                  36, 38, 39, 42, 44, 45, 46, 47, 51, 53, 57, 60};
static const int BLANK_DEADLINE[] = {2,  16, 17, 23, 24, 25, 26, 27, 29, 33,
                                     38, 39, 42, 44, 45, 46, 47, 51, 53, 60};

static gboolean holds(const int *numbers, gsize count, int number) {
  for (gsize i = 0; i < count; i++) {
    if (numbers[i] == number)
      return TRUE;
  }
  return FALSE;
}

/* The document as its text has it: a block of lines for each row, a tab before each cell, so that
 * 加分项 and 扣分项 have one cell fewer. */
static Workbook *ningxia(void) {
  g_autofree char *text = documents_read("ningxia-2020-ledger.txt", NULL, 0);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = grid_new("宁夏");
  guint row = 0, column = 0;
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0') {
      row += column > 0;
      column = 0;
      continue;
    }
    grid_put(grid, row, column, CELL_TEXT, *line, 0, DAY_NONE);
    if (**line == '\t')
      column++;
    else
      row++; /* a line of the title */
  }
  g_ptr_array_add(workbook->grids, grid);
  return workbook;
}

/* The rows of ningxia.tsv with their head. */
static char **ningxia_rows(void) {
  g_autofree char *path = source_path("tests/data/ningxia.tsv");
  g_autofree char *text = NULL;
  GError *error = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  return g_strsplit(text, "\n", -1);
}

static void test_ningxia_rows(void) {
  Workbook *workbook = ningxia();
  g_auto(Read) read = tables_read(workbook);
  g_auto(GStrv) rows = ningxia_rows();
  assert_columns(read.table, "level1 level2 goal units deadline");
  g_assert_cmpstr(read.content->title, ==, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpint(read.content->year, ==, 2020);
  g_assert_cmpuint(read.content->tasks->len, ==, 69);
  g_assert_cmpuint(read.table->rows, ==, 69);
  for (guint i = 0; i < 69; i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    g_auto(GStrv) cells = g_strsplit(rows[i + 1], "\t", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, 5);
    const char *second = content_level(read.content, task, 2);
    g_assert_cmpstr(content_level(read.content, task, 1), ==, cells[0]);
    g_assert_cmpstr(second != NULL ? second : "", ==, cells[1]);
    g_assert_cmpstr(task->goal, ==, cells[2]);
    g_assert_cmpstr(task->deadline, ==, cells[4]);
    g_autoptr(GPtrArray) units = recognise_units(cells[3], ROLE_RESPONSIBLE, NULL);
    g_assert_cmpuint(task->units->len, ==, units->len);
    int number = (int)i + 1;
    g_assert_cmpint((task->filled & CONTENT_BIT(CONTENT_UNITS)) != 0, ==,
                    holds(BLANK_UNITS, G_N_ELEMENTS(BLANK_UNITS), number));
    g_assert_cmpint((task->filled & CONTENT_BIT(CONTENT_DEADLINE)) != 0, ==,
                    holds(BLANK_DEADLINE, G_N_ELEMENTS(BLANK_DEADLINE), number));
    TaskKind kind = number > 64                                    ? TASK_KIND_DEDUCTION
                    : number > 61                                  ? TASK_KIND_BONUS
                    : number == 32 || number == 33 || number == 48 ? TASK_KIND_MEASURE
                                                                   : TASK_KIND_TASK;
    g_assert_cmpint(task->kind, ==, kind);
    Day due = day_month_end(2020, number == 4 ? 4 : number == 54 ? 10 : 12);
    g_assert_cmpuint(task->due, ==, due);
  }
  assert_remarks(workbook, &read, "");
  tables_free(workbook);
}

static void count_names(const Content *content, GHashTable *names, guint *pairs) {
  *pairs = 0;
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    *pairs += task->units->len;
    for (guint k = 0; k < task->units->len; k++) {
      const ContentUnit *unit = task->units->pdata[k];
      g_assert_cmpint(unit->role, ==, ROLE_RESPONSIBLE);
      int count = GPOINTER_TO_INT(g_hash_table_lookup(names, unit->name));
      g_hash_table_insert(names, unit->name, GINT_TO_POINTER(count + 1));
    }
  }
}

static void test_ningxia_units(void) {
  static const struct {
    const char *name;
    int tasks;
  } expected[] = {
      {"厅法规处", 36},
      {"厅建管处", 28},
      {"厅运输处", 28},
      {"厅质安处", 27},
      {"厅海事处", 26},
      {"各市、县（区）交通运输局", 21},
      {"交通运输综合执法监督局", 20},
      {"道路运输事务中心", 19},
      {"厅审批处", 10},
      {"路网监测与应急处置中心", 9},
      {"厅信用体系建设领导小组各成员单位", 8},
      {"五市交通运输局", 5},
      {"厅人事处", 4},
      {"厅科技处", 4},
      {"厅办公室", 1},
      {"厅财审处", 1},
      {"厅机关党委", 1},
      {"有关市交通运输局", 1},
  };
  Workbook *workbook = ningxia();
  g_auto(Read) read = tables_read(workbook);
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  guint pairs;
  count_names(read.content, names, &pairs);
  g_assert_cmpuint(pairs, ==, 249);
  g_assert_cmpuint(g_hash_table_size(names), ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmpint(GPOINTER_TO_INT(g_hash_table_lookup(names, expected[i].name)), ==,
                    expected[i].tasks);
  g_assert_cmpint(content_levels(read.content), ==, 2);
  g_assert_cmpuint(read.content->indicators->len, ==, 9 + 23);
  tables_free(workbook);
}

/* The same with real merged cells, in a docx that page breaks cut into three, the head repeated on
 * the second and not on the third: no cell is filled from a blank one, and all is as before. */
static void put_merged(Grid *grid, char **rows, guint from, guint to) {
  static const guint columns[] = {0, 1, 3, 4};
  guint top = grid_rows(grid);
  for (guint i = from; i < to; i++) {
    g_auto(GStrv) cells = g_strsplit(rows[i], "\t", -1);
    for (guint column = 0; column < 5; column++)
      grid_put(grid, top + i - from, column, CELL_TEXT, cells[column], 0, DAY_NONE);
  }
  for (guint k = 0; k < G_N_ELEMENTS(columns); k++) {
    guint column = columns[k];
    for (guint row = top, next; row < grid_rows(grid); row = next) {
      const char *text = grid_cell(grid, row, column)->text;
      gboolean across = column == 0 && *grid_cell(grid, row, 1)->text == '\0';
      for (next = row + 1; next < grid_rows(grid); next++) {
        if (!g_str_equal(grid_cell(grid, next, column)->text, text) ||
            (column == 0 && across != (*grid_cell(grid, next, 1)->text == '\0')))
          break;
      }
      if (column != 1 || *text != '\0')
        grid_merge(grid, row, column, next - row, across ? 2 : 1);
    }
  }
}

static void test_ningxia_pages(void) {
  static const guint ends[] = {21, 50, 70};
  Workbook *workbook = tables_new(WORKBOOK_DOCX);
  g_auto(GStrv) rows = ningxia_rows();
  for (guint page = 0; page < 3; page++) {
    g_autofree char *name = g_strdup_printf("表%u", page + 1);
    Grid *grid = grid_new(name);
    g_auto(GStrv) heads = g_strsplit(rows[0], "\t", -1);
    for (guint column = 0; column < 5 && page < 2; column++)
      grid_put(grid, 0, column, CELL_TEXT, heads[column], 0, DAY_NONE);
    put_merged(grid, rows, page == 0 ? 1 : ends[page - 1], ends[page]);
    g_ptr_array_add(workbook->grids, grid);
  }
  grid_set_caption(
      workbook->grids->pdata[0],
      "各单位要抓好落实。\n附件\n宁夏回族自治区“信用交通省”\n建设指标体系任务分工台账");
  g_auto(Read) read = tables_read(workbook);
  g_assert_cmpuint(read.tables->len, ==, 1);
  g_assert_cmpuint(read.table->grids->len, ==, 3);
  g_assert_cmpstr(read.content->title, ==, "宁夏回族自治区“信用交通省”建设指标体系任务分工台账");
  g_assert_cmpuint(read.content->tasks->len, ==, 69);
  for (guint i = 0; i < 69; i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    g_auto(GStrv) cells = g_strsplit(rows[i + 1], "\t", -1);
    const char *second = content_level(read.content, task, 2);
    g_assert_cmpstr(content_level(read.content, task, 1), ==, cells[0]);
    g_assert_cmpstr(second != NULL ? second : "", ==, cells[1]);
    g_assert_cmpstr(task->goal, ==, cells[2]);
    g_assert_cmpstr(task->deadline, ==, cells[4]);
    g_assert_cmpuint(task->filled, ==, 0);
    g_assert_cmpuint(task->table, ==, i < 20 ? 0 : i < 49 ? 1 : 2);
  }
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  guint pairs;
  count_names(read.content, names, &pairs);
  g_assert_cmpuint(pairs, ==, 249);
  g_assert_cmpuint(g_hash_table_size(names), ==, 18);
  tables_free(workbook);
}

/* Where blanks mean nothing, they give nothing. */
static void test_ningxia_without_fill(void) {
  Workbook *workbook = ningxia();
  const RecogniseOptions options = {.this_year = 2026, .no_fill = TRUE};
  g_auto(Read) read = tables_read_with(workbook, &options);
  guint without = 0, undated = 0;
  for (guint i = 0; i < read.content->tasks->len; i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    without += task->units->len == 0;
    undated += task->deadline == NULL;
    g_assert_cmpuint(task->filled, ==, 0);
  }
  g_assert_cmpuint(without, ==, G_N_ELEMENTS(BLANK_UNITS));
  g_assert_cmpuint(undated, ==, G_N_ELEMENTS(BLANK_DEADLINE));
  tables_free(workbook);
}

/* ---- ledgers whose roles stand behind the goal ------------------------------------------ */

/* A shipped ledger as a table of 一级, 序号 and the whole text of each task, and what it says of
 * units there. */
static void check_behind(Fixture *fixture, const char *name, guint count) {
  Workbook *workbook = tables_new(WORKBOOK_XLSX);
  g_autoptr(GPtrArray) levels = ask_texts(
      fixture,
      "SELECT i.title FROM task t JOIN indicator i ON i.id = t.indicator ORDER BY t.number");
  g_autoptr(GPtrArray) goals =
      ask_texts(fixture, "SELECT goal || ifnull(note, '') FROM task ORDER BY number");
  g_autoptr(GPtrArray) units = ask_texts(
      fixture,
      "SELECT group_concat(name || '/' || role, ' ') FROM (SELECT t.number, u.name, tu.role FROM "
      "task t JOIN task_unit tu ON tu.task = t.id JOIN unit u ON u.id = tu.unit "
      "ORDER BY t.number, tu.position) GROUP BY number ORDER BY number");
  g_assert_cmpuint(goals->len, ==, count);
  Grid *grid = tables_add(workbook, name, "类别|序号|重点任务");
  for (guint i = 0; i < goals->len; i++) {
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    const char *above = i > 0 ? levels->pdata[i - 1] : "";
    if (!g_str_equal(above, levels->pdata[i]))
      grid_put(grid, i + 1, 0, CELL_TEXT, levels->pdata[i], 0, DAY_NONE);
    grid_put(grid, i + 1, 1, CELL_NUMBER, number, i + 1, DAY_NONE);
    grid_put(grid, i + 1, 2, CELL_TEXT, goals->pdata[i], 0, DAY_NONE);
  }
  const RecogniseOptions options = {.this_year = 2026};
  g_auto(Read) read = tables_read_with(workbook, &options);
  assert_columns(read.table, "level1 number goal");
  g_assert_cmpuint(read.content->tasks->len, ==, count);
  for (guint i = 0; i < count; i++) {
    const ContentTask *task = read.content->tasks->pdata[i];
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint k = 0; k < task->units->len; k++) {
      const ContentUnit *unit = task->units->pdata[k];
      g_string_append_printf(all, "%s%s/%s", k > 0 ? " " : "", unit->name, role_code(unit->role));
    }
    g_string_replace(all, "市事业发展中心", "市运输事业发展中心", 0); /* an alias there */
    g_assert_cmpstr(all->str, ==, units->pdata[i]);
    g_assert_cmpstr(task->goal, ==, goals->pdata[i]);
    g_assert_cmpstr(content_level(read.content, task, 1), ==, levels->pdata[i]);
    g_assert_cmpint(task->number, ==, (int)i + 1);
  }
  g_assert_cmpuint(read.content->fields & CONTENT_BIT(CONTENT_UNITS), !=, 0);
  tables_free(workbook);
}

static void test_xinzhou_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_behind(fixture, "忻州", 24);
}

static void test_xiamen_2022(Fixture *fixture, gconstpointer data) {
  (void)data;
  check_behind(fixture, "厦门", 21);
}

/* ---- our own csv ------------------------------------------------------------------------ */

/* A ledger with all fields as text, as an export to csv has it. */
static Workbook *csv_of(const Content *content) {
  Workbook *workbook = tables_new(WORKBOOK_CSV);
  Grid *grid = grid_new("导出");
  for (int field = 1; field < CONTENT_FIELD_COUNT; field++) {
    guint column = (guint)field - 1;
    grid_put(grid, 0, column, CELL_TEXT, content_field_name((ContentField)field), 0, DAY_NONE);
    for (guint i = 0; i < content->tasks->len; i++) {
      g_autofree char *text = content_text(content, content->tasks->pdata[i], (ContentField)field);
      grid_put(grid, i + 1, column, CELL_TEXT, text, 0, DAY_NONE);
    }
  }
  g_ptr_array_add(workbook->grids, grid);
  return workbook;
}

/* Every field of every task comes back from csv as it was, though the file knows no unit. */
static void check_csv(const Content *content) {
  Workbook *workbook = csv_of(content);
  const RecogniseOptions options = {.year = content->year, .this_year = 2026};
  g_auto(Read) read = tables_read_with(workbook, &options);
  g_assert_cmpuint(read.content->tasks->len, ==, content->tasks->len);
  for (guint i = 0; i < content->tasks->len; i++) {
    for (int field = 1; field < CONTENT_FIELD_COUNT; field++) {
      g_autofree char *before =
          content_text(content, content->tasks->pdata[i], (ContentField)field);
      g_autofree char *after =
          content_text(read.content, read.content->tasks->pdata[i], (ContentField)field);
      g_assert_cmpstr(after, ==, before);
    }
  }
  tables_free(workbook);
}

static void test_csv(Fixture *fixture, gconstpointer name) {
  fixture_apply(fixture, name, 2026);
  g_autoptr(Content) content =
      load_ledger(fixture, ask_int(fixture, "SELECT id FROM ledger ORDER BY id DESC LIMIT 1"));
  check_csv(content);
}

static void test_csv_in_use(Fixture *fixture, gconstpointer data) {
  (void)data;
  use_ledger(fixture);
  g_autoptr(Content) content = load_ledger(fixture, fixture->ledger);
  check_csv(content);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recognise-ledgers/ningxia-rows", test_ningxia_rows);
  g_test_add_func("/recognise-ledgers/ningxia-units", test_ningxia_units);
  g_test_add_func("/recognise-ledgers/ningxia-pages", test_ningxia_pages);
  g_test_add_func("/recognise-ledgers/ningxia-without-fill", test_ningxia_without_fill);
  ADD_DOCUMENT("/recognise-ledgers/xinzhou-2022", "xinzhou-2022", test_xinzhou_2022);
  ADD_DOCUMENT("/recognise-ledgers/xiamen-2022", "xiamen-2022", test_xiamen_2022);
  for (guint i = 0; CONTENT_TEMPLATES[i] != NULL; i++) {
    g_autofree char *path = g_strconcat("/recognise-ledgers/csv/", CONTENT_TEMPLATES[i], NULL);
    g_test_add(path, Fixture, CONTENT_TEMPLATES[i], fixture_set_up_empty, test_csv,
               fixture_tear_down);
  }
  ADD("/recognise-ledgers/csv-in-use", test_csv_in_use);
  return g_test_run();
}
