/* themes.h: the themes there are: what the program came with, and a person's own, which lie in the
 * configuration folder (themes/NAME.yaml) and come before those of the same name. */
#pragma once

#include "core/config/theme.h"

#define THEMES_SHIPPED_DEFAULT "dark"

typedef struct {
  char *name; /* of its file, without .yaml */
  char *title;
  char *path;
  gboolean own;
  char *problem; /* why it cannot be read, a sentence; NULL: it can. title is then name */
} ThemeEntry;

/* All of them (ThemeEntry*), the shipped ones first, in their order. Unref it. */
GPtrArray *themes_list(void);

/* TRUE where a name can be that of a theme: no path, and no ending. */
gboolean themes_is_name(const char *name);

/* The theme of that name. NULL and error, naming its file, line and role, or, where there is none
 * of the name, the one most likely meant. */
Theme *themes_load(const char *name, GError **error);

/* The same; where it cannot be read, the one the program came with, and *problem (the caller frees)
 * says why and what was taken; else *problem is NULL. Where that one is missing too, the look
 * without a file. */
Theme *themes_load_or_default(const char *name, char **problem);
