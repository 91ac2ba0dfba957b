/* keymap.h: which key does what, as data: data/keys.yaml with a user's own file on top.
 *
 * A Key is a Unicode character, or one of the KEY values below, with MOD bits; how the terminal
 * spells it is no concern of this file. Contexts ("global", "list", "ledger", "form" …) and action
 * names ("progress.add") are plain strings here; the front end knows what they mean.
 */
#pragma once

#include <glib.h>

typedef guint32 Key;

#define KEY_NONE 0u
#define KEY_MOD_CTRL 0x1000000u
#define KEY_MOD_ALT 0x2000000u
#define KEY_MOD_SHIFT 0x4000000u /* only with the named keys below */

/* Named keys stand above Unicode. Backspace, Tab, Enter and Esc are named, never Ctrl+H, I, M, [.
 */
enum {
  KEYNAME_UP = 0x110001,
  KEYNAME_DOWN,
  KEYNAME_LEFT,
  KEYNAME_RIGHT,
  KEYNAME_HOME,
  KEYNAME_END,
  KEYNAME_PAGE_UP,
  KEYNAME_PAGE_DOWN,
  KEYNAME_INSERT,
  KEYNAME_DELETE,
  KEYNAME_BACKSPACE,
  KEYNAME_TAB,
  KEYNAME_ENTER,
  KEYNAME_ESC,
  KEYNAME_F1, /* F2 … F12 follow */
  KEYNAME_F12 = KEYNAME_F1 + 11,
};

/* The key for a name: a single character (j, /, 中), Space, Enter, Tab, Esc, Backspace, Up, Down,
 * Left, Right, Home, End, PageUp, PageDown, Insert, Delete, F1…F12 (in any case), each perhaps
 * after Ctrl-, Alt- or Shift- ("Ctrl-S" and "Ctrl-s" are one key, the lower-case letter). KEY_NONE
 * where name is none, and where no terminal sends such a key: Ctrl with other than a named key,
 * Space, a letter but H, I, M, or one of \ ] ^ _; Shift with a character. name may be NULL. */
Key key_parse(const char *name);

/* The name people read on screen: "j", "空格", "回车", "Ctrl-S", "↑", "PgDn"; "" for KEY_NONE and
 * what is no key. The caller frees. */
char *key_name(Key key);

typedef struct Keymap Keymap;

/* Reads path, a mapping of contexts to mappings of action names to one key or a list of keys (an
 * empty list: the action has no key there).
 *
 * contexts and actions are the known names, NULL-terminated. A mistake in the file (unknown
 * context, action or key, a key given twice in one context) makes it fail and names its line. */
Keymap *keymap_load(const char *path, const char *const *contexts, const char *const *actions,
                    GError **error);

/* Puts the user's file on top: what it binds replaces all keys the action had in that context,
 * and takes its keys away from other actions of that context; an empty list unbinds. Bad entries
 * (an action with one wrong key among others, or with a key the file has given to an action before)
 * are left out and described, one string each, in *problems (never NULL afterwards; the caller
 * unrefs). A file that does not exist, or has nothing but comments, is no problem. FALSE and error
 * only where it cannot be read or is no YAML; then the keymap is as it was. */
gboolean keymap_overlay(Keymap *keymap, const char *path, GPtrArray **problems, GError **error);

void keymap_free(Keymap *keymap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keymap, keymap_free)

/* The action bound to key in context, or NULL. Borrowed. */
const char *keymap_action(const Keymap *keymap, const char *context, Key key);

/* The keys of action in context, in the order of the file, as an array of Key; may be empty.
 * The caller unrefs. */
GArray *keymap_keys(const Keymap *keymap, const char *context, const char *action);
