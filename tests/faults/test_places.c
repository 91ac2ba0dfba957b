/* The file and its disk under a program that has it open: full, replaced, removed, made read-only.
 * On file systems of this test alone, which takes root; without, those cases are skipped. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tui/screen/program.h"

#define TYPED "写了一半的进展：已收集七个处室的意见"

static gboolean has_mounts; /* this process has a view of the file systems of its own */

static gboolean skips(void) {
  if (!has_mounts)
    g_test_skip("only root can make file systems for a test");
  return !has_mounts;
}

static char *in_home(Cli *cli, const char *name) {
  return g_build_filename(cli->home, name, NULL);
}

/* A home whose folder of that name is a file system of so many bytes. */
static void mount_small(Cli *cli, const char *folder, const char *options) {
  g_autofree char *path = in_home(cli, folder);
  g_assert_cmpint(g_mkdir_with_parents(path, 0770), ==, 0);
  g_assert_cmpint(mount("tmpfs", path, "tmpfs", 0, options), ==, 0);
}

static void unmount(Cli *cli, const char *folder) {
  g_autofree char *path = in_home(cli, folder);
  g_assert_cmpint(umount2(path, MNT_DETACH), ==, 0);
}

/* Fills the file system until not a byte more goes in. */
static void fill(Cli *cli, const char *name) {
  static char block[4096];
  g_autofree char *path = in_home(cli, name);
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  g_assert_cmpint(file, >=, 0);
  for (gsize size = sizeof block; size > 0;)
    if (write(file, block, size) <= 0)
      size /= 2;
  g_assert_cmpint(errno, ==, ENOSPC);
  close(file);
}

static void empty(Cli *cli, const char *name) {
  g_autofree char *path = in_home(cli, name);
  g_assert_cmpint(g_unlink(path), ==, 0);
}

static Pty *start_typing(Cli *cli) {
  Pty *pty = program_start(cli);
  press(pty, "p", "记录进展  第4项");
  type_in(pty, TYPED);
  return pty;
}

static void assert_saved(Cli *cli) {
  g_autofree char *text = last_progress_text(cli, 4);
  g_assert_cmpstr(text, ==, TYPED);
}

static void assert_not_saved(Cli *cli) {
  g_assert_null(last_progress_text(cli, 4));
}

/* ---- full ------------------------------------------------------------------------------- */

static void test_full_disk(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new();
  mount_small(cli, "data/taizhang", "size=4m");
  g_free(cli_text(cli, "init --template ningxia-2020 --template xinzhou-2023-topics"));
  {
    g_autoptr(Pty) pty = start_typing(cli);
    fill(cli, "data/taizhang/fill");
    press(pty, CTRL_S, "磁盘空间不足");
    g_assert_false(is_shown(pty, "已保存"));
    g_assert_true(is_shown(pty, TYPED)); /* the form is still there */
    assert_not_saved(cli);
    cli_refused(cli, "progress 5 --text 满了", 1, "磁盘空间不足");
    empty(cli, "data/taizhang/fill");
    press(pty, CTRL_S, "已保存");
    assert_saved(cli);
    program_quit(pty);
  }
  g_free(cli_text(cli, "progress 5 --text 有空间了"));
  g_free(cli_text(cli, "verify"));
  unmount(cli, "data/taizhang");
}

/* ulimit -f instead of a full disk: no end of the program. */
static void test_file_limit(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run = cli_shell(cli, "ulimit -f 8; $T progress 5 --text 长不了");
  g_assert_cmpint(run->status, ==, 1);
  assert_has(run->err, "磁盘空间不足");
  g_free(cli_text(cli, "verify"));
  g_free(cli_text(cli, "progress 5 --text 能长了"));
}

static void test_full_drafts(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  mount_small(cli, "state", "size=64k");
  {
    g_autoptr(Pty) pty = program_start(cli);
    fill(cli, "state/fill");
    press(pty, "p", "记录进展  第4项");
    pty_type(pty, TYPED);
    pty_wait(pty, "暂时只在这个窗口里", 0);
    g_assert_true(is_shown(pty, TYPED));
    empty(cli, "state/fill");
    pty_wait(pty, "草稿又存下来了", 0); /* by itself */
    g_auto(GStrv) drafts = draft_paths(cli);
    g_assert_cmpuint(g_strv_length(drafts), ==, 1);
    press(pty, CTRL_S, "已保存");
    program_quit(pty);
  }
  assert_saved(cli);
  unmount(cli, "state");
}

/* With a folder in memory the draft goes there, and is offered from there. */
static void test_spare_drafts(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *runtime = in_home(cli, "run");
  g_autofree char *spare = in_home(cli, "run/taizhang/drafts");
  g_assert_cmpint(g_mkdir(runtime, 0700), ==, 0);
  cli_set(cli, "XDG_RUNTIME_DIR", runtime);
  mount_small(cli, "state", "size=64k");
  {
    g_autoptr(Pty) pty = program_start(cli);
    fill(cli, "state/fill");
    press(pty, "p", "记录进展  第4项");
    type_in(pty, TYPED);
    pty_hangup(pty);
    pty_wait_exit(pty, 0);
  }
  g_autoptr(GDir) dir = g_dir_open(spare, 0, NULL);
  g_assert_nonnull(dir);
  g_assert_nonnull(g_dir_read_name(dir));
  empty(cli, "state/fill");
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：记录进展", 0);
  press(pty, ENTER, TYPED);
  press(pty, CTRL_S, "已保存");
  assert_saved(cli);
  program_quit(pty);
  unmount(cli, "state");
}

/* ---- replaced --------------------------------------------------------------------------- */

static void run_ok(Cli *cli, const char *line) {
  g_autoptr(Run) run = cli_shell(cli, line);
  g_assert_cmpstr(run->err, ==, "");
  g_assert_cmpint(run->status, ==, 0);
}

static void test_replaced(void) {
  g_autoptr(Cli) cli = cli_new_example();
  run_ok(cli, "cp data/taizhang/taizhang.db older.db");
  g_free(cli_text(cli, "progress 5 --text 后来的"));
  g_autoptr(Pty) pty = start_typing(cli);
  run_ok(cli, "cp -p data/taizhang/taizhang.db orphan.db; ln data/taizhang/taizhang.db kept.db;"
              " mv older.db data/taizhang/taizhang.db");
  pty_wait(pty, "已被换成另一个文件", 0); /* without a key */
  press_gone(pty, "x", "已被换成另一个文件");
  pty_send(pty, "\177");
  settle(pty);
  press(pty, CTRL_S, "重新打开（填的内容不会丢）");
  g_assert_false(is_shown(pty, "已保存"));
  g_assert_true(is_shown(pty, TYPED));
  run_ok(cli, "cmp orphan.db kept.db"); /* not a byte was written to it */
  press(pty, "\014", "已重新打开台账文件");
  g_assert_true(is_shown(pty, TYPED));
  press(pty, CTRL_S, "已保存");
  assert_saved(cli);
  program_quit(pty);
  g_autofree char *lost = last_progress_text(cli, 5);
  g_assert_null(lost); /* it is the older one that is there */
}

/* Overwritten in place, as cp does. */
static void test_overwritten(void) {
  g_autoptr(Cli) cli = cli_new_example();
  run_ok(cli, "cp data/taizhang/taizhang.db older.db");
  g_free(cli_text(cli, "progress 5 --text 后来的"));
  g_autoptr(Pty) pty = start_typing(cli);
  pty_wait_quiet(pty, 1200); /* it has looked at the file */
  run_ok(cli, "cp older.db data/taizhang/taizhang.db");
  pty_wait(pty, "已被换成另一份", 0);
  press(pty, "\014", "已重新打开台账文件");
  press(pty, CTRL_S, "已保存");
  assert_saved(cli);
  program_quit(pty);
}

static void test_removed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = start_typing(cli);
  run_ok(cli, "mv data/taizhang/taizhang.db away.db");
  pty_wait(pty, "已被删除或移走", 0);
  press_gone(pty, "\014", "已被删除或移走"); /* it cannot be opened yet, and says so */
  pty_wait(pty, "不存在", 0);
  g_assert_true(is_shown(pty, TYPED));
  run_ok(cli, "mv away.db data/taizhang/taizhang.db");
  pty_send(pty, "\014");
  pty_wait_gone(pty, "不存在", 0);
  press(pty, CTRL_S, "已保存");
  assert_saved(cli);
  program_quit(pty);
}

/* ---- read-only -------------------------------------------------------------------------- */

/* Another view of the folder over it, in which nothing may be written; a file system with files
 * open for writing cannot itself become so. */
static void mount_read_only(Cli *cli) {
  g_autofree char *path = in_home(cli, "data/taizhang");
  g_assert_cmpint(mount(path, path, NULL, MS_BIND, NULL), ==, 0);
  g_assert_cmpint(mount(NULL, path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
}

static void test_read_only_mount(void) {
  if (skips())
    return;
  g_autoptr(Cli) cli = cli_new_example();
  {
    g_autoptr(Pty) pty = start_typing(cli);
    mount_read_only(cli);
    pty_wait(pty, "变成了只读", 0);
    press_gone(pty, "x", "变成了只读");
    pty_send(pty, "\177");
    settle(pty);
    pty_send(pty, CTRL_S);
    pty_wait(pty, "只读", 0);
    g_assert_true(is_shown(pty, TYPED));
    unmount(cli, "data/taizhang");
    pty_wait(pty, "又可以用了", 0);
    press(pty, CTRL_S, "已保存");
    assert_saved(cli);
    program_quit(pty);
  }
  mount_read_only(cli);
  run_ok(cli, "cp data/taizhang/taizhang.db before.db");
  g_free(cli_text(cli, "list"));
  g_free(cli_text(cli, "verify"));
  cli_refused(cli, "progress 5 --text 写不了", 1, "只能查看");
  run_ok(cli, "cmp data/taizhang/taizhang.db before.db");
  unmount(cli, "data/taizhang");
}

/* ---- what is none of ours --------------------------------------------------------------- */

/* Refused by every command, without a byte changed and with nothing beside. */
static void test_not_ours(void) {
  g_autoptr(Cli) cli = cli_new_example();
  run_ok(cli,
         "mkdir odd; cp data/taizhang/taizhang.db odd/newer.db;"
         " cp data/taizhang/taizhang.db odd/other.db; printf hello > odd/text.db; : > odd/empty.db;"
         " printf '\\0\\0\\0\\143' | dd of=odd/newer.db bs=1 seek=60 conv=notrunc status=none;"
         " printf '\\1\\2\\3\\4' | dd of=odd/other.db bs=1 seek=68 conv=notrunc status=none;"
         " cp -r odd kept");
  static const char *const files[] = {"newer", "other", "text", "empty"};
  static const char *const commands[] = {
      "list", "show 1", "verify", "remind", "progress 4 --text 不写", "export --format csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
    for (gsize k = 0; k < G_N_ELEMENTS(commands); k++) {
      g_autofree char *line = g_strdup_printf("$T %s --db odd/%s.db", commands[k], files[i]);
      g_autoptr(Run) run = cli_shell(cli, line);
      g_assert_cmpint(run->status, ==, 1);
      g_assert_cmpstr(run->out, ==, "");
      g_assert_true(g_str_has_prefix(run->err, "taizhang: "));
    }
  run_ok(cli, "diff -r odd kept");
}

/* Pipes, devices, folders and links where a ledger, an export or drafts should be. None is waited
 * for, written through, or replaced. */
static void test_odd_files(void) {
  g_autoptr(Cli) cli = cli_new_example();
  run_ok(cli,
         "mkfifo pipe.db pipe.csv; mkdir folder.csv; printf 别动 > victim; ln -s victim link.csv;"
         " ln -s /dev/full full.csv; ln -s nowhere nowhere.csv; ln -s loop.db loop.db");
  static const char *const databases[] = {"pipe.db", "/dev/null", "/dev/full", "folder.csv",
                                          "loop.db"};
  for (gsize i = 0; i < G_N_ELEMENTS(databases); i++) {
    g_autofree char *line = g_strdup_printf("timeout 5 $T list --db %s;"
                                            "timeout 5 $T progress 4 --text x --db %s",
                                            databases[i], databases[i]);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpint(run->status, ==, 1);
    g_assert_cmpstr(run->out, ==, "");
  }
  static const char *const outputs[] = {"pipe.csv", "folder.csv",  "link.csv",
                                        "full.csv", "nowhere.csv", "/dev/null"};
  for (gsize i = 0; i < G_N_ELEMENTS(outputs); i++) {
    g_autofree char *line =
        g_strdup_printf("timeout 5 $T export --force --format csv -o %s", outputs[i]);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpint(run->status, ==, 1);
    assert_has(run->err, "没有存成文件");
  }
  run_ok(cli,
         "test -p pipe.csv && test -d folder.csv && test -h link.csv && test -h nowhere.csv &&"
         " test ! -e nowhere && test \"$(cat victim)\" = 别动 && ! ls -a | grep -q '^\\.taizhang'");
  g_autoptr(Run) through = cli_shell(cli, "$T export --format csv > /dev/full");
  g_assert_cmpint(through->status, !=, 0);
}

/* What is at the path changes between a look and its use. */
static void test_race(void) {
  g_autoptr(Cli) cli = cli_new_example();
  run_ok(cli, "printf 别动 > victim; cp data/taizhang/taizhang.db good.db; cp good.db other.db;"
              "(while :; do ln -sfn victim a.csv; rm -f a.csv; ln -sfn victim swap.db;"
              " ln -sfn good.db swap.db; done) & p=$!;"
              "for i in 1 2 3 4 5 6 7 8 9 10; do $T export --force --format csv -o a.csv;"
              " $T progress 4 --text 第$i次 --db swap.db; done >/dev/null 2>&1; kill $p;"
              "test \"$(cat victim)\" = 别动");
  g_autoptr(Run) sound = cli_shell(cli, "$T verify --db good.db");
  g_assert_cmpint(sound->status, ==, 0);
}

/* Who reads slowly keeps nobody from saving. */
static void test_slow_reader(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run =
      cli_shell(cli, "$T sql \"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1"
                     " FROM n WHERE i < 40000) SELECT i, (SELECT goal FROM task"
                     " WHERE id = 1 + i % 60) FROM n\" --format csv |"
                     " { read line; $T progress 4 --text 不用等 >&2; cat; } | tail -1");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->err, "进展");
  assert_has(run->out, "40000");
}

static void test_network_disk(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_set(cli, "LD_PRELOAD", g_getenv("NETWORK_DISK"));
  {
    g_autoptr(Pty) pty = program_open(cli, 24, 80, "C.UTF-8");
    pty_wait(pty, "台账放在网络盘（NFS）上", 0);
    program_quit(pty);
  }
  g_autoptr(Run) warned = cli_run(cli, "progress", "4", "--text", "写", NULL);
  g_assert_cmpint(warned->status, ==, 0);
  assert_has(warned->err, "网络盘（NFS）");
  g_free(cli_text(cli, "list")); /* who only reads hears nothing */
  run_ok(cli, "mkdir -p config/taizhang; echo 'network_disk: on' > config/taizhang/settings.yaml");
  g_free(cli_text(cli, "progress 4 --text 写"));
  g_autoptr(Pty) pty = program_start(cli);
  g_assert_false(is_shown(pty, "网络盘"));
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  has_mounts = geteuid() == 0 && unshare(CLONE_NEWNS) == 0 &&
               mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
  g_test_add_func("/faults/places/full-disk", test_full_disk);
  g_test_add_func("/faults/places/file-limit", test_file_limit);
  g_test_add_func("/faults/places/full-drafts", test_full_drafts);
  g_test_add_func("/faults/places/spare-drafts", test_spare_drafts);
  g_test_add_func("/faults/places/replaced", test_replaced);
  g_test_add_func("/faults/places/overwritten", test_overwritten);
  g_test_add_func("/faults/places/removed", test_removed);
  g_test_add_func("/faults/places/read-only-mount", test_read_only_mount);
  g_test_add_func("/faults/places/not-ours", test_not_ours);
  g_test_add_func("/faults/places/odd-files", test_odd_files);
  g_test_add_func("/faults/places/race", test_race);
  g_test_add_func("/faults/places/slow-reader", test_slow_reader);
  g_test_add_func("/faults/places/network-disk", test_network_disk);
  return g_test_run();
}
