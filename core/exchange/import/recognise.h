/* recognise.h: finding the ledger in a file of tables, and reading it.
 *
 * Heads are known by the words that offices use; what cannot be told is left out and said. A table
 * that page breaks cut into several is one again. Whatever is taken is shown before anything is
 * changed (import.h).
 */
#pragma once

#include "core/exchange/content/content.h"
#include "core/exchange/table/workbook.h"

typedef struct {
  guint column; /* in the grid */
  char *head;   /* as printed; heads of two rows joined by /; "": none */
  ContentField field;
  gboolean
      fills; /* a blank cell means as above: 一级, 二级, 责任, 时限 under a merged or blank one */
} RecognisedColumn;

/* A table that may be a ledger. */
typedef struct {
  GArray *grids;      /* guint: the grids it runs over, in order */
  guint header;       /* the row of the (first) grid where its head begins … */
  guint header_rows;  /* … and how many rows it has; 0: it has none */
  char *title;        /* what stands above it; NULL: nothing */
  GPtrArray *columns; /* RecognisedColumn*, every column of the grid */
  guint rows;         /* how many rows below look like tasks */
  gboolean guessed;   /* no head was known: its first row is taken for one */
  gboolean ours;      /* an export of this program, with what it keeps for itself */
} Recognised;

void recognised_free(Recognised *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recognised, recognised_free)

/* TRUE where a file is a form that was sent out to a unit: it says so, or has its heads. */
gboolean recognise_is_sent(const Workbook *workbook);

/* The tables that may be ledgers, those that look most like one first: an array of Recognised* that
 * frees them; empty where nothing does. sheet: only those of that sheet (its name, or its number
 * from 1); NULL: all. NULL and error where there is no such sheet, and for a form that was sent out
 * to a unit, which is collected. */
GPtrArray *recognise_tables(const Workbook *workbook, const char *sheet, GError **error);

/* The tables of a file in which recognise_tables() finds none, for a person to say what their
 * columns are: those with words below their first row, which is taken for the head unless a date or
 * a number stands in it. What is no known head is no field. Otherwise as recognise_tables(). */
GPtrArray *recognise_unknown_tables(const Workbook *workbook, const char *sheet, GError **error);

/* The field of such a name, or of a word that heads have for it: 工作任务. FALSE where it is none.
 */
gboolean recognise_field_parse(const char *text, ContentField *field);

/* Says what a column is: column is its head, its letter (C) or its number from 1; field what it is
 * to be, CONTENT_NONE: passed over. Refused where there is no such column, or where two columns
 * would be the same field (but for CONTENT_NONE), naming both. */
gboolean recognise_map(Recognised *table, const char *column, ContentField field, GError **error);

/* What is odd in a row and does not stop it: a deadline that cannot be read, a 序号 twice, a state
 * that is no word of ours, text left out. */
typedef struct {
  guint table;  /* the grid */
  guint row;    /* as people count it */
  guint column; /* of the grid; G_MAXUINT: the whole row */
  char *text;   /* what it is and what becomes of it, without the place */
} RecogniseRemark;
void recognise_remark_free(RecogniseRemark *remark);

/* Where it is: 表“Sheet1”第12行E列（完成时限）. The caller frees. */
char *recognise_place(const Workbook *workbook, const Recognised *table,
                      const RecogniseRemark *remark);

typedef struct {
  int year;         /* of dates that print none; 0: the one the title or the deadlines name, else
                       this_year */
  int this_year;    /* today's */
  gboolean no_fill; /* a blank cell means nothing there */
  const GPtrArray *names; /* UnitName*: the units known, which are never cut; NULL: none */
} RecogniseOptions;

/* Reads the rows of a table. remarks (RecogniseRemark*, freed by the array) receives what is odd.
 * NULL and error where it cannot be read at all: no column says what the tasks are. */
Content *recognise_read(const Workbook *workbook, const Recognised *table,
                        const RecogniseOptions *options, GPtrArray *remarks, const Watch *watch,
                        GError **error);

/* The units and roles in a cell, by the rules of the house's documents:
 * 「厅法规处、建管处，五市交通运输局」, 「局政策法规科牵头，局有关科室配合」,
 * 「（牵头单位：局法规处，责任单位：…）」. role: what those get that the text gives none. names as
 * in RecogniseOptions. An array of ContentUnit*, freed by it. */
GPtrArray *recognise_units(const char *text, Role role, const GPtrArray *names);
