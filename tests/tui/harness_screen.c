#include "tests/tui/harness_internal.h"

#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <string.h>
#include <vterm.h>
#include <wchar.h>

/* libvterm knows only UTF-8, where ─│●★①…—“”× are one column wide; a GB18030 terminal shows them in
 * two. So such a character is given to libvterm as another one, which is wide, this much further on
 * (in plane 3, which has none that a test would draw), and turned back when the screen is read. */
#define WIDE_OFFSET 0x30000

struct Screen {
  VTerm *terminal;
  VTermScreen *cells;
  GString *reply;
  GPtrArray *texts; /* of each row, as it was read last; NULL where something was drawn since */
  gboolean cursor, alternate, mouse;
  gboolean converts;
  iconv_t convert;
  gboolean *widened; /* by character: it has two columns there, and one in UTF-8 */
  GByteArray *rest;  /* the beginning of a character whose end has not come */
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
  Screen *screen = user;
  if (property == VTERM_PROP_CURSORVISIBLE)
    screen->cursor = value->boolean;
  else if (property == VTERM_PROP_ALTSCREEN)
    screen->alternate = value->boolean;
  else if (property == VTERM_PROP_MOUSE)
    screen->mouse = value->number != VTERM_PROP_MOUSE_NONE;
  return 1;
}

/* Tests look for texts all the time, and most of the screen stays as it is. */
static void forget_rows(Screen *screen, int first, int end) {
  for (int row = MAX(first, 0); row < MIN(end, (int)screen->texts->len); row++)
    g_clear_pointer(&screen->texts->pdata[row], g_free);
}

static int on_damage(VTermRect place, void *user) {
  forget_rows(user, place.start_row, place.end_row);
  return 1;
}

static void on_reply(const char *bytes, size_t length, void *user) {
  Screen *screen = user;
  g_string_append_len(screen->reply, bytes, (gssize)length);
}

#define WIDENED_END 0x10000

/* By setlocale(), since newlocale() of glibc 2.36 leaks the parts of LOCPATH. */
static gboolean *find_widened(const char *locale) {
  gboolean *widened = g_new0(gboolean, WIDENED_END);
  g_autofree char *before = g_strdup(setlocale(LC_CTYPE, NULL));
  if (setlocale(LC_CTYPE, locale) == NULL)
    g_error("locale %s is not there: is LOCPATH set?", locale);
  for (int c = 0x80; c < WIDENED_END; c++)
    widened[c] = wcwidth(c) == 2;
  setlocale(LC_CTYPE, "C.UTF-8");
  for (int c = 0x80; c < WIDENED_END; c++)
    widened[c] = widened[c] && wcwidth(c) == 1;
  setlocale(LC_CTYPE, before);
  return widened;
}

Screen *screen_new(int rows, int columns, const char *locale, GString *reply) {
  static const VTermScreenCallbacks callbacks = {.damage = on_damage, .settermprop = on_property};
  Screen *screen = g_new0(Screen, 1);
  screen->reply = reply;
  screen->cursor = TRUE;
  screen->texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(screen->texts, rows);
  screen->terminal = vterm_new(rows, columns);
  vterm_set_utf8(screen->terminal, 1);
  vterm_output_set_callback(screen->terminal, on_reply, screen);
  screen->cells = vterm_obtain_screen(screen->terminal);
  vterm_screen_set_callbacks(screen->cells, &callbacks, screen);
  vterm_screen_enable_altscreen(screen->cells, 1);
  vterm_screen_reset(screen->cells, 1);
  if (locale != NULL) {
    screen->converts = TRUE;
    screen->convert = iconv_open("UTF-32LE", "GB18030");
    g_assert_true(screen->convert != (iconv_t)-1);
    screen->widened = find_widened(locale);
  }
  screen->rest = g_byte_array_new();
  return screen;
}

void screen_free(Screen *screen) {
  if (screen->converts) {
    iconv_close(screen->convert);
    g_free(screen->widened);
  }
  g_byte_array_unref(screen->rest);
  vterm_free(screen->terminal);
  g_ptr_array_unref(screen->texts);
  g_free(screen);
}

static gunichar to_vterm(Screen *screen, gunichar c) {
  return c < WIDENED_END && screen->widened[c] ? c + WIDE_OFFSET : c;
}

static gunichar from_vterm(Screen *screen, gunichar c) {
  return screen->converts && c >= WIDE_OFFSET && c < WIDE_OFFSET + WIDENED_END ? c - WIDE_OFFSET
                                                                               : c;
}

static void write_converted(Screen *screen, const char *bytes, gsize length) {
  g_byte_array_append(screen->rest, (const guint8 *)bytes, (guint)length);
  g_autoptr(GString) utf8 = g_string_sized_new(length * 2);
  char *in = (char *)screen->rest->data;
  gsize left = screen->rest->len;
  while (left > 0) {
    gunichar c;
    char *out = (char *)&c;
    gsize room = sizeof c;
    errno = 0;
    size_t done = iconv(screen->convert, &in, &left, &out, &room);
    if (room == 0)
      g_string_append_unichar(utf8, to_vterm(screen, c));
    else if (done == (size_t)-1 && errno == EINVAL)
      break;
    else if (done == (size_t)-1) {
      g_string_append_unichar(utf8, 0xfffd);
      in++;
      left--;
    }
  }
  g_byte_array_remove_range(screen->rest, 0, screen->rest->len - (guint)left);
  vterm_input_write(screen->terminal, utf8->str, utf8->len);
}

/* libvterm loses the state of a character that is cut, so only whole ones are given to it. */
static void write_whole(Screen *screen, const char *bytes, gsize length) {
  g_byte_array_append(screen->rest, (const guint8 *)bytes, (guint)length);
  const char *text = (const char *)screen->rest->data;
  gsize whole = screen->rest->len;
  for (gsize back = 1; back <= MIN(whole, 3); back++) {
    guint8 c = screen->rest->data[whole - back];
    if ((c & 0xc0) == 0x80)
      continue;
    if (c >= 0xc0 && g_utf8_get_char_validated(text + whole - back, (gssize)back) == (gunichar)-2)
      whole -= back;
    break;
  }
  vterm_input_write(screen->terminal, text, whole);
  g_byte_array_remove_range(screen->rest, 0, (guint)whole);
}

void screen_write(Screen *screen, const char *bytes, gsize length) {
  if (length == 0)
    return;
  if (screen->converts)
    write_converted(screen, bytes, length);
  else
    write_whole(screen, bytes, length);
}

void screen_set_size(Screen *screen, int rows, int columns) {
  /* libvterm 0.1.4 writes through NULL for a wide character in a terminal of one column. */
  vterm_set_size(screen->terminal, rows, MAX(columns, 2));
  forget_rows(screen, 0, (int)screen->texts->len);
  g_ptr_array_set_size(screen->texts, rows);
}

int screen_rows(Screen *screen) {
  int rows, columns;
  vterm_get_size(screen->terminal, &rows, &columns);
  return rows;
}

static int colour_number(const VTermColor *colour) {
  if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
    return -1;
  if (VTERM_COLOR_IS_INDEXED(colour))
    return colour->indexed.idx;
  return PTY_RGB + (colour->rgb.red << 16 | colour->rgb.green << 8 | colour->rgb.blue);
}

PtyCell screen_cell(Screen *screen, int row, int column) {
  VTermScreenCell cell;
  PtyCell result = {.width = 0, .foreground = -2, .background = -2};
  if (!vterm_screen_get_cell(screen->cells, (VTermPos){row, column}, &cell))
    return result;
  /* libvterm marks the right half of a wide character so, and keeps no look for it. */
  gboolean right_half = cell.chars[0] == (uint32_t)-1;
  if (right_half)
    vterm_screen_get_cell(screen->cells, (VTermPos){row, column - 1}, &cell);
  gsize length = 0;
  for (int i = 0; !right_half && i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
    length += (gsize)g_unichar_to_utf8(from_vterm(screen, cell.chars[i]), result.text + length);
  if (length == 0 && !right_half)
    result.text[0] = ' ';
  result.width = right_half ? 0 : cell.width;
  result.foreground = colour_number(&cell.fg);
  result.background = colour_number(&cell.bg);
  result.bold = cell.attrs.bold;
  result.underline = cell.attrs.underline != 0;
  result.reverse = cell.attrs.reverse;
  return result;
}

static char *read_row(Screen *screen, int row) {
  int rows, columns;
  vterm_get_size(screen->terminal, &rows, &columns);
  GString *text = g_string_sized_new((gsize)columns * 3);
  for (int column = 0; column < columns; column++)
    g_string_append(text, screen_cell(screen, row, column).text);
  return g_strchomp(g_string_free(text, FALSE));
}

const char *screen_row_text(Screen *screen, int row) {
  if (row < 0 || row >= (int)screen->texts->len)
    return "";
  if (screen->texts->pdata[row] == NULL)
    screen->texts->pdata[row] = read_row(screen, row);
  return screen->texts->pdata[row];
}

gboolean screen_cursor(Screen *screen, int *row, int *column) {
  VTermPos position;
  vterm_state_get_cursorpos(vterm_obtain_state(screen->terminal), &position);
  if (row != NULL)
    *row = position.row;
  if (column != NULL)
    *column = position.col;
  return screen->cursor;
}

gboolean screen_alternate(Screen *screen) {
  return screen->alternate;
}

gboolean screen_mouse(Screen *screen) {
  return screen->mouse;
}
