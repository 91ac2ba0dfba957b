/* delivery.h: getting a letter out of the program: into a file, or to the local mail program.
 *
 * Both tell before anything is put on record whether it worked.
 */
#pragma once

#include "core/config/settings.h"

#define DELIVERY_ERROR delivery_error_quark()
GQuark delivery_error_quark(void);

typedef enum {
  DELIVERY_ERROR_FILE,    /* the file could not be written, or is there already */
  DELIVERY_ERROR_OFF,     /* mail is off in the settings */
  DELIVERY_ERROR_ADDRESS, /* not a mail address */
  DELIVERY_ERROR_MAIL,    /* the mail program did not take it */
} DeliveryError;

/* Writes text into a new file, mode 0600, whole or not at all, and never over one that is there: in
 * UTF-8, or in GB18030 where that is the encoding of the locale. */
gboolean delivery_file(const char *path, const char *text, GError **error);

/* TRUE where mail may be sent, and to that address. */
gboolean delivery_may_mail(const Settings *settings, const char *address, GError **error);

/* A whole mail for the standard input of sendmail: subject in RFC 2047 words, text in UTF-8 and
 * base64. address was checked, or is NULL for a mail that does not say whom it is to; subject is
 * one line. The caller frees. */
char *delivery_message(const char *address, const char *subject, const char *text);

/* How long the mail program may take, in seconds. It only queues what it is given. */
#define DELIVERY_SECONDS 60

/* Hands such a mail to the mail program (sendmail -i -- ADDRESS, without a shell), which may take
 * seconds. TRUE when it accepted it; whether it arrives nobody knows. Refused as
 * delivery_may_mail(). */
gboolean delivery_mail(const Settings *settings, int seconds, const char *address,
                       const char *subject, const char *text, GError **error);
