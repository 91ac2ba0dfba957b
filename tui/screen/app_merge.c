/* app_merge.c: a form whose record other people change while it is open: what they wrote is taken
 * over where nobody typed, and chosen field by field where both did. */
#include "core/rules/merge.h"
#include "core/rules/text.h"
#include "core/store/journal.h"
#include "tui/screen/app_private.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_host.h"
#include "tui/screen/others.h"

#define CHANGES_TOLD 8 /* of what became of the record meanwhile */

/* ---- the form anew ---------------------------------------------------------------------- */

gint64 app_journal_end(App *app) {
  JournalSpan span;
  return journal_span(app->db, &span, NULL) ? span.seq : 0;
}

/* The form as it would open now. NULL and error where its record cannot be opened any more. */
static Form *open_anew(App *app, const Sheet *sheet, gpointer *state, GError **error) {
  const FormClass *class_ = sheet->class_;
  *state = NULL;
  Form *form = class_->open(app, class_, sheet->target, state, error);
  if (form == NULL) {
    if (class_->close != NULL)
      class_->close(*state);
    return NULL;
  }
  for (gsize i = 0; sheet->values != NULL && sheet->values[i] != NULL; i += 2)
    form_set_value(form, sheet->values[i], sheet->values[i + 1]);
  form_host_attach(app, form);
  if (class_->changed != NULL)
    class_->changed(app, form, *state);
  return form;
}

static gint64 record_of(const Sheet *sheet) {
  return sheet->class_->whole_table ? 0 : sheet->target;
}

/* Says below a field who changed it, and when. */
static void tell_field(App *app, const FormChange *change, const GPtrArray *deeds) {
  Sheet *sheet = app->sheet;
  const OtherDeed *author =
      others_author(deeds, sheet->class_->about, record_of(sheet), change->id);
  g_autofree char *who = author != NULL ? others_signature(app, author) : g_strdup("别人");
  g_autofree char *news = change->clash ? g_strdup_printf("%s 也改了这一栏，保存时请选用谁的", who)
                                        : g_strdup_printf("%s 刚改的", who);
  form_set_news(sheet->form, change->id, news);
}

/* Takes over what others wrote. Gives what clashes (FormChange*); NULL and error where the record
 * cannot be opened any more. */
static GPtrArray *rebase(App *app, const GPtrArray *deeds, GError **error) {
  Sheet *sheet = app->sheet;
  gpointer state;
  g_autoptr(Form) fresh = open_anew(app, sheet, &state, error);
  if (fresh == NULL)
    return NULL;
  g_autoptr(GPtrArray) changes = form_rebase(sheet->form, fresh);
  if (sheet->class_->close != NULL)
    sheet->class_->close(sheet->state);
  sheet->state = state;
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
  for (guint i = 0; i < changes->len; i++)
    tell_field(app, changes->pdata[i], deeds);
  for (guint i = changes->len; i-- > 0;) {
    if (!((const FormChange *)changes->pdata[i])->clash)
      g_ptr_array_remove_index(changes, i);
  }
  return g_steal_pointer(&changes);
}

/* FALSE and error where the record of a form is not there any more. */
static gboolean is_there(App *app, GError **error) {
  gpointer state;
  g_autoptr(Form) fresh = open_anew(app, app->sheet, &state, error);
  if (fresh != NULL && app->sheet->class_->close != NULL)
    app->sheet->class_->close(state);
  return fresh != NULL;
}

/* TRUE where the record is gone, having told it once: before more is typed. */
static gboolean follow_removal(App *app, const GPtrArray *deeds) {
  Sheet *sheet = app->sheet;
  const OtherDeed *remover =
      record_of(sheet) != 0 ? others_remover(deeds, sheet->class_->about, sheet->target) : NULL;
  g_autoptr(GError) error = NULL;
  if (remover == NULL || is_there(app, &error))
    return FALSE;
  if (!sheet->gone_told) {
    g_autofree char *who = others_signature(app, remover);
    g_autofree char *text =
        g_strdup_printf("这条记录已被 %s 删除；您写的会留作草稿，不能再保存", who);
    app_save_draft(app);
    app_tell_problem(app, text);
  }
  return sheet->gone_told = TRUE;
}

void app_form_follow(App *app) {
  Sheet *sheet = app->sheet;
  if (sheet == NULL || sheet->class_->about == NULL || app->dialog != NULL ||
      form_over(sheet->form) != FORM_OVER_NOTHING)
    return;
  if (sheet->class_->several) {
    sheet->class_->changed(app, sheet->form, sheet->state);
    app->repaint = TRUE;
    return;
  }
  g_autoptr(GError) error = NULL; /* saving tells of it */
  g_autoptr(GPtrArray) deeds = others_since(app->db, sheet->opened, &error);
  if (deeds == NULL || follow_removal(app, deeds) || !sheet->class_->compares)
    return;
  g_autoptr(GPtrArray) clashes = rebase(app, deeds, &error);
  (void)clashes;
  app->repaint = TRUE;
}

/* What a draft has was typed over what the record held then, and not now. */
void app_form_resumed(App *app, const Draft *draft) {
  Sheet *sheet = app->sheet;
  if (!sheet->class_->compares || draft->seen == 0)
    return;
  g_autoptr(GPtrArray) deeds = others_since(app->db, draft->seen, NULL);
  g_auto(GStrv) typed = form_typed(sheet->form);
  for (gsize i = 0; deeds != NULL && typed[i] != NULL; i += 2) {
    if (others_changed(deeds, sheet->class_->about, record_of(sheet), typed[i]))
      form_doubt(sheet->form, typed[i]);
  }
  sheet->opened = MIN(sheet->opened, draft->seen);
}

/* ---- choosing --------------------------------------------------------------------------- */

/* Going back is chosen to begin with: Enter pressed in haste decides nothing. */
enum { BACK, THEIRS, MINE, JOINED };

void app_clashes_free(Clashes *clashes) {
  if (clashes == NULL)
    return;
  g_ptr_array_unref(clashes->fields);
  g_ptr_array_unref(clashes->authors);
  g_array_unref(clashes->own);
  g_array_unref(clashes->answers);
  g_free(clashes);
}

static const char *shown_text(const char *text) {
  return *text != '\0' ? text : "（空）";
}

static void ask_next(App *app);

/* What was typed and not chosen goes along with the reason of what is saved. */
static void set_aside(Sheet *sheet, const FormChange *change) {
  if (sheet->aside == NULL)
    sheet->aside = g_string_new(NULL);
  g_string_append_printf(sheet->aside, "%s“%s”没有采用的写法：%s",
                         sheet->aside->len > 0 ? "；" : "", change->label,
                         shown_text(change->mine));
  g_ptr_array_add(sheet->unchosen, g_strdup(change->id));
  g_ptr_array_add(sheet->unchosen, g_strdup(change->mine));
}

static void settle(Sheet *sheet, const FormChange *change, int answer) {
  g_autofree char *joined =
      change->between != NULL ? merge_joined(change->theirs, change->mine, change->between) : NULL;
  const char *value = answer == MINE ? change->mine : answer == THEIRS ? change->theirs : joined;
  form_settle(sheet->form, change->id, value, change->theirs);
  if (answer == THEIRS)
    set_aside(sheet, change);
}

static void settle_all(App *app) {
  Sheet *sheet = app->sheet;
  Clashes *clashes = g_steal_pointer(&sheet->clashes);
  for (guint i = 0; i < clashes->fields->len; i++)
    settle(sheet, clashes->fields->pdata[i], g_array_index(clashes->answers, int, i));
  app_clashes_free(clashes);
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
  app_form_save(app);
}

static void chosen(App *app, int answer) {
  Clashes *clashes = app->sheet != NULL ? app->sheet->clashes : NULL;
  if (clashes == NULL)
    return;
  if (answer == BACK) {
    g_clear_pointer(&app->sheet->clashes, app_clashes_free);
    app_notice(app, "还没有保存；您写的都在，改好后再按 Ctrl-S");
    return;
  }
  g_array_append_val(clashes->answers, answer);
  if (clashes->answers->len < clashes->fields->len)
    ask_next(app);
  else
    settle_all(app);
}

static void ask_next(App *app) {
  const Clashes *clashes = app->sheet->clashes;
  guint index = clashes->answers->len;
  const FormChange *change = clashes->fields->pdata[index];
  const char *author = clashes->authors->pdata[index];
  g_autofree char *place = clashes->fields->len > 1
                               ? g_strdup_printf("（%u/%u）", index + 1, clashes->fields->len)
                               : g_strdup("");
  g_autofree char *mine = text_clean(shown_text(change->mine), TRUE);
  g_autofree char *theirs = text_clean(shown_text(change->theirs), TRUE);
  g_autofree char *text = g_strdup_printf(
      "“%s”%s都改了%s，用哪一个？\n\n%s 写的：\n%s\n\n我写的：\n%s", change->label,
      g_array_index(clashes->own, gboolean, index) ? "您在这里和另一个窗口里" : "您和别人", place,
      author, theirs, mine);
  const DialogAnswer answers[] = {
      {KEYNAME_ESC, "回去再改"}, {'t', "用对方的"}, {'m', "用我的"}, {'b', "都要"}};
  app_ask(app, text, answers, G_N_ELEMENTS(answers) - (change->between != NULL ? 0 : 1), chosen);
}

static void begin_choosing(App *app, GPtrArray *fields, const GPtrArray *deeds) {
  Sheet *sheet = app->sheet;
  g_clear_pointer(&sheet->clashes, app_clashes_free);
  Clashes *clashes = sheet->clashes = g_new0(Clashes, 1);
  clashes->fields = g_ptr_array_ref(fields);
  clashes->authors = g_ptr_array_new_with_free_func(g_free);
  clashes->own = g_array_new(FALSE, FALSE, sizeof(gboolean));
  clashes->answers = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < fields->len; i++) {
    const FormChange *change = fields->pdata[i];
    const OtherDeed *author =
        others_author(deeds, sheet->class_->about, record_of(sheet), change->id);
    gboolean own = author != NULL && others_is_own(app, author->who);
    g_array_append_val(clashes->own, own);
    g_ptr_array_add(clashes->authors,
                    author != NULL ? others_signature(app, author) : g_strdup("别人"));
  }
  ask_next(app);
}

/* ---- what became of the record ---------------------------------------------------------- */

/* The text of the form as people read it, field by field. The caller frees. */
static char *typed_text(const Form *form) {
  g_auto(GStrv) typed = form_typed(form);
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = 0; typed[i] != NULL; i += 2) {
    g_autofree char *clean = text_clean(typed[i + 1], TRUE);
    g_string_append_printf(text, "\n%s：%s", form_label(form, typed[i]), clean);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void gone_told(App *app, int answer) {
  if (answer != 0 || app->sheet == NULL)
    return;
  app_form_close(app); /* the draft stays */
  app_changed(app);
}

/* The record is not there any more: what was typed stays as a draft. */
static void tell_gone(App *app, const GPtrArray *deeds, const GError *why) {
  Sheet *sheet = app->sheet;
  const OtherDeed *remover = others_remover(deeds, sheet->class_->about, sheet->target);
  g_autofree char *who = remover != NULL ? others_signature(app, remover) : g_strdup("");
  g_autofree char *what = remover != NULL
                              ? g_strdup_printf("%s 把它删除了（%s）", who, remover->summary)
                              : g_strdup(why->message);
  g_autofree char *typed = typed_text(sheet->form);
  g_autofree char *text = g_strdup_printf(
      "没有保存：%s。\n\n您写的留作草稿，三十天内再打开程序时会问您；记录恢复后可以接着填。\n%s",
      what, typed);
  static const DialogAnswer answers[] = {{'y', "知道了，关闭表单"}, {KEYNAME_ESC, "回到表单"}};
  app_save_draft(app);
  app_ask(app, text, answers, G_N_ELEMENTS(answers), gone_told);
}

static void moved_answered(App *app, int answer) {
  if (answer == 0 && app->sheet != NULL)
    app_form_save(app);
}

/* The records (gint64, a set) that the form is about: of several tasks those that are there, since
 * it says itself which are not. Unref it; NULL and error. */
static GHashTable *records_of(App *app, const Sheet *sheet, GError **error) {
  g_autoptr(GHashTable) records = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  if (!sheet->class_->several) {
    g_hash_table_add(records, g_memdup2(&sheet->target, sizeof sheet->target));
    return g_steal_pointer(&records);
  }
  g_autoptr(GArray) ids = form_task_ids(sheet->form, sheet->target);
  g_autoptr(GArray) left = form_tasks_left(app, ids, error);
  for (guint i = 0; left != NULL && i < left->len; i++)
    g_hash_table_add(records, g_memdup2(&g_array_index(left, TaskRef, i).id, sizeof(gint64)));
  return left != NULL ? g_steal_pointer(&records) : NULL;
}

/* TRUE where a deed is told before the form is saved: to a task, where something is only added to
 * it, and else what took the record a step on its way; but not what the form has a field for, which
 * it compares. */
static gboolean is_told(const Sheet *sheet, GHashTable *records, const OtherDeed *deed) {
  static const char *const columns[] = {"state", "stage", "level", "successor", "frozen_on", "due"};
  const FormClass *class_ = sheet->class_;
  if (!class_->compares && g_str_equal(class_->about, "task") &&
      g_hash_table_contains(records, &deed->task))
    return TRUE;
  if (!g_hash_table_contains(records, &deed->id) || g_strcmp0(deed->table, class_->about) != 0)
    return FALSE;
  gsize count =
      G_N_ELEMENTS(columns) - (class_->compares ? 1 : 0); /* which compares the due date */
  for (gsize i = 0; i < count; i++) {
    gboolean compared = class_->compares && form_label(sheet->form, columns[i]) != NULL;
    if (!compared && g_strv_contains((const char *const *)deed->columns, columns[i]))
      return TRUE;
  }
  return FALSE;
}

/* TRUE where the record went on meanwhile, having asked whether to save all the same. */
static gboolean ask_moved(App *app, GHashTable *records, const GPtrArray *deeds, gint64 end) {
  Sheet *sheet = app->sheet;
  g_autoptr(GString) text =
      g_string_new(sheet->class_->several ? "您填写的时候，其中的任务有了变化：\n"
                                          : "您填写的时候，这条记录有了变化：\n");
  guint count = 0;
  gint64 last = 0;
  for (guint i = 0; i < deeds->len; i++) {
    const OtherDeed *deed = deeds->pdata[i];
    if (deed->seq <= sheet->told || deed->seq == last || !is_told(sheet, records, deed))
      continue;
    last = deed->seq;
    if (++count > CHANGES_TOLD)
      continue;
    g_autofree char *who = others_signature(app, deed);
    g_autofree char *what = text_clean(deed->summary, FALSE);
    g_string_append_printf(text, "\n  %s  %s", who, what);
  }
  sheet->told = end;
  if (count == 0)
    return FALSE;
  g_string_append(text, "\n\n仍要保存吗？");
  const DialogAnswer answers[] = {{'s', "仍要保存"}, {KEYNAME_ESC, "回到表单"}};
  app_ask(app, text->str, answers, G_N_ELEMENTS(answers), moved_answered);
  return TRUE;
}

/* ---- before saving ---------------------------------------------------------------------- */

static gboolean agree(App *app, GError **error) {
  Sheet *sheet = app->sheet;
  gint64 end = app_journal_end(app);
  g_autoptr(GPtrArray) deeds = others_since(app->db, sheet->opened, error);
  if (deeds == NULL)
    return FALSE;
  if (deeds->len == 0) {
    sheet->seen = end;
    return TRUE;
  }
  g_autoptr(GPtrArray) clashes = NULL;
  g_autoptr(GError) gone = NULL;
  if (sheet->class_->compares ? (clashes = rebase(app, deeds, &gone)) == NULL
                              : !sheet->class_->several && !is_there(app, &gone)) {
    tell_gone(app, deeds, gone);
    return FALSE;
  }
  g_autoptr(GHashTable) records = records_of(app, sheet, error);
  if (records == NULL)
    return FALSE;
  sheet->seen = end;
  g_clear_pointer(&app->news, g_free); /* it is dealt with here */
  if (ask_moved(app, records, deeds, end))
    return FALSE;
  if (clashes == NULL || clashes->len == 0)
    return TRUE;
  begin_choosing(app, clashes, deeds);
  return FALSE;
}

gboolean app_form_agree(App *app) {
  if (app->sheet->class_->about == NULL)
    return TRUE;
  g_autoptr(GError) error = NULL;
  gboolean good = agree(app, &error);
  if (error != NULL)
    app_failed(app, g_steal_pointer(&error));
  return good;
}
