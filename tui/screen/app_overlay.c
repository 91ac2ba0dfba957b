#include "core/model/task.h"
#include "core/model/way.h"
#include "core/store/journal.h"
#include "tui/screen/app_private.h"

/* ---- questions -------------------------------------------------------------------------- */

void app_ask(App *app, const char *text, const DialogAnswer *answers, gsize count,
             Answered answered) {
  g_clear_pointer(&app->dialog, dialog_free);
  app->dialog = dialog_new(text, answers, count);
  app->answered = answered;
  app->repaint = TRUE;
}

static void dialog_answered(App *app, const Event *event) {
  int answer = dialog_event(app->dialog, event);
  if (answer < 0)
    return;
  g_clear_pointer(&app->dialog, dialog_free);
  app->answered(app, answer);
}

/* ---- undo ------------------------------------------------------------------------------- */

static void undo(App *app, int answer) {
  if (answer != 0)
    return;
  Actor actor = app_actor(app);
  g_autofree char *summary = NULL;
  g_autoptr(GError) error = NULL;
  if (!journal_undo(app->db, &actor, app->undo_seq, &summary, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  app_notice(app, "已撤销：%s", summary);
}

void app_ask_undo(App *app) {
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!journal_undoable(app->db, actor.who, &app->undo_seq, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  if (app->undo_seq == 0) {
    app_notice(app, "您没有可以撤销的修改（建立文件和添加模板不能撤销）");
    return;
  }
  g_autoptr(JournalEntry) entry = journal_get(app->db, app->undo_seq, &error);
  if (entry == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  static const DialogAnswer answers[] = {{'u', "撤销"}, {'n', "不撤销"}};
  g_autofree char *text = g_strdup_printf("撤销您最近的一次修改？\n\n%s", entry->summary);
  app_ask(app, text, answers, G_N_ELEMENTS(answers), undo);
}

/* ---- steps ------------------------------------------------------------------------------ */

static void finish(App *app, int answer) {
  if (answer == 1)
    app_open_form(app, &FORM_FINISH, app->step_task, NULL);
  if (answer != 0)
    return;
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!way_take(app->db, &actor, app->reckoning, app->step_task, app->step, DAY_NONE, NULL,
                &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app_changed(app);
  if (app->step == STEP_FINISH)
    app_notice(app, "已办结，等待审核；按 u 可撤销");
  else
    app_notice(app, "已%s；按 u 可撤销", step_name(app->step));
}

static void take(App *app, int answer) {
  finish(app, answer == 0 ? 0 : -1);
}

static const FormClass *reason_form(Step step) {
  static const FormClass *const forms[] = {&FORM_RETURN, &FORM_PAUSE, &FORM_VOID, &FORM_REOPEN};
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (forms[i]->detail == (int)step)
      return forms[i];
  }
  return NULL;
}

void app_ask_step(App *app, Step step, gint64 task) {
  const FormClass *form = reason_form(step);
  if (form != NULL) {
    app_open_form(app, form, task, NULL);
    return;
  }
  app->step = step;
  app->step_task = task;
  g_autoptr(GError) error = NULL;
  g_autofree char *label = task_label(app->db, task, &error);
  if (label == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  if (step == STEP_FINISH) {
    static const DialogAnswer answers[] = {{'d', "办结"}, {'p', "写明进展并办结"}, {'n', "取消"}};
    g_autofree char *text = g_strdup_printf("把%s标为已办结？", label);
    app_ask(app, text, answers, G_N_ELEMENTS(answers), finish);
    return;
  }
  const DialogAnswer answers[] = {{'y', step_name(step)}, {'n', "取消"}};
  g_autofree char *text = g_strdup_printf("%s：%s？", label, step_name(step));
  app_ask(app, text, answers, G_N_ELEMENTS(answers), take);
}

/* ---- choosing from a list ---------------------------------------------------------------- */

void app_choose(App *app, const char *title, const PickerItem *items, const gint64 *ids,
                gsize count, gsize current, AppChosen chosen) {
  g_clear_pointer(&app->picker_ids, g_array_unref);
  app->picker_ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_vals(app->picker_ids, ids, (guint)count);
  g_clear_pointer(&app->picker, picker_free);
  app->picker = picker_new(title, items, count);
  picker_choose(app->picker, current);
  app->chosen = chosen;
}

static void picker_answered(App *app, const Event *event) {
  gsize index = 0;
  PickerResult result = picker_event(app->picker, event, &index);
  if (result == PICKER_OPEN)
    return;
  g_clear_pointer(&app->picker, picker_free);
  if (result == PICKER_CHOSEN)
    app->chosen(app, g_array_index(app->picker_ids, gint64, index));
}

/* ---- menu, palette, help: the same list of what can be done here -------------------------- */

static void add_action(App *app, const Action *action, gboolean with_help, GArray *items,
                       GArray *ids, GPtrArray *strings) {
  const ScreenClass *class_ = app_top(app)->class_;
  char *keys = action_keys_text(app->keymap, app_place(class_), action->id, 3);
  char *name =
      with_help ? g_strdup_printf("%s：%s", action->title, action->help) : g_strdup(action->title);
  g_ptr_array_add(strings, keys);
  g_ptr_array_add(strings, name);
  PickerItem item = {.name = name, .extra = keys, .alias = action->name};
  g_array_append_val(items, item);
  gint64 id = action->id;
  g_array_append_val(ids, id);
}

static void act_chosen(App *app, gint64 id) {
  app_act(app, (ActionId)id);
}

void app_open_actions(App *app, const char *title, gboolean with_help) {
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(PickerItem));
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < action_count(); i++) {
    if (app_offers(app, action_at(i)))
      add_action(app, action_at(i), with_help, items, ids, strings);
  }
  app_choose(app, title, (const PickerItem *)(void *)items->data, (const gint64 *)(void *)ids->data,
             items->len, 0, act_chosen);
}

/* ---- themes ----------------------------------------------------------------------------- */

void app_next_theme(App *app) {
  static const char *const names[] = {"dark", "light", "mono"};
  gsize next = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    if (g_str_equal(names[i], app->theme))
      next = (i + 1) % G_N_ELEMENTS(names);
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = app_theme_named(names[next], &error);
  if (theme == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_free(app->theme);
  app->theme = g_strdup(names[next]);
  term_theme(app->term, theme);
  app_notice(app, "配色：%s（要长期使用，请在 settings.yaml 中写 theme: %s）", theme->title,
             app->theme);
}

/* ---- who gets an event ------------------------------------------------------------------ */

gboolean app_overlay_event(App *app, const Event *event) {
  if (app->dialog != NULL)
    dialog_answered(app, event);
  else if (app->picker != NULL)
    picker_answered(app, event);
  else if (app->sheet != NULL)
    app_form_event(app, event);
  else if (app->filter == NULL || !app_filter_event(app, event))
    return FALSE;
  return TRUE;
}
