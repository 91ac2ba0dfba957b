/* listing.h: any list as a table of texts, and writing it to a file: what is seen is what one gets.
 */
#pragma once

#include "core/exchange/table/outfile.h"
#include "core/rules/day.h"
#include "core/rules/watch.h"

typedef enum {
  LISTING_TEXT,   /* wraps */
  LISTING_SHORT,  /* a word or two, centred */
  LISTING_NUMBER, /* its text is a number */
  LISTING_DATE,   /* its text is YYYY-MM-DD */
  LISTING_SHARE,  /* its text is 60% */
  LISTING_LIGHT,  /* 红, 黄, 绿, 蓝, 灰, coloured */
} ListingKind;

typedef struct {
  char *head;
  ListingKind kind;
  int width; /* columns of a terminal that it is comfortable in */
} ListingColumn;

typedef struct {
  char *title;
  char *note;         /* what it is of: 2026年11月，截至2026-11-21; NULL: nothing */
  GPtrArray *columns; /* ListingColumn* */
  GPtrArray *rows;    /* char**, NULL-terminated, as many as columns */
} Listing;

Listing *listing_new(const char *title, const char *note);
void listing_free(Listing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Listing, listing_free)

void listing_column(Listing *listing, const char *head, ListingKind kind, int width);

/* Adds a row; as many texts as there are columns, NULL is empty. */
void listing_row(Listing *listing, const char *const *cells);

/* How a list may be written. */
typedef enum { LISTING_XLSX, LISTING_CSV, LISTING_JSON, LISTING_DOCX } ListingFormat;

/* Writes it; the file is not published here. */
gboolean listing_write(const Listing *listing, ListingFormat format, OutFile *file,
                       const Watch *watch, GError **error);
