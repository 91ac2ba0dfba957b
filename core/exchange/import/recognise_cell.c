/* The fields of one task, from what its row says. */
#include "core/exchange/import/recognise_private.h"
#include "core/model/task.h"
#include "core/rules/deadline.h"
#include "core/rules/text.h"

#include <math.h>
#include <string.h>

#define SERIAL_MIN 20000 /* 1954 to 2119: what a number in a column of dates may be */
#define SERIAL_MAX 80000

/* ---- what is odd ------------------------------------------------------------------------ */

void recognise_say(Reading *reading, guint table, guint row, guint column, const char *format,
                   ...) {
  if (reading->remarks == NULL)
    return;
  RecogniseRemark *remark = g_new0(RecogniseRemark, 1);
  *remark = (RecogniseRemark){
      .table = table,
      .row = grid_line(reading->workbook->grids->pdata[table], row),
      .column = column,
  };
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  remark->text = text_clean(text, FALSE);
  g_ptr_array_add(reading->remarks, remark);
}

static void say_of(Reading *reading, const Row *row, ContentField field, const char *before,
                   const char *after) {
  const char *text = row->texts[field];
  g_autofree char *shorter = task_short_goal(text);
  recognise_say(reading, row->table, row->row, row->values[field].column, "%s“%s”%s", before,
                shorter, after);
}

/* ---- dates ------------------------------------------------------------------------------ */

static Day day_of_serial(const Cell *cell) {
  double serial = cell->kind == CELL_NUMBER ? cell->number : NAN;
  if (cell->kind == CELL_TEXT && strlen(cell->text) == 5 && strspn(cell->text, "0123456789") == 5)
    serial = g_ascii_strtod(cell->text, NULL);
  if (isnan(serial) || serial < SERIAL_MIN || serial > SERIAL_MAX || floor(serial) != serial)
    return DAY_NONE;
  return day_from_ymd(1899, 12, 30) + (Day)serial;
}

static Day day_of_cell(const Cell *cell, gboolean *serial) {
  *serial = FALSE;
  if (cell->kind == CELL_DATE && cell->day != DAY_NONE)
    return cell->day;
  Day day = day_of_serial(cell);
  *serial = day != DAY_NONE;
  return day;
}

char *recognise_deadline_date(const Cell *cell, gboolean *serial) {
  Day day = day_of_cell(cell, serial);
  if (day == DAY_NONE)
    return NULL;
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

/* The day in a column of days; DAY_NONE with a remark where what stands there is none. */
static Day read_day(Reading *reading, const Row *row, ContentField field) {
  const char *text = row->texts[field];
  gboolean serial;
  Day day = DAY_NONE;
  if (text == NULL)
    return DAY_NONE;
  day = day_of_cell(row->values[field].cell, &serial);
  if (serial)
    say_of(reading, row, field, "数", "按日期的序列值读作日期");
  if (day == DAY_NONE && !deadline_read(text, reading->year, &day)) {
    g_autofree char *before = g_strdup_printf("%s", content_field_name(field));
    say_of(reading, row, field, before, "读不出日期，没有导入");
  }
  return day;
}

/* ---- deadlines and rules ---------------------------------------------------------------- */

const Phrase *recognise_phrase(Reading *reading, const char *text) {
  Phrase *phrase = g_hash_table_lookup(reading->phrases, text);
  if (phrase == NULL) {
    phrase = g_new0(Phrase, 1);
    phrase_read(text, reading->year, phrase);
    g_hash_table_insert(reading->phrases, g_strdup(text), phrase);
  }
  return phrase;
}

static gboolean is_rule(const Phrase *phrase) {
  return (phrase->kind == PHRASE_RULE || phrase->kind == PHRASE_WORKDAYS ||
          phrase->kind == PHRASE_GAP) &&
         recurrence_problem(&phrase->recurrence) == NULL;
}

static void add_rule(ContentTask *task, const char *words, const char *material,
                     const Phrase *phrase) {
  ContentRule *rule = g_new0(ContentRule, 1);
  rule->phrase = g_strdup(words);
  rule->material = g_strdup(material);
  rule->rule = phrase->recurrence;
  g_ptr_array_add(task->rules, rule);
}

/* What is handed in stands before the rule: 信用承诺，次月8日前. */
static gboolean read_rule(Reading *reading, ContentTask *task, const char *text) {
  static const char comma[] = "，";
  for (const char *p = strstr(text, comma); p != NULL; p = strstr(p + 1, comma)) {
    g_autofree char *material = g_strndup(text, (gsize)(p - text));
    const char *words = p + strlen(comma);
    const Phrase *phrase = recognise_phrase(reading, words);
    if (*material != '\0' && is_rule(phrase) &&
        recognise_phrase(reading, material)->kind == PHRASE_NONE &&
        !recognise_phrase(reading, material)->unread) {
      add_rule(task, words, material, phrase);
      return TRUE;
    }
  }
  const Phrase *phrase = recognise_phrase(reading, text);
  if (!is_rule(phrase))
    return FALSE;
  add_rule(task, text, NULL, phrase);
  return TRUE;
}

/* Rules are joined by ；. What is no rule belongs to the one before it. */
static void read_rules(Reading *reading, const Row *row, ContentTask *task) {
  g_autofree char *line = recognise_line(row->texts[CONTENT_RULES]);
  g_auto(GStrv) parts = g_strsplit(line, "；", -1);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *words = text_strip(*part);
    if (*words == '\0' || read_rule(reading, task, words))
      continue;
    if (task->rules->len == 0) {
      say_of(reading, row, CONTENT_RULES, "周期要求", "读不懂，没有导入");
      return;
    }
    ContentRule *last = task->rules->pdata[task->rules->len - 1];
    char *longer = g_strconcat(last->phrase, "；", words, NULL);
    g_free(last->phrase);
    last->phrase = longer;
  }
}

static void read_deadline(Reading *reading, const Row *row, ContentTask *task) {
  gboolean serial = FALSE;
  const char *text = row->texts[CONTENT_DEADLINE];
  if (text == NULL)
    return;
  /* What a blank takes from above is text already; but so is the cell above a date. */
  const Value *value = &row->values[CONTENT_DEADLINE];
  Cell filled = {.text = text, .kind = CELL_TEXT};
  const Cell *cell = value->hold == HOLD_BLANK ? &filled : value->cell;
  g_autofree char *date = recognise_deadline_date(cell, &serial);
  if (date == NULL && day_from_iso(text) != DAY_NONE && value->hold == HOLD_BLANK &&
      reading->above_date) {
    Cell above = {.text = text, .kind = CELL_DATE, .day = day_from_iso(text)};
    date = recognise_deadline_date(&above, &serial);
  }
  if (value->hold != HOLD_BLANK)
    reading->above_date = cell->kind == CELL_DATE;
  if (serial && value->hold == HOLD_PRINTED) {
    g_autofree char *after = g_strdup_printf("按日期的序列值读作%s", date);
    say_of(reading, row, CONTENT_DEADLINE, "数", after);
  }
  task->deadline = date != NULL ? g_steal_pointer(&date) : recognise_line(text);
  const Phrase *phrase = recognise_phrase(reading, task->deadline);
  task->due = phrase->due;
  if (phrase->impossible && value->hold == HOLD_PRINTED)
    say_of(reading, row, CONTENT_DEADLINE, "没有", "这一天，照原文保留，不计算期限");
  else if (phrase->unread && value->hold == HOLD_PRINTED)
    say_of(reading, row, CONTENT_DEADLINE, "时限", "读不懂，照原文保留，不计算期限");
  if (task->kind == TASK_KIND_TASK && task->rules->len == 0 && is_rule(phrase) &&
      !(reading->itself && reading->columns[CONTENT_RULES] >= 0))
    add_rule(task, phrase->text, NULL, phrase);
}

/* ---- state and progress ----------------------------------------------------------------- */

static void read_state(Reading *reading, const Row *row, ContentTask *task) {
  gboolean doubt = FALSE;
  if (row->texts[CONTENT_STATE] == NULL)
    return;
  if (!recognise_state(row->texts[CONTENT_STATE], &task->state, &doubt)) {
    say_of(reading, row, CONTENT_STATE, "状态", "不认识，记为未启动");
  } else if (doubt) {
    g_autofree char *after = g_strdup_printf("记为%s", task_state_name(task->state));
    say_of(reading, row, CONTENT_STATE, "状态", after);
  }
}

static void read_percent(Reading *reading, const Row *row, ContentTask *task) {
  const char *text = row->texts[CONTENT_PERCENT];
  if (text == NULL)
    return;
  const Cell *cell = row->values[CONTENT_PERCENT].cell;
  g_autofree char *folded = g_strdup(text);
  char *end = NULL;
  double value = g_ascii_strtod(folded, &end);
  gboolean read = end != folded;
  gboolean sign = read && (*end == '%' || g_str_has_prefix(end, "％"));
  gboolean plain = read && *end == '\0';
  if (plain && cell->kind == CELL_NUMBER)
    value = cell->number;
  if (plain && reading->fractions)
    value *= 100;
  if ((!sign && !plain) || value < 0 || value > 100.0001) {
    say_of(reading, row, CONTENT_PERCENT, "完成率", "不是0到100的数，没有导入");
    return;
  }
  task->percent = (int)lround(value);
}

static void add_evidence(ContentProgress *progress, const char *text) {
  g_auto(GStrv) parts = g_regex_split_simple("[；;\n]", text, 0, 0);
  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *one = text_strip(*part);
    if (*one != '\0')
      g_ptr_array_add(progress->evidence, g_steal_pointer(&one));
  }
}

static void read_progress(Reading *reading, const Row *row, ContentTask *task) {
  const char *text = row->texts[CONTENT_PROGRESS];
  const char *evidence = row->texts[CONTENT_EVIDENCE];
  if (text == NULL && evidence == NULL) {
    if (row->texts[CONTENT_PROGRESS_ON] != NULL)
      say_of(reading, row, CONTENT_PROGRESS_ON, "进展日期", "旁边没有进展情况，没有导入");
    return;
  }
  if (text == NULL)
    say_of(reading, row, CONTENT_EVIDENCE, "佐证材料", "旁边没有进展情况，进展记为“见佐证材料”");
  ContentProgress *progress = content_progress_new(text != NULL ? text : "见佐证材料");
  progress->made_on = read_day(reading, row, CONTENT_PROGRESS_ON);
  if (evidence != NULL)
    add_evidence(progress, evidence);
  g_ptr_array_add(task->progress, progress);
}

/* ---- units ------------------------------------------------------------------------------ */

static const GPtrArray *units_of(Reading *reading, const char *text, Role role) {
  GPtrArray *units = g_hash_table_lookup(reading->units[role], text);
  if (units == NULL) {
    units = recognise_whole_units(text, role, reading->options->names, reading->itself);
    g_hash_table_insert(reading->units[role], g_strdup(text), units);
  }
  return units;
}

static void add_units(ContentTask *task, const GPtrArray *units) {
  for (guint i = 0; i < units->len; i++) {
    const ContentUnit *unit = units->pdata[i];
    gboolean there = FALSE;
    for (guint k = 0; k < task->units->len && !there; k++) {
      const ContentUnit *known = task->units->pdata[k];
      there = known->role == unit->role && g_str_equal(known->name, unit->name);
    }
    if (!there)
      g_ptr_array_add(task->units, content_unit_new(unit->name, unit->role));
  }
}

static gboolean is_nobody(const char *text) {
  static const char *const words[] = {"无", "-", "—", "——", "/", "－"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_equal(text, words[i]))
      return TRUE;
  }
  return FALSE;
}

static void read_units(Reading *reading, const Row *row, ContentTask *task) {
  static const ContentField order[] = {CONTENT_LEAD, CONTENT_UNITS, CONTENT_SUPPORT,
                                       CONTENT_IMPLEMENT, CONTENT_OVERSEE};
  gboolean columned = FALSE;
  /* Where 责任单位 says all roles, columns of single roles only repeat some. */
  gboolean whole = reading->itself && reading->columns[CONTENT_UNITS] >= 0;
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
    columned = columned || reading->columns[order[i]] >= 0;
    const char *text = row->texts[order[i]];
    if (text != NULL && !is_nobody(text) && !(whole && order[i] != CONTENT_UNITS))
      add_units(task, units_of(reading, text, recognise_field_role(order[i])));
  }
  if (columned)
    return;
  g_autofree char *behind = recognise_roles_behind(task->goal);
  if (behind == NULL)
    return;
  add_units(task, units_of(reading, behind, ROLE_RESPONSIBLE));
  reading->content->fields |= CONTENT_BIT(CONTENT_UNITS);
}

/* ---- the task --------------------------------------------------------------------------- */

static gboolean ends_ranking(const char *goal) {
  if (strstr(goal, "排名") == NULL)
    return FALSE;
  g_autofree char *bare = recognise_bare(goal);
  return g_str_has_suffix(bare, "排名");
}

static TaskKind kind_of(Reading *reading, const Row *row) {
  TaskKind kind = TASK_KIND_TASK;
  const char *printed = row->texts[CONTENT_KIND];
  if (printed != NULL && (recognise_kind(printed, &kind) || reading->itself))
    return kind;
  if (printed != NULL)
    say_of(reading, row, CONTENT_KIND, "类别", "不认识，没有导入");
  for (int i = 0; i < CONTENT_LEVELS_MAX && row->levels[i] != NULL; i++) {
    if (g_utf8_strlen(row->levels[i], -1) <= 16 && recognise_kind(row->levels[i], &kind))
      return kind;
  }
  return ends_ranking(row->texts[CONTENT_GOAL]) ? TASK_KIND_MEASURE : TASK_KIND_TASK;
}

static void read_code(Reading *reading, const Row *row, ContentTask *task) {
  guint64 id = 0;
  const char *text = row->texts[CONTENT_ID];
  if (text == NULL)
    return;
  if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &id, NULL))
    task->id = (gint64)id;
  else
    say_of(reading, row, CONTENT_ID, "编号", "不是数，这一行当作新的");
}

/* The rows of one level stand together, and have its title from the same cell. */
static int indicator_of(Reading *reading, const Row *row) {
  if (memcmp(reading->levels, row->levels, sizeof reading->levels) != 0 ||
      reading->content->tasks->len == 0)
    reading->indicator = recognise_indicator(reading->content, row->levels);
  memcpy(reading->levels, row->levels, sizeof reading->levels);
  return reading->indicator;
}

ContentTask *recognise_task(Reading *reading, const Row *row) {
  ContentTask *task = content_task_new();
  task->table = row->table;
  task->row = grid_line(reading->workbook->grids->pdata[row->table], row->row);
  task->filled = row->filled;
  task->goal = g_strdup(row->texts[CONTENT_GOAL]);
  task->kind = kind_of(reading, row);
  task->indicator = indicator_of(reading, row);
  if (row->texts[CONTENT_NUMBER] != NULL)
    task->number = recognise_number(row->texts[CONTENT_NUMBER], NULL);
  if (row->texts[CONTENT_PRINTED] != NULL)
    task->deadline_printed = recognise_line(row->texts[CONTENT_PRINTED]);
  task->note = g_strdup(row->texts[CONTENT_NOTE]);
  read_code(reading, row, task);
  read_units(reading, row, task);
  if (row->texts[CONTENT_RULES] != NULL)
    read_rules(reading, row, task);
  read_deadline(reading, row, task);
  read_state(reading, row, task);
  read_percent(reading, row, task);
  task->done_on = read_day(reading, row, CONTENT_DONE_ON);
  read_progress(reading, row, task);
  return task;
}

/* ---- more of a task --------------------------------------------------------------------- */

static void append_line(char **text, const char *more) {
  char *longer = *text != NULL ? g_strconcat(*text, "\n", more, NULL) : g_strdup(more);
  g_free(*text);
  *text = longer;
}

void recognise_add_to_task(Reading *reading, const Row *row, ContentTask *task) {
  for (int field = CONTENT_UNITS; field <= CONTENT_OVERSEE; field++) {
    const Value *value = &row->values[field];
    if (value->hold == HOLD_PRINTED && !is_nobody(value->cell->text))
      add_units(task,
                units_of(reading, value->cell->text, recognise_field_role((ContentField)field)));
  }
  const Value *note = &row->values[CONTENT_NOTE], *progress = &row->values[CONTENT_PROGRESS];
  if (note->hold == HOLD_PRINTED)
    append_line(&task->note, note->cell->text);
  if (progress->hold == HOLD_PRINTED && task->progress->len > 0)
    append_line(&((ContentProgress *)task->progress->pdata[0])->text, progress->cell->text);
  else if (progress->hold == HOLD_PRINTED)
    g_ptr_array_add(task->progress, content_progress_new(progress->cell->text));
  recognise_say(reading, row->table, row->row, G_MAXUINT,
                "没有目标任务，责任单位、进展和备注并入上一项，其余没有导入");
  const Value *deadline = &row->values[CONTENT_DEADLINE];
  if (deadline->hold == HOLD_PRINTED && g_strcmp0(deadline->cell->text, task->deadline) != 0)
    recognise_say(reading, row->table, row->row, deadline->column, "上一项已有时限，没有导入：%s",
                  deadline->cell->text);
}
