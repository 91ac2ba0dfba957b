#include <string.h>

#include "core/exchange/calendar_notice_private.h"
#include "core/exchange/notice_text.h"

/* The four digits that end right before at, or 0. */
static int year_before(const NoticeText *text, const char *at) {
  int year;
  if (at - text->text < 4)
    return 0;
  const char *p = at - 4;
  if (p > text->text && g_ascii_isdigit(p[-1]))
    return 0;
  return notice_take_number(&p, 4, &year) && p == at ? year : 0;
}

/* What the text says of the year it arranges. */
typedef struct {
  int first;       /* 0 where it says nothing */
  int other;       /* a second one; 0 where all agree */
  gboolean wanted; /* the one asked for is among them */
} Years;

static void years_add(Years *years, int year, int wanted) {
  if (year == 0)
    return;
  years->wanted = years->wanted || year == wanted;
  if (years->first == 0)
    years->first = year;
  else if (year != years->first)
    years->other = year;
}

/* 关于2027年部分节假日安排, 现将2027年元旦…; where there is none, 元旦：2027年1月1日 or
 * 至2027年1月. */
static Years find_years(const NoticeText *text, int wanted) {
  static const char *const titles[] = {"部分节假日", "节假日", "法定", "放假",
                                       "元旦",       "春节",   "全年", NULL};
  Years titled = {0}, dated = {0};
  for (const char *at = text->text; (at = strstr(at, "年")) != NULL;) {
    int year = year_before(text, at);
    const char *year_at = at - 4;
    at += strlen("年");
    const char *p = at;
    int month;
    if (year == 0)
      continue;
    if (notice_take_any(&p, titles))
      years_add(&titled, year, wanted);
    else if (notice_take_number(&p, 2, &month) && month == 1 && g_str_has_prefix(p, "月") &&
             (notice_text_follows(text, year_at, "元旦:") ||
              notice_text_follows(text, year_at, "至")))
      years_add(&dated, year, wanted);
  }
  return titled.first != 0 ? titled : dated;
}

gboolean notice_text_year(const NoticeText *text, int wanted, int *year, GError **error) {
  Years years = find_years(text, wanted);
  g_autofree char *fault = NULL;
  *year = wanted != 0 ? wanted : years.first;
  if (*year == 0)
    fault = g_strdup("没有写明是哪一年的安排；请另外指明年份");
  else if (wanted == 0 && years.other != 0)
    fault = g_strdup_printf("写到了%d年和%d年的安排；请另外指明年份", years.first, years.other);
  else if (years.first != 0 && !years.wanted)
    calendar_notice_is_for(years.first, *year, &fault);
  if (fault == NULL)
    return TRUE;
  g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, fault);
  return FALSE;
}

/* A 文号 stands after 通知 or after what is no Chinese character, for in dense text it may join the
 * title; its own stem has at most 12. */
#define DOCUMENT_FORM                                                                              \
  "(?:(?<=通知)|(?<!\\p{Han}))(?!\\p{Han}*通知)(\\p{Han}{2,12})[〔\\[(](\\d{4})[〕\\])](\\d{1,4})号"

char *notice_text_document(const NoticeText *text) {
  g_autoptr(GRegex) form = g_regex_new(DOCUMENT_FORM, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(form, text->text, 0, &match))
    return NULL;
  return g_match_info_expand_references(match, "\\1〔\\2〕\\3号", NULL);
}
