#include "core/store/journal.h"
#include "tui/command/invocation.h"
#include "tui/command/value.h"

/* The newest change of one's own that can be taken back; 0 after saying why there is none. */
static gint64 newest(Db *db, const char *who, int *status) {
  g_autoptr(GError) error = NULL;
  gint64 seq = 0;
  if (!journal_undoable(db, who, &seq, &error))
    *status = invocation_fail(error);
  else if (seq == 0)
    *status = invocation_fail_text("没有可以撤销的操作：%s 在这个文件里没有尚未撤销的改动"
                                   "（建立文件和添加模板不能撤销）",
                                   who);
  return seq;
}

/* The entry of that number, where it is one's own and of a kind that undo takes back; 0 after
 * saying why not. Where a newer change cannot be taken back, the ones before it still can. */
static gint64 named(Db *db, const char *who, gint64 seq, int *status) {
  g_autoptr(GError) error = NULL;
  g_autoptr(JournalEntry) entry = journal_get(db, seq, &error);
  if (entry == NULL)
    *status = invocation_fail(error);
  else if (g_strcmp0(entry->who, who) != 0)
    *status = invocation_fail_text("第 %" G_GINT64_FORMAT " 条是 %s 的操作，只能撤销自己的", seq,
                                   entry->who);
  else if (g_str_has_prefix(entry->verb, "init"))
    *status = invocation_fail_text("第 %" G_GINT64_FORMAT " 条是建立文件或添加模板，不能撤销", seq);
  else
    return seq;
  return 0;
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int wanted = 0;
  if (!value_number("序号", invocation->argument, 1, G_MAXINT, &wanted))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  gint64 seq = wanted != 0 ? named(db, actor.who, wanted, &status) : newest(db, actor.who, &status);
  if (seq == 0)
    return status;
  g_autoptr(GError) error = NULL;
  g_autofree char *summary = NULL;
  if (!journal_undo(db, &actor, seq, &summary, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "已撤销：%s", summary);
  return STATUS_DONE;
}

const Command COMMAND_UNDO = {
    .name = "undo",
    .group = COMMAND_GROUP_DAILY,
    .summary = "撤销自己最近的一次改动",
    .details =
        "撤销自己最近的一次改动，可以接连撤销几次；写上 taizhang log 所列的序号，就撤销自己的"
        "那一次。别人后来改过同一处的，不能撤销。建立文件和添加模板不在其内。",
    .examples = "undo\n"
                "undo 45",
    .argument = "序号",
    .writes = TRUE,
    .run = run,
};
