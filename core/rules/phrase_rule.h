/* phrase_rule.h: the parts of a recurrence (每两周, 次月8日前, 至少2条), for the phrase reader.
 *
 * Each function reads from the front of *text, which is dense (dense.h), moves past what it read,
 * and leaves *text and the rest alone where it read nothing.
 */
#pragma once

#include "core/rules/recurrence.h"

/* A length of time that a rule can have: 半年, 3个月, 工作日, 两周. *step is 1 where no number is
 * printed. */
gboolean phrase_scan_length(const char **text, Every *every, int *step);

/* The period of a rule: 每季度, 每两周, 每14个工作日, 按月, 一月一(通报). *rule becomes that rule
 * with nothing else set. FALSE for what only looks so: 每形成1次, 每周期, 每月是否, 每季度最多3条.
 */
gboolean phrase_scan_period(const char **text, Recurrence *rule);

/* When it is due, set in *rule: 15日前, 月初(10号前), 末月20日前, 次月8日, 周五前, 11月底前, 底前.
 * direct: it stands right after the period, so that words which say less are understood. */
gboolean phrase_scan_due(const char **text, gboolean direct, Recurrence *rule);

/* The due day of a yearly rule: the date in its year, or with next in the year after. FALSE where
 * it cannot be. */
gboolean phrase_set_yearly_due(Recurrence *rule, int month, int day, gboolean next);

/* So many: 2个以上, 1次, 1-2篇 (the smaller). */
typedef struct {
  int count;     /* 0: no rule can hold it (0次, 99999次) */
  gboolean sure; /* what is counted is something handed in, or 以上 is printed */
} PhraseAmount;

gboolean phrase_scan_amount(const char **text, PhraseAmount *amount);

/* TRUE where one of words (NULL at the end) stands at text. */
gboolean phrase_at(const char *text, const char *const *words);
