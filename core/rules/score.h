/* score.h: how points are counted (测评、自评): few rules, each a pure function.
 *
 * Points and counts are doubles; NAN stands for "none": no cap, nothing typed, not computable. No
 * source says how to round, so nothing is rounded here; score_text() writes at most two decimals.
 */
#pragma once

#include <glib.h>

/* What a node of an indicator system is. */
typedef enum {
  NODE_ITEM,    /* 指标 */
  NODE_BONUS,   /* 加分项: added to the total */
  NODE_PENALTY, /* 扣分项: taken off the total, which may fall below 0: no document sets a floor */
  NODE_FRAUD,   /* 弄虚作假: once it is counted the total is 0 */
} NodeKind;
#define NODE_KIND_COUNT 4

/* How a node's points are counted. */
typedef enum {
  RULE_SUM,    /* the sum of its children, at most max */
  RULE_MANUAL, /* points as typed, 0 to max */
  RULE_RATIO,  /* numerator / (denominator − excluded) × max */
  RULE_COUNT,  /* each × number, a span's at most every_max, all at most max */
  RULE_STEPS,  /* the points of the last threshold that is reached */
  RULE_ALL,    /* max when every condition is ticked, else 0 */
  RULE_DEDUCT, /* max − each × number, at least 0 */
  RULE_GROWTH, /* documents reported / growth of document numbers × max (2023年版 indicator 11) */
} RuleKind;
#define RULE_KIND_COUNT 8

/* What a rule counts. */
typedef enum {
  SOURCE_TYPED,      /* what was typed */
  SOURCE_ENTRY,      /* 得分事项, one by one with a date */
  SOURCE_CASE,       /* cases that reached a stage in time */
  SOURCE_ADOPTED,    /* cases adopted (采纳) in the span */
  SOURCE_SUBMISSION, /* submissions that count, of the rules linked to the node */
  SOURCE_MET,        /* periods of these whose quota was met */
  SOURCE_MISSED,     /* periods of these that were missed */
} RuleSource;
#define RULE_SOURCE_COUNT 7

/* Code ("ratio"; stored, in templates and JSON) and, but for sources, Chinese name (按比例) of
 * each; static. */
const char *node_kind_code(NodeKind kind);
const char *node_kind_name(NodeKind kind);
const char *rule_kind_code(RuleKind kind); /* RULE_SUM: "sum" */
const char *rule_kind_name(RuleKind kind);
const char *rule_source_code(RuleSource source);
/* The value of a code; FALSE, and *out untouched, where it is none. code may be NULL. */
gboolean node_kind_parse(const char *code, NodeKind *out);
gboolean rule_kind_parse(const char *code, RuleKind *out);
gboolean rule_source_parse(const char *code, RuleSource *out);

/* One threshold of RULE_STEPS. */
typedef struct {
  double at;
  double points;
  char *title; /* what reaching it means; NULL: the number says it */
} ScoreStep;

/* One class of documents of RULE_GROWTH: the same issuer and year of issue, 晋交许〔2023〕. The
 * year is part of the class, so a new year begins a new class. */
typedef struct {
  char *name;
  double reported; /* documents with a lawful number that were reported this month */
  double last;     /* the largest number this month */
  double before;   /* the largest number last month; NAN: a new class, which takes first */
  double first;    /* the smallest number this month, of a new class; NAN else */
} GrowthClass;

void growth_class_free(GrowthClass *class_);

/* Classes as a person writes them, one a line: 名称 报送数 本月最大号 上月最大号, or for a new
 * class 名称 报送数 本月最大号 新 本月最小号; blanks (also full-width) between. An array of
 * GrowthClass* that frees them; NULL and an error (GROWTH_ERROR) that names the line, for what
 * cannot be read, negative numbers, a number that falls, a name given twice. */
#define GROWTH_ERROR growth_error_quark()
GQuark growth_error_quark(void);
GPtrArray *growth_parse(const char *text, GError **error);

/* What all classes come to: documents reported, and how far their numbers grew. */
void growth_totals(const GPtrArray *classes, double *reported, double *growth);

/* numerator / (denominator − excluded) × points, at least 0, at most points. NAN (not computable)
 * where the denominator that is left is not above 0 or one of them is NAN; excluded may be NAN for
 * none. Never a full mark for 0 / 0. */
double score_ratio(double numerator, double denominator, double excluded, double points);

/* each × count of every span, a span's at most every_max (NAN: no cap), all at most max (NAN). */
double score_count(const double *counts, guint spans, double each, double every_max, double max);

/* The points of the last of steps (ScoreStep, ascending by at) with at <= value; 0 below the first.
 * NAN where value is. */
double score_steps(const GArray *steps, double value);

/* max − each × count, at least 0. NAN where count is. */
double score_deduct(double max, double each, double count);

/* Documents reported / growth of numbers × max, at most max: growth is last − before, of a new
 * class last − first (2023年版 indicator 11, where the formula is taken before the sentence that
 * contradicts it). NAN where the growth is not above 0. */
double score_growth(const GPtrArray *classes, double max);

/* Points as people read them: 2, 1.5, 96.67; 无法计算 for NAN. The caller frees. */
char *score_text(double points);

/* Reads a number as a person writes it: 930, １，０００．５, 1,000; NAN for what is blank. FALSE,
 * and *value untouched, for what is no finite number in decimal figures, or has a comma where no
 * thousand ends. */
gboolean score_number(const char *text, double *value);
