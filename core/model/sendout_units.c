/* sendout_units.c: who is to fill in what: units that answer, groups by their members. */
#include "core/model/answer.h"
#include "core/model/sendout_private.h"
#include "core/model/unit.h"

struct SendoutUnits {
  Db *db;
  GHashTable *units;    /* gint64* → Unit* */
  GHashTable *expanded; /* gint64* → GArray of gint64 */
};

void sendout_units_free(SendoutUnits *units) {
  if (units == NULL)
    return;
  g_hash_table_unref(units->units);
  g_hash_table_unref(units->expanded);
  g_free(units);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SendoutUnits, sendout_units_free)

SendoutUnits *sendout_units_new(Db *db, GError **error) {
  g_autoptr(SendoutUnits) units = g_new0(SendoutUnits, 1);
  units->db = db;
  units->units =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)unit_free);
  units->expanded =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr(GPtrArray) list = unit_list(db, error);
  if (list == NULL)
    return NULL;
  g_ptr_array_set_free_func(list, NULL); /* the table owns them now */
  for (guint i = 0; i < list->len; i++) {
    Unit *unit = list->pdata[i];
    g_hash_table_insert(units->units, &unit->id, unit);
  }
  return g_steal_pointer(&units);
}

const char *sendout_units_name(const SendoutUnits *units, gint64 unit) {
  const Unit *found = g_hash_table_lookup(units->units, &unit);
  return found != NULL ? found->name : "";
}

static gboolean has(const GArray *ids, gint64 id) {
  for (guint i = 0; i < ids->len; i++) {
    if (g_array_index(ids, gint64, i) == id)
      return TRUE;
  }
  return FALSE;
}

/* No group is in itself (unit_add_member()), so this ends. */
gboolean sendout_units_expand(SendoutUnits *units, gint64 id, GArray *ids, GError **error) {
  const Unit *unit = g_hash_table_lookup(units->units, &id);
  g_autoptr(GPtrArray) members = NULL;
  if (unit != NULL && unit->kind == UNIT_GROUP) {
    members = unit_members(units->db, id, error);
    if (members == NULL)
      return FALSE;
  }
  if ((members == NULL || members->len == 0) && !has(ids, id))
    g_array_append_val(ids, id);
  for (guint i = 0; members != NULL && i < members->len; i++) {
    if (!sendout_units_expand(units, ((const Unit *)members->pdata[i])->id, ids, error))
      return FALSE;
  }
  return TRUE;
}

/* Expanded once for all of a group's tasks. */
static const GArray *expanded(SendoutUnits *units, gint64 id, GError **error) {
  const GArray *known = g_hash_table_lookup(units->expanded, &id);
  if (known != NULL)
    return known;
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!sendout_units_expand(units, id, ids, error))
    return NULL;
  known = ids;
  g_hash_table_insert(units->expanded, g_memdup2(&id, sizeof id), g_steal_pointer(&ids));
  return known;
}

static void add_answer(GHashTable *answering, gint64 unit, gpointer task) {
  GHashTable *tasks = g_hash_table_lookup(answering, &unit);
  if (tasks == NULL) {
    tasks = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_hash_table_insert(answering, g_memdup2(&unit, sizeof unit), tasks);
  }
  g_hash_table_add(tasks, task);
}

GHashTable *sendout_units_answering(SendoutUnits *units, GHashTable *tasks, GError **error) {
  g_autoptr(GHashTable) answering = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
                                                          (GDestroyNotify)g_hash_table_unref);
  g_autoptr(GArray) answers = answer_list(units->db, error);
  if (answers == NULL)
    return NULL;
  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = &g_array_index(answers, Answer, i);
    gpointer task;
    if (!g_hash_table_lookup_extended(tasks, &answer->task, &task, NULL))
      continue;
    const GArray *ids = expanded(units, answer->unit, error);
    if (ids == NULL)
      return NULL;
    for (guint k = 0; k < ids->len; k++)
      add_answer(answering, g_array_index(ids, gint64, k), task);
  }
  return g_steal_pointer(&answering);
}
