#include "core/config/view_file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/core/fixture.h"

typedef struct {
  char *folder;
  char *path;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = folder_make();
  place->path = g_build_filename(place->folder, "state", "views.json", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_free(place->path);
  folder_remove(place->folder);
}

/* Reads a file in which nothing is wrong. */
static ViewFile *load(const Place *place) {
  g_autoptr(GPtrArray) problems = NULL;
  ViewFile *file = view_file_load(place->path, &problems);
  g_assert_cmpuint(problems->len, ==, 0);
  return file;
}

static void save(ViewFile *file) {
  GError *error = NULL;
  g_assert_true(view_file_save(file, &error));
  g_assert_no_error(error);
}

static void set(View *view, const char *key, const char *text) {
  g_autofree char *problem = NULL;
  g_assert_true(view_set(view, key, text, &problem));
}

static void check(const View *view, const char *key, const char *expected) {
  g_autofree char *text = view_get(view, key);
  g_assert_cmpstr(text, ==, expected);
}

static void test_round(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(ViewFile) file = load(place);
  g_assert_null(view_file_layout(file, "ledger"));
  View *view = view_new(VIEW_PRIVATE, "本月 “要办”");
  set(view, "screen", "overdue");
  set(view, "filter", "状态:办理中 \"营商环境\"");
  set(view, "columns", "number goal:40");
  set(view, "sort", "-left number");
  set(view, "group", "units");
  set(view, "ledger", VIEW_LEDGER_ALL);
  g_autoptr(View) copy = view_copy(view);
  view_file_put(file, view);
  g_assert_true(view_file_set_layout(file, "ledger", &copy->layout));
  g_assert_false(view_file_set_layout(file, "ledger", &copy->layout)); /* nothing new */
  g_ptr_array_add(file->order, g_strdup("待审核"));
  g_ptr_array_add(file->hidden, g_strdup("本季度"));
  save(file);
  struct stat about;
  g_assert_cmpint(stat(place->path, &about), ==, 0);
  g_assert_cmpint(about.st_mode & 0777, ==, 0600);

  g_autoptr(ViewFile) again = load(place);
  const View *read = view_file_find(again, "本月 “要办”");
  g_assert_nonnull(read);
  check(read, "screen", "overdue");
  check(read, "filter", "状态:办理中 \"营商环境\"");
  check(read, "columns", "number goal:40");
  check(read, "sort", "-left number");
  check(read, "group", "units");
  check(read, "ledger", VIEW_LEDGER_ALL);
  g_assert_cmpuint(view_file_layout(again, "ledger")->columns->len, ==, 2);
  g_assert_cmpstr(again->order->pdata[0], ==, "待审核");
  g_assert_cmpstr(again->hidden->pdata[0], ==, "本季度");
  view_file_remove(again, "本月 “要办”");
  save(again);
  g_autoptr(ViewFile) last = load(place);
  g_assert_null(view_file_find(last, "本月 “要办”"));
}

/* What is wrong is left out and told by its line; the rest counts, and the file is not lost. */
static void test_mistakes(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *folder = g_path_get_dirname(place->path);
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(place->path,
                                    "{\"views\": {\n  \"甲\": {\n    \"group\": \"goal\",\n"
                                    "    \"filter\": \"红\"},\n  \"乙\": {\"colums\": \"goal\"},\n"
                                    "  \"丙\": {\"columns\": \"goal:2\"}\n}}\n",
                                    -1, NULL));
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(ViewFile) file = view_file_load(place->path, &problems);
  g_assert_cmpuint(problems->len, ==, 3);
  g_assert_nonnull(strstr(problems->pdata[0], "第 3 行"));
  g_assert_nonnull(strstr(problems->pdata[0], "不能按“目标任务”分组"));
  g_assert_nonnull(strstr(problems->pdata[1], "第 5 行"));
  g_assert_nonnull(strstr(problems->pdata[1], "columns"));
  g_assert_nonnull(strstr(problems->pdata[2], "第 6 行"));
  g_assert_nonnull(strstr(problems->pdata[2], "宽度应在"));
  check(view_file_find(file, "甲"), "filter", "红");
  save(file);
  g_autofree char *bad = g_strconcat(place->path, ".bad", NULL);
  g_autofree char *kept = NULL;
  g_assert_true(g_file_get_contents(bad, &kept, NULL, NULL));
  g_assert_nonnull(strstr(kept, "colums"));
}

static void test_no_yaml(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *folder = g_path_get_dirname(place->path);
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  g_assert_true(g_file_set_contents(place->path, "{\"views\": [\n", -1, NULL));
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(ViewFile) file = view_file_load(place->path, &problems);
  g_assert_cmpuint(problems->len, ==, 1);
  g_assert_nonnull(strstr(problems->pdata[0], "views.json 第 "));
  g_assert_cmpuint(file->views->len, ==, 0);
}

/* Each text of a view that cannot be read leaves the view as it was. */
static void test_refusals(void) {
  static const char *const wrong[][3] = {
      {"screen", "today", "应为 ledger"},    {"columns", "goal x", "没有名为“x”的栏目"},
      {"columns", "goal:900", "宽度应在"},   {"sort", "-x", "没有名为“x”的栏目"},
      {"group", "note", "不能按“备注”分组"}, {"group", "x", "没有名为“x”的栏目"},
  };
  g_autoptr(View) view = view_new(VIEW_PRIVATE, "a");
  set(view, "columns", "goal state");
  set(view, "group", "tree");
  g_autofree char *before = view_definition(view);
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autofree char *problem = NULL;
    g_assert_false(view_set(view, wrong[i][0], wrong[i][1], &problem));
    g_assert_nonnull(strstr(problem, wrong[i][2]));
  }
  g_autofree char *after = view_definition(view);
  g_assert_cmpstr(before, ==, after);
}

#define ADD_PLACE(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD_PLACE("/view-file/round", test_round);
  ADD_PLACE("/view-file/mistakes", test_mistakes);
  ADD_PLACE("/view-file/no-yaml", test_no_yaml);
  g_test_add_func("/view-file/refusals", test_refusals);
  return g_test_run();
}
