/* The sheet of a ledger, read back part by part. */
#include "core/exchange/export/export_xlsx.h"

#include <string.h>

#include "core/model/ledger.h"
#include "ledgers.h"
#include "parts.h"
#include "tests/core/fixture.h"

#define CREATED 1795226400 /* 2026-11-21 02:00 UTC */
#define TODAY day_from_ymd(2026, 11, 21)

/* Writes the sheet of a content that was reckoned into a file; the caller frees the path. */
static char *write_reckoned(Fixture *fixture, const Content *ledger, const Reckoning *reckoning) {
  char *path = g_build_filename(fixture->folder, "a.xlsx", NULL);
  g_autoptr(Book) book = book_new(path, ledger->title, CREATED);
  g_autoptr(GError) error = NULL;
  g_assert_true(export_xlsx_sheet(book, "台账", ledger, reckoning, NULL, &error));
  g_assert_true(book_close(g_steal_pointer(&book), &error));
  g_assert_no_error(error);
  return path;
}

/* The same of content, which is freed here. */
static char *write_sheet(Fixture *fixture, Content *content, const Reckoning *reckoning) {
  g_autoptr(Content) ledger = content;
  if (reckoning != NULL)
    content_reckon(ledger, reckoning);
  return write_reckoned(fixture, ledger, reckoning);
}

static void cell_is(const char *path, const char *reference, const char *text) {
  g_autofree char *cell = part_cell(path, 1, reference);
  if (!g_str_equal(cell, text))
    g_error("%s is “%s”, not “%s”", reference, cell, text);
}

static void sheet_has(const char *path, const char *xpath, const char *value) {
  g_autofree char *xml = part_text(path, "xl/worksheets/sheet1.xml");
  g_autofree char *found = part_xpath(xml, xpath);
  g_assert_cmpstr(found, ==, value);
}

static void merged(const char *path, const char *range) {
  g_autofree char *xpath = g_strdup_printf("count(//mergeCell[@ref='%s'])", range);
  sheet_has(path, xpath, "1");
}

/* ---- Ningxia ---------------------------------------------------------------------------- */

static void test_ningxia(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2020, 6, 1), 7);
  g_autofree char *path = write_sheet(fixture, content_ningxia(), reckoning);
  /* 序号 一级 二级 目标任务 责任 完成时限 办理期限 灯 状态 完成率 进展情况 备注 编号 */
  const char *const heads[] = {"序号",     "一级指标", "二级指标", "目标任务", "责任处室（单位）",
                               "完成时限", "办理期限", "灯",       "状态",     "完成率",
                               "进展情况", "备注",     "编号"};
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    g_autofree char *reference = g_strdup_printf("%c3", 'A' + (int)i);
    cell_is(path, reference, heads[i]);
  }
  cell_is(path, "N3", "");
  merged(path, "A1:L1");
  cell_is(path, "A2", "2020年");
  /* rows per 一级 and 二级 as the document has them: 9, 8, 12, …; 3, 6, 2, 3, 3, … */
  merged(path, "B4:B12");
  merged(path, "B13:B20");
  merged(path, "B21:B32");
  merged(path, "C4:C6");
  merged(path, "C7:C12");
  merged(path, "C62:C64");
  /* 加分项 and 扣分项 have one cell for both */
  merged(path, "B65:C67");
  merged(path, "B68:C72");
  /* 9 一级 (7 of them down column B alone), 23 二级 of which （十九） and （二十二） have one row,
   * title, subtitle and two notes */
  sheet_has(path, "count(//mergeCell)", "34");
  cell_is(path, "B12", "一、贯彻落实习近平总书记重要指示批示和党中央、国务院决策部署情况");
  cell_is(path, "C68", "");
  cell_is(path, "F7", "2020年4月");
  cell_is(path, "G7", "43951"); /* 2020-04-30 */
  cell_is(path, "H7", "红");
  cell_is(path, "H8", "绿");
  cell_is(path, "A72", "69");
  cell_is(path, "H72", "灰");
  cell_is(path, "M72", "169");
  sheet_has(path, "string(//col[@min='13']/@hidden)", "1");
  sheet_has(path, "string(//autoFilter/@ref)", "A3:M72");
  sheet_has(path, "string(//pane/@ySplit)", "3");
}

/* A row is as high as its text needs at its width: the goal of row 4 is 59 characters, at 18 a
 * line. */
static void test_heights(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2020, 6, 1), 7);
  g_autofree char *path = write_sheet(fixture, content_ningxia(), reckoning);
  sheet_has(path, "string(//row[@r='4']/@ht >= 14.5 * 4)", "true");
  sheet_has(path, "string(//row[@r='72']/@ht < 14.5 * 6)", "true");
}

/* A text too long for a row of the usual width makes its column wider, until all of it is seen. */
static void test_long_text(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  Content *content = content_in_use();
  const ContentTask *task = content->tasks->pdata[0];
  ContentProgress *progress = task->progress->pdata[0];
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    g_string_append(text, "字");
  g_free(progress->text);
  progress->text = g_strdup(text->str);
  g_autofree char *path = write_sheet(fixture, content, reckoning);
  /* 27 lines of 14.5 points are a row: 38 characters a line */
  sheet_has(path, "string(//col[@min='11']/@width > 70 and //col[@min='11']/@width < 80)", "true");
  sheet_has(path, "string(//row[@r='4']/@ht > 380 and //row[@r='4']/@ht <= 409)", "true");
  sheet_has(path, "string(//col[@min='4']/@width < 40)", "true");
}

/* ---- a ledger in use -------------------------------------------------------------------- */

static char *write_in_use(Fixture *fixture, const Reckoning *reckoning) {
  return write_sheet(fixture, content_in_use(), reckoning);
}

static void test_lights(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autofree char *path = write_in_use(fixture, reckoning);
  const char *const lights[] = {"红", "黄", "绿", "绿", "灰", "灰", "灰", "红", "黄", "灰"};
  for (guint i = 0; i < G_N_ELEMENTS(lights); i++) {
    g_autofree char *reference = g_strdup_printf("H%u", i + 4);
    cell_is(path, reference, lights[i]);
  }
  sheet_has(path, "string(//c[@r='H4']/f)",
            "IF(OR($I4=\"暂停\",$I4=\"作废\",NOT(ISNUMBER($G4))),\"灰\","
            "IF(OR($I4=\"已办结\",$I4=\"已销号\"),\"绿\","
            "IF($G4<TODAY(),\"红\",IF($G4-TODAY()<=7,\"黄\",\"绿\"))))");
  /* a missed period stays missed; one that asks has a day of its own */
  sheet_has(path, "string(contains(//c[@r='H11']/f, 'IF(TRUE,\"红\"'))", "true");
  sheet_has(path, "string(contains(//c[@r='H12']/f, 'MIN($G12,DATE(2026,11,24))-TODAY()<=7'))",
            "true");
  /* what is no task is grey for good */
  sheet_has(path, "count(//c[@r='H10']/f)", "0");
  sheet_has(path, "count(//c[@r='H13']/f)", "0");
}

static void test_conditions(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autofree char *path = write_in_use(fixture, reckoning);
  sheet_has(path, "count(//conditionalFormatting[@sqref='H4:H13']/cfRule)", "4");
  sheet_has(path, "string(//conditionalFormatting[@sqref='H4:H13']/cfRule[1]/formula)",
            "$H4=\"红\"");
  sheet_has(path, "count(//conditionalFormatting[@sqref='G4:G13']/cfRule)", "2");
  sheet_has(path,
            "string(contains(//conditionalFormatting[@sqref='G4:G13']/cfRule[1]/formula, "
            "'$G4<TODAY()'))",
            "true");
}

static void test_values(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autofree char *path = write_in_use(fixture, reckoning);
  cell_is(path, "A2", "某市交通运输局　　某交发〔2026〕8号　　2026年3月2日");
  cell_is(path, "E4", "厅法规处、厅办公室");
  cell_is(path, "J4", "0.6");
  cell_is(path, "K4", "=已报厅领导审阅\n-正在修改");
  cell_is(path, "D5", "+印发方案");
  cell_is(path, "I7", "已办结");
  cell_is(path, "L7", "46328"); /* 2026-11-02 */
  cell_is(path, "M9", "等待批复");
  cell_is(path, "N11", "每季度至少1次");
  sheet_has(path, "string(//c[@r='K4']/@t)", "s");
  /* states in a list, shares and dates checked */
  sheet_has(path, "string(//dataValidation[@sqref='I4:I13']/formula1)",
            "\"未启动,已交办,已签收,办理中,已办结,已销号,暂停,作废\"");
  sheet_has(path, "string(//dataValidation[@sqref='J4:J13']/formula2)", "1");
  sheet_has(path, "string(//dataValidation[@sqref='L4:L13']/@type)", "date");
}

static void test_blue(Fixture *fixture, gconstpointer data) {
  (void)data;
  PolicyInput input = POLICY_INPUT_NONE;
  input.colours = 1;
  input.lead_in = 1;
  g_assert_true(policy_store(fixture->db, &fixture->actor, fixture->ledger, &input, NULL));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  Content *content = content_in_use();
  content->ledger = fixture->ledger;
  g_autofree char *path = write_sheet(fixture, content, reckoning);
  cell_is(path, "H6", "蓝");
  sheet_has(path, "string(contains(//c[@r='H6']/f, 'NETWORKDAYS(TODAY()+1,$G6)<=7'))", "true");
  sheet_has(path, "string(contains(//c[@r='H6']/f, '绿'))", "false");
  g_autofree char *note = part_cell(path, 1, "A14");
  g_assert_nonnull(strstr(note, "7个工作日内到期；蓝"));
}

static void test_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) before = reckoning_on(fixture, TODAY, 7);
  g_assert_true(ledger_freeze(fixture->db, &fixture->actor, before, fixture->ledger, NULL));
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2027, 3, 1), 7);
  Content *content = content_in_use();
  content->ledger = fixture->ledger;
  g_autofree char *path = write_sheet(fixture, content, reckoning);
  sheet_has(path, "string(contains(//c[@r='H6']/f, '$G6<DATE(2026,11,21)'))", "true");
  sheet_has(path, "string(contains(//c[@r='H6']/f, 'TODAY'))", "false");
}

/* An empty 办理期限 is no day long past: a duty without a date that has nothing open is green, and
 * grey while none of its periods has begun. */
static void test_duty_without_date(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(Content) ledger = content_in_use();
  content_reckon(ledger, reckoning);
  for (guint i = 0; i < 2; i++) {
    ContentTask *task = ledger->tasks->pdata[i];
    ContentRule *rule = g_new0(ContentRule, 1);
    rule->phrase = g_strdup("每月至少1次");
    g_ptr_array_add(task->rules, rule);
    task->state = TASK_STATE_NEW;
    task->due = DAY_NONE;
    task->standing = (Standing){.light = i == 0 ? LIGHT_GREEN : LIGHT_GREY};
  }
  g_autofree char *path = write_reckoned(fixture, ledger, reckoning);
  sheet_has(path,
            "string(contains(//c[@r='H4']/f, 'IF(ISNUMBER($G4),$G4,DATE(9999,12,31))<TODAY()'))",
            "true");
  sheet_has(path, "string(contains(//c[@r='H4']/f, 'NOT(TRUE)'))", "true");
  sheet_has(path, "string(contains(//c[@r='H5']/f, 'NOT(ISNUMBER($G5))'))", "true");
}

static void test_without_lights(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = write_sheet(fixture, content_in_use(), NULL);
  cell_is(path, "G3", "办理期限");
  cell_is(path, "H3", "状态");
  sheet_has(path, "count(//f)", "0");
}

static void test_empty(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  Content *content = content_new();
  g_autofree char *path = write_sheet(fixture, content, reckoning);
  cell_is(path, "A1", "台账");
  cell_is(path, "A2", "目标任务");
}

/* Points stand once for the rows of their indicator; a task right under 一级 leaves 二级 empty. */
static void test_points_and_levels(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  Content *content = content_new();
  int top = content_indicator(content, -1, "一、制度建设");
  int second = content_indicator(content, top, "（一）方案");
  int third = content_indicator(content, second, "1.印发");
  ((ContentIndicator *)content->indicators->pdata[third])->points = 2.5;
  content_add(content, third, "甲", NULL, NULL, DAY_NONE);
  content_add(content, third, "乙", NULL, NULL, DAY_NONE);
  content_add(content, second, "丙", NULL, NULL, DAY_NONE);
  content_add(content, top, "丁", NULL, NULL, DAY_NONE);
  content_add(content, top, "戊", NULL, NULL, DAY_NONE);
  content_add(content, content_indicator(content, -1, "二、扣分项"), "己", NULL, NULL, DAY_NONE);
  g_autofree char *path = write_sheet(fixture, content, reckoning);
  cell_is(path, "E3", "2.5");
  merged(path, "E3:E4");
  merged(path, "B3:B7"); /* 一、 */
  merged(path, "C3:C5"); /* （一） */
  merged(path, "C6:C7"); /* none */
  merged(path, "D3:D4"); /* 1. */
  merged(path, "B8:D8"); /* 二、, which has nothing below */
  cell_is(path, "D5", "");
}

static gboolean stop(gpointer data, const char *doing, gint64 done, gint64 total) {
  (void)data;
  (void)doing;
  (void)total;
  return done < 512;
}

static void test_stopped(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autoptr(Content) content = content_new();
  for (int i = 0; i < 600; i++)
    content_add(content, -1, "甲", NULL, NULL, DAY_NONE);
  g_autofree char *path = g_build_filename(fixture->folder, "a.xlsx", NULL);
  g_autoptr(Book) book = book_new(path, "台账", CREATED);
  Watch watch = {.tell = stop};
  g_autoptr(GError) error = NULL;
  g_assert_false(export_xlsx_sheet(book, "台账", content, reckoning, &watch, &error));
  g_assert_error(error, WATCH_ERROR, WATCH_ERROR_STOPPED);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/export_xlsx/ningxia", test_ningxia);
  ADD("/export_xlsx/heights", test_heights);
  ADD("/export_xlsx/long-text", test_long_text);
  ADD("/export_xlsx/lights", test_lights);
  ADD("/export_xlsx/conditions", test_conditions);
  ADD("/export_xlsx/values", test_values);
  ADD("/export_xlsx/blue", test_blue);
  ADD("/export_xlsx/frozen", test_frozen);
  ADD("/export_xlsx/duty-without-date", test_duty_without_date);
  ADD("/export_xlsx/without-lights", test_without_lights);
  ADD("/export_xlsx/empty", test_empty);
  ADD("/export_xlsx/points-and-levels", test_points_and_levels);
  ADD("/export_xlsx/stopped", test_stopped);
  return g_test_run();
}
