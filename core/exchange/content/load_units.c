/* load_units.c: what the ledger file says of the units that a ledger names. */
#include <string.h>

#include "core/exchange/content/content_private.h"

#define SQL_MEMBERS "SELECT unit, member FROM unit_member ORDER BY unit, member"

typedef struct {
  GPtrArray *units;    /* Unit*, by id */
  GPtrArray *aliases;  /* UnitAlias* */
  GHashTable *by_id;   /* gint64* → Unit*, both borrowed from units */
  GHashTable *members; /* gint64* → GPtrArray* of Unit*, borrowed */
  GHashTable *wanted;  /* Unit* as a set */
  GPtrArray *ahead;    /* Unit*: wanted, but who belongs to them is not looked for yet */
} Directory;

static void directory_clear(Directory *directory) {
  g_clear_pointer(&directory->by_id, g_hash_table_unref);
  g_clear_pointer(&directory->members, g_hash_table_unref);
  g_clear_pointer(&directory->wanted, g_hash_table_unref);
  g_clear_pointer(&directory->ahead, g_ptr_array_unref);
  g_clear_pointer(&directory->aliases, g_ptr_array_unref);
  g_clear_pointer(&directory->units, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Directory, directory_clear)

static gboolean read_members(Db *db, Directory *directory, GError **error) {
  directory->members =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Query *query = query_new(db, SQL_MEMBERS);
  while (query_next(query)) {
    gint64 group = query_int(query, 0), member = query_int(query, 1);
    GPtrArray *list = g_hash_table_lookup(directory->members, &group);
    if (list == NULL) {
      list = g_ptr_array_new();
      g_hash_table_insert(directory->members, g_memdup2(&group, sizeof group), list);
    }
    g_ptr_array_add(list, g_hash_table_lookup(directory->by_id, &member));
  }
  return query_finish(query, error);
}

static gboolean read_directory(Db *db, Directory *directory, GError **error) {
  directory->by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
  directory->wanted = g_hash_table_new(NULL, NULL);
  directory->ahead = g_ptr_array_new();
  directory->units = unit_list(db, error);
  directory->aliases = directory->units != NULL ? unit_aliases(db, 0, error) : NULL;
  if (directory->aliases == NULL)
    return FALSE;
  for (guint i = 0; i < directory->units->len; i++) {
    Unit *unit = directory->units->pdata[i];
    g_hash_table_insert(directory->by_id, &unit->id, unit);
  }
  return read_members(db, directory, error);
}

static void want(Directory *directory, Unit *unit) {
  if (unit != NULL && g_hash_table_add(directory->wanted, unit))
    g_ptr_array_add(directory->ahead, unit);
}

/* Those named, and whoever is above or in one of them. */
static void choose(Directory *directory, GHashTable *names) {
  for (guint i = 0; i < directory->units->len; i++) {
    Unit *unit = directory->units->pdata[i];
    if (g_hash_table_contains(names, unit->name))
      want(directory, unit);
  }
  while (directory->ahead->len > 0) {
    const Unit *unit = g_ptr_array_steal_index_fast(directory->ahead, directory->ahead->len - 1);
    want(directory, g_hash_table_lookup(directory->by_id, &unit->parent));
    const GPtrArray *members = g_hash_table_lookup(directory->members, &unit->id);
    for (guint i = 0; members != NULL && i < members->len; i++)
      want(directory, members->pdata[i]);
  }
}

static int by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The other names, but those of units that went into it and are named themselves. They are put in
 * order by what they are, since the day they were made is not carried along. */
static void add_aliases(const Directory *directory, const Unit *unit, ContentUnitInfo *info) {
  for (guint i = 0; i < directory->aliases->len; i++) {
    const UnitAlias *alias = directory->aliases->pdata[i];
    const Unit *ended = g_hash_table_lookup(directory->by_id, &alias->ended);
    if (alias->unit == unit->id &&
        (ended == NULL || !g_hash_table_contains(directory->wanted, ended)))
      g_ptr_array_add(info->aliases, g_strdup(alias->name));
  }
  g_ptr_array_sort(info->aliases, by_text);
}

static ContentUnitInfo *info_of(const Directory *directory, const Unit *unit) {
  ContentUnitInfo *info = content_unit_info_new(unit->name, unit->kind);
  const Unit *parent = g_hash_table_lookup(directory->by_id, &unit->parent);
  info->parent = g_strdup(parent != NULL ? parent->name : NULL);
  const GPtrArray *members = g_hash_table_lookup(directory->members, &unit->id);
  for (guint i = 0; members != NULL && i < members->len; i++)
    g_ptr_array_add(info->members, g_strdup(((const Unit *)members->pdata[i])->name));
  add_aliases(directory, unit, info);
  return info;
}

gboolean content_load_units(Db *db, Content *content, GHashTable *names, GError **error) {
  g_auto(Directory) directory = {0};
  if (!read_directory(db, &directory, error))
    return FALSE;
  choose(&directory, names);
  for (guint i = 0; i < directory.units->len; i++) {
    const Unit *unit = directory.units->pdata[i];
    if (g_hash_table_contains(directory.wanted, unit))
      g_ptr_array_add(content->units, info_of(&directory, unit));
  }
  return TRUE;
}
