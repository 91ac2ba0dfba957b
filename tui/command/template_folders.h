/* template_folders.h: where the templates that come with the program are. */
#pragma once

#include "core/config/places.h"

/* The folders, NULL-terminated. The caller g_strfreev()s them. */
static inline char **template_folders(void) {
  char **folders = g_new0(char *, 5);
  folders[0] = places_shipped("data/ledgers");
  folders[1] = places_shipped("data/plans");
  folders[2] = places_shipped("data/units");
  folders[3] = places_shipped("data/systems");
  return folders;
}
