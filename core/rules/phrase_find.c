#include "core/rules/phrase_find.h"

#include <string.h>

#include "core/rules/phrase_rule.h"
#include "core/rules/phrase_scan.h"
#include "core/rules/scan.h"
#include "core/rules/text.h"

/* How far apart the words of a gap may stand, in characters. */
#define NEAR_REACH 10

/* Reads at *text what it knows, moves past it, and notes it. */
typedef gboolean (*Reader)(PhraseScan *, const char **text);

static void note(Found *found, const char *from, const char *to) {
  found->from = from;
  found->to = to;
}

/* ---- rules ------------------------------------------------------------------------------ */

static void open_rule(PhraseScan *scan, const char *from, const char *to, const Recurrence *rule) {
  Found *first = &scan->out->rule;
  gboolean same = scan->open == first && first->rule.every == rule->every &&
                  first->rule.step == rule->step && first->rule.due_day == 0;
  if (first->from == NULL) {
    *first = (Found){.from = from, .to = to, .rule = *rule};
    scan->open = first;
    scan->counted = FALSE;
  } else if (!same) { /* but 每月报送1次，每月5日前 is one rule */
    scan->other = (Found){.from = from, .to = to, .rule = *rule};
    scan->open = &scan->other;
    scan->counted = FALSE;
  }
  scan->direct = to;
  scan->in_clause = TRUE;
  scan->at_least = scan->capped = FALSE;
}

static gboolean read_due(PhraseScan *scan, const char **text) {
  if (scan->open != NULL && **text == ' ') /* 2 5日前, 1 0次: a number torn in two */
    scan->open->unread = TRUE;
  gboolean direct = *text == scan->direct;
  gboolean broken = scan_is_numeral(g_utf8_get_char(*text)) && !phrase_may_begin(scan, *text);
  if (scan->open == NULL || (!direct && (broken || phrase_is_one_of_many(scan, *text, ""))))
    return FALSE;
  Recurrence rule = scan->open->rule;
  if (rule.due_day != 0 || !phrase_scan_due(text, direct, &rule))
    return FALSE;
  scan->open->rule = rule;
  scan->open->to = *text;
  if (direct)
    scan->direct = *text;
  return TRUE;
}

static gboolean read_period(PhraseScan *scan, const char **text) {
  const char *p = *text;
  Recurrence rule;
  gboolean each = g_str_has_prefix(p, "每");
  if ((!each && !phrase_may_begin(scan, p)) || !phrase_scan_period(&p, &rule)) {
    if (each && p != scan->direct)
      scan->open = NULL; /* 每形成1次: what follows is said of that */
    return FALSE;
  }
  open_rule(scan, *text, p, &rule);
  *text = p;
  (void)read_due(scan, text);
  if (phrase_is_unread_due(*text, rule.every))
    scan->open->unread = TRUE;
  return TRUE;
}

/* 当月15日前, 次月8日前, of every month though no 每 is printed. */
static gboolean read_month_due(PhraseScan *scan, const char **text) {
  Recurrence rule = {.every = EVERY_MONTH, .step = 1, .quota = 1, .basis = BASIS_CALENDAR};
  const char *p = *text;
  if (scan->open != NULL || !phrase_at(p, (const char *const[]){"当月", "次月", "翌月", NULL}) ||
      !phrase_scan_due(&p, FALSE, &rule))
    return FALSE;
  open_rule(scan, *text, p, &rule);
  *text = p;
  return TRUE;
}

/* 至少, 最多: how the next amount of the clause is meant. */
static gboolean read_bound(PhraseScan *scan, const char **text) {
  static const char *const least[] = {"至少", "不少于", "不得少于", "不低于", "最少", NULL};
  static const char *const most[] = {"最多",     "最高", "至多", "不超过",
                                     "不得超过", "仅",   "只",   NULL};
  if (scan->open == NULL)
    return FALSE;
  if (scan_any(text, most)) {
    scan->capped = TRUE;
    return TRUE;
  }
  gboolean next = scan->direct == NULL && phrase_begins_clause(scan, *text);
  if (!scan_any(text, least))
    return FALSE;
  scan->at_least = TRUE;
  scan->in_clause = scan->in_clause || next; /* 每月报送，至少2篇 */
  return TRUE;
}

static gboolean read_amount(PhraseScan *scan, const char **text) {
  const char *p = *text;
  PhraseAmount amount;
  gboolean direct = p == scan->direct;
  if (scan->open == NULL || !phrase_may_begin(scan, p) || !phrase_scan_amount(&p, &amount))
    return FALSE;
  if (scan->in_clause && !scan->counted && !scan->capped &&
      (scan->at_least || amount.sure || direct)) {
    if (amount.count > 0)
      scan->open->rule.quota = amount.count;
    else
      scan->open->unread = TRUE;
    scan->open->to = p;
    scan->counted = TRUE;
  }
  scan->at_least = scan->capped = FALSE;
  *text = p;
  return TRUE;
}

/* 年度工作要点, 年度…信用评价; not 2023年度 or 本年度, which is the one year. */
static gboolean read_yearly(PhraseScan *scan, const char **text) {
  static const char *const products[] = {"要点", "计划", "总结", "小结", "评价", "排名", "报告",
                                         "考核", "评估", "通报", "检查", "例会", NULL};
  static const char *const one_year[] = {"本", "上", "当", "全", "下",
                                         "今", "明", "去", "该", NULL};
  const char *p = *text;
  if (!scan_word(&p, "年度") || phrase_is_behind(scan, *text, one_year) ||
      !phrase_may_begin(scan, *text))
    return FALSE;
  *text = p;
  for (int i = 0; i < PHRASE_REACH && *p != '\0' && !phrase_is_clause_end(g_utf8_get_char(p));
       i++) {
    if (scan->out->yearly.from == NULL && scan_any(&p, products)) {
      scan->out->yearly.rule = (Recurrence){.every = EVERY_YEAR, .step = 1, .quota = 1};
      note(&scan->out->yearly, *text - strlen("年度"), p);
      break;
    }
    p = g_utf8_next_char(p);
  }
  return TRUE;
}

/* 七个工作日内, 之日起七个工作日内, 3-5个工作日内 (at most 5); not 提前5个工作日 or 最后一个工作日,
 * which count to a day and not from one. */
static gboolean read_workdays(PhraseScan *scan, const char **text) {
  static const char *const within[] = {"内", "以内", "之内", NULL};
  static const char *const since[] = {"之日起", NULL};
  static const char *const ahead[] = {"前", "最后", "倒数", "首", NULL};
  Recurrence rule = {.quota = 1, .basis = BASIS_EVENT};
  const char *p = *text;
  int least;
  if (!phrase_may_begin(scan, p) || !scan_is_numeral(g_utf8_get_char(p)))
    return FALSE;
  if (!scan_count(&p, &least) || !scan_any(&p, PHRASE_JOINS))
    p = *text;
  if (!scan_is_numeral(g_utf8_get_char(p)) || !phrase_scan_length(&p, &rule.every, &rule.step) ||
      rule.every != EVERY_WORKDAYS)
    return FALSE;
  (void)scan_any(&p, within);
  Found *found = &scan->out->workdays;
  if (phrase_is_behind(scan, *text, ahead)) {
    scan->out->unread = TRUE;
  } else if (found->from == NULL) {
    note(found, phrase_is_behind(scan, *text, since) ? *text - strlen(since[0]) : *text, p);
    found->rule = rule;
  }
  *text = p;
  return TRUE;
}

/* As scan_any(), passing over up to NEAR_REACH characters of the clause. */
static gboolean reach(const char **text, const char *const *words) {
  const char *p = *text;
  for (int i = 0; i < NEAR_REACH && !phrase_ends_clause(p); i++) {
    if (scan_any(&p, words)) {
      *text = p;
      return TRUE;
    }
    p = g_utf8_next_char(p);
  }
  return FALSE;
}

/* 最长更新时间间隔不超过一个月. */
static gboolean read_gap(PhraseScan *scan, const char **text) {
  static const char *const intervals[] = {"间隔", NULL};
  static const char *const limits[] = {"不超过",   "不得超过", "不应超过", "不能超过",
                                       "不要超过", "不大于",   "不得大于", NULL};
  Recurrence rule = {.quota = 1, .basis = BASIS_SUBMISSION};
  const char *p = *text;
  if (!phrase_at(p, (const char *const[]){"最长", "间隔", NULL}) || !reach(&p, intervals) ||
      !reach(&p, limits))
    return FALSE;
  if (!phrase_scan_length(&p, &rule.every, &rule.step) || recurrence_problem(&rule) != NULL) {
    if (scan_is_numeral(g_utf8_get_char(p)))
      scan->out->unread = TRUE; /* 间隔不超过30天 */
    return FALSE;
  }
  if (scan->out->gap.from == NULL) {
    note(&scan->out->gap, *text, p);
    scan->out->gap.rule = rule;
  }
  *text = p;
  return TRUE;
}

/* ---- the whole text --------------------------------------------------------------------- */

/* 《…》: what a title says is no task. */
static gboolean read_title(PhraseScan *scan, const char **text) {
  if (scan->titles_end || !g_str_has_prefix(*text, "《"))
    return FALSE;
  const char *end = strstr(*text, "》");
  if (end == NULL) {
    scan->titles_end = TRUE;
    return FALSE;
  }
  *text = end + strlen("》");
  return TRUE;
}

/* One character of which nothing was read. */
static void pass(PhraseScan *scan, const char **text) {
  gunichar c = text_next(text);
  if (phrase_is_sentence_end(c))
    scan->open = NULL;
  if (phrase_is_clause_end(c)) {
    scan->direct = NULL;
    scan->in_clause = scan->at_least = scan->capped = FALSE;
  }
}

void phrase_find(const char *text, int year, Findings *findings) {
  static const Reader readers[] = {
      read_title,    read_period, read_month_due,     read_due,    phrase_read_date, read_gap,
      read_workdays, read_amount, phrase_read_window, read_yearly, read_bound,
  };
  PhraseScan scan = {.start = text, .year = year, .out = findings};
  *findings = (Findings){.rule = {NULL}};
  while (*text != '\0') {
    gboolean read = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(readers) && !read; i++)
      read = readers[i](&scan, &text);
    if (!read) {
      phrase_note_unread(&scan, text);
      pass(&scan, &text);
    }
  }
}
