#include "tui/screen/evidence_check.h"

#include "core/model/evidence.h"

/* Counts each state, and names in wrong what is not what it was. FALSE and error. */
static gboolean check_all(App *app, const GPtrArray *rows, int counts[EVIDENCE_STATE_COUNT],
                          GString *wrong, GError **error) {
  for (guint i = 0; i < rows->len; i++) {
    const Evidence *evidence = ((const EvidenceRow *)rows->pdata[i])->evidence;
    EvidenceState state;
    if (!evidence_check(evidence, app_watch(app), &state, error))
      return FALSE;
    counts[state]++;
    if (state != EVIDENCE_CHANGED && state != EVIDENCE_GONE && state != EVIDENCE_SHUT)
      continue;
    g_autofree char *name = g_path_get_basename(evidence->reference);
    g_string_append_printf(wrong, "；%s %s", name, evidence_state_name(state));
  }
  return TRUE;
}

void evidence_check_task(App *app, gint64 task) {
  int counts[EVIDENCE_STATE_COUNT] = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) wrong = g_string_new(NULL);
  g_autoptr(GPtrArray) rows = evidence_list(app_db(app), task, 0, &error);
  gboolean good = rows != NULL && check_all(app, rows, counts, wrong, &error);
  app_watch_end(app);
  if (!good) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  guint files = rows->len - (guint)counts[EVIDENCE_NOT_FILE];
  if (files == 0) {
    app_notice(app, "这一项的佐证材料里没有文件");
    return;
  }
  g_autofree char *unknown = counts[EVIDENCE_UNKNOWN] > 0
                                 ? g_strdup_printf("，没有校验值%d", counts[EVIDENCE_UNKNOWN])
                                 : g_strdup("");
  app_notice(app, "佐证文件%u份：未变%d%s%s", files, counts[EVIDENCE_SAME], unknown, wrong->str);
}
