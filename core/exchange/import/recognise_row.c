/* What a row is: a task, a section, a note; and what its cells say, with those above them. */
#include "core/exchange/import/recognise_private.h"
#include "core/model/task.h"

#include <string.h>

#define SECTION_CHARS_MAX 40

static const Grid *grid_at(const Reading *reading, guint table) {
  return reading->workbook->grids->pdata[table];
}

/* ---- what a cell says ------------------------------------------------------------------- */

static const Cell EMPTY = {.text = "", .kind = CELL_EMPTY};

static Value value_at(const Grid *grid, guint row, guint column) {
  Value value = {.cell = grid_cell(grid, row, column), .hold = HOLD_PRINTED, .column = column};
  if (*value.cell->text != '\0')
    return value;
  const GridMerge *merge = value.cell->covered ? grid_merge_at(grid, row, column) : NULL;
  value.hold = HOLD_BLANK;
  if (merge != NULL && merge->column < column) {
    value.hold = HOLD_ACROSS;
  } else if (merge != NULL) {
    value.cell = grid_cell(grid, merge->row, column);
    value.hold = *value.cell->text != '\0' ? HOLD_DOWN : HOLD_BLANK;
  }
  return value;
}

/* TRUE where a cell holds a date and nothing that could be a unit. */
static gboolean is_date(Reading *reading, const Cell *cell) {
  if (cell->kind == CELL_DATE)
    return TRUE;
  if (*cell->text == '\0' || strlen(cell->text) > 60 || recognise_is_unit_end(cell->text))
    return FALSE;
  const Phrase *phrase = recognise_phrase(reading, cell->text);
  return phrase->kind != PHRASE_NONE;
}

/* Where 一级 and 二级 of a row are one cell and the file does not say so, as csv cannot, all that
 * stands right of it is one column too far left: the 时限 among the 责任. */
static gboolean is_shifted(Reading *reading, const Grid *grid, guint row) {
  int first = reading->columns[CONTENT_LEVEL_1], second = reading->columns[CONTENT_LEVEL_2];
  int due = reading->columns[CONTENT_DEADLINE];
  if (first < 0 || second != first + 1 || reading->itself)
    return FALSE;
  const Cell *head = grid_cell(grid, row, (guint)first),
             *next = grid_cell(grid, row, (guint)second);
  if (*head->text != '\0')
    reading->shifted = FALSE;
  const Cell *last = grid_cell(grid, row, reading->table->columns->len - 1);
  if (*next->text == '\0' || *last->text != '\0' || last->covered || next->covered)
    return FALSE;
  if (due > second + 1 && *grid_cell(grid, row, (guint)due)->text == '\0' &&
      is_date(reading, grid_cell(grid, row, (guint)due - 1)))
    reading->shifted = TRUE;
  return reading->shifted && recognise_ordinal(next->text) != 2;
}

/* What a formula could not compute is neither a text nor a blank that means as above. */
static void leave_errors(Reading *reading, Row *row) {
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    Value *value = &row->values[field];
    if (value->cell->kind != CELL_ERROR)
      continue;
    if (value->hold == HOLD_PRINTED)
      recognise_say(reading, row->table, row->row, value->column,
                    "公式没有算出结果（%s），没有导入", value->cell->text);
    *value = (Value){&EMPTY, HOLD_ACROSS, value->column};
  }
}

static void read_values(Reading *reading, guint table, guint row, Row *out) {
  const Grid *grid = grid_at(reading, table);
  gboolean shifted = is_shifted(reading, grid, row);
  int second = reading->columns[CONTENT_LEVEL_2];
  *out = (Row){.table = table, .row = row};
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    int column = reading->columns[field];
    out->values[field] = (Value){.cell = &EMPTY, .hold = HOLD_BLANK};
    if (column < 0)
      continue;
    if (shifted && column == second)
      out->values[field] = (Value){&EMPTY, HOLD_ACROSS, (guint)column};
    else
      out->values[field] =
          value_at(grid, row, (guint)(shifted && column > second ? column - 1 : column));
    Value *value = &out->values[field];
    if (recognise_fills((ContentField)field) && !reading->itself &&
        recognise_is_same(value->cell->text))
      *value = (Value){&EMPTY, HOLD_BLANK, value->column, TRUE};
  }
  /* A goal that begins under 二级 leaves that empty. */
  Value *goal = &out->values[CONTENT_GOAL];
  const GridMerge *merge =
      goal->hold == HOLD_ACROSS ? grid_merge_at(grid, row, goal->column) : NULL;
  if (merge == NULL)
    return;
  goal->cell = grid_cell(grid, merge->row, merge->column);
  goal->hold = *goal->cell->text == '\0' ? HOLD_BLANK
               : merge->row == row       ? HOLD_PRINTED
                                         : HOLD_DOWN;
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    if (field != CONTENT_GOAL && out->values[field].column == merge->column &&
        reading->columns[field] >= 0)
      out->values[field] = (Value){&EMPTY, HOLD_ACROSS, merge->column};
  }
}

/* ---- levels, and what blanks mean ------------------------------------------------------- */

static gboolean says(const Value *value) {
  return value->hold == HOLD_PRINTED || value->hold == HOLD_DOWN;
}

static gboolean is_unit_field(int field) {
  return field >= CONTENT_UNITS && field <= CONTENT_OVERSEE;
}

/* What stands above means nothing any more: below a new 一级, all of it; below a new 二级, 三级. */
static void forget(Reading *reading, int first, int last) {
  for (int field = first; field <= last; field++)
    reading->above[field] = NULL;
}

/* A row with our 编号 that does not even say its 一级: merged cells were taken apart, or pasted.
 * What it says of lower levels alone would move its task. */
static gboolean is_apart(const Reading *reading, const Row *row) {
  return reading->itself && reading->base == NULL && reading->columns[CONTENT_LEVEL_1] >= 0 &&
         row->values[CONTENT_LEVEL_1].hold == HOLD_BLANK;
}

static gboolean fills(const Reading *reading, const Row *row, int field) {
  int column = reading->columns[field];
  if (reading->options->no_fill || column < 0)
    return FALSE;
  return ((const RecognisedColumn *)reading->table->columns->pdata[column])->fills ||
         (field >= CONTENT_LEVEL_1 && field <= CONTENT_LEVEL_4 && is_apart(reading, row));
}

static void note_merged(Row *row, int field) {
  if (row->values[field].hold == HOLD_DOWN)
    row->merged |= CONTENT_BIT((guint)field);
}

static void fill(Reading *reading, Row *row, int field) {
  const Value *value = &row->values[field];
  if (says(value)) {
    row->texts[field] = reading->above[field] = reading->last[field] = value->cell->text;
    note_merged(row, field);
  } else if (value->hold == HOLD_ACROSS) {
    reading->above[field] = NULL;
  } else if (value->same && reading->last[field] == NULL) {
    recognise_say(reading, row->table, row->row, value->column, "“同上”的上面没有内容，没有导入");
  } else if (value->same) {
    row->texts[field] = reading->above[field] = reading->last[field];
    row->filled |= CONTENT_BIT((guint)field);
  } else if (fills(reading, row, field) && reading->above[field] != NULL) {
    row->texts[field] = reading->above[field];
    row->filled |= CONTENT_BIT((guint)field);
  }
}

/* A level as a title: in one line. */
static const char *title_of(Reading *reading, const char *text) {
  if (strchr(text, '\n') == NULL)
    return text;
  g_autofree char *line = recognise_line(text);
  return recognise_keep(reading, line);
}

static void fill_levels(Reading *reading, Row *row) {
  gboolean columned = reading->columns[CONTENT_LEVEL_1] >= 0;
  guint depth = 0;
  const Value *first = &row->values[CONTENT_LEVEL_1];
  if (columned && says(first)) {
    /* A section right above a 一级 holds it; one with tasks of its own is another beside it. */
    guint last = reading->sections->len;
    if (reading->waiting != NULL && last > 0 &&
        !g_str_equal(reading->sections->pdata[last - 1], title_of(reading, first->cell->text)))
      reading->over = TRUE;
  }
  if (columned && says(first) && !reading->over) {
    g_ptr_array_set_size(reading->sections, 0);
    g_array_set_size(reading->styles, 0);
  }
  for (guint i = 0; i < reading->sections->len && depth < CONTENT_LEVELS_MAX; i++)
    row->levels[depth++] = reading->sections->pdata[i];
  for (int field = CONTENT_LEVEL_1; field <= CONTENT_LEVEL_4; field++) {
    if (reading->columns[field] < 0)
      continue;
    const Value *value = &row->values[field];
    if (says(value) && g_strcmp0(reading->above[field], value->cell->text) != 0)
      forget(reading, field, field == CONTENT_LEVEL_1 ? CONTENT_DEADLINE : CONTENT_LEVEL_4);
    fill(reading, row, field);
    if (row->texts[field] != NULL && depth < CONTENT_LEVELS_MAX)
      row->levels[depth++] = title_of(reading, row->texts[field]);
  }
}

/* Where a row names any unit, its other blank cells of units mean nobody. */
static void fill_units(Reading *reading, Row *row) {
  gboolean any = FALSE;
  for (int field = CONTENT_UNITS; field <= CONTENT_OVERSEE; field++)
    any = any || says(&row->values[field]);
  for (int field = CONTENT_UNITS; field <= CONTENT_OVERSEE; field++) {
    if (any && !says(&row->values[field]) && !row->values[field].same)
      reading->above[field] = NULL;
    fill(reading, row, field);
  }
}

static void fill_row(Reading *reading, Row *row) {
  fill_levels(reading, row);
  fill_units(reading, row);
  fill(reading, row, CONTENT_DEADLINE);
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++) {
    gboolean own = field == CONTENT_NUMBER || field == CONTENT_POINTS || field == CONTENT_ID;
    gboolean done = is_unit_field(field) || field == CONTENT_DEADLINE ||
                    (field >= CONTENT_LEVEL_1 && field <= CONTENT_LEVEL_4);
    const Value *value = &row->values[field];
    if (done || (own ? value->hold != HOLD_PRINTED : !says(value)))
      continue;
    row->texts[field] = value->cell->text;
    note_merged(row, field);
  }
}

/* ---- sections --------------------------------------------------------------------------- */

void recognise_end_section(Reading *reading) {
  RecogniseRemark *waiting = g_steal_pointer(&reading->waiting);
  if (waiting != NULL)
    recognise_add_remark(reading, waiting);
}

/* The first numbering is the outermost; one that is new stands below, one that was there is gone
 * back to. */
static void open_section(Reading *reading, guint table, guint row, const char *text) {
  int style = recognise_ordinal(text);
  guint depth = 0;
  while (depth < reading->styles->len && g_array_index(reading->styles, int, depth) != style)
    depth++;
  if (depth >= CONTENT_LEVELS_MAX)
    depth = CONTENT_LEVELS_MAX - 1;
  if (depth == 0 || depth < reading->styles->len)
    recognise_end_section(reading);
  reading->over = reading->over && depth > 0;
  g_array_set_size(reading->styles, depth);
  g_ptr_array_set_size(reading->sections, (int)depth);
  g_array_append_val(reading->styles, style);
  g_ptr_array_add(reading->sections, (gpointer)title_of(reading, text));
  forget(reading, CONTENT_LEVEL_1, CONTENT_DEADLINE);
  if (reading->waiting == NULL) {
    g_autofree char *shorter = task_short_goal(text);
    reading->waiting = g_new0(RecogniseRemark, 1);
    *reading->waiting = (RecogniseRemark){
        .table = table, .row = grid_line(grid_at(reading, table), row), .column = G_MAXUINT};
    reading->waiting->text = g_strdup_printf("“%s”下面没有任务，没有导入", shorter);
  }
}

static gboolean may_be_section(const char *text) {
  return recognise_ordinal(text) > 0 ||
         (g_utf8_strlen(text, -1) <= SECTION_CHARS_MAX && !g_str_has_suffix(text, "。"));
}

static void leave_out(Reading *reading, guint table, guint row, guint column, const char *text) {
  if (reading->base != NULL)
    return; /* what our own exports explain under the table */
  g_autofree char *line = recognise_line(text);
  g_autofree char *shorter = task_short_goal(line);
  recognise_say(reading, table, row, column, "不是任务，没有导入：%s", shorter);
}

/* ---- rows ------------------------------------------------------------------------------- */

static ContentTask *last_task(const Reading *reading) {
  const GPtrArray *tasks = reading->content->tasks;
  return tasks->len > 0 ? tasks->pdata[tasks->len - 1] : NULL;
}

static void take_task(Reading *reading, Row *row) {
  fill_row(reading, row);
  reading->goalless = FALSE;
  if (reading->waiting != NULL)
    recognise_remark_free(g_steal_pointer(&reading->waiting));
  if (reading->base != NULL) {
    recognise_keep_levels(reading, row);
    recognise_compare(reading, row);
  }
  ContentTask *task = recognise_task(reading, row);
  task->unplaced = is_apart(reading, row);
  reading->kept_levels += task->unplaced ? 1 : 0;
  guint index = reading->content->tasks->len;
  g_ptr_array_add(reading->content->tasks, task);
  const Value *points = &row->values[CONTENT_POINTS];
  if (points->hold != HOLD_PRINTED)
    return;
  g_autofree char *bare = recognise_bare(points->cell->text);
  char *end = NULL;
  PointCell cell = {.task = index, .points = g_ascii_strtod(bare, &end)};
  if (end == bare || (*end != '\0' && !g_str_equal(end, "分"))) {
    recognise_say(reading, row->table, row->row, points->column, "分值“%s”不是数，没有导入",
                  points->cell->text);
    return;
  }
  g_array_append_val(reading->points, cell);
}

/* TRUE where a row counts as one more and says no goal, not even by a merged cell: whatever it is,
 * it is none of the task above. */
static gboolean is_goalless_task(const Row *row, const ContentTask *above) {
  const Value *number = &row->values[CONTENT_NUMBER];
  int counted = number->hold == HOLD_PRINTED ? recognise_number(number->cell->text, NULL) : 0;
  return counted > 0 && counted != above->number && row->values[CONTENT_GOAL].hold == HOLD_BLANK;
}

/* A row without a goal of its own: a level that begins here, or more of the task above. */
static void take_rest(Reading *reading, Row *row) {
  ContentTask *task = last_task(reading);
  gboolean level = FALSE, rest = FALSE;
  for (int field = CONTENT_LEVEL_1; field <= CONTENT_LEVEL_4; field++)
    level = level || row->values[field].hold == HOLD_PRINTED;
  for (int field = CONTENT_UNITS; field <= CONTENT_NOTE; field++)
    rest = rest || row->values[field].hold == HOLD_PRINTED;
  if (task != NULL && is_goalless_task(row, task))
    reading->goalless = TRUE;
  if (task != NULL && rest && !level && !reading->goalless) {
    recognise_add_to_task(reading, row, task);
    return;
  }
  fill_row(reading, row);
  if (rest)
    recognise_say(reading, row->table, row->row, G_MAXUINT,
                  "没有目标任务，没有导入；下面的空白仍按同上理解");
}

/* A cell that stands alone in its row, and not where the goals are. */
static void take_lone(Reading *reading, guint table, guint row, guint column, Row *values) {
  const Grid *grid = grid_at(reading, table);
  const char *text = grid_cell(grid, row, column)->text;
  const GridMerge *merge = grid_merge_at(grid, row, column);
  guint end = merge != NULL ? merge->column + merge->columns : column + 1;
  int goal = reading->columns[CONTENT_GOAL];
  gboolean mapped = FALSE;
  for (int field = CONTENT_LEVEL_1; field <= CONTENT_LEVEL_4; field++)
    mapped = mapped || reading->columns[field] == (int)column;
  g_autofree char *bare = recognise_bare(text);
  g_autofree char *title =
      reading->table->title != NULL ? recognise_bare(reading->table->title) : g_strdup("");
  gboolean wide = (int)end > goal || (int)column < goal;
  if (recognise_is_note(text)) {
    leave_out(reading, table, row, column, text);
  } else if (wide && end > column + 1 && strstr(title, bare) != NULL) {
    return; /* the title, once more on the next page */
  } else if ((int)column > goal) {
    take_rest(reading, values);
  } else if (mapped && (int)end <= goal && values->values[CONTENT_GOAL].hold != HOLD_DOWN) {
    if (recognise_ordinal(text) > 0 && reading->columns[CONTENT_LEVEL_1] != (int)column)
      fill_levels(reading, values);
    else
      open_section(reading, table, row, text);
  } else if (says(&values->values[CONTENT_LEVEL_1]) && reading->columns[CONTENT_LEVEL_2] >= 0 &&
             may_be_section(text)) { /* a 二级 beside a 一级 that goes on */
    forget(reading, CONTENT_LEVEL_2, CONTENT_LEVEL_4);
    reading->above[CONTENT_LEVEL_2] = text;
  } else if (recognise_number(text, NULL) == 0 && may_be_section(text)) {
    open_section(reading, table, row, text);
  } else {
    leave_out(reading, table, row, column, text);
  }
}

/* TRUE where the one cell of a row holds a goal and no title of the rows below. */
static gboolean is_lone_goal(const Reading *reading, const Grid *grid, guint row, guint column,
                             const Row *values) {
  int goal = reading->columns[CONTENT_GOAL];
  const GridMerge *merge = grid_merge_at(grid, row, column);
  const char *text = grid_cell(grid, row, column)->text;
  if (merge != NULL && merge->columns > 1) /* 二级 and goal in one cell */
    return (int)merge->column < goal && (int)(merge->column + merge->columns) == goal + 1 &&
           merge->column > 0 && reading->columns[CONTENT_LEVEL_1] >= 0 &&
           (int)merge->column > reading->columns[CONTENT_LEVEL_1];
  int style = recognise_ordinal(text);
  gboolean level = FALSE;
  for (int field = CONTENT_LEVEL_1; field <= CONTENT_LEVEL_4; field++)
    level = level || reading->columns[field] >= 0;
  const Value *value = &values->values[CONTENT_GOAL];
  return value->hold == HOLD_PRINTED && value->column == column &&
         (level || (style != 1 && style != 2 && style != 5) ||
          g_utf8_strlen(text, -1) > SECTION_CHARS_MAX);
}

/* TRUE where 一 stands in the 序号 and only a title beside it. */
static gboolean is_numbered_section(const Reading *reading, const Row *row, guint printed) {
  gboolean chinese = FALSE;
  return reading->counts && printed == 2 && row->values[CONTENT_NUMBER].hold == HOLD_PRINTED &&
         row->values[CONTENT_GOAL].hold == HOLD_PRINTED &&
         recognise_number(row->values[CONTENT_NUMBER].cell->text, &chinese) > 0 && chinese;
}

static void take_numbered_section(Reading *reading, const Row *row) {
  const char *number = row->values[CONTENT_NUMBER].cell->text;
  gboolean plain = g_str_has_suffix(number, "）") || g_str_has_suffix(number, ")") ||
                   g_str_has_suffix(number, "、");
  g_autofree char *title =
      g_strconcat(number, plain ? "" : "、", row->values[CONTENT_GOAL].cell->text, NULL);
  open_section(reading, row->table, row->row, recognise_keep(reading, title));
}

static gboolean is_note_row(const Grid *grid, guint row, guint printed, guint first) {
  if (!recognise_is_note(grid_cell(grid, row, first)->text))
    return FALSE;
  guint notes = 0;
  for (guint column = 0; column < grid_columns(grid); column++)
    notes += recognise_is_note(grid_cell(grid, row, column)->text);
  return printed <= 3 || notes == printed;
}

void recognise_row(Reading *reading, guint table, guint row) {
  const Grid *grid = grid_at(reading, table);
  guint first = 0;
  guint printed = recognise_printed(grid, row, G_MAXUINT, &first);
  if (is_note_row(grid, row, printed, first)) {
    leave_out(reading, table, row, first, grid_cell(grid, row, first)->text);
    return;
  }
  Row values;
  read_values(reading, table, row, &values);
  gboolean lost = values.values[CONTENT_GOAL].cell->kind == CELL_ERROR;
  leave_errors(reading, &values);
  if (lost)
    return; /* with all that belongs to it */
  if (printed == 1 && !is_lone_goal(reading, grid, row, first, &values))
    take_lone(reading, table, row, first, &values);
  else if (is_numbered_section(reading, &values, printed))
    take_numbered_section(reading, &values);
  else if (values.values[CONTENT_GOAL].hold == HOLD_PRINTED)
    take_task(reading, &values);
  else
    take_rest(reading, &values);
}
