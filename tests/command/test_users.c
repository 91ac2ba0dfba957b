/* users, user, and which role a command needs: said in its help, asked for when it runs. */
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tests/command/cli.h"

/* The login name of whoever runs the tests: nobody can be another person by what is typed. */
static const char *me(void) {
  const struct passwd *entry = getpwuid(getuid());
  g_assert_nonnull(entry);
  return entry->pw_name;
}

/* Makes somebody else 管理员, and oneself what words say: "--level 经办". */
static void become(Cli *cli, const char *words) {
  g_free(cli_text(cli, "user tz-boss --level 管理员 --force"));
  g_autofree char *line = g_strdup_printf("user %s %s", me(), words);
  g_free(cli_text(cli, line));
}

/* A line in which ME is one's own name. The caller frees. */
static char *mine(const char *format) {
  g_auto(GStrv) parts = g_strsplit(format, "ME", -1);
  return g_strjoinv(me(), parts);
}

/* The row of who for the whole file; borrowed from list. */
static const json_t *row_of(const json_t *list, const char *who) {
  for (gsize i = 0; i < json_array_size(list); i++) {
    const json_t *row = json_array_get(list, i);
    if (g_strcmp0(json_text_of(row, "who"), who) == 0 &&
        json_is_null(json_object_get(row, "ledger")))
      return row;
  }
  g_error("%s is not in the list", who != NULL ? who : "everybody else");
  return NULL;
}

/* ---- listing and changing ---------------------------------------------------------------- */

static void test_list(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *list = cli_json(cli, "users --format json");
  g_assert_cmpuint(json_array_size(list), ==, 2);
  const json_t *own = row_of(list, me());
  g_assert_cmpuint(json_object_size(own), ==, 11);
  g_assert_cmpstr(json_text_of(own, "level"), ==, "admin");
  g_assert_cmpstr(json_text_of(own, "source"), ==, "own");
  g_assert_cmpint(json_number_of(own, "last"), ==, 1);
  g_assert_cmpuint(json_array_size(json_object_get(own, "groups")), >, 0);
  const json_t *others = row_of(list, NULL);
  g_assert_cmpstr(json_text_of(others, "kind"), ==, "others");
  g_assert_cmpstr(json_text_of(others, "level"), ==, "clerk");
  json_decref(list);

  g_free(cli_text(cli, "user tz-li --level 经办 --unit 厅法规处 --name 李四 --force"));
  g_free(cli_text(cli, "user @tz-fgc --level supervisor --ledger 1 --force"));
  g_free(cli_text(cli, "user * --level 只读"));
  g_autofree char *named = cli_text(cli, "user tz-wang --name 王五");
  assert_has(named, "王五  只读  其他人"); /* known by name, and what the others are */
  g_autofree char *text = cli_text(cli, "users");
  assert_has(text, "tz-li");
  assert_has(text, "李四  经办");
  assert_has(text, "厅法规处");
  assert_has(text, "@tz-fgc");
  g_autofree char *csv = cli_text(cli, "users --format csv");
  assert_has(csv, "tz-li,李四,经办,本人,全部台账,厅法规处,,\r\n");
  assert_has(csv, "督办,组,《宁夏");
  assert_has(csv, "其他人,,只读,其他人,全部台账,,,\r\n");
  g_autofree char *log = cli_text(cli, "log");
  assert_has(log, "tz-li 设为“经办”，只办理“厅法规处”的任务；tz-li 的姓名：李四");
  assert_has(log, "@tz-fgc 设为“督办”，台账《宁夏");
}

/* Whom the file does not name is what everybody else is, or the group. */
static void test_unnamed(void) {
  if (getpwnam("daemon") == NULL || getgrnam("daemon") == NULL) {
    g_test_skip("there is no account daemon");
    return;
  }
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *others = cli_text(cli, "user daemon --format csv");
  assert_has(others, "daemon,,经办,其他人,全部台账,");
  g_free(cli_text(cli, "user @daemon --level 督办"));
  g_autofree char *group = cli_text(cli, "user daemon --format csv");
  assert_has(group, "daemon,,督办,组 @daemon,全部台账,");
  cli_refused(cli, "user tz-nobody", 1, "tz-nobody 没有权限");
}

static void test_change(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_free(cli_text(cli, "user tz-li --level 经办 --unit 厅法规处 --force"));
  g_free(cli_text(cli, "user tz-li --level 督办 --force")); /* the limit stays */
  json_t *list = cli_json(cli, "user tz-li --format json");
  g_assert_cmpuint(json_array_size(list), ==, 1);
  g_assert_cmpstr(json_text_of(row_of(list, "tz-li"), "level"), ==, "supervisor");
  g_assert_cmpstr(json_text_of(row_of(list, "tz-li"), "unit"), ==, "厅法规处");
  json_decref(list);
  list = cli_json(cli, "user tz-li --unit= --force --format json"); /* and goes, the level stays */
  g_assert_cmpstr(json_text_of(row_of(list, "tz-li"), "level"), ==, "supervisor");
  g_assert_null(json_text_of(row_of(list, "tz-li"), "unit"));
  json_decref(list);
  g_autofree char *removed = cli_text(cli, "user tz-li --remove");
  g_assert_cmpstr(removed, ==, "已去掉 tz-li 的权限。可用 taizhang undo 撤销。\n");
  cli_refused(cli, "user tz-li", 1, "tz-li 没有权限，也没有改动过台账");
  g_free(cli_text(cli, "undo"));
  list = cli_json(cli, "user tz-li --format json");
  g_assert_cmpstr(json_text_of(row_of(list, "tz-li"), "level"), ==, "supervisor");
  json_decref(list);
  g_free(cli_text(cli, "redo"));

  cli_refused(cli, "user tz-li --remove", 1, "没有这样的权限");
  cli_refused(cli, "user tz-li --level 经办", 1, "系统里没有用户“tz-li”");
  cli_refused(cli, "user @tz-fgc --level 经办", 1, "系统里没有用户组“tz-fgc”");
  cli_refused(cli, "user tz-li --level 经理", 2, "只读、经办、督办、管理员");
  cli_refused(cli, "user tz-li --level 经办 --unit 没有处 --force", 1, "没有处");
  cli_refused(cli, "user tz-li --level 经办 --ledger 9 --force", 1, "9");
  cli_refused(cli, "user tz-li --level 管理员 --unit 厅法规处 --force", 1, "不能限于一个单位");
  cli_refused(cli, "user tz-li --level 只读 --unit 厅法规处 --force", 1, "不用限于一个单位");
  cli_refused(cli, "user tz-li --unit 厅法规处 --force", 1, "请用 --level 写明角色");
  cli_refused(cli, "user tz-li --ledger 1", 2, "--ledger 要与");
  cli_refused(cli, "user tz-li --remove --name 李", 2, "--remove 不能与");
  cli_refused(cli, "user * --name 众人", 1, "只有人有姓名");
  cli_refused(cli, "user 其他人 --level 经办", 1, "已经是这样");
  cli_refused(cli, "user tz/li --level 经办", 1, "不是登录名");
  cli_refused(cli, "user @ --level 经办", 1, "@ 后面请写用户组的名称");
  g_autofree char *away = mine("user ME --remove"), *down = mine("user ME --level 督办");
  cli_refused(cli, away, 1, "没有管理员");
  cli_refused(cli, down, 1, "没有管理员");
}

/* ---- what each role may do --------------------------------------------------------------- */

static const char *const LEVELS[] = {"只读", "经办", "督办", "管理员"};

/* A command line, the level it needs, and what of its help says so. */
static const struct {
  const char *line;
  int level;
  const char *needs;
} NEEDS[] = {
    {"progress 1 --text 办", 1, "需要：经办\n"},
    {"set 1 --note 记", 1, "需要：经办\n"},
    {"step 6 交办", 1, "需要：经办；销号、退回、暂停、恢复、作废、重新打开需要“督办”\n"},
    {"unit 新设科 --add", 1, "需要：经办\n"},
    {"extend 2 --until 2027年1月31日 --reason 等", 1, "需要：经办；审批延期需要“督办”\n"},
    {"user ME --name 我", 1, "需要：经办；改动权限需要“管理员”\n"},
    {"undo", 1, "需要：经办\n"},
    {"step 3 暂停 --reason 等文件", 2, "；销号、退回、暂停"},
    {"step 4 作废 --reason 不办", 2, "作废、重新打开需要“督办”\n"},
    {"notice 5 --level 督办", 2, "需要：经办；签发督办单、升级督办单需要“督办”\n"},
    {"policy 1 --lead-days 5", 2, "需要：督办\n"},
    {"freeze 1", 2, "需要：督办\n"},
    {"user tz-li --name 李四", 3, "需要：经办；改动权限需要“管理员”\n"},
    {"user tz-li --level 经办 --force", 3, "改动权限需要“管理员”\n"},
};

/* One file for each role, since whoever has stepped down cannot step up again. */
static void test_needs(void) {
  for (int level = 0; level < 3; level++) {
    g_autoptr(Cli) cli = cli_new_example();
    g_free(cli_text(cli, "set 9 --note 先"));
    g_autofree char *words = g_strdup_printf("--level %s", LEVELS[level]);
    become(cli, words);
    for (gsize i = 0; i < G_N_ELEMENTS(NEEDS); i++) {
      g_autofree char *line = mine(NEEDS[i].line);
      g_auto(GStrv) parts = g_strsplit(line, " ", 2);
      g_autofree char *ask = g_strdup_printf("%s --help", parts[0]);
      g_autofree char *help = level == 0 ? cli_text(cli, ask) : NULL;
      if (help != NULL)
        assert_has(help, NEEDS[i].needs);
      if (level >= NEEDS[i].level) {
        g_free(cli_text(cli, line));
        continue;
      }
      /* Names take an 经办 in any case; whose they are is seen when that is settled. */
      int needed = level == 0 && strstr(line, "--name") != NULL ? 1 : NEEDS[i].level;
      g_autofree char *refusal = g_strdup_printf("需要“%s”，您（%s）是“%s”。请管理员 tz-boss 授权",
                                                 LEVELS[needed], me(), LEVELS[level]);
      cli_refused(cli, line, 1, refusal);
    }
  }
}

/* Whoever is limited to a unit. */
static void test_limited(void) {
  g_autoptr(Cli) cli = cli_new_example();
  become(cli, "--level 经办 --unit 厅法规处");
  g_free(cli_text(cli, "progress 4 --text 已起草"));
  g_free(cli_text(cli, "done 4"));
  g_free(cli_text(cli, "undo"));
  g_free(cli_text(cli, "extend 5 --until 2027年1月31日 --reason 等文件"));
  g_free(cli_text(cli, "case add --title 案例 --unit 厅法规处 --month 11"));
  cli_refused(cli, "progress 8 --text 办", 1, "第8项“推动将交通运输信用平台");
  cli_refused(cli, "progress 8 --text 办", 1, "责任单位是“厅财审处”。请管理员 tz-boss 授权");
  cli_refused(cli, "case add --title 案例 --unit 厅财审处 --month 11", 1, "该案例不是它报送的");
  cli_refused(cli, "delete 4 --reason 重复", 1, "超出了这个范围。请管理员 tz-boss 授权");
  cli_refused(cli, "copy 4", 1, "超出了这个范围");
  cli_refused(cli, "tag 4 --add 重点", 1, "超出了这个范围");
  cli_refused(cli, "set 3 --deadline 2026年11月30日", 1, "不能改动任务的“完成时限”");
  cli_refused(cli, "unit 新设科 --add", 1, "超出了这个范围");
  cli_refused(cli, "rollover 1", 1, "结转需要“督办”");
  /* Of several those that are the unit's; and the preview says the same. */
  g_autofree char *preview = cli_text(cli, "set 4 8 --note 记 --dry-run");
  assert_has(preview, "将改1项，不改1项");
  g_autofree char *done = cli_text(cli, "set 4 8 --note 记");
  assert_has(done, "责任单位是“厅财审处”");
  assert_has(done, "已改1项");
}

/* Nothing is read from standard input, nor a file opened, for what is refused anyhow. */
static void test_early(void) {
  g_autoptr(Cli) cli = cli_new_example();
  become(cli, "--level 只读");
  cli_refused(cli, "import no-such-file.csv", 1, "需要“经办”");
  cli_refused(cli, "undo", 1, "需要“经办”");
  g_free(cli_text(cli, "undo --list")); /* looking is everybody's */
  g_free(cli_text(cli, "users"));
  g_free(cli_text(cli, "extend"));
}

/* ---- what is said of needs --------------------------------------------------------------- */

/* Verbs of deeds that are done on screens alone. */
static const char *const OF_SCREENS[] = {"ledger.add",  "task.add",    "score.carry", "view.save",
                                         "view.rename", "view.remove", NULL};

static gboolean is_told(const json_t *commands, const char *verb) {
  for (gsize i = 0; i < json_array_size(commands); i++) {
    const json_t *deeds = json_object_get(json_array_get(commands, i), "deeds");
    for (gsize k = 0; k < json_array_size(deeds); k++) {
      if (g_str_equal(json_text_of(json_array_get(deeds, k), "verb"), verb))
        return TRUE;
    }
  }
  return g_strv_contains(OF_SCREENS, verb);
}

/* The verbs that a source file gives to deeds are those of some command. */
static int check_file(const char *path, const json_t *commands) {
  g_autofree char *source = NULL;
  g_assert_true(g_file_get_contents(path, &source, NULL, NULL));
  g_autoptr(GRegex) regex =
      g_regex_new("\\.?verb = (?:[^\";]*\\? )?\"([a-z.]+)\"(?: : \"([a-z.]+)\")?", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  int found = 0;
  for (g_regex_match(regex, source, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    for (int i = 1; i < 3; i++) {
      g_autofree char *verb = g_match_info_fetch(match, i);
      if (verb == NULL || *verb == '\0')
        continue;
      if (!is_told(commands, verb))
        g_error("%s: no command tells of %s", path, verb);
      found++;
    }
  }
  return found;
}

static int check_folder(const char *path, const json_t *commands) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  g_assert_nonnull(dir);
  const char *name;
  int found = 0;
  while ((name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    if (g_file_test(child, G_FILE_TEST_IS_DIR))
      found += check_folder(child, commands);
    else if (g_str_has_suffix(name, ".c"))
      found += check_file(child, commands);
  }
  return found;
}

static void test_all_verbs_are_told(void) {
  g_autoptr(Cli) cli = cli_new();
  json_t *manual = cli_json(cli, "__manual");
  g_autofree char *core = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "core", NULL);
  g_assert_cmpint(check_folder(core, json_object_get(manual, "commands")), >, 45);
  json_decref(manual);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/users/list", test_list);
  g_test_add_func("/users/unnamed", test_unnamed);
  g_test_add_func("/users/change", test_change);
  g_test_add_func("/users/needs", test_needs);
  g_test_add_func("/users/limited", test_limited);
  g_test_add_func("/users/early", test_early);
  g_test_add_func("/users/all-verbs-are-told", test_all_verbs_are_told);
  return g_test_run();
}
