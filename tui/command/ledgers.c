#include "core/model/ledger.h"
#include "core/model/reporting.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/table.h"

/* 2026 年的（编号1）; "" for a ledger that was not rolled over. */
static char *origin_text(const GPtrArray *ledgers, const Ledger *ledger) {
  for (guint i = 0; ledger->rolled_from != 0 && i < ledgers->len; i++) {
    const Ledger *from = ledgers->pdata[i];
    if (from->id == ledger->rolled_from)
      return g_strdup_printf("%d年（编号%" G_GINT64_FORMAT "）", from->year, from->id);
  }
  return g_strdup("");
}

static json_t *ledger_json(const Ledger *ledger, int tasks) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(ledger->id));
  json_object_set_new(object, "title", data_text(ledger->title));
  json_object_set_new(object, "year", json_integer(ledger->year));
  json_object_set_new(object, "template", data_text(ledger->template_name));
  json_object_set_new(object, "issuer", data_text(ledger->issuer));
  json_object_set_new(object, "document", data_text(ledger->document));
  json_object_set_new(object, "tasks", json_integer(tasks));
  json_object_set_new(object, "frozen", data_day(ledger->frozen_on));
  json_object_set_new(object, "rolled_from",
                      ledger->rolled_from != 0 ? json_integer(ledger->rolled_from) : json_null());
  json_object_set_new(object, "unit", data_text(ledger->unit_name));
  return object;
}

/* ---- all -------------------------------------------------------------------------------- */

static gboolean write_rows(Invocation *invocation, Db *db, const GPtrArray *ledgers,
                           GError **error) {
  static const TableColumn COLUMNS[] = {
      {"编号", 0, TRUE},    {"年度", 0, TRUE},   {"任务", 0, TRUE},   {"封存", 0, FALSE},
      {"结转自", 0, FALSE}, {"单位", 24, FALSE}, {"模板", 20, FALSE}, {"标题", 0, FALSE},
  };
  static const char *const HEADS[] = {"编号", "年度", "任务", "封存", "结转自",
                                      "单位", "模板", "标题", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    int tasks;
    if (!ledger_count_tasks(db, ledger->id, &tasks, error))
      return FALSE;
    char iso[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ledger->id);
    g_autofree char *year = g_strdup_printf("%d", ledger->year);
    g_autofree char *count = g_strdup_printf("%d", tasks);
    g_autofree char *origin = origin_text(ledgers, ledger);
    const char *cells[] = {id,
                           year,
                           count,
                           day_to_iso(ledger->frozen_on, iso),
                           origin,
                           ledger->unit_name,
                           ledger->template_name,
                           ledger->title};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
  return TRUE;
}

static gboolean write_json(Output *output, Db *db, const GPtrArray *ledgers, GError **error) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < ledgers->len; i++) {
    int tasks;
    if (!ledger_count_tasks(db, ((Ledger *)ledgers->pdata[i])->id, &tasks, error))
      return FALSE;
    data_array_item(&array, ledger_json(ledgers->pdata[i], tasks));
  }
  data_array_end(&array);
  output_data(output, "\n");
  return TRUE;
}

static int list(Invocation *invocation, Db *db) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ledgers = ledger_list(db, &error);
  if (ledgers == NULL)
    return invocation_fail(error);
  gboolean written = invocation->format == FORMAT_JSON
                         ? write_json(&invocation->output, db, ledgers, &error)
                         : write_rows(invocation, db, ledgers, &error);
  if (!written)
    return invocation_fail(error);
  if (ledgers->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "还没有台账，可用 taizhang init --template 添加。");
  return STATUS_DONE;
}

/* ---- one -------------------------------------------------------------------------------- */

/* One a line. */
static char *materials_text(const Reporting *reporting) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < reporting->materials->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
                           (const char *)reporting->materials->pdata[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static json_t *reporting_json(const GPtrArray *reporting) {
  json_t *array = json_array();
  for (guint i = 0; i < reporting->len; i++) {
    const Reporting *one = reporting->pdata[i];
    json_t *object = json_object(), *materials = json_array();
    for (guint k = 0; k < one->materials->len; k++)
      json_array_append_new(materials, data_text(one->materials->pdata[k]));
    json_object_set_new(object, "phrase", data_text(one->phrase));
    json_object_set_new(object, "materials", materials);
    json_object_set_new(object, "text", data_text(one->text));
    json_array_append_new(array, object);
  }
  return array;
}

static void write_page(Output *output, const GPtrArray *ledgers, const Ledger *ledger, int tasks,
                       const GPtrArray *reporting) {
  char issued[DAY_TEXT_SIZE], frozen[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ledger->id);
  g_autofree char *year = g_strdup_printf("%d年", ledger->year);
  g_autofree char *count = g_strdup_printf("%d项", tasks);
  g_autofree char *origin = origin_text(ledgers, ledger);
  page_field(output, "编号", id);
  page_field(output, "标题", ledger->title);
  page_field(output, "单位", ledger->unit_name);
  page_field(output, "年度", year);
  page_field(output, "任务", count);
  page_field(output, "发文机关", ledger->issuer);
  page_field(output, "文号", ledger->document);
  page_field(output, "成文日期", day_to_iso(ledger->issued, issued));
  page_field(output, "模板", ledger->template_name);
  page_field(output, "结转自", origin);
  page_field(output, "封存", day_to_iso(ledger->frozen_on, frozen));
  for (guint i = 0; i < reporting->len; i++) {
    const Reporting *one = reporting->pdata[i];
    if (i == 0)
      output_line(output, "信息报送要求");
    output_line(output, "  %u. %s", i + 1, one->phrase);
    g_autofree char *materials = materials_text(one);
    page_text(output, 4, materials);
    page_text(output, 4, one->text);
  }
}

static void write_reporting_csv(Output *output, const GPtrArray *reporting) {
  static const char *const HEADS[] = {"报送时间", "报送材料", "原文", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < reporting->len; i++) {
    const Reporting *one = reporting->pdata[i];
    g_autofree char *materials = materials_text(one);
    const char *cells[] = {one->phrase, materials, one->text};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static int show(Invocation *invocation, Db *db) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Ledger) ledger = ledger_find(db, invocation->argument, &error);
  g_autoptr(GPtrArray) ledgers = ledger != NULL ? ledger_list(db, &error) : NULL;
  g_autoptr(GPtrArray) reporting = ledgers != NULL ? reporting_list(db, ledger->id, &error) : NULL;
  int tasks;
  if (reporting == NULL || !ledger_count_tasks(db, ledger->id, &tasks, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON) {
    json_t *object = ledger_json(ledger, tasks);
    json_object_set_new(object, "reporting", reporting_json(reporting));
    data_json(&invocation->output, object);
    output_data(&invocation->output, "\n");
  } else if (invocation->format == FORMAT_CSV) {
    write_reporting_csv(&invocation->output, reporting);
  } else {
    write_page(&invocation->output, ledgers, ledger, tasks, reporting);
  }
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  return invocation->argument != NULL ? show(invocation, db) : list(invocation, db);
}

const Command COMMAND_LEDGERS = {
    .name = "ledgers",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "列出文件里的各本台账，或查看一本和它的信息报送要求",
    .details =
        "列出文件里的各本台账：编号、年度、任务数、哪一天封存、由哪一本结转而来，下级单位的是哪个单位的。写明一本，则查看"
        "它的详情和文件中的信息报送要求（csv 只含信息报送要求）。几年的台账标题相同时，请写编号。",
    .examples = "ledgers\n"
                "ledgers 1",
    .argument = "台账",
    .formats = TRUE,
    .run = run,
};
