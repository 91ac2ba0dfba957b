/* word.h: writing a docx: a thin layer that knows how an office's pages look. A4, page n of m
 * below.
 *
 * Text goes in as it is, line ends and all; what XML cannot hold is cleaned (text_clean()). Fonts
 * are those that official documents are to be in, each with the one that stands in for it.
 */
#pragma once

#include <glib.h>

typedef enum {
  WORD_TITLE,     /* large, centred */
  WORD_RED_TITLE, /* the red head of an official paper, with a red line below */
  WORD_SUBTITLE,  /* centred, under the title */
  WORD_HEADING,
  WORD_BODY,  /* 三号仿宋, the first line indented by two characters */
  WORD_LINE,  /* the same, not indented */
  WORD_RIGHT, /* at the right: a number, a date, who signs */
  WORD_NOTE,  /* small */
} WordStyle;
#define WORD_STYLE_COUNT (WORD_NOTE + 1)

typedef enum {
  WORD_CELL_TEXT,
  WORD_CELL_SHORT, /* centred */
  WORD_CELL_HEAD,
  WORD_CELL_LABEL, /* of a form: as a head, larger, without background */
  WORD_CELL_VALUE, /* of a form: as body text, not indented */
} WordCellStyle;
#define WORD_CELL_STYLE_COUNT (WORD_CELL_VALUE + 1)

/* A cell of a row. */
typedef struct {
  const char *text; /* NULL: none */
  WordCellStyle style;
  guint columns;      /* of the table that it takes; 0 is 1 */
  gboolean begins;    /* merged with those below that continue */
  gboolean continues; /* covered by the one above, of as many columns; text is not written */
  guint32 fill;       /* 0xRRGGBB; 0: none */
} WordCell;

typedef struct Word Word;

/* title is what the file says it is; it names no person. created is in seconds since 1970-01-01
 * UTC. */
Word *word_new(const char *title, gboolean landscape, gint64 created);

/* Frees word, which may be NULL. */
void word_free(Word *word);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Word, word_free)

void word_paragraph(Word *word, WordStyle style, const char *text);

/* The next paragraph begins a page. */
void word_break_page(Word *word);

/* Points between the margins. */
double word_page_width(const Word *word);

/* Begins a table as wide as the page; widths say how it is shared out among columns. small: the
 * text in its cells, but for those of a form, is of WORD_SMALL points instead of WORD_USUAL. */
#define WORD_USUAL 10.5
#define WORD_SMALL 9.0
void word_table_begin(Word *word, const double *widths, guint columns, gboolean small);

/* A row; cells take all columns of the table together. head: repeated on top of each page. height
 * is in points, at least; 0: as its text needs. A row is never torn apart by the end of a page
 * unless it is longer than one. */
void word_row(Word *word, const WordCell *cells, guint count, gboolean head, double height);
void word_table_end(Word *word);

/* Adds a part of that name with the program's own data (WORKBOOK_DATA). */
void word_data(Word *word, const char *name, const char *text);

/* Writes it to path (encoding of file names; an OutFile's outfile_temporary()). The message does
 * not name the file. */
gboolean word_write(Word *word, const char *path, GError **error);
