#include "tui/screen/score_form.h"

#include <math.h>
#include <string.h>

#include "core/rules/text.h"
#include "tui/widget/halfwidth.h"

gboolean score_form_number(const char *text, double *value) {
  g_autofree char *stripped = text_strip(text);
  g_autofree char *plain = halfwidth_fold(stripped);
  if (*plain == '\0') {
    *value = NAN;
    return TRUE;
  }
  if (strspn(plain, "0123456789.+-") != strlen(plain)) /* neither 1e9 nor 0x10 nor nan */
    return FALSE;
  char *end = NULL;
  double number = g_ascii_strtod(plain, &end);
  if (*end != '\0' || !isfinite(number))
    return FALSE;
  *value = number;
  return TRUE;
}

void score_form_close(gpointer state) {
  ScoreTarget *target = state;
  if (target == NULL)
    return;
  score_target_clear(target);
  g_free(target);
}
