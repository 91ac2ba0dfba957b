#include "tui/command/import_page.h"

#include "core/model/task.h"
#include "tui/command/data.h"

/* Rows that people are shown of each sort, and remarks; the rest are counted. */
#define SHOWN 30

/* ---- the file ------------------------------------------------------------------------------- */

static const Grid *grid_of(const ImportSource *source, const Recognised *table) {
  return source->workbook->grids->pdata[g_array_index(table->grids, guint, 0)];
}

static void write_columns(Output *output, const Recognised *table) {
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    g_autofree char *letter = grid_column_name(column->column);
    if (*column->head == '\0' && column->field == CONTENT_NONE)
      continue;
    output_line(output, "  %s列 %s：%s%s", letter,
                *column->head != '\0' ? column->head : "（无表头）",
                content_field_name(column->field), column->fills ? "，空白同上" : "");
  }
}

static void write_table(Output *output, const ImportSource *source) {
  if (source->tables == NULL)
    return;
  const Recognised *table = source->tables->pdata[0];
  output_line(output, "表“%s”，%u行%s%s", grid_name(grid_of(source, table)), table->rows,
              table->title != NULL ? "，标题：" : "", table->title != NULL ? table->title : "");
  write_columns(output, table);
  for (guint i = 1; i < source->tables->len; i++) {
    const Recognised *other = source->tables->pdata[i];
    output_line(output, "  另有表“%s”（%u行），要导入它请加 --sheet %s",
                grid_name(grid_of(source, other)), other->rows, grid_name(grid_of(source, other)));
  }
}

/* A blank that means nothing would be told as above, and become a date that nobody set. */
static void write_filled(Output *output, const ImportPlan *plan) {
  guint counts[CONTENT_FIELD_COUNT];
  guint sum = import_plan_filled(plan, counts);
  g_autoptr(GString) fields = g_string_new(NULL);
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    if (counts[field] > 0)
      g_string_append_printf(fields, "%s%s%u格", fields->len > 0 ? "，" : "",
                             content_field_name((ContentField)field), counts[field]);
  }
  if (sum > 0)
    output_line(output, "空白的照上行填了%u格（%s）；空白就是没有，请加 --no-fill", sum,
                fields->str);
}

static void write_remarks(Output *output, const ImportSource *source) {
  guint count = source->remarks != NULL ? source->remarks->len : 0;
  if (count > 0)
    output_line(output, "请留意%u处：", count);
  for (guint i = 0; i < MIN(count, SHOWN); i++) {
    const RecogniseRemark *remark = source->remarks->pdata[i];
    g_autofree char *place = recognise_place(source->workbook, source->tables->pdata[0], remark);
    output_line(output, "  %s：%s", place, remark->text);
  }
  if (count > SHOWN)
    output_line(output, "  另有%u处，用 --format json 可看全部", count - SHOWN);
}

/* ---- units ---------------------------------------------------------------------------------- */

char *import_page_unit(const ImportUnit *unit) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < unit->near->len; i++) {
    const UnitName *near = unit->near->pdata[i];
    g_string_append_printf(text, "%s--alias %s=%s", i > 0 ? " 或 " : "可能是已有的单位：",
                           unit->name, near->full);
  }
  g_string_append_printf(text, "%s--make-units 新建（%s），--omit-unit %s 不要",
                         text->len > 0 ? "；" : "", unit_kind_name(unit->kind), unit->name);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void write_units(Output *output, const ImportPlan *plan) {
  if (plan->units->len > 0)
    output_line(output, "台账里没有的单位%u个：", plan->units->len);
  for (guint i = 0; i < plan->units->len; i++) {
    const ImportUnit *unit = plan->units->pdata[i];
    g_autofree char *ways = import_page_unit(unit);
    const char *said = unit->way == IMPORT_UNIT_MAKE    ? "新建"
                       : unit->way == IMPORT_UNIT_ALIAS ? "作为别名"
                       : unit->way == IMPORT_UNIT_OMIT  ? "不要"
                                                        : ways;
    output_line(output, "  %s（%u项）：%s", unit->name, unit->tasks, said);
  }
}

/* ---- rows ----------------------------------------------------------------------------------- */

static const ContentTask *task_of(const ImportPlan *plan, const ImportItem *item) {
  return item->present >= 0 ? plan->present->tasks->pdata[item->present]
                            : plan->incoming->tasks->pdata[item->incoming];
}

static guint row_of(const ImportPlan *plan, const ImportItem *item) {
  return item->incoming >= 0
             ? ((const ContentTask *)plan->incoming->tasks->pdata[item->incoming])->row
             : 0;
}

static void write_item(Output *output, const ImportPlan *plan, const ImportItem *item) {
  const ContentTask *task = task_of(plan, item);
  g_autofree char *goal = task_short_goal(task->goal);
  g_autofree char *number = task->number > 0 ? g_strdup_printf("第%d项", task->number) : NULL;
  g_autofree char *row =
      row_of(plan, item) > 0 ? g_strdup_printf("（第%u行）", row_of(plan, item)) : NULL;
  output_line(output, "  %s“%s”%s%s%s", number != NULL ? number : "", goal, row != NULL ? row : "",
              item->refusal != NULL ? "，不能："
              : item->chosen        ? ""
                                    : "，没有选中",
              item->refusal != NULL ? item->refusal : "");
  if (item->doubt != NULL)
    output_line(output, "    请留意：%s", item->doubt);
  for (guint i = 0; item->fields != NULL && i < item->fields->len; i++) {
    const ImportField *field = item->fields->pdata[i];
    output_line(output, "    %s：%s → %s%s%s", content_field_name(field->field),
                *field->before != '\0' ? field->before : "（空）",
                *field->after != '\0' ? field->after : "（空）",
                field->refusal != NULL ? "，不能："
                : field->chosen        ? ""
                : field->touched       ? "，没有选中：导入之后台账里有人改过"
                : !item->chosen        ? ""
                                       : "，没有选中",
                field->refusal != NULL ? field->refusal : "");
  }
}

static void write_items(Output *output, const ImportPlan *plan, ImportChange change) {
  guint shown = 0;
  if (plan->counts[change] == 0 || (change == IMPORT_ADDED && plan->ledger == 0))
    return;
  output_line(output, "%s%u项：", import_change_name(change), plan->counts[change]);
  for (guint i = 0; i < plan->items->len && shown < SHOWN; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->change != change)
      continue;
    write_item(output, plan, item);
    shown++;
  }
  if (plan->counts[change] > shown)
    output_line(output, "  另有%u项，用 --format csv 可看全部", plan->counts[change] - shown);
}

static void write_end(Output *output, const ImportPage *page) {
  const ImportPlan *plan = page->plan;
  gboolean gone = FALSE;
  guint doubted = 0;
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    gone = gone || (item->change == IMPORT_GONE && item->chosen);
    doubted += item->doubt != NULL && !item->proposed && !item->chosen;
  }
  if (doubted > 0)
    output_line(output, "可能不是新任务的%u项没有新增；要新增，请用 --rows 写明行号", doubted);
  if (plan->counts[IMPORT_GONE] > 0 && !gone)
    output_line(output, "文件里缺少的%u项不动；要一并作废，请加 --only added,changed,gone",
                plan->counts[IMPORT_GONE]);
  if (plan->touched > 0 && !page->touched)
    output_line(output, "导入之后台账里有人改过的%u栏不动；要照文件改回，请加 --touched",
                plan->touched);
  if (page->result == NULL) {
    output_line(output, "只是看一遍，没有改动任何内容；去掉 --dry-run 即可导入");
    return;
  }
  const ImportResult *result = page->result;
  if (result->renumbered > 0)
    output_line(output, "其中%u项的序号已有别的任务，列在了最后", result->renumbered);
  if (result->added + result->changed + result->voided + result->units == 0)
    output_line(output, "没有要改动的内容，台账没有变化");
  else
    output_line(output,
                "已导入：新增%u项，修改%u项，作废%u项，新建单位%u个；台账编号%" G_GINT64_FORMAT
                "。可用 taizhang undo 撤销",
                result->added, result->changed, result->voided, result->units, result->ledger);
}

static void write_text(Output *output, const ImportPage *page) {
  const ImportPlan *plan = page->plan;
  output_line(output, "文件：%s", page->source->name);
  write_table(output, page->source);
  write_filled(output, plan);
  write_remarks(output, page->source);
  write_units(output, plan);
  output_line(output, "%s%s：新增%u项，修改%u项，缺少%u项，不变%u项",
              plan->ledger == 0 ? "新建台账" : "导入到", page->ledger, plan->counts[IMPORT_ADDED],
              plan->counts[IMPORT_CHANGED], plan->counts[IMPORT_GONE], plan->counts[IMPORT_SAME]);
  write_items(output, plan, IMPORT_CHANGED);
  write_items(output, plan, IMPORT_ADDED);
  write_items(output, plan, IMPORT_GONE);
  write_end(output, page);
}

/* ---- for other programs --------------------------------------------------------------------- */

static void csv_row(Output *output, const ImportPlan *plan, const ImportItem *item,
                    const ImportField *field) {
  const ContentTask *task = task_of(plan, item);
  g_autofree char *row = g_strdup_printf("%u", row_of(plan, item));
  g_autofree char *number = g_strdup_printf("%d", task->number);
  gboolean chosen = item->chosen && (field == NULL || field->chosen);
  const char *cells[] = {import_change_name(item->change),
                         row_of(plan, item) > 0 ? row : NULL,
                         task->number > 0 ? number : NULL,
                         task->goal,
                         field != NULL ? content_field_name(field->field) : NULL,
                         field != NULL ? field->before : NULL,
                         field != NULL ? field->after : NULL,
                         chosen ? "是" : NULL,
                         field != NULL ? field->refusal : item->refusal};
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void write_csv(Output *output, const ImportPlan *plan) {
  static const char *const HEADS[] = {"变化", "行号", "序号", "目标任务",   "内容",
                                      "原来", "现在", "选中", "不能的原因", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->change == IMPORT_SAME)
      continue;
    for (guint k = 0; item->fields != NULL && k < item->fields->len; k++)
      csv_row(output, plan, item, item->fields->pdata[k]);
    if (item->fields == NULL)
      csv_row(output, plan, item, NULL);
  }
}

static json_t *field_json(const ImportField *field) {
  json_t *object = json_object();
  json_object_set_new(object, "field", data_text(content_field_code(field->field)));
  json_object_set_new(object, "before", data_text(field->before));
  json_object_set_new(object, "after", data_text(field->after));
  json_object_set_new(object, "chosen", json_boolean(field->chosen));
  json_object_set_new(object, "touched", json_boolean(field->touched));
  json_object_set_new(object, "refusal", data_text(field->refusal));
  return object;
}

static json_t *item_json(const ImportPlan *plan, const ImportItem *item) {
  const ContentTask *task = task_of(plan, item);
  json_t *object = json_object(), *fields = json_array();
  for (guint i = 0; item->fields != NULL && i < item->fields->len; i++)
    json_array_append_new(fields, field_json(item->fields->pdata[i]));
  json_object_set_new(object, "change", data_text(import_change_code(item->change)));
  json_object_set_new(object, "task", item->present >= 0 ? json_integer(task->id) : json_null());
  json_object_set_new(object, "row",
                      row_of(plan, item) > 0 ? json_integer(row_of(plan, item)) : json_null());
  json_object_set_new(object, "number",
                      task->number > 0 ? json_integer(task->number) : json_null());
  json_object_set_new(object, "goal", data_text(task->goal));
  json_object_set_new(object, "chosen", json_boolean(item->chosen));
  json_object_set_new(object, "refusal", data_text(item->refusal));
  json_object_set_new(object, "doubt", data_text(item->doubt));
  json_object_set_new(object, "fields", fields);
  return object;
}

static json_t *columns_json(const ImportSource *source) {
  json_t *columns = json_array();
  const Recognised *table = source->tables != NULL ? source->tables->pdata[0] : NULL;
  for (guint i = 0; table != NULL && i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    g_autofree char *letter = grid_column_name(column->column);
    json_t *object = json_object();
    json_object_set_new(object, "column", data_text(letter));
    json_object_set_new(object, "head", data_text(column->head));
    json_object_set_new(object, "field", data_text(content_field_code(column->field)));
    json_array_append_new(columns, object);
  }
  return columns;
}

/* By field, how many blank cells took what stands above them. */
static json_t *filled_json(const ImportPlan *plan) {
  guint counts[CONTENT_FIELD_COUNT];
  json_t *filled = json_object();
  import_plan_filled(plan, counts);
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    if (counts[field] > 0)
      json_object_set_new(filled, content_field_code((ContentField)field),
                          json_integer(counts[field]));
  }
  return filled;
}

static json_t *remarks_json(const ImportSource *source) {
  json_t *remarks = json_array();
  for (guint i = 0; source->remarks != NULL && i < source->remarks->len; i++) {
    const RecogniseRemark *remark = source->remarks->pdata[i];
    g_autofree char *place = recognise_place(source->workbook, source->tables->pdata[0], remark);
    json_t *object = json_object();
    json_object_set_new(object, "place", data_text(place));
    json_object_set_new(object, "text", data_text(remark->text));
    json_array_append_new(remarks, object);
  }
  return remarks;
}

static json_t *units_json(const ImportPlan *plan) {
  static const char *const WAYS[] = {"ask", "make", "alias", "omit"};
  json_t *units = json_array();
  for (guint i = 0; i < plan->units->len; i++) {
    const ImportUnit *unit = plan->units->pdata[i];
    json_t *object = json_object(), *near = json_array();
    for (guint k = 0; k < unit->near->len; k++)
      json_array_append_new(near, data_text(((const UnitName *)unit->near->pdata[k])->full));
    json_object_set_new(object, "name", data_text(unit->name));
    json_object_set_new(object, "kind", data_text(unit_kind_code(unit->kind)));
    json_object_set_new(object, "tasks", json_integer(unit->tasks));
    json_object_set_new(object, "way", data_text(WAYS[unit->way]));
    json_object_set_new(object, "near", near);
    json_array_append_new(units, object);
  }
  return units;
}

static json_t *result_json(const ImportResult *result) {
  if (result == NULL)
    return json_null();
  json_t *object = json_object();
  json_object_set_new(object, "added", json_integer(result->added));
  json_object_set_new(object, "changed", json_integer(result->changed));
  json_object_set_new(object, "voided", json_integer(result->voided));
  json_object_set_new(object, "units", json_integer(result->units));
  json_object_set_new(object, "renumbered", json_integer(result->renumbered));
  return object;
}

static void write_json(Output *output, const ImportPage *page) {
  const ImportPlan *plan = page->plan;
  gint64 ledger = page->result != NULL ? page->result->ledger : plan->ledger;
  json_t *object = json_object(), *counts = json_object(), *items = json_array();
  for (int change = 0; change < IMPORT_CHANGE_COUNT; change++)
    json_object_set_new(counts, import_change_code((ImportChange)change),
                        json_integer(plan->counts[change]));
  for (guint i = 0; i < plan->items->len; i++) {
    const ImportItem *item = plan->items->pdata[i];
    if (item->change != IMPORT_SAME)
      json_array_append_new(items, item_json(plan, item));
  }
  json_object_set_new(object, "file", data_text(page->source->name));
  json_object_set_new(object, "ledger", ledger != 0 ? json_integer(ledger) : json_null());
  json_object_set_new(object, "title", data_text(plan->incoming->title));
  json_object_set_new(object, "year", json_integer(plan->incoming->year));
  json_object_set_new(object, "columns", columns_json(page->source));
  json_object_set_new(object, "filled", filled_json(plan));
  json_object_set_new(object, "remarks", remarks_json(page->source));
  json_object_set_new(object, "units", units_json(plan));
  json_object_set_new(object, "counts", counts);
  json_object_set_new(object, "items", items);
  json_object_set_new(object, "result", result_json(page->result));
  data_json(output, object);
  output_data(output, "\n");
}

void import_page_write(Invocation *invocation, const ImportPage *page) {
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, page);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, page->plan);
  else
    write_text(&invocation->output, page);
}
