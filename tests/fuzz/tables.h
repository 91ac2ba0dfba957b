/* tables.h: a file of tables, read and recognised as a ledger. */
#pragma once

#include <stdint.h>

#include "core/exchange/table/workbook.h"

/* Reads the file at path and what may be ledgers in it. A kind that is not wanted is not looked
 * into: a fuzzer of one form is to stay with it. */
void tables_feed(const char *path, WorkbookKind wanted);

/* A part of an office file. */
typedef struct {
  const char *name;
  const char *text;
} TablesPart;

/* The same with a whole office file or, where the bytes do not begin as an archive, with one made
 * of parts, of which the first byte chooses the one that the rest of the bytes stand for: changed
 * bytes then get past the checksums of an archive. */
void tables_feed_office(const uint8_t *data, size_t size, const TablesPart *parts, guint count,
                        WorkbookKind wanted);
