/* notice_text.h: the words of a holiday notice, one by one, for the readers of its sentences
 * (calendar_notice_text.c) and of its title (notice_title.c), who alone include it.
 *
 * Positions are pointers into NoticeText.text. A notice_take_…() moves *at past what it takes and
 * is TRUE, or leaves *at where it is.
 */
#pragma once

#include <glib.h>

typedef struct {
  char *text; /* clean, half width, without white space but between two digits or Latin letters */
  GArray *lines; /* gsize: where each line of the original begins in text, ascending */
} NoticeText;

/* Reads length bytes: UTF-8, or else GB18030. NULL and error (DOCUMENT_ERROR_SYNTAX) where it is
 * neither. */
NoticeText *notice_text_new(const char *bytes, gsize length, GError **error);

/* text may be NULL. */
void notice_text_free(NoticeText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NoticeText, notice_text_free)

/* The year that the text says it arranges (关于2027年部分节假日安排). wanted is the year asked for,
 * or 0. FALSE and error (DOCUMENT_ERROR_VALUE) where it says only another than wanted, or, where
 * wanted is 0, none or several. */
gboolean notice_text_year(const NoticeText *text, int wanted, int *year, GError **error);

/* The first 文号 (国办发明电〔2026〕7号), or NULL. The caller frees. */
char *notice_text_document(const NoticeText *text);

/* The line of the original in which the character at lies, from 1. */
int notice_text_line(const NoticeText *text, const char *at);

/* TRUE where the character at is the first of its line; TRUE at the end of the text. */
gboolean notice_text_begins_line(const NoticeText *text, const char *at);

/* The character before at (after the text's start). */
const char *notice_text_before(const NoticeText *text, const char *at);

/* TRUE where word ends right before at. */
gboolean notice_text_follows(const NoticeText *text, const char *at, const char *word);

/* TRUE where one of words (NULL at the end) stands between from and to. */
gboolean notice_text_holds(const char *from, const char *to, const char *const *words);

gboolean notice_take(const char **at, const char *word);
gboolean notice_take_any(const char **at, const char *const *words);

/* A whole run of at most digits digits. */
gboolean notice_take_number(const char **at, int digits, int *value);

/* 3天, 三天, 共3天, 共计3天, also with a comma before it or in brackets. */
gboolean notice_take_count(const char **at, int *days);

/* A date as it is printed: 2027年1月1日, 1月1日, 3日, and 1月1 where 至 or 、 and a digit follow.
 */
typedef struct {
  int year;     /* 0 where not printed */
  int month;    /* 0 where not printed */
  int day;      /* may be none of the month's */
  int weekday;  /* 1 to 7; 0 where not printed */
  gboolean end; /* the end of a span that begins with the date before */
} NoticeDate;

gboolean notice_take_date(const char **at, NoticeDate *date);

/* A sign between the ends of a span (至, -, ~ …), or between the parts of a list. */
gboolean notice_take_to(const char **at);
gboolean notice_take_and(const char **at);

/* What stands beside a date: （农历正月初七、周一）, 星期一. weekdays gets those that it names,
 * *count of them, at most 7. Brackets that say 放假, 上班 or 共3天 are no note. */
gboolean notice_take_note(const char **at, int weekdays[7], int *count);

/* The words that arrange a day; NULL at the end. */
extern const char *const NOTICE_VERBS[];

/* The holidays that a heading or the words before a date name, as data/calendars writes them: 元旦,
 * 国庆节、中秋节. NULL where they name none, or are too long to be a name. The caller frees. */
char *notice_names(const char *from, const char *to);
