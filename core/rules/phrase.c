#include "core/rules/phrase.h"

#include "core/rules/deadline.h"
#include "core/rules/dense.h"
#include "core/rules/phrase_find.h"
#include "core/rules/phrase_rule.h"
#include "core/rules/scan.h"

#include <string.h>

static const char *const KINDS[PHRASE_KIND_COUNT] = {
    [PHRASE_NONE] = "none",         [PHRASE_DATE] = "date", [PHRASE_RULE] = "rule",
    [PHRASE_WORKDAYS] = "workdays", [PHRASE_GAP] = "gap",   [PHRASE_WINDOW] = "window",
};

const char *phrase_kind_code(PhraseKind kind) {
  return KINDS[kind];
}

void phrase_clear(Phrase *phrase) {
  g_free(phrase->text);
  *phrase = (Phrase){.text = NULL};
}

/* A period's name that is the whole text: 月度, 月底前, 季报. In a sentence it may be anything. */
static gboolean is_bare_period(const char *text, Recurrence *rule) {
  static const struct {
    const char *word;
    Every every;
  } words[] = {
      {"月度", EVERY_MONTH},   {"季度末", EVERY_QUARTER}, {"季度底", EVERY_QUARTER},
      {"季度", EVERY_QUARTER}, {"半年度", EVERY_HALF},    {"年度", EVERY_YEAR},
      {"周报", EVERY_WEEK},    {"月报", EVERY_MONTH},     {"季报", EVERY_QUARTER},
      {"半年报", EVERY_HALF},  {"年报", EVERY_YEAR},      {"月底", EVERY_MONTH},
      {"月末", EVERY_MONTH},   {"季末", EVERY_QUARTER},
  };
  static const char *const tails[] = {"前",   "之前", "以前", "报送", "上报",
                                      "报告", "1次",  "一次", NULL};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    const char *p = text;
    if (!scan_word(&p, words[i].word))
      continue;
    while (scan_any(&p, tails)) {
    }
    *rule = (Recurrence){.every = words[i].every, .step = 1, .quota = 1};
    if (*p == '\0')
      return TRUE;
  }
  return FALSE;
}

/* TRUE where the whole text is a date, which may not exist. */
static gboolean is_date(const char *text, int year, Day *due) {
  DeadlineDate date;
  if (!deadline_scan(&text, year, &date) || *text != '\0')
    return FALSE;
  *due = deadline_day(&date);
  return TRUE;
}

static gboolean forbids_makeup(const char *text) {
  static const char *const words[] = {"不允许补报", "不得补报",   "不予补报", "不可补报",
                                      "不能补报",   "不接受补报", "不准补报"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (strstr(text, words[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void take(Phrase *phrase, PhraseKind kind, const Dense *dense, const Found *found) {
  phrase->kind = kind;
  phrase->text = dense_source(dense, found->from, found->to);
  if (kind == PHRASE_RULE || kind == PHRASE_WORKDAYS || kind == PHRASE_GAP)
    phrase->recurrence = found->rule;
  else
    phrase->due = found->last;
  if (kind == PHRASE_WINDOW)
    phrase->first = found->first;
}

static void decide(Phrase *phrase, const Dense *dense, const Findings *found) {
  if (found->rule.unread) {
    phrase->unread = TRUE; /* neither is a date beside it the due day */
  } else if (found->rule.from != NULL) {
    take(phrase, PHRASE_RULE, dense, &found->rule);
    phrase->recurrence.no_makeup = forbids_makeup(dense->text);
    phrase->due = found->date.sure ? found->date.last : found->window.last;
  } else if (found->gap.from != NULL) {
    take(phrase, PHRASE_GAP, dense, &found->gap);
  } else if (found->workdays.from != NULL) {
    take(phrase, PHRASE_WORKDAYS, dense, &found->workdays);
  } else if (found->date.from != NULL) {
    take(phrase, PHRASE_DATE, dense, &found->date);
  } else if (found->yearly.from != NULL) {
    take(phrase, PHRASE_RULE, dense, &found->yearly);
  } else if (found->window.from != NULL) {
    take(phrase, PHRASE_WINDOW, dense, &found->window);
  } else {
    phrase->unread = found->unread;
  }
}

static void read_dense(const Dense *dense, int year, Phrase *phrase) {
  Findings findings;
  Found whole = {.from = dense->text, .to = dense->text + strlen(dense->text)};
  *phrase = (Phrase){.kind = PHRASE_NONE};
  if (is_date(dense->text, year, &whole.last)) {
    phrase->impossible = whole.last == DAY_NONE;
    if (!phrase->impossible)
      take(phrase, PHRASE_DATE, dense, &whole);
  } else if (is_bare_period(dense->text, &whole.rule)) {
    take(phrase, PHRASE_RULE, dense, &whole);
  } else {
    phrase_find(dense->text, year, &findings);
    decide(phrase, dense, &findings);
  }
}

static gboolean means_same(const Phrase *one, const Phrase *other) {
  const Recurrence *left = &one->recurrence, *right = &other->recurrence;
  return one->kind == other->kind && one->due == other->due && one->first == other->first &&
         left->every == right->every && left->step == right->step && left->quota == right->quota &&
         left->due_day == right->due_day && left->due_month == right->due_month;
}

/* TRUE where another date or rule is meant than was read, since a letter was typed for a digit:
 * what is left of 2026-12-1O would be the 1st. */
static gboolean is_misspelt(const Dense *dense, int year, const Phrase *phrase) {
  g_autofree char *mended = phrase_mend_digits(dense->text);
  if (mended == NULL)
    return FALSE;
  g_auto(Dense) other;
  g_auto(Phrase) meant = {PHRASE_NONE};
  dense_init(&other, mended);
  read_dense(&other, year, &meant);
  return (meant.kind != PHRASE_NONE || meant.impossible) && !means_same(phrase, &meant);
}

void phrase_read(const char *text, int year, Phrase *phrase) {
  g_auto(Dense) dense;
  dense_init(&dense, text != NULL ? text : "");
  read_dense(&dense, year, phrase);
  if (is_misspelt(&dense, year, phrase)) {
    phrase_clear(phrase);
    phrase->unread = TRUE;
  }
  phrase->unknown = phrase->kind == PHRASE_NONE && !phrase->unread && !phrase->impossible &&
                    !phrase_is_undated(dense.text);
}

/* ---- in words --------------------------------------------------------------------------- */

static char *day_text(Day day) {
  CivilDate date = day_civil(day);
  return g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day);
}

static char *explain_window(const Phrase *phrase) {
  if (phrase->first == DAY_NONE || phrase->due == DAY_NONE)
    return g_strdup_printf("时段“%s”，没有写明起止日期", phrase->text);
  g_autofree char *first = day_text(phrase->first);
  g_autofree char *last = day_text(phrase->due);
  return g_strdup_printf("%s至%s", first, last);
}

static const char *explain_none(const Phrase *phrase) {
  if (phrase->impossible)
    return "没有这一天";
  if (phrase->unread)
    return "写明了时间，但这种写法读不懂，照原文保留，不计算期限";
  return phrase->unknown ? "没有读出日期，照原文保留，不计算期限" : "没有写明日期";
}

Day phrase_due_moved(const char *moved, int year, Day before, int years) {
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(moved, year, &phrase);
  if (phrase.due != DAY_NONE || before == DAY_NONE)
    return phrase.due;
  return day_in_year(before, day_civil(before).year + years);
}

char *phrase_explain(const Phrase *phrase) {
  if (phrase->kind == PHRASE_NONE)
    return g_strdup(explain_none(phrase));
  if (phrase->kind == PHRASE_WINDOW)
    return explain_window(phrase);
  g_autofree char *due = phrase->due != DAY_NONE ? day_text(phrase->due) : NULL;
  if (phrase->kind == PHRASE_DATE)
    return g_strdup_printf("期限 %s（周%s）", due, day_weekday_name(phrase->due));
  g_autofree char *rule = recurrence_text(&phrase->recurrence);
  return due != NULL ? g_strdup_printf("%s，到%s为止", rule, due) : g_steal_pointer(&rule);
}
