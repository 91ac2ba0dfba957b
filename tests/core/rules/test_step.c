#include "core/rules/step.h"

#include <string.h>

/* Every step from every state, written out: a letter is the state a step leads to, . a refusal, b
 * the state before. Columns: new, assigned, signed, active, done, closed, paused, void, whose
 * letters are n a s w d c p v. */
static const char STATES[] = "naswdcpv";

typedef struct {
  Step step;
  const char *code;
  const char *name;
  gboolean reason;
  const char *task;    /* also 加分项 */
  const char *measure; /* also 扣分项 */
} Row;

static const Row ROWS[] = {
    {STEP_ASSIGN, "assign", "交办", FALSE, "a.......", "a......."},
    {STEP_SIGN, "sign", "签收", FALSE, ".s......", ".s......"},
    {STEP_START, "start", "办理", FALSE, "www.....", "www....."},
    {STEP_FINISH, "finish", "办结", FALSE, "dddd....", "........"},
    {STEP_CLOSE, "close", "销号", FALSE, "....c...", "....c..."},
    {STEP_RETURN, "return", "退回", TRUE, ".n..w...", ".n..w..."},
    {STEP_PAUSE, "pause", "暂停", TRUE, "pppp....", "pppp...."},
    {STEP_RESUME, "resume", "恢复", FALSE, "......b.", "......b."},
    {STEP_VOID, "void", "作废", TRUE, "vvvvv.v.", "vvvvv.v."},
    {STEP_REOPEN, "reopen", "重新打开", TRUE, ".....w.b", ".....w.b"},
};

static const char *expected(const Row *row, TaskKind kind) {
  gboolean completes = kind == TASK_KIND_TASK || kind == TASK_KIND_BONUS;
  return completes ? row->task : row->measure;
}

static void check_cell(const Row *row, TaskKind kind, TaskState state, TaskState before) {
  char cell = expected(row, kind)[state];
  TaskState to = TASK_STATE_COUNT;
  gboolean leads = step_leads(row->step, kind, state, before, &to);
  g_assert_cmpint(leads, ==, cell != '.');
  g_assert_cmpint(step_leads(row->step, kind, state, before, NULL), ==, leads);
  if (cell == '.')
    g_assert_cmpint(to, ==, TASK_STATE_COUNT);
  else if (cell == 'b')
    g_assert_cmpint(to, ==, before);
  else
    g_assert_cmpint(to, ==, strchr(STATES, cell) - STATES);
}

static void test_matrix(void) {
  g_assert_cmpuint(G_N_ELEMENTS(ROWS), ==, STEP_COUNT);
  g_assert_cmpuint(strlen(STATES), ==, TASK_STATE_COUNT);
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpint(ROWS[i].step, ==, i);
    for (int kind = 0; kind < TASK_KIND_COUNT; kind++) {
      g_assert_cmpuint(strlen(expected(&ROWS[i], (TaskKind)kind)), ==, TASK_STATE_COUNT);
      for (int state = 0; state < TASK_STATE_COUNT; state++)
        for (int before = 0; before < TASK_STATE_COUNT; before++)
          check_cell(&ROWS[i], (TaskKind)kind, (TaskState)state, (TaskState)before);
    }
  }
}

static void test_words(void) {
  Step step = STEP_COUNT;
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    g_assert_cmpstr(step_code(ROWS[i].step), ==, ROWS[i].code);
    g_assert_cmpstr(step_name(ROWS[i].step), ==, ROWS[i].name);
    g_assert_cmpint(step_needs_reason(ROWS[i].step), ==, ROWS[i].reason);
    g_assert_true(step_parse(ROWS[i].code, &step));
    g_assert_cmpint(step, ==, ROWS[i].step);
    g_assert_true(step_parse(ROWS[i].name, &step));
    g_assert_cmpint(step, ==, ROWS[i].step);
  }
  step = STEP_COUNT;
  g_assert_false(step_parse(NULL, &step));
  g_assert_false(step_parse("", &step));
  g_assert_false(step_parse("交办 ", &step));
  g_assert_false(step_parse("Close", &step));
  g_assert_cmpint(step, ==, STEP_COUNT);
}

/* ---- refusals --------------------------------------------------------------------------- */

/* Says what the task is, names the step, and names no step as open that is not, nor leaves one out.
 */
static void check_refusal(const Row *row, TaskKind kind, TaskState state) {
  g_autofree char *refusal = step_refusal(row->step, kind, state);
  if (expected(row, kind)[state] != '.') {
    g_assert_null(refusal);
    return;
  }
  g_assert_nonnull(refusal);
  g_assert_true(g_str_has_prefix(refusal, "该项"));
  g_assert_nonnull(strstr(refusal, row->name));
  if (row->step == STEP_FINISH && row->measure == expected(row, kind)) {
    g_assert_nonnull(strstr(refusal, task_kind_name(kind)));
    return;
  }
  const char *open = strstr(refusal, "现在可以：");
  g_assert_nonnull(open);
  g_auto(GStrv) names = g_strsplit(open + strlen("现在可以："), "、", -1);
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
    gboolean named = g_strv_contains((const char *const *)names, ROWS[i].name);
    g_assert_cmpint(named, ==, expected(&ROWS[i], kind)[state] != '.');
  }
}

static void test_refusal_matrix(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
    for (int kind = 0; kind < TASK_KIND_COUNT; kind++)
      for (int state = 0; state < TASK_STATE_COUNT; state++)
        check_refusal(&ROWS[i], (TaskKind)kind, (TaskState)state);
}

static void test_refusal_words(void) {
  static const struct {
    Step step;
    TaskKind kind;
    TaskState state;
    const char *text;
  } cases[] = {
      {STEP_CLOSE, TASK_KIND_TASK, TASK_STATE_NEW,
       "该项未启动，不能销号：办结以后才能销号。现在可以：交办、办理、办结、暂停、作废"},
      {STEP_FINISH, TASK_KIND_TASK, TASK_STATE_DONE,
       "该项已经办结，等待审核，不必再次办结；现在可以：销号、退回、作废"},
      {STEP_START, TASK_KIND_TASK, TASK_STATE_PAUSED,
       "该项暂停，不能办理：没有办结、没有暂停的才能办理。现在可以：恢复、作废"},
      {STEP_FINISH, TASK_KIND_DEDUCTION, TASK_STATE_NEW, "该项是扣分项，没有“办结”，只能记录进展"},
      {STEP_VOID, TASK_KIND_TASK, TASK_STATE_CLOSED,
       "该项已销号，不能作废：没有销号的才能作废。现在可以：重新打开"},
      {STEP_ASSIGN, TASK_KIND_MEASURE, TASK_STATE_ASSIGNED,
       "该项已交办，等待签收，不必再次交办；现在可以：签收、办理、退回、暂停、作废"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = step_refusal(cases[i].step, cases[i].kind, cases[i].state);
    g_assert_cmpstr(text, ==, cases[i].text);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/step/matrix", test_matrix);
  g_test_add_func("/step/words", test_words);
  g_test_add_func("/step/refusal-matrix", test_refusal_matrix);
  g_test_add_func("/step/refusal-words", test_refusal_words);
  return g_test_run();
}
