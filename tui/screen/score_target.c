#include "tui/screen/score_target.h"

#include <string.h>

#include "tui/screen/score_words.h"

#define MONTHS 16 /* room for a month, 0 standing for the year */

gint64 score_target(gint64 node, const char *span) {
  const char *month = strchr(span, '-');
  return node * MONTHS + (month != NULL ? g_ascii_strtoll(month + 1, NULL, 10) : 0);
}

void score_target_clear(ScoreTarget *target) {
  g_clear_pointer(&target->sheet, score_sheet_free);
}

static void set_gone(GError **error) {
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                      "这项指标已不在了，可能已被撤销；请刷新后再试");
}

/* Whether a system has that node; FALSE also with error. */
static gboolean has_node(App *app, const System *system, gint64 id, GError **error) {
  g_autoptr(GPtrArray) nodes = system_nodes(app_db(app), system->id, error);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    if (((const SystemNode *)nodes->pdata[i])->id == id)
      return TRUE;
  }
  return FALSE;
}

/* The system of a node, stolen from systems (System*); NULL, and perhaps error. */
static System *system_of(App *app, GPtrArray *systems, gint64 node, GError **error) {
  for (guint i = 0; i < systems->len; i++) {
    GError *failed = NULL;
    if (has_node(app, systems->pdata[i], node, &failed))
      return g_ptr_array_steal_index(systems, i);
    if (failed != NULL) {
      g_propagate_error(error, failed);
      return NULL;
    }
  }
  set_gone(error);
  return NULL;
}

gboolean score_target_read(App *app, gint64 target, ScoreTarget *out, GError **error) {
  *out = (ScoreTarget){0};
  gint64 node = target / MONTHS;
  int month = (int)(target % MONTHS);
  g_autoptr(GPtrArray) systems = system_list(app_db(app), error);
  g_autoptr(System) system = systems != NULL ? system_of(app, systems, node, error) : NULL;
  if (system == NULL)
    return FALSE;
  g_autofree char *span = month > 0 ? g_strdup_printf("%04d-%02d", system->year, month)
                                    : g_strdup_printf("%04d", system->year);
  out->sheet = score_compute(app_db(app), app_reckoning(app), system->id, span, error);
  for (guint i = 0; out->sheet != NULL && i < out->sheet->nodes->len; i++) {
    const ScoreNode *found = out->sheet->nodes->pdata[i];
    if (found->node.id == node)
      out->node = found;
  }
  if (out->node != NULL)
    return TRUE;
  if (out->sheet != NULL)
    set_gone(error);
  score_target_clear(out);
  return FALSE;
}

gboolean score_target_of(App *app, gint64 node, const char *span, ScoreTarget *out,
                         GError **error) {
  return score_target_read(app, score_target(node, span), out, error);
}

char *score_target_words(const ScoreTarget *target) {
  g_autofree char *name = score_node_name(&target->node->node);
  g_autofree char *span = score_span_words(target->sheet->span);
  return g_strdup_printf("%s  %s", name, span);
}
