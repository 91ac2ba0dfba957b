#include <sys/resource.h>
#include <unistd.h>

#include "core/rules/confine.h"
#include "core/store/backup.h"
#include "core/store/permit.h"
#include "tui/action/backup_run.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/named_copy.h"
#include "tui/command/table.h"

typedef struct {
  char *output;
  char *check;
  gboolean list;
  gboolean daily;
} BackupOptions;

static void backup_options_clear(BackupOptions *options) {
  g_free(options->output);
  g_free(options->check);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BackupOptions, backup_options_clear)

static char *moment_text(gint64 at) {
  g_autoptr(GDateTime) time = at > 0 ? g_date_time_new_from_unix_local(at) : NULL;
  return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : NULL;
}

/* ---- listing ----------------------------------------------------------------------------- */

typedef struct {
  const BackupCopy *copy;
  BackupFacts facts;
  char *problem; /* it cannot be read; NULL where it can */
  char *when;
} ListedCopy;

static void listed_clear(ListedCopy *listed) {
  backup_facts_clear(&listed->facts);
  g_free(listed->problem);
  g_free(listed->when);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ListedCopy, listed_clear)

static void look(ListedCopy *listed, const BackupCopy *copy) {
  g_autoptr(GError) error = NULL;
  *listed = (ListedCopy){.copy = copy, .when = backup_copy_when(copy)};
  if (!backup_look(copy->path, FALSE, &listed->facts, &error))
    listed->problem = g_strdup(error->message);
}

static json_t *copy_json(const ListedCopy *listed) {
  gboolean read = listed->problem == NULL;
  json_t *object = json_object();
  json_object_set_new(object, "file", data_text(listed->copy->path));
  json_object_set_new(object, "kind", data_text(backup_kind_name(listed->copy->kind)));
  json_object_set_new(object, "made", data_text(listed->when));
  json_object_set_new(object, "size", json_integer(listed->copy->size));
  json_object_set_new(object, "tasks", read ? json_integer(listed->facts.tasks) : json_null());
  json_object_set_new(object, "entries", read ? json_integer(listed->facts.entries) : json_null());
  json_object_set_new(object, "problem", data_text(listed->problem));
  return object;
}

static void write_list_json(Output *output, const GPtrArray *copies, const BackupAttempt *last) {
  json_t *object = json_object(), *array = json_array();
  for (guint i = 0; i < copies->len; i++) {
    g_auto(ListedCopy) listed;
    look(&listed, copies->pdata[i]);
    json_array_append_new(array, copy_json(&listed));
  }
  json_object_set_new(object, "copies", array);
  g_autofree char *at = moment_text(last->at);
  json_object_set_new(object, "last_attempt", data_text(at));
  json_object_set_new(object, "last_problem", data_text(last->problem));
  data_json(output, object);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *copies) {
  static const TableColumn COLUMNS[] = {{"时间", 0, FALSE}, {"种类", 0, FALSE}, {"大小", 0, TRUE},
                                        {"任务", 0, TRUE},  {"日志", 0, TRUE},  {"文件", 0, FALSE}};
  static const char *const HEADS[] = {"时间", "种类", "大小", "任务", "日志", "文件", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < copies->len; i++) {
    g_auto(ListedCopy) listed;
    look(&listed, copies->pdata[i]);
    gboolean read = listed.problem == NULL;
    g_autofree char *size = csv ? g_strdup_printf("%" G_GINT64_FORMAT, listed.copy->size)
                                : g_format_size((guint64)listed.copy->size);
    g_autofree char *tasks =
        read ? g_strdup_printf("%" G_GINT64_FORMAT, listed.facts.tasks) : g_strdup("读不出");
    g_autofree char *entries =
        read ? g_strdup_printf("%" G_GINT64_FORMAT, listed.facts.entries) : NULL;
    const char *cells[] = {
        listed.when, backup_kind_name(listed.copy->kind), size, tasks, entries, listed.copy->name};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

static int list(Invocation *invocation, const BackupPlan *plan) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) copies = backup_list(plan->ledger, plan->folder, &error);
  if (copies == NULL)
    return invocation_fail(error);
  g_auto(BackupAttempt) last;
  backup_last(plan->folder, &last);
  if (invocation->format == FORMAT_JSON) {
    write_list_json(&invocation->output, copies, &last);
    return STATUS_DONE;
  }
  write_rows(invocation, copies);
  if (invocation->format == FORMAT_CSV)
    return STATUS_DONE;
  g_autofree char *folder = g_filename_display_name(plan->folder);
  output_line(&invocation->output, "%u份，目录 %s", copies->len, folder);
  g_autofree char *at = moment_text(last.at);
  if (at != NULL)
    output_line(&invocation->output, "最近一次：%s，%s，%s", at, last.who,
                last.problem != NULL ? last.problem : "已做成");
  return STATUS_DONE;
}

/* ---- checking and making ----------------------------------------------------------------- */

static int check(Invocation *invocation, const BackupPlan *plan, const char *argument) {
  g_autoptr(GError) error = NULL;
  g_auto(NamedCopy) copy;
  if (!named_copy_find(plan, argument, &copy, &error))
    return invocation_fail(error);
  g_auto(BackupFacts) facts;
  if (!backup_look(copy.path, TRUE, &facts, &error))
    return invocation_fail(error);
  if (!facts.sound)
    return invocation_fail_text("%s 不能用：%s", copy.shown, facts.problem);
  g_autofree char *at = moment_text(facts.at);
  output_line(&invocation->output,
              "%s 完好：任务%" G_GINT64_FORMAT "项，日志%" G_GINT64_FORMAT "条，最后一条%s",
              copy.shown, facts.tasks, facts.entries, at != NULL ? at : "没有");
  return STATUS_DONE;
}

/* Started by a colleague's saving: whatever it is, nobody is to wait for it. */
static int make_daily(const BackupPlan *plan) {
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  setsid();
  setpriority(PRIO_PROCESS, 0, 10);
  return backup_make_daily(plan, &path, &error) ? STATUS_DONE : invocation_fail(error);
}

static int make(Invocation *invocation, const BackupPlan *plan) {
  g_autoptr(GError) error = NULL;
  g_autofree char *path = backup_make(plan, &error);
  if (path == NULL)
    return invocation_fail(error);
  g_autofree char *file = g_filename_display_name(path);
  output_line(&invocation->output, "已备份，核对无误：%s", file);
  return STATUS_DONE;
}

static int write_to(Invocation *invocation, const char *ledger, const char *path) {
  g_autoptr(GError) error = NULL;
  g_auto(Confined) confined = {.folder = -1};
  if (!confine_new(path, &confined, &error))
    return invocation_fail(error);
  if (!backup_write(ledger, confined.path, FALSE, &error)) {
    /* Nobody knows the folder by the name it is held by. */
    g_auto(GStrv) parts = g_strsplit(error->message, confined.path, -1);
    g_autofree char *message = g_strjoinv(path, parts);
    return invocation_fail_text("%s", message);
  }
  g_autofree char *file = g_filename_display_name(path);
  output_line(&invocation->output, "已备份，核对无误：%s", file);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(BackupOptions) options = {0};
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "写到这个文件；不写则放进备份目录",
       "文件"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &options.list, "列出有哪些备份", NULL},
      {"check", 0, 0, G_OPTION_ARG_FILENAME, &options.check, "核对一份备份能不能用", "文件"},
      {"daily", 0, 0, G_OPTION_ARG_NONE, &options.daily, "今天还没有备份时才做（供程序自己用）",
       NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if ((options.output != NULL) + (options.check != NULL) + options.list + options.daily > 1)
    return invocation_misuse_help(invocation, "--output、--list、--check 和 --daily 只能写一个");
  if (options.output != NULL && options.output[0] == '\0')
    return invocation_misuse_help(invocation, "请在 --output 后面写上文件名");
  const Settings *settings = invocation_settings(invocation);
  if (settings == NULL)
    return STATUS_FAILED;
  g_autofree char *ledger = invocation_path(invocation);
  g_autofree char *folder = backup_run_folder(settings, ledger);
  Actor actor = person_actor(&invocation->person);
  BackupPlan plan = {ledger, folder, &actor};
  if (options.check != NULL)
    return check(invocation, &plan, options.check);
  if (options.list)
    return list(invocation, &plan);
  /* What it says where there is no ledger is said better here. */
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  /* Where the file is out of reach but for the program, a copy of it in the exchange folder is all
   * of it for everybody. */
  if (options.output != NULL && confine_is_on() &&
      !permit_demand(db, &actor, ACCESS_ADMIN, "受限方式下把整个台账取到交换目录", &error))
    return invocation_fail(error);
  g_clear_pointer(&db, db_close);
  if (options.daily)
    return make_daily(&plan);
  return options.output != NULL ? write_to(invocation, ledger, options.output)
                                : make(invocation, &plan);
}

const Command COMMAND_BACKUP = {
    .name = "backup",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "备份台账文件，列出和核对备份",
    .details =
        "别人正在保存时也能备份；做好后先核对，再放进台账文件旁边的“文件名.backups”目录。"
        "保留最近 24 小时的（至多 24 份），最近两天各最早的一份，最近 7 天、4 周、12 个月各一份，"
        "升级前和恢复前的各 3 份。每天第一次保存之后会自动"
        "做一份（设置 backup、backup_folder）。恢复用 taizhang restore。",
    .examples = "backup\n"
                "backup --list\n"
                "backup --output /mnt/usb/taizhang.db\n"
                "backup --check ledger.backups/ledger-2026-11-28-1030.db",
    .formats = TRUE,
    .run = run,
};
