/* form_files.h: what Ctrl-O lists where a file is named. */
#pragma once

#include "tui/widget/form.h"

/* Offers, for the FIELD_PATH id, the files in the folder typed so far whose names have one of the
 * endings (NULL-terminated; none: folders alone), and the folders to go on in. *folder is the one
 * read last, NULL at first: nothing is read anew while it stays. Call it whenever the form
 * changes; the caller frees *folder. */
void form_offer_files(Form *form, const char *id, const char *const *endings, char **folder);

/* The files, with their sizes, and folders whose names begin with what is typed, as
 * FormHost.files() gives them. */
GPtrArray *form_files_named(const char *typed);
