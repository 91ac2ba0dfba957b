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
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  gint64 seq = 0;
  if (!journal_undoable(db, actor.who, &seq, &error))
    return invocation_fail(error);
  if (seq == 0)
    return invocation_fail_text("没有可以撤销的操作：%s 在这个文件里没有尚未撤销的改动", actor.who);
  g_autofree char *summary = NULL;
  if (!journal_undo(db, &actor, seq, &summary, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已撤销：%s", summary);
  return STATUS_DONE;
}

const Command COMMAND_UNDO = {
    .name = "undo",
    .group = COMMAND_GROUP_WRITE,
    .summary = "撤销自己最近的一次改动",
    .details = "撤销自己最近的一次改动，可以接连撤销几次。别人后来改过同一处的，不能撤销。"
               "建立文件和添加模板不在其内。",
    .writes = TRUE,
    .run = run,
};
