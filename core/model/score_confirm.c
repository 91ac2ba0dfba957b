/* 核定: the supervisor's points beside the clerk's. */
#include <math.h>

#include "core/model/score_parts.h"
#include "core/rules/text.h"

#define SQL_CONFIRM                                                                                \
  "INSERT INTO score (node, span, claimed, confirmed, note, confirmed_on, confirmed_by) "          \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (node, span) DO UPDATE SET "                    \
  "claimed = excluded.claimed, confirmed = excluded.confirmed, note = excluded.note, "             \
  "confirmed_on = excluded.confirmed_on, confirmed_by = excluded.confirmed_by"
#define SQL_TAKE_BACK "DELETE FROM score WHERE node = ?1 AND span = ?2"

typedef struct {
  const Actor *actor;
  const Reckoning *reckoning;
  const NodeRef *ref;
  const char *span;
  double points;
  const char *note; /* without blanks around it */
} Confirming;

/* What is claimed now. FALSE and error. */
static gboolean read_claim(Db *db, const Confirming *confirming, double *claimed, GError **error) {
  g_autoptr(ScoreSheet) sheet = score_compute(db, confirming->reckoning,
                                              confirming->ref->system->id, confirming->span, error);
  if (sheet == NULL)
    return FALSE;
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (score->node.id == confirming->ref->node->id)
      *claimed = score->claimed;
  }
  return TRUE;
}

static gboolean write_confirmed(Db *db, gpointer data, GError **error) {
  const Confirming *confirming = data;
  double claimed = NAN;
  if (!read_claim(db, confirming, &claimed, error))
    return FALSE;
  if (!points_equal(claimed, confirming->points) && *confirming->note == '\0') {
    g_autofree char *text = score_text(claimed);
    return store_refuse(error, "核定分与自评分（%s）不同，请写明理由", text);
  }
  Query *query = query_new(db, SQL_CONFIRM);
  query_bind_int(query, 1, confirming->ref->node->id);
  query_bind_text(query, 2, confirming->span);
  query_bind_real(query, 3, claimed);
  query_bind_real(query, 4, confirming->points);
  query_bind_text(query, 5, *confirming->note != '\0' ? confirming->note : NULL);
  query_bind_day(query, 6, confirming->actor->today);
  query_bind_text(query, 7, confirming->actor->who);
  return query_run(query, error);
}

static gboolean write_taken_back(Db *db, gpointer data, GError **error) {
  const Confirming *confirming = data;
  Query *query = query_new(db, SQL_TAKE_BACK);
  query_bind_int(query, 1, confirming->ref->node->id);
  query_bind_text(query, 2, confirming->span);
  return query_run(query, error);
}

static gboolean check_points(const SystemNode *node, double points, GError **error) {
  if (node->rule == RULE_SUM)
    return store_refuse(error, "“%s %s”由下级指标相加，请核定下级指标", node->code, node->title);
  if (isnan(points))
    return TRUE;
  if (!isfinite(points) || points < 0)
    return store_refuse(error, "核定分应是 0 以上的数");
  if (node->kind == NODE_FRAUD && points != 0 && points != 1)
    return store_refuse(error, "“%s %s”只能核定为 1（认定）或 0（不认定）", node->code,
                        node->title);
  if (points <= node->max || isnan(node->max))
    return TRUE;
  g_autofree char *max = score_text(node->max);
  return store_refuse(error, "“%s %s”最多%s分", node->code, node->title, max);
}

gboolean score_confirm(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 node,
                       const char *span, double points, const char *note, GError **error) {
  g_autofree char *stripped = text_strip(note);
  SpanDays days;
  g_autoptr(NodeRef) ref = node_ref_load(db, node, error);
  if (ref == NULL || !span_of(ref->system, span, &days, error) ||
      !check_points(ref->node, points, error))
    return FALSE;
  Confirming confirming = {.actor = actor,
                           .reckoning = reckoning,
                           .ref = ref,
                           .span = span,
                           .points = points,
                           .note = stripped};
  gboolean back = isnan(points);
  g_autofree char *text = score_text(points);
  g_autofree char *what = back ? g_strdup("撤回核定") : g_strdup_printf("核定%s分", text);
  g_autofree char *summary = node_ref_deed(ref, span, what);
  Deed deed = {
      .verb = "score.confirm", .summary = summary, .reason = *stripped != '\0' ? stripped : NULL};
  return store_write(db, actor, &deed, back ? write_taken_back : write_confirmed, &confirming, NULL,
                     error);
}
