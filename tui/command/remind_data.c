/* remind_data.c: the reminder for other programs: JSON, CSV, a calendar file. */
#include "core/exchange/ics.h"
#include "tui/command/remind.h"
#include "tui/command/task_rows.h"
#include "tui/command/topic_rows.h"

/* ---- JSON and CSV ----------------------------------------------------------------------- */

/* The tasks that are late, or come due and are not late, by themselves or with a period, each once,
 * in the order of the items; seen holds those that were taken before. */
static GArray *tasks_of(const Reminder *reminder, gboolean late, GHashTable *seen) {
  GArray *refs = g_array_new(FALSE, FALSE, sizeof(TaskRef));
  guint first = late ? 0 : (guint)reminder->late;
  guint count = (guint)(late ? reminder->late : reminder->soon);
  for (guint i = first; i < first + count; i++) {
    ReminderItem *item = reminder->items->pdata[i];
    if ((item->kind != ITEM_TASK && item->kind != ITEM_PERIOD) ||
        !g_hash_table_add(seen, &item->task))
      continue;
    TaskRef ref = {.id = item->task};
    g_array_append_val(refs, ref);
  }
  return refs;
}

static json_t *item_json(const ReminderItem *item) {
  json_t *object = json_object();
  g_autofree char *uid = reminder_item_uid(item);
  json_object_set_new(object, "kind", data_text(item_kind_code(item->kind)));
  json_object_set_new(object, "light", data_text(light_code(item->light)));
  json_object_set_new(object, "due", data_day(item->due));
  json_object_set_new(object, "since", data_day(item->since));
  json_object_set_new(object, "late", json_integer(item->late));
  json_object_set_new(object, "task", item->task != 0 ? json_integer(item->task) : json_null());
  json_object_set_new(object, "number",
                      item->task != 0 ? json_integer(item->more->number) : json_null());
  json_object_set_new(object, "key", data_text(item->more->key));
  json_object_set_new(object, "material", data_text(item->more->material));
  json_object_set_new(object, "count", json_integer(item->more->count));
  json_object_set_new(object, "quota", json_integer(item->more->quota));
  json_object_set_new(object, "goal", data_text(item->more->goal));
  json_object_set_new(object, "units", data_text(item->more->units));
  json_object_set_new(object, "uid", data_text(uid));
  return object;
}

#define PAGE 256 /* items that are filled at a time */

static gboolean write_items(const Remind *remind, GError **error) {
  GPtrArray *items = remind->reminder->items;
  Output *output = &remind->invocation->output;
  DataArray array = data_array_begin(output);
  for (guint first = 0; first < items->len && !output_failed(output); first += PAGE) {
    if (!reminder_fill(remind->db, items, first, PAGE, error))
      return FALSE;
    for (guint i = first; i < items->len && i - first < PAGE; i++)
      data_array_item(&array, item_json(items->pdata[i]));
    reminder_empty(items, first, PAGE);
  }
  data_array_end(&array);
  return TRUE;
}

gboolean remind_write_json(const Remind *remind, GError **error) {
  Output *output = &remind->invocation->output;
  const Reminder *reminder = remind->reminder;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) late = tasks_of(reminder, TRUE, seen);
  g_autoptr(GArray) soon = tasks_of(reminder, FALSE, seen);
  char day[DAY_TEXT_SIZE];
  g_autofree char *head =
      g_strdup_printf("{\"as_of\": \"%s\",\n\"overdue\": ", day_to_iso(reminder->as_of, day));
  output_data(output, head);
  if (!task_rows_write(remind->invocation, remind->db, remind->reckoning, late, error))
    return FALSE;
  output_data(output, ",\n\"soon\": ");
  if (!task_rows_write(remind->invocation, remind->db, remind->reckoning, soon, error))
    return FALSE;
  output_data(output, ",\n\"items\": ");
  if (!write_items(remind, error))
    return FALSE;
  output_data(output, ",\n\"topic\": ");
  data_json(output, reminder->topic != NULL ? topic_rows_json(reminder->topic) : json_null());
  output_data(output, "}\n");
  return TRUE;
}

gboolean remind_write_csv(const Remind *remind, GError **error) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GArray) all = tasks_of(remind->reminder, TRUE, seen);
  g_autoptr(GArray) soon = tasks_of(remind->reminder, FALSE, seen);
  g_array_append_vals(all, soon->data, soon->len);
  return task_rows_write(remind->invocation, remind->db, remind->reckoning, all, error);
}

/* ---- a calendar file -------------------------------------------------------------------- */

gboolean remind_write_ics(const Remind *remind, GError **error) {
  Reminder *reminder = remind->reminder;
  Actor actor = person_actor(&remind->invocation->person);
  Sink sink = output_sink(&remind->invocation->output);
  return reminder_add_done(remind->db, remind->reckoning, remind->filter, reminder, error) &&
         ics_write(remind->db, remind->reckoning, reminder->items, actor.now, &sink, error);
}
