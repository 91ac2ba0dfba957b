/* modes.h: whether the rights of a ledger file and of its folder are such that those who share it
 * can all save, and nobody else can read it.
 *
 * A file that one person keeps in a folder that nobody else can enter has none to be told of.
 */
#pragma once

#include <glib.h>

typedef enum {
  MODES_OPEN, /* anybody on this machine can read it, or write it */
  MODES_SHUT, /* the user cannot save, or others who share it cannot */
} ModesKind;

typedef struct {
  ModesKind kind;
  char *text; /* what is so, what it should be, and the command that mends it */
} ModesFault;

/* What is wrong about the file at path, an array of ModesFault* that frees them; empty where all is
 * well or the file cannot be looked at. */
GPtrArray *modes_check(const char *path);
