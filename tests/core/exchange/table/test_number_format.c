/* Numbers as Excel shows them, and serial numbers as days. */
#include "core/exchange/table/number_format.h"

typedef struct {
  guint id;
  const char *code; /* NULL: the one of that number */
  double value;
  CellKind kind;
  const char *text;
} Shown;

static void check(const Shown *shown, gsize count, gboolean epoch_1904) {
  for (gsize i = 0; i < count; i++) {
    g_autoptr(NumberFormat) format = number_format_new(shown[i].id, shown[i].code);
    Cell cell = number_format_show(format, shown[i].value, epoch_1904);
    g_autofree char *text = (char *)cell.text;
    g_test_message("%u %s %g", shown[i].id, shown[i].code != NULL ? shown[i].code : "-",
                   shown[i].value);
    g_assert_cmpstr(text, ==, shown[i].text);
    g_assert_cmpint(cell.kind, ==, shown[i].kind);
    g_assert_cmpuint(cell.day, ==, cell.kind == CELL_DATE ? day_from_iso(text) : DAY_NONE);
  }
}

static void test_numbers(void) {
  static const Shown SHOWN[] = {
      {0, NULL, 3, CELL_NUMBER, "3"},
      {0, NULL, -2.5, CELL_NUMBER, "-2.5"},
      {0, NULL, 0.1 + 0.2, CELL_NUMBER, "0.3"},
      {0, NULL, -0.0, CELL_NUMBER, "0"},
      {0, NULL, 123456789012, CELL_NUMBER, "123456789012"},
      {0, NULL, 1e20, CELL_NUMBER, "1E+20"},
      {0, NULL, 1.5e-7, CELL_NUMBER, "1.5E-07"},
      {1, NULL, 2.5, CELL_NUMBER, "3"},
      {1, NULL, -2.5, CELL_NUMBER, "-3"},
      {1, NULL, -0.4, CELL_NUMBER, "0"},
      {2, NULL, 1.005, CELL_NUMBER, "1.01"},
      {3, NULL, 1234567, CELL_NUMBER, "1,234,567"},
      {3, NULL, 123, CELL_NUMBER, "123"},
      {4, NULL, -1234.5, CELL_NUMBER, "-1,234.50"},
      {9, NULL, 0.6, CELL_NUMBER, "60%"},
      {9, NULL, 0.285, CELL_NUMBER, "29%"},
      {9, NULL, 1, CELL_NUMBER, "100%"},
      {10, NULL, 0.12345, CELL_NUMBER, "12.35%"},
      {49, NULL, 7, CELL_NUMBER, "7"},
      {11, NULL, 1234, CELL_NUMBER, "1234"},
      {200, NULL, 5, CELL_NUMBER, "5"},
      {164, "000", 7, CELL_NUMBER, "007"},
      {164, "0.##", 12, CELL_NUMBER, "12"},
      {164, "0.0#", 12.345, CELL_NUMBER, "12.35"},
      {164, "#", 0, CELL_NUMBER, ""},
      {164, "#.0", 0.5, CELL_NUMBER, ".5"},
      {164, "0.0\"分\"", 2.5, CELL_NUMBER, "2.5分"},
      {164, "\"第\"0\"期\"", 3, CELL_NUMBER, "第3期"},
      {164, "0;(0);\"—\"", -3, CELL_NUMBER, "(3)"},
      {164, "0;(0);\"—\"", 0, CELL_NUMBER, "—"},
      {164, "0;(0);\"—\"", 3, CELL_NUMBER, "3"},
      {164, "[Red]0.0_);[Red]\\(0.0\\)", -1.25, CELL_NUMBER, "(1.3)"},
      {164, "[$¥-804]#,##0.00", 1234.5, CELL_NUMBER, "¥1,234.50"},
      {164, "0,", 12345, CELL_NUMBER, "12"},
      {164, "0.0,,\"百万\"", 12345678, CELL_NUMBER, "12.3百万"},
      {164, "[>=60]\"合格\";\"不合格\"", 60, CELL_NUMBER, "合格"},
      {164, "[>=60]\"合格\";\"不合格\"", 59, CELL_NUMBER, "不合格"},
      {164, "[<0]\"负\";[=0]\"零\";\"正\"", 0, CELL_NUMBER, "零"},
      {164, "# ?/?", 1.5, CELL_NUMBER, "1.5"},
      {164, "0.00E+00", 123456, CELL_NUMBER, "123456"},
      {164, "000-0000", 1234567, CELL_NUMBER, "1234567"},
      {164, "G/通用格式\"分\"", 5, CELL_NUMBER, "5"},
      {164, "@", 5, CELL_NUMBER, "5"},
      {164, "\"", 5, CELL_NUMBER, ""},
      {164, "[", 5, CELL_NUMBER, ""},
      {164, "0\\", 5, CELL_NUMBER, "5"},
  };
  check(SHOWN, G_N_ELEMENTS(SHOWN), FALSE);
  Cell cell = number_format_show(NULL, 2.5, FALSE);
  g_autofree char *text = (char *)cell.text;
  g_assert_cmpstr(text, ==, "2.5");
}

static void test_dates(void) {
  static const Shown SHOWN[] = {
      {14, NULL, 44196, CELL_DATE, "2020-12-31"},
      {22, NULL, 44196.99, CELL_DATE, "2020-12-31"},
      {31, NULL, 44196, CELL_DATE, "2020-12-31"},
      {57, NULL, 44166, CELL_TEXT, "2020年12月"},
      {58, NULL, 44196, CELL_DATE, "2020-12-31"},
      {17, NULL, 44166, CELL_TEXT, "2020年12月"},
      {20, NULL, 0.6041666667, CELL_TEXT, "14:30"},
      {164, "yyyy\"年\"m\"月\"d\"日\"", 44196, CELL_DATE, "2020-12-31"},
      {164, "yyyy年m月d日", 44196, CELL_DATE, "2020-12-31"},
      {164, "[$-804]yyyy\"年\"m\"月\"d\"日\";@", 44196, CELL_DATE, "2020-12-31"},
      {164, "[DBNum1][$-804]yyyy\"年\"m\"月\";@", 44166, CELL_TEXT, "2020年12月"},
      {164, "m/d", 44196, CELL_DATE, "2020-12-31"},
      {164, "d-mmm-yy", 44196, CELL_DATE, "2020-12-31"},
      {164, "yyyy-mm-dd hh:mm:ss", 44196.5, CELL_DATE, "2020-12-31"},
      {164, "[$-804]aaaa", 44196, CELL_DATE, "2020-12-31"},
      {164, "yyyy", 44196, CELL_TEXT, "2020年"},
      {164, "e年", 44196, CELL_TEXT, "2020年"},
      {164, "m\"月\"", 44196, CELL_TEXT, "12月"},
      {164, "mm:ss", 0.5, CELL_TEXT, "12:00"},
      {164, "[h]:mm", 0.25, CELL_TEXT, "6:00"},
      {164, "上午/下午h\"时\"mm\"分\"", 0.75, CELL_TEXT, "18:00"},
      /* 1900 was no leap year, but Excel counts as if. */
      {14, NULL, 0, CELL_TEXT, "1900-01-00"},
      {14, NULL, 1, CELL_DATE, "1900-01-01"},
      {14, NULL, 59, CELL_DATE, "1900-02-28"},
      {14, NULL, 60, CELL_TEXT, "1900-02-29"},
      {14, NULL, 61, CELL_DATE, "1900-03-01"},
      {14, NULL, 2958465, CELL_DATE, "9999-12-31"},
      {14, NULL, 2958466, CELL_ERROR, "#####"},
      {14, NULL, 1e300, CELL_ERROR, "#####"},
      {14, NULL, -1, CELL_ERROR, "#####"},
  };
  check(SHOWN, G_N_ELEMENTS(SHOWN), FALSE);
}

static void test_dates_1904(void) {
  static const Shown SHOWN[] = {
      {14, NULL, 0, CELL_DATE, "1904-01-01"},       {14, NULL, 60, CELL_DATE, "1904-03-01"},
      {14, NULL, 42734, CELL_DATE, "2020-12-31"},   {57, NULL, 42704, CELL_TEXT, "2020年12月"},
      {14, NULL, 2957003, CELL_DATE, "9999-12-31"}, {14, NULL, 2957004, CELL_ERROR, "#####"},
  };
  check(SHOWN, G_N_ELEMENTS(SHOWN), TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/number-format/numbers", test_numbers);
  g_test_add_func("/number-format/dates", test_dates);
  g_test_add_func("/number-format/dates-1904", test_dates_1904);
  return g_test_run();
}
