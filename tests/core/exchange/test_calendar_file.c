#include <string.h>

#include "core/config/document.h"
#include "core/exchange/calendar_file.h"
#include "tests/core/fixture.h"

static int workdays(const Calendar *calendar, int year) {
  return calendar_count_workdays(calendar, day_from_ymd(year, 1, 1), day_from_ymd(year, 12, 31));
}

static void test_shipped(void) {
  static const int expected[] = {249, 250, 249, 249, 251, 248, 248};
  g_autofree char *folder = source_path("data/calendars");
  GError *error = NULL;
  g_autoptr(Calendar) calendar = calendar_folder_read(folder, &error);
  g_assert_no_error(error);
  for (int i = 0; i < 7; i++) {
    g_assert_cmpint(workdays(calendar, 2020 + i), ==, expected[i]);
    g_assert_false(calendar_is_estimated(calendar, day_from_ymd(2020 + i, 6, 1)));
  }
  g_assert_true(calendar_is_estimated(calendar, day_from_ymd(2019, 12, 31)));
  g_assert_true(calendar_is_estimated(calendar, day_from_ymd(2027, 1, 1)));
}

/* Working days after an event, over every kind of holiday. The event's own day does not count
 * (民法典 art. 201). */
static void test_vectors(void) {
  static const struct {
    const char *event, *seven, *fourteen;
  } vectors[] = {
      {"2023-09-28", "2023-10-13", "2023-10-24"}, {"2023-04-28", "2023-05-11", "2023-05-22"},
      {"2023-06-21", "2023-07-03", "2023-07-12"}, {"2023-06-24", "2023-07-03", "2023-07-12"},
      {"2023-01-20", "2023-02-03", "2023-02-14"}, {"2023-12-29", "2024-01-10", "2024-01-19"},
      {"2020-01-23", "2020-02-11", "2020-02-20"}, {"2024-02-08", "2024-02-23", "2024-03-05"},
      {"2025-01-27", "2025-02-12", "2025-02-21"}, {"2026-09-30", "2026-10-15", "2026-10-26"},
  };
  g_autofree char *folder = source_path("data/calendars");
  g_autoptr(Calendar) calendar = calendar_folder_read(folder, NULL);
  g_assert_nonnull(calendar);
  for (gsize i = 0; i < G_N_ELEMENTS(vectors); i++) {
    Day event = day_from_iso(vectors[i].event);
    char text[DAY_TEXT_SIZE];
    g_assert_cmpstr(day_to_iso(calendar_add_workdays(calendar, event, 7), text), ==,
                    vectors[i].seven);
    g_assert_cmpstr(day_to_iso(calendar_add_workdays(calendar, event, 14), text), ==,
                    vectors[i].fourteen);
  }
}

static const char GOOD[] = "year: 2027\n"
                           "document: 国办发明电〔2026〕1号\n"
                           "issued: 2026-11-10\n"
                           "holidays:\n"
                           "  - {date: 2027-01-01, name: 元旦}\n"
                           "  - {date: 2027-01-02, name: 元旦}\n"
                           "workdays:\n"
                           "  - 2027-01-10\n";

static void test_good(void) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "2027.yaml", GOOD);
  g_autoptr(Calendar) calendar = calendar_new();
  GError *error = NULL;
  g_assert_true(calendar_file_read(calendar, path, &error));
  g_assert_no_error(error);
  g_assert_false(calendar_is_estimated(calendar, day_from_ymd(2027, 7, 1)));
  g_assert_cmpstr(calendar_holiday(calendar, day_from_ymd(2027, 1, 1)), ==, "元旦");
  g_assert_true(calendar_is_makeup(calendar, day_from_ymd(2027, 1, 10)));
  folder_remove(folder);
}

static const struct {
  const char *text;
  const char *place;
  const char *part;
} FAULTS[] = {
    {"year: 2027\nholidays:\n  - {date: 2026-12-24, name: 元旦}\nworkdays: []\n", "第 3 行第 12 列",
     "2026-12-24 不在2027年"},
    {"year: 2027\nholidays: []\nworkdays:\n  - 2028-01-01\n", "第 4 行第 5 列", "不在2027年"},
    {"year: 2027\nholidays: []\nworkdays:\n  - 2027-01-11\n", "第 4 行第 5 列",
     "2027-01-11 不是周六或周日"},
    {"year: 2027\nholidays: []\nworkdays:\n  - 2027-02-30\n", "第 4 行第 5 列", "日期"},
    {"year: 2027\nholidays: []\nworkday: []\n", "第 3 行第 1 列", "workdays"},
    {"year: 2027\nholidays: []\n", "第 1 行第 1 列", "workdays"},
    {"year: 0\nholidays: []\nworkdays: []\n", "第 1 行第 7 列", "年份"},
    {"year: 2027\nholidays:\n  - {date: 2027-01-01, title: 元旦}\nworkdays: []\n",
     "第 3 行第 24 列", "title"},
    {"year: 2027\nholidays:\n  - 2027-01-01\nworkdays: []\n", "第 3 行第 5 列", "键"},
    {"year: 2027\nholidays:\n  - {date: 2027-01-03, name: 元旦}\nworkdays:\n  - 2027-01-03\n",
     "第 5 行第 5 列", "又列为上班"},
    {"year: 2027\nholidays:\n  - {date: 2027-01-01, name: 元旦}\n  - {date: 2027-01-01, name: "
     "元旦}\nworkdays: []\n",
     "第 4 行第 12 列", "重复"},
    {"year: 2027\nholidays: []\nworkdays:\n  - 2027-01-10\n  - 2027-01-10\n", "第 5 行第 5 列",
     "重复"},
};

static void test_faults(void) {
  char *folder = folder_make();
  for (gsize i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    g_autofree char *path = folder_write(folder, "2027.yaml", FAULTS[i].text);
    g_autofree char *start = g_strdup_printf("文件 %s %s：", path, FAULTS[i].place);
    g_autoptr(Calendar) calendar = calendar_new();
    GError *error = NULL;
    g_assert_false(calendar_file_read(calendar, path, &error));
    g_assert_nonnull(error);
    g_autofree char *place = g_strndup(error->message, strlen(start));
    g_assert_cmpstr(place, ==, start);
    assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, FAULTS[i].part);
    /* Nothing of a faulty file is taken. */
    g_assert_true(calendar_is_estimated(calendar, day_from_ymd(2027, 1, 1)));
    g_assert_null(calendar_holiday(calendar, day_from_ymd(2027, 1, 1)));

    g_assert_null(calendar_folder_read(folder, &error));
    assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE, FAULTS[i].part);
  }
  folder_remove(folder);
}

static void test_no_folder(void) {
  GError *error = NULL;
  g_assert_null(calendar_folder_read("/nonexistent/calendars", &error));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "/nonexistent/calendars");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/calendar-file/shipped", test_shipped);
  g_test_add_func("/calendar-file/vectors", test_vectors);
  g_test_add_func("/calendar-file/good", test_good);
  g_test_add_func("/calendar-file/faults", test_faults);
  g_test_add_func("/calendar-file/no-folder", test_no_folder);
  return g_test_run();
}
