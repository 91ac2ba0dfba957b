#include "core/rules/case_way.h"

#include "core/rules/word.h"

static const Word stages[CASE_STAGE_COUNT] = {
    [CASE_DRAFT] = {"draft", "起草"},         [CASE_CITY] = {"city", "报市局"},
    [CASE_PROVINCE] = {"province", "报省厅"}, [CASE_MINISTRY] = {"ministry", "报部"},
    [CASE_ADOPTED] = {"adopted", "采纳"},     [CASE_RETURNED] = {"returned", "退回"},
};

/* The whole way. A row is the stage a case is at, a column the one that is to follow. */
static const guint8 follows[CASE_STAGE_COUNT][CASE_STAGE_COUNT] = {
    /* clang-format off */
    /*                起草 报市局 报省厅 报部 采纳 退回 */
    [CASE_DRAFT]    = {0,   1,    1,    1,   0,   0},
    [CASE_CITY]     = {0,   0,    1,    1,   0,   1},
    [CASE_PROVINCE] = {0,   0,    0,    1,   1,   1},
    [CASE_MINISTRY] = {0,   0,    0,    0,   1,   1},
    [CASE_ADOPTED]  = {0,   0,    0,    0,   0,   0},
    [CASE_RETURNED] = {0,   1,    1,    1,   0,   0},
    /* clang-format on */
};

/* What a case is at a stage, and when a stage may follow, for a refusal. */
static const char *const is[CASE_STAGE_COUNT] = {
    [CASE_DRAFT] = "案例还在起草",  [CASE_CITY] = "案例已报市局",  [CASE_PROVINCE] = "案例已报省厅",
    [CASE_MINISTRY] = "案例已报部", [CASE_ADOPTED] = "案例已采纳", [CASE_RETURNED] = "案例已退回",
};
static const char *const needs[CASE_STAGE_COUNT] = {
    [CASE_DRAFT] = "报出以后不再回到起草",
    [CASE_CITY] = "起草或退回以后才能报市局",
    [CASE_PROVINCE] = "没有报省厅、没有报部的才能报省厅",
    [CASE_MINISTRY] = "没有报部的才能报部",
    [CASE_ADOPTED] = "报省厅或报部以后才能采纳",
    [CASE_RETURNED] = "已经报出、没有采纳的才能退回",
};

const char *case_stage_code(CaseStage stage) {
  return stages[stage].code;
}

const char *case_stage_name(CaseStage stage) {
  return stages[stage].name;
}

gboolean case_stage_parse(const char *text, CaseStage *out) {
  int index = word_of_text(stages, CASE_STAGE_COUNT, text);
  if (index < 0)
    return FALSE;
  *out = (CaseStage)index;
  return TRUE;
}

char *case_stage_names(void) {
  const char *names[CASE_STAGE_COUNT + 1] = {NULL};
  for (int i = 0; i < CASE_STAGE_COUNT; i++)
    names[i] = stages[i].name;
  return g_strjoinv("、", (char **)names);
}

gboolean case_stage_follows(CaseStage from, CaseStage to) {
  return follows[from][to] != 0;
}

gboolean case_stage_begins(CaseStage stage) {
  return stage == CASE_DRAFT || case_stage_follows(CASE_DRAFT, stage);
}

gboolean case_stage_needs_note(CaseStage stage) {
  return stage == CASE_RETURNED;
}

gboolean case_stage_is_filed(CaseStage stage) {
  return stage != CASE_DRAFT && stage != CASE_RETURNED;
}

gboolean case_stage_reached(CaseStage stage, CaseStage asked) {
  return stage != CASE_RETURNED && stage >= asked;
}

/* 报市局、报省厅、报部: what may follow. */
static char *open_stages(CaseStage from) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < CASE_STAGE_COUNT; i++) {
    if (case_stage_follows(from, (CaseStage)i))
      g_string_append_printf(text, "%s%s", text->len > 0 ? "、" : "", stages[i].name);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *case_stage_refusal(CaseStage from, CaseStage to) {
  if (case_stage_follows(from, to))
    return NULL;
  g_autofree char *open = open_stages(from);
  if (*open == '\0')
    return g_strdup_printf("%s，报送已经结束，不能再改为%s；记错了请撤销", is[from],
                           stages[to].name);
  if (from == to)
    return g_strdup_printf("%s，不必再记一次；现在可以：%s", is[from], open);
  return g_strdup_printf("%s，不能%s：%s。现在可以：%s", is[from], stages[to].name, needs[to],
                         open);
}

/* ---- fields ------------------------------------------------------------------------------- */

static const char *const road_works[] = {"公路设计", "公路施工",     "公路监理",
                                         "公路养护", "公路试验检测", NULL};
static const char *const water_works[] = {"水运工程设计", "水运工程施工", "水运工程监理", NULL};
static const char *const road_transport[] = {"道路客运",   "道路货运",   "城市交通",
                                             "机动车维修", "驾驶员培训", NULL};
static const char *const water_transport[] = {"水路客运", "水路货运", "港口", "航道", NULL};
static const char *const safety[] = {NULL};

static const CaseDomain domains[CASE_DOMAIN_COUNT] = {
    {"公路建设", road_works},      {"水运工程建设", water_works}, {"道路运输", road_transport},
    {"水路运输", water_transport}, {"安全生产", safety},
};

const CaseDomain *case_domain_at(int index) {
  return &domains[index];
}

const CaseDomain *case_domain_find(const char *name) {
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++) {
    if (g_strcmp0(domains[i].name, name) == 0)
      return &domains[i];
  }
  return NULL;
}

char *case_domain_names(void) {
  const char *names[CASE_DOMAIN_COUNT + 1] = {NULL};
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++)
    names[i] = domains[i].name;
  return g_strjoinv("、", (char **)names);
}
