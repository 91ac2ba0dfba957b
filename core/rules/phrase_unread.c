#include "core/rules/phrase_rule.h"
#include "core/rules/phrase_scan.h"
#include "core/rules/scan.h"
#include "core/rules/text.h"

#include <string.h>

static const char *const FRONTS[] = {"前", "之前", "以前", NULL};
static const char *const LIST[] = {"、", "和", "及", "或", "与", NULL};

/* A run of numerals of any kind, as long as it goes. */
static gboolean skip_number(const char **text) {
  const char *p = *text, *next = p;
  while (scan_is_numeral(text_next(&next)))
    p = next;
  gboolean found = p != *text;
  *text = p;
  return found;
}

/* 10, 20; 1至5. */
static gboolean skip_numbers(const char **text) {
  if (!skip_number(text))
    return FALSE;
  const char *p = *text;
  for (int i = 0;
       i < PHRASE_REACH && (scan_any(&p, LIST) || scan_any(&p, PHRASE_JOINS)) && skip_number(&p);
       i++)
    *text = p;
  return TRUE;
}

/* Days, weeks, working days behind a number. */
static gboolean at_unit(const char *text) {
  static const char *const units[] = {"日",   "号",   "天", "月", "周", "星期",
                                      "礼拜", "季度", "旬", "点", "时", NULL};
  return phrase_at(text,
                   (const char *const[]){"工作日", "个工作日", "个月", "个星期", "个季度", "个周",
                                         "个礼拜", "个半月", "小时", "个小时", NULL}) ||
         phrase_at(text, units);
}

/* 一至, 一、: one of several weekdays. */
static gboolean is_many_weekdays(const char *text) {
  static const char *const weeks[] = {"周", "星期", "礼拜", NULL};
  static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天", NULL};
  (void)scan_any(&text, weeks);
  return scan_any(&text, days) && (phrase_at(text, LIST) || phrase_at(text, PHRASE_JOINS));
}

gboolean phrase_is_unread_due(const char *text, Every every) {
  static const char *const links[] = {"的", "于", "在", NULL};
  static const char *const places[] = {"最后", "倒数",   "首个", "首周", "首日",   "首月", "末周",
                                       "末月", "末",     "底",   "上旬", "中旬",   "下旬", "旬",
                                       "月初", "月中",   "月末", "月底", "季初",   "年初", "年中",
                                       "次月", "下个月", "下月", "翌月", "次季",   "下季", "次年",
                                       "翌年", "下一",   "结束", "终了", "上半月", "半月", NULL};
  static const char *const starts[] = {"初步", "初审", "初次", "初级", "初稿", "初选", NULL};
  static const char *const sides[] = {"前", "后", "头", "第", NULL};
  (void)scan_any(&text, links);
  if (phrase_at(text, places) || (every == EVERY_WEEK && is_many_weekdays(text)))
    return TRUE;
  if (phrase_at(text, (const char *const[]){"初", NULL}))
    return !phrase_at(text, starts);
  (void)scan_any(&text, sides);
  return skip_numbers(&text) && at_unit(text);
}

/* ---- anywhere --------------------------------------------------------------------------- */

/* 每旬, 每日, 每隔一周, 每13个月. */
static gboolean at_other_period(const char *text) {
  static const char *const words[] = {"旬", "日", "天", "隔", "逢", "小时", NULL};
  if (!scan_word(&text, "每"))
    return FALSE;
  if (phrase_at(text, words))
    return !phrase_at(text, (const char *const[]){"日常", NULL});
  return skip_number(&text) &&
         (at_unit(text) || phrase_at(text, (const char *const[]){"年", NULL}));
}

/* 明天, 下周三, 月底, 春节前. */
static gboolean at_other_day(const char *text) {
  static const char *const days[] = {"明天", "后天",   "下周",   "本周", "下星期", "本星期",
                                     "下月", "下个月", "本月",   "月底", "月末",   "年底",
                                     "年末", "季末",   "季度末", "隔周", "隔月",   "逐月",
                                     "逐旬", "按旬",   "旬报",   NULL};
  static const char *const feasts[] = {"春节",   "元旦", "国庆节", "国庆", "中秋节", "中秋",
                                       "端午节", "端午", "清明节", "清明", "劳动节", "五一",
                                       "十一",   "两会", "今日",   "今天", "当日",   "当天",
                                       "次日",   "下班", NULL};
  return phrase_at(text, days) || (scan_any(&text, feasts) && phrase_at(text, FRONTS));
}

/* 15日前, 400个工作日内, 5点前; 一二月 and 15日 where the clause ends. */
static gboolean at_other_date(const char *text) {
  static const char *const units[] = {"个工作日", "工作日", "个小时", "小时", "分钟",
                                      "季度",     "月份",   "日",     "号",   "天",
                                      "月",       "周",     "点",     "时",   NULL};
  static const char *const ends[] = {"前", "之前", "以前", "内",   "以内", "之内", "底",
                                     "末", "初",   "上旬", "中旬", "下旬", NULL};
  if (!skip_number(&text))
    return FALSE;
  const char *unit = text;
  if (!scan_any(&text, units))
    return FALSE;
  return phrase_at(text, ends) ||
         (phrase_at(unit, (const char *const[]){"月", "日", NULL}) && phrase_ends_clause(text));
}

/* 2026.10 and nothing more: the month, or the year's tenth something. */
static gboolean is_short_date(const PhraseScan *scan, const char *text) {
  static const char *const signs[] = {".", "-", "/", NULL};
  const char *from = text;
  return phrase_begins_clause(scan, text) && skip_number(&text) && text - from == 4 &&
         scan_any(&text, signs) && skip_number(&text) && phrase_ends_clause(text);
}

/* Stands for the due day of a rule that has none: 次月第3个工作日; 15日前 of a quarter. */
static gboolean at_due_of_rule(const char *text) {
  static const char *const months[] = {"次月", "翌月", "下月", "下个月", NULL};
  static const char *const days[] = {"日", "号", NULL};
  const char *p = text;
  if (scan_any(&p, months))
    return phrase_is_unread_due(p, EVERY_MONTH);
  return skip_number(&text) && scan_any(&text, days) && phrase_at(text, FRONTS);
}

void phrase_note_unread(PhraseScan *scan, const char *text) {
  if (phrase_is_behind_number(scan, text)) /* the middle of 12日前, or 1次月度报送 */
    return;
  if (at_other_period(text) || at_other_day(text) || at_other_date(text) ||
      is_short_date(scan, text))
    scan->out->unread = TRUE;
  if (scan->open == &scan->out->rule && scan->open->rule.due_day == 0 && at_due_of_rule(text))
    scan->open->unread = TRUE;
}

/* ---- what may be meant ------------------------------------------------------------------ */

static const char LIKE_DIGITS[] = "0123456789OolI";

/* Whether the letter at the beginning of a text is its bullet or its number: o 2026年, I．6月底前.
 * Blanks between them are gone, and signs are ASCII. */
static gboolean is_ordinal(const char *text) {
  static const char *const marks[] = {"年", "-", "/", ".", NULL};
  static const char *const ends[] = {".", "、", NULL};
  const char *rest = text + 1;
  return strspn(text, LIKE_DIGITS) > 0 && !g_ascii_isdigit(*text) &&
         (phrase_at(rest, ends) || (strspn(rest, "0123456789") == 4 &&
                                    strspn(rest, LIKE_DIGITS) == 4 && phrase_at(rest + 4, marks)));
}

char *phrase_mend_digits(const char *text) {
  g_autofree char *mended = g_strdup(text);
  gboolean any = FALSE;
  for (char *p = mended + is_ordinal(text); *p != '\0';) {
    gsize length = strspn(p, LIKE_DIGITS);
    gboolean word = (p > mended && g_ascii_isalpha(p[-1])) || g_ascii_isalpha(p[length]);
    for (gsize i = 0; i < length && !word; i++) {
      any = any || !g_ascii_isdigit(p[i]);
      p[i] = p[i] == 'O' || p[i] == 'o' ? '0' : p[i] == 'l' || p[i] == 'I' ? '1' : p[i];
    }
    p += MAX(length, 1);
  }
  return any ? g_steal_pointer(&mended) : NULL;
}

gboolean phrase_is_undated(const char *text) {
  static const char *const words[] = {"及时",     "定期",     "适时", "按时", "长期", "持续",
                                      "尽快",     "第一时间", "及早", "动态", "常态", "同步",
                                      "尽早",     "立即",     "即时", "随时", "经常", "日常",
                                      "规定时间", "时间节点", "待定", "未定", "不限", NULL};
  static const char *const nothing[] = {"无", "暂无", NULL};
  gboolean said = g_strv_contains(nothing, text), blank = TRUE;
  for (const char *p = text; *p != '\0';) {
    said = said || phrase_at(p, words);
    gunichar c = text_next(&p);
    blank = blank && !g_unichar_isalnum(c);
    if (g_unichar_isdigit(c))
      return FALSE;
  }
  return said || blank;
}
