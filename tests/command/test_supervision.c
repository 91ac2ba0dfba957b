/* nudge, notice, and what show says of them. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/command/cli.h"

#define TITLE_NUDGE "催办通知"

/* ---- helpers ---------------------------------------------------------------------------- */

static char *in_home(const Cli *cli, const char *name) {
  return g_build_filename(cli->home, name, NULL);
}

static char *read_file(const Cli *cli, const char *name) {
  g_autofree char *path = in_home(cli, name);
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    g_error("no file %s", path);
  return text;
}

/* A file of the person's own configuration. */
static void configure(const Cli *cli, const char *name, const char *text) {
  g_autofree char *folder = g_build_filename(cli->home, "config", "taizhang", NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* A mail program in the home that keeps its arguments and input, and ends with status; mail is on.
 */
static void make_mail(const Cli *cli, const char *words, int status) {
  g_autofree char *path = in_home(cli, "sendmail");
  g_autofree char *script =
      g_strdup_printf("#!/bin/sh\nprintf '%%s\\n' \"$@\" > '%s.argv'\ncat > '%s.stdin'\n"
                      "printf '%%s' '%s' >&2\nexit %d\n",
                      path, path, words, status);
  g_assert_true(g_file_set_contents(path, script, -1, NULL));
  g_assert_cmpint(g_chmod(path, 0700), ==, 0);
  g_autofree char *settings = g_strdup_printf("mail: on\nsendmail: %s\n", path);
  configure(cli, "settings.yaml", settings);
}

static gboolean exists(const Cli *cli, const char *name) {
  g_autofree char *path = in_home(cli, name);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static guint count_of(Cli *cli, const char *arguments) {
  json_t *list = cli_json(cli, arguments);
  guint count = (guint)json_array_size(list);
  json_decref(list);
  return count;
}

static guint nudges(Cli *cli) {
  return count_of(cli, "nudge --format json");
}

/* How often words are in text. */
static guint times(const char *text, const char *words) {
  g_auto(GStrv) parts = g_strsplit(text, words, -1);
  return g_strv_length(parts) - 1;
}

/* ---- nudge ------------------------------------------------------------------------------ */

static void test_nudge(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "nudge");
  g_assert_cmpstr(none, ==, "还没有催办过。\n");
  g_autofree char *letter = cli_text(cli, "nudge 4");
  assert_has(letter, TITLE_NUDGE "\n\n厅法规处：\n");
  assert_has(letter, "第4项：落实国家");
  assert_has(letter, "最近进展：尚未报送进展。");
  g_assert_null(strchr(letter, '{'));
  json_t *list = cli_json(cli, "nudge --format json");
  g_assert_cmpuint(json_array_size(list), ==, 1);
  const json_t *nudge = json_array_get(list, 0);
  g_assert_cmpint(json_number_of(nudge, "task"), ==, 4);
  g_assert_cmpstr(json_text_of(nudge, "on"), ==, "2026-11-21");
  g_assert_cmpstr(json_text_of(nudge, "means"), ==, "print");
  g_assert_null(json_text_of(nudge, "recipient"));
  assert_has(json_text_of(nudge, "text"), "完成时限：2026年4月；办理期限：2026年4月30日。"
                                          "截至2026年11月21日，该项已逾期205天。\n");
  assert_has(json_text_of(nudge, "label"), "第4项“");
  json_decref(list);
}

/* Several at once are one entry; each is named once. */
static void test_nudge_several(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run = cli_run(cli, "nudge", "4", "1", "4", "--text", "　请于周五前\n报来 ", NULL);
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpint(run->status, ==, 0);
  g_assert_cmpuint(times(run->out, TITLE_NUDGE), ==, 2);
  g_assert_cmpuint(times(run->out, "　　请于周五前\n　　报来\n"), ==, 2);
  g_assert_null(strstr(run->out, "需要协调"));
  const char *first = strstr(run->out, "第4项"), *second = strstr(run->out, "第1项");
  g_assert_true(first != NULL && second != NULL && first < second);
  g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
  g_autofree char *rule = g_strnfill(76, '-');
  g_assert_true(g_strv_contains((const char *const *)lines, rule));
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpint(g_utf8_strlen(lines[i], -1), <=, 76);
  g_assert_cmpuint(nudges(cli), ==, 2);
  g_assert_cmpuint(count_of(cli, "log --format json"), ==, 2);
  g_autofree char *table = cli_text(cli, "nudge --limit 1");
  assert_has(table, "第1项");
  g_assert_null(strstr(table, "第4项"));
  g_autofree char *undone = cli_text(cli, "undo");
  assert_has(undone, "等2项 催办（打印）");
  g_assert_cmpuint(nudges(cli), ==, 0);
}

static void test_nudge_overdue(void) {
  g_autoptr(Cli) cli = cli_new_example();
  guint late = count_of(cli, "list --light 红 --format json");
  guint of_unit = count_of(cli, "list --light 红 --unit 厅法规处 --format json");
  g_assert_cmpuint(of_unit, >, 0);
  g_assert_cmpuint(of_unit, <, late);
  g_autofree char *preview = cli_text(cli, "nudge --overdue --dry-run");
  g_assert_cmpuint(times(preview, TITLE_NUDGE), ==, late);
  g_assert_cmpuint(nudges(cli), ==, 0);
  g_autofree char *letters = cli_text(cli, "nudge --overdue --unit 厅法规处");
  g_assert_cmpuint(times(letters, TITLE_NUDGE), ==, of_unit);
  g_assert_cmpuint(nudges(cli), ==, of_unit);
  cli_refused(cli, "nudge --overdue --unit 厅法规", 1, "厅法规处");
  g_autofree char *nobody = cli_text(cli, "nudge --overdue --unit 厅法规处 --as-of 2026-01-05");
  g_assert_cmpstr(nobody, ==, "没有逾期的任务，不必催办。\n");
  /* What is split is asked for by its parts. */
  g_free(cli_text(cli, "split 4 --part 50:甲 --part 50:乙"));
  g_autofree char *parts = cli_text(cli, "nudge --overdue --dry-run");
  g_assert_cmpuint(times(parts, TITLE_NUDGE), ==, late + 1);
  g_assert_cmpuint(count_of(cli, "list --light 红 --format json"), ==, late + 2);
}

static void test_nudge_file(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *said = cli_text(cli, "nudge 4 1 --output 催办.txt");
  g_assert_cmpstr(said, ==, "已催办2项，催办通知存在 催办.txt\n");
  g_autofree char *text = read_file(cli, "催办.txt");
  g_assert_cmpuint(times(text, TITLE_NUDGE), ==, 2);
  g_autofree char *path = in_home(cli, "催办.txt");
  struct stat info;
  g_assert_cmpint(stat(path, &info), ==, 0);
  g_assert_cmpint(info.st_mode & 0777, ==, 0600);
  cli_refused(cli, "nudge 5 --output 催办.txt", 1, "已经有这个文件");
  cli_refused(cli, "nudge 5 --output 没有/催办.txt", 1, "没有这个文件夹");
  g_assert_cmpuint(nudges(cli), ==, 2);
  json_t *list = cli_json(cli, "nudge --format json");
  g_assert_cmpstr(json_text_of(json_array_get(list, 0), "means"), ==, "file");
  g_assert_cmpstr(json_text_of(json_array_get(list, 0), "recipient"), ==, "催办.txt");
  json_decref(list);
}

/* What cannot be recorded leaves no file behind. */
static void test_nudge_file_unrecorded(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 5"));
  cli_refused(cli, "nudge 4 5 --output 催办.txt", 1, "已办结，不能再催办");
  g_assert_false(exists(cli, "催办.txt"));
  g_assert_cmpuint(nudges(cli), ==, 0);
}

static void test_nudge_record(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *said = cli_text(cli, "nudge 4 --record --text 已电话催办");
  g_assert_cmpstr(said, ==, "已登记催办1项\n");
  g_autofree char *csv = cli_text(cli, "nudge --format csv");
  assert_has(csv, "日期,编号,任务,方式,去向,催办人,内容\r\n2026-11-21,4,");
  assert_has(csv, ",仅登记,,");
  assert_has(csv, "已电话催办");
}

static void test_nudge_misuse(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "nudge 四", 2, "不是任务编号");
  cli_refused(cli, "nudge --text 催", 2, "缺少任务编号");
  cli_refused(cli, "nudge --unit 厅法规处", 2, "缺少任务编号");
  cli_refused(cli, "nudge --dry-run", 2, "缺少任务编号");
  cli_refused(cli, "nudge 4 --overdue", 2, "不能再写 --overdue");
  cli_refused(cli, "nudge 4 --unit 厅法规处", 2, "要与 --overdue 一起");
  cli_refused(cli, "nudge 4 --record --mail a@b.cn", 2, "只能写一个");
  cli_refused(cli, "nudge 4 --output a --mail a@b.cn", 2, "只能写一个");
  cli_refused(cli, "nudge 4 --format json", 2, "只用于列出催办");
  cli_refused(cli, "nudge 4 --limit 3", 2, "只用于列出催办");
  cli_refused(cli, "nudge --limit x", 2, "--limit");
  cli_refused(cli, "nudge 999", 1, "没有编号为 999");
  g_autoptr(Run) blank = cli_run(cli, "nudge", "4", "--text", "　 ", NULL);
  g_assert_cmpint(blank->status, ==, 1);
  g_assert_cmpuint(nudges(cli), ==, 0);
}

/* ---- mail ------------------------------------------------------------------------------- */

static void test_mail_off(void) {
  g_autoptr(Cli) cli = cli_new_example();
  make_mail(cli, "", 0);
  g_autofree char *path = in_home(cli, "sendmail");
  g_autofree char *off = g_strdup_printf("sendmail: %s\n", path);
  configure(cli, "settings.yaml", off);
  cli_refused(cli, "nudge 4 --mail fgc@example.gov.cn", 1, "没有开通邮件");
  g_assert_false(exists(cli, "sendmail.argv"));
  g_assert_cmpuint(nudges(cli), ==, 0);
}

static void test_mail(void) {
  g_autoptr(Cli) cli = cli_new_example();
  make_mail(cli, "", 0);
  g_autofree char *said = cli_text(cli, "nudge 4 1 --mail fgc@example.gov.cn");
  g_assert_cmpstr(said, ==, "已催办2项，邮件已交给邮件系统发往 fgc@example.gov.cn\n");
  g_autofree char *argv = read_file(cli, "sendmail.argv");
  g_assert_cmpstr(argv, ==, "-i\n--\nfgc@example.gov.cn\n");
  g_autofree char *message = read_file(cli, "sendmail.stdin");
  g_assert_true(g_str_has_prefix(message, "To: fgc@example.gov.cn\nSubject: =?UTF-8?B?"));
  assert_has(message, "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                      "Content-Transfer-Encoding: base64\n\n");
  gsize size;
  g_autofree guchar *bytes = g_base64_decode(strstr(message, "\n\n") + 2, &size);
  g_autofree char *body = g_strndup((char *)bytes, size);
  g_assert_cmpuint(times(body, TITLE_NUDGE), ==, 2);
  assert_has(body, "\r\n");
  json_t *list = cli_json(cli, "nudge --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  g_assert_cmpstr(json_text_of(json_array_get(list, 0), "means"), ==, "mail");
  g_assert_cmpstr(json_text_of(json_array_get(list, 0), "recipient"), ==, "fgc@example.gov.cn");
  json_decref(list);
}

/* Nothing is recorded that was not accepted, and nothing sent that could not be recorded. */
static void test_mail_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  make_mail(cli, "no route", 68);
  cli_refused(cli, "nudge 4 --mail fgc@example.gov.cn", 1,
              "找不到收件人的邮件服务器（退出状态 68）：no route");
  g_assert_true(exists(cli, "sendmail.argv"));
  g_assert_cmpuint(nudges(cli), ==, 0);
  make_mail(cli, "", 0);
  g_autofree char *argv = in_home(cli, "sendmail.argv");
  g_remove(argv);
  cli_refused(cli, "nudge 4 --mail -oQ/tmp@x", 1, "不是邮件地址");
  cli_refused(cli, "nudge 4 --mail a@b@c", 1, "不是邮件地址");
  g_free(cli_text(cli, "done 5"));
  cli_refused(cli, "nudge 4 5 --mail fgc@example.gov.cn", 1, "已办结，不能再催办");
  g_assert_false(exists(cli, "sendmail.argv"));
  g_assert_cmpuint(nudges(cli), ==, 0);
}

/* ---- notice ----------------------------------------------------------------------------- */

static void test_notice(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *none = cli_text(cli, "notice");
  g_assert_cmpstr(none, ==, "没有等待答复的督办单。\n");
  g_autofree char *draft = cli_text(cli, "notice 4 --level 1 --dry-run");
  assert_has(draft, "任务办理提醒单\n");
  assert_has(draft, "（签发时编号）");
  g_autofree char *letter = cli_text(cli, "notice 4 --level 督办");
  g_assert_true(g_str_has_prefix(letter, "　　　　　　　　　　　　　　　　督　办　单\n"));
  assert_has(letter,
             "督　办　单\n　　　　　　　　　　　　　　督办〔2026〕1号\n\n主送单位：厅法规处\n");
  assert_has(letter, "一、督办事由\n");
  /* Five working days from Saturday the 21st. */
  assert_has(letter, "请于2026年11月27日前（含当日）书面答复");
  g_auto(GStrv) lines = g_strsplit(letter, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpint(g_utf8_strlen(lines[i], -1), <=, 76);
  g_autofree char *second =
      cli_text(cli, "notice 5 --level 重点督办 --text 请来当面说明 --answer-by 2026-12-01");
  assert_has(second, "重点督办单\n　　　　　　　　　　　　　　督办〔2026〕2号\n");
  assert_has(second, "　　请来当面说明\n");
  assert_has(second, "请于2026年12月1日前");
  json_t *list = cli_json(cli, "notice --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *notice = json_array_get(list, 1);
  g_assert_cmpstr(json_text_of(notice, "document"), ==, "督办〔2026〕2号");
  g_assert_cmpint(json_number_of(notice, "year"), ==, 2026);
  g_assert_cmpint(json_number_of(notice, "number"), ==, 2);
  g_assert_cmpint(json_number_of(notice, "level"), ==, 3);
  g_assert_cmpstr(json_text_of(notice, "level_name"), ==, "重点督办单");
  g_assert_cmpint(json_number_of(notice, "task"), ==, 5);
  g_assert_cmpstr(json_text_of(notice, "answer_by"), ==, "2026-12-01");
  g_assert_null(json_text_of(notice, "answered_on"));
  json_decref(list);
  g_autofree char *shown = cli_text(cli, "notice --show 督办〔2026〕1号");
  g_assert_true(g_str_has_prefix(shown, letter));
}

/* A notice into a file: Word by its ending, which the test of its parts looks into; else as text.
 */
static void test_notice_file(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "notice 4 --level 2 --text 请当面说明"));
  g_autofree char *said = cli_text(cli, "notice 2026-1 --output a.DOCX");
  assert_has(said, "已把督办〔2026〕1号存为 a.DOCX");
  g_autofree char *word = NULL;
  gsize size;
  g_autofree char *path = in_home(cli, "a.DOCX");
  g_assert_true(g_file_get_contents(path, &word, &size, NULL));
  g_assert_cmpmem(word, 4, "PK\003\004", 4);
  g_free(cli_text(cli, "notice --show 1 -o a.txt"));
  g_autofree char *text = read_file(cli, "a.txt");
  assert_has(text, "　　请当面说明\n");
  cli_refused(cli, "notice 2026-1 -o a.txt", 1, "已经有这个文件");
  cli_refused(cli, "notice 2026-9 -o b.docx", 1, "2026");
  g_assert_false(exists(cli, "b.docx"));
  cli_refused(cli, "notice -o b.docx", 2, "缺少督办单");
  cli_refused(cli, "notice 4 --level 2 -o b.docx", 2, "--output");
  cli_refused(cli, "notice --answer 2026-1 --text 一 -o b.docx", 2, "--output");
}

static void test_notice_answer(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "notice 4 --level 1 --answer-by 2026-11-25"));
  g_free(cli_text(cli, "notice 5 --level 1"));
  g_autofree char *waiting = cli_text(cli, "notice --as-of 2026-11-28");
  assert_has(waiting, "督办〔2026〕1号  提醒单  2026-11-25  逾期3天未答复");
  g_autofree char *said =
      cli_text(cli, "notice --answer 2026-1 --text 已按要求整改 --as-of 2026-11-26");
  assert_has(said, "已登记督办〔2026〕1号的答复：第4项“");
  assert_has(said, "（2026-11-26 答复，逾期1天）");
  g_assert_cmpuint(count_of(cli, "notice --format json"), ==, 1);
  g_assert_cmpuint(count_of(cli, "notice --all --format json"), ==, 2);
  g_autofree char *csv = cli_text(cli, "notice --all --format csv");
  assert_has(csv, "编号,文号,级别,任务编号,任务,签发日期,签发人,答复期限,答复日期,答复情况,内容\r\n"
                  "1,督办〔2026〕1号,提醒单,4,");
  g_autofree char *shown = cli_text(cli, "notice --show 1");
  assert_has(shown, "答复：\n已按要求整改\n");
  json_t *notice = cli_json(cli, "notice --show 1 --format json");
  const json_t *answer = json_array_get(json_object_get(notice, "answers"), 0);
  g_assert_cmpstr(json_text_of(answer, "text"), ==, "已按要求整改");
  g_assert_cmpstr(json_text_of(answer, "on"), ==, "2026-11-26");
  g_assert_cmpint(json_number_of(notice, "days_late"), ==, 1);
  json_decref(notice);
  cli_refused(cli, "notice --raise 1 --level 3 --reason 拖", 1, "已于 2026-11-26 答复");
}

static void test_notice_raise(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "notice 4 --level 提醒单"));
  g_autofree char *letter =
      cli_text(cli, "notice --raise 2026-1 --level 2 --reason 逾期未答复 --as-of 2026-11-30");
  assert_has(letter, "督　办　单\n");
  assert_has(letter, "督办〔2026〕1号");
  assert_has(letter, "请于2026年12月7日前");
  json_t *notice = cli_json(cli, "notice --show 2026-1 --format json");
  g_assert_cmpint(json_number_of(notice, "level"), ==, 2);
  g_assert_cmpstr(json_text_of(notice, "answer_by"), ==, "2026-12-07");
  g_assert_cmpstr(json_text_of(notice, "issued_on"), ==, "2026-11-21");
  assert_has(json_text_of(notice, "text"), "督　办　单");
  json_decref(notice);
  cli_refused(cli, "notice --raise 1 --level 1 --reason 拖", 1, "只能升为更高的级别");
  cli_refused(cli, "notice --raise 2026-7 --level 3 --reason 拖", 1, "没有督办〔2026〕7号");
  g_autofree char *log = cli_text(cli, "log 4");
  assert_has(log, "督办〔2026〕1号升为督办单");
  assert_has(log, "督办单 级别：提醒单 → 督办单");
}

static void test_notice_undo(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "notice 4 --level 1"));
  g_free(cli_text(cli, "undo"));
  g_assert_cmpuint(count_of(cli, "notice --all --format json"), ==, 0);
  g_autofree char *again = cli_text(cli, "notice 5 --level 1");
  assert_has(again, "督办〔2026〕1号");
}

static void test_notice_misuse(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "notice 4", 2, "缺少 --level");
  cli_refused(cli, "notice 4 --level 4", 2, "1 提醒、2 督办、3 重点督办");
  cli_refused(cli, "notice 四 --level 1", 2, "不是任务编号");
  cli_refused(cli, "notice --level 1", 2, "缺少任务编号");
  cli_refused(cli, "notice --dry-run", 2, "缺少任务编号");
  cli_refused(cli, "notice 4 --level 1 --all", 2, "--all 只用于列出");
  cli_refused(cli, "notice 4 --level 1 --format json", 2, "--format 只用于");
  cli_refused(cli, "notice 4 --level 1 --show 1", 2, "只能写一个");
  cli_refused(cli, "notice 4 --level 1 --reason 拖", 2, "签发只用 --level");
  cli_refused(cli, "notice --show 1 --text 好", 2, "--show 只和 --format");
  cli_refused(cli, "notice --answer 1 --level 2 --text 好", 2, "--answer 只和 --text");
  cli_refused(cli, "notice --show 第1号", 2, "应是督办单的编号");
  cli_refused(cli, "notice --show 1 --format csv", 2, "没有 csv");
  cli_refused(cli, "notice --raise 1 --level 2", 2, "缺少 --reason");
  cli_refused(cli, "notice --raise 1 --reason 拖", 2, "缺少 --level");
  cli_refused(cli, "notice --answer 1", 2, "缺少 --text");
  cli_refused(cli, "notice --show 9", 1, "没有编号为 9 的督办单");
  cli_refused(cli, "notice 4 --level 1 --answer-by 2026-11-31", 2, "不是日期");
  cli_refused(cli, "notice 4 --level 1 --answer-by 2026-11-20", 1, "已经过去");
  g_free(cli_text(cli, "done 5"));
  cli_refused(cli, "notice 5 --level 1", 1, "已办结，不能再催办或督办");
  cli_refused(cli, "notice 5 --level 1 --dry-run", 1, "已办结，不能再催办或督办");
  g_assert_cmpuint(count_of(cli, "notice --all --format json"), ==, 0);
}

/* ---- an office's own words -------------------------------------------------------------- */

static void test_letters(void) {
  g_autoptr(Cli) cli = cli_new_example();
  configure(cli, "letters.yaml",
            "nudge:\n  text: |\n    致{单位}：第{序号}项{要求}\n    {日期}\nnotice1:\n"
            "  text: '{文号} {要求} {级别}'\n  ask: 请看。\n");
  g_autoptr(Run) run = cli_run(cli, "notice", "4", "--level", "1", NULL);
  g_assert_cmpint(run->status, ==, 0);
  g_assert_cmpstr(run->out, ==, "督办〔2026〕1号 请看。 提醒单\n");
  assert_has(run->err, "letters.yaml 第 4 行：这里不能填“{日期}”");
  g_autoptr(Run) nudge = cli_run(cli, "nudge", "4", NULL);
  assert_has(nudge->out, TITLE_NUDGE);
}

/* ---- show ------------------------------------------------------------------------------- */

static void test_show(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *before = cli_text(cli, "show 4");
  g_assert_null(strstr(before, "催办"));
  g_assert_null(strstr(before, "督办"));
  g_free(cli_text(cli, "nudge 4 --output 催办.txt"));
  g_free(cli_text(cli, "notice 4 --level 2"));
  g_free(cli_text(cli, "notice --answer 1 --text 正在整改"));
  g_autofree char *page = cli_text(cli, "show 4");
  assert_has(page, "\n催办（1次）\n2026-11-21  ");
  assert_has(page, "  存为文件：催办.txt\n");
  assert_has(page, "\n督办（1张）\n2026-11-21  ");
  assert_has(page, "  督办〔2026〕1号  督办单  答复期限 2026-11-27  2026-11-21 答复\n"
                   "  2026-11-21答复：正在整改\n");
  json_t *task = cli_json(cli, "show 4 --format json");
  const json_t *nudge = json_array_get(json_object_get(task, "nudges"), 0);
  const json_t *notice = json_array_get(json_object_get(task, "notices"), 0);
  g_assert_cmpstr(json_text_of(nudge, "means"), ==, "file");
  g_assert_cmpstr(json_text_of(notice, "answered_on"), ==, "2026-11-21");
  json_decref(task);
  json_t *other = cli_json(cli, "show 5 --format json");
  g_assert_cmpuint(json_array_size(json_object_get(other, "nudges")), ==, 0);
  g_assert_cmpuint(json_array_size(json_object_get(other, "notices")), ==, 0);
  json_decref(other);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/nudge/one", test_nudge);
  g_test_add_func("/command/nudge/several", test_nudge_several);
  g_test_add_func("/command/nudge/overdue", test_nudge_overdue);
  g_test_add_func("/command/nudge/file", test_nudge_file);
  g_test_add_func("/command/nudge/file-unrecorded", test_nudge_file_unrecorded);
  g_test_add_func("/command/nudge/record", test_nudge_record);
  g_test_add_func("/command/nudge/misuse", test_nudge_misuse);
  g_test_add_func("/command/nudge/mail-off", test_mail_off);
  g_test_add_func("/command/nudge/mail", test_mail);
  g_test_add_func("/command/nudge/mail-refused", test_mail_refused);
  g_test_add_func("/command/notice/issue", test_notice);
  g_test_add_func("/command/notice/file", test_notice_file);
  g_test_add_func("/command/notice/answer", test_notice_answer);
  g_test_add_func("/command/notice/raise", test_notice_raise);
  g_test_add_func("/command/notice/undo", test_notice_undo);
  g_test_add_func("/command/notice/misuse", test_notice_misuse);
  g_test_add_func("/command/supervision/letters", test_letters);
  g_test_add_func("/command/supervision/show", test_show);
  return g_test_run();
}
