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
  g_assert_cmpstr(lines[0], ==, "2026年11月21日 周六  逾期2项，欠报1期，7天内到期2项，待办0项");
  g_assert_true(g_str_has_prefix(lines[1], "! 逾期205天 第4项  落实国家发展改革委"));
  g_assert_true(g_str_has_suffix(lines[1], "…  厅法规处"));
  g_assert_true(g_str_has_prefix(lines[2], "! 逾期21天  第54项 "));
  g_assert_cmpstr(lines[3], ==, "! 欠报6天   2026-11 报送案例 0/3 诚信文化");
  g_assert_true(g_str_has_prefix(lines[4], "~ 还有1天   第28项 2026-W47 0/1 "));
  g_assert_cmpstr(lines[5], ==, "~ 还有4天   2026-11 报部案例 0/3 诚信文化");
  g_assert_cmpstr(lines[6], ==,
                  "本月主题：诚信文化  报送期限11月15日（已过6天）  已报0篇，目标3篇");
  /* No word and no terminal: the same, as is the word for it. */
  g_autofree char *bare = cli_text(cli, "");
  g_assert_cmpstr(text, ==, bare);
  g_autofree char *named = cli_text(cli, "remind --format text");
  g_assert_cmpstr(text, ==, named);
}

static void test_full(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = cli_text(cli, "remind --as-of 2027-01-05");
  g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 20);
  json_auto_t *data = cli_json(cli, "remind --as-of 2027-01-05 --format json");
  gsize count = json_array_size(json_object_get(data, "items"));
  gsize tasks = json_array_size(json_object_get(data, "overdue"));
  g_autofree char *head = g_strdup_printf("2027年1月5日 周二  逾期%u项，欠报%u期，", (guint)tasks,
                                          (guint)(count - tasks));
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
  assert_has(soon, "周二  厅法规处  逾期0项，欠报2期，7天内到期1项，待办0项\n");
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
  assert_has(text, "逾期1项，欠报1期，7天内到期2项，待办1项\n");
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
  assert_has(text, "周六  厅财审处、平罗县交通运输局  逾期1项，欠报1期，");
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

/* ---- a calendar file -------------------------------------------------------------------- */

/* The lines of a calendar file, unfolded. */
static char **lines_of(const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "\r\n ", -1);
  g_autofree char *whole = g_strjoinv("", parts);
  return g_strsplit(whole, "\r\n", -1);
}

/* What follows start in the first line after the one that begins with uid, within its entry; NULL
 * where it is missing there. The caller frees. */
static char *value_in(const char *text, const char *uid, const char *start) {
  g_auto(GStrv) lines = lines_of(text);
  gboolean inside = FALSE;
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (inside && g_str_has_prefix(uid, "UID:") && g_str_equal(lines[i], "END:VTODO"))
      return NULL;
    if (inside && g_str_has_prefix(lines[i], start))
      return g_strdup(lines[i] + strlen(start));
    inside = inside || g_str_has_prefix(lines[i], uid);
  }
  g_error("no %s in %s", uid, text);
}

static void assert_value(const char *text, const char *uid, const char *start,
                         const char *expected) {
  g_autofree char *value = value_in(text, uid, start);
  g_assert_cmpstr(value, ==, expected);
}

static int compare_lines(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The UID lines in alphabetical order. */
static char *uids_of(const char *text) {
  g_auto(GStrv) lines = lines_of(text);
  g_autoptr(GPtrArray) uids = g_ptr_array_new();
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (g_str_has_prefix(lines[i], "UID:"))
      g_ptr_array_add(uids, lines[i]);
  }
  g_ptr_array_sort(uids, compare_lines);
  g_ptr_array_add(uids, NULL);
  return g_strjoinv("\n", (char **)uids->pdata);
}

static void test_ics(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = cli_text(cli, "remind --format ics --days 40");
  assert_value(before, "UID:task-4@", "DUE;VALUE=DATE:", "20260430");
  assert_value(before, "UID:task-4@", "STATUS:", "NEEDS-ACTION");
  assert_value(before, "UID:period-",
               "SUMMARY:", "第28项 2026-W47 0/1 在宁夏“信用交通”网站（网页）每…");
  assert_value(before, "UID:topic-11-ministry@", "DUE;VALUE=DATE:", "20261125");
  g_autofree char *sequence = value_in(before, "UID:task-4@", "SEQUENCE:");
  g_free(cli_text(cli, "done 4 --text 已印发 --on 2026-11-20"));
  /* The same entries with a higher number; what was done is told, and that for a year. */
  g_autofree char *after = cli_text(cli, "remind --format ics --days 40");
  g_autofree char *uids = uids_of(before), *uids_after = uids_of(after);
  g_assert_cmpstr(uids, ==, uids_after);
  g_autofree char *sequence_after = value_in(after, "UID:task-4@", "SEQUENCE:");
  g_assert_cmpint(atoi(sequence_after), ==, atoi(sequence) + 1);
  assert_value(after, "UID:task-4@", "STATUS:", "COMPLETED");
  assert_value(after, "UID:task-4@", "COMPLETED:", "20261120T120000Z");
  /* What was missed in months gone by is no reminder any more. */
  g_assert_null(strstr(after, "UID:topic-10@"));
  /* Without --days, what comes due within a year. */
  g_autofree char *year = cli_text(cli, "remind --format ics");
  assert_value(year, "UID:topic-12@", "DUE;VALUE=DATE:", "20261215");
  /* What is late from long before stays. */
  g_autofree char *later = cli_text(cli, "remind --format ics --as-of 2029-01-01");
  assert_value(later, "UID:task-54@", "STATUS:", "NEEDS-ACTION");
}

/* Another file's entries are others. */
static void test_ics_origin(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *one = cli_text(cli, "remind --format ics");
  g_free(cli_text(cli, "--db other.db init --template xinzhou-2023-topics"));
  g_autofree char *other = cli_text(cli, "--db other.db remind --format ics");
  g_autofree char *uid = value_in(one, "BEGIN:VCALENDAR", "UID:topic-11@");
  g_autofree char *other_uid = value_in(other, "BEGIN:VCALENDAR", "UID:topic-11@");
  g_assert_cmpuint(strlen(uid), ==, strlen("0123456789ab.taizhang"));
  g_assert_cmpuint(strlen(other_uid), ==, strlen(uid));
  g_assert_cmpstr(uid, !=, other_uid);
}

/* ---- a message -------------------------------------------------------------------------- */

/* Encoded words (RFC 2047) as text. */
static char *decoded(const char *words) {
  g_auto(GStrv) parts = g_strsplit(words, "=?UTF-8?B?", -1);
  g_autoptr(GString) text = g_string_new(parts[0]);
  for (gsize i = 1; parts[i] != NULL; i++) {
    char *end = strstr(parts[i], "?=");
    g_assert_nonnull(end);
    *end = '\0';
    gsize size;
    g_autofree guchar *bytes = g_base64_decode(parts[i], &size);
    g_assert_true(g_utf8_validate((char *)bytes, (gssize)size, NULL));
    g_string_append_len(text, (char *)bytes, (gssize)size);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void test_mail(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *message = cli_text(cli, "remind --format mail --to li.si@example.cn");
  for (const char *p = message; *p != '\0'; p++)
    g_assert_true(g_ascii_isprint(*p) || *p == '\n');
  g_auto(GStrv) parts = g_strsplit(message, "\n\n", 2);
  g_autofree char *unfolded = g_strdup(parts[0]);
  g_auto(GStrv) folds = g_strsplit(unfolded, "\n ", -1);
  g_autofree char *joined = g_strjoinv("", folds);
  g_autofree char *heads = decoded(joined);
  g_assert_true(g_regex_match_simple("^Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{1,2} "
                                     "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} "
                                     "\\d\\d:\\d\\d:\\d\\d \\+0800$",
                                     joined, G_REGEX_MULTILINE, 0));
  g_assert_true(g_regex_match_simple("^From: [\\w-]+@[\\w.-]+$", joined, G_REGEX_MULTILINE, 0));
  assert_has(joined, "\nTo: li.si@example.cn\n");
  assert_has(joined, "\nMIME-Version: 1.0\n");
  assert_has(joined, "\nContent-Type: text/plain; charset=utf-8\n");
  assert_has(heads, "台账提醒 2026年11月21日 周六：逾期2项，欠报1期，7天内到期2项，待办0项");
  gsize size;
  g_autofree guchar *bytes = g_base64_decode(parts[1], &size);
  g_autofree char *body = g_strndup((char *)bytes, size);
  g_auto(GStrv) lines = g_strsplit(body, "\r\n", -1);
  g_autofree char *plain = g_strjoinv("\n", lines);
  g_autofree char *text = cli_text(cli, "remind");
  g_assert_cmpstr(plain, ==, text);
  g_auto(GStrv) written = g_strsplit(message, "\n", -1);
  for (gsize i = 0; written[i] != NULL; i++)
    g_assert_cmpuint(strlen(written[i]), <=, 76);
}

/* The heads are the same in every language and encoding; nobody can put others in. */
static void test_mail_strict(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "LC_ALL", "zh_CN.GB18030");
  g_autofree char *message = cli_text(cli, "remind --format mail");
  g_assert_true(
      g_regex_match_simple("^Date: [A-Z][a-z][a-z], \\d+ [A-Z][a-z][a-z] ", message, 0, 0));
  g_assert_null(strstr(message, "\nTo:"));
  cli_set(cli, "LC_ALL", "C.UTF-8");
  static const char *const bad[] = {"a@b.cn\nBcc: c@d.cn", "张三@example.cn", "", " ",
                                    "a@b.cn,c@d.cn",       "a\t@b.cn"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(Run) run = cli_run(cli, "remind", "--format", "mail", "--to", bad[i], NULL);
    g_assert_cmpint(run->status, ==, 2);
    g_assert_cmpstr(run->out, ==, "");
    assert_has(run->err, "不是邮箱地址");
  }
  cli_refused(cli, "remind --to a@b.cn", 2, "--to 只与 --format mail 同用");
}

static void test_formats(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "remind --format xml", 2, "--format 可以是 table、json、csv、ics 或 mail");
  cli_refused(cli, "list --format ics", 2,
              "没有“ics”这种输出格式，--format 可以是 table、json、csv 或 ids");
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
  g_test_add_func("/command/remind/ics", test_ics);
  g_test_add_func("/command/remind/ics-origin", test_ics_origin);
  g_test_add_func("/command/remind/mail", test_mail);
  g_test_add_func("/command/remind/mail-strict", test_mail_strict);
  g_test_add_func("/command/remind/formats", test_formats);
  return g_test_run();
}
