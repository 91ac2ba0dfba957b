/* app_place.c: the file that is open may be replaced, removed or made read-only by others: noticing
 * it, and opening the one that is there now. */
#include "tui/screen/app_private.h"

/* With the key first: the footer may not have room for all. */
static char *misplaced_text(App *app, const GError *error) {
  if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_MOVED))
    return g_strdup(error->message);
  g_autofree char *key =
      action_keys_text(app->keymap, app_place(app_top(app)->class_), ACTION_REFRESH, 1);
  return g_strdup_printf("按 %s 重新打开%s：%s", key,
                         app->sheet != NULL ? "（填的内容不会丢）" : "", error->message);
}

void app_tell_misplaced(App *app, const GError *error) {
  g_free(app->misplaced);
  app->misplaced = misplaced_text(app, error);
  app_tell_problem(app, app->misplaced);
}

void app_look_at_place(App *app) {
  g_autoptr(GError) error = NULL;
  gboolean good =
      db_check_place(app->db, &error) || g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY);
  if (good && app->misplaced != NULL) {
    g_clear_pointer(&app->misplaced, g_free);
    app_notice(app, "台账文件又可以用了");
  } else if (!good && (app->misplaced == NULL || app->message == NULL)) {
    app_tell_misplaced(app, error); /* again and again, once other messages are gone */
  }
}

/* Opens what is at the path now. What is typed stays, and its draft. */
static void reopen(App *app) {
  g_autoptr(GError) error = NULL;
  app_save_draft(app);
  if (!db_reopen(app->db, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_clear_pointer(&app->misplaced, g_free);
  app_changed(app);
  app->data_version = db_data_version(app->db);
  app_repaint_whole(app);
  app_refresh(app);
  if (app->message == NULL)
    app_notice(app, "已重新打开台账文件%s",
               app->sheet != NULL ? "；填的内容还在，核对后按 Ctrl-S 保存" : "");
}

/* Only a key that types nothing, whatever a person has made of the keys. */
gboolean app_reopens(App *app, const Event *event) {
  if (app->misplaced == NULL || event->type != EVENT_KEY || event->key <= 0x10ffff ||
      action_for_key(app->keymap, app_place(app_top(app)->class_), event->key) != ACTION_REFRESH)
    return FALSE;
  reopen(app);
  return TRUE;
}
