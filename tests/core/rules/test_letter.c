#include "core/rules/letter.h"

#include <locale.h>
#include <string.h>

#include "core/rules/text.h"

#define ALL ((1u << LETTER_BLANK_COUNT) - 1)

/* The first mistake of text as "offset:word"; "ok" where there is none. */
static void mistake(const char *text, guint blanks, const char *expected) {
  gsize offset = 99;
  g_autofree char *word = NULL;
  gboolean found = letter_mistake(text, blanks, &offset, &word);
  g_autofree char *shown =
      found ? g_strdup_printf("%" G_GSIZE_FORMAT ":%s", offset, word != NULL ? word : "-")
            : g_strdup("ok");
  g_assert_cmpstr(shown, ==, expected);
}

static void test_mistakes(void) {
  mistake("", ALL, "ok");
  mistake("没有要填的", ALL, "ok");
  mistake("{任务}{要求}\n{文号}", ALL, "ok");
  mistake("a{任 务}", ALL, "1:任 务");
  mistake("{任务}{}", ALL, "8:");
  mistake("{任务", ALL, "0:-");
  mistake("任务}", ALL, "6:-");
  mistake("{任\n务}", ALL, "0:-");
  mistake("{{任务}}", ALL, "0:-");
  mistake("{任务}}", ALL, "8:-");
  mistake("{期限}{文号}", letter_blanks(LETTER_NUDGE), "8:文号");
  mistake("{期限}{答复期限}{级别}", letter_blanks(LETTER_NUDGE), "8:答复期限");
  for (int level = 1; level <= 3; level++)
    mistake("{文号}{答复期限}{级别}", letter_blanks(letter_of_level(level)), "ok");
}

static void test_has(void) {
  g_assert_true(letter_has("甲{任务}乙{要求}", BLANK_ASK));
  g_assert_false(letter_has("要求 {任务} {", BLANK_ASK));
}

/* Every blank is filled by its own value, and only once. */
static void test_fill_each(void) {
  g_autoptr(GString) all = g_string_new(NULL), expected = g_string_new(NULL);
  g_auto(LetterValues) values = {0};
  for (int i = 0; i < LETTER_BLANK_COUNT; i++) {
    g_autofree char *value = g_strdup_printf("<%d{任务}>", i);
    letter_values_set(&values, (LetterBlank)i, value);
    g_string_append_printf(all, "{%s}，", letter_blank_name((LetterBlank)i));
    g_string_append_printf(expected, "%s，", value);
  }
  g_autofree char *filled = letter_fill(all->str, &values);
  g_assert_cmpstr(filled, ==, expected->str);
}

static void test_fill(void) {
  g_auto(LetterValues) values = {0};
  letter_values_set(&values, BLANK_GOAL, "甲\n乙\033[31m");
  letter_values_set(&values, BLANK_ASK, "一是\n二是");
  letter_values_set_day(&values, BLANK_DUE, day_from_ymd(2026, 5, 31));
  letter_values_set_day(&values, BLANK_TODAY, DAY_NONE);
  g_autofree char *filled =
      letter_fill("{文号} {单位}{任务}\n　　{要求}。\n{要求} {期限} {今天}{", &values);
  g_assert_cmpstr(
      filled, ==,
      "{文号} 甲 乙\xef\xbf\xbd[31m\n　　一是\n　　二是。\n一是\n二是 2026年5月31日 未定{");
  g_autofree char *numbered = letter_with_document("{文号}：{文号} {期限}", "督办〔2026〕3号");
  g_assert_cmpstr(numbered, ==, "督办〔2026〕3号：督办〔2026〕3号 {期限}");
  letter_values_set(&values, BLANK_GOAL, NULL);
  g_autofree char *without = letter_fill("[{任务}]", &values);
  g_assert_cmpstr(without, ==, "[]");
}

/* What stands where the template has a blank is found by the words around it. */
static void test_find(void) {
  const char *template = "{文号}\n二、要求\n　　{要求}\n三、期限\n{答复期限}";
  g_auto(LetterValues) values = {0};
  letter_values_set(&values, BLANK_ASK, "一是\n二是");
  g_autofree char *letter = letter_fill(template, &values);
  g_autofree char *ask = letter_find(letter, template, BLANK_ASK);
  g_assert_cmpstr(ask, ==, "一是\n二是");
  g_assert_null(letter_find("三、期限\n", template, BLANK_ASK));
  g_assert_null(letter_find("二、要求\n　　一是", template, BLANK_ASK));
  g_assert_null(letter_find(letter, "{任务}\n{要求}三、期限", BLANK_ASK)); /* nothing before it */
  g_assert_null(letter_find(letter, template, BLANK_GOAL));
}

static void test_page(void) {
  g_autofree char *page = letter_page("　　一二三四五，六\n七\n\n", 14);
  g_assert_cmpstr(page, ==, "　　一二三四\n五，六\n七\n");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/letter/mistakes", test_mistakes);
  g_test_add_func("/letter/has", test_has);
  g_test_add_func("/letter/fill-each", test_fill_each);
  g_test_add_func("/letter/fill", test_fill);
  g_test_add_func("/letter/find", test_find);
  g_test_add_func("/letter/page", test_page);
  return g_test_run();
}
