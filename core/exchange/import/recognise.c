#include "core/exchange/import/recognise_private.h"
#include "core/rules/scan.h"
#include "core/rules/text.h"

#include <math.h>
#include <string.h>

#define WATCH_ROWS 256
#define YEAR_MIN 1990
#define YEAR_MAX 2100

void recognise_remark_free(RecogniseRemark *remark) {
  if (remark == NULL)
    return;
  g_free(remark->text);
  g_free(remark);
}

char *recognise_place(const Workbook *workbook, const Recognised *table,
                      const RecogniseRemark *remark) {
  const Grid *grid = workbook->grids->pdata[remark->table];
  g_autoptr(GString) place = g_string_new(NULL);
  g_string_append_printf(place, "表“%s”第%u行", grid_name(grid), remark->row);
  if (remark->column != G_MAXUINT) {
    g_autofree char *letters = grid_column_name(remark->column);
    g_string_append_printf(place, "%s列", letters);
  }
  if (remark->column < table->columns->len) {
    const RecognisedColumn *column = table->columns->pdata[remark->column];
    if (*column->head != '\0')
      g_string_append_printf(place, "（%s）", column->head);
  }
  return g_string_free(g_steal_pointer(&place), FALSE);
}

/* ---- beginning and end ------------------------------------------------------------------ */

static void phrase_free(gpointer data) {
  phrase_clear(data);
  g_free(data);
}

static void reading_init(Reading *reading, const Workbook *workbook, const Recognised *table,
                         const RecogniseOptions *options, GPtrArray *remarks) {
  *reading =
      (Reading){.workbook = workbook, .table = table, .options = options, .remarks = remarks};
  for (int field = 0; field < CONTENT_FIELD_COUNT; field++)
    reading->columns[field] =
        field != CONTENT_NONE ? recognise_column_of(table, (ContentField)field) : -1;
  reading->itself = reading->columns[CONTENT_ID] >= 0;
  for (int role = 0; role < ROLE_COUNT; role++)
    reading->units[role] =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  reading->phrases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, phrase_free);
  reading->owned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reading->sections = g_ptr_array_new();
  reading->styles = g_array_new(FALSE, FALSE, sizeof(int));
  reading->points = g_array_new(FALSE, FALSE, sizeof(PointCell));
  reading->content = content_new();
  reading->known = g_hash_table_new(g_int64_hash, g_int64_equal);
  reading->changed = g_array_new(FALSE, FALSE, sizeof(guint32));
}

static void reading_clear(Reading *reading) {
  for (int role = 0; role < ROLE_COUNT; role++)
    g_hash_table_unref(reading->units[role]);
  g_hash_table_unref(reading->phrases);
  g_hash_table_unref(reading->owned);
  g_ptr_array_unref(reading->sections);
  g_array_unref(reading->styles);
  g_array_unref(reading->points);
  recognise_remark_free(reading->waiting);
  content_free(reading->content);
  g_hash_table_unref(reading->known);
  g_array_unref(reading->changed);
  content_free(reading->base);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

const char *recognise_keep(Reading *reading, const char *text) {
  gpointer kept;
  if (g_hash_table_lookup_extended(reading->owned, text, &kept, NULL))
    return kept;
  char *copy = g_strdup(text);
  g_hash_table_add(reading->owned, copy);
  return copy;
}

/* ---- before the rows are read ----------------------------------------------------------- */

/* The year that a deadline prints; 0: none. */
static int year_of_cell(const Cell *cell) {
  gboolean serial;
  g_autofree char *date = recognise_deadline_date(cell, &serial);
  const char *text = date != NULL ? date : cell->text;
  for (const char *p = text; *p != '\0';) {
    const char *start = p;
    Digits digits = scan_digits(&p);
    if (p == start) {
      text_next(&p);
      continue;
    }
    if (digits.length == 4 && digits.value >= YEAR_MIN && digits.value <= YEAR_MAX)
      return digits.value;
  }
  return 0;
}

/* What must be known of all rows before the first one is read. */
typedef struct {
  guint years[YEAR_MAX - YEAR_MIN + 1];
  guint percents, fractions; /* plain numbers in 完成率; those from 0 to 1 … */
  guint parts, ones;         /* … between these, and 1 */
  guint arabic, chinese;
} Survey;

static void survey_row(const Reading *reading, const Grid *grid, guint row, Survey *survey) {
  int due = reading->columns[CONTENT_DEADLINE], percent = reading->columns[CONTENT_PERCENT];
  int number = reading->columns[CONTENT_NUMBER];
  if (due >= 0) {
    int year = year_of_cell(grid_cell(grid, row, (guint)due));
    if (year != 0)
      survey->years[year - YEAR_MIN]++;
  }
  const Cell *cell = grid_cell(grid, row, percent >= 0 ? (guint)percent : G_MAXUINT);
  Percent found;
  if (percent >= 0 && recognise_percent(cell, &found) && !found.sign) {
    double value = found.value;
    survey->percents++;
    survey->fractions += value >= 0 && value <= 1;
    survey->parts += value > 0 && value < 1;
    survey->ones += fabs(value - 1) < 1e-9;
  }
  gboolean chinese = FALSE;
  if (number >= 0 && recognise_number(grid_cell(grid, row, (guint)number)->text, &chinese) > 0) {
    survey->arabic += !chinese;
    survey->chinese += chinese;
  }
}

static gboolean survey(Reading *reading, Survey *survey, const Watch *watch, GError **error) {
  g_auto(Walk) walk;
  walk_init(&walk, reading->workbook, reading->table);
  guint table, row, done = 0;
  while (walk_next(&walk, &table, &row)) {
    survey_row(reading, reading->workbook->grids->pdata[table], row, survey);
    if (++done % WATCH_ROWS == 0 &&
        !watch_goes_on(watch, "正在识别", done, reading->table->rows, error))
      return FALSE;
  }
  return TRUE;
}

static int commonest_year(const Survey *survey) {
  int best = -1;
  for (int i = 0; i <= YEAR_MAX - YEAR_MIN; i++) {
    if (survey->years[i] > 0 && (best < 0 || survey->years[i] > survey->years[best]))
      best = i;
  }
  return best >= 0 ? best + YEAR_MIN : 0;
}

static void read_title(Reading *reading) {
  const Recognised *table = reading->table;
  g_auto(Title) title;
  guint first = g_array_index(table->grids, guint, 0);
  recognise_title(reading->workbook->grids->pdata[first], table->header, &title);
  reading->content->title = g_strdup(table->title);
  reading->content->document = g_steal_pointer(&title.document);
  reading->content->issuer = g_steal_pointer(&title.issuer);
  reading->year = title.year;
}

static gboolean prepare(Reading *reading, const Watch *watch, GError **error) {
  Survey found = {{0}};
  read_title(reading);
  if (!survey(reading, &found, watch, error))
    return FALSE;
  reading->fractions = found.parts + found.ones > 0 && found.fractions == found.percents;
  reading->mixed = !reading->fractions && found.parts > 0;
  reading->counts = found.arabic > 0 && found.arabic >= found.chinese;
  if (reading->table->ours)
    recognise_read_base(reading);
  if (reading->base != NULL)
    reading->year = reading->base->year;
  else if (reading->options->year != 0)
    reading->year = reading->options->year;
  else if (reading->year == 0)
    reading->year = commonest_year(&found);
  if (reading->year == 0)
    reading->year = reading->options->this_year;
  reading->content->year = reading->year;
  return TRUE;
}

/* Columns that are left out, but hold something, are said once each; so is how 完成率 is read, and
 * what another meaning is as likely of. */
static void say_columns(Reading *reading) {
  const Recognised *table = reading->table;
  guint first = g_array_index(table->grids, guint, 0);
  if (table->guessed)
    recognise_say(reading, first, table->header, G_MAXUINT, "没有认出表头，这一行当作表头");
  for (guint i = 0; i < table->columns->len; i++) {
    const RecognisedColumn *column = table->columns->pdata[i];
    if (column->field != CONTENT_NONE) {
      reading->content->fields |= CONTENT_BIT(column->field);
      if (column->field == CONTENT_PERCENT && reading->fractions)
        recognise_say(reading, first, table->header, column->column,
                      "没有百分号的都在0到1之间，按小数读：1就是100%%");
      if (column->field == CONTENT_DEADLINE && recognise_head(column->head).kind == HEAD_FINISH)
        recognise_say(reading, first, table->header, column->column,
                      "没有别的时限，读作完成时限；若是实际办结的日期，请把这一列指明为办结日期");
      continue;
    }
    if (*column->head == '\0' || table->ours) /* those of ours are computed */
      continue;
    gboolean light = recognise_head(column->head).kind == HEAD_LIGHT;
    recognise_say(reading, first, table->header, column->column,
                  light ? "这一列没有导入：红黄绿灯由程序计算" : "这一列没有导入");
  }
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_rows(Reading *reading, const Watch *watch, GError **error) {
  g_auto(Walk) walk;
  walk_init(&walk, reading->workbook, reading->table);
  guint table, row, done = 0;
  while (walk_next(&walk, &table, &row)) {
    recognise_row(reading, table, row);
    if (++done % WATCH_ROWS == 0 &&
        !watch_goes_on(watch, "正在读取台账", done, reading->table->rows, error))
      return FALSE;
  }
  recognise_end_section(reading);
  return TRUE;
}

Content *recognise_read(const Workbook *workbook, const Recognised *table,
                        const RecogniseOptions *options, GPtrArray *remarks, const Watch *watch,
                        GError **error) {
  const Grid *grid = workbook->grids->pdata[g_array_index(table->grids, guint, 0)];
  g_auto(Reading) reading;
  reading_init(&reading, workbook, table, options, remarks);
  if (reading.columns[CONTENT_GOAL] < 0) {
    store_refuse(error, "表“%s”第%u行的表头里，没有哪一列是%s；请指明是哪一列", grid_name(grid),
                 grid_line(grid, table->header), content_field_name(CONTENT_GOAL));
    return NULL;
  }
  if (!prepare(&reading, watch, error))
    return NULL;
  say_columns(&reading);
  if (!read_rows(&reading, watch, error))
    return NULL;
  if (reading.kept_levels > 0)
    recognise_say(&reading, g_array_index(table->grids, guint, 0), table->header, G_MAXUINT,
                  "%u行的指标栏空着（合并的单元格拆开了）：已有的任务，所属指标不变",
                  reading.kept_levels);
  if (reading.base == NULL)
    recognise_numbers(&reading);
  recognise_points(&reading);
  if (reading.content->tasks->len == 0 && reading.base == NULL) {
    store_refuse(error, "表“%s”第%u行的表头下面没有任务", grid_name(grid),
                 grid_line(grid, table->header));
    return NULL;
  }
  return reading.base != NULL ? recognise_join(&reading) : g_steal_pointer(&reading.content);
}
