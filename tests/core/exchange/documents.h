/* documents.h: what the tests of the shipped templates share: the documents they were made from, as
 * text (tests/data/sources), and short questions to a ledger file. */
#pragma once

#include "tests/core/fixture.h"

/* A place where a template does not follow its document letter for letter. */
typedef struct {
  const char *printed;  /* as the document has it; it occurs there once */
  const char *repaired; /* as the template has it */
} Repair;

/* Text without blanks and line ends (also full-width and no-break ones) and without the # of
 * headings, which are all a page's layout and nothing that was written. The caller frees. */
char *documents_bare(const char *text);

/* The document of that file below tests/data/sources with repairs made; the caller frees. */
char *documents_read(const char *file, const Repair *repairs, gsize count);

/* The same, bare: so what a page break tore apart is whole again. The caller frees. */
char *documents_bare_source(const char *file, const Repair *repairs, gsize count);

/* part, bare, occurs in a bare source; name says whose part it is. */
void assert_printed(const char *source, const char *part, const char *name);

/* The first column of the first row, as sql_int() and sql_text(). */
gint64 ask_int(Fixture *fixture, const char *format, ...) G_GNUC_PRINTF(2, 3);
char *ask_text(Fixture *fixture, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The first column of all rows: an array of char* that frees them. */
GPtrArray *ask_texts(Fixture *fixture, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define assert_answer(expected, ...)                                                               \
  G_STMT_START {                                                                                   \
    g_autofree char *assert_answer_ = ask_text(fixture, __VA_ARGS__);                              \
    g_assert_cmpstr(assert_answer_, ==, expected);                                                 \
  }                                                                                                \
  G_STMT_END

/* A file with a shipped template in it, named by data, for the document's own year. */
void documents_set_up(Fixture *fixture, gconstpointer data);

#define ADD_DOCUMENT(path, name, test)                                                             \
  g_test_add(path, Fixture, name, documents_set_up, test, fixture_tear_down)
