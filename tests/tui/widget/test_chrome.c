#include "fake_term.h"
#include "tui/widget/chrome.h"

#include <locale.h>

static const ChromeItem tabs[] = {{"1", "今日"}, {"2", "台账"}, {"3", "逾期"}, {"4", "选题"}};
static const ChromeItem keys[] = {{"空格", "选中"}, {"a", "新增"}, {"e", "修改"}, {"?", "帮助"}};

static void assert_line(const Term *term, int row, const char *expected) {
  g_autofree char *line = fake_term_line(term, row);
  g_assert_cmpstr(line, ==, expected);
}

static void test_tabs(void) {
  g_autoptr(Term) term = fake_term_new(2, 60);
  chrome_paint_tabs(term, 0, tabs, G_N_ELEMENTS(tabs), 1, "宁夏2020 · 11月21日");
  assert_line(term, 0, " 1 今日  2 台账  3 逾期  4 选题         宁夏2020 · 11月21日");
  g_assert_cmpint(fake_term_role(term, 0, 7), ==, THEME_TAB);
  g_assert_cmpint(fake_term_role(term, 0, 8), ==, THEME_TAB_CURRENT);
  g_assert_cmpint(fake_term_role(term, 0, 15), ==, THEME_TAB_CURRENT);
  g_assert_cmpint(fake_term_role(term, 0, 16), ==, THEME_TAB);
  g_assert_cmpint(fake_term_role(term, 0, 59), ==, THEME_TAB);
  g_assert_true(fake_term_only_inside(term, (Area){0, 0, 1, 60}));
}

static void test_tabs_narrow(void) {
  g_autoptr(Term) term = fake_term_new(3, 40);
  chrome_paint_tabs(term, 0, tabs, G_N_ELEMENTS(tabs), 0, "宁夏2020");
  assert_line(term, 0, " 1今日  2台账  3逾期  4选题    宁夏2020");
  g_autoptr(Term) tiny = fake_term_new(1, 12);
  chrome_paint_tabs(tiny, 0, tabs, G_N_ELEMENTS(tabs), 0, "宁夏2020");
  assert_line(tiny, 0, "1今日 2台账");
  chrome_paint_tabs(tiny, 0, NULL, 0, 0, NULL);
  assert_line(tiny, 0, "");
}

static void test_tab_at(void) {
  gsize count = G_N_ELEMENTS(tabs);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 40, 6), ==, 0);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 40, 7), ==, 1);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 12, 6), ==, 1);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, 0), ==, 0);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, 7), ==, 0);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, 8), ==, 1);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, 31), ==, 3);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, 32), ==, -1);
  g_assert_cmpint(chrome_tab_at(tabs, count, "宁夏2020", 60, -1), ==, -1);
}

static void test_footer(void) {
  g_autoptr(Term) term = fake_term_new(2, 50);
  chrome_paint_footer(term, 1, CHROME_FOOTER_FIRST, keys, G_N_ELEMENTS(keys), 1);
  assert_line(term, 1, " 空格 选中  a 新增  e 修改  ? 帮助");
  g_assert_cmpint(fake_term_role(term, 1, 1), ==, THEME_KEY);
  g_assert_cmpint(fake_term_role(term, 1, 6), ==, THEME_FOOTER);
  g_assert_cmpint(fake_term_role(term, 1, 12), ==, THEME_KEY);
  g_assert_true(fake_term_only_inside(term, (Area){1, 0, 1, 50}));
}

/* What does not fit is left out from the end; help stays. */
static void test_footer_narrow(void) {
  const struct {
    int columns;
    const char *expected;
  } cases[] = {
      {34, " 空格 选中  a 新增  e 修改  ? 帮助"},
      {33, " 空格 选中  a 新增  ? 帮助"},
      {20, " 空格 选中  ? 帮助"},
      {10, " ? 帮助"},
      {7, " ? 帮助"},
      {5, " ? …"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Term) term = fake_term_new(1, cases[i].columns);
    chrome_paint_footer(term, 0, CHROME_FOOTER_FIRST, keys, G_N_ELEMENTS(keys), 1);
    assert_line(term, 0, cases[i].expected);
  }
  g_autoptr(Term) term = fake_term_new(1, 1);
  chrome_paint_footer(term, 0, CHROME_FOOTER_FIRST, keys, G_N_ELEMENTS(keys), 1);
  chrome_paint_footer(term, 0, CHROME_FOOTER_FIRST, NULL, 0, 1);
}

/* Two that are kept are shown and found where little else has room. */
static void test_footer_kept(void) {
  g_autoptr(Term) term = fake_term_new(1, 24);
  gsize count = G_N_ELEMENTS(keys);
  chrome_paint_footer(term, 0, CHROME_FOOTER_FIRST, keys, count, 2);
  assert_line(term, 0, " e 修改  ? 帮助");
  g_assert_cmpint(chrome_footer_at(CHROME_FOOTER_FIRST, keys, count, 2, 24, 1), ==, (int)count - 2);
  g_assert_cmpint(chrome_footer_at(CHROME_FOOTER_FIRST, keys, count, 2, 24, 9), ==, (int)count - 1);
  g_assert_cmpint(chrome_footer_at(CHROME_FOOTER_FIRST, keys, count, 2, 24, 8), ==, -1);
  g_autoptr(Term) wider = fake_term_new(1, 28);
  chrome_paint_footer(wider, 0, CHROME_FOOTER_FIRST, keys, count, 2);
  assert_line(wider, 0, " 空格 选中  e 修改  ? 帮助");
  g_assert_cmpint(chrome_footer_at(CHROME_FOOTER_FIRST, keys, count, 2, 28, 3), ==, 0);
  g_assert_cmpint(chrome_footer_at(CHROME_FOOTER_FIRST, keys, count, 2, 28, 13), ==,
                  (int)count - 2);
}

/* Items that vary stand behind those that do not; which have room goes by their order. */
static void test_footer_varying(void) {
  const ChromeItem items[] = {
      {"d", "办结", TRUE}, {"e", "修改"}, {"w", "催办", TRUE}, {"a", "添加"}, {"?", "帮助"}};
  gsize count = G_N_ELEMENTS(items);
  const struct {
    int columns;
    const char *expected;
    int at[5]; /* where it is found; 0: nowhere */
  } cases[] = {
      {40, " e 修改  a 添加  d 办结  w 催办  ? 帮助", {17, 1, 25, 9, 33}},
      {38, " e 修改  d 办结  w 催办  ? 帮助", {9, 1, 17, 0, 25}},
      {24, " e 修改  d 办结  ? 帮助", {9, 1, 0, 0, 17}},
      {16, " d 办结  ? 帮助", {1, 0, 0, 0, 9}},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Term) term = fake_term_new(1, cases[i].columns);
    chrome_paint_footer(term, 0, CHROME_FOOTER_FIRST, items, count, 1);
    assert_line(term, 0, cases[i].expected);
    for (int column = 0; column < cases[i].columns; column++) {
      int found = chrome_footer_at(CHROME_FOOTER_FIRST, items, count, 1, cases[i].columns, column);
      int expected = -1;
      for (gsize item = 0; item < count; item++) {
        if (cases[i].at[item] > 0 && column >= cases[i].at[item] && column < cases[i].at[item] + 6)
          expected = (int)item;
      }
      g_assert_cmpint(found, ==, expected);
    }
    g_assert_cmpint(chrome_footer_end(CHROME_FOOTER_FIRST, items, count, 1, cases[i].columns), ==,
                    cases[i].at[count - 1] + 6);
  }
}

static void test_message(void) {
  g_autoptr(Term) term = fake_term_new(1, 20);
  chrome_paint_message(term, 0, THEME_ERROR, "没有保存\n磁盘已满，请清理后再试");
  assert_line(term, 0, " 没有保存 磁盘已满…");
  g_assert_cmpint(fake_term_role(term, 0, 0), ==, THEME_ERROR);
  chrome_paint_message(term, 0, THEME_NOTICE, "已保存");
  assert_line(term, 0, " 已保存");
  g_assert_cmpint(fake_term_role(term, 0, 19), ==, THEME_NOTICE);
}

/* What and where come first, what to do last: none of it may be cut away. */
static void test_long_message(void) {
  g_autoptr(Term) term = fake_term_new(6, 20);
  chrome_paint_message(term, 5, THEME_ERROR, "文件 keys.yaml 第 3 行：不认识的操作，已跳过");
  assert_line(term, 2, "");
  assert_line(term, 3, " 文件 keys.yaml 第 3");
  assert_line(term, 4, " 行：不认识的操作，");
  assert_line(term, 5, " 已跳过");
  g_assert_cmpint(fake_term_role(term, 3, 0), ==, THEME_ERROR);
}

static void test_window(void) {
  g_autoptr(Term) term = fake_term_new(7, 24);
  Area inside = chrome_window(term, term_area(term), 2, 14, "选责任单位");
  g_assert_cmpint(inside.row, ==, 2);
  g_assert_cmpint(inside.column, ==, 5);
  g_assert_cmpint(inside.rows, ==, 2);
  g_assert_cmpint(inside.columns, ==, 14);
  assert_line(term, 1, "~~~┌─ 选责任单位 ───┐");
  assert_line(term, 2, "~~~│                │");
  assert_line(term, 4, "~~~└────────────────┘");
  g_assert_cmpint(fake_term_role(term, 1, 3), ==, THEME_RULE);
  g_assert_true(fake_term_only_inside(term, (Area){1, 3, 4, 18}));
}

static void test_window_small(void) {
  for (int rows = -2; rows < 6; rows++)
    for (int columns = -2; columns < 14; columns++) {
      g_autoptr(Term) term = fake_term_new(8, 20);
      Area area = {1, 2, rows, columns};
      Area inside = chrome_window(term, area, 10, 30, "很长的标题放不下");
      g_assert_true(fake_term_only_inside(term, area));
      g_assert_cmpint(inside.rows, >=, 0);
      g_assert_cmpint(inside.columns, >=, 0);
      g_assert_cmpint(inside.row + inside.rows, <=, 1 + MAX(rows, 0));
      g_assert_cmpint(inside.column + inside.columns, <=, 2 + MAX(columns, 0));
    }
}

/* Where lines are two columns wide the frame is of plain ASCII, so that its corners meet. */
static void check_gb18030(void) {
  g_autoptr(Term) term = fake_term_new(5, 20);
  chrome_window(term, term_area(term), 1, 10, "选“单位”很长");
  assert_line(term, 1, "~~~+- 选“单… -+");
  assert_line(term, 2, "~~~|            |");
  assert_line(term, 3, "~~~+------------+");
}

static void test_gb18030(void) {
  if (!with_gb18030(check_gb18030))
    g_test_skip("no locale zh_CN.GB18030: run by meson test");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/chrome/tabs", test_tabs);
  g_test_add_func("/chrome/tabs-narrow", test_tabs_narrow);
  g_test_add_func("/chrome/tab-at", test_tab_at);
  g_test_add_func("/chrome/footer", test_footer);
  g_test_add_func("/chrome/footer-narrow", test_footer_narrow);
  g_test_add_func("/chrome/footer-kept", test_footer_kept);
  g_test_add_func("/chrome/footer-varying", test_footer_varying);
  g_test_add_func("/chrome/message", test_message);
  g_test_add_func("/chrome/message-long", test_long_message);
  g_test_add_func("/chrome/window", test_window);
  g_test_add_func("/chrome/window-small", test_window_small);
  g_test_add_func("/chrome/gb18030", test_gb18030);
  return g_test_run();
}
