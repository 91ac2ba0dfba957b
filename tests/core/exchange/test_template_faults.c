/* A template with a mistake is refused with its place, before anything is stored. */
#include <string.h>

#include "core/config/document.h"
#include "tests/core/fixture.h"

static const char LEDGER[] = "kind: ledger\n"
                             "name: mine\n"
                             "title: 本单位台账\n"
                             "issued: 2023-05-29\n"
                             "year: 2023\n"
                             "units:\n"
                             "  - {name: 甲科, kind: office}\n"
                             "  - {name: 乙队, kind: body}\n"
                             "  - name: 各科\n"
                             "    kind: group\n"
                             "    members: [甲科, 乙队]\n"
                             "indicators:\n"
                             "  - title: 一、制度\n"
                             "    tasks:\n"
                             "      - number: 1\n"
                             "        goal: 制定方案\n"
                             "        kind: task\n"
                             "        units: [{unit: 甲科, role: lead}, 乙队]\n"
                             "        deadline: 2023年5月底\n"
                             "        schedules:\n"
                             "          - {phrase: 每月, every: month, quota: 2, due_day: 15}\n"
                             "      - number: 2\n"
                             "        goal: 总结经验\n";

static const char PLAN_HEAD[] = "kind: plan\n"
                                "name: topics\n"
                                "title: 计划\n"
                                "year: 2023\n"
                                "due_day: 15\n"
                                "target: 3\n"
                                "topics:\n";

/* text with its one old replaced. */
static char *replaced(const char *text, const char *old, const char *by) {
  const char *at = strstr(text, old);
  g_assert_nonnull(at);
  g_assert_null(strstr(at + strlen(old), old));
  return g_strdup_printf("%.*s%s%s", (int)(at - text), text, by, at + strlen(old));
}

static char *plan_text(void) {
  GString *text = g_string_new(PLAN_HEAD);
  for (int month = 1; month <= 12; month++)
    g_string_append_printf(text, "  - {month: %d, title: 主题%d, content: 内容}\n", month, month);
  return g_string_free(text, FALSE);
}

static void load(const char *text, const char *place, const char *part) {
  char *folder = folder_make();
  g_autofree char *path = folder_write(folder, "mine.yaml", text);
  GError *error = NULL;
  g_autoptr(Template) template_ = template_load(path, &error);
  if (place == NULL) {
    g_assert_no_error(error);
    g_assert_nonnull(template_);
  } else {
    g_autofree char *start = g_strdup_printf("文件 %s %s", path, place);
    g_assert_null(template_);
    g_assert_nonnull(error);
    g_assert_true(error->domain == DOCUMENT_ERROR);
    g_autofree char *found = g_strndup(error->message, strlen(start));
    g_assert_cmpstr(found, ==, start);
    assert_refused(&error, DOCUMENT_ERROR, error->code, part);
  }
  folder_remove(folder);
}

typedef struct {
  const char *old;   /* in the good file */
  const char *by;    /* what stands there instead */
  const char *place; /* where the mistake is */
  const char *part;  /* of the message */
} Fault;

static const Fault LEDGER_FAULTS[] = {
    {"kind: ledger", "kind: ledgers", "第 1 行第 7 列", "kind 应为 ledger"},
    {"kind: ledger\n", "", "第 1 行第 1 列", "kind"},
    {"name: mine", "nmae: mine", "第 2 行第 1 列", "nmae"},
    {"title: 本单位台账\n", "", "第 1 行第 1 列", "title"},
    {"issued: 2023-05-29", "issued: 2023-02-29", "第 4 行第 9 列", "日期"},
    {"year: 2023", "year: 二〇二三", "第 5 行第 7 列", "整数"},
    {"year: 2023", "year: 23", "第 5 行第 7 列", "1949"},
    {"year: 2023", "year: 2023\nyear: 2024", "第 6 行第 1 列", "重复"},
    {"kind: body", "kind: bodies", "第 8 行第 22 列", "bodies"},
    {"name: 乙队", "name: 甲科", "第 8 行第 12 列", "重复"},
    {"kind: body", "kind: body, members: [甲科]", "第 8 行第 37 列", "group"},
    {"members: [甲科, 乙队]", "members: [甲科, 丙队]", "第 11 行第 19 列", "丙队"},
    {"members: [甲科, 乙队]", "members: 甲科", "第 11 行第 14 列", "列表"},
    {"title: 一、制度", "titel: 一、制度", "第 13 行第 5 列", "titel"},
    {"number: 1", "number: 一", "第 15 行第 17 列", "整数"},
    {"number: 1", "number: 0", "第 15 行第 17 列", "number"},
    {"number: 1", "number: 99999999999999999999", "第 15 行第 17 列", "整数"},
    {"number: 2", "number: 1", "第 22 行第 17 列", "序号 1 重复"},
    {"goal: 制定方案", "goal:", "第 16 行", "空"},
    {"        goal: 总结经验\n", "", "第 22 行第 9 列", "goal"},
    {"kind: task", "kind: 任", "第 17 行第 15 列", "measure"},
    {"role: lead", "role: leader", "第 18 行第 34 列", "leader"},
    {", 乙队]\n        dead", ", 丙队]\n        dead", "第 18 行第 41 列", "丙队"},
    {", 乙队]\n        dead", ", 乙队, 乙队]\n        dead", "第 18 行第 45 列", "重复"},
    {"every: month", "every: monthly", "第 21 行第 33 列", "monthly"},
    {"quota: 2", "quota: 0", "第 21 行第 47 列", "quota"},
    {"due_day: 15", "due_day: 32", "第 21 行第 59 列", "due_day"},
    {"due_day: 15", "due_month: 13", "第 21 行第 61 列", "due_month"},
    {"        deadline: 2023年5月底", "        deadline: [5月]", "第 19 行第 19 列", "文字"},
    {"    tasks:\n", "    task:\n", "第 14 行第 5 列", "tasks"},
    {"  - title: 一、制度\n", "\t- title: 一、制度\n", "第 13 行", "Tab"},
};

static void test_ledger(void) {
  load(LEDGER, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(LEDGER_FAULTS); i++) {
    const Fault *fault = &LEDGER_FAULTS[i];
    g_autofree char *text = replaced(LEDGER, fault->old, fault->by);
    load(text, fault->place, fault->part);
  }
}

static const Fault PLAN_FAULTS[] = {
    {"due_day: 15", "due_day: 32", "第 5 行第 10 列", "31"},
    {"due_day: 15\n", "", "第 1 行第 1 列", "due_day"},
    {"target: 3", "target: -1", "第 6 行第 9 列", "target"},
    {"target: 3", "ministry_day: 0\ntarget: 3", "第 6 行第 15 列", "ministry_day"},
    {"month: 5", "month: 4", "第 12 行第 13 列", "4月重复"},
    {"month: 5", "month: 13", "第 12 行第 13 列", "12"},
    {"  - {month: 5, title: 主题5, content: 内容}\n", "", "第 8 行第 3 列", "缺少5月"},
    {"title: 主题7", "titles: 主题7", "第 14 行第 16 列", "titles"},
    {"title: 主题7, content: 内容", "title: 主题7", "第 14 行第 5 列", "content"},
};

static void test_plan(void) {
  g_autofree char *plan = plan_text();
  load(plan, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(PLAN_FAULTS); i++) {
    const Fault *fault = &PLAN_FAULTS[i];
    g_autofree char *text = replaced(plan, fault->old, fault->by);
    load(text, fault->place, fault->part);
  }
}

static char *nested(int levels) {
  GString *text = g_string_new("kind: ledger\nname: mine\ntitle: 深\nyear: 2023\nunits: []\n");
  for (int level = 0; level < levels; level++)
    g_string_append_printf(text, "%*sindicators:\n%*s- title: 第%d级\n", level * 4, "",
                           level * 4 + 2, "", level + 1);
  return g_string_free(text, FALSE);
}

static void test_levels(void) {
  g_autofree char *four = nested(4);
  load(four, NULL, NULL);
  g_autofree char *five = nested(5);
  load(five, "第 15 行第 21 列", "最多 4 级");
}

static void test_no_file(void) {
  GError *error = NULL;
  g_assert_null(template_load("/nonexistent/mine.yaml", &error));
  assert_refused(&error, DOCUMENT_ERROR, DOCUMENT_ERROR_READ, "/nonexistent/mine.yaml");
}

/* ---- a good file of an office's own ------------------------------------------------------ */

static void apply_text(Fixture *fixture, const char *text, int year) {
  g_autofree char *path = folder_write(fixture->folder, "mine.yaml", text);
  GError *error = NULL;
  const char *const folders[] = {NULL};
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func((GDestroyNotify)template_free);
  g_ptr_array_add(templates, template_find(path, folders, &error));
  g_assert_no_error(error);
  template_apply(fixture->db, &fixture->actor, templates, year, &error);
  g_assert_no_error(error);
}

static void test_own(Fixture *fixture, gconstpointer data) {
  (void)data;
  apply_text(fixture, LEDGER, 2026);
  assert_text("SELECT group_concat(u.name || tu.role || tu.position) FROM task_unit tu "
              "JOIN unit u ON u.id = tu.unit ORDER BY tu.position",
              "甲科lead1,乙队responsible2");
  assert_text("SELECT deadline || due FROM task WHERE number = 1", "2026年5月底2026-05-31");
  assert_text("SELECT deadline FROM task WHERE number = 2", NULL);
  assert_text("SELECT due FROM task WHERE number = 2", NULL);
  assert_text("SELECT every || step || quota || due_day || due_month FROM schedule", "month12150");
  assert_text("SELECT issued FROM ledger", "2023-05-29"); /* a fact of the document, not moved */
}

/* A deadline without a year is due in the year it is used for; what names no date has none. */
static void test_deadlines(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const struct {
    const char *printed, *deadline, *due;
  } cases[] = {
      {"11月底前", "11月底前", "2026-11-30"},
      {"2024年2月29日", "2027年2月29日", "2027-02-28"},
      {"及时", "及时", NULL},
      {"贯穿全年", "贯穿全年", "2026-12-31"},
      {"未来三年", "未来三年", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *deadline = g_strconcat("deadline: ", cases[i].printed, NULL);
    g_autofree char *name = g_strdup_printf("name: mine%d", (int)i);
    g_autofree char *named = replaced(LEDGER, "name: mine", name);
    g_autofree char *text = replaced(named, "deadline: 2023年5月底", deadline);
    apply_text(fixture, text, 2026);
    assert_text("SELECT deadline_printed FROM task WHERE number = 1 ORDER BY id DESC",
                cases[i].printed);
    assert_text("SELECT deadline FROM task WHERE number = 1 ORDER BY id DESC", cases[i].deadline);
    assert_text("SELECT due FROM task WHERE number = 1 ORDER BY id DESC", cases[i].due);
  }
}

/* The line end of a block scalar is the file's, not the document's. */
static void test_block_scalar(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *text =
      replaced(LEDGER, "goal: 制定方案\n", "goal: |\n          制定方案。\n          印发执行。\n");
  apply_text(fixture, text, 0);
  assert_text("SELECT goal FROM task WHERE number = 1", "制定方案。\n印发执行。");
  assert_int("SELECT year FROM ledger", 2023);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/template-faults/ledger", test_ledger);
  g_test_add_func("/template-faults/plan", test_plan);
  g_test_add_func("/template-faults/levels", test_levels);
  g_test_add_func("/template-faults/no-file", test_no_file);
  ADD_EMPTY("/template-faults/own", test_own);
  ADD_EMPTY("/template-faults/deadlines", test_deadlines);
  ADD_EMPTY("/template-faults/block-scalar", test_block_scalar);
  return g_test_run();
}
