#include "tui/screen/app_merge.h"

#include "core/rules/merge.h"
#include "core/store/journal.h"
#include "tui/screen/app_private.h"
#include "tui/screen/form_host.h"

#define ENTRIES_MAX 50 /* of others, in which who wrote a text is looked for */
#define GONE_KEPT "；您写的已留作草稿，用 taizhang drafts 可以看到"

/* ---- what is stored now ------------------------------------------------------------------ */

static gint64 newest(App *app) {
  JournalSpan span;
  return journal_span(app->db, &span, NULL) ? span.seq : 0;
}

/* The form as it would be if it were opened now; NULL and error where it cannot be. */
static Form *reopen(App *app, const Sheet *sheet, gpointer *state, GError **error) {
  Form *form = sheet->class_->open(app, sheet->class_, sheet->target, state, error);
  if (form == NULL)
    return NULL;
  for (char **value = sheet->values; value != NULL && *value != NULL; value += 2)
    form_set_value(form, value[0], value[1]);
  form_host_attach(app, form);
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, form, *state);
  return form;
}

void app_merge_begin(App *app) {
  Sheet *sheet = app->sheet;
  if (sheet->class_->follows == FOLLOW_NOTHING || sheet->target == 0)
    return;
  g_strfreev(sheet->base);
  sheet->base = form_values(sheet->form);
  sheet->seen = newest(app);
}

/* ---- who wrote it ------------------------------------------------------------------------ */

/* The entries since the form was opened, newest first, as JournalEntry*. */
static GPtrArray *entries_since(App *app) {
  const Sheet *sheet = app->sheet;
  gint64 task = sheet->class_->follows != FOLLOW_RECORD ? sheet->target : 0;
  GPtrArray *entries = journal_list(app->db, task, ENTRIES_MAX, NULL);
  if (entries == NULL)
    return g_ptr_array_new();
  guint count = 0;
  while (count < entries->len && ((JournalEntry *)entries->pdata[count])->seq > sheet->seen)
    count++;
  g_ptr_array_set_size(entries, (int)count);
  return entries;
}

static gboolean wrote(App *app, const JournalEntry *entry, const char *text) {
  g_autoptr(GPtrArray) changes = journal_changes(app->db, entry->seq, 0, NULL);
  for (guint i = 0; changes != NULL && i < changes->len; i++) {
    const JournalChange *change = changes->pdata[i];
    if (g_strcmp0(change->new_, text) == 0)
      return TRUE;
  }
  return FALSE;
}

static char *person_and_time(App *app, const JournalEntry *entry) {
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(entry->at);
  g_autofree char *time = g_date_time_format(at, "%H:%M");
  gboolean own = g_strcmp0(entry->who, app->person->who) == 0;
  return g_strdup_printf("%s（%s）", own ? "您的另一个窗口" : entry->who, time);
}

/* lisi（10:23）: who wrote text, or wrote last. The caller frees. */
static char *author_of(App *app, const GPtrArray *entries, const char *text) {
  for (guint i = 0; i < entries->len; i++) {
    if (wrote(app, entries->pdata[i], text))
      return person_and_time(app, entries->pdata[i]);
  }
  return entries->len > 0 ? person_and_time(app, entries->pdata[0]) : g_strdup("别人");
}

/* ---- comparing --------------------------------------------------------------------------- */

typedef struct {
  char *id;
  char *theirs;
  char *author;
} Dispute;

static void dispute_free(gpointer data) {
  Dispute *dispute = data;
  g_free(dispute->id);
  g_free(dispute->theirs);
  g_free(dispute->author);
  g_free(dispute);
}

static const char *base_of(const Sheet *sheet, const char *id) {
  for (char **value = sheet->base; value != NULL && *value != NULL; value += 2) {
    if (g_str_equal(value[0], id))
      return value[1];
  }
  return "";
}

static void rebase(Sheet *sheet, const char *id, const char *value) {
  for (char **base = sheet->base; *base != NULL; base += 2) {
    if (!g_str_equal(base[0], id))
      continue;
    g_free(base[1]);
    base[1] = g_strdup(value);
  }
}

/* Brings the form to what is stored now; taken gets the labels of fields that others changed, and
 * app->disputes what both did. */
static void compare(App *app, const Form *now, const GPtrArray *entries, GString *taken) {
  Sheet *sheet = app->sheet;
  g_auto(GStrv) values = form_values(now);
  for (char **value = values; *value != NULL; value += 2) {
    const char *id = value[0], *theirs = value[1];
    Merge merge = merge_field(base_of(sheet, id), form_value(sheet->form, id), theirs);
    if (merge == MERGE_CONFLICT) {
      Dispute *dispute = g_new0(Dispute, 1);
      dispute->id = g_strdup(id);
      dispute->theirs = g_strdup(theirs);
      dispute->author = author_of(app, entries, theirs);
      g_ptr_array_add(app->disputes, dispute);
      continue; /* it stays one until the person has chosen */
    }
    if (merge == MERGE_THEIRS) {
      form_set_value(sheet->form, id, theirs);
      g_string_append_printf(taken, "“%s”", form_label(sheet->form, id));
    }
    rebase(sheet, id, theirs);
  }
}

/* What the form knows of its record is what is stored now. */
static void take_state(Sheet *sheet, gpointer state) {
  if (sheet->class_->close != NULL)
    sheet->class_->close(sheet->state);
  sheet->state = state;
}

static void tell_gone(App *app, const GPtrArray *entries, const GError *error) {
  Sheet *sheet = app->sheet;
  sheet->gone = TRUE;
  app_save_draft(app);
  g_autofree char *who =
      entries->len > 0 ? person_and_time(app, entries->pdata[0]) : g_strdup("别人");
  g_autofree char *text = g_strdup_printf("%s刚改过，现在不能保存：%s%s", who, error->message,
                                          sheet->draft != NULL ? GONE_KEPT : "");
  app_tell_problem(app, text);
}

/* Compares with what is stored now. FALSE where the record is no longer there, which is told. */
static gboolean catch_up(App *app, GString *taken, GString *told) {
  Sheet *sheet = app->sheet;
  g_autoptr(GPtrArray) entries = entries_since(app);
  gpointer state = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Form) now = reopen(app, sheet, &state, &error);
  g_clear_pointer(&app->disputes, g_ptr_array_unref);
  app->disputes = g_ptr_array_new_with_free_func(dispute_free);
  if (now == NULL) {
    if (sheet->class_->close != NULL)
      sheet->class_->close(state);
    tell_gone(app, entries, error);
    return FALSE;
  }
  sheet->gone = FALSE;
  compare(app, now, entries, taken);
  take_state(sheet, state);
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
  for (guint i = entries->len; i-- > 0;) {
    const JournalEntry *entry = entries->pdata[i];
    g_autofree char *who = person_and_time(app, entry);
    g_string_append_printf(told, "\n  %s %s", who, entry->summary);
  }
  sheet->seen = newest(app);
  return TRUE;
}

/* What others did to a task is told before something is added to it. */
static void remember_told(Sheet *sheet, const GString *told) {
  if (told->len == 0 || sheet->class_->follows != FOLLOW_DEED)
    return;
  if (sheet->told == NULL)
    sheet->told = g_string_new(NULL);
  g_string_append(sheet->told, told->str);
}

static gboolean follows(const App *app) {
  return app->sheet != NULL && app->sheet->base != NULL;
}

void app_merge_look(App *app) {
  if (!follows(app) || newest(app) == app->sheet->seen)
    return;
  g_autoptr(GString) taken = g_string_new(NULL), told = g_string_new(NULL);
  if (!catch_up(app, taken, told))
    return;
  if (app->disputes->len > 0)
    app_notice(app, "您正在改的，别处刚改过，保存时请您选用哪一个");
  else if (taken->len > 0)
    app_notice(app, "别处刚改了%s，已放进表单", taken->str);
  remember_told(app->sheet, told);
}

/* ---- choosing ---------------------------------------------------------------------------- */

static void ask_next(App *app);

enum { MINE, THEIRS, BOTH, LATER };

/* Keeps a text that the person wrote and did not take. */
static void keep_text(App *app, const char *id) {
  Sheet *sheet = app->sheet;
  g_autofree char *title = g_strdup_printf("%s（没有采用的文字）", form_title(sheet->form));
  Draft *draft = NULL;
  char **values = g_new0(char *, 3);
  values[0] = g_strdup(id);
  values[1] = g_strdup(form_value(sheet->form, id));
  app_keep_draft(app, &draft, sheet->class_, title, sheet->target, values);
  draft_free(draft);
}

static void choose(App *app, int answer) {
  Sheet *sheet = app->sheet;
  Dispute *dispute = app->disputes->pdata[0];
  if (answer == LATER)
    return;
  if (answer == THEIRS) {
    keep_text(app, dispute->id);
    form_set_value(sheet->form, dispute->id, dispute->theirs);
  } else if (answer == BOTH) {
    g_autofree char *both = merge_join(form_value(sheet->form, dispute->id), dispute->theirs);
    form_set_value(sheet->form, dispute->id, both);
  }
  rebase(sheet, dispute->id, dispute->theirs);
  sheet->unsaved = TRUE;
  if (sheet->class_->changed != NULL)
    sheet->class_->changed(app, sheet->form, sheet->state);
  g_ptr_array_remove_index(app->disputes, 0);
  if (app->disputes->len > 0)
    ask_next(app);
  else
    app_form_save(app);
}

static void chosen_of_four(App *app, int answer) {
  choose(app, answer);
}

static void chosen_of_three(App *app, int answer) {
  choose(app, answer == BOTH ? LATER : answer);
}

static const char *or_nothing(const char *text) {
  return *text != '\0' ? text : "（空）";
}

static void ask_next(App *app) {
  const Sheet *sheet = app->sheet;
  const Dispute *dispute = app->disputes->pdata[0];
  static const DialogAnswer four[] = {
      {'w', "用我写的"}, {'t', "用对方的"}, {'b', "两段都要"}, {'h', "先不保存"}};
  static const DialogAnswer three[] = {{'w', "用我写的"}, {'t', "用对方的"}, {'h', "先不保存"}};
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "“%s”您和%s都改了，用哪一个？", form_label(sheet->form, dispute->id),
                         dispute->author);
  if (app->disputes->len > 1)
    g_string_append_printf(text, "（还有%u处）", app->disputes->len - 1);
  g_string_append_printf(text, "\n\n我写的：\n%s\n\n对方写的（现在文件里的）：\n%s\n\n原来是：\n%s",
                         or_nothing(form_value(sheet->form, dispute->id)),
                         or_nothing(dispute->theirs), or_nothing(base_of(sheet, dispute->id)));
  if (form_kind(sheet->form, dispute->id) == FIELD_TEXT)
    app_ask(app, text->str, four, G_N_ELEMENTS(four), chosen_of_four);
  else
    app_ask(app, text->str, three, G_N_ELEMENTS(three), chosen_of_three);
}

/* ---- what else happened ------------------------------------------------------------------ */

static void heard(App *app, int answer) {
  if (answer == 0)
    app_form_save(app);
}

/* Tells what others did to the task while the form was open, once. TRUE where that is asked about.
 */
static gboolean asks_of_moves(App *app) {
  Sheet *sheet = app->sheet;
  static const DialogAnswer answers[] = {{'s', "仍然保存"}, {'h', "先不保存"}};
  if (sheet->told == NULL)
    return FALSE;
  g_autofree char *text =
      g_strdup_printf("您填写的时候，这一项有了变化：%s\n\n仍然保存您写的吗？", sheet->told->str);
  g_string_free(sheet->told, TRUE);
  sheet->told = NULL;
  app_ask(app, text, answers, G_N_ELEMENTS(answers), heard);
  return TRUE;
}

gboolean app_merge_save(App *app) {
  if (!follows(app))
    return TRUE;
  Sheet *sheet = app->sheet;
  gboolean open = app->disputes != NULL && app->disputes->len > 0;
  g_autoptr(GString) taken = g_string_new(NULL), told = g_string_new(NULL);
  if ((open || sheet->gone || newest(app) != sheet->seen) && !catch_up(app, taken, told))
    return FALSE;
  remember_told(sheet, told);
  if (app->disputes != NULL && app->disputes->len > 0) {
    ask_next(app);
    return FALSE;
  }
  return !asks_of_moves(app);
}
