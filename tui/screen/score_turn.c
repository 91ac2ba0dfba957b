#include "tui/screen/score_turn.h"

#include <string.h>

static void look_at(App *app, const System *system, const char *span) {
  app_set_system(app, system->id, span);
  app_turn(app);
}

/* The same system, as it is used for another year; NULL where there is none. */
static const System *of_year(const GPtrArray *systems, const System *system, int year) {
  for (guint i = 0; i < systems->len; i++) {
    const System *other = systems->pdata[i];
    if (other->year == year && g_strcmp0(other->template_name, system->template_name) == 0 &&
        (system->template_name != NULL || g_str_equal(other->title, system->title)))
      return other;
  }
  return NULL;
}

/* The systems there are; NULL, having said why, where they cannot be read. */
static GPtrArray *read_systems(App *app) {
  g_autoptr(GError) error = NULL;
  GPtrArray *systems = system_list(app_db(app), &error);
  if (systems == NULL)
    app_failed(app, g_steal_pointer(&error));
  return systems;
}

void score_turn(App *app, const ScoreSheet *sheet, int delta) {
  const System *system = sheet->system;
  const char *dash = strchr(sheet->span, '-');
  int month = dash != NULL ? (int)g_ascii_strtoll(dash + 1, NULL, 10) + delta : 0;
  g_autofree char *span = NULL;
  if (month >= 1 && month <= 12) {
    span = g_strdup_printf("%04d-%02d", system->year, month);
    look_at(app, system, span);
    return;
  }
  int year = system->year + delta;
  g_autoptr(GPtrArray) systems = read_systems(app);
  if (systems == NULL)
    return;
  const System *other = of_year(systems, system, year);
  if (other == NULL) {
    app_notice(app, "没有这套指标体系%d年的；可按 A 添加", year);
    return;
  }
  span = other->monthly ? g_strdup_printf("%04d-%02d", year, delta > 0 ? 1 : 12)
                        : g_strdup_printf("%04d", year);
  look_at(app, other, span);
}

void score_turn_to_today(App *app, const System *system) {
  g_autoptr(GPtrArray) systems = read_systems(app);
  if (systems == NULL)
    return;
  const System *now = of_year(systems, system, day_civil(app_today(app)).year);
  char span[SPAN_KEY_SIZE];
  score_span(now != NULL ? now : system, app_today(app), span);
  look_at(app, now != NULL ? now : system, span);
}

static void system_chosen(App *app, gint64 id) {
  app_set_system(app, id, "");
  app_turn(app);
}

void score_choose_system(App *app) {
  g_autoptr(GPtrArray) systems = read_systems(app);
  if (systems == NULL)
    return;
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(PickerItem));
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
  gsize current = 0;
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    char *extra = g_strdup_printf("%d年 %s", system->year, system->monthly ? "按月" : "按年");
    g_ptr_array_add(strings, extra);
    PickerItem item = {.name = system->title, .extra = extra, .alias = system->template_name};
    g_array_append_val(items, item);
    g_array_append_val(ids, system->id);
    if (system->id == app_system(app))
      current = i;
  }
  app_choose(app, "换指标体系", (const PickerItem *)(void *)items->data,
             (const gint64 *)(void *)ids->data, items->len, current, system_chosen);
}
