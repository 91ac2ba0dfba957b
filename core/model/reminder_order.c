/* reminder_order.c: what was gathered put into order, and counted. */
#include "core/model/reminder_private.h"

typedef enum { GROUP_LATE, GROUP_SOON, GROUP_WAITING } Group;

static Group group_of(const ReminderItem *item, Day last) {
  if (item->light == LIGHT_RED)
    return GROUP_LATE;
  return item->due != DAY_NONE && item->due <= last ? GROUP_SOON : GROUP_WAITING;
}

static int compare_days(Day a, Day b) {
  return a < b ? -1 : a > b;
}

static int compare_grouped(gconstpointer a, gconstpointer b, gpointer data) {
  const ReminderItem *left = *(ReminderItem *const *)a, *right = *(ReminderItem *const *)b;
  const Day *last = data;
  Group group = group_of(left, *last), other = group_of(right, *last);
  if (group != other)
    return group < other ? -1 : 1;
  /* The earliest due is the most days late; unsigned, what is not known to have a day comes last.
   */
  return group == GROUP_WAITING ? compare_days(left->since - 1, right->since - 1)
                                : compare_days(left->due, right->due);
}

void reminder_sort(GPtrArray *items, Day last) {
  g_ptr_array_sort_with_data(items, compare_grouped, &last);
}

void reminder_count(Reminder *reminder, Day last) {
  for (guint i = 0; i < reminder->items->len; i++) {
    const ReminderItem *item = reminder->items->pdata[i];
    Group group = group_of(item, last);
    int *count = group == GROUP_LATE   ? &reminder->late
                 : group == GROUP_SOON ? &reminder->soon
                                       : &reminder->waiting;
    (*count)++;
    if (group == GROUP_LATE && (item->kind == ITEM_PERIOD || item->kind == ITEM_TOPIC))
      reminder->missed++;
  }
}

/* ---- day by day ------------------------------------------------------------------------- */

GArray *reminder_count_days(const GPtrArray *items, Day today, guint days) {
  GArray *coming = g_array_sized_new(FALSE, TRUE, sizeof(ReminderDay), days);
  g_array_set_size(coming, days);
  for (guint i = 0; i < items->len; i++) {
    const ReminderItem *item = items->pdata[i];
    if (item->due != DAY_NONE && item->due >= today && item->due - today < days)
      g_array_index(coming, ReminderDay, item->due - today).lights[item->light]++;
  }
  return coming;
}

void reminder_drop_later(GPtrArray *items, Day last) {
  guint kept = 0;
  for (guint i = 0; i < items->len; i++) {
    ReminderItem *item = items->pdata[i];
    gboolean by_due =
        item->kind == ITEM_TASK || item->kind == ITEM_PERIOD || item->kind == ITEM_TOPIC;
    if (by_due && item->due > last)
      reminder_item_free(item);
    else
      items->pdata[kept++] = item;
  }
  g_ptr_array_set_free_func(items, NULL); /* what is behind them has moved, or is freed */
  g_ptr_array_set_size(items, (gint)kept);
  g_ptr_array_set_free_func(items, (GDestroyNotify)reminder_item_free);
}
