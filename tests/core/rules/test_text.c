#include "core/rules/text.h"

#include <locale.h>
#include <string.h>

#define FFFD "\xEF\xBF\xBD"

static void assert_cleans(const char *text, gboolean keep_newlines, const char *expected) {
  g_autofree char *clean = text_clean(text, keep_newlines);
  g_assert_cmpstr(clean, ==, expected);
  g_assert_cmpint(text_is_clean(text, keep_newlines), ==, g_str_equal(text, expected));
  g_assert_true(text_is_clean(clean, keep_newlines));
  g_autofree char *again = text_clean(clean, keep_newlines);
  g_assert_cmpstr(again, ==, expected);
}

static void test_hash(void) {
  g_autoptr(GHashTable) hashes = g_hash_table_new(NULL, NULL);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 100; i++) { /* whole words of eight bytes, and what is left of one */
    g_autofree char *copy = g_strdup_printf("x%s", text->str);
    g_assert_cmpuint(text_hash(text->str), ==, text_hash(copy + 1));
    g_hash_table_add(hashes, GUINT_TO_POINTER(text_hash(text->str)));
    g_string_append_c(text, (char)('a' + i % 3));
  }
  g_assert_cmpuint(g_hash_table_size(hashes), ==, 100);
  g_assert_cmpuint(text_hash("目标任务一"), !=, text_hash("目标任务二"));
  g_assert_cmpuint(text_hash("一目标任务"), !=, text_hash("二目标任务"));
}

static void test_clean_keeps(void) {
  static const char *const kept[] = {
      "",
      "plain ASCII ~ text",
      "责任处室（单位）、“信用交通省”——★①…×",
      "e\u0301 a\u0301\u0302\u0303\u0304",
      "한글 ไทย",
      "\uFFFD",               /* one that came in as itself */
      "\uE000\U000F0000",     /* private: rare characters of old Chinese systems */
      "\U00020000\U0002EBF0", /* extension B; extension I, newer than our libraries */
      "葛\U000E0100",         /* an ideographic variant */
      "\u3000全角",
      "\u00A0",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
    assert_cleans(kept[i], FALSE, kept[i]);
    assert_cleans(kept[i], TRUE, kept[i]);
  }
  g_autofree char *none = text_clean(NULL, FALSE);
  g_assert_cmpstr(none, ==, "");
  g_assert_false(text_is_clean(NULL, FALSE));
}

static void test_clean_line_ends(void) {
  assert_cleans("一\n二\r\n三\r四\u2028五\u2029六", TRUE, "一\n二\n三\n四\n五\n六");
  assert_cleans("一\n二\r\n三\r四\u2028五\u2029六", FALSE, "一 二 三 四 五 六");
  assert_cleans("a\tb", TRUE, "a b");
  assert_cleans("\n\r", TRUE, "\n\n");
}

static void test_clean_controls(void) {
  for (gunichar c = 1; c < 0xA0; c++) {
    if (strchr("\t\n\r", (int)c) != NULL || (c >= 0x20 && c < 0x7F))
      continue;
    char text[16] = "";
    int length = g_unichar_to_utf8(c, text + strlen("甲"));
    memcpy(text, "甲", strlen("甲"));
    text[strlen("甲") + (gsize)length] = 'x';
    assert_cleans(text, FALSE, "甲" FFFD "x");
    assert_cleans(text, TRUE, "甲" FFFD "x");
  }
  assert_cleans("\x1b]0;title\x07\x1b[2J", FALSE, FFFD "]0;title" FFFD FFFD "[2J");
}

static void test_clean_replaces(void) {
  static const gunichar bad[] = {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,  0x202D,   0x202E,
                                 0x2066, 0x2067, 0x2068, 0x2069, 0xFFFE, 0x1FFFF, 0x10FFFF, 0xFDD0};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    char text[8] = "a";
    text[1 + g_unichar_to_utf8(bad[i], text + 1)] = '\0';
    assert_cleans(text, TRUE, "a" FFFD);
  }
}

static void test_clean_drops(void) {
  static const gunichar invisible[] = {0x00AD, 0x180E, 0x200B, 0x200C, 0x200D,  0x2060,  0x2064,
                                       0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041, 0xE007F};
  for (gsize i = 0; i < G_N_ELEMENTS(invisible); i++) {
    char text[8] = "a";
    int length = g_unichar_to_utf8(invisible[i], text + 1);
    text[1 + length] = 'b';
    assert_cleans(text, FALSE, "ab");
  }
}

static void test_clean_bytes(void) {
  assert_cleans("a\xff\xfe", FALSE, "a" FFFD FFFD);
  assert_cleans("\xe5\xb9", FALSE, FFFD FFFD); /* 年, cut short */
  assert_cleans("\xe5\xb9中", FALSE, FFFD FFFD "中");
  assert_cleans("\xc0\xaf", FALSE, FFFD FFFD);          /* overlong / */
  assert_cleans("\xed\xa0\x80", FALSE, FFFD FFFD FFFD); /* a surrogate */
  assert_cleans("\xf4\x90\x80\x80", FALSE, FFFD FFFD FFFD FFFD);
  assert_cleans("\xe4", FALSE, FFFD);
  assert_cleans("\xc4\xea", FALSE, FFFD FFFD); /* 年 in GB18030 */
}

static char *repeat(const char *head, const char *part, int count) {
  GString *out = g_string_new(head);
  for (int i = 0; i < count; i++)
    g_string_append(out, part);
  return g_string_free(out, FALSE);
}

static void test_clean_marks(void) {
  g_autofree char *zalgo = repeat("e", "\u0301", 100000);
  assert_cleans(zalgo, FALSE, "e\u0301\u0301\u0301\u0301");
  g_autofree char *hidden = repeat("e", "\u0301\u200B", 100000);
  assert_cleans(hidden, FALSE, "e\u0301\u0301\u0301\u0301");
  g_autofree char *medials = repeat("\u1100", "\u1161", 100000);
  assert_cleans(medials, FALSE, "\u1100\u1161\u1161\u1161\u1161");
  /* A mark needs something to sit on. */
  assert_cleans("\u0301a", FALSE, FFFD "a");
  assert_cleans("a\n\u0301b", TRUE, "a\n" FFFD "b");
  assert_cleans("a\n\u0301b", FALSE, "a \u0301b");
  g_autofree char *only = repeat("", "\u0301", 100000);
  assert_cleans(only, FALSE, FFFD "\u0301\u0301\u0301\u0301");
}

static void check_strip_lines(const char *text, const char *wanted) {
  g_autofree char *stripped = text_strip_lines(text);
  g_assert_cmpstr(stripped, ==, wanted);
}

static void test_strip_lines(void) {
  check_strip_lines(NULL, "");
  check_strip_lines(" \n　\n", "");
  check_strip_lines("　", "");
  check_strip_lines("\n \n　　督　办　单\n内容 \n\n", "　　督　办　单\n内容");
  check_strip_lines(" 内容", "内容");
}

static void check_strip(const char *text, const char *wanted) {
  g_autofree char *stripped = text_strip(text);
  g_assert_cmpstr(stripped, ==, wanted);
}

static void test_strip(void) {
  check_strip(NULL, "");
  check_strip("", "");
  check_strip(" \t\n", "");
  check_strip("　", "");
  check_strip("　 印发 方案\n　", "印发 方案");
  check_strip("印发", "印发");
  check_strip(" \xff ", "\xff");
}

static void test_next(void) {
  const char *p = "aé中\U00020000\xff\xe5";
  static const gunichar expected[] = {'a', 0xE9, 0x4E2D, 0x20000, 0xFFFD, 0xFFFD, 0, 0};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
    g_assert_cmphex(text_next(&p), ==, expected[i]);
  g_assert_cmpint(*p, ==, '\0');
}

static void test_width(void) {
  g_assert_cmpint(text_char_width('a'), ==, 1);
  g_assert_cmpint(text_char_width(0x4E2D), ==, 2);
  g_assert_cmpint(text_char_width(0x9FA5), ==, 2);
  g_assert_cmpint(text_char_width(0xFF0C), ==, 2);
  g_assert_cmpint(text_char_width(0x0301), ==, 0);
  g_assert_cmpint(text_char_width(0x2500), ==, 1);
  g_assert_cmpint(text_char_width(0x2026), ==, 1);
  g_assert_cmpint(text_char_width(0x1B), ==, 1);
  g_assert_cmpint(text_char_width(0x10FFFF), ==, 1);
  g_assert_cmpint(text_width(""), ==, 0);
  g_assert_cmpint(text_width("台账2026"), ==, 8);
  g_assert_cmpint(text_width("e\u0301中"), ==, 3);
  g_assert_cmpint(text_width("\xff\xe5"), ==, 2);
}

static void test_fit(void) {
  g_assert_cmpuint(text_fit("台账", 0), ==, 0);
  g_assert_cmpuint(text_fit("台账", 1), ==, 0);
  g_assert_cmpuint(text_fit("台账", 2), ==, 3);
  g_assert_cmpuint(text_fit("台账", 3), ==, 3);
  g_assert_cmpuint(text_fit("台账", 4), ==, 6);
  g_assert_cmpuint(text_fit("台账", 100), ==, 6);
  g_assert_cmpuint(text_fit("台账", -1), ==, 0);
  g_assert_cmpuint(text_fit("e\u0301e\u0301", 1), ==, 3); /* with its mark */
  g_assert_cmpuint(text_fit("", 5), ==, 0);
}

static void assert_ellipsizes(const char *text, int columns, const char *expected) {
  g_autofree char *cut = text_ellipsize(text, columns);
  g_assert_cmpstr(cut, ==, expected);
}

static void test_ellipsize(void) {
  assert_ellipsizes("台账", 4, "台账");
  assert_ellipsizes("台账管理", 7, "台账管…");
  assert_ellipsizes("台账管理", 6, "台账…");
  assert_ellipsizes("台账管理", 2, "…");
  assert_ellipsizes("台账管理", 1, "…");
  assert_ellipsizes("台账管理", 0, "");
  assert_ellipsizes("台账管理", -3, "");
  assert_ellipsizes("", 0, "");
  assert_ellipsizes("abc", 2, "a…");
  assert_ellipsizes("e\u0301e\u0301", 2, "e\u0301e\u0301");
}

static void assert_pads(const char *text, int columns, const char *expected) {
  g_autofree char *padded = text_pad(text, columns);
  g_assert_cmpstr(padded, ==, expected);
}

static void test_pad(void) {
  assert_pads("台账", 6, "台账  ");
  assert_pads("台账", 4, "台账");
  assert_pads("台账", 3, "台…");
  assert_pads("台账管理", 6, "台账… ");
  assert_pads("", 3, "   ");
  assert_pads("台账", 0, "");
  assert_pads("台账", -1, "");
}

static void assert_wraps(const char *text, int columns, const char *expected) {
  g_autoptr(GPtrArray) lines = text_wrap(text, columns);
  g_ptr_array_add(lines, NULL);
  g_autofree char *joined = g_strjoinv("|", (char **)lines->pdata);
  g_assert_cmpstr(joined, ==, expected);
}

static void test_wrap_plain(void) {
  assert_wraps("", 10, "");
  assert_wraps("台账", 10, "台账");
  assert_wraps("一二三四五六", 4, "一二|三四|五六");
  assert_wraps("一二三四五六", 5, "一二|三四|五六");
  assert_wraps("甲\n乙\n", 10, "甲|乙|");
  assert_wraps("\n\n", 10, "||");
  assert_wraps("甲\n一二三", 4, "甲|一二|三");
}

static void test_wrap_rows(void) {
  static const struct {
    const char *text;
    int rows;
    const char *expected;
  } cases[] = {{"一二三四五六", 3, "一二|三四|五六"},
               {"一二三四五六", 2, "一二|三…"}, /* … has its room, too */
               {"一二三四五六", 1, "一…"},
               {"一\n二\n三", 2, "一|二…"},
               {"", 1, ""}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GPtrArray) lines = text_wrap_rows(cases[i].text, 4, cases[i].rows);
    g_ptr_array_add(lines, NULL);
    g_autofree char *joined = g_strjoinv("|", (char **)lines->pdata);
    g_assert_cmpstr(joined, ==, cases[i].expected);
  }
}

static void test_wrap_words(void) {
  assert_wraps("the quick brown fox", 9, "the quick|brown fox");
  assert_wraps("the quick brown fox", 10, "the quick|brown fox");
  assert_wraps("the   quick", 5, "the|quick");
  assert_wraps("完成ISO 9001认证", 8, "完成ISO|9001认证");
  assert_wraps("完成ISO9001认证", 8, "完成|ISO9001|认证");
  assert_wraps("截至2026-03-05止", 10, "截至|2026-03-05|止");
  assert_wraps("abcdefghij", 4, "abcd|efgh|ij");
  assert_wraps("ab cdefghij", 4, "ab|cdef|ghij");
  assert_wraps("don\u2019t 3.5", 5, "don\u2019t|3.5");
  assert_wraps("f(x) g(x)", 6, "f(x)|g(x)");
  assert_wraps("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301");
}

static void test_wrap_blanks(void) {
  assert_wraps("  深入学习", 6, "  深入|学习");
  assert_wraps("　　深入学习", 8, "　　深入|学习");
  assert_wraps("甲　　乙", 4, "甲|乙");
  assert_wraps("abc   ", 4, "abc");
  assert_wraps("abc ", 4, "abc ");
  assert_wraps("abc   \nd", 4, "abc|d");
  assert_wraps("        ", 4, "");
  assert_wraps("        word", 6, "word"); /* an indent that leaves the word no room */
  assert_wraps("   abcdef", 4, "abcd|ef");
  assert_wraps("a \u0301b", 1, "a| \u0301|b"); /* a mark makes a blank visible */
}

static void test_wrap_kinsoku(void) {
  assert_wraps("一二三，四", 6, "一二|三，四");
  assert_wraps("一二三（四）", 8, "一二三|（四）");
  assert_wraps("一二“三四”", 6, "一二|“三四”");
  assert_wraps("一二三……", 7, "一二|三……");
  assert_wraps("一二。”三", 5, "一|二。”|三");
  assert_wraps("ab 《信用》", 5, "ab|《信|用》");
  assert_wraps("abcd，ef", 4, "abc|d，|ef");
  assert_wraps("甲 ，乙", 4, "甲|，乙");
  /* nothing else to give */
  assert_wraps("。。。。", 4, "。。|。。");
  assert_wraps("（（（（", 4, "（（|（（");
  assert_wraps("（ 文", 2, "（|文");
}

static void test_wrap_narrow(void) {
  assert_wraps("台账ab，", 1, "台|账|a|b|，");
  assert_wraps("台账ab，", 0, "台|账|a|b|，");
  assert_wraps("台账", G_MININT, "台|账");
  assert_wraps("（中）", 2, "（|中|）");
  assert_wraps("台 账", 1, "台|账");
}

/* Every line fits, none is empty, and only blanks are lost, at every width. */
static void test_wrap_properties(void) {
  static const char text[] =
      "深入学习贯彻关于社会信用体系建设的指示批示，落实“信用交通省”创建（2020年12月底前），"
      "完成ISO 9001 certification、don\u2019t《办法》；每季度至少开展1次！  e\u0301te\u0301 "
      "http://example.invalid/a-very-long-path?x=1&y=2 结束……（见附件）";
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  g_autofree char *all = g_strjoinv("", words);
  for (int columns = 1; columns <= 200; columns++) {
    g_autoptr(GPtrArray) lines = text_wrap(text, columns);
    GString *seen = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
      const char *line = g_ptr_array_index(lines, i);
      g_assert_cmpint(text_width(line), <=, MAX(columns, 2));
      g_assert_cmpuint(strlen(line), >, 0);
      g_string_append(seen, line);
    }
    g_auto(GStrv) parts = g_strsplit(seen->str, " ", -1);
    g_autofree char *joined = g_strjoinv("", parts);
    g_assert_cmpstr(joined, ==, all);
    g_string_free(seen, TRUE);
  }
}

static void test_wrap_long(void) {
  g_autofree char *marks = repeat("e", "\u0301", 100000);
  assert_wraps(marks, 4, marks);
  g_autofree char *blanks = repeat("a", " ", 1000000);
  assert_wraps(blanks, 4, "a");
  g_autofree char *stops = repeat("", "。", 100000);
  g_autoptr(GPtrArray) lines = text_wrap(stops, 80);
  g_assert_cmpuint(lines->len, ==, 2500);
}

/* What is one column in UTF-8 is two where the terminal speaks GB18030. */
static void test_gb18030(void) {
  if (setlocale(LC_ALL, "zh_CN.GB18030") == NULL) {
    g_test_skip("没有 zh_CN.GB18030 语言环境");
    return;
  }
  g_assert_cmpint(text_char_width(0x2500), ==, 2); /* ─ */
  g_assert_cmpint(text_char_width(0x2026), ==, 2); /* … */
  g_assert_cmpint(text_char_width(0x4E2D), ==, 2);
  g_assert_cmpint(text_width("“台账”"), ==, 8);
  assert_ellipsizes("台账管理", 7, "台账…");
  assert_ellipsizes("abc", 1, "a"); /* … would not fit */
  assert_pads("台账管理", 7, "台账… ");
  assert_wraps("一二……", 6, "一|二……");
  assert_cleans("─…\u200B", FALSE, "─…");
  g_assert_nonnull(setlocale(LC_ALL, "C.UTF-8"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_assert_nonnull(setlocale(LC_ALL, "C.UTF-8"));
  g_test_add_func("/text/hash", test_hash);
  g_test_add_func("/text/clean-keeps", test_clean_keeps);
  g_test_add_func("/text/clean-line-ends", test_clean_line_ends);
  g_test_add_func("/text/clean-controls", test_clean_controls);
  g_test_add_func("/text/clean-replaces", test_clean_replaces);
  g_test_add_func("/text/clean-drops", test_clean_drops);
  g_test_add_func("/text/clean-bytes", test_clean_bytes);
  g_test_add_func("/text/clean-marks", test_clean_marks);
  g_test_add_func("/text/strip", test_strip);
  g_test_add_func("/text/strip-lines", test_strip_lines);
  g_test_add_func("/text/next", test_next);
  g_test_add_func("/text/width", test_width);
  g_test_add_func("/text/fit", test_fit);
  g_test_add_func("/text/ellipsize", test_ellipsize);
  g_test_add_func("/text/pad", test_pad);
  g_test_add_func("/text/wrap-plain", test_wrap_plain);
  g_test_add_func("/text/wrap-rows", test_wrap_rows);
  g_test_add_func("/text/wrap-words", test_wrap_words);
  g_test_add_func("/text/wrap-blanks", test_wrap_blanks);
  g_test_add_func("/text/wrap-kinsoku", test_wrap_kinsoku);
  g_test_add_func("/text/wrap-narrow", test_wrap_narrow);
  g_test_add_func("/text/wrap-properties", test_wrap_properties);
  g_test_add_func("/text/wrap-long", test_wrap_long);
  g_test_add_func("/text/gb18030", test_gb18030);
  return g_test_run();
}
