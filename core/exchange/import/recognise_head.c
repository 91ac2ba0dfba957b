/* The words that offices print over columns. */
#include "core/exchange/import/recognise_private.h"

#include <string.h>

typedef struct {
  const char *word;
  HeadKind kind;
  ContentField field;
} HeadWord;

#define FIELD(word, field)                                                                         \
  { word, HEAD_FIELD, field }
#define KIND(word, kind)                                                                           \
  { word, kind, CONTENT_NONE }

static const HeadWord WORDS[] = {
    FIELD("序号", CONTENT_NUMBER),
    FIELD("序", CONTENT_NUMBER),
    FIELD("项次", CONTENT_NUMBER),
    FIELD("顺序号", CONTENT_NUMBER),
    FIELD("任务序号", CONTENT_NUMBER),
    FIELD("no", CONTENT_NUMBER),
    KIND("编号", HEAD_CODE),
    KIND("任务编号", HEAD_CODE),
    FIELD("一级指标", CONTENT_LEVEL_1),
    FIELD("一级", CONTENT_LEVEL_1),
    FIELD("一级任务", CONTENT_LEVEL_1),
    FIELD("一级目录", CONTENT_LEVEL_1),
    FIELD("二级指标", CONTENT_LEVEL_2),
    FIELD("二级", CONTENT_LEVEL_2),
    FIELD("二级任务", CONTENT_LEVEL_2),
    FIELD("二级目录", CONTENT_LEVEL_2),
    FIELD("三级指标", CONTENT_LEVEL_3),
    FIELD("三级", CONTENT_LEVEL_3),
    FIELD("三级任务", CONTENT_LEVEL_3),
    FIELD("四级指标", CONTENT_LEVEL_4),
    FIELD("四级", CONTENT_LEVEL_4),
    KIND("指标类别", HEAD_LEVEL),
    KIND("指标名称", HEAD_LEVEL),
    KIND("指标", HEAD_LEVEL),
    KIND("指标项目", HEAD_LEVEL),
    KIND("工作类别", HEAD_LEVEL),
    KIND("任务类别", HEAD_LEVEL),
    KIND("任务分类", HEAD_LEVEL),
    KIND("工作分类", HEAD_LEVEL),
    KIND("分类", HEAD_LEVEL),
    KIND("项目", HEAD_LEVEL),
    KIND("工作项目", HEAD_LEVEL),
    KIND("项目名称", HEAD_LEVEL),
    KIND("板块", HEAD_LEVEL),
    KIND("工作板块", HEAD_LEVEL),
    KIND("领域", HEAD_LEVEL),
    KIND("重点领域", HEAD_LEVEL),
    KIND("工作领域", HEAD_LEVEL),
    KIND("方面", HEAD_LEVEL),
    KIND("工作方面", HEAD_LEVEL),
    KIND("大类", HEAD_LEVEL),
    KIND("类别", HEAD_SORT),
    KIND("任务类型", HEAD_SORT),
    KIND("类型", HEAD_SORT),
    KIND("目标任务", HEAD_GOAL),
    KIND("工作任务", HEAD_GOAL),
    KIND("主要任务", HEAD_GOAL),
    KIND("重点任务", HEAD_GOAL),
    KIND("具体任务", HEAD_GOAL),
    KIND("任务", HEAD_GOAL),
    KIND("任务名称", HEAD_GOAL),
    KIND("任务内容", HEAD_GOAL),
    KIND("任务事项", HEAD_GOAL),
    KIND("任务目标", HEAD_GOAL),
    KIND("任务要求", HEAD_GOAL),
    KIND("任务分解", HEAD_GOAL),
    KIND("目标要求", HEAD_GOAL),
    KIND("工作内容", HEAD_GOAL),
    KIND("工作举措", HEAD_GOAL),
    KIND("工作措施", HEAD_GOAL),
    KIND("工作目标", HEAD_GOAL),
    KIND("工作要求", HEAD_GOAL),
    KIND("工作事项", HEAD_GOAL),
    KIND("工作要点", HEAD_GOAL),
    KIND("重点工作", HEAD_GOAL),
    KIND("主要工作", HEAD_GOAL),
    KIND("具体工作", HEAD_GOAL),
    KIND("具体举措", HEAD_GOAL),
    KIND("具体措施", HEAD_GOAL),
    KIND("主要举措", HEAD_GOAL),
    KIND("主要措施", HEAD_GOAL),
    KIND("指标内容", HEAD_GOAL),
    KIND("考核内容", HEAD_GOAL),
    KIND("评价内容", HEAD_GOAL),
    KIND("测评内容", HEAD_GOAL),
    KIND("具体内容", HEAD_GOAL),
    KIND("任务描述", HEAD_GOAL),
    KIND("事项", HEAD_GOAL),
    KIND("事项名称", HEAD_GOAL),
    KIND("督办事项", HEAD_GOAL),
    KIND("议定事项", HEAD_GOAL),
    FIELD("完成时限", CONTENT_DEADLINE),
    FIELD("时限", CONTENT_DEADLINE),
    FIELD("期限", CONTENT_DEADLINE),
    FIELD("时间", CONTENT_DEADLINE),
    FIELD("完成时间", CONTENT_DEADLINE),
    FIELD("时间节点", CONTENT_DEADLINE),
    FIELD("时间要求", CONTENT_DEADLINE),
    FIELD("时间安排", CONTENT_DEADLINE),
    FIELD("完成节点", CONTENT_DEADLINE),
    FIELD("完成时点", CONTENT_DEADLINE),
    FIELD("截止时间", CONTENT_DEADLINE),
    FIELD("截止日期", CONTENT_DEADLINE),
    FIELD("原文时限", CONTENT_PRINTED),
    FIELD("原时限", CONTENT_PRINTED),
    FIELD("原定时限", CONTENT_PRINTED),
    FIELD("周期要求", CONTENT_RULES),
    FIELD("周期", CONTENT_RULES),
    FIELD("频次", CONTENT_RULES),
    FIELD("报送频次", CONTENT_RULES),
    FIELD("报送周期", CONTENT_RULES),
    FIELD("更新频次", CONTENT_RULES),
    FIELD("分值", CONTENT_POINTS),
    FIELD("分数", CONTENT_POINTS),
    FIELD("标准分", CONTENT_POINTS),
    FIELD("满分", CONTENT_POINTS),
    FIELD("基准分", CONTENT_POINTS),
    FIELD("赋分", CONTENT_POINTS),
    FIELD("状态", CONTENT_STATE),
    FIELD("办理状态", CONTENT_STATE),
    FIELD("任务状态", CONTENT_STATE),
    FIELD("完成状态", CONTENT_STATE),
    FIELD("工作状态", CONTENT_STATE),
    KIND("完成情况", HEAD_STATUS),
    KIND("办理情况", HEAD_STATUS),
    KIND("是否完成", HEAD_STATUS),
    KIND("进度", HEAD_STATUS),
    KIND("工作进度", HEAD_STATUS),
    FIELD("完成率", CONTENT_PERCENT),
    FIELD("完成进度", CONTENT_PERCENT),
    FIELD("完成比例", CONTENT_PERCENT),
    FIELD("完成百分比", CONTENT_PERCENT),
    FIELD("进展", CONTENT_PROGRESS),
    FIELD("进展情况", CONTENT_PROGRESS),
    FIELD("工作进展", CONTENT_PROGRESS),
    FIELD("落实情况", CONTENT_PROGRESS),
    FIELD("推进情况", CONTENT_PROGRESS),
    FIELD("进度情况", CONTENT_PROGRESS),
    FIELD("进展日期", CONTENT_PROGRESS_ON),
    FIELD("填报日期", CONTENT_PROGRESS_ON),
    FIELD("更新日期", CONTENT_PROGRESS_ON),
    FIELD("更新时间", CONTENT_PROGRESS_ON),
    KIND("办结日期", HEAD_FINISH),
    KIND("办结时间", HEAD_FINISH),
    KIND("完成日期", HEAD_FINISH),
    FIELD("实际完成时间", CONTENT_DONE_ON),
    FIELD("实际完成日期", CONTENT_DONE_ON),
    FIELD("佐证材料", CONTENT_EVIDENCE),
    FIELD("印证材料", CONTENT_EVIDENCE),
    FIELD("证明材料", CONTENT_EVIDENCE),
    FIELD("支撑材料", CONTENT_EVIDENCE),
    FIELD("备注", CONTENT_NOTE),
    FIELD("说明", CONTENT_NOTE),
    FIELD("备注说明", CONTENT_NOTE),
    KIND("红黄绿灯", HEAD_LIGHT),
    KIND("红绿灯", HEAD_LIGHT),
    KIND("亮灯", HEAD_LIGHT),
    KIND("亮灯情况", HEAD_LIGHT),
    KIND("灯", HEAD_LIGHT),
    KIND("灯色", HEAD_LIGHT),
    KIND("预警", HEAD_LIGHT),
    KIND("预警灯", HEAD_LIGHT),
};

/* What a longer head may end with: 2026年重点工作任务, 整改完成时限. */
static const HeadWord ENDS[] = {
    FIELD("完成时限", CONTENT_DEADLINE),
    FIELD("办理时限", CONTENT_DEADLINE),
    FIELD("时限", CONTENT_DEADLINE),
    FIELD("期限", CONTENT_DEADLINE),
    FIELD("完成时间", CONTENT_DEADLINE),
    FIELD("时间节点", CONTENT_DEADLINE),
    FIELD("时限要求", CONTENT_DEADLINE),
    FIELD("责任分工", CONTENT_UNITS),
    FIELD("职责分工", CONTENT_UNITS),
    FIELD("分值", CONTENT_POINTS),
    FIELD("进展情况", CONTENT_PROGRESS),
    FIELD("进展", CONTENT_PROGRESS),
    FIELD("落实情况", CONTENT_PROGRESS),
    FIELD("推进情况", CONTENT_PROGRESS),
    FIELD("进度情况", CONTENT_PROGRESS),
    FIELD("佐证材料", CONTENT_EVIDENCE),
    FIELD("印证材料", CONTENT_EVIDENCE),
    KIND("任务", HEAD_GOAL),
    KIND("工作内容", HEAD_GOAL),
    KIND("任务内容", HEAD_GOAL),
    KIND("任务分解", HEAD_GOAL),
    KIND("事项", HEAD_GOAL),
    KIND("举措", HEAD_GOAL),
    KIND("工作要点", HEAD_GOAL),
    KIND("完成情况", HEAD_STATUS),
    FIELD("一级指标", CONTENT_LEVEL_1),
    FIELD("二级指标", CONTENT_LEVEL_2),
    FIELD("三级指标", CONTENT_LEVEL_3),
};

/* ---- units ------------------------------------------------------------------------------ */

typedef struct {
  const char *stem;
  Role role;
} RoleStem;

/* 主办 and 承办 are no 牵头 that anybody printed. */
static const RoleStem STEMS[] = {
    {"牵头", ROLE_LEAD},        {"配合", ROLE_SUPPORT},     {"协办", ROLE_SUPPORT},
    {"参与", ROLE_SUPPORT},     {"协助", ROLE_SUPPORT},     {"参加", ROLE_SUPPORT},
    {"落实", ROLE_IMPLEMENT},   {"实施", ROLE_IMPLEMENT},   {"执行", ROLE_IMPLEMENT},
    {"督促", ROLE_OVERSEE},     {"督办", ROLE_OVERSEE},     {"督导", ROLE_OVERSEE},
    {"监督", ROLE_OVERSEE},     {"责任", ROLE_RESPONSIBLE}, {"负责", ROLE_RESPONSIBLE},
    {"承办", ROLE_RESPONSIBLE}, {"主办", ROLE_RESPONSIBLE}, {"主责", ROLE_RESPONSIBLE},
};

/* 牵头单位, 牵头责任部门, 牵头. */
static gboolean role_of_bare(const char *bare, Role *role) {
  static const char *const tails[] = {"",     "单位", "部门", "处室", "科室",
                                      "机构", "处",   "科",   "主体"};
  static const char *const heads[] = {"任务", "主要", "工作", "具体", "项目"};
  for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
    if (g_str_has_prefix(bare, heads[i])) {
      bare += strlen(heads[i]);
      break;
    }
  }
  for (gsize i = 0; i < G_N_ELEMENTS(STEMS); i++) {
    if (!g_str_has_prefix(bare, STEMS[i].stem))
      continue;
    const char *rest = bare + strlen(STEMS[i].stem);
    if (g_str_has_prefix(rest, "责任"))
      rest += strlen("责任");
    for (gsize k = 0; k < G_N_ELEMENTS(tails); k++) {
      if (g_str_equal(rest, tails[k])) {
        *role = STEMS[i].role;
        return TRUE;
      }
    }
  }
  return FALSE;
}

gboolean recognise_role(const char *word, Role *role) {
  g_autofree char *bare = recognise_bare(word);
  return role_of_bare(bare, role);
}

static const ContentField ROLE_FIELDS[ROLE_COUNT] = {
    [ROLE_LEAD] = CONTENT_LEAD,         [ROLE_SUPPORT] = CONTENT_SUPPORT,
    [ROLE_RESPONSIBLE] = CONTENT_UNITS, [ROLE_IMPLEMENT] = CONTENT_IMPLEMENT,
    [ROLE_OVERSEE] = CONTENT_OVERSEE,
};

ContentField recognise_role_field(Role role) {
  return ROLE_FIELDS[role];
}

Role recognise_field_role(ContentField field) {
  for (int role = 0; role < ROLE_COUNT; role++) {
    if (ROLE_FIELDS[role] == field)
      return (Role)role;
  }
  return ROLE_RESPONSIBLE;
}

/* ---- a head ----------------------------------------------------------------------------- */

#define HEAD_CHARS_MAX 16

static Head head_of_word(const HeadWord *word, gboolean whole) {
  return (Head){.kind = word->kind, .field = word->field, .whole = whole};
}

static Head head_of_bare(const char *bare) {
  Role role;
  for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    if (g_str_equal(bare, WORDS[i].word))
      return head_of_word(&WORDS[i], TRUE);
  }
  if (role_of_bare(bare, &role))
    return (Head){.kind = HEAD_FIELD, .field = ROLE_FIELDS[role], .whole = TRUE};
  if (g_utf8_strlen(bare, -1) > HEAD_CHARS_MAX)
    return (Head){HEAD_UNKNOWN};
  const char *joined = strstr(bare, "及"); /* 责任单位及责任人, 三级指标及分值 */
  if (joined != NULL && joined != bare) {
    g_autofree char *first = g_strndup(bare, (gsize)(joined - bare));
    Head head = head_of_bare(first);
    head.whole = FALSE;
    if (head.kind != HEAD_UNKNOWN)
      return head;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++) {
    if (g_str_has_suffix(bare, ENDS[i].word))
      return head_of_word(&ENDS[i], FALSE);
  }
  return (Head){HEAD_UNKNOWN};
}

/* Of two rows (责任单位 over 牵头, 指标 over 一级) the lower says more. */
static Head head_of_two(const char *upper, const char *lower) {
  g_autofree char *over = recognise_bare(upper);
  g_autofree char *under = recognise_bare(lower);
  g_autofree char *down = g_strconcat(over, under, NULL);
  g_autofree char *up = g_strconcat(under, over, NULL);
  const char *tries[] = {under, up, down, over};
  for (gsize i = 0; i < G_N_ELEMENTS(tries); i++) {
    Head head = head_of_bare(tries[i]);
    if (head.kind != HEAD_UNKNOWN)
      return head;
  }
  return (Head){HEAD_UNKNOWN};
}

Head recognise_head(const char *text) {
  const char *parted = strrchr(text, '/');
  g_autofree char *bare = recognise_bare(text);
  Head head = head_of_bare(bare);
  if (head.kind != HEAD_UNKNOWN || parted == NULL)
    return head;
  g_autofree char *upper = g_strndup(text, (gsize)(parted - text));
  return head_of_two(upper, parted + 1);
}

gboolean recognise_field_parse(const char *text, ContentField *field) {
  if (content_field_parse(text, field))
    return TRUE;
  Head head = recognise_head(text);
  *field = head.kind == HEAD_GOAL ? CONTENT_GOAL : head.field;
  return head.whole && (head.kind == HEAD_GOAL || head.kind == HEAD_FIELD);
}
