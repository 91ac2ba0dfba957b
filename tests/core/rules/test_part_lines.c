#include "core/rules/part_lines.h"

/* A part as weight|goal|units|deadline. */
static char *part_text(const GPtrArray *lines, guint index) {
  g_assert_cmpuint(index, <, lines->len);
  const PartLine *line = lines->pdata[index];
  return g_strdup_printf("%d: %d|%s|%s|%s%s", line->line, line->weight, line->goal, line->units,
                         line->deadline, line->more ? "|…" : "");
}

static void check_line(const char *text, const char *expected) {
  g_autoptr(GPtrArray) lines = part_lines_read(text);
  g_autofree char *found = part_text(lines, 0);
  g_assert_cmpstr(found, ==, expected);
}

static void test_line(void) {
  check_line("40 起草方案；厅法规处；2026年6月", "1: 40|起草方案|厅法规处|2026年6月");
  check_line("40 起草方案", "1: 40|起草方案||");
  check_line("４０　起草方案　｜　厅法规处、厅建管处　｜6月底　",
             "1: 40|起草方案|厅法规处、厅建管处|6月底");
  check_line("40%起草;;6月底", "1: 40|起草||6月底");
  check_line("  100％ 起草 | | ", "1: 100|起草||");
  check_line("40；起草；厅法规处", "1: 40|起草|厅法规处|");
  check_line("40、起草", "1: 40|起草||");
  check_line("40", "1: 40|||");
  check_line("40 起草；甲；6月；备注", "1: 40|起草|甲|6月|…");
  check_line("40 起草；甲；6月； ", "1: 40|起草|甲|6月");
}

/* What begins with a number need not begin with a weight. */
static void test_no_weight(void) {
  check_line("起草方案", "1: 0|起草方案||");
  check_line("3个月内完成", "1: 0|3个月内完成||");
  check_line("2026年方案", "1: 0|2026年方案||");
  check_line("0 起草", "1: 0|0 起草||");
  check_line("101 起草", "1: 0|101 起草||");
  check_line("-5 起草", "1: 0|-5 起草||");
  check_line("40.5 起草", "1: 0|40.5 起草||");
}

static void test_blank_lines(void) {
  g_autoptr(GPtrArray) lines = part_lines_read("\n40 甲\r\n　 \n60 乙\n");
  g_assert_cmpuint(lines->len, ==, 2);
  g_autofree char *first = part_text(lines, 0);
  g_autofree char *second = part_text(lines, 1);
  g_assert_cmpstr(first, ==, "2: 40|甲||");
  g_assert_cmpstr(second, ==, "4: 60|乙||");
  g_assert_cmpint(part_lines_sum(lines), ==, 100);
  g_autoptr(GPtrArray) none = part_lines_read(NULL);
  g_assert_cmpuint(none->len, ==, 0);
}

static void test_bad_bytes(void) {
  g_autoptr(GPtrArray) lines = part_lines_read("40 \xE4\xB8；\xFF\n\xFF");
  g_assert_cmpuint(lines->len, ==, 2);
  g_assert_true(g_utf8_validate(((const PartLine *)lines->pdata[0])->goal, -1, NULL));
}

static void check_problem(const char *text, const char *expected) {
  g_autoptr(GPtrArray) lines = part_lines_read(text);
  g_autofree char *problem = part_lines_problem(lines);
  g_assert_cmpstr(problem, ==, expected);
}

static void test_problem(void) {
  check_problem("40 甲\n60 乙", NULL);
  check_problem("", "至少要分成2项，每行一项");
  check_problem("100 甲", "至少要分成2项，每行一项");
  check_problem("40 甲\n50 乙", "权重合计应为 100，现在是 90");
  check_problem("40 甲\n\n乙 60", "第3行开头应是权重，1 到 100 的整数，空一格再写内容");
  check_problem("40 甲\n60 ；；厅法规处", "第2行没有写内容");
  check_problem("40 甲\n60 乙；一；二；三",
                "第2行分号太多：只有内容、单位、时限三段，单位之间用顿号");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/part_lines/line", test_line);
  g_test_add_func("/part_lines/no_weight", test_no_weight);
  g_test_add_func("/part_lines/blank_lines", test_blank_lines);
  g_test_add_func("/part_lines/bad_bytes", test_bad_bytes);
  g_test_add_func("/part_lines/problem", test_problem);
  return g_test_run();
}
