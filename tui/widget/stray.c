#include "tui/widget/stray.h"

#include "core/rules/halfwidth.h"

#define FIRST_WIDE 0x2e80 /* from here on characters are 汉字 and what stands with them */
#define BURST_MICROSECONDS 600000

gboolean stray_takes(Stray *stray, Key key, gint64 now) {
  if (key > 0x10ffff) { /* arrows and Enter are what one is asked to use */
    if (key != KEYNAME_ENTER && key != KEYNAME_TAB)
      stray->at = 0; /* no input method sends it: what follows was typed by itself */
    return FALSE;
  }
  if (halfwidth_key(key) >= FIRST_WIDE) {
    stray->at = now;
    return TRUE;
  }
  return stray->at != 0 && now - stray->at < BURST_MICROSECONDS;
}
