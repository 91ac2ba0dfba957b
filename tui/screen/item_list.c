#include "tui/screen/item_list.h"

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

#define LIGHT_WIDTH 4
#define WHEN_WIDTH 12
#define WHAT_WIDTH 14

void item_list_paint_row(Term *term, int y, int width, const ReminderItem *item, Day today,
                         gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  ThemeRole light = selected ? role : task_rows_light_role(item->light);
  int units_width = width / 4;
  int goal_width = width - LIGHT_WIDTH - WHEN_WIDTH - WHAT_WIDTH - units_width;
  g_autofree char *light_text = task_rows_light_text(item->light);
  g_autofree char *when = reminder_item_when(item, today);
  g_autofree char *what = reminder_item_what(item);
  g_autofree char *goal = item->number != 0 ? g_strdup_printf("第%d项 %s", item->number, item->goal)
                                            : g_strdup(item->goal);
  const struct {
    int width;
    ThemeRole role;
    const char *text;
  } cells[] = {{LIGHT_WIDTH, light, light_text},
               {WHEN_WIDTH, light, when},
               {WHAT_WIDTH, role, what},
               {goal_width, role, goal},
               {units_width, role, item->units}};
  int column = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
    term_text(term, y, column, cells[i].width - 1, cells[i].role, cells[i].text);
    term_text(term, y, column + cells[i].width - 1, 1, role, NULL);
    column += cells[i].width;
  }
}

void item_list_paint(const ItemList *list, App *app, Term *term, Area area) {
  for (int i = 0; i < area.rows; i++) {
    gsize index = list->list.top + (gsize)i;
    if (index < list->list.count)
      item_list_paint_row(term, area.row + i, area.columns, item_at(list, index), app_today(app),
                          index == list->list.current);
    else
      term_text(term, area.row + i, 0, area.columns, THEME_TEXT, NULL);
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
