/* shim.h: a disk that fails when it is told to: an SQLite VFS over the usual one.
 *
 * Deterministic: the nth call of a kind fails, or all from the nth on, whatever the file.
 */
#pragma once

#include <glib.h>

typedef enum {
  SHIM_NONE,
  SHIM_WRITE,      /* an error of writing */
  SHIM_WRITE_PART, /* half of it is written, then there is an error */
  SHIM_FULL,       /* no room: n counts bytes, and what fits is written */
  SHIM_SYNC,
  SHIM_TRUNCATE,
  SHIM_READ,
  SHIM_HALF_READ, /* no failure: the system reads or writes less than it was asked for */
  SHIM_HALF_WRITE,
  SHIM_OPEN,
  SHIM_COUNT
} ShimFault;

/* Becomes the usual VFS of this process and its children. Once. Nothing is brought to the disk
 * then: that matters only when the machine itself fails. */
void shim_register(void);

/* From now on: the nth (from 1) of its kind fails, and all after it where for_ever. */
void shim_fail(ShimFault fault, gint64 n, gboolean for_ever);

/* Nothing fails any more. Returns how many calls (SHIM_FULL: bytes) there were since shim_fail();
 * *failed (may be NULL) receives whether one has failed. */
gint64 shim_end(gboolean *failed);
