#include "core/rules/text.h"
#include "tui/command/case_rows.h"
#include "tui/command/value.h"

#define ADD "add"
#define REMOVE "remove"
#define REMOVE_NAME "删除"

typedef struct {
  char *title;
  char *unit;
  char *month;
  char *topic;
  char *domain;
  char *subdomain;
  char *summary;
  char *on;
  char *reason;
  char **evidence;
} CaseOptions;

static void case_options_clear(CaseOptions *options) {
  g_free(options->title);
  g_free(options->unit);
  g_free(options->month);
  g_free(options->topic);
  g_free(options->domain);
  g_free(options->subdomain);
  g_free(options->summary);
  g_free(options->on);
  g_free(options->reason);
  g_strfreev(options->evidence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CaseOptions, case_options_clear)

/* TRUE where something is said of the case itself. */
static gboolean says_anything(const CaseOptions *options) {
  return options->title != NULL || options->unit != NULL || options->month != NULL ||
         options->topic != NULL || options->domain != NULL || options->subdomain != NULL ||
         options->summary != NULL;
}

/* ---- what options say ------------------------------------------------------------------- */

/* Texts cleaned for the file, one line but for the summary; blank ones stay, which takes what was
 * there away. FALSE after saying what is wrong. */
static gboolean clean_texts(CaseOptions *options) {
  char **const lines[] = {&options->title, &options->unit, &options->domain, &options->subdomain};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    if (*lines[i] == NULL)
      continue;
    char *clean = text_clean(*lines[i], FALSE);
    g_free(*lines[i]);
    *lines[i] = clean;
  }
  char **const texts[] = {&options->summary, &options->reason};
  static const char *const NAMES[] = {"--summary", "--reason"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    char *text = NULL;
    if (*texts[i] == NULL || **texts[i] == '\0')
      continue;
    if (!value_text(NAMES[i], *texts[i], &text))
      return FALSE;
    g_free(*texts[i]);
    *texts[i] = text;
  }
  return TRUE;
}

/* The topic of a month, which the plan must have. */
static gboolean find_topic(Db *db, int year, int month, gint64 *topic, GError **error) {
  g_autoptr(GPtrArray) topics = topic_list(db, year, month, error);
  if (topics == NULL)
    return FALSE;
  if (topics->len == 0) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有%d年%d月的选题计划；请先用 taizhang init --template 或 taizhang plan 建立",
                year, month);
    return FALSE;
  }
  *topic = ((const Topic *)topics->pdata[0])->id;
  return TRUE;
}

/* The months that options name; 0 where they do not. */
typedef struct {
  int year, month;
  int topic_year, topic_month;
} Months;

static gboolean read_months(const CaseOptions *options, Day today, Months *months) {
  int year = day_civil(today).year;
  *months = (Months){.year = year, .topic_year = year};
  if (!value_month_of("--month", options->month, &months->year, &months->month))
    return FALSE;
  months->topic_year = months->year;
  return value_month_of("--topic", options->topic, &months->topic_year, &months->topic_month);
}

/* Sets topic and month of input as options name them. */
static gboolean set_months(Db *db, const Months *months, CaseInput *input, GError **error) {
  if (months->topic_month != 0 &&
      !find_topic(db, months->topic_year, months->topic_month, &input->topic, error))
    return FALSE;
  if (months->month != 0)
    input->month = day_from_ymd(months->year, months->month, 1);
  return TRUE;
}

static void set_texts(const CaseOptions *options, CaseInput *input) {
  if (options->title != NULL)
    input->title = options->title;
  if (options->unit != NULL)
    input->unit = options->unit;
  if (options->domain != NULL)
    input->domain = options->domain;
  if (options->subdomain != NULL)
    input->subdomain = options->subdomain;
  if (options->summary != NULL)
    input->summary = options->summary;
}

/* ---- saying what was done --------------------------------------------------------------- */

/* The whole of it. */
static int write_case(Invocation *invocation, Db *db, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Case) file = case_load(db, id, &error);
  g_autoptr(GPtrArray) steps = file != NULL ? case_steps(db, id, &error) : NULL;
  g_autoptr(GPtrArray) evidence = steps != NULL ? case_evidence(db, id, &error) : NULL;
  if (evidence == NULL)
    return invocation_fail(error);
  case_rows_write_one(invocation, file, steps, evidence);
  return STATUS_DONE;
}

/* 已记录：案例3“…”（报部2026-11-20，计入2026年11月，跨月主题：9月“信用监管”，迟报5天） */
static int say(Invocation *invocation, Db *db, const char *done, gint64 id) {
  if (invocation->format != FORMAT_TABLE)
    return write_case(invocation, db, id);
  g_autoptr(GError) error = NULL;
  g_autoptr(Case) file = case_load(db, id, &error);
  if (file == NULL)
    return invocation_fail(error);
  char on[DAY_TEXT_SIZE];
  CivilDate month = day_civil(file->month);
  g_autofree char *across = case_across_text(file);
  g_autofree char *late = case_late_text(file);
  output_line(&invocation->output, "%s：案例%" G_GINT64_FORMAT "“%s”（%s%s，计入%d年%d月%s%s%s%s）",
              done, id, file->title, case_stage_name(file->stage), day_to_iso(file->stage_on, on),
              month.year, month.month, across != NULL ? "，" : "", across != NULL ? across : "",
              late != NULL ? "，" : "", late != NULL ? late : "");
  return STATUS_DONE;
}

/* ---- doing it --------------------------------------------------------------------------- */

/* Evidence as it is kept; NULL where there is none. The caller frees. */
static char **clean_evidence(char **evidence) {
  if (evidence == NULL)
    return NULL;
  guint count = g_strv_length(evidence);
  char **clean = g_new0(char *, count + 1);
  for (guint i = 0; i < count; i++)
    clean[i] = text_clean(evidence[i], FALSE);
  return clean;
}

static int add(Invocation *invocation, Db *db, const CaseOptions *options, const Months *asked,
               CaseStage stage, Day on) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  CaseInput input = {.stage = stage, .made_on = on, .note = options->reason};
  Months months = *asked;
  CivilDate today = day_civil(actor.today);
  if (months.month == 0)
    months.month = today.month;
  if (months.topic_month == 0) {
    months.topic_year = months.year;
    months.topic_month = months.month;
  }
  set_texts(options, &input);
  g_auto(GStrv) evidence = clean_evidence(options->evidence);
  g_autoptr(GPtrArray) files = NULL;
  if (!value_evidence(evidence, &files))
    return STATUS_FAILED;
  g_autofree const char **references = evidence_references(files);
  input.references = references;
  input.files = files;
  gint64 id;
  if (!set_months(db, &months, &input, &error) ||
      !case_create(db, &actor, &input, &id, NULL, &error))
    return invocation_fail(error);
  return say(invocation, db, "已记录案例", id);
}

static int edit(Invocation *invocation, Db *db, gint64 id, const CaseOptions *options,
                const Months *months) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Case) file = case_load(db, id, &error);
  if (file == NULL)
    return invocation_fail(error);
  CaseInput input = {.topic = file->topic,
                     .month = file->month,
                     .title = file->title,
                     .unit = file->unit,
                     .domain = file->domain,
                     .subdomain = file->subdomain,
                     .summary = file->summary};
  set_texts(options, &input);
  if (!set_months(db, months, &input, &error) || !case_edit(db, &actor, file, &input, NULL, &error))
    return invocation_fail(error);
  return say(invocation, db, "已修改", id);
}

static int advance(Invocation *invocation, Db *db, gint64 id, CaseStage stage, Day on,
                   const char *note) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!case_advance(db, &actor, id, stage, on, note, &error))
    return invocation_fail(error);
  return say(invocation, db, "已记录", id);
}

static int remove_it(Invocation *invocation, Db *db, gint64 id, const char *reason) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Case) file = case_load(db, id, &error);
  if (file == NULL || !case_remove(db, &actor, id, reason, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已删除：案例%" G_GINT64_FORMAT "“%s”", id, file->title);
  return STATUS_DONE;
}

static int attach(Invocation *invocation, Db *db, gint64 id, char **evidence) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_auto(GStrv) clean = clean_evidence(evidence);
  g_autoptr(GPtrArray) files = NULL;
  if (!value_evidence(clean, &files))
    return STATUS_FAILED;
  g_autofree const char **references = evidence_references(files);
  if (!case_evidence_add(db, &actor, id, references, files, &error))
    return invocation_fail(error);
  return say(invocation, db, "已附佐证材料", id);
}

static int show(Invocation *invocation, gint64 id) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  return db != NULL ? write_case(invocation, db, id) : STATUS_FAILED;
}

/* ---- command ---------------------------------------------------------------------------- */

/* What is asked for. */
typedef enum { ASK_SHOW, ASK_ADD, ASK_EDIT, ASK_STAGE, ASK_EVIDENCE, ASK_REMOVE } Ask;

/* Reads the words after the command; -1 after saying what is wrong with them. */
static int read_ask(const Invocation *invocation, const CaseOptions *options, gint64 *id,
                    CaseStage *stage) {
  const char *first = invocation->argument, *second = invocation->second;
  gboolean adds = g_str_equal(first, ADD);
  gboolean removes = g_strcmp0(second, REMOVE) == 0 || g_strcmp0(second, REMOVE_NAME) == 0;
  if (!adds && (!g_ascii_isdigit(first[0]) ||
                !g_ascii_string_to_signed(first, 10, 1, G_MAXINT64, id, NULL))) {
    invocation_misuse("“%s”不是案例编号，编号是 taizhang cases 第一列的数字；新案例写 add", first);
    return -1;
  }
  if (second != NULL && (adds || !removes) && !case_stage_parse(second, stage)) {
    g_autofree char *names = case_stage_names();
    invocation_misuse("没有“%s”这个阶段，可以是 %s%s", second, names, adds ? "" : "，或写 删除");
    return -1;
  }
  if (adds)
    return ASK_ADD;
  int asked = (second != NULL) + says_anything(options) + (options->evidence != NULL);
  if (asked > 1) {
    invocation_misuse_help(invocation, "走一个阶段、修改内容、附佐证材料，一次只能做一件");
    return -1;
  }
  return removes                     ? ASK_REMOVE
         : second != NULL            ? ASK_STAGE
         : says_anything(options)    ? ASK_EDIT
         : options->evidence != NULL ? ASK_EVIDENCE
                                     : ASK_SHOW;
}

/* Options that would do nothing. */
static gboolean check_ask(const Invocation *invocation, const CaseOptions *options, Ask ask) {
  if (ask == ASK_ADD && options->title == NULL) {
    invocation_misuse_help(invocation, "缺少 --title 标题：请写明案例标题");
    return FALSE;
  }
  if (options->on != NULL && ask != ASK_ADD && ask != ASK_STAGE) {
    invocation_misuse_help(invocation, "--on 只用于新案例和走一个阶段");
    return FALSE;
  }
  if (options->reason != NULL && ask != ASK_ADD && ask != ASK_STAGE && ask != ASK_REMOVE) {
    invocation_misuse_help(invocation, "--reason 只用于新案例、走一个阶段和删除");
    return FALSE;
  }
  return TRUE;
}

static int perform(Invocation *invocation, CaseOptions *options, Ask ask, gint64 id,
                   CaseStage stage) {
  Months months;
  Day on = DAY_NONE;
  if (!read_months(options, person_today(&invocation->person), &months) ||
      !value_day("--on", options->on, &on))
    return STATUS_USAGE;
  if (ask == ASK_SHOW)
    return show(invocation, id);
  if (!clean_texts(options))
    return STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  switch (ask) {
  case ASK_ADD:
    return add(invocation, db, options, &months, stage, on);
  case ASK_EDIT:
    return edit(invocation, db, id, options, &months);
  case ASK_STAGE:
    return advance(invocation, db, id, stage, on, options->reason);
  case ASK_EVIDENCE:
    return attach(invocation, db, id, options->evidence);
  default:
    return remove_it(invocation, db, id, options->reason);
  }
}

static int run(Invocation *invocation) {
  g_auto(CaseOptions) options = {0};
  g_autofree char *names = case_domain_names();
  g_autofree char *domains = g_strconcat("领域：", names, NULL);
  const GOptionEntry entries[] = {
      {"title", 0, 0, G_OPTION_ARG_STRING, &options.title, "案例标题", "标题"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, "报送单位，写全称", "单位"},
      {"month", 0, 0, G_OPTION_ARG_STRING, &options.month,
       "计入哪个月，如 11 或 2026-11；新案例不写则为本月", "月份"},
      {"topic", 0, 0, G_OPTION_ARG_STRING, &options.topic,
       "用的是哪个月的主题；新案例不写则与计入的月份相同", "月份"},
      {"domain", 0, 0, G_OPTION_ARG_STRING, &options.domain, domains, "领域"},
      {"subdomain", 0, 0, G_OPTION_ARG_STRING, &options.subdomain, "细分领域，如 道路客运", "细分"},
      {"summary", 0, 0, G_OPTION_ARG_STRING, &options.summary, "内容摘要；写 - 则从标准输入读取",
       "文字"},
      {"evidence", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.evidence,
       "佐证材料：文件路径或文号；可以写几次", "材料"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "哪一天的事；不写则为今天", "年-月-日"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "退回、删除的理由；别的阶段可写说明",
       "理由"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  gint64 id = 0;
  CaseStage stage = CASE_DRAFT;
  int ask = read_ask(invocation, &options, &id, &stage);
  if (ask < 0 || !check_ask(invocation, &options, (Ask)ask))
    return STATUS_USAGE;
  return perform(invocation, &options, (Ask)ask, id, stage);
}

const Command COMMAND_CASE = {
    .name = "case",
    .group = COMMAND_GROUP_CASE,
    .summary = "记录、修改典型案例，记它报到了哪一级、是否采纳",
    .details =
        "只写编号，看这个案例。写 add，记一个新案例：后面不写阶段就是起草，也可以直接写报市局、"
        "报省厅、报部。写编号和阶段，案例走到这个阶段，可以跳过中间的；退回的可以再报；"
        "报省厅或报部以后才能采纳。写编号和选项，修改内容；选项写空的（\"\"）就是去掉。"
        "记错了可用 taizhang undo 撤销。",
    .examples = "case add --title 诚信经营示范线路 --unit 厅运输处 --domain 道路运输\n"
                "case add 报省厅 --title 信用修复一件事 --month 11 --topic 6\n"
                "case 3 报部 --on 2026-11-20\n"
                "case 3 退回 --reason 缺少成效数据\n"
                "case 3 --evidence 忻交函〔2026〕7号\n"
                "case 3 删除 --reason 重复登记",
    .argument = "编号或add",
    .required = TRUE,
    .second = "阶段",
    .second_free = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "case.add case.edit case.evidence case.remove case.stage",
    .run = run,
};
