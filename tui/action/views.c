#include "tui/action/views.h"

#include <string.h>

#include "core/config/places.h"
#include "core/model/ledger.h"
#include "core/rules/filter.h"

ViewFile *views_load(GPtrArray **problems) {
  g_autofree char *path = places_state("views.json");
  return view_file_load(path, problems);
}

/* ---- what the program comes with ----------------------------------------------------------- */

static View *built_in(const char *name, const char *screen, char *filter) {
  View *view = view_new(VIEW_BUILT_IN, name);
  g_free(view->screen);
  view->screen = g_strdup(screen);
  g_free(view->filter);
  view->filter = filter;
  return view;
}

/* Of the units that the person says are his or her own. */
static char *own_filter(const Settings *settings) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = 0; settings->units[i] != NULL; i++) {
    g_autofree char *name = filter_quote(settings->units[i]);
    g_string_append_printf(text, "%s%s", i > 0 ? "," : "责任:", name);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *quarter_filter(Day today) {
  CivilDate date = day_civil(today);
  int first = (date.month - 1) / 3 * 3 + 1;
  char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
  return g_strdup_printf("时限:%s..%s", day_to_iso(day_from_ymd(date.year, first, 1), from),
                         day_to_iso(day_month_end(date.year, first + 2), to));
}

static gboolean has_name(const GPtrArray *names, const char *name) {
  for (guint i = 0; i < names->len; i++) {
    if (g_str_equal(names->pdata[i], name))
      return TRUE;
  }
  return FALSE;
}

const View *views_find(const GPtrArray *views, const char *name) {
  for (guint i = 0; i < views->len; i++) {
    if (g_str_equal(((const View *)views->pdata[i])->name, name))
      return views->pdata[i];
  }
  return NULL;
}

/* Takes view, unless one of its name is there. */
static void add(GPtrArray *views, View *view) {
  if (views_find(views, view->name) == NULL)
    g_ptr_array_add(views, view);
  else
    view_free(view);
}

static void add_built_in(GPtrArray *views, const ViewFile *file, const Settings *settings,
                         Day today) {
  View *all[] = {
      built_in("逾期-我处", "overdue", own_filter(settings)),
      built_in("本季度", "ledger", quarter_filter(today)),
      built_in("待审核", "ledger", g_strconcat("状态:", task_state_name(TASK_STATE_DONE), NULL)),
  };
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
    if (has_name(file->hidden, all[i]->name))
      view_free(all[i]);
    else
      add(views, all[i]);
  }
}

/* ---- all of them ------------------------------------------------------------------------- */

/* Puts those that the order names to the front, in its order. */
static void put_in_order(GPtrArray *views, const GPtrArray *order) {
  guint place = 0;
  for (guint i = 0; i < order->len; i++) {
    for (guint k = place; k < views->len; k++) {
      View *view = views->pdata[k];
      if (!g_str_equal(view->name, order->pdata[i]))
        continue;
      memmove(&views->pdata[place + 1], &views->pdata[place], (k - place) * sizeof(gpointer));
      views->pdata[place++] = view;
      break;
    }
  }
}

GPtrArray *views_list(Db *db, const ViewFile *file, const Settings *settings, Day today,
                      GError **error) {
  g_autoptr(GPtrArray) shared = shared_view_list(db, error);
  if (shared == NULL)
    return NULL;
  GPtrArray *views = g_ptr_array_new_with_free_func((GDestroyNotify)view_free);
  for (guint i = 0; i < file->views->len; i++)
    add(views, view_copy(file->views->pdata[i]));
  for (guint i = 0; i < shared->len; i++)
    add(views, view_copy(shared->pdata[i]));
  add_built_in(views, file, settings, today);
  put_in_order(views, file->order);
  return views;
}

gboolean views_move(ViewFile *file, const GPtrArray *views, const char *name, int delta,
                    GError **error) {
  g_ptr_array_set_size(file->order, 0);
  guint place = 0;
  for (guint i = 0; i < views->len; i++) {
    const View *view = views->pdata[i];
    if (g_str_equal(view->name, name))
      place = i;
    g_ptr_array_add(file->order, g_strdup(view->name));
  }
  gint64 to = CLAMP((gint64)place + delta, 0, (gint64)file->order->len - 1);
  g_ptr_array_insert(file->order, (gint)to, g_ptr_array_steal_index(file->order, place));
  return view_file_save(file, error);
}

/* ---- changing ---------------------------------------------------------------------------- */

static void drop_name(GPtrArray *names, const char *name) {
  for (guint i = names->len; i-- > 0;) {
    if (g_str_equal(names->pdata[i], name))
      g_ptr_array_remove_index(names, i);
  }
}

gboolean views_save(Db *db, const Actor *actor, ViewFile *file, const View *view, GError **error) {
  if (view->origin == VIEW_SHARED)
    return shared_view_save(db, actor, view, error);
  if (!shared_view_check_name(view->name, error))
    return FALSE;
  view_file_put(file, view_copy(view));
  return view_file_save(file, error);
}

static void replace_name(GPtrArray *names, const char *before, const char *after) {
  for (guint i = 0; i < names->len; i++) {
    if (!g_str_equal(names->pdata[i], before))
      continue;
    g_free(names->pdata[i]);
    names->pdata[i] = g_strdup(after);
  }
}

gboolean views_rename(Db *db, const Actor *actor, ViewFile *file, const GPtrArray *views,
                      const View *view, const char *name, GError **error) {
  if (!shared_view_check_name(name, error))
    return FALSE;
  if (view->origin == VIEW_BUILT_IN)
    return store_refuse(error, "“%s”是自带的视图，不能改名；可以打开它，另存为别的名称",
                        view->name);
  if (views_find(views, name) != NULL)
    return store_refuse(error, "已经有名为“%s”的视图", name);
  if (view->origin == VIEW_SHARED) {
    if (!shared_view_rename(db, actor, view->id, name, error))
      return FALSE;
  } else {
    View *own = view_file_find(file, view->name);
    if (own == NULL)
      return store_refuse(error, "没有名为“%s”的视图", view->name);
    g_free(own->name);
    own->name = g_strdup(name);
  }
  replace_name(file->order, view->name, name);
  return view_file_save(file, error);
}

gboolean views_remove(Db *db, const Actor *actor, ViewFile *file, const View *view,
                      GError **error) {
  if (view->origin == VIEW_SHARED && !shared_view_remove(db, actor, view->id, error))
    return FALSE;
  if (view->origin == VIEW_PRIVATE)
    view_file_remove(file, view->name);
  if (view->origin == VIEW_BUILT_IN)
    g_ptr_array_add(file->hidden, g_strdup(view->name));
  drop_name(file->order, view->name);
  return view_file_save(file, error);
}

gboolean views_check(const View *view, GError **error) {
  if (view->origin != VIEW_BUILT_IN || *view->filter != '\0')
    return TRUE;
  g_autofree char *settings = places_config("settings.yaml");
  return store_refuse(error,
                      "还不知道您是哪个处室，不能用“%s”；请在设置文件 %s 中写一行 "
                      "units: [处室全称]，再重新打开",
                      view->name, settings);
}

/* ---- ledgers ----------------------------------------------------------------------------- */

char *views_ledger_name(int year, const char *title) {
  return g_strdup_printf("%d年《%s》", year, title);
}

gboolean views_ledger(Db *db, const View *view, gint64 *ledger, GError **error) {
  if (*view->ledger == '\0')
    return TRUE;
  if (g_str_equal(view->ledger, VIEW_LEDGER_ALL)) {
    *ledger = 0;
    return TRUE;
  }
  g_autoptr(GPtrArray) ledgers = ledger_list(db, error);
  if (ledgers == NULL)
    return FALSE;
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *one = ledgers->pdata[i];
    g_autofree char *name = views_ledger_name(one->year, one->title);
    if (!g_str_equal(name, view->ledger))
      continue;
    *ledger = one->id;
    return TRUE;
  }
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "视图“%s”是看%s的，这个文件里没有这本台账",
              view->name, view->ledger);
  return FALSE;
}
