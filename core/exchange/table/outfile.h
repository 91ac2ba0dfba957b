/* outfile.h: writing a file so that it is there whole or not at all.
 *
 * It is written under another name beside its target and renamed when it is done and on the disk. A
 * file that is there is kept unless it is to be replaced; a link is never followed.
 */
#pragma once

#include "core/rules/sink.h"

#define OUTFILE_ERROR outfile_error_quark()
GQuark outfile_error_quark(void);
typedef enum { OUTFILE_ERROR_EXISTS, OUTFILE_ERROR_FAILED } OutFileError;

typedef struct OutFile OutFile;

/* Begins a file that is to be at path (encoding of file names). replace: one that is there is
 * replaced, but only a regular one. NULL and error, in Chinese: what is in the way, what to do. */
OutFile *outfile_begin(const char *path, gboolean replace, GError **error);

/* Where it is being written, for a library that opens it itself. Borrowed. */
const char *outfile_temporary(const OutFile *file);

/* Writes bytes to it. */
gboolean outfile_write(OutFile *file, const void *bytes, gsize size, GError **error);

/* The file as a sink, as long as it is there. */
Sink outfile_sink(OutFile *file);

/* Brings it to the disk and gives it its name. */
gboolean outfile_publish(OutFile *file, GError **error);

/* Frees; what was not published is removed. file may be NULL. */
void outfile_free(OutFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutFile, outfile_free)

/* All of text in one go. */
gboolean outfile_put(const char *path, const void *bytes, gsize size, gboolean replace,
                     GError **error);
