/* ledger.h: a ledger (台账), one document's table of tasks, and its indicators (指标), a tree. */
#pragma once

#include "core/store/db.h"

typedef struct {
  gint64 id;
  char *template_name; /* the template it was made from; NULL: made by hand */
  char *title;
  char *issuer;    /* NULL: the document does not say */
  char *document;  /* 文号; NULL: none printed */
  Day issued;      /* 成文日期; DAY_NONE: none printed */
  char *region;    /* NULL: unknown */
  int year;        /* the year it is used for */
  int source_year; /* the year of the document itself */
} Ledger;

void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/* All ledgers, newest year first. An array of Ledger* that frees them; NULL and error. */
GPtrArray *ledger_list(Db *db, GError **error);

/* The ledger whose id, template name or title is text; when several years have it, the newest.
 * STORE_ERROR_NOT_FOUND names the ledgers there are. */
Ledger *ledger_find(Db *db, const char *text, GError **error);

/* Inside a writer: stores a new ledger and sets its id. */
gboolean ledger_insert(Db *db, Ledger *ledger, GError **error);

/* A node of the tree. */
typedef struct {
  gint64 id;
  gint64 ledger;
  gint64 parent; /* 0: 一级 */
  int position;  /* order among its siblings, from 1 */
  int level;     /* 1: 一级, 2: 二级, …; computed on loading */
  char *title;
} Indicator;

void indicator_free(Indicator *indicator);

/* The tree of a ledger (0: of every ledger), each node before its children, in order. An array of
 * Indicator* that frees them; NULL and error. */
GPtrArray *indicator_list(Db *db, gint64 ledger, GError **error);

/* Inside a writer: stores a node and sets *id. parent is 0 for 一级. */
gboolean indicator_insert(Db *db, gint64 ledger, gint64 parent, int position, const char *title,
                          gint64 *id, GError **error);
