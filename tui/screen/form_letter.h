/* form_letter.h: letters as several forms write them and get them out: the templates filled in, the
 * field 去向 (id "to") for a file or an address.
 */
#pragma once

#include "core/model/supervision.h"
#include "core/rules/letter.h"
#include "tui/screen/app.h"

/* ---- writing ---------------------------------------------------------------------------- */

/* The letter of that kind about a task. words: what it asks for; NULL: what the template asks.
 * answer_by counts for a notice only. *subject and *ask (what it asks for) may be NULL: not wanted.
 * The caller frees all; NULL and error. */
char *form_letter_write(App *app, LetterKind kind, gint64 task, const char *words, Day answer_by,
                        char **subject, char **ask, GError **error);

/* ---- getting out ------------------------------------------------------------------------ */

/* A letter, or several as one, on its way out. */
typedef struct {
  Means means;
  const char *name;    /* of the file where none is typed: 催办-第4项 */
  const char *subject; /* of a mail */
  const char *text;    /* as pages, see letter_page() */
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
