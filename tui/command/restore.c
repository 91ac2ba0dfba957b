#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/store/restore.h"
#include "tui/action/backup_run.h"
#include "tui/command/invocation.h"
#include "tui/command/named_copy.h"
#include "tui/command/prompt.h"
#include "tui/command/table.h"

enum { LISTED = 20 };

static void write_lost(Invocation *invocation, const RestoreComparison *comparison) {
  static const TableColumn COLUMNS[] = {
      {"日志", 0, TRUE}, {"时间", 0, FALSE}, {"谁", 0, FALSE}, {"操作", 0, FALSE}};
  g_autoptr(Table) table = table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; comparison->entries != NULL && i < comparison->entries->len; i++) {
    const JournalEntry *entry = comparison->entries->pdata[i];
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *when = time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : NULL;
    g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
    const char *cells[] = {seq, when, entry->who, entry->summary};
    table_row(table, cells);
  }
}

static void write_comparison(Invocation *invocation, const RestoreComparison *comparison) {
  Output *output = &invocation->output;
  if (!comparison->present) {
    output_line(output, "现在的台账文件读不出，说不出会失去什么：%s", comparison->damage);
    return;
  }
  if (!comparison->related)
    output_line(output, "注意：这份备份不是这个台账文件的，两者的日志从第一条起就不同");
  if (comparison->lost == 0)
    output_line(output, "现在的文件里没有备份之后的改动，不会失去什么");
  else
    output_line(output, "会失去备份之后的%" G_GINT64_FORMAT "次改动，最近的%u次：",
                comparison->lost, comparison->entries != NULL ? comparison->entries->len : 0);
  write_lost(invocation, comparison);
  if (comparison->related && comparison->returning > 0)
    output_line(output,
                "从第%" G_GINT64_FORMAT "条日志以后两边不同：备份里另有%" G_GINT64_FORMAT
                "次改动，现在的文件里没有",
                comparison->common, comparison->returning);
}

/* TRUE where the person says so; nobody is asked where nobody can answer. */
static gboolean is_agreed(void) {
  if (!isatty(STDIN_FILENO)) {
    invocation_fail_text("恢复要先确认：请在终端里运行，或看过 --dry-run 之后加上 --yes");
    return FALSE;
  }
  g_autoptr(Prompt) prompt = prompt_new();
  g_autofree char *line = NULL;
  if (prompt_read(prompt, "确定恢复请输入 yes：", &line) && line != NULL &&
      g_str_equal(g_strstrip(line), "yes"))
    return TRUE;
  invocation_fail_text("没有恢复，什么也没有改动");
  return FALSE;
}

static int restore(Invocation *invocation, const BackupPlan *plan, const NamedCopy *copy) {
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = NULL;
  if (!restore_run(plan->ledger, copy->path, plan->actor, &kept, &error))
    return invocation_fail(error);
  g_autofree char *name = kept != NULL ? g_filename_display_name(kept) : NULL;
  output_line(&invocation->output, "已恢复到 %s", copy->shown);
  if (name != NULL)
    output_line(&invocation->output, "恢复之前的文件留在 %s", name);
  return STATUS_DONE;
}

/* Putting it in its own place would wait for itself. */
static gboolean is_ledger(const char *ledger, const char *path) {
  struct stat one, other;
  return stat(ledger, &one) == 0 && stat(path, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

static int run(Invocation *invocation) {
  gboolean dry_run = FALSE, agreed = FALSE;
  const GOptionEntry entries[] = {
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "只列出会失去什么，不恢复", NULL},
      {"yes", 0, 0, G_OPTION_ARG_NONE, &agreed, "不再询问", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  const Settings *settings = invocation_settings(invocation);
  if (settings == NULL)
    return STATUS_FAILED;
  g_autofree char *ledger = invocation_path(invocation);
  g_autofree char *folder = backup_run_folder(settings, ledger);
  Actor actor = person_actor(&invocation->person);
  BackupPlan plan = {ledger, folder, &actor};
  g_autoptr(GError) error = NULL;
  g_auto(NamedCopy) copy;
  if (!named_copy_find(&plan, invocation->argument, &copy, &error))
    return invocation_fail(error);
  if (is_ledger(ledger, copy.path))
    return invocation_fail_text("%s 就是现在用的台账文件，不是它的备份。有哪些备份见 "
                                "taizhang backup --list",
                                copy.shown);
  g_auto(BackupFacts) facts;
  if (!backup_look(copy.path, TRUE, &facts, &error))
    return invocation_fail(error);
  if (!facts.sound)
    return invocation_fail_text("这份备份不能用：%s。请换一份", facts.problem);
  g_auto(RestoreComparison) comparison;
  if (!restore_compare(ledger, copy.path, LISTED, &comparison, &error))
    return invocation_fail(error);
  /* Its rights cannot be asked for, and those in a file that the person brings prove nothing. */
  if (!comparison.present && confine_is_on() && !copy.is_own)
    return invocation_fail_text("台账文件现在读不出，认不出您的权限，只能用备份目录里的备份恢复"
                                "（taizhang backup --list）");
  write_comparison(invocation, &comparison);
  if (dry_run)
    return STATUS_DONE;
  fflush(stdout);
  return agreed || is_agreed() ? restore(invocation, &plan, &copy) : STATUS_FAILED;
}

const Command COMMAND_RESTORE = {
    .name = "restore",
    .group = COMMAND_GROUP_UPKEEP,
    .verbs = "ledger.restore",
    .summary = "恢复到一份备份",
    .details =
        "先核对备份，列出会失去哪些改动，问过再恢复。现在的内容先另存一份，留在旁边。只有管理员能恢复；"
        "恢复本身记入日志。写文件名或日期（取那天最后一份），先用 --dry-run 看一遍。",
    .examples = "restore 2026-11-27 --dry-run\n"
                "restore ledger-2026-11-27-1030.db",
    .argument = "备份",
    .required = TRUE,
    .run = run,
};
