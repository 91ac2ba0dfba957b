/* ascii.c: what is drawn where only ASCII is sure to be seen as it was meant: signs of one column
 * in one terminal take two in another (East Asian Width "ambiguous"), and old ones lack them. */
#include "tui/term/internal.h"

#include <string.h>

gboolean ascii_is_safer(const char *name) {
  static const char *const old[] = {"linux", "ansi", "cons25", "sun", "pcansi", "cygwin"};
  for (gsize i = 0; i < G_N_ELEMENTS(old); i++)
    if (g_str_has_prefix(name, old[i]))
      return TRUE;
  return g_str_has_prefix(name, "vt") && g_ascii_isdigit(name[2]); /* vt100, not vte */
}

/* ─ to ╿, ═ to ╬: across, down, or where they meet. */
static char line_twin(gunichar c) {
  static const gunichar across[] = {0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509,
                                    0x254c, 0x254d, 0x2550, 0x2574, 0x2576};
  static const gunichar down[] = {0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b,
                                  0x254e, 0x254f, 0x2551, 0x2575, 0x2577};
  for (gsize i = 0; i < G_N_ELEMENTS(across); i++)
    if (c == across[i])
      return '-';
  for (gsize i = 0; i < G_N_ELEMENTS(down); i++)
    if (c == down[i])
      return '|';
  return '+';
}

char ascii_twin(gunichar c) {
  static const struct {
    gunichar c;
    char twin;
  } twins[] = {
      {0x00b0, 'o'}, {0x00b1, '+'}, {0x00b7, '.'},  {0x00d7, 'x'},  {0x00f7, '/'}, {0x2013, '-'},
      {0x2014, '-'}, {0x2015, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'},
      {0x2022, '*'}, {0x2025, '.'}, {0x2026, '~'},  {0x203b, '*'},  {0x2190, '<'}, {0x2191, '^'},
      {0x2192, '>'}, {0x2193, 'v'}, {0x21b5, '<'},  {0x221a, 'v'},  {0x2580, '"'}, {0x2584, '_'},
      {0x25a0, '#'}, {0x25a1, 'o'}, {0x25b2, '^'},  {0x25b3, '^'},  {0x25b6, '>'}, {0x25b8, '>'},
      {0x25bc, 'v'}, {0x25bd, 'v'}, {0x25be, 'v'},  {0x25c0, '<'},  {0x25c6, '*'}, {0x25c7, 'o'},
      {0x25cb, 'o'}, {0x25ce, 'o'}, {0x25cf, '*'},  {0x2605, '*'},  {0x2606, '*'}, {0x2713, 'v'},
      {0x2714, 'v'}, {0x2717, 'x'}, {0x2718, 'x'},
  };
  if (c < 0x80)
    return 0;
  if (c >= 0x2500 && c <= 0x257f)
    return line_twin(c);
  for (gsize i = 0; i < G_N_ELEMENTS(twins); i++)
    if (c == twins[i].c)
      return twins[i].twin;
  if (c >= 0x2580 && c <= 0x259f)
    return '#';
  if (c >= 0x2460 && c <= 0x2468) /* ① to ⑨ */
    return (char)('1' + (c - 0x2460));
  return 0;
}
