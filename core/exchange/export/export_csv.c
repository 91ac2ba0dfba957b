/* export_csv.c: ledgers as a csv, to be read again by this program or by others. */
#include "core/exchange/export/export_private.h"
#include "core/exchange/table/csv_row.h"

#define WATCH_ROWS 500

/* Units stand in one column, with their roles in brackets. */
static const ContentField FIELDS[] = {
    CONTENT_NUMBER,   CONTENT_LEVEL_1,     CONTENT_LEVEL_2,  CONTENT_LEVEL_3, CONTENT_LEVEL_4,
    CONTENT_POINTS,   CONTENT_KIND,        CONTENT_GOAL,     CONTENT_UNITS,   CONTENT_DEADLINE,
    CONTENT_PRINTED,  CONTENT_RULES,       CONTENT_STATE,    CONTENT_PERCENT, CONTENT_DONE_ON,
    CONTENT_PROGRESS, CONTENT_PROGRESS_ON, CONTENT_EVIDENCE, CONTENT_NOTE,    CONTENT_ID,
};

static gboolean is_said(const GPtrArray *ledgers, ContentField field) {
  for (guint i = 0; i < ledgers->len; i++) {
    const Content *content = ledgers->pdata[i];
    for (guint k = 0; k < content->tasks->len; k++) {
      g_autofree char *text = content_text(content, content->tasks->pdata[k], field);
      if (*text != '\0')
        return TRUE;
    }
  }
  return FALSE;
}

/* The fields that have a column. */
static GArray *columns_of(const GPtrArray *ledgers) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(ContentField));
  for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
    if (is_said(ledgers, FIELDS[i]))
      g_array_append_val(columns, FIELDS[i]);
  }
  return columns;
}

static void write_head(GString *out, const GArray *columns, gboolean several) {
  const char *heads[G_N_ELEMENTS(FIELDS) + 1];
  guint count = 0;
  if (several)
    heads[count++] = "台账";
  for (guint i = 0; i < columns->len; i++)
    heads[count++] = content_field_name(g_array_index(columns, ContentField, i));
  csv_row(out, heads, count);
}

/* name is what stands under 台账; NULL: there is no such column. */
static void write_task(GString *out, const Content *content, const ContentTask *task,
                       const GArray *columns, const char *name) {
  const char *cells[G_N_ELEMENTS(FIELDS) + 1];
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  guint count = 0;
  if (name != NULL)
    cells[count++] = name;
  for (guint i = 0; i < columns->len; i++) {
    char *text = content_text(content, task, g_array_index(columns, ContentField, i));
    g_ptr_array_add(texts, text);
    cells[count++] = text;
  }
  csv_row(out, cells, count);
}

static gboolean write_ledger(const Content *content, const GArray *columns, const char *name,
                             const Sink *sink, const Watch *watch, GError **error) {
  g_autoptr(GString) row = g_string_new(NULL);
  for (guint i = 0; i < content->tasks->len; i++) {
    if (i % WATCH_ROWS == 0 && !watch_goes_on(watch, "正在写表格", i, content->tasks->len, error))
      return FALSE;
    g_string_truncate(row, 0);
    write_task(row, content, content->tasks->pdata[i], columns, name);
    if (!sink_put(sink, row->str, row->len, error))
      return FALSE;
  }
  return TRUE;
}

gboolean export_csv(const GPtrArray *ledgers, const Sink *sink, const Watch *watch,
                    GError **error) {
  g_autoptr(GArray) columns = columns_of(ledgers);
  g_autoptr(GString) head = g_string_new(CSV_MARK);
  gboolean several = ledgers->len > 1;
  write_head(head, columns, several);
  if (!watch_goes_on(watch, "正在写表格", 0, 0, error) ||
      !sink_put(sink, head->str, head->len, error))
    return FALSE;
  for (guint i = 0; i < ledgers->len; i++) {
    const Content *content = ledgers->pdata[i];
    g_autofree char *name =
        several ? g_strdup_printf("%s（%d年）", content->title, content->year) : NULL;
    if (!write_ledger(content, columns, name, sink, watch, error))
      return FALSE;
  }
  return TRUE;
}
