/* view_file.h: what one person has of lists of tasks: how each was left (its columns, order and
 * groups), views of his or her own, and in which order all views are listed. A private file that
 * the program writes, in JSON, which is YAML, and read as that.
 */
#pragma once

#include "core/rules/view.h"

typedef struct {
  char *path;
  GPtrArray *screens; /* View*: of each the name of the screen and the layout count */
  GPtrArray *views;   /* View* of VIEW_PRIVATE */
  GPtrArray *order;   /* char*: names of views of whatever origin; the others come behind them */
  GPtrArray *hidden;  /* char*: names of built-in views that were taken away */
  gboolean damaged;   /* something in the file could not be read: it is kept when it is replaced */
} ViewFile;

/* Reads the file at path, which need not exist. What is wrong in it is left out and described by
 * its line, one string each, in *problems (never NULL afterwards; the caller unrefs). Never NULL.
 */
ViewFile *view_file_load(const char *path, GPtrArray **problems);
void view_file_free(ViewFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ViewFile, view_file_free)

/* Replaces the file as a whole, mode 0600; its folder is made where it is missing. One that was
 * damaged stays beside it, with .bad behind its name. FALSE and error. */
gboolean view_file_save(ViewFile *file, GError **error);

/* How the screen of that name was left; NULL: as it is by itself. Borrowed. */
const ViewLayout *view_file_layout(const ViewFile *file, const char *screen);

/* Keeps how a screen is left (copied). TRUE where that is new. */
gboolean view_file_set_layout(ViewFile *file, const char *screen, const ViewLayout *layout);

/* The person's own view of that name, NULL where there is none. Borrowed. */
View *view_file_find(const ViewFile *file, const char *name);

/* Takes a view in place of the one of its name. */
void view_file_put(ViewFile *file, View *view);

void view_file_remove(ViewFile *file, const char *name);
