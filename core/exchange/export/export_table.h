/* export_table.h: a ledger as the table that people know: which columns, which cells are merged.
 * The same for xlsx and docx.
 */
#pragma once

#include "core/exchange/content/content.h"

typedef enum {
  EXPORT_FIELD, /* a field of the task, as content_text() has it */
  EXPORT_DUE, /* 办理期限: the date that its 完成时限 comes to, as the ledger's policy rolls it */
  EXPORT_LIGHT, /* 灯 */
} ExportColumnKind;

typedef struct {
  ExportColumnKind kind;
  ContentField field; /* of EXPORT_FIELD */
  const char *head;   /* static */
  double width;       /* in digits, as book_width() */
} ExportColumn;

/* The columns of a ledger to work in, left to right, ExportColumn: those that have anything in
 * them, and 状态, 完成率, 进展情况, 备注 in any case; 编号 is the last. lights: it was loaded with
 * a reckoning. */
GArray *export_columns(const Content *content, gboolean lights);

/* The columns of one to read: only those that have anything in them, 状态 and 灯 once any task was
 * begun, without 办理期限. */
GArray *export_columns_printed(const Content *content, gboolean lights);

/* Index of the column of a field; -1: not among them. */
int export_column_of(const GArray *columns, ExportColumnKind kind, ContentField field);

/* A merged cell of the columns of indicators: so many rows and columns from here. */
typedef struct {
  guint rows, columns; /* 0: covered by one above it or to its left */
} ExportSpan;

/* How the cells of a table with levels columns of indicators are merged: over all rows of an
 * indicator, and to the right where none of these stands under a lower one. ExportSpan, that of a
 * task (its index) and a level (1: 一级) at task * levels + level - 1. */
GArray *export_spans(const Content *content, int levels);

/* 2026年11月21日; day is not DAY_NONE. The caller frees. */
char *export_day_text(Day day);

/* issuer, 文号 and date in a line; "" where none is known. The caller frees. */
char *export_subtitle(const Content *content);

/* Its title; 台账 where it has none. Borrowed. */
const char *export_title(const Content *content);

/* The date by which a task has to be done; DAY_NONE: none. */
Day export_due(const ContentTask *task, gboolean lights);
