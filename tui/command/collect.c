#include "core/exchange/collect/collect.h"
#include "core/exchange/collect/office.h"

#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/command/collect_rows.h"
#include "tui/command/data.h"
#include "tui/command/meter.h"
#include "tui/command/value.h"

typedef struct {
  char *unit;
  char *on;
  char *take;
  char *period;
  gboolean status;
  gboolean make_units;
  gboolean dry_run;
} CollectOptions;

static void collect_options_clear(CollectOptions *options) {
  g_free(options->unit);
  g_free(options->on);
  g_free(options->take);
  g_free(options->period);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CollectOptions, collect_options_clear)

/* ---- what is decided -------------------------------------------------------------------- */

typedef enum { TAKE_NEW, TAKE_ALL, TAKE_NONE, TAKE_LINES } TakeKind;

typedef struct {
  TakeKind kind;
  GArray *lines; /* guint, of TAKE_LINES */
} Take;

static void take_clear(Take *take) {
  g_clear_pointer(&take->lines, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Take, take_clear)

static gboolean read_take(const char *text, Take *take) {
  if (text == NULL || g_str_equal(text, "all") || g_str_equal(text, "none")) {
    take->kind = text == NULL ? TAKE_NEW : g_str_equal(text, "all") ? TAKE_ALL : TAKE_NONE;
    return TRUE;
  }
  take->kind = TAKE_LINES;
  take->lines = g_array_new(FALSE, FALSE, sizeof(guint));
  g_auto(GStrv) words = g_strsplit(text, ",", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    int line = 0;
    if (!value_number("--take", words[i], 1, G_MAXINT, &line))
      return FALSE;
    guint number = (guint)line;
    g_array_append_val(take->lines, number);
  }
  return TRUE;
}

/* FALSE where no row that can be decided has that number. */
static gboolean take_line(CollectPlan *plan, guint line) {
  gboolean found = FALSE;
  for (guint i = 0; i < plan->items->len; i++) {
    CollectItem *item = plan->items->pdata[i];
    if (item->line != line || (item->status != COLLECT_NEW && item->status != COLLECT_CONFLICT))
      continue;
    collect_decide(item, TRUE);
    found = TRUE;
  }
  return found;
}

static gboolean decide(CollectPlan *plan, const Take *take, GError **error) {
  for (guint i = 0; i < plan->items->len; i++) {
    if (take->kind == TAKE_ALL)
      collect_decide(plan->items->pdata[i], TRUE);
    else if (take->kind == TAKE_NONE)
      collect_leave(plan->items->pdata[i]);
  }
  for (guint i = 0; take->lines != NULL && i < take->lines->len; i++) {
    guint line = g_array_index(take->lines, guint, i);
    if (!take_line(plan, line))
      return store_refuse(error, "%s：第%u行没有可以采纳的内容，没有回收；行号见 --dry-run",
                          plan->file, line);
  }
  return TRUE;
}

/* ---- files ------------------------------------------------------------------------------ */

typedef struct {
  Invocation *invocation;
  Db *db;
  const Reckoning *reckoning;
  gint64 unit;
  Day made_on;
  const Take *take;
  gboolean make_units;
  gboolean dry_run;
  DataArray array;
} Collecting;

static void write_plan(Collecting *collecting, const CollectPlan *plan, gboolean done,
                       const CollectResult *result) {
  Output *output = &collecting->invocation->output;
  if (collecting->invocation->format == FORMAT_JSON)
    data_array_item(&collecting->array, collect_rows_json(plan, done, result));
  else if (collecting->invocation->format == FORMAT_CSV)
    collect_rows_csv(output, plan);
  else
    collect_rows_page(output, plan, done, result);
}

static gboolean collect_table(Collecting *collecting, const char *path, GError **error) {
  CollectInput input = {.path = path, .unit = collecting->unit, .made_on = collecting->made_on};
  g_autoptr(Meter) meter = meter_begin();
  g_autoptr(CollectPlan) plan =
      collect_read(collecting->db, collecting->reckoning, &input, meter_watch(meter), error);
  g_clear_pointer(&meter, meter_end);
  if (plan == NULL || !decide(plan, collecting->take, error))
    return FALSE;
  CollectResult result = {0};
  Actor actor = person_actor(&collecting->invocation->person);
  if (!collecting->dry_run &&
      !collect_run(collecting->db, &actor, collecting->reckoning, plan, &result, error))
    return FALSE;
  write_plan(collecting, plan, !collecting->dry_run, &result);
  return TRUE;
}

/* ---- whole ledgers ---------------------------------------------------------------------- */

/* Units that are not known are made where that was asked; what is gone ends with --take all. */
static void decide_ledger(const Collecting *collecting, ImportPlan *plan) {
  for (guint i = 0; collecting->make_units && i < plan->units->len; i++)
    ((ImportUnit *)plan->units->pdata[i])->way = IMPORT_UNIT_MAKE;
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    if (collecting->take->kind == TAKE_ALL)
      item->chosen = item->refusal == NULL;
    else if (collecting->take->kind == TAKE_NONE)
      item->chosen = FALSE;
  }
}

static json_t *ledger_json(const ImportPlan *plan, const char *file, gboolean done) {
  json_t *object = json_object(), *unknown = json_array();
  json_object_set_new(object, "file", data_text(file));
  json_object_set_new(object, "title", data_text(plan->incoming->title));
  json_object_set_new(object, "new", json_boolean(plan->ledger == 0));
  for (int i = 0; i < IMPORT_CHANGE_COUNT; i++)
    json_object_set_new(object, import_change_code((ImportChange)i), json_integer(plan->counts[i]));
  for (guint i = 0; i < plan->units->len; i++)
    json_array_append_new(unknown, data_text(((ImportUnit *)plan->units->pdata[i])->name));
  json_object_set_new(object, "unknown_units", unknown);
  json_object_set_new(object, "done", json_boolean(done));
  return object;
}

static void write_ledger(Collecting *collecting, const ImportPlan *plan, const char *file) {
  Output *output = &collecting->invocation->output;
  if (collecting->invocation->format == FORMAT_JSON) {
    data_array_item(&collecting->array, ledger_json(plan, file, !collecting->dry_run));
    return;
  }
  if (collecting->invocation->format == FORMAT_CSV)
    return; /* its rows are those of a 填报表; those of a ledger are exported */
  output_line(output, "%s", file);
  for (guint i = 0; i < plan->units->len; i++)
    output_line(output, "台账里没有的单位：%s", ((ImportUnit *)plan->units->pdata[i])->name);
  output_line(output, "%s整本台账《%s》（%s）：新增%u项，修改%u项，不变%u项，缺少%u项%s",
              collecting->dry_run ? "将回收" : "已回收", plan->incoming->title,
              plan->ledger == 0 ? "第一次" : "与上次对照", plan->counts[IMPORT_ADDED],
              plan->counts[IMPORT_CHANGED], plan->counts[IMPORT_SAME], plan->counts[IMPORT_GONE],
              plan->counts[IMPORT_GONE] > 0 && collecting->take->kind != TAKE_ALL
                  ? "（保留；要作废请写 --take all）"
                  : "");
}

static gboolean collect_ledger(Collecting *collecting, const char *path, Content *content,
                               GError **error) {
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  g_autofree char *file = g_filename_display_name(whole);
  if (collecting->unit == 0) {
    content_free(content);
    return store_refuse(error, "%s 是整本台账，请用 --unit 写明是哪个单位的", file);
  }
  Actor actor = person_actor(&collecting->invocation->person);
  g_autoptr(Meter) meter = meter_begin();
  g_autoptr(ImportPlan) plan = office_plan(collecting->db, &actor, collecting->reckoning, content,
                                           collecting->unit, meter_watch(meter), error);
  if (plan == NULL)
    return FALSE;
  decide_ledger(collecting, plan);
  if (plan->units->len > 0 && !collecting->make_units && !collecting->dry_run)
    return store_refuse(
        error,
        "%s：有%u个没有登记过的单位（“%s”等，全部见 --dry-run），没有回收；"
        "要新建请写 --make-units，是已有单位的请先用 taizhang unit --alias 登记别名",
        file, plan->units->len, ((const ImportUnit *)plan->units->pdata[0])->name);
  gboolean done = collecting->dry_run || import_run(collecting->db, &actor, collecting->reckoning,
                                                    plan, file, meter_watch(meter), NULL, error);
  g_clear_pointer(&meter, meter_end);
  if (!done)
    g_prefix_error(error, "%s：", file);
  else
    write_ledger(collecting, plan, file);
  return done;
}

static gboolean collect_file(Collecting *collecting, const char *argument, GError **error) {
  /* Arguments come as UTF-8; the name is what was typed. */
  g_autofree char *local = g_locale_from_utf8(argument, -1, NULL, NULL, NULL);
  const char *path = local != NULL ? local : argument;
  int year = day_civil(person_today(&collecting->invocation->person)).year;
  Content *content;
  g_autoptr(Meter) meter = meter_begin();
  gboolean read = office_read(collecting->db, path, year, meter_watch(meter), &content, error);
  g_clear_pointer(&meter, meter_end);
  if (!read)
    return FALSE;
  return content != NULL ? collect_ledger(collecting, path, content, error)
                         : collect_table(collecting, path, error);
}

/* Each file by itself: one that cannot be taken in keeps no other from it. */
static int collect_files(Collecting *collecting) {
  Invocation *invocation = collecting->invocation;
  int status = STATUS_DONE;
  if (invocation->format == FORMAT_JSON)
    collecting->array = data_array_begin(&invocation->output);
  if (invocation->format == FORMAT_CSV)
    collect_rows_csv_begin(&invocation->output);
  for (gsize i = 0; invocation->arguments[i] != NULL; i++) {
    g_autoptr(GError) error = NULL;
    if (i > 0 && invocation->format == FORMAT_TABLE)
      output_line(&invocation->output, "%s", "");
    if (!collect_file(collecting, invocation->arguments[i], &error))
      status = invocation_fail(error);
  }
  if (invocation->format == FORMAT_JSON) {
    data_array_end(&collecting->array);
    output_data(&invocation->output, "\n");
  }
  return status;
}

static int collect(Invocation *invocation, const CollectOptions *options) {
  Collecting collecting = {
      .invocation = invocation, .make_units = options->make_units, .dry_run = options->dry_run};
  g_auto(Take) take = {0};
  if (!value_day("--on", options->on, &collecting.made_on) || !read_take(options->take, &take))
    return STATUS_USAGE;
  if (take.kind == TAKE_LINES && invocation->arguments[1] != NULL)
    return invocation_misuse_help(invocation, "--take 行号 一次只能用于一个文件");
  invocation->only_read = options->dry_run;
  g_autoptr(Db) db = invocation_open(invocation, options->dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (options->unit != NULL) {
    g_autoptr(Unit) unit = unit_find(db, options->unit, &error);
    if (unit == NULL)
      return invocation_fail(error);
    collecting.unit = unit->id;
  }
  collecting.db = db;
  collecting.reckoning = reckoning;
  collecting.take = &take;
  return collect_files(&collecting);
}

/* ---- who has returned ------------------------------------------------------------------- */

static int status(Invocation *invocation, const CollectOptions *options) {
  int year = 0, month = 0;
  char period[SENDOUT_PERIOD_SIZE] = "";
  invocation->only_read = TRUE;
  if (!value_month("--period", options->period, &year, &month))
    return STATUS_USAGE;
  if (options->period != NULL)
    sendout_period(year, month, period);
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = sendout_list(db, options->period != NULL ? period : NULL,
                                           person_today(&invocation->person), &error);
  if (list == NULL || !collect_rows_status(invocation, db, list, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

static int run(Invocation *invocation) {
  g_auto(CollectOptions) options = {0};
  const GOptionEntry entries[] = {
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "哪个单位的（文件自己说不清时）；写全称或别名", "单位"},
      {"on", 0, 0, G_OPTION_ARG_STRING, &options.on, "哪一天报回的；不写则为今天", "年-月-日"},
      {"take", 0, 0, G_OPTION_ARG_STRING, &options.take,
       "采纳哪些：all 全部（有冲突的也以填报为准），none 都不采纳（只登记已报回），或者有冲突的"
       "各行的行号；不写则采纳没有冲突的各行",
       "哪些"},
      {"status", 0, 0, G_OPTION_ARG_NONE, &options.status, "列出谁报回了、谁没有、谁逾期", NULL},
      {"period", 0, 0, G_OPTION_ARG_STRING, &options.period,
       "与 --status 一起：哪一个月；不写则为最近下发的", "年-月"},
      {"make-units", 0, 0, G_OPTION_ARG_NONE, &options.make_units,
       "下级单位整本台账里没有登记过的单位，照它写的新建", NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只列出会怎样，不改动", NULL},
      {NULL}};
  int result;
  if (!invocation_parse(invocation, entries, &result))
    return result;
  gboolean files = invocation->arguments != NULL;
  if (options.status == files)
    return invocation_misuse_help(invocation, files ? "写了文件，就不能再写 --status"
                                                    : "缺少文件，或者 --status");
  if (options.period != NULL && !options.status)
    return invocation_misuse_help(invocation, "--period 要与 --status 一起用");
  if (options.status &&
      (options.unit != NULL || options.on != NULL || options.take != NULL || options.dry_run))
    return invocation_misuse_help(invocation, "--status 只能与 --period、--format 一起用");
  return options.status ? status(invocation, &options) : collect(invocation, &options);
}

const Command COMMAND_COLLECT = {
    .name = "collect",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "回收单位报回的填报表；--status 看谁报回了、谁没有",
    .details =
        "回收单位报回的填报表：行按隐藏的编号找，移动、排序、删行、抄到别的表都认得。填了的行以单位的名义"
        "记成进展或报送，文件本身作佐证材料；一个文件是一次操作，可用 taizhang undo 撤销。下发以后台账"
        "里又改过的，逐栏列出填报的和现在的，保留台账的，除非用 --take 另定。同一个文件再次回收不会"
        "重复记录。下级单位导出的整本台账（xlsx、docx、csv、yaml、json）加 --unit 也这样回收：记在"
        "那个单位名下，再次回收时逐项对照。",
    .examples = "collect 回收/*.xlsx --dry-run\n"
                "collect 回收/厅法规处_2026-11.xlsx --on 2026-11-08\n"
                "collect 回收/厅法规处_2026-11.xlsx --take 5,9\n"
                "collect --status --period 2026-11",
    .argument = "文件",
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "collect.run import.run",
    .run = run,
};
