"""All screens, forms and windows, and how one comes to them.

Each entry has
  name    of the picture
  covers  the SCREEN_… or FORM_… that it shows, and other things by name; a test holds that none is
          missing (test_screens.py)
  steps   what is typed, with blanks between: a named key (Enter, Tab, Down*3 …), {context:action}
          for the key of an action in a context of data/keys.yaml, other words as they are (_ for a
          blank, ~home for the folder of the example)
  shows   what is on the screen then
and may have arguments and a terminal for the program, and new: that there is no file yet.
"""
import re

FIRST = "2026-11-21" # what the first screen shows in every size

NAMED = {
    "Enter": "\r", "Tab": "\t", "BackTab": "\x1b[Z", "Esc": "\x1b", "Up": "\x1b[A", "Down": "\x1b[B",
    "Right": "\x1b[C", "Left": "\x1b[D", "PgDn": "\x1b[6~", "End": "\x1b[F", "Space": " ",
    "Ctrl-S": "\x13", "Ctrl-O": "\x0f", "Ctrl-U": "\x15", "Ctrl-D": "\x04", "F10": "\x1b[21~", "Delete": "\x1b[3~",
}


def screen(name, covers, steps, shows, **more):
    return {"name": name, "covers": covers.split(), "steps": steps, "shows": shows, **more}


SCREENS = [
    screen("first", "first", "", "从哪里开始", new=True),
    screen("first-template", "FORM_TEMPLATE", "Down Enter", "用于哪一年", new=True),
    screen("first-empty", "empty", "{global:screen.ledger}", "还没有台账", new=True),
    screen("today", "SCREEN_TODAY", "{global:screen.today}", "本月主题"),
    screen("ledger", "SCREEN_LEDGER", "{global:screen.ledger} Down*3", "详情"),
    screen("ledger-folded", "fold", "{global:screen.ledger} {ledger:fold.all}", "一、"),
    screen("overdue", "SCREEN_OVERDUE", "{global:screen.overdue}", "涉及"),
    screen("overdue-marked", "mark", "{global:screen.overdue} {overdue:mark}", "标记"),
    screen("ledger-sorted", "group",
           "{global:screen.ledger} > > {ledger:column.sort} > {ledger:column.group}", "排序|按"),
    screen("columns", "SCREEN_COLUMNS", "{global:screen.ledger} {ledger:columns}", "宽自动"),
    screen("views", "SCREEN_VIEWS", "{global:views}", "视图"),
    screen("bulk", "SCREEN_BULK",
           "{global:screen.ledger} Down*2 {ledger:mark} {ledger:mark} {ledger:mark} {tasks:task.assign}", "将改3项"),
    screen("people", "SCREEN_PEOPLE", "{global:screen.people}", "其他人"),
    screen("backups", "SCREEN_BACKUPS", "{global:screen.backups} {backups:backup.make} Enter", "会失去"),
    screen("trash", "SCREEN_TRASH",
           "{global:screen.ledger} Down*3 {tasks:task.delete} 重复录入 Ctrl-S Enter {global:screen.trash}", "重复录入"),
    screen("record", "SCREEN_RECORD", "{global:screen.record}", "做了什么"),
    screen("record-entry", "SCREEN_RECORD_ENTRY", "{global:screen.record} Enter", "时间"),
    screen("past", "SCREEN_PAST", "{global:screen.overdue} Enter {task:task.past}", "历史"),
    screen("topics", "SCREEN_TOPICS", "{global:screen.topics}", "诚信文化"),
    screen("periods", "SCREEN_PERIODS", "{global:screen.periods}", "详情"),
    screen("periods-units", "turn", "{global:screen.periods} {periods:turn}", "详情"),
    screen("calendar", "SCREEN_CALENDAR", "{global:screen.calendar}", "工作日21天"),
    screen("supervision", "SCREEN_SUPERVISION", "{global:screen.supervision}", "待审核"),
    screen("bulletin", "SCREEN_BULLETIN", "{global:screen.bulletin}", "通报"),
    screen("bulletin-picture", "picture", "{global:screen.bulletin} {bulletin:turn}", "办结率"),
    screen("scores", "SCREEN_SCORES", "{global:screen.scores}", "满分"),
    screen("task", "SCREEN_TASK", "{global:screen.overdue} Enter", "第4项"),
    screen("task-split", "parts", "{global:screen.ledger} /7 Enter Down Down Enter", "起草要点"),
    screen("task-set", "SCREEN_TASK_SET", "{global:screen.bulletin} Enter", "详情"),
    screen("period", "SCREEN_PERIOD", "{global:screen.periods} Down Down Enter", "第5项"),
    screen("day", "SCREEN_DAY", "{global:screen.calendar} Right*4 Enter", "2026-11-25"),
    screen("letter", "SCREEN_LETTER", "{global:screen.supervision} Down Down {supervision:notice.letter}", "督办"),
    screen("units", "SCREEN_UNITS", "{global:screen.units}", "厅法规处"),
    screen("score-node", "SCREEN_SCORE_NODE", "{global:screen.scores} Down*4 Enter", "规则"),
    screen("score-year", "SCREEN_SCORE_YEAR", "{global:screen.scores} {scores:score.year}", "按回车看"),
    screen("month", "SCREEN_MONTH", "{global:screen.topics} Enter", "诚信经营示范线路"),
    screen("case", "SCREEN_CASE", "{global:screen.topics} Enter Enter", "诚信经营示范线路"),
    screen("case-board", "SCREEN_CASE_BOARD", "{global:screen.topics} {topics:case.board}", "合计"),
    screen("case-set", "SCREEN_CASE_SET", "{global:screen.topics} {topics:case.board} Enter", "案例"),
    screen("plan-text", "SCREEN_PLAN_TEXT", "{global:screen.topics} {topics:plan.text}", "主题"),
    screen("collect", "SCREEN_COLLECT", "{global:screen.collect}", "未回收"),
    screen("collected", "SCREEN_COLLECTED", "{global:screen.collect} Down Enter", "厅财审处"),
    screen("collect-file", "SCREEN_COLLECT_FILE",
           "{global:screen.collect} {collect:collect.file} ~home/returned.xlsx Ctrl-S", "采纳"),
    screen("import", "SCREEN_IMPORT", "{global:screen.ledger} {ledger:import} ~home/import.csv Ctrl-S", "导入 import.csv"),

    screen("menu", "menu", "{global:menu}", "菜单"),
    screen("help", "help", "{global:screen.overdue} {global:help}", "："),
    screen("palette", "palette", "{global:palette}", "输入"),
    screen("themes", "themes", "{global:theme}", "配色："),
    screen("ledgers", "ledgers", "{global:ledger.switch}", "看哪本台账"),
    screen("filter", "filter", "{global:screen.ledger} {ledger:filter} 法规", "筛选"),
    screen("filter-completion", "completion", "{global:screen.ledger} {ledger:filter} 责任:厅", "责任:"),
    screen("filter-wrong", "filter", "{global:screen.ledger} {ledger:filter} 时限:<昨年 Enter", "昨年"),
    screen("values", "values", "{global:screen.ledger} {ledger:column.values} 状态 Enter", "办理中 "),
    screen("bulk-kinds", "picker", "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk}", "批量修改"),
    screen("stray", "stray", "{global:screen.ledger} 台", "请切换到英文输入"),
    screen("undo", "question", "{global:undo}", "撤销"),
    screen("draft", "question", "{global:screen.overdue} {tasks:progress.add} 已经 Esc", "草稿|放弃|丢"),
    screen("message", "message", "{global:screen.today} {global:back}", "已在最外一层"),
    screen("error", "message", "{global:screen.overdue} {tasks:task.close}", "销号"),

    screen("form-progress", "FORM_PROGRESS", "{global:screen.overdue} {tasks:progress.add}", "进展"),
    screen("form-progress-typed", "typed",
           "{global:screen.overdue} {tasks:progress.add} 已完成征求意见，共收到二十三条，采纳十九条，正在汇总修改，拟于月底前印发，并同步报送自治区信用办备案。 Tab 120 Ctrl-S", "0"),
    screen("form-progress-many", "FORM_PROGRESS_MANY",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:progress.add}", "各记一条"),
    screen("form-finish", "FORM_FINISH", "{global:screen.overdue} {tasks:task.done} p", "办结"),
    screen("form-task-edit", "FORM_TASK_EDIT", "{global:screen.overdue} {tasks:task.edit}", "任务"),
    screen("form-task-edit-picker", "picker", "{global:screen.overdue} {tasks:task.edit} Ctrl-O", "查找"),
    screen("form-task-add", "FORM_TASK_ADD", "{global:screen.ledger} {ledger:task.add}", "任务"),
    screen("form-task-edit-units", "unitbox", "{global:screen.overdue} {tasks:task.edit} Tab*2 Ctrl-O", "添加单位"),
    screen("form-task-edit-calendar", "daypicker", "{global:screen.overdue} {tasks:task.edit} Tab*3 Ctrl-D", "2026年4月 "),
    screen("form-progress-evidence", "path", "{global:screen.overdue} {tasks:progress.add} Tab*3 ~home/re", "进展"),
    screen("form-bulk-step", "FORM_BULK_STEP",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 作废 Enter", "理由"),
    screen("form-bulk-units", "FORM_BULK_UNITS",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 改责任单位 Enter", "责任单位"),
    screen("form-bulk-units-add", "FORM_BULK_UNITS_ADD",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 加责任单位 Enter", "加上的单位"),
    screen("form-bulk-units-remove", "FORM_BULK_UNITS_REMOVE",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 去掉责任单位 Enter", "去掉的单位"),
    screen("form-bulk-role", "FORM_BULK_ROLE",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 改单位的分工 Enter", "单位和分工"),
    screen("form-bulk-deadline", "FORM_BULK_DEADLINE",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 改完成时限 Enter", "完成时限"),
    screen("form-bulk-tag", "FORM_BULK_TAG",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 加标签 Enter", "标签"),
    screen("form-bulk-untag", "FORM_BULK_UNTAG",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 去掉标签 Enter", "标签"),
    screen("form-bulk-note", "FORM_BULK_NOTE",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:task.bulk} 改备注 Enter", "备注"),
    screen("form-bulk-replace", "FORM_BULK_REPLACE", "{global:screen.overdue} {tasks:task.replace}", "替换为"),
    screen("form-bulk-delete", "FORM_BULK_DELETE", "{global:screen.overdue} {tasks:task.delete}", "回收站"),
    screen("form-ledger-new", "FORM_LEDGER_NEW", "{global:screen.ledger} {ledger:ledger.new}", "第一个指标"),
    screen("form-view", "FORM_VIEW", "{global:screen.ledger} {ledger:view.save}", "存为视图"),
    screen("form-view-rename", "FORM_VIEW_RENAME",
           "{global:screen.ledger} {ledger:view.save} 本月要办 Ctrl-S {global:views} {views:view.rename}", "名称"),
    screen("form-return", "FORM_RETURN", "{global:screen.supervision} {tasks:task.return}", "退回"),
    screen("form-pause", "FORM_PAUSE", "{global:screen.overdue} {tasks:task.pause}", "暂停"),
    screen("form-void", "FORM_VOID", "{global:screen.overdue} {tasks:task.void}", "作废"),
    screen("form-reopen", "FORM_REOPEN", "{global:screen.ledger} /22 Enter Down Down {tasks:task.reopen}", "重新打开"),
    screen("form-split", "FORM_SPLIT", "{global:screen.overdue} {tasks:task.split}", "分解"),
    screen("form-weigh", "FORM_WEIGH", "{global:screen.ledger} /7 Enter Down Down {tasks:task.split}", "权重"),
    screen("form-extend", "FORM_EXTEND", "{global:screen.ledger} Down*4 {tasks:extension.ask}", "延期"),
    screen("form-decide", "FORM_DECIDE", "{global:screen.supervision} Down {supervision:extension.decide}", "审批"),
    screen("form-nudge", "FORM_NUDGE", "{global:screen.overdue} {tasks:nudge.add}", "催办"),
    screen("form-nudge-many", "FORM_NUDGE_MANY",
           "{global:screen.overdue} {overdue:mark} {overdue:mark} {tasks:nudge.add}", "各有各的"),
    screen("form-notice", "FORM_NOTICE", "{global:screen.overdue} Down Down {tasks:notice.issue}", "督办"),
    screen("form-answer", "FORM_ANSWER", "{global:screen.supervision} Down Down {supervision:notice.answer}", "答复"),
    screen("form-raise", "FORM_RAISE", "{global:screen.supervision} Down Down {supervision:notice.raise}", "级"),
    screen("form-letter-file", "FORM_LETTER_FILE",
           "{global:screen.supervision} Down Down {supervision:notice.letter} {letter:letter.save}", "文件"),
    screen("form-letter-mail", "FORM_LETTER_MAIL",
           "{global:screen.supervision} Down Down {supervision:notice.letter} {letter:letter.mail}", "邮"),
    screen("form-rule", "FORM_RULE", "{global:screen.overdue} {tasks:rule.set}", "周期"),
    screen("form-submission", "FORM_SUBMISSION", "{global:screen.periods} Down Down {periods:submission.add}", "报送"),
    screen("form-submission-remove", "FORM_SUBMISSION_REMOVE",
           "{global:screen.periods} End Right Enter Down {period:submission.remove}", "撤下"),
    screen("form-event", "FORM_EVENT", "{global:screen.periods} Down*5 {periods:event.add}", "事件"),
    screen("form-policy", "FORM_POLICY", "{global:screen.ledger} {ledger:policy}", "台账"),
    screen("form-rollover", "FORM_ROLLOVER", "{global:screen.ledger} {ledger:ledger.rollover}", "结转"),
    screen("form-thaw", "FORM_THAW", "{global:screen.ledger} {ledger:ledger.freeze} Enter {ledger:ledger.freeze}", "启封"),
    screen("form-export", "FORM_EXPORT", "{global:screen.ledger} {list:export}", "导出"),
    screen("form-import", "FORM_IMPORT", "{global:screen.ledger} {ledger:import}", "导入"),
    screen("form-case", "FORM_CASE", "{global:screen.topics} {topics:case.add}", "案例"),
    screen("form-case-edit", "FORM_CASE_EDIT", "{global:screen.topics} Enter {month:case.edit}", "案例"),
    screen("form-case-stage", "FORM_CASE_STAGE", "{global:screen.topics} Enter {month:case.stage}", "报"),
    screen("form-case-evidence", "FORM_CASE_EVIDENCE", "{global:screen.topics} Enter {month:case.evidence}", "佐证"),
    screen("form-case-remove", "FORM_CASE_REMOVE", "{global:screen.topics} Enter {month:case.remove}", "删除"),
    screen("form-topic", "FORM_TOPIC", "{global:screen.topics} {topics:topic.edit}", "主题"),
    screen("form-plan", "FORM_PLAN", "{global:screen.topics} {topics:plan.edit}", "计划"),
    screen("form-plan-new", "FORM_PLAN_NEW", "{global:screen.topics} {topics:plan.new}", "计划"),
    screen("form-plan-file", "FORM_PLAN_FILE",
           "{global:screen.topics} {topics:plan.text} {plantext:letter.save}", "文件"),
    screen("form-unit", "FORM_UNIT", "{global:screen.units} {units:unit.edit}", "单位"),
    screen("form-unit-add", "FORM_UNIT_ADD", "{global:screen.units} {units:unit.add}", "单位"),
    screen("form-unit-merge", "FORM_UNIT_MERGE", "{global:screen.units} {units:unit.merge}", "合并|并入"),
    screen("form-person-add", "FORM_PERSON_ADD", "{global:screen.people} {people:person.add}", "登录名"),
    screen("form-person", "FORM_PERSON", "{global:screen.people} {people:person.edit}", "修改权限"),
    screen("form-person-group", "FORM_PERSON_GROUP", "{global:screen.people} End {people:person.edit}", "其他人"),
    screen("form-person-own", "FORM_OWN", "{global:screen.people} {people:person.own}", "我的单位"),
    screen("form-score", "FORM_SCORE", "{global:screen.scores} Down*7 {scores:score.set}", "自评"),
    screen("form-score-entry", "FORM_SCORE_ENTRY", "{global:screen.scores} Down*4 {scores:score.entry}", "事项"),
    screen("form-score-entry-remove", "FORM_SCORE_ENTRY_REMOVE",
           "{global:screen.scores} Down*4 {scores:score.entry.remove}", "撤下"),
    screen("form-score-evidence", "FORM_SCORE_EVIDENCE",
           "{global:screen.scores} Down*4 {scores:score.evidence}", "佐证"),
    screen("form-score-confirm", "FORM_SCORE_CONFIRM", "{global:screen.scores} Down*4 {scores:score.confirm}", "核定"),
    screen("form-score-link", "FORM_SCORE_LINK", "{global:screen.scores} Down*34 {scores:score.link}", "周期"),
    screen("form-system", "FORM_SYSTEM", "{global:screen.scores} {scores:system.add}", "指标体系"),
    screen("form-report", "FORM_REPORT", "{global:screen.bulletin} {bulletin:report.save}", "报告"),
    screen("form-collect", "FORM_COLLECT", "{global:screen.collect} {collect:collect.file}", "回收填报表"),
    screen("form-sendout", "FORM_SENDOUT", "{global:screen.collect} {collect:sendout.add}", "下发填报表"),

    screen("ascii", "ascii", "{global:menu}", "菜单", arguments=["--ascii"]),
    screen("unknown-terminal", "note", "", "系统不认识终端类型", terminal="xterm-of-tomorrow"),
]


def read_keys(path):
    """The first key of each action by (context, action), of a keymap file."""
    keys, context = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z]+:$", line):
            context = line[:-1]
            continue
        found = re.match(r"  ([a-z.]+): \[(.*)\]", line)
        if found:
            first = re.match(r'"\\?(.)"|([^,]+)', found.group(2).strip())
            keys[context, found.group(1)] = first.group(1) or first.group(2).strip()
    return keys


def keys_of(entry, keymap, home):
    """What is typed, step by step."""
    keys = read_keys(keymap)
    for step in entry["steps"].split():
        action = re.fullmatch(r"\{([a-z]+):([a-z.]+)\}", step)
        if action:
            wanted = action.groups()
            for context in (wanted[0], "table", "tasks", "list", "global"):
                if (context, wanted[1]) in keys:
                    step = keys[context, wanted[1]]
                    break
            else:
                raise SystemExit(f"{entry['name']}: no key for {step}")
        name, _, times = step.partition("*")
        if name in NAMED:
            yield NAMED[name] * int(times or 1)
        else:
            yield step.replace("~home", str(home)) if "~home" in step else step.replace("_", " ")
