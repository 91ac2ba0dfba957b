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
} needs[] = {
    {"access.edit", ACCESS_ADMIN},           {"extension.approve", ACCESS_SUPERVISOR},
    {"extension.refuse", ACCESS_SUPERVISOR}, {"journal.redact", ACCESS_ADMIN},
    {"ledger.freeze", ACCESS_SUPERVISOR},    {"ledger.thaw", ACCESS_ADMIN},
    {"notice.issue", ACCESS_SUPERVISOR},     {"notice.raise", ACCESS_SUPERVISOR},
    {"policy.set", ACCESS_SUPERVISOR},       {"score.confirm", ACCESS_SUPERVISOR},
    {"task.close", ACCESS_SUPERVISOR},       {"task.pause", ACCESS_SUPERVISOR},
    {"task.reopen", ACCESS_SUPERVISOR},      {"task.resume", ACCESS_SUPERVISOR},
    {"task.return", ACCESS_SUPERVISOR},      {"task.void", ACCESS_SUPERVISOR},
};

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

Access access_for_verb(const char *verb) {
  for (guint i = 0; i < G_N_ELEMENTS(needs); i++) {
    if (g_str_equal(needs[i].verb, verb))
      return needs[i].access;
  }
  return ACCESS_CLERK;
}
