#include "tui/screen/unit_lines.h"

#include "core/model/task.h"
#include "tui/screen/task_rows.h"

void unit_lines_free(UnitLines *lines) {
  if (lines == NULL)
    return;
  unit_record_free(lines->record);
  g_clear_pointer(&lines->refs, g_array_unref);
  g_clear_pointer(&lines->tasks, g_array_unref);
  g_free(lines);
}

UnitLines *unit_lines_read(App *app, gint64 unit, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.unit = unit;
  UnitLines *lines = g_new0(UnitLines, 1);
  if ((lines->record = unit_record(app_db(app), unit, error)) != NULL &&
      (lines->refs = task_list(app_db(app), app_reckoning(app), &filter, error)) != NULL &&
      (lines->tasks = unit_tasks(app_db(app), unit, error)) != NULL)
    return lines;
  unit_lines_free(lines);
  return NULL;
}

GArray *unit_lines_tasks(const UnitLines *lines) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (guint i = 0; i < lines->refs->len; i++)
    g_array_append_val(ids, g_array_index(lines->refs, TaskRef, i).id);
  return ids;
}

/* ---- text ------------------------------------------------------------------------------- */

#define OF_GROUPS ROLE_COUNT /* the place of tasks that it has as a member of groups alone */
#define PLACES (ROLE_COUNT + 1)

/* How many tasks by role and light. */
static void count_lights(const UnitLines *lines, int counts[PLACES][LIGHT_COUNT]) {
  g_autoptr(GHashTable) roles = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < lines->tasks->len; i++) {
    const UnitTask *task = &g_array_index(lines->tasks, UnitTask, i);
    gpointer bits = g_hash_table_lookup(roles, &task->task);
    g_hash_table_insert(roles, (gpointer)&task->task,
                        GUINT_TO_POINTER(GPOINTER_TO_UINT(bits) | 1u << task->role));
  }
  for (guint i = 0; i < lines->refs->len; i++) {
    const TaskRef *ref = &g_array_index(lines->refs, TaskRef, i);
    guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(roles, &ref->id));
    for (int role = 0; role < ROLE_COUNT; role++)
      counts[role][ref->light] += (bits >> role) & 1u;
    counts[OF_GROUPS][ref->light] += bits == 0 ? 1 : 0;
  }
}

/* 牵头3项（红1、绿2）；责任9项（绿9）；所在集合5项（灰5） */
static char *tasks_text(const UnitLines *lines) {
  int counts[PLACES][LIGHT_COUNT] = {{0}};
  count_lights(lines, counts);
  gboolean blue = lines->refs->len > 0;
  for (guint i = 0; i < lines->refs->len; i++)
    blue = blue && g_array_index(lines->refs, TaskRef, i).blue;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int place = 0; place < PLACES; place++) {
    g_autoptr(GString) lights = g_string_new(NULL);
    int sum = 0;
    for (int light = 0; light < LIGHT_COUNT; light++) {
      int count = counts[place][light];
      sum += count;
      if (count > 0)
        g_string_append_printf(lights, "%s%s%d", lights->len > 0 ? "、" : "",
                               light_name_in((Light)light, blue), count);
    }
    if (sum > 0)
      g_string_append_printf(text, "%s%s%d项（%s）", text->len > 0 ? "；" : "",
                             place == OF_GROUPS ? "所在集合" : role_name((Role)place), sum,
                             lights->str);
  }
  int frozen = lines->record->use.frozen;
  if (frozen > 0)
    g_string_append_printf(text, "%s已封存的台账里%d项", text->len > 0 ? "；" : "", frozen);
  if (text->len == 0)
    g_string_append(text, "没有");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *names_text(const GPtrArray *units) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", ((const Unit *)units->pdata[i])->name);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *aliases_text(const GPtrArray *aliases) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    char day[DAY_TEXT_SIZE];
    g_string_append_printf(text, "%s%s（%s，%s起）", i > 0 ? "、" : "", alias->name,
                           unit_origin_name(alias->origin), day_to_iso(alias->made_on, day));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* 市县部门，上级 银川市交通运输局 */
static char *title_text(const UnitRecord *record) {
  return g_strdup_printf("%s  %s%s%s", record->unit->name, unit_kind_name(record->unit->kind),
                         record->parent != NULL ? "，上级 " : "",
                         record->parent != NULL ? record->parent : "");
}

/* 电话 0951-6076000  邮箱 fgc@example.gov.cn */
static char *contact_text(const Unit *unit) {
  if (unit->phone == NULL && unit->mail == NULL)
    return NULL;
  return g_strdup_printf("%s%s%s", unit->phone != NULL ? unit->phone : "",
                         unit->phone != NULL && unit->mail != NULL ? "  " : "",
                         unit->mail != NULL ? unit->mail : "");
}

void unit_lines_paint(const UnitLines *lines, Term *term, Area area) {
  term_blank(term, area, THEME_TEXT);
  if (lines == NULL)
    return;
  const UnitRecord *record = lines->record;
  g_autofree char *title = title_text(record);
  g_autofree char *contact = contact_text(record->unit);
  g_autofree char *tasks = tasks_text(lines);
  g_autofree char *aliases = aliases_text(record->aliases);
  g_autofree char *members = names_text(record->members);
  g_autofree char *groups = names_text(record->groups);
  g_autofree char *children = names_text(record->children);
  g_autofree char *others =
      g_strdup_printf("报送%d次、案例%d篇", record->use.submissions, record->use.cases);
  const char *const fields[][2] = {
      {"单位：", title},   {"任务：", tasks},    {"联系：", contact}, {"名称：", aliases},
      {"成员：", members}, {"下级：", children}, {"集合：", groups},  {"其他：", others},
  };
  int y = area.row, end = area.row + area.rows;
  for (gsize i = 0; i < G_N_ELEMENTS(fields) && y < end; i++) {
    if (fields[i][1] != NULL && *fields[i][1] != '\0')
      task_rows_paint_field(term, &y, end, 0, area.columns, fields[i][0], fields[i][1],
                            i == 0 ? THEME_STRONG : THEME_TEXT);
  }
}
