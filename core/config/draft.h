/* draft.h: what was typed in a form and not saved, kept in a private file until it is.
 *
 * One file a form that is open, mode 0600 in a folder of mode 0700. It belongs to the process that
 * writes it; once that is gone, the next start offers it. It is kept for 30 days at least, and goes
 * only some days after its writer was told that it will.
 */
#pragma once

#include <glib.h>

#define DRAFT_DAYS 30       /* a draft is kept for as long, counted from the last change … */
#define DRAFT_NOTICE_DAYS 7 /* … and that it goes is told as long before */

typedef struct {
  char *path;     /* its file; NULL before the first draft_save() */
  char *who;      /* login name of the writer, where several have one folder; NULL: not known */
  char *database; /* the ledger file it is meant for; may be relative to the current folder */
  char *form;     /* which form: "progress" */
  gint64 target;  /* the record the form is about; 0: none */
  gint64 seen;    /* the journal's newest entry when the form read its record; 0: not known */
  char *title;    /* what people are told it is */
  char *saved_at; /* when, as people read it: 2026-11-21 10:23 */
  char **values;  /* field, value, field, value …, NULL-terminated */
  char **labels;  /* field, what people read beside it, …, NULL-terminated; NULL: not known */
  gboolean open;  /* of a draft that was read: its writer still runs */
  gint64 written; /* of a draft that was read: when its file was, in seconds since 1970 */
} Draft;

void draft_free(Draft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draft, draft_free)

/* Writes draft into folder (made where it is missing, and refused where it is another user's),
 * replacing its file as a whole; it is on the disk afterwards. Sets path the first time. What
 * text_clean() would change is written as it would have it. */
gboolean draft_save(Draft *draft, const char *folder, GError **error);

/* Removes its file; no error where there is none. */
void draft_remove(Draft *draft);

/* The drafts in folder meant for database whose process is gone (so none of this one's), oldest
 * first, as an array of Draft* that frees them. A folder that is missing has none; files that
 * cannot be read, and links, are left alone. who: only that person's; NULL: everybody's. */
GPtrArray *draft_list(const char *folder, const char *database, const char *who);

/* The same for all ledger files, with those that are being typed. */
GPtrArray *draft_all(const char *folder, const char *who);

/* Removes the drafts of who (NULL: everybody's) that are older than DRAFT_DAYS at now (seconds
 * since 1970) and were told of DRAFT_NOTICE_DAYS ago; those that are to go within
 * DRAFT_NOTICE_DAYS count as told of from now on. Gives how many of these are meant for other
 * ledger files than database, so that nothing else tells of them. What a process that was killed
 * left half-written is removed after a day. */
guint draft_age(const char *folder, const char *database, const char *who, gint64 now);
