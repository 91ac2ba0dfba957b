#include "core/config/keymap.h"

#include <locale.h>

static void test_parse(void) {
  const struct {
    const char *name;
    Key key;
  } cases[] = {
      {"j", 'j'},
      {"J", 'J'},
      {"/", '/'},
      {"-", '-'},
      {"~", '~'},
      {"中", 0x4e2d},
      {"？", 0xff1f},
      {"Space", ' '},
      {"space", ' '},
      {"Enter", KEYNAME_ENTER},
      {"PageUp", KEYNAME_PAGE_UP},
      {"F1", KEYNAME_F1},
      {"F9", KEYNAME_F1 + 8},
      {"f12", KEYNAME_F12},
      {"f", 'f'},
      {"Ctrl-S", 's' | KEY_MOD_CTRL},
      {"Ctrl-s", 's' | KEY_MOD_CTRL},
      {"ctrl-space", ' ' | KEY_MOD_CTRL},
      {"Ctrl-]", ']' | KEY_MOD_CTRL},
      {"Ctrl-Up", KEYNAME_UP | KEY_MOD_CTRL},
      {"Alt-x", 'x' | KEY_MOD_ALT},
      {"Alt-X", 'X' | KEY_MOD_ALT},
      {"Alt--", '-' | KEY_MOD_ALT},
      {"Alt-Ctrl-X", 'x' | KEY_MOD_CTRL | KEY_MOD_ALT},
      {"Ctrl-Alt-X", 'x' | KEY_MOD_CTRL | KEY_MOD_ALT},
      {"Shift-Tab", KEYNAME_TAB | KEY_MOD_SHIFT},
      {"Shift-Ctrl-Left", KEYNAME_LEFT | KEY_MOD_SHIFT | KEY_MOD_CTRL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmphex(key_parse(cases[i].name), ==, cases[i].key);
}

static void test_parse_none(void) {
  const char *const names[] = {
      "",       " ",           "　",          "jj",          "F0",      "F13",
      "F01",    "F1x",         "Return",      "Ctrl-",       "Ctrl--",  "Ctrl-I",
      "Ctrl-h", "Ctrl-M",      "Ctrl-[",      "Ctrl-1",      "Ctrl-中", "Shift-a",
      "Alt-",   "Shift-Space", "Ctrl-Ctrl-s", "Ctrl-Enterr", "\t",      "\xff",
      "Meta-x", "\xe2\x80\x8b"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    g_assert_cmphex(key_parse(names[i]), ==, KEY_NONE);
  g_assert_cmphex(key_parse(NULL), ==, KEY_NONE);
}

static void name_is(const char *parsed, const char *shown) {
  g_autofree char *name = key_name(key_parse(parsed));
  g_assert_cmpstr(name, ==, shown);
}

static void test_name(void) {
  const char *const pairs[][2] = {
      {"j", "j"},
      {"J", "J"},
      {"Space", "空格"},
      {"Enter", "回车"},
      {"Esc", "Esc"},
      {"Tab", "Tab"},
      {"Backspace", "退格"},
      {"Up", "↑"},
      {"Down", "↓"},
      {"Left", "←"},
      {"Right", "→"},
      {"Home", "Home"},
      {"End", "End"},
      {"PageUp", "PgUp"},
      {"PageDown", "PgDn"},
      {"Delete", "Del"},
      {"Insert", "Ins"},
      {"F1", "F1"},
      {"F12", "F12"},
      {"ctrl-s", "Ctrl-S"},
      {"Alt-x", "Alt-x"},
      {"Shift-Tab", "Shift-Tab"},
      {"中", "中"},
      {"Alt-Ctrl-Space", "Ctrl-Alt-空格"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
    name_is(pairs[i][0], pairs[i][1]);
  const Key none[] = {KEY_NONE, '\n', KEY_MOD_CTRL, KEYNAME_F12 + 1};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    g_autofree char *name = key_name(none[i]);
    g_assert_cmpstr(name, ==, "");
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/key/parse", test_parse);
  g_test_add_func("/key/parse-none", test_parse_none);
  g_test_add_func("/key/name", test_name);
  return g_test_run();
}
