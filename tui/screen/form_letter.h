/* form_letter.h: letters as several forms write them and get them out: the templates filled in, the
 * field 去向 (id "to") for a file or an address.
 */
#pragma once

#include "core/model/supervision.h"
#include "tui/action/compose.h"
#include "tui/screen/app.h"

/* A 催办 about a task; a notice about one, of a level. words as in compose_nudge(). FALSE and
 * error.
 */
gboolean form_letter_nudge(App *app, gint64 task, Composed *composed, GError **error);
gboolean form_letter_notice(App *app, gint64 task, int level, Day answer_by, const char *words,
                            Composed *composed, GError **error);

/* ---- getting out ------------------------------------------------------------------------ */

/* A letter, or several as one, on its way out. */
typedef struct {
  Means means;
  const char *name;     /* of the file where none is typed: 催办-第4项 */
  const char *subject;  /* of a mail */
  const char *text;     /* as pages, see compose_pages() */
  const Notice *notice; /* what it is, where it is one: a .docx is written as Word; NULL: else */
} Parcel;

/* The means that can be chosen, by name, NULL-terminated; mail among them where it may be sent.
 * Borrowed. */
const char *const *form_letter_means(App *app);

/* Says beside the field "to" where it will go, with a name as in Parcel. */
void form_letter_remark(Form *form, Means means, const char *name);

/* Gets it out to what is typed in the field "to". FALSE where it did not go; why is then said
 * beside the field. *to receives the file or the address (MEANS_RECORD: what is typed), NULL for
 * none; the caller frees. */
gboolean form_letter_send(App *app, Form *form, const Parcel *parcel, char **to);

/* Takes a file away that was made a moment ago, where it could not be put on record. */
void form_letter_take_back(const char *to);
