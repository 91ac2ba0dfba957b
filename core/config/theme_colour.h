/* theme_colour.h: colours brought down to those that a terminal has. For theme*.c alone. */
#pragma once

#include "core/config/theme.h"

#define COLOURS_BASIC 8
#define COLOURS_SIXTEEN 16

/* A style with the nearest of the first count (8 or 16) colours of the standard xterm palette. Dark
 * greys in front of the default background become the default colour, and a foreground that falls
 * together with its background becomes reverse. */
ThemeStyle theme_colour_reduce(ThemeStyle style, int count);
