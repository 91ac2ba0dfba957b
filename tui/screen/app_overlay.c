#include "core/model/history.h"
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

#define LINES_MAX 8 /* of what is undone */

static void ask_before(App *app, int answer);

/* Why something cannot be undone takes more room than the footer has. What was done before it
 * perhaps can. */
static void tell_refusal(App *app, GError *error) {
  static const DialogAnswer answers[] = {{'y', "知道了"}, {'b', "看更早的一次"}, {'n', "取消"}};
  app_ask(app, error->message, answers, app->redoing ? 1 : G_N_ELEMENTS(answers), ask_before);
  g_error_free(error);
}

/* Takes back the entry that was asked about. */
static gboolean take_back(App *app, char **summary) {
  Actor actor = app_actor(app);
  GError *error = NULL;
  if (!journal_undo(app->db, &actor, app->undo_seq, summary, &error)) {
    tell_refusal(app, error);
    return FALSE;
  }
  app_changed(app);
  return TRUE;
}

static void undo(App *app, int answer) {
  g_autofree char *summary = NULL;
  if (answer == 0 && take_back(app, &summary))
    app_notice(app, "已撤销：%s；按 U 可重做", summary);
}

static void redo(App *app, int answer) {
  g_autofree char *summary = NULL;
  if (answer == 0 && take_back(app, &summary))
    app_notice(app, "已重做：%s；按 u 可撤销", summary);
}

/* Asks whether an entry is to be taken back, telling what that would do. */
static void ask_back(App *app, const char *question, const char *what, const char *yes, Key key,
                     const char *no, Answered answered) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = history_undo_lines(app->db, app->undo_seq, LINES_MAX, &error);
  if (lines == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autoptr(GString) text = g_string_new(question);
  g_string_append_printf(text, "\n\n%s", what);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "\n  %s", (const char *)lines->pdata[i]);
  const DialogAnswer answers[] = {{key, yes}, {'n', no}};
  app_ask(app, text->str, answers, G_N_ELEMENTS(answers), answered);
}

/* Asks about the newest of one's own deeds that is before an entry (0: of all). */
static void ask_undo_before(App *app, gint64 before) {
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries =
      journal_undo_list(app->db, actor.who, FALSE, before == 0 ? 1 : 0, &error);
  if (entries == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  const JournalEntry *entry = NULL;
  for (guint i = 0; entry == NULL && i < entries->len; i++) {
    const JournalEntry *one = entries->pdata[i];
    if (before == 0 || one->seq < before)
      entry = one;
  }
  if (entry == NULL) {
    app_notice(app, "您没有%s可以撤销的修改（建立文件和添加模板不能撤销）",
               before != 0 ? "更早的" : "");
    return;
  }
  app->undo_seq = entry->seq;
  app->redoing = FALSE;
  ask_back(app, before == 0 ? "撤销您最近的一次修改？" : "撤销您更早的一次修改？", entry->summary,
           "撤销", 'u', "不撤销", undo);
}

static void ask_before(App *app, int answer) {
  if (answer == 1)
    ask_undo_before(app, app->undo_seq);
}

void app_ask_undo(App *app) {
  ask_undo_before(app, 0);
}

void app_ask_redo(App *app) {
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!journal_redoable(app->db, actor.who, &app->undo_seq, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  if (app->undo_seq == 0) {
    app_notice(app, "您没有可以重做的：只能重做刚撤销、之后没有别的修改的");
    return;
  }
  g_autofree char *summary = journal_root_summary(app->db, app->undo_seq, &error);
  if (summary == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  app->redoing = TRUE;
  ask_back(app, "重做您撤销的修改？", summary, "重做", 'U', "不重做", redo);
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
  app_remember_step(app, app->step, NULL);
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

/* ---- filter ----------------------------------------------------------------------------- */

void app_open_filter(App *app) {
  const OpenScreen *top = app_top(app);
  if (top->class_->filter == NULL)
    return;
  g_clear_pointer(&app->filter, textbox_free);
  app->filter = textbox_new(FALSE);
  textbox_set_text(app->filter, top->class_->filtered(top->state));
}

static gboolean moves_list(Key key, ActionId *id) {
  switch (key) {
  case KEYNAME_UP:
    *id = ACTION_UP;
    return TRUE;
  case KEYNAME_DOWN:
    *id = ACTION_DOWN;
    return TRUE;
  case KEYNAME_PAGE_UP:
    *id = ACTION_PAGE_UP;
    return TRUE;
  case KEYNAME_PAGE_DOWN:
    *id = ACTION_PAGE_DOWN;
    return TRUE;
  default:
    return FALSE;
  }
}

static void filter_event(App *app, const Event *event) {
  OpenScreen *top = app_top(app);
  ActionId id;
  guint changes = textbox_changes(app->filter);
  if (event->type == EVENT_PASTE) {
    textbox_insert(app->filter, event->text);
  } else if (event->type == EVENT_KEY && event->key == KEYNAME_ENTER) {
    g_clear_pointer(&app->filter, textbox_free);
    return;
  } else if (event->type == EVENT_KEY && event->key == KEYNAME_ESC) {
    g_clear_pointer(&app->filter, textbox_free);
    app_filter(app, "");
    return;
  } else if (event->type == EVENT_KEY && moves_list(event->key, &id)) {
    top->class_->act(app, top->state, id);
    return;
  } else if (event->type == EVENT_KEY) {
    textbox_key(app->filter, event->key);
  }
  if (textbox_changes(app->filter) != changes)
    app_filter(app, textbox_text(app->filter));
}

/* ---- who gets an event ------------------------------------------------------------------ */

gboolean app_overlay_event(App *app, const Event *event) {
  if (app->dialog != NULL)
    dialog_answered(app, event);
  else if (app->picker != NULL)
    picker_answered(app, event);
  else if (app->sheet != NULL)
    app_form_event(app, event);
  else if (app->filter != NULL && event->type != EVENT_MOUSE)
    filter_event(app, event);
  else
    return FALSE;
  return TRUE;
}
