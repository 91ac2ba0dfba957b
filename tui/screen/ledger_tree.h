/* ledger_tree.h: what 台账 lists: the tree of indicators with the tasks below them, folded or not.
 */
#pragma once

#include "core/model/ledger.h"
#include "tui/screen/app.h"

/* A row: an indicator, or a task. */
typedef struct {
  guint node;  /* of an indicator: its place in nodes + 1; 0: a task */
  guint ref;   /* of a task: its place in refs */
  gint8 level; /* depth, from 1 */
} LedgerRow;

/* What is known of a node of the tree. */
typedef struct {
  int rows;             /* what stands below it that the filter takes */
  int tasks, done, red; /* of these, of kind task: what can be 办结 */
  gboolean folded;
} LedgerNode;

typedef struct {
  GPtrArray *nodes;   /* Indicator*, each before its children */
  LedgerNode *info;   /* one for each of nodes */
  GArray *refs;       /* TaskRef in order of number */
  GArray *rows;       /* LedgerRow */
  GHashTable *folded; /* ids of folded indicators */
} LedgerTree;

void ledger_tree_init(LedgerTree *tree);
void ledger_tree_clear(LedgerTree *tree);

/* Reads what is looked at, as far as filter ("": all) takes it, and lists it. FALSE and error
 * leaves an empty tree. */
gboolean ledger_tree_read(LedgerTree *tree, App *app, const char *filter, GError **error);

/* Lists what is not folded away. While a filter is on, folds do not hide what it found. */
void ledger_tree_list(LedgerTree *tree, gboolean filtered);

/* The indicator of a row that has one. */
const Indicator *ledger_tree_node(const LedgerTree *tree, const LedgerRow *row);

/* The task of a row; NULL (0) for an indicator's, and for no row. */
const TaskRef *ledger_tree_ref(const LedgerTree *tree, const LedgerRow *row);
gint64 ledger_tree_task(const LedgerTree *tree, const LedgerRow *row);

/* The row of a task, or, with task 0, of an indicator; of the first task. FALSE where it is not
 * listed. */
gboolean ledger_tree_find(const LedgerTree *tree, gint64 task, gint64 indicator, guint *row);
gboolean ledger_tree_find_first_task(const LedgerTree *tree, guint *row);

/* TRUE for the node of a whole ledger, which stands above its indicators where several are listed;
 * its id is the ledger's, negative. */
gboolean ledger_tree_is_ledger(const Indicator *node);
