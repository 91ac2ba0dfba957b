/* case_board_rows.c: the board of a year's cases, its stages and points, as tables, CSV and JSON.
 */
#include <math.h>

#include "tui/command/case_rows.h"
#include "tui/command/page.h"
#include "tui/command/table.h"

/* ---- stages and points ------------------------------------------------------------------ */

char *case_rows_stages(const int *stages) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < CASE_STAGE_COUNT; i++) {
    if (stages[i] > 0)
      g_string_append_printf(text, "%s%s%d篇", text->len > 0 ? "、" : "",
                             case_stage_name((CaseStage)i), stages[i]);
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

json_t *case_rows_stages_json(const int *stages) {
  json_t *object = json_object();
  for (int i = 0; i < CASE_STAGE_COUNT; i++)
    json_object_set_new(object, case_stage_code((CaseStage)i), json_integer(stages[i]));
  return object;
}

/* 1分（最多3分）; without what there is no cap of. */
static char *capped(double points, double max) {
  g_autofree char *text = score_text(points);
  if (isnan(max))
    return g_strdup_printf("%s分", text);
  g_autofree char *most = score_text(max);
  return g_strdup_printf("%s分（最多%s分）", text, most);
}

char *case_rows_points(const CaseBoard *board) {
  const CasePoints *points = board->points;
  if (points == NULL)
    return g_strdup(board->why_no_points);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *month = capped(points->month, points->month_max);
  g_autofree char *year = capped(points->year, points->year_max);
  g_string_append_printf(text, "%d月%s，全年%s，按《%s》", board->month, month, year,
                         points->title);
  for (guint i = 0; i < points->lines->len; i++) {
    const CasePointsLine *line = points->lines->pdata[i];
    g_autofree char *gives = score_text(line->month);
    gboolean said = g_str_has_suffix(line->basis, "分"); /* 计0分 */
    g_string_append_printf(text, "\n%s %s：%s%s%s%s", line->code, line->title, line->basis,
                           said ? "" : "，得", said ? "" : gives, said ? "" : "分");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static json_t *points_json(double points) {
  return isnan(points) ? json_null() : json_real(points);
}

static json_t *rule_json(const CasePointsLine *line) {
  json_t *object = json_object();
  json_object_set_new(object, "code", data_text(line->code));
  json_object_set_new(object, "title", data_text(line->title));
  json_object_set_new(object, "bonus", json_boolean(line->bonus));
  json_object_set_new(object, "count", json_integer(line->count));
  json_object_set_new(object, "month", points_json(line->month));
  json_object_set_new(object, "year", points_json(line->year));
  json_object_set_new(object, "year_max", points_json(line->year_max));
  json_object_set_new(object, "basis", data_text(line->basis));
  return object;
}

json_t *case_rows_points_json(const CaseBoard *board) {
  const CasePoints *points = board->points;
  if (points == NULL)
    return json_null();
  json_t *object = json_object(), *rules = json_array();
  for (guint i = 0; i < points->lines->len; i++)
    json_array_append_new(rules, rule_json(points->lines->pdata[i]));
  json_object_set_new(object, "system", data_text(points->title));
  json_object_set_new(object, "month", points_json(points->month));
  json_object_set_new(object, "month_max", points_json(points->month_max));
  json_object_set_new(object, "year", points_json(points->year));
  json_object_set_new(object, "year_max", points_json(points->year_max));
  json_object_set_new(object, "rules", rules);
  return object;
}

char *case_rows_units(const CaseBoard *board, gboolean filed) {
  g_autoptr(GPtrArray) units = case_board_units(board, filed);
  if (units->len == 0)
    return g_strdup("无");
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "",
                           ((const CaseBoardRow *)units->pdata[i])->name);
  g_string_append_printf(text, "（%u个）", units->len);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- the board -------------------------------------------------------------------------- */

#define BOARD_CELLS (CASE_MONTHS + 2) /* the unit, twelve months, their sum, what is 采纳 */

static const char *const BOARD_HEADS[] = {"单位", "1月",  "2月",  "3月", "4月",  "5月",
                                          "6月",  "7月",  "8月",  "9月", "10月", "11月",
                                          "12月", "合计", "采纳", NULL};
/* For people, so that a year fits 80 columns. */
static const char *const BOARD_NARROW[BOARD_CELLS] = {
    "单位", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "合计", "采纳"};
#define BOARD_NAME_COLUMNS 26

/* Its cells as texts; the caller frees each. A month without any is blank in a table for people. */
static void board_cells(const char *name, const int filed[CASE_MONTHS], int adopted,
                        gboolean blanks, char *cells[BOARD_CELLS]) {
  cells[0] = g_strdup(name);
  for (int month = 1; month < CASE_MONTHS; month++)
    cells[month] = filed[month] == 0 && blanks ? g_strdup("") : g_strdup_printf("%d", filed[month]);
  cells[CASE_MONTHS] = g_strdup_printf("%d", filed[0]);
  cells[CASE_MONTHS + 1] = g_strdup_printf("%d", adopted);
}

/* Every row and the sums below them, one by one. */
static void each_board_row(const CaseBoard *board, gboolean blanks,
                           void (*write)(gpointer to, const char *const *cells), gpointer to) {
  for (guint i = 0; i <= board->rows->len; i++) {
    const CaseBoardRow *row = i < board->rows->len ? board->rows->pdata[i] : NULL;
    char *cells[BOARD_CELLS];
    board_cells(row != NULL ? row->name : "合计", row != NULL ? row->filed : board->filed,
                row != NULL ? row->adopted : board->adopted, blanks, cells);
    write(to, (const char *const *)cells);
    for (int k = 0; k < BOARD_CELLS; k++)
      g_free(cells[k]);
  }
}

static void board_table_row(gpointer to, const char *const *cells) {
  table_row(to, cells);
}

static void board_csv_row(gpointer to, const char *const *cells) {
  data_csv_row(to, cells, BOARD_CELLS);
}

static void write_board_table(Output *output, const CaseBoard *board) {
  TableColumn columns[BOARD_CELLS];
  for (int i = 0; i < BOARD_CELLS; i++)
    columns[i] = (TableColumn){BOARD_NARROW[i], i == 0 ? BOARD_NAME_COLUMNS : 0, i > 0};
  g_autoptr(Table) table = table_new(output, columns, BOARD_CELLS);
  each_board_row(board, TRUE, board_table_row, table);
}

static void write_board_text(Output *output, const CaseBoard *board) {
  g_autofree char *filed = case_rows_units(board, TRUE);
  g_autofree char *missing = case_rows_units(board, FALSE);
  g_autofree char *points = case_rows_points(board);
  output_line(output, "%d年各月案例报送情况", board->year);
  write_board_table(output, board);
  if (board->across[0] > 0)
    output_line(output, "其中跨月主题%d篇。", board->across[0]);
  g_autofree char *have = g_strdup_printf("%d月已报：%s", board->month, filed);
  g_autofree char *have_not = g_strdup_printf("%d月未报：%s", board->month, missing);
  page_text(output, 0, have);
  page_text(output, 0, have_not);
  if (case_board_remark(board) != NULL)
    output_line(output, "%s。", case_board_remark(board));
  page_field(output, "得分", points);
}

static json_t *months_json(const int filed[CASE_MONTHS]) {
  json_t *list = json_array();
  for (int month = 1; month < CASE_MONTHS; month++)
    json_array_append_new(list, json_integer(filed[month]));
  return list;
}

static json_t *names_json(const CaseBoard *board, gboolean filed) {
  g_autoptr(GPtrArray) units = case_board_units(board, filed);
  json_t *list = json_array();
  for (guint i = 0; i < units->len; i++)
    json_array_append_new(list, data_text(((const CaseBoardRow *)units->pdata[i])->name));
  return list;
}

static json_t *board_rows_json(const CaseBoard *board) {
  json_t *rows = json_array();
  for (guint i = 0; i < board->rows->len; i++) {
    const CaseBoardRow *row = board->rows->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "unit", data_text(row->unit != 0 ? row->name : NULL));
    json_object_set_new(object, "expected", json_boolean(row->expected));
    json_object_set_new(object, "months", months_json(row->filed));
    json_object_set_new(object, "total", json_integer(row->filed[0]));
    json_object_set_new(object, "adopted", json_integer(row->adopted));
    json_array_append_new(rows, object);
  }
  return rows;
}

static void write_board_json(Output *output, const CaseBoard *board) {
  json_t *object = json_object();
  json_object_set_new(object, "year", json_integer(board->year));
  json_object_set_new(object, "month", json_integer(board->month));
  json_object_set_new(object, "listed", json_boolean(board->listed));
  json_object_set_new(object, "units", board_rows_json(board));
  json_object_set_new(object, "months", months_json(board->filed));
  json_object_set_new(object, "total", json_integer(board->filed[0]));
  json_object_set_new(object, "adopted", json_integer(board->adopted));
  json_object_set_new(object, "across", json_integer(board->across[0]));
  json_object_set_new(object, "stages", case_rows_stages_json(board->year_stages));
  json_object_set_new(object, "filed", names_json(board, TRUE));
  json_object_set_new(object, "missing", names_json(board, FALSE));
  json_object_set_new(object, "points", case_rows_points_json(board));
  data_json(output, object);
  output_data(output, "\n");
}

void case_rows_write_board(Invocation *invocation, const CaseBoard *board) {
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_TABLE) {
    write_board_text(output, board);
  } else if (invocation->format == FORMAT_CSV) {
    data_csv_begin(output, BOARD_HEADS);
    each_board_row(board, FALSE, board_csv_row, output);
  } else {
    write_board_json(output, board);
  }
}
