/* Units as templates declare them. */
#include "core/exchange/template_check_private.h"
#include "core/model/unit.h"

static const DocumentField UNIT_FIELDS[] = {
    {"name", DOCUMENT_TEXT, TRUE},         {"kind", DOCUMENT_TEXT, TRUE},
    {"parent", DOCUMENT_TEXT, FALSE},      {"members", DOCUMENT_SEQUENCE, FALSE},
    {"aliases", DOCUMENT_SEQUENCE, FALSE},
};
static const DocumentField LIST_FIELDS[] = {
    HEAD_FIELDS,
    {"units", DOCUMENT_SEQUENCE, TRUE},
};

DEFINE_CHECK_WORD(unit_kind, UnitKind, UNIT_GROUP + 1, "单位类别")

/* A name or an alias of unit, which no other may have. */
static void declare(Checking *checking, const DocumentNode *name, const DocumentNode *unit) {
  const DocumentNode *other = g_hash_table_lookup(checking->units, document_text(name));
  if (other != NULL)
    document_mistake(checking->mistakes, name, "“%s”重复声明：已是单位“%s”的名称或别名",
                     document_text(name), document_get_text(other, "name"));
  else
    g_hash_table_insert(checking->units, (gpointer)document_text(name), (gpointer)unit);
}

static void check_unit(Checking *checking, const DocumentNode *unit) {
  CHECK_FIELDS(checking, unit, UNIT_FIELDS);
  check_unit_kind(checking, unit, "kind");
  const DocumentNode *members = check_list(unit, "members");
  if (members != NULL && g_strcmp0(document_get_text(unit, "kind"), "group") != 0)
    document_mistake(checking->mistakes, members,
                     "只有集合单位（kind: group）才能列出成员 members");
  const DocumentNode *name = document_get(unit, "name");
  if (name == NULL || !document_is(name, DOCUMENT_TEXT))
    return;
  declare(checking, name, unit);
  const DocumentNode *aliases = check_list(unit, "aliases");
  for (gsize i = 0; i < document_length(aliases); i++) {
    if (check_text(checking, document_item(aliases, i)))
      declare(checking, document_item(aliases, i), unit);
  }
}

gboolean check_declared(Checking *checking, const DocumentNode *name) {
  if (!check_text(checking, name))
    return FALSE;
  if (g_hash_table_contains(checking->units, document_text(name)))
    return TRUE;
  document_mistake(checking->mistakes, name, "单位“%s”没有在 units 中声明", document_text(name));
  return FALSE;
}

static const DocumentNode *unit_named(const Checking *checking, const char *name) {
  return name != NULL ? g_hash_table_lookup(checking->units, name) : NULL;
}

static void check_members(Checking *checking, const DocumentNode *unit) {
  const DocumentNode *members = check_list(unit, "members");
  g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (gsize i = 0; i < document_length(members); i++) {
    const DocumentNode *item = document_item(members, i);
    if (!check_declared(checking, item))
      continue;
    const DocumentNode *member = unit_named(checking, document_text(item));
    if (member == unit)
      document_mistake(checking->mistakes, item, "集合“%s”不能是自己的成员", document_text(item));
    else if (!g_hash_table_add(seen, (gpointer)member))
      document_mistake(checking->mistakes, item, "成员“%s”重复", document_text(item));
  }
}

/* Who is above whom may not lead back to where it began; told says of which units it was told. */
static void check_circle(Checking *checking, const DocumentNode *unit, GHashTable *told) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
  const DocumentNode *above = unit;
  while (above != NULL && g_hash_table_add(seen, (gpointer)above))
    above = unit_named(checking, document_get_text(above, "parent"));
  if (above != unit || g_hash_table_contains(told, unit))
    return;
  do {
    g_hash_table_add(told, (gpointer)above);
    above = unit_named(checking, document_get_text(above, "parent"));
  } while (above != unit);
  document_mistake(checking->mistakes, document_get(unit, "parent"),
                   "上级单位绕成了一圈：“%s”的上级又归它自己管", document_get_text(unit, "name"));
}

void check_units(Checking *checking, const DocumentNode *units) {
  g_autoptr(GHashTable) told = g_hash_table_new(g_direct_hash, g_direct_equal);
  for (gsize i = 0; i < document_length(units); i++)
    check_unit(checking, document_item(units, i));
  for (gsize i = 0; i < document_length(units); i++) {
    const DocumentNode *unit = document_item(units, i);
    const DocumentNode *parent = document_get(unit, "parent");
    check_members(checking, unit);
    if (parent != NULL && document_is(parent, DOCUMENT_TEXT) && check_declared(checking, parent))
      check_circle(checking, unit, told);
  }
  checking->counts->units = (int)document_length(units);
}

void check_unit_list(Checking *checking, const DocumentNode *root) {
  CHECK_FIELDS(checking, root, LIST_FIELDS);
  check_units(checking, check_list(root, "units"));
  checking->counts->rows = checking->counts->units;
}
