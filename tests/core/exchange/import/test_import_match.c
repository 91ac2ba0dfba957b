/* Which row of a file is which row of the ledger. */
#include "core/exchange/import/import_private.h"
#include "core/exchange/import/likeness.h"
#include "tests/core/exchange/import/contents.h"

static int *match(const Content *incoming, const Content *present, gboolean same_file) {
  g_autoptr(GError) error = NULL;
  int *rows = import_match(incoming, present, same_file, NULL, &error);
  g_assert_no_error(error);
  return rows;
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define assert_match(rows, ...)                                                                    \
  G_STMT_START {                                                                                   \
    const int expected_[] = {__VA_ARGS__};                                                         \
    for (gsize i_ = 0; i_ < G_N_ELEMENTS(expected_); i_++)                                         \
      g_assert_cmpint((rows)[i_], ==, expected_[i_]);                                              \
  }                                                                                                \
  G_STMT_END

static void test_likeness(void) {
  static const struct {
    const char *one, *other;
    double least, most;
  } cases[] = {
      {"制定年度信用工作要点", "制定年度信用工作要点", 1, 1},
      {"制定 年度\n信用工作要点。", "制定年度信用工作要点", 1, 1},
      {"ＡＢ１２", "ab12", 1, 1},
      {"制定年度信用工作要点", "制定并印发2026年度信用交通工作要点", 0.55, 0.9},
      {"制定年度信用工作要点", "依法依规进行红黑名单认定", 0, 0.1},
      {"", "依法", 0, 0},
      {"甲", "甲", 1, 1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Likeness) one = likeness_new(cases[i].one), other = likeness_new(cases[i].other);
    g_assert_cmpfloat(likeness_of(one, other), >=, cases[i].least);
    g_assert_cmpfloat(likeness_of(one, other), <=, cases[i].most);
    g_assert_cmpfloat(likeness_of(one, other), ==, likeness_of(other, one));
  }
}

static void test_same(void) {
  g_autoptr(Content) one = content_ningxia(), other = content_ningxia();
  g_autofree int *rows = match(one, other, FALSE);
  for (int i = 0; i < 69; i++)
    g_assert_cmpint(rows[i], ==, i);
}

/* Whatever order the rows are in, each finds its own. */
static void test_shuffled(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(20261121);
  for (int round = 0; round < 20; round++) {
    g_autoptr(Content) incoming = content_ningxia(), present = content_ningxia();
    for (guint i = 69; i > 1; i--) {
      guint k = (guint)g_rand_int_range(rand, 0, (gint32)i);
      gpointer held = incoming->tasks->pdata[i - 1];
      incoming->tasks->pdata[i - 1] = incoming->tasks->pdata[k];
      incoming->tasks->pdata[k] = held;
    }
    g_autofree int *rows = match(incoming, present, FALSE);
    for (guint i = 0; i < 69; i++) {
      g_assert_cmpint(rows[i], >=, 0);
      g_assert_cmpstr(content_task(incoming, i)->goal, ==,
                      content_task(present, (guint)rows[i])->goal);
    }
  }
}

/* A row put into the middle moves all 序号 behind it, and no row is taken for another. */
static void test_inserted(void) {
  g_autoptr(Content) incoming = content_ningxia(), present = content_ningxia();
  ContentTask *added = content_task_new();
  added->goal = g_strdup("建立信用承诺履行情况的跟踪核查台账，逐件记录。");
  added->indicator = content_task(incoming, 30)->indicator;
  g_ptr_array_insert(incoming->tasks, 30, added);
  for (guint i = 0; i < 70; i++)
    content_task(incoming, i)->number = (int)i + 1;
  for (guint i = 0; i < 69; i++)
    content_task(present, i)->number = (int)i + 1;
  g_autofree int *rows = match(incoming, present, FALSE);
  for (int i = 0; i < 70; i++)
    g_assert_cmpint(rows[i], ==, i < 30 ? i : i == 30 ? -1 : i - 1);
}

static void test_reworded(void) {
  g_autoptr(Content) incoming = content_ningxia(), present = content_ningxia();
  content_reword(content_task(incoming, 3),
                 "落实国家发展改革委、交通运输部、自治区党委和政府有关信用文件要求，制定并印发年度"
                 "信用交通工作要点，分解到处室。");
  content_reword(content_task(incoming, 15),
                 "省级交通运输信用平台、宁夏“信用交通”网站有日常管理和应急管理机制，每年演练。");
  content_reword(content_task(incoming, 44), "依法进行红黑名单认定。");
  g_autofree int *rows = match(incoming, present, FALSE);
  for (int i = 0; i < 69; i++)
    g_assert_cmpint(rows[i], ==, i);
}

/* What has nothing in common is another row, though it stands in the same place. */
static void test_replaced(void) {
  g_autoptr(Content) incoming = content_ningxia(), present = content_ningxia();
  for (guint i = 0; i < 69; i++)
    content_task(incoming, i)->number = content_task(present, i)->number = (int)i + 1;
  content_reword(content_task(incoming, 7), "组织开展春运客车凌晨停车休息制度专项检查。");
  g_autofree int *rows = match(incoming, present, FALSE);
  for (int i = 0; i < 69; i++)
    g_assert_cmpint(rows[i], ==, i == 7 ? -1 : i);
}

/* Two equal goals pair by the place they stand under, in whatever order. */
static void test_duplicates(void) {
  g_autoptr(Content) present = content_lines(LINES("一|按月更新进展情况", "二|按月更新进展情况",
                                                   "二|按月更新进展情况", "三|按月更新进展情况"));
  g_autoptr(Content) moved = content_lines(LINES("三|按月更新进展情况", "二|按月更新进展情况",
                                                 "一|按月更新进展情况", "二|按月更新进展情况"));
  g_autofree int *rows = match(moved, present, FALSE);
  assert_match(rows, 3, 1, 0, 2);
  /* one of two goes: the one left is the first, and one is not found */
  g_autoptr(Content) fewer = content_lines(LINES("一|按月更新进展情况", "二|按月更新进展情况"));
  g_autofree int *left = match(fewer, present, FALSE);
  assert_match(left, 0, 1);
  /* one more: it is new */
  g_autoptr(Content) more =
      content_lines(LINES("一|按月更新进展情况", "二|按月更新进展情况", "二|按月更新进展情况",
                          "二|按月更新进展情况", "三|按月更新进展情况"));
  g_autofree int *again = match(more, present, FALSE);
  assert_match(again, 0, 1, 2, -1, 3);
}

/* A 一级 that was reworded takes its rows along. */
static void test_path_reworded(void) {
  g_autoptr(Content) present =
      content_lines(LINES("一、制度建设|制定信用承诺书", "一、制度建设|建立红黑名单制度"));
  g_autoptr(Content) incoming =
      content_lines(LINES("一、加强制度建设|建立红黑名单制度", "一、加强制度建设|制定信用承诺书"));
  g_autofree int *rows = match(incoming, present, FALSE);
  assert_match(rows, 1, 0);
}

/* Without any tree in the file, equal goals pair in order. */
static void test_without_tree(void) {
  g_autoptr(Content) present =
      content_lines(LINES("一|按月更新进展情况", "一|制定方案", "二|按月更新进展情况"));
  g_autoptr(Content) incoming = content_new();
  content_add(incoming, NULL, "按月更新进展情况");
  content_add(incoming, NULL, "按月更新进展情况");
  content_add(incoming, NULL, "制定方案");
  g_autofree int *rows = match(incoming, present, FALSE);
  assert_match(rows, 0, 2, 1);
}

static void test_ids(void) {
  g_autoptr(Content) present =
      content_lines(LINES("一|制定方案甲", "一|制定方案乙", "一|开展信用修复"));
  g_autoptr(Content) incoming =
      content_lines(LINES("一|制定方案乙", "一|制定方案丙", "一|培树典型"));
  for (guint i = 0; i < 3; i++)
    content_task(present, i)->id = 40 + (int)i;
  content_task(incoming, 0)->id = 41;
  content_task(incoming, 1)->id = 40;
  content_task(incoming, 2)->id = 42; /* another task was written over it */
  g_autofree int *rows = match(incoming, present, TRUE);
  assert_match(rows, 1, 0, -1);
  /* a row copied with its id: the one with the same words is it */
  content_reword(content_task(incoming, 0), "制定方案乙（补充）");
  content_reword(content_task(incoming, 1), "制定方案乙");
  content_task(incoming, 1)->id = 41;
  g_autofree int *copied = match(incoming, present, TRUE);
  g_assert_cmpint(copied[1], ==, 1);
  g_assert_cmpint(copied[0], ==, 0); /* alike, and left over */
  /* ids of another file say nothing */
  content_reword(content_task(incoming, 0), "开展信用修复");
  g_autofree int *foreign = match(incoming, present, FALSE);
  g_assert_cmpint(foreign[0], ==, 2);
}

/* What is 作废 is found only where nothing else is it. */
static void test_void(void) {
  g_autoptr(Content) present = content_lines(LINES("一|制定方案", "一|制定方案", "一|开展修复"));
  content_task(present, 0)->state = TASK_STATE_VOID;
  content_task(present, 2)->state = TASK_STATE_VOID;
  g_autoptr(Content) incoming =
      content_lines(LINES("一|制定方案", "一|开展修复", "一|开展信用修复"));
  g_autofree int *rows = match(incoming, present, FALSE);
  assert_match(rows, 1, 2, -1);
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)data, (void)done, (void)total;
  g_assert_cmpstr(doing, ==, "正在对照");
  return FALSE;
}

static void test_stopped(void) {
  g_autoptr(Content) one = content_ningxia(), other = content_ningxia();
  const Watch watch = {.tell = stop};
  g_autoptr(GError) error = NULL;
  g_assert_null(import_match(one, other, FALSE, &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
}

/* Every row reworded: the search looks only around, so that it does not grow with the square. */
static void test_many(void) {
  g_autoptr(Content) present = content_new(), incoming = content_new();
  for (int i = 0; i < 5000; i++) {
    g_autofree char *goal = g_strdup_printf("第%d条线路信用信息归集工作%d", i * 7919 % 5003, i);
    g_autofree char *changed = g_strconcat(goal, "并公示", NULL);
    content_add(present, "一", goal)->number = i + 1;
    content_add(incoming, "一", changed)->number = i + 1;
  }
  g_autofree int *rows = match(incoming, present, FALSE);
  for (int i = 0; i < 5000; i++)
    g_assert_cmpint(rows[i], ==, i);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/import-match/likeness", test_likeness);
  g_test_add_func("/import-match/same", test_same);
  g_test_add_func("/import-match/shuffled", test_shuffled);
  g_test_add_func("/import-match/inserted", test_inserted);
  g_test_add_func("/import-match/reworded", test_reworded);
  g_test_add_func("/import-match/replaced", test_replaced);
  g_test_add_func("/import-match/duplicates", test_duplicates);
  g_test_add_func("/import-match/path-reworded", test_path_reworded);
  g_test_add_func("/import-match/without-tree", test_without_tree);
  g_test_add_func("/import-match/ids", test_ids);
  g_test_add_func("/import-match/void", test_void);
  g_test_add_func("/import-match/stopped", test_stopped);
  g_test_add_func("/import-match/many", test_many);
  return g_test_run();
}
