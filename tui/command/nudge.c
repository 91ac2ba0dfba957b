#include <glib/gstdio.h>

#include "core/model/unit.h"
#include "tui/action/compose.h"
#include "tui/action/delivery.h"
#include "tui/command/ids.h"
#include "tui/command/letter_output.h"
#include "tui/command/supervision_rows.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

#define LIMIT_TABLE 50 /* nudges shown where --limit does not say */
#define LIMIT_MOST 1000000000

typedef struct {
  char *text;
  char *output;
  char *mail;
  char *unit;
  char *limit;
  gboolean overdue;
  gboolean record;
  gboolean dry_run;
} NudgeOptions;

static void nudge_options_clear(NudgeOptions *options) {
  g_free(options->text);
  g_free(options->output);
  g_free(options->mail);
  g_free(options->unit);
  g_free(options->limit);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NudgeOptions, nudge_options_clear)

/* ---- what was asked lately -------------------------------------------------------------- */

static json_t *nudge_json(const Nudge *nudge, const char *label) {
  json_t *object = supervision_rows_nudge(nudge);
  json_object_set_new(object, "label", data_text(label));
  return object;
}

static void write_csv(Output *output, const Nudge *nudge, const char *label) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, nudge->task);
  const char *cells[] = {day_to_iso(nudge->made_on, day),
                         task,
                         label,
                         means_name(nudge->means),
                         nudge->recipient,
                         nudge->author,
                         nudge->text};
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void add_row(Table *table, const Nudge *nudge, const char *label) {
  char day[DAY_TEXT_SIZE];
  g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, nudge->task);
  const char *cells[] = {day_to_iso(nudge->made_on, day), task,  nudge->author,
                         means_name(nudge->means),        label, nudge->recipient};
  table_row(table, cells);
}

/* The newest first, at most limit (0: all). */
static gboolean write_nudges(Invocation *invocation, Db *db, const GPtrArray *nudges, guint limit,
                             GError **error) {
  static const TableColumn COLUMNS[] = {{"日期", 0, FALSE},    {"编号", 0, TRUE},
                                        {"催办人", 16, FALSE}, {"方式", 0, FALSE},
                                        {"任务", 44, FALSE},   {"去向", 0, FALSE}};
  static const char *const HEADS[] = {"日期", "编号",   "任务", "方式",
                                      "去向", "催办人", "内容", NULL};
  Output *output = &invocation->output;
  Format format = invocation->format;
  g_autoptr(Table) table =
      format == FORMAT_TABLE ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  DataArray array = {0};
  if (format == FORMAT_JSON)
    array = data_array_begin(output);
  if (format == FORMAT_CSV)
    data_csv_begin(output, HEADS);
  guint last = limit > 0 && nudges->len > limit ? nudges->len - limit : 0;
  for (guint i = nudges->len; i > last && !output_failed(output); i--) {
    const Nudge *nudge = nudges->pdata[i - 1];
    g_autofree char *label = task_label(db, nudge->task, error);
    if (label == NULL)
      return FALSE;
    if (format == FORMAT_TABLE)
      add_row(table, nudge, label);
    else if (format == FORMAT_JSON)
      data_array_item(&array, nudge_json(nudge, label));
    else
      write_csv(output, nudge, label);
  }
  if (format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  if (format == FORMAT_TABLE && nudges->len == 0)
    output_line(output, "还没有催办过。");
  return TRUE;
}

static int list(Invocation *invocation, const NudgeOptions *options) {
  invocation->only_read = TRUE;
  int limit = invocation->format == FORMAT_TABLE ? LIMIT_TABLE : 0;
  if (!value_number("--limit", options->limit, 0, LIMIT_MOST, &limit))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) nudges = nudge_list(db, 0, &error);
  if (nudges == NULL || !write_nudges(invocation, db, nudges, (guint)limit, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

/* ---- which tasks ------------------------------------------------------------------------ */

/* Those that are overdue, of a unit where one is given. */
static gboolean take_late(Db *db, const Reckoning *reckoning, const char *unit_name, GArray *tasks,
                          GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  task_filter_late(&filter, reckoning);
  if (unit_name != NULL) {
    g_autoptr(Unit) unit = unit_find(db, unit_name, error);
    if (unit == NULL)
      return FALSE;
    filter.unit = unit->id;
  }
  g_autoptr(GArray) refs = task_list(db, reckoning, &filter, error);
  if (refs == NULL)
    return FALSE;
  for (guint i = 0; i < refs->len; i++)
    g_array_append_val(tasks, g_array_index(refs, TaskRef, i).id);
  return TRUE;
}

/* ---- sending ---------------------------------------------------------------------------- */

typedef struct {
  Invocation *invocation;
  Db *db;
  const Reckoning *reckoning;
  const char *words; /* NULL: the template's */
  GArray *tasks;     /* of gint64 */
  GPtrArray *texts;  /* one for each of tasks; NULL at the end */
  char *subject;
} Sending;

static void sending_clear(Sending *sending) {
  g_clear_pointer(&sending->tasks, g_array_unref);
  g_clear_pointer(&sending->texts, g_ptr_array_unref);
  g_clear_pointer(&sending->subject, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sending, sending_clear)

static const char *const *texts_of(const Sending *sending) {
  return (const char *const *)sending->texts->pdata;
}

static gboolean write_letter(Sending *sending, const Letters *letters, gint64 id, GError **error) {
  g_autoptr(Task) task = task_load(sending->db, sending->reckoning, id, error);
  g_auto(Composed) composed = {0};
  if (task == NULL ||
      !compose_nudge(sending->db, sending->reckoning, letters, task,
                     sending->invocation->person.who, sending->words, &composed, error))
    return FALSE;
  g_ptr_array_add(sending->texts, g_steal_pointer(&composed.text));
  if (sending->subject == NULL)
    sending->subject = g_steal_pointer(&composed.subject);
  return TRUE;
}

/* 催办：第4项任务已逾期15天（共3项） */
static void count_in_subject(Sending *sending) {
  if (sending->tasks->len < 2)
    return;
  char *whole = g_strdup_printf("%s（共%u项）", sending->subject, sending->tasks->len);
  g_free(sending->subject);
  sending->subject = whole;
}

static gboolean write_letters(Sending *sending, GError **error) {
  g_autoptr(Letters) letters = letter_output_templates();
  if (letters == NULL)
    return FALSE;
  for (guint i = 0; i < sending->tasks->len; i++) {
    if (!write_letter(sending, letters, g_array_index(sending->tasks, gint64, i), error))
      return FALSE;
  }
  g_ptr_array_add(sending->texts, NULL);
  count_in_subject(sending);
  return TRUE;
}

static gboolean deliver(Sending *sending, const NudgeOptions *options, GError **error) {
  g_autofree char *pages = compose_pages(texts_of(sending), LETTER_COLUMNS);
  if (options->output != NULL)
    return delivery_file(options->output, pages, error);
  if (options->mail != NULL)
    return delivery_mail(sending->invocation->settings, DELIVERY_SECONDS, options->mail,
                         sending->subject, pages, error);
  return TRUE;
}

/* Puts it on record; what went out and could not be recorded is said. */
static gboolean record(const Sending *sending, const NudgeOptions *options, GError **error) {
  Means means = options->output != NULL ? MEANS_FILE
                : options->mail != NULL ? MEANS_MAIL
                : options->record       ? MEANS_RECORD
                                        : MEANS_PRINT;
  g_autofree char *recipient =
      options->output != NULL ? g_filename_display_name(options->output) : g_strdup(options->mail);
  Actor actor = person_actor(&sending->invocation->person);
  const gint64 *tasks = (const gint64 *)(gpointer)sending->tasks->data;
  if (nudge_record(sending->db, &actor, tasks, texts_of(sending), sending->tasks->len, means,
                   recipient, error))
    return TRUE;
  if (options->output != NULL)
    g_unlink(options->output); /* which was made a moment ago */
  if (options->mail != NULL)
    g_prefix_error(error, "邮件已经发出，但没有登记：");
  return FALSE;
}

static void say(const Sending *sending, const NudgeOptions *options) {
  Output *output = &sending->invocation->output;
  guint count = sending->tasks->len;
  if (options->output != NULL) {
    g_autofree char *name = g_filename_display_name(options->output);
    output_line(output, "已催办%u项，催办通知存在 %s", count, name);
  } else if (options->mail != NULL) {
    output_line(output, "已催办%u项，邮件已交给邮件系统发往 %s", count, options->mail);
  } else if (options->record) {
    output_line(output, "已登记催办%u项", count);
  } else {
    letter_output_print(output, texts_of(sending));
  }
}

/* All that can refuse it comes before anything goes out. */
static int send_letters(Sending *sending, const NudgeOptions *options) {
  Invocation *invocation = sending->invocation;
  g_autoptr(GError) error = NULL;
  if (options->mail != NULL && !delivery_may_mail(invocation->settings, options->mail, &error))
    return invocation_fail(error);
  if (!supervision_allows(sending->db, (const gint64 *)(gpointer)sending->tasks->data,
                          sending->tasks->len, &error))
    return invocation_fail(error);
  if (!write_letters(sending, &error))
    return error != NULL ? invocation_fail(error) : STATUS_FAILED;
  if (options->dry_run) {
    letter_output_print(&invocation->output, texts_of(sending));
    return STATUS_DONE;
  }
  if (!deliver(sending, options, &error) || !record(sending, options, &error))
    return invocation_fail(error);
  say(sending, options);
  return STATUS_DONE;
}

static int nudge(Invocation *invocation, const NudgeOptions *options) {
  g_auto(Sending) sending = {.invocation = invocation};
  g_autofree char *words = NULL;
  int status;
  sending.tasks = invocation->arguments != NULL
                      ? ids_read(invocation, invocation->arguments, &status)
                      : g_array_new(FALSE, FALSE, sizeof(gint64));
  if (sending.tasks == NULL)
    return status;
  sending.texts = g_ptr_array_new_with_free_func(g_free);
  if (options->text != NULL && !value_text("--text", options->text, &words))
    return STATUS_FAILED;
  sending.words = words;
  invocation->only_read = options->dry_run;
  g_autoptr(Db) db = invocation_open(invocation, options->dry_run ? DB_READ : DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  sending.db = db;
  sending.reckoning = reckoning;
  g_autoptr(GError) error = NULL;
  if (options->overdue && !take_late(db, reckoning, options->unit, sending.tasks, &error))
    return invocation_fail(error);
  if (sending.tasks->len > 0)
    return send_letters(&sending, options);
  output_line(&invocation->output, "没有逾期的任务，不必催办。");
  invocation->only_read = TRUE;
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

static int check_sending(const Invocation *invocation, const NudgeOptions *options) {
  int ways = (options->output != NULL) + (options->mail != NULL) + options->record;
  if (options->overdue && invocation->arguments != NULL)
    return invocation_misuse_help(invocation, "写了编号，就不能再写 --overdue");
  if (options->unit != NULL && !options->overdue)
    return invocation_misuse_help(invocation, "--unit 要与 --overdue 一起用");
  if (ways > 1)
    return invocation_misuse_help(invocation, "--output、--mail、--record 只能写一个");
  if (options->limit != NULL || invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--limit 和 --format 只用于列出催办");
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_auto(NudgeOptions) options = {0};
  const GOptionEntry entries[] = {
      {"overdue", 0, 0, G_OPTION_ARG_NONE, &options.overdue,
       "催办全部红灯的任务：逾期的，和有一期没有按时报送的", NULL},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
       "与 --overdue 一起：只催办这个单位的，连同它所在的集合的；写全称或别名", "单位"},
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text,
       "要求的话；不写则用催办通知里原有的；写 - 则从标准输入读取", "文字"},
      {"output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
       "存成新文件（不会覆盖已有的），不打印", "文件"},
      {"mail", 0, 0, G_OPTION_ARG_STRING, &options.mail,
       "用本机的 sendmail 发邮件，不打印；要先在设置里开通", "地址"},
      {"record", 0, 0, G_OPTION_ARG_NONE, &options.record, "只登记，不打印（例如已经打过电话）",
       NULL},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只看催办通知的内容，不发出，也不登记",
       NULL},
      {"limit", 0, 0, G_OPTION_ARG_STRING, &options.limit,
       "列出催办时最多几次，0 为全部；不写则表格 50 次，json、csv 全部", "次数"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (invocation->argument != NULL || options.overdue) {
    status = check_sending(invocation, &options);
    return status == STATUS_DONE ? nudge(invocation, &options) : status;
  }
  if (options.unit != NULL || options.text != NULL || options.output != NULL ||
      options.mail != NULL || options.record || options.dry_run)
    return invocation_misuse_help(invocation, "缺少任务编号，或者 --overdue");
  return list(invocation, &options);
}

const Command COMMAND_NUDGE = {
    .name = "nudge",
    .group = COMMAND_GROUP_SUPERVISE,
    .summary = "催办：打印催办通知并登记；什么也不写则列出最近的催办",
    .details =
        "催办：为每项任务写一份催办通知，打印出来（或存成文件、发邮件），并登记在案；什么也不写则"
        "列出最近的催办。一次催办几项，可用 taizhang undo 一次撤销登记。催办通知的文字可以改，"
        "见 data/letters.yaml 的开头。",
    .examples = "nudge 4 7\n"
                "nudge --overdue --unit 厅法规处 --dry-run\n"
                "nudge --overdue --unit 厅法规处 --output 催办-法规处.txt\n"
                "nudge 4 --mail fgc@example.gov.cn --text 请于周五前报送进展\n"
                "list --overdue --format ids | taizhang nudge - --record\n"
                "nudge 4 --record --text 已电话催办\n"
                "nudge --format csv > 催办.csv",
    .argument = "编号",
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "nudge.add",
    .run = run,
};
