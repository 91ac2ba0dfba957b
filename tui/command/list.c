#include "core/model/task_pages.h"
#include "core/model/task_sort.h"
#include "tui/action/views.h"
#include "tui/command/task_filter.h"
#include "tui/command/task_rows.h"

/* What a list comes to. */
typedef struct {
  guint count;
  guint lights[LIGHT_COUNT];
  gboolean green; /* in a ledger of 红黄绿 */
} Total;

static void total_add(Total *total, const GArray *refs) {
  for (guint i = 0; i < refs->len; i++) {
    const TaskRef *ref = &g_array_index(refs, TaskRef, i);
    total->lights[ref->light]++;
    total->green = total->green || !ref->blue;
  }
  total->count += refs->len;
}

/* 共69项：红2 黄0 绿49 灰18 */
static void write_total(Output *output, const Total *total) {
  if (total->count == 0) {
    output_line(output, "没有符合条件的任务。");
    return;
  }
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "共%u项：", total->count);
  for (guint i = 0; i < LIGHT_COUNT; i++)
    g_string_append_printf(line, "%s%s%u", i > 0 ? " " : "", light_name_in((Light)i, !total->green),
                           total->lights[i]);
  output_line(output, "%s", line->str);
}

/* ---- writing ---------------------------------------------------------------------------- */

typedef struct {
  Invocation *invocation;
  Db *db;
  const Reckoning *reckoning;
  TaskWriter *rows; /* NULL: ids alone */
  Total total;
} Writing;

/* 4, 7 …: one a line, for commands that take -. */
static void write_ids(Output *output, const GArray *refs) {
  for (guint i = 0; i < refs->len && !output_failed(output); i++)
    output_line(output, "%" G_GINT64_FORMAT, g_array_index(refs, TaskRef, i).id);
}

static gboolean write_piece(Writing *writing, const GArray *refs, GError **error) {
  total_add(&writing->total, refs);
  if (writing->rows != NULL)
    return task_writer_add(writing->rows, refs, error);
  write_ids(&writing->invocation->output, refs);
  return TRUE;
}

/* By columns: sorted when all is there. */
static gboolean write_sorted(Writing *writing, const TaskFilter *filter, const GArray *sorts,
                             GError **error) {
  g_autoptr(GArray) refs = task_list(writing->db, writing->reckoning, filter, error);
  return refs != NULL &&
         task_sort(writing->db, writing->reckoning, refs,
                   (const TaskSort *)(const void *)sorts->data, sorts->len, error) &&
         write_piece(writing, refs, error);
}

static gboolean write_pieces(Writing *writing, const TaskFilter *filter, GError **error) {
  g_autoptr(TaskPages) pages = task_pages_new(writing->db, writing->reckoning, filter);
  for (gboolean more = TRUE; more && !output_failed(&writing->invocation->output);) {
    g_autoptr(GArray) refs = task_pages_next(pages, error);
    if (refs == NULL || !write_piece(writing, refs, error))
      return FALSE;
    more = refs->len > 0;
  }
  return TRUE;
}

static gboolean write_list(Invocation *invocation, Db *db, const Reckoning *reckoning,
                           const TaskFilter *filter, const GArray *sorts, GError **error) {
  g_autoptr(TaskWriter) rows =
      invocation->format != FORMAT_IDS ? task_writer_new(invocation, db, reckoning) : NULL;
  Writing writing = {invocation, db, reckoning, rows, {0}};
  if (sorts->len > 0 ? !write_sorted(&writing, filter, sorts, error)
                     : !write_pieces(&writing, filter, error))
    return FALSE;
  if (rows != NULL)
    task_writer_end(rows);
  if (invocation->format == FORMAT_TABLE)
    write_total(&invocation->output, &writing.total);
  if (invocation->format == FORMAT_JSON)
    output_data(&invocation->output, "\n");
  return TRUE;
}

/* ---- views ------------------------------------------------------------------------------ */

static gboolean refuse_view(const GPtrArray *views, const char *name, GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < views->len; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? "、" : "", ((const View *)views->pdata[i])->name);
  return store_refuse(error, "没有名为“%s”的视图；有：%s", name, names->str);
}

/* The view of that name (NULL: one that changes nothing). The caller frees; NULL and error. */
static View *find_view(Invocation *invocation, Db *db, const char *name, GError **error) {
  if (name == NULL)
    return view_new(VIEW_BUILT_IN, "");
  const Settings *settings = invocation_settings(invocation);
  if (settings == NULL) {
    store_refuse(error, "设置没有读出来，不能用视图");
    return NULL;
  }
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(ViewFile) file = views_load(&problems);
  for (guint i = 0; i < problems->len; i++)
    g_printerr("taizhang: %s\n", (const char *)problems->pdata[i]);
  Day today = person_today(&invocation->person);
  g_autoptr(GPtrArray) views = views_list(db, file, settings, today, error);
  if (views == NULL)
    return NULL;
  const View *view = views_find(views, name);
  if (view == NULL)
    refuse_view(views, name, error);
  return view != NULL && views_check(view, error) ? view_copy(view) : NULL;
}

/* What the options say goes before what the view does; words of both must be found. *query, which
 * filter borrows, is for the caller to free. */
static gboolean take_view(Db *db, const View *view, const Reckoning *reckoning, TaskFilter *filter,
                          char **query, GError **error) {
  *query = filter->query != NULL ? g_strconcat(view->filter, " ", filter->query, NULL)
                                 : g_strdup(view->filter);
  filter->query = *query;
  if (g_str_equal(view->screen, "overdue") && filter->light < 0)
    task_filter_late(filter, reckoning);
  return filter->ledger != 0 || views_ledger(db, view, &filter->ledger, error);
}

static int list(Invocation *invocation, const TaskFilterOptions *options, const char *name) {
  TaskFilter filter = TASK_FILTER_ALL;
  if (!task_filter_read(options, &filter))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autofree char *query = NULL;
  g_autoptr(View) view = find_view(invocation, db, name, &error);
  if (view == NULL || !task_filter_find(db, options, reckoning, &filter, &error) ||
      !take_view(db, view, reckoning, &filter, &query, &error))
    return invocation_fail(error);
  if (!write_list(invocation, db, reckoning, &filter, view->layout.sorts, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(TaskFilterOptions) options = {0};
  g_autofree char *view = NULL;
  GOptionEntry entries[TASK_FILTER_ENTRIES + 2];
  task_filter_entries(&options, "只列", entries);
  entries[TASK_FILTER_ENTRIES] =
      (GOptionEntry){"view", 0,
                     0,      G_OPTION_ARG_STRING,
                     &view,  "照这个视图的筛选、台账和排序列出；名称见屏幕上按 ' 所列",
                     "视图"};
  entries[TASK_FILTER_ENTRIES + 1] = (GOptionEntry){NULL};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return list(invocation, &options, view);
}

static const Format FORMATS[] = {FORMAT_IDS, FORMAT_TABLE};

const Command COMMAND_LIST = {
    .name = "list",
    .group = COMMAND_GROUP_DAILY,
    .summary = "列出任务，可按台账、单位、状态、灯、词筛选",
    .details = "列出任务。第一列编号用于 show、progress、step、log 等；序号是任务在台账中的第几项。"
               "已封存的台账不列入，除非用 --ledger 写明，或用 --all。"
               "--format ids 只写编号，一行一个，可以交给编号处写 - 的命令。",
    .examples = "list --overdue\n"
                "list --unit 厅法规处 --light 红\n"
                "list --view 本季度\n"
                "list --format csv > 台账.csv\n"
                "list --overdue --format ids | taizhang nudge -",
    .formats = TRUE,
    .more_formats = FORMATS,
    .run = run,
};
