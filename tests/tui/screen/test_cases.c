/* 选题: a month, the way of a case, the matrix, the plan of a year. */
#include "tests/core/model/filing.h"
#include "tests/tui/screen/program.h"

#include <string.h>

/* ---- helpers ---------------------------------------------------------------------------- */

/* Opens the page of this month, November. */
static void open_month(Pty *pty) {
  press(pty, "4", "11/12");
  press(pty, ENTER, "诚信文化  本月");
}

/* Goes from the unit in the form of a case to its stage. */
#define TO_STAGE TAB TAB TAB TAB TAB TAB TAB

/* Files a case of that title and unit ("": not said) from the month's page; keys go on from there.
 */
static void record_case(Pty *pty, const char *title, const char *unit, const char *keys) {
  press(pty, "c", "案例标题");
  type_in(pty, title);
  pty_send(pty, TAB);
  type_in(pty, unit);
  pty_send(pty, keys);
  press(pty, CTRL_S, "报送案例：已保存");
}

/* Takes the chosen case to the next stage, found with keys among those that may follow. */
static void advance(Pty *pty, const char *keys, const char *stage) {
  g_autofree char *chosen = g_strdup_printf("< %s >", stage);
  press(pty, "s", "─ 案例进展 ");
  settle(pty);
  pty_send(pty, keys);
  pty_wait(pty, chosen, 0);
  press(pty, CTRL_S, "案例进展：已保存");
}

static char *file_text(Cli *cli, const char *name) {
  g_autofree char *path = g_build_filename(cli->home, name, NULL);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  g_assert_nonnull(text);
  return text;
}

/* ---- a month ---------------------------------------------------------------------------- */

static void test_month(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_month(pty);
  pty_wait_row(pty, 1, "2026年11月  诚信文化  本月", 0);
  pty_wait_row(pty, 2, "内容：加强政务诚信建设", 0);
  pty_wait_row(pty, 3, "截止：", 0);
  pty_wait(pty, "市局 2026-11-15 周日 休息日（已过6天）；报部 2026-11-25 周三（还有4天）", 0);
  pty_wait(pty, "起草0 报市局0 报省厅0 报部0 采纳0 退回0  计入 0/3 篇", 0);
  pty_wait(pty, "这个月还没有案例；按 c 报送", 0);
  press(pty, "s", "这里没有可以往下报的案例");
  press(pty, "e", "请先选中一篇案例");
  press(pty, "[", "2026年10月  信用与业务深度融合");
  g_assert_false(is_shown(pty, "本月"));
  press(pty, "]", "2026年11月");
  press(pty, "]", "2026年12月  年度小结");
  press(pty, "]", "2027年没有选题计划");
  press(pty, "t", "2026年11月  诚信文化  本月");
  press(pty, "M", "修改主题  2026年11月");
  pty_send(pty, CTRL_U);
  press(pty, CTRL_S, "请写明主题");
  type_in(pty, "诚信文化建设");
  press(pty, CTRL_S, "修改主题：已保存");
  pty_wait_row(pty, 1, "2026年11月  诚信文化建设  本月", 0);
  press(pty, ESC, "11/12");
  pty_wait_row(pty, row_of(pty, "11月 本月"), "诚信文化建设", 0);
  program_quit(pty);
}

/* ---- the way of a case ------------------------------------------------------------------ */

/* 起草 → 报市局 → 报省厅 → 退回 → 报省厅 → 报部 → 采纳, and how each is counted. */
static void test_whole_way(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_month(pty);
  record_case(pty, "诚信之星进站台", "", TO_STAGE LEFT);
  int row = row_of(pty, "诚信之星进站台");
  pty_wait_row(pty, row, "起草    2026-11-21  诚信之星进站台", 0);
  pty_wait_row(pty, row, "无佐证", 0);
  pty_wait(pty, "起草1 报市局0 报省厅0 报部0 采纳0 退回0  计入 0/3 篇", 0);
  press(pty, "b", "只有已经报出、没有采纳的案例可以退回");
  advance(pty, "", "报市局");
  pty_wait_row(pty, row, "报市局  2026-11-21", 0);
  pty_wait_row(pty, row, "迟报6天 无佐证", 0);
  pty_wait(pty, "诚信之星进站台  迟报6天", 0);
  pty_wait(pty, "报市局1 报省厅0 报部0 采纳0 退回0  计入 1/3 篇", 0);
  advance(pty, "", "报省厅");
  press(pty, "b", "< 退回 >");
  press(pty, CTRL_S, "请写明退回的理由");
  type_in(pty, "缺少数据");
  press(pty, CTRL_S, "案例进展：已保存");
  pty_wait_row(pty, row, "退回    2026-11-21", 0);
  pty_wait(pty, "退回1  计入 0/3 篇", 0);
  pty_wait(pty, "退回 2026-11-21 周六：缺少数据", 0);
  advance(pty, RIGHT, "报省厅");
  advance(pty, "", "报部");
  pty_wait(pty, "报部1 采纳0 退回0  计入 1/3 篇", 0);
  advance(pty, "", "采纳");
  pty_wait_row(pty, row, "采纳    2026-11-21", 0);
  press(pty, "s", "这里没有可以往下报的案例；已经采纳的不再往下报");
  press(pty, ENTER, "首次报出");
  int way = row_of(pty, "经过");
  static const char *const steps[] = {"起草",   "报市局", "报省厅", "退回：缺少数据",
                                      "报省厅", "报部",   "采纳"};
  for (int i = 0; i < (int)G_N_ELEMENTS(steps); i++)
    pty_wait_row(pty, way + 1 + i, steps[i], 0);
  press(pty, ESC, "诚信文化  本月");
  press(pty, "1", "本月主题");
  pty_wait(pty, "已报部 1/3 篇  各阶段：采纳1", 0);
  program_quit(pty);
}

/* A stage on another day, and days that cannot be. */
static void test_days(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_month(pty);
  record_case(pty, "诚信之星进站台", "", TO_STAGE TAB "11月10日");
  pty_wait(pty, "报市局  2026-11-10", 0);
  press(pty, "s", "─ 案例进展 ");
  pty_send(pty, TAB);
  type_in(pty, "2026-11-22");
  press(pty, CTRL_S, "不能晚于今天");
  pty_send(pty, CTRL_U);
  type_in(pty, "11月18日");
  pty_wait(pty, "即 2026-11-18 周三", 0);
  press(pty, CTRL_S, "案例进展：已保存");
  pty_wait(pty, "报省厅  2026-11-18", 0);
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* ---- what a case says ------------------------------------------------------------------- */

static void test_fields(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  open_month(pty);
  press(pty, "c", "案例标题");
  press(pty, CTRL_S, "不能为空");
  type_in(pty, "服务区诚信商户榜");
  pty_send(pty, TAB);
  type_in(pty, "没有这个单位");
  press(pty, CTRL_S, "没有名为");
  pty_send(pty, CTRL_U);
  type_in(pty, "厅海事处");
  pty_send(pty, TAB TAB);
  press(pty, LEFT LEFT, "跨月主题：计入2026年11月，写的是2026年9月的主题");
  press(pty, TAB RIGHT, "< 公路建设 >");
  press(pty, TAB CTRL_O, "─ 细分领域 ");
  pty_send(pty, DOWN);
  press_gone(pty, ENTER, "公路试验检测");
  pty_wait_row(pty, row_of(pty, "细分领域"), "公路施工", 0);
  pty_send(pty, SHIFT_TAB);
  press_gone(pty, RIGHT, "公路施工"); /* it was a part of the other field */
  press(pty, RIGHT, "< 道路运输 >");
  pty_send(pty, TAB);
  type_in(pty, "网约车");
  pty_send(pty, TAB);
  type_in(pty, "按季度评选，连续上榜的减免租金。");
  pty_send(pty, TAB);
  type_in(pty, "宁交办发〔2026〕12号");
  press(pty, CTRL_S, "报送案例：已保存");
  int row = row_of(pty, "服务区诚信商户榜");
  pty_wait_row(pty, row, "厅海事处", 0);
  pty_wait_row(pty, row, "跨月", 0);
  g_autofree char *marks = pty_row_text(pty, row);
  g_assert_null(strstr(marks, "无佐证"));
  pty_wait(pty, "计入 1/3 篇，跨月主题1", 0);
  pty_wait(pty, "服务区诚信商户榜  跨月主题：9月“信用监管”", 0);
  pty_wait(pty, "道路运输 / 网约车", 0);
  pty_wait(pty, "摘要：按季度评选", 0);
  press(pty, "v", "─ 添加案例佐证 ");
  pty_wait(pty, "宁交办发〔2026〕12号", 0);
  press(pty, CTRL_S, "不能为空");
  type_in(pty, "宁交办发〔2026〕12号");
  press(pty, CTRL_S, "已经");
  pty_send(pty, CTRL_U);
  type_in(pty, "https://example.org/1");
  press(pty, CTRL_S, "添加案例佐证：已保存");
  press(pty, "e", "─ 修改案例 ");
  pty_wait(pty, "跨月主题：计入2026年11月，写的是2026年9月的主题", 0);
  pty_wait(pty, "网约车", 0);
  pty_send(pty, TAB TAB TAB);
  press_gone(pty, RIGHT RIGHT, "跨月主题：计入");
  press(pty, CTRL_S, "修改案例：已保存");
  g_assert_false(is_shown(pty, "跨月主题1"));
  press(pty, ENTER, "首次报出");
  pty_wait_row(pty, row_of(pty, "https://example.org/1") - 1, "宁交办发〔2026〕12号", 0);
  press(pty, "x", "─ 删除案例 ");
  press(pty, CTRL_S, "请写明理由");
  type_in(pty, "登记错了");
  press(pty, CTRL_S, "这篇案例已不在了");
  press(pty, ESC, "这个月还没有案例");
  press(pty, "u", "删除案例");
  press_gone(pty, "y", "这个月还没有案例");
  pty_wait(pty, "服务区诚信商户榜", 0);
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* ---- the matrix ------------------------------------------------------------------------- */

/* The counts in a row of the matrix, one blank between each. */
static void assert_row(Pty *pty, int row, const char *expected) {
  g_autofree char *cells = row_part(pty, row, 26, 80);
  g_auto(GStrv) words = g_strsplit(cells, " ", -1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] != '\0')
      g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", words[i]);
  }
  g_assert_cmpstr(text->str, ==, expected);
}

static void assert_counts(Pty *pty, const char *name, const char *expected) {
  assert_row(pty, row_of(pty, name), expected);
}

static void test_matrix(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  press(pty, "v", "2026年没有案例，也没有设定应报单位");
  press(pty, ESC, "11/12");
  press(pty, ",", "─ 选题计划设置  2026年 ");
  pty_send(pty, TAB TAB TAB TAB TAB);
  type_in(pty, "厅法规处、厅海事处、没有的单位");
  press(pty, CTRL_S, "没有名为");
  pty_send(pty, CTRL_U);
  type_in(pty, "厅法规处，厅海事处");
  press(pty, CTRL_S, "选题计划设置：已保存");
  press(pty, ENTER, "诚信文化  本月");
  pty_wait(pty, "已报0个，未报2个；未报：厅法规处、厅海事处", 0);
  record_case(pty, "甲", "厅法规处", "");
  record_case(pty, "乙", "厅法规处", "");
  record_case(pty, "丙", "厅运输处", "");
  record_case(pty, "丁", "", TO_STAGE LEFT);
  press(pty, "g" ENTER, "案例        甲"); /* from case to case; the list follows */
  press(pty, "n", "案例        乙");
  press(pty, ESC, "诚信文化  本月");
  pty_wait(pty, "案例：乙", 0);
  press(pty, TAB, "2026年每月案例报送情况  共3篇，采纳0篇");
  pty_wait(pty, "本格：厅法规处  2026年11月2篇", 0);
  press(pty, ",", "─ 选题计划设置  2026年 ");
  press(pty, ESC, "本格：厅法规处");
  press(pty, ESC, "诚信文化  本月");
  pty_wait(pty, "已报2个，未报1个；未报：厅海事处；已报：厅法规处2、厅运输处1", 0);
  press(pty, "[", "2026年10月");
  record_case(pty, "戊", "", "");
  press(pty, ESC, "11/12");
  press(pty, "v", "2026年每月案例报送情况  共4篇，采纳0篇");
  assert_counts(pty, "厅法规处", "0 0 0 0 0 0 0 0 0 0 2 - 2");
  assert_counts(pty, "厅海事处", "0 0 0 0 0 0 0 0 0 0 0 - -");
  assert_counts(pty, "厅运输处", "1 1");
  assert_counts(pty, "未注明单位", "1 1");
  assert_row(pty, row_of(pty, "─ 详情") - 1, "1 3 4");
  pty_wait(pty, "本格：厅法规处  2026年11月2篇，全年2篇（采纳0篇）", 0);
  press(pty, ENTER, "厅法规处  2026年11月的案例");
  pty_wait(pty, "甲", 0);
  pty_wait_row(pty, 1, "1/2", 0);
  press(pty, "s", "─ 案例进展 ");
  press(pty, CTRL_S, "案例进展：已保存");
  press(pty, ESC, "每月案例报送情况");
  pty_wait(pty, "11月：起草1 报市局2 报省厅1", 0);
  press(pty, LEFT, "10月：起草0 报市局1");
  press(pty, RIGHT RIGHT RIGHT, "全年：起草1 报市局3 报省厅1");
  press(pty, "jj" ENTER, "厅运输处  2026年的案例");
  press(pty, ESC, "每月案例报送情况");
  press(pty, "G" ENTER, "未注明单位  2026年的案例");
  pty_wait_row(pty, 1, "1/2", 0); /* 戊, and 丁 that is not filed yet */
  press(pty, ESC, "每月案例报送情况");
  press(pty, "]", "2027年没有案例");
  press(pty, "t", "共4篇");
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* ---- points ----------------------------------------------------------------------------- */

/* Puts the ministry's rules about cases into the file. */
static void add_system(Cli *cli) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Db) db = db_open(cli->db, DB_WRITE, &error);
  g_assert_no_error(error);
  Fixture fixture = {.db = db, .actor = {.who = "zhangsan", .today = day_from_ymd(2026, 11, 21)}};
  add_ministry_system(&fixture);
}

static void test_points(void) {
  g_autoptr(Cli) cli = cli_new_example();
  add_system(cli);
  g_autoptr(Pty) pty = program_start(cli);
  open_month(pty);
  pty_wait(pty, "得分：11月0分（满3分），全年0分（满36分）；5.1 11月报部0篇（25日前）", 0);
  int ordinary = pty_cell(pty, row_of(pty, "得分："), 8).foreground;
  record_case(pty, "甲", "厅法规处", TO_STAGE RIGHT RIGHT);
  pty_wait(pty, "5.1 11月报部1篇（25日前）：恰好1篇", 0);
  pty_wait(pty, "文件未规定，计0分；5.2 11月采纳0篇", 0);
  g_assert_cmpint(pty_cell(pty, row_of(pty, "得分："), 8).foreground, !=, ordinary);
  record_case(pty, "乙", "厅法规处", TO_STAGE RIGHT RIGHT);
  pty_wait(pty, "得分：11月1分（满3分），全年1分", 0);
  g_assert_cmpint(pty_cell(pty, row_of(pty, "得分："), 8).foreground, ==, ordinary);
  record_case(pty, "丙", "厅法规处", TO_STAGE RIGHT RIGHT);
  pty_wait(pty, "得分：11月2分（满3分），全年2分", 0);
  advance(pty, "", "采纳");
  pty_wait(pty, "得分：11月3分（满3分），全年3分", 0);
  press(pty, ESC, "11/12");
  pty_wait(pty, "得分：11月3分（满3分），全年3分", 0);
  press(pty, ",", "─ 选题计划设置 ");
  pty_send(pty, TAB TAB TAB TAB);
  press(pty, RIGHT, "< 信用交通测评指标（2023年版） >");
  press(pty, CTRL_S, "选题计划设置：已保存");
  press(pty, "v", "每月案例报送情况");
  pty_wait(pty, "得分：11月3分（满3分），全年3分", 0);
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* ---- the plan --------------------------------------------------------------------------- */

static void test_plan(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  press(pty, ",", "─ 选题计划设置  2026年 ");
  pty_send(pty, TAB CTRL_U);
  type_in(pty, "32");
  pty_send(pty, TAB TAB CTRL_U);
  type_in(pty, "四");
  press(pty, CTRL_S, "应为 1 到 31 的整数");
  pty_wait(pty, "应为 0 到 99 的整数", 0);
  pty_send(pty, CTRL_U);
  type_in(pty, "１０");
  pty_send(pty, TAB TAB CTRL_U);
  type_in(pty, "4");
  press(pty, CTRL_S, "选题计划设置：已保存");
  pty_wait_row(pty, row_of(pty, "11月 本月"), "2026-11-10  0/4篇", 0);
  press(pty, "a", "─ 新建选题计划 ");
  pty_wait_row(pty, row_of(pty, "年份"), "2027", 0);
  pty_send(pty, CTRL_U);
  type_in(pty, "2026");
  press(pty, CTRL_S, "已有选题计划");
  pty_send(pty, CTRL_U);
  type_in(pty, "２０２７");
  press(pty, CTRL_S, "已建立2027年的选题计划；按 u 可撤销");
  pty_wait_row(pty, 1, "2027年典型案例报送主题计划", 0);
  pty_wait_row(pty, row_of(pty, " 1月"), "统计分析 2026 年案例", 0);
  pty_wait_row(pty, row_of(pty, "11月"), "2027-11-10  0/4篇", 0);
  press(pty, "a", "─ 新建选题计划 ");
  pty_wait_row(pty, row_of(pty, "年份"), "2028", 0);
  pty_send(pty, TAB);
  press(pty, LEFT, "模板 xinzhou-2023-topics");
  press(pty, CTRL_S, "已建立2028年的选题计划；由模板建立的不能撤销");
  pty_wait_row(pty, row_of(pty, "11月"), "2028-11-15  0/3篇", 0);
  press(pty, "[", "2027年典型案例");
  press(pty, "u", "撤销您最近的一次修改");
  press(pty, "y", "这一年没有选题计划；按 a");
  settle(pty);
  press(pty, "e", "这里没有选题计划；可在“选题”按 a 新建"); /* what needs a month is not offered */
  press(pty, "]", "2028年典型案例");
  g_assert_false(is_shown(pty, "修改主题"));
  program_quit(pty);
}

/* Where there is no room for the content, its column goes to the topic; the day stands short. */
static void test_narrow(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 18, 60, "C.UTF-8");
  pty_wait_row(pty, 0, "9自评 11-21", 0);
  press(pty, "4", "11/12");
  int august = row_of(pty, " 8月");
  g_autofree char *row = row_part(pty, august, 0, 60);
  g_assert_cmpstr(g_strchomp(row), ==, " 8月        诚信缺失问题专项治理      2026-08-15  0/3篇");
  program_quit(pty);
}

/* Days, units and the system are one change: one 撤销 takes back all of it. What a colleague set
 * meanwhile in a field that was left alone stays. */
static void test_settings(void) {
  g_autoptr(Cli) cli = cli_new_example();
  add_system(cli);
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  press(pty, ",", "─ 选题计划设置  2026年 ");
  g_free(cli_text(cli, "plan 2026 --target 4"));
  pty_send(pty, TAB CTRL_U);
  type_in(pty, "10");
  pty_send(pty, TAB TAB TAB);
  press(pty, RIGHT, "< 信用交通测评指标（2023年版） >");
  pty_send(pty, TAB);
  press(pty, CTRL_O, "Esc 关闭"); /* the line below tells of the list now */
  g_assert_false(is_shown(pty, "Ctrl-S 保存"));
  press(pty, ESC, "Ctrl-S 保存");
  type_in(pty, "厅法规处、厅运输处");
  press(pty, CTRL_S, "选题计划设置：已保存");
  pty_wait_row(pty, row_of(pty, "11月 本月"), "2026-11-10  0/4篇", 0);
  press(pty, ENTER, "已报0个，未报2个；未报：厅法规处、厅运输处");
  press(pty, ESC, "11/12");
  press(pty, "u", "修改2026年选题计划");
  press(pty, "y", "2026-11-15");
  press(pty, ENTER, "没有设定报送单位");
  press(pty, ESC, "11/12");
  press(pty, ",", "计分体系   按本年的体系（只有一个时）");
  press_gone(pty, ESC, "─ 选题计划设置 ");
  program_quit(pty);
}

static void test_print(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_start(cli);
  press(pty, "4", "11/12");
  press(pty, "P", "每月15日前报市局，每月25日之前报部；每月3篇");
  pty_wait_row(pty, 1, "    2026年典型案例报送主题计划", 0);
  press(pty, "G", "截至 2026-11-21，全年已报0篇，采纳0篇。");
  press(pty, "S", "─ 计划存为文件 ");
  pty_wait(pty, "/2026年典型案例报送主题计划.txt", 0);
  type_in(pty, "~/plan.txt");
  press(pty, CTRL_S, "已存为 ");
  g_autofree char *text = file_text(cli, "plan.txt");
  assert_has(text, "12月  年度小结          回顾 2026 年创新举措");
  assert_has(text, "统计分析 2025 年案例报送情况");
  press(pty, "S", "─ 计划存为文件 ");
  type_in(pty, "~/plan.txt");
  press(pty, CTRL_S, "已经有这个文件");
  press(pty, ESC, "有未保存的内容");
  press(pty, "d", "全年已报0篇");
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* ---- surroundings ----------------------------------------------------------------------- */

/* What was typed when the line dropped is offered again, with what the form began with. */
static void test_dropped_line(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) dropped = program_start(cli);
  open_month(dropped);
  press(dropped, "c", "案例标题");
  type_in(dropped, "诚信之星进站台");
  pty_send(dropped, TAB TAB TAB);
  press(dropped, LEFT LEFT, "跨月主题：计入2026年11月");
  pty_hangup(dropped);
  pty_wait_exit(dropped, 0);
  g_autoptr(Pty) pty = program_start(cli);
  pty_wait(pty, "上次有没保存的内容：报送案例", 0);
  press(pty, ENTER, "诚信之星进站台");
  pty_wait(pty, "跨月主题：计入2026年11月", 0);
  press(pty, CTRL_S, "报送案例：已保存");
  open_month(pty);
  press(pty, "b", "< 退回 >");
  pty_send(pty, TAB TAB);
  type_in(pty, "缺少数据");
  pty_hangup(pty);
  pty_wait_exit(pty, 0);
  g_autoptr(Pty) again = program_start(cli);
  pty_wait(again, "上次有没保存的内容：案例进展", 0);
  press(again, ENTER, "缺少数据");
  pty_wait_row(again, row_of(again, "下一步"), "退回", 0);
  press(again, CTRL_S, "案例进展：已保存");
  open_month(again);
  pty_wait(again, "退回 2026-11-21 周六：缺少数据", 0);
  press(again, ESC, "11/12");
  program_quit(again);
}

static void test_wide(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 50, 200, "C.UTF-8");
  pty_wait(pty, "本月主题", 0);
  open_month(pty);
  record_case(pty, "诚信之星进站台", "厅法规处", "");
  pty_wait_row(pty, row_of(pty, "阶段    日期"), "领域", 0);
  press(pty, ESC, "11/12");
  pty_wait_row(pty, row_of(pty, "11月 本月"), "1/3篇     报市局1", 0);
  press(pty, "v", "每月案例报送情况");
  int head = row_of(pty, "报送单位（篇）"), row = row_of(pty, "厅法规处");
  g_assert_cmpint(column_of(pty, row, "1 "), ==, column_of(pty, head, "11月"));
  press(pty, ESC, "11/12");
  program_quit(pty);
}

/* The columns stand under each other where … and ─ are two columns wide. */
static void test_gb18030(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Pty) pty = program_open(cli, 24, 80, "zh_CN.GB18030");
  pty_wait(pty, "本月主题", 0);
  open_month(pty);
  record_case(pty, "跨部门守信激励联合行动方案在高速公路服务区的落地“诚信之星”", "厅法规处", "");
  record_case(pty, "短", "厅海事处", "");
  int first = row_of(pty, "跨部门守信"), second = row_of(pty, "短  ");
  g_assert_cmpint(column_of(pty, first, "厅法规处"), ==, column_of(pty, second, "厅海事处"));
  g_assert_cmpint(column_of(pty, first, "无佐证"), ==, column_of(pty, second, "无佐证"));
  press(pty, ESC, "11/12");
  press(pty, "v", "每月案例报送情况");
  assert_counts(pty, "厅法规处", "1 1");
  assert_row(pty, row_of(pty, "─ 详情") - 1, "2 2");
  press(pty, ESC, "11/12");
  program_quit(pty);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/screen/cases/month", test_month);
  g_test_add_func("/screen/cases/way", test_whole_way);
  g_test_add_func("/screen/cases/days", test_days);
  g_test_add_func("/screen/cases/fields", test_fields);
  g_test_add_func("/screen/cases/matrix", test_matrix);
  g_test_add_func("/screen/cases/points", test_points);
  g_test_add_func("/screen/cases/plan", test_plan);
  g_test_add_func("/screen/cases/settings", test_settings);
  g_test_add_func("/screen/cases/narrow", test_narrow);
  g_test_add_func("/screen/cases/print", test_print);
  g_test_add_func("/screen/cases/dropped_line", test_dropped_line);
  g_test_add_func("/screen/cases/wide", test_wide);
  g_test_add_func("/screen/cases/gb18030", test_gb18030);
  return g_test_run();
}
