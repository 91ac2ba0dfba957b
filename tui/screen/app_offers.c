/* app_offers.c: what can be done now, and why the rest cannot. */
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"
#include "tui/screen/app_view.h"

Place app_place(const ScreenClass *class_) {
  return (Place){.context = class_->context,
                 .list = class_->is_list,
                 .table = class_->is_table,
                 .tasks = class_->task != NULL};
}

ChosenTask app_chosen_task(const OpenScreen *screen) {
  return screen->class_->task != NULL ? screen->class_->task(screen->state) : (ChosenTask){0};
}

/* TRUE where the chosen task's kind and state allow an action on it. */
static gboolean allows(const App *app, ActionId id, ChosenTask task) {
  g_autofree char *refusal = app_task_refusal(app, id, task);
  return refusal == NULL;
}

/* TRUE where an action that needs a task has one, or several that are marked. */
static gboolean has_task(const App *app, const OpenScreen *screen, ActionId id) {
  if (app_takes_marks(id) && app_marked(screen) != NULL)
    return TRUE;
  ChosenTask task = app_chosen_task(screen);
  return task.id != 0 && allows(app, id, task);
}

/* Why an action may not be done: it changes what belongs to a ledger that is 封存. NULL: it may. */
static char *closed_refusal(App *app, const Action *action) {
  return (action->needs & NEED_OPEN_LEDGER)
             ? app_closed_refusal(app, app_chosen_task(app_top(app)).ledger)
             : NULL;
}

/* What needs to be there though it is not on the screen: something to undo, a view of that number.
 */
static gboolean is_there(App *app, ActionId id) {
  if (id == ACTION_UNDO || id == ACTION_REDO)
    return app_has_undo(app, id == ACTION_REDO);
  return id < ACTION_VIEW_1 || id > ACTION_VIEW_9 || app_has_view(app, id - ACTION_VIEW_1);
}

static char *absence(ActionId id) {
  if (id == ACTION_UNDO)
    return g_strdup("您没有可以撤销的修改（建立文件和添加模板不能撤销）");
  if (id == ACTION_REDO)
    return g_strdup("您没有可以重做的：只能重做刚撤销、之后没有别的修改的");
  return g_strdup_printf("没有第%d个视图；按 ' 看有哪些", id - ACTION_VIEW_1 + 1);
}

static gboolean has_topic(const OpenScreen *top) {
  return top->class_->topic != NULL && top->class_->topic(top->state) != 0;
}

gboolean app_offers(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  const ScreenClass *class_ = top->class_;
  if (!action_in_place(action, app_place(class_)))
    return FALSE;
  if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
    return FALSE;
  if (!is_there(app, action->id) || !app_permits(app, action))
    return FALSE;
  g_autofree char *closed = closed_refusal(app, action);
  if (closed != NULL)
    return FALSE;
  if ((action->needs & NEED_TASK) && !has_task(app, top, action->id))
    return FALSE;
  if (class_->offers != NULL && !class_->offers(top->state, action->id))
    return FALSE;
  if ((action->needs & NEED_TOPIC) && !has_topic(top))
    return FALSE;
  return TRUE;
}

/* Names the screens on which an action can be done. */
static char *elsewhere(const Action *action) {
  g_autoptr(GString) screens = g_string_new(NULL);
  for (gsize i = 0; i < screen_count(); i++) {
    const ScreenClass *class_ = screen_at(i);
    if (action_in_place(action, app_place(class_)))
      g_string_append_printf(screens, "“%s”", class_->title);
  }
  return g_strdup_printf("“%s”要在%s里用", action->title, screens->str);
}

static const char *missing(const ScreenClass *class_, ActionId id) {
  const char *own = class_->missing != NULL ? class_->missing(id) : NULL;
  return own != NULL ? own : app_task_missing(id);
}

char *app_refusal(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  ChosenTask task = app_chosen_task(top);
  if (app_offers(app, action))
    return NULL;
  if ((action->needs & NEED_WRITE) && db_is_read_only(app->db))
    return g_strdup_printf("台账文件是只读的，不能用“%s”", action->title);
  if ((action->contexts & CONTEXT_BIT(CONTEXT_TASKS)) && task.id == 0)
    return app_task_not_chosen(app, action);
  if (!action_in_place(action, app_place(top->class_)))
    return elsewhere(action);
  if (!is_there(app, action->id))
    return absence(action->id);
  char *forbidden = app_permit_refusal(app, action);
  if (forbidden != NULL)
    return forbidden;
  char *closed = closed_refusal(app, action);
  if (closed != NULL)
    return closed;
  if (action->id == ACTION_OPEN && top->class_->opens != ACTION_NONE)
    return app_refusal(app, action_get(top->class_->opens));
  if (top->class_->offers != NULL && !top->class_->offers(top->state, action->id))
    return g_strdup(missing(top->class_, action->id));
  if ((action->needs & NEED_TOPIC) && !has_topic(top))
    return g_strdup("这里没有选题计划；可在“选题”按 a 新建");
  char *refusal = app_task_refusal(app, action->id, task);
  return refusal != NULL ? refusal : g_strdup(app_task_missing(ACTION_NONE));
}
