#include "fake_term.h"
#include "tui/widget/menu.h"

#include <locale.h>

static const MenuItem items[] = {
    {"此处", "打开", "回车", "打开选中的一行"},
    {"任务", "记录进展", "p", "记一条进展"},
    {"任务", "办结", "d", NULL},
    {"其他", "帮助", "?", NULL},
    {"其他", "退出", "q", "退出程序"},
};

static Menu *make(gsize current) {
  return menu_new("菜单", items, G_N_ELEMENTS(items), current);
}

static MenuResult key(Menu *menu, Key key) {
  gsize index;
  Event event = event_of_key(key);
  return menu_event(menu, &event, &index);
}

/* What Enter takes. */
static gsize taken(Menu *menu) {
  gsize index = G_MAXSIZE;
  Event event = event_of_key(KEYNAME_ENTER);
  g_assert_cmpint(menu_event(menu, &event, &index), ==, MENU_CHOSEN);
  return index;
}

/* All of it with ↑ and ↓ alone, from group to group. */
static void test_arrows(void) {
  g_autoptr(Menu) menu = make(1);
  g_assert_cmpuint(taken(menu), ==, 1);
  g_assert_cmpint(key(menu, KEYNAME_UP), ==, MENU_OPEN);
  g_assert_cmpuint(taken(menu), ==, 0);
  key(menu, KEYNAME_UP); /* the first stays the first */
  g_assert_cmpuint(taken(menu), ==, 0);
  for (gsize i = 1; i < G_N_ELEMENTS(items); i++) {
    key(menu, KEYNAME_DOWN);
    g_assert_cmpuint(taken(menu), ==, i);
  }
  key(menu, KEYNAME_DOWN);
  g_assert_cmpuint(taken(menu), ==, G_N_ELEMENTS(items) - 1);
}

static void test_groups(void) {
  g_autoptr(Menu) menu = make(1);
  g_assert_cmpint(key(menu, KEYNAME_LEFT), ==, MENU_OPEN); /* to the groups */
  key(menu, KEYNAME_DOWN);
  g_assert_cmpint(key(menu, KEYNAME_ENTER), ==, MENU_OPEN);
  g_assert_cmpuint(taken(menu), ==, 3);
  key(menu, KEYNAME_LEFT);
  key(menu, KEYNAME_UP);
  key(menu, KEYNAME_UP);
  g_assert_cmpint(key(menu, KEYNAME_RIGHT), ==, MENU_OPEN);
  g_assert_cmpuint(taken(menu), ==, 0);
  key(menu, KEYNAME_TAB);
  g_assert_cmpuint(taken(menu), ==, 1);
  key(menu, KEYNAME_LEFT);
  g_assert_cmpint(key(menu, KEYNAME_LEFT), ==, MENU_LEFT);
  g_assert_cmpint(key(menu, KEYNAME_ESC), ==, MENU_LEFT);
  g_assert_cmpint(key(menu, 'p'), ==, MENU_IGNORED);
}

static void test_paint(void) {
  g_autoptr(Term) term = fake_term_new(18, 70);
  g_autoptr(Menu) menu = make(1);
  menu_paint(menu, term, term_area(term));
  int column, left, row = fake_term_find(term, "记录进展", &column);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  g_assert_cmpint(fake_term_find(term, "此处", &left), ==, row);
  g_assert_cmpint(left, <, column);
  g_assert_cmpint(fake_term_find(term, "其他", NULL), ==, row + 2);
  g_assert_cmpint(fake_term_find(term, "记一条进展", NULL), >, row + 2);
  g_assert_cmpint(fake_term_find(term, "退出", NULL), ==, -1);
  key(menu, KEYNAME_LEFT);
  menu_paint(menu, term, term_area(term));
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_TEXT);
  g_assert_cmpint(fake_term_role(term, row + 1, left), ==, THEME_SELECTED);
}

/* Where a group is longer than the window, that is told by where one is in it. */
static void test_position(void) {
  g_autoptr(Term) term = fake_term_new(18, 70);
  MenuItem many[30];
  for (gsize i = 0; i < G_N_ELEMENTS(many); i++)
    many[i] = (MenuItem){i < 25 ? "屏幕" : "其他", "去一屏", NULL, "看一屏"};
  g_autoptr(Menu) menu = menu_new("菜单", many, G_N_ELEMENTS(many), 0);
  menu_paint(menu, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, " 1/25", NULL), ==,
                  fake_term_find(term, "看一屏", NULL) - 1);
  key(menu, KEYNAME_DOWN);
  menu_paint(menu, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, " 2/25", NULL), >, 0);
  key(menu, KEYNAME_TAB); /* all of these are shown */
  menu_paint(menu, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "/", NULL), ==, -1);
}

static void test_mouse(void) {
  g_autoptr(Term) term = fake_term_new(18, 70);
  g_autoptr(Menu) menu = make(1);
  gsize index = G_MAXSIZE;
  menu_paint(menu, term, term_area(term));
  int column, row = fake_term_find(term, "其他", &column);
  Event event = event_of_mouse(MOUSE_PRESS, row, column);
  g_assert_cmpint(menu_event(menu, &event, &index), ==, MENU_OPEN);
  g_assert_cmpuint(taken(menu), ==, 3);
  fake_term_clear(term);
  menu_paint(menu, term, term_area(term));
  row = fake_term_find(term, "退出", &column);
  event = event_of_mouse(MOUSE_PRESS, row, column);
  g_assert_cmpint(menu_event(menu, &event, &index), ==, MENU_CHOSEN);
  g_assert_cmpuint(index, ==, 4);
  event = event_of_mouse(MOUSE_PRESS, row + 2, column); /* below the list: nothing */
  g_assert_cmpint(menu_event(menu, &event, &index), ==, MENU_OPEN);
  event = event_of_mouse(MOUSE_PRESS, 0, 0); /* outside */
  g_assert_cmpint(menu_event(menu, &event, &index), ==, MENU_LEFT);
}

static void test_tiny(void) {
  for (int rows = -1; rows < 9; rows++)
    for (int columns = -1; columns < 30; columns += 2) {
      g_autoptr(Term) term = fake_term_new(11, 34);
      g_autoptr(Menu) menu = make(2);
      Area area = {1, 2, rows, columns};
      menu_paint(menu, term, area);
      g_assert_true(fake_term_only_inside(term, area));
      g_assert_cmpuint(taken(menu), ==, 2);
    }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/menu/arrows", test_arrows);
  g_test_add_func("/menu/groups", test_groups);
  g_test_add_func("/menu/paint", test_paint);
  g_test_add_func("/menu/position", test_position);
  g_test_add_func("/menu/mouse", test_mouse);
  g_test_add_func("/menu/tiny", test_tiny);
  return g_test_run();
}
