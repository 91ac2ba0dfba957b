/* import_units.c: the units that a file names, and which ones they may be meant for. */
#include <string.h>

#include "core/config/nearest.h"
#include "core/exchange/content/content_file.h"
#include "core/exchange/import/import_private.h"
#include "core/exchange/import/likeness.h"

#define NEAR_SHOWN 5

/* ---- names ---------------------------------------------------------------------------------- */

static void remember(ImportNames *names, const char *name, gint64 id) {
  g_hash_table_insert(names->ids, g_strdup(name), g_memdup2(&id, sizeof id));
}

gboolean import_names_init(ImportNames *names, Db *db, GError **error) {
  *names = (ImportNames){0};
  names->names = unit_name_list(db, error);
  if (names->names == NULL)
    return FALSE;
  names->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < names->names->len; i++) {
    const UnitName *name = names->names->pdata[i];
    remember(names, name->name, name->unit);
  }
  return TRUE;
}

void import_names_clear(ImportNames *names) {
  g_clear_pointer(&names->ids, g_hash_table_unref);
  g_clear_pointer(&names->names, g_ptr_array_unref);
}

gint64 import_names_find(ImportNames *names, const char *name) {
  const gint64 *known = g_hash_table_lookup(names->ids, name);
  if (known != NULL)
    return *known;
  remember(names, name, --names->unknown);
  return names->unknown;
}

/* ---- what an unknown one may be meant for --------------------------------------------------- */

/* 行政审批管理科（政策法规科） → 行政审批管理科: what is in brackets is another name or an
 * explanation. The caller frees. */
static char *without_brackets(const char *name) {
  g_autofree char *key = likeness_key(name); /* whose brackets are ASCII */
  char *open = strchr(key, '(');
  if (open != NULL && open > key)
    *open = '\0';
  return g_steal_pointer(&key);
}

/* TRUE where all of part stands in whole, in order: 行政审批科 in 行政审批管理科. */
static gboolean is_within(const char *part, const char *whole) {
  for (; *part != '\0'; part = g_utf8_next_char(part)) {
    whole = g_utf8_strchr(whole, -1, g_utf8_get_char(part));
    if (whole == NULL)
      return FALSE;
    whole = g_utf8_next_char(whole);
  }
  return TRUE;
}

/* How far two names lie apart, 0 to 1; more where they are not near at all. Names of one character
 * less lie nearer than those with one replaced: offices shorten names, they do not misspell them.
 */
static double apart(const char *one, const char *other) {
  glong length = MAX(g_utf8_strlen(one, -1), g_utf8_strlen(other, -1));
  int steps = nearest_distance(one, other);
  if (length == 0 || steps == G_MAXINT)
    return 2;
  double share = (double)steps / (double)length;
  if (is_within(one, other) || is_within(other, one))
    return share / 2;
  return steps * 2 <= length ? share : 2;
}

static double nearest_of(const char *name, const UnitName *known) {
  g_autofree char *whole = likeness_key(name), *other_whole = likeness_key(known->name);
  g_autofree char *bare = without_brackets(name), *other_bare = without_brackets(known->name);
  double distance = apart(whole, other_whole);
  return MIN(distance, apart(bare, other_bare) + 0.01);
}

typedef struct {
  const UnitName *name;
  double distance;
} Near;

static int by_distance(gconstpointer a, gconstpointer b) {
  double difference = ((const Near *)a)->distance - ((const Near *)b)->distance;
  return difference < 0 ? -1 : difference > 0;
}

static void unit_name_copy_free(gpointer data) {
  UnitName *name = data;
  g_free(name->name);
  g_free(name->full);
  g_free(name);
}

static gboolean is_listed(const GPtrArray *near, gint64 unit) {
  for (guint i = 0; i < near->len; i++) {
    if (((const UnitName *)near->pdata[i])->unit == unit)
      return TRUE;
  }
  return FALSE;
}

/* What the file itself says an unknown name is another one of comes before all that is guessed. */
static double distance_of(const char *name, const ContentUnitInfo *info, const UnitName *known) {
  for (guint i = 0; info != NULL && i < info->aliases->len; i++) {
    if (g_str_equal(info->aliases->pdata[i], known->name))
      return 0;
  }
  return nearest_of(name, known);
}

static GPtrArray *near_names(const ImportNames *names, const char *name,
                             const ContentUnitInfo *info) {
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Near));
  for (guint i = 0; i < names->names->len; i++) {
    Near near = {.name = names->names->pdata[i]};
    near.distance = distance_of(name, info, near.name);
    if (near.distance <= 0.5)
      g_array_append_val(found, near);
  }
  g_array_sort(found, by_distance);
  GPtrArray *near = g_ptr_array_new_with_free_func(unit_name_copy_free);
  for (guint i = 0; i < found->len && near->len < NEAR_SHOWN; i++) {
    const UnitName *known = g_array_index(found, Near, i).name;
    if (is_listed(near, known->unit))
      continue;
    UnitName *copy = g_new0(UnitName, 1);
    copy->name = g_strdup(known->name);
    copy->full = g_strdup(known->full);
    copy->unit = known->unit;
    g_ptr_array_add(near, copy);
  }
  return near;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static void import_unit_free(gpointer data) {
  ImportUnit *unit = data;
  g_free(unit->name);
  g_ptr_array_unref(unit->near);
  g_free(unit);
}

static const ContentUnitInfo *info_of(const Content *content, const char *name) {
  for (guint i = 0; i < content->units->len; i++) {
    const ContentUnitInfo *info = content->units->pdata[i];
    if (g_str_equal(info->name, name))
      return info;
  }
  return NULL;
}

static ImportUnit *import_unit_new(const ImportNames *names, const Content *incoming,
                                   const char *name) {
  const ContentUnitInfo *info = info_of(incoming, name);
  ImportUnit *unit = g_new0(ImportUnit, 1);
  unit->name = g_strdup(name);
  unit->kind = info != NULL ? info->kind : unit_kind_guess(name);
  unit->near = near_names(names, name, info);
  return unit;
}

/* Counts a task for each unit once, in whatever roles it names it. */
static gboolean is_named_before(const ContentTask *task, guint index) {
  const ContentUnit *unit = task->units->pdata[index];
  for (guint i = 0; i < index; i++) {
    if (g_str_equal(((const ContentUnit *)task->units->pdata[i])->name, unit->name))
      return TRUE;
  }
  return FALSE;
}

GPtrArray *import_units_unknown(ImportNames *names, const Content *incoming) {
  GPtrArray *unknown = g_ptr_array_new_with_free_func(import_unit_free);
  g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < incoming->tasks->len; i++) {
    const ContentTask *task = incoming->tasks->pdata[i];
    for (guint k = 0; k < task->units->len; k++) {
      const char *name = ((const ContentUnit *)task->units->pdata[k])->name;
      if (import_names_find(names, name) > 0 || is_named_before(task, k))
        continue;
      ImportUnit *unit = g_hash_table_lookup(listed, name);
      if (unit == NULL) {
        unit = import_unit_new(names, incoming, name);
        g_hash_table_insert(listed, unit->name, unit);
        g_ptr_array_add(unknown, unit);
      }
      unit->tasks++;
    }
  }
  return unknown;
}

char *import_units_undecided(const ImportPlan *plan) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < plan->units->len; i++) {
    const ImportUnit *unit = plan->units->pdata[i];
    if (unit->way == IMPORT_UNIT_ASK)
      g_string_append_printf(text, "%s“%s”", text->len > 0 ? "、" : "", unit->name);
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
