/* import_list.c: which rows of a plan are listed, and planning anew. */
#include "tui/screen/import_screen.h"

gboolean import_screen_item(const ImportScreen *screen, guint *index) {
  if (screen->list.count == 0)
    return FALSE;
  *index = g_array_index(screen->rows, guint, screen->list.current);
  return TRUE;
}

gpointer remark_place(guint table, guint row) {
  return GSIZE_TO_POINTER(((gsize)table << 24 ^ (gsize)row) + 1);
}

static void note_remarks(ImportScreen *screen) {
  const GPtrArray *remarks = screen->work->remarks;
  g_hash_table_remove_all(screen->remarked);
  for (guint i = 0; i < remarks->len; i++) {
    const RecogniseRemark *remark = remarks->pdata[i];
    g_hash_table_add(screen->remarked, remark_place(remark->table, remark->row));
  }
}

gboolean import_screen_choose(ImportScreen *screen, guint table, guint row) {
  for (guint i = 0; i < screen->rows->len; i++) {
    const ImportItem *item =
        screen->work->plan->items->pdata[g_array_index(screen->rows, guint, i)];
    const Content *content;
    const ContentTask *task = import_work_task(screen->work, item, &content);
    if (item->incoming < 0 || task->table != table || task->row != row)
      continue;
    list_choose(&screen->list, i);
    screen->focus = FOCUS_ROWS;
    screen->field = screen->top = 0;
    return TRUE;
  }
  return FALSE;
}

gboolean import_lists_change(const ImportScreen *screen, ImportChange change) {
  return change != IMPORT_GONE || *screen->work->pasted == '\0';
}

void import_choose_first(ImportScreen *screen) {
  for (guint i = 0; i < screen->rows->len; i++) {
    const ImportItem *item =
        screen->work->plan->items->pdata[g_array_index(screen->rows, guint, i)];
    if (item->change == IMPORT_SAME || item->change == IMPORT_GONE)
      continue;
    list_choose(&screen->list, i);
    return;
  }
}

void import_list_rows(ImportScreen *screen) {
  const ImportPlan *plan = screen->work->plan;
  guint chosen;
  gboolean any = import_screen_item(screen, &chosen);
  g_array_set_size(screen->rows, 0);
  for (guint i = 0; plan != NULL && i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (import_lists_change(screen, item->change) &&
        (!screen->different || item->change != IMPORT_SAME))
      g_array_append_val(screen->rows, i);
  }
  note_remarks(screen);
  guint counts[CONTENT_FIELD_COUNT];
  screen->filled = plan != NULL ? import_plan_filled(plan, counts) : 0;
  list_resize(&screen->list, screen->rows->len);
  for (guint i = 0; any && i < screen->rows->len; i++) {
    if (g_array_index(screen->rows, guint, i) <= chosen)
      list_choose(&screen->list, i);
  }
  screen->field = screen->top = 0;
  if (screen->focus == FOCUS_DETAILS)
    screen->focus = FOCUS_ROWS;
}

gboolean import_screen_plan(ImportScreen *screen) {
  g_autoptr(GError) error = NULL;
  if (!import_work_plan(screen->app, screen->work, &error)) {
    app_failed(screen->app, g_steal_pointer(&error));
    return FALSE;
  }
  import_list_rows(screen);
  import_screen_keep(screen);
  return TRUE;
}
