#include "fake_term.h"
#include "tui/widget/completion.h"

#include <locale.h>
#include <string.h>

#define ROWS 6
#define COLUMNS 60

static Completion *make(const GPtrArray *earlier) {
  return completion_new("筛选：", "输入几个字", earlier);
}

static CompletionResult key(Completion *completion, Key key) {
  Event event = event_of_key(key);
  return completion_event(completion, &event);
}

static void type(Completion *completion, const char *text) {
  for (; *text != '\0'; text = g_utf8_next_char(text))
    g_assert_cmpint(key(completion, g_utf8_get_char(text)), ==, COMPLETION_HANDLED);
}

static void offer(Completion *completion, gsize start) {
  completion_offer(completion, start, (const char *const[]){"责任:", "状态:", "标签:", NULL},
                   "一项的名称");
}

static Term *paint(Completion *completion) {
  Term *term = fake_term_new(ROWS, COLUMNS);
  completion_paint(completion, term, ROWS - 1, COLUMNS);
  return term;
}

/* The text of the one offer that is marked. */
static void check_chosen(Completion *completion, const char *text) {
  g_autoptr(Term) term = paint(completion);
  int column, row = fake_term_find(term, text, &column);
  g_assert_cmpint(row, ==, ROWS - 2);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_SELECTED);
  for (int i = 0; i < column; i++)
    g_assert_cmpint(fake_term_role(term, row, i), !=, THEME_SELECTED);
}

static void test_take(void) {
  g_autoptr(Completion) completion = make(NULL);
  type(completion, "法规 z");
  g_assert_cmpuint(completion_cursor(completion), ==, strlen("法规 z"));
  offer(completion, strlen("法规 "));
  check_chosen(completion, "责任:");
  key(completion, KEYNAME_TAB);
  g_assert_cmpstr(completion_text(completion), ==, "法规 责任:");
  key(completion, KEYNAME_TAB); /* nothing is offered any more */
  g_assert_cmpstr(completion_text(completion), ==, "法规 责任:");

  /* Other offers, round and round. */
  completion_set_text(completion, "z");
  offer(completion, 0);
  key(completion, KEY_MOD_SHIFT | KEYNAME_TAB);
  check_chosen(completion, "状态:");
  key(completion, KEY_MOD_CTRL | 'p');
  key(completion, KEY_MOD_CTRL | 'p');
  check_chosen(completion, "标签:");
  key(completion, KEY_MOD_CTRL | 'n');
  key(completion, KEY_MOD_CTRL | 'n');
  check_chosen(completion, "状态:");
  key(completion, KEYNAME_RIGHT);
  g_assert_cmpstr(completion_text(completion), ==, "状态:");

  /* In the middle, what stands behind the cursor stays; → moves there. */
  completion_set_text(completion, "z 红");
  key(completion, KEYNAME_LEFT);
  key(completion, KEYNAME_LEFT);
  offer(completion, 0);
  key(completion, KEYNAME_RIGHT);
  g_assert_cmpstr(completion_text(completion), ==, "z 红");
  key(completion, KEYNAME_LEFT);
  offer(completion, 0);
  key(completion, KEYNAME_TAB);
  g_assert_cmpstr(completion_text(completion), ==, "责任: 红");
  g_assert_cmpuint(completion_cursor(completion), ==, strlen("责任:"));
}

static void test_ends(void) {
  g_autoptr(Completion) completion = make(NULL);
  type(completion, "法规");
  g_assert_cmpint(key(completion, KEYNAME_ENTER), ==, COMPLETION_KEPT);
  g_assert_cmpint(key(completion, KEYNAME_ESC), ==, COMPLETION_LEFT);
  g_assert_cmpstr(completion_text(completion), ==, "法规");
  g_assert_cmpint(key(completion, KEYNAME_UP), ==, COMPLETION_IGNORED);
  g_assert_cmpint(key(completion, KEYNAME_DOWN), ==, COMPLETION_IGNORED);
  g_assert_cmpint(key(completion, KEYNAME_PAGE_DOWN), ==, COMPLETION_IGNORED);
  g_assert_cmpint(key(completion, KEYNAME_F1), ==, COMPLETION_IGNORED);
  Event event = event_of_paste("处\n四月");
  g_assert_cmpint(completion_event(completion, &event), ==, COMPLETION_HANDLED);
  g_assert_cmpstr(completion_text(completion), ==, "法规处 四月");
}

static void test_earlier(void) {
  g_autoptr(GPtrArray) earlier = g_ptr_array_new();
  g_autoptr(Completion) completion = make(earlier);
  g_assert_cmpint(key(completion, KEYNAME_UP), ==, COMPLETION_IGNORED); /* there is none */
  g_ptr_array_add(earlier, "灯:红");
  g_ptr_array_add(earlier, "法规");
  g_assert_cmpint(key(completion, KEYNAME_DOWN), ==, COMPLETION_IGNORED);
  g_assert_cmpint(key(completion, KEYNAME_UP), ==, COMPLETION_HANDLED);
  g_assert_cmpstr(completion_text(completion), ==, "法规");
  key(completion, KEYNAME_UP);
  key(completion, KEYNAME_UP); /* the first stays */
  g_assert_cmpstr(completion_text(completion), ==, "灯:红");
  key(completion, KEYNAME_DOWN);
  g_assert_cmpstr(completion_text(completion), ==, "法规");
  key(completion, KEYNAME_DOWN);
  g_assert_cmpstr(completion_text(completion), ==, "");
  /* What was changed is typed: the keys are the list's. */
  key(completion, KEYNAME_UP);
  type(completion, "处");
  g_assert_cmpint(key(completion, KEYNAME_UP), ==, COMPLETION_IGNORED);
  g_assert_cmpstr(completion_text(completion), ==, "法规处");
}

static void test_paint(void) {
  g_autoptr(Completion) completion = make(NULL);
  {
    g_autoptr(Term) term = paint(completion);
    g_assert_cmpint(fake_term_find(term, "输入几个字", NULL), ==, ROWS - 1);
    g_assert_cmpint(fake_term_find(term, "Tab", NULL), ==, -1);
  }
  type(completion, "z");
  offer(completion, 0);
  completion_tell(completion, "没有“z”这一项");
  g_autoptr(Term) term = paint(completion);
  int column, row, cursor_row, cursor_column;
  g_assert_cmpint(fake_term_find(term, "筛选：z", &column), ==, ROWS - 1);
  fake_term_cursor(term, &cursor_row, &cursor_column);
  g_assert_cmpint(cursor_row, ==, ROWS - 1);
  g_assert_cmpint(cursor_column, ==, column + 7);
  g_assert_cmpint(fake_term_find(term, "责任:  状态:  标签:", NULL), ==, ROWS - 2);
  g_assert_cmpint(fake_term_find(term, "z  一项的名称", NULL), ==, ROWS - 1);
  g_assert_cmpint(fake_term_find(term, "Shift-Tab 换一个", NULL), ==, ROWS - 2);
  row = fake_term_find(term, "没有“z”", &column);
  g_assert_cmpint(row, ==, ROWS - 3);
  g_assert_cmpint(fake_term_role(term, row, column), ==, THEME_ERROR);
  completion_tell(completion, NULL);
  g_autoptr(Term) well = paint(completion);
  g_assert_cmpint(fake_term_find(well, "没有“z”", NULL), ==, -1);
  g_autofree char *above = fake_term_line(well, ROWS - 3);
  g_assert_cmpstr(above, ==, "");
}

static void test_mouse(void) {
  g_autoptr(Completion) completion = make(NULL);
  type(completion, "z");
  offer(completion, 0);
  int column, row;
  {
    g_autoptr(Term) term = paint(completion);
    row = fake_term_find(term, "标签:", &column);
  }
  Event event = event_of_mouse(MOUSE_PRESS, row, column - 1); /* between two */
  g_assert_cmpint(completion_event(completion, &event), ==, COMPLETION_HANDLED);
  g_assert_cmpstr(completion_text(completion), ==, "z");
  event = event_of_mouse(MOUSE_PRESS, row, column + 4);
  g_assert_cmpint(completion_event(completion, &event), ==, COMPLETION_HANDLED);
  g_assert_cmpstr(completion_text(completion), ==, "标签:");
  event = event_of_mouse(MOUSE_PRESS, ROWS - 1, 8); /* within the line */
  g_assert_cmpint(completion_event(completion, &event), ==, COMPLETION_HANDLED);
  g_assert_cmpuint(completion_cursor(completion), ==, strlen("标"));
  event = event_of_mouse(MOUSE_PRESS, 1, 3);
  g_assert_cmpint(completion_event(completion, &event), ==, COMPLETION_IGNORED);
}

/* More offers than there is room for: the chosen one is always seen, and what is clicked taken. */
static void test_many(void) {
  g_autoptr(GPtrArray) offers = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < 30; i++)
    g_ptr_array_add(offers, g_strdup_printf("责任:第%02d处，名称很长的一个单位", i));
  g_ptr_array_add(offers, NULL);
  g_autoptr(Completion) completion = make(NULL);
  completion_offer(completion, 0, (const char *const *)offers->pdata, NULL);
  for (int i = 0; i < 30; i++) {
    g_autofree char *text = g_strdup_printf("责任:第%02d处", i);
    check_chosen(completion, text);
    key(completion, KEY_MOD_CTRL | 'n');
  }
  check_chosen(completion, "责任:第00处");
  key(completion, KEYNAME_TAB);
  g_assert_cmpstr(completion_text(completion), ==, offers->pdata[0]);
}

static void test_tiny(void) {
  for (int rows = 1; rows < 5; rows++)
    for (int columns = 1; columns < 50; columns += 2) {
      g_autoptr(Term) term = fake_term_new(rows, columns);
      g_autoptr(Completion) completion = make(NULL);
      type(completion, "一个很长的词");
      offer(completion, 0);
      completion_tell(completion, "没有“一个很长的词”这一项");
      completion_paint(completion, term, rows - 1, columns);
      g_assert_true(fake_term_only_inside(term, (Area){0, 0, rows, columns}));
    }
}

static void check_gb18030(void) {
  test_paint();
  test_many();
  test_tiny();
}

static void test_gb18030(void) {
  g_assert_true(with_gb18030(check_gb18030));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/completion/take", test_take);
  g_test_add_func("/completion/ends", test_ends);
  g_test_add_func("/completion/earlier", test_earlier);
  g_test_add_func("/completion/paint", test_paint);
  g_test_add_func("/completion/mouse", test_mouse);
  g_test_add_func("/completion/many", test_many);
  g_test_add_func("/completion/tiny", test_tiny);
  g_test_add_func("/completion/gb18030", test_gb18030);
  return g_test_run();
}
