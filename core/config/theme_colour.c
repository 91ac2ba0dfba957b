#include "core/config/theme_colour.h"

#define CUBE_FIRST 16
#define GREY_FIRST 232

typedef struct {
  int red, green, blue;
} Rgb;

/* A colour of the xterm palette, or one by its parts. */
static Rgb parts_of(int colour) {
  static const Rgb named[] = {
      {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
      {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
      {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
  };
  static const int levels[] = {0, 95, 135, 175, 215, 255};
  if (colour >= THEME_RGB)
    return (Rgb){colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff};
  if (colour < CUBE_FIRST)
    return named[colour];
  if (colour >= GREY_FIRST) {
    int grey = 8 + 10 * (colour - GREY_FIRST);
    return (Rgb){grey, grey, grey};
  }
  int cube = colour - CUBE_FIRST;
  return (Rgb){levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]};
}

static int distance(Rgb a, Rgb b) {
  int red = a.red - b.red, green = a.green - b.green, blue = a.blue - b.blue;
  return red * red + green * green + blue * blue;
}

/* The nearest of the colours from first to before end. */
static int nearest(int colour, int first, int end) {
  Rgb parts = parts_of(colour);
  int found = first;
  for (int i = first + 1; i < end; i++)
    if (distance(parts, parts_of(i)) < distance(parts, parts_of(found)))
      found = i;
  return found;
}

int theme_nearest_256(int colour) {
  return colour < THEME_RGB ? colour : nearest(colour, CUBE_FIRST, 256);
}

static int reduce(int colour, int count) {
  if (colour < count)
    return colour; /* default stays */
  if (colour < COLOURS_SIXTEEN)
    return colour - COLOURS_BASIC;
  return nearest(colour, 0, count);
}

ThemeStyle theme_colour_reduce(ThemeStyle style, int count) {
  ThemeStyle reduced = style;
  reduced.foreground = reduce(style.foreground, count);
  reduced.background = reduce(style.background, count);
  if (reduced.foreground == THEME_DEFAULT_COLOUR)
    return reduced;
  if (reduced.foreground == reduced.background) {
    reduced.foreground = reduced.background = THEME_DEFAULT_COLOUR;
    reduced.reverse = TRUE;
  } else if (reduced.foreground == 0 && style.foreground != 0 &&
             reduced.background == THEME_DEFAULT_COLOUR) {
    reduced.foreground = THEME_DEFAULT_COLOUR;
  }
  return reduced;
}

/* What stood out by its background is reversed, and a red light is bold. */
static ThemeStyle without_colours(ThemeRole role, ThemeStyle style) {
  if (style.background != THEME_DEFAULT_COLOUR)
    style.reverse = TRUE;
  if (role == THEME_RED)
    style.bold = TRUE;
  style.foreground = style.background = THEME_DEFAULT_COLOUR;
  return style;
}

ThemeStyle theme_style(const Theme *theme, ThemeRole role, ThemeDepth depth) {
  ThemeStyle style = theme->styles[role];
  switch (depth) {
  case THEME_DEPTH_NONE:
    return without_colours(role, style);
  case THEME_DEPTH_8:
    return theme->basic[role];
  case THEME_DEPTH_16:
    return theme->has_basic[role] ? theme->basic[role]
                                  : theme_colour_reduce(style, COLOURS_SIXTEEN);
  case THEME_DEPTH_256:
    style.foreground = theme_nearest_256(style.foreground);
    style.background = theme_nearest_256(style.background);
    return style;
  case THEME_DEPTH_TRUE:
    break;
  }
  return style;
}
