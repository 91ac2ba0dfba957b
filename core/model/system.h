/* system.h: an indicator system (测评指标体系): a document's tree of indicators with points. */
#pragma once

#include "core/rules/score.h"
#include "core/store/write.h"

typedef struct {
  gint64 id;
  char *template_name; /* the template it was made from; NULL: made by hand */
  char *title;
  char *issuer;     /* NULL: the document does not say */
  char *document;   /* 文号; NULL: none printed */
  Day issued;       /* DAY_NONE: none printed */
  char *region;     /* NULL: unknown */
  int year;         /* the year it is used for */
  int source_year;  /* the year of the document itself */
  gboolean monthly; /* scored each month; else once for the year */
  gint64 ledger;    /* the ledger of what it asks for again and again; 0: none */
} System;

void system_free(System *system);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(System, system_free)

/* All systems, newest year first. An array of System* that frees them; NULL and error. */
GPtrArray *system_list(Db *db, GError **error);

/* The system whose id, template name or title is text; when several years have it, that of year
 * (0: the newest). STORE_ERROR_NOT_FOUND names the systems there are. */
System *system_find(Db *db, const char *text, int year, GError **error);

/* Inside a writer: stores a new system and sets its id. One of that template and year that is there
 * already is refused. */
gboolean system_insert(Db *db, System *system, GError **error);

/* How the spans of a year that a rule counts apart are cut. */
typedef enum { SPANS_ONE, SPANS_MONTH, SPANS_QUARTER } Spans;
/* The value of a code (month, quarter); FALSE, and *out untouched, where it is none. */
gboolean spans_parse(const char *code, Spans *out);

/* The stages of a case that a rule may ask for: city, province, ministry; NULL: none. */

/* A node of the tree, as the document has it. */
typedef struct {
  gint64 id;
  gint64 system;
  gint64 parent; /* 0: 一级 */
  int position;  /* among its siblings, from 1 */
  int level;     /* 1: 一级, …; computed on loading */
  char *code;    /* 5, 30.2, 加1; unique in its system */
  char *title;
  char *content; /* the rule in the document's words; NULL */
  NodeKind kind;
  double max; /* NAN: no cap stated */
  RuleKind rule;
  double each; /* NAN where the rule has none */
  Spans spans;
  double every_max; /* NAN: no cap */
  RuleSource source;
  char *stage;        /* of cases; NULL */
  int due_day;        /* of cases: by this day of their month; 0: whenever */
  gboolean own_topic; /* only cases on their month's own topic */
  gboolean excludes;  /* of a ratio: some may be left out of the denominator */
  char *gate;         /* code of the ratio that has to reach gate_share; NULL: none */
  double gate_share;
  GArray *steps;    /* ScoreStep, ascending; empty but for RULE_STEPS */
  GPtrArray *items; /* char*: conditions of RULE_ALL, or what RULE_COUNT counts one of each of */
} SystemNode;

/* A node of which nothing is known: no cap, no number, SPANS_ONE, no steps and no items. */
SystemNode *system_node_new(void);
void system_node_free(SystemNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SystemNode, system_node_free)

/* The tree of a system, each node before its children, in order. An array of SystemNode* that frees
 * them; NULL and error. */
GPtrArray *system_nodes(Db *db, gint64 system, GError **error);

/* What a node with RULE_COUNT or RULE_STEPS gives for the counts of spans that are counted apart: a
 * span at most every_max, all of them at most max (NAN: no cap). */
double system_node_points(const SystemNode *node, const double *counts, guint spans, double max);

/* Inside a writer: stores a node with its steps and items, and sets its id. */
gboolean system_node_insert(Db *db, SystemNode *node, GError **error);

/* Inside a writer: has a node count the periods of a recurrence rule; twice is once. */
gboolean system_node_link(Db *db, gint64 node, gint64 schedule, GError **error);
