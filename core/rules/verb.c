#include "core/rules/verb.h"

#include <string.h>

#include "core/rules/word.h"

/* Several may have one name: 办结 with what was done, or without. */
static const Word verbs[] = {
    {"access.edit", "改动权限"},
    {"calendar.import", "导入节假日"},
    {"case.add", "添加案例"},
    {"case.edit", "修改案例"},
    {"case.evidence", "案例佐证"},
    {"case.remove", "删除案例"},
    {"case.stage", "案例进度"},
    {"collect.run", "回收"},
    {"event.add", "记事件"},
    {"extension.approve", "批准延期"},
    {"extension.ask", "申请延期"},
    {"extension.refuse", "不准延期"},
    {"extension.withdraw", "撤回延期"},
    {"import.run", "导入"},
    {"init", "建立文件"},
    {"journal.redact", "隐去内容"},
    {"ledger.add", "新建台账"},
    {"ledger.freeze", "封存台账"},
    {"ledger.restore", "恢复备份"},
    {"ledger.rollover", "结转"},
    {"ledger.thaw", "启封台账"},
    {"notice.answer", "答复督办单"},
    {"notice.issue", "签发督办单"},
    {"notice.raise", "升级督办单"},
    {"nudge.add", "催办"},
    {"plan.copy", "复制选题计划"},
    {"plan.edit", "修改选题计划"},
    {"plan.system", "选题计划计分"},
    {"plan.units", "选题计划单位"},
    {"policy.set", "改台账设置"},
    {"progress.add", "记录进展"},
    {"redo", "重做"},
    {"schedule.end", "停止周期要求"},
    {"schedule.set", "设周期要求"},
    {"score.carry", "沿用得分"},
    {"score.confirm", "核定得分"},
    {"score.entry", "记得分事项"},
    {"score.entry.remove", "删除得分事项"},
    {"score.evidence", "得分佐证"},
    {"score.link", "得分来源"},
    {"score.set", "自评"},
    {"sendout.add", "下发"},
    {"submission.add", "报送"},
    {"submission.remove", "删除报送"},
    {"task.add", "添加任务"},
    {"task.assign", "交办"},
    {"task.bulk", "批量"},
    {"task.close", "销号"},
    {"task.copy", "复制任务"},
    {"task.delete", "删除任务"},
    {"task.done", "办结"},
    {"task.edit", "修改任务"},
    {"task.finish", "办结"},
    {"task.move", "移动任务"},
    {"task.pause", "暂停"},
    {"task.reopen", "重新打开"},
    {"task.resume", "恢复"},
    {"task.return", "退回"},
    {"task.sign", "签收"},
    {"task.split", "拆分任务"},
    {"task.start", "办理"},
    {"task.tag", "标签"},
    {"task.void", "作废"},
    {"task.weigh", "分任务权重"},
    {"topic.edit", "修改主题"},
    {"undo", "撤销"},
    {"unit.add", "添加单位"},
    {"unit.edit", "修改单位"},
    {"unit.merge", "合并单位"},
    {"unit.remove", "删除单位"},
    {"user.edit", "改姓名"},
    {"view.remove", "删除视图"},
    {"view.rename", "视图改名"},
    {"view.save", "保存视图"},
};

const char *verb_name(const char *verb) {
  int index = word_of_code(verbs, G_N_ELEMENTS(verbs), verb);
  return index >= 0 ? verbs[index].name : verb;
}

/* Whether a verb begins with the word text, as task.edit does with task. */
static gboolean begins(const char *verb, const char *text) {
  gsize length = strlen(text);
  return length > 0 && strncmp(verb, text, length) == 0 && verb[length] == '.';
}

char *verb_read(const char *text) {
  g_autoptr(GString) found = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
    if (g_str_equal(verbs[i].code, text) || begins(verbs[i].code, text))
      return g_strdup(text);
    if (g_str_equal(verbs[i].name, text))
      g_string_append_printf(found, "%s%s", found->len > 0 ? "," : "", verbs[i].code);
  }
  return found->len > 0 ? g_string_free(g_steal_pointer(&found), FALSE) : NULL;
}

const char **verb_names(void) {
  const char **names = g_new0(const char *, G_N_ELEMENTS(verbs) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
    names[i] = verbs[i].name;
  return names;
}
