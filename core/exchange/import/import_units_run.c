/* import_units_run.c: the units of a file as somebody has decided on them. */
#include "core/exchange/import/import_private.h"

/* ---- made, and named anew ------------------------------------------------------------------- */

typedef struct {
  const ImportPlan *plan;
  GHashTable *known;   /* char*: names that the ledger file knows */
  GHashTable *decided; /* char* → const ImportUnit* */
  GHashTable *seen;    /* char*, borrowed */
  GPtrArray *infos;    /* ContentUnitInfo* to be made */
} Making;

static void copy_texts(GPtrArray *to, const GPtrArray *from) {
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add(to, g_strdup(from->pdata[i]));
}

/* A unit that is to be made brings along what the file says of it, also who is above it and the
 * members of a group. */
static void add_info(Making *making, const char *name) {
  if (g_hash_table_contains(making->known, name) || !g_hash_table_add(making->seen, (gpointer)name))
    return;
  const ImportUnit *unit = g_hash_table_lookup(making->decided, name);
  const ContentUnitInfo *info = import_unit_info(making->plan->incoming, name);
  if (unit != NULL && unit->way != IMPORT_UNIT_MAKE)
    return;
  if (unit == NULL && info == NULL)
    return;
  ContentUnitInfo *copy = content_unit_info_new(name, unit != NULL ? unit->kind : info->kind);
  g_ptr_array_add(making->infos, copy);
  if (info == NULL)
    return;
  copy->parent = g_strdup(info->parent);
  /* A name that is another unit's already is no reason to take the two for one: new was said. */
  for (guint i = 0; i < info->aliases->len; i++) {
    if (!g_hash_table_contains(making->known, info->aliases->pdata[i]))
      g_ptr_array_add(copy->aliases, g_strdup(info->aliases->pdata[i]));
  }
  copy_texts(copy->members, info->members);
  if (copy->parent != NULL)
    add_info(making, copy->parent);
  for (guint i = 0; i < copy->members->len; i++)
    add_info(making, copy->members->pdata[i]);
}

/* Where the file lists a unit; behind all, where it does not. */
static guint place_in_list(const GPtrArray *units, const char *name) {
  for (guint i = 0; i < units->len; i++) {
    if (g_str_equal(((const ContentUnitInfo *)units->pdata[i])->name, name))
      return i;
  }
  return units->len;
}

/* Units are shown in the order in which they were made, which is to be that of the file's list. */
static gint by_place(gconstpointer a, gconstpointer b, gpointer units) {
  const ContentUnitInfo *const *left = a, *const *right = b;
  return (gint)place_in_list(units, (*left)->name) - (gint)place_in_list(units, (*right)->name);
}

static gboolean make_units(ImportRunning *running, const GPtrArray *names, GError **error) {
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) decided = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) infos =
      g_ptr_array_new_with_free_func((GDestroyNotify)content_unit_info_free);
  const GPtrArray *units = running->plan->units;
  Making making = {running->plan, known, decided, seen, infos};
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add(known, ((const UnitName *)names->pdata[i])->name);
  for (guint i = 0; i < units->len; i++)
    g_hash_table_insert(decided, ((const ImportUnit *)units->pdata[i])->name, units->pdata[i]);
  for (guint i = 0; i < units->len; i++) {
    const ImportUnit *unit = units->pdata[i];
    if (unit->way == IMPORT_UNIT_MAKE)
      add_info(&making, unit->name);
  }
  g_ptr_array_sort_with_data(infos, by_place, running->plan->incoming->units);
  running->result.units = infos->len;
  return content_writer_units(&running->writer, infos, error);
}

gboolean import_settle_units(ImportRunning *running, GError **error) {
  const GPtrArray *units = running->plan->units;
  g_autoptr(GPtrArray) names = unit_name_list(running->db, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < units->len; i++) {
    const ImportUnit *unit = units->pdata[i];
    if (unit->way == IMPORT_UNIT_OMIT)
      g_hash_table_add(running->omitted, unit->name);
    if (unit->way == IMPORT_UNIT_ALIAS &&
        !unit_add_alias(running->db, unit->unit, unit->name, running->actor->today, error))
      return FALSE;
  }
  return make_units(running, names, error) &&
         import_names_init(&running->names, running->db, error);
}

/* ---- left out ------------------------------------------------------------------------------- */

ContentTask *import_without(const ImportRunning *running, const ContentTask *task) {
  ContentTask *copy = g_memdup2(task, sizeof *task);
  copy->units = g_ptr_array_new();
  for (guint i = 0; i < task->units->len; i++) {
    const ContentUnit *unit = task->units->pdata[i];
    if (!g_hash_table_contains(running->omitted, unit->name))
      g_ptr_array_add(copy->units, (gpointer)unit);
  }
  return copy;
}

void import_without_free(ContentTask *task) {
  g_ptr_array_unref(task->units);
  g_free(task); /* all else is borrowed */
}

static gboolean is_listed(const GPtrArray *units, gint64 id, Role role) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    if (unit->unit == id && unit->role == role)
      return TRUE;
  }
  return FALSE;
}

GPtrArray *import_units_of(ImportRunning *running, const ContentTask *task, int role,
                           GError **error) {
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  for (guint i = 0; i < task->units->len; i++) {
    const ContentUnit *unit = task->units->pdata[i];
    gint64 id;
    if ((role >= 0 && unit->role != (Role)role) ||
        g_hash_table_contains(running->omitted, unit->name))
      continue;
    if (!content_writer_unit(&running->writer, unit->name, &id, error))
      return NULL;
    if (!is_listed(units, id, unit->role))
      g_ptr_array_add(units, task_unit_new(id, unit->name, unit->role));
  }
  return g_steal_pointer(&units);
}
