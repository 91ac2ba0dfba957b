#include "tui/term/shorten.h"

#include <string.h>

#define ESCAPE '\033'
#define SHIFT_IN '\017' /* draws what bytes say, where that is not ESC ( B */
#define NUMBERS_MAX 16
#define UNKNOWN G_MAXUINT

/* Attributes, by their codes. */
enum { BOLD = 1, DIM = 2, ITALIC = 3, REVERSE = 7, LAST_ATTRIBUTE = 9 };

/* How a colour was said: 30 + n or 90 + n; 38;5;n; 38;2;r;g;b. The same number need not be the same
 * colour in two of them. */
enum { BY_CODE = 1u << 24, BY_INDEX = 2u << 24, BY_PARTS = 3u << 24, VALUE = 0xffffff };

/* A control sequence, ESC [ … */
typedef struct {
  gsize length;
  gboolean plain; /* nothing but numbers */
  guint numbers[NUMBERS_MAX];
  gsize count;
  char end;
} Sequence;

void shorten_begin(Shorten *shorten, gboolean able) {
  *shorten = (Shorten){.able = able, .shown = {.attributes = UNKNOWN}};
}

static void put(GByteArray *to, const char *bytes, gsize size) {
  g_byte_array_append(to, (const guint8 *)bytes, (guint)size);
}

/* ---- looks ------------------------------------------------------------------------------ */

static void add_number(GString *codes, guint number) {
  g_string_append_printf(codes, "%s%u", codes->len > 0 ? ";" : "", number);
}

/* base: 30 for the ink, 40 for the ground. */
static void add_colour(GString *codes, guint base, guint colour) {
  guint value = colour & VALUE;
  if (colour == 0) {
    add_number(codes, base + 9);
  } else if ((colour & ~VALUE) == BY_CODE) {
    add_number(codes, value);
  } else {
    gboolean index = (colour & ~VALUE) == BY_INDEX;
    add_number(codes, base + 8);
    add_number(codes, index ? 5 : 2);
    if (!index) {
      add_number(codes, value >> 16);
      add_number(codes, value >> 8 & 0xff);
    }
    add_number(codes, value & 0xff);
  }
}

/* What makes pen of from. */
static void add_difference(GString *codes, const Pen *from, const Pen *pen) {
  for (guint i = BOLD; i <= LAST_ATTRIBUTE; i++) {
    if ((pen->attributes & ~from->attributes) & 1u << i)
      add_number(codes, i);
  }
  if (pen->ink != from->ink)
    add_colour(codes, 30, pen->ink);
  if (pen->ground != from->ground)
    add_colour(codes, 40, pen->ground);
}

/* TRUE where a blank looks the same in both: its ink is not seen, nor whether it is bold; but that
 * of a reversed one is, which bold or dim may change. */
static gboolean same_blank(const Pen *one, const Pen *other) {
  gboolean reversed = (one->attributes & 1u << REVERSE) != 0;
  guint seen = reversed ? ~0u : ~(1u << BOLD | 1u << DIM | 1u << ITALIC);
  return one->ground == other->ground && (one->attributes & seen) == (other->attributes & seen) &&
         (one->ink == other->ink || !reversed);
}

/* Gives the terminal the look that curses believes it has. An attribute is taken away only with
 * all: not every terminal can take away one. */
static void show_pen(Shorten *shorten, GByteArray *to) {
  const Pen *pen = &shorten->pen, *shown = &shorten->shown;
  if (pen->attributes == shown->attributes && pen->ink == shown->ink &&
      pen->ground == shown->ground)
    return;
  gboolean loses_colour =
      (pen->ink == 0 && shown->ink != 0) || (pen->ground == 0 && shown->ground != 0);
  g_autoptr(GString) anew = g_string_new(NULL);
  add_difference(anew, &(Pen){0}, pen);
  if (anew->len > 0)
    g_string_prepend(anew, "0;");
  if ((shown->attributes & ~pen->attributes) == 0 && (!loses_colour || shorten->to_defaults)) {
    g_autoptr(GString) change = g_string_new(NULL);
    add_difference(change, shown, pen);
    if (change->len < anew->len)
      g_string_assign(anew, change->str);
  }
  g_string_prepend(anew, "\033[");
  g_string_append_c(anew, 'm');
  put(to, anew->str, anew->len);
  shorten->shown = *pen;
}

/* The colour that begins at numbers[*at], after 38 or 48; *at is left at its last number. FALSE
 * where it is none. */
static gboolean read_colour(const Sequence *sequence, gsize *at, guint *colour) {
  const guint *numbers = sequence->numbers + *at + 1;
  gsize left = sequence->count - *at - 1;
  if (left >= 2 && numbers[0] == 5 && numbers[1] <= 0xff) {
    *colour = BY_INDEX | numbers[1];
    *at += 2;
    return TRUE;
  }
  if (left >= 4 && numbers[0] == 2 && (numbers[1] | numbers[2] | numbers[3]) <= 0xff) {
    *colour = BY_PARTS | numbers[1] << 16 | numbers[2] << 8 | numbers[3];
    *at += 4;
    return TRUE;
  }
  return FALSE;
}

/* Takes the codes of a look into pen; FALSE where one of them is not known. */
static gboolean read_pen(Shorten *shorten, const Sequence *sequence, Pen *pen) {
  for (gsize i = 0; i < sequence->count; i++) {
    guint code = sequence->numbers[i];
    if (code == 0)
      *pen = (Pen){0};
    else if (code <= LAST_ATTRIBUTE)
      pen->attributes |= 1u << code;
    else if (code == 22)
      pen->attributes &= ~(1u << BOLD | 1u << DIM);
    else if (code > 22 && code < 30 && code != 26)
      pen->attributes &= ~(1u << (code - 20));
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      pen->ink = BY_CODE | code;
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107))
      pen->ground = BY_CODE | code;
    else if (code == 39 || code == 49) {
      *(code == 39 ? &pen->ink : &pen->ground) = 0;
      shorten->to_defaults = TRUE;
    } else if ((code != 38 && code != 48) ||
               !read_colour(sequence, &i, code == 38 ? &pen->ink : &pen->ground))
      return FALSE;
  }
  return TRUE;
}

/* ---- sequences -------------------------------------------------------------------------- */

/* Reads the sequence at bytes. FALSE where it is none, or not whole. */
static gboolean read_sequence(const char *bytes, gsize size, Sequence *sequence) {
  *sequence = (Sequence){.plain = TRUE, .count = 1};
  if (size < 3 || bytes[0] != ESCAPE || bytes[1] != '[')
    return FALSE;
  for (gsize at = 2; at < size; at++) {
    char c = bytes[at];
    if (c >= '@' && c <= '~') {
      sequence->end = c;
      sequence->length = at + 1;
      return TRUE;
    }
    guint *number = &sequence->numbers[sequence->count - 1];
    if (g_ascii_isdigit(c) && *number < 10000)
      *number = *number * 10 + (guint)(c - '0');
    else if (c == ';' && sequence->count < NUMBERS_MAX)
      sequence->count++;
    else
      sequence->plain = FALSE;
  }
  return FALSE;
}

/* A place, row and column counted from 1. */
static void put_place(GByteArray *to, guint row, guint column) {
  char text[32];
  if (column > 1)
    g_snprintf(text, sizeof text, "\033[%u;%uH", row, column);
  else if (row > 1)
    g_snprintf(text, sizeof text, "\033[%uH", row);
  else
    g_strlcpy(text, "\033[H", sizeof text);
  put(to, text, strlen(text));
}

/* TRUE for what does the same in any look: moves, the part that scrolls, modes. */
static gboolean ignores_pen(const Sequence *sequence, const char *bytes) {
  return bytes[2] == '?' || (sequence->plain && strchr("ABCDEFGHadefr`", sequence->end) != NULL);
}

static void put_sequence(Shorten *shorten, const Sequence *sequence, const char *bytes, int rows,
                         GByteArray *to) {
  const guint *numbers = sequence->numbers;
  Pen pen = shorten->pen;
  if (sequence->end == 'm' && sequence->plain && read_pen(shorten, sequence, &pen)) {
    shorten->pen = pen;
    return;
  }
  /* Or draws what was drawn last once more, which has the look that it is to have. */
  gboolean erases = sequence->plain && strchr("@JKLMPXb", sequence->end) != NULL;
  if (!ignores_pen(sequence, bytes) && !(erases && same_blank(&shorten->pen, &shorten->shown)))
    show_pen(shorten, to);
  if (sequence->plain && sequence->end == 'H' && sequence->count <= 2) {
    put_place(to, numbers[0], numbers[1]);
  } else if (sequence->plain && sequence->end == 'r' && sequence->count == 2 && numbers[0] == 1 &&
             numbers[1] == (guint)rows) {
    put(to, "\033[r", 3);
  } else {
    /* A look that is not known here may be anything: from here on it is left to curses. */
    shorten->able = shorten->able && sequence->end != 'm';
    put(to, bytes, sequence->length);
  }
}

/* ---- a frame ---------------------------------------------------------------------------- */

/* One escape sequence that is no control sequence; returns its length. */
static gsize put_escape(Shorten *shorten, const char *bytes, gsize size, GByteArray *to) {
  gboolean set = size >= 3 && bytes[1] == '(';
  gboolean ascii = set && bytes[2] == 'B';
  gsize length = set ? 3 : MIN(size, 2);
  if (ascii && shorten->ascii_set)
    return length;
  if (set)
    shorten->ascii_set = ascii;
  else
    show_pen(shorten, to);
  put(to, bytes, length);
  return length;
}

/* A carriage return, with the row to go to where that follows; returns their length. */
static gsize put_return(const char *bytes, gsize size, GByteArray *to) {
  Sequence sequence;
  if (!read_sequence(bytes + 1, size - 1, &sequence) || !sequence.plain || sequence.end != 'd' ||
      sequence.count != 1) {
    put(to, bytes, 1);
    return 1;
  }
  put_place(to, sequence.numbers[0], 1);
  return 1 + sequence.length;
}

static gboolean ends_drawing(char c) {
  return c == ESCAPE || c == '\r' || c == SHIFT_IN;
}

/* What is drawn, and other controls, up to the next that is looked at here. */
static gsize put_drawn(Shorten *shorten, const char *bytes, gsize size, GByteArray *to) {
  gsize length = 0;
  gboolean blank = TRUE;
  for (; length < size && !ends_drawing(bytes[length]); length++)
    blank = blank && bytes[length] == ' ';
  if (!blank || !same_blank(&shorten->pen, &shorten->shown))
    show_pen(shorten, to);
  put(to, bytes, length);
  return length;
}

void shorten_frame(Shorten *shorten, const char *bytes, gsize size, int rows, GByteArray *to) {
  gsize at = 0;
  while (shorten->able && at < size) {
    Sequence sequence;
    const char *here = bytes + at;
    if (read_sequence(here, size - at, &sequence)) {
      put_sequence(shorten, &sequence, here, rows, to);
      at += sequence.length;
    } else if (*here == ESCAPE) {
      at += put_escape(shorten, here, size - at, to);
    } else if (*here == '\r') {
      at += put_return(here, size - at, to);
    } else if (*here == SHIFT_IN) {
      put(to, here, 1);
      at++;
    } else {
      at += put_drawn(shorten, here, size - at, to);
    }
  }
  if (shorten->able && size > 0)
    show_pen(shorten, to);
  if (at < size)
    put(to, bytes + at, size - at);
}
