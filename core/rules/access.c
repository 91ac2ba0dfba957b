#include "core/rules/access.h"

#include "core/rules/word.h"

static const Word levels[ACCESS_COUNT] = {
    [ACCESS_READER] = {"reader", "只读"},
    [ACCESS_CLERK] = {"clerk", "经办"},
    [ACCESS_SUPERVISOR] = {"supervisor", "督办"},
    [ACCESS_ADMIN] = {"admin", "管理员"},
};

/* Every other verb is an 经办's. */
static const struct {
  const char *verb;
  Access access;
  const char *name; /* what is done, for a refusal */
} needs[] = {
    {"access.edit", ACCESS_ADMIN, "改动权限"},
    {"extension.approve", ACCESS_SUPERVISOR, "审批延期"},
    {"extension.refuse", ACCESS_SUPERVISOR, "审批延期"},
    {"journal.redact", ACCESS_ADMIN, "隐去内容"},
    {"ledger.freeze", ACCESS_SUPERVISOR, "封存台账"},
    {"ledger.restore", ACCESS_ADMIN, "恢复备份"},
    {"ledger.rollover", ACCESS_SUPERVISOR, "结转"},
    {"ledger.thaw", ACCESS_ADMIN, "启封台账"},
    {"notice.issue", ACCESS_SUPERVISOR, "签发督办单"},
    {"notice.raise", ACCESS_SUPERVISOR, "升级督办单"},
    {"policy.set", ACCESS_SUPERVISOR, "改台账设置"},
    {"score.confirm", ACCESS_SUPERVISOR, "核定得分"},
    {"task.close", ACCESS_SUPERVISOR, "销号"},
    {"task.pause", ACCESS_SUPERVISOR, "暂停"},
    {"task.reopen", ACCESS_SUPERVISOR, "重新打开"},
    {"task.resume", ACCESS_SUPERVISOR, "恢复"},
    {"task.return", ACCESS_SUPERVISOR, "退回"},
    {"task.void", ACCESS_SUPERVISOR, "作废"},
};
#define OTHER_NAME "改动台账"

const char *access_code(Access access) {
  return levels[access].code;
}

const char *access_name(Access access) {
  return levels[access].name;
}

gboolean access_parse(const char *text, Access *out) {
  int index = word_of_text(levels, ACCESS_COUNT, text);
  if (index >= 0)
    *out = (Access)index;
  return index >= 0;
}

/* Verbs, and what those begin with that end in a point here. */
static const char *const beyond_unit[] = {
    "access.edit", "calendar.",  "init",        "journal.redact", "ledger.",
    "plan.",       "policy.",    "schedule.",   "score.",         "sendout.",
    "task.add",    "task.copy",  "task.delete", "task.move",      "task.split",
    "task.tag",    "task.weigh", "topic.",      "unit.",          "view.",
};

static int find_verb(const char *verb) {
  for (guint i = 0; i < G_N_ELEMENTS(needs); i++) {
    if (g_str_equal(needs[i].verb, verb))
      return (int)i;
  }
  return -1;
}

Access access_for_verb(const char *verb) {
  int index = find_verb(verb);
  return index >= 0 ? needs[index].access : ACCESS_CLERK;
}

gboolean access_is_beyond_unit(const char *verb) {
  for (guint i = 0; i < G_N_ELEMENTS(beyond_unit); i++) {
    if (g_str_has_suffix(beyond_unit[i], ".") ? g_str_has_prefix(verb, beyond_unit[i])
                                              : g_str_equal(verb, beyond_unit[i]))
      return TRUE;
  }
  return FALSE;
}

const char *access_verb_name(const char *verb) {
  int index = find_verb(verb);
  return index >= 0 ? needs[index].name : OTHER_NAME;
}
