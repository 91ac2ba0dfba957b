/* filter.h: the words by which people narrow a list of tasks: 责任:fgc 状态:办理中 时限:<2026-12-01
 * 灯:红 "营商环境".
 *
 * Blanks stand between words, all of which must hold. A word is looked for everywhere, or in the
 * field that is named before it. Pure: which units and indicators a name means is for the model to
 * find.
 */
#pragma once

#include "core/rules/day.h"
#include "core/rules/light.h"

typedef enum {
  FILTER_WORD, /* anywhere */
  FILTER_UNIT, /* 责任, 单位: a unit in any role; 牵头, 配合, 落实, 督促: in that role */
  FILTER_STATE,     /* 状态 */
  FILTER_LIGHT,     /* 灯 */
  FILTER_DUE,       /* 时限: dates, or words of 完成时限 */
  FILTER_INDICATOR, /* 指标, and what stands under it */
  FILTER_LEDGER,    /* 台账 */
  FILTER_TAG,       /* 标签 */
  FILTER_KIND,      /* 类别 */
  FILTER_NUMBER,    /* 序号 */
  FILTER_ID,        /* 编号 */
  FILTER_PERCENT,   /* 完成率 */
  FILTER_LATE,      /* 逾期: days */
  FILTER_GOAL,      /* 内容 */
  FILTER_PROGRESS,  /* 进展 */
  FILTER_NOTE,      /* 备注 */
} FilterField;

/* One value of several of which one must hold. */
typedef struct {
  char *text;     /* without quotes; outside of them letters and signs in ordinary width */
  char *typed;    /* the same as it was typed */
  gboolean whole; /* after = : the whole of the field, not a part of it */
  gboolean none;  /* 无, 空: the field is empty; text says so too */
  gboolean range; /* least to most is meant: of FILTER_DUE (days), FILTER_NUMBER … FILTER_LATE */
  gint64 least;   /* G_MININT64: no least */
  gint64 most;    /* G_MAXINT64: no most */
  guint bits;     /* of FILTER_STATE, FILTER_LIGHT, FILTER_KIND: those that text means */
} FilterValue;

typedef struct {
  FilterField field;
  int role;          /* of FILTER_UNIT: a Role; -1: any */
  gboolean not_;     /* - before it: it must not hold */
  GPtrArray *values; /* FilterValue*, at least one */
} FilterTerm;

/* What was not understood, and is left out. */
typedef struct {
  gsize start, end; /* the bytes of the text that it stands in */
  char *text;       /* what is wrong, and what could stand there */
} FilterProblem;

typedef struct {
  GPtrArray *terms;    /* FilterTerm*; empty: everything */
  GPtrArray *problems; /* FilterProblem* */
} Filter;

/* Reads text, which may be NULL and anything at all; where a date prints no year it is today's.
 *
 * - field:value, field:value,value (any of them; 、 and | as well), field:"a value with blanks" or
 *   “…”; - before a word or field: not.
 * - Dates and numbers: < <= > >= before them, a..b between two; 50%; dates as deadline_read() has
 *   them, 2026-12, 今天 明天 本周 下周 本月 下月 本季度 今年 明年 and the like, +7天 (from today
 * on).
 * - Fields by name, by code (unit, state, due …) or by pinyin initials (zr, zt).
 * - Full-width letters and signs count as those of the keyboard.
 * The caller frees. */
Filter *filter_parse(const char *text, Day today);
void filter_free(Filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)

/* Whether after can only take what before takes, since words were typed on or added. FALSE where
 * that is not sure: a name may mean more when it is longer, a number is found whole. Both may be
 * NULL. */
gboolean filter_narrows(const char *before, const char *after, Day today);

/* All problems in one line, for a person; NULL where there is none. The caller frees. */
char *filter_problems_text(const Filter *filter);

/* The value written so that filter_parse() reads it as one: quoted where it must be. The caller
 * frees. */
char *filter_quote(const char *value);

/* ---- for completion --------------------------------------------------------------------- */

/* The word that ends at a byte of text, as it is being typed. */
typedef struct {
  gboolean in_value; /* behind a field and its colon */
  FilterField field; /* of in_value; else FILTER_WORD */
  gsize start;       /* where what is being typed begins: the name of a field, or the value */
  char *typed;       /* it, without an opening quote */
  const char
      *hint; /* of in_value: what may stand there: 单位名称、别名或拼音首字母. Static; "" else */
} FilterTyped;

/* The caller clears *typed. at is at most the length of text, on a character. */
void filter_typed(const char *text, gsize at, FilterTyped *typed);
void filter_typed_clear(FilterTyped *typed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FilterTyped, filter_typed_clear)

/* The names of all fields in the order people need them, NULL-terminated: 责任, 状态 … Static. */
const char *const *filter_field_names(void);
