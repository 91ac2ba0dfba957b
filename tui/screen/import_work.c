#include "tui/screen/import_work.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/exchange/collect/office.h"
#include "core/exchange/content/content_file.h"
#include "core/model/ledger.h"
#include "core/model/unit.h"
#include "tui/screen/form_path.h"

#define PASTED_NAME "粘贴的内容"

ImportWork *import_work_new(void) {
  ImportWork *work = g_new0(ImportWork, 1);
  work->path = g_strdup("");
  work->pasted = g_strdup("");
  work->sheet = g_strdup("");
  work->title = g_strdup("");
  work->stamp = g_strdup("");
  work->ledger = IMPORT_LEDGER_AUTO;
  work->columns = g_hash_table_new(NULL, NULL);
  work->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  work->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return work;
}

void import_work_free(ImportWork *work) {
  if (work == NULL)
    return;
  g_free(work->path);
  g_free(work->pasted);
  g_free(work->sheet);
  g_free(work->title);
  g_free(work->stamp);
  g_hash_table_unref(work->columns);
  g_hash_table_unref(work->units);
  g_hash_table_unref(work->rows);
  g_free(work->name);
  g_clear_pointer(&work->workbook, workbook_free);
  g_clear_pointer(&work->tables, g_ptr_array_unref);
  g_clear_pointer(&work->remarks, g_ptr_array_unref);
  g_clear_pointer(&work->plan, import_plan_free);
  g_free(work->problem);
  g_free(work);
}

char *import_work_ledger_name(App *app, gint64 ledger) {
  if (ledger == IMPORT_LEDGER_AUTO)
    return g_strdup("自动判断");
  if (ledger == IMPORT_LEDGER_NEW)
    return g_strdup("新建一本台账");
  g_autoptr(Ledger) found = ledger_load(app_db(app), ledger, NULL);
  return found != NULL ? g_strdup_printf("%d年《%s》", found->year, found->title) : g_strdup("");
}

char *import_work_unit_name(App *app, const ImportWork *work) {
  g_autoptr(Unit) unit = work->unit != 0 ? unit_load(app_db(app), work->unit, NULL) : NULL;
  return unit != NULL ? g_strdup(unit->name) : NULL;
}

Recognised *import_work_table(const ImportWork *work) {
  return work->tables != NULL && work->table < work->tables->len ? work->tables->pdata[work->table]
                                                                 : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean is_document(const char *path) {
  static const char *const endings[] = {".yaml", ".yml", ".json"};
  g_autofree char *lower = g_ascii_strdown(path, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    if (g_str_has_suffix(lower, endings[i]))
      return TRUE;
  }
  return FALSE;
}

static char *file_of(const ImportWork *work) {
  return form_path(work->path, "", "");
}

/* What was decided of rows holds only for the file as it was. */
static void stamp(ImportWork *work, const char *file) {
  GStatBuf info;
  g_autofree char *now = g_stat(file, &info) == 0
                             ? g_strdup_printf("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                                               (gint64)info.st_size, (gint64)info.st_mtime)
                             : g_strdup("");
  if (*work->stamp != '\0' && !g_str_equal(work->stamp, now))
    g_hash_table_remove_all(work->rows);
  g_free(work->stamp);
  work->stamp = g_steal_pointer(&now);
}

static gboolean read_tables(App *app, ImportWork *work, const char *file, GError **error) {
  work->workbook = *work->pasted != '\0' ? workbook_read_text(work->pasted, error)
                                         : workbook_read(file, app_watch(app), error);
  if (*work->pasted == '\0')
    app_watch_end(app);
  return work->workbook != NULL;
}

/* Where no heads are known, a person says in the preview what the columns are. */
static gboolean find_tables(ImportWork *work, GError **error) {
  const char *sheet = *work->sheet != '\0' ? work->sheet : NULL;
  work->tables = recognise_tables(work->workbook, sheet, error);
  if (work->tables != NULL && work->tables->len == 0) {
    g_ptr_array_unref(work->tables);
    work->tables = recognise_unknown_tables(work->workbook, sheet, error);
  }
  return work->tables != NULL;
}

static void map_columns(ImportWork *work) {
  Recognised *table = import_work_table(work);
  GHashTableIter iter;
  gpointer column, field;
  g_hash_table_iter_init(&iter, work->columns);
  while (table != NULL && g_hash_table_iter_next(&iter, &column, &field)) {
    g_autofree char *name = grid_column_name(GPOINTER_TO_UINT(column));
    recognise_map(table, name, (ContentField)GPOINTER_TO_INT(field), NULL);
  }
}

gboolean import_work_read(App *app, ImportWork *work, const char **field, GError **error) {
  gboolean from_file = *work->pasted == '\0';
  g_autofree char *file = from_file ? file_of(work) : NULL;
  *field = "path";
  g_autofree char *base = from_file ? g_path_get_basename(file) : NULL;
  work->name = from_file ? form_path_text(base) : g_strdup(PASTED_NAME);
  if (from_file)
    stamp(work, file);
  if (work->unit == 0 && (!from_file || !is_document(file))) {
    if (!read_tables(app, work, file, error))
      return FALSE;
    *field = *work->sheet != '\0' ? "sheet" : "path";
    if (!find_tables(work, error))
      return FALSE;
    if (work->tables->len == 0) {
      store_refuse(error,
                   "“%s”里没有认出台账：没有一张表的表头里有目标任务、责任单位、完成时限这样的栏目",
                   work->name);
      return FALSE;
    }
    work->table = MIN(work->table, work->tables->len - 1);
    map_columns(work);
  }
  if (!import_work_plan(app, work, error)) {
    *field = NULL;
    return FALSE;
  }
  if (work->plan != NULL || work->workbook != NULL)
    return TRUE;
  store_refuse(error, "%s", work->problem);
  return FALSE;
}

/* ---- planning --------------------------------------------------------------------------- */

/* The year of dates that print none: as said, else that of the ledger that was chosen; 0: as the
 * file has it. FALSE and error. */
static gboolean find_year(App *app, const ImportWork *work, int *year, GError **error) {
  *year = work->year;
  if (work->year != 0 || work->ledger <= IMPORT_LEDGER_NEW)
    return TRUE;
  g_autoptr(Ledger) ledger = ledger_load(app_db(app), work->ledger, error);
  if (ledger != NULL)
    *year = ledger->year;
  return ledger != NULL;
}

/* A YAML or JSON file is read again only for another year, since that moves its dates. */
static Content *read_document(ImportWork *work, int year, const Watch *watch, GError **error) {
  if (work->plan != NULL && work->plan->incoming != NULL && work->read_year == year)
    return g_steal_pointer(&work->plan->incoming);
  g_autofree char *file = file_of(work);
  work->read_year = year;
  return content_read(file, year, watch, error);
}

static Content *read_content(App *app, ImportWork *work, GPtrArray *remarks, const Watch *watch,
                             GError **error) {
  int year;
  if (!find_year(app, work, &year, error))
    return NULL;
  if (work->workbook == NULL)
    return read_document(work, year, watch, error);
  g_autoptr(GPtrArray) names = unit_name_list(app_db(app), error);
  if (names == NULL)
    return NULL;
  RecogniseOptions options = {.year = year,
                              .this_year = day_civil(app_today(app)).year,
                              .no_fill = work->no_fill,
                              .names = names};
  return recognise_read(work->workbook, import_work_table(work), &options, remarks, watch, error);
}

/* The ledger it is for; pasted rows, which have no title, go where one looks. FALSE and error. */
static gboolean find_ledger(App *app, const ImportWork *work, const Content *content,
                            gint64 *ledger, GError **error) {
  *ledger = work->ledger;
  if (work->ledger != IMPORT_LEDGER_AUTO)
    return TRUE;
  *ledger = *work->pasted != '\0' ? app_ledger(app) : 0;
  return *ledger != 0 || import_ledger_for(app_db(app), content, ledger, error);
}

/* 台账.xlsx is called 台账 where nothing better is known. */
static char *title_from_name(const ImportWork *work) {
  char *title = g_strdup(work->name);
  char *dot = strrchr(title, '.');
  if (dot != NULL && dot != title)
    *dot = '\0';
  return title;
}

/* What a new ledger must have. */
static void complete(App *app, const ImportWork *work, Content *content) {
  if (*work->title != '\0' || content->title == NULL || *content->title == '\0') {
    g_free(content->title);
    content->title = *work->title != '\0' ? g_strdup(work->title) : title_from_name(work);
  }
  if (work->year != 0)
    content->year = work->year;
  if (content->year == 0)
    content->year = day_civil(app_today(app)).year;
}

/* Read once: there is nothing to be decided of how it is read. */
static Content *read_office(App *app, ImportWork *work, const Watch *watch, GError **error) {
  if (work->plan != NULL && work->plan->incoming != NULL)
    return g_steal_pointer(&work->plan->incoming);
  g_autofree char *file = file_of(work);
  Content *content = NULL;
  if (office_read(app_db(app), file, day_civil(app_today(app)).year, watch, &content, error) &&
      content == NULL)
    store_refuse(error, "“%s”不是整本台账", work->name);
  return content;
}

static ImportPlan *make_office_plan(App *app, ImportWork *work, const Watch *watch,
                                    GError **error) {
  Content *content = read_office(app, work, watch, error);
  Actor actor = app_actor(app);
  return content != NULL ? office_plan(app_db(app), &actor, app_reckoning(app), content, work->unit,
                                       watch, error)
                         : NULL;
}

static ImportPlan *make_plan(App *app, ImportWork *work, GPtrArray *remarks, const Watch *watch,
                             GError **error) {
  if (work->unit != 0)
    return make_office_plan(app, work, watch, error);
  g_autoptr(Content) content = read_content(app, work, remarks, watch, error);
  gint64 ledger;
  if (content == NULL || !find_ledger(app, work, content, &ledger, error))
    return NULL;
  if (ledger == IMPORT_LEDGER_NEW)
    complete(app, work, content);
  Actor actor = app_actor(app);
  return import_plan(app_db(app), &actor, app_reckoning(app), g_steal_pointer(&content), ledger,
                     watch, error);
}

gboolean import_work_plan(App *app, ImportWork *work, GError **error) {
  g_autoptr(GPtrArray) remarks =
      g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  g_autoptr(GError) failure = NULL;
  ImportPlan *plan = NULL;
  if (journal_head(app_db(app), work->head, &failure)) {
    plan = make_plan(app, work, remarks, app_watch(app), &failure);
    app_watch_end(app);
  }
  gboolean kept = work->plan != NULL && work->plan->incoming != NULL;
  if (g_error_matches(failure, WATCH_ERROR, WATCH_ERROR_STOPPED) && (kept || work->plan == NULL)) {
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
  }
  g_clear_pointer(&work->plan, import_plan_free);
  g_clear_pointer(&work->problem, g_free);
  g_clear_pointer(&work->remarks, g_ptr_array_unref);
  work->remarks = g_steal_pointer(&remarks);
  work->plan = plan;
  if (plan == NULL)
    work->problem = g_strdup(failure->message);
  else
    import_work_take_up(work);
  return TRUE;
}

gboolean import_work_is_current(App *app, const ImportWork *work) {
  char head[JOURNAL_HEAD_SIZE];
  return work->plan != NULL && journal_head(app_db(app), head, NULL) &&
         g_str_equal(head, work->head);
}
