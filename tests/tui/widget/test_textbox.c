#include "fake_term.h"
#include "tui/widget/textbox.h"

#include <locale.h>
#include <string.h>

#include "core/rules/text.h"

#define CTRL(c) (KEY_MOD_CTRL | (c))

static void keys(TextBox *box, Key key, int times) {
  for (int i = 0; i < times; i++)
    g_assert_true(textbox_key(box, key));
}

static void assert_cursor(const Term *term, int row, int column) {
  int at_row, at_column;
  fake_term_cursor(term, &at_row, &at_column);
  g_assert_cmpint(at_row, ==, row);
  g_assert_cmpint(at_column, ==, column);
}

/* Paints the box at the top left of a term and compares the lines from there. */
static void assert_paint(TextBox *box, Term *term, int rows, int columns, const char *expected) {
  fake_term_clear(term);
  textbox_paint(box, term, (Area){0, 0, rows, columns}, TRUE, NULL);
  g_autofree char *screen = fake_term_screen(term);
  g_autofree char *shown = g_strndup(screen, MIN(strlen(expected), strlen(screen)));
  g_assert_cmpstr(shown, ==, expected);
}

static void test_typing(void) {
  g_autoptr(TextBox) box = textbox_new(FALSE);
  guint changes = textbox_changes(box);
  keys(box, 0x4e2d, 1);
  keys(box, 'a', 1);
  keys(box, KEYNAME_LEFT, 1);
  keys(box, 0x6587, 1);
  g_assert_cmpstr(textbox_text(box), ==, "中文a");
  g_assert_cmpuint(textbox_changes(box), ==, changes + 3);
  keys(box, KEYNAME_DELETE, 1);
  keys(box, KEYNAME_DELETE, 1); /* at the end: nothing */
  keys(box, KEYNAME_BACKSPACE, 1);
  g_assert_cmpstr(textbox_text(box), ==, "中");
  keys(box, KEYNAME_HOME, 1);
  keys(box, KEYNAME_BACKSPACE, 1);
  keys(box, KEYNAME_LEFT, 1);
  keys(box, 'x', 1);
  keys(box, CTRL('e'), 1);
  keys(box, 'y', 1);
  g_assert_cmpstr(textbox_text(box), ==, "x中y");
}

static void test_foreign_keys(void) {
  g_autoptr(TextBox) box = textbox_new(FALSE);
  textbox_set_text(box, "中");
  guint changes = textbox_changes(box);
  const Key foreign[] = {KEYNAME_UP,  KEYNAME_DOWN, KEYNAME_ENTER,  KEYNAME_ESC,
                         KEYNAME_TAB, KEYNAME_F1,   CTRL('s'),      KEY_MOD_ALT | 'x',
                         KEY_NONE,    0x1b,         KEYNAME_INSERT, KEY_MOD_SHIFT | KEYNAME_TAB};
  for (gsize i = 0; i < G_N_ELEMENTS(foreign); i++)
    g_assert_false(textbox_key(box, foreign[i]));
  g_assert_cmpuint(textbox_changes(box), ==, changes);
}

static void test_unclean(void) {
  g_autoptr(TextBox) line = textbox_new(FALSE);
  textbox_insert(line, "a\x1b[31m\tb\x07\r\nc\xe2\x80\xae"
                       "d\xff"
                       "e");
  g_assert_cmpstr(textbox_text(line), ==, "a[31m b cde");
  textbox_set_text(line, "一\n二\n");
  g_assert_cmpstr(textbox_text(line), ==, "一 二 ");
  g_autoptr(TextBox) text = textbox_new(TRUE);
  textbox_insert(text, "一\r\n二\r三\n\xe2\x80\x8b四\xe2\x80\xa9五");
  g_assert_cmpstr(textbox_text(text), ==, "一\n二\n三\n四\n五");
  g_assert_true(text_is_clean(textbox_text(text), TRUE));
  textbox_set_text(text, NULL);
  g_assert_cmpstr(textbox_text(text), ==, "");
  textbox_insert(text, "\xcc\x81\x01"); /* a mark with nothing to sit on */
  g_assert_cmpstr(textbox_text(text), ==, "");
}

/* é as e and a mark is one step and one deletion. */
static void test_marks(void) {
  g_autoptr(TextBox) box = textbox_new(FALSE);
  textbox_set_text(box, "ae\xcc\x81z");
  keys(box, KEYNAME_LEFT, 2);
  keys(box, '|', 1);
  g_assert_cmpstr(textbox_text(box), ==, "a|e\xcc\x81z");
  keys(box, KEYNAME_RIGHT, 1);
  keys(box, KEYNAME_BACKSPACE, 1);
  g_assert_cmpstr(textbox_text(box), ==, "a|z");
  keys(box, 'e', 1);
  keys(box, 0x301, 1);
  g_assert_cmpstr(textbox_text(box), ==, "a|e\xcc\x81z");
  keys(box, KEYNAME_LEFT, 1);
  keys(box, KEYNAME_DELETE, 1);
  g_assert_cmpstr(textbox_text(box), ==, "a|z");
}

static void test_words(void) {
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "第一句，推进改革 see file_2.txt  ");
  const char *const steps[] = {"第一句，推进改革 see file_2.",
                               "第一句，推进改革 see file_2",
                               "第一句，推进改革 see ",
                               "第一句，推进改革 ",
                               "第一句，",
                               "第一句",
                               "",
                               ""};
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    keys(box, CTRL('w'), 1);
    g_assert_cmpstr(textbox_text(box), ==, steps[i]);
  }
  textbox_set_text(box, "上\n  下");
  keys(box, CTRL('w'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "上\n  ");
  keys(box, CTRL('w'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "上\n");
  keys(box, CTRL('w'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "上");
}

static void test_kill(void) {
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "第一行\n第二行\n第三行");
  keys(box, KEYNAME_UP, 1);
  keys(box, KEYNAME_LEFT, 1);
  keys(box, CTRL('u'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "第一行\n行\n第三行");
  keys(box, CTRL('k'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "第一行\n\n第三行");
  keys(box, CTRL('k'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "第一行\n第三行");
  keys(box, CTRL(KEYNAME_END), 1);
  keys(box, CTRL('k'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "第一行\n第三行");
}

static void test_insert_name(void) {
  g_autoptr(TextBox) box = textbox_new(FALSE);
  textbox_insert_name(box, "法规处");
  textbox_insert_name(box, "科教处");
  g_assert_cmpstr(textbox_text(box), ==, "法规处、科教处");
  keys(box, KEYNAME_HOME, 1);
  textbox_insert_name(box, "厅办公室");
  g_assert_cmpstr(textbox_text(box), ==, "厅办公室、法规处、科教处");
  textbox_insert_name(box, "运管局"); /* the cursor stands behind a 、 */
  g_assert_cmpstr(textbox_text(box), ==, "厅办公室、运管局、法规处、科教处");
}

static void test_wrap(void) {
  g_autoptr(Term) term = fake_term_new(6, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  /* Ten columns for text and one for the cursor: five Chinese characters a line. */
  textbox_set_text(box, "一二三四五六七");
  assert_paint(box, term, 4, 11, "一二三四五\n六七\n\n\n");
  assert_cursor(term, 1, 4);
  g_assert_cmpint(textbox_height(box, 11), ==, 2);
  /* A wide character does not fit into one column that is left. */
  textbox_set_text(box, "a一二三四五");
  assert_paint(box, term, 4, 11, "a一二三四\n五\n\n\n");
  assert_cursor(term, 1, 2);
  /* A closing mark takes the character before it along; Latin words stay whole. */
  textbox_set_text(box, "一二三四五，六");
  assert_paint(box, term, 4, 11, "一二三四\n五，六\n\n\n");
  textbox_set_text(box, "一二（三四（五");
  assert_paint(box, term, 4, 11, "一二（三四\n（五\n\n\n");
  textbox_set_text(box, "hello wonderful world");
  assert_paint(box, term, 4, 11, "hello\nwonderful\nworld\n\n");
  textbox_set_text(box, "abcdefghijklm");
  assert_paint(box, term, 4, 11, "abcdefghij\nklm\n\n\n");
  textbox_set_text(box, "一\n\n二\n");
  assert_paint(box, term, 4, 11, "一\n\n二\n\n");
  assert_cursor(term, 3, 0);
  g_assert_cmpint(textbox_height(box, 11), ==, 4);
}

/* Spaces at a wrapped end stay at the end; the cursor stays inside the area. */
static void test_hanging_spaces(void) {
  g_autoptr(Term) term = fake_term_new(6, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "一二三四五    六");
  assert_paint(box, term, 3, 11, "一二三四五\n六\n\n");
  keys(box, KEYNAME_LEFT, 2);
  assert_paint(box, term, 3, 11, "一二三四五\n六\n\n");
  assert_cursor(term, 0, 10);
}

static void test_vertical(void) {
  g_autoptr(Term) term = fake_term_new(6, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "abcdefg\n一\n一二三四");
  assert_paint(box, term, 4, 11, "abcdefg\n一\n一二三四\n\n");
  g_assert_false(textbox_key(box, KEYNAME_DOWN));
  keys(box, KEYNAME_LEFT, 1);
  keys(box, KEYNAME_UP, 1);
  assert_paint(box, term, 4, 11, "abcdefg\n");
  assert_cursor(term, 1, 2);
  keys(box, KEYNAME_UP, 1); /* the column before the short line comes back */
  assert_paint(box, term, 4, 11, "abcdefg\n");
  assert_cursor(term, 0, 6);
  g_assert_false(textbox_key(box, KEYNAME_UP));
  keys(box, KEYNAME_LEFT, 1);
  keys(box, KEYNAME_DOWN, 2); /* column 5 is the middle of a wide character */
  assert_paint(box, term, 4, 11, "abcdefg\n");
  assert_cursor(term, 2, 4);
  keys(box, KEYNAME_ENTER, 1);
  g_assert_cmpstr(textbox_text(box), ==, "abcdefg\n一\n一二\n三四");
}

/* Home and End belong to the line as shown. */
static void test_shown_line(void) {
  g_autoptr(Term) term = fake_term_new(6, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "一二三四五六七");
  assert_paint(box, term, 4, 11, "一二三四五\n");
  keys(box, KEYNAME_HOME, 1);
  assert_paint(box, term, 4, 11, "一二三四五\n");
  assert_cursor(term, 1, 0);
  keys(box, KEYNAME_UP, 1);
  keys(box, KEYNAME_END, 1);
  assert_paint(box, term, 4, 11, "一二三四五\n");
  assert_cursor(term, 0, 10);
  keys(box, KEYNAME_END, 1);
  assert_paint(box, term, 4, 11, "一二三四五\n");
  assert_cursor(term, 0, 10);
  keys(box, KEYNAME_DOWN, 1);
  assert_paint(box, term, 4, 11, "一二三四五\n");
  assert_cursor(term, 1, 4);
  keys(box, KEYNAME_UP, 1);
  keys(box, CTRL('u'), 1);
  g_assert_cmpstr(textbox_text(box), ==, "六七");
}

static void test_scroll_lines(void) {
  g_autoptr(Term) term = fake_term_new(8, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "1\n2\n3\n4\n5\n6\n7");
  assert_paint(box, term, 3, 10, "5\n6\n7\n\n");
  keys(box, KEYNAME_UP, 2);
  assert_paint(box, term, 3, 10, "5\n6\n7\n\n");
  keys(box, KEYNAME_UP, 1);
  assert_paint(box, term, 3, 10, "4\n5\n6\n\n");
  assert_cursor(term, 0, 1);
  keys(box, KEYNAME_PAGE_UP, 1);
  assert_paint(box, term, 3, 10, "2\n3\n4\n\n");
  keys(box, KEYNAME_PAGE_UP, 1);
  g_assert_false(textbox_key(box, KEYNAME_PAGE_UP));
  assert_paint(box, term, 3, 10, "1\n2\n3\n\n");
  keys(box, CTRL(KEYNAME_END), 1);
  assert_paint(box, term, 3, 10, "5\n6\n7\n\n");
  assert_paint(box, term, 8, 10, "1\n2\n3\n4\n5\n6\n7\n\n");
  textbox_click(box, 1, 0);
  keys(box, 'x', 1);
  g_assert_cmpstr(textbox_text(box), ==, "1\nx2\n3\n4\n5\n6\n7");
  textbox_click(box, 99, 99);
  keys(box, 'y', 1);
  g_assert_cmpstr(textbox_text(box), ==, "1\nx2\n3\n4\n5\n6\n7y");
}

static void test_scroll_line(void) {
  g_autoptr(Term) term = fake_term_new(2, 20);
  g_autoptr(TextBox) box = textbox_new(FALSE);
  textbox_set_text(box, "一二三四五六七八九");
  assert_paint(box, term, 1, 11, "五六七八九\n");
  assert_cursor(term, 0, 10);
  keys(box, KEYNAME_LEFT, 3);
  assert_paint(box, term, 1, 11, "五六七八九\n");
  assert_cursor(term, 0, 4);
  keys(box, KEYNAME_LEFT, 3); /* beyond the left edge: some text before the cursor is shown too */
  assert_paint(box, term, 1, 11, "三四五六七\n");
  assert_cursor(term, 0, 2);
  keys(box, KEYNAME_HOME, 1);
  assert_paint(box, term, 1, 11, "一二三四五\n");
  assert_cursor(term, 0, 0);
  textbox_click(box, 0, 3); /* the right half of 二 is before 二 */
  keys(box, '|', 1);
  g_assert_cmpstr(textbox_text(box), ==, "一|二三四五六七八九");
  /* Without focus, from the beginning, cut with a mark. */
  fake_term_clear(term);
  textbox_paint(box, term, (Area){0, 0, 1, 11}, FALSE, NULL);
  g_autofree char *line = fake_term_line(term, 0);
  g_assert_cmpstr(line, ==, "一|二三四…");
  assert_cursor(term, -1, 0);
}

static void test_roles(void) {
  g_autoptr(Term) term = fake_term_new(3, 20);
  g_autoptr(TextBox) box = textbox_new(FALSE);
  textbox_paint(box, term, (Area){1, 2, 1, 10}, TRUE, "年-月-日");
  g_autofree char *line = fake_term_line(term, 1);
  g_assert_cmpstr(line, ==, "~~年-月-日");
  g_assert_cmpint(fake_term_role(term, 1, 2), ==, THEME_HINT_CURRENT);
  g_assert_cmpint(fake_term_role(term, 1, 11), ==, THEME_FIELD_CURRENT);
  assert_cursor(term, 1, 2);
  textbox_paint(box, term, (Area){1, 2, 1, 10}, FALSE, "年-月-日");
  g_assert_cmpint(fake_term_role(term, 1, 2), ==, THEME_HINT);
  g_assert_cmpint(fake_term_role(term, 1, 11), ==, THEME_FIELD);
  keys(box, '2', 1);
  textbox_paint(box, term, (Area){1, 2, 1, 10}, FALSE, "年-月-日");
  g_autofree char *typed = fake_term_line(term, 1);
  g_assert_cmpstr(typed, ==, "~~2");
  g_assert_cmpint(fake_term_role(term, 1, 2), ==, THEME_FIELD);
  g_assert_true(fake_term_only_inside(term, (Area){1, 2, 1, 10}));
}

static void test_tiny(void) {
  g_autoptr(TextBox) line = textbox_new(FALSE);
  g_autoptr(TextBox) text = textbox_new(TRUE);
  textbox_set_text(line, "一二三abc");
  textbox_set_text(text, "一二三 abc\n四");
  for (int rows = -1; rows < 3; rows++)
    for (int columns = -1; columns < 5; columns++) {
      g_autoptr(Term) term = fake_term_new(4, 8);
      Area area = {1, 1, rows, columns};
      textbox_paint(line, term, area, TRUE, "提示");
      textbox_paint(text, term, area, TRUE, "提示");
      g_assert_true(fake_term_only_inside(term, area));
      g_assert_cmpint(textbox_height(text, columns), >=, 2);
      textbox_key(text, KEYNAME_UP);
      textbox_key(text, KEYNAME_DOWN);
    }
}

/* A megabyte pasted into the middle, then keys and paints, in a time nobody notices. */
static void test_big_paste(void) {
  g_autoptr(GString) big = g_string_new(NULL);
  while (big->len < 1024 * 1024)
    g_string_append(big, "深化交通运输综合行政执法改革，2020年12月底前完成。\n");
  g_autoptr(Term) term = fake_term_new(24, 80);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  g_autoptr(TextBox) line = textbox_new(FALSE);
  textbox_set_text(box, "前后");
  keys(box, KEYNAME_LEFT, 1);
  gint64 start = g_get_monotonic_time();
  textbox_insert(box, big->str);
  textbox_insert(line, big->str);
  for (int i = 0; i < 10; i++) {
    keys(box, 0x5b57, 1);
    keys(box, KEYNAME_UP, 1);
    textbox_paint(box, term, (Area){0, 0, 20, 80}, TRUE, NULL);
    keys(line, 0x5b57, 1);
    textbox_paint(line, term, (Area){20, 0, 1, 80}, TRUE, NULL);
  }
  g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
  g_assert_true(g_str_has_prefix(textbox_text(box), "前深化"));
  g_assert_true(g_str_has_suffix(textbox_text(box), "后"));
  g_assert_cmpuint(strlen(textbox_text(box)), ==, big->len + 6 + 30);
  g_assert_null(strchr(textbox_text(line), '\n'));
}

/* “ is one column wide in UTF-8 and two in GB18030. */
static void check_gb18030(void) {
  g_autoptr(Term) term = fake_term_new(4, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "a“中”");
  assert_paint(box, term, 3, 11, "a“中”\n");
  assert_cursor(term, 0, 7);
}

static void test_gb18030(void) {
  g_autoptr(Term) term = fake_term_new(4, 20);
  g_autoptr(TextBox) box = textbox_new(TRUE);
  textbox_set_text(box, "a“中”");
  assert_paint(box, term, 3, 11, "a“中”\n");
  assert_cursor(term, 0, 5);
  if (!with_gb18030(check_gb18030))
    g_test_skip("no locale zh_CN.GB18030: run by meson test");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/textbox/typing", test_typing);
  g_test_add_func("/textbox/foreign-keys", test_foreign_keys);
  g_test_add_func("/textbox/unclean", test_unclean);
  g_test_add_func("/textbox/marks", test_marks);
  g_test_add_func("/textbox/words", test_words);
  g_test_add_func("/textbox/kill", test_kill);
  g_test_add_func("/textbox/insert-name", test_insert_name);
  g_test_add_func("/textbox/wrap", test_wrap);
  g_test_add_func("/textbox/hanging-spaces", test_hanging_spaces);
  g_test_add_func("/textbox/vertical", test_vertical);
  g_test_add_func("/textbox/shown-line", test_shown_line);
  g_test_add_func("/textbox/scroll-lines", test_scroll_lines);
  g_test_add_func("/textbox/scroll-line", test_scroll_line);
  g_test_add_func("/textbox/roles", test_roles);
  g_test_add_func("/textbox/tiny", test_tiny);
  g_test_add_func("/textbox/big-paste", test_big_paste);
  g_test_add_func("/textbox/gb18030", test_gb18030);
  return g_test_run();
}
