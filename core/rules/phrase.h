/* phrase.h: what a printed deadline or recurrence means (完成时限, 每季度至少1次…).
 *
 * Reads the phrases of the source documents and what a person would write beside them, alone or
 * inside a sentence. What states no date (及时, 定期, 长期) is said to state none: nothing is
 * guessed.
 */
#pragma once

#include "core/rules/recurrence.h"

typedef enum {
  PHRASE_NONE,     /* no date, no rule: 及时, 定期, 持续; or none that could be read */
  PHRASE_DATE,     /* one due date: 2026年3月5日前, 三月底, 第二季度末 */
  PHRASE_RULE,     /* it comes back: 每月15日前, 每14个工作日报送1次 */
  PHRASE_WORKDAYS, /* so many working days after an event: 之日起七个工作日内 */
  PHRASE_GAP,      /* so long after the last one at most: 最长间隔不超过一个月 */
  PHRASE_WINDOW, /* a span in which it lies: 贯穿全年, 未来三年; its ends may be unknown */
} PhraseKind;
#define PHRASE_KIND_COUNT 6

/* Code ("date", "rule") of a kind; static. */
const char *phrase_kind_code(PhraseKind kind);

typedef struct {
  PhraseKind kind;
  char *text; /* the words that were understood, as they stand in the text: 每季度至少1次; NULL
                 where none were */
  Day due; /* PHRASE_DATE: the date. PHRASE_WINDOW: its last day. PHRASE_RULE: the day the rule runs
              until (每季度至少1次，2026年12月). DAY_NONE where it is not stated */
  Day first;             /* PHRASE_WINDOW: its first day; DAY_NONE where it is not stated */
  Recurrence recurrence; /* PHRASE_RULE; PHRASE_WORKDAYS with BASIS_EVENT; PHRASE_GAP with
                            BASIS_SUBMISSION. Else zeroed */
  gboolean impossible; /* PHRASE_NONE only: written as a date and nothing else, but there is no such
                          day (2026年2月30日): a slip of the pen */
  gboolean unread;     /* PHRASE_NONE only: the text states a date or rule, but in a way this reader
                          does not know (每旬, 每月10日、20日前, 春节前, 10日内), or spells it with
                          letters for digits (2026-12-1O) */
  gboolean unknown;    /* PHRASE_NONE only, and neither of these: nothing was understood, not even
                          that no time is meant (明年春天, 31/12/2026; but not 及时, 长期坚持) */
} Phrase;

/* Frees what phrase holds and zeroes it. */
void phrase_clear(Phrase *phrase);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Phrase, phrase_clear)

/* Reads text, which may be NULL or anything at all. Where no year is printed, it is year (1 to
 * 9999). phrase need not be initialised; the caller clears it.
 *
 * - Full-width and half-width digits and signs, Chinese numerals, spaces and line ends inside.
 * - 前, 之前, 以前, 内, 以内 include the day itself (民法典 art. 1259 for 以内; for 前 no document
 * says so, but offices read it so). A bare month means its last day.
 * - 以上, 及以上, 至少 include the number; 不超过 includes it.
 * - A text with a rule is PHRASE_RULE even where it also says 及时; a date or a window beside it is
 * how long the rule runs. Of rules, the first. Without a rule, a gap and working days come before a
 * date, a date before 年度 (年度工作要点 is a yearly rule), and that before a window.
 * - Of dates that end something (底, 前, 完成, 截至, or alone between commas) the last, else of
 * dates that are mentioned (三月正式启用). Not the start of something (3月1日起), not what is
 * inside 《》, not the date of a document (2026年5月29日印发).
 * - A misleading part is not read: 每形成1次月度报送 holds no 次月; 未按时效周期 no 按时.
 * - Where the due day or the amount of a rule is stated but no Recurrence can hold it
 * (每月5日、20日前, 每月最后一个工作日前, 每季度结束后5个工作日内, 每月32日前, 每月0次), the whole
 * is PHRASE_NONE and unread: without that part it would be another rule, with another due day. So
 * is what no rule can say (每旬, 每日, 每隔一周), a time that names no day (12月前, 春节前,
 * 下周三前) and a term in calendar days (之日起30日内), where nothing else in the text is read.
 */
void phrase_read(const char *text, int year, Phrase *phrase);

/* The date that a deadline means when it is moved from one year to another (deadline_in_year()):
 * the one that moved names in year; where it names none, as 29 February in a year without, before
 * moved by as many years as moved was, the 28th then. DAY_NONE where there is neither. before is
 * the date it meant, or DAY_NONE; moved may be NULL. */
Day phrase_due_moved(const char *moved, int year, Day before, int years);

/* What was understood, in one line for people: 期限 2026年3月5日（周四）;
 * 每月至少1次，当月15日前; 没有写明日期; of what is unread or unknown that it is kept as it stands.
 * The caller frees. */
char *phrase_explain(const Phrase *phrase);
