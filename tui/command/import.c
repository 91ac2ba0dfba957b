#include <string.h>

#include "core/model/ledger.h"
#include "core/model/rollover.h"
#include "tui/command/import_page.h"
#include "tui/command/meter.h"
#include "tui/command/value.h"

typedef struct {
  char *into;
  char *as_ledger;
  char *year;
  char *sheet;
  char **maps;
  gboolean no_fill;
  gboolean make_units;
  char **aliases;
  char **omitted;
  char *only;
  char *rows;
  gboolean touched;
  gboolean dry_run;
} ImportOptions;

static void import_options_clear(ImportOptions *options) {
  g_free(options->into);
  g_free(options->as_ledger);
  g_free(options->year);
  g_free(options->sheet);
  g_strfreev(options->maps);
  g_strfreev(options->aliases);
  g_strfreev(options->omitted);
  g_free(options->only);
  g_free(options->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportOptions, import_options_clear)

/* ---- units ---------------------------------------------------------------------------------- */

static ImportUnit *find_unit(const ImportPlan *plan, const char *option, const char *name) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < plan->units->len; i++) {
    ImportUnit *unit = plan->units->pdata[i];
    if (g_str_equal(unit->name, name))
      return unit;
    g_string_append_printf(names, "%s%s", i > 0 ? "、" : "", unit->name);
  }
  if (names->len > 0)
    invocation_misuse("%s：“%s”不是台账里没有的单位；没有的是 %s", option, name, names->str);
  else
    invocation_misuse("%s：文件里的单位台账里都有，没有要决定的", option);
  return NULL;
}

static int name_alias(Db *db, const ImportPlan *plan, const char *text) {
  const char *equals = strchr(text, '=');
  if (equals == NULL || equals == text)
    return invocation_misuse("--alias 要写成 名称=单位，如 --alias 法规处=厅法规处，不是“%s”",
                             text);
  g_autofree char *name = g_strndup(text, (gsize)(equals - text));
  ImportUnit *unit = find_unit(plan, "--alias", name);
  if (unit == NULL)
    return STATUS_USAGE;
  g_autoptr(GError) error = NULL;
  g_autoptr(Unit) known = unit_find(db, equals + 1, &error);
  if (known == NULL)
    return invocation_fail(error);
  unit->way = IMPORT_UNIT_ALIAS;
  unit->unit = known->id;
  return STATUS_DONE;
}

static int decide_units(Db *db, const ImportPlan *plan, const ImportOptions *options) {
  for (gsize i = 0; options->aliases != NULL && options->aliases[i] != NULL; i++) {
    int status = name_alias(db, plan, options->aliases[i]);
    if (status != STATUS_DONE)
      return status;
  }
  for (gsize i = 0; options->omitted != NULL && options->omitted[i] != NULL; i++) {
    ImportUnit *unit = find_unit(plan, "--omit-unit", options->omitted[i]);
    if (unit == NULL)
      return STATUS_USAGE;
    unit->way = IMPORT_UNIT_OMIT;
  }
  for (guint i = 0; options->make_units && i < plan->units->len; i++) {
    ImportUnit *unit = plan->units->pdata[i];
    if (unit->way == IMPORT_UNIT_ASK)
      unit->way = IMPORT_UNIT_MAKE;
  }
  return STATUS_DONE;
}

/* One line that says of each unit nobody has decided on what to write. */
static int refuse_undecided(const ImportPlan *plan) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < plan->units->len; i++) {
    const ImportUnit *unit = plan->units->pdata[i];
    if (unit->way != IMPORT_UNIT_ASK)
      continue;
    g_autofree char *ways = import_page_unit(unit);
    g_string_append_printf(text, "%s“%s”（%s）", text->len > 0 ? "、" : "", unit->name, ways);
  }
  return text->len == 0 ? STATUS_DONE
                        : invocation_fail_text("台账里没有这些单位，没有导入：%s", text->str);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static gboolean read_change(const char *text, gboolean wanted[IMPORT_CHANGE_COUNT]) {
  for (int i = 0; i < IMPORT_CHANGE_COUNT; i++) {
    ImportChange change = (ImportChange)i;
    if (change != IMPORT_SAME && (g_str_equal(text, import_change_code(change)) ||
                                  g_str_equal(text, import_change_name(change)))) {
      wanted[change] = TRUE;
      return TRUE;
    }
  }
  return FALSE;
}

/* Chooses what people changed meanwhile, too. */
static void choose_touched(const ImportPlan *plan) {
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    for (guint k = 0; item->fields != NULL && k < item->fields->len; k++) {
      ImportField *field = item->fields->pdata[k];
      field->chosen = field->chosen || (field->touched && field->refusal == NULL);
      item->chosen = item->chosen || (field->chosen && item->refusal == NULL);
    }
  }
}

static int choose_changes(const ImportPlan *plan, const char *only) {
  gboolean wanted[IMPORT_CHANGE_COUNT] = {FALSE};
  g_auto(GStrv) words = g_strsplit_set(only, ",", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (!read_change(g_strstrip(words[i]), wanted))
      return invocation_misuse("--only 可以是 added（新增）、changed（修改）、gone（缺少），"
                               "几个之间用逗号，不是“%s”",
                               words[i]);
  }
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    item->chosen = wanted[item->change] && item->refusal == NULL &&
                   (item->change == IMPORT_GONE || item->chosen);
  }
  return STATUS_DONE;
}

/* The number by which --rows means a row: its line in the table, else its 序号. */
static int row_number(const ContentTask *task) {
  return task->row > 0 ? (int)task->row : task->number;
}

static int choose_rows(const ImportPlan *plan, const GArray *rows) {
  g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL), found = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add(wanted, GINT_TO_POINTER(g_array_index(rows, int, i)));
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    if (item->incoming < 0)
      continue; /* what is gone stands in no row */
    gpointer row = GINT_TO_POINTER(row_number(plan->incoming->tasks->pdata[item->incoming]));
    g_hash_table_add(found, row);
    gboolean asked = item->doubt != NULL && item->refusal == NULL; /* named, it is no doubt */
    item->chosen = (item->chosen || asked) && g_hash_table_contains(wanted, row);
  }
  for (guint i = 0; i < rows->len; i++) {
    int row = g_array_index(rows, int, i);
    if (!g_hash_table_contains(found, GINT_TO_POINTER(row)))
      return invocation_misuse("--rows：文件的第%d行不是任务；行号以 --dry-run 列出的为准", row);
  }
  return STATUS_DONE;
}

static int choose(const ImportPlan *plan, const ImportOptions *options, const GArray *rows) {
  if (options->touched)
    choose_touched(plan);
  int status = options->only != NULL ? choose_changes(plan, options->only) : STATUS_DONE;
  return status == STATUS_DONE && rows != NULL ? choose_rows(plan, rows) : status;
}

/* ---- where to ------------------------------------------------------------------------------- */

static gboolean find_ledger(Db *db, const ImportOptions *options, Content *content, gint64 *id,
                            GError **error) {
  *id = 0;
  if (options->as_ledger != NULL) {
    g_free(content->title);
    content->title = g_strdup(options->as_ledger);
    g_clear_pointer(&content->template_name, g_free); /* a ledger of its own */
    return TRUE;
  }
  if (options->into == NULL)
    return import_ledger_for(db, content, id, error);
  g_autoptr(Ledger) ledger = ledger_find(db, options->into, error);
  if (ledger != NULL)
    *id = ledger->id;
  return ledger != NULL;
}

static char *ledger_text(const ImportPlan *plan) {
  const Content *content = plan->present != NULL ? plan->present : plan->incoming;
  return g_strdup_printf("《%s》（%d年）", content->title, content->year);
}

/* The ledger of the same title and another year, where a new one is made; NULL: none. */
static char *namesake_text(Db *db, const ImportPlan *plan) {
  g_autoptr(Ledger) known = plan->ledger == 0 ? ledger_find(db, plan->incoming->title, NULL) : NULL;
  return known != NULL ? g_strdup_printf("《%s》（%d年，编号%" G_GINT64_FORMAT "）", known->title,
                                         known->year, known->id)
                       : NULL;
}

/* ---- doing it ------------------------------------------------------------------------------- */

typedef struct {
  Invocation *invocation;
  const ImportOptions *options;
  ImportReading reading;
  const GArray *rows; /* int; NULL: all */
  Db *db;
  const Reckoning *reckoning;
} Import;

static int write_page(const Import *import, const ImportSource *source, const ImportPlan *plan,
                      const char *namesake, const ImportResult *result) {
  g_autofree char *ledger = ledger_text(plan);
  const ImportPage page = {.source = source,
                           .plan = plan,
                           .ledger = ledger,
                           .namesake = namesake,
                           .touched = import->options->touched,
                           .result = result};
  import_page_write(import->invocation, &page);
  return STATUS_DONE;
}

static int run_plan(const Import *import, const ImportSource *source, const ImportPlan *plan) {
  int status = decide_units(import->db, plan, import->options);
  if (status == STATUS_DONE)
    status = choose(plan, import->options, import->rows);
  if (status != STATUS_DONE)
    return status;
  g_autofree char *namesake = namesake_text(import->db, plan); /* before there is one more */
  if (import->options->dry_run)
    return write_page(import, source, plan, namesake, NULL);
  status = refuse_undecided(plan);
  if (status != STATUS_DONE)
    return status;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&import->invocation->person);
  ImportResult result = {0};
  Meter *meter = meter_begin();
  gboolean good = import_run(import->db, &actor, import->reckoning, plan, source->name,
                             meter_watch(meter), &result, &error);
  meter_end(meter);
  return good ? write_page(import, source, plan, namesake, &result) : invocation_fail(error);
}

/* Reads the file and plans; NULL with the exit status in *status after saying why not. */
static ImportPlan *make_plan(const Import *import, ImportSource *source, const GPtrArray *names,
                             int *status) {
  g_autoptr(GError) error = NULL;
  ImportPlan *plan = NULL;
  Actor actor = person_actor(&import->invocation->person);
  gint64 ledger;
  Meter *meter = meter_begin();
  *status = import_source_read(source, import->invocation->argument, &import->reading, names,
                               meter_watch(meter), &error);
  if (*status == STATUS_DONE &&
      find_ledger(import->db, import->options, source->content, &ledger, &error))
    plan = import_plan(import->db, &actor, import->reckoning, g_steal_pointer(&source->content),
                       ledger, meter_watch(meter), &error);
  meter_end(meter);
  if (error != NULL)
    *status = invocation_fail(error);
  return plan;
}

static int import_file(Import *import) {
  g_autoptr(Db) db =
      invocation_open(import->invocation, import->options->dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(import->invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = unit_name_list(db, &error);
  if (names == NULL)
    return invocation_fail(error);
  g_auto(ImportSource) source = {0};
  int status;
  import->db = db;
  import->reckoning = reckoning;
  g_autoptr(ImportPlan) plan = make_plan(import, &source, names, &status);
  return plan != NULL ? run_plan(import, &source, plan) : status;
}

static int run(Invocation *invocation) {
  g_auto(ImportOptions) options = {0};
  const GOptionEntry entries[] = {
      {"into", 0, 0, G_OPTION_ARG_STRING, &options.into,
       "导入到这本台账：编号、模板名或标题；不写则找同一本，没有就新建", "台账"},
      {"as-ledger", 0, 0, G_OPTION_ARG_STRING, &options.as_ledger, "新建一本台账，用这个标题",
       "标题"},
      {"year", 0, 0, G_OPTION_ARG_STRING, &options.year, "用于哪一年；没有写年份的日期也算这一年",
       "年"},
      {"sheet", 0, 0, G_OPTION_ARG_STRING, &options.sheet, "只看这张表：名称，或第几张", "表"},
      {"map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.maps,
       "这一列是什么：列写表头、字母或第几列，如 C=目标任务；不要的列写 =不导入。可写多次",
       "列=内容"},
      {"no-fill", 0, 0, G_OPTION_ARG_NONE, &options.no_fill, "空白的格子就是空白，不按“同上”填",
       NULL},
      {"make-units", 0, 0, G_OPTION_ARG_NONE, &options.make_units, "台账里没有的单位一律新建",
       NULL},
      {"alias", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.aliases,
       "这个名称就是已有的某个单位，今后也认得。可写多次", "名称=单位"},
      {"omit-unit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.omitted, "不要这个单位。可写多次",
       "名称"},
      {"only", 0, 0, G_OPTION_ARG_STRING, &options.only,
       "只做哪几种：added 新增，changed 修改，gone 作废文件里缺少的；不写为 added,changed", "种类"},
      {"rows", 0, 0, G_OPTION_ARG_STRING, &options.rows, "只导入文件的这几行，几个之间用逗号",
       "行号"},
      {"touched", 0, 0, G_OPTION_ARG_NONE, &options.touched, "导入之后台账里有人改过的，也照文件改",
       NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只看一遍会怎样，不改动", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  invocation->only_read = options.dry_run;
  Import import = {.invocation = invocation, .options = &options};
  import.reading = (ImportReading){
      .sheet = options.sheet,
      .maps = options.maps,
      .this_year = day_civil(person_today(&invocation->person)).year,
      .no_fill = options.no_fill,
  };
  if (options.into != NULL && options.as_ledger != NULL)
    return invocation_misuse("--into 和 --as-ledger 只能写一个");
  if (!value_number("--year", options.year, 1900, 2100, &import.reading.year))
    return STATUS_USAGE;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) rows =
      options.rows != NULL ? rollover_read_numbers(options.rows, &error) : NULL;
  if (error != NULL)
    return invocation_misuse("--rows：%s", error->message);
  import.rows = rows;
  return import_file(&import);
}

const Command COMMAND_IMPORT = {
    .name = "import",
    .group = COMMAND_GROUP_EXCHANGE,
    .summary = "导入 Excel、Word、CSV、YAML 或 JSON 的台账；可再次导入",
    .details =
        "把一本台账读进来：xlsx、docx、csv、tsv，或本程序导出的 YAML、JSON；文件写 - "
        "则读粘贴到标准输入的表格。表头、合并的格子、“同上”的空白、单位和时限自动识别，认错的用 --map "
        "改。已有的台账按内容和位置逐行对照：同一个文件再导入一次什么也不会变，改过的只改变了的内容，"
        "文件里缺少的不动。台账里没有的单位要说明怎么办：--make-units、--alias 或 --omit-unit。先用 "
        "--dry-run 看一遍；整个导入是一次操作，可用 taizhang undo 撤销。",
    .examples = "import 台账.xlsx --dry-run\n"
                "import 台账.docx --as-ledger 2026年重点任务台账 --year 2026 --make-units\n"
                "import 台账.xlsx --into 1 --sheet 2 --map D=责任单位 --alias 法规处=厅法规处",
    .argument = "文件",
    .required = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "import.run",
    .run = run,
};
