/* collect_judge.c: a row that came back, beside what was sent and what the ledger says now. */
#include <string.h>

#include "core/exchange/collect/collect_private.h"
#include "core/model/way.h"
#include "core/rules/halfwidth.h"

/* A row being judged. */
typedef struct {
  const Collecting *collecting;
  CollectItem *item;
  const SendoutRow *row;
  const SendoutNow *now;
  const SheetRow *came;
} Judging;

static CollectValue *add_value(const Judging *judging, CollectField field, const char *sent,
                               const char *now) {
  CollectValue *value = g_new0(CollectValue, 1);
  value->field = field;
  value->sent = g_strdup(sent);
  value->returned = g_strdup(judging->came->values[field]);
  value->now = g_strdup(now);
  g_ptr_array_add(judging->item->values, value);
  return value;
}

static void wrong(const Judging *judging, char *note) {
  if (judging->item->status == COLLECT_WRONG) { /* the first mistake is told */
    g_free(note);
    return;
  }
  judging->item->status = COLLECT_WRONG;
  g_free(judging->item->note);
  judging->item->note = note;
}

static gboolean is_filled(const Judging *judging, CollectField field) {
  return *judging->came->values[field] != '\0';
}

/* ---- text, problems, evidence ----------------------------------------------------------- */

static void judge_words(const Judging *judging, CollectField field) {
  const char *said = field == COLLECT_TEXT ? judging->now->said : NULL;
  if (is_filled(judging, field))
    add_value(judging, field, "", said != NULL ? said : "")->conflict = said != NULL;
}

/* ---- 完成率 ----------------------------------------------------------------------------- */

static gboolean read_percent(const char *text, int *percent) {
  g_autofree char *half = halfwidth_fold(text);
  guint64 number;
  if (!g_ascii_string_to_unsigned(half, 10, 0, 100, &number, NULL))
    return FALSE;
  *percent = (int)number;
  return TRUE;
}

static char *percent_text(int percent) {
  return percent != PERCENT_NONE ? g_strdup_printf("%d%%", percent) : g_strdup("");
}

/* What is wrong is a value too: it is told, and put on record, as it came. */
static void judge_percent(const Judging *judging, gboolean done) {
  const char *came = judging->came->values[COLLECT_PERCENT];
  const Task *task = judging->now->task;
  int percent;
  if (*came == '\0')
    return;
  gboolean readable = read_percent(came, &percent);
  if (readable && (percent == judging->row->percent || percent == task->percent))
    return;
  g_autofree char *sent = percent_text(judging->row->percent), *now = percent_text(task->percent);
  CollectValue *value = add_value(judging, COLLECT_PERCENT, sent, now);
  if (g_str_equal(came, SHEET_ONE)) {
    g_free(value->returned);
    value->returned = g_strdup("1");
    wrong(judging, g_strdup("完成率“1”可能是 1%，也可能是 100%；请问清后在表里写成 1% 或 100%"));
    return;
  }
  if (!readable) {
    wrong(judging, g_strdup_printf(
                       "完成率“%s”看不懂，应为 0 到 100 的整数；请改好再交，或在台账里记", came));
    return;
  }
  g_free(value->returned);
  value->returned = percent_text(percent);
  if (done && percent != 100) {
    wrong(judging,
          g_strdup_printf("状态填了已办结，完成率却是 %d%%；请问清是否办结，办结的应为 100%%",
                          percent));
    return;
  }
  value->conflict = task->percent != judging->row->percent;
  if (task->parts > 0 && !done)
    value->refusal = g_strdup("该项已分解，完成率由各部分算出");
  else if (task_state_is_done(task->state) && percent != 100)
    value->refusal = g_strdup("该项已经办结，完成率只能是 100%");
}

/* ---- 状态 ------------------------------------------------------------------------------- */

/* FALSE for what no unit may claim; claimed is then as it was sent, as where nothing was filled in.
 */
static gboolean read_state(const Judging *judging, TaskState *claimed) {
  const char *came = judging->came->values[COLLECT_STATE];
  TaskState sent = judging->row->state, said;
  *claimed = sent;
  if (*came == '\0' || g_str_equal(came, task_state_name(sent)))
    return TRUE;
  if (!task_state_parse(came, &said) || (said != TASK_STATE_ACTIVE && said != TASK_STATE_DONE))
    return FALSE;
  *claimed = said;
  return TRUE;
}

static CollectValue *add_state(const Judging *judging) {
  return add_value(judging, COLLECT_STATE, task_state_name(judging->row->state),
                   task_state_name(judging->now->task->state));
}

static void refuse_state(const Judging *judging) {
  add_state(judging);
  wrong(judging, g_strdup_printf("状态“%s”不能由单位填报，只能填办理中或已办结；"
                                 "其他的请在台账里办理",
                                 judging->came->values[COLLECT_STATE]));
}

static void judge_state(const Judging *judging, TaskState claimed) {
  const Task *task = judging->now->task;
  gboolean running = task->state == TASK_STATE_ACTIVE || task->state == TASK_STATE_DONE;
  if (claimed == judging->row->state || claimed == task->state ||
      (claimed == TASK_STATE_ACTIVE && running))
    return;
  CollectValue *value = add_state(judging);
  g_autoptr(GError) refusal = NULL;
  if (claimed == TASK_STATE_DONE && !way_check(judging->collecting->db, task->id, STEP_FINISH,
                                               task->kind, task->state, &refusal)) {
    wrong(judging, g_strdup(refusal->message));
    return;
  }
  value->conflict = claimed == TASK_STATE_DONE && judging->now->returned;
  if (value->conflict && judging->item->note == NULL)
    judging->item->note = g_strdup("该项下发以后退回过；请看清单位填的是退回以前还是以后的情况");
}

/* ---- a row ------------------------------------------------------------------------------ */

/* What is over, paused or void takes no entry. */
static gboolean check_open(const Judging *judging) {
  if (judging->item->frozen) {
    wrong(judging, g_strdup("该项的台账已封存，不能再记；确要采纳，请先启封"));
    return FALSE;
  }
  TaskState state = judging->now->task->state;
  if (state != TASK_STATE_CLOSED && state != TASK_STATE_PAUSED && state != TASK_STATE_VOID)
    return TRUE;
  wrong(judging,
        g_strdup_printf("该项现在是“%s”，不能记%s；确要采纳，请先%s", task_state_name(state),
                        judging->row->schedule != 0 ? "报送" : "进展",
                        state == TASK_STATE_PAUSED ? "恢复" : "重新打开"));
  return FALSE;
}

static void judge_task(const Judging *judging) {
  TaskState claimed;
  gboolean claimable = read_state(judging, &claimed);
  gboolean done = claimed == TASK_STATE_DONE && judging->row->state != TASK_STATE_DONE;
  judge_words(judging, COLLECT_TEXT);
  judge_percent(judging, done);
  judge_words(judging, COLLECT_PROBLEM);
  judge_words(judging, COLLECT_REFERENCE);
  if (claimable)
    judge_state(judging, claimed);
  else
    refuse_state(judging);
}

static void judge_period(const Judging *judging) {
  judge_words(judging, COLLECT_TEXT);
  judge_words(judging, COLLECT_PROBLEM);
  judge_words(judging, COLLECT_REFERENCE);
  if (is_filled(judging, COLLECT_PERCENT) || is_filled(judging, COLLECT_STATE))
    judging->item->note = g_strdup("报送的行不收完成率和状态，没有读");
  if (judging->item->values->len == 0)
    return;
  const Obligation *period = judging->now->period;
  if (period == NULL)
    wrong(judging,
          g_strdup_printf("没有“%s”这一期，或者它还没有开始；请核对周期要求，或等开始后再收",
                          judging->row->key));
  else if (judging->collecting->plan->made_on < period->span.first)
    wrong(judging,
          g_strdup_printf("“%s”这一期在回收日期那天还没有开始，请改回收日期", judging->row->key));
  else if (!is_filled(judging, COLLECT_TEXT) && !is_filled(judging, COLLECT_REFERENCE))
    wrong(judging, g_strdup("只写了存在问题，没有写报了什么，不算报送；请在台账里记"));
}

/* Something filled in, as the record of it is kept; NULL: nothing, or as it was sent. */
static const char *kept(const CollectItem *item, CollectField field) {
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    if (value->field == field)
      return value->returned;
  }
  return NULL;
}

/* The same as what was taken of this row last: a second return, with other rows changed. What was
 * taken made the ledger say so, so percent and state are not among what differs any more. */
static gboolean check_again(const Judging *judging, gboolean *again, GError **error) {
  CollectedRow *last;
  *again = FALSE;
  if (!collected_last(judging->collecting->db, judging->row->id, &last, error))
    return FALSE;
  if (last == NULL)
    return TRUE;
  static const CollectField WORDS[] = {COLLECT_TEXT, COLLECT_PROBLEM, COLLECT_REFERENCE};
  *again = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
    *again = *again && g_strcmp0(last->values[WORDS[i]], kept(judging->item, WORDS[i])) == 0;
  static const CollectField FACTS[] = {COLLECT_PERCENT, COLLECT_STATE};
  for (gsize i = 0; i < G_N_ELEMENTS(FACTS); i++) {
    const char *came = kept(judging->item, FACTS[i]);
    *again = *again && (came == NULL || g_strcmp0(last->values[FACTS[i]], came) == 0);
  }
  collected_row_free(last);
  return TRUE;
}

gboolean collect_judge(const Collecting *collecting, CollectItem *item, const SendoutRow *row,
                       const SendoutNow *now, const SheetRow *came, GError **error) {
  Judging judging = {collecting, item, row, now, came};
  item->status = COLLECT_SAME;
  if (came->broken != NULL)
    wrong(&judging,
          g_strdup_printf("“%s”的公式没有算出结果；请把内容直接写在格子里再交，或在台账里记",
                          came->broken));
  if (row->schedule != 0)
    judge_period(&judging);
  else
    judge_task(&judging);
  gboolean again = FALSE;
  if (item->values->len == 0 || item->status == COLLECT_WRONG)
    return TRUE;
  if (!check_again(&judging, &again, error))
    return FALSE;
  if (again) {
    item->status = COLLECT_AGAIN;
    return TRUE;
  }
  if (!check_open(&judging))
    return TRUE;
  item->status = COLLECT_NEW;
  gboolean refused = TRUE;
  for (guint i = 0; i < item->values->len; i++) {
    const CollectValue *value = item->values->pdata[i];
    refused = refused && value->refusal != NULL;
    if (value->conflict || value->refusal != NULL)
      item->status = COLLECT_CONFLICT;
  }
  if (refused)
    wrong(&judging, g_strdup(((const CollectValue *)item->values->pdata[0])->refusal));
  /* What was left out of this very file stays out, unless it is decided anew. */
  if (item->status == COLLECT_NEW && collecting->plan->before == NULL)
    collect_decide(item, TRUE);
  return TRUE;
}
