#include "core/rules/phrase_scan.h"

#include <string.h>

#include "core/rules/deadline.h"
#include "core/rules/phrase_rule.h"
#include "core/rules/scan.h"

static void note_window(PhraseScan *scan, const char *from, const char *to, Day first, Day last) {
  Found *window = &scan->out->window;
  if (first > last)
    first = last = DAY_NONE;
  if (window->from != NULL && (window->last != DAY_NONE || last == DAY_NONE))
    return;
  *window = (Found){.from = from, .to = to, .first = first, .last = last};
}

static void note_year(PhraseScan *scan, const char *from, const char *to, int first, int last) {
  note_window(scan, from, to, day_from_ymd(first, 1, 1), day_month_end(last, 12));
}

/* ---- spans without dates ------------------------------------------------------------------- */

/* 未来三年, 创建期为1年, 一年内: spans whose start is not stated. 10日内 is a deadline after some
 * event, counted in days as no rule counts them. */
static gboolean read_term(PhraseScan *scan, const char **text) {
  static const char *const openings[] = {"未来",   "今后", "创建期为", "试点期为", "有效期为",
                                         "期限为", "期限", "为期",     "期为",     NULL};
  static const char *const units[] = {"年", "个月", "个季度", "个星期", "周", NULL};
  static const char *const days[] = {"天", "日", "小时", "个小时", NULL};
  static const char *const within[] = {"内", "以内", "之内", NULL};
  const char *p = *text;
  int count;
  gboolean opened = scan_any(&p, openings);
  if ((!opened && !phrase_may_begin(scan, p)) || !scan_count(&p, &count))
    return FALSE;
  gboolean in_days = scan_any(&p, days);
  if ((!in_days && !scan_any(&p, units)) || (!scan_any(&p, within) && !opened))
    return FALSE;
  if (in_days && !opened)
    scan->out->unread = TRUE;
  else
    note_window(scan, *text, p, DAY_NONE, DAY_NONE);
  *text = p;
  return TRUE;
}

/* 贯穿全年, 年内; not 全年最多8分. */
static gboolean read_whole_year(PhraseScan *scan, const char **text) {
  static const char *const words[] = {"贯穿全年", "全年", "年度内", "年内", NULL};
  static const char *const points[] = {"最多", "最高", "得", "累计", "共", "合计", NULL};
  static const char *const other_year[] = {"上", "去", "次", "明", "翌", "历", "往",
                                           "前", "周", "学", "某", "每", NULL};
  const char *p = *text;
  int number;
  if (!scan_any(&p, words))
    return FALSE;
  gboolean named = !phrase_is_behind(scan, *text, other_year) && phrase_may_begin(scan, *text);
  const char *rest = p;
  if (named && !phrase_at(p, points) && !scan_number(&rest, &number))
    note_year(scan, *text, p, scan->year, scan->year);
  *text = p;
  return TRUE;
}

/* Spans that have no dates of their own. */
static gboolean read_season(PhraseScan *scan, const char **text) {
  static const char *const words[] = {"春运期间", "春运",     "暑运期间",   "暑运",     "汛期",
                                      "春节期间", "国庆期间", "宣传月",     "宣传周",   "活动月",
                                      "活动周",   "主题月",   "安全生产月", "创建期满", "期满",
                                      "当月",     NULL};
  const char *p = *text;
  if (!scan_any(&p, words))
    return FALSE;
  note_window(scan, *text, p, DAY_NONE, DAY_NONE);
  *text = p;
  return TRUE;
}

/* 在…系统建成之前, 待…自动归集时结束: until something that has no date. */
static gboolean read_until_event(PhraseScan *scan, const char **text) {
  static const char *const ends[] = {"建成前",   "建成之前", "建成以前", "上线前",
                                     "上线之前", "时结束",   "时为止",   NULL};
  static const char *const begins[] = {"在", "待", "至", NULL};
  const char *p = *text, *from = p;
  if (!scan_any(&p, ends))
    return FALSE;
  for (int i = 0; i < PHRASE_REACH && !phrase_begins_clause(scan, from) && !phrase_at(from, begins);
       i++)
    from = g_utf8_prev_char(from);
  note_window(scan, from, p, DAY_NONE, DAY_NONE);
  *text = p;
  return TRUE;
}

gboolean phrase_read_window(PhraseScan *scan, const char **text) {
  return read_term(scan, text) || read_whole_year(scan, text) || read_season(scan, text) ||
         read_until_event(scan, text);
}

/* ---- dates ------------------------------------------------------------------------------ */

/* Behind a month they are unclear: before its first day, or its last? */
static const char *const FRONTS[] = {"前", "之前", "以前", NULL};

static Day first_day(const DeadlineDate *date) {
  if (date->form == DEADLINE_DAY)
    return deadline_day(date);
  if (date->day != 0)
    return DAY_NONE;
  int months = date->form == DEADLINE_YEAR      ? 12
               : date->form == DEADLINE_HALF    ? 6
               : date->form == DEADLINE_QUARTER ? 3
                                                : 1;
  return day_from_ymd(date->year, date->month - months + 1, 1);
}

/* A date of no printed year beside a rule that comes back each year: its due day, where it is sure.
 */
static gboolean goes_to_rule(PhraseScan *scan, const DeadlineDate *date, const char *from,
                             const char *to, gboolean sure) {
  if (scan->open == NULL || scan->open->rule.every != EVERY_YEAR || date->dated)
    return FALSE;
  Found *rule = scan->open;
  if (rule->rule.due_day != 0)
    return TRUE;
  if (sure)
    rule->unread = phrase_is_one_of_many(scan, from, to) ||
                   !phrase_set_yearly_due(&rule->rule, date->month, date->day, FALSE);
  else if (phrase_at(to, FRONTS))
    rule->unread = TRUE;
  return TRUE;
}

/* The second date of a span that begins with *first, after its joining sign. */
static gboolean read_other_end(const char **text, DeadlineDate *first, DeadlineDate *last) {
  static const char *const days[] = {"日", "号", NULL};
  int day;
  const char *p = *text;
  if (deadline_scan(&p, first->year, last)) {
    if (last->dated && !first->dated)
      first->year = last->year;
  } else if (first->form == DEADLINE_DAY && scan_number(&p, &day) && scan_any(&p, days)) {
    *last = *first;
    last->day = day;
  } else {
    return FALSE;
  }
  *text = p;
  return TRUE;
}

static const char *const YEAR_JOINS[] = {"、", "和", "及", "与", NULL};

/* 4月至6月, 3月1日-15日, 2022年、2023年; *last the latest. */
static gboolean read_span(const char **text, DeadlineDate *first, DeadlineDate *last) {
  const char *p = *text;
  gboolean found = FALSE;
  *last = *first;
  for (;;) {
    DeadlineDate next, from = *last;
    if (!scan_any(&p, PHRASE_JOINS) && !(first->form == DEADLINE_YEAR && scan_any(&p, YEAR_JOINS)))
      return found;
    if (!read_other_end(&p, &from, &next))
      return found;
    if (!found)
      *first = from;
    *last = next;
    *text = p;
    found = TRUE;
  }
}

/* 4-6月, 2022-2023年, 1至3季度: the first number goes without its unit. */
static gboolean read_short_span(PhraseScan *scan, const char **text, DeadlineDate *first,
                                DeadlineDate *last) {
  const char *p = *text;
  int number;
  if (!scan_number(&p, &number) || !scan_any(&p, PHRASE_JOINS) ||
      !deadline_scan(&p, scan->year, last) || last->form == DEADLINE_DAY ||
      last->form == DEADLINE_HALF)
    return FALSE;
  *first = *last;
  first->day = 0;
  if (last->form == DEADLINE_YEAR)
    first->year = number;
  else
    first->month = MIN(number, 13) * (last->form == DEADLINE_QUARTER ? 3 : 1);
  *text = p;
  return TRUE;
}

/* What the words around a date make of it: nothing, a time that is no day (12月前, 3月初,
 * 3月第一周), a mention, or an end. */
typedef enum { MEANS_NOTHING, MEANS_UNREAD, MEANS_MENTION, MEANS_END } Meaning;

/* TRUE where a part of the month, quarter or year is meant, which is none that has a date. */
static gboolean is_part_meant(const DeadlineDate *date, const char *to) {
  static const char *const parts[] = {"初", "中", NULL};
  static const char *const all[] = {"中央", "初步", "第三方", "初审", NULL};
  return !date->end && date->form != DEADLINE_DAY && !phrase_at(to, all) &&
         (phrase_at(to, parts) || phrase_at(to, FRONTS) || phrase_is_unread_due(to, EVERY_MONTH));
}

static Meaning meaning_of(const PhraseScan *scan, const DeadlineDate *date, const char *from,
                          const char *to) {
  static const char *const starts[] = {"自", "从", NULL};
  static const char *const later[] = {"起", "以来", "以后", "之后", "后", "开始", NULL};
  static const char *const issued[] = {"印发", "发布", "公布", "下发", "施行", "成立", NULL};
  static const char *const done[] = {"内",   "以内", "之内", "完成", "止",
                                     "为止", "截止", "结束", "到期", NULL};
  static const char *const until[] = {"截至", "截止", "截止到", "直至", "至", "到", NULL};
  if (phrase_is_behind(scan, from, starts))
    return MEANS_NOTHING;
  if (date->before)
    return MEANS_END;
  if (is_part_meant(date, to))
    return MEANS_UNREAD;
  if (phrase_at(to, later) || (date->form == DEADLINE_DAY && phrase_at(to, issued)))
    return MEANS_NOTHING;
  gboolean alone =
      phrase_begins_clause(scan, from) || (scan->open != NULL && from == scan->open->to);
  if (date->end || phrase_at(to, done) || phrase_is_behind(scan, from, until) ||
      (alone && phrase_ends_clause(to)))
    return MEANS_END;
  if (date->form == DEADLINE_DAY || date->form == DEADLINE_MONTH)
    return MEANS_MENTION;
  return MEANS_NOTHING;
}

static void note_date(PhraseScan *scan, const DeadlineDate *date, const char *from,
                      const char *to) {
  Meaning meaning = meaning_of(scan, date, from, to);
  Day day = deadline_day(date);
  Found *found = &scan->out->date;
  gboolean sure = meaning == MEANS_END;
  if (meaning == MEANS_UNREAD || (meaning != MEANS_NOTHING && day == DAY_NONE))
    scan->out->unread = TRUE;
  if (meaning == MEANS_NOTHING || meaning == MEANS_UNREAD || day == DAY_NONE)
    return;
  scan->year = date->year; /* 2026年3月底前制定方案，6月底前完成 */
  if (found->sure > sure || (found->sure == sure && found->last >= day))
    return;
  *found = (Found){.from = from, .to = to, .last = day, .sure = sure};
}

/* A year by itself: 2026年内 and 2026年度 span it, 2022年版 only names it. FALSE for a date. */
static gboolean note_bare_year(PhraseScan *scan, const DeadlineDate *date, const char *from,
                               const char **to) {
  static const char *const whole[] = {"内", "以内", "之内", "全年", "度内", NULL};
  static const char *const no_name[] = {"年", "前", "之前", "以前", NULL};
  const char *p = *to, *q = *to;
  if (date->form != DEADLINE_YEAR || date->end ||
      (phrase_begins_clause(scan, from) && phrase_ends_clause(p)))
    return FALSE;
  if (scan_any(&p, whole) ||
      (scan_word(&q, "度") && phrase_begins_clause(scan, from) && phrase_ends_clause(q))) {
    *to = MAX(p, q);
    note_year(scan, from, *to, date->year, date->year);
  } else if (scan_is_numeral(g_utf8_get_char(from)) && !scan_is_numeral(g_utf8_get_char(p)) &&
             !phrase_at(p, no_name)) { /* not 本年…, 2026年3 or 2026年前 */
    (void)scan_word(to, "版");
    note_window(scan, from, *to, DAY_NONE, DAY_NONE);
  }
  return TRUE;
}

static void note_span(PhraseScan *scan, const DeadlineDate *first, const DeadlineDate *last,
                      const char *from, const char *to) {
  gboolean mention =
      first->form == DEADLINE_YEAR && !(phrase_begins_clause(scan, from) && phrase_ends_clause(to));
  Day begin = first_day(first), end = deadline_day(last);
  if (mention || begin == DAY_NONE || end == DAY_NONE)
    begin = end = DAY_NONE;
  note_window(scan, from, to, begin, end);
}

gboolean phrase_read_date(PhraseScan *scan, const char **text) {
  static const char *const other_year[] = {"上", "去", "前", "次", "明", "翌",
                                           "后", "半", "学", "每", "历", NULL};
  const char *p = *text, *from = p;
  DeadlineDate date, last;
  if (!phrase_may_begin(scan, p) ||
      (g_str_has_prefix(p, "年") && phrase_is_behind(scan, p, other_year)))
    return FALSE;
  if (deadline_scan(&p, scan->year, &date)) {
    if (read_span(&p, &date, &last)) {
      if (!goes_to_rule(scan, &last, from, p, TRUE))
        note_span(scan, &date, &last, from, p);
    } else if (!goes_to_rule(scan, &date, from, p, date.before || date.end) &&
               !note_bare_year(scan, &date, from, &p)) {
      note_date(scan, &date, from, p);
    }
  } else if (!read_short_span(scan, &p, &date, &last)) {
    return FALSE;
  } else if (!goes_to_rule(scan, &last, from, p, TRUE)) {
    note_span(scan, &date, &last, from, p);
  }
  *text = p;
  return TRUE;
}
