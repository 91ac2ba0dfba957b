#include "core/exchange/calendar_notice_file.h"

#include <string.h>

#include "core/config/document.h"
#include "core/exchange/calendar_file.h"
#include "tests/core/fixture.h"

/* ---- helpers ---- */

static CalendarNotice *read_text(const char *text, int year) {
  CalendarNotice *notice = NULL;
  GError *error = NULL;
  calendar_notice_read_text(text, strlen(text), year, &notice, &error);
  g_assert_no_error(error);
  g_assert_nonnull(notice);
  return notice;
}

/* The days of a notice, one each line: 2027-01-01 元旦, 2027-01-09 上班. The caller frees. */
static char *days_text(const CalendarNotice *notice) {
  GString *text = g_string_new(NULL);
  char iso[DAY_TEXT_SIZE];
  for (guint i = 0; i < notice->days->len; i++) {
    const NoticeDay *named = &g_array_index(notice->days, NoticeDay, i);
    g_string_append_printf(text, "%s %s\n", day_to_iso(named->day, iso),
                           named->name != NULL ? named->name : "上班");
  }
  return g_string_free(text, FALSE);
}

static void assert_days(const char *text, int year, const char *expected) {
  g_autoptr(CalendarNotice) notice = read_text(text, year);
  g_autofree char *days = days_text(notice);
  g_assert_cmpstr(days, ==, expected);
}

static char *notice_path(int year) {
  g_autofree char *name = g_strdup_printf("tests/data/notices/%d.txt", year);
  return source_path(name);
}

static char *notice_bytes(int year) {
  g_autofree char *path = notice_path(year);
  char *text;
  GError *error = NULL;
  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  return text;
}

static CalendarNotice *read_notice(int year) {
  g_autofree char *path = notice_path(year);
  CalendarNotice *notice = NULL;
  GError *error = NULL;
  calendar_notice_read(path, 0, &notice, &error);
  g_assert_no_error(error);
  g_assert_cmpint(notice->year, ==, year);
  return notice;
}

static Calendar *shipped_calendar(void) {
  g_autofree char *folder = source_path("data/calendars");
  GError *error = NULL;
  Calendar *calendar = calendar_folder_read(folder, &error);
  g_assert_no_error(error);
  return calendar;
}

/* ---- the notices of the State Council ---- */

/* The sentences of 2020 to 2026 give the days of data/calendars; of 2020 not those that a later
 * notice made longer (31 January to 2 February). */
static void test_published(void) {
  static const int workdays[] = {250, 249, 249, 251, 248, 248};
  g_autoptr(Calendar) shipped = shipped_calendar();
  g_autoptr(Calendar) read = calendar_new();
  for (int year = 2020; year <= 2026; year++) {
    g_autoptr(CalendarNotice) notice = read_notice(year);
    calendar_notice_apply(notice, read);
  }
  for (int i = 0; i < 6; i++)
    g_assert_cmpint(
        calendar_count_workdays(read, day_from_ymd(2021 + i, 1, 1), day_from_ymd(2021 + i, 12, 31)),
        ==, workdays[i]);
  int differ = 0;
  for (Day day = day_from_ymd(2020, 1, 1); day <= day_from_ymd(2026, 12, 31); day++) {
    if (day >= day_from_ymd(2020, 1, 31) && day <= day_from_ymd(2020, 2, 2)) {
      differ++;
      continue;
    }
    g_assert_cmpstr(calendar_holiday(read, day), ==, calendar_holiday(shipped, day));
    g_assert_cmpint(calendar_is_makeup(read, day), ==, calendar_is_makeup(shipped, day));
    g_assert_false(calendar_is_estimated(read, day));
  }
  g_assert_cmpint(differ, ==, 3);
  g_assert_true(calendar_is_makeup(read, day_from_ymd(2020, 2, 1)));
  g_assert_true(calendar_is_estimated(read, day_from_ymd(2019, 12, 31)));
}

/* The same days and papers as the calendar in YAML, but for the day each files under its year. */
static void test_as_yaml(void) {
  for (int year = 2021; year <= 2026; year++) {
    g_autofree char *name = g_strdup_printf("data/calendars/%d.yaml", year);
    g_autofree char *path = source_path(name);
    g_autoptr(CalendarNotice) text = read_notice(year);
    g_autoptr(CalendarNotice) yaml = NULL;
    GError *error = NULL;
    calendar_notice_read(path, year, &yaml, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text->document, ==, yaml->document);
    g_assert_cmpint(text->issued, ==, yaml->issued);
    g_assert_cmpint(text->issued, !=, DAY_NONE);
    g_autofree char *said = days_text(text);
    g_autofree char *filed = days_text(yaml);
    const char *last_year = "2022-12-31 元旦\n";
    if (year == 2022)
      *strstr(filed, last_year) = '\0';
    if (year == 2023)
      g_assert_true(g_str_has_prefix(said, last_year));
    g_assert_cmpstr(said + (year == 2023 ? strlen(last_year) : 0), ==, filed);
  }
}

/* ---- how a text may come ---- */

static const char SHORT[] =
    "10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。";
#define SHORT_DAYS                                                                                              \
  "2026-09-20 上班\n2026-10-01 节假日\n2026-10-02 节假日\n2026-10-03 节假日\n2026-10-04 节假日\n" \
  "2026-10-05 节假日\n2026-10-06 节假日\n2026-10-07 节假日\n2026-10-10 上班\n"

static void test_short(void) {
  assert_days(SHORT, 2026, SHORT_DAYS);
}

/* A whole notice, changed by replacing from with to, still gives the same. */
static void assert_same(const char *from, const char *to) {
  for (int year = 2020; year <= 2026; year++) {
    g_autofree char *bytes = notice_bytes(year);
    g_autoptr(GString) text = g_string_new(bytes);
    g_autoptr(CalendarNotice) expected = read_text(bytes, 0);
    g_assert_cmpint(g_string_replace(text, from, to, 0), >, 0);
    g_autoptr(CalendarNotice) notice = read_text(text->str, 0);
    g_autofree char *days = days_text(notice);
    g_autofree char *expected_days = days_text(expected);
    g_assert_cmpstr(days, ==, expected_days);
    g_assert_cmpstr(notice->document, ==, expected->document);
    g_assert_cmpint(notice->issued, ==, expected->issued);
  }
}

static void test_layouts(void) {
  assert_same("\n", "\r\n");
  assert_same("\n", "\r");
  assert_same("\n", ""); /* one line */
  assert_same("\n", " ");
  assert_same("月", " 月\n"); /* broken anywhere */
  assert_same("。", "。\n");
  assert_same("1", "１");
  assert_same("日", "\u2F47"); /* the radical that a copy from PDF holds */
  assert_same("月", "\u200B月");
  assert_same("至", "-");
  assert_same("：", ":");
  assert_same("〔", "[");
  assert_same("放假", "放假\u3000");
}

static void test_gb18030(void) {
  for (int year = 2020; year <= 2026; year++) {
    g_autofree char *text = notice_bytes(year);
    gsize length;
    g_autofree char *bytes = g_convert(text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
    g_autoptr(CalendarNotice) expected = read_text(text, 0);
    g_autoptr(CalendarNotice) notice = NULL;
    GError *error = NULL;
    g_assert_true(calendar_notice_read_text(bytes, length, 0, &notice, &error));
    g_autofree char *days = days_text(notice);
    g_autofree char *expected_days = days_text(expected);
    g_assert_cmpstr(days, ==, expected_days);
    g_assert_cmpstr(notice->document, ==, expected->document);
  }
}

#define NEW_YEAR "2027-01-01 元旦\n2027-01-02 元旦\n2027-01-03 元旦\n"

static const struct {
  const char *text;
  const char *days;
} FORMS[] = {
    {"元旦：1月1日（周五）至3日（周日）放假，共3天。", NEW_YEAR},
    {"元旦：1月1日(星期五)至1月3日(星期天)放假3天", NEW_YEAR},
    {"一、元旦 1月1日 星期五 至 3日 星期日 放假", NEW_YEAR},
    {"1. 元旦\n1月1至3日放假，共三天", NEW_YEAR},
    {"元旦（1月1日—3日）放假", NEW_YEAR},
    {"元旦：1月1日、2日、3日放假，共3天", NEW_YEAR},
    {"元旦：1月1日、2日、3日（周五、周六、周日）放假", NEW_YEAR},
    {"元旦：1月1日至3日，共3天", NEW_YEAR},
    {"元旦：1月1日至3日（共3天）放假", NEW_YEAR},
    {"元旦：2027年1月1日至2027年1月3日放假", NEW_YEAR},
    {"新年元旦放假安排：1月1号到3号休假", NEW_YEAR},
    {"元旦：1月1日放假，2日、3日补休。", NEW_YEAR},
    {"6月19日（周六）放假，与周末连休", "2027-06-19 节假日\n"},
    {"1月1日放假1天，不调休。", "2027-01-01 节假日\n"},
    {"元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。",
     "2026-12-31 元旦\n2027-01-01 元旦\n2027-01-02 元旦\n"},
    {"元旦：12月31日（周四）至1月2日（周六）放假调休，共3天。",
     "2026-12-31 元旦\n2027-01-01 元旦\n2027-01-02 元旦\n"},
    {"元旦：2026年12月31日至1月1日放假。2026年12月27日（周日）上班。",
     "2026-12-27 上班\n2026-12-31 元旦\n2027-01-01 元旦\n"},
    {"五一：4月30日至5月1日放假", "2027-04-30 劳动节\n2027-05-01 劳动节\n"},
    {"国庆节、中秋节：10月1日放假", "2027-10-01 国庆节、中秋节\n"},
    {"六、中秋、国庆：10月1日放假", "2027-10-01 中秋节、国庆节\n"},
    {"“五一”国际劳动节：5月1日放假", "2027-05-01 劳动节\n"},
    {"编号2025\n10月1日放假", "2027-10-01 节假日\n"},
    {"关于2027年元旦、春节、清明节、劳动节、端午节放假的通知\n1月1日放假", "2027-01-01 节假日\n"},
    {"三、三八妇女节：3月8日放假", "2027-03-08 三八妇女节\n"},
    {"清明节：4月5日放假。\n10月1日放假。", "2027-04-05 清明节\n2027-10-01 节假日\n"},
    {"10月1日放假。9月25日（周六）调休上班，9月26日正常上班。",
     "2027-09-25 上班\n2027-09-26 上班\n2027-10-01 节假日\n"},
    {"10月1日放假。2月27、28日（周六、周日）上班",
     "2027-02-27 上班\n2027-02-28 上班\n2027-10-01 节假日\n"},
    {"10月1日放假。10月2日（星期六）和10月3日上班",
     "2027-10-01 节假日\n2027-10-02 上班\n2027-10-03 上班\n"},
    {"新华社北京11月4日电 关于放假安排的通知。10月1日放假。10月8日（周五）起正常上班。",
     "2027-10-01 节假日\n"},
    {"鼓励各单位安排职工在除夕（2月5日）休息。自3月1日起，放假的假日增加2天。10月1日放假。",
     "2027-10-01 节假日\n"},
};

static void test_forms(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++)
    assert_days(FORMS[i].text, 2027, FORMS[i].days);
}

/* ---- the year, the 文号, the date ---- */

static void test_year(void) {
  static const struct {
    const char *text;
    int year;
  } stated[] = {
      {"国务院办公厅关于2027年部分节假日安排的通知\n1月1日放假", 2027},
      {"2027 年放假安排 1月1日放假", 2027},
      {"现将2027年元旦、春节放假日期通知如下。1月1日放假", 2027},
      {"元旦：2027年1月1日放假。", 2027},
      {"元旦：2026年12月31日至2027年1月1日放假。", 2027},
      {"元旦：１月１日放假。国务院办公厅关于２０２７年部分节假日安排", 2027},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(stated); i++) {
    g_autoptr(CalendarNotice) notice = read_text(stated[i].text, 0);
    g_assert_cmpint(notice->year, ==, stated[i].year);
    g_autoptr(CalendarNotice) same = read_text(stated[i].text, stated[i].year);
    g_assert_cmpint(same->year, ==, stated[i].year);
  }
  /* Of two that the text states, the caller says which. */
  g_autoptr(CalendarNotice) one =
      read_text("2027年部分节假日安排的通知。1月1日放假。相关：2026年部分节假日安排的通知", 2027);
  g_assert_cmpint(one->year, ==, 2027);
}

static void test_document(void) {
  static const struct {
    const char *text;
    const char *document;
    const char *issued;
  } papers[] = {
      {"1月1日放假。", NULL, ""},
      {"关于节假日安排的通知国办发明电〔2026〕7号各省：1月1日放假。国务院办公厅2026年11月4日",
       "国办发明电〔2026〕7号", "2026-11-04"},
      {"晋政办发电[2026]12号\n1月1日放假。\n2026年11月8日\n", "晋政办发电〔2026〕12号",
       "2026-11-08"},
      {"2027年放假通知晋政办发电〔2026〕7号：1月1日放假。附件1\n2026年11月8日\n",
       "晋政办发电〔2026〕7号", "2026-11-08"},
      {"根据2026年11月8日的会议，1月1日放假", NULL, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(papers); i++) {
    g_autoptr(CalendarNotice) notice = read_text(papers[i].text, 2027);
    char iso[DAY_TEXT_SIZE];
    g_assert_cmpstr(notice->document, ==, papers[i].document);
    g_assert_cmpstr(day_to_iso(notice->issued, iso), ==, papers[i].issued);
  }
}

/* ---- what is refused ---- */

static const struct {
  const char *text;
  int year;
  const char *message;
} FAULTS[] = {
    {"元旦：1月1日放假。\n\n10月8日（周三）上班", 2026,
     "第3行：10月8日是周四，原文写作周三；请核对年份和日期"},
    {"10月1日（周四）至7日（周四）放假", 2026, "第1行：10月7日是周三，原文写作周四；"},
    {"10月10日（周日）、11日（周日）上班", 2026, "第1行：10月10日是周六，原文写作周日；"},
    {"2月27、28日（周六、周一）上班", 2027, "第1行：2月28日是周日，原文写作周一；"},
    {"10月1日至7日放假调休，共8天。", 2026,
     "第1行：10月1日至10月7日是7天，原文写作8天；请核对日期"},
    {"10月1日、3日放假，共3天", 2026, "是2天，原文写作3天"},
    {"1月1日放假。1月8日上班", 2027,
     "第1行：1月8日不是周六或周日（是周五），不必列为上班日；请核对"},
    {"10月1日至7日放假。\n10月3日（周六）上班。", 2026,
     "第2行：10月3日既列为放假，又列为上班；请核对"},
    {"10月3日（周六）上班。10月1日至7日放假。", 2026, "10月3日既列为放假，又列为上班"},
    {"10月1日至7日放假。10月7日放假。", 2026, "10月7日重复"},
    {"10月10日上班。10月10日上班。", 2026, "10月10日重复"},
    {"2月30日放假", 2027, "第1行：2027年没有2月30日；请核对日期"},
    {"13月1日放假", 2027, "2027年没有13月1日"},
    {"2月28日至2月30日放假", 2027, "2027年没有2月30日"},
    {"10月7日至1日放假", 2027, "10月7日至10月1日，结束早于开始；请核对日期"},
    {"2028年1月1日放假", 2027, "2028年1月1日不在2027年，也不在2026年的最后一周；请核对"},
    {"2026年12月24日至2027年1月1日放假", 2027, "2026年12月24日不在2027年"},
    {"2027年12月31日至2028年1月1日放假", 2027, "写的是2028年的安排，不是2027年的"},
    {"2027年节假日安排。2027年12月31日至2028年1月1日放假", 2027, "2028年1月1日不在2027年"},
    {"2026年10月1日放假", 2027, "2026年10月1日不在2027年"},
    {"1日放假", 2027, "看不懂“1日放假”"},
    {"4月5日放假。7日放假", 2027, "看不懂“7日放假”"},
    {"10月1日放假半天", 2027, "第1行：看不懂“10月1日放假半天”；请改写成“10月1日至7日放假，共7天”"},
    {"10月1日不上班", 2027, "看不懂“10月1日不上班”"},
    {"10月1日（放假）", 2027, "看不懂“10月1日(放假)”"},
    {"10月10日（周六）调休", 2027, "看不懂"},
    {"10月10日（周日）为工作日", 2027, "看不懂"},
    {"10月1日至7日休息", 2027, "看不懂"},
    {"10月1日至3日至5日放假", 2027, "看不懂"},
    {"10月10日（周日）需\n上班", 2027, "看不懂"},
    {"99999999999月1日放假", 2027, "看不懂“1日放假”"},
    {"10月1日至7日（共8天）放假", 2026, "10月1日至10月7日是7天，原文写作8天"},
    {"10月1日至7日放假（共8天）", 2026, "10月1日至10月7日是7天，原文写作8天"},
    {"10月1日放假，共3天", 2026, "第1行：10月1日是1天，原文写作3天"},
    {"10月1日放假。10月8日（周四、周五）上班", 2026, "看不懂"},
    {"10月1日起放假7天", 2027, "看不懂“10月1日起放假7天”"},
    {"延长春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班", 2020,
     "看不懂“2月2日"},
    {"春节：2月5日放假。国庆节：十月一日放假。", 2027,
     "第1行：“国庆节”后面没有读到放假日期；请写成"},
    {"元旦：见附件。\n国庆节：10月1日放假。", 2027, "第1行：“元旦”后面没有读到放假日期"},
    {"国庆节：10月9日（周六）上班。", 2027, "“国庆节”后面没有读到放假日期"},
    {"元旦：1月1日放假。", 0, "没有写明是哪一年的安排；请另外指明年份"},
    {"关于2026年部分节假日安排的通知。1月1日放假", 2027,
     "写的是2026年的安排，不是2027年的；请核对年份"},
    {"2026年节假日安排。2027年节假日安排。1月1日放假", 0, "写到了2026年和2027年的安排；请另外指明"},
    {"12月31日至1月2日放假", 1, "1年没有1月2日"},
};

static void assert_fault(const char *text, gsize length, int year, int code, const char *message) {
  CalendarNotice *notice = NULL;
  GError *error = NULL;
  g_assert_false(calendar_notice_read_text(text, length, year, &notice, &error));
  g_assert_null(notice);
  assert_refused(&error, DOCUMENT_ERROR, code, message);
}

static void test_faults(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(FAULTS); i++)
    assert_fault(FAULTS[i].text, strlen(FAULTS[i].text), FAULTS[i].year, DOCUMENT_ERROR_VALUE,
                 FAULTS[i].message);
}

static void test_nothing(void) {
  static const char *const texts[] = {
      "", "\n\n", "春节快乐", "会议定于3月5日召开，10日结束", "7天3日", "电话13800000000"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    assert_fault(texts[i], strlen(texts[i]), 2027, DOCUMENT_ERROR_EMPTY,
                 "没有读到放假或上班的日期；请核对内容");
}

static void test_no_text(void) {
  assert_fault("\xff\xfe\x31\x00", 4, 2027, DOCUMENT_ERROR_SYNTAX, "UTF-16");
  assert_fault("PK\x03\x04\x00\x00", 6, 2027, DOCUMENT_ERROR_SYNTAX, "另存为纯文本");
  assert_fault("\xff\xff\xff", 3, 2027, DOCUMENT_ERROR_SYNTAX, "不是 UTF-8 或 GB18030");
}

/* Every part of every notice, and every notice with a byte changed, is read or refused, but never
 * read beyond its end or into another year. */
static void test_damaged(void) {
  for (int year = 2020; year <= 2026; year++) {
    g_autofree char *text = notice_bytes(year);
    gsize length = strlen(text);
    for (gsize i = 0; i < length; i++) {
      g_autofree char *part = g_memdup2(text, i + 1);
      char kept = text[i];
      text[i] = (char)(kept ^ 1);
      for (int whole = 0; whole < 2; whole++) {
        g_autoptr(CalendarNotice) notice = NULL;
        g_autoptr(GError) error = NULL;
        gboolean read = calendar_notice_read_text(whole ? text : part, whole ? length : i + 1, year,
                                                  &notice, &error);
        g_assert_true(read == (notice != NULL) && read == (error == NULL));
        if (read)
          g_assert_cmpint(notice->year, ==, year);
      }
      text[i] = kept;
    }
  }
}

/* ---- files ---- */

static void assert_file_fault(const char *path, int year, int code, const char *message) {
  g_autofree char *start = g_strdup_printf("文件 %s", path);
  CalendarNotice *notice = NULL;
  GError *error = NULL;
  g_assert_false(calendar_notice_read(path, year, &notice, &error));
  g_assert_null(notice);
  g_assert_nonnull(strstr(error->message, start));
  assert_refused(&error, DOCUMENT_ERROR, code, message);
}

static void test_files(void) {
  char *folder = folder_make();
  g_autofree char *text = folder_write(folder, "a.yaml", SHORT);
  g_autofree char *yaml = folder_write(folder, "b.txt",
                                       "\xef\xbb\xbfyear: 2026\nholidays:\n"
                                       "  - {date: 2025-12-31, name: 元旦}\nworkdays: []\n");
  g_autofree char *wrong = folder_write(folder, "c.txt", "\n10月8日（周三）上班");
  g_autofree char *wrong_yaml =
      folder_write(folder, "d", "# 2026\nyear: 2026\nholidays: []\nworkdays: [2026-01-01]\n");
  g_autoptr(CalendarNotice) from_text = NULL;
  g_autoptr(CalendarNotice) from_yaml = NULL;
  GError *error = NULL;
  g_assert_true(calendar_notice_read(text, 2026, &from_text, &error));
  g_autofree char *days = days_text(from_text);
  g_assert_cmpstr(days, ==, SHORT_DAYS);
  g_assert_true(calendar_notice_read(yaml, 0, &from_yaml, &error));
  g_autofree char *yaml_days = days_text(from_yaml);
  g_assert_cmpstr(yaml_days, ==, "2025-12-31 元旦\n");

  assert_file_fault(text, 0, DOCUMENT_ERROR_VALUE, "：没有写明是哪一年");
  assert_file_fault(yaml, 2027, DOCUMENT_ERROR_VALUE, " 第 1 行第 7 列：写的是2026年的安排");
  assert_file_fault(wrong, 2026, DOCUMENT_ERROR_VALUE, "：第2行：10月8日是周四");
  assert_file_fault(wrong_yaml, 2026, DOCUMENT_ERROR_VALUE, "第 4 行第 12 列：2026-01-01 不是周六");
  assert_file_fault("/nonexistent/notice", 2026, DOCUMENT_ERROR_READ, "文件不存在");
  assert_file_fault(folder, 2026, DOCUMENT_ERROR_READ, "文件夹");
  folder_remove(folder);
}

static void test_large(void) {
  char *folder = folder_make();
  gsize limit = (gsize)CALENDAR_NOTICE_MEGABYTES_MAX * 1024 * 1024;
  g_autoptr(GString) text = g_string_new(SHORT);
  while (text->len < limit)
    g_string_append_c(text, '\n');
  g_autofree char *fits = folder_write(folder, "fits.txt", text->str);
  g_string_append_c(text, '\n');
  g_autofree char *large = folder_write(folder, "large.txt", text->str);
  g_autoptr(CalendarNotice) notice = NULL;
  g_assert_true(calendar_notice_read(fits, 2026, &notice, NULL));
  assert_file_fault(large, 2026, DOCUMENT_ERROR_SYNTAX, "超过 1 MB");
  folder_remove(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/calendar-notice/published", test_published);
  g_test_add_func("/calendar-notice/as-yaml", test_as_yaml);
  g_test_add_func("/calendar-notice/short", test_short);
  g_test_add_func("/calendar-notice/layouts", test_layouts);
  g_test_add_func("/calendar-notice/gb18030", test_gb18030);
  g_test_add_func("/calendar-notice/forms", test_forms);
  g_test_add_func("/calendar-notice/year", test_year);
  g_test_add_func("/calendar-notice/document", test_document);
  g_test_add_func("/calendar-notice/faults", test_faults);
  g_test_add_func("/calendar-notice/nothing", test_nothing);
  g_test_add_func("/calendar-notice/no-text", test_no_text);
  g_test_add_func("/calendar-notice/damaged", test_damaged);
  g_test_add_func("/calendar-notice/files", test_files);
  g_test_add_func("/calendar-notice/large", test_large);
  return g_test_run();
}
