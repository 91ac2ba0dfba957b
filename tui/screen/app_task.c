/* app_task.c: what may be done with the chosen task, and the forms and questions it takes. */
#include "core/model/extension.h"
#include "core/model/task.h"
#include "core/model/way.h"
#include "tui/screen/app_private.h"
#include "tui/screen/task_table.h"

/* ---- whether ---------------------------------------------------------------------------- */

#define BIT(state) (1u << (state))
#define ENDED (BIT(TASK_STATE_CLOSED) | BIT(TASK_STATE_VOID))
#define FINISHED (BIT(TASK_STATE_DONE) | ENDED)

/* What the core refuses in any case, so that nobody types for nothing. */
static const struct {
  ActionId action;
  const char *what;    /* may not be done */
  gboolean tasks_only; /* not for what there is nothing to complete in */
  unsigned states;     /* bits 1 << TaskState in which it is refused */
} LIMITS[] = {
    {ACTION_EXTEND, "申请延期", FALSE, FINISHED},
    {ACTION_NUDGE, "催办", FALSE, FINISHED},
    {ACTION_NOTICE, "发督办单", FALSE, FINISHED},
    {ACTION_SPLIT, "分解", TRUE, FINISHED | BIT(TASK_STATE_PAUSED)},
    {ACTION_RULE, "设周期要求", TRUE, ENDED},
};

gboolean app_task_limits(ActionId id) {
  Step step;
  for (gsize i = 0; i < G_N_ELEMENTS(LIMITS); i++) {
    if (LIMITS[i].action == id)
      return TRUE;
  }
  return action_step(id, &step);
}

char *app_task_refusal(const App *app, ActionId id, ChosenTask task) {
  Step step;
  char *closed = action_get(id)->needs & NEED_WRITE ? app_closed_refusal(app, task.ledger) : NULL;
  if (closed != NULL)
    return closed;
  if (action_step(id, &step))
    return step_leads(step, task.kind, task.state, TASK_STATE_ACTIVE, NULL)
               ? NULL
               : step_refusal(step, task.kind, task.state);
  for (gsize i = 0; i < G_N_ELEMENTS(LIMITS); i++) {
    if (LIMITS[i].action != id)
      continue;
    if (LIMITS[i].tasks_only && task.kind != TASK_KIND_TASK)
      return g_strdup_printf("该项是%s，不能%s", task_kind_name(task.kind), LIMITS[i].what);
    if (LIMITS[i].states & BIT(task.state))
      return g_strdup_printf("该项%s，不能%s", task_state_name(task.state), LIMITS[i].what);
  }
  return NULL;
}

/* ---- marks ------------------------------------------------------------------------------ */

GHashTable *app_marked(const OpenScreen *screen) {
  GHashTable *marks = screen->class_->marked != NULL ? screen->class_->marked(screen->state) : NULL;
  return marks != NULL && g_hash_table_size(marks) > 0 ? marks : NULL;
}

gboolean app_is_narrowed(const OpenScreen *screen) {
  const ScreenClass *class_ = screen->class_;
  return app_marked(screen) != NULL ||
         (class_->is_table && ((const TaskTable *)screen->state)->view != NULL) ||
         (class_->filtered != NULL && *class_->filtered(screen->state) != '\0');
}

char *app_task_not_chosen(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  g_autoptr(GArray) tasks =
      top->class_->is_table && top->class_->tasks != NULL ? top->class_->tasks(top->state) : NULL;
  if (tasks == NULL || tasks->len == 0 || !app_takes_marks(action->id))
    return g_strdup_printf("请先选中一项任务，再用“%s”", action->title);
  g_autofree char *key = action_keys_text(app->keymap, app_place(top->class_), ACTION_MARK, 1);
  return g_strdup_printf("请先选中一项任务，或按%s标记这一组，再用“%s”", key, action->title);
}

const char *app_task_missing(ActionId id) {
  switch (id) {
  case ACTION_DECIDE:
  case ACTION_WITHDRAW:
    return "这里没有等待审批的延期申请";
  case ACTION_EVENT:
    return "这里没有从事件起算的周期要求，如“之日起七个工作日内”";
  case ACTION_EVIDENCE_CHECK:
    return "这一项的进展还没有佐证材料";
  case ACTION_TURN:
    return "这里没有另一种看法";
  case ACTION_OPEN:
    return "这里没有可以打开的";
  case ACTION_SUBMIT:
    return "这里没有要报送的期次";
  case ACTION_REMOVE:
    return "请先选中要撤下的一次报送";
  case ACTION_RECORD_UNDO:
    return "这一条不能撤销：没有选中、已经撤销过，或是别人的、您的角色不够";
  case ACTION_PERSON_EDIT:
    return "请先选中一行";
  case ACTION_PERSON_REMOVE:
    return "这一行没有自己的权限，是用户组或其他人的；要改，请修改那一行，或按 e 给他自己的";
  case ACTION_UNIT_EDIT:
  case ACTION_UNIT_MERGE:
    return "请先选中一个单位";
  case ACTION_SCORE:
    return "这一项不用填数：上级指标是各下级之和，其余按登记的事项或台账的记录计分";
  case ACTION_SCORE_ENTRY:
    return "这一项不按登记的事项计分";
  case ACTION_SCORE_ENTRY_REMOVE:
    return "这一项没有可以撤下的得分事项";
  case ACTION_SCORE_EVIDENCE:
  case ACTION_SCORE_CONFIRM:
    return "请先选中一项没有下级的指标";
  case ACTION_SCORE_CARRY:
    return "没有可以沿用的：按年测评或1月没有上月，上月没有填过，或本月已经填了";
  case ACTION_SCORE_LINK:
    return "这一项不按周期报送计分";
  case ACTION_SCORE_YEAR:
    return "只有按月测评的指标体系才有全年各月的得分";
  case ACTION_SYSTEM:
    return "还没有测评指标体系；按 A 添加";
  case ACTION_IMPORT_TAKE:
    return "这一行与台账一样，没有什么可选";
  case ACTION_IMPORT_TAKE_ALL:
    return "没有新增和修改的";
  case ACTION_IMPORT_UNIT:
    return "没有台账里不认识的单位";
  case ACTION_IMPORT_REMARK:
    return "没有提示，文件都读清楚了";
  case ACTION_IMPORT_FILL:
  case ACTION_IMPORT_COLUMN:
    return "这种文件里写明了各项是什么，没有栏目可改";
  case ACTION_IMPORT_TABLE:
    return "文件里只有这一张表";
  case ACTION_IMPORT_LEDGER:
    return "下级单位的整本台账，按单位、标题和年度找到是哪一本";
  case ACTION_TASK_ADD:
  case ACTION_POLICY:
  case ACTION_ROLLOVER:
  case ACTION_FREEZE:
  case ACTION_FOLD:
  case ACTION_UNFOLD:
  case ACTION_FOLD_ALL:
  case ACTION_UNFOLD_ALL:
    return "这里还没有台账的内容";
  case ACTION_PREVIOUS_SPAN:
  case ACTION_NEXT_SPAN:
  case ACTION_THIS_SPAN:
    return "还没有测评指标体系";
  case ACTION_CASE_STAGE:
    return "这里没有可以往下报的案例；已经采纳的不再往下报";
  case ACTION_CASE_RETURN:
    return "只有已经报出、没有采纳的案例可以退回";
  case ACTION_PLAN_EDIT:
    return "这一年没有选题计划；可在“选题”按 a 新建";
  case ACTION_CASE_EDIT:
  case ACTION_CASE_EVIDENCE:
  case ACTION_CASE_REMOVE:
    return "请先选中一篇案例";
  default:
    return "选中的这一项没有这项操作";
  }
}

/* ---- extensions ------------------------------------------------------------------------- */

static void withdraw(App *app, int answer) {
  if (answer != 0)
    return;
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!extension_withdraw(app->db, &actor, app->extension, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已撤回延期申请；按 u 可撤销");
}

void app_ask_withdraw(App *app, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Extension) extension = extension_load(app->db, id, &error);
  g_autofree char *label = extension != NULL ? task_label(app->db, extension->task, &error) : NULL;
  if (label == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  static const DialogAnswer answers[] = {{'y', "撤回"}, {'n', "取消"}};
  g_autofree char *text =
      g_strdup_printf("撤回%s的延期申请（延到%s）？", label, extension->new_deadline);
  app->extension = id;
  app_ask_removal(app, text, answers, G_N_ELEMENTS(answers), withdraw);
}

/* The extension of a task that waits; 0, having said so, where none does. */
static gint64 waiting_extension(App *app, gint64 task) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) waiting = extension_list(app->db, task, TRUE, &error);
  if (waiting == NULL)
    app_failed(app, g_steal_pointer(&error));
  else if (waiting->len == 0)
    app_notice(app, "%s", app_task_missing(ACTION_DECIDE));
  else
    return ((const Extension *)waiting->pdata[0])->id;
  return 0;
}

static void act_on_extension(App *app, ActionId id, gint64 task) {
  gint64 extension = waiting_extension(app, task);
  if (extension == 0)
    return;
  if (id == ACTION_DECIDE)
    app_open_form(app, &FORM_DECIDE, extension, NULL);
  else
    app_ask_withdraw(app, extension);
}

/* ---- forms ------------------------------------------------------------------------------ */

/* A task that is split already has its parts weighed anew. */
static void open_split(App *app, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Task) task = task_load(app->db, NULL, id, &error);
  if (task == NULL)
    app_failed(app, g_steal_pointer(&error));
  else if (task->parent != 0)
    app_notice(app, "该项本身是分解出来的一部分，不能再分解；请把它所属的任务分得更细");
  else
    app_open_form(app, task->parts > 0 ? &FORM_WEIGH : &FORM_SPLIT, id, NULL);
}

/* Events start periods of the rule of the task that counts from them. */
static void open_event(App *app, gint64 task) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rules = schedule_list(app->db, task, &error);
  if (rules == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  for (guint i = 0; i < rules->len; i++) {
    const Schedule *rule = rules->pdata[i];
    if (rule->rule.basis == BASIS_EVENT && rule->ended == DAY_NONE) {
      app_open_form(app, &FORM_EVENT, rule->id, NULL);
      return;
    }
  }
  app_notice(app, "%s", app_task_missing(ACTION_EVENT));
}

gboolean app_act_on_task(App *app, ActionId id, gint64 task) {
  if (task == 0)
    return FALSE;
  switch (id) {
  case ACTION_PROGRESS:
    app_open_form(app, &FORM_PROGRESS, task, NULL);
    return TRUE;
  case ACTION_TASK_EDIT:
    app_open_form(app, &FORM_TASK_EDIT, task, NULL);
    return TRUE;
  case ACTION_NOTICE:
    app_open_form(app, &FORM_NOTICE, task, NULL);
    return TRUE;
  case ACTION_EXTEND:
    app_open_form(app, &FORM_EXTEND, task, NULL);
    return TRUE;
  case ACTION_DECIDE:
  case ACTION_WITHDRAW:
    act_on_extension(app, id, task);
    return TRUE;
  case ACTION_SPLIT:
    open_split(app, task);
    return TRUE;
  case ACTION_RULE:
    app_open_form(app, &FORM_RULE, task, NULL);
    return TRUE;
  case ACTION_EVENT:
    open_event(app, task);
    return TRUE;
  default:
    return FALSE;
  }
}
