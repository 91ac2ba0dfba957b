#include <string.h>

#include "tui/command/score_edit.h"
#include "tui/command/score_rows.h"
#include "tui/command/value.h"

#define MONTHS 12
#define YEAR_LEAST 1
#define YEAR_MOST 9999

typedef struct {
  char *system;
  char *year;
  char *month;
  gboolean months;
  gboolean carry;
  ScoreEdits edits;
} ScoreOptions;

static void score_options_clear(ScoreOptions *options) {
  g_free(options->system);
  g_free(options->year);
  g_free(options->month);
  score_edits_clear(&options->edits);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ScoreOptions, score_options_clear)

/* Which sheet is meant. */
typedef struct {
  const char *system; /* NULL: the only one */
  int year;           /* 0: whichever */
  int month;          /* 0: not said */
} Asked;

/* ---- systems and spans ------------------------------------------------------------------ */

/* Those of the year that is asked for. */
static GPtrArray *list_systems(Db *db, const Asked *asked, GError **error) {
  g_autoptr(GPtrArray) systems = system_list(db, error);
  for (guint i = systems != NULL ? systems->len : 0; i-- > 0;) {
    if (asked->year != 0 && ((const System *)systems->pdata[i])->year != asked->year)
      g_ptr_array_remove_index(systems, i);
  }
  return g_steal_pointer(&systems);
}

/* The system that is meant. NULL and *status where there is none: with several and no name, they
 * are listed where somebody reads no node of one, and the caller is done. */
static System *find_system(Invocation *invocation, Db *db, const Asked *asked, gboolean lists,
                           int *status) {
  g_autoptr(GError) error = NULL;
  *status = STATUS_FAILED;
  g_autoptr(System) system =
      asked->system != NULL ? system_find(db, asked->system, asked->year, &error) : NULL;
  g_autoptr(GPtrArray) systems = asked->system == NULL ? list_systems(db, asked, &error) : NULL;
  if (error != NULL) {
    invocation_fail(error);
  } else if (systems == NULL) {
    return g_steal_pointer(&system);
  } else if (systems->len == 1) {
    return g_ptr_array_steal_index(systems, 0);
  } else if (systems->len == 0) {
    invocation_fail_text("还没有测评指标体系；可用 taizhang init --template 添加，如 mot-2023");
  } else if (lists) {
    score_rows_systems(invocation, systems);
    *status = STATUS_DONE;
  } else {
    invocation_fail_text("有%u个测评指标体系，请用 --system 写明是哪一个；名称见 taizhang score",
                         systems->len);
  }
  return NULL;
}

/* The span that is meant: a month, or the whole year. FALSE after saying what is wrong. */
static gboolean find_span(const System *system, const Asked *asked, Day today,
                          char span[SPAN_KEY_SIZE]) {
  if (asked->month != 0 && !system->monthly) {
    invocation_fail_text("“%s”按年测评，不分月份，请去掉 --month", system->title);
    return FALSE;
  }
  score_span(system, asked->month != 0 ? day_from_ymd(system->year, asked->month, 1) : today, span);
  return TRUE;
}

/* An entry counts for the span its day lies in: that one is told of, whatever is looked at. FALSE
 * after saying that another was asked for. */
static gboolean find_entry_span(const System *system, const Asked *asked, const ScoreEdits *edits,
                                Day today, char span[SPAN_KEY_SIZE]) {
  Day day = today;
  char of_day[SPAN_KEY_SIZE];
  if (!value_day("--on", edits->on, &day))
    return FALSE;
  score_span(system, day, of_day);
  if (asked->month != 0 && strcmp(of_day, span) != 0) {
    char iso[DAY_TEXT_SIZE];
    invocation_fail_text("得分事项的日期 %s 不在 %s 内，请用 --on 写明那个月的哪一天",
                         day_to_iso(day, iso), span);
    return FALSE;
  }
  g_strlcpy(span, of_day, SPAN_KEY_SIZE);
  return TRUE;
}

static const ScoreNode *find_node(const ScoreSheet *sheet, const char *code) {
  for (guint i = 0; i < sheet->nodes->len; i++) {
    const ScoreNode *score = sheet->nodes->pdata[i];
    if (strcmp(score->node.code, code) == 0)
      return score;
  }
  invocation_fail_text("“%s”没有编号为“%s”的指标；编号是 taizhang score 第一列",
                       sheet->system->title, code);
  return NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

static int show_months(Invocation *invocation, Db *db, const Reckoning *reckoning,
                       const System *system) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func((GDestroyNotify)score_sheet_free);
  if (!system->monthly)
    return invocation_fail_text("“%s”按年测评，不分月份，请去掉 --months", system->title);
  for (int month = 1; month <= MONTHS; month++) {
    char span[SPAN_KEY_SIZE];
    score_span(system, day_from_ymd(system->year, month, 1), span);
    ScoreSheet *sheet = score_compute(db, reckoning, system->id, span, &error);
    if (sheet == NULL)
      return invocation_fail(error);
    g_ptr_array_add(sheets, sheet);
  }
  score_rows_months(invocation, sheets);
  return STATUS_DONE;
}

static int show_node(Invocation *invocation, Db *db, const ScoreSheet *sheet) {
  g_autoptr(GError) error = NULL;
  const ScoreNode *score = find_node(sheet, invocation->argument);
  if (score == NULL)
    return STATUS_FAILED;
  if (invocation->format == FORMAT_CSV)
    return invocation_misuse_help(invocation, "一项指标只能用 --format table 或 json 查看");
  if (invocation->format == FORMAT_JSON) {
    data_json(&invocation->output, score_rows_node(score));
    output_data(&invocation->output, "\n");
    return STATUS_DONE;
  }
  return score_rows_page(invocation, db, sheet, score, &error) ? STATUS_DONE
                                                               : invocation_fail(error);
}

static int show(Invocation *invocation, const Asked *asked, gboolean months) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  int status;
  g_autoptr(GError) error = NULL;
  gboolean lists = invocation->argument == NULL; /* a node is one system's */
  g_autoptr(System) system = find_system(invocation, db, asked, lists, &status);
  if (system == NULL)
    return status;
  if (months)
    return show_months(invocation, db, reckoning, system);
  char span[SPAN_KEY_SIZE];
  if (!find_span(system, asked, reckoning_today(reckoning), span))
    return STATUS_FAILED;
  g_autoptr(ScoreSheet) sheet = score_compute(db, reckoning, system->id, span, &error);
  if (sheet == NULL)
    return invocation_fail(error);
  if (invocation->argument != NULL)
    return show_node(invocation, db, sheet);
  score_rows_sheet(invocation, sheet);
  return STATUS_DONE;
}

/* ---- changing --------------------------------------------------------------------------- */

/* 已保存：5.1 月度报送案例（2026-11）自评1分 11月按时报部2篇. */
static int say(Invocation *invocation, const ScoreSheet *sheet) {
  const ScoreNode *score = find_node(sheet, invocation->argument);
  if (score == NULL)
    return STATUS_FAILED;
  g_autofree char *claimed = score_text(score->claimed);
  g_autofree char *basis = score_rows_basis(score);
  g_autofree char *confirmed = score_rows_points(score->confirmed);
  output_line(&invocation->output, "已保存：%s %s（%s） 自评%s%s%s%s%s", score->node.code,
              score->node.title, sheet->span, claimed, *confirmed != '\0' ? "，核定" : "",
              confirmed, *basis != '\0' ? "：" : "", basis);
  return STATUS_DONE;
}

static int change(Invocation *invocation, const Asked *asked, const ScoreEdits *edits) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  int status;
  char span[SPAN_KEY_SIZE];
  g_autoptr(GError) error = NULL;
  g_autoptr(System) system = find_system(invocation, db, asked, FALSE, &status);
  Day today = reckoning_today(reckoning);
  if (system == NULL || !find_span(system, asked, today, span) ||
      (edits->entry != NULL && !find_entry_span(system, asked, edits, today, span)))
    return STATUS_FAILED;
  g_autoptr(ScoreSheet) before = score_compute(db, reckoning, system->id, span, &error);
  if (before == NULL)
    return invocation_fail(error);
  const ScoreNode *score = find_node(before, invocation->argument);
  if (score == NULL)
    return STATUS_FAILED;
  status = score_edits_apply(invocation, db, reckoning, &score->node, span, edits);
  if (status != STATUS_DONE)
    return status;
  g_autoptr(ScoreSheet) after = score_compute(db, reckoning, system->id, span, &error);
  return after != NULL ? say(invocation, after) : invocation_fail(error);
}

static int carry(Invocation *invocation, const Asked *asked) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  int status;
  guint count;
  char span[SPAN_KEY_SIZE];
  g_autoptr(GError) error = NULL;
  g_autoptr(System) system = find_system(invocation, db, asked, FALSE, &status);
  if (system == NULL || !find_span(system, asked, person_today(&invocation->person), span))
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  if (!score_carry(db, &actor, system->id, span, &count, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已把上月的自评和佐证材料沿用到 %s：%u项指标", span, count);
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

/* FALSE after saying what does not go with --carry. */
static gboolean carries_alone(const Invocation *invocation, const ScoreOptions *options) {
  if (!options->months && invocation->argument == NULL && invocation->options.format == NULL &&
      !score_edits_any(&options->edits))
    return TRUE;
  invocation_misuse_help(invocation, "--carry 只能与 --system、--month 一起用");
  return FALSE;
}

static int run_options(Invocation *invocation, const ScoreOptions *options) {
  Asked asked = {.system = options->system};
  int year = 0;
  if (!value_number("--year", options->year, YEAR_LEAST, YEAR_MOST, &asked.year) ||
      !value_month("--month", options->month, &year, &asked.month))
    return STATUS_USAGE;
  if (options->months && (options->month != NULL || invocation->argument != NULL))
    return invocation_misuse_help(invocation, "--months 不能与 --month 或指标一起用");
  if (asked.year != 0 && asked.month != 0 && asked.year != year)
    return invocation_misuse_help(invocation, "--year 与 --month 的年份不同");
  if (asked.month != 0)
    asked.year = year;
  if (options->carry)
    return carries_alone(invocation, options) ? carry(invocation, &asked) : STATUS_USAGE;
  if (!score_edits_any(&options->edits))
    return show(invocation, &asked, options->months);
  if (options->months || invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--months 和 --format 只用于查看");
  int status = score_edits_check(invocation, &options->edits);
  return status == STATUS_DONE ? change(invocation, &asked, &options->edits) : status;
}

static int run(Invocation *invocation) {
  g_auto(ScoreOptions) options = {0};
  ScoreEdits *edits = &options.edits;
  const GOptionEntry entries[] = {
      {"system", 0, 0, G_OPTION_ARG_STRING, &options.system,
       "哪个测评指标体系：编号、模板名或标题；只有一个时可以不写", "体系"},
      {"year", 0, 0, G_OPTION_ARG_STRING, &options.year, "哪一年的", "年份"},
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month, "按月测评的，哪一月；不写则为本月",
       "年-月"},
      {"months", 0, 0, G_OPTION_ARG_NONE, &options.months, "按月测评的，十二个月列在一张表里",
       NULL},
      {"carry", 0, 0, G_OPTION_ARG_NONE, &options.carry,
       "按月测评的，把上月填写的自评和佐证材料沿用到这个月；比例、件数等每月的数不沿用", NULL},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &edits->set,
       "填写自评；几个名称写几次，同一名称只写一次，只有文书号可以写几次，每次一类；要填哪些见 taizhang "
       "score 指标；等号后不写则删去",
       "名称=数"},
      {"entry", 0, 0, G_OPTION_ARG_STRING, &edits->entry, "登记一条得分事项；写 - 则从标准输入读取",
       "文字"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &edits->on, "得分事项是哪一天的；不写则为今天", "年-月-日"},
      {"reference", 0, 0, G_OPTION_ARG_STRING, &edits->reference,
       "得分事项的佐证材料：文件、文号或网址", "材料"},
      {"remove", 0, 0, G_OPTION_ARG_STRING, &edits->remove, "删除一条得分事项，必须写 --note",
       "编号"},
      {"evidence", 0, 0, G_OPTION_ARG_STRING_ARRAY, &edits->evidence, "添加佐证材料，可以写几次",
       "材料"},
      {"task", 0, 0, G_OPTION_ARG_STRING_ARRAY, &edits->tasks,
       "按这项任务的周期要求计分，可以写几次；0 为取消关联", "编号"},
      {"confirm", 0, 0, G_OPTION_ARG_STRING, &edits->confirm, "核定；与自评不同的必须写 --note",
       "分数"},
      {"withdraw", 0, 0, G_OPTION_ARG_NONE, &edits->withdraw, "撤回核定", NULL},
      {"note", 0, 0, G_OPTION_ARG_STRING, &edits->note, "核定意见，或删除的理由", "文字"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return run_options(invocation, &options);
}

const Command COMMAND_SCORE = {
    .name = "score",
    .group = COMMAND_GROUP_SCORE,
    .summary = "测评指标的自评、核定和分数来源",
    .details =
        "查看一个测评指标体系的得分：分值、自评、核定，以及每一分从哪里来。写上指标的编号则只看这一项，"
        "连同要填写的各项；再写选项则填写自评、登记得分事项、添加佐证材料或核定。周期报送和典型案例"
        "不用再填，从台账里计数。",
    .examples = "score --system mot-2023 --month 2026-11\n"
                "score --system mot-2023 --months\n"
                "score --system mot-2023 --carry\n"
                "score 9 --system mot-2023 --set 分子=930 --set 分母=1000\n"
                "score 28 --entry 诚信典范培树宣传活动 --on 2026-11-05 --reference 活动方案.docx\n"
                "score 15 --task 26\n"
                "score 9 --confirm 1.5 --note 数据未核实",
    .argument = "指标",
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "score.entry score.entry.remove score.evidence score.link score.set score.confirm",
    .run = run,
};
