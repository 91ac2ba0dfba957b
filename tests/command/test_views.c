/* show, topics, remind, and that reading changes no byte. */
#include <string.h>

#include "tests/command/cli.h"

static char *sum_of(const char *path) {
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
}

static void test_bytes(void) {
  static const char *const READING[] = {"list",
                                        "list --overdue",
                                        "list --format json",
                                        "list --format csv",
                                        "show 4",
                                        "show 4 --format json",
                                        "topics",
                                        "topics --year 2026",
                                        "remind",
                                        "remind --format json",
                                        "log",
                                        "log 4",
                                        "extend",
                                        "extend --format json",
                                        "policy",
                                        "policy --format json",
                                        "log --format json",
                                        "verify",
                                        "templates",
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
  g_assert_cmpuint(json_object_size(topic), ==, 7);
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

/* ---- remind ----------------------------------------------------------------------------- */

static void test_remind(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "remind");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 6);
  g_assert_cmpstr(lines[0], ==, "2026年11月21日 周六  逾期2项，7天内到期1项");
  g_assert_true(g_str_has_prefix(lines[1], "! 逾期205天 第4项  落实国家发展改革委"));
  g_assert_true(g_str_has_suffix(lines[1], "…  厅法规处  时限2026年4月"));
  g_assert_true(g_str_has_prefix(lines[2], "! 逾期21天  第54项 "));
  assert_has(lines[3], "第28项"); /* its week ends tomorrow */
  g_assert_cmpstr(lines[4], ==,
                  "本月主题：诚信文化  报送期限11月15日（已过6天）  已报0篇，目标3篇");
  /* No word and no terminal: the same. */
  g_autofree char *bare = cli_text(cli, "");
  g_assert_cmpstr(text, ==, bare);
}

static void test_remind_full(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "remind --as-of 2027-01-05");
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 20);
  assert_has(lines[0], "逾期58项");
  assert_has(lines[1], "第4项");
  g_assert_cmpstr(lines[18], ==, "…… 还有 41 项，全部内容可加 --format csv 或 json 查看");
  g_assert_cmpstr(lines[19], ==, "本月主题：没有2027年1月的选题计划");
}

static void test_remind_soon(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "remind --as-of 2026-03-02");
  g_assert_cmpstr(none, ==,
                  "2026年3月2日 周一  没有逾期的任务，7天内也没有到期的。\n"
                  "本月主题：信用评价  报送期限3月15日（还有13天）  已报0篇，目标3篇\n");
  g_autofree char *soon = cli_text(cli, "remind --as-of 2026-04-28 --unit 厅法规处");
  assert_has(soon, "周二  厅法规处  逾期0项，7天内到期1项\n~ 还有2天   第4项 ");
  g_autofree char *today = cli_text(cli, "remind --as-of 2026-04-30");
  assert_has(today, "\n~ 今天到期  第4项 ");
  g_autofree char *far = cli_text(cli, "remind --as-of 2026-03-31 --days 30");
  assert_has(far, "30天内到期1项\n");
  cli_refused(cli, "remind --unit 法规处", 1, "厅法规处");
}

static void test_remind_data(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *reminder = cli_json(cli, "remind --days 40 --format json");
  g_assert_cmpuint(json_object_size(reminder), ==, 4);
  g_assert_cmpstr(json_text_of(reminder, "as_of"), ==, "2026-11-21");
  const json_t *overdue = json_object_get(reminder, "overdue");
  g_assert_cmpuint(json_array_size(overdue), ==, 2);
  g_assert_cmpint(json_number_of(json_array_get(overdue, 0), "overdue_days"), ==, 205);
  g_assert_cmpuint(json_array_size(json_object_get(reminder, "soon")), ==, 56);
  g_assert_cmpstr(json_text_of(json_object_get(reminder, "topic"), "topic"), ==, "诚信文化");
  json_decref(reminder);
  reminder = cli_json(cli, "remind --as-of 2027-02-01 --format json");
  g_assert_true(json_is_null(json_object_get(reminder, "topic")));
  json_decref(reminder);
  g_autofree char *csv = cli_text(cli, "remind --format csv");
  assert_has(csv, "\xef\xbb\xbf编号,台账,序号,");
  assert_has(csv, "\r\n54,");
}

/* With several ledgers 序号 no longer says which task: 编号 stands beside it. */
static void test_remind_two_ledgers(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  g_autofree char *text = cli_text(cli, "remind");
  assert_has(text, "第4项[73]");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/views/bytes", test_bytes);
  g_test_add_func("/command/views/show", test_show);
  g_test_add_func("/command/views/topics", test_topics);
  g_test_add_func("/command/views/topics-asked", test_topics_asked);
  g_test_add_func("/command/views/remind", test_remind);
  g_test_add_func("/command/views/remind-full", test_remind_full);
  g_test_add_func("/command/views/remind-soon", test_remind_soon);
  g_test_add_func("/command/views/remind-data", test_remind_data);
  g_test_add_func("/command/views/remind-two-ledgers", test_remind_two_ledgers);
  return g_test_run();
}
