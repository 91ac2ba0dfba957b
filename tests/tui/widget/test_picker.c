#include "fake_term.h"
#include "tui/widget/picker.h"

#include <locale.h>

#include "core/rules/text.h"

static const PickerItem units[] = {
    {"厅办公室", "牵头", "tbgs"},   {"厅政策法规处", "责任", "tzcfgc"},
    {"科教处", NULL, "kjc"},        {"法规处", "配合", "fgc"},
    {"运管局 Ningxia", NULL, NULL}, {"五市交通运输局", "组", NULL},
};

static Picker *make(void) {
  return picker_new("责任单位", units, G_N_ELEMENTS(units));
}

static PickerResult key(Picker *picker, Key key, gsize *index) {
  Event event = event_of_key(key);
  return picker_event(picker, &event, index);
}

static void type(Picker *picker, const char *text) {
  gsize index;
  for (; *text != '\0'; text = g_utf8_next_char(text))
    g_assert_cmpint(key(picker, g_utf8_get_char(text), &index), ==, PICKER_OPEN);
}

/* What Enter would take; G_MAXSIZE for nothing. */
static gsize chosen(Picker *picker) {
  gsize index = G_MAXSIZE;
  PickerResult result = key(picker, KEYNAME_ENTER, &index);
  g_assert_cmpint(result, ==, index == G_MAXSIZE ? PICKER_OPEN : PICKER_CHOSEN);
  return index;
}

static void test_arrows(void) {
  g_autoptr(Picker) picker = make();
  gsize index;
  g_assert_cmpuint(chosen(picker), ==, 0);
  picker_choose(picker, 4);
  g_assert_cmpuint(chosen(picker), ==, 4);
  picker_choose(picker, 99);
  g_assert_cmpuint(chosen(picker), ==, 0);
  key(picker, KEYNAME_DOWN, &index);
  key(picker, KEYNAME_DOWN, &index);
  g_assert_cmpuint(chosen(picker), ==, 2);
  key(picker, KEYNAME_UP, &index);
  g_assert_cmpuint(chosen(picker), ==, 1);
  g_assert_cmpint(key(picker, KEYNAME_ESC, &index), ==, PICKER_LEFT);
}

static void test_filter(void) {
  const struct {
    const char *typed;
    gsize expected;
  } cases[] = {
      {"法规处", 3},                      /* the very name before 厅政策法规处 */
      {"法规 责任", 1},                   /* words are ANDed, the extra counts */
      {"wsjtysj", 5},                     /* pinyin, which nobody has written down */
      {"JTYS", 5},         {"ｙｇｊ", 4}, /* inside, in any case and width */
      {"组 wsjt", 5},                     /* words of either kind */
      {"责任　法规", 1},                  /* the space of an input method */
      {"KJ", 2},                          /* the alias, in any case */
      {"ｔｂｇ", 0},                      /* full-width letters */
      {"ningxia", 4},      {"五", 5},     {"室牵", G_MAXSIZE}, /* never across name and extra */
      {"没有", G_MAXSIZE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Picker) picker = make();
    type(picker, cases[i].typed);
    g_assert_cmpuint(chosen(picker), ==, cases[i].expected);
  }
}

static void test_selection(void) {
  g_autoptr(Picker) picker = make();
  gsize index;
  type(picker, "处");
  g_assert_cmpuint(chosen(picker), ==, 1);
  key(picker, KEYNAME_BACKSPACE, &index); /* stays on it when all are shown again */
  g_assert_cmpuint(chosen(picker), ==, 1);
  key(picker, KEYNAME_DOWN, &index);
  type(picker, "处"); /* what was chosen by hand stays while it matches */
  g_assert_cmpuint(chosen(picker), ==, 2);
  type(picker, "x");
  g_assert_cmpuint(chosen(picker), ==, G_MAXSIZE);
  key(picker, KEYNAME_BACKSPACE, &index);
  g_assert_cmpuint(chosen(picker), ==, 1);
}

static void test_paste(void) {
  g_autoptr(Picker) picker = make();
  gsize index;
  Event event = event_of_paste("科教\n");
  g_assert_cmpint(picker_event(picker, &event, &index), ==, PICKER_OPEN);
  g_assert_cmpuint(chosen(picker), ==, 2);
}

static void test_paint(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Picker) picker = make();
  picker_paint(picker, term, term_area(term));
  int name_column, extra_column;
  int row = fake_term_find(term, "厅办公室", &name_column);
  g_assert_cmpint(fake_term_find(term, "责任单位", NULL), ==, row - 2);
  g_assert_cmpint(fake_term_find(term, "6/6", NULL), ==, row - 1);
  g_assert_cmpint(fake_term_find(term, "牵头", &extra_column), ==, row);
  g_assert_cmpint(fake_term_role(term, row, name_column), ==, THEME_SELECTED);
  g_assert_cmpint(fake_term_role(term, row + 1, name_column), ==, THEME_TEXT);
  g_assert_cmpint(fake_term_role(term, row + 1, extra_column), ==, THEME_DIM);
  g_assert_cmpint(fake_term_find(term, "五市交通运输局", NULL), ==, row + 5);
  type(picker, "法规");
  fake_term_clear(term);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "2/6", NULL), ==, row - 1);
  g_assert_cmpint(fake_term_find(term, "法规处", NULL), ==, row - 0);
  g_assert_cmpint(fake_term_find(term, "科教处", NULL), ==, -1);
  int cursor_row, cursor_column;
  fake_term_cursor(term, &cursor_row, &cursor_column);
  g_assert_cmpint(cursor_row, ==, row - 1);
  g_assert_cmpint(cursor_column, ==, name_column + text_width("查找 法规"));
  type(picker, "x");
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "没有符合的", NULL), ==, row);
  g_assert_cmpint(fake_term_find(term, "0/6", NULL), ==, row - 1);
}

static void test_mouse(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Picker) picker = make();
  gsize index = 99;
  picker_paint(picker, term, term_area(term));
  int column, row = fake_term_find(term, "科教处", &column);
  Event event = event_of_mouse(MOUSE_PRESS, row, column);
  g_assert_cmpint(picker_event(picker, &event, &index), ==, PICKER_OPEN);
  g_assert_cmpuint(chosen(picker), ==, 2);
  event = event_of_mouse(MOUSE_DOUBLE, row + 1, column);
  g_assert_cmpint(picker_event(picker, &event, &index), ==, PICKER_CHOSEN);
  g_assert_cmpuint(index, ==, 3);
  event = event_of_mouse(MOUSE_DOUBLE, 0, 0); /* outside */
  g_assert_cmpint(picker_event(picker, &event, &index), ==, PICKER_OPEN);
}

/* More items than rows: the list scrolls, with the wheel and by pages. */
static void test_long(void) {
  g_autoptr(Term) term = fake_term_new(10, 60);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autofree PickerItem *items = g_new0(PickerItem, 100);
  for (int i = 0; i < 100; i++) {
    g_ptr_array_add(names, g_strdup_printf("单位%02d", i));
    items[i].name = names->pdata[i];
  }
  g_autoptr(Picker) picker = picker_new("单位", items, 100);
  gsize index;
  picker_paint(picker, term, term_area(term));
  key(picker, KEYNAME_PAGE_DOWN, &index);
  g_assert_cmpuint(chosen(picker), ==, 7); /* ten rows less the frame and the filter */
  Event event = event_of_mouse(MOUSE_WHEEL_DOWN, 5, 30);
  for (int i = 0; i < 5; i++)
    picker_event(picker, &event, &index);
  fake_term_clear(term);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "单位00", NULL), ==, -1);
  g_assert_cmpint(fake_term_find(term, "单位16", NULL), ==, 2);
  g_assert_cmpuint(chosen(picker), ==, 16);
}

/* Bars stand between names and counts, each as long as its share of the longest. */
static void test_bars(void) {
  static const PickerItem values[] = {{.name = "红", .extra = "20", .bar = 1},
                                      {.name = "黄", .extra = "10", .bar = 0.5}};
  g_autoptr(Picker) picker = picker_new("灯", values, G_N_ELEMENTS(values));
  g_autoptr(Term) term = fake_term_new(18, 60);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "####################  20", NULL), >=, 0);
  g_assert_cmpint(fake_term_find(term, "##########..........  10", NULL), >=, 0);
  for (int columns = -1; columns < 20; columns += 2) {
    g_autoptr(Term) small = fake_term_new(11, 24);
    Area area = {1, 2, 8, columns};
    picker_paint(picker, small, area);
    g_assert_true(fake_term_only_inside(small, area));
  }
}

static void test_tiny(void) {
  for (int rows = -1; rows < 9; rows++)
    for (int columns = -1; columns < 20; columns += 2) {
      g_autoptr(Term) term = fake_term_new(11, 24);
      g_autoptr(Picker) picker = make();
      Area area = {1, 2, rows, columns};
      picker_paint(picker, term, area);
      g_assert_true(fake_term_only_inside(term, area));
    }
  g_autoptr(Picker) empty = picker_new("空", NULL, 0);
  g_autoptr(Term) term = fake_term_new(18, 60);
  picker_paint(empty, term, term_area(term));
  g_assert_cmpuint(chosen(empty), ==, G_MAXSIZE);
}

/* ---- groups, help, preface -------------------------------------------------------------- */

static const PickerItem grouped[] = {
    {"今日", "1", NULL, "屏幕", "今天的总览", FALSE},
    {"台账", "2", NULL, "屏幕", "任务分工台账", FALSE},
    {"撤销", "u", NULL, "整理", "撤销最近的修改", FALSE},
    {"封存", "F", NULL, "现在不能", "要在“台账”里用", TRUE},
};

/* Heads are no rows one can stand on; they go while one searches. */
static void test_groups(void) {
  g_autoptr(Term) term = fake_term_new(18, 70);
  g_autoptr(Picker) picker = picker_new("命令", grouped, G_N_ELEMENTS(grouped));
  gsize index;
  picker_preface(picker, "这一屏是做什么的");
  picker_paint(picker, term, term_area(term));
  int column, row = fake_term_find(term, "今日", &column);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  g_assert_cmpint(fake_term_find(term, "屏幕", &column), ==, row - 1);
  g_assert_cmpint(fake_term_role(term, row - 1, column), ==, THEME_GROUP);
  g_assert_cmpint(fake_term_find(term, "4/4", NULL), ==, row - 2);
  g_assert_cmpint(fake_term_find(term, "这一屏是做什么的", NULL), ==, row - 3);
  g_assert_cmpint(fake_term_find(term, "整理", NULL), ==, row + 2);
  g_assert_cmpint(fake_term_find(term, "今天的总览", NULL), >, row + 5);
  key(picker, KEYNAME_UP, &index);
  g_assert_cmpuint(chosen(picker), ==, 0);
  key(picker, KEYNAME_DOWN, &index);
  key(picker, KEYNAME_DOWN, &index);
  g_assert_cmpuint(chosen(picker), ==, 2);
  key(picker, KEYNAME_UP, &index);
  g_assert_cmpuint(chosen(picker), ==, 1);
  key(picker, KEYNAME_PAGE_DOWN, &index);
  g_assert_cmpuint(chosen(picker), ==, 3);
  Event event = event_of_mouse(MOUSE_PRESS, row + 2, column); /* a head */
  picker_event(picker, &event, &index);
  g_assert_cmpuint(chosen(picker), ==, 3);
  fake_term_clear(term);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "要在“台账”里用", NULL), >, row + 5);
  key(picker, KEYNAME_UP, &index);
  picker_paint(picker, term, term_area(term));
  row = fake_term_find(term, "封存", &column);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_DIM);
  type(picker, "台");
  fake_term_clear(term);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "1/4", NULL), >, 0);
  g_assert_cmpint(fake_term_find(term, "屏幕", NULL), ==, -1);
  g_assert_cmpuint(chosen(picker), ==, 1);
}

/* The first head comes back into sight with its item; the wheel never stops on a head. */
static void test_groups_scroll(void) {
  g_autoptr(Term) term = fake_term_new(10, 70); /* four rows of the list */
  g_autoptr(Picker) picker = picker_new("命令", grouped, G_N_ELEMENTS(grouped));
  gsize index;
  picker_paint(picker, term, term_area(term));
  for (int i = 0; i < 3; i++)
    key(picker, KEYNAME_DOWN, &index);
  for (int i = 0; i < 3; i++)
    key(picker, KEYNAME_UP, &index);
  fake_term_clear(term);
  picker_paint(picker, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "屏幕", NULL), >, 0);
  Event down = event_of_mouse(MOUSE_WHEEL_DOWN, 5, 30), up = event_of_mouse(MOUSE_WHEEL_UP, 5, 30);
  for (int i = 0; i < 3; i++) {
    picker_event(picker, &down, &index);
    g_assert_cmpuint(chosen(picker), <, G_N_ELEMENTS(grouped));
  }
  for (int i = 0; i < 3; i++) {
    picker_event(picker, &up, &index);
    g_assert_cmpuint(chosen(picker), <, G_N_ELEMENTS(grouped));
  }
}

/* A number goes before what it is a part of; in other words it is nothing special. */
static void test_number(void) {
  g_autoptr(Term) term = fake_term_new(18, 70);
  g_autoptr(Picker) picker = picker_new("命令", grouped, G_N_ELEMENTS(grouped));
  gsize index;
  picker_take_numbers(picker, "看第%d项");
  type(picker, "2");
  picker_paint(picker, term, term_area(term));
  int row = fake_term_find(term, "看第2项", NULL);
  g_assert_cmpint(fake_term_find(term, "台账", NULL), ==, row + 1);
  g_assert_cmpint(fake_term_find(term, "2/4", NULL), ==, row - 1);
  g_assert_cmpint(key(picker, KEYNAME_ENTER, &index), ==, PICKER_NUMBER);
  g_assert_cmpuint(index, ==, 2);
  key(picker, KEYNAME_DOWN, &index);
  g_assert_cmpuint(chosen(picker), ==, 1);
  type(picker, "0");
  g_assert_cmpint(key(picker, KEYNAME_ENTER, &index), ==, PICKER_NUMBER);
  g_assert_cmpuint(index, ==, 20);
  type(picker, "x");
  g_assert_cmpint(key(picker, KEYNAME_ENTER, &index), ==, PICKER_OPEN);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/picker/arrows", test_arrows);
  g_test_add_func("/picker/filter", test_filter);
  g_test_add_func("/picker/selection", test_selection);
  g_test_add_func("/picker/paste", test_paste);
  g_test_add_func("/picker/paint", test_paint);
  g_test_add_func("/picker/mouse", test_mouse);
  g_test_add_func("/picker/long", test_long);
  g_test_add_func("/picker/bars", test_bars);
  g_test_add_func("/picker/tiny", test_tiny);
  g_test_add_func("/picker/groups", test_groups);
  g_test_add_func("/picker/groups_scroll", test_groups_scroll);
  g_test_add_func("/picker/number", test_number);
  return g_test_run();
}
