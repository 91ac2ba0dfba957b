/* scoring.h: indicator systems made by hand, for the tests of scores. */
#pragma once

#include "core/model/score.h"
#include "tests/core/fixture.h"

/* A node to be made; a number that is 0 stands for none. */
typedef struct {
  gint64 parent;
  const char *code;
  NodeKind kind;
  double max;
  RuleKind rule;
  double each;
  Spans spans;
  double every_max;
  RuleSource source;
  const char *stage;
  int due_day;
  gboolean own_topic, excludes;
  const char *gate;
  double gate_share;
  const char *steps; /* 2=1 3=2 */
  const char *items; /* one word each */
} NodeSpec;

gint64 add_system(Fixture *fixture, int year, gboolean monthly);
gint64 add_node(Fixture *fixture, gint64 system, NodeSpec spec);

/* Makes a system with indicator 5 of the 2023年版: 3 points at most, 2 for three cases, 1 for two
 * (5.1), 1 for one that is adopted (5.2). */
void add_ministry_cases(Fixture *fixture);

/* The id of a node by its code. */
gint64 node_of(Fixture *fixture, const char *code);

/* A case that counts for a month of the plan's year and is about the topic of another; it reached
 * stages on days: "province 2026-07-10 ministry 2026-07-20". */
void add_case(Fixture *fixture, int month, int topic, const char *stages);

/* "numerator=3 denominator=4" as ScoreInput*; the array frees them. */
GPtrArray *inputs_read(const char *inputs);
/* Sets them all for a node. */
void set_inputs(Fixture *fixture, const char *code, const char *span, const char *inputs);
void add_entry(Fixture *fixture, const char *code, const char *day, const char *reference);

/* The sheet of the only system; the caller frees. */
ScoreSheet *sheet_on(Fixture *fixture, const char *span, const char *today);
const ScoreNode *find_score(const ScoreSheet *sheet, const char *code);

/* Checks the points of a node (NAN: not computable) and where they come from. */
void check_score(Fixture *fixture, const char *span, const char *today, const char *code,
                 double claimed, const char *basis);
