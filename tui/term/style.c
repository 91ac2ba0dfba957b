#include "tui/term/internal.h"

int style_colours(void) {
  const char *refused = g_getenv("NO_COLOR");
  if ((refused != NULL && refused[0] != '\0') || !has_colors())
    return 0;
  if (start_color() == ERR || use_default_colors() == ERR || COLORS < 8)
    return 0;
  return COLORS >= 256 ? 256 : 8;
}

static attr_t attributes_of(const ThemeStyle *style) {
  return (style->bold ? A_BOLD : 0) | (style->dim ? A_DIM : 0) |
         (style->underline ? A_UNDERLINE : 0) | (style->reverse ? A_REVERSE : 0);
}

static gboolean has_colour(const ThemeStyle *style) {
  return style->foreground != THEME_DEFAULT_COLOUR || style->background != THEME_DEFAULT_COLOUR;
}

/* Without colours: what stood out by its background is reversed, and a red light is bold. */
static Look plain_look(ThemeRole role, const ThemeStyle *style) {
  Look look = {.attributes = attributes_of(style)};
  if (style->background != THEME_DEFAULT_COLOUR)
    look.attributes |= A_REVERSE;
  if (role == THEME_RED)
    look.attributes |= A_BOLD;
  return look;
}

static Look coloured_look(const ThemeStyle *style) {
  Look look = {.attributes = attributes_of(style)};
  if (!has_colour(style))
    return look;
  int pair = alloc_pair(style->foreground, style->background);
  if (pair > 0) {
    look.pair = (short)pair;
    look.coloured = TRUE;
    look.background = style->background != THEME_DEFAULT_COLOUR || style->reverse;
  }
  return look;
}

void style_set(Term *term, const Theme *theme) {
  if (term->colours > 0)
    reset_color_pairs();
  for (ThemeRole role = 0; role < THEME_ROLE_COUNT; role++) {
    const ThemeStyle *style = term->colours == 8 ? &theme->basic[role] : &theme->styles[role];
    term->looks[role] = term->colours > 0 ? coloured_look(style) : plain_look(role, style);
  }
}
