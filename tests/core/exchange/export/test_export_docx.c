/* Ledgers and 督办单 as Word files, read back part by part. */
#include "core/exchange/export/export_docx.h"

#include <string.h>

#include "core/model/letter_values.h"
#include "ledgers.h"
#include "parts.h"
#include "tests/core/fixture.h"

#define CREATED 1795226400 /* 2026-11-21 02:00 UTC */
#define TODAY day_from_ymd(2026, 11, 21)

static char *write_word(Fixture *fixture, Word *word) {
  char *path = g_build_filename(fixture->folder, "a.docx", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(word_write(word, path, &error));
  g_assert_no_error(error);
  return path;
}

static char *write_ledger(Fixture *fixture, Content *content, const Reckoning *reckoning) {
  g_autoptr(Content) ledger = content;
  content_reckon(ledger, reckoning);
  g_autoptr(Word) word = word_new(ledger->title, TRUE, CREATED);
  g_assert_true(export_docx_table(word, ledger, TRUE, NULL, NULL));
  return write_word(fixture, word);
}

static void page_has(const char *path, const char *xpath, const char *value) {
  g_autofree char *xml = part_text(path, "word/document.xml");
  g_autofree char *found = part_xpath(xml, xpath);
  if (!g_str_equal(found, value))
    g_error("%s is “%s”, not “%s”", xpath, found, value);
}

/* The cell of a row (from 1, the head) and place (from 1). */
static void cell_is(const char *path, int row, int place, const char *text) {
  g_autofree char *xpath = g_strdup_printf("string(//tr[%d]/tc[%d])", row, place);
  page_has(path, xpath, text);
}

/* ---- ledgers ---------------------------------------------------------------------------- */

static void test_ningxia(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2020, 6, 1), 7);
  g_autofree char *path = write_ledger(fixture, content_ningxia(), reckoning);
  const char *const heads[] = {"序号",     "一级指标", "二级指标", "目标任务", "责任处室（单位）",
                               "完成时限", "编号"};
  page_has(path, "count(//tr)", "70");
  page_has(path, "count(//gridCol)", "7");
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    cell_is(path, 1, (int)i + 1, heads[i]);
  page_has(path, "count(//tr[trPr/tblHeader])", "1");
  page_has(path, "count(//tr[1][trPr/tblHeader])", "1");
  /* as many merged cells as there are 一级 and 二级 of more than one row, the last two wide */
  page_has(path, "count(//tc[tcPr/vMerge[@val='restart']])", "30");
  page_has(path, "count(//tr[position() > 1]/tc[2][tcPr/vMerge[@val='continue']])", "60");
  page_has(path, "count(//tc[tcPr/gridSpan[@val='2']])", "8");
  page_has(path, "count(//tr[count(tc) = 6])", "8");
  cell_is(path, 63, 2, "八、加分项");
  cell_is(path, 63, 3, "在交通运输领域推进信用建设，形成典型经验成果，向全国推广应用。");
  cell_is(path, 3, 2, "");
  cell_is(path, 5, 6, "2020年4月");
  cell_is(path, 70, 6, "169");
  page_has(path, "string(//sectPr/pgSz/@orient)", "landscape");
  g_autofree char *footer = part_text(path, "word/footer1.xml");
  g_autofree char *field = part_xpath(footer, "string(//fldSimple/@instr)");
  g_assert_cmpstr(field, ==, " PAGE ");
}

static void test_in_use(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autofree char *path = write_ledger(fixture, content_in_use(), reckoning);
  cell_is(path, 1, 7, "灯");
  cell_is(path, 2, 7, "红");
  page_has(path, "string(//tr[2]/tc[7]/tcPr/shd/@fill)", "FFC7CE");
  page_has(path, "string(//tr[3]/tc[7]/tcPr/shd/@fill)", "FFEB9C");
  cell_is(path, 2, 8, "办理中");
  cell_is(path, 2, 9, "60%");
  cell_is(path, 2, 10, "=已报厅领导审阅-正在修改");
  page_has(path, "count(//tr[2]/tc[10]//br)", "1");
  cell_is(path, 3, 4, "+印发方案");
}

/* Widths add up to the page, and each cell is as wide as the columns it takes. */
static void test_widths(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, TODAY, 7);
  g_autofree char *path = write_ledger(fixture, content_in_use(), reckoning);
  page_has(path, "string(sum(//gridCol/@w) = 16838 - 2 * 850)", "true");
  page_has(path, "string(sum(//tr[2]/tc/tcPr/tcW/@w) = sum(//gridCol/@w))", "true");
  page_has(path, "string(sum(//tr[9]/tc/tcPr/tcW/@w) = sum(//gridCol/@w))", "true");
}

static void test_text(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(Word) word = word_new("<a>&\001", FALSE, CREATED);
  word_paragraph(word, WORD_BODY, "<&>\"\t𠮷\n\001\xff末");
  word_table_begin(word, (const double[]){1}, 1, FALSE);
  word_table_end(word);
  word_data(word, "customXml/taizhang.json", "{\"a\":\"<&>\"}");
  g_autofree char *path = write_word(fixture, word);
  page_has(path, "string(//p[1])", "<&>\" 𠮷\uFFFD\uFFFD末");
  page_has(path, "count(//p[1]//tab)", "0"); /* cleaned, for what XML cannot hold */
  g_autofree char *core = part_text(path, "docProps/core.xml");
  g_autofree char *title = part_xpath(core, "string(//title)");
  g_assert_cmpstr(title, ==, "<a>&\uFFFD");
  g_autofree char *json = part_text(path, "customXml/taizhang.json");
  g_assert_cmpstr(json, ==, "{\"a\":\"<&>\"}");
}

static void test_same_bytes(Fixture *fixture, gconstpointer data) {
  (void)data;
  char *bytes[2];
  gsize sizes[2];
  for (int i = 0; i < 2; i++) {
    g_autoptr(Word) word = word_new("台账", TRUE, CREATED);
    word_paragraph(word, WORD_TITLE, "台账");
    g_autofree char *path = write_word(fixture, word);
    g_assert_true(g_file_get_contents(path, &bytes[i], &sizes[i], NULL));
  }
  g_assert_cmpmem(bytes[0], sizes[0], bytes[1], sizes[1]);
  g_free(bytes[0]);
  g_free(bytes[1]);
}

static void test_no_folder(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = g_build_filename(fixture->folder, "none", "a.docx", NULL);
  g_autoptr(Word) word = word_new("台账", TRUE, CREATED);
  g_autoptr(GError) error = NULL;
  g_assert_false(word_write(word, path, &error));
  g_assert_nonnull(strstr(error->message, "没有写成文件"));
}

/* ---- 督办单 ----------------------------------------------------------------------------- */

#define TEMPLATE                                                                                   \
  "督办单\n{文号}\n　　二、要求\n　　{要求}\n　　三、答复期限\n　　请于{答复期限}前答复"

/* The page of a notice about task 4, which is late since 2026-04-30, with that text. */
static char *write_notice(Fixture *fixture, const char *text) {
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_from_ymd(2026, 12, 31), 7);
  g_autoptr(GError) error = NULL;
  gint64 id, task_four = task_id(fixture, 4);
  g_assert_true(notice_issue(fixture->db, &fixture->actor, task_four, 2, text,
                             day_from_ymd(2026, 11, 27), &id, &error));
  g_autoptr(Notice) notice = notice_load(fixture->db, id, &error);
  g_autoptr(Task) task = task_load(fixture->db, reckoning, task_four, &error);
  g_auto(LetterValues) values = {0};
  g_assert_true(
      letter_values_as_issued(fixture->db, reckoning, notice, task, TEMPLATE, &values, &error));
  g_autoptr(Word) word = export_notice_page(notice, &values, CREATED);
  return write_word(fixture, word);
}

static void test_notice(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path =
      write_notice(fixture, "督办单\n{文号}\n　　二、要求\n　　一是查明原因\n　　二是限期办结\n"
                            "　　三、答复期限\n　　请于2026年11月27日前答复");
  page_has(path, "string(//p[1])", "督办单");
  page_has(path, "string(//p[1]/pPr/pStyle/@val)", "r");
  g_autofree char *styles = part_text(path, "word/styles.xml");
  g_autofree char *red = part_xpath(styles, "string(//style[@styleId='r']/rPr/color/@val)");
  g_autofree char *right = part_xpath(styles, "string(//style[@styleId='e']/pPr/jc/@val)");
  g_assert_cmpstr(red, ==, "FF0000");
  g_assert_cmpstr(right, ==, "right");
  page_has(path, "string(//p[2])", "督办〔2026〕1号");
  page_has(path, "string(//p[2]/pPr/pStyle/@val)", "e");
  cell_is(path, 1, 2, "厅法规处");
  cell_is(path, 2, 2, "督办单");
  cell_is(path, 2, 4, "2026年11月21日");
  page_has(path, "string(contains(//tr[3]/tc[2], '第4项：落实国家发展改革委'))", "true");
  cell_is(path, 4, 2, "2026年4月");
  cell_is(path, 4, 4, "2026年4月30日");
  /* as on the day it was issued, not as on the day it is printed */
  cell_is(path, 5, 2, "已逾期205天");
  cell_is(path, 6, 2, "一是查明原因二是限期办结");
  page_has(path, "count(//tr[6]/tc[2]//br)", "1");
  cell_is(path, 7, 2, "请于2026年11月27日前（含当日）书面答复办理情况，并附佐证材料。");
  cell_is(path, 8, 1, "签 发 人");
  page_has(path, "string(sum(//gridCol/@w) = 11906 - 2 * 1134)", "true");
}

/* A letter whose template was changed since it was written is printed whole. */
static void test_notice_other_template(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autofree char *path = write_notice(fixture, "督办单\n\n　　请抓紧办理");
  page_has(path, "string(//tr[6]/tc[2])", "督办单请抓紧办理");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/export_docx/ningxia", test_ningxia);
  ADD("/export_docx/in-use", test_in_use);
  ADD("/export_docx/widths", test_widths);
  ADD("/export_docx/text", test_text);
  ADD("/export_docx/same-bytes", test_same_bytes);
  ADD("/export_docx/no-folder", test_no_folder);
  ADD("/export_docx/notice", test_notice);
  ADD("/export_docx/notice-other-template", test_notice_other_template);
  return g_test_run();
}
