/* export_docx.h: ledgers and 督办单 as Word files, as an office prints them. */
#pragma once

#include "core/exchange/content/content.h"
#include "core/exchange/table/outfile.h"
#include "core/exchange/table/word.h"
#include "core/model/supervision.h"
#include "core/rules/letter.h"
#include "core/rules/watch.h"

/* Adds a ledger's title and table; lights: it was loaded with a reckoning. FALSE and error where it
 * was stopped. */
gboolean export_docx_table(Word *word, const Content *content, gboolean lights, const Watch *watch,
                           GError **error);

/* Writes ledgers (Content*, loaded with reckoning, at least one), one table after the other on A4
 * landscape, to file, which is not published here. Of one ledger the file has all that the table
 * does not show in the part WORKBOOK_DATA. reckoning NULL: without lights. now is in seconds since
 * 1970-01-01 UTC. */
gboolean export_docx(const GPtrArray *ledgers, const Reckoning *reckoning, gint64 now,
                     OutFile *file, const Watch *watch, GError **error);

/* A 督办单 that was issued: red head, number, whom it is to, a table of what it is about, who signs
 * it, its answers or room for one. values are those of its task and of the notice as on the day it
 * was issued (letter_values_as_issued()), BLANK_ASK what it asks for; NULL: the whole text as
 * issued stands in its place. The caller frees. */
Word *export_notice_page(const Notice *notice, const LetterValues *values, gint64 now);

/* Writes that to file, which is not published here. */
gboolean export_notice(const Notice *notice, const LetterValues *values, gint64 now, OutFile *file,
                       GError **error);
