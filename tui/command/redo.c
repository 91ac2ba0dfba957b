#include "core/store/journal.h"
#include "tui/command/invocation.h"

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = NULL;
  gint64 seq = 0;
  if (!journal_redoable(db, actor.who, &seq, &error))
    return invocation_fail(error);
  if (seq == 0)
    return invocation_fail_text("没有可以重做的操作：只能重做自己刚撤销、之后没有别的改动的");
  if (!journal_undo(db, &actor, seq, &summary, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已重做：%s", summary);
  return STATUS_DONE;
}

const Command COMMAND_REDO = {
    .name = "redo",
    .group = COMMAND_GROUP_DAILY,
    .summary = "重做自己刚撤销的改动",
    .details = "重做自己刚用 taizhang undo 撤销的改动，可以接连重做几次；撤销以后又改了别的，"
               "就不能再重做。看有哪些可以重做：taizhang undo --list。",
    .examples = "redo",
    .writes = TRUE,
    .verbs = "redo",
    .run = run,
};
