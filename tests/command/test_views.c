/* show, topics, and that reading changes no byte. */
#include <string.h>

#include "tests/command/cli.h"

static char *sum_of(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
}

/* The view of what is late of one's own, as the list of what is overdue has it. */
static void test_overdue_view(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_autofree char *settings = g_build_filename(folder, "settings.yaml", NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(settings, "units: [厅法规处]\n", -1, NULL));
  g_autofree char *view = cli_text(cli, "list --view 逾期-我处 --format ids");
  g_autofree char *overdue = cli_text(cli, "list --overdue --unit 厅法规处 --format ids");
  g_assert_cmpstr(view, ==, overdue);
  g_assert_cmpstr(view, !=, "");
}

static void test_bytes(void) {
  static const char *const READING[] = {"list",
                                        "list --overdue",
                                        "list --format json",
                                        "list --format csv",
                                        "list --view 本季度",
                                        "show 4",
                                        "show 4 --format json",
                                        "topics",
                                        "topics --year 2026",
                                        "remind",
                                        "remind --format json",
                                        "bulletin",
                                        "bulletin --format csv",
                                        "bulletin --list 总数",
                                        "remind --format ics",
                                        "remind --format mail",
                                        "log",
                                        "log 4",
                                        "extend",
                                        "extend --format json",
                                        "policy",
                                        "policy --format json",
                                        "log --format json",
                                        "verify",
                                        "templates",
                                        "units",
                                        "units --format csv 法规",
                                        "unit 厅法规处",
                                        "unit 厅法规处 --format json",
                                        ""};
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *folder = g_path_get_dirname(cli->db);
  g_autofree char *before = sum_of(cli->db);
  for (gsize i = 0; i < G_N_ELEMENTS(READING); i++) {
    g_free(cli_text(cli, READING[i]));
    g_autofree char *after = sum_of(cli->db);
    g_assert_cmpstr(before, ==, after);
  }
  /* One that is refused, too; and none leaves a file beside it. */
  cli_refused(cli, "list --view 逾期-我处", 1, "settings.yaml 中写一行 units: [处室全称]");
  cli_refused(cli, "done 33", 1, "排名指标");
  cli_refused(cli, "undo", 1, "没有可以撤销的操作");
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_cmpstr(g_dir_read_name(dir), ==, "taizhang.db");
  g_assert_null(g_dir_read_name(dir));
  g_autofree char *after = sum_of(cli->db);
  g_assert_cmpstr(before, ==, after);
}

static void test_show(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "show 4");
  assert_has(text, "制定年度信用工作要点");
  assert_has(text, "2026年4月（原文：2020年4月）");
  assert_has(text, "2026年4月30日 周四（已过205天）");
  assert_has(text, "! 红，逾期205天");
  assert_has(text, "还没有进展。");
  g_autofree char *repeated = cli_text(cli, "show 2");
  assert_has(repeated, "周期要求");
  json_t *task = cli_json(cli, "show 2 --format json");
  const json_t *schedule = json_array_get(json_object_get(task, "schedules"), 0);
  g_assert_cmpstr(json_text_of(schedule, "every"), ==, "quarter");
  g_assert_cmpint(json_number_of(schedule, "quota"), ==, 1);
  g_assert_cmpuint(json_array_size(json_object_get(task, "progress")), ==, 0);
  json_decref(task);
  g_autofree char *csv = cli_text(cli, "show 4 --format csv");
  assert_has(csv, "\r\n4,");
  cli_refused(cli, "show 999", 1, "没有编号为 999 的任务");
}

/* ---- topics ----------------------------------------------------------------------------- */

static void test_topics(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *list = cli_json(cli, "topics --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *topic = json_array_get(list, 0);
  g_assert_cmpuint(json_object_size(topic), ==, 13);
  g_assert_cmpint(json_number_of(topic, "year"), ==, 2026);
  g_assert_cmpint(json_number_of(topic, "month"), ==, 11);
  g_assert_cmpstr(json_text_of(topic, "topic"), ==, "诚信文化");
  assert_has(json_text_of(topic, "content"), "培树行业诚信典型");
  g_assert_cmpstr(json_text_of(topic, "due"), ==, "2026-11-15");
  g_assert_cmpint(json_number_of(topic, "cases"), ==, 0);
  g_assert_cmpint(json_number_of(topic, "target"), ==, 3);
  g_assert_cmpint(json_number_of(json_array_get(list, 1), "month"), ==, 12);
  json_decref(list);
  g_autofree char *text = cli_text(cli, "topics");
  assert_has(text, "2026年11月  诚信文化\n");
  assert_has(text, "2026年11月15日 周日（已过6天）");
  assert_has(text, "2026年11月25日 周三（还有4天）");
  assert_has(text, "回顾 2026 年");
}

static void test_topics_asked(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *month = cli_text(cli, "topics --month 8");
  assert_has(month, "2026年8月  诚信缺失问题专项治理\n");
  g_assert_null(strstr(month, "2026年9月"));
  g_autofree char *year = cli_text(cli, "topics --year 2026");
  assert_has(year, "2026年1月 ");
  assert_has(year, "2026年12月 ");
  g_autofree char *none = cli_text(cli, "topics --year 2030");
  g_assert_cmpstr(none, ==, "没有2030年的选题计划。\n");
  g_autofree char *empty = cli_text(cli, "topics --year 2030 --format json");
  g_assert_cmpstr(empty, ==, "[]\n");
  g_autofree char *csv = cli_text(cli, "topics --month 11 --format csv");
  assert_has(csv, "\r\n2026,11,诚信文化,");
  /* The month after December is next year's January, for which there is no plan. */
  json_t *list = cli_json(cli, "topics --as-of 2026-12-31 --format json");
  g_assert_cmpuint(json_array_size(list), ==, 1);
  json_decref(list);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/views/bytes", test_bytes);
  g_test_add_func("/command/views/overdue-view", test_overdue_view);
  g_test_add_func("/command/views/show", test_show);
  g_test_add_func("/command/views/topics", test_topics);
  g_test_add_func("/command/views/topics-asked", test_topics_asked);
  return g_test_run();
}
