/* Finding the tables of a file that may be ledgers. */
#include "core/exchange/import/recognise_private.h"
#include "core/rules/text.h"

#include <stdlib.h>
#include <string.h>

void recognised_free(Recognised *table) {
  if (table == NULL)
    return;
  g_array_unref(table->grids);
  g_free(table->title);
  if (table->columns != NULL)
    g_ptr_array_unref(table->columns);
  g_free(table);
}

typedef struct {
  const Workbook *workbook;
  Heads heads;
  GPtrArray *tables; /* Recognised* in the order of the file */
  guint end;         /* how far the newest of them goes in its last grid */
} Finding;

static const Grid *grid_of(const Finding *finding, guint index) {
  return finding->workbook->grids->pdata[index];
}

/* ---- one table -------------------------------------------------------------------------- */

/* Counts the rows, and sees how far the table goes. */
static void measure(Finding *finding, Recognised *table) {
  g_auto(Walk) walk;
  walk_init(&walk, finding->workbook, table);
  guint last = g_array_index(table->grids, guint, table->grids->len - 1);
  int goal = recognise_column_of(table, CONTENT_GOAL);
  guint grid, row;
  table->rows = 0;
  while (walk_next(&walk, &grid, &row)) {
    const Grid *now = grid_of(finding, grid);
    guint first = 0;
    guint printed = recognise_printed(now, row, 2, &first);
    table->rows += goal >= 0 && *grid_cell(now, row, (guint)goal)->text != '\0' &&
                   (printed > 1 || first == (guint)goal);
  }
  finding->end = walk.position < table->grids->len ? walk.next : grid_rows(grid_of(finding, last));
}

static Recognised *table_new(guint grid, guint header, guint rows) {
  Recognised *table = g_new0(Recognised, 1);
  table->grids = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(table->grids, grid);
  table->header = header;
  table->header_rows = rows;
  return table;
}

static void add_table(Finding *finding, guint grid, guint header, guint rows) {
  Recognised *table = table_new(grid, header, rows);
  g_auto(Title) title;
  recognise_title(grid_of(finding, grid), header, &title);
  table->title = g_steal_pointer(&title.title);
  recognise_columns(finding->workbook, table);
  measure(finding, table);
  g_ptr_array_add(finding->tables, table);
}

/* ---- tables that page breaks cut -------------------------------------------------------- */

/* Table 3, Page 3: what programs call the pages of what they converted. */
static gboolean is_page_name(const char *name) {
  static const char *const starts[] = {"Table", "Page", "表格", "第"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    const char *rest = name + strlen(starts[i]);
    if (g_str_has_prefix(name, starts[i]) && strpbrk(rest, "0123456789") != NULL &&
        strspn(rest, " 0123456789") + (g_str_has_suffix(rest, "页") ? strlen("页") : 0) ==
            strlen(rest))
      return TRUE;
  }
  return FALSE;
}

static gboolean says_nothing(const char *caption) {
  if (caption == NULL)
    return TRUE;
  g_autofree char *bare = recognise_bare(caption);
  return *bare == '\0' || g_str_equal(bare, "续表") || g_str_equal(bare, "续");
}

/* The table that may go on in a grid: the newest, where it fills the grid before to its end. */
static Recognised *table_before(const Finding *finding, guint grid) {
  if (finding->tables->len == 0 || grid == 0)
    return NULL;
  Recognised *table = finding->tables->pdata[finding->tables->len - 1];
  guint last = g_array_index(table->grids, guint, table->grids->len - 1);
  const Grid *before = grid_of(finding, last);
  gboolean pages =
      finding->workbook->kind == WORKBOOK_DOCX ||
      (is_page_name(grid_name(before)) && is_page_name(grid_name(grid_of(finding, grid))));
  return pages && last + 1 == grid && finding->end >= grid_rows(before) ? table : NULL;
}

/* Goes on with the table of the page before: its head stands there once more (rows of it at row),
 * or none does. */
static gboolean join(Finding *finding, guint grid, guint row, guint rows) {
  Recognised *table = table_before(finding, grid);
  if (table == NULL || table->header_rows == 0)
    return FALSE;
  const Grid *now = grid_of(finding, grid);
  const Grid *first = grid_of(finding, g_array_index(table->grids, guint, 0));
  if (rows > 0) {
    g_autofree char *signature = recognise_signature(now, row, rows);
    g_autofree char *wanted = recognise_signature(first, table->header, table->header_rows);
    g_auto(Title) title;
    recognise_title(now, row, &title);
    gboolean same = title.title == NULL || says_nothing(title.title) ||
                    (table->title != NULL && strstr(table->title, title.title) != NULL);
    if (!same || !g_str_equal(signature, wanted))
      return FALSE;
  } else if (grid_columns(now) != grid_columns(first) || !says_nothing(grid_caption(now))) {
    return FALSE;
  }
  g_array_append_val(table->grids, grid);
  measure(finding, table);
  return TRUE;
}

/* ---- all tables ------------------------------------------------------------------------- */

static guint next_head(Finding *finding, const Grid *grid, guint *row) {
  for (; *row < grid_rows(grid); (*row)++) {
    guint rows = recognise_head_rows(&finding->heads, grid, *row);
    if (rows > 0)
      return rows;
  }
  return 0;
}

static void find_in_grid(Finding *finding, guint index) {
  const Grid *grid = grid_of(finding, index);
  guint row = 0;
  guint rows = next_head(finding, grid, &row);
  if (rows == 0) {
    guint first = 0;
    while (first < grid_rows(grid) && recognise_printed(grid, first, 2, NULL) < 2)
      first++;
    if (first < grid_rows(grid) && !join(finding, index, 0, 0))
      add_table(finding, index, first, 0);
    return;
  }
  gboolean top = TRUE;
  for (; rows > 0; rows = next_head(finding, grid, &row)) {
    if (!top || !join(finding, index, row, rows))
      add_table(finding, index, row, rows);
    top = FALSE;
    row = MAX(finding->end, row + rows);
  }
}

/* ---- which are ledgers ------------------------------------------------------------------ */

static int score(const Recognised *table) {
  static const int points[CONTENT_FIELD_COUNT] = {
      [CONTENT_GOAL] = 10,     [CONTENT_UNITS] = 6,   [CONTENT_LEAD] = 6,    [CONTENT_DEADLINE] = 5,
      [CONTENT_LEVEL_1] = 3,   [CONTENT_LEVEL_2] = 3, [CONTENT_LEVEL_3] = 2, [CONTENT_SUPPORT] = 2,
      [CONTENT_IMPLEMENT] = 2, [CONTENT_NUMBER] = 1,  [CONTENT_STATE] = 2,   [CONTENT_PROGRESS] = 2,
      [CONTENT_PERCENT] = 1,   [CONTENT_ID] = 20,
  };
  int sum = 0;
  for (guint i = 0; i < table->columns->len; i++)
    sum += points[((const RecognisedColumn *)table->columns->pdata[i])->field];
  sum += (int)MIN(table->rows, 50) / 5;
  return table->header_rows > 0 ? sum : sum / 2;
}

/* TRUE where a head says that tasks stand below it. */
static gboolean names_goals(const Recognised *table) {
  int goal = recognise_column_of(table, CONTENT_GOAL);
  if (goal < 0 || table->header_rows == 0)
    return FALSE;
  return recognise_head(((const RecognisedColumn *)table->columns->pdata[goal])->head).kind ==
         HEAD_GOAL;
}

/* A ledger says what is to be done and at least one thing of it; where a head names the tasks,
 * that may stand behind them: （牵头单位：…）. */
static gboolean may_be_ledger(const Recognised *table) {
  guint fields = names_goals(table);
  for (guint i = 0; i < table->columns->len; i++) {
    ContentField field = ((const RecognisedColumn *)table->columns->pdata[i])->field;
    fields += field != CONTENT_NONE && field != CONTENT_NUMBER && field != CONTENT_GOAL &&
              field != CONTENT_NOTE;
  }
  /* Long texts alone are no tasks: without a head, somebody has to do them, or by some day. */
  gboolean meant = table->header_rows > 0 || recognise_column_of(table, CONTENT_UNITS) >= 0 ||
                   recognise_column_of(table, CONTENT_DEADLINE) >= 0;
  return recognise_column_of(table, CONTENT_GOAL) >= 0 && fields > 0 && table->rows > 0 && meant;
}

static gint by_score(gconstpointer a, gconstpointer b) {
  const Recognised *left = *(const Recognised *const *)a, *right = *(const Recognised *const *)b;
  int difference = score(right) - score(left);
  if (difference != 0)
    return difference;
  guint first = g_array_index(left->grids, guint, 0),
        second = g_array_index(right->grids, guint, 0);
  return first != second ? (first < second ? -1 : 1) : (int)left->header - (int)right->header;
}

static gboolean lies_in(const Recognised *table, guint grid) {
  for (guint i = 0; i < table->grids->len; i++) {
    if (g_array_index(table->grids, guint, i) == grid)
      return TRUE;
  }
  return FALSE;
}

/* The grid that sheet names; a number counts the sheets that are not hidden. */
static gboolean find_sheet(const Workbook *workbook, const char *sheet, guint *index,
                           GError **error) {
  guint64 wanted = 0, number = 0;
  gboolean counts = g_ascii_string_to_unsigned(sheet, 10, 1, G_MAXUINT, &wanted, NULL);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    if (g_str_equal(grid_name(grid), sheet)) {
      *index = i;
      return TRUE;
    }
    if (!grid_is_hidden(grid))
      g_string_append_printf(names, "%s“%s”", names->len > 0 ? "、" : "", grid_name(grid));
  }
  for (guint i = 0; counts && i < workbook->grids->len; i++) {
    number += !grid_is_hidden(workbook->grids->pdata[i]);
    if (number == wanted) {
      *index = i;
      return TRUE;
    }
  }
  g_autofree char *clean = text_clean(sheet, FALSE);
  g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
              "文件里没有表“%s”；有%s，也可以写从1起的序号", clean,
              names->len > 0 ? names->str : "0张表");
  return FALSE;
}

/* ---- what is no ledger ------------------------------------------------------------------- */

#define SENT_ROWS 10 /* within which the head of a form stands */
#define SENT_MARK "{\"taizhang\":\"sendout\""

/* TRUE where a row has the heads that only the forms sent out to units have together. */
static gboolean has_sent_heads(const Grid *grid, guint row) {
  static const char *const heads[] = {"目标任务", "上次进展", "进展情况", "编号"};
  guint found = 0;
  for (guint column = 0; column < grid_columns(grid); column++) {
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
      found += g_str_equal(grid_cell(grid, row, column)->text, heads[i]);
  }
  return found == G_N_ELEMENTS(heads);
}

gboolean recognise_is_sent(const Workbook *workbook) {
  for (guint i = 0; i < workbook->grids->len; i++) {
    const Grid *grid = workbook->grids->pdata[i];
    if (g_ascii_strcasecmp(grid_name(grid), RECOGNISE_DATA_SHEET) == 0 &&
        g_str_has_prefix(grid_cell(grid, 0, 0)->text, SENT_MARK))
      return TRUE;
    for (guint row = 0; row < MIN(grid_rows(grid), SENT_ROWS); row++) {
      if (has_sent_heads(grid, row))
        return TRUE;
    }
  }
  return FALSE;
}

/* Refuses what is no file of ledgers at all. */
static gboolean check_not_sent(const Workbook *workbook, GError **error) {
  if (!recognise_is_sent(workbook))
    return TRUE;
  g_autofree char *name = g_filename_display_basename(workbook->path);
  g_autofree char *clean = text_clean(name, FALSE);
  return store_refuse(
      error, "%s 是下发给单位的填报表，不是台账；请用“回收”把它收进来（taizhang collect 文件）",
      clean);
}

typedef gboolean (*Accepts)(const Workbook *, Recognised *);

/* The tables that accept, those that look most like a ledger first. */
static GPtrArray *find_tables(const Workbook *workbook, const char *sheet, Accepts accept,
                              GError **error) {
  guint only = 0;
  if (!check_not_sent(workbook, error) ||
      (sheet != NULL && !find_sheet(workbook, sheet, &only, error)))
    return NULL;
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)recognised_free);
  Finding finding = {.workbook = workbook, .tables = tables};
  heads_init(&finding.heads);
  for (guint i = 0; i < workbook->grids->len; i++) {
    if (!grid_is_hidden(workbook->grids->pdata[i]) || (sheet != NULL && i == only))
      find_in_grid(&finding, i);
  }
  heads_clear(&finding.heads);
  for (guint i = tables->len; i > 0; i--) {
    Recognised *table = tables->pdata[i - 1];
    if ((sheet != NULL && !lies_in(table, only)) || !accept(workbook, table))
      g_ptr_array_remove_index(tables, i - 1);
  }
  g_ptr_array_sort(tables, by_score);
  return g_steal_pointer(&tables);
}

static gboolean accept_ledger(const Workbook *workbook, Recognised *table) {
  (void)workbook;
  return may_be_ledger(table);
}

GPtrArray *recognise_tables(const Workbook *workbook, const char *sheet, GError **error) {
  return find_tables(workbook, sheet, accept_ledger, error);
}

/* ---- what a person has to say ------------------------------------------------------------- */

#define WORD_CHARS_MIN 4

/* TRUE where a cell holds words, and no number. */
static gboolean has_words(const Cell *cell) {
  guint chars = 0;
  for (const char *p = cell->text; *p != '\0'; p = g_utf8_next_char(p))
    chars += g_unichar_isalpha(g_utf8_get_char(p));
  return cell->kind == CELL_TEXT && chars >= WORD_CHARS_MIN;
}

/* TRUE where a date or a number stands in a row, as in none that says what its columns are. */
static gboolean has_values(const Grid *grid, guint row) {
  for (guint column = 0; column < grid_columns(grid); column++) {
    const Cell *cell = grid_cell(grid, row, column);
    g_auto(Phrase) phrase = {PHRASE_NONE};
    phrase_read(cell->text, 2000, &phrase);
    if (cell->kind == CELL_NUMBER || cell->kind == CELL_DATE || phrase.kind == PHRASE_DATE ||
        recognise_number(cell->text, NULL) > 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean accept_unknown(const Workbook *workbook, Recognised *table) {
  const Grid *grid = workbook->grids->pdata[g_array_index(table->grids, guint, 0)];
  if (table->header_rows == 0 && !has_values(grid, table->header)) {
    table->guessed = TRUE;
    table->header_rows = 1;
    g_ptr_array_unref(table->columns);
    recognise_columns(workbook, table);
  }
  for (guint i = 0; i < table->columns->len; i++) {
    RecognisedColumn *column = table->columns->pdata[i];
    if (recognise_head(column->head).kind == HEAD_UNKNOWN)
      column->field = CONTENT_NONE;
  }
  gboolean words = FALSE;
  guint row;
  table->rows = 0;
  g_auto(Walk) walk;
  walk_init(&walk, workbook, table);
  for (guint index; walk_next(&walk, &index, &row);) {
    const Grid *now = workbook->grids->pdata[index];
    table->rows++;
    for (guint column = 0; column < grid_columns(now) && !words; column++)
      words = has_words(grid_cell(now, row, column));
  }
  return words;
}

GPtrArray *recognise_unknown_tables(const Workbook *workbook, const char *sheet, GError **error) {
  return find_tables(workbook, sheet, accept_unknown, error);
}
