#include "core/model/task_order.h"

#include "core/model/ledger.h"
#include "core/model/task_number.h"
#include "core/store/frozen.h"

#define SQL_PLACE "SELECT ledger, indicator, number, parent FROM task WHERE id = ?1"
#define SQL_LEDGER_OF                                                                              \
  "SELECT l.id, l.title, l.year, l.frozen_on FROM indicator i JOIN ledger l ON l.id = i.ledger "   \
  "WHERE i.id = ?1"
/* Within an indicator this is the order in which they are shown. */
#define SQL_ROWS                                                                                   \
  "SELECT id, indicator, number FROM task WHERE ledger = ?1 AND parent IS NULL ORDER BY number"
#define SQL_UP                                                                                     \
  "SELECT id, number FROM task WHERE indicator = ?1 AND parent IS ?2 AND number < ?3 "             \
  "ORDER BY number DESC LIMIT 1"
#define SQL_DOWN                                                                                   \
  "SELECT id, number FROM task WHERE indicator = ?1 AND parent IS ?2 AND number > ?3 "             \
  "ORDER BY number LIMIT 1"
#define SQL_TAKE_ALONG "UPDATE task SET indicator = ?2 WHERE id = ?1 OR parent = ?1"
#define SQL_TAKE_ACROSS "UPDATE task SET ledger = ?2, indicator = ?3, number = ?4 WHERE id = ?1"
#define SQL_PARTS "SELECT id FROM task WHERE parent = ?1 ORDER BY number"

/* A row as it is shown. */
typedef struct {
  gint64 id;
  guint node; /* the place of its indicator in the tree */
  int number;
} Row;

typedef struct {
  gint64 ledger;
  gint64 indicator;
  int number;
  gint64 parent; /* 0: no part */
} Place;

static gboolean read_place(Db *db, gint64 task, Place *place, GError **error) {
  Query *query = query_new(db, SQL_PLACE);
  query_bind_int(query, 1, task);
  gboolean found = query_next(query);
  if (found)
    *place = (Place){query_int(query, 0), query_int(query, 1), (int)query_int(query, 2),
                     query_int(query, 3)};
  if (!query_finish(query, error))
    return FALSE;
  return found || store_refuse(error, "该项刚被删除，没有保存；请刷新后核对");
}

/* ---- up and down ------------------------------------------------------------------------ */

typedef struct {
  gint64 task;
  int delta;
} Shift;

static gboolean write_shift(Db *db, gpointer data, GError **error) {
  const Shift *shift = data;
  Place place;
  if (!read_place(db, shift->task, &place, error))
    return FALSE;
  Query *query = query_new(db, shift->delta < 0 ? SQL_UP : SQL_DOWN);
  query_bind_int(query, 1, place.indicator);
  if (place.parent != 0)
    query_bind_int(query, 2, place.parent);
  query_bind_int(query, 3, place.number);
  gint64 other = query_next(query) ? query_int(query, 0) : 0;
  int number = other != 0 ? (int)query_int(query, 1) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (other == 0)
    return store_refuse(error, "已是%s的%s一项，不能再%s移；要移到别的指标，请用“移到指标”",
                        place.parent != 0 ? "所属任务" : "该指标下",
                        shift->delta < 0 ? "第" : "最后", shift->delta < 0 ? "上" : "下");
  const TaskNumber numbers[] = {{place.number, number}, {number, place.number}};
  g_autoptr(GArray) both = g_array_new(FALSE, FALSE, sizeof *numbers);
  g_array_append_vals(both, numbers, G_N_ELEMENTS(numbers));
  return task_numbers_store(db, place.ledger, both, error);
}

gboolean task_shift(Db *db, const Actor *actor, gint64 task, int delta, GError **error) {
  g_autofree char *label = task_label(db, task, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("%s%s一位", label, delta < 0 ? "上移" : "下移");
  Shift shift = {task, delta};
  Deed deed = {.verb = "task.move", .summary = summary};
  return store_write(db, actor, &deed, write_shift, &shift, NULL, error);
}

/* ---- elsewhere -------------------------------------------------------------------------- */

/* The place of an indicator among nodes; nodes->len where it is not there. */
static guint node_place(const GPtrArray *nodes, gint64 indicator) {
  guint i = 0;
  while (i < nodes->len && ((const Indicator *)nodes->pdata[i])->id != indicator)
    i++;
  return i;
}

static gint by_place(gconstpointer a, gconstpointer b) {
  const Row *left = a, *right = b;
  if (left->node != right->node)
    return left->node < right->node ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

/* The rows of a ledger as they are shown, parts left out: Row. NULL and error. */
static GArray *read_rows(Db *db, gint64 ledger, const GPtrArray *nodes, GError **error) {
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < nodes->len; i++)
    g_hash_table_insert(places, &((Indicator *)nodes->pdata[i])->id, GUINT_TO_POINTER(i));
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  Query *query = query_new(db, SQL_ROWS);
  query_bind_int(query, 1, ledger);
  while (query_next(query)) {
    gint64 indicator = query_int(query, 1);
    Row row = {query_int(query, 0), GPOINTER_TO_UINT(g_hash_table_lookup(places, &indicator)),
               (int)query_int(query, 2)};
    g_array_append_val(rows, row);
  }
  if (!query_finish(query, error))
    return NULL;
  g_array_sort(rows, by_place);
  return g_steal_pointer(&rows);
}

static gint by_number(gconstpointer a, gconstpointer b) {
  return *(const int *)a - *(const int *)b;
}

/* Gives the rows from first to last the numbers they have among them, in order. */
static gboolean renumber(Db *db, gint64 ledger, const GArray *rows, guint first, guint last,
                         GError **error) {
  g_autoptr(GArray) free_ = g_array_new(FALSE, FALSE, sizeof(int));
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(TaskNumber));
  for (guint i = first; i <= last; i++)
    g_array_append_val(free_, g_array_index(rows, Row, i).number);
  g_array_sort(free_, by_number);
  for (guint i = first; i <= last; i++) {
    TaskNumber number = {g_array_index(rows, Row, i).number, g_array_index(free_, int, i - first)};
    g_array_append_val(numbers, number);
  }
  return task_numbers_store(db, ledger, numbers, error);
}

/* The ledger of an indicator, 0 where there is none; *frozen why nothing may be added to it. */
static gboolean read_ledger(Db *db, gint64 indicator, gint64 *ledger, char **frozen,
                            GError **error) {
  Query *query = query_new(db, SQL_LEDGER_OF);
  query_bind_int(query, 1, indicator);
  gboolean found = query_next(query);
  *ledger = found ? query_int(query, 0) : 0;
  if (found && !query_is_null(query, 3))
    *frozen = frozen_text(query_text(query, 1), (int)query_int(query, 2), query_day(query, 3));
  return query_finish(query, error);
}

/* How many of rows, which are in order, stand before one. */
static guint count_before(const GArray *rows, const Row *row) {
  guint first = 0, last = rows->len;
  while (first < last) {
    guint middle = (first + last) / 2;
    if (by_place(&g_array_index(rows, Row, middle), row) < 0)
      first = middle + 1;
    else
      last = middle;
  }
  return first;
}

/* Takes those that were moved out of rows: Row, in the order in which they were. */
static GArray *take_out(GArray *rows, const GArray *moved) {
  g_autoptr(GHashTable) places = g_hash_table_new(g_int64_hash, g_int64_equal);
  GArray *out = g_array_new(FALSE, TRUE, sizeof(Row));
  g_array_set_size(out, moved->len);
  for (guint i = 0; i < moved->len; i++)
    g_hash_table_insert(places, &g_array_index(moved, TaskMoved, i).task, GUINT_TO_POINTER(i + 1));
  guint kept = 0;
  for (guint i = 0; i < rows->len; i++) {
    Row row = g_array_index(rows, Row, i);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &row.id));
    if (place > 0)
      g_array_index(out, Row, place - 1) = row;
    else
      g_array_index(rows, Row, kept++) = row;
  }
  g_array_set_size(rows, kept);
  return out;
}

gboolean task_moves_settle(Db *db, gint64 indicator, const GArray *moved, GError **error) {
  gint64 ledger = 0;
  g_autofree char *frozen = NULL;
  if (!read_ledger(db, indicator, &ledger, &frozen, error))
    return FALSE;
  g_autoptr(GPtrArray) nodes = indicator_list(db, ledger, error);
  g_autoptr(GArray) rows = nodes != NULL ? read_rows(db, ledger, nodes, error) : NULL;
  if (rows == NULL)
    return FALSE;
  g_autoptr(GArray) out = take_out(rows, moved);
  guint to =
      count_before(rows, &(Row){.node = node_place(nodes, indicator) + 1, .number = G_MININT});
  guint first = to, last = to;
  for (guint i = 0; i < moved->len; i++) {
    const TaskMoved *was = &g_array_index(moved, TaskMoved, i);
    guint from = rows->len; /* from another ledger, it came as the last */
    if (was->ledger == ledger)
      from = count_before(rows, &(Row){was->task, node_place(nodes, was->indicator), was->number});
    first = MIN(first, from);
    last = MAX(last, from);
  }
  g_array_insert_vals(rows, to, out->data, out->len);
  return renumber(db, ledger, rows, first, last + out->len - 1, error);
}

/* As the last of its ledger. */
static gboolean take_across(Db *db, gint64 task, gint64 ledger, gint64 indicator, int *number,
                            GError **error) {
  if (!task_number_next(db, ledger, number, error))
    return FALSE;
  Query *query = query_new(db, SQL_TAKE_ACROSS);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, ledger);
  query_bind_int(query, 3, indicator);
  query_bind_int(query, 4, *number);
  return query_run(query, error);
}

static gboolean take_parts_across(Db *db, gint64 task, gint64 ledger, gint64 indicator,
                                  GError **error) {
  g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(gint64));
  Query *query = query_new(db, SQL_PARTS);
  query_bind_int(query, 1, task);
  while (query_next(query)) {
    gint64 id = query_int(query, 0);
    g_array_append_val(parts, id);
  }
  gboolean good = query_finish(query, error);
  for (guint i = 0; good && i < parts->len; i++) {
    int number;
    good = take_across(db, g_array_index(parts, gint64, i), ledger, indicator, &number, error);
  }
  return good;
}

static gboolean move_across(Db *db, gint64 task, gint64 ledger, gint64 indicator, GError **error) {
  int number;
  return take_across(db, task, ledger, indicator, &number, error) &&
         take_parts_across(db, task, ledger, indicator, error);
}

static gboolean move_inside(Db *db, gint64 task, gint64 indicator, GError **error) {
  Query *query = query_new(db, SQL_TAKE_ALONG);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, indicator);
  return query_run(query, error);
}

gboolean task_move(Db *db, gint64 task, gint64 indicator, TaskMoved *moved, GError **error) {
  Place place;
  gint64 ledger = 0;
  g_autofree char *frozen = NULL;
  if (!read_place(db, task, &place, error) || !read_ledger(db, indicator, &ledger, &frozen, error))
    return FALSE;
  if (frozen != NULL)
    return store_refuse(error, "%s", frozen);
  if (ledger == 0)
    return store_refuse(error, "没有所选的指标，可能已被删除；请重新选择");
  if (place.parent != 0)
    return store_refuse(error, "该项是分解出来的一部分，随所属任务移动；请移动所属的任务");
  if (place.indicator == indicator)
    return store_refuse(error, "该项已在这个指标下");
  *moved = (TaskMoved){task, place.ledger, place.indicator, place.number};
  return ledger == place.ledger ? move_inside(db, task, indicator, error)
                                : move_across(db, task, ledger, indicator, error);
}
