#include "tui/screen/item_list.h"

#include "tui/screen/item_rows.h"
#include "tui/screen/task_rows.h"

void item_list_clear(ItemList *list) {
  g_clear_pointer(&list->items, g_ptr_array_unref);
  g_clear_pointer(&list->refs, g_hash_table_unref);
}

static const ReminderItem *item_at(const ItemList *list, gsize index) {
  return list->items->pdata[index];
}

const ReminderItem *item_list_current(const ItemList *list) {
  return list->list.count > 0 ? item_at(list, list->list.current) : NULL;
}

/* ---- taking ----------------------------------------------------------------------------- */

/* The tasks of items, as lists know them. */
static GHashTable *read_refs(App *app, const GPtrArray *items, GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < items->len; i++) {
    const ReminderItem *item = items->pdata[i];
    if (item->task != 0)
      g_array_append_val(ids, item->task);
  }
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ids = ids;
  g_autoptr(GArray) refs = task_list(app_db(app), app_reckoning(app), &filter, error);
  if (refs == NULL)
    return NULL;
  GHashTable *table = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  for (guint i = 0; i < refs->len; i++) {
    TaskRef *ref = g_memdup2(&g_array_index(refs, TaskRef, i), sizeof *ref);
    g_hash_table_insert(table, &ref->id, ref);
  }
  return table;
}

gboolean item_list_take(ItemList *list, App *app, GPtrArray *items, GError **error) {
  GHashTable *refs = read_refs(app, items, error);
  if (refs == NULL) {
    g_ptr_array_unref(items);
    return FALSE;
  }
  const ReminderItem *current = list->items != NULL ? item_list_current(list) : NULL;
  g_autofree char *chosen = g_strdup(current != NULL ? current->uid : NULL);
  item_list_clear(list);
  list->items = items;
  list->refs = refs;
  list_resize(&list->list, items->len);
  for (guint i = 0; i < items->len; i++) {
    if (g_strcmp0(item_at(list, i)->uid, chosen) == 0)
      list_choose(&list->list, i);
  }
  return TRUE;
}

gboolean item_list_prepare(ItemList *list, App *app, int rows, GError **error) {
  list_layout(&list->list, rows);
  return reminder_fill(app_db(app), list->items, (guint)list->list.top, (guint)list->list.height,
                       error);
}

/* ---- painting --------------------------------------------------------------------------- */

void item_list_paint(const ItemList *list, App *app, Term *term, Area area) {
  for (int i = 0; i < area.rows; i++) {
    gsize index = list->list.top + (gsize)i;
    const ReminderItem *item = index < list->list.count ? item_at(list, index) : NULL;
    item_rows_paint(term, area.row + i, area.columns, item, app_today(app),
                    item != NULL && index == list->list.current);
  }
}

/* ---- choosing --------------------------------------------------------------------------- */

ChosenTask item_list_task(const ItemList *list) {
  const ReminderItem *item = list->items != NULL ? item_list_current(list) : NULL;
  return task_rows_chosen(item != NULL ? g_hash_table_lookup(list->refs, &item->task) : NULL);
}

void item_list_open(const ItemList *list, App *app) {
  const ReminderItem *item = item_list_current(list);
  if (item == NULL)
    return;
  if (item->kind == ITEM_TOPIC)
    app_switch(app, &SCREEN_TOPICS);
  else if (item->kind == ITEM_PERIOD)
    app_open(app, &SCREEN_PERIOD,
             &(Opening){.id = item->record, .text = item->goal, .key = item->key});
  else
    app_open(app, &SCREEN_TASK, &(Opening){.id = item->task});
}

gint64 item_list_neighbour(ItemList *list, gint64 task, int delta) {
  for (gint64 i = (gint64)list->list.current + delta; i >= 0 && i < (gint64)list->list.count;
       i += delta) {
    gint64 next = item_at(list, (gsize)i)->task;
    if (next != 0 && next != task) {
      list_choose(&list->list, (gsize)i);
      return next;
    }
  }
  return 0;
}
