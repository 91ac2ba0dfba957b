/* sheet_private.h: what writing and reading the form share. For sheet*.c alone. */
#pragma once

#include "core/exchange/collect/sheet.h"

/* Columns as they are sent, in order. */
typedef enum {
  SHEET_NUMBER,
  SHEET_GOAL,
  SHEET_ASKED,
  SHEET_DUE,
  SHEET_LAST,
  SHEET_TEXT,
  SHEET_PERCENT,
  SHEET_PROBLEM,
  SHEET_REFERENCE,
  SHEET_STATE,
  SHEET_ID,
} SheetColumn;
#define SHEET_COLUMN_COUNT (SHEET_ID + 1)

#define SHEET_MARK_SIZE 8 /* as much of an origin as tells files apart */

/* What stands where nothing is to be filled in. */
#define SHEET_NOTHING "—"

/* The head of a column; static. */
const char *sheet_head(SheetColumn column);

/* Its width, as book_width() takes it. */
double sheet_width(SheetColumn column);

/* The column in which a field is filled in. */
SheetColumn sheet_column(CollectField field);
