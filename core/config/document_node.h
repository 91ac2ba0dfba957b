/* document_node.h: the tree of a document as its reader builds it. Only the
 * files document*.c include it; all others go through document.h. */
#pragma once

#include "core/config/document.h"

typedef enum { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING } NodeKind;

struct DocumentNode {
  const Document *document;
  NodeKind kind;
  gsize line, column; /* from 1; a column is one character */
  char *text;         /* of a scalar, never NULL there */
  gboolean plain;     /* a scalar without quotes, neither | nor > */
  gboolean literal;   /* a scalar written as a block with | */
  GPtrArray *keys;    /* of a mapping: scalars, in the order of the file */
  GPtrArray *items;   /* of a sequence; of a mapping its values, in the order of keys */
};

struct Document {
  char *name;
  DocumentNode *root;
};

void document_node_free(DocumentNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentNode, document_node_free)

/* Sets error to "文件 F 第 L 行第 C 列：" and the formatted message. Always returns FALSE. */
gboolean document_fail_at(const char *name, gsize line, gsize column, DocumentError code,
                          GError **error, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* JSON is YAML, but for one thing: a character beyond U+FFFF may be written as two halves
 * (\uD842\uDFB7), which libyaml refuses. TRUE where text is JSON, by how it begins. */
gboolean document_is_json(const char *text, gsize size);

/* A copy in which such halves are the character that they mean; lines stay as they are. The caller
 * frees. */
GString *document_join_halves(const char *text, gsize size);
