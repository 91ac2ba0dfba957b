/* draft.h: what was typed in a form and not saved, kept in a private file until it is.
 *
 * One file a form that is open, mode 0600 in a folder of mode 0700. It belongs to the process that
 * writes it; once that is gone, the next start offers it.
 */
#pragma once

#include <glib.h>

typedef struct {
  char *path;     /* its file; NULL before the first draft_save() */
  char *database; /* the ledger file it is meant for; may be relative to the current folder */
  char *form;     /* which form: "progress" */
  gint64 target;  /* the record the form is about; 0: none */
  char *title;    /* what people are told it is */
  char *saved_at; /* when, as people read it: 2026-11-21 10:23 */
  char **values;  /* field, value, field, value …, NULL-terminated */
} Draft;

void draft_free(Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/* Writes draft into folder (made where it is missing), replacing its file as a whole; sets path
 * the first time. What text_clean() would change is written as it would have it. */
gboolean draft_save(Draft *draft, const char *folder, GError **error);

/* Removes its file; no error where there is none. */
void draft_remove(Draft *draft);

/* The drafts in folder meant for database whose process is gone (so none of this one's), oldest
 * first, as an array of Draft* that frees them. A folder that is missing has none; files that
 * cannot be read are left alone. */
GPtrArray *draft_list(const char *folder, const char *database);
