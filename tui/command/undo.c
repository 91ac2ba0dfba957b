#include "core/store/journal.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"
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

/* The entry of that number, where it is of a kind that undo takes back; 0 after saying why not.
 * Where a newer change cannot be taken back, the ones before it still can. */
static gint64 named(Db *db, gint64 seq, int *status) {
  g_autoptr(GError) error = NULL;
  g_autoptr(JournalEntry) entry = journal_get(db, seq, &error);
  if (entry == NULL)
    *status = invocation_fail(error);
  else if (g_str_has_prefix(entry->verb, "init"))
    *status = invocation_fail_text("第 %" G_GINT64_FORMAT " 条是建立文件或添加模板，不能撤销", seq);
  else
    return seq;
  return 0;
}

#define LISTED 20 /* of what can be undone, and redone */

static gboolean write_list(Invocation *invocation, Db *db, gboolean redo, GError **error) {
  static const TableColumn COLUMNS[] = {{"序号", 0, TRUE}, {"时间", 0, FALSE}, {"操作", 0, FALSE}};
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GPtrArray) entries = journal_undo_list(db, actor.who, redo, LISTED, error);
  if (entries == NULL)
    return FALSE;
  const char *what = redo ? "可以重做的" : "可以撤销的";
  output_line(&invocation->output, "%s%s", what, entries->len > 0 ? "，先上后下：" : "：没有");
  g_autoptr(Table) table = table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < entries->len; i++) {
    const JournalEntry *entry = entries->pdata[i];
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *when = time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : NULL;
    g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
    const char *const cells[] = {seq, when, entry->summary};
    table_row(table, cells);
  }
  return TRUE;
}

static int list(Invocation *invocation) {
  invocation->only_read = TRUE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  if (!write_list(invocation, db, FALSE, &error) || !write_list(invocation, db, TRUE, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  gboolean only_list = FALSE;
  const GOptionEntry entries[] = {
      {"list", 0, 0, G_OPTION_ARG_NONE, &only_list, "只列出自己可以撤销、可以重做的操作", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (only_list)
    return list(invocation);
  int wanted = 0;
  if (!value_number("序号", invocation->argument, 1, G_MAXINT, &wanted))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  gint64 seq = wanted != 0 ? named(db, wanted, &status) : newest(db, actor.who, &status);
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
        "撤销自己最近的一次改动，可以接连撤销几次；写上 taizhang log 所列的序号，就撤销那一次；"
        "撤销别人的操作，需要“督办”；原来的操作需要督办或管理员的，撤销也需要。别人后来改过同一处的，不能撤销，会说明是谁、什么时候、改了哪一栏。"
        "建立文件和添加模板不在其内。撤销错了可用 taizhang redo 重做。",
    .examples = "undo\n"
                "undo --list\n"
                "undo 45",
    .argument = "序号",
    .writes = TRUE,
    .verbs = "undo",
    .run = run,
};
