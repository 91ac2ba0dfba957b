/* import: a ledger from a file, once and again. */
#include <string.h>

#include "tests/command/cli.h"

static char *source(const char *path) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), path, NULL);
}

/* Runs import on a file of the project with options. */
static char *import_text(Cli *cli, const char *path, const char *options) {
  g_autofree char *file = source(path);
  g_autofree char *arguments = g_strdup_printf("import %s %s", file, options);
  return cli_text(cli, arguments);
}

static json_t *import_json(Cli *cli, const char *path, const char *options) {
  g_autofree char *file = source(path);
  g_autofree char *arguments = g_strdup_printf("import %s %s --format json", file, options);
  return cli_json(cli, arguments);
}

static void import_refused(Cli *cli, const char *path, const char *options, int status,
                           const char *words) {
  g_autofree char *file = source(path);
  g_autofree char *arguments = g_strdup_printf("import %s %s", file, options);
  cli_refused(cli, arguments, status, words);
}

#define NINGXIA "tests/data/ningxia.tsv"
#define TWO_TABLES "tests/data/import/two-tables.xlsx"

static gsize count_of(Cli *cli, const char *arguments) {
  json_t *list = cli_json(cli, arguments);
  gsize count = json_array_size(list);
  json_decref(list);
  return count;
}

static void assert_counts(const json_t *page, int same, int added, int changed, int gone) {
  const json_t *counts = json_object_get(page, "counts");
  g_assert_cmpint(json_number_of(counts, "same"), ==, same);
  g_assert_cmpint(json_number_of(counts, "added"), ==, added);
  g_assert_cmpint(json_number_of(counts, "changed"), ==, changed);
  g_assert_cmpint(json_number_of(counts, "gone"), ==, gone);
}

/* The document of 2020 says nothing new of the ledger that was made from it. */
static void test_same(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_t *page = import_json(cli, NINGXIA, "--into 1");
  assert_counts(page, 69, 0, 0, 0);
  g_assert_cmpint(json_number_of(page, "ledger"), ==, 1);
  g_assert_cmpuint(json_array_size(json_object_get(page, "items")), ==, 0);
  json_decref(page);
  g_autofree char *text = import_text(cli, NINGXIA, "--into 1");
  assert_has(text, "不变69项");
  assert_has(text, "台账没有变化");
  g_assert_cmpuint(count_of(cli, "log --format json"), ==, 1);
}

static void test_new(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *look =
      import_text(cli, NINGXIA, "--as-ledger 另一本 --year 2026 --make-units --dry-run");
  assert_has(look, "没有改动任何内容");
  assert_has(look, "D列 责任处室（单位）：责任单位，空白同上");
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
  g_autofree char *text = import_text(cli, NINGXIA, "--as-ledger 另一本 --year 2026");
  assert_has(text, "新建台账《另一本》（2026年）：新增69项");
  assert_has(text, "taizhang undo");
  g_assert_cmpuint(count_of(cli, "list --ledger 另一本 --format json"), ==, 69);
  /* it is found again by its title */
  g_autofree char *undone = cli_text(cli, "undo");
  assert_has(undone, "导入“ningxia.tsv”：新建台账《另一本》，新增69项");
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
}

/* Blank cells are told of where they are taken as above, since a csv cannot say which they are. */
static void test_blank(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = g_build_filename(cli->home, "空.csv", NULL);
  g_autofree char *look = g_strdup_printf("import %s --year 2026 --make-units --dry-run", file);
  g_autofree char *bare = g_strconcat(look, " --no-fill", NULL);
  g_autofree char *json = g_strconcat(look, " --format json", NULL);
  g_assert_true(g_file_set_contents(file,
                                    "一级指标,目标任务,责任单位,配合单位,完成时限\n"
                                    "一,修订办法,厅法规处,厅公路处,2026年6月\n"
                                    "一,公开信息,厅公路处,,\n"
                                    "一,报送案例,,,\n",
                                    -1, NULL));
  g_autofree char *text = cli_text(cli, look);
  assert_has(text, "空白的照上行填了3格（责任单位1格，完成时限2格）");
  assert_has(text, "--no-fill");
  g_autofree char *plain = cli_text(cli, bare);
  g_assert_null(strstr(plain, "照上行填了"));
  json_t *page = cli_json(cli, json);
  const json_t *filled = json_object_get(page, "filled");
  g_assert_cmpint(json_number_of(filled, "deadline"), ==, 2);
  g_assert_cmpuint(json_object_size(filled), ==, 2);
  json_decref(page);
}

/* What people changed since is not put back by the file of long ago, unless that is asked for. */
static void test_touched(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = g_build_filename(cli->home, "旧.csv", NULL);
  g_autofree char *export = g_strdup_printf("export --output %s", file);
  g_autofree char *import = g_strdup_printf("import %s --into 1", file);
  g_autofree char *back = g_strdup_printf("import %s --into 1 --touched", file);
  g_free(cli_text(cli, export));
  g_free(cli_text(cli, "step 9 pause --reason 等上级文件"));
  g_autofree char *left = cli_text(cli, import);
  assert_has(left, "没有选中：导入之后台账里有人改过");
  assert_has(left, "改过的1栏不动");
  g_assert_cmpuint(count_of(cli, "list --state 暂停 --format json"), ==, 1);
  g_free(cli_text(cli, back));
  g_assert_cmpuint(count_of(cli, "list --state 暂停 --format json"), ==, 0);
}

static void test_tables(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *look = import_text(cli, TWO_TABLES, "--dry-run");
  assert_has(look, "表“重点任务”，3行，标题：2026年信用交通重点任务台账");
  assert_has(look, "另有表“县区任务”（1行），要导入它请加 --sheet 县区任务");
  assert_has(look, "G列 联系方式：不导入");
  assert_has(look, "--alias 法制处=厅法规处");
  import_refused(cli, TWO_TABLES, "--year 2026", 1, "--alias 法制处=厅法规处");
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
  g_autofree char *text = import_text(cli, TWO_TABLES, "--alias 法制处=厅法规处 --map G=备注");
  assert_has(text, "新增3项");
  json_t *task = cli_json(cli, "show 70 --format json");
  g_assert_cmpstr(json_text_of(task, "note"), ==, "略");
  g_assert_cmpstr(json_text_of(task, "state"), ==, "active"); /* it has progress */
  json_decref(task);
  json_t *again = import_json(cli, TWO_TABLES, "--year 2026");
  assert_counts(again, 3, 0, 0, 0);
  json_decref(again);
  g_autofree char *other = import_text(cli, TWO_TABLES, "--sheet 2 --as-ledger 县区");
  assert_has(other, "新增1项");
  import_refused(cli, TWO_TABLES, "--sheet 9", 1, "有“重点任务”、“县区任务”");
  import_refused(cli, TWO_TABLES, "--map 电话=备注", 2, "G 联系方式");
  import_refused(cli, TWO_TABLES, "--map G=无此", 2, "可以是 不导入、编号");
  import_refused(cli, TWO_TABLES, "--map G", 2, "--map C=目标任务");
  import_refused(cli, TWO_TABLES, "--alias 无此=厅法规处", 2, "文件里的单位台账里都有");
}

/* A file with a change, a new row and one that is missing, written beside the ledger. */
static char *changed_file(Cli *cli) {
  g_autofree char *path = source(NINGXIA);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GString) changed = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
    if (i == 30 || g_strv_length(cells) < 5)
      continue;
    g_string_append_printf(changed, "%s\t%s\t%s\t%s\t%s\n", cells[0], cells[1], cells[2], cells[3],
                           i == 4 ? "2026年5月" : cells[4]);
  }
  g_string_append(changed, "九、扣分项\t\t未按要求公开信用承诺书。\t厅审批处\t2026年12月\n");
  char *file = g_build_filename(cli->home, "changed.tsv", NULL);
  g_assert_true(g_file_set_contents(file, changed->str, -1, NULL));
  return file;
}

static void test_changed(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = changed_file(cli);
  g_autofree char *look = g_strdup_printf("import %s --into 1 --dry-run", file);
  g_autofree char *text = cli_text(cli, look);
  assert_has(text, "新增1项，修改1项，缺少1项，不变67项");
  assert_has(text, "完成时限：2026年4月 → 2026年5月");
  assert_has(text, "文件里缺少的1项不动");
  g_autofree char *csv_of = g_strdup_printf("%s --format csv", look);
  g_autofree char *csv = cli_text(cli, csv_of);
  assert_has(csv, "变化,行号,序号,目标任务,内容,原来,现在,选中,不能的原因");
  assert_has(csv, "完成时限,2026年4月,2026年5月,是,");
  g_autofree char *only = g_strdup_printf("import %s --into 1 --only gone", file);
  g_autofree char *voided = cli_text(cli, only);
  assert_has(voided, "新增0项，修改0项，作废1项");
  g_autofree char *wrong = g_strdup_printf("import %s --into 1 --only 全部", file);
  cli_refused(cli, wrong, 2, "--only 可以是");
  g_autofree char *row = g_strdup_printf("import %s --into 1 --rows 5", file);
  g_autofree char *one = cli_text(cli, row);
  assert_has(one, "已导入：新增0项，修改1项");
  g_autofree char *missing = g_strdup_printf("import %s --into 1 --rows 500", file);
  cli_refused(cli, missing, 2, "第500行不是任务");
  g_autofree char *rest = g_strdup_printf("import %s --into 1 --format json", file);
  json_t *page = cli_json(cli, rest);
  assert_counts(page, 68, 1, 0, 0);
  g_assert_cmpint(json_number_of(json_object_get(page, "result"), "added"), ==, 1);
  json_decref(page);
  g_assert_cmpuint(count_of(cli, "list --format json"), ==, 70);
}

static void test_pasted(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run =
      cli_shell(cli, "printf '目标任务\\t责任单位\\n完成交办事项\\t厅法规处\\n' | $T import - "
                     "--as-ledger 交办 --year 2026");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "文件：粘贴的内容");
  assert_has(run->out, "新增1项");
  g_autoptr(Run) percents =
      cli_shell(cli, "printf '目标任务\\t责任单位\\t完成率\\n甲任务\\t厅法规处\\t40%%\\n"
                     "乙任务\\t厅法规处\\t0%%\\n' | $T import - --as-ledger 进度 --year 2026 && "
                     "$T list --query 台账:进度 --format csv");
  g_assert_cmpint(percents->status, ==, 0);
  assert_has(percents->out, "办理中"); /* of which something is done … */
  assert_has(percents->out, "未启动"); /* … and nothing */
  g_autoptr(Run) none = cli_shell(cli, "printf '没有表格' | $T import -");
  g_assert_cmpint(none->status, ==, 1);
  assert_has(none->err, "没有找到台账");
}

/* Merged cells of an export are pasted as blank ones: tasks that are there stay in their
 * indicators, new ones come into those above. */
static void test_pasted_export(void) {
  g_autoptr(Cli) cli = cli_new_example();
  json_auto_t *task = cli_json(cli, "show 4 --format json");
  g_autofree char *line = g_strdup_printf(
      "printf '序号\\t一级指标\\t二级指标\\t目标任务\\t责任单位\\t完成时限\\t备注\\t编号\\n"
      "70\\t十、新增\\t（一）甲\\t甲任务\\t厅法规处\\t2026年4月\\t\\t\\n"
      "4\\t\\t（二）乙\\t%s\\t厅法规处\\t2026年4月\\t已核\\t4\\n"
      "71\\t\\t\\t乙任务\\t厅法规处\\t2026年4月\\t\\t\\n' | $T import - --into 1",
      json_text_of(task, "goal"));
  g_autofree char *before = cli_text(cli, "show 4");
  g_autoptr(Run) run = cli_shell(cli, line);
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "2行的指标栏空着（合并的单元格拆开了）：已有的任务，所属指标不变");
  assert_has(run->out, "新增2项，修改1项，缺少68项");
  g_autofree char *after = cli_text(cli, "show 4"), *other = cli_text(cli, "show 71");
  const char *level = strstr(before, "一级指标");
  g_autofree char *levels = g_strndup(level, (gsize)(strstr(level, "类别") - level));
  assert_has(after, levels);
  assert_has(after, "备注        已核");
  assert_has(other, "目标任务    乙任务");
  assert_has(other, "一级指标    十、新增");
  assert_has(other, "二级指标    （二）乙");
}

/* Heads that say nothing: what they are is said by --map, and which row they are in is told. */
static void test_unknown_heads(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = g_build_filename(cli->home, "乱.csv", NULL);
  g_autofree char *bare = g_build_filename(cli->home, "无.csv", NULL);
  g_assert_true(g_file_set_contents(file,
                                    "2026年台账\n编码,事项,谁来办,啥时候\n"
                                    "A1,制定办法,厅法规处,2026-12-01\n"
                                    "A2,修订目录,厅办公室,2026年底\n",
                                    -1, NULL));
  g_assert_true(g_file_set_contents(bare,
                                    "A1,制定办法,厅法规处,2026-12-01\n"
                                    "A2,修订目录,厅办公室,2026年底\n",
                                    -1, NULL));
  g_autofree char *none = g_strdup_printf("import %s", file);
  g_autofree char *all =
      g_strdup_printf("import %s --map B=工作任务 --map 谁来办=责任单位 --map D=完成时限", file);
  g_autofree char *row =
      g_strdup_printf("import %s --map B=目标任务 --map C=责任单位 --dry-run --year 2026", bare);
  g_autofree char *column = g_strdup_printf("import %s --map Z=目标任务", file);
  g_autofree char *field = g_strdup_printf("import %s --map B=天气", file);
  cli_refused(cli, none, 1, "--map B=目标任务");
  cli_refused(cli, column, 2, "没有列“Z”");
  cli_refused(cli, field, 2, "没有“天气”这种内容");
  g_autofree char *text = cli_text(cli, all);
  assert_has(text, "表“乱”第2行：没有认出表头，这一行当作表头\n");
  assert_has(text, "新增2项");
  json_t *tasks = cli_json(cli, "list --ledger 2026年台账 --format json");
  g_assert_cmpstr(json_text_of(json_array_get(tasks, 0), "due"), ==, "2026-12-01");
  json_decref(tasks);
  g_autofree char *two = cli_text(cli, row);
  assert_has(two, "新增2项"); /* the first row holds a date: it is no head */
}

/* What is not found by its words may not be new: it was reworded, or deleted. */
static void test_doubts(void) {
  static const char head[] = "序号,目标任务,责任单位,完成时限\n1,制定信用办法,厅法规处,6月底\n";
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *file = g_build_filename(cli->home, "单.csv", NULL);
  g_autofree char *import = g_strdup_printf("import %s --year 2026", file);
  g_autofree char *dry = g_strconcat(import, " --dry-run", NULL);
  g_autofree char *row = g_strconcat(import, " --rows 3 --dry-run", NULL);
  g_autofree char *first =
      g_strconcat(head, "2,修订目录,厅办公室,7月底\n3,组织培训,厅办公室,8月底\n", NULL);
  g_autofree char *second =
      g_strconcat(head, "2,清理历年文件,厅办公室,7月底\n3,开展检查,厅法规处,8月底\n", NULL);
  g_assert_true(g_file_set_contents(file, first, -1, NULL));
  g_free(cli_text(cli, import));
  g_assert_true(g_file_set_contents(file, second, -1, NULL));
  g_autofree char *reworded = cli_text(cli, dry);
  assert_has(reworded, "第2项“清理历年文件”（第3行），没有选中\n"
                       "    请留意：序号、责任单位和缺少的“修订目录”相同，可能是它改了文字，"
                       "默认不新增\n"
                       "  第3项“开展检查”（第4行）\n");
  assert_has(reworded, "可能不是新任务的1项没有新增；要新增，请用 --rows 写明行号\n");
  g_autofree char *chosen = cli_text(cli, row);
  assert_has(chosen, "第2项“清理历年文件”（第3行）\n");
  assert_has(chosen, "第3项“开展检查”（第4行），没有选中\n");

  json_t *tasks = cli_json(cli, "list --ledger 单 --format json");
  g_autofree char *delete = g_strdup_printf("delete --reason 重复 %d",
                                            (int)json_number_of(json_array_get(tasks, 2), "id"));
  json_decref(tasks);
  g_free(cli_text(cli, delete));
  g_assert_true(g_file_set_contents(file, first, -1, NULL));
  g_autofree char *deleted = cli_text(cli, dry);
  assert_has(deleted, "第3项“组织培训”（第4行）\n    请留意：在回收站里");
}

/* 责任分工 and 指标内容 as heads; 未启动 and 无 in 进展情况 are no progress, 已完成 says more. */
static void test_heads(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run = cli_shell(
      cli,
      "printf '一级指标\\t二级指标\\t指标内容\\t责任分工\\t进展情况\\n"
      "机制\\t方案\\t制定方案\\t厅法规处牵头，厅建管处配合\\t未启动\\n"
      "\\t\\t印发要点\\t\\t无\\n\\t宣传\\t开展宣传\\t\\t已印发\\n\\t\\t组织培训\\t\\t已完成\\n' | "
      "$T import - --as-ledger 指标 --year 2026");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "C列 指标内容：目标任务");
  assert_has(run->out, "D列 责任分工：责任单位，空白同上");
  assert_has(run->out, "新增4项");
  assert_has(run->out, "第5行E列（进展情况）：进展“已完成”，状态记为已办结");
  json_t *tasks = cli_json(cli, "list --ledger 指标 --format json");
  static const char *const states[] = {"new", "new", "active", "done"};
  for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
    g_assert_cmpstr(json_text_of(json_array_get(tasks, i), "state"), ==, states[i]);
  json_decref(tasks);
  g_autofree char *csv = cli_text(cli, "export --ledger 指标 --format csv");
  assert_has(csv, "机制,方案,任务,印发要点,厅法规处（牵头）、厅建管处（配合）");
}

/* A table of 序号 and tasks alone, with the units behind each. */
static void test_behind(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text = import_text(cli, "tests/data/tables/roles.xlsx",
                                      "--sheet 厦门 --make-units --as-ledger 厦门");
  assert_has(text, "新增3项");
  g_autofree char *csv = cli_text(cli, "export --ledger 厦门 --format csv");
  assert_has(csv, "局法规处（牵头）、局机关相关处室（责任）、局属相关单位（责任）");
}

/* A csv has no title, and still is the ledger it was made from. */
static void test_own_csv(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autoptr(Run) run = cli_shell(
      cli, "cd \"$HOME\" && $T export -o 导出.csv && sed -i s/深入学习贯彻/学习贯彻/ 导出.csv && "
           "$T import 导出.csv");
  g_assert_cmpint(run->status, ==, 0);
  assert_has(run->out, "新增0项，修改1项，缺少0项，不变68项");
  g_assert_cmpuint(count_of(cli, "ledgers --format json"), ==, 1);
}

/* What leaves, comes into an empty file and leaves again is the same to the last character, but for
 * the mark of the file it comes from; the units in their order as well. */
static void test_round(void) {
  g_autoptr(Cli) cli = cli_new_example();
  static const char *const forms[] = {"xlsx", "docx"};
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autofree char *line = g_strdup_printf(
        "cd \"$HOME\" && $T export -o 1.%s && $T init --db 2.db && "
        "$T import 1.%s --make-units --db 2.db && $T export -o 1.yaml --force && "
        "$T export --db 2.db -o 2.yaml --force && rm 2.db && sed -i /^origin:/d 1.yaml 2.yaml && "
        "cmp 1.yaml 2.yaml",
        forms[i], forms[i]);
    g_autoptr(Run) run = cli_shell(cli, line);
    g_assert_cmpstr(run->err, ==, "");
    g_assert_cmpint(run->status, ==, 0);
  }
}

static void test_document(void) {
  g_autoptr(Cli) cli = cli_new_example();
  g_autofree char *text =
      import_text(cli, "data/ledgers/xinzhou-2023.yaml", "--year 2026 --make-units");
  assert_has(text, "（2026年）：新增18项");
  g_autofree char *again = import_text(cli, "data/ledgers/xinzhou-2023.yaml", "--year 2026");
  assert_has(again, "不变18项");
  import_refused(cli, "data/ledgers/xinzhou-2023.yaml", "--sheet 1", 2, "不是表格");
}

static void test_refused(void) {
  g_autoptr(Cli) cli = cli_new_example();
  cli_refused(cli, "import", 2, "缺少文件");
  cli_refused(cli, "import /no/such/file.xlsx", 1, "file.xlsx");
  import_refused(cli, NINGXIA, "--into 9", 1, "9");
  import_refused(cli, NINGXIA, "--into 1 --as-ledger 甲", 2, "只能写一个");
  import_refused(cli, NINGXIA, "--year 26", 2, "--year");
  import_refused(cli, NINGXIA, "--rows 甲", 2, "--rows");
  g_free(cli_text(cli, "freeze 1"));
  import_refused(cli, NINGXIA, "--into 1", 1, "封存");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/import/same", test_same);
  g_test_add_func("/command/import/new", test_new);
  g_test_add_func("/command/import/tables", test_tables);
  g_test_add_func("/import/touched", test_touched);
  g_test_add_func("/import/blank", test_blank);
  g_test_add_func("/command/import/changed", test_changed);
  g_test_add_func("/command/import/pasted", test_pasted);
  g_test_add_func("/command/import/pasted_export", test_pasted_export);
  g_test_add_func("/command/import/heads", test_heads);
  g_test_add_func("/command/import/unknown_heads", test_unknown_heads);
  g_test_add_func("/command/import/doubts", test_doubts);
  g_test_add_func("/command/import/behind", test_behind);
  g_test_add_func("/command/import/own_csv", test_own_csv);
  g_test_add_func("/command/import/round", test_round);
  g_test_add_func("/command/import/document", test_document);
  g_test_add_func("/command/import/refused", test_refused);
  return g_test_run();
}
