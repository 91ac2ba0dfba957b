#include "tui/screen/item_list.h"

#include "tui/screen/item_rows.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

void item_list_clear(ItemList *list) {
  g_clear_pointer(&list->items, g_ptr_array_unref);
}

static const ReminderItem *item_at(const ItemList *list, gsize index) {
  return list->items->pdata[index];
}

const ReminderItem *item_list_current(const ItemList *list) {
  return list->list.count > 0 ? item_at(list, list->list.current) : NULL;
}

/* ---- taking ----------------------------------------------------------------------------- */

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return reminder_item_same(a, b);
}

void item_list_take(ItemList *list, App *app, GPtrArray *items) {
  const ReminderItem *chosen = item_list_current(list);
  gint64 task = chosen != NULL ? chosen->task : 0;
  if (!list_take(&list->list, &list->items, items, is_same))
    app_choice_lost(app, task);
}

GPtrArray *item_list_due(App *app, Day first, Day last, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ledger = app_ledger(app);
  g_autoptr(GArray) refs = app_task_list(app, &filter, error);
  if (refs == NULL)
    return NULL;
  g_autoptr(TaskRefs) tasks = task_refs_new(refs);
  return reminder_days(app_db(app), app_reckoning(app), filter.ledger, tasks, first, last, error);
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

Listing *item_list_listing(const ItemList *list, App *app, const char *title, const char *note,
                           GError **error) {
  if (!reminder_fill(app_db(app), list->items, 0, list->items->len, error))
    return NULL;
  return item_rows_listing(list->items, app_today(app), title, note);
}

/* ---- choosing --------------------------------------------------------------------------- */

ChosenTask item_list_task(const ItemList *list) {
  const ReminderItem *item = list->items != NULL ? item_list_current(list) : NULL;
  return item != NULL ? (ChosenTask){item->task, item->task_kind, item->task_state, item->ledger}
                      : (ChosenTask){0};
}

void item_list_open(const ItemList *list, App *app) {
  const ReminderItem *item = item_list_current(list);
  if (item == NULL)
    return;
  if (item->kind == ITEM_TOPIC)
    app_open(app, &SCREEN_MONTH, &(Opening){.id = item->more->record});
  else if (item->kind == ITEM_PERIOD)
    app_open(
        app, &SCREEN_PERIOD,
        &(Opening){.id = item->more->record, .text = item->more->goal, .key = item->more->key});
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
