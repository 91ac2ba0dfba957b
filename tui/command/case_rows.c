#include "tui/command/case_rows.h"

#include "tui/command/page.h"
#include "tui/command/table.h"

/* ---- cases ------------------------------------------------------------------------------ */

#define MONTH_SIZE 16

static const char *month_text(Day month, char text[MONTH_SIZE]) {
  CivilDate date = day_civil(month);
  g_snprintf(text, MONTH_SIZE, "%04d-%02d", date.year, date.month);
  return text;
}

/* 道路运输（道路客运）; NULL where neither is said. */
static char *domain_text(const Case *file) {
  if (file->domain == NULL || file->subdomain == NULL)
    return g_strdup(file->domain);
  return g_strdup_printf("%s（%s）", file->domain, file->subdomain);
}

/* 迟报6天 跨月主题; NULL for neither. The caller frees. */
static char *marks_text(const Case *file) {
  g_autofree char *late = case_late_text(file);
  if (late != NULL && file->across)
    return g_strconcat(late, " 跨月主题", NULL);
  return file->across ? g_strdup("跨月主题") : g_steal_pointer(&late);
}

static void write_table(Output *output, const GPtrArray *cases) {
  static const TableColumn COLUMNS[] = {
      {"编号", 0, TRUE},   {"计入", 0, FALSE},  {"阶段", 0, FALSE}, {"日期", 0, FALSE},
      {"单位", 24, FALSE}, {"领域", 24, FALSE}, {"标记", 0, FALSE}, {"标题", 0, FALSE}};
  if (cases->len == 0) {
    output_line(output, "没有符合条件的案例。");
    return;
  }
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < cases->len; i++) {
    const Case *file = cases->pdata[i];
    char month[MONTH_SIZE], on[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, file->id);
    g_autofree char *domain = domain_text(file);
    g_autofree char *marks = marks_text(file);
    const char *cells[] = {id,
                           month_text(file->month, month),
                           case_stage_name(file->stage),
                           day_to_iso(file->stage_on, on),
                           file->unit,
                           domain,
                           marks,
                           file->title};
    table_row(table, cells);
  }
}

static void write_csv(Output *output, const GPtrArray *cases) {
  static const char *const HEADS[] = {
      "编号",     "计入月份", "主题月份",     "主题", "跨月主题", "标题",
      "报送单位", "领域",     "细分领域",     "阶段", "阶段日期", "报送日期",
      "采纳日期", "说明",     "佐证材料份数", "摘要", "迟报天数", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < cases->len; i++) {
    const Case *file = cases->pdata[i];
    char month[MONTH_SIZE], on[DAY_TEXT_SIZE], filed[DAY_TEXT_SIZE], adopted[DAY_TEXT_SIZE];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, file->id);
    g_autofree char *topic = g_strdup_printf("%04d-%02d", file->topic_year, file->topic_month);
    g_autofree char *evidence = g_strdup_printf("%u", file->evidence);
    g_autofree char *late = g_strdup_printf("%d", case_late_days(file));
    const char *cells[] = {id,
                           month_text(file->month, month),
                           topic,
                           file->topic_title,
                           file->across ? "是" : "否",
                           file->title,
                           file->unit,
                           file->domain,
                           file->subdomain,
                           case_stage_name(file->stage),
                           day_to_iso(file->stage_on, on),
                           day_to_iso(file->filed_on, filed),
                           day_to_iso(file->adopted_on, adopted),
                           file->note,
                           evidence,
                           file->summary,
                           late};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static json_t *case_json(const Case *file) {
  char month[MONTH_SIZE];
  g_autofree char *topic = g_strdup_printf("%04d-%02d", file->topic_year, file->topic_month);
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(file->id));
  json_object_set_new(object, "month", data_text(month_text(file->month, month)));
  json_object_set_new(object, "topic_month", data_text(topic));
  json_object_set_new(object, "topic", data_text(file->topic_title));
  json_object_set_new(object, "across", json_boolean(file->across));
  json_object_set_new(object, "title", data_text(file->title));
  json_object_set_new(object, "unit", data_text(file->unit));
  json_object_set_new(object, "domain", data_text(file->domain));
  json_object_set_new(object, "subdomain", data_text(file->subdomain));
  json_object_set_new(object, "stage", data_text(case_stage_code(file->stage)));
  json_object_set_new(object, "stage_on", data_day(file->stage_on));
  json_object_set_new(object, "note", data_text(file->note));
  json_object_set_new(object, "filed_on", data_day(file->filed_on));
  json_object_set_new(object, "late_days", json_integer(case_late_days(file)));
  json_object_set_new(object, "adopted_on", data_day(file->adopted_on));
  json_object_set_new(object, "evidence_count", json_integer(file->evidence));
  json_object_set_new(object, "summary", data_text(file->summary));
  json_object_set_new(object, "by", data_text(file->author));
  return object;
}

void case_rows_write(Invocation *invocation, const GPtrArray *cases) {
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_TABLE) {
    write_table(output, cases);
  } else if (invocation->format == FORMAT_CSV) {
    write_csv(output, cases);
  } else {
    DataArray array = data_array_begin(output);
    for (guint i = 0; i < cases->len; i++)
      data_array_item(&array, case_json(cases->pdata[i]));
    data_array_end(&array);
    output_data(output, "\n");
  }
}

/* ---- one case --------------------------------------------------------------------------- */

static void write_page(Output *output, const Case *file, const GPtrArray *steps,
                       const GPtrArray *evidence) {
  char month[MONTH_SIZE];
  g_autofree char *across = case_across_text(file);
  g_autofree char *late = case_late_text(file);
  g_autofree char *counts = g_strdup_printf("%s  %s", month_text(file->month, month),
                                            across != NULL ? across : file->topic_title);
  g_autofree char *domain = domain_text(file);
  output_line(output, "案例%" G_GINT64_FORMAT "  %s", file->id, file->title);
  page_field(output, "  计入月份", counts);
  page_field(output, "  标记", late);
  page_field(output, "  报送单位", file->unit);
  page_field(output, "  领域", domain);
  page_field(output, "  内容摘要", file->summary);
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *text = evidence_text(evidence->pdata[i]);
    page_field(output, i == 0 ? "  佐证材料" : "", text);
  }
  output_line(output, "%s", "");
  output_line(output, "报送过程（%u步）", steps->len);
  for (guint i = 0; i < steps->len; i++) {
    const CaseStep *step = steps->pdata[i];
    char on[DAY_TEXT_SIZE];
    output_line(output, "%s  %s  %s", day_to_iso(step->made_on, on), step->author,
                case_stage_name(step->stage));
    if (step->note != NULL)
      page_text(output, 2, step->note);
  }
}

static void write_object(Output *output, const Case *file, const GPtrArray *steps,
                         const GPtrArray *evidence) {
  json_t *object = case_json(file), *way = json_array(), *references = json_array();
  for (guint i = 0; i < steps->len; i++) {
    const CaseStep *step = steps->pdata[i];
    json_t *item = json_object();
    json_object_set_new(item, "stage", data_text(case_stage_code(step->stage)));
    json_object_set_new(item, "on", data_day(step->made_on));
    json_object_set_new(item, "note", data_text(step->note));
    json_object_set_new(item, "by", data_text(step->author));
    json_array_append_new(way, item);
  }
  for (guint i = 0; i < evidence->len; i++)
    json_array_append_new(references, data_text(((const Evidence *)evidence->pdata[i])->reference));
  json_object_set_new(object, "steps", way);
  json_object_set_new(object, "evidence", references);
  data_json(output, object);
  output_data(output, "\n");
}

void case_rows_write_one(Invocation *invocation, const Case *file, const GPtrArray *steps,
                         const GPtrArray *evidence) {
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_TABLE) {
    write_page(output, file, steps, evidence);
  } else if (invocation->format == FORMAT_JSON) {
    write_object(output, file, steps, evidence);
  } else {
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, (gpointer)file);
    write_csv(output, one);
  }
}
