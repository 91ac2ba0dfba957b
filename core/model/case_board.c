#include "core/model/case_board.h"

#include "core/model/unit.h"

/* The cases of a year by unit, month and stage, with those on another month's topic. */
#define SQL_CELLS                                                                                         \
  "SELECT ifnull(c.unit, 0), ifnull(u.name, '未注明单位'), CAST(substr(c.month, 6, 2) AS INTEGER), " \
  "c.stage, count(*), sum(c.month <> printf('%04d-%02d-01', p.year, t.month)) FROM \"case\" c "           \
  "JOIN topic t ON t.id = c.topic JOIN plan p ON p.id = t.plan LEFT JOIN unit u ON u.id = c.unit "        \
  "WHERE substr(c.month, 1, 4) = printf('%04d', ?1) "                                                     \
  "GROUP BY c.unit, c.month, c.stage ORDER BY c.unit IS NULL, c.unit"

void case_board_free(CaseBoard *board) {
  if (board == NULL)
    return;
  plan_free(board->plan);
  topic_free(board->topic);
  case_points_free(board->points);
  if (board->rows != NULL)
    g_ptr_array_unref(board->rows);
  g_free(board);
}

static void row_free(CaseBoardRow *row) {
  g_free(row->name);
  g_free(row);
}

/* The row of a unit, made at the end where there is none. */
static CaseBoardRow *row_of(CaseBoard *board, gint64 unit, const char *name) {
  for (guint i = 0; i < board->rows->len; i++) {
    CaseBoardRow *row = board->rows->pdata[i];
    if (row->unit == unit)
      return row;
  }
  CaseBoardRow *row = g_new0(CaseBoardRow, 1);
  row->unit = unit;
  row->name = g_strdup(name);
  g_ptr_array_add(board->rows, row);
  return row;
}

/* ---- who is to file ----------------------------------------------------------------------- */

static int compare_rows(gconstpointer a, gconstpointer b) {
  const CaseBoardRow *left = *(CaseBoardRow *const *)a, *right = *(CaseBoardRow *const *)b;
  return (left->unit > right->unit) - (left->unit < right->unit);
}

/* A unit by itself; a group by its members, or, where none are known, by itself as well. */
static gboolean expect(Db *db, CaseBoard *board, const Unit *unit, GError **error) {
  g_autoptr(GPtrArray) members = unit_members(db, unit->id, error);
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++) {
    const Unit *member = members->pdata[i];
    row_of(board, member->id, member->name)->expected = TRUE;
  }
  if (members->len == 0)
    row_of(board, unit->id, unit->name)->expected = TRUE;
  return TRUE;
}

static gboolean read_expected(Db *db, CaseBoard *board, GError **error) {
  if (board->plan == NULL)
    return TRUE;
  g_autoptr(GPtrArray) units = plan_units(db, board->plan->id, error);
  if (units == NULL)
    return FALSE;
  board->listed = units->len > 0;
  for (guint i = 0; i < units->len; i++) {
    if (!expect(db, board, units->pdata[i], error))
      return FALSE;
  }
  g_ptr_array_sort(board->rows, compare_rows);
  return TRUE;
}

/* ---- what was filed ----------------------------------------------------------------------- */

static void count_filed(CaseBoard *board, CaseBoardRow *row, int month, CaseStage stage, int count,
                        int across) {
  row->filed[month] += count;
  row->filed[0] += count;
  board->filed[month] += count;
  board->filed[0] += count;
  board->across[month] += across;
  board->across[0] += across;
  row->adopted += stage == CASE_ADOPTED ? count : 0;
  board->adopted += stage == CASE_ADOPTED ? count : 0;
}

static gboolean read_cells(Db *db, CaseBoard *board, GError **error) {
  Query *query = query_new(db, SQL_CELLS);
  query_bind_int(query, 1, board->year);
  while (query_next(query)) {
    int month = (int)query_int(query, 2), count = (int)query_int(query, 4);
    CaseStage stage;
    if (month < 1 || month >= CASE_MONTHS || !case_stage_parse(query_text(query, 3), &stage))
      continue;
    board->year_stages[stage] += count;
    if (month == board->month)
      board->month_stages[stage] += count;
    if (case_stage_is_filed(stage))
      count_filed(board, row_of(board, query_int(query, 0), query_text(query, 1)), month, stage,
                  count, (int)query_int(query, 5));
  }
  return query_finish(query, error);
}

/* ---- all of it ---------------------------------------------------------------------------- */

static gboolean read_plan(Db *db, CaseBoard *board, GError **error) {
  g_autoptr(GError) failed = NULL;
  board->plan = plan_load(db, board->year, &failed);
  if (failed != NULL) {
    g_propagate_error(error, g_steal_pointer(&failed));
    return FALSE;
  }
  g_autoptr(GPtrArray) topics = topic_list(db, board->year, board->month, error);
  if (topics != NULL && topics->len > 0)
    board->topic = g_ptr_array_steal_index(topics, 0);
  return topics != NULL;
}

static gboolean read_points(Db *db, CaseBoard *board, GError **error) {
  gint64 system;
  if (!case_points_system(db, board->year, &system, &board->why_no_points, error))
    return FALSE;
  if (system == 0)
    return TRUE;
  board->points = case_points(db, system, board->year, board->month, error);
  return board->points != NULL;
}

CaseBoard *case_board_load(Db *db, int year, int month, GError **error) {
  g_autoptr(CaseBoard) board = g_new0(CaseBoard, 1);
  board->year = year;
  board->month = month;
  board->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  if (!read_plan(db, board, error) || !read_expected(db, board, error) ||
      !read_cells(db, board, error) || !read_points(db, board, error))
    return NULL;
  return g_steal_pointer(&board);
}

GPtrArray *case_board_units(const CaseBoard *board, gboolean filed) {
  GPtrArray *units = g_ptr_array_new();
  for (guint i = 0; i < board->rows->len; i++) {
    CaseBoardRow *row = board->rows->pdata[i];
    gboolean has = row->filed[board->month] > 0;
    gboolean wanted = filed || row->expected || !board->listed;
    if (row->unit != 0 && has == (filed != FALSE) && wanted)
      g_ptr_array_add(units, row);
  }
  return units;
}

const char *case_board_remark(const CaseBoard *board) {
  return board->listed ? NULL : "没有设定报送单位，只列出本年报过案例的单位";
}
