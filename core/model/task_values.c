#include "core/model/task_values.h"

#include "core/model/answer.h"
#include "core/model/id_places.h"
#include "core/model/indicator_path.h"
#include "core/model/ledger.h"
#include "core/model/task_sort.h"
#include "core/model/unit_order.h"
#include "core/rules/filter.h"

#define SQL_NAMED "SELECT DISTINCT task, unit FROM task_unit ORDER BY unit"
#define SQL_TAGS "SELECT tag, task FROM task_tag ORDER BY tag"
#define SQL_TAGS_OF "SELECT tag FROM task_tag WHERE task = ?1 ORDER BY tag"
#define SQL_PROGRESS_DAYS "SELECT task, max(made_on) FROM progress GROUP BY task"

static void value_free(gpointer data) {
  TaskValue *value = data;
  g_free(value->name);
  g_free(value->word);
  g_array_unref(value->places);
  g_free(value);
}

/* ---- gathering --------------------------------------------------------------------------- */

/* Values as they are gathered: each is made when the first task has it, and ordered at the end. */
typedef struct {
  const GArray *refs;
  TaskColumn column;
  GHashTable *known; /* &order → Gathered, whose array owns it */
  GPtrArray *all;    /* Gathered* */
} Gathering;

typedef struct {
  TaskValue *value;
  gint64 order;
} Gathered;

/* Says what a value that a task was the first to have is called. */
typedef void (*Describe)(const Gathering *gathering, gconstpointer data, guint place,
                         TaskValue *value);

static void gathering_begin(Gathering *gathering, const GArray *refs, TaskColumn column) {
  *gathering = (Gathering){.refs = refs, .column = column};
  gathering->known = g_hash_table_new(g_int64_hash, g_int64_equal);
  gathering->all = g_ptr_array_new_with_free_func(g_free);
}

static void describe_none(TaskColumn column, TaskValue *value) {
  value->id = TASK_VALUE_NONE;
  switch (column) {
  case TASK_COLUMN_UNITS:
    value->name = g_strdup("（没有写明责任单位）");
    value->word = g_strdup("责任:无");
    return;
  case TASK_COLUMN_TAGS:
    value->name = g_strdup("（没有标签）");
    value->word = g_strdup("标签:无");
    return;
  case TASK_COLUMN_PROGRESS_DAY:
    value->name = g_strdup("（还没有进展）");
    value->word = g_strdup("进展:无");
    return;
  case TASK_COLUMN_DEADLINE:
  case TASK_COLUMN_DUE:
    value->name = g_strdup("（没有能算出的期限）");
    value->word = g_strdup("时限:无");
    return;
  default:
    value->name = g_strdup_printf("（没有%s）", task_column_name(column));
  }
}

static void gather(Gathering *gathering, gint64 order, guint place, Describe describe,
                   gconstpointer data) {
  Gathered *gathered = g_hash_table_lookup(gathering->known, &order);
  if (gathered == NULL) {
    gathered = g_new0(Gathered, 1);
    gathered->order = order;
    gathered->value = g_new0(TaskValue, 1);
    gathered->value->places = g_array_new(FALSE, FALSE, sizeof(guint));
    gathered->value->id = order;
    if (order == TASK_VALUE_NONE)
      describe_none(gathering->column, gathered->value);
    else
      describe(gathering, data, place, gathered->value);
    g_hash_table_insert(gathering->known, &gathered->order, gathered);
    g_ptr_array_add(gathering->all, gathered);
  }
  g_array_append_val(gathered->value->places, place);
}

static int by_order(gconstpointer a, gconstpointer b) {
  const Gathered *left = *(Gathered *const *)a, *right = *(Gathered *const *)b;
  return left->order < right->order ? -1 : left->order > right->order;
}

/* The values in order; ends the gathering. */
static GPtrArray *gathering_end(Gathering *gathering) {
  g_ptr_array_sort(gathering->all, by_order);
  GPtrArray *values = g_ptr_array_new_with_free_func(value_free);
  for (guint i = 0; i < gathering->all->len; i++)
    g_ptr_array_add(values, ((Gathered *)gathering->all->pdata[i])->value);
  g_hash_table_unref(gathering->known);
  g_ptr_array_unref(gathering->all);
  return values;
}

static const TaskRef *ref_at(const GArray *refs, guint place) {
  return &g_array_index(refs, TaskRef, place);
}

/* 责任:=厅法规处: what has that very name. */
static char *whole_word(const char *field, const char *text) {
  g_autofree char *quoted = filter_quote(text);
  return g_strconcat(field, ":=", quoted, NULL);
}

/* ---- what a row of a list tells itself ----------------------------------------------------- */

static gint64 month_of(Day day) {
  if (day == DAY_NONE)
    return TASK_VALUE_NONE;
  CivilDate date = day_civil(day);
  return date.year * 12 + date.month - 1;
}

static void describe_month(TaskValue *value, gint64 month, const char *field) {
  int year = (int)(month / 12), number = (int)(month % 12) + 1;
  value->name = g_strdup_printf("%d年%d月", year, number);
  if (field == NULL)
    return;
  char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
  value->word =
      g_strdup_printf("%s:%s..%s", field, day_to_iso(day_from_ymd(year, number, 1), first),
                      day_to_iso(day_month_end(year, number), last));
}

#define DAYS_WEEK 7
#define DAYS_MONTH 30

/* Spans of what is left, in their order. */
enum { LEFT_LATE, LEFT_MISSED, LEFT_WEEK, LEFT_MONTH, LEFT_LONG, LEFT_UNDATED, LEFT_ENDED };
static const char *const LEFT_NAMES[] = {
    [LEFT_LATE] = "逾期",
    [LEFT_MISSED] = "欠报",
    [LEFT_WEEK] = "7天内到期",
    [LEFT_MONTH] = "30天内到期",
    [LEFT_LONG] = "30天以后到期",
    [LEFT_UNDATED] = "没有期限",
    [LEFT_ENDED] = "已办结或不再办",
};

/* The words that take them. What is red has its own spans. */
#define WORD_ENDED "状态:已办结,已销号,暂停,作废"
#define WORD_OPEN "-" WORD_ENDED
#define WORD_LEFT WORD_OPEN " -灯:红 时限:"

static char *left_word(gint64 span, Day today) {
  char week[DAY_TEXT_SIZE], next[DAY_TEXT_SIZE], month[DAY_TEXT_SIZE];
  day_to_iso(today + DAYS_WEEK, week);
  day_to_iso(today + DAYS_WEEK + 1, next);
  day_to_iso(today + DAYS_MONTH, month);
  switch (span) {
  case LEFT_LATE:
    return g_strdup(WORD_OPEN " 逾期:>0");
  case LEFT_MISSED:
    return g_strdup(WORD_OPEN " 灯:红 逾期:0");
  case LEFT_WEEK:
    return g_strconcat(WORD_LEFT "<=", week, NULL);
  case LEFT_MONTH:
    return g_strconcat(WORD_LEFT, next, "..", month, NULL);
  case LEFT_LONG:
    return g_strconcat(WORD_LEFT ">", month, NULL);
  case LEFT_UNDATED:
    return g_strdup(WORD_LEFT "无");
  default:
    return g_strdup(WORD_ENDED);
  }
}

static gboolean is_open(const TaskRef *ref) {
  return !task_state_is_done((TaskState)ref->state) && ref->state != TASK_STATE_VOID &&
         ref->state != TASK_STATE_PAUSED;
}

int task_ref_left(const TaskRef *ref, Day today) {
  if (!is_open(ref))
    return G_MAXINT32;
  if (ref->overdue > 0)
    return -ref->overdue;
  if (ref->missed > 0)
    return 0;
  return ref->due != DAY_NONE ? (int)ref->due - (int)today : G_MAXINT32;
}

static gint64 left_span(const TaskRef *ref, Day today) {
  if (!is_open(ref))
    return LEFT_ENDED;
  if (ref->overdue > 0)
    return LEFT_LATE;
  if (ref->missed > 0)
    return LEFT_MISSED;
  int left = task_ref_left(ref, today);
  return left == G_MAXINT32   ? LEFT_UNDATED
         : left <= DAYS_WEEK  ? LEFT_WEEK
         : left <= DAYS_MONTH ? LEFT_MONTH
                              : LEFT_LONG;
}

static const char *const PERCENT_NAMES[] = {"0%", "1%-49%", "50%-99%", "100%"};

static gint64 percent_span(int share) {
  return share <= 0 ? 0 : share < 50 ? 1 : share < 100 ? 2 : 3;
}

/* What orders a task in a column that its row tells. */
static gint64 order_in(const Reckoning *reckoning, const TaskRef *ref, TaskColumn column) {
  switch (column) {
  case TASK_COLUMN_LIGHT:
    return ref->light;
  case TASK_COLUMN_STATE:
    return ref->state;
  case TASK_COLUMN_KIND:
    return ref->kind;
  case TASK_COLUMN_PERCENT:
    return percent_span(task_ref_share(ref));
  case TASK_COLUMN_LEFT:
    return left_span(ref, reckoning_day(reckoning, ref->ledger));
  default:
    return month_of(ref->due);
  }
}

static void describe_ref(const Gathering *gathering, gconstpointer data, guint place,
                         TaskValue *value) {
  const TaskRef *ref = ref_at(gathering->refs, place);
  switch (gathering->column) {
  case TASK_COLUMN_LIGHT:
    value->name = g_strdup(light_name_in((Light)ref->light, ref->blue));
    value->word = g_strconcat("灯:", value->name, NULL);
    break;
  case TASK_COLUMN_STATE:
    value->name = g_strdup(task_state_name((TaskState)ref->state));
    value->word = g_strconcat("状态:", value->name, NULL);
    break;
  case TASK_COLUMN_KIND:
    value->name = g_strdup(task_kind_name((TaskKind)ref->kind));
    value->word = g_strconcat("类别:", value->name, NULL);
    break;
  case TASK_COLUMN_PERCENT:
    value->name = g_strdup(PERCENT_NAMES[value->id]);
    break;
  case TASK_COLUMN_LEFT:
    value->name = g_strdup(LEFT_NAMES[value->id]);
    value->word = left_word(value->id, reckoning_today(data));
    break;
  default:
    describe_month(value, value->id, "时限");
  }
}

static GPtrArray *values_of_refs(const Reckoning *reckoning, const GArray *refs,
                                 TaskColumn column) {
  Gathering gathering;
  gathering_begin(&gathering, refs, column);
  for (guint i = 0; i < refs->len; i++)
    gather(&gathering, order_in(reckoning, ref_at(refs, i), column), i, describe_ref, reckoning);
  return gathering_end(&gathering);
}

/* ---- indicators, ledgers ------------------------------------------------------------------- */

static void describe_indicator(const Gathering *gathering, gconstpointer data, guint place,
                               TaskValue *value) {
  (void)gathering;
  (void)place;
  const Indicator *node = indicator_paths_node(data, (guint)value->id);
  value->id = node->id;
  value->name = g_strdup(node->title);
  value->word = whole_word("指标", node->title);
}

static GPtrArray *values_of_indicators(Db *db, const GArray *refs, TaskColumn column,
                                       GError **error) {
  g_autoptr(IndicatorPaths) paths = indicator_paths_read(db, error);
  if (paths == NULL)
    return NULL;
  Gathering gathering;
  gathering_begin(&gathering, refs, column);
  for (guint i = 0; i < refs->len; i++) {
    guint place = indicator_paths_at(paths, ref_at(refs, i)->indicator,
                                     column == TASK_COLUMN_PRIMARY ? 1 : 2);
    gather(&gathering, place != 0 ? place : TASK_VALUE_NONE, i, describe_indicator, paths);
  }
  return gathering_end(&gathering);
}

static void describe_ledger(const Gathering *gathering, gconstpointer data, guint place,
                            TaskValue *value) {
  (void)gathering;
  (void)place;
  const Ledger *ledger = ((const GPtrArray *)data)->pdata[value->id];
  value->id = ledger->id;
  value->name = g_strdup_printf("%d年《%s》", ledger->year, ledger->title);
  value->word = whole_word("台账", ledger->title);
}

static GPtrArray *values_of_ledgers(Db *db, const GArray *refs, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL)
    return NULL;
  Gathering gathering;
  gathering_begin(&gathering, refs, TASK_COLUMN_LEDGER);
  for (guint i = 0; i < refs->len; i++) {
    gint64 order = TASK_VALUE_NONE;
    for (guint k = 0; k < ledgers->len && order == TASK_VALUE_NONE; k++) {
      if (((const Ledger *)ledgers->pdata[k])->id == ref_at(refs, i)->ledger)
        order = k;
    }
    gather(&gathering, order, i, describe_ledger, ledgers);
  }
  return gathering_end(&gathering);
}

/* ---- units, tags: several to a task --------------------------------------------------------- */

/* Its place in refs + 1; 0: it is not among them. */
static guint place_of(IdPlaces *places, const GArray *refs, gint64 task) {
  const TaskRef *ref = id_places_find(places, task);
  return ref != NULL ? (guint)(ref - ref_at(refs, 0)) + 1 : 0;
}

static int by_place(gconstpointer a, gconstpointer b) {
  guint left = *(const guint *)a, right = *(const guint *)b;
  return left < right ? -1 : left > right;
}

/* Puts what has no value under that of none, and each value's tasks into the order of refs. */
static GPtrArray *end_several(Gathering *gathering, const gboolean *found) {
  for (guint i = 0; i < gathering->refs->len; i++) {
    if (!found[i])
      gather(gathering, TASK_VALUE_NONE, i, NULL, NULL);
  }
  GPtrArray *values = gathering_end(gathering);
  for (guint i = 0; i < values->len; i++)
    g_array_sort(((TaskValue *)values->pdata[i])->places, by_place);
  return values;
}

static void describe_unit(const Gathering *gathering, gconstpointer data, guint place,
                          TaskValue *value) {
  (void)gathering;
  (void)place;
  guint rank = (guint)value->id;
  value->id = unit_order_id(data, rank);
  value->name = g_strdup(unit_order_name(data, rank));
  value->word = whole_word("责任", value->name);
}

/* Which task names which unit, as answer_list() has them. */
static GArray *named_list(Db *db, GError **error) {
  g_autoptr(GArray) named = g_array_new(FALSE, FALSE, sizeof(Answer));
  Query *query = query_new(db, SQL_NAMED);
  while (query_next(query)) {
    Answer one = {.task = query_int(query, 0), .unit = query_int(query, 1)};
    g_array_append_val(named, one);
  }
  return query_finish(query, error) ? g_steal_pointer(&named) : NULL;
}

static GPtrArray *values_of_units(Db *db, const GArray *refs, const GArray *answers,
                                  GError **error) {
  g_autoptr(UnitOrder) order = unit_order_read(db, error);
  g_autoptr(GArray) named = order != NULL && answers == NULL ? named_list(db, error) : NULL;
  if (order == NULL || (answers == NULL && named == NULL))
    return NULL;
  answers = answers != NULL ? answers : named;
  g_autoptr(IdPlaces) places = id_places_new(refs);
  g_autofree gboolean *found = g_new0(gboolean, refs->len + 1);
  Gathering gathering;
  gathering_begin(&gathering, refs, TASK_COLUMN_UNITS);
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    guint place = place_of(places, refs, answer->task);
    guint rank = unit_order_place(order, answer->unit);
    if (place == 0 || rank == 0)
      continue;
    found[place - 1] = TRUE;
    gather(&gathering, rank, place - 1, describe_unit, order);
  }
  return end_several(&gathering, found);
}

static void describe_tag(const Gathering *gathering, gconstpointer data, guint place,
                         TaskValue *value) {
  (void)gathering;
  (void)place;
  value->name = g_strdup(data);
  value->word = whole_word("标签", data);
}

static GPtrArray *values_of_tags(Db *db, const GArray *refs, GError **error) {
  g_autoptr(IdPlaces) places = id_places_new(refs);
  g_autofree gboolean *found = g_new0(gboolean, refs->len + 1);
  g_autofree char *tag = NULL;
  gint64 order = 0;
  Gathering gathering;
  gathering_begin(&gathering, refs, TASK_COLUMN_TAGS);
  Query *query = query_new(db, SQL_TAGS);
  while (query_next(query)) {
    const char *read = query_text(query, 0);
    gint64 task = query_int(query, 1);
    guint place = place_of(places, refs, task);
    if (place == 0)
      continue;
    if (g_strcmp0(tag, read) != 0) {
      order++;
      g_free(tag);
      tag = g_strdup(read);
    }
    found[place - 1] = TRUE;
    gather(&gathering, order, place - 1, describe_tag, tag);
  }
  g_autoptr(GPtrArray) values = end_several(&gathering, found);
  return query_finish(query, error) ? g_steal_pointer(&values) : NULL;
}

char *task_tags_text(Db *db, gint64 task, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  Query *query = query_new(db, SQL_TAGS_OF);
  query_bind_int(query, 1, task);
  while (query_next(query))
    g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", query_text(query, 0));
  return query_finish(query, error) ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* ---- days of progress ---------------------------------------------------------------------- */

static void describe_progress(const Gathering *gathering, gconstpointer data, guint place,
                              TaskValue *value) {
  (void)gathering;
  (void)data;
  (void)place;
  describe_month(value, value->id, NULL);
}

static GPtrArray *values_of_progress(Db *db, const GArray *refs, GError **error) {
  g_autoptr(IdPlaces) places = id_places_new(refs);
  g_autofree gboolean *found = g_new0(gboolean, refs->len + 1);
  Gathering gathering;
  gathering_begin(&gathering, refs, TASK_COLUMN_PROGRESS_DAY);
  Query *query = query_new(db, SQL_PROGRESS_DAYS);
  while (query_next(query)) {
    gint64 task = query_int(query, 0);
    guint place = place_of(places, refs, task);
    if (place == 0)
      continue;
    found[place - 1] = TRUE;
    gather(&gathering, month_of(query_day(query, 1)), place - 1, describe_progress, NULL);
  }
  g_autoptr(GPtrArray) values = end_several(&gathering, found);
  return query_finish(query, error) ? g_steal_pointer(&values) : NULL;
}

GPtrArray *task_values(Db *db, const Reckoning *reckoning, const GArray *refs, TaskColumn column,
                       const GArray *answers, GError **error) {
  switch (column) {
  case TASK_COLUMN_UNITS:
    return values_of_units(db, refs, answers, error);
  case TASK_COLUMN_TAGS:
    return values_of_tags(db, refs, error);
  case TASK_COLUMN_LEDGER:
    return values_of_ledgers(db, refs, error);
  case TASK_COLUMN_PRIMARY:
  case TASK_COLUMN_SECONDARY:
    return values_of_indicators(db, refs, column, error);
  case TASK_COLUMN_PROGRESS_DAY:
    return values_of_progress(db, refs, error);
  default:
    return values_of_refs(reckoning, refs, column);
  }
}
