#include "fake_term.h"
#include "tui/widget/dialog.h"

#include <locale.h>

static const DialogAnswer answers[] = {{'s', "保存"}, {'D', "放弃"}, {KEYNAME_ESC, "继续编辑"}};

static Dialog *make(const char *text) {
  return dialog_new(text, answers, G_N_ELEMENTS(answers));
}

static int key(Dialog *dialog, Key key) {
  Event event = event_of_key(key);
  return dialog_event(dialog, &event);
}

static void test_keys(void) {
  g_autoptr(Dialog) dialog = make("有未保存的内容");
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, 0);
  g_assert_cmpint(key(dialog, KEYNAME_ESC), ==, 2);
  g_assert_cmpint(key(dialog, 'S'), ==, 0);
  g_assert_cmpint(key(dialog, 'd'), ==, 1);
  g_assert_cmpint(key(dialog, 0xff44), ==, 1); /* ｄ */
  g_assert_cmpint(key(dialog, 'x'), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_RIGHT), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, 1);
  g_assert_cmpint(key(dialog, KEYNAME_TAB), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_TAB), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, 0);
  g_assert_cmpint(key(dialog, KEYNAME_LEFT), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, 2);
  Event paste = event_of_paste("s");
  g_assert_cmpint(dialog_event(dialog, &paste), ==, -1);
}

/* What an input method sends answers nothing, its digits and letters neither. */
static void test_stray(void) {
  g_autoptr(Dialog) dialog = make("有未保存的内容");
  g_assert_cmpint(key(dialog, 0x5f03), ==, -1); /* 弃 */
  g_assert_cmpint(key(dialog, 'd'), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, 0);
}

static void test_paint(void) {
  g_autoptr(Term) term = fake_term_new(24, 80);
  g_autoptr(Dialog) dialog = make("有未保存的内容");
  term_cursor(term, 3, 3);
  dialog_paint(dialog, term, term_area(term));
  int text = fake_term_find(term, "有未保存的内容", NULL);
  int column, row = fake_term_find(term, "保存 (s)", &column);
  g_assert_cmpint(text, >, 0);
  g_assert_cmpint(row, ==, text + 2);
  g_assert_cmpint(fake_term_find(term, "放弃 (D)", NULL), ==, row);
  g_assert_cmpint(fake_term_find(term, "继续编辑 (Esc)", NULL), ==, row);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  key(dialog, KEYNAME_RIGHT);
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_STRONG);
  int cursor_row, cursor_column;
  fake_term_cursor(term, &cursor_row, &cursor_column);
  g_assert_cmpint(cursor_row, ==, -1);
}

static void test_mouse(void) {
  g_autoptr(Term) term = fake_term_new(24, 80);
  g_autoptr(Dialog) dialog = make("有未保存的内容");
  dialog_paint(dialog, term, term_area(term));
  int column, row = fake_term_find(term, "放弃 (D)", &column);
  Event event = event_of_mouse(MOUSE_PRESS, row, column + 7);
  g_assert_cmpint(dialog_event(dialog, &event), ==, 1);
  event.row--;
  g_assert_cmpint(dialog_event(dialog, &event), ==, -1);
  event = event_of_mouse(MOUSE_WHEEL_DOWN, row, column);
  g_assert_cmpint(dialog_event(dialog, &event), ==, -1);
}

static void test_wrap(void) {
  g_autoptr(Term) term = fake_term_new(18, 30);
  g_autoptr(Dialog) dialog = make("这条任务已被科教处改动过，再保存会盖掉他们写的进展情况。");
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "这条任务已被科教处改动过，", NULL), >=, 0);
  /* Answers that do not fit in one row go on in the next. */
  int first = fake_term_find(term, "保存 (s)", NULL);
  int last_column, last = fake_term_find(term, "继续编辑 (Esc)", &last_column);
  g_assert_cmpint(last, ==, first + 1);
  Event event = event_of_mouse(MOUSE_PRESS, last, last_column);
  g_assert_cmpint(dialog_event(dialog, &event), ==, 2);
}

/* A text longer than the screen scrolls; its answers stay in sight. */
static void test_long(void) {
  g_autoptr(Term) term = fake_term_new(8, 60);
  g_autoptr(Dialog) dialog = make("第1行\n第2行\n第3行\n第4行\n第5行\n第6行\n第7行\n第8行");
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "第1行", NULL), ==, 1);
  g_assert_cmpint(fake_term_find(term, "第8行", NULL), ==, -1);
  g_assert_cmpint(fake_term_find(term, "保存 (s)", NULL), ==, 6);
  g_assert_cmpint(fake_term_find(term, "下面还有4行", NULL), ==, 5);
  key(dialog, KEYNAME_PAGE_DOWN);
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "第4行", NULL), ==, 1); /* one line stays in sight */
  for (int i = 0; i < 20; i++)
    key(dialog, KEYNAME_DOWN);
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "第8行", NULL), ==, 4);
  g_assert_cmpint(fake_term_find(term, "上面还有4行", NULL), ==, 5);
  key(dialog, KEYNAME_UP);
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "第7行", NULL), ==, 4);
  g_assert_true(dialog_is_long(dialog, term_area(term)));
  g_assert_false(dialog_is_long(dialog, (Area){0, 0, 12, 60}));

  /* Esc is the answer that has it as its key, wherever that stands. */
  static const DialogAnswer back_first[] = {{KEYNAME_ESC, "回去"}, {'m', "用我的"}};
  g_autoptr(Dialog) back = dialog_new("用哪一个？", back_first, G_N_ELEMENTS(back_first));
  g_assert_cmpint(key(back, KEYNAME_ESC), ==, 0);
}

/* Of what takes something away nothing typed ahead is an answer, but that it shall not. */
static void test_unseen(void) {
  g_autoptr(Term) term = fake_term_new(24, 80);
  g_autoptr(Dialog) dialog = make("删除？");
  g_assert_false(dialog_is_unseen(dialog));
  dialog_wait_seen(dialog);
  g_assert_cmpint(key(dialog, 's'), ==, -1);
  g_assert_cmpint(key(dialog, KEYNAME_ENTER), ==, -1);
  Event event = event_of_mouse(MOUSE_PRESS, 0, 0);
  g_assert_cmpint(dialog_event(dialog, &event), ==, -1);
  g_assert_true(dialog_is_unseen(dialog));
  g_assert_cmpint(key(dialog, KEYNAME_ESC), ==, 2);
  dialog_paint(dialog, term, term_area(term));
  g_assert_false(dialog_is_unseen(dialog));
  dialog_not_shown(dialog);
  g_assert_cmpint(key(dialog, 's'), ==, -1);
  dialog_paint(dialog, term, term_area(term));
  g_assert_cmpint(key(dialog, 's'), ==, 0);
  g_autoptr(Dialog) harmless = make("保存？"); /* which may be answered ahead */
  dialog_not_shown(harmless);
  g_assert_cmpint(key(harmless, 's'), ==, 0);
}

static void test_tiny(void) {
  for (int rows = -1; rows < 8; rows++)
    for (int columns = -1; columns < 20; columns += 2) {
      g_autoptr(Term) term = fake_term_new(10, 24);
      g_autoptr(Dialog) dialog = make("有未保存的内容\n怎么办？");
      Area area = {1, 2, rows, columns};
      dialog_paint(dialog, term, area);
      g_assert_true(fake_term_only_inside(term, area));
    }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/dialog/keys", test_keys);
  g_test_add_func("/dialog/stray", test_stray);
  g_test_add_func("/dialog/paint", test_paint);
  g_test_add_func("/dialog/mouse", test_mouse);
  g_test_add_func("/dialog/wrap", test_wrap);
  g_test_add_func("/dialog/long", test_long);
  g_test_add_func("/dialog/unseen", test_unseen);
  g_test_add_func("/dialog/tiny", test_tiny);
  return g_test_run();
}
