#include "core/model/ledger.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

static int thaw(Invocation *invocation, const char *reason) {
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Ledger) ledger = ledger_find(db, invocation->argument, &error);
  if (ledger == NULL || !ledger_thaw(db, &actor, ledger->id, reason, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已启封：《%s》（%d年），改完请再封存", ledger->title,
              ledger->year);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *option = NULL, *reason = NULL;
  const GOptionEntry entries[] = {{"reason", 0, 0, G_OPTION_ARG_STRING, &option,
                                   "为什么启封，必须写明；写 - 则从标准输入读取", "理由"},
                                  {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (option == NULL)
    return invocation_misuse("请用 --reason 写明为什么启封");
  if (!value_text("--reason", option, &reason))
    return STATUS_FAILED;
  return thaw(invocation, reason);
}

const Command COMMAND_THAW = {
    .name = "thaw",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "启封一本已封存的台账，写明理由",
    .details = "启封一本已封存的台账，使它重新可以修改。理由记入日志。",
    .examples = "thaw 1 --reason 补登12月的进展",
    .argument = "台账",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "ledger.thaw",
    .run = run,
};
