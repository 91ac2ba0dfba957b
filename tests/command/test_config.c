/* config: the settings in force, and whose word each is. */
#include <glib/gstdio.h>
#include <string.h>

#include "tests/command/cli.h"

static void write_own(Cli *cli, const char *text) {
  g_autofree char *folder = g_build_filename(cli->home, "config/taizhang", NULL);
  g_autofree char *file = g_build_filename(folder, "settings.yaml", NULL);
  g_autofree char *config = g_build_filename(cli->home, "config", NULL);
  cli_set(cli, "XDG_CONFIG_HOME", config);
  g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static const json_t *row_of(const json_t *rows, const char *key) {
  for (gsize i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    if (g_str_equal(json_text_of(row, "key"), key))
      return row;
  }
  g_error("no %s", key);
}

static void test_explained(void) {
  g_autoptr(Cli) cli = cli_new();
  json_t *rows = cli_json(cli, "config --format json");
  g_assert_cmpuint(json_array_size(rows), >=, 6);
  for (gsize i = 0; i < json_array_size(rows); i++) {
    const json_t *row = json_array_get(rows, i);
    g_assert_cmpuint(g_utf8_strlen(json_text_of(row, "about"), -1), >, 10);
    assert_has(json_text_of(row, "file"), "data/settings.yaml");
    g_autofree char *one = g_strdup_printf("config %s", json_text_of(row, "key"));
    g_autofree char *page = cli_text(cli, one);
    assert_has(page, json_text_of(row, "about"));
    g_assert_true(json_is_false(json_object_get(row, "own")));
  }
  g_assert_cmpstr(json_text_of(row_of(rows, "lead_days"), "value"), ==, "7");
  json_decref(rows);
  cli_refused(cli, "config lead_day", 2, "是不是 lead_days？");
  cli_refused(cli, "config xyzzyplugh", 2, "全部设置见 taizhang config");
  cli_refused(cli, "config theme --format json", 2, "--format");
}

static void test_own(void) {
  g_autoptr(Cli) cli = cli_new();
  write_own(cli, "# 我的\nlead_days: 10\nunits: [厅法规处, 厅财审处]\nmail: maybe\nxyzzy: 1\n");
  g_autoptr(Run) run = cli_run(cli, "config", NULL);
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "lead_days      自己的  10\n");
  assert_has(run->out, "units          自己的  [厅法规处, 厅财审处]\n");
  assert_has(run->out, "mail           自带    off\n");
  assert_has(run->out, "config/taizhang/settings.yaml\n");
  assert_has(run->out, "keys.yaml（没有）");
  assert_has(run->out, cli->db);
  assert_has(run->err, "settings.yaml 第 4 行");
  assert_has(run->err, "xyzzy");
  g_autoptr(Run) csv = cli_run(cli, "config", "--format", "csv", NULL);
  assert_has(csv->out, "lead_days,10,");
  write_own(cli, "lead_days: [\n");
  g_autoptr(Run) broken = cli_run(cli, "config", NULL);
  g_assert_cmpint(broken->status, ==, 0);
  assert_has(broken->out, "lead_days      自带  7\n");
  assert_has(broken->err, "settings.yaml");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/config/explained", test_explained);
  g_test_add_func("/command/config/own", test_own);
  return g_test_run();
}
