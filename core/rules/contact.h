/* contact.h: telephone numbers and mail addresses as people write them. Pure functions. */
#pragma once

#include <glib.h>

/* TRUE for one mail address: one @, only the characters that need no quoting, no - in front. */
gboolean contact_is_address(const char *address);

/* A telephone number as it is kept: ASCII digits, -, + and brackets, single blanks, from what was
 * typed in half or full width (０９５１－６０７６０００). NULL where it holds anything else, or
 * fewer than 3 or more than 20 digits. The caller frees. */
char *contact_phone(const char *text);
