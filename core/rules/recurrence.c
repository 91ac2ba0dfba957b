#include "core/rules/recurrence.h"

typedef struct {
  const char *code;
  const char *name;
} Word;

static const Word EVERY[EVERY_COUNT] = {
    [EVERY_WEEK] = {"week", "周"},
    [EVERY_FORTNIGHT] = {"fortnight", "半月"},
    [EVERY_MONTH] = {"month", "月"},
    [EVERY_QUARTER] = {"quarter", "季度"},
    [EVERY_HALF] = {"half", "半年"},
    [EVERY_YEAR] = {"year", "年"},
    [EVERY_WORKDAYS] = {"workdays", "工作日"},
};

static const Word BASES[BASIS_COUNT] = {
    [BASIS_CALENDAR] = {"calendar", "日历周期"},
    [BASIS_ANCHOR] = {"anchor", "固定起算日"},
    [BASIS_SUBMISSION] = {"submission", "上次报送后"},
    [BASIS_EVENT] = {"event", "事件发生后"},
};

/* The index of the word of that code; -1 where there is none. */
static int find(const Word *words, int count, const char *code) {
  for (int i = 0; i < count; i++) {
    if (g_strcmp0(words[i].code, code) == 0)
      return i;
  }
  return -1;
}

const char *every_code(Every every) {
  return EVERY[every].code;
}

const char *every_name(Every every) {
  return EVERY[every].name;
}

const char *basis_code(Basis basis) {
  return BASES[basis].code;
}

const char *basis_name(Basis basis) {
  return BASES[basis].name;
}

gboolean every_parse(const char *code, Every *every) {
  int index = find(EVERY, EVERY_COUNT, code);
  if (index >= 0)
    *every = (Every)index;
  return index >= 0;
}

gboolean basis_parse(const char *code, Basis *basis) {
  int index = find(BASES, BASIS_COUNT, code);
  if (index >= 0)
    *basis = (Basis)index;
  return index >= 0;
}
