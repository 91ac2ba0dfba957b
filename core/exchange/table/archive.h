/* archive.h: the parts of an xlsx or docx, which are zip archives.
 *
 * Parts are read as they are unpacked, and never more of them than is asked for. Names are looked
 * up and never used as paths; what lies in an archive within the archive stays packed. Refused:
 * more than 256 MB unpacked, or 100 times what the file has; two parts of one name; parts under a
 * password. Errors are those of workbook.h, without the name of the file.
 */
#pragma once

#include <glib.h>

typedef struct Archive Archive;
typedef struct Part Part;

/* bytes must stay as long as the archive. NULL and error: not an archive, or a damaged one. */
Archive *archive_open(const char *bytes, gsize size, GError **error);
void archive_close(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_close)

/* TRUE where there is a part of that name, letters large or small. */
gboolean archive_has(const Archive *archive, const char *name);

/* TRUE where a part's name begins so: "word/". */
gboolean archive_has_below(const Archive *archive, const char *start);

/* Begins to read a part; one at a time. NULL and error; a part that is not there is one. */
Part *archive_part(Archive *archive, const char *name, GError **error);

/* The next bytes of it, at most size: how many, 0 at its end, -1 and error. */
gssize part_read(Part *part, char *buffer, gsize size, GError **error);

void part_close(Part *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Part, part_close)

/* All of a part as text, with a NUL at its end; the caller frees. */
char *archive_text(Archive *archive, const char *name, gsize *size, GError **error);

/* The part that a part in folder ("xl/") means by target: "sheets/a.xml", "../a.xml", "/xl/a.xml".
 * The caller frees. */
char *archive_resolve(const char *folder, const char *target);

/* The part in which a part has what it refers to: xl/_rels/workbook.xml.rels for xl/workbook.xml.
 * The caller frees. */
char *archive_relations(const char *part);
