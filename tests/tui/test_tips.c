/* The lines that teach: that those shipped are right, that keys follow the keymap, one a day. */
#include "tui/action/tips.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/rules/text.h"
#include "tui/action/action.h"

static char *shipped(const char *name) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data", name, NULL);
}

static Keymap *keymap(const char *own) {
  g_autofree const char **contexts = context_names();
  g_autofree const char **actions = action_names();
  g_autofree char *path = shipped("keys.yaml");
  g_autoptr(GError) error = NULL;
  Keymap *map = keymap_load(path, contexts, actions, &error);
  g_assert_no_error(error);
  if (own == NULL)
    return map;
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *file = NULL;
  g_close(g_file_open_tmp("keys-XXXXXX", &file, NULL), NULL);
  g_assert_true(g_file_set_contents(file, own, -1, NULL));
  g_assert_true(keymap_overlay(map, file, &problems, &error));
  g_assert_cmpuint(problems->len, ==, 0);
  g_unlink(file);
  return map;
}

static Tips *load_text(const char *text, GError **error) {
  g_autofree char *file = NULL;
  g_close(g_file_open_tmp("tips-XXXXXX", &file, NULL), NULL);
  g_assert_true(g_file_set_contents(file, text, -1, NULL));
  Tips *tips = tips_load(file, error);
  g_unlink(file);
  return tips;
}

/* About thirty, each with its keys, none so long that no footer has room for it; a tour of six. */
static void test_shipped(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *path = shipped("tips.yaml");
  g_autoptr(Tips) tips = tips_load(path, &error);
  g_assert_no_error(error);
  g_autoptr(Keymap) map = keymap(NULL);
  g_assert_cmpuint(tips->tips->len, >=, 30);
  g_assert_cmpuint(tips->tour->len, ==, 6);
  for (guint i = 0; i < tips->tips->len + tips->tour->len; i++) {
    gboolean tour = i >= tips->tips->len;
    const char *line = tour ? tips->tour->pdata[i - tips->tips->len] : tips->tips->pdata[i];
    g_autofree char *filled = tips_fill(map, line);
    if (filled == NULL)
      g_error("no key for “%s”", line);
    g_assert_null(strchr(filled, '{'));
    g_assert_cmpint(text_width(filled), <=, tour ? 60 : 54);
  }
}

static void test_keys(void) {
  g_autoptr(Keymap) plain = keymap(NULL);
  g_autoptr(Keymap) own = keymap("global:\n  undo: [Ctrl-U]\ntasks:\n  nudge.add: []\n");
  g_autofree char *before = tips_fill(plain, "按 {key:undo} 撤销，{key:nudge.add} 催办");
  g_assert_cmpstr(before, ==, "按 u 撤销，w 催办");
  g_autofree char *after = tips_fill(own, "按 {key:undo} 撤销");
  g_assert_cmpstr(after, ==, "按 Ctrl-U 撤销");
  g_assert_null(tips_fill(own, "按 {key:nudge.add} 催办"));
  g_autofree char *none = tips_fill(own, "没有按键 {也不是}");
  g_assert_cmpstr(none, ==, "没有按键 {也不是}");
}

static gboolean forbids(gpointer data, ActionId id) {
  (void)data;
  (void)id;
  return FALSE;
}

/* The same all day, the next one tomorrow, all of them in turn; where it is too long or has no
 * key, the next that will do. */
static void test_days(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Tips) tips =
      load_text("tips: [甲, 乙乙乙乙, '{key:nudge.add} 丙', 丁]\ntour: [戊]\n", &error);
  g_assert_no_error(error);
  g_autoptr(Keymap) map = keymap("tasks:\n  nudge.add: []\n");
  Day first = day_from_ymd(2026, 11, 21);
  first -= first % 4;
  static const struct {
    int width;
    const char *expected[4];
  } rows[] = {{20, {"甲", "乙乙乙乙", "丁", "丁"}}, {4, {"甲", "丁", "丁", "丁"}}};
  for (gsize row = 0; row < G_N_ELEMENTS(rows); row++) {
    for (Day i = 0; i < 8; i++) {
      g_autofree char *tip = tips_of_day(tips, map, NULL, NULL, first + i, rows[row].width);
      g_assert_cmpstr(tip, ==, rows[row].expected[i % 4]);
    }
  }
  g_assert_null(tips_of_day(tips, map, NULL, NULL, first, 1));
  g_autoptr(Keymap) all = keymap("tasks:\n  nudge.add: [w]\n");
  g_autofree char *taught = tips_of_day(tips, all, NULL, NULL, first + 2, 20);
  g_assert_cmpstr(taught, ==, "w 丙");
  g_autofree char *not_taught = tips_of_day(tips, all, forbids, NULL, first + 2, 20);
  g_assert_cmpstr(not_taught, ==, "丁");
}

static void refused(const char *text, const char *words) {
  g_autoptr(GError) error = NULL;
  g_assert_null(load_text(text, &error));
  if (strstr(error->message, words) == NULL)
    g_error("no “%s” in “%s”", words, error->message);
}

static void test_mistakes(void) {
  refused("tips: [甲]\n", "tour");
  refused("tips: [甲]\ntour: []\n", "至少要有一条");
  refused("tips:\n- 甲\n- '{key:undoo} 撤销'\ntour: [甲]\n", "第 3 行");
  refused("tips: [甲]\ntour: [甲]\nx: 1\n", "x");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tips/shipped", test_shipped);
  g_test_add_func("/tips/keys", test_keys);
  g_test_add_func("/tips/days", test_days);
  g_test_add_func("/tips/mistakes", test_mistakes);
  return g_test_run();
}
