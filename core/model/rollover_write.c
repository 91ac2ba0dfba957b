/* rollover_write.c: doing a 结转. */
#include "core/model/rollover_private.h"
#include "core/rules/deadline.h"
#include "core/rules/phrase.h"

#define SQL_INDICATOR                                                                              \
  "INSERT INTO indicator (ledger, parent, position, title, points) "                               \
  "SELECT ?2, nullif(?3, 0), position, title, points FROM indicator WHERE id = ?1"
/* Of a unit that went into another one (并入) the new year has that one; two that did are one. */
#define SQL_UNITS                                                                                  \
  "INSERT OR IGNORE INTO task_unit (task, unit, role, position) "                                  \
  "SELECT ?2, ifnull(u.successor, u.id), s.role, s.position FROM task_unit s "                     \
  "JOIN unit u ON u.id = s.unit WHERE s.task = ?1 ORDER BY s.position"
/* What counts from the last submission goes on from it. */
#define SQL_SCHEDULES                                                                              \
  "INSERT INTO schedule (task, phrase, every, step, quota, due_day, due_month, basis, anchor, "    \
  "no_makeup, since, material) "                                                                   \
  "SELECT ?2, phrase, every, step, quota, due_day, due_month, basis, "                             \
  "iif(basis = 'submission', ifnull((SELECT max(b.made_on) FROM period p "                         \
  "JOIN submission b ON b.period = p.id WHERE p.schedule = s.id), anchor), anchor), "              \
  "no_makeup, ?3, material FROM schedule s WHERE task = ?1 AND ended IS NULL ORDER BY id"
#define SQL_POLICY                                                                                 \
  "INSERT INTO policy (ledger, lead_days, lead_in, roll, colours, closing) "                       \
  "SELECT ?2, lead_days, lead_in, roll, colours, closing FROM policy WHERE ledger = ?1"
#define SQL_REPORTING                                                                              \
  "INSERT INTO reporting (ledger, position, text, phrase, materials) "                             \
  "SELECT ?2, position, text, phrase, materials FROM reporting WHERE ledger = ?1 ORDER BY id"

#define SQL_ACCESS                                                                                 \
  "INSERT INTO access (login, unix_group, ledger, level, unit) "                                   \
  "SELECT login, unix_group, ?2, level, unit FROM access WHERE ledger = ?1 ORDER BY id"

#define CARRIED "结转自" /* how a line of 备注 begins that tells of the year before */

typedef struct {
  const Reckoning *reckoning;
  const RolloverInput *input;
  Day today;
  RolloverPlan *plan;
  gint64 ledger;   /* the new one */
  GHashTable *ids; /* gint64* old task → gint64* new one */
  char *summary;   /* the deed's, which names the ledger */
  Deed deed;
} Writing;

static void writing_clear(Writing *writing) {
  rollover_plan_free(writing->plan);
  g_clear_pointer(&writing->ids, g_hash_table_unref);
  g_free(writing->summary);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Writing, writing_clear)

/* Runs a statement that copies what belongs to from, for to. */
static gboolean copy(Db *db, const char *sql, gint64 from, gint64 to, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, from);
  query_bind_int(query, 2, to);
  return query_run(query, error);
}

static void map_id(GHashTable *ids, gint64 from, gint64 to) {
  g_hash_table_insert(ids, g_memdup2(&from, sizeof from), g_memdup2(&to, sizeof to));
}

static gint64 mapped(GHashTable *ids, gint64 from) {
  const gint64 *to = g_hash_table_lookup(ids, &from);
  return to != NULL ? *to : 0;
}

static GHashTable *ids_new(void) {
  return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
}

static gboolean write_ledger(Db *db, Writing *writing, GError **error) {
  Ledger ledger = *writing->plan->rollover->from;
  ledger.rolled_from = ledger.id;
  ledger.year = writing->input->year;
  if (!ledger_insert(db, &ledger, error))
    return FALSE;
  writing->ledger = ledger.id;
  return copy(db, SQL_POLICY, writing->input->ledger, ledger.id, error) &&
         copy(db, SQL_REPORTING, writing->input->ledger, ledger.id, error) &&
         copy(db, SQL_ACCESS, writing->input->ledger, ledger.id, error);
}

/* The new id of each indicator. NULL and error. */
static GHashTable *write_indicators(Db *db, const Writing *writing, GError **error) {
  g_autoptr(GHashTable) ids = ids_new();
  g_autoptr(GPtrArray) tree = indicator_list(db, writing->input->ledger, error);
  if (tree == NULL)
    return NULL;
  for (guint i = 0; i < tree->len; i++) {
    const Indicator *node = tree->pdata[i];
    Query *query = query_new(db, SQL_INDICATOR);
    query_bind_int(query, 1, node->id);
    query_bind_int(query, 2, writing->ledger);
    query_bind_int(query, 3, mapped(ids, node->parent));
    if (!query_run(query, error))
      return NULL;
    map_id(ids, node->id, db_last_id(db));
  }
  return g_steal_pointer(&ids);
}

/* ---- 备注 -------------------------------------------------------------------------------- */

static void add_line(GString *note, const char *line) {
  if (note->len > 0)
    g_string_append_c(note, '\n');
  g_string_append(note, line);
}

/* 结转自2026年第4项：办理中，逾期20天，完成率60%。最近进展（2026-12-11）：… */
static char *carried_line(Db *db, const Writing *writing, const RolloverRow *row, GError **error) {
  const RolloverItem *item = row->open;
  g_autoptr(GPtrArray) entries = progress_list(db, row->id, 1, error);
  if (entries == NULL)
    return NULL;
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, CARRIED "%d年第%d项：%s", writing->plan->rollover->from->year,
                         row->number, task_state_name(row->state));
  if (item->overdue > 0)
    g_string_append_printf(line, "，逾期%d天", item->overdue);
  if (item->missed > 0)
    g_string_append_printf(line, "，%d期未报", item->missed);
  if (row->percent != PERCENT_NONE)
    g_string_append_printf(line, "，完成率%d%%", row->percent);
  g_string_append(line, "。");
  if (entries->len > 0) {
    const Progress *last = entries->pdata[0];
    char iso[DAY_TEXT_SIZE];
    g_auto(GStrv) words = g_strsplit_set(last->text, "\r\n", -1);
    g_autofree char *text = g_strjoinv(" ", words); /* it stays one line, to be known by later */
    g_string_append_printf(line, "最近进展（%s）：%s", day_to_iso(last->made_on, iso), text);
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

/* *note is NULL where there is none. */
static gboolean make_note(Db *db, const Writing *writing, const RolloverRow *row, char **note,
                          GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(row->note != NULL ? row->note : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (!g_str_has_prefix(lines[i], CARRIED))
      add_line(text, lines[i]);
  }
  if (row->open != NULL && row->open->carried) {
    g_autofree char *line = carried_line(db, writing, row, error);
    if (line == NULL)
      return FALSE;
    add_line(text, line);
  }
  *note = text->len > 0 ? g_strdup(text->str) : NULL;
  return TRUE;
}

/* ---- tasks ------------------------------------------------------------------------------ */

static gboolean write_rules(Db *db, const Writing *writing, gint64 from, gint64 to,
                            GError **error) {
  Query *query = query_new(db, SQL_SCHEDULES);
  query_bind_int(query, 1, from);
  query_bind_int(query, 2, to);
  query_bind_day(query, 3, schedule_since(writing->input->year, writing->today));
  return query_run(query, error);
}

static gboolean write_task(Db *db, const Writing *writing, const RolloverRow *row, gint64 indicator,
                           GError **error) {
  int from = writing->plan->rollover->from->year, to = writing->input->year;
  g_autofree char *deadline = deadline_in_year(row->deadline, from, to);
  g_autofree char *note = NULL;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  if (!make_note(db, writing, row, &note, error))
    return FALSE;
  Task task = {
      .ledger = writing->ledger,
      .indicator = indicator,
      .number = row->number,
      .kind = row->kind,
      .goal = row->goal,
      .deadline = deadline,
      .deadline_printed = row->printed,
      .due = phrase_due_moved(deadline, to, row->due, to - from),
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .note = note,
      .parent = mapped(writing->ids, row->parent),
      .weight = row->weight,
      .units = none,
  };
  if (!task_insert(db, &task, error))
    return FALSE;
  map_id(writing->ids, row->id, task.id);
  return copy(db, SQL_UNITS, row->id, task.id, error) &&
         write_rules(db, writing, row->id, task.id, error);
}

static gboolean write_tasks(Db *db, const Writing *writing, GError **error) {
  g_autoptr(GHashTable) indicators = write_indicators(db, writing, error);
  if (indicators == NULL)
    return FALSE;
  for (guint i = 0; i < writing->plan->rows->len; i++) {
    const RolloverRow *row = writing->plan->rows->pdata[i];
    if (row->comes && !write_task(db, writing, row, mapped(indicators, row->indicator), error))
      return FALSE;
  }
  return TRUE;
}

/* ---- all -------------------------------------------------------------------------------- */

static gboolean write_all(Db *db, gpointer data, GError **error) {
  Writing *writing = data;
  writing->plan = rollover_plan_read(db, writing->reckoning, writing->input, error);
  if (writing->plan == NULL)
    return FALSE;
  const Ledger *from = writing->plan->rollover->from;
  writing->summary = g_strdup_printf("结转台账《%s》：%d年 → %d年，共%d项", from->title, from->year,
                                     writing->input->year, writing->plan->rollover->tasks);
  writing->deed.summary = writing->summary;
  if (!write_ledger(db, writing, error) || !write_tasks(db, writing, error))
    return FALSE;
  return from->frozen_on != DAY_NONE ||
         ledger_close(db, writing->reckoning, from->id, writing->today, error);
}

Rollover *rollover_run(Db *db, const Actor *actor, const Reckoning *reckoning,
                       const RolloverInput *input, GError **error) {
  g_auto(Writing) writing = {
      .reckoning = reckoning,
      .input = input,
      .today = actor->today,
      .ids = ids_new(),
      .deed = {.verb = "ledger.rollover", .summary = "结转台账"},
  };
  if (!store_write(db, actor, &writing.deed, write_all, &writing, NULL, error))
    return NULL;
  Rollover *rollover = g_steal_pointer(&writing.plan->rollover);
  rollover->ledger = writing.ledger;
  return rollover;
}
