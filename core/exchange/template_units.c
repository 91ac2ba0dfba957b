/* Units on their way into the file. */
#include "core/exchange/template_private.h"
#include "core/model/unit.h"

/* A unit of the file that the ledger file knows by that name, or by another of its names. */
static gboolean known_unit(const Applying *applying, const DocumentNode *unit, gint64 *id,
                           GError **error) {
  if (!unit_lookup(applying->db, document_get_text(unit, "name"), id, error))
    return FALSE;
  const DocumentNode *aliases = document_get(unit, "aliases");
  for (gsize i = 0; *id == 0 && i < document_length(aliases); i++) {
    if (!unit_lookup(applying->db, document_text(document_item(aliases, i)), id, error))
      return FALSE;
  }
  return TRUE;
}

/* Has a name lead to the unit, and notes it. */
static gboolean apply_name(const Applying *applying, gint64 unit, const char *name, GHashTable *ids,
                           GError **error) {
  gint64 known = 0;
  if (!unit_lookup(applying->db, name, &known, error))
    return FALSE;
  if (known != 0 && known != unit)
    return store_refuse(error,
                        "模板把“%s”当作另一个单位的别名，台账文件里它是单独的单位；"
                        "请先把两个单位合并，或在模板里删去这个别名",
                        name);
  g_hash_table_insert(ids, (gpointer)name, g_memdup2(&unit, sizeof unit));
  return known != 0 || unit_add_alias(applying->db, unit, name, applying->today, error);
}

static gboolean apply_unit(const Applying *applying, const DocumentNode *unit, GHashTable *ids,
                           GError **error) {
  const char *name = document_get_text(unit, "name");
  UnitKind kind = UNIT_OFFICE;
  unit_kind_parse(document_get_text(unit, "kind"), &kind);
  gint64 id = 0;
  if (!known_unit(applying, unit, &id, error) ||
      (id == 0 && !unit_ensure(applying->db, name, kind, &id, error)) ||
      !apply_name(applying, id, name, ids, error))
    return FALSE;
  const DocumentNode *aliases = document_get(unit, "aliases");
  for (gsize i = 0; i < document_length(aliases); i++) {
    if (!apply_name(applying, id, document_text(document_item(aliases, i)), ids, error))
      return FALSE;
  }
  return TRUE;
}

/* Who is above it and who is in it; what the file knows already stays. */
static gboolean apply_ties(const Applying *applying, const DocumentNode *unit, GHashTable *ids,
                           GError **error) {
  gint64 id = *(gint64 *)g_hash_table_lookup(ids, document_get_text(unit, "name"));
  const char *parent = document_get_text(unit, "parent");
  if (parent != NULL &&
      !unit_set_parent(applying->db, id, *(gint64 *)g_hash_table_lookup(ids, parent), error))
    return FALSE;
  const DocumentNode *members = document_get(unit, "members");
  for (gsize i = 0; i < document_length(members); i++) {
    gint64 *member = g_hash_table_lookup(ids, document_text(document_item(members, i)));
    if (*member != id && !unit_add_member(applying->db, id, *member, error))
      return FALSE;
  }
  return TRUE;
}

gboolean template_apply_unit_list(const Applying *applying, const DocumentNode *units,
                                  GHashTable *ids, GError **error) {
  for (gsize i = 0; i < document_length(units); i++) {
    if (!apply_unit(applying, document_item(units, i), ids, error))
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
