#include "tui/command/score_rows.h"

#include <math.h>

#include "tui/command/table.h"

#define TITLE_COLUMNS 44
#define HINTS_MAX 3

/* ---- values ----------------------------------------------------------------------------- */

char *score_rows_points(double points) {
  return isnan(points) ? g_strdup("") : score_text(points);
}

static json_t *points_json(double points) {
  if (isnan(points))
    return json_null();
  return points == floor(points) && fabs(points) < G_MAXINT ? json_integer((json_int_t)points)
                                                            : json_real(points);
}

char *score_rows_basis(const ScoreNode *score) {
  g_autoptr(GString) text = g_string_new(score->basis);
  if (score->unproved && score->node.rule != RULE_SUM)
    g_string_append(text, "（缺佐证）");
  if (score->partly)
    g_string_append(text, "（部分核定）");
  if (score->changed && score->node.rule != RULE_SUM)
    g_string_append(text, "（核定后自评有变）");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What is taken off is shown as less, 弄虚作假 as what it does. */
static char *shown_points(const ScoreNode *score, double points) {
  if (score->node.kind == NODE_FRAUD)
    return g_strdup(isnan(points) ? "" : points > 0 ? "总分0" : "无");
  return score_rows_points(score->node.kind == NODE_PENALTY && points > 0 ? -points : points);
}

static char *claimed_text(const ScoreNode *score) {
  return isnan(score->claimed) ? score_text(NAN) : shown_points(score, score->claimed);
}

/* ---- a sheet ---------------------------------------------------------------------------- */

json_t *score_rows_node(const ScoreNode *score) {
  const SystemNode *node = &score->node;
  json_t *object = json_object();
  json_object_set_new(object, "id", data_text(node->code));
  json_object_set_new(object, "title", data_text(node->title));
  json_object_set_new(object, "level", json_integer(node->level));
  json_object_set_new(object, "kind", data_text(node_kind_code(node->kind)));
  json_object_set_new(object, "max", points_json(node->max));
  json_object_set_new(object, "claimed", points_json(score->claimed));
  json_object_set_new(object, "computable", json_boolean(!isnan(score->claimed)));
  json_object_set_new(object, "confirmed", points_json(score->confirmed));
  json_object_set_new(object, "changed", json_boolean(score->changed));
  json_object_set_new(object, "note", data_text(score->note));
  json_object_set_new(object, "rule", data_text(rule_kind_code(node->rule)));
  json_object_set_new(object, "basis", data_text(score->basis));
  json_object_set_new(object, "evidence", json_integer(score->evidence));
  json_object_set_new(object, "unproved", json_boolean(score->unproved));
  return object;
}

static const char *system_name(const System *system) {
  return system->template_name != NULL ? system->template_name : system->title;
}

static const char *code_of(const ScoreSheet *sheet, gint64 id) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.id == id)
      return score->node.code;
  }
  return "";
}

static json_t *hints_json(const ScoreSheet *sheet) {
  json_t *array = json_array();
  g_autoptr(GPtrArray) hints = score_hints(sheet, HINTS_MAX);
  for (guint i = 0; i < hints->len; i++) {
    const ScoreHint *hint = hints->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "id", data_text(code_of(sheet, hint->node)));
    json_object_set_new(object, "steps", json_integer(hint->steps));
    json_object_set_new(object, "gain", points_json(hint->gain));
    json_object_set_new(object, "text", data_text(hint->text));
    json_array_append_new(array, object);
  }
  return array;
}

static json_t *sheet_json(const ScoreSheet *sheet) {
  json_t *object = json_object(), *nodes = json_array();
  json_object_set_new(object, "system", data_text(system_name(sheet->system)));
  json_object_set_new(object, "title", data_text(sheet->system->title));
  json_object_set_new(object, "year", json_integer(sheet->system->year));
  json_object_set_new(object, "span", data_text(sheet->span));
  json_object_set_new(object, "total", points_json(sheet->total));
  json_object_set_new(object, "max", points_json(sheet->max));
  json_object_set_new(object, "confirmed", points_json(sheet->confirmed));
  json_object_set_new(object, "uncomputable", json_integer(sheet->uncomputable));
  for (guint i = 0; i < sheet->nodes->len; i++)
    json_array_append_new(nodes, score_rows_node(sheet->nodes->pdata[i]));
  json_object_set_new(object, "nodes", nodes);
  json_object_set_new(object, "hints", hints_json(sheet));
  return object;
}

static void write_csv(Output *output, const ScoreSheet *sheet) {
  static const char *const HEADS[] = {"测评期", "编号",     "级别",     "指标",     "类别",
                                      "分值",   "自评",     "核定",     "计分方法", "佐证材料",
                                      "缺佐证", "核定意见", "分数来源", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    const SystemNode *node = &score->node;
    g_autofree char *level = g_strdup_printf("%d", node->level);
    g_autofree char *max = score_rows_points(node->max);
    g_autofree char *claimed = score_text(score->claimed);
    g_autofree char *confirmed = score_rows_points(score->confirmed);
    g_autofree char *evidence = g_strdup_printf("%u", score->evidence);
    const char *cells[] = {sheet->span,
                           node->code,
                           level,
                           node->title,
                           node_kind_name(node->kind),
                           max,
                           claimed,
                           confirmed,
                           rule_kind_name(node->rule),
                           evidence,
                           score->unproved ? "是" : "否",
                           score->note,
                           score->basis};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static void write_tree(Output *output, const ScoreSheet *sheet) {
  static const TableColumn COLUMNS[] = {{"编号", 0, FALSE}, {"指标", TITLE_COLUMNS, FALSE},
                                        {"分值", 0, TRUE},  {"自评", 0, TRUE},
                                        {"核定", 0, TRUE},  {"分数来源", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    g_autofree char *title =
        g_strdup_printf("%*s%s", (score->node.level - 1) * 2, "", score->node.title);
    g_autofree char *max = score_rows_points(score->node.max);
    g_autofree char *claimed = claimed_text(score);
    g_autofree char *confirmed = shown_points(score, score->confirmed);
    g_autofree char *basis = score_rows_basis(score);
    const char *cells[] = {score->node.code, title, max, claimed, confirmed, basis};
    table_row(table, cells);
  }
}

/* 体系 2026-11：自评96.67分，核定1.5分（未完），满分100分；1项无法计算，按0分计. */
static void write_total(Output *output, const ScoreSheet *sheet) {
  g_autofree char *total = score_text(sheet->total);
  g_autofree char *max = score_text(sheet->max);
  g_autofree char *points = score_text(sheet->confirmed);
  g_autofree char *confirmed =
      isnan(sheet->confirmed)
          ? g_strdup("还没有核定")
          : g_strdup_printf("核定%s分%s", points, sheet->partly ? "（未完）" : "");
  g_autofree char *wrong = sheet->uncomputable > 0
                               ? g_strdup_printf("；%u项无法计算，按0分计", sheet->uncomputable)
                               : g_strdup("");
  output_line(output, "%s %s：自评%s分，%s，满分%s分%s", sheet->system->title, sheet->span, total,
              confirmed, max, wrong);
}

static void write_hints(Output *output, const ScoreSheet *sheet) {
  g_autoptr(GPtrArray) hints = score_hints(sheet, HINTS_MAX);
  for (guint i = 0; i < hints->len; i++) {
    const ScoreHint *hint = hints->pdata[i];
    output_line(output, "%s%s %s", i == 0 ? "还可得分：" : "          ", code_of(sheet, hint->node),
                hint->text);
  }
}

void score_rows_sheet(Invocation *invocation, const ScoreSheet *sheet) {
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_JSON) {
    data_json(output, sheet_json(sheet));
    output_data(output, "\n");
  } else if (invocation->format == FORMAT_CSV) {
    write_csv(output, sheet);
  } else {
    write_tree(output, sheet);
    write_total(output, sheet);
    write_hints(output, sheet);
  }
}

/* ---- months ----------------------------------------------------------------------------- */

/* The cells of a row of months: what each sheet has for its node at index, or its total (-1). Frees
 * itself. */
static GPtrArray *month_cells(const GPtrArray *sheets, int index) {
  GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
  const ScoreSheet *first = sheets->pdata[0];
  const ScoreNode *node = index >= 0 ? first->nodes->pdata[index] : NULL;
  g_ptr_array_add(cells, g_strdup(node != NULL ? node->node.code : ""));
  g_ptr_array_add(cells, g_strdup(node != NULL ? node->node.title : "合计"));
  g_ptr_array_add(cells, score_rows_points(node != NULL ? node->node.max : first->max));
  for (guint i = 0; i < sheets->len; i++) {
    const ScoreSheet *sheet = sheets->pdata[i];
    g_ptr_array_add(cells, index >= 0 ? claimed_text(sheet->nodes->pdata[index])
                                      : score_text(sheet->total));
  }
  return cells;
}

static void write_months(Invocation *invocation, const GPtrArray *sheets) {
  const ScoreSheet *first = sheets->pdata[0];
  guint count = sheets->len + 3;
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
  g_autofree TableColumn *columns = g_new0(TableColumn, count);
  const char *const fixed[] = {"编号", "指标", "分值"};
  for (guint i = 0; i < count; i++) {
    const ScoreSheet *sheet = i >= 3 ? sheets->pdata[i - 3] : NULL;
    g_ptr_array_add(heads, i < 3 ? g_strdup(fixed[i]) : g_strdup(sheet->span));
    columns[i] = (TableColumn){.title = heads->pdata[i], .right = i >= 2};
  }
  g_ptr_array_add(heads, NULL);
  g_autoptr(Table) table = csv ? NULL : table_new(&invocation->output, columns, count);
  if (csv)
    data_csv_begin(&invocation->output, (const char *const *)heads->pdata);
  for (int i = -1; i < (int)first->nodes->len; i++) {
    if (i >= 0 && ((const ScoreNode *)first->nodes->pdata[i])->node.level > 1)
      continue;
    g_autoptr(GPtrArray) cells = month_cells(sheets, i);
    const char *const *row = (const char *const *)cells->pdata;
    if (csv)
      data_csv_row(&invocation->output, row, cells->len);
    else
      table_row(table, row);
  }
}

void score_rows_months(Invocation *invocation, const GPtrArray *sheets) {
  if (invocation->format != FORMAT_JSON) {
    write_months(invocation, sheets);
    return;
  }
  DataArray array = data_array_begin(&invocation->output);
  for (guint i = 0; i < sheets->len; i++)
    data_array_item(&array, sheet_json(sheets->pdata[i]));
  data_array_end(&array);
  output_data(&invocation->output, "\n");
}

/* ---- systems ---------------------------------------------------------------------------- */

static void write_systems_json(Output *output, const GPtrArray *systems) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(system->id));
    json_object_set_new(object, "system", data_text(system_name(system)));
    json_object_set_new(object, "title", data_text(system->title));
    json_object_set_new(object, "year", json_integer(system->year));
    json_object_set_new(object, "every", data_text(system->monthly ? "month" : "year"));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

void score_rows_systems(Invocation *invocation, const GPtrArray *systems) {
  static const TableColumn COLUMNS[] = {{"编号", 0, TRUE},
                                        {"模板", 0, FALSE},
                                        {"年度", 0, TRUE},
                                        {"测评", 0, FALSE},
                                        {"标题", 0, FALSE}};
  static const char *const HEADS[] = {"编号", "模板", "年度", "测评", "标题", NULL};
  Output *output = &invocation->output;
  if (invocation->format == FORMAT_JSON) {
    write_systems_json(output, systems);
    return;
  }
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table = csv ? NULL : table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(output, HEADS);
  for (guint i = 0; i < systems->len; i++) {
    const System *system = systems->pdata[i];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, system->id);
    g_autofree char *year = g_strdup_printf("%d", system->year);
    const char *cells[] = {id, system->template_name, year, system->monthly ? "每月" : "全年",
                           system->title};
    if (csv)
      data_csv_row(output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}
