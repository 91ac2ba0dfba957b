#include "core/model/ledger.h"
#include "tui/command/invocation.h"

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Ledger) ledger = ledger_find(db, invocation->argument, &error);
  if (ledger == NULL || !ledger_freeze(db, &actor, reckoning, ledger->id, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已封存：《%s》（%d年），今后只能查看", ledger->title,
              ledger->year);
  return STATUS_DONE;
}

const Command COMMAND_FREEZE = {
    .name = "freeze",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "封存一本台账：今后只能查看，不再列入提醒、逾期和通报",
    .details =
        "封存一本台账：今后只能查看，灯停在封存那天，不再列入提醒、逾期和通报；写明它的编号，仍可"
        "查看（taizhang list --ledger）。结转时上年的台账会一并封存。可用 taizhang thaw 启封。",
    .examples = "freeze 1",
    .argument = "台账",
    .required = TRUE,
    .writes = TRUE,
    .verbs = "ledger.freeze",
    .run = run,
};
