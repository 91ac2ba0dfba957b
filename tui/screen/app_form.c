#include "core/config/places.h"
#include "core/rules/confine.h"
#include "tui/action/editor.h"
#include "tui/screen/app_private.h"
#include "tui/screen/form_host.h"

#define TRIES 20 /* at saving, while others save all the time */

/* A draft is written so long after what was typed first since the one before: with the time that
 * writing takes, what was typed is on the disk within two seconds. */
#define DRAFT_AFTER_US (G_USEC_PER_SEC + G_USEC_PER_SEC / 4)

static const FormClass *const CLASSES[] = {&FORM_PROGRESS,
                                           &FORM_FINISH,
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

/* ---- drafts ----------------------------------------------------------------------------- */

static char *now_text(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  return g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
}

/* What the form began with, and what was typed over it. */
static char **draft_values(const Sheet *sheet) {
  g_autoptr(GStrvBuilder) values = g_strv_builder_new();
  if (sheet->values != NULL)
    g_strv_builder_addv(values, (const char **)sheet->values);
  g_auto(GStrv) typed = form_typed(sheet->form);
  g_strv_builder_addv(values, (const char **)typed);
  return g_strv_builder_end(values);
}

/* What people read beside the fields of values. */
static char **draft_labels(const Form *form, char *const *values) {
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new();
  for (gsize i = 0; values[i] != NULL && values[i + 1] != NULL; i += 2) {
    const char *label = form_label(form, values[i]);
    if (label != NULL)
      g_strv_builder_add_many(labels, values[i], label, NULL);
  }
  return g_strv_builder_end(labels);
}

/* Where the folder of drafts takes nothing, in the one that lies in memory. */
static gboolean save_draft(Draft *draft, GError **error) {
  g_autofree char *folder = places_drafts();
  g_autofree char *spare = places_drafts_spare();
  if (draft_save(draft, folder, error))
    return TRUE;
  Draft moved = *draft;
  moved.path = NULL;
  if (spare == NULL || !draft_save(&moved, spare, NULL)) {
    g_free(moved.path);
    return FALSE;
  }
  draft_remove(draft); /* what it had before; and there is room again for something */
  g_free(draft->path);
  draft->path = moved.path;
  g_clear_error(error);
  return TRUE;
}

static void tell_draft(App *app, const GError *error) {
  if (error == NULL && app->draft_failed)
    app_notice(app, "草稿又存下来了");
  else if (error != NULL && !app->draft_failed) {
    g_autofree char *text = g_strdup_printf(
        "填的内容暂时只在这个窗口里，请不要关闭它，腾出空间或修好目录后会自动存草稿：%s",
        error->message);
    app_tell_problem(app, text);
  }
  app->draft_failed = error != NULL;
}

static gboolean write_draft(App *app, Draft *draft) {
  g_free(draft->saved_at);
  draft->saved_at = now_text();
  g_autoptr(GError) error = NULL;
  gboolean saved = save_draft(draft, &error);
  tell_draft(app, error);
  return saved;
}

static void take_up(App *app, Draft **draft, const FormClass *class_, const char *title,
                    gint64 target, char **values) {
  if (*draft == NULL) {
    *draft = g_new0(Draft, 1);
    (*draft)->who = g_strdup(app->person->who);
    (*draft)->database = g_strdup(db_path(app->db));
    (*draft)->form = g_strdup(class_->name);
    (*draft)->title = g_strdup(title);
    (*draft)->target = target;
  }
  g_strfreev((*draft)->values);
  (*draft)->values = values;
}

gboolean app_keep_draft(App *app, Draft **draft, const FormClass *class_, const char *title,
                        gint64 target, char **values) {
  take_up(app, draft, class_, title, target, values);
  return write_draft(app, *draft);
}

void app_save_draft(App *app) {
  Sheet *sheet = app->sheet;
  if (sheet == NULL || !sheet->unsaved)
    return;
  char **values = draft_values(sheet);
  take_up(app, &sheet->draft, sheet->class_, form_title(sheet->form), sheet->target, values);
  g_strfreev(sheet->draft->labels);
  sheet->draft->labels = draft_labels(sheet->form, values);
  sheet->draft->seen = sheet->opened;
  sheet->unsaved = !write_draft(app, sheet->draft); /* there may be room again later */
  sheet->due = g_get_monotonic_time() + DRAFT_AFTER_US;
}

void app_tend_draft(App *app) {
  if (app_draft_wait(app, 1) == 0)
    app_save_draft(app);
}

int app_draft_wait(const App *app, int most) {
  if (app->sheet == NULL || !app->sheet->unsaved)
    return most;
  gint64 left = app->sheet->due - g_get_monotonic_time();
  return left <= 0 ? 0 : (int)MIN(left / 1000 + 1, most);
}

static void drop_draft(Sheet *sheet) {
  if (sheet->draft != NULL)
    draft_remove(sheet->draft);
}

/* Takes up a draft: its form opens with what was typed. The old file goes once the new one is
 * written. */
static void resume(App *app, Draft *draft) {
  const FormClass *class_ = form_class_by_name(draft->form);
  if (class_ != NULL)
    app_open_form(app, class_, draft->target, NULL);
  Sheet *sheet = app->sheet;
  if (sheet == NULL) { /* what it was about is gone; the file stays */
    g_autofree char *why = g_steal_pointer(&app->message);
    app_offer_draft(app);
    app_notice(app, "%s；草稿还在，重开程序时可看内容",
               why != NULL ? why : "这份草稿的表单现在打不开");
    return;
  }
  for (gsize i = 0; draft->values[i] != NULL && draft->values[i + 1] != NULL; i += 2)
    form_set_value(sheet->form, draft->values[i], draft->values[i + 1]);
  if (class_->changed != NULL)
    class_->changed(app, sheet->form, sheet->state);
  app_form_resumed(app, draft);
  sheet->unsaved = TRUE;
  app_save_draft(app);
  if (sheet->draft->path != NULL && !g_str_equal(sheet->draft->path, draft->path))
    draft_remove(draft);
}

static void draft_read(App *app, int answer) {
  (void)answer;
  app_offer_draft(app);
}

/* Shows what is in a draft, whether or not its form can still be opened. */
static void show_draft(App *app, const Draft *draft) {
  static const DialogAnswer answers[] = {{'y', "看过了"}};
  g_autoptr(GString) text = g_string_new(draft->title);
  for (gsize i = 0; draft->values[i] != NULL && draft->values[i + 1] != NULL; i += 2) {
    const char *label = NULL;
    for (gsize k = 0; draft->labels != NULL && draft->labels[k] != NULL; k += 2) {
      if (g_str_equal(draft->labels[k], draft->values[i]))
        label = draft->labels[k + 1];
    }
    if (label != NULL)
      g_string_append_printf(text, "\n\n%s：\n%s", label, draft->values[i + 1]);
  }
  app_ask(app, text->str, answers, G_N_ELEMENTS(answers), draft_read);
}

/* Why what is in a draft cannot be saved now, whatever is written into it: its form is not opened
 * then. NULL: perhaps it can. Static. */
static const char *resume_refusal(App *app, const Draft *draft) {
  const FormClass *class_ = form_class_by_name(draft->form);
  if (class_ == NULL || class_->about == NULL)
    return NULL;
  if (db_is_read_only(app->db))
    return "台账文件现在是只读的，不能保存";
  return app_access(app, 0) == ACCESS_READER ? "您现在是“只读”，不能保存" : NULL;
}

enum { CONTINUE, DROP, READ, LATER };

/* The answers to both questions, the second one where continuing leads nowhere. */
static const DialogAnswer OFFERED[] = {
    {'c', "继续填写"}, {'x', "丢弃"}, {'v', "看内容"}, {'l', "以后再说"}};
static const DialogAnswer SHOWN[] = {{'v', "看内容"}, {'x', "丢弃"}, {'l', "以后再说"}};
static const int SHOWN_MEAN[] = {READ, DROP, LATER};

static void draft_answered(App *app, int answer) {
  if (app->draft_closed)
    answer = SHOWN_MEAN[answer];
  if (answer == READ) {
    show_draft(app, app->drafts->pdata[app->drafts->len - 1]);
    return;
  }
  g_autoptr(Draft) draft = g_ptr_array_steal_index(app->drafts, app->drafts->len - 1);
  if (answer == CONTINUE)
    resume(app, draft);
  else if (answer == DROP)
    draft_remove(draft);
  if (answer != CONTINUE)
    app_offer_draft(app);
}

void app_offer_draft(App *app) {
  if (app->drafts->len == 0)
    return;
  const Draft *draft = app->drafts->pdata[app->drafts->len - 1];
  g_autoptr(GDateTime) written = g_date_time_new_from_unix_local(draft->written);
  g_autoptr(GDateTime) until = g_date_time_add_days(written, DRAFT_DAYS);
  g_autofree char *day = g_date_time_format(until, "%Y-%m-%d");
  const char *refusal = resume_refusal(app, draft);
  g_autofree char *end = refusal != NULL ? g_strdup_printf("\n\n%s，可以看内容。", refusal)
                                         : g_strdup("要继续填写吗？");
  g_autofree char *text =
      g_strdup_printf("上次有没保存的内容：%s（%s）。\n\n不继续填写的，保留到 %s。%s", draft->title,
                      draft->saved_at, day, end);
  app->draft_closed = refusal != NULL;
  if (app->draft_closed)
    app_ask(app, text, SHOWN, G_N_ELEMENTS(SHOWN), draft_answered);
  else
    app_ask(app, text, OFFERED, G_N_ELEMENTS(OFFERED), draft_answered);
}

/* ---- saving and leaving ----------------------------------------------------------------- */

static void choose_added(App *app) {
  OpenScreen *top = app_top(app);
  app_refresh(app);
  if (app->added_task != 0 && top->class_->choose != NULL)
    top->class_->choose(top->state, app->added_task);
  app->added_task = 0;
}

/* What was typed and neither chosen nor written anywhere stays as a draft under a name of its own.
 * TRUE where there is such a thing. */
static gboolean keep_unchosen(App *app, const Sheet *sheet) {
  if (sheet->unchosen->len == 0)
    return FALSE;
  g_autoptr(GStrvBuilder) values = g_strv_builder_new();
  for (guint i = 0; i < sheet->unchosen->len; i++)
    g_strv_builder_add(values, sheet->unchosen->pdata[i]);
  g_autofree char *title = g_strdup_printf("%s（没有采用的写法）", form_title(sheet->form));
  g_autoptr(Draft) draft = NULL;
  take_up(app, &draft, sheet->class_, title, sheet->target, g_strv_builder_end(values));
  draft->labels = draft_labels(sheet->form, draft->values);
  return write_draft(app, draft);
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
  drop_draft(sheet);
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
  drop_draft(sheet);
  gboolean written = store_last(app->db) != before;
  gboolean kept = !written && keep_unchosen(app, sheet);
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
  drop_draft(app->sheet);
  app_form_close(app);
  app_offer_draft(app);
}

static void form_changed(App *app) {
  Sheet *sheet = app->sheet;
  if (!sheet->unsaved)
    sheet->due = g_get_monotonic_time() + DRAFT_AFTER_US;
  sheet->unsaved = TRUE;
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
