/* store_units.c: units on their way into the ledger file. */
#include <string.h>

#include "core/exchange/content/content_private.h"
#include "core/model/way.h"

/* ---- what a name lets guess ------------------------------------------------------------- */

static gboolean ends_in_any(const char *name, const char *const *ends) {
  for (gsize i = 0; ends[i] != NULL; i++) {
    if (g_str_has_suffix(name, ends[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean holds_any(const char *name, const char *const *words) {
  for (gsize i = 0; words[i] != NULL; i++) {
    if (strstr(name, words[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* 五市交通运输局, 14个县（市、区）局: how many there are comes first. */
static gboolean begins_with_number(const char *name) {
  static const char *const NUMBERS[] = {"两", "二", "三", "四", "五",   "六",
                                        "七", "八", "九", "十", "十二", NULL};
  static const char *const COUNTED[] = {"市", "县", "区", "个", "家", "部门", NULL};
  const char *rest = name;
  while (g_ascii_isdigit(*rest))
    rest++;
  for (gsize i = 0; rest == name && NUMBERS[i] != NULL; i++) {
    if (g_str_has_prefix(name, NUMBERS[i]))
      rest = name + strlen(NUMBERS[i]);
  }
  for (gsize i = 0; rest > name && COUNTED[i] != NULL; i++) {
    if (g_str_has_prefix(rest, COUNTED[i]))
      return TRUE;
  }
  return FALSE;
}

UnitKind unit_kind_guess(const char *name) {
  static const char *const GROUPS[] = {"各", "有关", "相关", "所有", "全体", "、", "等单位", NULL};
  static const char *const OFFICES[] = {"处",   "科",   "科室",       "处室",   "股", "办公室",
                                        "党委", "党办", "党委办公室", "人事科", NULL};
  static const char *const PLACES[] = {"市", "县", "区", "旗", "州", "盟", "镇", "乡", NULL};
  static const char *const BUREAUS[] = {"局", "委", "委员会", "政府", "厅", NULL};
  if (holds_any(name, GROUPS) || begins_with_number(name))
    return UNIT_GROUP;
  /* 行政审批管理科（政策法规科）: what is in brackets at its end is another name. */
  const char *bracket = g_str_has_suffix(name, "）") ? strstr(name, "（") : NULL;
  g_autofree char *own =
      bracket != NULL ? g_strndup(name, (gsize)(bracket - name)) : g_strdup(name);
  if (ends_in_any(own, OFFICES))
    return UNIT_OFFICE;
  if (holds_any(own, PLACES) && ends_in_any(own, BUREAUS))
    return UNIT_LOCAL;
  return UNIT_BODY;
}

/* ---- the writer ------------------------------------------------------------------------- */

void content_writer_init(ContentWriter *writer, Db *db, const char *who, Day today, gint64 ledger,
                         int year) {
  *writer = (ContentWriter){
      .db = db,
      .who = who,
      .today = today,
      .ledger = ledger,
      .year = year,
      .units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .steps = way_rows_new(db),
  };
  task_rows_init(&writer->tasks, db);
}

void content_writer_clear(ContentWriter *writer) {
  g_clear_pointer(&writer->units, g_hash_table_unref);
  task_rows_clear(&writer->tasks);
  g_clear_pointer(&writer->steps, insert_free);
}

static void remember(ContentWriter *writer, const char *name, gint64 id) {
  g_hash_table_insert(writer->units, g_strdup(name), g_memdup2(&id, sizeof id));
}

gboolean content_writer_unit(ContentWriter *writer, const char *name, gint64 *id, GError **error) {
  const gint64 *known = g_hash_table_lookup(writer->units, name);
  if (known != NULL) {
    *id = *known;
    return TRUE;
  }
  if (!unit_ensure(writer->db, name, unit_kind_guess(name), id, error) ||
      !unit_add_alias(writer->db, *id, name, writer->today, error)) /* which checks the name */
    return FALSE;
  remember(writer, name, *id);
  return TRUE;
}

/* ---- what a file says of units ---------------------------------------------------------- */

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
static gint64 known_unit(GHashTable *known, const ContentUnitInfo *info) {
  const gint64 *id = g_hash_table_lookup(known, info->name);
  for (guint i = 0; id == NULL && i < info->aliases->len; i++)
    id = g_hash_table_lookup(known, info->aliases->pdata[i]);
  return id != NULL ? *id : 0;
}

/* A unit that is known under an older name keeps that and is found by the new one from now on. */
static gboolean store_unit(ContentWriter *writer, const ContentUnitInfo *info, GHashTable *known,
                           GError **error) {
  gint64 id = known_unit(known, info);
  if (id == 0 && !unit_ensure(writer->db, info->name, info->kind, &id, error))
    return FALSE;
  if (!unit_add_alias(writer->db, id, info->name, writer->today, error))
    return FALSE;
  remember(writer, info->name, id);
  for (guint i = 0; i < info->aliases->len; i++) {
    const char *alias = info->aliases->pdata[i];
    if (!unit_add_alias(writer->db, id, alias, writer->today, error))
      return FALSE;
    remember(writer, alias, id);
  }
  return TRUE;
}

/* What the file knows of who is above a unit stays. */
static gboolean store_parent(ContentWriter *writer, gint64 id, const char *name, GError **error) {
  gint64 parent;
  g_autoptr(Unit) unit = unit_load(writer->db, id, error);
  if (unit == NULL || !content_writer_unit(writer, name, &parent, error))
    return FALSE;
  return unit->parent != 0 || unit_set_parent(writer->db, id, parent, error);
}

/* What the file knows of a group's members stays too: whoever was taken out is not put back. */
static gboolean store_members(ContentWriter *writer, gint64 id, const GPtrArray *members,
                              GError **error) {
  g_autoptr(GPtrArray) known = unit_members(writer->db, id, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; known->len == 0 && i < members->len; i++) {
    gint64 member;
    if (!content_writer_unit(writer, members->pdata[i], &member, error) ||
        !unit_add_member(writer->db, id, member, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean store_ties(ContentWriter *writer, const ContentUnitInfo *info, GError **error) {
  gint64 id;
  if (!content_writer_unit(writer, info->name, &id, error) ||
      (info->parent != NULL && !store_parent(writer, id, info->parent, error)))
    return FALSE;
  return info->members->len == 0 || store_members(writer, id, info->members, error);
}

gboolean content_writer_units(ContentWriter *writer, const GPtrArray *units, GError **error) {
  g_autoptr(GHashTable) known = known_names(writer->db, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < units->len; i++) {
    if (!store_unit(writer, units->pdata[i], known, error))
      return FALSE;
  }
  for (guint i = 0; i < units->len; i++) {
    if (!store_ties(writer, units->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}
