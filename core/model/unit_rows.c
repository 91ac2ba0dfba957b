/* unit_rows.c: the units in use as a list, each below its 上级单位. */
#include "core/model/unit.h"

#include <string.h>

#include "core/rules/halfwidth.h"
#include "core/rules/initials.h"
#include "core/rules/text.h"

#define DEPTH_MAX 8 /* of indenting; whatever the file holds, this ends */

typedef struct {
  const GPtrArray *units; /* Unit* in use, by id */
  const UnitFilter *filter;
  GHashTable *names;  /* gint64* → char*: each unit's name */
  GHashTable *others; /* gint64* → GPtrArray* of char*: other names */
  GHashTable *counts; /* as unit_task_counts() */
  GPtrArray *rows;
} Listing;

void unit_row_free(UnitRow *row) {
  g_free(row->name);
  g_free(row->parent);
  g_free(row->phone);
  g_free(row->mail);
  g_strfreev(row->aliases);
  g_free(row);
}

/* NULL-terminated; the caller frees. */
static char **other_names(const Listing *listing, gint64 id) {
  const GPtrArray *others = g_hash_table_lookup(listing->others, &id);
  char **names = g_new0(char *, others != NULL ? others->len + 1 : 1);
  for (guint i = 0; others != NULL && i < others->len; i++)
    names[i] = g_strdup(others->pdata[i]);
  return names;
}

/* In any width and case; a name also by the initials of its pinyin. */
static gboolean has(const char *text, const char *word, gboolean name) {
  g_autofree char *folded = halfwidth_fold(text);
  return strstr(folded, word) != NULL || (name && initials_match(text, word));
}

/* TRUE where word is in one of the texts that the list shows of a unit. */
static gboolean shows(const Listing *listing, const Unit *unit, const char *word) {
  const GPtrArray *others = g_hash_table_lookup(listing->others, &unit->id);
  for (guint i = 0; others != NULL && i < others->len; i++) {
    if (has(others->pdata[i], word, TRUE))
      return TRUE;
  }
  const char *parent = g_hash_table_lookup(listing->names, &unit->parent);
  const char *const texts[] = {unit->name, parent, unit->phone, unit->mail,
                               unit_kind_name(unit->kind)};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (texts[i] != NULL && has(texts[i], word, texts[i] == unit->name || texts[i] == parent))
      return TRUE;
  }
  return FALSE;
}

static gboolean takes(const Listing *listing, const Unit *unit) {
  if (listing->filter->kind >= 0 && (int)unit->kind != listing->filter->kind)
    return FALSE;
  g_autofree char *text = text_strip(listing->filter->query);
  g_autofree char *folded = halfwidth_fold(text);
  g_auto(GStrv) words = g_regex_split_simple("\\s+", folded, 0, 0);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (!shows(listing, unit, words[i]))
      return FALSE;
  }
  return TRUE;
}

static void add_row(Listing *listing, const Unit *unit, int depth) {
  UnitRow *row = g_new0(UnitRow, 1);
  row->id = unit->id;
  row->name = g_strdup(unit->name);
  row->kind = unit->kind;
  row->parent = g_strdup(g_hash_table_lookup(listing->names, &unit->parent));
  row->phone = g_strdup(unit->phone);
  row->mail = g_strdup(unit->mail);
  row->aliases = other_names(listing, unit->id);
  row->tasks = GPOINTER_TO_INT(g_hash_table_lookup(listing->counts, &unit->id));
  row->depth = depth;
  g_ptr_array_add(listing->rows, row);
}

/* Those below parent, each followed by its own; all below a deepest one are on its level. */
static void add_below(Listing *listing, gint64 parent, int depth) {
  for (guint i = 0; i < listing->units->len; i++) {
    const Unit *unit = listing->units->pdata[i];
    if (unit->parent != parent)
      continue;
    gboolean taken = takes(listing, unit);
    if (taken)
      add_row(listing, unit, depth);
    if (depth < DEPTH_MAX)
      add_below(listing, unit->id, taken ? depth + 1 : depth);
  }
}

static gboolean read_names(Db *db, Listing *listing, GError **error) {
  g_autoptr(GPtrArray) aliases = unit_aliases(db, 0, error);
  if (aliases == NULL)
    return FALSE;
  for (guint i = 0; i < listing->units->len; i++) {
    const Unit *unit = listing->units->pdata[i];
    g_hash_table_insert(listing->names, (gpointer)&unit->id, unit->name);
  }
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    GPtrArray *others = g_hash_table_lookup(listing->others, &alias->unit);
    if (others == NULL) {
      others = g_ptr_array_new_with_free_func(g_free);
      g_hash_table_insert(listing->others, g_memdup2(&alias->unit, sizeof alias->unit), others);
    }
    g_ptr_array_add(others, g_strdup(alias->name));
  }
  return TRUE;
}

GPtrArray *unit_rows(Db *db, const UnitFilter *filter, GError **error) {
  g_autoptr(GPtrArray) units = unit_list_in_use(db, error);
  g_autoptr(GHashTable) counts = units != NULL ? unit_task_counts(db, error) : NULL;
  if (counts == NULL)
    return NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)unit_row_free);
  g_autoptr(GHashTable) names = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) others =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Listing listing = {.units = units,
                     .filter = filter,
                     .names = names,
                     .others = others,
                     .counts = counts,
                     .rows = rows};
  if (!read_names(db, &listing, error))
    return NULL;
  add_below(&listing, 0, 0);
  return g_steal_pointer(&rows);
}
