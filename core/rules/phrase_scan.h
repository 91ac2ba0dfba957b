/* phrase_scan.h: where the phrase reader stands in a text, and what it sees around it. */
#pragma once

#include "core/rules/phrase_find.h"

/* How far the words of one phrase may stand apart, in characters. */
#define PHRASE_REACH 40

typedef struct {
  const char *start; /* of the text */
  int year;          /* of dates that print none */
  Findings *out;
  Found *open; /* the rule of this sentence, to which amounts and due days belong; NULL: none */
  Found other; /* a rule after the first, which is read only to keep its parts from the first */
  const char *direct;  /* right behind the period or its due day; NULL from the clause's end on */
  gboolean in_clause;  /* still in the clause of the open rule's period */
  gboolean counted;    /* the open rule's amount is known */
  gboolean at_least;   /* 至少 was read in this clause, and no amount since */
  gboolean capped;     /* 最多 was read, and no amount since */
  gboolean titles_end; /* no 》 comes any more */
} PhraseScan;

/* The signs and words between the ends of a span: 至, -; NULL at the end. */
extern const char *const PHRASE_JOINS[];

/* TRUE where one of words (NULL at the end) ends right before p. */
gboolean phrase_is_behind(const PhraseScan *scan, const char *p, const char *const *words);

gboolean phrase_is_sentence_end(gunichar c);

/* Commas, brackets and the ends of sentences. */
gboolean phrase_is_clause_end(gunichar c);

/* TRUE where a clause, or the text, begins at p; ends at p. */
gboolean phrase_begins_clause(const PhraseScan *scan, const char *p);
gboolean phrase_ends_clause(const char *p);

/* FALSE where p is the middle of a number, or what follows one: the second in 12020年, 2026.10,
 * 2026年12月 where that year was not understood, 十2月, 第3. But 统一5月 is 5月, and what stands
 * behind 每年 begins. */
gboolean phrase_may_begin(const PhraseScan *scan, const char *p);

/* TRUE of one in 5日、20日前, from from up to to: a rule can hold only one, so the
 * whole is not read. */
gboolean phrase_is_one_of_many(const PhraseScan *scan, const char *from, const char *to);

/* TRUE where a numeral stands right before p. */
gboolean phrase_is_behind_number(const PhraseScan *scan, const char *p);

/* TRUE where what follows a period, or its due day, says when it is due in a way that a rule cannot
 * hold: 第一周, 最后一个工作日, 结束后5个工作日内, 10日、20日前, 初; for weeks 一至周五. */
gboolean phrase_is_unread_due(const char *text, Every every);

/* Notes that text, of which nothing was read, begins with a time: 每旬, 下周三, 春节前, 15日前.
 * Where it stands for the due day of the open rule, that rule is unread. */
void phrase_note_unread(PhraseScan *scan, const char *text);

/* Each reads at *text what it knows, moves past it, and notes it: a date or a span of dates;
 * another span (全年, 未来三年, 春运). */
gboolean phrase_read_date(PhraseScan *scan, const char **text);
gboolean phrase_read_window(PhraseScan *scan, const char **text);
