#include "tui/term/terminfo.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

gboolean terminfo_usable(const char *name) {
  int status;
  if (setupterm(name, STDOUT_FILENO, &status) != OK)
    return FALSE;
  gboolean usable = cursor_address != NULL;
  del_curterm(cur_term);
  return usable;
}

gboolean terminfo_is_direct(const char *name) {
  int status;
  if (setupterm(name, STDOUT_FILENO, &status) != OK)
    return FALSE;
  const char *depths = tigetstr("RGB");
  gboolean direct = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || tigetflag("Tc") > 0 ||
                    (depths != NULL && depths != (char *)-1);
  del_curterm(cur_term);
  return direct;
}

const char *terminfo_string(const char *capability) {
  char *value = tigetstr(capability);
  return value == (char *)-1 ? NULL : value;
}
