#include "fake_term.h"
#include "tui/widget/form.h"

#include <locale.h>
#include <string.h>

#define CTRL(c) (KEY_MOD_CTRL | (c))
#define BACK_TAB (KEY_MOD_SHIFT | KEYNAME_TAB)

static const char *const states[] = {"办理中", "已办结", "暂停", NULL};
static const char *const units[] = {"厅办公室", "法规处", "科教处", NULL};
static const FieldSpec specs[] = {
    {.id = "task", .label = "任务", .kind = FIELD_SHOW},
    {.id = "date", .label = "日期", .kind = FIELD_LINE, .required = TRUE, .hint = "年-月-日"},
    {.id = "text", .label = "进展情况", .kind = FIELD_TEXT},
    {.id = "state", .label = "状态", .kind = FIELD_CHOICE, .choices = states},
    {.id = "unit", .label = "责任单位", .kind = FIELD_LINE, .choices = units},
};

static Form *make(void) {
  Form *form = form_new("记进展", specs, G_N_ELEMENTS(specs));
  form_set_value(form, "task", "深化交通运输综合行政执法改革");
  form_mark_clean(form);
  return form;
}

static FormResult key(Form *form, Key key) {
  Event event = event_of_key(key);
  return form_event(form, &event);
}

static void type(Form *form, const char *text) {
  for (; *text != '\0'; text = g_utf8_next_char(text))
    g_assert_cmpint(key(form, g_utf8_get_char(text)), ==, FORM_CHANGED);
}

static void handled(Form *form, Key pressed) {
  g_assert_cmpint(key(form, pressed), ==, FORM_HANDLED);
}

static FormResult paste(Form *form, const char *text) {
  Event event = event_of_paste(text);
  return form_event(form, &event);
}

static FormResult press(Form *form, int row, int column) {
  Event event = event_of_mouse(MOUSE_PRESS, row, column);
  return form_event(form, &event);
}

static void paint(Form *form, Term *term) {
  fake_term_clear(term);
  form_paint(form, term, term_area(term));
}

static void assert_screen(Form *form, Term *term, const char *expected) {
  paint(form, term);
  g_autofree char *screen = fake_term_screen(term);
  g_autofree char *shown = g_strndup(screen, MIN(strlen(expected), strlen(screen)));
  g_assert_cmpstr(shown, ==, expected);
}

static void assert_value(const Form *form, const char *id, const char *expected) {
  g_assert_cmpstr(form_value(form, id), ==, expected);
}

static void test_wide(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  assert_screen(form, term,
                "--记进展----------------------------------------------------\n"
                "  任务     深化交通运输综合行政执法改革\n"
                "* 日期     年-月-日\n"
                "  进展情况\n"
                "\n"
                "\n"
                "  状态     办理中\n"
                "  责任单位\n"
                "\n"
                "            保存 (Ctrl-S)    取消 (Esc)\n");
  g_assert_cmpint(fake_term_role(term, 2, 0), ==, THEME_ERROR);
  g_assert_cmpint(fake_term_role(term, 2, 2), ==, THEME_LABEL);
  g_assert_cmpint(fake_term_role(term, 2, 30), ==, THEME_FIELD_CURRENT);
  g_assert_cmpint(fake_term_role(term, 3, 30), ==, THEME_FIELD);
  int row, column;
  fake_term_cursor(term, &row, &column);
  g_assert_cmpint(row, ==, 2);
  g_assert_cmpint(column, ==, 11);
}

static void test_narrow(void) {
  g_autoptr(Term) term = fake_term_new(18, 40);
  g_autoptr(Form) form = make();
  assert_screen(form, term,
                "--记进展--------------------------------\n"
                "  任务\n"
                "  深化交通运输综合行政执法改革\n"
                "* 日期\n"
                "  年-月-日\n"
                "  进展情况\n"
                "\n"
                "\n"
                "\n"
                "  状态\n"
                "  办理中\n"
                "  责任单位\n"
                "\n"
                "\n"
                " 保存 (Ctrl-S)    取消 (Esc)\n");
}

static void test_moving(void) {
  g_autoptr(Form) form = make();
  type(form, "1");
  handled(form, KEYNAME_ENTER);
  type(form, "2");
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED); /* a new line */
  type(form, "3");
  handled(form, KEYNAME_UP);
  type(form, "4");
  handled(form, KEYNAME_UP); /* from the first line to the field before */
  type(form, "5");
  handled(form, KEYNAME_UP); /* nothing before it: what is only shown is passed over */
  type(form, "6");
  handled(form, KEYNAME_TAB);
  handled(form, KEYNAME_TAB);
  handled(form, KEYNAME_DOWN);
  type(form, "7");
  handled(form, KEYNAME_ENTER); /* the last field: stays */
  type(form, "8");
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  type(form, "9");
  assert_value(form, "date", "156");
  assert_value(form, "text", "249\n3");
  assert_value(form, "unit", "78");
  assert_value(form, "nothing", "");
}

static void test_tab_round(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  for (int i = 0; i < 4; i++)
    handled(form, KEYNAME_TAB);
  paint(form, term);
  int save, cancel, row = fake_term_find(term, "保存", &save);
  fake_term_find(term, "取消", &cancel);
  g_assert_cmpint(fake_term_role(term, row, save), ==, THEME_FIELD_CURRENT);
  handled(form, KEYNAME_TAB);
  paint(form, term);
  g_assert_cmpint(fake_term_role(term, row, save), ==, THEME_FIELD);
  g_assert_cmpint(fake_term_role(term, row, cancel), ==, THEME_FIELD_CURRENT);
  handled(form, KEYNAME_TAB);
  type(form, "x");
  assert_value(form, "date", "x");
  handled(form, BACK_TAB);
  paint(form, term);
  g_assert_cmpint(fake_term_role(term, row, cancel), ==, THEME_FIELD_CURRENT);
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  type(form, "y");
  assert_value(form, "unit", "y");
}

/* All with arrows and Enter alone. */
static void test_buttons(void) {
  g_autoptr(Form) form = make();
  for (int i = 0; i < 4; i++)
    handled(form, KEYNAME_DOWN);
  handled(form, KEYNAME_DOWN); /* stays at the end */
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_SAVE);
  handled(form, KEYNAME_RIGHT);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_LEAVE);
  handled(form, KEYNAME_UP);
  type(form, "x");
  handled(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_SAVE); /* begins at the first again */
}

static void test_keys_left_alone(void) {
  g_autoptr(Form) form = make();
  g_assert_cmpint(key(form, KEYNAME_F1), ==, FORM_IGNORED);
  g_assert_cmpint(key(form, CTRL('l')), ==, FORM_IGNORED);
  Event event = {.type = EVENT_RESIZE};
  g_assert_cmpint(form_event(form, &event), ==, FORM_IGNORED);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
}

static void test_dirty(void) {
  g_autoptr(Form) form = make();
  g_assert_false(form_is_dirty(form));
  g_assert_cmpint(key(form, KEYNAME_ESC), ==, FORM_LEAVE);
  type(form, "x");
  g_assert_true(form_is_dirty(form));
  g_assert_cmpint(key(form, KEYNAME_BACKSPACE), ==, FORM_CHANGED);
  g_assert_false(form_is_dirty(form));
  form_set_value(form, "unit", "科教处");
  form_set_value(form, "gone", "一份旧草稿里的");
  g_assert_true(form_is_dirty(form));
  form_mark_clean(form);
  g_assert_false(form_is_dirty(form));
}

static void test_leaving(void) {
  const struct {
    Key answer;
    FormResult result;
  } cases[] = {{'s', FORM_SAVE},           {'d', FORM_LEAVE},
               {'D', FORM_LEAVE},          {KEYNAME_ESC, FORM_HANDLED},
               {KEYNAME_ENTER, FORM_SAVE}, {KEYNAME_F1, FORM_HANDLED}};
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Term) term = fake_term_new(18, 60);
    g_autoptr(Form) form = make();
    type(form, "今天");
    handled(form, KEYNAME_ESC);
    paint(form, term);
    g_assert_cmpint(fake_term_find(term, "有未保存的内容", NULL), >=, 0);
    g_assert_cmpint(fake_term_find(term, "继续编辑 (Esc)", NULL), >=, 0);
    g_assert_cmpint(paste(form, "不要"), ==, FORM_HANDLED);
    g_assert_cmpint(key(form, cases[i].answer), ==, cases[i].result);
    assert_value(form, "date", "今天");
    paint(form, term);
    gboolean open = fake_term_find(term, "有未保存的内容", NULL) >= 0;
    g_assert_cmpint(open, ==, cases[i].answer == KEYNAME_F1);
  }
}

static void test_choice(void) {
  g_autoptr(Form) form = make();
  assert_value(form, "state", "办理中");
  handled(form, KEYNAME_TAB);
  handled(form, KEYNAME_TAB);
  g_assert_cmpint(key(form, KEYNAME_RIGHT), ==, FORM_CHANGED);
  assert_value(form, "state", "已办结");
  g_assert_cmpint(key(form, KEYNAME_LEFT), ==, FORM_CHANGED);
  g_assert_cmpint(key(form, KEYNAME_LEFT), ==, FORM_CHANGED);
  assert_value(form, "state", "暂停");
  form_set_value(form, "state", "未知"); /* what is not among the choices is kept until changed */
  assert_value(form, "state", "未知");
  g_assert_cmpint(key(form, KEYNAME_RIGHT), ==, FORM_CHANGED);
  assert_value(form, "state", "办理中");
  g_autoptr(Term) term = fake_term_new(18, 60);
  paint(form, term);
  int column, row = fake_term_find(term, "< 办理中 >", &column);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_FIELD_CURRENT);
}

/* Choices that follow from another field: what stands there stays until it is changed. */
static void test_other_choices(void) {
  static const char *const others[] = {"道路客运", "道路货运", NULL};
  g_autoptr(Form) form = make();
  handled(form, KEYNAME_TAB);
  handled(form, KEYNAME_TAB);
  form_set_choices(form, "state", others);
  form_set_choices(form, "没有这一栏", others);
  assert_value(form, "state", "办理中");
  g_assert_cmpint(key(form, KEYNAME_RIGHT), ==, FORM_CHANGED);
  assert_value(form, "state", "道路客运");
  form_set_choices(form, "unit", others);
  handled(form, KEYNAME_TAB);
  handled(form, CTRL('o'));
  handled(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "unit", "道路货运");
  form_set_choices(form, "unit", NULL);
  g_assert_cmpint(key(form, CTRL('o')), ==, FORM_IGNORED);
}

static void test_choice_list(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  handled(form, KEYNAME_TAB);
  handled(form, KEYNAME_TAB);
  handled(form, ' ');
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "查找", NULL), >=, 0);
  handled(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "state", "已办结");
  handled(form, KEYNAME_ENTER);
  handled(form, KEYNAME_ENTER); /* the list begins at what is chosen: no change */
  handled(form, KEYNAME_ENTER);
  handled(form, KEYNAME_ESC); /* leaves the list, not the form */
  assert_value(form, "state", "已办结");
  handled(form, 0x6682); /* 暂: typing searches */
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "state", "暂停");
  g_assert_cmpint(paste(form, "办结"), ==, FORM_HANDLED);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "state", "已办结");
}

static void test_names(void) {
  g_autoptr(Form) form = make();
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  handled(form, CTRL('o'));
  handled(form, 0x6cd5); /* 法 */
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  handled(form, CTRL('o'));
  handled(form, KEYNAME_DOWN);
  handled(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "unit", "法规处、科教处");
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  g_assert_cmpint(key(form, CTRL('o')), ==, FORM_IGNORED); /* nothing to offer there */
}

/* A file that is chosen is the whole value; a folder leads on to others. */
static void test_path(void) {
  static const char *const choices[] = {"~/台账.xlsx", "~/收到的/", NULL};
  static const char *const deeper[] = {"~/收到的/一.docx", NULL};
  const FieldSpec spec = {"path", "文件", FIELD_PATH, TRUE, NULL, choices};
  g_autoptr(Form) form = form_new("导入", &spec, 1);
  g_assert_cmpint(paste(form, "~/\n"), ==, FORM_CHANGED);
  assert_value(form, "path", "~/ ");
  handled(form, CTRL('o'));
  handled(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "path", "~/收到的/");
  form_set_choices(form, "path", deeper);
  handled(form, CTRL('o'));
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "path", "~/收到的/一.docx");
}

static void test_paste(void) {
  g_autoptr(Form) form = make();
  g_assert_cmpint(paste(form, "2020年\n12月"), ==, FORM_CHANGED);
  handled(form, KEYNAME_TAB);
  g_assert_cmpint(paste(form, "第一段\n第二段"), ==, FORM_CHANGED);
  g_assert_cmpint(paste(form, "\x07"), ==, FORM_HANDLED);
  assert_value(form, "date", "2020年 12月");
  assert_value(form, "text", "第一段\n第二段");
}

static void test_errors(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  form_set_error(form, "text",
                 "进展情况不能空着：写一句做了什么，例如“已印发实施方案，正在征求意见”");
  form_set_error(form, "unit", "没有这个单位");
  form_set_error(form, "task", "只是显示的");
  form_set_remark(form, "date", "2020年12月31日 星期四");
  paint(form, term);
  int column, row = fake_term_find(term, "进展情况不能空着", &column);
  g_assert_cmpint(row, ==, 8);
  g_assert_cmpint(column, ==, 2);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_ERROR);
  g_assert_cmpint(fake_term_find(term, "! 进展情况", NULL), ==, row);
  g_assert_cmpint(fake_term_find(term, "征求意见", NULL), ==, row + 1); /* wrapped, not cut */
  row = fake_term_find(term, "2020年12月31日 星期四", &column);
  g_assert_cmpint(row, ==, 4);
  g_assert_cmpint(column, ==, 11);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_DIM);
  /* One stands in the first field that has one, and a change takes its error away. */
  type(form, "已印发");
  assert_value(form, "text", "已印发");
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "进展情况不能空着", NULL), ==, -1);
  g_assert_cmpint(fake_term_find(term, "没有这个单位", NULL), >=, 0);
  form_set_error(form, "date", "这个日期读不懂");
  type(form, "x");
  assert_value(form, "date", "x");
  form_clear_errors(form);
  form_set_remark(form, "date", NULL);
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "没有这个单位", NULL), ==, -1);
  g_assert_cmpint(fake_term_find(term, "星期四", NULL), ==, -1);
}

static void test_mouse(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  form_set_value(form, "text", "一二三\n四五六");
  form_mark_clean(form);
  paint(form, term);
  g_assert_cmpint(press(form, 4, 13), ==, FORM_HANDLED);
  type(form, "|");
  assert_value(form, "text", "一二三\n四|五六");
  g_assert_cmpint(press(form, 7, 3), ==, FORM_HANDLED); /* a label */
  type(form, "x");
  assert_value(form, "unit", "x");
  press(form, 1, 20); /* what is only shown takes nothing */
  type(form, "y");
  assert_value(form, "unit", "xy");
  press(form, 6, 12);
  g_assert_cmpint(key(form, KEYNAME_RIGHT), ==, FORM_CHANGED);
  press(form, 6, 12); /* once more opens the list */
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "查找", NULL), >=, 0);
  handled(form, KEYNAME_ESC);
  paint(form, term);
  int column, row = fake_term_find(term, "保存 (Ctrl-S)", &column);
  g_assert_cmpint(press(form, row, column), ==, FORM_SAVE);
  row = fake_term_find(term, "取消 (Esc)", &column);
  g_assert_cmpint(press(form, row, column), ==, FORM_HANDLED);
  g_assert_cmpint(key(form, 'd'), ==, FORM_LEAVE);
  Event wheel = event_of_mouse(MOUSE_WHEEL_UP, 5, 5);
  g_assert_cmpint(form_event(form, &wheel), ==, FORM_HANDLED);
  type(form, "z");
  assert_value(form, "unit", "xyz");
}

/* A long text grows to what fits and then scrolls inside; the current field is in sight. */
static void test_long_text(void) {
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = make();
  form_set_value(form, "text", "1\n2\n3\n4\n5");
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "责任单位", NULL), ==, 9);
  g_autoptr(GString) big = g_string_new(NULL);
  for (int i = 1; i <= 100; i++)
    g_string_append_printf(big, "第%d行\n", i);
  handled(form, KEYNAME_TAB);
  paste(form, big->str);
  paint(form, term);
  int row, column;
  fake_term_cursor(term, &row, &column);
  g_assert_cmpint(row, ==, 17);
  g_assert_cmpint(fake_term_find(term, "第100行", NULL), ==, 16);
  g_assert_cmpint(fake_term_find(term, "--记进展", NULL), ==, 0);
  g_assert_cmpint(fake_term_find(term, "↑↓", NULL), ==, 0);
  handled(form, KEYNAME_TAB);
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "< 办理中 >", NULL), >, 0);
  handled(form, BACK_TAB);
  handled(form, BACK_TAB);
  paint(form, term); /* back at the top, with what is only shown above */
  g_assert_cmpint(fake_term_find(term, "深化交通运输", NULL), ==, 1);
  fake_term_cursor(term, &row, &column);
  g_assert_cmpint(row, ==, 2);
}

/* Every field can be reached and typed in at 60x18 and below, whatever the size in between. */
static void test_resize(void) {
  g_autoptr(Form) form = make();
  type(form, "2020-12-31");
  handled(form, KEYNAME_TAB);
  type(form, "已印发实施方案");
  const int sizes[][2] = {{24, 80}, {18, 60}, {5, 20}, {1, 1}, {3, 10}, {50, 200}};
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(Term) term = fake_term_new(sizes[i][0], sizes[i][1]);
    paint(form, term);
  }
  type(form, "。");
  assert_value(form, "date", "2020-12-31");
  assert_value(form, "text", "已印发实施方案。");
  for (int rows = 4; rows <= 18; rows++) {
    g_autoptr(Term) term = fake_term_new(rows, 60);
    for (int i = 0; i < 7; i++) {
      handled(form, KEYNAME_TAB);
      paint(form, term);
      gboolean found = FALSE;
      for (int row = 0; row < rows; row++)
        for (int column = 0; column < 60; column++)
          found |= fake_term_role(term, row, column) == THEME_FIELD_CURRENT;
      g_assert_true(found);
    }
  }
}

static void test_tiny(void) {
  g_autoptr(Form) form = make();
  form_set_error(form, "date", "这个日期读不懂");
  form_set_remark(form, "date", "年");
  for (int rows = -1; rows < 9; rows++)
    for (int columns = -1; columns < 24; columns += 2)
      for (int open = 0; open < 2; open++) {
        g_autoptr(Term) term = fake_term_new(11, 30);
        Area area = {1, 2, rows, columns};
        form_paint(form, term, area);
        g_assert_true(fake_term_only_inside(term, area));
        handled(form, KEYNAME_TAB);
      }
}

static void check_typed(const Form *form, const char *expected) {
  g_auto(GStrv) values = form_typed(form);
  g_autofree char *joined = g_strjoinv("|", values);
  g_assert_cmpstr(joined, ==, expected);
}

static void test_typed(void) {
  g_autoptr(Form) form = make();
  form_set_value(form, "unit", "厅法规处");
  form_mark_clean(form);
  check_typed(form, "");
  type(form, "今天");
  form_set_value(form, "unit", ""); /* emptied is typed too */
  check_typed(form, "date|今天|unit|");
  form_set_value(form, "unit", "厅法规处");
  check_typed(form, "date|今天");
}

static void test_hidden(void) {
  static const FieldSpec with_hidden[] = {
      {.id = "ids", .label = "一个很长很长的名字", .kind = FIELD_HIDDEN},
      {.id = "date", .label = "日期", .kind = FIELD_LINE},
  };
  g_autoptr(Term) term = fake_term_new(18, 60);
  g_autoptr(Form) form = form_new("催办", with_hidden, G_N_ELEMENTS(with_hidden));
  form_set_value(form, "ids", "4,54");
  assert_screen(form, term,
                "--催办------------------------------------------------------\n"
                "  日期\n"
                "\n"
                "        保存 (Ctrl-S)    取消 (Esc)\n");
  handled(form, BACK_TAB);    /* to the last button, past the field nobody stands on … */
  handled(form, KEYNAME_TAB); /* … and back to the first that one can */
  type(form, "5月");
  assert_value(form, "date", "5月");
  g_auto(GStrv) typed = form_typed(form);
  g_assert_cmpstr(typed[0], ==, "ids");
  g_assert_cmpstr(typed[1], ==, "4,54");
}

static void test_empty(void) {
  g_autoptr(Term) term = fake_term_new(6, 60);
  g_autoptr(Form) form = form_new("空", NULL, 0);
  paint(form, term);
  g_assert_cmpint(fake_term_find(term, "保存 (Ctrl-S)", NULL), ==, 1);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_SAVE);
  g_assert_cmpint(paste(form, "x"), ==, FORM_HANDLED);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/form/wide", test_wide);
  g_test_add_func("/form/narrow", test_narrow);
  g_test_add_func("/form/moving", test_moving);
  g_test_add_func("/form/tab-round", test_tab_round);
  g_test_add_func("/form/buttons", test_buttons);
  g_test_add_func("/form/keys-left-alone", test_keys_left_alone);
  g_test_add_func("/form/dirty", test_dirty);
  g_test_add_func("/form/leaving", test_leaving);
  g_test_add_func("/form/choice", test_choice);
  g_test_add_func("/form/other-choices", test_other_choices);
  g_test_add_func("/form/choice-list", test_choice_list);
  g_test_add_func("/form/names", test_names);
  g_test_add_func("/form/paste", test_paste);
  g_test_add_func("/form/errors", test_errors);
  g_test_add_func("/form/mouse", test_mouse);
  g_test_add_func("/form/long-text", test_long_text);
  g_test_add_func("/form/resize", test_resize);
  g_test_add_func("/form/tiny", test_tiny);
  g_test_add_func("/form/typed", test_typed);
  g_test_add_func("/form/hidden", test_hidden);
  g_test_add_func("/form/empty", test_empty);
  g_test_add_func("/form/path", test_path);
  return g_test_run();
}
