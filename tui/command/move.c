#include <string.h>

#include "core/model/ledger.h"
#include "core/model/task_order.h"
#include "tui/command/bulk_output.h"
#include "tui/command/value.h"

typedef struct {
  char *to;
  char *ledger;
  gboolean up;
  gboolean down;
  gboolean dry_run;
} MoveOptions;

static void move_options_clear(MoveOptions *options) {
  g_free(options->to);
  g_free(options->ledger);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MoveOptions, move_options_clear)

/* ---- up and down ------------------------------------------------------------------------ */

static int shift(Invocation *invocation, int delta) {
  gint64 task;
  if (invocation->arguments[1] != NULL)
    return invocation_misuse("--up 和 --down 一次只能移一项");
  if (!value_task(invocation, invocation->argument, &task))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GError) error = NULL;
  if (!task_shift(db, &actor, task, delta, &error))
    return invocation_fail(error);
  g_autofree char *label = task_label(db, task, &error);
  if (label == NULL)
    return invocation_fail(error);
  output_line(&invocation->output, "已%s：现为%s", delta < 0 ? "上移" : "下移", label);
  return STATUS_DONE;
}

/* ---- another indicator ------------------------------------------------------------------ */

/* The ledger that is named, or the only one in use; 0 after saying why there is none. */
static gint64 find_ledger(Db *db, const char *text, Day today, int *status) {
  g_autoptr(GError) error = NULL;
  if (text != NULL) {
    g_autoptr(Ledger) ledger = ledger_find(db, text, &error);
    if (ledger == NULL)
      *status = invocation_fail(error);
    return ledger != NULL ? ledger->id : 0;
  }
  g_autoptr(GPtrArray) ledgers = ledger_list(db, &error);
  if (ledgers == NULL) {
    *status = invocation_fail(error);
    return 0;
  }
  gint64 found = 0;
  int count = 0;
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    if (!ledger_in_use(ledger, today))
      continue;
    found = ledger->id;
    count++;
  }
  if (count == 1)
    return found;
  *status = invocation_misuse("有%d本在用的台账，请用 --ledger 写明移到哪一本", count);
  return 0;
}

/* 一级 二级: the titles above a node and its own. The caller frees. */
static char *path_of(const GPtrArray *nodes, const Indicator *node) {
  char *path = g_strdup(node->title);
  gint64 above = node->parent;
  for (guint i = nodes->len; i > 0 && above != 0; i--) { /* each stands before its children */
    const Indicator *one = nodes->pdata[i - 1];
    if (one->id != above)
      continue;
    char *longer = g_strconcat(one->title, " ", path, NULL);
    g_free(path);
    path = longer;
    above = one->parent;
  }
  return path;
}

/* The indicators (Indicator*, borrowed) that are called so, alone or with what they stand under,
 * or else have text in their title. Unref it. */
static GPtrArray *matching(const GPtrArray *nodes, const char *text) {
  GPtrArray *same = g_ptr_array_new(), *with = g_ptr_array_new();
  for (guint i = 0; i < nodes->len; i++) {
    Indicator *node = nodes->pdata[i];
    g_autofree char *path = path_of(nodes, node);
    if (g_str_equal(node->title, text) || g_str_equal(path, text))
      g_ptr_array_add(same, node);
    if (strstr(node->title, text) != NULL)
      g_ptr_array_add(with, node);
  }
  gboolean any = same->len > 0;
  g_ptr_array_unref(any ? with : same);
  return any ? same : with;
}

/* The indicator that is named; 0 after saying why there is not just one. */
static gint64 find_indicator(Db *db, gint64 ledger, const char *text, int *status) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) nodes = indicator_list(db, ledger, &error);
  if (nodes == NULL) {
    *status = invocation_fail(error);
    return 0;
  }
  g_autoptr(GPtrArray) found = matching(nodes, text);
  if (found->len == 1)
    return ((const Indicator *)found->pdata[0])->id;
  g_autoptr(GString) titles = g_string_new(NULL);
  for (guint i = 0; i < found->len; i++) {
    g_autofree char *path = path_of(nodes, found->pdata[i]);
    g_string_append_printf(titles, "%s%s", i > 0 ? "；" : "", path);
  }
  *status = found->len == 0
                ? invocation_fail_text("这本台账没有标题里有“%s”的指标", text)
                : invocation_fail_text("标题里有“%s”的指标有%u个：%s；请写得更全，照这里所列", text,
                                       found->len, titles->str);
  return 0;
}

static int move(Invocation *invocation, const MoveOptions *options) {
  int status = STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  gint64 ledger = find_ledger(db, options->ledger, person_today(&invocation->person), &status);
  gint64 indicator = ledger != 0 ? find_indicator(db, ledger, options->to, &status) : 0;
  g_clear_pointer(&db, db_close);
  if (indicator == 0)
    return status;
  g_autoptr(Bulk) bulk = bulk_new(NULL);
  bulk_add(bulk, &(BulkChange){.kind = BULK_MOVE, .indicator = indicator});
  return bulk_command(invocation, bulk, options->dry_run);
}

static int run(Invocation *invocation) {
  g_auto(MoveOptions) options = {0};
  const GOptionEntry entries[] = {
      {"to", 0, 0, G_OPTION_ARG_STRING, &options.to, "移到标题里有这些字的指标，排在它的最后",
       "指标"},
      {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger,
       "指标在哪本台账（与 --to 同用）；只有一本在用时不必写", "台账"},
      {"up", 0, 0, G_OPTION_ARG_NONE, &options.up, "在指标内上移一位", NULL},
      {"down", 0, 0, G_OPTION_ARG_NONE, &options.down, "在指标内下移一位", NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
       "只列出会改什么，不写入（与 --to 同用）", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if ((options.to != NULL) + options.up + options.down != 1)
    return invocation_misuse_help(invocation, "要写明 --to、--up、--down 其中的一个");
  if (options.to != NULL)
    return move(invocation, &options);
  if (options.ledger != NULL || options.dry_run)
    return invocation_misuse_help(invocation, "--ledger 和 --dry-run 要与 --to 一起用");
  return shift(invocation, options.up ? -1 : 1);
}

const Command COMMAND_MOVE = {
    .name = "move",
    .group = COMMAND_GROUP_DAILY,
    .summary = "把任务上移、下移，或移到别的指标、别的台账",
    .details = "把任务在指标内上移或下移一位，或移到另一个指标的最后，分解的各部分随着走。"
               "新旧位置之间各项的序号随之调整，别的不变；移到别的台账的，编入那本台账的序号。"
               "编号写 - 则从标准输入读取。",
    .examples = "move 4 --up\n"
                "move 4 5 --to 加强组织领导\n"
                "move 70 --to 制度建设 --ledger 2 --dry-run",
    .argument = "编号",
    .required = TRUE,
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "task.move",
    .run = run,
};
