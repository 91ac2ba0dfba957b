#include "tui/screen/score_lines.h"

#include <math.h>

#include "core/model/submission.h"
#include "tui/screen/case_rows.h"
#include "tui/screen/score_words.h"
#include "tui/screen/task_rows.h"

/* Lines being made. */
typedef struct {
  App *app;
  const ScoreRecord *record;
  const ScoreNode *node;
  GPtrArray *lines;
  int columns;
} Page;

static void add_field(const Page *page, const char *label, const char *text, ThemeRole role) {
  page_lines_add(page->lines, page->columns, label, text, role);
}

/* ---- the indicator ---------------------------------------------------------------------- */

/* 二 工作机制 → 二5 经验推广机制: what it stands under; NULL for 一级. The caller frees. */
static char *path_words(const Page *page) {
  const GPtrArray *nodes = page->record->target.sheet->nodes;
  g_autofree char *path = NULL;
  gint64 parent = page->node->node.parent;
  for (guint i = nodes->len; i-- > 0;) { /* each stands before its children */
    const ScoreNode *above = nodes->pdata[i];
    if (above->node.id != parent)
      continue;
    g_autofree char *name = score_node_name(&above->node);
    char *longer = path != NULL ? g_strdup_printf("%s → %s", name, path) : g_strdup(name);
    g_free(path);
    path = longer;
    parent = above->node.parent;
  }
  return g_steal_pointer(&path);
}

/* 1（2026-11-20 wang：少一份材料）. The caller frees. */
static char *confirmation_words(const ScoreNode *node) {
  if (isnan(node->confirmed))
    return g_strdup("还没有核定");
  g_autofree char *points = score_confirmed_words(node);
  char iso[DAY_TEXT_SIZE];
  return g_strdup_printf("%s（%s %s%s%s）", points, day_to_iso(node->confirmed_on, iso),
                         node->confirmed_by != NULL ? node->confirmed_by : "",
                         node->note != NULL ? "：" : "", node->note != NULL ? node->note : "");
}

static void add_points(const Page *page) {
  const ScoreNode *node = page->node;
  g_autofree char *max = score_max_words(&node->node);
  g_autofree char *claimed = isnan(node->claimed) ? score_text(NAN) : score_claimed_words(node);
  g_autofree char *confirmed = confirmation_words(node);
  g_autofree char *marks = score_marks_text(node, page->columns - PAGE_LINES_LABEL);
  add_field(page, "分值", *max != '\0' ? max : "不限", THEME_TEXT);
  add_field(page, "自评", claimed, THEME_STRONG);
  add_field(page, "核定", confirmed, isnan(node->confirmed) ? THEME_DIM : THEME_STRONG);
  if (*marks != '\0')
    add_field(page, "提示", marks, score_marks_role(node, THEME_TEXT));
  add_field(page, "依据", score_basis_words(node), THEME_TEXT);
}

static void add_items(const Page *page) {
  const GPtrArray *items = page->node->node.items;
  for (guint i = 0; i < items->len; i++) {
    g_autofree char *text = g_strdup_printf("%u. %s", i + 1, (const char *)items->pdata[i]);
    add_field(page, i == 0 ? "各条" : NULL, text, THEME_TEXT);
  }
}

static void add_head(const Page *page) {
  const SystemNode *node = &page->node->node;
  g_autofree char *name = score_node_name(node);
  g_autofree char *path = path_words(page);
  g_autofree char *span = score_span_words(page->record->target.sheet->span);
  g_autofree char *rule = score_rule_words(node);
  add_field(page, "指标", name, THEME_STRONG);
  if (path != NULL)
    add_field(page, "上级", path, THEME_TEXT);
  add_field(page, "期间", span, THEME_TEXT);
  add_points(page);
  add_field(page, "规则", rule, THEME_TEXT);
  add_items(page);
  if (node->content != NULL)
    add_field(page, "原文", node->content, THEME_DIM);
}

/* ---- what it is counted from ------------------------------------------------------------ */

static char *input_value_words(const Page *page, const ScoreInput *input) {
  if (input->text != NULL)
    return g_strdup(input->text);
  if (score_input_item(&page->node->node, input->name) >= 0)
    return g_strdup(input->value > 0 ? "是" : "否");
  return score_text(input->value);
}

static void add_inputs(const Page *page) {
  const GPtrArray *inputs = page->record->inputs;
  if (inputs->len > 0)
    page_lines_add_title(page->lines, "填写");
  for (guint i = 0; i < inputs->len; i++) {
    const ScoreInput *input = inputs->pdata[i];
    g_autofree char *name = score_input_words(&page->node->node, input->name);
    g_autofree char *value = input_value_words(page, input);
    g_autofree char *text = g_strdup_printf("%s：%s", name, value);
    add_field(page, "", text, THEME_TEXT);
  }
}

/* 2026Q3：2次，2分 */
static void add_spans(const Page *page) {
  const GArray *spans = page->node->spans;
  if (spans->len < 2)
    return;
  page_lines_add_title(page->lines, "分别计算");
  for (guint i = 0; i < spans->len; i++) {
    const ScoreSpan *span = &g_array_index(spans, ScoreSpan, i);
    g_autofree char *count = isnan(span->count) ? g_strdup("（未填）") : score_text(span->count);
    g_autofree char *points =
        isnan(span->points) || isnan(span->count) ? g_strdup("0") : score_text(span->points);
    g_autofree char *waits = score_span_waits(page->node, span, page->record->target.sheet->today);
    g_autofree char *text = waits != NULL ? g_strdup(waits)
                                          : g_strdup_printf("计%s，得%s分%s", count, points,
                                                            span->counts ? "" : "（还不计）");
    add_field(page, span->key, text, span->points > 0 ? THEME_TEXT : THEME_DIM);
  }
}

static void add_entries(const Page *page) {
  const GPtrArray *entries = page->record->entries;
  if (page->node->node.source != SOURCE_ENTRY)
    return;
  page_lines_add_title(page->lines, "得分事项");
  if (entries->len == 0)
    add_field(page, "", "还没有登记", THEME_DIM);
  for (guint i = 0; i < entries->len; i++) {
    const ScoreEntry *entry = entries->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *text =
        g_strdup_printf("%s（%s）", entry->text, app_person_name(page->app, entry->author));
    g_autofree char *proof = entry->reference != NULL
                                 ? g_strdup_printf("佐证：%s", entry->reference)
                                 : g_strdup("!无佐证");
    add_field(page, day_to_iso(entry->made_on, iso), text, THEME_TEXT);
    add_field(page, "", proof, entry->reference != NULL ? THEME_DIM : THEME_RED);
  }
}

static void add_obligation(const Page *page, const Obligation *one, const GPtrArray *submissions) {
  char iso[DAY_TEXT_SIZE];
  g_autofree char *light = task_rows_light_text(one->light, one->blue);
  g_autofree char *text = g_strdup_printf("%s %d/%d次，期限 %s", light, one->count, one->quota,
                                          day_to_iso(one->due, iso));
  add_field(page, one->span.key, text, task_rows_light_role(one->light, one->blue));
  for (guint i = 0; i < submissions->len; i++) {
    const Submission *submission = submissions->pdata[i];
    g_autofree char *line =
        g_strdup_printf("%s %s（%s）", day_to_iso(submission->made_on, iso), submission->text,
                        app_person_name(page->app, submission->author));
    add_field(page, "", line, THEME_TEXT);
  }
}

static void add_links(const Page *page) {
  const GPtrArray *links = page->record->links;
  for (guint i = 0; i < links->len; i++) {
    const ScoreLink *link = links->pdata[i];
    if (i == 0)
      page_lines_add_title(page->lines, "周期报送");
    add_field(page, "要求", link->rule, THEME_TEXT);
    if (link->obligations->len == 0)
      add_field(page, "", "这一期间没有要报的期次", THEME_DIM);
    for (guint k = 0; k < link->obligations->len; k++)
      add_obligation(page, link->obligations->pdata[k], link->submissions->pdata[k]);
  }
}

/* 2026-11     标题（单位）  报部 2026-11-20 */
static void add_cases(const Page *page) {
  const GPtrArray *cases = page->record->cases;
  RuleSource source = page->node->node.source;
  if (source != SOURCE_CASE && source != SOURCE_ADOPTED)
    return;
  page_lines_add_title(page->lines, source == SOURCE_CASE ? "这一期的案例" : "采纳的案例");
  if (cases->len == 0)
    add_field(page, "", "还没有；请在选题中登记", THEME_DIM);
  for (guint i = 0; i < cases->len; i++) {
    const Case *file = cases->pdata[i];
    char iso[DAY_TEXT_SIZE];
    CivilDate month = day_civil(file->month);
    g_autofree char *label = g_strdup_printf("%04d-%02d", month.year, month.month);
    g_autofree char *remarks = case_rows_remarks_text(file);
    g_autofree char *text =
        g_strdup_printf("%s%s%s%s  %s %s%s", file->title, file->unit != NULL ? "（" : "",
                        file->unit != NULL ? file->unit : "", file->unit != NULL ? "）" : "",
                        case_stage_name(file->stage), day_to_iso(file->stage_on, iso), remarks);
    add_field(page, label, text, THEME_TEXT);
  }
}

static void add_evidence(const Page *page) {
  const GPtrArray *evidence = page->record->evidence;
  page_lines_add_title(page->lines, "佐证材料");
  if (evidence->len == 0)
    add_field(page, "", "还没有", THEME_DIM);
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *text = evidence_text(evidence->pdata[i]);
    add_field(page, "", text, THEME_TEXT);
  }
}

GPtrArray *score_lines_make(App *app, const ScoreRecord *record, int columns) {
  Page page = {.app = app,
               .record = record,
               .node = record->target.node,
               .lines = page_lines_new(),
               .columns = columns};
  add_head(&page);
  add_inputs(&page);
  add_spans(&page);
  add_entries(&page);
  add_links(&page);
  add_cases(&page);
  add_evidence(&page);
  return page.lines;
}
