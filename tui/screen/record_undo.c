#include "tui/screen/record_undo.h"

#include "core/model/history.h"
#include "core/rules/text.h"

#define LINES_MOST 8

static void undo(App *app, gint64 seq) {
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = NULL;
  if (!journal_undo(app_db(app), &actor, seq, &summary, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *clean = text_clean(summary, FALSE);
  app_changed(app);
  app_notice(app, "已撤销：%s", clean);
}

static void answered(App *app, int answer) {
  const RecordAsked *asked = app_shown(app, &SCREEN_RECORD);
  if (asked == NULL)
    asked = app_shown(app, &SCREEN_RECORD_ENTRY);
  if (answer == 0 && asked != NULL)
    undo(app, asked->asked);
}

void record_undo_ask(App *app, RecordAsked *asked, gint64 seq) {
  static const DialogAnswer answers[] = {{'y', "撤销"}, {'n', "取消"}};
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = seq != 0 ? journal_root_summary(app_db(app), seq, &error) : NULL;
  g_autoptr(GPtrArray) lines =
      summary != NULL ? history_undo_lines(app_db(app), seq, LINES_MOST, &error) : NULL;
  if (lines == NULL) {
    if (error != NULL)
      app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *clean = text_clean(summary, FALSE);
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text, "撤销第%" G_GINT64_FORMAT "条？\n%s\n", seq, clean);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "\n%s", (const char *)lines->pdata[i]);
  asked->asked = seq;
  app_ask(app, text->str, answers, G_N_ELEMENTS(answers), answered);
}
