#include "tui/screen/record_undo.h"

#include "core/model/history.h"
#include "core/rules/text.h"

#define LINES_MOST 8

/* What the person may do is read here and not when keys are painted. */
void record_undo_know(App *app, RecordAsked *asked) {
  asked->own = app_actor(app).who;
  asked->level = app_access(app, 0);
}

/* As journal_undo() judges it; what an undo stands on is not looked for. */
gboolean record_undo_offers(const RecordAsked *asked, const JournalEntry *entry) {
  if (entry == NULL || entry->undone_by != 0)
    return FALSE;
  Access needed = access_for_verb(entry->verb);
  if (g_strcmp0(entry->who, asked->own) != 0)
    needed = MAX(needed, ACCESS_SUPERVISOR);
  return asked->level >= needed;
}

static void undo(App *app, const RecordAsked *asked) {
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = NULL;
  gboolean does = asked->does;
  if (!journal_undo(app_db(app), &actor, asked->asked, &summary, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *clean = text_clean(summary, FALSE);
  app_changed(app);
  app_notice(app, "已%s：%s", does ? "重做" : "撤销", clean);
}

static void answered(App *app, int answer) {
  const RecordAsked *asked = app_shown(app, &SCREEN_RECORD);
  if (asked == NULL)
    asked = app_shown(app, &SCREEN_RECORD_ENTRY);
  if (answer == 0 && asked != NULL)
    undo(app, asked);
}

/* What was taken back is done again by taking that back. */
static void ask(App *app, const RecordAsked *asked, const char *summary, const GPtrArray *lines) {
  const DialogAnswer answers[] = {{'y', asked->does ? "重做" : "撤销"}, {'n', "取消"}};
  g_autofree char *clean = text_clean(summary, FALSE);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text,
                  asked->does ? "重做第%" G_GINT64_FORMAT "条所撤销的？\n%s\n"
                              : "撤销第%" G_GINT64_FORMAT "条？\n%s\n",
                  asked->asked, clean);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "\n%s", (const char *)lines->pdata[i]);
  app_ask(app, text->str, answers, G_N_ELEMENTS(answers), answered);
}

void record_undo_ask(App *app, RecordAsked *asked, gint64 seq) {
  if (seq == 0)
    return;
  g_autoptr(GError) error = NULL;
  g_autoptr(JournalEntry) entry = journal_get(app_db(app), seq, &error);
  g_autofree char *summary = entry != NULL ? journal_root_summary(app_db(app), seq, &error) : NULL;
  g_autoptr(GPtrArray) lines =
      summary != NULL ? history_undo_lines(app_db(app), seq, LINES_MOST, &error) : NULL;
  if (lines == NULL) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  asked->asked = seq;
  asked->does = g_str_equal(entry->verb, "undo");
  ask(app, asked, summary, lines);
}
