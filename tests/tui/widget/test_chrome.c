#include "fake_term.h"
#include "tui/widget/chrome.h"

#include "core/rules/text.h"

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

/* The footer of keys, of which so many are kept. */
static ChromeFooter footer_of(gsize kept) {
  return (ChromeFooter){
      .first = CHROME_FOOTER_FIRST, .items = keys, .count = G_N_ELEMENTS(keys), .kept = kept};
}

static void test_footer(void) {
  g_autoptr(Term) term = fake_term_new(2, 50);
  ChromeFooter footer = footer_of(1);
  chrome_paint_footer(term, 1, &footer);
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
  ChromeFooter footer = footer_of(1);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Term) term = fake_term_new(1, cases[i].columns);
    chrome_paint_footer(term, 0, &footer);
    assert_line(term, 0, cases[i].expected);
  }
  g_autoptr(Term) term = fake_term_new(1, 1);
  chrome_paint_footer(term, 0, &footer);
  ChromeFooter nothing = {.first = CHROME_FOOTER_FIRST, .kept = 1, .by_state = TRUE};
  chrome_paint_footer(term, 0, &nothing);
  g_assert_cmpint(chrome_footer_at(&nothing, 1, 0), ==, -1);
  g_assert_cmpint(chrome_footer_end(&nothing, 1), ==, 0);
}

/* Two that are kept are shown and found where little else has room. */
static void test_footer_kept(void) {
  g_autoptr(Term) term = fake_term_new(1, 24);
  ChromeFooter footer = footer_of(2);
  chrome_paint_footer(term, 0, &footer);
  assert_line(term, 0, " e 修改  ? 帮助");
  g_assert_cmpint(chrome_footer_at(&footer, 24, 1), ==, (int)footer.count - 2);
  g_assert_cmpint(chrome_footer_at(&footer, 24, 9), ==, (int)footer.count - 1);
  g_assert_cmpint(chrome_footer_at(&footer, 24, 8), ==, -1);
  g_assert_cmpint(chrome_footer_end(&footer, 24), ==, 24);
  g_assert_cmpint(chrome_footer_end(&footer, 50), ==, 34);
  g_autoptr(Term) wider = fake_term_new(1, 28);
  chrome_paint_footer(wider, 0, &footer);
  assert_line(wider, 0, " 空格 选中  e 修改  ? 帮助");
  g_assert_cmpint(chrome_footer_at(&footer, 28, 3), ==, 0);
  g_assert_cmpint(chrome_footer_at(&footer, 28, 13), ==, (int)footer.count - 2);
}

/* A footer as it is on one row, of those entries; expected is found where it is seen. */
static void check_row(const ChromeItem *items, int first, int columns, const char *expected) {
  ChromeFooter footer = {
      .first = first, .items = items, .kept = 2, .by_kind = TRUE, .by_state = TRUE};
  while (items[footer.count].key != NULL)
    footer.count++;
  g_autoptr(Term) term = fake_term_new(1, columns);
  chrome_paint_footer(term, 0, &footer);
  g_autofree char *line = fake_term_line(term, 0);
  g_assert_cmpstr(line + strspn(line, " ~"), ==, expected);
  g_autoptr(GString) found = g_string_new(NULL);
  gsize shown = 0;
  for (int column = 0, before = -1; column < columns; column++) {
    int item = chrome_footer_at(&footer, columns, column);
    if (item >= 0 && item != before) {
      g_string_append_printf(found, "%s%s %s", shown > 0 ? "  " : "", items[item].key,
                             items[item].label);
      shown++;
    }
    before = item;
  }
  g_assert_cmpstr(found->str, ==, expected);
  g_assert_cmpint(chrome_footer_end(&footer, columns), ==,
                  shown < footer.count ? columns : first + text_width(expected));
}

/* What the rows have in common is at the same place on each; what a row adds is behind it. */
static void test_footer_varying(void) {
  const ChromeItem open[] = {{"p", "进展", CHROME_BY_KIND},  {"d", "办结", CHROME_BY_STATE},
                             {"e", "修改", CHROME_BY_KIND},  {"回车", "打开", CHROME_STAYS},
                             {"/", "筛选", CHROME_STAYS},    {"a", "添加", CHROME_STAYS},
                             {"w", "催办", CHROME_BY_STATE}, {"m", "菜单", CHROME_STAYS},
                             {"?", "帮助", CHROME_STAYS},    {NULL}};
  const ChromeItem done[] = {
      {"p", "进展", CHROME_BY_KIND},  {"x", "销号", CHROME_BY_STATE}, {"e", "修改", CHROME_BY_KIND},
      {"回车", "打开", CHROME_STAYS}, {"/", "筛选", CHROME_STAYS},    {"a", "添加", CHROME_STAYS},
      {"m", "菜单", CHROME_STAYS},    {"?", "帮助", CHROME_STAYS},    {NULL}};
  const ChromeItem heading[] = {{"回车", "打开", CHROME_STAYS}, {"/", "筛选", CHROME_STAYS},
                                {"a", "添加", CHROME_STAYS},    {"m", "菜单", CHROME_STAYS},
                                {"?", "帮助", CHROME_STAYS},    {NULL}};
  check_row(open, 1, 80,
            "回车 打开  / 筛选  a 添加  m 菜单  ? 帮助  p 进展  e 修改  d 办结  w 催办");
  check_row(done, 1, 80, "回车 打开  / 筛选  a 添加  m 菜单  ? 帮助  p 进展  e 修改  x 销号");
  check_row(heading, 1, 80, "回车 打开  / 筛选  a 添加  m 菜单  ? 帮助");
  check_row(open, 1, 60, "回车 打开  / 筛选  m 菜单  ? 帮助  p 进展  d 办结  w 催办");
  check_row(done, 1, 60, "回车 打开  / 筛选  m 菜单  ? 帮助  p 进展  x 销号");
  check_row(heading, 1, 60, "回车 打开  / 筛选  m 菜单  ? 帮助  a 添加");
  check_row(open, 51, 80, "m 菜单  ? 帮助  p 进展"); /* beside a message */
  check_row(open, 66, 80, "m 菜单  ? 帮助");
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
