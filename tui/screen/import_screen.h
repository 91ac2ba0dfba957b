/* import_screen.h: the preview of an import, shared by its files: import.c is the screen itself,
 * import_list.c which rows it has, import_rows.c how they look and what stands above them,
 * import_lines.c the details below, import_pick.c what is asked in windows.
 */
#pragma once

#include "core/config/draft.h"
#include "tui/screen/import_work.h"
#include "tui/screen/page_lines.h"
#include "tui/widget/list.h"

/* What the keys move. */
typedef enum {
  FOCUS_ROWS,
  FOCUS_DETAILS, /* the fields of the chosen row */
  FOCUS_BUTTON,
} ImportFocus;

typedef struct {
  App *app;
  ImportWork *work;
  GArray *rows; /* guint: the items that are listed */
  gboolean different;
  ImportFocus focus;
  List list;
  guint field; /* the chosen one of the chosen row's */
  guint unit;  /* the one being asked about */
  guint column;
  guint filled;         /* blank cells that mean as above */
  GHashTable *remarked; /* remark_place()s of rows that have a remark */
  Draft *draft;
  /* The details of the chosen row as shown: */
  GPtrArray *lines; /* PageLine* */
  GArray *fields;   /* int: the field a line belongs to; -1: none */
  guint top;        /* the first line shown */
} ImportScreen;

/* Something was decided: the draft is written. */
void import_screen_keep(ImportScreen *screen);

/* ---- import_list.c ---------------------------------------------------------------------- */

/* Lists the rows of the plan anew, keeping the choice where it was. */
void import_list_rows(ImportScreen *screen);

/* FALSE for what is gone where rows were pasted: those that were not copied are not missing. */
gboolean import_lists_change(const ImportScreen *screen, ImportChange change);

/* Chooses the first row that brings something. */
void import_choose_first(ImportScreen *screen);

/* The chosen item; FALSE where none is. */
gboolean import_screen_item(const ImportScreen *screen, guint *index);

/* Chooses the row of a place in the file, where it is listed. */
gboolean import_screen_choose(ImportScreen *screen, guint table, guint row);

/* A row of the file as a key of remarked. */
gpointer remark_place(guint table, guint row);

/* Plans anew after something was decided, keeping the choice on its row, and tells what failed.
 * FALSE where the person stopped it. */
gboolean import_screen_plan(ImportScreen *screen);

/* ---- import_rows.c ---------------------------------------------------------------------- */

/* Where the parts of the screen are. */
typedef struct {
  int counts, source, hints; /* rows */
  Area list;
  int rule;
  Area details;
} ImportLayout;

ImportLayout import_layout(Area area);

/* The columns of the button in the row of counts. */
Area import_button_area(const ImportScreen *screen, Area area);

void import_rows_paint(const ImportScreen *screen, Term *term, Area area);

/* ---- import_lines.c --------------------------------------------------------------------- */

/* Makes the lines of the chosen row for so many columns. */
void import_lines_make(ImportScreen *screen, int columns);
void import_lines_paint(const ImportScreen *screen, Term *term, Area area);

/* Moves among fields, or through the lines where there are none to choose. */
void import_lines_move(ImportScreen *screen, int delta, int rows);

/* The field at a row of the area they are painted in; -1 where none is. */
int import_lines_field_at(const ImportScreen *screen, Area area, int row);

/* How many fields of the chosen row can be taken or left; 0: the row is taken as a whole. */
guint import_lines_fields(const ImportScreen *screen);

/* ---- import_pick.c ---------------------------------------------------------------------- */

void import_pick_column(ImportScreen *screen);
void import_pick_table(ImportScreen *screen);
void import_pick_ledger(ImportScreen *screen);

/* Lists what is odd in the file; a chosen remark leads to its row. */
void import_pick_remark(ImportScreen *screen);

/* Asks of the next unit that nobody has said anything of; where all are decided, of the next one.
 */
void import_pick_unit(ImportScreen *screen);
