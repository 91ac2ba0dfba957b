#include "core/rules/case_way.h"

#include <string.h>

/* Every stage after every stage, written out. Columns: draft, city, province, ministry, adopted,
 * returned. */
static const struct {
  CaseStage from;
  const char *code;
  const char *name;
  const char *follows;
  gboolean begins;
  gboolean filed;
} ROWS[] = {
    {CASE_DRAFT, "draft", "起草", ".xxx..", TRUE, FALSE},
    {CASE_CITY, "city", "报市局", "..xx.x", TRUE, TRUE},
    {CASE_PROVINCE, "province", "报省厅", "...xxx", TRUE, TRUE},
    {CASE_MINISTRY, "ministry", "报部", "....xx", TRUE, TRUE},
    {CASE_ADOPTED, "adopted", "采纳", "......", FALSE, TRUE},
    {CASE_RETURNED, "returned", "退回", ".xxx..", FALSE, FALSE},
};

static void test_matrix(void) {
  g_assert_cmpuint(G_N_ELEMENTS(ROWS), ==, CASE_STAGE_COUNT);
  for (int from = 0; from < CASE_STAGE_COUNT; from++) {
    g_assert_cmpint(ROWS[from].from, ==, from);
    g_assert_cmpuint(strlen(ROWS[from].follows), ==, CASE_STAGE_COUNT);
    for (int to = 0; to < CASE_STAGE_COUNT; to++) {
      gboolean may = ROWS[from].follows[to] == 'x';
      g_autofree char *why = case_stage_refusal((CaseStage)from, (CaseStage)to);
      g_assert_cmpint(case_stage_follows((CaseStage)from, (CaseStage)to), ==, may);
      g_assert_cmpint(why == NULL, ==, may);
    }
    g_assert_cmpint(case_stage_begins((CaseStage)from), ==, ROWS[from].begins);
    g_assert_cmpint(case_stage_is_filed((CaseStage)from), ==, ROWS[from].filed);
    g_assert_cmpint(case_stage_needs_note((CaseStage)from), ==, from == CASE_RETURNED);
  }
}

static void test_names(void) {
  for (int i = 0; i < CASE_STAGE_COUNT; i++) {
    CaseStage stage = CASE_STAGE_COUNT;
    g_assert_cmpstr(case_stage_code((CaseStage)i), ==, ROWS[i].code);
    g_assert_cmpstr(case_stage_name((CaseStage)i), ==, ROWS[i].name);
    g_assert_true(case_stage_parse(ROWS[i].code, &stage));
    g_assert_cmpint(stage, ==, i);
    g_assert_true(case_stage_parse(ROWS[i].name, &stage));
    g_assert_cmpint(stage, ==, i);
  }
  CaseStage none = CASE_CITY;
  g_assert_false(case_stage_parse("上报", &none));
  g_assert_false(case_stage_parse(NULL, &none));
  g_assert_cmpint(none, ==, CASE_CITY);
}

/* Rows: at; columns: has it come as far as city, province, ministry, adopted. */
static void test_reached(void) {
  static const char *const REACHED[CASE_STAGE_COUNT] = {
      [CASE_DRAFT] = "....",    [CASE_CITY] = "x...",    [CASE_PROVINCE] = "xx..",
      [CASE_MINISTRY] = "xxx.", [CASE_ADOPTED] = "xxxx", [CASE_RETURNED] = "....",
  };
  for (int at = 0; at < CASE_STAGE_COUNT; at++)
    for (int asked = CASE_CITY; asked <= CASE_ADOPTED; asked++)
      g_assert_cmpint(case_stage_reached((CaseStage)at, (CaseStage)asked), ==,
                      REACHED[at][asked - CASE_CITY] == 'x');
}

static void test_refusals(void) {
  static const struct {
    CaseStage from, to;
    const char *text;
  } CASES[] = {
      {CASE_DRAFT, CASE_ADOPTED,
       "案例还在起草，不能采纳：报省厅或报部以后才能采纳。现在可以：报市局、报省厅、报部"},
      {CASE_CITY, CASE_ADOPTED,
       "案例已报市局，不能采纳：报省厅或报部以后才能采纳。现在可以：报省厅、报部、退回"},
      {CASE_MINISTRY, CASE_MINISTRY, "案例已报部，不必再记一次；现在可以：采纳、退回"},
      {CASE_ADOPTED, CASE_RETURNED, "案例已采纳，报送已经结束，不能再改为退回；记错了请撤销"},
      {CASE_RETURNED, CASE_DRAFT,
       "案例已退回，不能起草：报出以后不再回到起草。现在可以：报市局、报省厅、报部"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *text = case_stage_refusal(CASES[i].from, CASES[i].to);
    g_assert_cmpstr(text, ==, CASES[i].text);
  }
}

/* The notes of both documents: 5 + 3 + 5 + 4 parts, and 安全生产 without any. */
static void test_domains(void) {
  static const struct {
    const char *name;
    const char *parts;
  } DOMAINS[] = {
      {"公路建设", "公路设计、公路施工、公路监理、公路养护、公路试验检测"},
      {"水运工程建设", "水运工程设计、水运工程施工、水运工程监理"},
      {"道路运输", "道路客运、道路货运、城市交通、机动车维修、驾驶员培训"},
      {"水路运输", "水路客运、水路货运、港口、航道"},
      {"安全生产", ""},
  };
  g_assert_cmpuint(G_N_ELEMENTS(DOMAINS), ==, CASE_DOMAIN_COUNT);
  for (int i = 0; i < CASE_DOMAIN_COUNT; i++) {
    const CaseDomain *domain = case_domain_at(i);
    g_autofree char *parts = g_strjoinv("、", (char **)domain->parts);
    g_assert_cmpstr(domain->name, ==, DOMAINS[i].name);
    g_assert_cmpstr(parts, ==, DOMAINS[i].parts);
    g_assert_true(case_domain_find(DOMAINS[i].name) == domain);
  }
  g_assert_null(case_domain_find("铁路"));
  g_assert_null(case_domain_find(NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/case-way/matrix", test_matrix);
  g_test_add_func("/case-way/names", test_names);
  g_test_add_func("/case-way/reached", test_reached);
  g_test_add_func("/case-way/refusals", test_refusals);
  g_test_add_func("/case-way/domains", test_domains);
  return g_test_run();
}
