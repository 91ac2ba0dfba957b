/* The words by which the journal is narrowed. */
#include "core/rules/log_words.h"

static void assert_read(const char *text, const char *expected) {
  g_auto(LogWords) words = {0};
  char since[DAY_TEXT_SIZE] = "", until[DAY_TEXT_SIZE] = "";
  log_words_read(text, day_from_ymd(2026, 11, 21), &words);
  if (words.since != DAY_NONE)
    day_to_iso(words.since, since);
  if (words.until != DAY_NONE)
    day_to_iso(words.until, until);
  g_autofree char *found = g_strdup_printf(
      "%s|%d|%s|%s|%s|%s..%s|%s", words.who != NULL ? words.who : "", (int)words.task,
      words.field != NULL ? words.field : "", words.verb != NULL ? words.verb : "",
      words.text != NULL ? words.text : "", since, until, words.problem != NULL ? "?" : "");
  g_assert_cmpstr(found, ==, expected);
}

static void test_read(void) {
  assert_read(NULL, "|0||||..|");
  assert_read("  ", "|0||||..|");
  assert_read("谁:lisi 任务：4 字段:期限 补登", "lisi|4|期限||补登|..|");
  assert_read("字段:“单位 名称” 两 词", "|0|单位 名称||两 词|..|");
  assert_read("动作:progress.add", "|0||progress.add||..|");
  assert_read("日期:2026-11-20", "|0||||2026-11-20..2026-11-20|");
  assert_read("日期:2026-11", "|0||||2026-11-01..2026-11-30|");
  assert_read("日期:>=2026-11-20", "|0||||2026-11-20..|");
  assert_read("日期:<2026-11-20", "|0||||..2026-11-19|");
  assert_read("日期:>2026-10", "|0||||2026-11-01..|");
  assert_read("日期:2026-11-01..2026-11-15", "|0||||2026-11-01..2026-11-15|");
  assert_read("日期:昨天", "|0||||2026-11-20..2026-11-20|");
  assert_read("日期:哪天", "|0||||..|?");
  assert_read("任务:四", "|0||||..|?");
  assert_read("谁:", "|0||||..|");
  assert_read("会议:纪要", "|0|||会议:纪要|..|");
  assert_read(":", "|0|||:|..|");
  assert_read("\"", "|0||||..|");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/log-words/read", test_read);
  return g_test_run();
}
