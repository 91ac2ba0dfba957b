#include "core/store/journal.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"

static void write_json(Output *output, const JournalVerdict *verdict) {
  gboolean sound = verdict->problem == NULL;
  json_t *object = json_object();
  json_object_set_new(object, "entries", json_integer(verdict->entries));
  json_object_set_new(object, "ok", json_boolean(sound));
  json_object_set_new(object, "bad_seq", sound ? json_null() : json_integer(verdict->bad_seq));
  json_object_set_new(object, "problem", data_text(verdict->problem));
  json_object_set_new(object, "head", data_text(verdict->head[0] != '\0' ? verdict->head : NULL));
  data_json(output, object);
  output_data(output, "\n");
}

static void write_csv(Output *output, const JournalVerdict *verdict) {
  static const char *const HEADS[] = {"条数", "完好", "出错的一条", "问题", "最新校验值", NULL};
  gboolean sound = verdict->problem == NULL;
  g_autofree char *entries = g_strdup_printf("%" G_GINT64_FORMAT, verdict->entries);
  g_autofree char *bad = g_strdup_printf("%" G_GINT64_FORMAT, verdict->bad_seq);
  const char *cells[] = {entries, sound ? "是" : "否", sound ? NULL : bad, verdict->problem,
                         verdict->head};
  data_csv_begin(output, HEADS);
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void write_text(Output *output, const JournalVerdict *verdict) {
  if (verdict->problem != NULL)
    return; /* said on standard error */
  if (verdict->entries == 0) {
    output_line(output, "日志是空的，没有可核对的。");
    return;
  }
  output_line(output, "日志完好：共%" G_GINT64_FORMAT "条，都没有被改动。", verdict->entries);
  output_line(output, "最新校验值：%s", verdict->head);
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  JournalVerdict verdict = {0};
  if (!journal_verify(db, &verdict, &error))
    return invocation_fail(error);
  g_autofree char *problem = verdict.problem;
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &verdict);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &verdict);
  else
    write_text(&invocation->output, &verdict);
  if (problem == NULL)
    return STATUS_DONE;
  return invocation_fail_text("日志第%" G_GINT64_FORMAT "条有问题：%s", verdict.bad_seq, problem);
}

const Command COMMAND_VERIFY = {
    .name = "verify",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "核对日志有没有被改动",
    .details = "逐条核对日志：编号、前后相连的校验值、内容。被改过、删过、插过的会被查出。"
               "把最新校验值另处记下，以后可以比对。",
    .formats = TRUE,
    .run = run,
};
