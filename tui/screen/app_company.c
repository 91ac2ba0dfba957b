/* app_company.c: other people at the same ledger: what they have just written, and who is at the
 * same record. */
#include "core/rules/text.h"
#include "tui/screen/app_private.h"
#include "tui/screen/others.h"

#define SIGN_US (60 * G_USEC_PER_SEC) /* how long a row that another changed has its sign */
#define NAMES_MOST 4

/* ---- what they have written ------------------------------------------------------------- */

/* 您（另一个窗口）、lisi: each once, in the order of their last deeds. */
static char *names_text(App *app, const GPtrArray *deeds) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < deeds->len; i++) {
    char *name = others_name(app, ((const OtherDeed *)deeds->pdata[i])->who);
    if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
      g_free(name);
    else
      g_ptr_array_add(names, name);
  }
  for (guint i = 0; i < MIN(names->len, NAMES_MOST); i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", (const char *)names->pdata[i]);
  if (names->len > NAMES_MOST)
    g_string_append_printf(text, "等 %u 人", names->len);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static guint count_entries(const GPtrArray *deeds) {
  guint count = 0;
  for (guint i = 0; i < deeds->len; i++) {
    const OtherDeed *deed = deeds->pdata[i];
    count += i == 0 || ((const OtherDeed *)deeds->pdata[i - 1])->seq != deed->seq ? 1 : 0;
  }
  return count;
}

static gboolean is_of_task(const OtherDeed *deed) {
  static const char *const tables[] = {"task", "task_unit", "task_tag", NULL};
  return deed->table != NULL && deed->id != 0 && !deed->gone &&
         g_strv_contains(tables, deed->table);
}

/* A task whose progress or 报送 was written has changed, too: the entry says which task it is of.
 */
static void sign_tasks(App *app, const GPtrArray *deeds) {
  gint64 until = g_get_monotonic_time() + SIGN_US;
  if (app->signs == NULL)
    app->signs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < deeds->len; i++) {
    const OtherDeed *deed = deeds->pdata[i];
    gint64 task = is_of_task(deed) ? deed->id : deed->task;
    if (task != 0)
      g_hash_table_replace(app->signs, g_memdup2(&task, sizeof task),
                           g_memdup2(&until, sizeof until));
  }
}

gboolean app_has_sign(const App *app, gint64 task) {
  return app->signs != NULL && g_hash_table_contains(app->signs, &task);
}

static gboolean has_expired(gpointer task, gpointer until, gpointer now) {
  (void)task;
  return *(const gint64 *)until <= *(const gint64 *)now;
}

static void drop_signs(App *app) {
  gint64 now = g_get_monotonic_time();
  if (app->signs != NULL && g_hash_table_foreach_remove(app->signs, has_expired, &now) > 0)
    app->repaint = TRUE;
}

void app_hear(App *app) {
  gint64 end = app_journal_end(app);
  g_autoptr(GPtrArray) deeds =
      app->heard >= 0 && end > app->heard ? others_since(app->db, app->heard, NULL) : NULL;
  app->heard = end;
  if (deeds == NULL || deeds->len == 0)
    return;
  sign_tasks(app, deeds);
  g_autofree char *names = names_text(app, deeds);
  g_free(app->news);
  app->news = g_strdup_printf("%s 刚改了 %u 处", names, count_entries(deeds));
}

/* Said once, when the footer has nothing else to say. */
static void tell_news(App *app) {
  if (app->news == NULL || app->message != NULL || app->filter != NULL || app->dialog != NULL ||
      app->menu != NULL || app->picker != NULL || app->sheet != NULL)
    return;
  g_autofree char *news = g_steal_pointer(&app->news);
  app_notice(app, "%s%s", news, app_top(app)->class_->is_table ? "（前面有 ^ 的）" : "");
}

/* ---- who is at the same record ---------------------------------------------------------- */

/* The record that is looked at or changed; NULL: none. */
static const char *record_here(App *app, gint64 *id, gboolean *editing) {
  const OpenScreen *top = app_top(app);
  *editing = app->sheet != NULL && app->sheet->class_->about != NULL;
  *id = *editing ? app->sheet->target : 0;
  if (*editing)
    return app->sheet->class_->about;
  *id = top->class_->record != NULL ? top->class_->record(top->state) : 0;
  return *id != 0 ? top->class_->about : NULL;
}

static char *name_of(App *app, const PresenceOther *other) {
  return g_strdup(g_strcmp0(other->login, app->person->who) == 0
                      ? "您的另一个窗口"
                      : app_person_name(app, other->login));
}

/* 3分钟 */
static char *span_text(gint64 seconds) {
  return seconds < 60 ? g_strdup("刚开始")
                      : g_strdup_printf("%d分钟", (int)MIN(seconds / 60, 9999));
}

/* 李四 正在修改（3分钟）；也在看：王五、您的另一个窗口. The caller frees; NULL: nobody is. */
static char *company_text(App *app, const GPtrArray *others) {
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;
  g_autoptr(GString) text = g_string_new(NULL);
  gboolean readers = FALSE;
  for (guint i = 0; i < MIN(others->len, NAMES_MOST); i++) {
    const PresenceOther *other = others->pdata[i];
    g_autofree char *name = name_of(app, other);
    g_autofree char *span = span_text(now - other->since);
    if (other->editing)
      g_string_append_printf(text, "%s%s 正在修改（%s）", i > 0 ? "；" : "", name, span);
    else
      g_string_append_printf(text, "%s%s",
                             readers ? "、"
                             : i > 0 ? "；也在看："
                                     : "也在看：",
                             name);
    readers = readers || !other->editing;
  }
  if (others->len > NAMES_MOST)
    g_string_append_printf(text, "，共 %u 人", others->len);
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static void look_who(App *app) {
  gint64 id;
  gboolean editing;
  const char *kind = record_here(app, &id, &editing);
  if (app->presence == NULL && kind == NULL)
    return;
  if (app->presence == NULL)
    app->presence = presence_new(db_path(app->db), app->person->who);
  presence_be(app->presence, kind, id, editing, g_get_real_time() / G_USEC_PER_SEC);
  g_autoptr(GPtrArray) others = kind != NULL ? presence_others(app->presence, kind, id) : NULL;
  g_autofree char *text = others != NULL ? company_text(app, others) : NULL;
  if (g_strcmp0(text, app->company) == 0)
    return;
  g_free(app->company);
  app->company = g_steal_pointer(&text);
  app->repaint = TRUE;
}

void app_look_who(App *app) {
  look_who(app);
  if (app->sheet != NULL && form_set_note(app->sheet->form, app->company))
    app->repaint = TRUE;
}

void app_look_who_anew(App *app) {
  gint64 id;
  gboolean editing;
  const char *kind = record_here(app, &id, &editing);
  if (kind == app->at_kind && id == app->at_id && editing == app->at_editing)
    return;
  app->at_kind = kind;
  app->at_id = id;
  app->at_editing = editing;
  app_look_who(app);
}

gboolean app_shows_company(const App *app) {
  return app->company != NULL && app->sheet == NULL && app_top(app)->class_->record != NULL;
}

void app_paint_company(App *app, Area area) {
  if (!app_shows_company(app))
    return;
  g_autofree char *text = g_strdup_printf(" %s", app->company);
  term_text(app->term, area.row + area.rows, 0, area.columns, THEME_NOTICE, text);
}

/* ---- now and then ----------------------------------------------------------------------- */

void app_tend_company(App *app) {
  drop_signs(app);
  tell_news(app);
  app_look_who(app);
}

void app_company_free(App *app) {
  g_clear_pointer(&app->presence, presence_free);
  g_clear_pointer(&app->signs, g_hash_table_unref);
  g_clear_pointer(&app->news, g_free);
  g_clear_pointer(&app->company, g_free);
}
