/* export_docx_table.c: the table of a ledger on a page. */
#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_table.h"
#include "core/exchange/table/book.h"

#define ROWS_BETWEEN_TELLS 512
#define COLUMNS_MAX 24

#define DIGIT 0.525 /* how wide one is, in the size of its text */
#define WIDE 12     /* from this width on, a column's text is long */

typedef struct {
  const Content *content;
  Word *word;
  GArray *columns; /* ExportColumn */
  GArray *spans;   /* ExportSpan */
  int levels;
  guint begun[CONTENT_LEVELS_MAX]; /* by level: the row of the merged cell that came last */
} Ledger;

static WordCellStyle style_of(const ExportColumn *column) {
  switch (column->kind == EXPORT_FIELD ? column->field : CONTENT_STATE) {
  case CONTENT_NUMBER:
  case CONTENT_POINTS:
  case CONTENT_DEADLINE:
  case CONTENT_STATE:
  case CONTENT_PERCENT:
  case CONTENT_DONE_ON:
  case CONTENT_ID:
    return WORD_CELL_SHORT;
  default:
    return WORD_CELL_TEXT;
  }
}

static guint32 light_fill(const Standing *standing) {
  static const BookColour COLOURS[LIGHT_COUNT] = {
      [LIGHT_RED] = BOOK_RED,
      [LIGHT_AMBER] = BOOK_AMBER,
      [LIGHT_GREEN] = BOOK_GREEN,
      [LIGHT_GREY] = BOOK_GREY,
  };
  return book_colour(standing->light == LIGHT_GREEN && standing->blue ? BOOK_BLUE
                                                                      : COLOURS[standing->light]);
}

static gboolean is_level(const ExportColumn *column) {
  return column->kind == EXPORT_FIELD && column->field >= CONTENT_LEVEL_1 &&
         column->field <= CONTENT_LEVEL_4;
}

static const ContentTask *task_at(const Ledger *ledger, guint index) {
  return ledger->content->tasks->pdata[index];
}

/* ---- rows ------------------------------------------------------------------------------- */

/* FALSE where a merged cell to its left covers it. */
static gboolean level_cell(Ledger *ledger, guint index, int level, WordCell *cell) {
  guint levels = (guint)ledger->levels, at = (guint)level - 1;
  const ExportSpan *here = &g_array_index(ledger->spans, ExportSpan, index * levels + at);
  if (here->rows > 0)
    ledger->begun[at] = index;
  const ExportSpan *span =
      &g_array_index(ledger->spans, ExportSpan, ledger->begun[at] * levels + at);
  if (index - ledger->begun[at] >= span->rows)
    return FALSE;
  *cell = (WordCell){.text = content_level(ledger->content, task_at(ledger, index), level),
                     .columns = span->columns,
                     .begins = here->rows > 1,
                     .continues = here->rows == 0};
  return TRUE;
}

static gboolean same_indicator(const Ledger *ledger, guint index, guint other) {
  return other < ledger->content->tasks->len && task_at(ledger, index)->indicator >= 0 &&
         task_at(ledger, index)->indicator == task_at(ledger, other)->indicator;
}

/* 分值 stands once for the rows of its indicator. */
static void merge_points(const Ledger *ledger, guint index, WordCell *cell) {
  cell->continues = index > 0 && same_indicator(ledger, index, index - 1);
  cell->begins = !cell->continues && same_indicator(ledger, index, index + 1);
}

static void put_row(Ledger *ledger, guint index) {
  WordCell cells[COLUMNS_MAX];
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  const ContentTask *task = task_at(ledger, index);
  guint count = 0;
  for (guint i = 0; i < ledger->columns->len; i++) {
    const ExportColumn *column = &g_array_index(ledger->columns, ExportColumn, i);
    WordCell *cell = &cells[count];
    if (is_level(column)) {
      count += level_cell(ledger, index, (int)(column->field - CONTENT_LEVEL_1) + 1, cell);
      continue;
    }
    *cell = (WordCell){.style = style_of(column)};
    if (column->kind == EXPORT_LIGHT) {
      cell->text = standing_light_name(&task->standing);
      cell->fill = light_fill(&task->standing);
    } else {
      cell->text = content_text(ledger->content, task, column->field);
      g_ptr_array_add(texts, (gpointer)(guintptr)cell->text);
    }
    if (column->kind == EXPORT_FIELD && column->field == CONTENT_POINTS)
      merge_points(ledger, index, cell);
    count++;
  }
  word_row(ledger->word, cells, count, FALSE, 0);
}

/* Columns are as wide as a digit's half of the size of the text asks for. Where they are more than
 * the page, text is small (TRUE), and those of long texts, which can wrap, are narrower. */
static gboolean fit(const Ledger *ledger, double *widths) {
  double whole = 0, wide = 0;
  for (guint i = 0; i < ledger->columns->len; i++) {
    widths[i] = g_array_index(ledger->columns, ExportColumn, i).width;
    whole += widths[i];
    wide += widths[i] >= WIDE ? widths[i] : 0;
  }
  if (whole * DIGIT * WORD_USUAL <= word_page_width(ledger->word))
    return FALSE;
  double page = word_page_width(ledger->word) / (DIGIT * WORD_SMALL);
  double part = MAX(page - (whole - wide), wide / 2) / wide;
  for (guint i = 0; i < ledger->columns->len; i++)
    widths[i] *= widths[i] >= WIDE ? MIN(part, 1) : 1;
  return TRUE;
}

static void put_head(const Ledger *ledger) {
  WordCell cells[COLUMNS_MAX];
  double widths[COLUMNS_MAX];
  for (guint i = 0; i < ledger->columns->len; i++)
    cells[i] = (WordCell){.text = g_array_index(ledger->columns, ExportColumn, i).head,
                          .style = WORD_CELL_HEAD};
  gboolean small = fit(ledger, widths);
  g_autofree char *subtitle = export_subtitle(ledger->content);
  word_paragraph(ledger->word, WORD_TITLE, export_title(ledger->content));
  if (*subtitle != '\0')
    word_paragraph(ledger->word, WORD_SUBTITLE, subtitle);
  word_table_begin(ledger->word, widths, ledger->columns->len, small);
  word_row(ledger->word, cells, ledger->columns->len, TRUE, 22);
}

gboolean export_docx_table(Word *word, const Content *content, gboolean lights, const Watch *watch,
                           GError **error) {
  int levels = MAX(content_levels(content), 1);
  g_autoptr(GArray) columns = export_columns_printed(content, lights);
  g_autoptr(GArray) spans = export_spans(content, levels);
  Ledger ledger = {content, word, columns, spans, levels, {0}};
  put_head(&ledger);
  for (guint i = 0; i < content->tasks->len; i++) {
    if (i % ROWS_BETWEEN_TELLS == 0 &&
        !watch_goes_on(watch, "正在写表格", i, content->tasks->len, error))
      return FALSE;
    put_row(&ledger, i);
  }
  word_table_end(word);
  return TRUE;
}
