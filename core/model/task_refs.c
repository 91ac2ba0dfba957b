#include "core/model/task_refs.h"

struct TaskRefs {
  const GArray *refs;
  gboolean ordered; /* it is known how they stand: */
  guint32 *order;   /* places in refs by id; NULL: they stand by id themselves */
  guint last;       /* the place in that order where the last one was found */
};

static const TaskRef *ref_at(const TaskRefs *index, guint place) {
  guint at = index->order != NULL ? index->order[place] : place;
  return &g_array_index(index->refs, TaskRef, at);
}

static int by_id(gconstpointer a, gconstpointer b, gpointer data) {
  const GArray *refs = data;
  gint64 left = g_array_index(refs, TaskRef, *(const guint32 *)a).id;
  gint64 right = g_array_index(refs, TaskRef, *(const guint32 *)b).id;
  return left < right ? -1 : left > right;
}

static gboolean stands_by_id(const GArray *refs) {
  for (guint i = 1; i < refs->len; i++) {
    if (g_array_index(refs, TaskRef, i - 1).id > g_array_index(refs, TaskRef, i).id)
      return FALSE;
  }
  return TRUE;
}

TaskRefs *task_refs_new(const GArray *refs) {
  TaskRefs *index = g_new0(TaskRefs, 1);
  index->refs = refs;
  return index;
}

void task_refs_free(TaskRefs *index) {
  if (index == NULL)
    return;
  g_free(index->order);
  g_free(index);
}

const GArray *task_refs_list(const TaskRefs *index) {
  return index->refs;
}

static void put_in_order(TaskRefs *index) {
  const GArray *refs = index->refs;
  index->ordered = TRUE;
  if (stands_by_id(refs))
    return;
  index->order = g_new(guint32, refs->len);
  for (guint i = 0; i < refs->len; i++)
    index->order[i] = i;
  g_qsort_with_data(index->order, (gint)refs->len, sizeof *index->order, by_id, (gpointer)refs);
}

/* Widens the range from low until task is before its end. */
static guint end_of_range(const TaskRefs *index, guint low, gint64 task) {
  guint64 step = 1;
  while (low + step < index->refs->len && ref_at(index, low + (guint)step)->id < task)
    step *= 2;
  return (guint)MIN(low + step, index->refs->len - 1) + 1;
}

const TaskRef *task_refs_find(TaskRefs *index, gint64 task) {
  if (index->refs->len == 0)
    return NULL;
  if (!index->ordered)
    put_in_order(index);
  guint low = ref_at(index, index->last)->id <= task ? index->last : 0;
  guint high = end_of_range(index, low, task);
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (ref_at(index, middle)->id < task)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == index->refs->len || ref_at(index, low)->id != task)
    return NULL;
  index->last = low;
  return ref_at(index, low);
}
