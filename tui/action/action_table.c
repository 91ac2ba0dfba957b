/* action_table.c: the actions themselves, and finding one. Where they can be done and which keys
 * they have is in action.c. */
#include "tui/action/action.h"

#define GLOBAL CONTEXT_BIT(CONTEXT_GLOBAL)
#define LIST CONTEXT_BIT(CONTEXT_LIST)
#define TODAY CONTEXT_BIT(CONTEXT_TODAY)
#define LEDGER CONTEXT_BIT(CONTEXT_LEDGER)
#define OVERDUE CONTEXT_BIT(CONTEXT_OVERDUE)
#define TOPICS CONTEXT_BIT(CONTEXT_TOPICS)
#define TASK CONTEXT_BIT(CONTEXT_TASK)
#define TASKS CONTEXT_BIT(CONTEXT_TASKS)
#define TABLE CONTEXT_BIT(CONTEXT_TABLE)
#define TASK_SET CONTEXT_BIT(CONTEXT_TASK_SET)
#define PERIODS CONTEXT_BIT(CONTEXT_PERIODS)
#define PERIOD CONTEXT_BIT(CONTEXT_PERIOD)
#define CALENDAR CONTEXT_BIT(CONTEXT_CALENDAR)
#define DAY CONTEXT_BIT(CONTEXT_DAY)
#define SUPERVISION CONTEXT_BIT(CONTEXT_SUPERVISION)
#define BULLETIN CONTEXT_BIT(CONTEXT_BULLETIN)
#define LETTER CONTEXT_BIT(CONTEXT_LETTER)
#define UNITS CONTEXT_BIT(CONTEXT_UNITS)
#define SCORES CONTEXT_BIT(CONTEXT_SCORES)
#define SCORE_NODE CONTEXT_BIT(CONTEXT_SCORE_NODE)
#define SCORE_YEAR CONTEXT_BIT(CONTEXT_SCORE_YEAR)
#define MONTH CONTEXT_BIT(CONTEXT_MONTH)
#define CASE CONTEXT_BIT(CONTEXT_CASE)
#define CASE_BOARD CONTEXT_BIT(CONTEXT_CASE_BOARD)
#define CASE_SET CONTEXT_BIT(CONTEXT_CASE_SET)
#define CASES (MONTH | CASE | CASE_SET)
#define PLAN_TEXT CONTEXT_BIT(CONTEXT_PLAN_TEXT)
#define COLLECT CONTEXT_BIT(CONTEXT_COLLECT)
#define COLLECTED CONTEXT_BIT(CONTEXT_COLLECTED)
#define COLLECT_FILE CONTEXT_BIT(CONTEXT_COLLECT_FILE)
#define BULK CONTEXT_BIT(CONTEXT_BULK)
#define TRASH CONTEXT_BIT(CONTEXT_TRASH)
#define BACKUPS CONTEXT_BIT(CONTEXT_BACKUPS)
#define RECORD CONTEXT_BIT(CONTEXT_RECORD)
#define RECORD_ENTRY CONTEXT_BIT(CONTEXT_RECORD_ENTRY)
#define PAST CONTEXT_BIT(CONTEXT_PAST)
#define IMPORT CONTEXT_BIT(CONTEXT_IMPORT)
#define COLUMNS CONTEXT_BIT(CONTEXT_COLUMNS)
#define VIEWS CONTEXT_BIT(CONTEXT_VIEWS)
#define PEOPLE CONTEXT_BIT(CONTEXT_PEOPLE)

/* In the order in which the footer, the menu and help name them. */
static const Action ACTIONS[] = {
    {ACTION_COLUMN_SHOW, "column.show", "显示或不显示", "显/不显", "显示或不显示选中的栏", COLUMNS,
     NEED_NOTHING},
    {ACTION_VIEW_RENAME, "view.rename", "给视图改名", "改名", "给选中的视图改名", VIEWS,
     NEED_NOTHING},
    {ACTION_VIEW_REMOVE, "view.remove", "删除视图", "删除", "删除选中的视图，任务不受影响", VIEWS,
     NEED_NOTHING},
    {ACTION_ORDER_UP, "order.up", "往前移", "前移", "把选中的栏或视图往前移一位", COLUMNS | VIEWS,
     NEED_NOTHING},
    {ACTION_ORDER_DOWN, "order.down", "往后移", "后移", "把选中的栏或视图往后移一位",
     COLUMNS | VIEWS, NEED_NOTHING},
    {ACTION_COLUMN_RESET, "column.reset", "恢复原样", "原样", "栏目、排序和分组都恢复为原来的样子",
     COLUMNS, NEED_NOTHING},
    {ACTION_IMPORT_RUN, "import.run", "导入", "导入", "把选中的新增和修改写入台账，可撤销", IMPORT,
     NEED_WRITE},
    {ACTION_IMPORT_TAKE, "import.take", "选或不选", "选/不选",
     "选或不选这一行、这一栏；缺少的，选了就作废", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_TAKE_ALL, "import.all", "全选或全不选", "全选",
     "选全部新增和修改，或全不选；缺少的要逐项选", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_UNIT, "import.unit", "处理未知单位", "未知单位",
     "逐个说明台账里没有的单位：新建、是谁的别名、不要", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_REMARK, "import.remark", "看提示", "提示",
     "列出读文件时的提示，选一条就到那一行", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_FILL, "import.fill", "照上行填或不填", "照上行",
     "空着的格子照上一行填，或就当是空的", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_COLUMN, "import.column", "改栏目", "改栏目", "说明文件中的某一列是什么", IMPORT,
     NEED_NOTHING},
    {ACTION_IMPORT_TABLE, "import.table", "换表", "换表", "选文件中的另一张表", IMPORT,
     NEED_NOTHING},
    {ACTION_IMPORT_DIFFERENT, "import.different", "只看不同", "只看不同",
     "只列与台账不同的，或列出全部", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_FOCUS, "import.focus", "换到栏目或按钮", "换到栏目",
     "在各行、选中一行的各栏、导入按钮之间换", IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_LEDGER, "import.ledger", "换目标台账", "换目标", "选导入到哪本台账，或新建一本",
     IMPORT, NEED_NOTHING},
    {ACTION_IMPORT_SETTINGS, "import.settings", "改导入设置", "改设置",
     "改文件、工作表、标题、年度，重新读一遍", IMPORT, NEED_NOTHING},
    {ACTION_BULK_RUN, "bulk.run", "照此修改", "照此修改", "修改列出的各项，是一次操作，可撤销",
     BULK, NEED_WRITE},
    {ACTION_RECORD_UNDO, "record.undo", "撤销这一条", "撤销它",
     "撤销选中的一条日志所做的，先说明改回什么；别人后来改过的不能撤销", RECORD | RECORD_ENTRY,
     NEED_WRITE},
    {ACTION_RESTORE, "trash.restore", "恢复删除的任务", "恢复",
     "把删除的任务连同它的进展等放回台账，序号被占的，别的顺延", TRASH, NEED_WRITE},
    {ACTION_SUBMIT, "submission.add", "登记报送", "报送", "给选中的一期登记一次报送",
     PERIODS | PERIOD, NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_SCORE, "score.set", "填写自评", "自评", "填写选中指标的自评数据，得分按规则算出",
     SCORES | SCORE_NODE, NEED_WRITE},
    {ACTION_SCORE_ENTRY, "score.entry", "登记得分事项", "事项", "给选中的指标登记一件得分的事",
     SCORES | SCORE_NODE, NEED_WRITE},
    {ACTION_SCORE_EVIDENCE, "score.evidence", "添加佐证", "佐证", "给选中的指标添加佐证材料",
     SCORES | SCORE_NODE, NEED_WRITE},
    {ACTION_SCORE_CONFIRM, "score.confirm", "核定得分", "核定", "核定选中指标的得分，可写意见",
     SCORES | SCORE_NODE, NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_SCORE_CARRY, "score.carry", "沿用上月自评", "沿用上月",
     "把上月的判断、勾选和它们的佐证填入本月还空着的指标", SCORES, NEED_WRITE},
    {ACTION_DECIDE, "extension.decide", "审批延期", "审批", "批准或不同意延期申请",
     SUPERVISION | TASK, NEED_WRITE | NEED_SUPERVISOR | NEED_OPEN_LEDGER},
    {ACTION_ANSWER, "notice.answer", "登记答复", "答复", "登记对督办单的答复", SUPERVISION | LETTER,
     NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_PROGRESS, "progress.add", "记录进展", "进展",
     "给选中的任务记一条进展，可附佐证、同时办结", TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_DONE, "task.done", "办结", "办结", "把选中的任务标为已办结，等待审核", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_CLOSE, "task.close", "销号", "销号", "审核通过，已办结的任务销号", TASKS,
     NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_RETURN, "task.return", "退回", "退回", "写明理由，把已办结的任务退回办理，或退回交办",
     TASKS, NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_SIGN, "task.sign", "签收", "签收", "签收交办的任务", TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_RAISE, "notice.raise", "升级督办", "升级", "写明理由，提高督办单的级别",
     SUPERVISION | LETTER, NEED_WRITE | NEED_SUPERVISOR | NEED_OPEN_LEDGER},
    {ACTION_LETTER, "notice.letter", "看督办单", "正文", "看督办单的正文，可存为文件、用邮件发出",
     SUPERVISION, NEED_NOTHING},
    {ACTION_LETTER_MAIL, "letter.mail", "用邮件发出", "邮件",
     "用邮件发出督办单，设置里打开了邮件才能用", LETTER, NEED_NOTHING},
    {ACTION_LETTER_SAVE, "letter.save", "存为文件", "存文件", "把督办单或选题计划存为文件，供打印",
     LETTER | PLAN_TEXT, NEED_NOTHING},
    {ACTION_COLLECT_RUN, "collect.run", "回收这份表", "回收",
     "采纳的各行以单位的名义记成进展和报送，整份是一次操作", COLLECT_FILE, NEED_WRITE},
    {ACTION_COLLECT_TAKE, "collect.take", "采纳或不采纳", "采纳",
     "采纳选中的一行；有冲突的逐栏定用填报的还是留台账的", COLLECT_FILE, NEED_NOTHING},
    {ACTION_COLLECT_FILE, "collect.file", "回收填报表", "回收文件",
     "读一份报回的填报表，核对后回收", COLLECT, NEED_WRITE},
    {ACTION_COLLECT_NUDGE, "collect.nudge", "催办未报回的", "催办",
     "催办选中的单位没有报回的任务，有标记的则催办全部标记的单位", COLLECT, NEED_WRITE},
    {ACTION_COLLECT_MARK, "collect.mark", "标记单位", "标记",
     "标记或取消标记没有报回的单位，用于一起催办", COLLECT, NEED_NOTHING},
    {ACTION_SENDOUT, "sendout.add", "下发填报表", "下发", "给每个责任单位写一份填报表，登记在案",
     COLLECT, NEED_WRITE},
    {ACTION_TASK_EDIT, "task.edit", "修改任务", "修改", "修改任务的内容、责任单位、时限等", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_OPEN, "open", "打开", "打开",
     "打开选中的一行：任务看详情，指标展开或折叠，数字和单位看它的任务",
     TODAY | LEDGER | OVERDUE | TASK_SET | PERIODS | PERIOD | CALENDAR | DAY | SUPERVISION |
         BULLETIN | UNITS | SCORES | SCORE_YEAR | TOPICS | MONTH | CASE_BOARD | CASE_SET | RECORD |
         COLLECT | COLLECT_FILE | IMPORT | VIEWS | PEOPLE,
     NEED_NOTHING},
    {ACTION_PERSON_EDIT, "person.edit", "修改权限", "修改",
     "修改选中的人、用户组或其他人的角色、姓名和限于的单位", PEOPLE, NEED_WRITE | NEED_ADMIN},
    {ACTION_PERSON_ADD, "person.add", "添加权限", "添加",
     "给一个人、一个用户组或其他人权限，可只对一本台账，可限于一个单位", PEOPLE,
     NEED_WRITE | NEED_ADMIN},
    {ACTION_PERSON_REMOVE, "person.remove", "去掉权限", "去掉",
     "去掉选中的一条权限，以后按用户组或其他人的算", PEOPLE, NEED_WRITE | NEED_ADMIN},
    {ACTION_PERSON_OWN, "person.own", "本人的姓名和单位", "本人",
     "写自己的姓名（用于显示和落款）和自己的单位（用于“我的单位”和提醒）", PEOPLE, NEED_NOTHING},
    {ACTION_FILTER, "filter", "筛选", "筛选",
     "边输边筛：任何内容、拼音首字母，或写明哪一项（责任: 时限:），空格隔开多个词",
     TABLE | PERIODS | SUPERVISION | UNITS | RECORD, NEED_NOTHING},
    {ACTION_UNDO, "undo", "撤销", "撤销", "撤销自己最近的一次修改，先说明改回什么；可接连撤销",
     GLOBAL, NEED_WRITE},
    {ACTION_MARK, "mark", "标记", "标记", "标记或取消标记选中的任务，或选中的一组任务，用于一起办",
     TABLE, NEED_NOTHING},
    {ACTION_TASK_ADD, "task.add", "添加任务", "添加", "在当前指标下添加一项任务", LEDGER,
     NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_CASE_STAGE, "case.stage", "案例往下报", "往下报",
     "登记选中的案例到了下一步：报市局、报省厅、报部、采纳", CASES, NEED_WRITE},
    {ACTION_CASE_ADD, "case.add", "报送案例", "报案例", "在选中的月份下登记一篇典型案例",
     TODAY | TOPICS | MONTH, NEED_TOPIC | NEED_WRITE},
    {ACTION_UNIT_EDIT, "unit.edit", "修改单位", "修改",
     "修改单位的名称、类别、上级、电话、邮箱、别名、成员", UNITS, NEED_WRITE},
    {ACTION_UNIT_ADD, "unit.add", "添加单位", "添加", "添加一个单位", UNITS, NEED_WRITE},
    {ACTION_UNIT_MERGE, "unit.merge", "合并单位", "合并",
     "写明理由，把选中的单位并入另一个，任务、报送、案例等都转过去", UNITS, NEED_WRITE},
    {ACTION_CASE_RETURN, "case.return", "退回案例", "退回", "写明理由，登记选中的案例被退回", CASES,
     NEED_WRITE},
    {ACTION_CASE_EDIT, "case.edit", "修改案例", "修改", "修改案例的标题、单位、主题、领域、摘要等",
     CASES, NEED_WRITE},
    {ACTION_CASE_EVIDENCE, "case.evidence", "添加案例佐证", "佐证",
     "给选中的案例添加佐证：正文、文件路径或文号", CASES, NEED_WRITE},
    {ACTION_CASE_REMOVE, "case.remove", "删除案例", "删除", "写明理由，删除登记错的案例", CASES,
     NEED_WRITE},
    {ACTION_CASE_BOARD, "case.board", "报送情况表", "情况表", "各单位各月报了几篇案例，合计多少",
     TOPICS | MONTH, NEED_NOTHING},
    {ACTION_PLAN_NEW, "plan.new", "新建选题计划", "新计划", "照往年的计划或模板建立一年的选题计划",
     TOPICS, NEED_WRITE},
    {ACTION_PLAN_EDIT, "plan.edit", "选题计划设置", "设置",
     "这一年的报送期限、篇数、计分体系和应报单位", TOPICS | MONTH | CASE_BOARD, NEED_WRITE},
    {ACTION_PLAN_TEXT, "plan.text", "打印选题计划", "打印",
     "看这一年的计划打印出来的样子，可存为文件", TOPICS, NEED_TOPIC},
    {ACTION_NUDGE, "nudge.add", "催办", "催办", "催办选中的任务，有标记的则催办全部标记的", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_ASSIGN, "task.assign", "交办", "交办", "把任务交办给责任单位，等待签收", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_EXTEND, "extension.ask", "申请延期", "延期", "在到期之前申请延长期限，写明理由", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_NOTICE, "notice.issue", "发督办单", "督办", "就选中的任务发一份编号的督办单", TASKS,
     NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_EXPORT, "export", "导出", "导出",
     "把列出的内容存为 Excel、Word 等文件，可打印；筛选、标记了的只存那些", LIST, NEED_NOTHING},
    {ACTION_IMPORT, "import", "导入台账", "导入",
     "从 Excel、Word、CSV、YAML 文件导入台账，先看后定", TODAY | LEDGER, NEED_WRITE},
    {ACTION_NEXT_TASK, "task.next", "下一项", "下一项", "看列表中的下一项",
     TASK | SCORE_NODE | CASE, NEED_NOTHING},
    {ACTION_PREVIOUS_TASK, "task.previous", "上一项", "上一项", "看列表中的上一项",
     TASK | SCORE_NODE | CASE, NEED_NOTHING},
    {ACTION_TASK_RECORD, "task.record", "看它的日志", "日志",
     "这项任务的日志：谁在什么时候改了什么", TASK, NEED_TASK},
    {ACTION_TASK_PAST, "task.past", "看它的过去", "过去", "这项任务在以前某一天的样子", TASK,
     NEED_TASK},
    {ACTION_PREVIOUS_SPAN, "span.previous", "往前", "往前",
     "看前一个月；表格看前一年；任务的过去看前一次改动",
     PERIODS | CALENDAR | BULLETIN | MONTH | CASE_BOARD | SCORES | COLLECT | PAST, NEED_NOTHING},
    {ACTION_NEXT_SPAN, "span.next", "往后", "往后",
     "看后一个月；表格看后一年；任务的过去看后一次改动",
     PERIODS | CALENDAR | BULLETIN | MONTH | CASE_BOARD | SCORES | COLLECT | PAST, NEED_NOTHING},
    {ACTION_TOPIC_EDIT, "topic.edit", "修改主题", "改主题", "修改选中月份的主题和主要内容",
     TOPICS | MONTH, NEED_TOPIC | NEED_WRITE},
    {ACTION_THIS_SPAN, "span.now", "回到今天", "今天", "回到今天所在的月份或年份",
     PERIODS | CALENDAR | BULLETIN | MONTH | CASE_BOARD | SCORES | COLLECT, NEED_NOTHING},
    {ACTION_SYSTEM, "system.choose", "换指标体系", "换体系", "选看哪一套测评指标体系", SCORES,
     NEED_NOTHING},
    {ACTION_SYSTEM_ADD, "system.add", "添加指标体系", "加体系", "从自带的模板添加一套测评指标体系",
     SCORES, NEED_WRITE},
    {ACTION_SCORE_YEAR, "score.year", "看全年各月", "全年",
     "一套按月测评的指标体系，全年各月的得分", SCORES, NEED_NOTHING},
    {ACTION_SCORE_LINK, "score.link", "关联周期要求", "关联", "选哪些周期要求的报送计入选中的指标",
     SCORES | SCORE_NODE, NEED_WRITE},
    {ACTION_SCORE_ENTRY_REMOVE, "score.entry.remove", "撤下得分事项", "撤下",
     "写明理由，撤下登记错的一件得分事项", SCORES | SCORE_NODE, NEED_WRITE},
    {ACTION_TURN, "turn", "换看法", "换看法",
     "周期：按任务或按单位；按月、季或周。通报：数字表或图。今日：到下一块，全年也在其中",
     PERIODS | BULLETIN | TODAY, NEED_NOTHING},
    {ACTION_REMOVE, "submission.remove", "撤下报送", "撤下", "写明理由，撤下登记错的一次报送",
     PERIOD, NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_WITHDRAW, "extension.withdraw", "撤回延期申请", "撤回", "撤回自己提出的延期申请",
     SUPERVISION | TASK, NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_RULE, "rule.set", "周期要求", "周期", "添加、修改或停止任务的周期报送要求", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_EVIDENCE_CHECK, "evidence.check", "核对佐证文件", "核对",
     "看佐证文件还在不在、与附上时是否一样", TASK, NEED_NOTHING},
    {ACTION_EVENT, "event.add", "登记事件", "事件", "登记一个事件，从它起算办理期限",
     PERIODS | TASK, NEED_WRITE | NEED_OPEN_LEDGER},
    {ACTION_SPLIT, "task.split", "分解任务", "分解", "把任务分解为几项，权重合计 100", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_PAUSE, "task.pause", "暂停", "暂停", "写明理由，暂停任务；暂停期间不计逾期", TASKS,
     NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_RESUME, "task.resume", "恢复", "恢复", "恢复暂停的任务", TASKS,
     NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_VOID, "task.void", "作废", "作废", "写明理由，作废任务", TASKS,
     NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_REOPEN, "task.reopen", "重新打开", "重开", "写明理由，重新打开已销号或作废的任务",
     TASKS, NEED_TASK | NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_REDO, "redo", "重做", "重做", "重做自己刚撤销的修改，先说明是哪一次；可接连重做",
     GLOBAL, NEED_WRITE},
    {ACTION_REPEAT, "repeat", "重复上次操作", "重复",
     "对选中的任务，有标记的则对全部标记的，再做一次刚做过的事", TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_BULK, "task.bulk", "批量修改", "批量",
     "改选中的任务，有标记的则改全部标记的：状态、单位、时限、标签等，先看再改", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_REPLACE, "task.replace", "查找替换", "替换",
     "替换目标任务、完成时限或备注里的文字，先看再改", TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_TAG, "task.tag", "加标签", "标签", "给选中的任务，有标记的则给全部标记的，加标签",
     TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_COPY, "task.copy", "复制任务", "复制", "在选中的任务下面添加一项同样的，未启动", TASKS,
     NEED_TASK | NEED_WRITE},
    {ACTION_DELETE, "task.delete", "删除任务", "删除",
     "写明理由，把选中的任务，有标记的则把全部标记的，放进回收站", TASKS, NEED_TASK | NEED_WRITE},
    {ACTION_TASK_UP, "task.up", "任务上移", "上移", "把任务在指标内上移一位", LEDGER,
     NEED_TASK | NEED_WRITE},
    {ACTION_TASK_DOWN, "task.down", "任务下移", "下移", "把任务在指标内下移一位", LEDGER,
     NEED_TASK | NEED_WRITE},
    {ACTION_TASK_MOVE, "task.move", "移到别的指标", "移到",
     "把选中的任务，有标记的则把全部标记的，移到另一个指标，也可在别的台账", LEDGER,
     NEED_TASK | NEED_WRITE},
    {ACTION_POLICY, "policy", "台账设置", "设置", "这本台账的提前天数、灯色、遇休息日和销号的规定",
     LEDGER, NEED_WRITE | NEED_SUPERVISOR | NEED_OPEN_LEDGER},
    {ACTION_ROLLOVER, "ledger.rollover", "结转", "结转",
     "由这本台账生成下一年度的，这一本封存；未办结的可选择结转", LEDGER,
     NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_FREEZE, "ledger.freeze", "封存或启封", "封存/启封",
     "封存这本台账，今后只能查看；已封存的写明理由启封", LEDGER, NEED_WRITE | NEED_SUPERVISOR},
    {ACTION_PREVIOUS_YEAR, "year.previous", "上一年", "上年", "看上一年的选题计划", TOPICS,
     NEED_NOTHING},
    {ACTION_NEXT_YEAR, "year.next", "下一年", "下年", "看下一年的选题计划", TOPICS, NEED_NOTHING},
    {ACTION_QUIT, "quit", "退出", "退出", "退出程序，改动都已保存；在详情页按 q 是返回", GLOBAL,
     NEED_NOTHING},
    {ACTION_REPORT, "report.save", "存为报告", "存报告",
     "把这个月的通报连同台账、逾期清单等存为带图的 Excel 文件", BULLETIN, NEED_NOTHING},
    {ACTION_FOLD, "fold", "折叠", "折叠", "折叠当前指标或一组", TABLE | SCORES, NEED_NOTHING},
    {ACTION_UNFOLD, "unfold", "展开", "展开", "展开当前指标或一组", TABLE | SCORES, NEED_NOTHING},
    {ACTION_FOLD_ALL, "fold.all", "全部折叠", "全折", "只看一级指标，或各组", TABLE | SCORES,
     NEED_NOTHING},
    {ACTION_UNFOLD_ALL, "unfold.all", "全部展开", "全展", "展开全部指标，或各组", TABLE | SCORES,
     NEED_NOTHING},
    {ACTION_LEDGER_NEW, "ledger.new", "新建台账", "新建台账", "建一本空台账，再逐项添加任务",
     TODAY | LEDGER, NEED_WRITE},
    {ACTION_TEMPLATE, "template.add", "从模板建立", "模板",
     "从随程序带来的模板建立台账、选题计划、单位或指标体系", TODAY | LEDGER, NEED_WRITE},
    {ACTION_LEFT, "left", "左移", "左移", "选左边一格",
     TODAY | PERIODS | CALENDAR | BULLETIN | CASE_BOARD | IMPORT, NEED_NOTHING},
    {ACTION_RIGHT, "right", "右移", "右移", "选右边一格",
     TODAY | PERIODS | CALENDAR | BULLETIN | CASE_BOARD | IMPORT, NEED_NOTHING},
    {ACTION_MARK_RANGE, "mark.range", "标记到这里", "标到这里",
     "从上次标记的一项到选中的一项，全部标记", TABLE, NEED_NOTHING},
    {ACTION_MARK_ALL, "mark.all", "全部标记或取消", "全标",
     "标记列出的全部任务，筛选了的只标那些；已全部标记的，全部取消", TABLE, NEED_NOTHING},
    {ACTION_VIEW_SAVE, "view.save", "存为视图", "存视图",
     "把现在的筛选、排序、分组和栏目存为一个视图，自己用或共享", TABLE, NEED_NOTHING},
    {ACTION_COLUMN_LEFT, "column.left", "选左边一栏", "左栏",
     "选左边一栏，栏名反白，用于排序、分组、改宽度、看有哪些", TABLE, NEED_NOTHING},
    {ACTION_COLUMN_RIGHT, "column.right", "选右边一栏", "右栏",
     "选右边一栏，栏名反白，用于排序、分组、改宽度、看有哪些", TABLE, NEED_NOTHING},
    {ACTION_COLUMN_SORT, "column.sort", "按栏排序", "排序",
     "按选中的栏从小到大、从大到小、不排；可按几栏依次排", TABLE | COLUMNS, NEED_NOTHING},
    {ACTION_COLUMN_GROUP, "column.group", "按栏分组", "分组",
     "按选中的栏分组，各组数出办结和红灯；再按一次恢复原样", TABLE | COLUMNS, NEED_NOTHING},
    {ACTION_COLUMN_VALUES, "column.values", "栏里有哪些", "有哪些",
     "列出选中的栏里有哪些，各有几项；回车只看其中一种", TABLE, NEED_NOTHING},
    {ACTION_COLUMNS, "columns", "选栏目", "栏目", "选显示哪些栏、什么次序、多宽，今后都照此", TABLE,
     NEED_NOTHING},
    {ACTION_COLUMN_NARROW, "column.narrow", "栏变窄", "变窄", "把选中的栏变窄", TABLE | COLUMNS,
     NEED_NOTHING},
    {ACTION_COLUMN_WIDEN, "column.widen", "栏变宽", "变宽", "把选中的栏变宽", TABLE | COLUMNS,
     NEED_NOTHING},
    {ACTION_UP, "up", "上移", "上移", "选上一行", GLOBAL, NEED_NOTHING},
    {ACTION_DOWN, "down", "下移", "下移", "选下一行", GLOBAL, NEED_NOTHING},
    {ACTION_PAGE_UP, "page.up", "上翻页", "上页", "向上翻一页", GLOBAL, NEED_NOTHING},
    {ACTION_PAGE_DOWN, "page.down", "下翻页", "下页", "向下翻一页", GLOBAL, NEED_NOTHING},
    {ACTION_FIRST, "first", "到开头", "开头", "到第一行", GLOBAL, NEED_NOTHING},
    {ACTION_LAST, "last", "到末尾", "末尾", "到最后一行", GLOBAL, NEED_NOTHING},
    {ACTION_TODAY, "screen.today", "今日", "今日", "今天的总览：灯、进度、逾期、临期、本月主题",
     GLOBAL, NEED_NOTHING},
    {ACTION_LEDGER, "screen.ledger", "台账", "台账", "任务分工台账，按指标展开", GLOBAL,
     NEED_NOTHING},
    {ACTION_OVERDUE, "screen.overdue", "逾期", "逾期", "逾期的任务，按单位、拖得最久的在前", GLOBAL,
     NEED_NOTHING},
    {ACTION_TOPICS, "screen.topics", "选题", "选题", "典型案例报送主题计划，十二个月", GLOBAL,
     NEED_NOTHING},
    {ACTION_PERIODS, "screen.periods", "周期", "周期", "周期义务：每期应报几次，报了几次", GLOBAL,
     NEED_NOTHING},
    {ACTION_CALENDAR, "screen.calendar", "日历", "日历", "按月看每天到期的事，标出放假和调休",
     GLOBAL, NEED_NOTHING},
    {ACTION_SUPERVISION, "screen.supervision", "督办", "督办",
     "待审核、延期待批、督办待复、待签收的事", GLOBAL, NEED_NOTHING},
    {ACTION_BULLETIN, "screen.bulletin", "通报", "通报", "每月通报：总数、各单位、各指标、逾期名单",
     GLOBAL, NEED_NOTHING},
    {ACTION_COLLECT, "screen.collect", "回收", "回收", "下发的填报表：谁报回了、谁没有、谁逾期",
     GLOBAL, NEED_NOTHING},
    {ACTION_UNITS, "screen.units", "单位", "单位", "各单位的类别、电话、别名、成员和任务", GLOBAL,
     NEED_NOTHING},
    {ACTION_PEOPLE, "screen.people", "人员", "人员",
     "谁可以做什么：各人、用户组的角色；写自己的姓名和单位", GLOBAL, NEED_NOTHING},
    {ACTION_BACKUPS, "screen.backups", "备份", "备份", "看台账文件有哪些备份，立即备份，核对，比较",
     GLOBAL, NEED_NOTHING},
    {ACTION_BACKUP_MAKE, "backup.make", "立即备份", "立即备份", "备份台账文件，核对过才算数",
     BACKUPS, NEED_WRITE},
    {ACTION_BACKUP_COMPARE, "backup.compare", "和现在对比", "对比",
     "看恢复到选中的一份会失去之后的哪些改动", BACKUPS, NEED_NOTHING},
    {ACTION_BACKUP_CHECK, "backup.check", "核对备份", "核对", "把选中的一份从头读一遍，看是否完好",
     BACKUPS, NEED_NOTHING},
    {ACTION_BACKUP_RESTORE, "backup.restore", "怎样恢复", "怎样恢复",
     "说明恢复到选中的一份要运行哪条命令", BACKUPS, NEED_NOTHING},
    {ACTION_RECORD, "screen.record", "日志", "日志",
     "谁在什么时候改了什么；可筛选，可撤销选中的一条", GLOBAL, NEED_NOTHING},
    {ACTION_TRASH, "screen.trash", "回收站", "回收站", "看删除的任务，可以恢复", GLOBAL,
     NEED_NOTHING},
    {ACTION_SWITCH_LEDGER, "ledger.switch", "换台账", "换台账",
     "选看哪本台账，或全部；今日、逾期、周期、日历、督办、通报都随着换", GLOBAL, NEED_NOTHING},
    {ACTION_VIEWS, "views", "视图", "视图", "列出全部视图：打开、改名、删除、排次序", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_1, "view.1", "打开第一个视图", "视图1", "打开第一个视图，也可按 g1", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_2, "view.2", "打开第二个视图", "视图2", "打开第二个视图，也可按 g2", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_3, "view.3", "打开第三个视图", "视图3", "打开第三个视图，也可按 g3", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_4, "view.4", "打开第四个视图", "视图4", "打开第四个视图，也可按 g4", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_5, "view.5", "打开第五个视图", "视图5", "打开第五个视图，也可按 g5", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_6, "view.6", "打开第六个视图", "视图6", "打开第六个视图，也可按 g6", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_7, "view.7", "打开第七个视图", "视图7", "打开第七个视图，也可按 g7", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_8, "view.8", "打开第八个视图", "视图8", "打开第八个视图，也可按 g8", GLOBAL,
     NEED_NOTHING},
    {ACTION_VIEW_9, "view.9", "打开第九个视图", "视图9", "打开第九个视图，也可按 g9", GLOBAL,
     NEED_NOTHING},
    {ACTION_SCORES, "screen.scores", "自评", "自评", "测评自评：指标体系、自评与核定的得分、佐证",
     GLOBAL, NEED_NOTHING},
    {ACTION_PALETTE, "palette", "按名称执行", "命令",
     "输入名称的一部分或拼音首字母，执行任何操作，去任何一屏", GLOBAL, NEED_NOTHING},
    {ACTION_THEME, "theme", "换配色", "配色",
     "选配色，边看边选：深色、浅色、高对比、色弱友好、单色等", GLOBAL, NEED_NOTHING},
    {ACTION_REFRESH, "refresh", "刷新", "刷新", "重新读取并重画屏幕", GLOBAL, NEED_NOTHING},
    {ACTION_BACK, "back", "返回", "返回", "照来路退回：先取消标记和筛选，再关上一页，再回到前一屏",
     GLOBAL, NEED_NOTHING},
    {ACTION_MENU, "menu", "菜单", "菜单", "列出此处能做的事，用方向键和回车选", GLOBAL,
     NEED_NOTHING},
    {ACTION_HELP, "help", "帮助", "帮助", "此处能用的全部按键，可查找；按回车就做", GLOBAL,
     NEED_NOTHING},
};

Access action_access(const Action *action) {
  if (action->needs & NEED_ADMIN)
    return ACCESS_ADMIN;
  if (action->needs & NEED_SUPERVISOR)
    return ACCESS_SUPERVISOR;
  return (action->needs & NEED_WRITE) ? ACCESS_CLERK : ACCESS_READER;
}

const Action *action_get(ActionId id) {
  for (guint i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
    if (ACTIONS[i].id == id)
      return &ACTIONS[i];
  }
  return NULL;
}

ActionId action_by_name(const char *name) {
  for (guint i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
    if (g_strcmp0(ACTIONS[i].name, name) == 0)
      return ACTIONS[i].id;
  }
  return ACTION_NONE;
}

guint action_count(void) {
  return G_N_ELEMENTS(ACTIONS);
}

const Action *action_at(guint index) {
  return &ACTIONS[index];
}

const char **action_names(void) {
  const char **names = g_new0(const char *, G_N_ELEMENTS(ACTIONS) + 1);
  for (guint i = 0; i < G_N_ELEMENTS(ACTIONS); i++)
    names[i] = ACTIONS[i].name;
  return names;
}
