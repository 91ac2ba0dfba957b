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

void app_ask_removal(App *app, const char *text, const DialogAnswer *answers, gsize count,
                     Answered answered) {
  app_ask(app, text, answers, count, answered);
  dialog_wait_seen(app->dialog);
}

static void dialog_answered(App *app, const Event *event) {
  if (term_is_behind(app->term))
    dialog_not_shown(app->dialog);
  if (dialog_is_unseen(app->dialog) && event->type == EVENT_KEY)
    app_notice(app, "请先看过问的是什么，再回答");
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

/* Asks whether an entry is to be taken back, telling what that would do. The key that opened the
 * question does not answer it: it may come twice by accident. */
static void ask_back(App *app, const char *question, const char *what, const char *yes,
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
  const DialogAnswer answers[] = {{'y', yes}, {'n', no}};
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
           "撤销", "不撤销", undo);
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
  ask_back(app, "重做您撤销的修改？", summary, "重做", "不重做", redo);
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
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (step == STEP_CLOSE && !way_check_closer(app->db, &actor, app->reckoning, task,
                                              app_chosen_task(app_top(app)).ledger, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *label = task_label(app->db, task, &error);
  if (label == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  if (step == STEP_FINISH) {
    static const DialogAnswer answers[] = {{'y', "办结"}, {'p', "写明进展并办结"}, {'n', "取消"}};
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
  app->looked = NULL;
}

/* Tells of the item that is moved to (-1: the list is left), who wants to know. */
static void look(App *app, PickerResult result) {
  gsize index;
  if (app->looked == NULL || result == PICKER_CHOSEN)
    return;
  if (result == PICKER_LEFT)
    app->looked(app, -1);
  else if (picker_current(app->picker, &index))
    app->looked(app, g_array_index(app->picker_ids, gint64, index));
}

static void picker_answered(App *app, const Event *event) {
  gsize index = 0;
  PickerResult result = picker_event(app->picker, event, &index);
  look(app, result);
  if (result == PICKER_OPEN)
    return;
  g_clear_pointer(&app->picker, picker_free);
  if (result == PICKER_NUMBER)
    app_open_numbered(app, (int)index);
  else if (result == PICKER_CHOSEN)
    app->chosen(app, g_array_index(app->picker_ids, gint64, index));
}

/* ---- who gets an event ------------------------------------------------------------------ */

/* A click on the screen ends the typing of a filter, which stays, and does there what it does. */
static gboolean filter_takes(App *app, const Event *event) {
  if (app_filter_event(app, event))
    return TRUE;
  if (event->type == EVENT_MOUSE && event->mouse == MOUSE_PRESS &&
      event->row < term_area(app->term).rows - 1)
    app_close_filter(app);
  return FALSE;
}

/* ? is a letter where one types; F1 is not. */
static gboolean asks_for_help(const App *app, const Event *event) {
  return event->type == EVENT_KEY && event->key == KEYNAME_F1 &&
         (app->filter != NULL ||
          (app->sheet != NULL && form_over(app->sheet->form) == FORM_OVER_NOTHING));
}

static gboolean overlay_event(App *app, const Event *event) {
  if (app->dialog != NULL)
    dialog_answered(app, event);
  else if (app->menu != NULL)
    app_menu_event(app, event);
  else if (app->picker != NULL)
    picker_answered(app, event);
  else if (asks_for_help(app, event))
    app_open_typing_help(app);
  else if (app->sheet != NULL)
    app_form_event(app, event);
  else
    return app->filter != NULL && filter_takes(app, event);
  return TRUE;
}

/* A click on the footer of a window or form types the key that stands there. */
static gboolean clicked_footer(App *app, const Event *event) {
  if (event->type != EVENT_MOUSE || event->mouse != MOUSE_PRESS)
    return FALSE;
  Key key = app_footer_key_at(app, event->row, event->column);
  return key != KEY_NONE && overlay_event(app, &(Event){.type = EVENT_KEY, .key = key});
}

gboolean app_overlay_event(App *app, const Event *event) {
  return clicked_footer(app, event) || overlay_event(app, event);
}
