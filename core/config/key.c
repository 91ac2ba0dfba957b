#include <stdlib.h>
#include <string.h>

#include "core/config/keymap.h"

#define MODS (KEY_MOD_CTRL | KEY_MOD_ALT | KEY_MOD_SHIFT)

/* Names in files, and on screen. F1 … F12 are made up from their number. */
static const struct {
  Key key;
  const char *name;
  const char *shown;
} named_keys[] = {
    {' ', "Space", "空格"},
    {KEYNAME_ENTER, "Enter", "回车"},
    {KEYNAME_TAB, "Tab", "Tab"},
    {KEYNAME_ESC, "Esc", "Esc"},
    {KEYNAME_BACKSPACE, "Backspace", "退格"},
    {KEYNAME_UP, "Up", "↑"},
    {KEYNAME_DOWN, "Down", "↓"},
    {KEYNAME_LEFT, "Left", "←"},
    {KEYNAME_RIGHT, "Right", "→"},
    {KEYNAME_HOME, "Home", "Home"},
    {KEYNAME_END, "End", "End"},
    {KEYNAME_PAGE_UP, "PageUp", "PgUp"},
    {KEYNAME_PAGE_DOWN, "PageDown", "PgDn"},
    {KEYNAME_INSERT, "Insert", "Ins"},
    {KEYNAME_DELETE, "Delete", "Del"},
};

static const struct {
  Key bit;
  const char *prefix;
} mods[] = {{KEY_MOD_CTRL, "Ctrl-"}, {KEY_MOD_ALT, "Alt-"}, {KEY_MOD_SHIFT, "Shift-"}};

static Key parse_function_key(const char *name) {
  if (g_ascii_tolower(name[0]) != 'f' || name[1] == '0' || strlen(name) > 3 ||
      strspn(name + 1, "0123456789") != strlen(name + 1))
    return KEY_NONE;
  int number = atoi(name + 1);
  return number >= 1 && number <= 12 ? KEYNAME_F1 + (Key)number - 1 : KEY_NONE;
}

/* A key without modifiers. */
static Key parse_plain(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(named_keys); i++)
    if (g_ascii_strcasecmp(name, named_keys[i].name) == 0)
      return named_keys[i].key;
  if (g_utf8_strlen(name, -1) != 1)
    return parse_function_key(name);
  gunichar c = g_utf8_get_char(name);
  return g_unichar_isgraph(c) && !g_unichar_iszerowidth(c) ? c : KEY_NONE;
}

/* Ctrl+H, I, M and [ are Backspace, Tab, Enter and Esc to a terminal. */
static Key add_ctrl(Key key) {
  if (key > 0x10ffff)
    return key | KEY_MOD_CTRL;
  if (key >= 0x80)
    return KEY_NONE;
  char c = g_ascii_tolower((char)key);
  gboolean sent = g_ascii_islower(c) ? strchr("him", c) == NULL : strchr(" \\]^_", c) != NULL;
  return sent ? (Key)c | KEY_MOD_CTRL : KEY_NONE;
}

static Key add_mods(Key key, Key bits) {
  if (key == KEY_NONE || ((bits & KEY_MOD_SHIFT) != 0 && key <= 0x10ffff))
    return KEY_NONE;
  if ((bits & KEY_MOD_CTRL) != 0)
    key = add_ctrl(key);
  return key != KEY_NONE ? key | bits : KEY_NONE;
}

Key key_parse(const char *name) {
  if (name == NULL || !g_utf8_validate(name, -1, NULL))
    return KEY_NONE;
  Key bits = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(mods);) {
    gsize length = strlen(mods[i].prefix);
    if (g_ascii_strncasecmp(name, mods[i].prefix, length) != 0) {
      i++;
      continue;
    }
    if ((bits & mods[i].bit) != 0)
      return KEY_NONE;
    bits |= mods[i].bit;
    name += length;
    i = 0;
  }
  return add_mods(parse_plain(name), bits);
}

/* The name of a key without modifiers, or NULL where it is none. with_ctrl: Ctrl-S, not Ctrl-s. */
static char *plain_name(Key key, gboolean with_ctrl) {
  for (gsize i = 0; i < G_N_ELEMENTS(named_keys); i++)
    if (named_keys[i].key == key)
      return g_strdup(named_keys[i].shown);
  if (key >= KEYNAME_F1 && key <= KEYNAME_F12)
    return g_strdup_printf("F%u", key - KEYNAME_F1 + 1);
  if (key > 0x10ffff || !g_unichar_isgraph(key))
    return NULL;
  char text[7] = "";
  g_unichar_to_utf8(with_ctrl ? g_unichar_toupper(key) : key, text);
  return g_strdup(text);
}

char *key_name(Key key) {
  g_autofree char *plain = plain_name(key & ~MODS, (key & KEY_MOD_CTRL) != 0);
  if (plain == NULL)
    return g_strdup("");
  GString *name = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(mods); i++)
    if ((key & mods[i].bit) != 0)
      g_string_append(name, mods[i].prefix);
  g_string_append(name, plain);
  return g_string_free(name, FALSE);
}
