/* tag.h: tags (标签): words that people put on tasks to find them again. */
#pragma once

#include "core/store/write.h"

#define TAG_LENGTH_MAX 20 /* characters */

/* The tags (char*) that text names: separated by blanks, commas or 顿号, a # before one dropped,
 * cleaned, each once. An array that frees them, never empty; NULL and error: none is named, or one
 * is longer than TAG_LENGTH_MAX. text may be NULL. */
GPtrArray *tag_read(const char *text, GError **error);

/* The tags (char*) of a task, in the order of their characters. An array that frees them; NULL and
 * error. */
GPtrArray *tag_list(Db *db, gint64 task, GError **error);

/* A tag, and how many tasks in ledgers that are in use have it. */
typedef struct {
  char *tag;
  int tasks;
} TagCount;

/* Every tag of the file, the one with most tasks first. An array of TagCount* that frees them; NULL
 * and error. */
GPtrArray *tag_counts(Db *db, GError **error);

/* Inside a writer: puts tags (char*) on a task, or takes them off; what is so already stays. */
gboolean tag_add(Db *db, gint64 task, const GPtrArray *tags, GError **error);
gboolean tag_remove(Db *db, gint64 task, const GPtrArray *tags, GError **error);
