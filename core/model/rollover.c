/* rollover.c: what a 结转 would do. Doing it is in rollover_write.c. */
#include <string.h>

#include "core/model/rollover_private.h"

#define SQL_ROWS                                                                                   \
  "SELECT t.id, ifnull(t.parent, 0), t.indicator, t.number, t.kind, t.state, t.goal, t.deadline, " \
  "t.deadline_printed, t.due, t.note, ifnull(t.weight, 0), ifnull(t.percent, -1), "                \
  "e.id, e.old_deadline, e.old_due FROM task t "                                                   \
  "LEFT JOIN extension e ON e.id = (SELECT min(x.id) FROM extension x "                            \
  "WHERE x.task = t.id AND x.state = 'approved') "                                                 \
  "WHERE t.ledger = ?1 ORDER BY t.parent IS NOT NULL, t.number"
#define SQL_SUCCESSOR                                                                              \
  "SELECT id, title FROM ledger WHERE year = ?2 AND (rolled_from = ?1 OR "                         \
  "template = (SELECT template FROM ledger WHERE id = ?1))"
#define SQL_SYSTEM "SELECT title FROM system WHERE ledger = ?1"

#define LAST_YEAR 2100 /* that printed deadlines are read with (deadline.h) */

void rollover_row_free(RolloverRow *row) {
  g_free(row->goal);
  g_free(row->deadline);
  g_free(row->printed);
  g_free(row->note);
  g_free(row);
}

static void item_free(RolloverItem *item) {
  g_free(item->goal);
  g_free(item);
}

void rollover_free(Rollover *rollover) {
  if (rollover == NULL)
    return;
  ledger_free(rollover->from);
  if (rollover->open != NULL)
    g_ptr_array_unref(rollover->open);
  g_free(rollover);
}

static gboolean is_separator(gunichar c) {
  return g_unichar_isspace(c) || (c != 0 && g_utf8_strchr("、，,；;", -1, c) != NULL);
}

/* What a word names: of 第4项, and whatever follows it, 4; else the word itself. */
static char *digits_of(const char *word) {
  const char *sign = "第", *end = strstr(word, "项");
  if (!g_str_has_prefix(word, sign) || end == NULL)
    return g_strdup(word);
  return g_strndup(word + strlen(sign), (gsize)(end - word) - strlen(sign));
}

GArray *rollover_read_numbers(const char *text, GError **error) {
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
  const char *p = text != NULL ? text : "";
  while (*p != '\0') {
    const char *start = p;
    while (*p != '\0' && !is_separator(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    if (p == start) {
      p = g_utf8_next_char(p);
      continue;
    }
    g_autofree char *word = g_strndup(start, (gsize)(p - start));
    g_autofree char *digits = digits_of(word);
    gint64 number = 0;
    if (!g_ascii_string_to_signed(digits, 10, 1, G_MAXINT, &number, NULL)) {
      store_refuse(error, "“%s”不是序号；请写序号，几个之间用顿号或逗号，如 4、54", word);
      return NULL;
    }
    int value = (int)number;
    g_array_append_val(numbers, value);
  }
  return g_steal_pointer(&numbers);
}

/* ---- whether ---------------------------------------------------------------------------- */

static gboolean check_year(const Ledger *from, int year, GError **error) {
  if (year > from->year && year <= LAST_YEAR)
    return TRUE;
  return store_refuse(error, "这是%d年的台账，只能结转到之后的年度（%d年至%d年），不能结转到%d年",
                      from->year, from->year + 1, LAST_YEAR, year);
}

static gboolean check_successor(Db *db, const Ledger *from, int year, GError **error) {
  Query *query = query_new(db, SQL_SUCCESSOR);
  query_bind_int(query, 1, from->id);
  query_bind_int(query, 2, year);
  gint64 id = 0;
  g_autofree char *title = NULL;
  if (query_next(query)) {
    id = query_int(query, 0);
    title = g_strdup(query_text(query, 1));
  }
  if (!query_finish(query, error))
    return FALSE;
  return id == 0 ||
         store_refuse(error, "%d年的《%s》已经有了（编号 %" G_GINT64_FORMAT "），没有重复结转",
                      year, title, id);
}

static gboolean check_system(Db *db, const Ledger *from, GError **error) {
  Query *query = query_new(db, SQL_SYSTEM);
  query_bind_int(query, 1, from->id);
  g_autofree char *title = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return FALSE;
  return title == NULL ||
         store_refuse(error, "这本台账是测评指标体系“%s”的周期工作，请按新年度添加该体系，不必结转",
                      title);
}

/* ---- rows ------------------------------------------------------------------------------- */

static RolloverRow *row_from(Query *query) {
  RolloverRow *row = g_new0(RolloverRow, 1);
  gboolean extended = !query_is_null(query, 13);
  row->id = query_int(query, 0);
  row->parent = query_int(query, 1);
  row->indicator = query_int(query, 2);
  row->number = (int)query_int(query, 3);
  task_kind_parse(query_text(query, 4), &row->kind); /* the schema admits no other code */
  task_state_parse(query_text(query, 5), &row->state);
  row->goal = g_strdup(query_text(query, 6));
  row->deadline = g_strdup(query_text(query, extended ? 14 : 7));
  row->printed = g_strdup(query_text(query, 8));
  row->due = query_day(query, extended ? 15 : 9);
  row->note = g_strdup(query_text(query, 10));
  row->weight = (int)query_int(query, 11);
  row->percent = (int)query_int(query, 12);
  return row;
}

static gboolean read_rows(Db *db, RolloverPlan *plan, GError **error) {
  Query *query = query_new(db, SQL_ROWS);
  query_bind_int(query, 1, plan->rollover->from->id);
  while (query_next(query)) {
    RolloverRow *row = row_from(query);
    g_ptr_array_add(plan->rows, row);
    g_hash_table_insert(plan->by_id, &row->id, row);
  }
  return query_finish(query, error);
}

static gboolean has_number(const GArray *numbers, int number) {
  for (guint i = 0; numbers != NULL && i < numbers->len; i++) {
    if (g_array_index(numbers, int, i) == number)
      return TRUE;
  }
  return FALSE;
}

/* Says of every row whether it comes along; parents stand before their parts. */
static void choose_rows(RolloverPlan *plan, const RolloverInput *input) {
  Rollover *rollover = plan->rollover;
  for (guint i = 0; i < plan->rows->len; i++) {
    RolloverRow *row = plan->rows->pdata[i];
    const RolloverRow *parent = g_hash_table_lookup(plan->by_id, &row->parent);
    gboolean chosen = has_number(input->without, row->number);
    gboolean with_parent = parent == NULL || parent->comes;
    row->comes = row->state != TASK_STATE_VOID && !chosen && with_parent;
    rollover->tasks += row->comes ? 1 : 0;
    if (row->state == TASK_STATE_VOID)
      rollover->voided++;
    else if (!row->comes)
      rollover->without++;
    if (row->state == TASK_STATE_DONE)
      rollover->waiting++;
  }
}

/* ---- what is open ----------------------------------------------------------------------- */

static gboolean is_open(const TaskRef *ref) {
  return ref->kind == TASK_KIND_TASK && !task_state_is_done((TaskState)ref->state) &&
         ref->state != TASK_STATE_VOID;
}

static void add_item(RolloverPlan *plan, const RolloverInput *input, const TaskRef *ref) {
  RolloverRow *row = g_hash_table_lookup(plan->by_id, &ref->id);
  RolloverItem *item = g_new0(RolloverItem, 1);
  item->task = ref->id;
  item->number = row->number;
  item->goal = g_strdup(row->goal);
  item->state = row->state;
  item->light = (Light)ref->light;
  item->blue = ref->blue;
  item->overdue = ref->overdue;
  item->missed = ref->missed;
  item->carried = row->comes && (input->carry_open || has_number(input->carry, row->number));
  row->open = item;
  g_ptr_array_add(plan->rollover->open, item);
}

static int by_number(gconstpointer a, gconstpointer b) {
  const RolloverItem *left = *(RolloverItem *const *)a, *right = *(RolloverItem *const *)b;
  return left->number < right->number ? -1 : left->number > right->number;
}

static gboolean read_open(Db *db, const Reckoning *reckoning, RolloverPlan *plan,
                          const RolloverInput *input, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = input->ledger;
  filter.whole = TRUE;
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, error);
  if (refs == NULL)
    return FALSE;
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    if (is_open(ref) && g_hash_table_contains(plan->by_id, &ref->id))
      add_item(plan, input, ref);
  }
  g_ptr_array_sort(plan->rollover->open, by_number);
  return TRUE;
}

/* ---- what was chosen -------------------------------------------------------------------- */

static const RolloverRow *row_of_number(const RolloverPlan *plan, int number) {
  for (guint i = 0; i < plan->rows->len; i++) {
    const RolloverRow *row = plan->rows->pdata[i];
    if (row->number == number)
      return row;
  }
  return NULL;
}

static gboolean check_carry(const RolloverPlan *plan, const RolloverInput *input, GError **error) {
  for (guint i = 0; input->carry != NULL && i < input->carry->len; i++) {
    int number = g_array_index(input->carry, int, i);
    const RolloverRow *row = row_of_number(plan, number);
    if (has_number(input->without, number))
      return store_refuse(error, "第%d项既要结转未办结事项，又不再列入，请只选一样", number);
    if (row == NULL)
      return store_refuse(error, "这本台账没有第%d项", number);
    if (row->open == NULL)
      return store_refuse(error, "第%d项没有未办结的事项（%s），不必结转未办结事项", number,
                          row->kind == TASK_KIND_TASK ? task_state_name(row->state)
                                                      : task_kind_name(row->kind));
  }
  return TRUE;
}

static gboolean check_without(const RolloverPlan *plan, const RolloverInput *input,
                              GError **error) {
  for (guint i = 0; input->without != NULL && i < input->without->len; i++) {
    int number = g_array_index(input->without, int, i);
    const RolloverRow *row = row_of_number(plan, number);
    if (row == NULL)
      return store_refuse(error, "这本台账没有第%d项", number);
    if (row->parent != 0)
      return store_refuse(error, "第%d项是分解出来的一部分，不能单独不列入；可在结转后再作废",
                          number);
  }
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

void rollover_plan_free(RolloverPlan *plan) {
  if (plan == NULL)
    return;
  rollover_free(plan->rollover);
  g_hash_table_unref(plan->by_id);
  g_ptr_array_unref(plan->rows);
  g_free(plan);
}

RolloverPlan *rollover_plan_read(Db *db, const Reckoning *reckoning, const RolloverInput *input,
                                 GError **error) {
  g_autoptr(RolloverPlan) plan = g_new0(RolloverPlan, 1);
  plan->rollover = g_new0(Rollover, 1);
  plan->rollover->year = input->year;
  plan->rollover->open = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
  plan->rows = g_ptr_array_new_with_free_func((GDestroyNotify)rollover_row_free);
  plan->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  const Ledger *from = plan->rollover->from = ledger_load(db, input->ledger, error);
  if (from == NULL || !check_year(from, input->year, error) ||
      !check_successor(db, from, input->year, error) || !check_system(db, from, error) ||
      !read_rows(db, plan, error))
    return NULL;
  choose_rows(plan, input);
  if (!read_open(db, reckoning, plan, input, error) || !check_carry(plan, input, error) ||
      !check_without(plan, input, error))
    return NULL;
  return g_steal_pointer(&plan);
}

Rollover *rollover_plan(Db *db, const Reckoning *reckoning, const RolloverInput *input,
                        GError **error) {
  g_autoptr(RolloverPlan) plan = rollover_plan_read(db, reckoning, input, error);
  return plan != NULL ? g_steal_pointer(&plan->rollover) : NULL;
}
