/* app_ledger.c: which ledger is being looked at, and how that is told. */
#include "core/model/ledger.h"
#include "tui/screen/app_private.h"

gboolean app_read_ledgers(App *app, GError **error) {
  g_autoptr(GPtrArray) ledgers = ledger_list(app->db, error);
  if (ledgers == NULL)
    return FALSE;
  if (app->ledger == 0 && ledgers->len > 0)
    app->ledger = ((const Ledger *)ledgers->pdata[0])->id;
  app->ledger_count = ledgers->len;
  g_clear_pointer(&app->ledger_title, g_free);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    if (ledger->id == app->ledger)
      app->ledger_title = g_strdup(ledger->title);
  }
  return TRUE;
}

gint64 app_ledger(const App *app) {
  return app->ledger;
}

void app_set_ledger(App *app, gint64 ledger) {
  app->ledger = ledger;
  app_changed(app);
}

const char *app_ledger_title(const App *app) {
  return app->ledger_title != NULL ? app->ledger_title : "";
}

gboolean app_has_several_ledgers(const App *app) {
  return app->ledger_count > 1;
}

const char *app_all_ledgers_text(const App *app) {
  return app_has_several_ledgers(app) ? "（全部台账）" : "";
}
