/* tips.h: lines that teach: one a day for the footer, and a tour for the first start;
 * data/tips.yaml.
 *
 * Keys stand in them by the name of what they do, {key:undo}, so that they follow the keymap.
 */
#pragma once

#include "core/config/keymap.h"
#include "core/rules/day.h"
#include "tui/action/action.h"

typedef struct {
  GPtrArray *tips; /* char*, at least one */
  GPtrArray *tour; /* the same */
} Tips;

void tips_free(Tips *tips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tips, tips_free)

/* Reads the file. NULL and error where it is not as it must be, or names an unknown action. */
Tips *tips_load(const char *path, GError **error);

/* A line with the keys now in force; NULL where an action in it has none. The caller frees. */
char *tips_fill(const Keymap *keymap, const char *line);

/* Whether an action is for the person to do, wherever that is. */
typedef gboolean (*TipsAllow)(gpointer data, ActionId id);

/* The tip of a day, at most width columns: where that day's does not fit, or an action in it has no
 * key or is not allowed (allows NULL: all are), the next one that does. NULL where none does. The
 * caller frees. */
char *tips_of_day(const Tips *tips, const Keymap *keymap, TipsAllow allows, gpointer data, Day day,
                  int width);
