#include "tui/screen/import_open.h"

gboolean import_open(App *app, ImportWork *work, const char **field, GError **error) {
  g_autoptr(ImportWork) own = work;
  if (!import_work_read(app, own, field, error))
    return FALSE;
  if (app_shown(app, &SCREEN_IMPORT) != NULL)
    app_close_page(app);
  if (own->plan != NULL)
    app_notice(app, "已读出%u项；看过再按 Ctrl-S 导入", own->plan->incoming->tasks->len);
  else
    app_notice(app, "%s", own->problem);
  app_open(app, &SCREEN_IMPORT, &(Opening){.import = g_steal_pointer(&own)});
  return TRUE;
}

void import_open_pasted(App *app, const char *text) {
  if (db_is_read_only(app_db(app))) {
    app_notice(app, "台账文件是只读的，不能导入");
    return;
  }
  ImportWork *work = import_work_new();
  g_free(work->pasted);
  work->pasted = g_strdup(text);
  const char *field;
  g_autoptr(GError) error = NULL;
  if (!import_open(app, work, &field, &error))
    app_failed(app, g_steal_pointer(&error));
}
