/* export_sheet.c: the sheet of a ledger. */
#include <math.h>

#include "core/exchange/export/export_table.h"
#include "core/exchange/export/export_xlsx.h"
#include "core/exchange/table/grid.h"

#define ROWS_BETWEEN_TELLS 512

typedef struct {
  const Content *content;
  const Reckoning *reckoning; /* NULL: without lights */
  BookSheet *sheet;
  GArray *columns; /* ExportColumn */
  GArray *spans;   /* ExportSpan */
  int levels;
  guint head;                     /* the row of the head */
  int due, light, state;          /* their columns; -1: none */
  char *today;                    /* as a formula has it */
  const LightRule *rule;          /* NULL: without lights */
  const char *names[LIGHT_COUNT]; /* of lights */
} Export;

static const BookColour COLOURS[LIGHT_COUNT] = {
    [LIGHT_RED] = BOOK_RED,
    [LIGHT_AMBER] = BOOK_AMBER,
    [LIGHT_GREEN] = BOOK_GREEN,
    [LIGHT_GREY] = BOOK_GREY,
};

static guint first_row(const Export *export) {
  return export->head + 1;
}

static guint last_row(const Export *export) {
  return export->head + MAX(export->content->tasks->len, 1);
}

/* ---- lights ----------------------------------------------------------------------------- */

static char *day_formula(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("DATE(%d,%d,%d)", date.year, date.month, date.day);
}

/* $I5 */
static char *cell_name(int column, guint row) {
  g_autofree char *letter = grid_column_name((guint)column);
  return g_strdup_printf("$%s%u", letter, row + 1);
}

static char *near_formula(const Export *export, const char *due) {
  return export->rule->lead_workdays
             ? g_strdup_printf("NETWORKDAYS(%s+1,%s)<=%d", export->today, due,
                               export->rule->lead_days)
             : g_strdup_printf("%s-%s<=%d", due, export->today, export->rule->lead_days);
}

/* The day that a row's light goes by: the cell of its 办理期限, the nearest period that still asks,
 * or the earlier of them; NULL: neither can be. always: nothing asks first whether the cell holds a
 * date, and an empty one would be a day long past. */
static char *term_formula(const Export *export, const ContentTask *task, guint row,
                          gboolean always) {
  g_autofree char *cell = export->due >= 0 ? cell_name(export->due, row) : NULL;
  if (task->standing.asked == DAY_NONE)
    return cell != NULL && always
               ? g_strdup_printf("IF(ISNUMBER(%s),%s,DATE(9999,12,31))", cell, cell)
               : g_steal_pointer(&cell);
  g_autofree char *asked = day_formula(task->standing.asked);
  return cell != NULL ? g_strdup_printf("MIN(%s,%s)", cell, asked) : g_steal_pointer(&asked);
}

/* Grey though nobody paused it or made it void: no period of its rules had begun. */
static gboolean waits(const ContentTask *task) {
  return task->standing.light == LIGHT_GREY && task->standing.due == DAY_NONE &&
         task->state != TASK_STATE_PAUSED && task->state != TASK_STATE_VOID;
}

/* TRUE for what has a light though it has no date. */
static gboolean recurs(const ContentTask *task) {
  if (waits(task))
    return FALSE;
  for (guint i = 0; i < task->rules->len; i++) {
    if (((const ContentRule *)task->rules->pdata[i])->ended == DAY_NONE)
      return TRUE;
  }
  return task->standing.missed > 0 || task->standing.asked != DAY_NONE;
}

/* As light_of() decides, in Excel's words; NULL for what is grey whatever happens. */
static char *light_formula(const Export *export, const ContentTask *task, guint row) {
  gboolean always = recurs(task);
  g_autofree char *term = term_formula(export, task, row, always);
  if (task->kind != TASK_KIND_TASK || (term == NULL && !always))
    return NULL;
  g_autofree char *state = cell_name(export->state, row);
  g_autofree char *near = term != NULL ? near_formula(export, term) : NULL;
  g_autofree char *late = task->standing.missed > 0 ? g_strdup("TRUE")
                          : term == NULL            ? g_strdup("FALSE")
                                                    : g_strdup_printf("%s<%s", term, export->today);
  /* A period may ask while the cell is empty; an empty cell is no date. */
  gboolean cell_only = task->standing.asked == DAY_NONE;
  g_autofree char *dated = term == NULL ? g_strdup("FALSE")
                           : cell_only  ? g_strdup_printf("ISNUMBER(%s)", term)
                                        : g_strdup("TRUE");
  return g_strdup_printf(
      "=IF(OR(%s=\"%s\",%s=\"%s\",NOT(%s)),\"%s\",IF(OR(%s=\"%s\",%s=\"%s\"),\"%s\","
      "IF(%s,\"%s\",IF(%s,\"%s\",\"%s\"))))",
      state, task_state_name(TASK_STATE_PAUSED), state, task_state_name(TASK_STATE_VOID),
      always ? "TRUE" : dated, export->names[LIGHT_GREY], state, task_state_name(TASK_STATE_DONE),
      state, task_state_name(TASK_STATE_CLOSED), export->names[LIGHT_GREEN], late,
      export->names[LIGHT_RED], near != NULL ? near : "FALSE", export->names[LIGHT_AMBER],
      export->names[LIGHT_GREEN]);
}

static void put_light(const Export *export, const ContentTask *task, guint row, guint column) {
  g_autofree char *formula = light_formula(export, task, row);
  const char *now = standing_light_name(&task->standing);
  if (formula != NULL)
    book_formula_text(export->sheet, row, column, BOOK_SHORT, formula, now);
  else
    book_text(export->sheet, row, column, BOOK_SHORT, now);
}

/* ---- cells ------------------------------------------------------------------------------ */

static BookStyle style_of(ContentField field) {
  switch (field) {
  case CONTENT_NUMBER:
  case CONTENT_POINTS:
    return BOOK_NUMBER;
  case CONTENT_PERCENT:
    return BOOK_SHARE;
  case CONTENT_DONE_ON:
    return BOOK_DATE;
  case CONTENT_STATE:
  case CONTENT_DEADLINE:
    return BOOK_SHORT;
  default:
    return BOOK_TEXT;
  }
}

static double points_of(const Content *content, const ContentTask *task) {
  return task->indicator >= 0
             ? ((const ContentIndicator *)content->indicators->pdata[task->indicator])->points
             : NAN;
}

static double number_of(const Content *content, const ContentTask *task, ContentField field) {
  switch (field) {
  case CONTENT_NUMBER:
    return task->number > 0 ? task->number : NAN;
  case CONTENT_PERCENT:
    return task->percent != PERCENT_NONE ? task->percent / 100.0 : NAN;
  default:
    return points_of(content, task);
  }
}

static void put_field(const Export *export, const ContentTask *task, guint row, guint column,
                      ContentField field) {
  BookStyle style = style_of(field);
  if (style == BOOK_DATE) {
    book_day(export->sheet, row, column, style, task->done_on);
  } else if (style == BOOK_NUMBER || style == BOOK_SHARE) {
    book_number(export->sheet, row, column, style, number_of(export->content, task, field));
  } else {
    g_autofree char *text = content_text(export->content, task, field);
    book_text(export->sheet, row, column, style, text);
  }
}

/* The text of an indicator also stands in the covered cells, where nobody sees it but a filter. */
static void put_level(const Export *export, guint index, guint row, guint column, int level) {
  const ExportSpan *span =
      &g_array_index(export->spans, ExportSpan, index * (guint) export->levels + (guint)level - 1);
  if (span->rows == 0)
    return;
  const ContentTask *task = export->content->tasks->pdata[index];
  const char *text = content_level(export->content, task, level);
  book_merge(export->sheet, row, column, span->rows, span->columns, BOOK_TEXT, text);
  for (guint i = 1; text != NULL && i < span->rows; i++)
    book_covered_text(export->sheet, row + i, column, BOOK_TEXT, text);
}

/* 分值 is that of the indicator: once for all its rows, or a sum would count it again and again. */
static void put_points(const Export *export, guint index, guint row, guint column) {
  const GPtrArray *tasks = export->content->tasks;
  const ContentTask *task = tasks->pdata[index];
  if (index > 0 && task->indicator >= 0 &&
      ((const ContentTask *)tasks->pdata[index - 1])->indicator == task->indicator)
    return;
  guint rows = 1;
  while (task->indicator >= 0 && index + rows < tasks->len &&
         ((const ContentTask *)tasks->pdata[index + rows])->indicator == task->indicator)
    rows++;
  book_merge(export->sheet, row, column, rows, 1, BOOK_NUMBER, NULL);
  book_number(export->sheet, row, column, BOOK_NUMBER, points_of(export->content, task));
}

static void put_cell(const Export *export, guint index, guint row, guint at) {
  const ExportColumn *column = &g_array_index(export->columns, ExportColumn, at);
  const ContentTask *task = export->content->tasks->pdata[index];
  if (column->kind == EXPORT_LIGHT)
    put_light(export, task, row, at);
  else if (column->kind == EXPORT_DUE)
    book_day(export->sheet, row, at, BOOK_DATE, export_due(task, export->reckoning != NULL));
  else if (column->field >= CONTENT_LEVEL_1 && column->field <= CONTENT_LEVEL_4)
    put_level(export, index, row, at, (int)(column->field - CONTENT_LEVEL_1) + 1);
  else if (column->field == CONTENT_POINTS)
    put_points(export, index, row, at);
  else
    put_field(export, task, row, at, column->field);
}

/* ---- around the table ------------------------------------------------------------------- */

/* The columns people see: all but 编号. */
static guint seen_columns(const Export *export) {
  return export->columns->len -
         (export_column_of(export->columns, EXPORT_FIELD, CONTENT_ID) >= 0 ? 1 : 0);
}

/* Columns of long texts are as wide as the longest needs; 编号 is hidden. */
static double width_of(const Export *export, const ExportColumn *column) {
  double width = column->width;
  if (column->field == CONTENT_ID)
    return 0;
  if (column->field != CONTENT_GOAL && column->field != CONTENT_PROGRESS &&
      column->field != CONTENT_NOTE)
    return width;
  for (guint i = 0; i < export->content->tasks->len; i++) {
    g_autofree char *text =
        content_text(export->content, export->content->tasks->pdata[i], column->field);
    width = book_width_for(BOOK_TEXT, width, text);
  }
  return width;
}

static void put_head(Export *export) {
  for (guint i = 0; i < export->columns->len; i++)
    book_width(export->sheet, i, i,
               width_of(export, &g_array_index(export->columns, ExportColumn, i)));
  guint seen = seen_columns(export);
  g_autofree char *subtitle = export_subtitle(export->content);
  book_merge(export->sheet, 0, 0, 1, seen, BOOK_TITLE, export_title(export->content));
  export->head = 1;
  if (*subtitle != '\0')
    book_merge(export->sheet, export->head++, 0, 1, seen, BOOK_SUBTITLE, subtitle);
  for (guint i = 0; i < export->columns->len; i++)
    book_text(export->sheet, export->head, i, BOOK_HEAD,
              g_array_index(export->columns, ExportColumn, i).head);
  book_height(export->sheet, export->head, 24);
}

static char *legend(const Export *export) {
  const Policy *policy = reckoning_policy(export->reckoning, export->content->ledger);
  g_autofree char *day = export_day_text(reckoning_day(export->reckoning, export->content->ledger));
  gboolean frozen = reckoning_day(export->reckoning, export->content->ledger) !=
                    reckoning_today(export->reckoning);
  return g_strdup_printf(
      "灯：%s 已过办理期限未办结，或有周期任务欠报；%s %d%s内到期；%s 已办结，或未到期；%s "
      "无期限、暂停、作废，或不属于任务。%s%s",
      export->names[LIGHT_RED], export->names[LIGHT_AMBER], policy->light.lead_days,
      policy->light.lead_workdays ? "个工作日" : "天", export->names[LIGHT_GREEN],
      export->names[LIGHT_GREY], frozen ? "本台账已封存，灯为封存之日" : "数据截至", day);
}

static char *explanation(const Export *export) {
  const Policy *policy = reckoning_policy(export->reckoning, export->content->ledger);
  gboolean frozen = reckoning_day(export->reckoning, export->content->ledger) !=
                    reckoning_today(export->reckoning);
  return g_strdup_printf("%s%s改期限请改“完成时限”一列，“办理期限”由它算出。",
                         frozen ? "" : "打开本表时，灯按当天日期重新计算，周期任务以导出之日为准。",
                         policy->light.lead_workdays && !frozen
                             ? "工作日按周一至周五计，放假和调休以台账程序为准。"
                             : "");
}

static void put_notes(const Export *export) {
  if (export->reckoning == NULL)
    return;
  g_autofree char *first = legend(export);
  g_autofree char *second = explanation(export);
  guint row = last_row(export) + 1, seen = seen_columns(export);
  book_merge(export->sheet, row, 0, 1, seen, BOOK_NOTE, first);
  book_merge(export->sheet, row + 1, 0, 1, seen, BOOK_NOTE, second);
}

/* ---- rules of cells --------------------------------------------------------------------- */

static void colour_lights(const Export *export) {
  if (export->light < 0)
    return;
  g_autofree char *cell = cell_name(export->light, first_row(export));
  const Policy *policy = reckoning_policy(export->reckoning, export->content->ledger);
  for (int light = 0; light < LIGHT_COUNT; light++) {
    g_autofree char *formula = g_strdup_printf("=%s=\"%s\"", cell, export->names[light]);
    book_colour_when(export->sheet, first_row(export), last_row(export), (guint) export->light,
                     (guint) export->light, formula,
                     light == LIGHT_GREEN && policy->blue ? BOOK_BLUE : COLOURS[light]);
  }
}

/* Dates are coloured by themselves, also in rows that somebody adds. */
static void colour_dues(const Export *export) {
  if (export->light < 0 || export->due < 0)
    return;
  g_autofree char *due = cell_name(export->due, first_row(export));
  g_autofree char *state = cell_name(export->state, first_row(export));
  g_autofree char *light = cell_name(export->light, first_row(export));
  g_autofree char *near = near_formula(export, due);
  g_autofree char *open =
      g_strdup_printf("ISNUMBER(%s),%s<>\"%s\",%s<>\"%s\",%s<>\"%s\",%s<>\"%s\",%s<>\"%s\"", due,
                      state, task_state_name(TASK_STATE_DONE), state,
                      task_state_name(TASK_STATE_CLOSED), state, task_state_name(TASK_STATE_PAUSED),
                      state, task_state_name(TASK_STATE_VOID), light, export->names[LIGHT_GREY]);
  g_autofree char *late = g_strdup_printf("=AND(%s,%s<%s)", open, due, export->today);
  g_autofree char *soon = g_strdup_printf("=AND(%s,%s)", open, near);
  guint column = (guint) export->due;
  book_colour_when(export->sheet, first_row(export), last_row(export), column, column, late,
                   BOOK_RED);
  book_colour_when(export->sheet, first_row(export), last_row(export), column, column, soon,
                   BOOK_AMBER);
}

static void set_rules(const Export *export) {
  const char *states[TASK_STATE_COUNT + 1] = {NULL};
  for (int i = 0; i < TASK_STATE_COUNT; i++)
    states[i] = task_state_name((TaskState)i);
  int percent = export_column_of(export->columns, EXPORT_FIELD, CONTENT_PERCENT);
  int done_on = export_column_of(export->columns, EXPORT_FIELD, CONTENT_DONE_ON);
  book_choices(export->sheet, first_row(export), last_row(export), (guint) export->state, states,
               "请从列表中选择一个状态。");
  book_shares(export->sheet, first_row(export), last_row(export), (guint)percent);
  if (done_on >= 0)
    book_days(export->sheet, first_row(export), last_row(export), (guint)done_on);
  colour_lights(export);
  colour_dues(export);
}

static void set_page(const Export *export) {
  book_freeze(export->sheet, export->head);
  book_repeat(export->sheet, export->head, export->head);
  /* 编号 as well: what is sorted by the filter's arrows moves as one. */
  book_filter(export->sheet, export->head, last_row(export), 0, export->columns->len - 1);
}

/* ---- all of it -------------------------------------------------------------------------- */

static void begin_lights(Export *export) {
  const Reckoning *reckoning = export->reckoning;
  gint64 ledger = export->content->ledger;
  const Policy *policy = reckoning_policy(reckoning, ledger);
  export->rule = &policy->light;
  for (int i = 0; i < LIGHT_COUNT; i++)
    export->names[i] = light_name_in((Light)i, policy->blue);
  Day day = reckoning_day(reckoning, ledger);
  export->today = day == reckoning_today(reckoning) ? g_strdup("TODAY()") : day_formula(day);
}

static gboolean put_rows(const Export *export, const Watch *watch, GError **error) {
  guint count = export->content->tasks->len;
  for (guint i = 0; i < count; i++) {
    if (i % ROWS_BETWEEN_TELLS == 0 && !watch_goes_on(watch, "正在写表格", i, count, error))
      return FALSE;
    for (guint column = 0; column < export->columns->len; column++)
      put_cell(export, i, first_row(export) + i, column);
  }
  return TRUE;
}

gboolean export_xlsx_sheet(Book *book, const char *name, const Content *content,
                           const Reckoning *reckoning, const Watch *watch, GError **error) {
  g_autoptr(GArray) columns = export_columns(content, reckoning != NULL);
  int levels = MAX(content_levels(content), 1);
  g_autoptr(GArray) spans = export_spans(content, levels);
  Export export = {
      .content = content,
      .reckoning = reckoning,
      .sheet = book_sheet(book, name, TRUE),
      .columns = columns,
      .spans = spans,
      .levels = levels,
      .due = export_column_of(columns, EXPORT_DUE, CONTENT_NONE),
      .light = export_column_of(columns, EXPORT_LIGHT, CONTENT_NONE),
      .state = export_column_of(columns, EXPORT_FIELD, CONTENT_STATE),
  };
  if (reckoning != NULL)
    begin_lights(&export);
  put_head(&export);
  gboolean done = put_rows(&export, watch, error);
  if (done) {
    put_notes(&export);
    set_rules(&export);
    set_page(&export);
  }
  g_free(export.today);
  return done;
}
