#include "core/rules/phrase_rule.h"

#include "core/rules/deadline.h"
#include "core/rules/scan.h"

static const char *const BEFORE[] = {"前", "之前", "以前", "内", "之内", "以内", NULL};
static const char *const WITHIN[] = {"内", "之内", "以内", NULL};
static const char *const END[] = {"底", "末", NULL};
static const char *const DAY[] = {"日", "号", NULL};
static const char *const RANGE[] = {"至", "到", "-", "—", "–", "~", NULL};

gboolean phrase_at(const char *text, const char *const *words) {
  return scan_any(&text, words);
}

/* ---- period ----------------------------------------------------------------------------- */

static const struct {
  const char *word;
  Every every;
} UNITS[] = {
    {"半年", EVERY_HALF},       {"半个月", EVERY_FORTNIGHT}, {"半月", EVERY_FORTNIGHT},
    {"工作日", EVERY_WORKDAYS}, {"季度", EVERY_QUARTER},     {"季", EVERY_QUARTER},
    {"星期", EVERY_WEEK},       {"礼拜", EVERY_WEEK},        {"周", EVERY_WEEK},
    {"月", EVERY_MONTH},        {"年", EVERY_YEAR},
};

/* Words that begin as a unit does. */
static const char *const NO_UNIT[] = {"周期", "周年", "周边", "季节", "年级", "年龄", "年限", NULL};

gboolean phrase_scan_length(const char **text, Every *every, int *step) {
  const char *p = *text;
  int count = 1;
  gboolean counted = scan_count(&p, &count);
  (void)scan_word(&p, "个");
  if (count < 1 || count > RECURRENCE_STEP_MAX || phrase_at(p, NO_UNIT))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++) {
    if (!scan_word(&p, UNITS[i].word))
      continue;
    if (counted && g_str_has_prefix(UNITS[i].word, "半"))
      return FALSE; /* 两个半月: two and a half */
    *every = UNITS[i].every;
    *step = count;
    *text = p;
    return TRUE;
  }
  return FALSE;
}

/* What follows a period that is not asked for: a question, a limit, points. */
static gboolean is_asked(const char *text) {
  static const char *const no[] = {"是否", "最多", "最高", "至多", "不超过", "不得超过", NULL};
  int points;
  return !phrase_at(text, no) && !(scan_word(&text, "得") && scan_number(&text, &points));
}

/* 按月, but not 按年度计划 or 按2个月. */
static gboolean take_by(const char **text, Recurrence *rule) {
  static const char *const no[] = {"计划", "度计划", "工作计划", "度工作计划",
                                   "任务", "要求",   NULL};
  int count;
  const char *p = *text;
  return scan_word(text, "按") && (p = *text, !scan_count(&p, &count)) &&
         phrase_scan_length(text, &rule->every, &rule->step) && !phrase_at(*text, no);
}

/* 一周一(调度), 一月一(通报), but not 一月一日 or 一季度一次性. */
static gboolean take_one_each(const char **text, Recurrence *rule) {
  static const char *const no[] = {"日", "号", "月", "年", "个", "周", "季", "级", "次性", NULL};
  return g_str_has_prefix(*text, "一") && phrase_scan_length(text, &rule->every, &rule->step) &&
         rule->step == 1 && scan_word(text, "一") && **text != '\0' && !phrase_at(*text, no);
}

gboolean phrase_scan_period(const char **text, Recurrence *rule) {
  static const char *const more[] = {"度", "份", NULL};
  Recurrence read = {.step = 1, .quota = 1};
  const char *p = *text, *by = p, *one = p;
  if (scan_word(&p, "每") && phrase_scan_length(&p, &read.every, &read.step))
    (void)scan_any(&p, more);
  else if (take_by(&by, &read))
    p = by;
  else if (take_one_each(&one, &read))
    p = one;
  else
    return FALSE;
  if (read.every == EVERY_WEEK && read.step == 2) {
    read.every = EVERY_FORTNIGHT;
    read.step = 1;
  }
  read.basis = read.every == EVERY_WORKDAYS ? BASIS_ANCHOR : BASIS_CALENDAR;
  if (!is_asked(p) || recurrence_problem(&read) != NULL)
    return FALSE;
  *rule = read;
  *text = p;
  return TRUE;
}

/* ---- due day ---------------------------------------------------------------------------- */

/* TRUE and *rule set where it makes sense so. */
static gboolean set_due(Recurrence *rule, int day, int month) {
  Recurrence with = *rule;
  with.due_day = day;
  with.due_month = month;
  if (recurrence_problem(&with) != NULL)
    return FALSE;
  *rule = with;
  return TRUE;
}

/* A day that no year has is none; 2000 has a 29 February. */
gboolean phrase_set_yearly_due(Recurrence *rule, int month, int day, gboolean next) {
  gboolean exists =
      day == 0 ? month >= 1 && month <= 12 : day_from_ymd(2000, month, day) != DAY_NONE;
  return exists && set_due(rule, day == 0 ? 31 : day, next ? month : month - 12);
}

/* TRUE where more days follow, of which a rule can hold only one: 5日、20日前. */
static gboolean goes_on(const char *text) {
  static const char *const joins[] = {"、", "和", "及", "或", NULL};
  int number;
  return (scan_any(&text, joins) || scan_any(&text, RANGE)) && scan_number(&text, &number);
}

/* 周五前, 五前, 日; but not 一次 or 一调度, where 一 counts. */
static gboolean due_in_week(const char **text, gboolean direct, Recurrence *rule) {
  static const char *const weeks[] = {"周", "星期", "礼拜", NULL};
  static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", NULL};
  static const char *const done[] = {"上午", "下午", "上报", "报送", "提交", "更新",
                                     "召开", "例会", "公布", "发布", "反馈", NULL};
  static const char *const counts[] = {"次", "个", "条", "篇", "份",  "期",   "例",  "件",
                                       "场", "批", "项", "起", "更",  "至",   "到",  "、",
                                       "和", "-",  "—",  "~",  "报,", "报。", "报;", NULL};
  const char *p = *text;
  (void)scan_word(&p, "的");
  gboolean named = scan_any(&p, weeks);
  int day = 0;
  for (int i = 0; days[i] != NULL && day == 0; i++)
    day = scan_word(&p, days[i]) ? i + 1 : 0;
  if (day == 0 && scan_word(&p, "天"))
    day = 7;
  if (day == 0 && direct && !named && scan_any(&p, END)) {
    *text = p; /* 每周末: the week's last day, which it is anyway */
    return TRUE;
  }
  if (day == 0 || phrase_at(p, counts))
    return FALSE;
  gboolean sure = scan_any(&p, BEFORE);
  if (!sure && !(direct && (named || day > 3 || *p == '\0' || phrase_at(p, done))))
    return FALSE;
  if (!set_due(rule, day, 0))
    return FALSE;
  *text = p;
  return TRUE;
}

/* 11月底前, 12月10日, 次年1月底前; 底 and 年底 are the year's own end. */
static gboolean due_in_year(const char **text, gboolean direct, Recurrence *rule) {
  static const char *const next_years[] = {"次年", "翌年", "下一年", "第二年", NULL};
  DeadlineDate date;
  const char *p = *text;
  (void)scan_word(&p, "的");
  gboolean next = scan_any(&p, next_years);
  if (direct && !next && scan_any(&p, END)) {
    (void)scan_any(&p, BEFORE);
    *text = p;
    return TRUE;
  }
  if (!deadline_scan(&p, 2000, &date) || date.dated || (date.form == DEADLINE_YEAR && next))
    return FALSE;
  gboolean within = scan_any(&p, WITHIN);
  if (phrase_at(p, BEFORE))
    return FALSE; /* 12月前 */
  if (goes_on(p) || (!direct && !next && !date.before && !date.end && !within))
    return FALSE;
  if (date.form != DEADLINE_YEAR && !phrase_set_yearly_due(rule, date.month, date.day, next))
    return FALSE;
  *text = p;
  return TRUE;
}

/* The month of a period in which the due day lies, as months after its last one. */
static gboolean take_place(const char **text, int months, int *place) {
  static const char *const firsts[] = {"首月", "首个月", "第一个月", "第1个月", NULL};
  static const char *const seconds[] = {"第二个月", "第2个月", "中间月", NULL};
  static const char *const thirds[] = {"第三个月", "第3个月", NULL};
  static const char *const lasts[] = {"末月", "最后一个月", "最后1个月", NULL};
  static const char *const owns[] = {"当月", "该月", "本月", "每月", NULL};
  static const char *const nexts[] = {"次月",
                                      "下月",
                                      "下个月",
                                      "翌月",
                                      "下季度首月",
                                      "下一季度首月",
                                      "次季度首月",
                                      "下季首月",
                                      "下个季度首月",
                                      "下季度第一个月",
                                      "下一季度第一个月",
                                      "下半年首月",
                                      "下一个季度首月",
                                      NULL};
  const char *p = *text;
  if (scan_any(&p, firsts))
    *place = 1 - months;
  else if (months >= 2 && scan_any(&p, seconds))
    *place = 2 - months;
  else if (months >= 3 && scan_any(&p, thirds))
    *place = 3 - months;
  else if (scan_any(&p, lasts) || (months == 1 && scan_any(&p, owns)))
    *place = 0;
  else if (scan_any(&p, nexts))
    *place = 1;
  else
    return FALSE;
  *text = p;
  return TRUE;
}

/* 15日, 1日至5日 (the last), 中旬 (its last). */
static gboolean take_day(const char **text, int *day) {
  static const char *const thirds[] = {"上旬", "中旬", "下旬"};
  for (int i = 0; i < 3; i++) {
    if (scan_word(text, thirds[i])) {
      *day = i < 2 ? (i + 1) * 10 : 31;
      return TRUE;
    }
  }
  const char *p = *text;
  if (!scan_number(&p, day))
    return FALSE;
  const char *range = p;
  (void)scan_any(&range, DAY);
  int last;
  if (scan_any(&range, RANGE) && scan_number(&range, &last) && scan_any(&range, DAY)) {
    *day = last;
    p = range;
  } else if (!scan_any(&p, DAY)) {
    return FALSE;
  }
  *text = p;
  return *day >= 1 && *day <= 31;
}

/* 15日前, 月初(10号前), 次月8日前, 末月20日前, 底前, 结束后10日内. */
static gboolean due_in_months(const char **text, gboolean direct, int months, Recurrence *rule) {
  static const char *const links[] = {"的", "于", "在", NULL};
  static const char *const afters[] = {"结束后的", "结束后", "终了后", "结束", "终了", "后", NULL};
  const char *p = *text;
  int place = 0, day = 0;
  if (direct)
    (void)scan_any(&p, links);
  gboolean after = direct && scan_any(&p, afters);
  gboolean placed = take_place(&p, months, &place);
  if (direct && !placed && phrase_at(p, (const char *const[]){"月底", "月末", "月初", NULL}))
    (void)scan_word(&p, "月"); /* 每月月底 */
  if ((direct || placed) && !after && scan_any(&p, END)) {
    const char *rest = p;
    if (scan_number(&rest, &day) || (place != 0 && !set_due(rule, 31, place)))
      return FALSE; /* 季度末15日前: in the last month, or after it? */
    (void)scan_any(&p, BEFORE);
    *text = p;
    return TRUE;
  }
  gboolean closed = direct && scan_word(&p, "初") && scan_word(&p, "(");
  if (!take_day(&p, &day))
    return FALSE;
  gboolean before = scan_any(&p, BEFORE);
  if (after && !placed) {
    placed = before;
    place = 1;
  }
  if (!placed && (months != 1 || after || !(direct || before)))
    return FALSE;
  if (goes_on(p) || !set_due(rule, day, place))
    return FALSE;
  if (closed)
    (void)scan_word(&p, ")");
  *text = p;
  return TRUE;
}

gboolean phrase_scan_due(const char **text, gboolean direct, Recurrence *rule) {
  static const int months[EVERY_COUNT] = {[EVERY_MONTH] = 1, [EVERY_QUARTER] = 3, [EVERY_HALF] = 6};
  if (rule->every == EVERY_WEEK)
    return due_in_week(text, direct, rule);
  if (rule->every == EVERY_YEAR)
    return due_in_year(text, direct, rule);
  return months[rule->every] > 0 &&
         due_in_months(text, direct, months[rule->every] * rule->step, rule);
}

/* ---- amount ----------------------------------------------------------------------------- */

gboolean phrase_scan_amount(const char **text, PhraseAmount *amount) {
  static const char *const handed[] = {"次", "条", "篇", "份", "例", "件", "场", "批", "期", NULL};
  static const char *const others[] = {"个", "项", "起", NULL};
  static const char *const no_count[] = {"工作日", "月", "季", "星期", "周",   "年",   "半",
                                         "小时",   "县", "市", "区",   "省",   "单位", "部门",
                                         "处",     "科", "局", "领域", "方面", NULL};
  static const char *const cases[] = {"案例", "典型", "信息", "稿件", NULL};
  static const char *const thousands[] = {"千", "万", NULL};
  static const char *const above[] = {"以上", "及以上", "或以上", NULL};
  const char *p = *text;
  int count, upper;
  if (!scan_count(&p, &count))
    return FALSE;
  if (scan_any(&p, thousands) || count > RECURRENCE_QUOTA_MAX)
    count = 0;
  const char *range = p;
  if (scan_any(&range, RANGE) && scan_count(&range, &upper))
    p = range;
  gboolean sure = scan_any(&p, handed) && !g_str_has_prefix(p, "工程"); /* 二期工程 */
  if (!sure && (!scan_any(&p, others) || phrase_at(p, no_count)))
    return FALSE;
  sure = sure || phrase_at(p, cases);
  sure = scan_any(&p, above) || sure;
  *amount = (PhraseAmount){.count = count, .sure = sure};
  *text = p;
  return TRUE;
}
