/* remind, in each of its forms. */
#include <string.h>

#include <glib/gstdio.h>

#include "tests/command/cli.h"

/* ---- text ------------------------------------------------------------------------------- */

static void test_text(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "remind");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 8);
  g_assert_cmpstr(lines[0], ==, "2026年11月21日 周六  逾期3项，7天内到期2项，待办0项");
  g_assert_true(g_str_has_prefix(lines[1], "! 逾期205天 第4项  落实国家发展改革委"));
  g_assert_true(g_str_has_suffix(lines[1], "…  厅法规处"));
  g_assert_true(g_str_has_prefix(lines[2], "! 逾期21天  第54项 "));
  g_assert_cmpstr(lines[3], ==, "! 欠报6天   2026-11 报送案例 0/3 诚信文化");
  g_assert_true(g_str_has_prefix(lines[4], "~ 还有1天   第28项 2026-W47 0/1 "));
  g_assert_cmpstr(lines[5], ==, "~ 还有4天   2026-11 报部案例 0/3 诚信文化");
  g_assert_cmpstr(lines[6], ==,
                  "本月主题：诚信文化  报送期限11月15日（已过6天）  已报0篇，目标3篇");
  /* No word and no terminal: the same. */
  g_autofree char *bare = cli_text(cli, "");
  g_assert_cmpstr(text, ==, bare);
}

static void test_full(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "remind --as-of 2027-01-05");
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 20);
  json_auto_t *data = cli_json(cli, "remind --as-of 2027-01-05 --format json");
  gsize count = json_array_size(json_object_get(data, "items"));
  g_autofree char *head = g_strdup_printf("2027年1月5日 周二  逾期%u项，", (guint)count);
  g_assert_true(g_str_has_prefix(lines[0], head));
  assert_has(lines[1], "第4项");
  g_autofree char *more =
      g_strdup_printf("…… 还有 %u 项，全部内容可加 --format json 查看", (guint)count - 17);
  g_assert_cmpstr(lines[18], ==, more);
  g_assert_cmpstr(lines[19], ==, "本月主题：没有2027年1月的选题计划");
}

static void test_soon(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "remind --as-of 2026-03-02");
  g_assert_cmpstr(none, ==,
                  "2026年3月2日 周一  没有逾期的，7天内没有到期的，也没有待办的。\n"
                  "本月主题：信用评价  报送期限3月15日（还有13天）  已报0篇，目标3篇\n");
  g_autofree char *soon = cli_text(cli, "remind --as-of 2026-04-28 --unit 厅法规处");
  assert_has(soon, "周二  厅法规处  逾期2项，7天内到期1项，待办0项\n");
  assert_has(soon, "\n~ 还有2天   第4项 ");
  g_autofree char *today = cli_text(cli, "remind --as-of 2026-04-30");
  assert_has(today, "\n~ 今天到期  第4项 ");
  g_autofree char *far = cli_text(cli, "remind --as-of 2026-03-31 --days 30");
  assert_has(far, "30天内到期3项，"); /* and April's topic, twice */
  assert_has(far, "\n+ 还有30天  第4项 ");
  cli_refused(cli, "remind --unit 法规处", 1, "厅法规处");
}

/* What is done waits for its review. */
static void test_waiting(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 4 --text 已印发 --on 2026-11-20"));
  g_autofree char *text = cli_text(cli, "remind");
  assert_has(text, "逾期2项，7天内到期2项，待办1项\n");
  assert_has(text, "\n- 已办结1天 第4项  待审核 落实国家发展改革委");
}

/* With several ledgers 序号 no longer says which task: 编号 stands beside it. */
static void test_two_ledgers(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "init --template ningxia-2020 --year 2025"));
  g_autofree char *text = cli_text(cli, "remind");
  assert_has(text, "第28项[97]");
}

/* ---- whose ------------------------------------------------------------------------------ */

static void write_settings(const Cli *cli, const char *text) {
  g_autofree char *folder = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_autofree char *path = g_build_filename(folder, "settings.yaml", NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_mine(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "remind --mine", 1, "settings.yaml 里写一行 units: [厅法规处]");
  write_settings(cli, "units: [厅财审处, 平罗县交通运输局]\n");
  g_autofree char *text = cli_text(cli, "remind --mine");
  assert_has(text, "周六  厅财审处、平罗县交通运输局  逾期2项，");
  assert_has(text, "第54项");
  g_assert_null(strstr(text, "第4项"));
  cli_refused(cli, "remind --mine --unit 厅法规处", 2, "--mine 和 --unit 只能写一个");
  write_settings(cli, "units: [没有的处]\n");
  cli_refused(cli, "remind --mine", 1, "没有的处");
}

static void check_status(Cli *cli, const char *as_of, const char *option, int expected) {
  g_autoptr(Run) run = cli_run(cli, "remind", "--as-of", as_of, option, NULL);
  g_assert_cmpint(run->status, ==, expected);
  g_assert_cmpstr(run->err, ==, "");
}

static void test_exit_code(void) {
  g_autoptr(Cli) cli = cli_new_example();
  check_status(cli, "2026-11-21", "--exit-code", 3);
  check_status(cli, "2026-11-21", NULL, 0);
  check_status(cli, "2026-03-09", "--exit-code", 0); /* the topic is soon due, not late */
  check_status(cli, "2026-03-16", "--exit-code", 3);
}

/* ---- data ------------------------------------------------------------------------------- */

static void test_data(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *reminder = cli_json(cli, "remind --days 40 --format json");
  g_assert_cmpuint(json_object_size(reminder), ==, 5);
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
  assert_has(csv, "\r\n28,"); /* for its week */
}

static void test_items(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_auto_t *reminder = cli_json(cli, "remind --format json");
  const json_t *items = json_object_get(reminder, "items");
  g_assert_cmpuint(json_array_size(items), ==, 5);
  const json_t *task = json_array_get(items, 0);
  g_assert_cmpstr(json_text_of(task, "kind"), ==, "task");
  g_assert_cmpstr(json_text_of(task, "light"), ==, "red");
  g_assert_cmpstr(json_text_of(task, "due"), ==, "2026-04-30");
  g_assert_cmpint(json_number_of(task, "late"), ==, 205);
  g_assert_cmpint(json_number_of(task, "task"), ==, 4);
  g_assert_cmpint(json_number_of(task, "number"), ==, 4);
  g_assert_null(json_text_of(task, "key"));
  g_assert_cmpstr(json_text_of(task, "units"), ==, "厅法规处");
  g_assert_cmpstr(json_text_of(task, "uid"), ==, "task-4");
  const json_t *topic = json_array_get(items, 2);
  g_assert_cmpstr(json_text_of(topic, "kind"), ==, "topic");
  g_assert_true(json_is_null(json_object_get(topic, "task")));
  g_assert_cmpstr(json_text_of(topic, "goal"), ==, "诚信文化");
  const json_t *period = json_array_get(items, 3);
  g_assert_cmpstr(json_text_of(period, "kind"), ==, "period");
  g_assert_cmpstr(json_text_of(period, "key"), ==, "2026-W47");
  g_assert_cmpint(json_number_of(period, "count"), ==, 0);
  g_assert_cmpint(json_number_of(period, "quota"), ==, 1);
  g_assert_cmpstr(json_text_of(json_array_get(items, 4), "key"), ==, "ministry");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/remind/text", test_text);
  g_test_add_func("/command/remind/full", test_full);
  g_test_add_func("/command/remind/soon", test_soon);
  g_test_add_func("/command/remind/waiting", test_waiting);
  g_test_add_func("/command/remind/two-ledgers", test_two_ledgers);
  g_test_add_func("/command/remind/mine", test_mine);
  g_test_add_func("/command/remind/exit-code", test_exit_code);
  g_test_add_func("/command/remind/data", test_data);
  g_test_add_func("/command/remind/items", test_items);
  return g_test_run();
}
