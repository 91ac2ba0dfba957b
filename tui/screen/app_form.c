/* app_form.c: the form that is open: opening, saving, leaving, the editor. Its draft is
 * app_draft.c, what others change meanwhile app_merge.c. */
#include "core/config/places.h"
#include "core/rules/confine.h"
#include "tui/action/editor.h"
#include "tui/screen/app_private.h"
#include "tui/screen/form_host.h"

#define TRIES 20 /* at saving, while others save all the time */

static const FormClass *const CLASSES[] = {&FORM_PROGRESS,
                                           &FORM_FINISH,
                                           &FORM_PROGRESS_MANY,
                                           &FORM_TASK_EDIT,
                                           &FORM_TASK_ADD,
                                           &FORM_CASE,
                                           &FORM_CASE_EDIT,
                                           &FORM_CASE_STAGE,
                                           &FORM_CASE_EVIDENCE,
                                           &FORM_CASE_REMOVE,
                                           &FORM_TOPIC,
                                           &FORM_PLAN,
                                           &FORM_PLAN_FILE,
                                           &FORM_PLAN_NEW,
                                           &FORM_LEDGER_NEW,
                                           &FORM_TEMPLATE,
                                           &FORM_REPORT,
                                           &FORM_RETURN,
                                           &FORM_PAUSE,
                                           &FORM_VOID,
                                           &FORM_REOPEN,
                                           &FORM_SUBMISSION,
                                           &FORM_SUBMISSION_REMOVE,
                                           &FORM_EVENT,
                                           &FORM_NUDGE,
                                           &FORM_NUDGE_MANY,
                                           &FORM_NOTICE,
                                           &FORM_ANSWER,
                                           &FORM_RAISE,
                                           &FORM_LETTER_FILE,
                                           &FORM_LETTER_MAIL,
                                           &FORM_EXTEND,
                                           &FORM_DECIDE,
                                           &FORM_SPLIT,
                                           &FORM_WEIGH,
                                           &FORM_RULE,
                                           &FORM_POLICY,
                                           &FORM_BULK_STEP,
                                           &FORM_BULK_UNITS,
                                           &FORM_BULK_UNITS_ADD,
                                           &FORM_BULK_UNITS_REMOVE,
                                           &FORM_BULK_ROLE,
                                           &FORM_BULK_DEADLINE,
                                           &FORM_BULK_TAG,
                                           &FORM_BULK_UNTAG,
                                           &FORM_BULK_NOTE,
                                           &FORM_BULK_REPLACE,
                                           &FORM_BULK_DELETE,
                                           &FORM_UNIT,
                                           &FORM_EXPORT,
                                           &FORM_UNIT_ADD,
                                           &FORM_UNIT_MERGE,
                                           &FORM_ROLLOVER,
                                           &FORM_THAW,
                                           &FORM_IMPORT,
                                           &FORM_SCORE,
                                           &FORM_SCORE_ENTRY,
                                           &FORM_SCORE_ENTRY_REMOVE,
                                           &FORM_SCORE_EVIDENCE,
                                           &FORM_SCORE_CONFIRM,
                                           &FORM_SCORE_LINK,
                                           &FORM_SYSTEM,
                                           &FORM_COLLECT,
                                           &FORM_SENDOUT,
                                           &FORM_VIEW,
                                           &FORM_VIEW_RENAME,
                                           &FORM_PERSON_ADD,
                                           &FORM_PERSON,
                                           &FORM_PERSON_GROUP,
                                           &FORM_OWN};

const FormClass *form_class_by_name(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(CLASSES); i++) {
    if (g_str_equal(CLASSES[i]->name, name))
      return CLASSES[i];
  }
  return NULL;
}

/* ---- opening and closing ---------------------------------------------------------------- */

void app_sheet_free(Sheet *sheet) {
  if (sheet == NULL)
    return;
  if (sheet->class_->close != NULL)
    sheet->class_->close(sheet->state);
  form_free(sheet->form);
  g_strfreev(sheet->values);
  draft_free(sheet->draft);
  app_clashes_free(sheet->clashes);
  if (sheet->aside != NULL)
    g_string_free(sheet->aside, TRUE);
  g_clear_pointer(&sheet->unchosen, g_ptr_array_unref);
  g_free(sheet);
}

void app_form_close(App *app) {
  if (app->sheet == NULL)
    return;
  g_clear_pointer(&app->sheet, app_sheet_free);
  app_repaint_whole(app);
}

void app_open_form(App *app, const FormClass *class_, gint64 target, const char *const *values) {
  gpointer state = NULL;
  g_autoptr(GError) error = NULL;
  gint64 opened = class_->about != NULL ? app_journal_end(app) : 0;
  Form *form = class_->open(app, class_, target, &state, &error);
  if (form == NULL) {
    if (class_->close != NULL)
      class_->close(state);
    if (target != 0 && g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
      app_tell_problem(app, "这一条已不在台账中（被删除或撤销）");
    else
      app_failed(app, g_steal_pointer(&error));
    return;
  }
  for (gsize i = 0; values != NULL && values[i] != NULL; i += 2)
    form_set_value(form, values[i], values[i + 1]);
  form_set_verb(form, class_->verb);
  form_host_attach(app, form);
  app_form_close(app);
  app->sheet = g_new0(Sheet, 1);
  app->sheet->class_ = class_;
  app->sheet->form = form;
  app->sheet->state = state;
  app->sheet->target = target;
  app->sheet->values = g_strdupv((char **)values);
  app->sheet->opened = app->sheet->seen = app->sheet->told = opened;
  app->sheet->unchosen = g_ptr_array_new_with_free_func(g_free);
  if (class_->changed != NULL)
    class_->changed(app, form, state);
  form_mark_clean(form);
  app_repaint_whole(app);
}

/* ---- saving and leaving ----------------------------------------------------------------- */

static void choose_added(App *app) {
  OpenScreen *top = app_top(app);
  app_refresh(app);
  if (app->added_task != 0 && top->class_->choose != NULL)
    top->class_->choose(top->state, app->added_task);
  app->added_task = 0;
}

/* Puts the form below the page that it opened. Its draft stays as well: nothing is written yet. */
static void put_below(App *app) {
  app_save_draft(app);
  app_top(app)->sheet = g_steal_pointer(&app->sheet);
  app_repaint_whole(app);
}

void app_form_return(App *app) {
  Sheet *sheet = g_steal_pointer(&app_top(app)->sheet);
  app_close_page(app);
  app->sheet = sheet;
  if (sheet != NULL && sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
}

void app_form_served(App *app) {
  Sheet *sheet = app_top(app)->sheet;
  if (sheet == NULL)
    return;
  app_drop_draft(sheet);
  app_offer_draft(app);
}

/* One try; *overtaken where somebody else has saved since the form was held against the file. */
static gboolean try_save(App *app, gboolean *overtaken, GError **error) {
  Sheet *sheet = app->sheet;
  if (sheet->class_->compares)
    store_expect(app->db, sheet->seen);
  gboolean good = sheet->class_->save(app, sheet->form, sheet->target, sheet->state, error);
  *overtaken = sheet->class_->compares && !good && store_overtaken(app->db);
  store_expect_nothing(app->db);
  return good;
}

/* FALSE where nothing is saved, having said why. */
static gboolean save_agreed(App *app) {
  for (int i = 1;; i++) {
    gboolean overtaken;
    g_autoptr(GError) error = NULL;
    form_clear_errors(app->sheet->form);
    if (!app_form_agree(app))
      return FALSE;
    if (try_save(app, &overtaken, &error))
      return TRUE;
    if (overtaken && i < TRIES)
      continue;
    if (error != NULL)
      app_failed(app, g_steal_pointer(&error));
    return FALSE;
  }
}

void app_form_save(App *app) {
  Sheet *sheet = app->sheet;
  if (sheet->class_->removes && (!sheet->shown || term_is_behind(app->term))) { /* typed ahead */
    app_notice(app, "请先看过要删除的是什么，再保存");
    return;
  }
  app_save_draft(app); /* it may have to wait for others */
  gint64 before = store_last(app->db);
  if (!save_agreed(app))
    return;
  if (sheet->class_->previews) {
    put_below(app);
    return;
  }
  if (!app_publish(app)) {
    app_save_draft(app);
    app_form_close(app);
    app_changed(app);
    return;
  }
  app_drop_draft(sheet);
  gboolean written = store_last(app->db) != before;
  gboolean kept = !written && app_keep_unchosen(app, sheet);
  app_remember_form(app, sheet->class_, sheet->form);
  const char *title = sheet->class_->title;
  app_form_close(app);
  app_changed(app);
  choose_added(app);
  if (app->message != NULL)
    app->repaint = TRUE; /* the form has told it better */
  else if (written)
    app_notice(app, "%s：已保存；按 u 可撤销", title);
  else if (kept)
    app_notice(app, "%s：用了对方的；您写的留作草稿，下次打开程序时会问您", title);
  else
    app_notice(app, "%s：没有改动", title);
  app_offer_draft(app);
}

static void leave(App *app) {
  app_drop_draft(app->sheet);
  app_form_close(app);
  app_offer_draft(app);
}

static void form_changed(App *app) {
  Sheet *sheet = app->sheet;
  app_draft_typed(sheet);
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
}

/* ---- the editor ------------------------------------------------------------------------- */

static gboolean terminal_ended(gpointer data) {
  return term_has_ended(data);
}

/* Takes the long text that the cursor is in into the person's editor, and what comes back into the
 * field. */
static void edit(App *app) {
  Form *form = app->sheet->form;
  if (app_is_restricted(app)) {
    app_tell_problem(app, confine_is_on()
                              ? "受限方式下不能用编辑器，请直接在这里填写"
                              : "设置里没有开放编辑器（editor: off），请直接在这里填写");
    return;
  }
  app_save_draft(app); /* an editor takes its time */
  g_autofree char *drafts = places_drafts();
  g_autofree char *folder = g_path_get_dirname(drafts);
  g_autofree char *field = g_strdup(form_here(form));
  g_autofree char *edited = NULL;
  g_autoptr(GError) error = NULL;
  term_lend(app->term);
  gboolean good =
      editor_run(folder, form_value(form, field), terminal_ended, app->term, &edited, &error);
  term_reclaim(app->term);
  app_repaint_whole(app);
  if (!good) {
    app_failed(app, g_steal_pointer(&error));
  } else if (edited == NULL) {
    app_notice(app, "编辑器里没有改动");
  } else {
    form_set_value(form, field, edited);
    form_set_error(form, field, NULL);
    form_changed(app);
    app_notice(app, "已取回编辑器里的文字，按 Ctrl-S 保存");
  }
}

/* ---- events ----------------------------------------------------------------------------- */

void app_form_event(App *app, const Event *event) {
  Sheet *sheet = app->sheet;
  if (event->type == EVENT_KEY && event->key == (KEY_MOD_CTRL | 'z')) {
    app_save_draft(app);
    term_suspend(app->term);
    return;
  }
  switch (form_event(sheet->form, event)) {
  case FORM_CHANGED:
    form_changed(app);
    break;
  case FORM_SAVE:
    if (form_is_dirty(sheet->form)) /* a window may have given a value on its way out */
      form_changed(app);
    app_form_save(app);
    break;
  case FORM_EDIT:
    edit(app);
    break;
  case FORM_LEAVE:
    leave(app);
    break;
  case FORM_IGNORED:
  case FORM_HANDLED:
    break;
  }
}

gboolean app_form_types(const App *app, const Event *event) {
  const Form *form = app->sheet != NULL ? app->sheet->form : NULL;
  if (form == NULL || form_over(form) != FORM_OVER_NOTHING || form_here(form) == NULL)
    return FALSE;
  return event->type == EVENT_PASTE ||
         (event->type == EVENT_KEY && event->key != KEYNAME_ESC && event->key != KEYNAME_F1 &&
          event->key != (KEY_MOD_CTRL | 's') && event->key != (KEY_MOD_CTRL | 'e'));
}

void app_form_paint(App *app, Area area) {
  form_paint(app->sheet->form, app->term, area);
  app->sheet->shown = TRUE;
}
