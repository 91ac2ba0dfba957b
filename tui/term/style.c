#include "tui/term/direct.h"
#include "tui/term/internal.h"

ThemeDepth style_depth(gboolean direct) {
  const char *refused = g_getenv("NO_COLOR");
  if ((refused != NULL && refused[0] != '\0') || !has_colors())
    return THEME_DEPTH_NONE;
  if (start_color() == ERR || use_default_colors() == ERR || COLORS < 8)
    return THEME_DEPTH_NONE;
  if (direct)
    return THEME_DEPTH_TRUE;
  return COLORS >= 256 ? THEME_DEPTH_256 : COLORS >= 16 ? THEME_DEPTH_16 : THEME_DEPTH_8;
}

static attr_t attributes_of(const ThemeStyle *style) {
  return (style->bold ? A_BOLD : 0) | (style->dim ? A_DIM : 0) |
         (style->underline ? A_UNDERLINE : 0) | (style->reverse ? A_REVERSE : 0);
}

static gboolean has_colour(const ThemeStyle *style) {
  return style->foreground != THEME_DEFAULT_COLOUR || style->background != THEME_DEFAULT_COLOUR;
}

/* A colour as curses numbers it. */
static int number_of(int colour) {
  return colour >= THEME_RGB ? direct_colour(colour - THEME_RGB) : colour;
}

/* What has no colour has a pair, too, where there are any: to come from a colour to no pair at all,
 * and from there to a colour, curses resets everything each time. */
static Look look_of(const ThemeStyle *style) {
  Look look = {.attributes = attributes_of(style)};
  if (COLOR_PAIRS == 0) /* colours were not begun with */
    return look;
  int pair = alloc_pair(number_of(style->foreground), number_of(style->background));
  if (pair > 0) {
    look.pair = (short)pair;
    look.coloured = has_colour(style);
    look.background = style->background != THEME_DEFAULT_COLOUR || style->reverse;
  }
  return look;
}

/* How a sign looks that shows the colour a space of the style would. */
static Look sign_look(const ThemeStyle *style, const ThemeStyle *text) {
  gboolean behind = style->background != THEME_DEFAULT_COLOUR && !style->reverse;
  ThemeStyle sign = {.foreground = behind ? style->background : style->foreground,
                     .background = text->reverse ? THEME_DEFAULT_COLOUR : text->background};
  return look_of(&sign);
}

void style_set(Term *term, const Theme *theme) {
  if (term->depth != THEME_DEPTH_NONE)
    reset_color_pairs();
  for (ThemeRole role = 0; role < THEME_ROLE_COUNT; role++) {
    ThemeStyle style = theme_style(theme, role, term->depth);
    term->looks[role] = look_of(&style);
  }
  ThemeStyle text = theme_style(theme, THEME_TEXT, term->depth);
  ThemeStyle bar = theme_style(theme, THEME_BAR, term->depth);
  ThemeStyle rest = theme_style(theme, THEME_BAR_REST, term->depth);
  term->bar = sign_look(&bar, &text);
  term->bar_rest = sign_look(&rest, &text);
}
