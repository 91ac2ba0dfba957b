/* bulk_place.c: the places of tasks that are copied or moved, found when all are done: the numbers
 * of a ledger are gone over once, and not for every task. */
#include "core/model/bulk_private.h"

void bulk_places_init(BulkPlaces *places) {
  places->copies = g_array_new(FALSE, FALSE, sizeof(TaskBelow));
  places->copied = g_ptr_array_new();
  places->moves = g_array_new(FALSE, FALSE, sizeof(TaskMoved));
  places->moved = g_ptr_array_new();
  places->before = g_ptr_array_new_with_free_func((GDestroyNotify)task_free);
}

void bulk_places_clear(BulkPlaces *places) {
  g_clear_pointer(&places->copies, g_array_unref);
  g_clear_pointer(&places->copied, g_ptr_array_unref);
  g_clear_pointer(&places->moves, g_array_unref);
  g_clear_pointer(&places->moved, g_ptr_array_unref);
  g_clear_pointer(&places->before, g_ptr_array_unref);
}

void bulk_places_note(BulkPlaces *places, BulkRow *row, Task **before, const BulkFound *found) {
  if (found->copy != 0) {
    TaskBelow copy = {found->copy, (*before)->id};
    g_array_append_val(places->copies, copy);
    g_ptr_array_add(places->copied, row);
  } else if (found->moved.task != 0) {
    g_array_append_val(places->moves, found->moved);
    g_ptr_array_add(places->moved, row);
    g_ptr_array_add(places->before, g_steal_pointer(before));
  }
}

static gboolean settle_copies(Db *db, const BulkPlaces *places, GError **error) {
  if (places->copies->len > 0 && !task_copies_place(db, places->copies, error))
    return FALSE;
  for (guint i = 0; i < places->copies->len; i++) {
    BulkRow *row = places->copied->pdata[i];
    g_autofree char *text = task_copy_text(db, &g_array_index(places->copies, TaskBelow, i), error);
    if (text == NULL)
      return FALSE;
    row->change = g_string_chunk_insert(places->texts, text);
  }
  return TRUE;
}

/* All go to the same indicator, under which they are by now. */
static gboolean settle_moves(Db *db, const BulkWork *work, const BulkPlaces *places,
                             GError **error) {
  if (places->moves->len == 0)
    return TRUE;
  const Task *first = places->before->pdata[0];
  g_autoptr(Task) under = task_load_among(db, work->paths, first->id, error);
  if (under == NULL || !task_moves_settle(db, under->indicator, places->moves, error))
    return FALSE;
  for (guint i = 0; i < places->moves->len; i++) {
    BulkRow *row = places->moved->pdata[i];
    g_autoptr(Task) after = task_load_among(db, work->paths, row->task, error);
    if (after == NULL)
      return FALSE;
    g_autofree char *whole = NULL;
    g_autofree char *text = bulk_difference(places->before->pdata[i], after, &whole);
    row->change = bulk_text_keep(places->texts, text);
    row->whole = bulk_text_keep(places->texts, whole);
  }
  return TRUE;
}

gboolean bulk_places_settle(Db *db, const BulkWork *work, const BulkPlaces *places,
                            GError **error) {
  return settle_copies(db, places, error) && settle_moves(db, work, places, error);
}
