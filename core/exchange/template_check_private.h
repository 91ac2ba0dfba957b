/* template_check_private.h: what the checks of each kind of template share. For template_check*.c
 * alone. Every check adds what it finds and goes on: a mistake in one task hides none of another.
 */
#pragma once

#include "core/exchange/template_check.h"

/* A template being checked. */
typedef struct {
  GPtrArray *mistakes;
  GPtrArray *remarks; /* what is no mistake, but should be known */
  TemplateCounts *counts;
  int year;          /* of the template; a deadline that prints none is read in it */
  GHashTable *units; /* each declared name and alias, borrowed → the unit's mapping */
} Checking;

#define LEVELS_MAX TEMPLATE_LEVELS_MAX

/* What years a document may be of. */
#define YEAR_MIN 1949
#define YEAR_MAX 2999

#define HEAD_FIELDS                                                                                \
  {"kind", DOCUMENT_TEXT, TRUE}, {"name", DOCUMENT_TEXT, TRUE}, {"title", DOCUMENT_TEXT, TRUE},    \
      {"issuer", DOCUMENT_TEXT, FALSE}, {"document", DOCUMENT_TEXT, FALSE},                        \
      {"issued", DOCUMENT_DATE, FALSE}, {"region", DOCUMENT_TEXT, FALSE}, {                        \
    "year", DOCUMENT_INTEGER, TRUE                                                                 \
  }

#define CHECK_FIELDS(checking, node, fields)                                                       \
  document_expect_all(node, fields, G_N_ELEMENTS(fields), (checking)->mistakes)

/* The list under a key; NULL, which has no items, where there is none or it is no list. */
const DocumentNode *check_list(const DocumentNode *mapping, const char *key);

/* An item of a list that has to be text; FALSE where it is not. */
gboolean check_text(Checking *checking, const DocumentNode *node);

/* The items of the list under a key have to be texts of one line, none twice. */
void check_texts(Checking *checking, const DocumentNode *mapping, const char *key);

/* A number under a key, if it is there, from low to high; FALSE where it is not. What is of a wrong
 * type was told before. */
gboolean check_range(Checking *checking, const DocumentNode *mapping, const char *key, gint64 low,
                     gint64 high);

/* A word under a key, if it is there, that is none of known: says so and returns FALSE. */
gboolean check_refuse_word(Checking *checking, const DocumentNode *node, const char *what,
                           const char *const *known);

/* Defines check_NAME(): the value of a key, if it is there, is one that NAME_parse() takes. */
#define DEFINE_CHECK_WORD(name, Type, count, what)                                                 \
  static gboolean check_##name(Checking *checking, const DocumentNode *mapping, const char *key) { \
    const char *known[(count) + 1] = {NULL};                                                       \
    for (int i = 0; i < (count); i++)                                                              \
      known[i] = name##_code((Type)i);                                                             \
    const char *text = document_get_text(mapping, key);                                            \
    Type value;                                                                                    \
    return text == NULL || name##_parse(text, &value) ||                                           \
           check_refuse_word(checking, document_get(mapping, key), what, known);                   \
  }

/* A unit's name has to be declared: says so and returns FALSE where it is not. */
gboolean check_declared(Checking *checking, const DocumentNode *name);

/* The units of a file; afterwards checking->units knows them. */
void check_units(Checking *checking, const DocumentNode *units);

/* The deadline of a task or a node, where it has one: a remark where a date is meant that cannot be
 * read, in the year of the template. */
void check_deadline(Checking *checking, const DocumentNode *mapping);

/* The list schedules of a task or a node. */
void check_schedules(Checking *checking, const DocumentNode *mapping);

/* Whole files. */
void check_ledger(Checking *checking, const DocumentNode *root);
void check_plan(Checking *checking, const DocumentNode *root);
void check_unit_list(Checking *checking, const DocumentNode *root);
void check_system(Checking *checking, const DocumentNode *root);
