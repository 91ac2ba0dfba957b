/* listing_private.h: what the writers of a list share. For listing*.c alone. */
#pragma once

#include "core/exchange/export/listing.h"

const ListingColumn *listing_column_at(const Listing *listing, guint i);

/* Tells how many rows are written; FALSE and error where it is to stop. */
gboolean listing_goes_on(const Listing *listing, const Watch *watch, guint row, GError **error);

/* The number that all of text is, but for ending; NAN: it is none. */
double listing_number(const char *text, const char *ending);

/* listing_write() of LISTING_XLSX and LISTING_DOCX. In the module (office.h). */
gboolean listing_office(const Listing *listing, ListingFormat format, OutFile *file,
                        const Watch *watch, GError **error);
