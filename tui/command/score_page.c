/* All of one node. */
#include <math.h>
#include <string.h>

#include "core/model/schedule.h"
#include "tui/command/page.h"
#include "tui/command/score_rows.h"

static char *max_text(const ScoreNode *score) {
  g_autofree char *points = score_text(score->node.max);
  return isnan(score->node.max) ? g_strdup("不设上限") : g_strdup_printf("%s分", points);
}

/* 1.5分（李四 2026-11-20：缺文号）. */
static char *confirmed_text(const ScoreNode *score) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *points = score_text(score->confirmed);
  if (isnan(score->confirmed))
    return NULL;
  if (score->confirmed_by == NULL)
    return g_strdup_printf("%s分%s", points, score->partly ? "（部分）" : "");
  return g_strdup_printf("%s分（%s %s%s%s）", points, score->confirmed_by,
                         day_to_iso(score->confirmed_on, day), score->note != NULL ? "：" : "",
                         score->note != NULL ? score->note : "");
}

static const char *typed_text(const ScoreInput *input, char **number) {
  *number = input->text == NULL ? score_text(input->value) : NULL;
  return input->text != NULL ? input->text : *number;
}

static const ScoreInput *input_of(const GPtrArray *inputs, const char *name) {
  for (guint i = 0; i < inputs->len; i++) {
    const ScoreInput *input = inputs->pdata[i];
    if (strcmp(input->name, name) == 0)
      return input;
  }
  return NULL;
}

/* 要点2=1  明确未来三年目标任务: names as --set takes them. */
static char *inputs_text(const ScoreNode *score, const ScoreSheet *sheet, const GPtrArray *inputs) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) names = score_input_names(&score->node, sheet->span);
  gboolean items = names->len > 0 && names->len == score->node.items->len;
  for (guint i = 0; i < names->len; i++) {
    const ScoreInput *input = input_of(inputs, names->pdata[i]);
    g_autofree char *number = NULL;
    const char *value = input != NULL ? typed_text(input, &number) : "";
    g_autofree char *title = score_input_title(names->pdata[i]);
    g_string_append_printf(text, "%s%s=%s", i > 0 ? "\n" : "", title, value);
    if (items)
      g_string_append_printf(text, "  %s", (const char *)score->node.items->pdata[i]);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *entries_text(const GPtrArray *entries) {
  char day[DAY_TEXT_SIZE];
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < entries->len; i++) {
    const ScoreEntry *entry = entries->pdata[i];
    g_string_append_printf(text, "%s%" G_GINT64_FORMAT "  %s  %s（%s）", i > 0 ? "\n" : "",
                           entry->id, day_to_iso(entry->made_on, day), entry->text,
                           entry->reference != NULL ? entry->reference : "缺佐证");
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *proofs_text(const GPtrArray *evidence) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *piece = evidence_text(evidence->pdata[i]);
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", piece);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *links_text(Db *db, const GArray *links, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < links->len; i++) {
    g_autoptr(Schedule) schedule = schedule_load(db, g_array_index(links, gint64, i), error);
    if (schedule == NULL)
      return NULL;
    g_string_append_printf(text, "%s%" G_GINT64_FORMAT " %s（任务%" G_GINT64_FORMAT "）",
                           i > 0 ? "\n" : "", schedule->id, schedule->phrase, schedule->task);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static const ScoreHint *hint_of(const GPtrArray *hints, const ScoreNode *score) {
  for (guint i = 0; i < hints->len; i++) {
    const ScoreHint *hint = hints->pdata[i];
    if (hint->node == score->node.id)
      return hint;
  }
  return NULL;
}

static void write_page(Output *output, const ScoreSheet *sheet, const ScoreNode *score) {
  g_autofree char *title = g_strdup_printf("%s %s", score->node.code, score->node.title);
  g_autofree char *max = max_text(score);
  g_autofree char *claimed = score_text(score->claimed);
  g_autofree char *confirmed = confirmed_text(score);
  g_autofree char *basis = score_rows_basis(score);
  g_autoptr(GPtrArray) hints = score_hints(sheet, G_MAXUINT);
  const ScoreHint *hint = hint_of(hints, score);
  page_field(output, "指标", title);
  page_field(output, "测评期", sheet->span);
  page_field(output, "类别", node_kind_name(score->node.kind));
  page_field(output, "分值", max);
  page_field(output, "计分方法", rule_kind_name(score->node.rule));
  page_field(output, "自评", claimed);
  page_field(output, "核定", confirmed);
  page_field(output, "分数来源", basis);
  page_field(output, "还可得分", hint != NULL ? hint->text : NULL);
  page_field(output, "评分标准", score->node.content);
}

gboolean score_rows_page(Invocation *invocation, Db *db, const ScoreSheet *sheet,
                         const ScoreNode *score, GError **error) {
  gint64 node = score->node.id;
  g_autoptr(GPtrArray) inputs = score_inputs(db, node, sheet->span, error);
  g_autoptr(GPtrArray) entries =
      inputs != NULL ? score_entries(db, node, sheet->span, error) : NULL;
  g_autoptr(GPtrArray) evidence =
      entries != NULL ? score_evidence(db, node, sheet->span, error) : NULL;
  g_autoptr(GArray) links = evidence != NULL ? score_links(db, node, error) : NULL;
  g_autofree char *rules = links != NULL ? links_text(db, links, error) : NULL;
  if (rules == NULL)
    return FALSE;
  g_autofree char *typed = inputs_text(score, sheet, inputs);
  g_autofree char *listed = entries_text(entries);
  g_autofree char *proofs = proofs_text(evidence);
  Output *output = &invocation->output;
  write_page(output, sheet, score);
  page_field(output, "填写", typed);
  page_field(output, "得分事项", listed);
  page_field(output, "周期要求", rules);
  page_field(output, "佐证材料", proofs);
  return TRUE;
}
