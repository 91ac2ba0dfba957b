#include "fake_term.h"
#include "tui/widget/unitbox.h"

#include <locale.h>

static const char *const UNITS[] = {"厅办公室", "法规处", "科教处", NULL};
static const char *const ROLES[] = {"牵头", "配合", "责任", NULL};

static UnitBox *make(void) {
  UnitBox *box = unitbox_new("责任单位", UNITS, ROLES, 2);
  unitbox_add(box, "法规处", 0);
  unitbox_add(box, "科教处", 2);
  return box;
}

static UnitBoxResult key(UnitBox *box, Key key) {
  Event event = event_of_key(key);
  return unitbox_event(box, &event);
}

static void has(const UnitBox *box, const char *expected) {
  g_autoptr(GString) text = g_string_new(NULL);
  const GArray *rows = unitbox_rows(box);
  for (guint i = 0; i < rows->len; i++) {
    const UnitBoxRow *row = &g_array_index(rows, UnitBoxRow, i);
    g_string_append_printf(text, "%s%s ", row->name, ROLES[row->role]);
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void test_keys(void) {
  g_autoptr(UnitBox) box = make();
  g_assert_cmpint(key(box, KEYNAME_RIGHT), ==, UNITBOX_CHANGED);
  has(box, "法规处配合 科教处责任 ");
  g_assert_cmpint(key(box, KEYNAME_LEFT), ==, UNITBOX_CHANGED);
  g_assert_cmpint(key(box, KEYNAME_LEFT), ==, UNITBOX_CHANGED);
  has(box, "法规处责任 科教处责任 ");
  g_assert_cmpint(key(box, '{'), ==, UNITBOX_OPEN); /* it is the first */
  g_assert_cmpint(key(box, '}'), ==, UNITBOX_CHANGED);
  g_assert_cmpint(key(box, '}'), ==, UNITBOX_OPEN);
  has(box, "科教处责任 法规处责任 ");
  g_assert_cmpint(key(box, KEYNAME_DELETE), ==, UNITBOX_CHANGED); /* the one that was moved */
  has(box, "科教处责任 ");
  g_assert_cmpint(key(box, KEYNAME_DELETE), ==, UNITBOX_OPEN); /* on the row that adds */
  g_assert_cmpint(key(box, KEYNAME_RIGHT), ==, UNITBOX_OPEN);
  g_assert_cmpint(key(box, KEYNAME_ENTER), ==, UNITBOX_OPEN);
  g_assert_true(unitbox_is_choosing(box));
  g_assert_cmpint(key(box, KEYNAME_ESC), ==, UNITBOX_OPEN); /* leaves the list alone */
  g_assert_cmpint(key(box, KEYNAME_ESC), ==, UNITBOX_LEFT);
}

static void test_adding(void) {
  g_autoptr(UnitBox) box = make();
  key(box, 0x529e); /* 办: typing looks for one */
  g_assert_true(unitbox_is_choosing(box));
  g_assert_cmpint(key(box, KEYNAME_ENTER), ==, UNITBOX_CHANGED);
  has(box, "法规处牵头 科教处责任 厅办公室责任 ");
  g_assert_cmpint(key(box, KEYNAME_LEFT), ==, UNITBOX_CHANGED); /* it is the chosen one */
  has(box, "法规处牵头 科教处责任 厅办公室配合 ");
  Event paste = event_of_paste("科教");
  unitbox_event(box, &paste);
  g_assert_cmpint(key(box, KEYNAME_ENTER), ==, UNITBOX_OPEN); /* there already, as that */
  g_assert_cmpint(key(box, KEYNAME_DELETE), ==, UNITBOX_CHANGED);
  has(box, "法规处牵头 厅办公室配合 ");
}

/* What Ctrl-S takes along. */
static void test_finish(void) {
  g_autoptr(UnitBox) box = make();
  g_assert_cmpint(unitbox_finish(box), ==, UNITBOX_LEFT);
  unitbox_choose(box);
  g_assert_cmpint(unitbox_finish(box), ==, UNITBOX_LEFT); /* nobody looked for anything */
  Event paste = event_of_paste("没有这个处");
  unitbox_event(box, &paste);
  g_assert_cmpint(unitbox_finish(box), ==, UNITBOX_OPEN);
  key(box, KEY_MOD_CTRL | 'u');
  Event office = event_of_paste("办公");
  unitbox_event(box, &office);
  g_assert_cmpint(unitbox_finish(box), ==, UNITBOX_CHANGED);
  has(box, "法规处牵头 科教处责任 厅办公室责任 ");
}

static void test_painting(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(UnitBox) box = make();
  unitbox_paint(box, term, term_area(term));
  int row, column;
  row = fake_term_find(term, "< 牵头 >", &column);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  g_assert_cmpint(fake_term_find(term, "法规处", NULL), ==, row);
  g_assert_cmpint(fake_term_find(term, "科教处", NULL), ==, row + 1);
  g_assert_cmpint(fake_term_find(term, "＋ 添加单位", NULL), ==, row + 2);
  Event below = event_of_mouse(MOUSE_PRESS, row + 1, column + 2);
  g_assert_cmpint(unitbox_event(box, &below), ==, UNITBOX_OPEN); /* chooses the row */
  g_assert_cmpint(unitbox_event(box, &below), ==, UNITBOX_CHANGED);
  has(box, "法规处牵头 科教处牵头 ");
  Event add = event_of_mouse(MOUSE_PRESS, row + 2, column);
  unitbox_event(box, &add);
  g_assert_true(unitbox_is_choosing(box));
  g_autoptr(Term) tiny = fake_term_new(4, 10);
  unitbox_paint(box, tiny, term_area(tiny));
  g_assert_true(fake_term_only_inside(tiny, term_area(tiny)));
}

static void test_without_roles(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(UnitBox) box = unitbox_new("成员", UNITS, NULL, 0);
  unitbox_add(box, "科教处", 0);
  g_assert_cmpint(key(box, KEYNAME_RIGHT), ==, UNITBOX_OPEN);
  unitbox_paint(box, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "<", NULL), ==, -1);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/widget/unitbox/keys", test_keys);
  g_test_add_func("/widget/unitbox/adding", test_adding);
  g_test_add_func("/widget/unitbox/finish", test_finish);
  g_test_add_func("/widget/unitbox/painting", test_painting);
  g_test_add_func("/widget/unitbox/without_roles", test_without_roles);
  return g_test_run();
}
