#include "tui/screen/score_form.h"

void score_form_close(gpointer state) {
  ScoreTarget *target = state;
  if (target == NULL)
    return;
  score_target_clear(target);
  g_free(target);
}
