#include "tui/action/group.h"

const char *action_group_name(ActionGroup group) {
  static const char *const names[GROUP_COUNT] = {
      [GROUP_HERE] = "此处", [GROUP_TASK] = "任务", [GROUP_SCREEN] = "屏幕",
      [GROUP_TIDY] = "整理", [GROUP_MOVE] = "移动", [GROUP_OTHER] = "其他"};
  return names[group];
}

/* What is not told by where an action can be done. A name that ends in a point stands for all that
 * begin with it. */
static const struct {
  const char *name;
  ActionGroup group;
} GROUPS[] = {
    {"screen.", GROUP_SCREEN},
    {"ledger.switch", GROUP_SCREEN},
    {"back", GROUP_MOVE},
    {"quit", GROUP_OTHER},
    {"undo", GROUP_TIDY},
    {"filter", GROUP_TIDY},
    {"export", GROUP_TIDY},
    {"import", GROUP_TIDY},
    {"mark", GROUP_TIDY},
    {"mark.", GROUP_TIDY},
    {"column.", GROUP_TIDY},
    {"columns", GROUP_TIDY},
    {"redo", GROUP_TIDY},
    {"repeat", GROUP_TIDY},
    {"task.bulk", GROUP_TIDY},
    {"task.replace", GROUP_TIDY},
    {"task.up", GROUP_TIDY},
    {"task.down", GROUP_TIDY},
    {"views", GROUP_SCREEN},
    {"view.", GROUP_SCREEN},
    {"up", GROUP_MOVE},
    {"down", GROUP_MOVE},
    {"page.", GROUP_MOVE},
    {"first", GROUP_MOVE},
    {"last", GROUP_MOVE},
    {"left", GROUP_MOVE},
    {"right", GROUP_MOVE},
    {"task.next", GROUP_MOVE},
    {"task.previous", GROUP_MOVE},
};

static gboolean is_named(const char *name, const char *wanted) {
  return g_str_has_suffix(wanted, ".") ? g_str_has_prefix(name, wanted) : g_str_equal(name, wanted);
}

ActionGroup action_group(const Action *action) {
  for (gsize i = 0; i < G_N_ELEMENTS(GROUPS); i++) {
    if (is_named(action->name, GROUPS[i].name))
      return GROUPS[i].group;
  }
  if (action->contexts & CONTEXT_BIT(CONTEXT_TASKS))
    return GROUP_TASK;
  return action->contexts & CONTEXT_BIT(CONTEXT_GLOBAL) ? GROUP_OTHER : GROUP_HERE;
}

/* What is done with tasks that are marked, or marks more. */
static gboolean is_for_marked(ActionId id) {
  return id == ACTION_MARK || id == ACTION_NUDGE || id == ACTION_BULK || id == ACTION_TAG;
}

gboolean action_comes_first(Context context, gboolean marked, ActionId id) {
  if (marked && is_for_marked(id))
    return TRUE;
  static const struct {
    Context context;
    ActionId id;
  } first[] = {{CONTEXT_OVERDUE, ACTION_NUDGE}, {CONTEXT_OVERDUE, ACTION_MARK}};
  for (gsize i = 0; i < G_N_ELEMENTS(first); i++) {
    if (first[i].context == context && first[i].id == id)
      return TRUE;
  }
  return FALSE;
}

const char *context_purpose(Context context) {
  static const char *const purposes[CONTEXT_COUNT] = {
      [CONTEXT_TODAY] = "今日：一眼看清全局：红黄绿灯各多少、谁逾期、什么快到期、本月报什么案例。"
                        "选中一项按回车看详情。",
      [CONTEXT_LEDGER] =
          "台账：任务分工台账，按指标展开。在这里添加、修改任务，记录进展，导入导出。",
      [CONTEXT_OVERDUE] = "逾期：谁逾期、逾期多少天，按单位列出。可标记几项一起催办。",
      [CONTEXT_TOPICS] = "选题：一年十二个月的典型案例报送主题、期限和篇数。回车看一个月的案例。",
      [CONTEXT_TASK] =
          "任务详情：一项任务的全部内容：单位、时限、进展、佐证、周期、延期、督办和记录。",
      [CONTEXT_TASK_SET] = "任务清单：前一屏的一个数字或一个单位包含的任务。",
      [CONTEXT_PERIODS] = "周期：每期应报几次、报了几次，一格一期；可按任务或按单位看。",
      [CONTEXT_PERIOD] = "一期的报送：这一期报了什么，还差几次；可登记报送，撤下登记错的。",
      [CONTEXT_CALENDAR] = "日历：按月看每天到期的事，标出放假和调休。回车看这一天的事。",
      [CONTEXT_DAY] = "一天的事：这一天到期的任务、期次和案例。",
      [CONTEXT_SUPERVISION] = "督办：等您处理的事：待审核、延期待批、督办待复、待签收。",
      [CONTEXT_BULLETIN] = "通报：每月通报的总数、各单位、各指标和逾期名单，可存为报告。"
                           "选中数字按回车看是哪些任务。",
      [CONTEXT_LETTER] = "督办单：打印出来的样子；可存为文件、用邮件发出、登记答复。",
      [CONTEXT_UNITS] = "单位：各单位的类别、电话、别名、成员和任务数。回车看它的任务。",
      [CONTEXT_SCORES] = "自评：按测评指标体系填写自评、登记得分事项和佐证，得分按规则算出。",
      [CONTEXT_SCORE_NODE] = "指标详情：一个指标的规则、自评、得分事项、佐证和核定。",
      [CONTEXT_SCORE_YEAR] = "全年各月：一套按月测评的指标体系，十二个月的得分。",
      [CONTEXT_MONTH] = "一个月的案例：主题和期限、报来的案例、哪些单位报了哪些没报。",
      [CONTEXT_CASE] = "案例详情：一篇案例的内容、走到哪一步、佐证。",
      [CONTEXT_CASE_BOARD] = "报送情况：各单位各月报了几篇案例，合计多少。回车看是哪些。",
      [CONTEXT_CASE_SET] = "案例清单：报送情况表中一格包含的案例。",
      [CONTEXT_PLAN_TEXT] = "选题计划：这一年的计划打印出来的样子，可存为文件。",
      [CONTEXT_COLLECT] = "回收：下发的填报表谁报回了、谁没有、谁逾期；可回收文件、催办。",
      [CONTEXT_COLLECTED] = "报回的内容：一个单位报回的填报表里采纳了什么。",
      [CONTEXT_COLLECT_FILE] = "回收前的核对：报回的文件与台账有什么不同，逐行采纳，最后整份回收。",
      [CONTEXT_IMPORT] = "导入：文件与台账的不同，先看后定；选好后按 Ctrl-S 或到“导入”按钮按回车。",
      [CONTEXT_BULK] =
          "批量修改：改之前看一遍：要改的有几项、改成什么、哪些不改和为什么；照此修改可撤销。",
      [CONTEXT_COLUMNS] = "选栏目：任务列表显示哪些栏目、多宽、什么顺序、按什么排列和分组。",
      [CONTEXT_VIEWS] = "视图：起了名的筛选、排列和栏目，回车打开；前几个可按 F2 至 F9。",
      [CONTEXT_BACKUPS] = "备份：台账文件有哪些备份，最近一次成没成；可以立即备份、核对、比较。",
      [CONTEXT_PEOPLE] = "人员：各人、各用户组和其他人的角色、限于的单位、最近一次操作；"
                         "写自己的姓名和单位。权限由管理员修改。",
      [CONTEXT_RECORD] =
          "日志：谁在什么时候做了什么，新的在前。回车看改了哪些栏目；可撤销选中的一条。",
      [CONTEXT_RECORD_ENTRY] = "日志的一条：改了哪些栏目，原来是什么，改成了什么。",
      [CONTEXT_PAST] = "任务的过去：一项任务在某一天结束时的样子，由日志倒推。",
      [CONTEXT_TRASH] = "回收站：删除了的任务，连同它的进展、佐证等；选中一项可以恢复。",
  };
  return purposes[context];
}
