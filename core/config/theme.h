/* theme.h: what each role of text looks like. Code names roles; themes/ says colours. */
#pragma once

#include <glib.h>

/* Every piece of text on screen has one of these roles. */
typedef enum {
  THEME_TEXT,          /* ordinary text */
  THEME_DIM,           /* text of less weight: hints, absent values */
  THEME_STRONG,        /* text of more weight: totals, titles inside a page */
  THEME_TAB,           /* the bar of screens */
  THEME_TAB_CURRENT,   /* the screen one is on, in that bar */
  THEME_HEADER,        /* column heads */
  THEME_GROUP,         /* a row that heads others: 一级, 二级, a unit */
  THEME_SELECTED,      /* the chosen row */
  THEME_RULE,          /* separating lines and frames */
  THEME_LABEL,         /* the name of a field */
  THEME_FIELD,         /* what is typed in a field */
  THEME_FIELD_CURRENT, /* the field the cursor is in */
  THEME_HINT,          /* in an empty field, what may be typed there */
  THEME_HINT_CURRENT,  /* the same in the field the cursor is in */
  THEME_MATCH,         /* what a search found */
  THEME_FILLED,        /* what nobody wrote there: taken from above */
  THEME_RED,           /* lights */
  THEME_AMBER,
  THEME_GREEN,
  THEME_BLUE, /* green, in a ledger of 红黄蓝 */
  THEME_GREY,
  THEME_BAR,      /* the filled part of a progress bar */
  THEME_BAR_REST, /* the rest of it */
  THEME_KEY,      /* a key, in the footer and in help */
  THEME_FOOTER,   /* the footer */
  THEME_NOTICE,   /* a message: done, saved */
  THEME_ERROR,    /* a message: refused, failed */
} ThemeRole;
#define THEME_ROLE_COUNT (THEME_ERROR + 1)

/* The name of a role in theme files: "text", "tab-current", "field-current" … Static. */
const char *theme_role_name(ThemeRole role);

#define THEME_DEFAULT_COLOUR (-1) /* whatever the terminal has */
#define THEME_RGB 0x1000000       /* a colour by its parts: THEME_RGB + 0xrrggbb */

typedef struct {
  int foreground; /* 0-255, an xterm colour number; from THEME_RGB on; THEME_DEFAULT_COLOUR */
  int background;
  gboolean bold;
  gboolean dim;
  gboolean underline;
  gboolean reverse;
} ThemeStyle;

typedef struct {
  char *title;                         /* what people call it: 深色 */
  ThemeStyle styles[THEME_ROLE_COUNT]; /* as written */
  /* The same for terminals of 8 colours: foreground and background 0-7 or default. */
  ThemeStyle basic[THEME_ROLE_COUNT];
  gboolean has_basic[THEME_ROLE_COUNT]; /* it was written, and not made from styles */
} Theme;

/* How many colours a terminal offers. */
typedef enum {
  THEME_DEPTH_NONE,
  THEME_DEPTH_8,
  THEME_DEPTH_16,
  THEME_DEPTH_256,
  THEME_DEPTH_TRUE, /* each by its parts, beside the 256 */
} ThemeDepth;

/* A style as a terminal of that many colours can show it: colours that it lacks become the nearest
 * it has. With 16, what was written for 8 is taken where there is such. With none, there are no
 * colours, and what stood out by its background is reversed. */
ThemeStyle theme_style(const Theme *theme, ThemeRole role, ThemeDepth depth);

/* The nearest of the 256 colours of xterm that every terminal shows alike (16-255); a colour number
 * or THEME_DEFAULT_COLOUR stays. */
int theme_nearest_256(int colour);

/* Reads a theme: a mapping with title (text), roles and perhaps basic (mappings of role names to
 * styles). A style is written in words, "203 on 236 bold" or "underline":
 *
 *   [foreground] [on background] [bold] [dim] [underline] [reverse]
 *
 * where a colour is default, black, red, green, yellow, blue, magenta, cyan, white, each of these
 * eight with bright- before it, a number 0-255, or #rrggbb. A role left out has the terminal's own
 * look; hint-current that of hint. (#rrggbb begins a comment in YAML unless it is quoted: "#d75f5f
 * on #1c1c1c bold".)
 *
 * For terminals of 8 colours the style that basic gives (colours 0-7 only) is taken. Without one,
 * the colours of roles are brought down: bright ones to their plain ones, numbers above 15 to the
 * nearest of the eight in the standard xterm palette; dark greys in front of the default background
 * become the default colour, and a foreground that falls together with its background becomes
 * reverse. NULL and error, naming file, line and role, on a mistake. */
Theme *theme_load(const char *path, GError **error);

/* The look without a file: no colour; reverse, bold and underline only. */
Theme *theme_plain(void);

void theme_free(Theme *theme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)
