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

gboolean import_ledger_for(Db *db, const Content *incoming, gint64 *ledger, GError **error) {
  *ledger = 0;
  JournalSpan span;
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL || !journal_span(db, &span, error))
    return FALSE;
  g_autofree char *title = likeness_key(incoming->title != NULL ? incoming->title : "");
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *known = ledgers->pdata[i];
    if (is_export_of(incoming, &span, known->id)) {
      *ledger = known->id;
      return TRUE;
    }
    g_autofree char *known_title = likeness_key(known->title);
    if (*ledger == 0 && *title != '\0' && g_str_equal(title, known_title) &&
        (incoming->year == 0 || incoming->year == known->year))
      *ledger = known->id;
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
  return add_rows(&rows, watch, error);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static gboolean check_new(const Content *incoming, GError **error) {
  if (incoming->title == NULL || *incoming->title == '\0')
    return store_refuse(error, "文件里没有台账的标题，请写明新台账的标题");
  if (incoming->year == 0)
    return store_refuse(error, "文件里没有写明年份，请写明台账用于哪一年");
  return TRUE;
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

static gboolean fill(Db *db, const Reckoning *reckoning, ImportPlan *plan, const Watch *watch,
                     GError **error) {
  JournalSpan span;
  g_auto(ImportNames) names = {0};
  if (plan->ledger == 0 && !check_new(plan->incoming, error))
    return FALSE;
  if (plan->incoming->tasks->len == 0)
    return store_refuse(error, "文件里没有任务，没有可导入的内容");
  if (!journal_span(db, &span, error) || !import_names_init(&names, db, error))
    return FALSE;
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
         import_check(db, reckoning, plan, watch, error);
}

ImportPlan *import_plan(Db *db, const Reckoning *reckoning, Content *incoming, gint64 ledger,
                        const Watch *watch, GError **error) {
  g_autoptr(ImportPlan) plan = g_new0(ImportPlan, 1);
  plan->incoming = incoming;
  plan->ledger = ledger;
  plan->items = g_ptr_array_new_with_free_func(import_item_free);
  if (!fill(db, reckoning, plan, watch, error))
    return NULL;
  return g_steal_pointer(&plan);
}
