/* content_private.h: what loading, storing, writing and reading a content share. For this folder
 * alone.
 */
#pragma once

#include "core/exchange/content/content_file.h"

/* Where what stands under no indicator is put, since a ledger file has none such. */
#define CONTENT_UNSORTED "未分类"

/* How often the person is told, in rows. */
#define CONTENT_WATCH_ROWS 500

/* Puts into content->units what the ledger file says of the units of that name (a set of char*), of
 * those above them and of the members of groups. */
gboolean content_load_units(Db *db, Content *content, GHashTable *names, GError **error);

/* Sets STORE_ERROR_REFUSED to what format says of a task, naming it; returns FALSE. */
gboolean content_refuse(const ContentTask *task, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* The date that a deadline states in a year; DAY_NONE: none. deadline may be NULL. */
Day content_due(const char *deadline, int year);

/* What a rule of every counts from where nothing is said. */
Basis content_usual_basis(Every every);
