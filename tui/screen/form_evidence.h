/* form_evidence.h: evidence in a form: what each piece is taken for, and taking it. */
#pragma once

#include "tui/screen/app.h"

/* Shows beside a FIELD_PATHS what each piece in it is: a file and how large, an address, a 文号; or
 * that there is no such file. */
void form_remark_evidence(Form *form, const char *id);

/* Takes the pieces in a field: an array of Evidence* that frees them, files with their size and
 * digest, read under app_watch(). NULL where one is not there or cannot be read, which is then said
 * beside the field; or error, where the person stopped it. */
GPtrArray *form_take_evidence(App *app, Form *form, const char *id, GError **error);
