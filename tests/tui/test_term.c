/* What is on the terminal, and what comes from it. How the program ends is in test_term_end.c. */
#include "tests/tui/harness.h"

#include <string.h>

static Pty *start(const char *mode, const char *const *environment, int rows, int columns,
                  const char *locale) {
  return pty_spawn((const char *const[]){g_getenv("TERM_DEMO"), mode, NULL}, environment, rows,
                   columns, locale);
}

static void check_row(Pty *pty, int row, const char *expected) {
  g_autofree char *text = pty_row_text(pty, row);
  g_assert_cmpstr(text, ==, expected);
}

static void check_cell(Pty *pty, int row, int column, const char *text, int width) {
  PtyCell cell = pty_cell(pty, row, column);
  g_assert_cmpstr(cell.text, ==, text);
  g_assert_cmpint(cell.width, ==, width);
}

/* ---- drawing ---------------------------------------------------------------------------- */

static void test_draw_utf8(void) {
  g_autoptr(Pty) pty = start("draw", NULL, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 18, "§é", 0);
  pty_wait_quiet(pty, 20);
  check_row(pty, 0, "台账：红黄绿灯");
  check_cell(pty, 0, 4, "：", 2);
  check_row(pty, 1, "很长…|接着");
  check_cell(pty, 1, 4, "…", 1);
  check_cell(pty, 2, 77, "边", 2);
  check_cell(pty, 2, 79, "…", 1);
  check_row(pty, 3, "补齐      |");
  check_row(pty, 4, "a\ufffd[31mb\ufffdc d\ufffde\ufffd");
  check_row(pty, 5, "×…●★①“”");
  check_cell(pty, 6, 20, "─", 1);
  check_cell(pty, 6, 21, " ", 1);
  check_row(pty, 7, "── 标题 ──────────────────────");
  check_cell(pty, 11, 0, " ", 1);
  check_cell(pty, 11, 1, "边", 2);
  check_row(pty, 12, " x覆盖的宽字符");
  check_row(pty, 13, "");
  check_cell(pty, 16, 0, "e\u0301", 1);
  int row, column;
  g_assert_true(pty_cursor(pty, &row, &column));
  g_assert_cmpint(row, ==, 9);
  g_assert_cmpint(column, ==, 4);
}

/* The same where ─ … ● “ take two columns. */
static void test_draw_gb18030(void) {
  g_autoptr(Pty) pty = start("draw", NULL, 24, 80, "zh_CN.GB18030");
  pty_wait_row(pty, 16, "|", 0);
  check_row(pty, 0, "台账：红黄绿灯");
  check_row(pty, 1, "很… |接着");
  check_cell(pty, 1, 2, "…", 2);
  check_cell(pty, 1, 5, "|", 1);
  check_cell(pty, 2, 77, "…", 2); /* 边 and … do not both fit */
  check_cell(pty, 5, 0, "×", 2);
  check_cell(pty, 5, 12, "”", 2);
  check_cell(pty, 6, 18, "─", 2);
  check_cell(pty, 6, 20, " ", 1);
  check_row(pty, 7, "─ 标题 ───────────");
  check_row(pty, 12, " x覆盖的宽字符");
}

static void test_colours(void) {
  g_autoptr(Pty) pty = start("draw", NULL, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 20, "黄灯", 0);
  pty_wait_quiet(pty, 20);
  for (int column = 0; column < 10; column++)
    g_assert_cmpint(pty_cell(pty, 3, column).background, ==, 24);
  g_assert_cmpint(pty_cell(pty, 3, 0).foreground, ==, 231);
  g_assert_cmpint(pty_cell(pty, 3, 10).background, ==, -1);
  g_assert_cmpint(pty_cell(pty, 9, 0).foreground, ==, 196);
  g_assert_true(pty_cell(pty, 10, 0).bold);
  /* A light is as long as its words. */
  g_assert_cmpint(pty_cell(pty, 20, 0).background, ==, 52);
  g_assert_cmpint(pty_cell(pty, 20, 4).background, ==, -1);
  g_assert_cmpint(pty_cell(pty, 14, 2).background, ==, 24);
  g_assert_cmpint(pty_cell(pty, 15, 5).background, ==, 24);
  g_assert_cmpint(pty_cell(pty, 15, 6).background, ==, -1);
  /* The bar: three cells in ten, by colour. */
  check_row(pty, 8, "▄▄▄▄▄▄▄▄▄▄|");
  g_assert_cmpint(pty_cell(pty, 8, 2).foreground, ==, 34);
  g_assert_false(pty_cell(pty, 8, 2).reverse);
  g_assert_cmpint(pty_cell(pty, 8, 3).foreground, ==, 238);
  g_assert_cmpint(pty_cell(pty, 8, 3).background, ==, -1);
}

static void test_eight_colours(void) {
  g_autoptr(Pty) pty = start("draw", (const char *const[]){"TERM=xterm", NULL}, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 16, "|", 0);
  g_assert_cmpint(pty_cell(pty, 3, 0).background, ==, 4);
  g_assert_cmpint(pty_cell(pty, 3, 0).foreground, ==, 7);
  g_assert_cmpint(pty_cell(pty, 9, 0).foreground, ==, 1);
}

/* Where the terminal offers it, a colour by its parts is that very colour; the palette's stay. */
static void check_true_colour(const char *variable, const char *second) {
  g_autoptr(Pty) pty =
      start("draw", (const char *const[]){variable, second, NULL}, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 18, "é", 0);
  g_assert_cmpint(pty_cell(pty, 17, 0).foreground, ==, PTY_RGB + 0x123456);
  g_assert_cmpint(pty_cell(pty, 17, 0).background, ==, PTY_RGB + 0x0100ff); /* not the palette's */
  g_assert_cmpint(pty_cell(pty, 17, 9).background, ==, PTY_RGB + 0x0100ff);
  g_assert_cmpint(pty_cell(pty, 3, 0).foreground, ==, 231);
  g_assert_cmpint(pty_cell(pty, 3, 0).background, ==, 24);
  g_assert_cmpint(pty_cell(pty, 9, 0).foreground, ==, 196);
  g_assert_cmpint(pty_cell(pty, 3, 10).background, ==, -1);
}

static void test_true_colour(void) {
  check_true_colour("COLORTERM=truecolor", NULL);
  check_true_colour("COLORTERM=24bit", "TERM=xterm-of-tomorrow");
  check_true_colour("COLORTERM=truecolor", "TERM=tmux-256color");
}

/* Where it does not, the nearest of 256; so in GNU screen, whatever it is told of the terminal. */
static void check_nearest(const char *variable, const char *second, int foreground) {
  g_autoptr(Pty) pty =
      start("draw", (const char *const[]){variable, second, NULL}, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 18, "é", 0);
  g_assert_cmpint(pty_cell(pty, 17, 0).foreground, ==, foreground);
}

static void test_nearest_colour(void) {
  check_nearest("COLORTERM=", NULL, 23);
  check_nearest("COLORTERM=truecolor", "TERM=screen-256color", 23);
  check_nearest("COLORTERM=truecolor", "NO_COLOR=1", -1);
  check_nearest("COLORTERM=truecolor", "TERM=xterm", -1); /* eight */
}

/* An old terminal gets lines and signs that it has. */
static void check_ascii(const char *variable, const char *locale) {
  g_autoptr(Pty) pty = start("draw", (const char *const[]){variable, NULL}, 24, 80, locale);
  pty_wait_row(pty, 18, "é", 0);
  check_row(pty, 0, "台账：红黄绿灯");
  if (g_str_equal(locale, "C.UTF-8")) {
    check_row(pty, 1, "很长~|接着");
    check_row(pty, 5, "x~**1\"\"");
    check_row(pty, 7, "-- 标题 ----------------------");
    check_row(pty, 18, "+++|++-|><^v**^v#o19-.#_§é");
  } else {
    check_row(pty, 1, "很~~ |接着");
    check_row(pty, 5, "xx~~****11\"\"\"\"");
    check_row(pty, 7, "-- 标题 ----------------------");
  }
}

static void test_ascii(void) {
  check_ascii("TERM=linux", "C.UTF-8");
  check_ascii("TERM=vt100", "C.UTF-8");
  check_ascii("TERM=vt220", "zh_CN.GB18030");
}

/* The person is told of what was taken for a terminal that is not known. */
static void check_note(const char *variable, const char *note) {
  g_autoptr(Pty) pty = start("draw", (const char *const[]){variable, NULL}, 24, 120, "C.UTF-8");
  pty_wait_row(pty, 16, "|", 0);
  pty_wait_row(pty, 19, note, 0);
}

static void test_note(void) {
  check_note("TERM=xterm-of-tomorrow",
             "系统不认识终端类型 TERM=xterm-of-tomorrow，按 xterm-256color 显示");
  check_note("TERM", "没有设置终端类型（TERM），按 vt100 显示");
  check_note("TERM=", "没有设置终端类型（TERM），按 vt100 显示");
  check_note("TERM=xterm-256color", "");
}

/* Without colour what matters is still told apart. */
static void check_monochrome(const char *variable) {
  g_autoptr(Pty) pty = start("draw", (const char *const[]){variable, NULL}, 24, 80, "C.UTF-8");
  pty_wait_row(pty, 16, "|", 0);
  PtyCell selected = pty_cell(pty, 3, 0), red = pty_cell(pty, 9, 0);
  g_assert_true(selected.reverse);
  g_assert_cmpint(selected.foreground, ==, -1);
  g_assert_cmpint(selected.background, ==, -1);
  g_assert_true(red.bold);
  g_assert_cmpint(red.foreground, ==, -1);
  check_row(pty, 8, "###.......|");
}

static void test_monochrome(void) {
  check_monochrome("NO_COLOR=1");
  check_monochrome("TERM=vt100");
}

/* However things are drawn over each other, the terminal shows what a repaint of all would show.
 * libvterm does not know "repeat the last character", so this also shows that curses does not use
 * it. */
static void check_redraw(const char *locale) {
  g_autoptr(Pty) pty = start("random", NULL, 12, 40, locale);
  for (int turn = 0; turn < 400; turn += 2) {
    g_autofree char *drawn = g_strdup_printf("turn %d.", turn);
    g_autofree char *redrawn = g_strdup_printf("turn %d.", turn + 1);
    pty_wait(pty, drawn, 0);
    g_autofree char *before = pty_screen(pty);
    pty_send(pty, "\x0c");
    pty_wait(pty, redrawn, 0);
    g_autofree char *after = pty_screen(pty);
    strstr(before, "turn")[strlen("turn ")] = strstr(after, "turn")[strlen("turn ")] = '\0';
    g_assert_cmpstr(before, ==, after);
    pty_send(pty, "x");
  }
}

static void test_redraw(void) {
  check_redraw("C.UTF-8");
  check_redraw("zh_CN.GB18030");
}

/* ---- scrolling -------------------------------------------------------------------------- */

/* The most bytes one step with key costs at the edge of the screen. */
static gsize scroll_cost(int rows, int columns, const char *key, const char *locale) {
  g_autoptr(Pty) pty = start("list", NULL, rows, columns, locale);
  pty_wait(pty, " 1/200", 0);
  gsize most = 0;
  for (int i = 2; i < rows + 20; i++) {
    g_autofree char *position = g_strdup_printf(" %d/200", i);
    pty_bytes(pty);
    pty_send(pty, "j");
    pty_wait_row(pty, rows - 1, position, 0);
    if (key[0] == 'j' && i > rows)
      most = MAX(most, pty_bytes(pty));
  }
  for (int i = rows + 18; key[0] == 'k' && i > 1; i--) {
    g_autofree char *position = g_strdup_printf(" %d/200", i);
    pty_bytes(pty);
    pty_send(pty, "k");
    pty_wait_row(pty, rows - 1, position, 0);
    if (i < 15)
      most = MAX(most, pty_bytes(pty));
  }
  return most;
}

static void test_scroll_cost(void) {
  g_assert_cmpuint(scroll_cost(24, 80, "j", "C.UTF-8"), <=, 400);
  g_assert_cmpuint(scroll_cost(24, 80, "k", "C.UTF-8"), <=, 400);
  g_assert_cmpuint(scroll_cost(50, 200, "j", "C.UTF-8"), <=, 700);
  g_assert_cmpuint(scroll_cost(50, 200, "k", "C.UTF-8"), <=, 700);
  g_assert_cmpuint(scroll_cost(24, 80, "j", "zh_CN.GB18030"), <=, 400);
}

/* ---- a slow line ------------------------------------------------------------------------ */

static guint count_questions(Pty *pty) {
  const GByteArray *output = pty_output(pty);
  guint count = 0;
  for (guint i = 0; i + 4 <= output->len; i++)
    count += memcmp(output->data + i, "\033[5n", 4) == 0 ? 1 : 0;
  return count;
}

/* Types j so often, waiting each time for what it brings. */
static void step(Pty *pty, int from, int to) {
  for (int i = from + 1; i <= to; i++) {
    g_autofree char *position = g_strdup_printf(" %d/200", i);
    pty_send(pty, "j");
    pty_wait_row(pty, 23, position, 0);
  }
}

/* While the terminal reads nothing, which the pty does not tell, what keys bring is not piled up
 * before it; once it reads, it has what the same keys bring one by one. */
static void test_slow_line(void) {
  g_autoptr(Pty) pty = start("list", NULL, 24, 80, "C.UTF-8");
  pty_wait(pty, " 1/200", 0);
  step(pty, 1, 60);
  g_assert_cmpuint(count_questions(pty), >, 0);
  pty_wait_quiet(pty, 20);
  pty_bytes(pty);
  for (int i = 0; i < 60; i++) {
    pty_send(pty, "j");
    pty_wait_taken(pty);
  }
  pty_wait_row(pty, 23, " 120/200", 0);
  pty_wait_quiet(pty, 20);
  g_assert_cmpuint(pty_bytes(pty), <, 6000); /* one by one: 20,000 */
  g_autofree char *shown = pty_screen(pty);
  g_autoptr(Pty) other = start("list", NULL, 24, 80, "C.UTF-8");
  pty_wait(other, " 1/200", 0);
  step(other, 1, 120);
  g_autofree char *expected = pty_screen(other);
  g_assert_cmpstr(shown, ==, expected);
  pty_send(pty, "jq"); /* an answer still to come is not left to the shell */
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* A terminal that never answers is asked once, and gets every frame. */
static void test_mute(void) {
  g_autoptr(Pty) pty = start("list", NULL, 24, 80, "C.UTF-8");
  pty_mute(pty);
  pty_wait(pty, " 1/200", 0);
  step(pty, 1, 100);
  g_assert_cmpuint(count_questions(pty), ==, 1);
  pty_send(pty, "q");
  g_assert_cmpint(pty_wait_exit(pty, 0), ==, 0);
}

/* An answer that comes late and in pieces is no key. */
static void test_late_answer(void) {
  g_autoptr(Pty) pty = start("events", NULL, 24, 100, "C.UTF-8");
  pty_mute(pty);
  pty_wait(pty, "events: 0", 0);
  for (int i = 1; i < 200 && count_questions(pty) == 0; i++) {
    g_autofree char *count = g_strdup_printf("events: %d", i);
    pty_resize(pty, 24 + i % 2, 100);
    pty_wait(pty, count, 0);
  }
  g_assert_cmpuint(count_questions(pty), ==, 1);
  pty_send(pty, "x\033[");
  pty_wait_taken(pty);
  pty_send(pty, "0ny");
  pty_wait(pty, "key y", 0);
  g_autofree char *screen = pty_screen(pty);
  g_assert_nonnull(strstr(screen, "key x\n|key y\n"));
}

/* Nothing happening, nothing is sent. */
static void test_idle(void) {
  g_autoptr(Pty) pty = start("list", NULL, 24, 80, "C.UTF-8");
  pty_wait(pty, " 1/200", 0);
  pty_bytes(pty);
  pty_wait_quiet(pty, 600);
  g_assert_cmpuint(pty_bytes(pty), ==, 0);
}

/* ---- input ------------------------------------------------------------------------------ */

static Pty *start_events(const char *const *environment, const char *locale) {
  Pty *pty = start("events", environment, 24, 100, locale);
  pty_wait(pty, "events: 0", 0);
  return pty;
}

/* The terminal's own keys, typed ahead in one go: all arrive, in order. */
static void test_keys(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  pty_send(pty, "j/法规\r\033OA\033[6~\x13\x7f\033[Z\033x\033OP\033[3~\033[1;5C");
  pty_wait(pty, "events: 14", 0);
  static const char *const expected[] = {
      "key j",   "key /",    "key 法",    "key 规",  "key Enter", "key Up",     "key PgDn",
      "key C-s", "key Back", "key S-Tab", "key A-x", "key F1",    "key Delete", "key C-Right"};
  for (int i = 0; i < (int)G_N_ELEMENTS(expected); i++)
    check_row(pty, i, expected[i]);
}

/* Esc comes alone after a moment; what follows at once is Alt; halves of characters are joined. */
static void test_split_keys(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  pty_send(pty, "\033");
  pty_wait_row(pty, 0, "key Esc", 0);
  pty_send(pty, "\xe6\xb3");
  pty_wait_quiet(pty, 200);
  pty_send(pty, "\x95");
  pty_wait_row(pty, 1, "key 法", 0);
  pty_send(pty, "\033[1;");
  pty_wait_quiet(pty, 200);
  pty_send(pty, "5A");
  pty_wait_row(pty, 2, "key C-Up", 0);
}

static void test_keys_gb18030(void) {
  g_autoptr(Pty) pty = start_events(NULL, "zh_CN.GB18030");
  pty_type(pty, "台");
  pty_wait_row(pty, 0, "key 台", 0);
  pty_type(pty, "—");
  pty_wait_row(pty, 1, "key —", 0);
  pty_send(pty, "\033[200~");
  pty_type(pty, "第一行\r第二行①");
  pty_send(pty, "\033[201~");
  pty_wait_row(pty, 2, "paste 22 ", 0);
  pty_wait_row(pty, 2, "[第一行/第二行①]", 0);
}

static void test_paste(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  pty_send(pty, "\033[200~一\r二\033[31m\r\nq\x11\t三\033[201~");
  pty_wait_row(pty, 0, "[一/二[31m/q 三]", 0);
  pty_send(pty, "第一行文字第一行文字第一行\r第二行文字第二行文字\r");
  pty_wait_row(pty, 1, "[第一行文字第一行文字第一行/第二行文字第二行文字/]", 0);
  pty_wait(pty, "events: 2", 0);
  pty_send(pty, "j");
  pty_wait_row(pty, 2, "key j", 0);
}

/* A megabyte: all of it, as one, and quickly. */
static void test_large_paste(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; text->len < 1 << 20; i++)
    g_string_append_printf(text, "第%d条督办事项\r", i);
  guint sum = 0;
  for (gsize i = 0; i < text->len; i++)
    sum = sum * 31 + (text->str[i] == '\r' ? '\n' : (guchar)text->str[i]);
  g_autofree char *expected = g_strdup_printf("paste %zu %u [", text->len, sum);
  pty_send(pty, "\033[200~");
  pty_send_bytes(pty, text->str, text->len);
  pty_send(pty, "\033[201~");
  pty_wait_row(pty, 0, expected, 5000);
}

static void test_mouse(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  g_assert_true(pty_mouse(pty));
  pty_send(pty, "\033[<0;5;4M\033[<0;5;4m");
  pty_wait_row(pty, 0, "mouse press 3 4", 0);
  pty_send(pty, "\033[<0;5;4M\033[<0;5;4m");
  pty_wait_row(pty, 1, "mouse double 3 4", 0);
  pty_send(pty, "\033[<0;5;4M\033[<0;5;4m\033[<0;6;4M\033[<64;1;1M\033[<65;1;2M");
  pty_wait_row(pty, 2, "mouse press 3 4", 0);
  pty_wait_row(pty, 3, "mouse press 3 5", 0);
  pty_wait_row(pty, 4, "mouse up 0 0", 0);
  pty_wait_row(pty, 5, "mouse down 1 0", 0);
}

/* ---- resize ----------------------------------------------------------------------------- */

static void test_resize(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  pty_send(pty, "j");
  pty_wait(pty, "events: 1", 0);
  pty_resize(pty, 10, 60);
  pty_wait_row(pty, 1, "resize 60x10", 0);
  pty_wait_row(pty, 9, "events: 2", 0);
  pty_resize(pty, 40, 132);
  pty_wait_row(pty, 39, "events: 3", 0);
  pty_wait_row(pty, 2, "resize 132x40", 0);
  check_row(pty, 9, "");
  pty_resize(pty, 1, 1);
  pty_wait_row(pty, 0, "…", 0);
  pty_resize(pty, 24, 80);
  pty_wait_row(pty, 4, "resize 80x24", 0);
}

/* Dragging a window's edge gives hundreds of signals: fewer repaints, and the last size counts. */
static void test_resize_storm(void) {
  g_autoptr(Pty) pty = start_events(NULL, "C.UTF-8");
  for (int i = 0; i < 300; i++)
    pty_resize(pty, 20 + i % 7, 80 + i % 11);
  pty_resize(pty, 20, 90);
  pty_wait(pty, "resize 90x20", 0);
  pty_wait_row(pty, 19, "events: ", 0);
  pty_send(pty, "j");
  pty_wait(pty, "key j", 0);
}

/* Old LINES and COLUMNS in the environment do not matter. */
static void test_environment_size(void) {
  g_autoptr(Pty) pty =
      start_events((const char *const[]){"LINES=50", "COLUMNS=30", NULL}, "C.UTF-8");
  pty_wait_row(pty, 23, "events: 0", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/term/draw/utf-8", test_draw_utf8);
  g_test_add_func("/term/draw/gb18030", test_draw_gb18030);
  g_test_add_func("/term/draw/colours", test_colours);
  g_test_add_func("/term/draw/eight-colours", test_eight_colours);
  g_test_add_func("/term/draw/true-colour", test_true_colour);
  g_test_add_func("/term/draw/nearest-colour", test_nearest_colour);
  g_test_add_func("/term/draw/ascii", test_ascii);
  g_test_add_func("/term/draw/note", test_note);
  g_test_add_func("/term/draw/monochrome", test_monochrome);
  g_test_add_func("/term/draw/redraw", test_redraw);
  g_test_add_func("/term/scroll-cost", test_scroll_cost);
  g_test_add_func("/term/slow-line", test_slow_line);
  g_test_add_func("/term/mute", test_mute);
  g_test_add_func("/term/late-answer", test_late_answer);
  g_test_add_func("/term/idle", test_idle);
  g_test_add_func("/term/input/keys", test_keys);
  g_test_add_func("/term/input/split-keys", test_split_keys);
  g_test_add_func("/term/input/gb18030", test_keys_gb18030);
  g_test_add_func("/term/input/paste", test_paste);
  g_test_add_func("/term/input/large-paste", test_large_paste);
  g_test_add_func("/term/input/mouse", test_mouse);
  g_test_add_func("/term/resize", test_resize);
  g_test_add_func("/term/resize-storm", test_resize_storm);
  g_test_add_func("/term/environment-size", test_environment_size);
  return g_test_run();
}
