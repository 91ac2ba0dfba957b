/* 催办 and 督办单 on the screens: marking, sending, issuing, answering, raising. */
#include "tests/tui/screen/program.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- what is on record ------------------------------------------------------------------ */

/* A task as `show --format json` gives it. The caller json_decref()s. */
static json_t *shown_task(Cli *cli, int task) {
  g_autofree char *arguments = g_strdup_printf("show %d --format json", task);
  return cli_json(cli, arguments);
}

static gsize count_of(Cli *cli, int task, const char *what) {
  json_t *shown = shown_task(cli, task);
  gsize count = json_array_size(json_object_get(shown, what));
  json_decref(shown);
  return count;
}

/* A text of the last of a task's nudges or notices; NULL where it is null. The caller frees. */
static char *last_of(Cli *cli, int task, const char *what, const char *key) {
  json_t *shown = shown_task(cli, task);
  const json_t *list = json_object_get(shown, what);
  g_assert_cmpuint(json_array_size(list), >, 0);
  char *text = g_strdup(json_text_of(json_array_get(list, json_array_size(list) - 1), key));
  json_decref(shown);
  return text;
}

static void assert_last(Cli *cli, int task, const char *what, const char *key,
                        const char *expected) {
  g_autofree char *text = last_of(cli, task, what, key);
  g_assert_cmpstr(text, ==, expected);
}

static void assert_last_has(Cli *cli, int task, const char *what, const char *key,
                            const char *words) {
  g_autofree char *text = last_of(cli, task, what, key);
  assert_has(text, words);
}

static char *file_text(Cli *cli, const char *name, gsize *size) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(path, &text, size, &error);
  g_assert_no_error(error);
  return text;
}

static void write_file(Cli *cli, const char *name, const char *text, int mode) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_mkdir_with_parents(folder, 0700);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_chmod(path, mode), ==, 0);
}

static void undo(Pty *pty) {
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "已撤销");
}

/* ---- marks ------------------------------------------------------------------------------ */

static void test_marks(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6"); /* the first task, not its unit */
  pty_wait_row(pty, 1, "逾期 2 项，涉及 3 个单位", 0);
  pty_wait(pty, "!红 第4项", 0);
  press(pty, " ", "已标记1项");
  pty_wait_row(pty, 1, "3/6", 0);
  pty_wait_row(pty, 4, "* !205天", 0);
  pty_wait_row(pty, 3, "* 厅法规处", 0); /* all it has is marked */
  press(pty, " ", "已标记2项");          /* a unit's */
  pty_wait_row(pty, 6, "* !21天", 0);
  pty_wait_row(pty, 8, "* !21天", 0); /* the same task under another unit */
  press(pty, "k ", "已标记1项");      /* and off again */
  g_assert_false(is_shown(pty, "* !21天"));
  press_gone(pty, "gj ", "已标记"); /* none is left */
  program_quit(pty);
}

/* Marks outlive what is read anew and a filter; Esc takes them away before the filter. */
static void test_marks_stay(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, " ", "已标记1项");
  g_free(cli_text(cli, "progress 54 --text 已经开展"));
  pty_send(pty, "\014");
  settle(pty);
  pty_wait_row(pty, 4, "* !205天", 0);
  press(pty, "/", "筛选：");
  type_in(pty, "成员单位");
  pty_wait(pty, "筛选“成员单位”：逾期 1 项  已标记1项", 0);
  settle(pty);
  press_gone(pty, ENTER, "筛选：");
  press(pty, "w", "第4项  落实国家发展改革委"); /* what the filter hides is marked still */
  press(pty, ESC, "已标记1项");
  press_gone(pty, ESC, "已标记");
  pty_wait(pty, "筛选“成员单位”", 0);
  press_gone(pty, ESC, "筛选“成员单位”");
  press(pty, "gj ", "已标记1项");
  g_free(cli_text(cli, "done 4"));
  pty_send(pty, "\014");
  pty_wait_gone(pty, "已标记", 0); /* it is late no more */
  program_quit(pty);
}

/* What is red for its periods alone stands in the list, and says so. */
static void test_missed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "TAIZHANG_TODAY", "2026-12-02");
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  press(pty, "3", "逾期 6 项（其中欠报 4 项），涉及 ");
  int row = row_of(pty, "!欠报2期"), late = row_of(pty, "!216天");
  pty_wait_row(pty, late - 1, "厅法规处  逾期 1 项，最长 216 天；欠报 ", 0);
  pty_wait_row(pty, row, " 28 ", 0); /* the longest missed first */
  g_assert_cmpint(row, ==, late + 1);
  pty_wait_row(pty, row + 1, "!欠报1期", 0);
  g_assert_false(is_shown(pty, "!0天"));
  g_assert_false(is_shown(pty, "（没有写明责任单位）"));
  program_quit(pty);
}

/* Nobody fills in a form for what is refused in any case. */
static void test_too_late_to_extend(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "kr", "请先选中一项任务，再用“周期要求”"); /* on a unit */
  press(pty, "j", "!红 第4项");
  press(pty, "y", "期限过后不能再申请延期");
  g_assert_false(is_shown(pty, "─ 申请延期 "));
  program_quit(pty);
}

/* What is no date is refused there, and not kept as it is on a task. */
static void test_no_date_to_extend(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jj", "3/101");
  press(pty, "y", "─ 申请延期 ");
  type_in(pty, "尽快");
  pty_wait(pty, "还认不出日期", 0);
  g_assert_false(is_shown(pty, "照写的保存"));
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "3/101");
  program_quit(pty);
}

#define LONG_NAME                                                                                  \
  "某某街道办事处综合行政执法协调指挥中心暨数字化城市管理监督中心联合党总支委员会办公室"

/* A second ledger, of one late task of a unit with a long name. */
static void add_ledger(Cli *cli) {
  write_file(cli, "second.yaml",
             "kind: ledger\nname: second\ntitle: 第二本台账\nyear: 2026\n"
             "units:\n  - {name: " LONG_NAME ", kind: office}\n"
             "indicators:\n  - title: 一、总则\n    tasks:\n"
             "      - number: 1\n        goal: 另一本的任务\n        units: [" LONG_NAME "]\n"
             "        deadline: 2026年3月\n",
             0600);
  g_autofree char *command =
      g_strdup_printf("init --template %s/second.yaml --year 2026", cli->home);
  g_free(cli_text(cli, command));
}

/* A long name leaves room for how much is late. */
static void test_long_unit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  add_ledger(cli);
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "逾期 3 项，涉及");
  pty_wait_row(pty, row_of(pty, "某某街道"), "…  逾期 1 项，最长 235 天", 0);
  program_quit(pty);
}

/* Which ledger 第1项 is of is said, and which screens have all of them. */
static void test_two_ledgers(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "6", "本月到期");
  g_assert_false(is_shown(pty, "全部台账")); /* there is only one */
  add_ledger(cli);
  press(pty, "\014", "（全部台账）");
  press(pty, "7", "待签收0项（全部台账）");
  press(pty, "3", "逾期 3 项，涉及");
  pty_wait(pty, "逾期235天  2026年《第二本台账》", 0);
  pty_wait(pty, "1[70]     另一本", 0);
  press(pty, "1", "本月主题");
  pty_wait(pty, "第1项[70] 另一本", 0);
  press(pty, "5", "台账：全部台账");
  pty_wait(pty, "第1项[1] ", 0);
  press(pty, "2", "- 2026年《宁夏");
  press(pty, "[", "+ 2026年《第二本台账》");
  press(pty, "L第二本" ENTER, "2026年《第二本台账》  按 L");
  press(pty, "5", "台账：2026年《第二本台账》");
  press(pty, "8", "2026年11月通报");
  pty_wait_row(pty, 2, "第二本台账", 0);
  program_quit(pty);
}

/* ---- 催办 ------------------------------------------------------------------------------- */

static void mark_both(Pty *pty) {
  press(pty, "3", "2/6");
  press(pty, " ", "已标记1项");
  press(pty, " ", "已标记2项");
}

static void test_nudge_several(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  mark_both(pty);
  press(pty, "w", "共2项：第4、54项");
  pty_wait(pty, "每项任务各有各的", 0);
  pty_wait(pty, "第4项：落实国", 0);
  press(pty, CTRL_S, "已登记催办2项；按 u 可撤销");
  assert_last(cli, 4, "nudges", "means", "record");
  assert_last(cli, 4, "nudges", "recipient", NULL);
  assert_last_has(cli, 4, "nudges", "text", "第4项");
  assert_last_has(cli, 4, "nudges", "text", "已逾期205天");
  assert_last_has(cli, 54, "nudges", "text", "第54项");
  assert_last_has(cli, 54, "nudges", "text", "已逾期21天");
  undo(pty);
  g_assert_cmpuint(count_of(cli, 4, "nudges"), ==, 0);
  g_assert_cmpuint(count_of(cli, 54, "nudges"), ==, 0);
  program_quit(pty);
}

/* One of them is deleted while the form is open, the first of them too: the others are asked after,
 * and each by its own letter. */
static void test_nudge_gone(void) {
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = program_start(cli);
    mark_both(pty);
    press(pty, "w", "共2项：第4、54项");
    pty_send(pty, TAB);
    type_in(pty, "电话");
    g_free(cli_text(cli, "delete 4 --reason 重复"));
    pty_wait(pty, "有1项刚被删除，不催办", 0); /* by itself */
    g_assert_true(is_shown(pty, "第54项  "));
    g_assert_true(is_shown(pty, "第54项："));
    g_assert_false(is_shown(pty, "第4项"));
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "上次有没保存的内容：催办", 0);
  press(pty, "c", "有1项刚被删除，不催办");
  g_free(cli_text(cli, "progress 54 --text 别处"));
  press(pty, CTRL_S, "您填写的时候，其中的任务有了变化");
  press(pty, "s", "已登记催办1项；按 u 可撤销");
  assert_last(cli, 54, "nudges", "recipient", "电话");
  assert_last_has(cli, 54, "nudges", "text", "已逾期21天");

  press(pty, "3", "，涉及");
  press(pty, " ", "已标记1项");
  press(pty, "w", "─ 催办 ");
  g_free(cli_text(cli, "delete 54 --reason 重复"));
  press(pty, CTRL_S, "没有保存：要催办的任务都已不在台账中");
  pty_wait(pty, "任务 都已不在台账中", 0);
  press_gone(pty, ESC, "─ 催办 ");
  program_quit(pty);
}

/* Words of one's own go to all. */
static void test_nudge_words(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  mark_both(pty);
  press(pty, "w", "共2项：第4、54项");
  pty_send(pty, TAB TAB ENTER);
  type_in(pty, "特急件：");
  pty_wait(pty, "每项任务都用这里的文字", 0);
  press(pty, CTRL_S, "已登记催办2项");
  g_autofree char *one = last_of(cli, 4, "nudges", "text");
  g_autofree char *other = last_of(cli, 54, "nudges", "text");
  assert_has(one, "特急件：");
  g_assert_cmpstr(one, ==, other);
  program_quit(pty);
}

static void test_nudge_file(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  mark_both(pty);
  press(pty, "w", "共2项：第4、54项");
  press(pty, RIGHT, "/催办-共2项.txt"); /* where it goes when nothing is typed */
  pty_send(pty, TAB);
  type_in(pty, "~/letters.txt");
  pty_wait(pty, "/letters.txt", 0);
  press(pty, CTRL_S, "已登记催办2项，存为 ");
  g_autofree char *text = file_text(cli, "letters.txt", NULL);
  assert_has(text, "催办通知");
  const char *first = strstr(text, "第4项"), *second = strstr(text, "第54项");
  g_assert_true(first != NULL && second != NULL && first < second);
  g_autofree char *path = g_build_filename(cli->home, "letters.txt", NULL);
  assert_last(cli, 54, "nudges", "means", "file");
  assert_last(cli, 54, "nudges", "recipient", path);
  /* What cannot be sent is not put on record, and the form stays. */
  press(pty, "w", "共2项：第4、54项");
  press(pty, RIGHT, "/催办-共2项.txt");
  pty_send(pty, TAB);
  type_in(pty, "~/letters.txt");
  press(pty, CTRL_S, "已经有这个文件");
  g_assert_cmpuint(count_of(cli, 4, "nudges"), ==, 1);
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "已标记2项");
  undo(pty);
  g_assert_cmpuint(count_of(cli, 4, "nudges"), ==, 0);
  g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS)); /* what went out is out */
  program_quit(pty);
}

/* A draft of several stays one of several. */
static void test_nudge_draft(void) {
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = program_start(cli);
    mark_both(pty);
    press(pty, "w", "共2项：第4、54项");
    pty_send(pty, TAB);
    type_in(pty, "电话");
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
  pty_wait(pty, "上次有没保存的内容：催办", 0);
  press(pty, "c", "共2项：第4、54项");
  press(pty, CTRL_S, "已登记催办2项");
  assert_last(cli, 54, "nudges", "recipient", "电话");
  assert_last_has(cli, 54, "nudges", "text", "第54项");
  program_quit(pty);
}

static void test_nudge_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "done 4"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "2", "1/101");
  press(pty, "jjjjjj", "7/101");
  pty_wait(pty, "第4项  任务  已办结", 0);
  settle(pty);
  pty_send(pty, "w");
  pty_wait_row(pty, 23, "该项已办结，不能催办", 0);
  settle(pty);
  g_assert_false(is_shown(pty, "─ 催办 "));
  program_quit(pty);
}

/* ---- mail ------------------------------------------------------------------------------- */

/* Mail is on, and taken by a program of those lines. */
static void allow_mail(Cli *cli, const char *lines) {
  g_autofree char *program = g_strdup_printf("#!/bin/sh\n%s\n", lines);
  g_autofree char *settings = g_strdup_printf("mail: on\nsendmail: %s/sendmail\n", cli->home);
  write_file(cli, "sendmail", program, 0700);
  write_file(cli, "config/taizhang/settings.yaml", settings, 0600);
}

static void test_mail(void) {
  g_autoptr(Cli) cli = cli_new_example();
  allow_mail(cli, "cat > \"$HOME/mail\"");
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "w", "第4项  落实");
  press(pty, RIGHT RIGHT, "< 邮件 >");
  press(pty, CTRL_S, "不是邮件地址"); /* none was typed */
  g_assert_cmpuint(count_of(cli, 4, "nudges"), ==, 0);
  type_in(pty, "fgc@example.gov.cn");
  press(pty, CTRL_S, "已登记催办1项，发到 fgc@example.gov.cn");
  g_autofree char *mail = file_text(cli, "mail", NULL);
  assert_has(mail, "To: fgc@example.gov.cn\n");
  assert_last(cli, 4, "nudges", "means", "mail");
  assert_last(cli, 4, "nudges", "recipient", "fgc@example.gov.cn");
  program_quit(pty);
}

static void test_mail_fails(void) {
  g_autoptr(Cli) cli = cli_new_example();
  allow_mail(cli, "echo no route >&2; exit 75");
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "w", "第4项  落实");
  press(pty, RIGHT RIGHT TAB, "一个邮件地址");
  type_in(pty, "fgc@example.gov.cn");
  press(pty, CTRL_S, "邮件没有发出");
  pty_wait(pty, "no route", 0);
  g_assert_cmpuint(count_of(cli, 4, "nudges"), ==, 0);
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "2/6");
  program_quit(pty);
}

/* Where mail is off it is not offered, and says so when asked for. */
static void test_mail_off(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "w", "< 仅登记 >");
  press(pty, RIGHT, "< 存为文件 >");
  press(pty, RIGHT, "< 仅登记 >"); /* round */
  press(pty, ESC, "2/6");
  press(pty, "W", "─ 发督办单 ");
  press(pty, CTRL_S, "任务办理提醒单");
  press(pty, "M", "没有开通邮件");
  press(pty, ESC, "2/6");
  program_quit(pty);
}

/* ---- 督办单 ------------------------------------------------------------------------------ */

static void test_notice(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "W", "─ 发督办单 ");
  pty_wait(pty, "< 提醒单 >", 0);
  pty_wait(pty, "2026-11-27", 0); /* five working days */
  pty_wait(pty, "即 2026-11-27 周五", 0);
  press(pty, RIGHT, "< 督办单 >");
  pty_wait(pty, "请立即", 0); /* what that level asks for */
  press(pty, CTRL_S, "督办单：已签发；按 u 可撤销");
  pty_wait_row(pty, 1, "督办〔2026〕1号  督办单  2026-11-21 签发  答复期限 2026-11-27", 0);
  pty_wait(pty, "督　办　单", 0);
  pty_wait(pty, "主送单位：厅法规处", 0);
  pty_resize(pty, 18, 60);
  settle(pty);
  press(pty, "G", "签发人：");
  g_assert_false(is_shown(pty, "督　办　单"));
  press(pty, "g", "督　办　单");
  pty_resize(pty, 24, 80);
  settle(pty);
  assert_last(cli, 4, "notices", "document", "督办〔2026〕1号");
  assert_last(cli, 4, "notices", "level_name", "督办单");
  assert_last(cli, 4, "notices", "answer_by", "2026-11-27");
  assert_last_has(cli, 4, "notices", "text", "督办〔2026〕1号");
  /* into a file */
  press(pty, "o", "/督办〔2026〕1号.txt");
  type_in(pty, "~/1.txt");
  press(pty, CTRL_S, "督办〔2026〕1号已存为 ");
  g_autofree char *text = file_text(cli, "1.txt", NULL);
  assert_has(text, "督　办　单");
  assert_has(text, "督办〔2026〕1号");
  /* as Word, by the ending of its name */
  press(pty, "o", "/督办〔2026〕1号.txt");
  type_in(pty, "~/1.docx");
  press_gone(pty, CTRL_S, "文件名");
  gsize size;
  g_autofree char *word = file_text(cli, "1.docx", &size);
  g_assert_cmpmem(word, MIN(size, 4), "PK\003\004", 4);
  /* and away again */
  undo(pty);
  pty_wait(pty, "这份督办单已不在台账中", 0);
  g_assert_cmpuint(count_of(cli, 4, "notices"), ==, 0);
  press(pty, ESC, "2/6");
  program_quit(pty);
}

/* Own words take the place of the template's, whatever level is chosen afterwards. */
static void test_notice_words(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "W", "─ 发督办单 ");
  pty_send(pty, TAB);
  type_in(pty, "先报方案。");
  press(pty, SHIFT_TAB RIGHT RIGHT, "< 重点督办单 >");
  pty_wait(pty, "先报方案。", 0);
  pty_send(pty, TAB TAB CTRL_U);
  settle(pty);
  press(pty, CTRL_S, "请写明日期");
  type_in(pty, "11月20日");
  press(pty, CTRL_S, "已经过去");
  pty_send(pty, CTRL_U);
  type_in(pty, "12月1日");
  press(pty, CTRL_S, "重点督办单：已签发");
  assert_last(cli, 4, "notices", "answer_by", "2026-12-01");
  assert_last_has(cli, 4, "notices", "text", "先报方案。");
  assert_last_has(cli, 4, "notices", "text", "2026年12月1日");
  press(pty, ESC, "2/6");
  program_quit(pty);
}

static void test_answer_and_raise(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "3", "2/6");
  press(pty, "W", "─ 发督办单 ");
  press(pty, CTRL_S, "提醒单：已签发");
  press(pty, "7", "督办待复1件");
  pty_wait(pty, "督办〔2026〕1号", 0);
  press(pty, "v", "任务办理提醒单");
  press(pty, ESC, "督办待复1件");
  press(pty, "A", "督办〔2026〕1号（提醒单）");
  pty_wait(pty, "升为", 0);
  press(pty, RIGHT RIGHT RIGHT, "< 重点督办单 >"); /* only what is higher: round to the last */
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "逾期未答复");
  press(pty, CTRL_S, "升级督办：已保存");
  assert_last(cli, 4, "notices", "level_name", "重点督办单");
  assert_last_has(cli, 4, "notices", "text", "重点督办单");
  press(pty, "A", "已是重点督办单");
  press(pty, "a", "─ 登记答复 ");
  type_in(pty, "厅法规处答复：本周印发");
  press(pty, CTRL_S, "登记答复：已保存");
  pty_wait(pty, "督办待复0件", 0);
  assert_last(cli, 4, "notices", "answered_on", "2026-11-21");
  for (int i = 0; i < 3; i++) /* answer, raising, notice */
    undo(pty);
  g_assert_cmpuint(count_of(cli, 4, "notices"), ==, 0);
  program_quit(pty);
}

/* An extension and a notice have ids of their own, which may be alike. */
static void test_details(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "extend 8 --until 2027年3月底 --reason 等待上级文件"));
  g_free(cli_text(cli, "notice 4 --level 2"));
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "7", "延期待批1项  督办待复1件");
  pty_wait(pty, "理由：等待上级文件", 0);
  press(pty, "j", "答复期限 2026-11-27");
  g_assert_false(is_shown(pty, "理由：等待上级文件"));
  press(pty, "k", "理由：等待上级文件");
  program_quit(pty);
}

/* ---- GB18030 ---------------------------------------------------------------------------- */

/* Letters are written, and files named and filled, as the terminal has it. */
static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  settle(pty);
  press(pty, "3", "2/6");
  press(pty, " ", "* !205天");
  press(pty, "k", "!红 第4项");
  press(pty, "w", "第4项  落实");
  press(pty, CTRL_S, "已登记催办1项");
  press(pty, "W", "─ 发督办单 ");
  press(pty, CTRL_S, "提醒单：已签发");
  pty_wait(pty, "督办〔2026〕1号", 0);
  press(pty, "o", "/督办〔2026〕1号.txt");
  type_in(pty, "~/函.txt");
  press(pty, CTRL_S, "督办〔2026〕1号已存为 ");
  g_autofree char *name = g_convert("函.txt", -1, "GB18030", "UTF-8", NULL, NULL, NULL);
  gsize size;
  g_autofree char *bytes = file_text(cli, name, &size);
  g_autofree char *text = g_convert(bytes, (gssize)size, "UTF-8", "GB18030", NULL, NULL, NULL);
  assert_has(text, "任务办理提醒单");
  assert_last_has(cli, 4, "nudges", "text", "已逾期205天");
  press(pty, ESC, "3 个单位");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/supervision/marks", test_marks);
  g_test_add_func("/screen/supervision/marks_stay", test_marks_stay);
  g_test_add_func("/screen/supervision/missed", test_missed);
  g_test_add_func("/screen/supervision/too_late_to_extend", test_too_late_to_extend);
  g_test_add_func("/screen/supervision/no_date_to_extend", test_no_date_to_extend);
  g_test_add_func("/screen/supervision/long_unit", test_long_unit);
  g_test_add_func("/screen/supervision/two_ledgers", test_two_ledgers);
  g_test_add_func("/screen/supervision/nudge_several", test_nudge_several);
  g_test_add_func("/screen/supervision/nudge_gone", test_nudge_gone);
  g_test_add_func("/screen/supervision/nudge_words", test_nudge_words);
  g_test_add_func("/screen/supervision/nudge_file", test_nudge_file);
  g_test_add_func("/screen/supervision/nudge_draft", test_nudge_draft);
  g_test_add_func("/screen/supervision/nudge_refused", test_nudge_refused);
  g_test_add_func("/screen/supervision/mail", test_mail);
  g_test_add_func("/screen/supervision/mail_fails", test_mail_fails);
  g_test_add_func("/screen/supervision/mail_off", test_mail_off);
  g_test_add_func("/screen/supervision/notice", test_notice);
  g_test_add_func("/screen/supervision/notice_words", test_notice_words);
  g_test_add_func("/screen/supervision/answer_and_raise", test_answer_and_raise);
  g_test_add_func("/screen/supervision/details", test_details);
  g_test_add_func("/screen/supervision/gb18030", test_gb18030);
  return g_test_run();
}
