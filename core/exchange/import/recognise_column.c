/* What the columns of a table are: by their heads, and where these leave it open or are missing, by
 * what stands below. */
#include "core/exchange/import/recognise_private.h"
#include "core/rules/text.h"

#include <string.h>

#define SAMPLE_ROWS 200
#define GOAL_CHARS_MIN 8 /* on average, where no head says which column it is */
#define OUR_HEADS_MIN 8

/* What stands in a column, in the first rows. */
typedef struct {
  guint filled, chars;
  guint units, dates, numbers, percents, states, kinds, lights;
} Sample;

static gboolean is_light(const char *text) {
  static const char *const words[] = {"红",   "黄",   "绿", "蓝",   "红灯", "黄灯",
                                      "绿灯", "蓝灯", "灰", "灰灯", "●",    "■"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (g_str_equal(text, words[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_percent(const Cell *cell) {
  if (cell->kind == CELL_NUMBER)
    return cell->number >= 0 && cell->number <= 100;
  const char *sign = strpbrk(cell->text, "%");
  return sign != NULL ? sign[1] == '\0' && strlen(cell->text) <= 6
                      : strspn(cell->text, "0123456789.") == strlen(cell->text);
}

static gboolean is_date(const Cell *cell) {
  if (cell->kind == CELL_DATE)
    return TRUE;
  if (cell->kind != CELL_TEXT || strlen(cell->text) > 60)
    return FALSE;
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(cell->text, 2000, &phrase);
  return phrase.kind != PHRASE_NONE || phrase.unread;
}

static void look(Sample *sample, const Cell *cell) {
  TaskKind kind;
  TaskState state;
  if (*cell->text == '\0')
    return;
  sample->filled++;
  sample->chars += (guint)g_utf8_strlen(cell->text, -1);
  sample->units += cell->kind == CELL_TEXT && recognise_is_unit_end(cell->text);
  sample->dates += is_date(cell);
  sample->numbers += recognise_number(cell->text, NULL) > 0;
  sample->percents += is_percent(cell);
  sample->states += recognise_state(cell->text, &state, NULL);
  sample->kinds += recognise_kind(cell->text, &kind);
  sample->lights += is_light(cell->text);
}

static Sample *samples_of(const Workbook *workbook, const Recognised *table) {
  Sample *samples = g_new0(Sample, table->columns->len);
  g_auto(Walk) walk;
  walk_init(&walk, workbook, table);
  guint grid, row;
  for (guint i = 0; i < SAMPLE_ROWS && walk_next(&walk, &grid, &row); i++) {
    for (guint column = 0; column < table->columns->len; column++)
      look(&samples[column], grid_cell(workbook->grids->pdata[grid], row, column));
  }
  return samples;
}

static gboolean most(guint count, const Sample *sample) {
  return sample->filled > 0 && count * 10 >= sample->filled * 6;
}

/* ---- putting fields to columns ---------------------------------------------------------- */

typedef struct {
  Recognised *table;
  Sample *samples;
  Head *heads;
  gboolean ours;
} Columns;

static RecognisedColumn *column_at(const Columns *columns, guint index) {
  return columns->table->columns->pdata[index];
}

static void put(Columns *columns, guint index, ContentField field) {
  RecognisedColumn *column = column_at(columns, index);
  if (field != CONTENT_NONE && recognise_column_of(columns->table, field) < 0)
    column->field = field;
}

/* The next level that is free, below all those on the left; CONTENT_NONE: there is none. */
static ContentField next_level(const Columns *columns, guint index) {
  ContentField level = CONTENT_LEVEL_1;
  for (guint i = 0; i < index; i++) {
    ContentField left = column_at(columns, i)->field;
    if (left >= CONTENT_LEVEL_1 && left <= CONTENT_LEVEL_4)
      level = left + 1;
  }
  while (level <= CONTENT_LEVEL_4 && recognise_column_of(columns->table, level) >= 0)
    level++;
  return level <= CONTENT_LEVEL_4 ? level : CONTENT_NONE;
}

/* A document that gives tasks out has 办结时间 for 完成时限; taken for days of 办结, it would
 * finish them. */
static ContentField finish_field(const Columns *columns) {
  gboolean states = recognise_column_of(columns->table, CONTENT_STATE) >= 0;
  for (guint i = 0; i < columns->table->columns->len; i++)
    states = states || (columns->heads[i].kind == HEAD_STATUS &&
                        most(columns->samples[i].states, &columns->samples[i]));
  return columns->ours || states || recognise_column_of(columns->table, CONTENT_DEADLINE) >= 0
             ? CONTENT_DONE_ON
             : CONTENT_DEADLINE;
}

static void put_open(Columns *columns, guint index) {
  const Sample *sample = &columns->samples[index];
  ContentField status;
  switch (columns->heads[index].kind) {
  case HEAD_SORT:
    if (most(sample->kinds, sample))
      put(columns, index, CONTENT_KIND);
    else
      put(columns, index, next_level(columns, index));
    break;
  case HEAD_LEVEL:
    put(columns, index, next_level(columns, index));
    break;
  case HEAD_STATUS:
    status = most(sample->states, sample)     ? CONTENT_STATE
             : most(sample->percents, sample) ? CONTENT_PERCENT
                                              : CONTENT_PROGRESS;
    put(columns, index, status);
    break;
  case HEAD_FINISH:
    put(columns, index, finish_field(columns));
    break;
  case HEAD_CODE:
    put(columns, index, columns->ours ? CONTENT_ID : CONTENT_NUMBER);
    break;
  case HEAD_UNKNOWN:
  case HEAD_FIELD:
  case HEAD_GOAL:
  case HEAD_LIGHT:
    break;
  }
}

/* Of several columns that may hold the tasks, the last one that is filled most; those on its left
 * are what it is grouped by. */
static void put_goals(Columns *columns) {
  int goal = -1;
  for (guint i = 0; i < columns->table->columns->len; i++) {
    if (columns->heads[i].kind == HEAD_GOAL &&
        (goal < 0 || columns->samples[i].filled >= columns->samples[goal].filled))
      goal = (int)i;
  }
  if (goal < 0)
    return;
  put(columns, (guint)goal, CONTENT_GOAL);
  for (int i = 0; i < goal; i++) {
    if (columns->heads[i].kind == HEAD_GOAL)
      columns->heads[i].kind = HEAD_LEVEL;
  }
}

/* Where no head names the tasks, they are the lowest level, or else the longest texts that have no
 * other meaning. */
static void find_goal(Columns *columns) {
  int goal = -1, longest = -1;
  guint chars = 0;
  if (recognise_column_of(columns->table, CONTENT_GOAL) >= 0)
    return;
  for (ContentField level = CONTENT_LEVEL_1; level <= CONTENT_LEVEL_4; level++) {
    int column = recognise_column_of(columns->table, level);
    goal = column >= 0 ? column : goal;
  }
  for (guint i = 0; i < columns->table->columns->len; i++) {
    const Sample *sample = &columns->samples[i];
    guint average = sample->filled > 0 ? sample->chars / sample->filled : 0;
    if (column_at(columns, i)->field == CONTENT_NONE && columns->heads[i].kind == HEAD_UNKNOWN &&
        average >= GOAL_CHARS_MIN && average > chars && !most(sample->units, sample) &&
        !most(sample->dates, sample)) {
      longest = (int)i;
      chars = average;
    }
  }
  goal = goal >= 0 ? goal : longest;
  if (goal >= 0)
    column_at(columns, (guint)goal)->field = CONTENT_GOAL;
}

static void put_by_heads(Columns *columns) {
  guint count = columns->table->columns->len;
  for (int whole = 1; whole >= 0; whole--) {
    for (guint i = 0; i < count; i++) {
      const Head *head = &columns->heads[i];
      if (head->kind != HEAD_FIELD || head->whole != (whole == 1))
        continue;
      /* 红黄绿灯 may stand under 状态 as well. */
      if (head->field == CONTENT_STATE && most(columns->samples[i].lights, &columns->samples[i]))
        columns->heads[i].kind = HEAD_LIGHT;
      else
        put(columns, i, head->field);
    }
  }
  put_goals(columns);
  for (guint i = 0; i < count; i++)
    put_open(columns, i);
  find_goal(columns);
}

/* Without a head: the longest texts are the tasks, what stands on their left groups them. */
static void put_by_content(Columns *columns) {
  guint count = columns->table->columns->len;
  find_goal(columns);
  int goal = recognise_column_of(columns->table, CONTENT_GOAL);
  for (guint i = 0; i < count && goal >= 0; i++) {
    const Sample *sample = &columns->samples[i];
    if ((int)i == goal || sample->filled == 0)
      continue;
    if (most(sample->units, sample) && (int)i > goal)
      put(columns, i, CONTENT_UNITS);
    else if (most(sample->dates, sample) && (int)i > goal)
      put(columns, i, CONTENT_DEADLINE);
    else if (most(sample->numbers, sample) && (int)i < goal)
      put(columns, i, CONTENT_NUMBER);
    else if (most(sample->states, sample))
      put(columns, i, CONTENT_STATE);
    else if ((int)i < goal)
      put(columns, i, next_level(columns, i));
  }
}

/* A table of ours has all its heads from us, and a column by which its rows are found again. A
 * short one is told by 类别, which only ours have beside it. */
static gboolean has_our_heads(const Recognised *table) {
  guint ours = 0;
  gboolean code = FALSE, kind = FALSE;
  for (guint i = 0; i < table->columns->len; i++) {
    ContentField field;
    const char *head = ((const RecognisedColumn *)table->columns->pdata[i])->head;
    if (!content_field_parse(head, &field) || !g_str_equal(head, content_field_name(field)))
      continue;
    ours++;
    code = code || field == CONTENT_ID;
    kind = kind || field == CONTENT_KIND;
  }
  return code && (ours >= OUR_HEADS_MIN || (kind && ours == table->columns->len));
}

gboolean recognise_has_data(const Workbook *workbook) {
  if (workbook->data != NULL)
    return TRUE;
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    if (grid_is_hidden(grid) && g_str_equal(grid_name(grid), RECOGNISE_DATA_SHEET))
      return TRUE;
  }
  return FALSE;
}

static void column_free(gpointer data) {
  RecognisedColumn *column = data;
  g_free(column->head);
  g_free(column);
}

void recognise_columns(const Workbook *workbook, Recognised *table) {
  const Grid *grid = workbook->grids->pdata[g_array_index(table->grids, guint, 0)];
  table->columns = g_ptr_array_new_with_free_func(column_free);
  for (guint i = 0; i < grid_columns(grid); i++) {
    RecognisedColumn *column = g_new0(RecognisedColumn, 1);
    column->column = i;
    column->head = recognise_head_text(grid, table->header, table->header_rows, i);
    g_ptr_array_add(table->columns, column);
  }
  g_autofree Sample *samples = samples_of(workbook, table);
  g_autofree Head *heads = g_new0(Head, table->columns->len + 1);
  for (guint i = 0; i < table->columns->len; i++) {
    /* A head that spans columns of which one is empty is that of the other. */
    if (samples[i].filled > 0 || *grid_cell(grid, table->header, i)->text != '\0')
      heads[i] = recognise_head(((RecognisedColumn *)table->columns->pdata[i])->head);
  }
  gboolean data = recognise_has_data(workbook);
  Columns columns = {table, samples, heads, data || has_our_heads(table)};
  if (table->header_rows > 0)
    put_by_heads(&columns);
  else
    put_by_content(&columns);
  gboolean itself = recognise_column_of(table, CONTENT_ID) >= 0;
  table->ours = itself && data;
  for (guint i = 0; i < table->columns->len; i++)
    column_at(&columns, i)->fills = !itself && recognise_fills(column_at(&columns, i)->field);
}

gboolean recognise_fills(ContentField field) {
  return (field >= CONTENT_LEVEL_1 && field <= CONTENT_LEVEL_4) || field == CONTENT_UNITS ||
         field == CONTENT_LEAD || field == CONTENT_SUPPORT || field == CONTENT_IMPLEMENT ||
         field == CONTENT_OVERSEE || field == CONTENT_DEADLINE;
}

int recognise_column_of(const Recognised *table, ContentField field) {
  for (guint i = 0; i < table->columns->len; i++) {
    if (((const RecognisedColumn *)table->columns->pdata[i])->field == field)
      return (int)i;
  }
  return -1;
}

/* ---- what a person says ----------------------------------------------------------------- */

/* The columns that name may mean by their head: how many, and the first of them. */
static guint by_head(const Recognised *table, const char *name, guint *index) {
  g_autofree char *wanted = recognise_bare(name);
  guint exact = 0, loose = 0, first = 0;
  for (guint i = 0; i < table->columns->len; i++) {
    const char *head = ((const RecognisedColumn *)table->columns->pdata[i])->head;
    g_autofree char *bare = recognise_bare(head);
    if (g_str_equal(head, name) && exact++ == 0)
      *index = i;
    if (*bare != '\0' && g_str_equal(bare, wanted) && loose++ == 0)
      first = i;
  }
  if (exact == 0)
    *index = first;
  return exact > 0 ? exact : loose;
}

static gboolean by_place(const Recognised *table, const char *name, guint *index) {
  guint64 number = 0;
  if (g_ascii_string_to_unsigned(name, 10, 1, table->columns->len, &number, NULL)) {
    *index = (guint)number - 1;
    return TRUE;
  }
  for (guint i = 0; i < table->columns->len; i++) {
    g_autofree char *letters = grid_column_name(i);
    if (g_ascii_strcasecmp(letters, name) == 0) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean find_column(const Recognised *table, const char *name, guint *index,
                            GError **error) {
  guint count = *name != '\0' ? by_head(table, name, index) : 0;
  if (count > 1)
    return store_refuse(error, "有%u列的表头都是“%s”，请写列的字母（如C）", count, name);
  if (count == 1 || by_place(table, name, index))
    return TRUE;
  g_autoptr(GString) heads = g_string_new(NULL);
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    g_autofree char *letters = grid_column_name(i);
    g_string_append_printf(heads, "%s%s %s", i > 0 ? "、" : "", letters, column->head);
  }
  return store_refuse(error, "没有列“%s”；这张表有：%s", name, heads->str);
}

gboolean recognise_map(Recognised *table, const char *column, ContentField field, GError **error) {
  guint index = 0;
  g_autofree char *name = text_clean(column, FALSE);
  if (!find_column(table, name, &index, error))
    return FALSE;
  int taken = field != CONTENT_NONE ? recognise_column_of(table, field) : -1;
  if (taken >= 0 && taken != (int)index) {
    const RecognisedColumn *here = table->columns->pdata[index],
                           *there = table->columns->pdata[taken];
    g_autofree char *left = grid_column_name(index);
    g_autofree char *right = grid_column_name((guint)taken);
    return store_refuse(error, "%s列（%s）和%s列（%s）不能都是%s，请先把其中一列定为%s", left,
                        here->head, right, there->head, content_field_name(field),
                        content_field_name(CONTENT_NONE));
  }
  RecognisedColumn *chosen = table->columns->pdata[index];
  chosen->field = field;
  chosen->fills = recognise_column_of(table, CONTENT_ID) < 0 && recognise_fills(field);
  return TRUE;
}
