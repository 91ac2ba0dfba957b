/* What is said in fewer bytes shows the same: in libvterm, which knows nothing of it. */
#include "tests/tui/harness_internal.h"
#include "tui/term/shorten.h"

#include <string.h>

#define ROWS 6
#define COLUMNS 20

/* A frame shortened. */
static GByteArray *shortened(Shorten *shorten, const char *bytes, gsize size) {
  GByteArray *to = g_byte_array_new();
  shorten_frame(shorten, bytes, size, ROWS, to);
  return to;
}

static void assert_frame(Shorten *shorten, const char *frame, const char *expected) {
  g_autoptr(GByteArray) to = shortened(shorten, frame, strlen(frame));
  g_byte_array_append(to, (const guint8 *)"", 1);
  g_assert_cmpstr((const char *)to->data, ==, expected);
}

static void test_looks(void) {
  Shorten shorten;
  shorten_begin(&shorten, TRUE);
  /* Nothing is known of what the terminal had. */
  assert_frame(&shorten, "a", "\033[ma");
  assert_frame(&shorten, "\033[39;49m\033[38;5;71m\033[48;5;238ma\033[39;49m\033(B\033[m",
               "\033[38;5;71;48;5;238ma\033(B\033[m");
  assert_frame(&shorten, "\033(B\033[m\033[1m\033[2;3H\033(B\033[m", "\033[2;3H");
  assert_frame(&shorten, "\033[1mb\033(B\033[m\033[31mr\033[0;1;31mB\033[m",
               "\033[1mb\033[0;31mr\033[1mB\033[m");
  assert_frame(&shorten, "\033[38;2;1;2;3m\033[41mx\033[39my\033[m",
               "\033[38;2;1;2;3;41mx\033[39my\033[m");
  /* The ink of blanks is not seen, but that of reversed ones is; their ground is. */
  assert_frame(&shorten, "\033[31mx\033[32m \033[Ky\033[m", "\033[31mx \033[K\033[32my\033[m");
  assert_frame(&shorten, "\033[7mx\033[32m \033[m", "\033[7mx\033[32m \033[m");
  assert_frame(&shorten, "\033[7mx\033[1m \033[m", "\033[7mx\033[1m \033[m");
  assert_frame(&shorten, "\033[7;2mx\033[22m \033[m", "\033[2;7mx\033[0;7m \033[m");
  /* Nothing comes between what is drawn and its repeating. */
  assert_frame(&shorten, "\033[31mx\033[32m \033[3b\033[m", "\033[31mx \033[3b\033[m");
  assert_frame(&shorten, "\033[41m\033[K\033[m", "\033[41m\033[K\033[m");
}

static void test_places(void) {
  Shorten shorten;
  shorten_begin(&shorten, TRUE);
  assert_frame(&shorten, "\033[1;1H\033[2;1H\033[1;7H\033[3;4H",
               "\033[H\033[2H\033[1;7H\033[3;4H\033[m");
  assert_frame(&shorten, "\033[2;4r\033[1;6r\r\033[5d\r\033[1d\r\n",
               "\033[2;4r\033[r\033[5H\033[H\r\n");
  assert_frame(&shorten, "\033[?25l\033[1;5r\033[3d", "\033[?25l\033[1;5r\033[3d");
}

/* A terminal with looks of its own gets what curses wrote, from there on; so does one that is none
 * of ECMA-48. What is cut off is kept. */
static void test_unknown(void) {
  Shorten shorten;
  shorten_begin(&shorten, TRUE);
  assert_frame(&shorten, "\033[1m\033[1m\033[10ma\033[1m\033[1;1H",
               "\033[0;1m\033[10ma\033[1m\033[1;1H");
  assert_frame(&shorten, "\033[1m\033[m", "\033[1m\033[m");
  shorten_begin(&shorten, TRUE);
  assert_frame(&shorten, "\033[4:3ma\033[m\033[m", "\033[m\033[4:3ma\033[m\033[m");
  shorten_begin(&shorten, FALSE);
  assert_frame(&shorten, "\033[1m\033[ma\033[1;1H", "\033[1m\033[ma\033[1;1H");
  static const char *const cut[] = {"\033", "\033[", "\033[3", "\033(", "a\r\033["};
  shorten_begin(&shorten, TRUE);
  g_autoptr(GByteArray) none = shortened(&shorten, NULL, 0);
  g_assert_cmpuint(none->len, ==, 0);
  g_autoptr(GByteArray) padded = shortened(&shorten, "\033[m\0\0", 5);
  g_assert_cmpmem(padded->data, padded->len, "\033[m\0\0", 5);
  for (gsize i = 0; i < G_N_ELEMENTS(cut); i++) {
    shorten_begin(&shorten, TRUE);
    g_autofree char *expected = g_strconcat("\033[m", cut[i], NULL);
    assert_frame(&shorten, cut[i], expected);
  }
}

/* ---- anything --------------------------------------------------------------------------- */

/* A sequence for a look, as curses would send it for some terminal. */
static void add_look(GString *frame) {
  static const char *const looks[] = {
      "\033[m",           "\033(B\033[m",    "\033[39;49m", "\033[1m",   "\033[4m",
      "\033[7m",          "\033[27m",        "\033[24m",    "\033[22m",  "\033[0;1;7m",
      "\033[31m",         "\033[91m",        "\033[42m",    "\033[103m", "\033[38;5;71m",
      "\033[48;5;238m",   "\033[38;5;1m",    "\033[39m",    "\033[49m",  "\033[38;2;1;200;3m",
      "\033[48;2;9;8;7m", "\033[1;38;5;203m"};
  g_string_append(frame, looks[g_random_int_range(0, G_N_ELEMENTS(looks))]);
}

static void add_move(GString *frame) {
  int row = g_random_int_range(1, ROWS + 1), column = g_random_int_range(1, COLUMNS + 1);
  switch (g_random_int_range(0, 6)) {
  case 0:
    g_string_append_printf(frame, "\r\033[%dd", row);
    break;
  case 1:
    g_string_append_printf(frame, "\033[%d;1H", row);
    break;
  case 2:
    g_string_append_printf(frame, "\033[%dG", column);
    break;
  case 3:
    g_string_append(frame, "\r\n");
    break;
  default:
    g_string_append_printf(frame, "\033[%d;%dH", row, column);
  }
}

static void add_drawing(GString *frame) {
  static const char *const drawings[] = {"a",
                                         "台账",
                                         "逾期 3 项",
                                         " ",
                                         "    ",
                                         "\033[K",
                                         "\033[1K",
                                         "\033[3X",
                                         "\033[2P",
                                         "\033[2@",
                                         "\033[L",
                                         "\033[M",
                                         "\033[2;5r\033[5;1H\n\033[1;6r",
                                         "\033[2;5r\033[2;1H\033M\033[1;6r",
                                         "\033[J"};
  g_string_append(frame, drawings[g_random_int_range(0, G_N_ELEMENTS(drawings))]);
}

/* What is seen of a cell. Of the right half of a wide character the left says how it looks, or
 * what has come there. */
static char *cell_text(Screen *screen, int row, int column) {
  PtyCell cell = screen_cell(screen, row, column);
  gboolean blank = g_str_equal(cell.text, " ") || cell.width == 0;
  return g_strdup_printf("%s %d %d %d%d%d", cell.text, cell.background,
                         blank && !cell.reverse ? 0 : cell.foreground,
                         (!blank || cell.reverse) && cell.bold, cell.underline, cell.reverse);
}

static void assert_same(Screen *plain, Screen *shorter) {
  for (int row = 0; row < ROWS; row++) {
    for (int column = 0; column < COLUMNS; column++) {
      g_autofree char *expected = cell_text(plain, row, column);
      g_autofree char *found = cell_text(shorter, row, column);
      g_assert_cmpstr(found, ==, expected);
    }
  }
  int rows[2], columns[2];
  screen_cursor(plain, &rows[0], &columns[0]);
  screen_cursor(shorter, &rows[1], &columns[1]);
  g_assert_cmpint(rows[0], ==, rows[1]);
  g_assert_cmpint(columns[0], ==, columns[1]);
}

static void test_random(void) {
  g_autoptr(GString) replies = g_string_new(NULL);
  Screen *plain = screen_new(ROWS, COLUMNS, NULL, replies);
  Screen *shorter = screen_new(ROWS, COLUMNS, NULL, replies);
  Shorten shorten;
  shorten_begin(&shorten, TRUE);
  gsize before = 0, after = 0;
  for (int i = 0; i < 400; i++) {
    g_autoptr(GString) frame = g_string_new(NULL);
    for (int piece = g_random_int_range(1, 30); piece > 0; piece--) {
      int kind = g_random_int_range(0, 7);
      (kind < 3 ? add_look : kind < 4 ? add_move : add_drawing)(frame);
    }
    g_autoptr(GByteArray) to = shortened(&shorten, frame->str, frame->len);
    screen_write(plain, frame->str, frame->len);
    for (guint at = 0; at < to->len; at++) /* cut wherever a read may end */
      screen_write(shorter, (const char *)to->data + at, 1);
    assert_same(plain, shorter);
    before += frame->len;
    after += to->len;
  }
  g_assert_true(shorten.able);
  g_assert_cmpuint(after * 10, <, before * 9);
  screen_free(plain);
  screen_free(shorter);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/shorten/looks", test_looks);
  g_test_add_func("/shorten/places", test_places);
  g_test_add_func("/shorten/unknown", test_unknown);
  g_test_add_func("/shorten/random", test_random);
  return g_test_run();
}
