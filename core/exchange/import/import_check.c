/* import_check.c: what of a plan cannot be done, and why, said before anybody chooses.
 *
 * The rules are those of a person's edit or step; import_run() goes by them again, since others
 * write meanwhile.
 */
#include "core/exchange/import/import_private.h"
#include "core/model/way.h"
#include "core/rules/phrase.h"

typedef struct {
  Db *db;
  const Actor *actor;
  const Reckoning *reckoning;
  const ImportPlan *plan;
  ImportItem **of_present; /* the item of each task of present; NULL: none */
  int *of_incoming;        /* which of present each of incoming is; -1: none */
  guint *open_parts;       /* of each of present: parts that are neither done nor void */
  guint *parts;            /* … and that are not void */
} Checking;

static void checking_clear(Checking *checking) {
  g_free(checking->of_present);
  g_free(checking->of_incoming);
  g_free(checking->open_parts);
  g_free(checking->parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Checking, checking_clear)

static const ContentTask *present_at(const ImportPlan *plan, guint index) {
  return plan->present->tasks->pdata[index];
}

static void count_parts(Checking *checking) {
  const ImportPlan *plan = checking->plan;
  guint count = plan->present->tasks->len;
  checking->of_present = g_new0(ImportItem *, count + 1);
  checking->of_incoming = g_new0(int, plan->incoming->tasks->len + 1);
  checking->open_parts = g_new0(guint, count + 1);
  checking->parts = g_new0(guint, count + 1);
  for (guint i = 0; i < count; i++) {
    const ContentTask *task = present_at(plan, i);
    if (task->parent < 0 || task->state == TASK_STATE_VOID)
      continue;
    checking->parts[task->parent]++;
    if (!task_state_is_done(task->state))
      checking->open_parts[task->parent]++;
  }
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    if (item->present >= 0)
      checking->of_present[item->present] = item;
    if (item->incoming >= 0)
      checking->of_incoming[item->incoming] = item->present;
  }
}

/* The message of error, which may be NULL; frees it. The caller frees. */
static char *take_message(GError **error) {
  char *message = *error != NULL ? g_strdup((*error)->message) : NULL;
  g_clear_error(error);
  return message;
}

static gboolean may_be(const ImportField *field) {
  return field != NULL && field->refusal == NULL;
}

/* ---- steps ---------------------------------------------------------------------------------- */

gboolean import_step(TaskKind kind, TaskState from, TaskState before, TaskState to, Step *step) {
  for (int i = 0; i < STEP_COUNT; i++) {
    TaskState after;
    /* 拒签 is what a unit says, and never what a table means by 未启动. */
    if ((i == STEP_RETURN && from == TASK_STATE_ASSIGNED) ||
        !step_leads((Step)i, kind, from, before, &after) || after != to)
      continue;
    *step = (Step)i;
    return TRUE;
  }
  return FALSE;
}

/* How many open parts of a task the same import ends. */
static guint parts_that_end(const Checking *checking, guint present) {
  guint ending = 0;
  for (guint i = present + 1; i < checking->plan->present->tasks->len; i++) {
    const ContentTask *part = present_at(checking->plan, i);
    const ImportItem *item = checking->of_present[i];
    if (part->parent != (int)present)
      break;
    if (item == NULL || task_state_is_done(part->state) || part->state == TASK_STATE_VOID)
      continue;
    const ContentTask *incoming =
        item->incoming >= 0 ? checking->plan->incoming->tasks->pdata[item->incoming] : NULL;
    if (item->change == IMPORT_GONE && item->refusal == NULL)
      ending++;
    else if (item->change == IMPORT_CHANGED && may_be(import_field(item->fields, CONTENT_STATE)) &&
             (task_state_is_done(incoming->state) || incoming->state == TASK_STATE_VOID))
      ending++;
  }
  return ending;
}

/* Why a task of present may not take a step; NULL: it may. The caller frees. */
static char *step_problem(const Checking *checking, guint present, Step step) {
  const ContentTask *task = present_at(checking->plan, present);
  if (checking->open_parts[present] > 0 &&
      checking->open_parts[present] == parts_that_end(checking, present))
    return step_refusal(step, task->kind, task->state);
  g_autoptr(GError) error = NULL;
  if (way_check(checking->db, task->id, step, task->kind, task->state, &error))
    return NULL;
  return take_message(&error);
}

/* ---- fields --------------------------------------------------------------------------------- */

/* A row that differs. */
typedef struct {
  const Checking *checking;
  ImportItem *item;
  const ContentTask *incoming;
  const ContentTask *present;
} Row;

/* The step by which a row takes its state; FALSE where it takes none, or may not. */
static gboolean step_of(const Row *row, Step *step, GError **error) {
  TaskState from = row->present->state, before = TASK_STATE_ACTIVE;
  if (from == TASK_STATE_PAUSED || from == TASK_STATE_VOID) {
    if (!way_state_before(row->checking->db, row->present->id,
                          from == TASK_STATE_PAUSED ? STEP_RESUME : STEP_REOPEN, &before, error))
      return FALSE;
  }
  return import_step(row->present->kind, from, before, row->incoming->state, step);
}

static char *check_state(const Row *row) {
  g_autoptr(GError) error = NULL;
  Step step;
  if (!step_of(row, &step, &error)) {
    if (error != NULL)
      return take_message(&error);
    return g_strdup_printf("该项%s，不能一步改为%s；请在台账里按步骤办理",
                           task_state_name(row->present->state),
                           task_state_name(row->incoming->state));
  }
  const Policy *policy = reckoning_policy(row->checking->reckoning, row->checking->plan->ledger);
  if (step == STEP_CLOSE && !policy->one_person)
    return g_strdup("销号要由另一人审核，不能随表格导入；请审核以后在台账里销号");
  return step_problem(row->checking, (guint)row->item->present, step);
}

static gboolean finishes(const Row *row) {
  return may_be(import_field(row->item->fields, CONTENT_STATE)) &&
         row->incoming->state == TASK_STATE_DONE;
}

static char *check_done_on(const Row *row) {
  if (row->incoming->done_on > reckoning_today(row->checking->reckoning))
    return g_strdup("办结日期不能晚于今天");
  if (finishes(row))
    return NULL;
  if (task_state_is_done(row->present->state))
    return g_strdup("该项已经办结，办结日期不能直接改；请先退回，再重新办结");
  if ((row->checking->plan->incoming->fields & CONTENT_BIT(CONTENT_STATE)) != 0)
    return g_strdup("表里的状态不是已办结，没有办结日期；请核对这一行");
  return step_problem(row->checking, (guint)row->item->present, STEP_FINISH);
}

/* The state in which a row's progress is recorded: a step that opens it again comes before. */
static TaskState state_for_progress(const Row *row) {
  TaskState from = row->present->state;
  gboolean opens = from == TASK_STATE_PAUSED || from == TASK_STATE_VOID || task_state_is_done(from);
  return opens && may_be(import_field(row->item->fields, CONTENT_STATE)) ? row->incoming->state
                                                                         : from;
}

/* Why nothing may be recorded; NULL: it may. The caller frees. */
static char *check_recording(const Row *row) {
  TaskState state = state_for_progress(row);
  if (state == TASK_STATE_ACTIVE || state == TASK_STATE_DONE)
    return NULL;
  return step_refusal(STEP_START, row->present->kind, state);
}

static char *check_progress(const Row *row) {
  for (guint i = 0; i < row->incoming->progress->len; i++) {
    const ContentProgress *entry = row->incoming->progress->pdata[i];
    if (entry->made_on != DAY_NONE && entry->made_on > reckoning_today(row->checking->reckoning))
      return g_strdup("进展日期不能晚于今天");
  }
  return check_recording(row);
}

static char *check_percent(const Row *row) {
  if ((finishes(row) || task_state_is_done(state_for_progress(row))) &&
      row->incoming->percent != 100)
    return g_strdup("该项已经办结，完成率应为 100");
  if (row->checking->parts[row->item->present] > 0 && !finishes(row))
    return g_strdup("该项已分解，完成率由各部分算出；请记在各部分上");
  return check_recording(row);
}

static char *check_deadline(const Row *row) {
  int year = row->checking->plan->present->year;
  g_auto(Phrase) phrase = {PHRASE_NONE};
  g_autoptr(GError) error = NULL;
  phrase_read(row->incoming->deadline, year, &phrase);
  if (phrase.impossible)
    return g_strdup_printf("没有“%s”这一天，请核对完成时限", row->incoming->deadline);
  gint64 parent = row->present->parent >= 0
                      ? present_at(row->checking->plan, (guint)row->present->parent)->id
                      : 0;
  const Task now = {.ledger = row->checking->plan->ledger,
                    .kind = row->present->kind,
                    .state = row->present->state,
                    .due = row->present->due};
  if (!task_check_later(row->checking->db, row->checking->actor, row->checking->reckoning, &now,
                        phrase.due, &error) ||
      (parent != 0 && !task_check_part_due(row->checking->db, parent, phrase.due, &error)))
    return take_message(&error);
  return NULL;
}

static char *check_rules(const Row *row) {
  TaskKind kind = may_be(import_field(row->item->fields, CONTENT_KIND)) ? row->incoming->kind
                                                                        : row->present->kind;
  TaskState state = row->present->state;
  if (kind != TASK_KIND_TASK)
    return g_strdup_printf("该项是%s，不要求定期报送，不能设周期要求", task_kind_name(kind));
  if (state == TASK_STATE_CLOSED || state == TASK_STATE_VOID)
    return g_strdup_printf("该项%s，不能改动周期要求；如确需改动，请先重新打开",
                           task_state_name(state));
  for (guint i = 0; i < row->incoming->rules->len; i++) {
    const ContentRule *rule = row->incoming->rules->pdata[i];
    const char *problem = recurrence_problem(&rule->rule);
    if (problem != NULL)
      return g_strdup_printf("周期要求“%s”不成立：%s", rule->phrase, problem);
  }
  return NULL;
}

static char *check_level(const Row *row) {
  for (int level = 1; level <= CONTENT_LEVELS_MAX; level++) {
    const char *title = content_level(row->checking->plan->incoming, row->incoming, level);
    if (title != NULL && *title != '\0')
      return NULL;
  }
  return g_strdup("任务要列在指标之下；表里这一行没有写指标");
}

static char *check_field(const Row *row, ContentField field) {
  switch (field) {
  case CONTENT_LEVEL_1:
  case CONTENT_LEVEL_2:
  case CONTENT_LEVEL_3:
  case CONTENT_LEVEL_4:
    return check_level(row);
  case CONTENT_DEADLINE:
    return check_deadline(row);
  case CONTENT_RULES:
    return check_rules(row);
  case CONTENT_STATE:
    return check_state(row);
  case CONTENT_DONE_ON:
    return check_done_on(row);
  case CONTENT_PROGRESS:
    return check_progress(row);
  case CONTENT_EVIDENCE:
    return check_recording(row);
  case CONTENT_PERCENT:
    return check_percent(row);
  default:
    return NULL;
  }
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* In the order of import_compare(): what depends on the state comes after it. */
static void check_changed(const Checking *checking, ImportItem *item) {
  Row row = {.checking = checking,
             .item = item,
             .incoming = checking->plan->incoming->tasks->pdata[item->incoming],
             .present = present_at(checking->plan, (guint)item->present)};
  item->chosen = FALSE;
  for (guint i = 0; i < item->fields->len; i++) {
    ImportField *field = item->fields->pdata[i];
    field->refusal = check_field(&row, field->field);
    field->chosen = field->chosen && field->refusal == NULL;
    item->chosen = item->chosen || field->chosen;
  }
}

/* Why a row may not be added; NULL: it may. A part of what is in the ledger is as one that a person
 * splits off; a new whole comes with its parts. The caller frees. */
static char *check_added(const Checking *checking, const ContentTask *task) {
  int present = task->parent >= 0 ? checking->of_incoming[task->parent] : -1;
  if (present < 0)
    return NULL;
  const ContentTask *whole = present_at(checking->plan, (guint)present);
  gboolean ended = task_state_is_done(task->state) || task->state == TASK_STATE_VOID;
  if (whole->kind != TASK_KIND_TASK)
    return g_strdup_printf("所属的那一项是%s，只有任务可以分解", task_kind_name(whole->kind));
  if (whole->parent >= 0)
    return g_strdup("所属的那一项本身是分解出来的一部分，不能再分解");
  if (!ended && (task_state_is_done(whole->state) || whole->state == TASK_STATE_VOID))
    return g_strdup_printf("所属的那一项%s，不能再加一部分；请先退回或重新打开那一项",
                           task_state_name(whole->state));
  g_autoptr(GError) error = NULL;
  if (!task_check_part_due(checking->db, whole->id, task->due, &error))
    return take_message(&error);
  return NULL;
}

static void check_item(const Checking *checking, ImportItem *item) {
  if (item->change == IMPORT_CHANGED)
    check_changed(checking, item);
  else if (item->change == IMPORT_GONE)
    item->refusal = step_problem(checking, (guint)item->present, STEP_VOID);
  else if (item->change == IMPORT_ADDED)
    item->refusal = check_added(checking, checking->plan->incoming->tasks->pdata[item->incoming]);
  if (item->refusal != NULL)
    item->chosen = FALSE;
}

gboolean import_check(Db *db, const Actor *actor, const Reckoning *reckoning, ImportPlan *plan,
                      const Watch *watch, GError **error) {
  g_auto(Checking) checking = {.db = db, .actor = actor, .reckoning = reckoning, .plan = plan};
  count_parts(&checking);
  guint count = plan->items->len;
  /* The parts of a task come after it, and it may be done where they are. */
  for (guint i = count; i > 0; i--) {
    check_item(&checking, plan->items->pdata[i - 1]);
    if (i % 512 == 0 && !watch_goes_on(watch, "正在核对", count - i, count, error))
      return FALSE;
  }
  return TRUE;
}
