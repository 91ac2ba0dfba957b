#include "core/model/task_refs.h"

#include "core/model/id_places.h"

struct TaskRefs {
  const GArray *refs;
  IdPlaces *places;
};

TaskRefs *task_refs_new(const GArray *refs) {
  TaskRefs *index = g_new0(TaskRefs, 1);
  index->refs = refs;
  index->places = id_places_new(refs);
  return index;
}

void task_refs_free(TaskRefs *index) {
  if (index == NULL)
    return;
  id_places_free(index->places);
  g_free(index);
}

const GArray *task_refs_list(const TaskRefs *index) {
  return index->refs;
}

const TaskRef *task_refs_find(TaskRefs *index, gint64 task) {
  return id_places_find(index->places, task);
}
