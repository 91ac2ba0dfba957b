/* sql_view_table.c: the views and their columns, as data. */
#include "core/model/sql_view.h"
#include "core/model/task_parts.h"

#define SQL_IS_SPLIT "EXISTS (SELECT 1 FROM main.task p WHERE p.parent = t.id AND " SQL_IS_PART ")"
#define SQL_PERCENT                                                                                \
  "CASE WHEN t.state NOT IN ('done', 'closed') AND " SQL_IS_SPLIT                                  \
  " THEN (SELECT " SQL_PARTS_PERCENT " FROM main.task p WHERE p.parent = t.id AND " SQL_IS_PART    \
  ") "                                                                                             \
  "ELSE t.percent END"
#define SQL_UNITS                                                                                    \
  "(SELECT group_concat(one, '、') FROM (SELECT u.name || CASE tu.role WHEN 'responsible' THEN '' " \
  "ELSE '（' || role_name(tu.role) || '）' END AS one FROM main.task_unit tu "                     \
  "JOIN main.unit u ON u.id = tu.unit WHERE tu.task = t.id ORDER BY tu.position, u.id))"
#define SQL_TAGS                                                                                   \
  "(SELECT group_concat(tag, '、') FROM (SELECT tag FROM main.task_tag WHERE task = t.id "        \
  "ORDER BY tag))"

#define SQL_FROM_TASK                                                                              \
  "FROM main.task t JOIN main.ledger l ON l.id = t.ledger "                                        \
  "LEFT JOIN main.indicator i ON i.id = t.indicator "                                              \
  "LEFT JOIN main.indicator up ON up.id = i.parent "                                               \
  "LEFT JOIN main.indicator top ON top.id = up.parent "                                            \
  "LEFT JOIN main.progress p ON p.id = (SELECT id FROM main.progress WHERE task = t.id "           \
  "ORDER BY made_on DESC, id DESC LIMIT 1)"

static const SqlColumn TASK_COLUMNS[] = {
    {"id", "t.id", "编号，show、progress 等命令用的"},
    {"ledger", "l.title", "台账的标题"},
    {"ledger_id", "l.id", "台账的编号"},
    {"ledger_year", "l.year", "台账用于哪一年"},
    {"frozen", "l.frozen_on IS NOT NULL", "台账是否已封存：1 是，0 不是"},
    {"number", "t.number", "序号：台账中的第几项"},
    {"primary_indicator", "coalesce(top.title, up.title, i.title)", "一级指标"},
    {"secondary_indicator",
     "CASE WHEN top.id IS NOT NULL THEN up.title WHEN up.id IS NOT NULL THEN i.title END",
     "二级指标；没有则为 NULL"},
    {"goal", "t.goal", "目标任务"},
    {"kind", "kind_name(t.kind)", "类别：任务、排名指标、加分项、扣分项"},
    {"units", SQL_UNITS, "责任单位，牵头、配合等写在括号里"},
    {"deadline", "t.deadline", "完成时限，按原文"},
    {"due", "t.due", "办理期限（年-月-日）；没有则为 NULL"},
    {"due_in_force", "task_due(t.id)", "按台账口径遇休息日调整后的期限"},
    {"state", "state_name(t.state)", "状态：未启动、办理中、已办结……"},
    {"state_code", "t.state", "状态的代码：new、active、done……"},
    {"light", "task_light(t.id)", "灯：红、黄、绿（或蓝）、灰"},
    {"light_code", "task_light_code(t.id)", "灯的代码：red、amber、green、grey"},
    {"overdue", "task_is_overdue(t.id)", "是否在“逾期”之列：1 是，0 不是"},
    {"overdue_days", "task_overdue(t.id)", "逾期天数；0 为没有逾期"},
    {"missed_periods", "task_missed(t.id)", "已过而没有报足的期数"},
    {"percent", SQL_PERCENT, "完成率，0 到 100；没有报过为 NULL，已分解的由各部分算出"},
    {"done_on", "t.done_on", "办结日期"},
    {"progress_on", "p.made_on", "最近一条进展的日期"},
    {"progress", "p.text", "最近一条进展"},
    {"progress_by", "p.author", "最近一条进展是谁记的"},
    {"tags", SQL_TAGS, "标签"},
    {"note", "t.note", "备注"},
    {"parent", "t.parent", "是哪一项的一部分（编号）；不是则为 NULL"},
    {"weight", "t.weight", "作为一部分的权重"},
    {NULL, NULL, NULL}};

#define SQL_CASE_DUE                                                                               \
  "case_due(c.month, (SELECT y.due_day FROM main.plan y "                                          \
  "WHERE y.year = CAST(substr(c.month, 1, 4) AS INTEGER)))"
#define SQL_FROM_CASE                                                                              \
  "FROM main.\"case\" c JOIN main.topic t ON t.id = c.topic JOIN main.plan p ON p.id = t.plan "    \
  "LEFT JOIN main.unit u ON u.id = c.unit LEFT JOIN main.case_stage s ON s.id = "                  \
  "(SELECT max(o.id) FROM main.case_stage o WHERE o.\"case\" = c.id)"

static const SqlColumn CASE_COLUMNS[] = {
    {"id", "c.id", "编号"},
    {"year", "CAST(substr(c.month, 1, 4) AS INTEGER)", "计入哪一年"},
    {"month", "CAST(substr(c.month, 6, 2) AS INTEGER)", "计入哪个月"},
    {"topic", "t.title", "主题"},
    {"across", "c.month <> printf('%04d-%02d-01', p.year, t.month)",
     "跨月主题（用的是别的月份的主题）：1 是，0 不是"},
    {"title", "c.title", "案例标题"},
    {"unit", "u.name", "报送单位"},
    {"domain", "c.domain", "领域"},
    {"subdomain", "c.subdomain", "细分领域"},
    {"summary", "c.summary", "内容摘要"},
    {"stage", "stage_name(c.stage)", "阶段：起草、报市局、报省厅、报部、采纳、退回"},
    {"stage_code", "c.stage", "阶段的代码"},
    {"stage_on", "s.made_on", "到这个阶段的日期"},
    {"due", SQL_CASE_DUE, "当月报送的期限"},
    {"filed_on", "c.filed_on", "首次报出的日期；还没有报为 NULL"},
    {"late_days",
     "max(0, ifnull(CAST(julianday(c.filed_on) - julianday(" SQL_CASE_DUE ") AS INTEGER), 0))",
     "迟报天数；0 为按时"},
    {"adopted_on", "c.adopted_on", "采纳的日期；没有采纳为 NULL"},
    {"evidence", "(SELECT count(*) FROM main.evidence e WHERE e.\"case\" = c.id)", "佐证材料份数"},
    {"author", "c.author", "谁记录的"},
    {NULL, NULL, NULL}};

static const SqlView VIEWS[SQL_VIEW_COUNT] = {
    {"v_task", "各项任务，与 taizhang list --all 所列相同", TASK_COLUMNS, SQL_FROM_TASK},
    {"v_overdue", "逾期的任务，与 taizhang list --overdue 所列相同；各列同 v_task", TASK_COLUMNS,
     SQL_FROM_TASK " WHERE task_is_overdue(t.id)"},
    {"v_case", "典型案例，与 taizhang cases 所列相同", CASE_COLUMNS, SQL_FROM_CASE},
};

const SqlView *sql_view_at(guint index) {
  return &VIEWS[index];
}
