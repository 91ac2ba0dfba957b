#include "core/store/words.h"

#include <string.h>

typedef struct {
  const char *table;
  const char *column; /* NULL: the table itself */
  const char *word;
} Word;

static const Word words[] = {
    {"user", NULL, "用户"},
    {"user", "login", "登录名"},
    {"user", "name", "姓名"},

    {"access", NULL, "权限"},
    {"access", "id", "编号"},
    {"access", "login", "登录名"},
    {"access", "unix_group", "用户组"},
    {"access", "ledger", "台账"},
    {"access", "level", "角色"},
    {"access", "unit", "限于单位"},

    {"redaction", NULL, "隐去的日志"},
    {"redaction", "entry", "日志序号"},
    {"redaction", "digest", "校验值"},

    {"ledger", NULL, "台账"},
    {"ledger", "id", "编号"},
    {"ledger", "template", "模板"},
    {"ledger", "title", "标题"},
    {"ledger", "issuer", "发文机关"},
    {"ledger", "document", "文号"},
    {"ledger", "issued", "成文日期"},
    {"ledger", "region", "地区"},
    {"ledger", "year", "年度"},
    {"ledger", "source_year", "文件年度"},
    {"ledger", "frozen_on", "封存日期"},
    {"ledger", "rolled_from", "结转自"},
    {"ledger", "unit", "所属单位"},

    {"reporting", NULL, "信息报送要求"},
    {"reporting", "id", "编号"},
    {"reporting", "ledger", "台账"},
    {"reporting", "position", "顺序"},
    {"reporting", "text", "原文"},
    {"reporting", "phrase", "报送时间"},
    {"reporting", "materials", "报送材料"},

    {"indicator", NULL, "指标"},
    {"indicator", "id", "编号"},
    {"indicator", "ledger", "台账"},
    {"indicator", "parent", "上级指标"},
    {"indicator", "position", "顺序"},
    {"indicator", "title", "名称"},
    {"indicator", "points", "分值"},

    {"unit", NULL, "单位"},
    {"unit", "id", "编号"},
    {"unit", "name", "名称"},
    {"unit", "kind", "类别"},
    {"unit", "parent", "上级单位"},
    {"unit", "phone", "联系电话"},
    {"unit", "mail", "电子邮箱"},
    {"unit", "successor", "后继单位"},
    {"unit", "ended_on", "停用日期"},
    {"unit", "ended_by", "停用原因"},

    {"unit_alias", NULL, "单位别名"},
    {"unit_alias", "name", "别名"},
    {"unit_alias", "unit", "单位"},
    {"unit_alias", "origin", "来历"},
    {"unit_alias", "made_on", "日期"},

    {"unit_member", NULL, "集合成员"},
    {"unit_member", "unit", "集合"},
    {"unit_member", "member", "成员单位"},

    {"task_tag", NULL, "标签"},
    {"task_tag", "task", "目标任务"},
    {"task_tag", "tag", "标签"},

    {"view", NULL, "视图"},
    {"view", "id", "编号"},
    {"view", "name", "名称"},
    {"view", "position", "顺序"},
    {"view", "definition", "内容"},
    {"view", "author", "保存人"},

    {"task", NULL, "目标任务"},
    {"task", "id", "编号"},
    {"task", "ledger", "台账"},
    {"task", "indicator", "指标"},
    {"task", "number", "序号"},
    {"task", "kind", "类别"},
    {"task", "goal", "目标任务"},
    {"task", "deadline", "完成时限"},
    {"task", "deadline_printed", "原文完成时限"},
    {"task", "due", "办理期限"},
    {"task", "state", "状态"},
    {"task", "percent", "完成率"},
    {"task", "done_on", "办结日期"},
    {"task", "note", "备注"},
    {"task", "parent", "所属任务"},
    {"task", "weight", "权重"},

    {"task_unit", NULL, "责任分工"},
    {"task_unit", "task", "目标任务"},
    {"task_unit", "unit", "单位"},
    {"task_unit", "role", "分工"},
    {"task_unit", "position", "顺序"},

    {"schedule", NULL, "周期要求"},
    {"schedule", "id", "编号"},
    {"schedule", "task", "目标任务"},
    {"schedule", "phrase", "原文"},
    {"schedule", "every", "周期"},
    {"schedule", "step", "间隔"},
    {"schedule", "quota", "每期次数"},
    {"schedule", "due_day", "截止日"},
    {"schedule", "due_month", "顺延月数"},
    {"schedule", "basis", "起算方式"},
    {"schedule", "anchor", "起算日"},
    {"schedule", "no_makeup", "不允许补报"},
    {"schedule", "since", "开始要求之日"},
    {"schedule", "ended", "停止要求之日"},
    {"schedule", "material", "报送材料"},

    {"period", NULL, "期"},
    {"period", "id", "编号"},
    {"period", "task", "目标任务"},
    {"period", "schedule", "周期要求"},
    {"period", "key", "期次"},
    {"period", "first", "开始"},
    {"period", "last", "结束"},
    {"period", "due", "期限"},
    {"period", "quota", "应报次数"},
    {"period", "estimated", "预计"},
    {"period", "event", "事件"},

    {"submission", NULL, "报送"},
    {"submission", "id", "编号"},
    {"submission", "task", "目标任务"},
    {"submission", "period", "期"},
    {"submission", "unit", "报送单位"},
    {"submission", "made_on", "日期"},
    {"submission", "text", "内容"},
    {"submission", "author", "记录人"},

    {"step", NULL, "办理步骤"},
    {"step", "id", "编号"},
    {"step", "task", "目标任务"},
    {"step", "name", "步骤"},
    {"step", "before", "原状态"},
    {"step", "after", "新状态"},
    {"step", "made_on", "日期"},
    {"step", "reason", "理由"},
    {"step", "author", "经手人"},

    {"extension", NULL, "延期"},
    {"extension", "id", "编号"},
    {"extension", "task", "目标任务"},
    {"extension", "asked_on", "申请日期"},
    {"extension", "asked_by", "申请人"},
    {"extension", "reason", "理由"},
    {"extension", "old_deadline", "原完成时限"},
    {"extension", "old_due", "原期限"},
    {"extension", "new_deadline", "新完成时限"},
    {"extension", "new_due", "新期限"},
    {"extension", "state", "审批状态"},
    {"extension", "decided_on", "审批日期"},
    {"extension", "decided_by", "审批人"},
    {"extension", "decision", "审批意见"},

    {"nudge", NULL, "催办"},
    {"nudge", "id", "编号"},
    {"nudge", "task", "目标任务"},
    {"nudge", "made_on", "日期"},
    {"nudge", "means", "方式"},
    {"nudge", "recipient", "去向"},
    {"nudge", "text", "内容"},
    {"nudge", "author", "催办人"},

    {"notice", NULL, "督办单"},
    {"notice", "id", "编号"},
    {"notice", "task", "目标任务"},
    {"notice", "year", "年度"},
    {"notice", "number", "文号"},
    {"notice", "level", "级别"},
    {"notice", "text", "内容"},
    {"notice", "issued_on", "签发日期"},
    {"notice", "answer_by", "答复期限"},
    {"notice", "author", "签发人"},

    {"notice_answer", NULL, "督办答复"},
    {"notice_answer", "id", "编号"},
    {"notice_answer", "task", "目标任务"},
    {"notice_answer", "notice", "督办单"},
    {"notice_answer", "made_on", "日期"},
    {"notice_answer", "text", "答复"},
    {"notice_answer", "author", "记录人"},

    {"policy", NULL, "台账设置"},
    {"policy", "ledger", "台账"},
    {"policy", "lead_days", "提前亮黄灯天数"},
    {"policy", "lead_in", "天数算法"},
    {"policy", "roll", "遇休息日"},
    {"policy", "colours", "灯色"},
    {"policy", "closing", "销号"},

    {"calendar_notice", NULL, "节假日安排"},
    {"calendar_notice", "year", "年度"},
    {"calendar_notice", "document", "文号"},
    {"calendar_notice", "issued", "成文日期"},

    {"calendar_day", NULL, "节假日"},
    {"calendar_day", "day", "日期"},
    {"calendar_day", "notice", "年度"},
    {"calendar_day", "name", "节日"},

    {"progress", NULL, "进展"},
    {"progress", "id", "编号"},
    {"progress", "task", "目标任务"},
    {"progress", "made_on", "日期"},
    {"progress", "text", "进展情况"},
    {"progress", "percent", "完成率"},
    {"progress", "author", "记录人"},
    {"progress", "unit", "填报单位"},

    {"evidence", NULL, "佐证材料"},
    {"evidence", "id", "编号"},
    {"evidence", "task", "目标任务"},
    {"evidence", "progress", "进展"},
    {"evidence", "reference", "文件或文号"},
    {"evidence", "case", "典型案例"},
    {"evidence", "node", "测评指标"},
    {"evidence", "span", "测评期"},
    {"evidence", "submission", "报送"},
    {"evidence", "size", "字节数"},
    {"evidence", "digest", "校验值"},

    {"sendout", NULL, "下发"},
    {"sendout", "id", "编号"},
    {"sendout", "period", "月份"},
    {"sendout", "made_on", "下发日期"},
    {"sendout", "author", "下发人"},

    {"sendout_unit", NULL, "下发的填报表"},
    {"sendout_unit", "id", "编号"},
    {"sendout_unit", "sendout", "下发"},
    {"sendout_unit", "unit", "填报单位"},
    {"sendout_unit", "answer_by", "填报期限"},
    {"sendout_unit", "file", "文件名"},

    {"sendout_row", NULL, "填报表的一行"},
    {"sendout_row", "id", "编号"},
    {"sendout_row", "task", "目标任务"},
    {"sendout_row", "sent", "填报表"},
    {"sendout_row", "position", "顺序"},
    {"sendout_row", "schedule", "周期要求"},
    {"sendout_row", "key", "期次"},
    {"sendout_row", "state", "下发时状态"},
    {"sendout_row", "percent", "下发时完成率"},
    {"sendout_row", "newest", "下发时最近一条"},

    {"collected", NULL, "回收的填报表"},
    {"collected", "id", "编号"},
    {"collected", "sent", "填报表"},
    {"collected", "made_on", "回收日期"},
    {"collected", "digest", "文件校验值"},
    {"collected", "file", "文件"},
    {"collected", "taken", "采纳行数"},
    {"collected", "kept", "未采纳行数"},
    {"collected", "author", "回收人"},

    {"collected_row", NULL, "回收的一行"},
    {"collected_row", "id", "编号"},
    {"collected_row", "task", "目标任务"},
    {"collected_row", "collected", "填报表"},
    {"collected_row", "row", "下发的一行"},
    {"collected_row", "outcome", "结果"},
    {"collected_row", "state", "状态"},
    {"collected_row", "percent", "完成率"},
    {"collected_row", "text", "进展情况"},
    {"collected_row", "problem", "存在问题"},
    {"collected_row", "reference", "佐证材料"},
    {"collected_row", "note", "说明"},

    {"plan", NULL, "选题计划"},
    {"plan", "id", "编号"},
    {"plan", "template", "模板"},
    {"plan", "title", "标题"},
    {"plan", "issuer", "发文机关"},
    {"plan", "document", "文号"},
    {"plan", "issued", "成文日期"},
    {"plan", "year", "年度"},
    {"plan", "source_year", "文件年度"},
    {"plan", "due_day", "报送截止日"},
    {"plan", "ministry_day", "报部截止日"},
    {"plan", "target", "每月篇数"},
    {"plan", "system", "计分办法"},

    {"plan_unit", NULL, "案例报送单位"},
    {"plan_unit", "plan", "选题计划"},
    {"plan_unit", "unit", "单位"},

    {"topic", NULL, "月度主题"},
    {"topic", "id", "编号"},
    {"topic", "plan", "选题计划"},
    {"topic", "month", "月份"},
    {"topic", "title", "主题"},
    {"topic", "content", "主要内容"},
    {"topic", "content_printed", "原文主要内容"},

    {"case", NULL, "典型案例"},
    {"case", "id", "编号"},
    {"case", "topic", "月度主题"},
    {"case", "title", "标题"},
    {"case", "unit", "报送单位"},
    {"case", "summary", "摘要"},
    {"case", "filed_on", "报送日期"},
    {"case", "adopted_on", "采纳日期"},
    {"case", "author", "记录人"},
    {"case", "month", "计入月份"},
    {"case", "stage", "阶段"},
    {"case", "domain", "领域"},
    {"case", "subdomain", "细分领域"},

    {"case_stage", NULL, "案例报送过程"},
    {"case_stage", "id", "编号"},
    {"case_stage", "case", "典型案例"},
    {"case_stage", "stage", "阶段"},
    {"case_stage", "made_on", "日期"},
    {"case_stage", "note", "说明"},
    {"case_stage", "author", "记录人"},

    {"system", NULL, "测评指标体系"},
    {"system", "id", "编号"},
    {"system", "template", "模板"},
    {"system", "title", "标题"},
    {"system", "issuer", "发文机关"},
    {"system", "document", "文号"},
    {"system", "issued", "成文日期"},
    {"system", "region", "地区"},
    {"system", "year", "年度"},
    {"system", "source_year", "文件年度"},
    {"system", "every", "测评周期"},
    {"system", "ledger", "周期工作台账"},

    {"node", NULL, "测评指标"},
    {"node", "id", "序号"},
    {"node", "system", "指标体系"},
    {"node", "parent", "上级指标"},
    {"node", "position", "顺序"},
    {"node", "code", "编号"},
    {"node", "title", "名称"},
    {"node", "content", "评分标准"},
    {"node", "kind", "类别"},
    {"node", "max", "分值"},
    {"node", "rule", "计分方法"},
    {"node", "each", "每项分值"},
    {"node", "every", "分段"},
    {"node", "every_max", "每段最高分"},
    {"node", "source", "依据"},
    {"node", "stage", "报送层级"},
    {"node", "due_day", "截止日"},
    {"node", "own_topic", "限当月主题"},
    {"node", "excluded", "可剔除"},
    {"node", "gate", "前置指标"},
    {"node", "gate_share", "前置比例"},

    {"node_step", NULL, "分档"},
    {"node_step", "node", "测评指标"},
    {"node_step", "at", "达到"},
    {"node_step", "points", "得分"},
    {"node_step", "title", "说明"},

    {"node_item", NULL, "评分要点"},
    {"node_item", "node", "测评指标"},
    {"node_item", "position", "顺序"},
    {"node_item", "title", "内容"},

    {"node_schedule", NULL, "指标的周期要求"},
    {"node_schedule", "node", "测评指标"},
    {"node_schedule", "schedule", "周期要求"},

    {"score_input", NULL, "自评数据"},
    {"score_input", "node", "测评指标"},
    {"score_input", "span", "测评期"},
    {"score_input", "name", "项目"},
    {"score_input", "value", "数值"},
    {"score_input", "text", "内容"},

    {"score_entry", NULL, "得分事项"},
    {"score_entry", "id", "编号"},
    {"score_entry", "node", "测评指标"},
    {"score_entry", "made_on", "日期"},
    {"score_entry", "text", "内容"},
    {"score_entry", "reference", "佐证材料"},
    {"score_entry", "author", "记录人"},

    {"score", NULL, "核定"},
    {"score", "id", "编号"},
    {"score", "node", "测评指标"},
    {"score", "span", "测评期"},
    {"score", "claimed", "自评分"},
    {"score", "confirmed", "核定分"},
    {"score", "note", "核定意见"},
    {"score", "confirmed_on", "核定日期"},
    {"score", "confirmed_by", "核定人"},

    {"journal", NULL, "日志"},
    {"journal_about", NULL, "日志所涉"},
};

static const char *find(const char *table, const char *column) {
  const char *other = NULL; /* a table that it is not: its name need not be compared again */
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (words[i].table == other)
      continue;
    if (g_strcmp0(words[i].table, table) != 0)
      other = words[i].table;
    else if (g_strcmp0(words[i].column, column) == 0)
      return words[i].word;
  }
  return NULL;
}

const char *words_table(const char *table) {
  const char *word = find(table, NULL);
  return word != NULL ? word : table;
}

int words_place(const char *table) {
  int place = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    if (words[i].column != NULL)
      continue;
    if (g_strcmp0(words[i].table, table) == 0)
      return place;
    place++;
  }
  return G_MAXINT;
}

const char *words_column(const char *table, const char *column) {
  const char *word = find(table, column);
  return word != NULL ? word : column;
}

static gboolean is_either(const char *name, gsize length, const char *code, const char *word) {
  return (strlen(code) == length && strncmp(name, code, length) == 0) ||
         (strlen(word) == length && strncmp(name, word, length) == 0);
}

/* What people say for a column (NULL: for a table) besides its word. */
static gboolean is_also(const char *name, const char *table, const char *column) {
  static const Word ALSO[] = {
      {"task", "due", "期限"},         {"task", "deadline", "时限"}, {"task", "percent", "进度"},
      {"task_unit", NULL, "责任单位"}, {"task_unit", NULL, "units"}, {"task_unit", NULL, "单位"},
      {"progress", NULL, "进展"},      {"task_tag", NULL, "标签"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(ALSO); i++)
    if (g_str_equal(ALSO[i].word, name) && g_str_equal(ALSO[i].table, table) &&
        (ALSO[i].column == NULL || g_str_equal(ALSO[i].column, column)))
      return TRUE;
  return FALSE;
}

gboolean words_mean(const char *name, const char *table, const char *column) {
  const char *table_word = words_table(table), *column_word = words_column(table, column);
  gsize length = strlen(name), first = strcspn(name, " .");
  if (is_either(name, length, table, table_word) && !g_str_equal(table, "task"))
    return TRUE;
  /* A column that only says which task, ledger or unit it is about has that table's word. */
  gboolean is_link = g_str_equal(words_table(column), column_word);
  if ((!is_link && is_either(name, length, column, column_word)) || is_also(name, table, column))
    return TRUE;
  return first < length && is_either(name, first, table, table_word) &&
         is_either(name + first + 1, length - first - 1, column, column_word);
}

gboolean words_mean_any(const char *name) {
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (words[i].column != NULL && words_mean(name, words[i].table, words[i].column))
      return TRUE;
  return FALSE;
}

const char **words_all(void) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new();
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_hash_table_add(seen, (gpointer)words[i].word))
      g_ptr_array_add(all, (gpointer)words[i].word);
  g_ptr_array_add(all, NULL);
  return (const char **)g_ptr_array_free(all, FALSE);
}

gboolean words_holds_code(const char *table, const char *column) {
  static const struct {
    const char *table;
    const char *column;
  } codes[] = {
      {"access", "level"},      {"unit", "kind"},
      {"task", "kind"},         {"task", "state"},
      {"task_unit", "role"},    {"schedule", "every"},
      {"schedule", "basis"},    {"schedule", "no_makeup"},
      {"period", "estimated"},  {"step", "name"},
      {"step", "before"},       {"step", "after"},
      {"extension", "state"},   {"nudge", "means"},
      {"notice", "level"},      {"policy", "lead_in"},
      {"policy", "roll"},       {"policy", "colours"},
      {"policy", "closing"},    {"case", "stage"},
      {"case_stage", "stage"},  {"policy", "closing"},
      {"unit", "ended_by"},     {"unit_alias", "origin"},
      {"sendout_row", "state"}, {"collected_row", "outcome"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
    if (g_strcmp0(codes[i].table, table) == 0 && g_strcmp0(codes[i].column, column) == 0)
      return TRUE;
  return FALSE;
}
