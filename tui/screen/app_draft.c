/* app_draft.c: what was typed and not saved, kept as a draft: writing it, and offering what an
 * earlier run left. */
#include "core/config/places.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"

/* A draft is written so long after what was typed first since the one before: with the time that
 * writing takes, what was typed is on the disk within two seconds. */
#define DRAFT_AFTER_US (G_USEC_PER_SEC + G_USEC_PER_SEC / 4)

/* ---- writing ---------------------------------------------------------------------------- */

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

void app_draft_typed(Sheet *sheet) {
  if (!sheet->unsaved)
    sheet->due = g_get_monotonic_time() + DRAFT_AFTER_US;
  sheet->unsaved = TRUE;
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

void app_drop_draft(Sheet *sheet) {
  if (sheet->draft != NULL)
    draft_remove(sheet->draft);
}

gboolean app_keep_unchosen(App *app, const Sheet *sheet) {
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

/* ---- offering --------------------------------------------------------------------------- */

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
  return app_only_reads(app) ? "您现在是“只读”，不能保存" : NULL;
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
