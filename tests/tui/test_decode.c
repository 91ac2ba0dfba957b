#include "tui/term/decode.h"

#include <locale.h>
#include <string.h>

/* Writes events as text: "j", "C-s", "A-x", "<12>" for the named keys, "paste(…)", "press 3,4". */
static void describe(GString *log, const Event *event) {
  static const char *const mouse[] = {"press", "double", "up", "down"};
  if (log->len > 0)
    g_string_append_c(log, ' ');
  if (event->type == EVENT_PASTE) {
    g_autofree char *text = g_strdelimit(g_strdup(event->text), "\n", '/');
    g_string_append_printf(log, "paste(%s)", text);
  } else if (event->type == EVENT_MOUSE) {
    g_string_append_printf(log, "%s %d,%d", mouse[event->mouse], event->row, event->column);
  } else {
    Key plain = event->key & 0xffffff;
    g_string_append(log, event->key & KEY_MOD_CTRL ? "C-" : "");
    g_string_append(log, event->key & KEY_MOD_ALT ? "A-" : "");
    g_string_append(log, event->key & KEY_MOD_SHIFT ? "S-" : "");
    if (plain >= KEYNAME_UP)
      g_string_append_printf(log, "<%u>", plain - KEYNAME_UP);
    else
      g_string_append_unichar(log, plain);
  }
}

static void take_all(Decoder *decoder, gboolean quiet, GString *log) {
  for (;;) {
    g_auto(Event) event = {0};
    if (!decoder_next(decoder, quiet, &event))
      return;
    describe(log, &event);
  }
}

/* What bytes read in pieces of size become. */
static char *decode(const char *bytes, gsize length, gsize size) {
  g_autoptr(Decoder) decoder = decoder_new();
  GString *log = g_string_new(NULL);
  decoder_bind(decoder, "\033[1;9Q", KEYNAME_F12);
  for (gsize i = 0; i < length; i += size) {
    decoder_feed(decoder, bytes + i, MIN(size, length - i));
    take_all(decoder, FALSE, log);
  }
  take_all(decoder, TRUE, log);
  return g_string_free(log, FALSE);
}

#define NAMED(key) ((key)-KEYNAME_UP)

/* Every key, whole and byte by byte. */
static void test_keys(void) {
  static const struct {
    const char *bytes;
    Key key;
  } cases[] = {
      {"j", 'j'},
      {"法", 0x6cd5},
      {"\U00020BB7", 0x20bb7},
      {" ", ' '},
      {"\r", KEYNAME_ENTER},
      {"\n", KEYNAME_ENTER},
      {"\t", KEYNAME_TAB},
      {"\033", KEYNAME_ESC},
      {"\x7f", KEYNAME_BACKSPACE},
      {"\b", KEYNAME_BACKSPACE},
      {"\x01", KEY_MOD_CTRL | 'a'},
      {"\x13", KEY_MOD_CTRL | 's'},
      {"\x11", KEY_MOD_CTRL | 'q'},
      {"\x1a", KEY_MOD_CTRL | 'z'},
      {"\x1c", KEY_MOD_CTRL | '\\'},
      {"\x1f", KEY_MOD_CTRL | '_'},
      {"\033x", KEY_MOD_ALT | 'x'},
      {"\033法", KEY_MOD_ALT | 0x6cd5},
      {"\033\r", KEY_MOD_ALT | KEYNAME_ENTER},
      {"\033\x13", KEY_MOD_ALT | KEY_MOD_CTRL | 's'},
      {"\033[Z", KEY_MOD_SHIFT | KEYNAME_TAB},
      {"\033[A", KEYNAME_UP},
      {"\033OA", KEYNAME_UP},
      {"\033[B", KEYNAME_DOWN},
      {"\033OB", KEYNAME_DOWN},
      {"\033[C", KEYNAME_RIGHT},
      {"\033OD", KEYNAME_LEFT},
      {"\033[1;5C", KEY_MOD_CTRL | KEYNAME_RIGHT},
      {"\033[1;2A", KEY_MOD_SHIFT | KEYNAME_UP},
      {"\033[1;3D", KEY_MOD_ALT | KEYNAME_LEFT},
      {"\033[1~", KEYNAME_HOME},
      {"\033[7~", KEYNAME_HOME},
      {"\033[H", KEYNAME_HOME},
      {"\033OH", KEYNAME_HOME},
      {"\033[4~", KEYNAME_END},
      {"\033[8~", KEYNAME_END},
      {"\033[F", KEYNAME_END},
      {"\033OF", KEYNAME_END},
      {"\033[2~", KEYNAME_INSERT},
      {"\033[3~", KEYNAME_DELETE},
      {"\033[3;5~", KEY_MOD_CTRL | KEYNAME_DELETE},
      {"\033[5~", KEYNAME_PAGE_UP},
      {"\033[6~", KEYNAME_PAGE_DOWN},
      {"\033OP", KEYNAME_F1},
      {"\033[11~", KEYNAME_F1},
      {"\033[[A", KEYNAME_F1},
      {"\033[[E", KEYNAME_F1 + 4},
      {"\033[15~", KEYNAME_F1 + 4},
      {"\033[17~", KEYNAME_F1 + 5},
      {"\033[21~", KEYNAME_F1 + 9},
      {"\033[23~", KEYNAME_F1 + 10},
      {"\033[24~", KEYNAME_F12},
      {"\033OM", KEYNAME_ENTER},
      {"\033Oq", '1'},
      {"\033Ok", '+'},
      {"\033[1;9Q", KEYNAME_F12}, /* bound, so not what the grammar says */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) expected = g_string_new(NULL);
    describe(expected, &(Event){.type = EVENT_KEY, .key = cases[i].key});
    for (gsize size = 1; size <= 8; size += 7) {
      g_autofree char *found = decode(cases[i].bytes, strlen(cases[i].bytes), size);
      g_assert_cmpstr(found, ==, expected->str);
    }
  }
}

/* What terminals send, by their own tables and settings, for the keys in the order of names. */
static void test_terminals(void) {
  static const char names[] = "Home End Ins Del PgUp PgDn";
  static const Key editing[] = {KEYNAME_HOME,   KEYNAME_END,     KEYNAME_INSERT,
                                KEYNAME_DELETE, KEYNAME_PAGE_UP, KEYNAME_PAGE_DOWN};
  static const struct {
    const char *terminal;
    const char *bytes; /* of F1 to F12, or of the six editing keys, blanks between */
  } cases[] = {
      {"PuTTY, ESC[n~", "[11~ [12~ [13~ [14~ [15~ [17~ [18~ [19~ [20~ [21~ [23~ [24~"},
      {"PuTTY, Linux", "[[A [[B [[C [[D [[E [17~ [18~ [19~ [20~ [21~ [23~ [24~"},
      {"PuTTY, Xterm R6; Windows Terminal, MobaXterm, Xshell, tmux, screen",
       "OP OQ OR OS [15~ [17~ [18~ [19~ [20~ [21~ [23~ [24~"},
      {"PuTTY, VT400", "[11~ [12~ [13~ [14~ [15~ [17~ [18~ [19~ [20~ [21~ [23~ [24~"},
      {"PuTTY, VT100+", "OP OQ OR OS OT OU OV OW OX OY OZ O["},
      {"PuTTY, SCO", "[M [N [O [P [Q [R [S [T [U [V [W [X"},
      {"PuTTY, standard Home and End", "[1~ [4~ [2~ [3~ [5~ [6~"},
      {"PuTTY, rxvt Home and End", "[H Ow [2~ [3~ [5~ [6~"},
      {"PuTTY, SCO", "[H [F [L [3~ [I [G"},
      {"xterm in application mode", "OH OF [2~ [3~ [5~ [6~"},
      {"rxvt", "[7~ [8~ [2~ [3~ [5~ [6~"},
      {"Linux console, screen, tmux", "[1~ [4~ [2~ [3~ [5~ [6~"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(GStrv) keys = g_strsplit(cases[i].bytes, " ", -1);
    guint count = g_strv_length(keys);
    g_assert_true(count == 12 || count == G_N_ELEMENTS(editing));
    for (guint k = 0; k < count; k++) {
      g_autofree char *bytes = g_strconcat("\033", keys[k], NULL);
      g_autoptr(GString) expected = g_string_new(NULL);
      describe(expected,
               &(Event){.type = EVENT_KEY, .key = count == 12 ? KEYNAME_F1 + k : editing[k]});
      for (gsize size = 1; size <= 8; size += 7) {
        g_autofree char *found = decode(bytes, strlen(bytes), size);
        if (!g_str_equal(found, expected->str))
          g_error("%s: key %u of %s is %s, not %s", cases[i].terminal, k,
                  count == 12 ? "F1 to F12" : names, found, expected->str);
      }
    }
  }
}

/* Arrows with another key held, and the number pad, by terminal. */
static void test_held_and_pad(void) {
  static const struct {
    const char *bytes;
    Key key;
  } cases[] = {
      /* xterm, Windows Terminal, MobaXterm, Xshell, tmux, PuTTY since 0.71 */
      {"\033[1;2A", KEY_MOD_SHIFT | KEYNAME_UP},
      {"\033[1;3B", KEY_MOD_ALT | KEYNAME_DOWN},
      {"\033[1;5C", KEY_MOD_CTRL | KEYNAME_RIGHT},
      {"\033[1;6D", KEY_MOD_CTRL | KEY_MOD_SHIFT | KEYNAME_LEFT},
      {"\033[1;5H", KEY_MOD_CTRL | KEYNAME_HOME},
      {"\033[1;2F", KEY_MOD_SHIFT | KEYNAME_END},
      {"\033[5;5~", KEY_MOD_CTRL | KEYNAME_PAGE_UP},
      {"\033[1;2P", KEY_MOD_SHIFT | KEYNAME_F1},
      {"\033[1;5S", KEY_MOD_CTRL | (KEYNAME_F1 + 3)},
      {"\033[15;3~", KEY_MOD_ALT | (KEYNAME_F1 + 4)},
      /* the same without ESC [, as older Konsole and GNOME have it */
      {"\033O5A", KEY_MOD_CTRL | KEYNAME_UP},
      {"\033O2P", KEY_MOD_SHIFT | KEYNAME_F1},
      {"\033O1;5C", KEY_MOD_CTRL | KEYNAME_RIGHT},
      /* rxvt */
      {"\033[a", KEY_MOD_SHIFT | KEYNAME_UP},
      {"\033[d", KEY_MOD_SHIFT | KEYNAME_LEFT},
      {"\033Ob", KEY_MOD_CTRL | KEYNAME_DOWN},
      {"\033Oc", KEY_MOD_CTRL | KEYNAME_RIGHT},
      {"\033[7^", KEY_MOD_CTRL | KEYNAME_HOME},
      {"\033[8$", KEY_MOD_SHIFT | KEYNAME_END},
      {"\033[3@", KEY_MOD_CTRL | KEY_MOD_SHIFT | KEYNAME_DELETE},
      {"\033[11^", KEY_MOD_CTRL | KEYNAME_F1},
      /* the pad in application mode, where a terminal cannot be told to leave it */
      {"\033Op", '0'},
      {"\033Oq", '1'},
      {"\033Ov", '6'},
      {"\033Oy", '9'},
      {"\033On", '.'},
      {"\033Oo", '/'},
      {"\033Oj", '*'},
      {"\033Om", '-'},
      {"\033Ok", '+'},
      {"\033Ol", ','},
      {"\033OM", KEYNAME_ENTER},
      {"\033OI", KEYNAME_TAB},
      {"\033O ", ' '},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) expected = g_string_new(NULL);
    describe(expected, &(Event){.type = EVENT_KEY, .key = cases[i].key});
    for (gsize size = 1; size <= 8; size += 7) {
      g_autofree char *found = decode(cases[i].bytes, strlen(cases[i].bytes), size);
      g_assert_cmpstr(found, ==, expected->str);
    }
  }
}

static void test_sequences(void) {
  static const struct {
    const char *bytes, *expected;
  } cases[] = {
      {"jjk", "j j k"},
      {"/法规\r", "/ 法 规 <12>"},
      {"\033\033[B", "<13> <1>"},         /* Esc typed ahead of an arrow */
      {"a\033[25~b\033[?1;2cc", "a b c"}, /* unknown: dropped, not typed */
      {"\033[200", ""},                   /* cut off: dropped as well */
      {"a\xff\xfe"
       "b",
       "a b"}, /* not UTF-8 */
      {"a\xe2\x80\xae"
       "b\xc2\x9b"
       "c",
       "a b c"},                                 /* direction override, C1 control */
      {"e\xcc\x81", "e \xcc\x81"},               /* a combining mark */
      {"\033[<0;5;4M\033[<0;5;4m", "press 3,4"}, /* pressed, released */
      {"\033[<64;1;1M\033[<65;1;1M", "up 0,0 down 0,0"},
      {"\033[<2;5;4M\033[<32;5;4M", ""}, /* another button, movement */
      {"\033[M %$", "press 3,4"},        /* the old form */
      {"j\033[E\033OEk", "j k"},         /* the pad's 5 */
      {"\033[?2026;2$yj", "j"},          /* an answer */
      {"\033[<0;0;0Mx", "x"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *found = decode(cases[i].bytes, strlen(cases[i].bytes), 100);
    g_assert_cmpstr(found, ==, cases[i].expected);
  }
}

static void test_bracketed_paste(void) {
  static const struct {
    const char *bytes, *expected;
  } cases[] = {
      {"a\033[200~一\r二\r\n三\n\t四\033[201~b", "a paste(一/二/三/\t四) b"},
      {"\033[200~red \033[31mtext\x07\x7f\033[201~", "paste(red [31mtext)"},
      {"\033[200~\033[201~j", "j"},
      {"\033[200~a\xff"
       "b\033[201~",
       "paste(a\xef\xbf\xbd"
       "b)"},
      {"\033[200~a\033[200~b\033[201~", "paste(a[200~b)"},
      /* An end mark inside does not end it, whatever follows. */
      {"\033[200~a\033[201~b\033[201~", "paste(a[201~b)"},
      {"\033[200~a\033[201~d\033[200~b\033[201~\033[201~j", "paste(a[201~d[200~b[201~) j"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    for (gsize size = 1; size < 40; size += 3) {
      g_autofree char *found = decode(cases[i].bytes, strlen(cases[i].bytes), size);
      g_assert_cmpstr(found, ==, cases[i].expected);
    }
}

/* A paste whose end does not come is given out, what follows belongs to it, and Esc ends it. */
static void test_stalled_paste(void) {
  g_autoptr(Decoder) decoder = decoder_new();
  g_autoptr(GString) log = g_string_new(NULL);
  decoder_feed(decoder, "\033[200~一二\033[20", 16);
  take_all(decoder, FALSE, log);
  g_assert_cmpstr(log->str, ==, "");
  g_assert_cmpint(decoder_patience(decoder), >=, 500);
  take_all(decoder, TRUE, log);
  g_assert_cmpstr(log->str, ==, "paste(一二)");
  decoder_feed(decoder, "1~q", 3);
  take_all(decoder, TRUE, log);
  g_assert_cmpstr(log->str, ==, "paste(一二) q");

  decoder_feed(decoder, "\033[200~", 6);
  take_all(decoder, FALSE, log);
  decoder_feed(decoder, "x", 1);
  take_all(decoder, TRUE, log);
  decoder_feed(decoder, "\033", 1);
  take_all(decoder, TRUE, log);
  decoder_feed(decoder, "j", 1);
  take_all(decoder, FALSE, log);
  g_assert_cmpstr(log->str, ==, "paste(一二) q paste(x) j");
  g_assert_cmpint(decoder_patience(decoder), <, 0);
}

static void test_burst_decision(void) {
  static const struct {
    const char *bytes;
    gboolean burst;
  } cases[] = {
      {"第一行文字第一行文字第一行\r第二行文字第二行文字", TRUE},
      {"abcdefghijklmnop\nabcdefghijklmnop", TRUE},
      {"name\tvalue\tname\tvalue\r\nname\tvalue", TRUE},
      {"abcdefghijklmnopqrstuvwxyz\r", FALSE},          /* nothing after the line end */
      {"abcdefghijklmnopqrstuvwxyz\r\r \t\r", FALSE},   /* nothing but spaces */
      {"jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", FALSE}, /* no line end */
      {"一二三四五六七八\r一二三四五六七八", FALSE},    /* 17 characters, 49 bytes */
      {"/法规\rjjjj", FALSE},
      {"abcdefghijklmnop\rabcdefghijklmnop\x13", FALSE}, /* Ctrl-S is a command */
      {"abcdefghijklmnop\r\033[Babcdefghijklmnop", FALSE},
      {"", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(decode_is_burst(cases[i].bytes, strlen(cases[i].bytes)), ==, cases[i].burst);
}

/* A burst goes on until input pauses, or a control that is no text. */
static void test_burst(void) {
  static const char first[] = "第一行文字第一行文字第一行\r\n第二行文字第二行文字";
  g_autoptr(Decoder) decoder = decoder_new();
  g_autoptr(GString) log = g_string_new(NULL);
  decoder_feed(decoder, first, strlen(first));
  take_all(decoder, FALSE, log);
  g_assert_cmpstr(log->str, ==, "");
  g_assert_cmpint(decoder_patience(decoder), >, 0);
  decoder_feed(decoder, "尾\r", 4);
  take_all(decoder, FALSE, log);
  take_all(decoder, TRUE, log);
  g_assert_cmpstr(log->str, ==, "paste(第一行文字第一行文字第一行/第二行文字第二行文字尾/)");

  g_string_truncate(log, 0);
  decoder_feed(decoder, first, strlen(first));
  take_all(decoder, FALSE, log);
  decoder_feed(decoder, "\x13q", 2);
  take_all(decoder, FALSE, log);
  g_assert_cmpstr(log->str, ==, "paste(第一行文字第一行文字第一行/第二行文字第二行文字) C-s q");
}

/* An answer of the terminal is taken out wherever it stands and however it is split, and only one
 * that is expected; what stands around it is what it is without. */
static void test_answer(void) {
  static const struct {
    const char *before, *after, *events;
  } cases[] = {
      {"", "", ""},
      {"j", "k", "j k"},
      {"\033", "", "<13>"},
      {"\033[200~一", "二\033[201~j", "paste(一二) j"},
      {"\033[200~一\r\033[20", "1~j", "paste(一/) j"},
      {"第一行文字第一行文字第一行\r第二行文字第二行文字", "尾\rjj",
       "paste(第一行文字第一行文字第一行/第二行文字第二行文字尾/jj)"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *bytes = g_strconcat(cases[i].before, "\033[0n", cases[i].after, NULL);
    gsize length = strlen(bytes), first = strlen(cases[i].before);
    for (gsize split = first; split <= first + 4; split++) {
      g_autoptr(Decoder) decoder = decoder_new();
      g_autoptr(GString) log = g_string_new(NULL);
      decoder_expect(decoder);
      decoder_feed(decoder, bytes, split);
      take_all(decoder, FALSE, log);
      decoder_feed(decoder, bytes + split, length - split);
      g_assert_true(decoder_take_answer(decoder));
      g_assert_false(decoder_take_answer(decoder));
      take_all(decoder, FALSE, log);
      take_all(decoder, TRUE, log);
      g_assert_cmpstr(log->str, ==, cases[i].events);
    }
  }
  g_autoptr(Decoder) decoder = decoder_new();
  g_autoptr(GString) log = g_string_new(NULL);
  decoder_feed(decoder, "\033[0nj", 5); /* nobody has asked: no answer, and no keys either */
  take_all(decoder, FALSE, log);
  g_assert_false(decoder_take_answer(decoder));
  g_assert_cmpstr(log->str, ==, "j");
}

/* A megabyte in the pieces a pty gives is read in well under a second. */
static void test_large_paste(void) {
  enum { SIZE = 1 << 20 };
  g_autoptr(Decoder) decoder = decoder_new();
  g_autoptr(GString) bytes = g_string_new("\033[200~");
  while (bytes->len < SIZE)
    g_string_append(bytes, "督办事项\r");
  g_string_append(bytes, "\033[201~");
  g_auto(Event) event = {0};
  gint64 begin = g_get_monotonic_time();
  for (gsize i = 0; i < bytes->len; i += 1024) {
    g_assert_false(decoder_next(decoder, FALSE, &event));
    decoder_feed(decoder, bytes->str + i, MIN(1024, bytes->len - i));
  }
  g_assert_false(decoder_next(decoder, FALSE, &event));
  g_assert_true(decoder_next(decoder, TRUE, &event));
  g_assert_cmpint(event.type, ==, EVENT_PASTE);
  g_assert_cmpuint(strlen(event.text), ==, bytes->len - 12);
  g_assert_cmpint((g_get_monotonic_time() - begin) / 1000, <, 3000);
}

/* The same in the other charset: second bytes look like ASCII, four-byte characters, split. */
static void test_gb18030(void) {
  if (setlocale(LC_CTYPE, "zh_CN.GB18030") == NULL) {
    g_test_fail_printf("locale zh_CN.GB18030 is not there: is LOCPATH set?");
    return;
  }
  static const char text[] = "\x8c\x5b\x95\x30\xa2\x31\xb7\xa8j"; /* 孾, U+1F4xx's neighbour, 法 */
  for (gsize size = 1; size <= 9; size += 2) {
    g_autofree char *found = decode(text, strlen(text), size);
    g_autofree char *utf8 = g_convert(text, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
    GString *expected = g_string_new(NULL);
    for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char(p))
      describe(expected, &(Event){.type = EVENT_KEY, .key = g_utf8_get_char(p)});
    g_assert_cmpstr(found, ==, expected->str);
    g_string_free(expected, TRUE);
  }
  static const char paste[] = "\033[200~\xb7\xa8\r\xb9\xe6\033[201~";
  g_autofree char *found = decode(paste, strlen(paste), 3);
  g_assert_cmpstr(found, ==, "paste(法/规)");
  setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv) {
  setlocale(LC_CTYPE, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decode/keys", test_keys);
  g_test_add_func("/decode/terminals", test_terminals);
  g_test_add_func("/decode/held-and-pad", test_held_and_pad);
  g_test_add_func("/decode/sequences", test_sequences);
  g_test_add_func("/decode/bracketed-paste", test_bracketed_paste);
  g_test_add_func("/decode/stalled-paste", test_stalled_paste);
  g_test_add_func("/decode/burst-decision", test_burst_decision);
  g_test_add_func("/decode/burst", test_burst);
  g_test_add_func("/decode/answer", test_answer);
  g_test_add_func("/decode/large-paste", test_large_paste);
  g_test_add_func("/decode/gb18030", test_gb18030);
  return g_test_run();
}
