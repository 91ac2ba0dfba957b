#include "core/exchange/export/export.h"

#include <string.h>

#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_private.h"
#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/table/office.h"
#include "core/model/ledger.h"

#define SQL_LEDGERS                                                                                \
  "SELECT l.id, l.title, l.year, count(*), (SELECT count(*) FROM task WHERE ledger = l.id) "       \
  "FROM task t JOIN ledger l ON l.id = t.ledger "                                                  \
  "WHERE t.id IN (SELECT value FROM json_each(?1)) GROUP BY l.id ORDER BY l.year DESC, l.id"

typedef struct {
  const char *code;
  const char *name;
  gboolean binary;
} FormatWord;

static const FormatWord FORMATS[EXPORT_FORMAT_COUNT] = {
    [EXPORT_XLSX] = {"xlsx", "Excel 表格", TRUE}, [EXPORT_DOCX] = {"docx", "Word 文档", TRUE},
    [EXPORT_CSV] = {"csv", "CSV 表格", FALSE},    [EXPORT_YAML] = {"yaml", "YAML 文件", FALSE},
    [EXPORT_JSON] = {"json", "JSON 文件", FALSE}, [EXPORT_ICS] = {"ics", "日历文件", FALSE},
};

/* ---- formats ---------------------------------------------------------------------------- */

const char *export_format_code(ExportFormat format) {
  return FORMATS[format].code;
}

const char *export_format_name(ExportFormat format) {
  return FORMATS[format].name;
}

gboolean export_format_is_binary(ExportFormat format) {
  return FORMATS[format].binary;
}

gboolean export_format_parse(const char *text, ExportFormat *out) {
  for (int i = 0; text != NULL && i < EXPORT_FORMAT_COUNT; i++) {
    if (g_ascii_strcasecmp(FORMATS[i].code, text) == 0) {
      *out = (ExportFormat)i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean export_format_of_path(const char *path, ExportFormat *out) {
  const char *ending = path != NULL ? strrchr(path, '.') : NULL;
  if (ending == NULL || strchr(ending, '/') != NULL)
    return FALSE;
  if (g_ascii_strcasecmp(ending, ".yml") == 0) {
    *out = EXPORT_YAML;
    return TRUE;
  }
  return export_format_parse(ending + 1, out);
}

/* ---- ledgers ---------------------------------------------------------------------------- */

/* A ledger that tasks are of. */
typedef struct {
  gint64 id;
  guint tasks;    /* how many are asked for */
  gboolean whole; /* which are all of its tasks */
} Source;

/* The ledgers of the tasks as an array of Source, newest year first; names receives what they are
 * called. NULL and error. */
static GArray *find_sources(Db *db, const GArray *tasks, GString *names, GError **error) {
  g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(Source));
  Query *query = query_new(db, SQL_LEDGERS);
  query_bind_ids(query, 1, tasks);
  while (query_next(query)) {
    Source source = {.id = query_int(query, 0),
                     .tasks = (guint)query_int(query, 3),
                     .whole = query_int(query, 3) == query_int(query, 4)};
    g_string_append_printf(names, "%s%" G_GINT64_FORMAT " 《%s》（%d年）",
                           sources->len > 0 ? "；" : "", source.id, query_text(query, 1),
                           (int)query_int(query, 2));
    g_array_append_val(sources, source);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&sources);
}

/* ---- order ------------------------------------------------------------------------------ */

typedef struct {
  const Content *content;
  GHashTable *ranks; /* id → its place among those asked for */
} Order;

static int by_rank(gconstpointer a, gconstpointer b, gpointer data) {
  const Order *order = data;
  guint ranks[2];
  const guint *places[2] = {a, b};
  for (gsize i = 0; i < 2; i++) {
    const ContentTask *task = order->content->tasks->pdata[*places[i]];
    ranks[i] = GPOINTER_TO_UINT(g_hash_table_lookup(order->ranks, &task->id));
  }
  return ranks[0] < ranks[1] ? -1 : ranks[0] > ranks[1];
}

/* Puts the tasks of a ledger into the order asked for; what is a part of which stays. */
static void put_in_order(Content *content, const GArray *ids) {
  guint count = content->tasks->len;
  g_autoptr(GHashTable) ranks = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_insert(ranks, &g_array_index(ids, gint64, i), GUINT_TO_POINTER(i));
  g_autofree guint *places = g_new(guint, count + 1), *moved = g_new(guint, count + 1);
  for (guint i = 0; i < count; i++)
    places[i] = i;
  Order order = {content, ranks};
  g_qsort_with_data(places, (gint)count, sizeof *places, by_rank, &order);
  g_autofree gpointer *before = g_memdup2(content->tasks->pdata, count * sizeof(gpointer));
  for (guint i = 0; i < count; i++) {
    content->tasks->pdata[i] = before[places[i]];
    moved[places[i]] = i;
  }
  for (guint i = 0; i < count; i++) {
    ContentTask *task = content->tasks->pdata[i];
    if (task->parent >= 0)
      task->parent = (int)moved[task->parent];
  }
}

static gboolean is_table(ExportFormat format) {
  return format == EXPORT_XLSX || format == EXPORT_DOCX || format == EXPORT_CSV;
}

/* The ledgers of the tasks asked for, which there are, and which fit the format. NULL and error. */
static GArray *choose_sources(Db *db, const ExportInput *input, ExportResult *result,
                              GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);
  g_autoptr(GArray) sources = find_sources(db, input->tasks, names, error);
  if (sources == NULL)
    return NULL;
  if (sources->len == 0) {
    store_refuse(error, "没有符合条件的任务，没有可以导出的内容");
    return NULL;
  }
  if (sources->len > 1 && (input->format == EXPORT_YAML || input->format == EXPORT_JSON)) {
    store_refuse(error, "%s只放一本台账，这些任务属于%u本，请只选其中一本：%s",
                 export_format_name(input->format), sources->len, names->str);
    return NULL;
  }
  *result = (ExportResult){.ledgers = sources->len};
  for (guint i = 0; i < sources->len; i++)
    result->tasks += g_array_index(sources, Source, i).tasks;
  return g_steal_pointer(&sources);
}

/* They with the tasks asked for, as Content*. NULL and error. */
static GPtrArray *load_sources(Db *db, const Reckoning *reckoning, const ExportInput *input,
                               const GArray *sources, const Watch *watch, GError **error) {
  g_autoptr(GPtrArray) ledgers = g_ptr_array_new_with_free_func((GDestroyNotify)content_free);
  for (guint i = 0; i < sources->len; i++) {
    const Source *source = &g_array_index(sources, Source, i);
    Content *content =
        content_load(db, reckoning, source->id, source->whole ? NULL : input->tasks, watch, error);
    if (content == NULL)
      return NULL;
    g_ptr_array_add(ledgers, content);
    if (input->ordered && is_table(input->format))
      put_in_order(content, input->tasks);
  }
  return g_steal_pointer(&ledgers);
}

/* The same, with which there are, as of one moment: what somebody adds or deletes meanwhile is
 * neither counted nor read. Others can save again while it is written. */
static GPtrArray *load_ledgers(Db *db, const Reckoning *reckoning, const ExportInput *input,
                               const Watch *watch, ExportResult *result, GError **error) {
  Query *hold = query_hold(db);
  g_autoptr(GArray) sources = choose_sources(db, input, result, error);
  GPtrArray *ledgers =
      sources != NULL ? load_sources(db, reckoning, input, sources, watch, error) : NULL;
  query_free(hold);
  return ledgers;
}

/* ---- writing ---------------------------------------------------------------------------- */

static gboolean write_calendar(Db *db, const Reckoning *reckoning, const ExportInput *input,
                               const Sink *sink, ExportResult *result, GError **error) {
  g_autoptr(GArray) sources = choose_sources(db, input, result, error);
  return sources != NULL &&
         export_ics(db, reckoning, input,
                    sources->len == 1 ? g_array_index(sources, Source, 0).id : 0, sink, error);
}

static gboolean write_text(Db *db, const Reckoning *reckoning, const ExportInput *input,
                           const Sink *sink, const Watch *watch, ExportResult *result,
                           GError **error) {
  if (input->format == EXPORT_ICS)
    return write_calendar(db, reckoning, input, sink, result, error);
  g_autoptr(GPtrArray) ledgers = load_ledgers(db, reckoning, input, watch, result, error);
  if (ledgers == NULL)
    return FALSE;
  if (input->format == EXPORT_CSV)
    return export_csv(ledgers, sink, watch, error);
  return input->format == EXPORT_YAML ? content_write_yaml(ledgers->pdata[0], sink, error)
                                      : content_write_json(ledgers->pdata[0], sink, error);
}

static gboolean write_book(Db *db, const Reckoning *reckoning, const ExportInput *input,
                           OutFile *file, const Watch *watch, ExportResult *result,
                           GError **error) {
  g_autoptr(GPtrArray) ledgers = load_ledgers(db, reckoning, input, watch, result, error);
  if (ledgers == NULL)
    return FALSE;
  __typeof__(&export_xlsx) write =
      input->format == EXPORT_XLSX ? OFFICE(export_xlsx, error) : OFFICE(export_docx, error);
  return write != NULL && write(ledgers, reckoning, input->now, file, watch, error);
}

gboolean export_stream(Db *db, const Reckoning *reckoning, const ExportInput *input,
                       const Sink *sink, const Watch *watch, ExportResult *result, GError **error) {
  ExportResult written = {0};
  if (!write_text(db, reckoning, input, sink, watch, &written, error))
    return FALSE;
  if (result != NULL)
    *result = written;
  return TRUE;
}

gboolean export_tasks(Db *db, const Reckoning *reckoning, const ExportInput *input, OutFile *file,
                      const Watch *watch, ExportResult *result, GError **error) {
  if (!export_format_is_binary(input->format)) {
    Sink sink = outfile_sink(file);
    return export_stream(db, reckoning, input, &sink, watch, result, error);
  }
  ExportResult written = {0};
  if (!write_book(db, reckoning, input, file, watch, &written, error))
    return FALSE;
  if (result != NULL)
    *result = written;
  return TRUE;
}
