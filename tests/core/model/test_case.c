#include "core/model/case.h"

#include "core/model/history.h"
#include "tests/core/model/filing.h"

static Case *load(Fixture *fixture, gint64 id) {
  GError *error = NULL;
  Case *file = case_load(fixture->db, id, &error);
  g_assert_no_error(error);
  return file;
}

static GPtrArray *list(Fixture *fixture, CaseFilter filter) {
  GError *error = NULL;
  GPtrArray *cases = case_list(fixture->db, &filter, &error);
  g_assert_no_error(error);
  return cases;
}

static void undo(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

/* The titles that a filter finds: 一二. */
#define assert_listed(filter, expected)                                                            \
  G_STMT_START {                                                                                   \
    g_autoptr(GPtrArray) cases_ = list(fixture, filter);                                           \
    g_autoptr(GString) titles_ = g_string_new(NULL);                                               \
    for (guint i_ = 0; i_ < cases_->len; i_++)                                                     \
      g_string_append(titles_, ((const Case *)cases_->pdata[i_])->title);                          \
    g_assert_cmpstr(titles_->str, ==, expected);                                                   \
  }                                                                                                \
  G_STMT_END

/* ---- recording ---------------------------------------------------------------------------- */

static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_case(fixture, 11,
                        (CaseInput){.title = " 诚信经营示范线路 ",
                                    .unit = " 厅运输处 ",
                                    .domain = "道路运输",
                                    .subdomain = "道路客运",
                                    .summary = "选出三条线路。\n向社会公布。",
                                    .stage = CASE_PROVINCE,
                                    .made_on = day_from_ymd(2026, 11, 3),
                                    .note = " 随文报送 ",
                                    .references = LIST("忻交函〔2026〕7号")});
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpstr(file->title, ==, "诚信经营示范线路");
  g_assert_cmpstr(file->unit, ==, "厅运输处");
  g_assert_cmpstr(file->domain, ==, "道路运输");
  g_assert_cmpstr(file->subdomain, ==, "道路客运");
  g_assert_cmpstr(file->summary, ==, "选出三条线路。\n向社会公布。");
  g_assert_cmpint(file->month, ==, day_from_ymd(2026, 11, 1));
  g_assert_false(file->across);
  g_assert_null(case_across_text(file));
  g_assert_cmpint(file->stage, ==, CASE_PROVINCE);
  g_assert_cmpint(file->stage_on, ==, day_from_ymd(2026, 11, 3));
  g_assert_cmpint(file->filed_on, ==, day_from_ymd(2026, 11, 3));
  g_assert_cmpint(file->adopted_on, ==, DAY_NONE);
  g_assert_cmpstr(file->note, ==, "随文报送");
  g_assert_cmpuint(file->evidence, ==, 1);
  g_assert_cmpstr(file->author, ==, "zhangsan");
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "case.add 报送案例“诚信经营示范线路”（报省厅）");
}

static void test_draft(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_case(fixture, 11, (CaseInput){.title = "一", .summary = " ", .unit = " "});
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpint(file->stage, ==, CASE_DRAFT);
  g_assert_cmpint(file->stage_on, ==, fixture->actor.today);
  g_assert_cmpint(file->filed_on, ==, DAY_NONE);
  g_assert_null(file->unit);
  g_assert_cmpint(file->unit_id, ==, 0);
  g_assert_null(file->summary);
  g_assert_null(file->domain);
  g_assert_null(file->note);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC", "起草案例“一”");
}

/* Refused without a trace, naming the field. */
static void refuse(Fixture *fixture, CaseInput input, StoreError code, CaseField expected,
                   const char *part) {
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  CaseField field = CASE_FIELD_NONE;
  g_assert_false(case_create(fixture->db, &fixture->actor, &input, NULL, &field, &error));
  assert_refused(&error, STORE_ERROR, (int)code, part);
  g_assert_cmpint(field, ==, expected);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
  assert_int("SELECT count(*) FROM \"case\"", 0);
}

static void test_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Topic) topic = topic_of(fixture, 11);
  const CaseInput good = {.topic = topic->id, .title = "案例", .stage = CASE_CITY};
  CaseInput input = good;
  input.title = " \n";
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_TITLE, "标题不能为空");
  input.title = NULL;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_TITLE, "标题不能为空");
  input = good;
  input.made_on = fixture->actor.today + 1;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_MADE_ON, "报送日期不能晚于今天");
  input.stage = CASE_DRAFT;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_MADE_ON, "起草日期不能晚于今天");
  input = good;
  input.stage = CASE_ADOPTED;
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_STAGE, "报省厅或报部以后才能采纳");
  input = good;
  input.unit = "法规处";
  refuse(fixture, input, STORE_ERROR_NOT_FOUND, CASE_FIELD_UNIT, "相近的有：厅法规处");
  input = good;
  input.domain = "铁路";
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_DOMAIN,
         "公路建设、水运工程建设、道路运输、水路运输、安全生产");
  input = good;
  input.subdomain = "道路客运";
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_SUBDOMAIN, "属于哪个领域");
  input = good;
  input.month = day_from_ymd(2027, 1, 1);
  refuse(fixture, input, STORE_ERROR_REFUSED, CASE_FIELD_MONTH, "2027年还没有选题计划");
  input = good;
  input.topic = 9999;
  refuse(fixture, input, STORE_ERROR_NOT_FOUND, CASE_FIELD_TOPIC, "没有这个月的主题");
}

/* A part that no document names is taken: their lists end in 等. */
static void test_open_parts(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_case(
      fixture, 11, (CaseInput){.title = "一", .domain = "安全生产", .subdomain = "危险货物运输"});
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpstr(file->subdomain, ==, "危险货物运输");
}

/* ---- months ------------------------------------------------------------------------------- */

static void test_across(Fixture *fixture, gconstpointer data) {
  (void)data;
  fixture_apply(fixture, "xinzhou-2023-topics", 2027);
  CaseInput input = {.title = "一", .stage = CASE_CITY, .month = day_from_ymd(2026, 11, 30)};
  gint64 september = file_case(fixture, 9, input);
  input.title = "二";
  input.month = day_from_ymd(2027, 1, 5);
  gint64 december = file_case(fixture, 12, input);
  input.title = "三";
  input.month = day_from_ymd(2026, 11, 30);
  gint64 own = file_case(fixture, 11, input);
  g_autoptr(Case) first = load(fixture, september), second = load(fixture, december),
                  third = load(fixture, own);
  g_autofree char *text = case_across_text(first), *other_year = case_across_text(second);
  g_assert_cmpint(first->month, ==, day_from_ymd(2026, 11, 1));
  g_assert_cmpstr(text, ==, "跨月主题：9月“信用监管”");
  g_assert_cmpstr(other_year, ==, "跨月主题：2026年12月“年度小结”");
  g_assert_false(third->across);
  g_autoptr(Topic) topic = topic_of(fixture, 11), left = topic_of(fixture, 9);
  g_assert_cmpint(topic->cases, ==, 2);
  g_assert_cmpint(topic->across, ==, 1);
  g_assert_cmpint(left->cases, ==, 0);
}

/* Late by the due day of the month it counts for (the 15th), as stated: the 15th is a Sunday. */
static void test_late(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 in_time = file_on(fixture, 11, "一", CASE_CITY, "2026-11-15");
  gint64 late = file_on(fixture, 11, "二", CASE_CITY, "2026-11-16");
  CaseInput input = {.title = "三", .stage = CASE_CITY, .made_on = day_from_ymd(2026, 11, 21)};
  gint64 october = file_case(fixture, 10, input);
  input.month = day_from_ymd(2026, 11, 1);
  gint64 across = file_case(fixture, 9, input);
  gint64 draft = file_case(fixture, 6, (CaseInput){.title = "四"});
  advance_on(fixture, in_time, CASE_MINISTRY, "2026-11-20"); /* first filed is what counts */
  const struct {
    gint64 id;
    int days;
    const char *text;
  } rows[] = {{in_time, 0, NULL},
              {late, 1, "迟报1天"},
              {october, 37, "迟报37天"},
              {across, 6, "迟报6天"},
              {draft, 0, NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Case) file = load(fixture, rows[i].id);
    g_autofree char *text = case_late_text(file);
    g_assert_cmpint(case_late_days(file), ==, rows[i].days);
    g_assert_cmpstr(text, ==, rows[i].text);
  }
  g_autoptr(Topic) topic = topic_of(fixture, 11);
  g_assert_cmpint(topic->cases, ==, 3); /* it counts all the same */
}

static void test_filters(Fixture *fixture, gconstpointer data) {
  (void)data;
  CaseInput input = {.title = "丙", .stage = CASE_CITY, .unit = "厅运输处"};
  input.made_on = day_from_ymd(2026, 11, 12);
  file_case(fixture, 11, input);
  input = (CaseInput){.title = "丁", .domain = "道路运输"};
  file_case(fixture, 11, input); /* not filed: after the others of its month */
  input = (CaseInput){.title = "乙", .stage = CASE_MINISTRY, .domain = "道路运输"};
  input.made_on = day_from_ymd(2026, 11, 2);
  file_case(fixture, 11, input);
  file_on(fixture, 10, "甲", CASE_CITY, "2026-10-20");
  const CaseFilter all = {.stage = CASE_STAGE_ANY};
  CaseFilter filter = all;
  assert_listed(filter, "甲乙丙丁");
  filter.year = 2026;
  filter.month = 11;
  assert_listed(filter, "乙丙丁");
  filter.year = 2027;
  assert_listed(filter, "");
  filter = all;
  filter.stage = CASE_DRAFT;
  assert_listed(filter, "丁");
  filter.stage = CASE_CITY;
  assert_listed(filter, "甲丙");
  filter = all;
  filter.domain = "道路运输";
  assert_listed(filter, "乙丁");
  filter = all;
  filter.unit = sql_int(fixture->db, "SELECT id FROM unit WHERE name = '厅运输处'");
  assert_listed(filter, "丙");
  raw_write(fixture, "INSERT INTO unit (id, name, kind) VALUES (900, '各处', 'group')");
  raw_write(fixture, "INSERT INTO unit_member (unit, member) "
                     "SELECT 900, id FROM unit WHERE name = '厅运输处'");
  filter.unit = 900;
  assert_listed(filter, "丙");
  filter = all;
  filter.topic = sql_int(fixture->db, "SELECT id FROM topic WHERE month = 10");
  assert_listed(filter, "甲");
}

/* ---- the way ------------------------------------------------------------------------------ */

static void test_way(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_DRAFT, "2026-11-01");
  advance_on(fixture, id, CASE_CITY, "2026-11-05");
  advance_on(fixture, id, CASE_RETURNED, "2026-11-08");
  {
    g_autoptr(Case) file = load(fixture, id);
    g_assert_cmpint(file->stage, ==, CASE_RETURNED);
    g_assert_cmpint(file->filed_on, ==, day_from_ymd(2026, 11, 5));
    g_assert_cmpstr(file->note, ==, "不合格");
  }
  advance_on(fixture, id, CASE_PROVINCE, "2026-11-08"); /* the same day is not before */
  advance_on(fixture, id, CASE_ADOPTED, "2026-11-20");
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpint(file->stage, ==, CASE_ADOPTED);
  g_assert_cmpint(file->filed_on, ==, day_from_ymd(2026, 11, 5)); /* the first day it left 起草 */
  g_assert_cmpint(file->adopted_on, ==, day_from_ymd(2026, 11, 20));
  g_assert_null(file->note);
  GError *error = NULL;
  g_autoptr(GPtrArray) steps = case_steps(fixture->db, id, &error);
  g_assert_no_error(error);
  static const struct {
    CaseStage stage;
    int day;
    const char *note;
  } EXPECTED[] = {{CASE_DRAFT, 1, NULL},
                  {CASE_CITY, 5, NULL},
                  {CASE_RETURNED, 8, "不合格"},
                  {CASE_PROVINCE, 8, NULL},
                  {CASE_ADOPTED, 20, NULL}};
  g_assert_cmpuint(steps->len, ==, G_N_ELEMENTS(EXPECTED));
  for (guint i = 0; i < steps->len; i++) {
    const CaseStep *step = steps->pdata[i];
    g_assert_cmpint(step->stage, ==, EXPECTED[i].stage);
    g_assert_cmpint(step->made_on, ==, day_from_ymd(2026, 11, EXPECTED[i].day));
    g_assert_cmpstr(step->note, ==, EXPECTED[i].note);
    g_assert_cmpstr(step->author, ==, "zhangsan");
  }
}

static void refuse_step(Fixture *fixture, gint64 id, CaseStage to, const char *day,
                        const char *note, const char *part) {
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  g_assert_false(
      case_advance(fixture->db, &fixture->actor, id, to, day_from_iso(day), note, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, part);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static void test_way_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  refuse_step(fixture, id, CASE_ADOPTED, "2026-11-10", NULL, "报省厅或报部以后才能采纳");
  refuse_step(fixture, id, CASE_PROVINCE, "2026-11-04", NULL, "早于上一步（2026-11-05报市局）");
  refuse_step(fixture, id, CASE_PROVINCE, "2026-11-22", NULL, "报省厅日期不能晚于今天");
  refuse_step(fixture, id, CASE_RETURNED, "2026-11-10", " ", "退回案例要写明为什么");
  GError *error = NULL;
  g_assert_false(case_advance(fixture->db, &fixture->actor, 99, CASE_CITY, DAY_NONE, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有编号为 99 的案例");
}

/* What a person reads of a step in the history. */
static void test_history(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  advance_on(fixture, id, CASE_MINISTRY, "2026-11-08");
  GError *error = NULL;
  gint64 seq = sql_int(fixture->db, "SELECT max(seq) FROM journal");
  g_autoptr(GPtrArray) changes = journal_changes(fixture->db, seq, 0, &error);
  g_assert_no_error(error);
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  gboolean found = FALSE;
  for (guint i = 0; i < changes->len; i++) {
    g_autofree char *text = history_change_text(changes->pdata[i], units);
    found |= g_strcmp0(text, "典型案例 阶段：报市局 → 报部") == 0;
  }
  g_assert_true(found);
}

static void test_undo(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_MINISTRY, "2026-11-05");
  advance_on(fixture, id, CASE_ADOPTED, "2026-11-08");
  undo(fixture);
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpint(file->stage, ==, CASE_MINISTRY);
  g_assert_cmpint(file->stage_on, ==, day_from_ymd(2026, 11, 5));
  g_assert_cmpint(file->adopted_on, ==, DAY_NONE);
  undo(fixture);
  assert_int("SELECT count(*) FROM \"case\"", 0);
  assert_int("SELECT count(*) FROM case_stage", 0);
}

/* ---- editing and removing ----------------------------------------------------------------- */

static void test_edit(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  g_autoptr(Topic) october = topic_of(fixture, 10);
  CaseInput input = {.topic = october->id,
                     .month = day_from_ymd(2026, 11, 9),
                     .title = "二",
                     .unit = "厅运输处",
                     .domain = "水路运输",
                     .subdomain = "港口",
                     .summary = "三",
                     .stage = CASE_ADOPTED, /* not looked at */
                     .made_on = fixture->actor.today + 9};
  GError *error = NULL;
  g_autoptr(Case) before = load(fixture, id);
  case_edit(fixture->db, &fixture->actor, before, &input, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpint(file->topic_month, ==, 10);
  g_assert_cmpint(file->month, ==, day_from_ymd(2026, 11, 1));
  g_assert_true(file->across);
  g_assert_cmpstr(file->title, ==, "二");
  g_assert_cmpstr(file->unit, ==, "厅运输处");
  g_assert_cmpstr(file->domain, ==, "水路运输");
  g_assert_cmpstr(file->subdomain, ==, "港口");
  g_assert_cmpstr(file->summary, ==, "三");
  g_assert_cmpint(file->stage, ==, CASE_CITY);
  g_assert_cmpint(file->filed_on, ==, day_from_ymd(2026, 11, 5));
  assert_text("SELECT author FROM \"case\"", "zhangsan");
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "case.edit 修改案例“一”");
  gint64 entries = journal_entries(fixture->db);
  case_edit(fixture->db, &fixture->actor, file, &input, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries); /* nothing changed */
  CaseField field;
  input.title = "";
  g_assert_false(case_edit(fixture->db, &fixture->actor, file, &input, &field, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "标题不能为空");
  g_assert_cmpint(field, ==, CASE_FIELD_TITLE);
}

/* Two people have the same case open: each keeps what the other changed, and is told where both
 * changed the same. */
static void test_edit_two(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  GError *error = NULL;
  g_autoptr(Case) before = load(fixture, id);
  CaseInput one = {.topic = before->topic,
                   .month = before->month,
                   .title = "一",
                   .summary = "甲",
                   .domain = "道路运输"};
  CaseInput other = {
      .topic = before->topic, .month = before->month, .title = "二", .unit = "厅运输处"};
  case_edit(fixture->db, &fixture->actor, before, &one, NULL, &error);
  g_assert_no_error(error);
  case_edit(fixture->db, &fixture->actor, before, &other, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpstr(file->title, ==, "二");
  g_assert_cmpstr(file->unit, ==, "厅运输处");
  g_assert_cmpstr(file->summary, ==, "甲");
  g_assert_cmpstr(file->domain, ==, "道路运输");
  other.summary = "乙";
  g_assert_false(case_edit(fixture->db, &fixture->actor, before, &other, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "“内容摘要”刚被别人改为");
  other.summary = NULL;
  other.domain = "安全生产";
  g_assert_false(case_edit(fixture->db, &fixture->actor, before, &other, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_CONFLICT, "“领域”刚被别人改为");
}

static void test_evidence(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  GError *error = NULL;
  case_evidence_add(fixture->db, &fixture->actor, id, LIST(" /srv/案例.docx "), NULL, &error);
  g_assert_no_error(error);
  case_evidence_add(fixture->db, &fixture->actor, id, LIST("忻交函〔2026〕7号"), NULL, &error);
  g_assert_no_error(error);
  g_assert_false(
      case_evidence_add(fixture->db, &fixture->actor, id, LIST("/srv/案例.docx"), NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经附上");
  g_assert_false(case_evidence_add(fixture->db, &fixture->actor, id, LIST(" "), NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能为空");
  /* One that is refused takes the others with it. */
  g_assert_false(
      case_evidence_add(fixture->db, &fixture->actor, id, LIST("乙", "乙"), NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "已经附上");
  g_assert_false(case_evidence_add(fixture->db, &fixture->actor, id, LIST("乙", ""), NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "不能为空");
  g_autoptr(GPtrArray) references = case_evidence(fixture->db, id, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(references->len, ==, 2);
  g_assert_cmpstr(((const Evidence *)references->pdata[0])->reference, ==, "/srv/案例.docx");
  g_assert_cmpstr(((const Evidence *)references->pdata[1])->reference, ==, "忻交函〔2026〕7号");
}

static void test_remove(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 id = file_on(fixture, 11, "一", CASE_CITY, "2026-11-05");
  GError *error = NULL;
  case_evidence_add(fixture->db, &fixture->actor, id, LIST("甲"), NULL, &error);
  g_assert_no_error(error);
  g_assert_false(case_remove(fixture->db, &fixture->actor, id, " ", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "要写明理由");
  case_remove(fixture->db, &fixture->actor, id, "重复登记", &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM \"case\"", 0);
  assert_int("SELECT count(*) FROM case_stage", 0);
  assert_int("SELECT count(*) FROM evidence", 0);
  assert_text("SELECT verb || ' ' || summary || ' ' || reason FROM journal ORDER BY seq DESC",
              "case.remove 删除案例“一” 重复登记");
  undo(fixture);
  g_autoptr(Case) file = load(fixture, id);
  g_assert_cmpint(file->stage_on, ==, day_from_ymd(2026, 11, 5));
  g_assert_cmpuint(file->evidence, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/case/create", test_create);
  ADD("/case/draft", test_draft);
  ADD("/case/refused", test_refused);
  ADD("/case/open-parts", test_open_parts);
  ADD("/case/across", test_across);
  ADD("/case/late", test_late);
  ADD("/case/filters", test_filters);
  ADD("/case/way", test_way);
  ADD("/case/way-refused", test_way_refused);
  ADD("/case/history", test_history);
  ADD("/case/undo", test_undo);
  ADD("/case/edit", test_edit);
  ADD("/case/edit-two", test_edit_two);
  ADD("/case/evidence", test_evidence);
  ADD("/case/remove", test_remove);
  return g_test_run();
}
