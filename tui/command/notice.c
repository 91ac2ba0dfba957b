#include "core/model/each.h"
#include "tui/action/compose.h"
#include "tui/action/notice_file.h"
#include "tui/command/ids.h"
#include "tui/command/letter_output.h"
#include "tui/command/notice_rows.h"
#include "tui/command/supervision_rows.h"
#include "tui/command/value.h"

typedef struct {
  char *level;
  char *text;
  char *answer_by;
  char *show;
  char *raise;
  char *reason;
  char *answer;
  char *output;
  gboolean all;
  gboolean dry_run;
} NoticeOptions;

static void notice_options_clear(NoticeOptions *options) {
  g_free(options->level);
  g_free(options->text);
  g_free(options->answer_by);
  g_free(options->show);
  g_free(options->raise);
  g_free(options->reason);
  g_free(options->answer);
  g_free(options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NoticeOptions, notice_options_clear)

/* ---- what options say ------------------------------------------------------------------- */

/* A notice as people name it: its id, or its number within a year. */
typedef struct {
  gint64 id; /* 0: by number */
  int year, number;
} NoticeName;

/* Reads 3, 2026-3 or 督办〔2026〕3号. */
static gboolean read_name(const char *option, const char *text, NoticeName *name) {
  *name = (NoticeName){0};
  if (g_ascii_isdigit(text[0]) &&
      g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &name->id, NULL))
    return TRUE;
  name->id = 0;
  if (notice_number_parse(text, &name->year, &name->number))
    return TRUE;
  invocation_misuse("%s 的值“%s”不对，应是督办单的编号，或 2026-3 这样的年份和文号", option, text);
  return FALSE;
}

static gboolean read_level(const char *text, int *level) {
  if (notice_level_parse(text, level))
    return TRUE;
  invocation_misuse("没有“%s”这种级别，--level 可以是 1 提醒、2 督办、3 重点督办", text);
  return FALSE;
}

static Notice *load(Db *db, const NoticeName *name, GError **error) {
  return name->id != 0 ? notice_load(db, name->id, error)
                       : notice_find(db, name->year, name->number, error);
}

/* ---- list ------------------------------------------------------------------------------- */

static int list(Invocation *invocation, gboolean all) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) notices = notice_list(db, 0, !all, &error);
  if (notices == NULL || !notice_rows_write(invocation, db, notices, &error))
    return invocation_fail(error);
  if (notices->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, all ? "还没有发过督办单。" : "没有等待答复的督办单。");
  return STATUS_DONE;
}

/* ---- one -------------------------------------------------------------------------------- */

static int show(Invocation *invocation, const NoticeOptions *options) {
  NoticeName name;
  if (!read_name("--show", options->show, &name))
    return STATUS_USAGE;
  if (invocation->format == FORMAT_CSV)
    return invocation_misuse_help(invocation, "--show 没有 csv 这种格式");
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Notice) notice = load(db, &name, &error);
  g_autofree char *label = notice != NULL ? task_label(db, notice->task, &error) : NULL;
  if (label == NULL)
    return invocation_fail(error);
  Day today = person_today(&invocation->person);
  if (invocation->format == FORMAT_JSON) {
    data_json(&invocation->output, notice_rows_json(notice, label, today));
    output_data(&invocation->output, "\n");
  } else {
    notice_rows_page(&invocation->output, notice, today);
  }
  return STATUS_DONE;
}

/* A notice into a file. */
static int save(Invocation *invocation, const NoticeOptions *options) {
  if (options->raise != NULL || options->answer != NULL || invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--output 只和督办单的编号或者 --show 合用");
  invocation->only_read = TRUE;
  const char *text = options->show != NULL ? options->show : invocation->argument;
  NoticeName name;
  if (!read_name(options->show != NULL ? "--show" : "督办单", text, &name))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  g_autoptr(Letters) letters = reckoning != NULL ? letter_output_templates() : NULL;
  if (letters == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(Notice) notice = load(db, &name, &error);
  gint64 now = person_actor(&invocation->person).now;
  if (notice == NULL || !notice_file(db, reckoning, letters, notice, now, options->output, &error))
    return invocation_fail(error);
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  g_autofree char *shown = g_filename_display_name(options->output);
  output_line(&invocation->output, "已把%s存为 %s", document, shown);
  return STATUS_DONE;
}

/* ---- changes ---------------------------------------------------------------------------- */

/* What issuing and raising have in common: the file, and a letter for it. */
typedef struct {
  Invocation *invocation;
  Db *db;
  Reckoning *reckoning;
  int level;
  Day answer_by;
  char *words; /* NULL: the template's */
} Issuing;

static void issuing_clear(Issuing *issuing) {
  g_clear_pointer(&issuing->reckoning, reckoning_free);
  g_clear_pointer(&issuing->db, db_close);
  g_clear_pointer(&issuing->words, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Issuing, issuing_clear)

static gboolean issuing_open(Issuing *issuing, Invocation *invocation, const NoticeOptions *options,
                             int *status) {
  issuing->invocation = invocation;
  issuing->answer_by = DAY_NONE;
  *status = STATUS_USAGE;
  if (!read_level(options->level, &issuing->level) ||
      !value_day("--answer-by", options->answer_by, &issuing->answer_by))
    return FALSE;
  *status = STATUS_FAILED;
  if (options->text != NULL && !value_text("--text", options->text, &issuing->words))
    return FALSE;
  invocation->only_read = options->dry_run;
  issuing->db = invocation_open(invocation, options->dry_run ? DB_READ : DB_WRITE);
  issuing->reckoning = issuing->db != NULL ? invocation_reckoning(invocation, issuing->db) : NULL;
  if (issuing->reckoning == NULL)
    return FALSE;
  if (issuing->answer_by == DAY_NONE)
    issuing->answer_by = notice_answer_day(issuing->reckoning);
  return TRUE;
}

/* The letter of that level about a task; NULL after saying why. */
static char *write_letter(const Issuing *issuing, gint64 id) {
  g_autoptr(GError) error = NULL;
  g_auto(Composed) composed = {0};
  g_autoptr(Letters) letters = letter_output_templates();
  if (letters == NULL)
    return NULL;
  g_autoptr(Task) task = task_load(issuing->db, issuing->reckoning, id, &error);
  if (task == NULL || !compose_notice(issuing->db, issuing->reckoning, letters, task,
                                      issuing->invocation->person.who, issuing->level,
                                      issuing->answer_by, issuing->words, &composed, &error)) {
    invocation_fail(error);
    return NULL;
  }
  return g_steal_pointer(&composed.text);
}

static int print_stored(const Issuing *issuing, const GArray *ids) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Notice) notice = notice_load(issuing->db, g_array_index(ids, gint64, i), &error);
    if (notice == NULL)
      return invocation_fail(error);
    g_ptr_array_add(texts, g_strdup(notice->text));
  }
  g_ptr_array_add(texts, NULL);
  letter_output_print(&issuing->invocation->output, (const char *const *)texts->pdata);
  return STATUS_DONE;
}

static int print_draft(const Issuing *issuing, const char *text, const char *document) {
  g_autofree char *draft = letter_with_document(text, document);
  const char *const texts[] = {draft, NULL};
  letter_output_print(&issuing->invocation->output, texts);
  return STATUS_DONE;
}

static int print_drafts(const Issuing *issuing, const GArray *tasks, const GPtrArray *texts) {
  g_autoptr(GError) error = NULL;
  if (!supervision_allows(issuing->db, (const gint64 *)(gpointer)tasks->data, tasks->len, &error))
    return invocation_fail(error);
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < tasks->len; i++)
    g_ptr_array_add(drafts, letter_with_document(texts->pdata[i], COMPOSE_NO_NUMBER));
  g_ptr_array_add(drafts, NULL);
  letter_output_print(&issuing->invocation->output, (const char *const *)drafts->pdata);
  return STATUS_DONE;
}

/* A letter for each of tasks; NULL after saying why. */
static GPtrArray *write_letters(const Issuing *issuing, const GArray *tasks) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < tasks->len; i++) {
    char *text = write_letter(issuing, g_array_index(tasks, gint64, i));
    if (text == NULL)
      return NULL;
    g_ptr_array_add(texts, text);
  }
  return g_steal_pointer(&texts);
}

static int issue(Invocation *invocation, const NoticeOptions *options) {
  g_auto(Issuing) issuing = {0};
  int status;
  if (options->level == NULL)
    return invocation_misuse_help(invocation, "缺少 --level 级别：1 提醒、2 督办、3 重点督办");
  g_autoptr(GArray) tasks = ids_read(invocation, invocation->arguments, &status);
  if (tasks == NULL || !issuing_open(&issuing, invocation, options, &status))
    return status;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) texts = write_letters(&issuing, tasks);
  if (texts == NULL)
    return STATUS_FAILED;
  if (options->dry_run)
    return print_drafts(&issuing, tasks, texts);
  Actor actor = person_actor(&invocation->person);
  if (!each_notice(issuing.db, &actor, tasks, issuing.level, (const char *const *)texts->pdata,
                   issuing.answer_by, &ids, &error))
    return invocation_fail(error);
  return print_stored(&issuing, ids);
}

static int raise_level(Invocation *invocation, const NoticeOptions *options) {
  g_auto(Issuing) issuing = {0};
  g_autofree char *reason = NULL;
  NoticeName name;
  int status;
  if (options->level == NULL)
    return invocation_misuse_help(invocation, "缺少 --level 级别：升为 2 督办，还是 3 重点督办");
  if (options->reason == NULL)
    return invocation_misuse_help(invocation, "缺少 --reason 理由：请写明为什么升级");
  if (!read_name("--raise", options->raise, &name))
    return STATUS_USAGE;
  if (!value_text("--reason", options->reason, &reason))
    return STATUS_FAILED;
  if (!issuing_open(&issuing, invocation, options, &status))
    return status;
  g_autoptr(GError) error = NULL;
  g_autoptr(Notice) notice = load(issuing.db, &name, &error);
  if (notice == NULL)
    return invocation_fail(error);
  g_autofree char *text = write_letter(&issuing, notice->task);
  if (text == NULL)
    return STATUS_FAILED;
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  if (options->dry_run)
    return print_draft(&issuing, text, document);
  Actor actor = person_actor(&invocation->person);
  if (!notice_raise(issuing.db, &actor, notice->id, issuing.level, reason, text, issuing.answer_by,
                    &error))
    return invocation_fail(error);
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_val(ids, notice->id);
  return print_stored(&issuing, ids);
}

static int answer(Invocation *invocation, const NoticeOptions *options) {
  g_autofree char *text = NULL;
  NoticeName name;
  if (options->text == NULL)
    return invocation_misuse_help(invocation, "缺少 --text 文字：请写明答复的内容");
  if (!read_name("--answer", options->answer, &name))
    return STATUS_USAGE;
  if (!value_text("--text", options->text, &text))
    return STATUS_FAILED;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Notice) notice = load(db, &name, &error);
  if (notice == NULL || !notice_answer(db, &actor, notice->id, text, &error))
    return invocation_fail(error);
  g_autoptr(Notice) answered = notice_load(db, notice->id, &error);
  g_autofree char *label = answered != NULL ? task_label(db, answered->task, &error) : NULL;
  if (label == NULL)
    return invocation_fail(error);
  g_autofree char *document = notice_number_text(answered->year, answered->number);
  g_autofree char *state = supervision_rows_state(answered, actor.today);
  output_line(&invocation->output, "已登记%s的答复：%s（%s）", document, label, state);
  return STATUS_DONE;
}

/* ---- command ---------------------------------------------------------------------------- */

/* TRUE where nothing is set but what goes with the thing to be done. */
static gboolean fits(const NoticeOptions *options, gboolean letter, gboolean reason,
                     gboolean text) {
  return (letter || (options->level == NULL && options->answer_by == NULL && !options->dry_run)) &&
         (reason || options->reason == NULL) && (text || options->text == NULL);
}

static const char *what_fits(const NoticeOptions *options) {
  if (options->show != NULL)
    return "--show 只和 --format、--output 合用";
  if (options->answer != NULL)
    return "--answer 只和 --text 合用";
  if (options->raise != NULL)
    return "--raise 只和 --level、--reason、--text、--answer-by、--dry-run 合用";
  return "签发只用 --level、--text、--answer-by、--dry-run";
}

static int run_one(Invocation *invocation, const NoticeOptions *options) {
  gboolean changes = options->show == NULL;
  if (options->all)
    return invocation_misuse_help(invocation, "--all 只用于列出督办单");
  if (options->output != NULL && !fits(options, FALSE, FALSE, FALSE))
    return invocation_misuse_help(invocation, "--output 只和督办单的编号或者 --show 合用");
  if (options->output != NULL && invocation->argument != NULL && invocation->arguments[1] != NULL)
    return invocation_misuse_help(invocation, "--output 一次只存一张督办单");
  if (options->output != NULL)
    return save(invocation, options);
  if (changes && invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--format 只用于列出督办单和 --show");
  if (!fits(options, invocation->argument != NULL || options->raise != NULL, options->raise != NULL,
            changes))
    return invocation_misuse_help(invocation, what_fits(options));
  if (invocation->argument != NULL)
    return issue(invocation, options);
  if (options->raise != NULL)
    return raise_level(invocation, options);
  if (options->answer != NULL)
    return answer(invocation, options);
  invocation->only_read = TRUE;
  return show(invocation, options);
}

static int run(Invocation *invocation) {
  g_auto(NoticeOptions) options = {0};
  const GOptionEntry entries[] = {
      {"level", 0, 0, G_OPTION_ARG_STRING, &options.level,
       "级别：1 提醒（提醒单）、2 督办（督办单）、3 重点督办（重点督办单）", "级别"},
      {"text", 0, 0, G_OPTION_ARG_STRING, &options.text,
       "要求的话，不写则用督办单里原有的；与 --answer 一起是答复的内容；写 - 则从标准输入读取",
       "文字"},
      {"answer-by", 0, 0, G_OPTION_ARG_STRING, &options.answer_by,
       "哪一天以前答复；不写则为今天起 5 个工作日", "年-月-日"},
      {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "只看督办单的内容，不签发", NULL},
      {"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "连同已经答复的一起列出", NULL},
      {"show", 0, 0, G_OPTION_ARG_STRING, &options.show,
       "打印这张督办单和它的答复；写编号，或 2026-3 这样的年份和文号", "督办单"},
      {"raise", 0, 0, G_OPTION_ARG_STRING, &options.raise,
       "把这张督办单升为 --level 的级别，文号不变；必须写 --reason", "督办单"},
      {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "为什么升级；写 - 则从标准输入读取",
       "理由"},
      {"answer", 0, 0, G_OPTION_ARG_STRING, &options.answer,
       "登记这张督办单的答复，内容写在 --text 里", "督办单"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
       "把已经签发的督办单存成新文件；以 .docx 结尾的是 Word 文档，其他是文本", "文件"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int deeds = (invocation->argument != NULL) + (options.show != NULL) + (options.raise != NULL) +
              (options.answer != NULL);
  if (deeds > 1)
    return invocation_misuse_help(invocation, "编号、--show、--raise、--answer 只能写一个");
  if (deeds == 1)
    return run_one(invocation, &options);
  if (options.output != NULL)
    return invocation_misuse_help(invocation, "缺少督办单：请写明存哪一张，如 2026-1");
  if (!fits(&options, FALSE, FALSE, FALSE))
    return invocation_misuse_help(invocation, "缺少任务编号");
  invocation->only_read = TRUE;
  return list(invocation, options.all);
}

const Command COMMAND_NOTICE = {
    .name = "notice",
    .group = COMMAND_GROUP_SUPERVISE,
    .summary = "督办单：签发、升级、登记答复；什么也不写则列出等待答复的",
    .details =
        "督办单：给一项或几项任务签发提醒单、督办单或重点督办单，编上当年的文号并打印；可以升级，可以登记"
        "答复；什么也不写则列出等待答复的。督办单的文字可以改，见 data/letters.yaml 的开头。",
    .examples = "notice 4 --level 2\n"
                "notice 4 --level 重点督办 --text 请于本周内办结 --answer-by 2026-11-27\n"
                "list --overdue --format ids | taizhang notice - --level 1 --dry-run\n"
                "notice\n"
                "notice --show 2026-1\n"
                "notice 2026-1 --output 督办单.docx\n"
                "notice --raise 2026-1 --level 3 --reason 逾期未答复\n"
                "notice --answer 2026-1 --text 已按要求整改",
    .argument = "编号",
    .several = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "notice.answer notice.issue notice.raise",
    .run = run,
};
