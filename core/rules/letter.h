/* letter.h: letters (催办 and 督办单): which there are, what may be filled in, and the filling in.
 *
 * A template is text with placeholders, {任务}; their names are data here and nowhere else. Pure.
 */
#pragma once

#include "core/rules/day.h"

/* A printed page has 38 Chinese characters on a line. */
#define LETTER_COLUMNS 76

typedef enum {
  LETTER_NUDGE,   /* 催办 */
  LETTER_NOTICE1, /* 提醒单 */
  LETTER_NOTICE2, /* 督办单 */
  LETTER_NOTICE3, /* 重点督办单 */
} LetterKind;
#define LETTER_KIND_COUNT 4

/* The letter of a notice of that level, 1 to 3. */
LetterKind letter_of_level(int level);

/* nudge, notice1 …, as in letters.yaml; static. */
const char *letter_kind_code(LetterKind kind);

/* What can be filled in. */
typedef enum {
  BLANK_GOAL,      /* {任务} */
  BLANK_NUMBER,    /* {序号} */
  BLANK_UNITS,     /* {单位}: those that answer for it */
  BLANK_DEADLINE,  /* {时限}: as printed */
  BLANK_DUE,       /* {期限}: the date */
  BLANK_LATE_DAYS, /* {逾期天数} */
  BLANK_LATE,      /* {逾期情况}: 已逾期15天 */
  BLANK_PROGRESS,  /* {最近进展} */
  BLANK_LEDGER,    /* {台账} */
  BLANK_TODAY,     /* {今天} */
  BLANK_SIGNER,    /* {签发人} */
  BLANK_ASK,       /* {要求}: what is asked; may have several lines */
  BLANK_DOCUMENT,  /* {文号}, notices only */
  BLANK_LEVEL,     /* {级别}, notices only */
  BLANK_ANSWER_BY, /* {答复期限}, notices only */
  BLANK_MONTH,     /* {月}: 11月, in phrases only (phrases.h) */
  BLANK_DATE,      /* {日期}, likewise */
} LetterBlank;
#define LETTER_BLANK_COUNT 17

/* The name between the braces; static. */
const char *letter_blank_name(LetterBlank blank);

/* The blanks a kind of letter has, as bits 1 << LetterBlank. */
guint letter_blanks(LetterKind kind);

/* The first thing in a template that is no placeholder among blanks (bits): where it begins, in
 * bytes, and the word between the braces (the caller frees), NULL for a brace without its other.
 * FALSE where all is well, and then both are untouched. */
gboolean letter_mistake(const char *text, guint blanks, gsize *offset, char **word);

/* TRUE where a template has that placeholder. */
gboolean letter_has(const char *text, LetterBlank blank);

/* ---- filling in ------------------------------------------------------------------------- */

typedef struct {
  char *texts[LETTER_BLANK_COUNT]; /* clean; NULL: not known */
} LetterValues;

/* Sets a value, cleaned; all but BLANK_ASK on one line. text NULL: not known. */
void letter_values_set(LetterValues *values, LetterBlank blank, const char *text);

/* Sets 2026年11月21日; DAY_NONE: 未定. */
void letter_values_set_day(LetterValues *values, LetterBlank blank, Day day);

/* Frees what values holds. */
void letter_values_clear(LetterValues *values);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LetterValues, letter_values_clear)

/* The template with its values; what is not known is left out, but {文号} stays for
 * letter_with_document(). Lines of a value after its first begin with the blanks its line in the
 * template begins with. The caller frees. */
char *letter_fill(const char *text, const LetterValues *values);

/* What stands in a filled letter where template, by which it was written, has blank: found by the
 * words before and after it, its lines without the blanks they begin with. NULL where it cannot be
 * found. The caller frees. */
char *letter_find(const char *letter, const char *template, LetterBlank blank);

/* A copy of a filled letter in which {文号} is document. The caller frees. */
char *letter_with_document(const char *text, const char *document);

/* A letter as a page: wrapped to columns (text_wrap()), every line ended. The caller frees. */
char *letter_page(const char *text, int columns);
