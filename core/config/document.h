/* document.h: YAML files read strictly, with the place of every mistake.
 *
 * A Document is the tree of one YAML file (libyaml), where each node knows its line and column.
 * Duplicate keys, keys that are no scalars, merge keys, anchors and aliases, tags, directives,
 * several documents in one file, more than 64 levels, more than 8 MB (or what the caller takes),
 * control characters (written out or as escapes) and text that is not UTF-8 are refused; a UTF-8
 * byte order mark is skipped. JSON is read as well: it is YAML, and \uD842\uDFB7 in it is 𠮷.
 * Messages are Chinese: file, line, column (in characters), what was expected, what was found.
 *
 * Whoever needs one mistake takes a GError; whoever wants all of them (check-template) collects
 * them in an array. The checks are the same.
 */
#pragma once

#include <glib.h>

#include "core/rules/day.h"

#define DOCUMENT_ERROR document_error_quark()
GQuark document_error_quark(void);

typedef enum {
  DOCUMENT_ERROR_READ,   /* the file cannot be read */
  DOCUMENT_ERROR_SYNTAX, /* not YAML, or YAML this program does not take */
  DOCUMENT_ERROR_EMPTY,  /* nothing in it but blanks and comments */
  DOCUMENT_ERROR_VALUE,  /* well-formed, but not what was expected there */
} DocumentError;

typedef struct Document Document;
typedef struct DocumentNode DocumentNode;

/* The bytes of a file of any kind, without a NUL at their end; the caller frees. Where there are
 * more than limit, *size is limit + 1 and the rest is not read: it is for the caller to refuse
 * that. FALSE and DOCUMENT_ERROR_READ where the file cannot be read, as a pipe with a name (FIFO)
 * or a terminal, which would be waited for. */
gboolean document_read_file(const char *path, gsize limit, char **bytes, gsize *size,
                            GError **error);

/* The same of a file that a person named: one that must not be read (confine.h) is not. */
gboolean document_read_given(const char *path, gsize limit, char **bytes, gsize *size,
                             GError **error);

/* Reads a file. NULL and error on failure. */
Document *document_load(const char *path, GError **error);

/* Reads size bytes of text; name stands for the file in messages. NULL and error on failure, which
 * a key that is there twice is too, but not where mistakes is given: then that is added to it, the
 * first one counts, and reading goes on. */
Document *document_parse(const char *name, const char *text, gsize size, GPtrArray *mistakes,
                         GError **error);

#define DOCUMENT_MEGABYTES 8
#define DOCUMENT_BYTES_MAX ((gsize)DOCUMENT_MEGABYTES * 1024 * 1024)

/* The same, where as many megabytes may be there. */
Document *document_parse_within(const char *name, const char *text, gsize size, guint megabytes,
                                GPtrArray *mistakes, GError **error);

/* document may be NULL. */
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* The top node; never NULL (an empty file is refused on reading). Nodes are borrowed and live as
 * long as their document. */
const DocumentNode *document_root(const Document *document);

/* What a value may be. Scalars are text until a field says otherwise. A key without a value, "" and
 * the YAML words ~ and null (without quotes) are empty, which no type but DOCUMENT_ANY takes: what
 * is absent is left out. */
typedef enum {
  DOCUMENT_TEXT,     /* any scalar that is not empty */
  DOCUMENT_INTEGER,  /* digits, perhaps with a minus sign, within gint64 */
  DOCUMENT_NUMBER,   /* the same, perhaps with decimals (0.5), below 10^15 */
  DOCUMENT_BOOLEAN,  /* true or false */
  DOCUMENT_DATE,     /* YYYY-MM-DD that exists */
  DOCUMENT_SEQUENCE, /* - … */
  DOCUMENT_MAPPING,  /* key: value */
  DOCUMENT_ANY,
} DocumentType;

typedef struct {
  const char *key;
  DocumentType type;
  gboolean required;
} DocumentField;

/* Checks that node is a mapping with no key beside the fields (else the message names the nearest
 * one), each of its type, and every required one there. After it, the getters below cannot fail. */
gboolean document_expect(const DocumentNode *node, const DocumentField *fields, gsize count,
                         GError **error);

/* Checks the type of one node, a sequence's item for example. */
gboolean document_expect_type(const DocumentNode *node, DocumentType type, GError **error);

/* TRUE where node is of that type. */
gboolean document_is(const DocumentNode *node, DocumentType type);

/* The value of key in a mapping, or NULL. */
const DocumentNode *document_get(const DocumentNode *mapping, const char *key);

/* Values of checked fields: NULL, fallback or DAY_NONE where the key is absent (or was found
 * wrong). Text is borrowed. */
const char *document_get_text(const DocumentNode *mapping, const char *key);
gint64 document_get_integer(const DocumentNode *mapping, const char *key, gint64 fallback);
double document_get_number(const DocumentNode *mapping, const char *key, double fallback);
gboolean document_get_boolean(const DocumentNode *mapping, const char *key, gboolean fallback);
Day document_get_date(const DocumentNode *mapping, const char *key);

/* A scalar's text; NULL for other nodes. */
const char *document_text(const DocumentNode *node);

/* Items of a sequence, or pairs of a mapping; 0 for a scalar or NULL. */
gsize document_length(const DocumentNode *node);
const DocumentNode *document_item(const DocumentNode *node, gsize index);
/* The key (a scalar node) of a mapping's pair; document_item() gives its value. */
const DocumentNode *document_key(const DocumentNode *mapping, gsize index);

/* Sets error to "文件 F 第 L 行第 C 列：" and the formatted message. Always returns FALSE, so that
 * a check can end with `return document_fail(…)`. */
gboolean document_fail(const DocumentNode *node, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* document_fail() for a place inside a scalar's text, by its offset in bytes: names its line, which
 * is the text's own only where it is written as a block (|), line for line; else the line where the
 * text begins. */
gboolean document_fail_inside(const DocumentNode *node, gsize offset, GError **error,
                              const char *format, ...) G_GNUC_PRINTF(4, 5);

/* document_fail() for a word that is none of known (NULL-terminated): 不认识的W "fooo"（您是否想写
 * "foot"？）, where what is W (键, 动作 …); where nothing known is near, it lists known. node is
 * the scalar that holds the word. */
gboolean document_fail_unknown(const DocumentNode *node, const char *what, const char *const *known,
                               GError **error);

/* ---- all mistakes ------------------------------------------------------------------------ */

/* Where in its file a mistake is (from 1), and what it is without file and place. The column is 0
 * where only the line is known, both are 0 where the file cannot be read. error is of
 * DOCUMENT_ERROR; the text is borrowed from it. */
gsize document_error_line(const GError *error);
gsize document_error_column(const GError *error);
const char *document_error_text(const GError *error);

/* An array of mistakes: GError*, freed with it. */
GPtrArray *document_mistakes_new(void);

/* Adds a mistake; takes error. */
void document_mistake_take(GPtrArray *mistakes, GError *error);

/* Adds the mistake that document_fail() would set. */
void document_mistake(GPtrArray *mistakes, const DocumentNode *node, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Adds a mistake at a line and column of the file name. */
void document_mistake_at(GPtrArray *mistakes, const char *name, gsize line, gsize column,
                         const char *format, ...) G_GNUC_PRINTF(5, 6);

/* document_expect() that adds all mistakes. Keys that are missing are named together, but not where
 * an unknown one is most likely meant for one. Getters of what is wrong give what they give for a
 * key that is absent. Returns TRUE where there were none. */
gboolean document_expect_all(const DocumentNode *node, const DocumentField *fields, gsize count,
                             GPtrArray *mistakes);

/* Puts mistakes into the order of their lines. */
void document_mistakes_sort(GPtrArray *mistakes);
