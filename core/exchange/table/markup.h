/* markup.h: reading an XML part of an archive as a stream of elements and text.
 *
 * Nothing is kept of what was read, nothing is fetched, and no part may name entities of its own:
 * a DOCTYPE ends the reading. Names come without their prefix, so that both families of namespaces
 * that Office writes are read alike. Elements within elements are no recursion, and more than 256
 * of them are refused.
 */
#pragma once

#include "core/exchange/table/archive.h"

typedef struct {
  const unsigned char **list; /* as libxml2 has them */
  int count;
} MarkupAttributes;

/* What is called for each; NULL: nothing. FALSE and error end the reading. */
typedef struct {
  gboolean (*start)(gpointer data, const char *name, const MarkupAttributes *attributes,
                    GError **error);
  gboolean (*end)(gpointer data, const char *name, GError **error);
  /* A piece of text, not ended by NUL; what stands between two tags may come in several. */
  gboolean (*text)(gpointer data, const char *text, gsize size, GError **error);
} MarkupHandler;

/* Reads all of a part. Errors are those of workbook.h, without the name of the file. */
gboolean markup_read(Archive *archive, const char *part, const MarkupHandler *handler,
                     gpointer data, GError **error);

/* The value of an attribute, not ended by NUL, and its length; NULL: not there. Borrowed. */
const char *markup_value(const MarkupAttributes *attributes, const char *name, gsize *size);

/* A copy of it; the caller frees. */
char *markup_copy(const MarkupAttributes *attributes, const char *name);

/* TRUE where the attribute is there and says so. */
gboolean markup_says(const MarkupAttributes *attributes, const char *name, const char *value);

/* FALSE where the attribute says no (0, false, off), TRUE where it says anything else, and
 * otherwise where it is not there. */
gboolean markup_flag(const MarkupAttributes *attributes, const char *name, gboolean otherwise);

/* A whole number that is not negative, at most G_MAXUINT32 however many digits it has; otherwise
 * where the attribute is not there or is no number. */
guint markup_number(const MarkupAttributes *attributes, const char *name, guint otherwise);
