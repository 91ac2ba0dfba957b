/* store.c: a ledger into the ledger file. */
#include <math.h>

#include "core/exchange/content/content_private.h"
#include "core/model/ledger.h"
#include "core/model/reporting.h"
#include "core/rules/text.h"

/* ---- the head and the tree -------------------------------------------------------------- */

static gboolean store_head(ContentWriter *writer, const Content *content, GError **error) {
  g_autofree char *title = text_strip(content->title);
  if (*title == '\0')
    return store_refuse(error, "台账没有标题，请写明");
  if (content->year < 1)
    return store_refuse(error, "没有写明《%s》是哪一年的台账，请写明年份", title);
  Ledger ledger = {
      .template_name = content->template_name,
      .title = content->title,
      .issuer = content->issuer,
      .document = content->document,
      .issued = content->issued,
      .region = content->region,
      .year = content->year,
      .unit = content->unit,
      .source_year = content->source_year != 0 ? content->source_year : content->year,
  };
  if (!ledger_insert(writer->db, &ledger, error))
    return FALSE;
  writer->ledger = ledger.id;
  return TRUE;
}

/* Stores the tree; ids (gint64) receives the id of each. */
static gboolean store_indicators(const ContentWriter *writer, const Content *content, GArray *ids,
                                 GError **error) {
  g_autofree int *children = g_new0(int, content->indicators->len + 1); /* of the whole at 0 */
  for (guint i = 0; i < content->indicators->len; i++) {
    const ContentIndicator *node = content->indicators->pdata[i];
    Indicator indicator = {
        .ledger = writer->ledger,
        .parent = node->parent >= 0 ? g_array_index(ids, gint64, node->parent) : 0,
        .position = ++children[node->parent + 1],
        .title = node->title,
        .points = node->points,
    };
    if (!indicator_insert(writer->db, &indicator, error))
      return FALSE;
    g_array_append_val(ids, indicator.id);
  }
  return TRUE;
}

static int count_primary(const Content *content) {
  int count = 0;
  for (guint i = 0; i < content->indicators->len; i++)
    count += ((const ContentIndicator *)content->indicators->pdata[i])->parent < 0;
  return count;
}

/* The indicator for tasks that stand under none, made by the first of them. */
static gboolean ensure_unsorted(const ContentWriter *writer, const Content *content, gint64 *id,
                                GError **error) {
  if (*id != 0)
    return TRUE;
  Indicator indicator = {
      .ledger = writer->ledger,
      .position = count_primary(content) + 1,
      .title = CONTENT_UNSORTED,
      .points = NAN,
  };
  if (!indicator_insert(writer->db, &indicator, error))
    return FALSE;
  *id = indicator.id;
  return TRUE;
}

/* ---- 序号 ------------------------------------------------------------------------------- */

/* The first number for what has none: after all that are given. FALSE where one is there twice. */
static gboolean check_numbers(const Content *content, int *next, GError **error) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* number → the task */
  *next = 1;
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    if (task->number == 0)
      continue;
    const ContentTask *other = g_hash_table_lookup(seen, GINT_TO_POINTER(task->number));
    if (other != NULL && other->row > 0)
      return content_refuse(task, error, "序号 %d 与第%u行重复，请改正", task->number, other->row);
    if (other != NULL)
      return content_refuse(task, error, "序号 %d 重复，请改正", task->number);
    g_hash_table_insert(seen, GINT_TO_POINTER(task->number), (gpointer)task);
    *next = MAX(*next, task->number + 1);
  }
  return TRUE;
}

/* ---- tasks ------------------------------------------------------------------------------ */

static gboolean store_tasks(ContentWriter *writer, const Content *content, const GArray *indicators,
                            const Watch *watch, GError **error) {
  int next;
  if (!check_numbers(content, &next, error))
    return FALSE;
  guint count = content->tasks->len;
  gint64 unsorted = 0;
  g_autofree gint64 *ids = g_new0(gint64, count + 1);
  for (guint i = 0; i < count; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    if (i % CONTENT_WATCH_ROWS == 0 && !watch_goes_on(watch, "正在写入台账", i, count, error))
      return FALSE;
    if (task->indicator < 0 && !ensure_unsorted(writer, content, &unsorted, error))
      return FALSE;
    if (task->parent >= (int)i)
      return content_refuse(task, error, "是后面一项的一部分；各部分要写在所属的任务之后");
    gint64 indicator =
        task->indicator >= 0 ? g_array_index(indicators, gint64, task->indicator) : unsorted;
    int number = task->number != 0 ? task->number : next++;
    if (!content_writer_task(writer, task, indicator, number,
                             task->parent >= 0 ? ids[task->parent] : 0, &ids[i], error))
      return FALSE;
  }
  return content_writer_put(writer, error);
}

static gboolean store_reporting(const ContentWriter *writer, const Content *content,
                                GError **error) {
  for (guint i = 0; i < content->reporting->len; i++) {
    const ContentReporting *asked = content->reporting->pdata[i];
    Reporting reporting = {
        .ledger = writer->ledger,
        .position = (int)i + 1,
        .text = asked->text,
        .phrase = asked->phrase,
        .materials = asked->materials,
    };
    if (!reporting_insert(writer->db, &reporting, error))
      return FALSE;
  }
  return TRUE;
}

gboolean content_store(Db *db, const char *who, Day today, const Content *content, gint64 *ledger,
                       const Watch *watch, GError **error) {
  g_auto(ContentWriter) writer = {0};
  content_writer_init(&writer, db, who, today, 0, content->year);
  g_autoptr(GArray) indicators = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!store_head(&writer, content, error) ||
      !content_writer_units(&writer, content->units, error) ||
      !store_reporting(&writer, content, error) ||
      !store_indicators(&writer, content, indicators, error) ||
      !store_tasks(&writer, content, indicators, watch, error))
    return FALSE;
  *ledger = writer.ledger;
  return TRUE;
}
