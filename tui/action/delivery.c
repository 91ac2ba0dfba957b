/* delivery.c: into a file; mail is in mail.c. */
#include "tui/action/delivery.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/exchange/table/outfile.h"
#include "core/rules/fault.h"

G_DEFINE_QUARK(delivery_error, delivery_error)

/* text as the locale has it; GB18030 has every character. */
static char *encoded(const char *text, gsize *size) {
  const char *charset;
  g_get_charset(&charset);
  char *converted = g_ascii_strcasecmp(charset, "GB18030") == 0
                        ? g_convert(text, -1, "GB18030", "UTF-8", NULL, size, NULL)
                        : NULL;
  if (converted != NULL)
    return converted;
  *size = strlen(text);
  return g_strdup(text);
}

gboolean delivery_file(const char *path, const char *text, GError **error) {
  gsize size;
  g_autofree char *bytes = encoded(text, &size);
  GError *failure = NULL;
  g_autoptr(OutFile) file = outfile_begin(path, FALSE, &failure);
  if (file != NULL && g_chmod(outfile_temporary(file), 0600) == 0 &&
      outfile_write(file, bytes, size, &failure) && outfile_publish(file, &failure))
    return TRUE;
  g_set_error_literal(error, DELIVERY_ERROR, DELIVERY_ERROR_FILE,
                      failure != NULL ? failure->message : fault_text(errno));
  g_clear_error(&failure);
  return FALSE;
}
