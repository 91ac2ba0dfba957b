/* package.h: writing a zip of named parts, as office files are.
 *
 * The same parts give the same bytes: no time and no owner is in it.
 */
#pragma once

#include <glib.h>

#define PACKAGE_ERROR package_error_quark()
GQuark package_error_quark(void);
typedef enum { PACKAGE_ERROR_WRITE } PackageError;

typedef struct Package Package;

/* Begins a package at path (encoding of file names; an OutFile's outfile_temporary()). What fails
 * is told by package_close(). */
Package *package_new(const char *path);

/* Adds a part; name is ASCII, with / between folders. */
void package_add(Package *package, const char *name, const void *bytes, gsize size);

/* Ends and frees it (with g_steal_pointer()), also where it fails. The message does not name the
 * file. */
gboolean package_close(Package *package, GError **error);

/* Frees package, which may be NULL; what lies at path is no whole file. */
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)
