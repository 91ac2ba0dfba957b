#include "core/exchange/notice_text.h"

#include <string.h>

#include "core/config/document.h"
#include "core/rules/text.h"

/* Bytes of the longest note beside a date, and of the longest words before one that are its name.
 */
#define NOTE_BYTES_MAX 90
#define NAME_BYTES_MAX 60

const char *const NOTICE_VERBS[] = {"放假", "上班", "补休", "补班",   "调休",
                                    "休假", "连休", "休息", "工作日", NULL};

static const char *const OPENING[] = {"(", "[", "〔", "【", NULL};
static const char *const CLOSING[] = {")", "]", "〕", "】", NULL};

/* ---- the text ---- */

static gboolean is_latin(char c) {
  return g_ascii_isalnum(c);
}

/* Takes white space out of text and notes where lines begin. */
static NoticeText *make_dense(const char *text) {
  NoticeText *dense = g_new0(NoticeText, 1);
  dense->lines = g_array_new(FALSE, FALSE, sizeof(gsize));
  GString *out = g_string_new(NULL);
  gboolean blank = FALSE;
  g_array_append_val(dense->lines, out->len);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    if (*at == '\n')
      g_array_append_val(dense->lines, out->len);
    if (g_unichar_isspace(g_utf8_get_char(at))) {
      blank = TRUE;
      continue;
    }
    /* "2025" that ends a line and "10月1日" that begins the next are two numbers. */
    if (blank && out->len > 0 && is_latin(out->str[out->len - 1]) && is_latin(*at)) {
      gsize *line = &g_array_index(dense->lines, gsize, dense->lines->len - 1);
      if (*line == out->len)
        ++*line;
      g_string_append_c(out, ' ');
    }
    g_string_append_len(out, at, g_utf8_next_char(at) - at);
    blank = FALSE;
  }
  dense->text = g_string_free(out, FALSE);
  return dense;
}

static gboolean fail_bytes(GError **error, const char *message) {
  g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_SYNTAX, message);
  return FALSE;
}

static gboolean to_utf8(const char *bytes, gsize length, char **utf8, GError **error) {
  if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
    return fail_bytes(error, "是 UTF-16 编码，请另存为 UTF-8");
  if (length > 0 && memchr(bytes, '\0', length) != NULL)
    return fail_bytes(error, "不是文字；如果是 Word 或 PDF 文件，请打开后另存为纯文本");
  if (g_utf8_validate(bytes, (gssize)length, NULL))
    *utf8 = g_strndup(bytes, length);
  else
    *utf8 = g_convert(bytes, (gssize)length, "UTF-8", "GB18030", NULL, NULL, NULL);
  return *utf8 != NULL || fail_bytes(error, "不是 UTF-8 或 GB18030 编码的文字，请另存为 UTF-8");
}

NoticeText *notice_text_new(const char *bytes, gsize length, GError **error) {
  g_autofree char *utf8 = NULL;
  if (!to_utf8(bytes, length, &utf8, error))
    return NULL;
  g_autofree char *clean = text_clean(utf8, TRUE);
  /* Full width to half, and the look-alikes of 日 and 月 that a copy from PDF may hold. */
  g_autofree char *half = g_utf8_normalize(clean, -1, G_NORMALIZE_NFKC);
  return make_dense(half);
}

void notice_text_free(NoticeText *text) {
  if (text == NULL)
    return;
  g_free(text->text);
  g_array_unref(text->lines);
  g_free(text);
}

int notice_text_line(const NoticeText *text, const char *at) {
  gsize place = (gsize)(at - text->text);
  guint low = 0, high = text->lines->len; /* the first line that begins behind place */
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(text->lines, gsize, middle) <= place)
      low = middle + 1;
    else
      high = middle;
  }
  return (int)low;
}

gboolean notice_text_begins_line(const NoticeText *text, const char *at) {
  int line = notice_text_line(text, at);
  return *at == '\0' ||
         g_array_index(text->lines, gsize, (guint)line - 1) == (gsize)(at - text->text);
}

const char *notice_text_before(const NoticeText *text, const char *at) {
  const char *before = g_utf8_find_prev_char(text->text, at);
  return before != NULL ? before : text->text;
}

gboolean notice_text_follows(const NoticeText *text, const char *at, const char *word) {
  gsize length = strlen(word);
  return (gsize)(at - text->text) >= length && memcmp(at - length, word, length) == 0;
}

gboolean notice_text_holds(const char *from, const char *to, const char *const *words) {
  for (; *words != NULL; words++) {
    const char *found = g_strstr_len(from, to - from, *words);
    if (found != NULL)
      return TRUE;
  }
  return FALSE;
}

/* ---- words ---- */

gboolean notice_take(const char **at, const char *word) {
  if (!g_str_has_prefix(*at, word))
    return FALSE;
  *at += strlen(word);
  return TRUE;
}

gboolean notice_take_any(const char **at, const char *const *words) {
  for (; *words != NULL; words++) {
    if (notice_take(at, *words))
      return TRUE;
  }
  return FALSE;
}

gboolean notice_take_number(const char **at, int digits, int *value) {
  const char *p = *at;
  int number = 0;
  for (; g_ascii_isdigit(*p) && p - *at < digits; p++)
    number = number * 10 + (*p - '0');
  if (p == *at || g_ascii_isdigit(*p))
    return FALSE;
  *value = number;
  *at = p;
  return TRUE;
}

static gboolean take_chinese_digit(const char **at, int *value) {
  static const char *const digits[] = {"一", "二", "三", "四", "五", "六",
                                       "七", "八", "九", "十", "两", NULL};
  for (int i = 0; digits[i] != NULL; i++) {
    if (notice_take(at, digits[i])) {
      *value = i < 10 ? i + 1 : 2;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean notice_take_count(const char **at, int *days) {
  static const char *const before[] = {"共计", "合计", "总计", "共", "连休", NULL};
  const char *p = *at;
  int count;
  gboolean bracket = notice_take(&p, "(");
  if (!bracket)
    notice_take(&p, ",");
  notice_take_any(&p, before);
  if ((!notice_take_number(&p, 3, &count) && !take_chinese_digit(&p, &count)) ||
      !notice_take(&p, "天") || (bracket && !notice_take(&p, ")")))
    return FALSE;
  *days = count;
  *at = p;
  return TRUE;
}

gboolean notice_take_to(const char **at) {
  static const char *const signs[] = {"至", "到", "——", "—", "–", "-", "~", NULL};
  return notice_take_any(at, signs);
}

gboolean notice_take_and(const char **at) {
  static const char *const signs[] = {"、", "和", "及", "与", ",", NULL};
  return notice_take_any(at, signs);
}

/* 日 or 号, or what lets it be left out: 10月1至7日, 2月14、28日. */
static gboolean take_day_end(const char **at, gboolean has_month) {
  static const char *const ends[] = {"日", "号", NULL};
  const char *p = *at;
  if (notice_take_any(at, ends))
    return TRUE;
  return has_month && (notice_take_to(&p) || notice_take(&p, "、")) && g_ascii_isdigit(*p);
}

gboolean notice_take_date(const char **at, NoticeDate *date) {
  const char *p = *at;
  NoticeDate read = {0};
  int number;
  if (!notice_take_number(&p, 4, &number))
    return FALSE;
  if (p - *at == 4 && notice_take(&p, "年")) {
    read.year = number;
    if (!notice_take_number(&p, 2, &number) || !g_str_has_prefix(p, "月"))
      return FALSE;
  }
  if (number > 99)
    return FALSE;
  if (notice_take(&p, "月")) {
    read.month = number;
    if (!notice_take_number(&p, 2, &number))
      return FALSE;
  }
  read.day = number;
  if (!take_day_end(&p, read.month != 0))
    return FALSE;
  *date = read;
  *at = p;
  return TRUE;
}

/* ---- notes ---- */

static gboolean take_weekday(const char **at, int *weekday) {
  static const char *const weeks[] = {"周", "星期", "礼拜", NULL};
  static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
  const char *p = *at;
  if (!notice_take_any(&p, weeks))
    return FALSE;
  for (int i = 0; i < (int)G_N_ELEMENTS(days); i++) {
    if (notice_take(&p, days[i])) {
      *weekday = MIN(i + 1, 7);
      *at = p;
      return TRUE;
    }
  }
  return FALSE;
}

/* The bracket that closes the one that opens at from, or NULL where it is not near. */
static const char *find_closing(const char *from) {
  for (const char *p = from; *p != '\0' && p - from <= NOTE_BYTES_MAX; p = g_utf8_next_char(p)) {
    const char *after = p;
    if (notice_take_any(&after, CLOSING))
      return p;
  }
  return NULL;
}

gboolean notice_take_note(const char **at, int weekdays[7], int *count) {
  *count = 0;
  if (take_weekday(at, &weekdays[0])) {
    *count = 1;
    return TRUE;
  }
  const char *p = *at;
  if (!notice_take_any(&p, OPENING))
    return FALSE;
  const char *end = find_closing(p);
  const char *whole = *at;
  int days;
  if (end == NULL || notice_text_holds(p, end, NOTICE_VERBS) || notice_take_count(&whole, &days))
    return FALSE;
  while (p < end) {
    if (*count < 7 && take_weekday(&p, &weekdays[*count]))
      ++*count;
    else
      p = g_utf8_next_char(p);
  }
  notice_take_any(&p, CLOSING);
  *at = p;
  return TRUE;
}

/* ---- names ---- */

static const struct {
  const char *word;
  const char *name;
} HOLIDAYS[] = {
    {"元旦", "元旦"},   {"春节", "春节"},   {"清明", "清明节"}, {"劳动节", "劳动节"},
    {"五一", "劳动节"}, {"端午", "端午节"}, {"中秋", "中秋节"}, {"国庆", "国庆节"},
};

/* The known holiday at p, or NULL. */
static const char *known_at(const char *p, const char *to) {
  for (gsize i = 0; i < G_N_ELEMENTS(HOLIDAYS); i++) {
    gsize length = strlen(HOLIDAYS[i].word);
    if ((gsize)(to - p) >= length && memcmp(p, HOLIDAYS[i].word, length) == 0)
      return HOLIDAYS[i].name;
  }
  return NULL;
}

/* Moves past 一、 or (一) or 1. */
static const char *skip_ordinal(const char *from, const char *to) {
  static const char *const ends[] = {"、", ".", ")", NULL};
  const char *p = from;
  int value;
  notice_take(&p, "(");
  while (p < to && (take_chinese_digit(&p, &value) || notice_take_number(&p, 2, &value)))
    ;
  return p > from && p < to && notice_take_any(&p, ends) && p < to ? p : from;
}

/* A holiday that is none of the seven: 三八妇女节, 抗战胜利纪念日. */
static char *other_name(const char *from, const char *to) {
  from = skip_ordinal(from, to);
  g_autofree char *name = g_strndup(from, (gsize)(to - from));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p)) {
    if (g_unichar_get_script(g_utf8_get_char(p)) != G_UNICODE_SCRIPT_HAN &&
        !g_str_has_prefix(p, "、"))
      return NULL;
  }
  /* 环节, 章节 and 季节 are none. */
  gboolean is_holiday = g_str_has_suffix(name, "纪念日") ||
                        (g_str_has_suffix(name, "节") && g_utf8_strlen(name, -1) > 2);
  if (!is_holiday)
    return NULL;
  return g_steal_pointer(&name);
}

char *notice_names(const char *from, const char *to) {
  if (to - from > NAME_BYTES_MAX)
    return NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const char *p = from; p < to; p = g_utf8_next_char(p)) {
    const char *name = known_at(p, to);
    if (name != NULL && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
      g_ptr_array_add(names, (gpointer)name);
  }
  if (names->len == 0)
    return other_name(from, to);
  g_ptr_array_add(names, NULL);
  return g_strjoinv("、", (char **)names->pdata);
}
