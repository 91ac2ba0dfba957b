#include <string.h>

#include "core/model/history.h"
#include "core/store/backup.h"
#include "core/store/permit.h"
#include "core/store/redact.h"
#include "core/store/words.h"
#include "tui/action/backup_run.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

/* ---- what it does not reach ------------------------------------------------------------------ */

/* Says of one copy of the file whether it holds the text, too. */
static void tell_of_copy(Output *output, const char *path, const Redaction *what) {
  g_autofree char *name = g_filename_display_name(path);
  g_autoptr(GError) error = NULL;
  g_autoptr(Db) db = db_open(path, DB_LOOK, &error);
  g_auto(Redacted) found = {0};
  if (db == NULL || !redact_find(db, what, &found, &error)) {
    output_line(output, "备份 %s 没能查看，请自行核对。", name);
    return;
  }
  if (found.places->len > 0)
    output_line(output, "备份 %s 里还有，共%u处：请删除它，或者另行保管。", name,
                found.places->len);
}

/* The copies that can hold it are known only for a text: a number is of this file alone. */
static void tell_of_copies(Invocation *invocation, const Redaction *what) {
  Output *output = &invocation->output;
  g_autofree char *path = invocation_path(invocation);
  const Settings *settings = invocation_settings(invocation);
  g_autofree char *folder = settings != NULL ? backup_run_folder(settings, path) : NULL;
  Redaction anywhere = *what;
  anywhere.entry = 0;
  g_autoptr(GPtrArray) copies = folder != NULL ? backup_list(path, folder, NULL) : NULL;
  for (guint i = 0; copies != NULL && i < copies->len; i++) {
    const BackupCopy *copy = copies->pdata[i];
    if (anywhere.text != NULL || anywhere.task != 0)
      tell_of_copy(output, copy->path, &anywhere);
  }
  output_line(output, "隐去不到的地方：备份、已导出和下发的文件、各人的草稿、邮件，请另行处理。");
}

/* ---- what it finds ----------------------------------------------------------------------------
 */

static const char *place_field(const RedactPlace *place) {
  if (!g_str_equal(place->table, "journal"))
    return words_column(place->table, place->field);
  return g_str_equal(place->field, "summary") ? "摘要" : "理由";
}

static char *place_entry(const RedactPlace *place) {
  return place->entry != 0 ? g_strdup_printf("日志第%" G_GINT64_FORMAT "条", place->entry)
                           : g_strdup("台账");
}

static void write_table(Output *output, const Redacted *found) {
  static const TableColumn COLUMNS[] = {
      {"在哪里", 0, FALSE}, {"表", 0, FALSE}, {"编号", 0, FALSE}, {"字段", 0, FALSE}};
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < found->places->len; i++) {
    const RedactPlace *place = found->places->pdata[i];
    g_autofree char *where = place_entry(place);
    const char *cells[] = {where, words_table(place->table), place->key, place_field(place)};
    table_row(table, cells);
  }
}

static void write_json(Output *output, const Redacted *found) {
  json_t *list = json_array();
  for (guint i = 0; i < found->places->len; i++) {
    const RedactPlace *place = found->places->pdata[i];
    json_t *item = json_object();
    json_object_set_new(item, "entry",
                        place->entry != 0 ? json_integer(place->entry) : json_null());
    json_object_set_new(item, "table", data_text(place->table));
    json_object_set_new(item, "key", data_text(place->key));
    json_object_set_new(item, "field", data_text(place->field));
    json_array_append_new(list, item);
  }
  json_t *object = json_object();
  json_object_set_new(object, "seq", found->seq != 0 ? json_integer(found->seq) : json_null());
  json_object_set_new(object, "cells", json_integer(found->cells));
  json_object_set_new(object, "entries", json_integer(found->entries));
  json_object_set_new(object, "places", list);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Redacted *found) {
  static const char *const HEADS[] = {"在哪里", "表", "编号", "字段", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < found->places->len; i++) {
    const RedactPlace *place = found->places->pdata[i];
    g_autofree char *where = place_entry(place);
    const char *cells[] = {where, words_table(place->table), place->key, place_field(place)};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static void write_places(Invocation *invocation, const Redacted *found) {
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, found);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, found);
  else if (found->places->len > 0)
    write_table(&invocation->output, found);
}

/* ---- command -------------------------------------------------------------------------------- */

typedef struct {
  Redaction what;
  const char *reason; /* NULL: none was given */
  gboolean dry_run;
  gboolean pack; /* only that */
} Wanted;

static int look(Invocation *invocation, Db *db, const Wanted *wanted) {
  g_autoptr(GError) error = NULL;
  g_auto(Redacted) found = {0};
  if (!redact_find(db, &wanted->what, &found, &error))
    return invocation_fail(error);
  write_places(invocation, &found);
  if (invocation->format != FORMAT_TABLE)
    return STATUS_DONE;
  if (found.places->len == 0)
    output_line(&invocation->output, "没有找到要隐去的内容。");
  else
    output_line(&invocation->output, "会隐去：台账%u处，日志%u条。没有写入。", found.cells,
                found.entries);
  tell_of_copies(invocation, &wanted->what);
  return STATUS_DONE;
}

static int pack(Invocation *invocation, Db *db) {
  g_autoptr(GError) error = NULL;
  if (!redact_pack(db, &error))
    return invocation_fail_text("文件没能整理：%s。删掉、换掉的内容在文件里可能还有残余，"
                                "请稍后运行 taizhang redact --pack",
                                error->message);
  if (invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "文件已整理，删掉、换掉的内容没有残余。");
  return STATUS_DONE;
}

static int redact(Invocation *invocation, Db *db, const Actor *actor, const Wanted *wanted) {
  g_autoptr(GError) error = NULL;
  g_auto(Redacted) done = {0};
  if (!redact_run(db, actor, &wanted->what, wanted->reason, &done, &error))
    return invocation_fail(error);
  write_places(invocation, &done);
  if (invocation->format == FORMAT_TABLE) {
    output_line(&invocation->output, "已隐去：台账%u处，日志%u条（记在第%" G_GINT64_FORMAT "条）。",
                done.cells, done.entries, done.seq);
    tell_of_copies(invocation, &wanted->what);
  }
  return pack(invocation, db);
}

static int start(Invocation *invocation, const Wanted *wanted) {
  invocation->only_read = wanted->dry_run;
  g_autoptr(Db) db = invocation_open(invocation, wanted->dry_run ? DB_READ : DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  if (!permit_demand(db, &actor, ACCESS_ADMIN, "隐去内容", &error))
    return invocation_fail(error);
  if (wanted->pack)
    return pack(invocation, db);
  return wanted->dry_run ? look(invocation, db, wanted) : redact(invocation, db, &actor, wanted);
}

static int check(Invocation *invocation, const Wanted *wanted) {
  const Redaction *what = &wanted->what;
  gboolean others = what->text != NULL || what->field != NULL || what->task != 0 ||
                    what->entry != 0 || wanted->reason != NULL || wanted->dry_run;
  if (wanted->pack && others)
    return invocation_misuse_help(invocation, "--pack 要单独写：它只整理文件，什么也不隐去");
  if (wanted->pack)
    return STATUS_DONE;
  if (what->text == NULL && what->field == NULL)
    return invocation_misuse_help(invocation, "请写明要隐去什么：--text 文字，或者 --field 字段");
  if (!wanted->dry_run && wanted->reason == NULL)
    return invocation_misuse_help(invocation,
                                  "隐去要写明理由：--reason 理由；先看有哪些，用 --dry-run");
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *text = NULL, *field = NULL, *entry = NULL, *reason_option = NULL;
  g_autofree char *reason = NULL, *clean = NULL;
  Wanted wanted = {0};
  const GOptionEntry entries[] = {
      {"text", 0, 0, G_OPTION_ARG_STRING, &text,
       "要隐去的文字，如一个手机号；写 - 则从标准输入读取，不留在命令历史里", "文字"},
      {"field", 0, 0, G_OPTION_ARG_STRING, &field,
       "只在这个字段里，如 备注；不写 --text，则隐去它的全部内容", "字段"},
      {"entry", 0, 0, G_OPTION_ARG_STRING, &entry, "只限这一条日志所改的记录，和它的摘要、理由",
       "序号"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &reason_option, "为什么隐去，必须写明，记入日志",
       "理由"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &wanted.dry_run, "只列出会隐去哪些地方，不写入", NULL},
      {"pack", 0, 0, G_OPTION_ARG_NONE, &wanted.pack,
       "只整理文件，使删掉、换掉的内容没有残余；上次没能整理时用", NULL},
      {NULL}};
  int status, seq = 0;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if ((invocation->argument != NULL &&
       !value_task(invocation, invocation->argument, &wanted.what.task)) ||
      !value_number("--entry", entry, 1, G_MAXINT, &seq))
    return STATUS_USAGE;
  wanted.what.entry = seq;
  if (wanted.what.entry != 0 && wanted.what.task != 0)
    return invocation_misuse_help(invocation, "编号与 --entry 只能写一个");
  if ((text != NULL && !value_text("--text", text, &clean)) ||
      (reason_option != NULL && !value_text("--reason", reason_option, &reason)))
    return STATUS_FAILED;
  wanted.what.text = clean;
  wanted.what.field = field;
  wanted.reason = reason;
  status = check(invocation, &wanted);
  return status == STATUS_DONE ? start(invocation, &wanted) : status;
}

const Command COMMAND_REDACT = {
    .name = "redact",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "隐去不该写进来的内容，如个人信息",
    .details = "把一段文字从台账和日志的每一处隐去，换成〔已隐去〕，此后文件里再也找不到它。"
               "写了编号，只在这项任务里；不写，在整个文件里。只有管理员可以做，"
               "谁、何时、为什么、隐去了哪几条，记入日志；做了不能撤销，请先用 --dry-run 查看。"
               "备份和已导出的文件里的，隐去不到。",
    .examples = "redact 4 --text 13800000000 --dry-run\n"
                "redact 4 --text 13800000000 --reason 误写了个人电话\n"
                "redact 4 --field 备注 --reason 含个人信息",
    .argument = "编号",
    .formats = TRUE,
    .writes = TRUE,
    .run = run,
};
