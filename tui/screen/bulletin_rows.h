/* bulletin_rows.h: the rows of 通报, and which figure stands where in them. */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/bulletin.h"

typedef enum {
  ROW_LINE,   /* figures of all, of a unit or of an indicator */
  ROW_CHANGE, /* what is otherwise than a month before */
  ROW_TITLE,  /* of a part */
  ROW_LATE,   /* a late task */
} BulletinRowKind;

/* Parts are borrowed from the bulletin. */
typedef struct {
  BulletinRowKind kind;
  const char *title;            /* ROW_TITLE; static */
  const BulletinLine *line;     /* ROW_LINE */
  const BulletinChange *change; /* ROW_CHANGE */
  const BulletinLate *late;     /* ROW_LATE */
} BulletinRow;

/* The figures of ROW_CHANGE are columns 0 to this - 1. */
#define BULLETIN_CHANGES 5

/* Puts the rows of a bulletin into rows (BulletinRow) in place of what is there. */
void bulletin_rows_build(GArray *rows, const Bulletin *bulletin);

/* TRUE where two rows are about the same, of one bulletin read anew or of two months'. */
gboolean bulletin_row_same(const BulletinRow *one, const BulletinRow *other);

/* What the figure of a row in a column is called (static), and in *count how many tasks it counts;
 * NULL where it has none there. */
const char *bulletin_row_figure(const BulletinRow *row, int column, guint *count);

/* The tasks of that figure, which must be there, of a bulletin's row: ids (gint64). Unref it. */
GArray *bulletin_row_tasks(const Bulletin *bulletin, const BulletinRow *row, int column);

/* The figures of all, of the units and of the 一级指标 as a table; note as in Listing. */
Listing *bulletin_rows_listing(const Bulletin *bulletin, const char *note);
