#include <string.h>

#include "core/model/ledger.h"
#include "core/model/reckoning.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/value.h"

typedef struct {
  char *lead_days;
  char *choices[POLICY_CLOSING + 1];
  gboolean fallback;
} PolicyOptions;

static void policy_options_clear(PolicyOptions *options) {
  g_free(options->lead_days);
  for (gsize i = 0; i < G_N_ELEMENTS(options->choices); i++)
    g_free(options->choices[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PolicyOptions, policy_options_clear)

/* The field of an input that a choice is kept in. */
static int *field_of(PolicyInput *input, PolicyChoice choice) {
  int *const fields[] = {
      [POLICY_LEAD_IN] = &input->lead_in,
      [POLICY_ROLL] = &input->roll,
      [POLICY_COLOURS] = &input->colours,
      [POLICY_CLOSING] = &input->closing,
  };
  return fields[choice];
}

static const char *const CHOICE_OPTIONS[] = {
    [POLICY_LEAD_IN] = "--lead-in",
    [POLICY_ROLL] = "--roll",
    [POLICY_COLOURS] = "--colours",
    [POLICY_CLOSING] = "--closing",
};

/* 不变、提前、顺延. */
static char *choice_words(PolicyChoice choice) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; policy_word(choice, i) != NULL; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", policy_word(choice, i));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Puts what was given over input. FALSE after saying what is wrong. */
static gboolean read_choices(const PolicyOptions *options, PolicyInput *input) {
  for (int i = 0; i <= POLICY_CLOSING; i++) {
    PolicyChoice choice = (PolicyChoice)i;
    const char *text = options->choices[i];
    if (text == NULL || policy_parse(choice, text, field_of(input, choice)))
      continue;
    g_autofree char *words = choice_words(choice);
    invocation_misuse("%s 的值“%s”不对，可以是 %s", CHOICE_OPTIONS[i], text, words);
    return FALSE;
  }
  return value_number("--lead-days", options->lead_days, 0, POLICY_LEAD_DAYS_MAX,
                      &input->lead_days);
}

static gboolean sets_something(const PolicyOptions *options) {
  gboolean any = options->lead_days != NULL || options->fallback;
  for (gsize i = 0; i < G_N_ELEMENTS(options->choices); i++)
    any = any || options->choices[i] != NULL;
  return any;
}

/* ---- showing ---------------------------------------------------------------------------- */

/* What is in force for a ledger, in the terms of an input. */
static PolicyInput in_force(const Policy *policy) {
  return (PolicyInput){
      .lead_days = policy->light.lead_days,
      .lead_in = policy->light.lead_workdays ? 1 : 0,
      .roll = (int)policy->light.roll,
      .colours = policy->blue ? 1 : 0,
      .closing = policy->one_person ? 1 : 0,
  };
}

static void write_field(Output *output, const char *name, const char *value, gboolean own) {
  g_autofree char *text = g_strconcat(value, own ? "" : "（默认）", NULL);
  page_field(output, name, text);
}

static void write_ledger(Output *output, const Ledger *ledger, PolicyInput own, PolicyInput now) {
  g_autofree char *title =
      g_strdup_printf("%" G_GINT64_FORMAT "  %s（%d年）", ledger->id, ledger->title, ledger->year);
  g_autofree char *days = g_strdup_printf("%d天", now.lead_days);
  page_field(output, "台账", title);
  write_field(output, "提前亮黄灯", days, own.lead_days >= 0);
  write_field(output, "天数算法", policy_word(POLICY_LEAD_IN, now.lead_in), own.lead_in >= 0);
  write_field(output, "遇休息日", policy_word(POLICY_ROLL, now.roll), own.roll >= 0);
  write_field(output, "灯色", policy_word(POLICY_COLOURS, now.colours), own.colours >= 0);
  write_field(output, "办结与销号", policy_word(POLICY_CLOSING, now.closing), own.closing >= 0);
}

static json_t *ledger_json(const Ledger *ledger, PolicyInput own, PolicyInput now) {
  json_t *object = json_object(), *set = json_object();
  json_object_set_new(object, "ledger", json_integer(ledger->id));
  json_object_set_new(object, "title", data_text(ledger->title));
  json_object_set_new(object, "lead_days", json_integer(now.lead_days));
  json_object_set_new(object, "lead_in", data_text(policy_code(POLICY_LEAD_IN, now.lead_in)));
  json_object_set_new(object, "roll", data_text(policy_code(POLICY_ROLL, now.roll)));
  json_object_set_new(object, "colours", data_text(policy_code(POLICY_COLOURS, now.colours)));
  json_object_set_new(object, "closing", data_text(policy_code(POLICY_CLOSING, now.closing)));
  json_object_set_new(set, "lead_days", json_boolean(own.lead_days >= 0));
  json_object_set_new(set, "lead_in", json_boolean(own.lead_in >= 0));
  json_object_set_new(set, "roll", json_boolean(own.roll >= 0));
  json_object_set_new(set, "colours", json_boolean(own.colours >= 0));
  json_object_set_new(set, "closing", json_boolean(own.closing >= 0));
  json_object_set_new(object, "set", set);
  return object;
}

static void write_csv(Output *output, const Ledger *ledger, PolicyInput now) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ledger->id);
  g_autofree char *days = g_strdup_printf("%d", now.lead_days);
  const char *cells[] = {id,
                         ledger->title,
                         days,
                         policy_word(POLICY_LEAD_IN, now.lead_in),
                         policy_word(POLICY_ROLL, now.roll),
                         policy_word(POLICY_COLOURS, now.colours),
                         policy_word(POLICY_CLOSING, now.closing)};
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

/* The policies of ledgers (Ledger*). */
static int write_policies(Invocation *invocation, Db *db, const GPtrArray *ledgers) {
  static const char *const HEADS[] = {"编号",     "台账", "提前亮黄灯天数", "天数算法",
                                      "遇休息日", "灯色", "办结与销号",     NULL};
  g_autoptr(Reckoning) reckoning = invocation_reckoning(invocation, db);
  if (reckoning == NULL)
    return STATUS_FAILED;
  Output *output = &invocation->output;
  g_autoptr(GError) error = NULL;
  DataArray array = {0};
  if (invocation->format == FORMAT_JSON)
    array = data_array_begin(output);
  if (invocation->format == FORMAT_CSV)
    data_csv_begin(output, HEADS);
  for (guint i = 0; i < ledgers->len && !output_failed(output); i++) {
    const Ledger *ledger = ledgers->pdata[i];
    PolicyInput own, now = in_force(reckoning_policy(reckoning, ledger->id));
    if (!policy_load(db, ledger->id, &own, &error))
      return invocation_fail(error);
    if (invocation->format == FORMAT_JSON)
      data_array_item(&array, ledger_json(ledger, own, now));
    else if (invocation->format == FORMAT_CSV)
      write_csv(output, ledger, now);
    else {
      if (i > 0)
        output_line(output, "%s", "");
      write_ledger(output, ledger, own, now);
    }
  }
  if (invocation->format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  if (invocation->format == FORMAT_TABLE && ledgers->len == 0)
    output_line(output, "还没有台账。");
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

/* The ledger that is named, or all there are; NULL and error. */
static GPtrArray *find_ledgers(Db *db, const char *name, GError **error) {
  if (name == NULL)
    return ledger_list(db, error);
  Ledger *ledger = ledger_find(db, name, error);
  if (ledger == NULL)
    return NULL;
  GPtrArray *ledgers = g_ptr_array_new_with_free_func((GDestroyNotify)ledger_free);
  g_ptr_array_add(ledgers, ledger);
  return ledgers;
}

static int set(Invocation *invocation, const PolicyOptions *options) {
  PolicyInput given = POLICY_INPUT_NONE; /* also to see what is wrong before the file is opened */
  if (!read_choices(options, &given))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ledgers = find_ledgers(db, invocation->argument, &error);
  if (ledgers == NULL)
    return invocation_fail(error);
  if (ledgers->len != 1)
    return invocation_fail_text("有%u本台账，请写明改哪一本：编号、模板名或标题", ledgers->len);
  gint64 ledger = ((Ledger *)ledgers->pdata[0])->id;
  PolicyInput input = POLICY_INPUT_NONE;
  if (!options->fallback && !policy_load(db, ledger, &input, &error))
    return invocation_fail(error);
  Actor actor = person_actor(&invocation->person);
  read_choices(options, &input);
  if (!policy_store(db, &actor, ledger, &input, &error))
    return invocation_fail(error);
  return write_policies(invocation, db, ledgers);
}

static int show(Invocation *invocation) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ledgers = find_ledgers(db, invocation->argument, &error);
  if (ledgers == NULL)
    return invocation_fail(error);
  return write_policies(invocation, db, ledgers);
}

static int run(Invocation *invocation) {
  g_auto(PolicyOptions) options = {0};
  const GOptionEntry entries[] = {
      {"lead-days", 0, 0, G_OPTION_ARG_STRING, &options.lead_days, "到期前几天亮黄灯，0 到 90",
       "天数"},
      {"lead-in", 0, 0, G_OPTION_ARG_STRING, &options.choices[POLICY_LEAD_IN],
       "这几天怎么数：自然日、工作日", "算法"},
      {"roll", 0, 0, G_OPTION_ARG_STRING, &options.choices[POLICY_ROLL],
       "期限遇休息日：不变、提前（到前一个工作日）、顺延（到后一个工作日）", "办法"},
      {"colours", 0, 0, G_OPTION_ARG_STRING, &options.choices[POLICY_COLOURS],
       "灯色：红黄绿、红黄蓝", "灯色"},
      {"closing", 0, 0, G_OPTION_ARG_STRING, &options.choices[POLICY_CLOSING],
       "办结与销号、申请延期与审批：两人 分别操作，或 一人 也可以", "人数"},
      {"default", 0, 0, G_OPTION_ARG_NONE, &options.fallback, "先取消这本台账的全部设置，回到默认",
       NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  return sets_something(&options) ? set(invocation, &options) : show(invocation);
}

const Command COMMAND_POLICY = {
    .name = "policy",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "查看或改变一本台账的口径：黄灯天数、遇休息日、灯色、几人办理",
    .details =
        "查看或改变一本台账的口径；不写选项则只查看，不写台账则查看全部。改变对使用这个文件的所有人"
        "生效，以前的任务和各期也按新的口径算；记入日志，可用 taizhang undo 撤销。",
    .examples = "policy\n"
                "policy --lead-days 10 --lead-in 工作日\n"
                "policy ningxia-2020 --roll 顺延 --colours 红黄蓝\n"
                "policy --default",
    .argument = "台账",
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "policy.set",
    .run = run,
};
