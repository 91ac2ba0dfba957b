/* Units on their way into the file. */
#include "core/exchange/template_private.h"
#include "core/model/unit.h"

/* Every name by which the file knows a unit, with its id: char* → gint64*, both owned. */
static GHashTable *known_names(Db *db, GError **error) {
  g_autoptr(GPtrArray) names = unit_name_list(db, error);
  if (names == NULL)
    return NULL;
  GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < names->len; i++) {
    const UnitName *name = names->pdata[i];
    g_hash_table_insert(known, g_strdup(name->name), g_memdup2(&name->unit, sizeof name->unit));
  }
  return known;
}

/* The unit that a name or, where that is new, one of its aliases finds; 0 for a new unit. */
static gint64 known_unit(GHashTable *known, const char *name, const DocumentNode *aliases) {
  const gint64 *id = g_hash_table_lookup(known, name);
  for (gsize i = 0; id == NULL && i < document_length(aliases); i++)
    id = g_hash_table_lookup(known, document_text(document_item(aliases, i)));
  return id != NULL ? *id : 0;
}

/* A unit that is known under an older name keeps that and is found by the new one from now on. */
static gboolean apply_unit(const Applying *applying, const DocumentNode *unit, GHashTable *known,
                           GHashTable *ids, GError **error) {
  const char *name = document_get_text(unit, "name");
  const DocumentNode *aliases = document_get(unit, "aliases");
  UnitKind kind = UNIT_OFFICE;
  unit_kind_parse(document_get_text(unit, "kind"), &kind);
  gint64 id = known_unit(known, name, aliases);
  if (id == 0 && !unit_ensure(applying->db, name, kind, &id, error))
    return FALSE;
  if (!unit_add_alias(applying->db, id, name, applying->today, error))
    return FALSE;
  g_hash_table_insert(ids, (gpointer)name, g_memdup2(&id, sizeof id));
  for (gsize i = 0; i < document_length(aliases); i++) {
    const char *alias = document_text(document_item(aliases, i));
    if (!unit_add_alias(applying->db, id, alias, applying->today, error))
      return FALSE;
    g_hash_table_insert(ids, (gpointer)alias, g_memdup2(&id, sizeof id));
  }
  return TRUE;
}

/* What the file knows of who is above a unit stays. */
static gboolean apply_parent(const Applying *applying, gint64 id, gint64 parent, GError **error) {
  g_autoptr(Unit) unit = unit_load(applying->db, id, error);
  if (unit == NULL)
    return FALSE;
  return unit->parent != 0 || unit_set_parent(applying->db, id, parent, error);
}

static gint64 id_of(GHashTable *ids, const char *name) {
  return *(gint64 *)g_hash_table_lookup(ids, name);
}

/* What the file knows of a group's members stays too: whoever was taken out is not put back. */
static gboolean apply_members(const Applying *applying, gint64 id, const DocumentNode *members,
                              GHashTable *ids, GError **error) {
  g_autoptr(GPtrArray) known = unit_members(applying->db, id, error);
  if (known == NULL)
    return FALSE;
  for (gsize i = 0; known->len == 0 && i < document_length(members); i++) {
    gint64 member = id_of(ids, document_text(document_item(members, i)));
    if (!unit_add_member(applying->db, id, member, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean apply_ties(const Applying *applying, const DocumentNode *unit, GHashTable *ids,
                           GError **error) {
  gint64 id = id_of(ids, document_get_text(unit, "name"));
  const char *parent = document_get_text(unit, "parent");
  if (parent != NULL && !apply_parent(applying, id, id_of(ids, parent), error))
    return FALSE;
  return apply_members(applying, id, document_get(unit, "members"), ids, error);
}

gboolean template_apply_unit_list(const Applying *applying, const DocumentNode *units,
                                  GHashTable *ids, GError **error) {
  g_autoptr(GHashTable) known = known_names(applying->db, error);
  if (known == NULL)
    return FALSE;
  for (gsize i = 0; i < document_length(units); i++) {
    if (!apply_unit(applying, document_item(units, i), known, ids, error))
      return FALSE;
  }
  for (gsize i = 0; i < document_length(units); i++) {
    if (!apply_ties(applying, document_item(units, i), ids, error))
      return FALSE;
  }
  return TRUE;
}

gboolean template_apply_units(const Applying *applying, GError **error) {
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  return template_apply_unit_list(applying, document_get(applying->root, "units"), ids, error);
}
