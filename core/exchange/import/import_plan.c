/* import_plan.c: what bringing a ledger in would change. */
#include "core/exchange/content/content_file.h"
#include "core/exchange/import/import_private.h"
#include "core/exchange/import/likeness.h"
#include "core/model/ledger.h"
#include "core/rules/word.h"
#include "core/store/journal.h"

static const Word CHANGES[IMPORT_CHANGE_COUNT] = {
    [IMPORT_SAME] = {"same", "不变"},
    [IMPORT_ADDED] = {"added", "新增"},
    [IMPORT_CHANGED] = {"changed", "修改"},
    [IMPORT_GONE] = {"gone", "缺少"},
};

const char *import_change_code(ImportChange change) {
  return CHANGES[change].code;
}

const char *import_change_name(ImportChange change) {
  return CHANGES[change].name;
}

static void import_item_free(gpointer data) {
  ImportItem *item = data;
  if (item->fields != NULL)
    g_ptr_array_unref(item->fields);
  g_free(item->refusal);
  g_free(item->doubt);
  g_free(item);
}

void import_plan_free(ImportPlan *plan) {
  if (plan == NULL)
    return;
  content_free(plan->incoming);
  content_free(plan->present);
  g_ptr_array_unref(plan->items);
  if (plan->units != NULL)
    g_ptr_array_unref(plan->units);
  g_free(plan);
}

/* ---- which ledger --------------------------------------------------------------------------- */

/* TRUE where incoming was exported from that ledger of this file. */
static gboolean is_export_of(const Content *incoming, const JournalSpan *span, gint64 ledger) {
  return ledger != 0 && incoming->ledger == ledger && span->seq > 0 &&
         g_strcmp0(incoming->origin, span->origin) == 0;
}

#define ROWS_ASKED 20

/* TRUE in *is where most of the first rows that say their 编号 are that task of the ledger: a csv
 * made from it has no other sign of where it comes from. The 编号 of a lower office are its own. */
static gboolean has_rows_of(Db *db, const Content *incoming, gint64 ledger, gboolean *is,
                            GError **error) {
  guint asked = 0, found = 0;
  for (guint i = 0; i < incoming->tasks->len && asked < ROWS_ASKED; i++) {
    const ContentTask *task = incoming->tasks->pdata[i];
    if (task->id == 0)
      continue;
    asked++;
    Query *query = query_new(
        db, "SELECT 1 FROM task WHERE ledger = ?2 AND goal = ?3 AND (id = ?1 OR ?4 > 0) LIMIT 1");
    query_bind_int(query, 1, task->id);
    query_bind_int(query, 2, ledger);
    query_bind_text(query, 3, task->goal);
    query_bind_int(query, 4, incoming->unit);
    found += query_next(query);
    if (!query_finish(query, error))
      return FALSE;
  }
  *is = found * 2 > asked;
  return TRUE;
}

gboolean import_ledger_for(Db *db, const Content *incoming, gint64 *ledger, GError **error) {
  *ledger = 0;
  JournalSpan span;
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL || !journal_span(db, &span, error))
    return FALSE;
  g_autofree char *title = likeness_key(incoming->title != NULL ? incoming->title : "");
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *known = ledgers->pdata[i];
    if (known->unit != incoming->unit)
      continue; /* a lower office's ledger is another than our own of that title */
    if (is_export_of(incoming, &span, known->id)) {
      *ledger = known->id;
      return TRUE;
    }
    g_autofree char *known_title = likeness_key(known->title);
    if (*ledger == 0 && *title != '\0' && g_str_equal(title, known_title) &&
        (incoming->year == 0 || incoming->year == known->year))
      *ledger = known->id;
  }
  for (guint i = 0; incoming->origin == NULL && i < ledgers->len && *ledger == 0; i++) {
    const Ledger *known = ledgers->pdata[i];
    gboolean is = FALSE;
    if (known->unit != incoming->unit || (incoming->year != 0 && incoming->year != known->year))
      continue;
    if (!has_rows_of(db, incoming, known->id, &is, error))
      return FALSE;
    *ledger = is ? known->id : 0;
  }
  return TRUE;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static ImportItem *add_item(ImportPlan *plan, ImportChange change, int incoming, int present) {
  ImportItem *item = g_new0(ImportItem, 1);
  item->change = change;
  item->incoming = incoming;
  item->present = present;
  item->chosen = change == IMPORT_ADDED;
  g_ptr_array_add(plan->items, item);
  plan->counts[change]++;
  return item;
}

static gboolean says_parts(const Content *content) {
  for (guint i = 0; i < content->tasks->len; i++) {
    if (((const ContentTask *)content->tasks->pdata[i])->parent >= 0)
      return TRUE;
  }
  return FALSE;
}

/* What a plan's rows are made from. */
typedef struct {
  ImportPlan *plan;
  const ImportComparing *comparing;
  const int *match;
  int *taken;     /* of present: the row of incoming that it is; -1: gone */
  gboolean parts; /* the file says how tasks are split */
} Rows;

/* What was made void is not missed, nor the parts that the office has made itself of a row. */
static gboolean is_missed(const Rows *rows, const ContentTask *task) {
  return task->state != TASK_STATE_VOID && (task->parent < 0 || rows->parts);
}

/* The rows that are gone right after one of present (-1: before all). */
static void add_gone_after(const Rows *rows, int present) {
  const GPtrArray *tasks = rows->plan->present->tasks;
  for (guint i = (guint)(present + 1); i < tasks->len && rows->taken[i] < 0; i++) {
    if (is_missed(rows, tasks->pdata[i]))
      add_item(rows->plan, IMPORT_GONE, -1, (int)i);
  }
}

static void add_row(const Rows *rows, guint incoming) {
  int present = rows->match[incoming];
  if (present < 0) {
    add_item(rows->plan, IMPORT_ADDED, (int)incoming, -1);
    return;
  }
  g_autoptr(GPtrArray) fields =
      import_compare(rows->comparing, rows->plan->incoming->tasks->pdata[incoming],
                     rows->plan->present->tasks->pdata[present]);
  ImportItem *item =
      add_item(rows->plan, fields->len > 0 ? IMPORT_CHANGED : IMPORT_SAME, (int)incoming, present);
  if (fields->len > 0)
    item->fields = g_steal_pointer(&fields);
}

static gboolean add_rows(const Rows *rows, const Watch *watch, GError **error) {
  guint count = rows->plan->incoming->tasks->len;
  add_gone_after(rows, -1);
  for (guint i = 0; i < count; i++) {
    if (i % 512 == 0 && !watch_goes_on(watch, "正在比较", i, count, error))
      return FALSE;
    add_row(rows, i);
    if (rows->match[i] >= 0)
      add_gone_after(rows, rows->match[i]);
  }
  return TRUE;
}

static gboolean compare_all(ImportPlan *plan, ImportNames *names, gboolean same_file,
                            const Watch *watch, GError **error) {
  ImportComparing comparing;
  import_comparing_init(&comparing, plan->incoming, plan->present, names);
  g_autofree int *match = import_match(plan->incoming, plan->present, same_file, watch, error);
  if (match == NULL)
    return FALSE;
  g_autofree int *taken = g_new(int, plan->present->tasks->len + 1);
  for (guint i = 0; i < plan->present->tasks->len; i++)
    taken[i] = -1;
  for (guint i = 0; i < plan->incoming->tasks->len; i++) {
    if (match[i] >= 0)
      taken[match[i]] = (int)i;
  }
  Rows rows = {.plan = plan,
               .comparing = &comparing,
               .match = match,
               .taken = taken,
               .parts = same_file || says_parts(plan->incoming)};
  if (!add_rows(&rows, watch, error))
    return FALSE;
  import_doubt_reworded(plan, &comparing);
  return TRUE;
}

/* ---- what people changed meanwhile --------------------------------------------------------- */

/* The column of table task that a field is; NULL: it is kept elsewhere, and only ever added to. */
static const char *column_of(ContentField field) {
  switch (field) {
  case CONTENT_LEVEL_1:
  case CONTENT_LEVEL_2:
  case CONTENT_LEVEL_3:
  case CONTENT_LEVEL_4:
    return "indicator";
  case CONTENT_KIND:
    return "kind";
  case CONTENT_GOAL:
    return "goal";
  case CONTENT_UNITS:
  case CONTENT_LEAD:
  case CONTENT_SUPPORT:
  case CONTENT_IMPLEMENT:
  case CONTENT_OVERSEE:
    return JOURNAL_UNITS;
  case CONTENT_DEADLINE:
    return "deadline";
  case CONTENT_STATE:
    return "state";
  case CONTENT_PERCENT:
    return "percent";
  case CONTENT_DONE_ON:
    return "done_on";
  case CONTENT_NOTE:
    return "note";
  default:
    return NULL;
  }
}

static void spare_field(ImportPlan *plan, GHashTable *touched, gint64 task, ImportField *field) {
  const char *column = column_of(field->field);
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", task, column);
  if (column == NULL || !g_hash_table_contains(touched, key))
    return;
  field->touched = TRUE;
  field->chosen = FALSE;
  plan->touched++;
}

/* A file of ours says what it was made from, and what differs from that is what people changed in
 * it. Any other may be older than what people changed in the ledger: that is left unless somebody
 * chooses otherwise. */
static gboolean spare_touched(Db *db, ImportPlan *plan, GError **error) {
  if (plan->incoming->origin != NULL || plan->counts[IMPORT_CHANGED] == 0)
    return TRUE;
  g_autoptr(GHashTable) touched = journal_touched(db, error);
  if (touched == NULL)
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->change != IMPORT_CHANGED)
      continue;
    const ContentTask *task = plan->present->tasks->pdata[item->present];
    for (guint k = 0; k < item->fields->len; k++)
      spare_field(plan, touched, task->id, item->fields->pdata[k]);
  }
  return TRUE;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void note_proposed(ImportPlan *plan) {
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    item->proposed = item->chosen;
    for (guint k = 0; item->fields != NULL && k < item->fields->len; k++) {
      ImportField *field = item->fields->pdata[k];
      field->proposed = field->chosen;
    }
  }
}

static gboolean check_new(const Content *incoming, GError **error) {
  if (incoming->title == NULL || *incoming->title == '\0')
    return store_refuse(error, "文件里没有台账的标题，请写明新台账的标题");
  if (incoming->year == 0)
    return store_refuse(error, "文件里没有写明年份，请写明台账用于哪一年");
  return TRUE;
}

/* A file without states says by its other columns how far a task has come: what has progress or
 * a 完成率 is being worked on, what has a day of 办结 is done. */
static void infer_states(Content *incoming) {
  if ((incoming->fields & CONTENT_BIT(CONTENT_STATE)) != 0)
    return;
  for (guint i = 0; i < incoming->tasks->len; i++) {
    ContentTask *task = incoming->tasks->pdata[i];
    if (task->state != TASK_STATE_NEW)
      continue;
    if (task->done_on != DAY_NONE &&
        step_leads(STEP_FINISH, task->kind, TASK_STATE_NEW, TASK_STATE_NEW, &task->state))
      task->percent = 100;
    else if (task->progress->len > 0 || task->percent > 0)
      task->state = TASK_STATE_ACTIVE;
  }
}

static gboolean load_present(Db *db, ImportPlan *plan, const Watch *watch, GError **error) {
  g_autoptr(Ledger) ledger = ledger_load(db, plan->ledger, error);
  if (ledger == NULL)
    return FALSE;
  g_autofree char *refusal = ledger_refusal(ledger);
  if (refusal != NULL)
    return store_refuse(error, "%s", refusal);
  plan->present = content_load(db, NULL, plan->ledger, NULL, watch, error);
  return plan->present != NULL;
}

static gboolean fill(Db *db, const Actor *actor, const Reckoning *reckoning, ImportPlan *plan,
                     const Watch *watch, GError **error) {
  JournalSpan span;
  g_auto(ImportNames) names = {0};
  if (plan->ledger == 0 && !check_new(plan->incoming, error))
    return FALSE;
  if (plan->incoming->tasks->len == 0)
    return store_refuse(error, "文件里没有任务，没有可导入的内容");
  if (!journal_span(db, &span, error) || !import_names_init(&names, db, error))
    return FALSE;
  infer_states(plan->incoming);
  plan->seq = span.seq;
  plan->units = import_units_unknown(&names, plan->incoming);
  if (plan->ledger == 0) {
    for (guint i = 0; i < plan->incoming->tasks->len; i++)
      add_item(plan, IMPORT_ADDED, (int)i, -1);
    return TRUE;
  }
  return load_present(db, plan, watch, error) &&
         compare_all(plan, &names, is_export_of(plan->incoming, &span, plan->ledger), watch,
                     error) &&
         import_doubt_deleted(db, plan, error) && spare_touched(db, plan, error) &&
         import_check(db, actor, reckoning, plan, watch, error);
}

ImportPlan *import_plan(Db *db, const Actor *actor, const Reckoning *reckoning, Content *incoming,
                        gint64 ledger, const Watch *watch, GError **error) {
  g_autoptr(ImportPlan) plan = g_new0(ImportPlan, 1);
  plan->incoming = incoming;
  plan->ledger = ledger;
  plan->items = g_ptr_array_new_with_free_func(import_item_free);
  if (!fill(db, actor, reckoning, plan, watch, error))
    return NULL;
  note_proposed(plan);
  return g_steal_pointer(&plan);
}

guint import_plan_filled(const ImportPlan *plan, guint counts[CONTENT_FIELD_COUNT]) {
  guint sum = 0;
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++)
    counts[field] = 0;
  for (guint i = 0; i < plan->incoming->tasks->len; i++) {
    guint32 bits = ((const ContentTask *)plan->incoming->tasks->pdata[i])->filled;
    for (; bits != 0; bits &= bits - 1) {
      counts[g_bit_nth_lsf(bits, -1)]++;
      sum++;
    }
  }
  return sum;
}
