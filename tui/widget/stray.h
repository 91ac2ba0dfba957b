/* stray.h: what an input method types where letters are commands. */
#pragma once

#include <glib.h>

#include "core/config/keymap.h"

/* Begin with zero. */
typedef struct {
  gint64 at; /* when the last 汉字 came, in monotonic microseconds; 0: none did */
} Stray;

/* TRUE where a key is to do nothing: a 汉字, or a character that comes so soon after one that the
 * input method sent it, as the 1 of 你好1. Marks and letters of full width, which have a key of
 * their own (halfwidth_key()), are none by themselves. An arrow, a key with Ctrl or another that no
 * text has in it ends what came with a 汉字, so that keys typed ahead do what they do one by one.
 * now is in monotonic microseconds. */
gboolean stray_takes(Stray *stray, Key key, gint64 now);
