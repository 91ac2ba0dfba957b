#include "core/model/history.h"
#include "core/model/unit.h"
#include "core/store/journal.h"
#include "core/store/words.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/value.h"

#define MOST_DIFFERENCES 20 /* shown; all are counted */

/* All that is found out. */
typedef struct {
  JournalVerdict verdict;
  char *guards; /* NULL: the triggers are as they were made */
  GPtrArray *differences;
  guint count;      /* of differences, also those that are not in the array */
  gint64 against;   /* the entry that has the code given; 0: none has */
  gboolean is_good; /* nothing is wrong */
} Findings;

static void findings_clear(Findings *findings) {
  journal_verdict_clear(&findings->verdict);
  g_clear_pointer(&findings->guards, g_free);
  g_clear_pointer(&findings->differences, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Findings, findings_clear)

/* What is asked for. */
typedef struct {
  char *against; /* a code; NULL: none */
  int entry;     /* the entry that it was printed with; 0: none */
} Wanted;

/* The local day of a time; the caller frees. */
static char *day_text(gint64 at) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
  return time != NULL ? g_date_time_format(time, "%Y-%m-%d") : g_strdup("");
}

/* ---- data ------------------------------------------------------------------------------- */

static json_t *redacted_json(const GPtrArray *redacted) {
  json_t *list = json_array();
  for (guint i = 0; redacted != NULL && i < redacted->len; i++) {
    const JournalRedacted *one = redacted->pdata[i];
    g_autofree char *day = day_text(one->at);
    json_t *item = json_object();
    json_object_set_new(item, "seq", json_integer(one->seq));
    json_object_set_new(item, "by", json_integer(one->by));
    json_object_set_new(item, "who", data_text(one->who));
    json_object_set_new(item, "on", data_text(day));
    json_array_append_new(list, item);
  }
  return list;
}

static json_t *differences_json(const GPtrArray *differences) {
  json_t *list = json_array();
  for (guint i = 0; i < differences->len; i++) {
    const JournalDifference *difference = differences->pdata[i];
    json_t *item = json_object();
    json_object_set_new(item, "table", data_text(difference->table));
    json_object_set_new(item, "key", data_text(difference->key));
    json_object_set_new(item, "field", data_text(difference->field));
    json_object_set_new(item, "journal", data_text(difference->expected));
    json_object_set_new(item, "found", data_text(difference->found));
    json_object_set_new(item, "entry",
                        difference->entry != 0 ? json_integer(difference->entry) : json_null());
    json_object_set_new(item, "before",
                        difference->before != 0 ? json_integer(difference->before) : json_null());
    json_array_append_new(list, item);
  }
  return list;
}

static void write_json(Output *output, const Findings *findings, const Wanted *wanted) {
  const JournalVerdict *verdict = &findings->verdict;
  gboolean fits = verdict->problem == NULL, any = verdict->entries > 0;
  g_autofree char *first = any ? day_text(verdict->first_at) : NULL;
  g_autofree char *last = any ? day_text(verdict->last_at) : NULL;
  json_t *object = json_object();
  json_object_set_new(object, "entries", json_integer(verdict->entries));
  json_object_set_new(object, "ok", json_boolean(findings->is_good));
  json_object_set_new(object, "bad_seq", fits ? json_null() : json_integer(verdict->bad_seq));
  json_object_set_new(object, "problem", data_text(verdict->problem));
  json_object_set_new(object, "head", data_text(verdict->head[0] != '\0' ? verdict->head : NULL));
  json_object_set_new(object, "first_on", data_text(first));
  json_object_set_new(object, "last_on", data_text(last));
  json_object_set_new(object, "redacted", redacted_json(verdict->redacted));
  json_object_set_new(object, "triggers", data_text(findings->guards));
  json_object_set_new(object, "differences", differences_json(findings->differences));
  json_object_set_new(object, "difference_count", json_integer(findings->count));
  if (wanted->against != NULL)
    json_object_set_new(object, "against",
                        findings->against != 0 ? json_integer(findings->against) : json_null());
  data_json(output, object);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Findings *findings) {
  static const char *const HEADS[] = {"条数", "完好", "出错的一条", "问题", "最新校验值", NULL};
  const JournalVerdict *verdict = &findings->verdict;
  gboolean fits = verdict->problem == NULL;
  g_autofree char *entries = g_strdup_printf("%" G_GINT64_FORMAT, verdict->entries);
  g_autofree char *bad = g_strdup_printf("%" G_GINT64_FORMAT, verdict->bad_seq);
  const char *cells[] = {entries, findings->is_good ? "是" : "否", fits ? NULL : bad,
                         verdict->problem != NULL ? verdict->problem : findings->guards,
                         verdict->head};
  data_csv_begin(output, HEADS);
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

/* ---- text ------------------------------------------------------------------------------- */

static void write_redacted(Output *output, const GPtrArray *redacted) {
  for (guint i = 0; redacted != NULL && i < redacted->len; i++) {
    const JournalRedacted *one = redacted->pdata[i];
    g_autofree char *day = day_text(one->at);
    output_line(output, "第%" G_GINT64_FORMAT "条由 %s 于 %s 隐去（见第%" G_GINT64_FORMAT "条）。",
                one->seq, one->who, day, one->by);
  }
}

static gboolean write_differences(Output *output, const Findings *findings, Db *db,
                                  GError **error) {
  if (findings->count == 0)
    return TRUE;
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return FALSE;
  for (guint i = 0; i < findings->differences->len; i++) {
    g_autofree char *line = history_difference_text(findings->differences->pdata[i], units);
    page_text(output, 0, line);
  }
  if (findings->count > findings->differences->len)
    output_line(output, "……另有%u处。", findings->count - findings->differences->len);
  return TRUE;
}

static void write_text(Output *output, const Findings *findings, const Wanted *wanted) {
  const JournalVerdict *verdict = &findings->verdict;
  if (verdict->problem != NULL)
    return; /* said on standard error */
  if (verdict->entries == 0) {
    output_line(output, "日志是空的，没有可核对的。");
    return;
  }
  g_autofree char *first = day_text(verdict->first_at);
  g_autofree char *last = day_text(verdict->last_at);
  output_line(output,
              verdict->redacted == NULL ? "日志完好：共%" G_GINT64_FORMAT "条，都没有被改动。"
                                        : "日志完好：共%" G_GINT64_FORMAT
                                          "条，除下列由管理员隐去的，都没有被改动。",
              verdict->entries);
  write_redacted(output, verdict->redacted);
  output_line(output, "第一条 %s，最新一条 %s。", first, last);
  if (findings->count == 0)
    output_line(output, "台账内容与日志一致。");
  output_line(output, "最新校验值：%s", verdict->head);
  if (findings->against != 0)
    output_line(output, "所给核验码是第%" G_GINT64_FORMAT "条的：日志自那时起只有追加。",
                findings->against);
  (void)wanted;
}

/* ---- command ---------------------------------------------------------------------------- */

/* The number printed with the code must be the entry's, too. */
static gboolean is_met(const Findings *findings, const Wanted *wanted) {
  return wanted->against == NULL ||
         (findings->against != 0 && (wanted->entry == 0 || findings->against == wanted->entry));
}

static gboolean find_out(Db *db, const Wanted *wanted, Findings *findings, GError **error) {
  if (!journal_verify(db, &findings->verdict, error) ||
      !journal_guarded(db, &findings->guards, error) ||
      (wanted->against != NULL &&
       !journal_find_hash(db, wanted->against, &findings->against, error)))
    return FALSE;
  /* What cannot be read cannot be gone back through. */
  if (findings->verdict.problem == NULL)
    findings->differences =
        journal_differences(db, NULL, MOST_DIFFERENCES, &findings->count, error);
  else
    findings->differences = g_ptr_array_new();
  findings->is_good = findings->verdict.problem == NULL && findings->guards == NULL &&
                      findings->count == 0 && is_met(findings, wanted);
  return findings->differences != NULL;
}

static int judge(const Findings *findings, const Wanted *wanted) {
  const JournalVerdict *verdict = &findings->verdict;
  if (findings->is_good)
    return STATUS_DONE;
  if (verdict->problem != NULL)
    return invocation_fail_text("日志第%" G_GINT64_FORMAT "条有问题：%s", verdict->bad_seq,
                                verdict->problem);
  if (!is_met(findings, wanted) && findings->against != 0)
    return invocation_fail_text("所给核验码是第%" G_GINT64_FORMAT
                                "条的，不是第%d条的：请核对抄写，或者日志被整体改写过",
                                findings->against, wanted->entry);
  if (!is_met(findings, wanted))
    return invocation_fail_text("现在的日志里没有核验码 %s：请核对抄写；没有抄错，就是这个文件的"
                                "日志被整体改写过，或者换成了更早的备份",
                                wanted->against);
  if (findings->count > 0)
    return invocation_fail_text("台账内容与日志不一致，有%u处是绕过本程序改动的。请找管理员，"
                                "与备份核对",
                                findings->count);
  return invocation_fail_text("%s。请找管理员，与备份核对", findings->guards);
}

static int verify(Invocation *invocation, const Wanted *wanted) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_auto(Findings) findings = {0};
  if (!find_out(db, wanted, &findings, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &findings, wanted);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &findings);
  else
    write_text(&invocation->output, &findings, wanted);
  if (invocation->format == FORMAT_TABLE &&
      !write_differences(&invocation->output, &findings, db, &error))
    return invocation_fail(error);
  return judge(&findings, wanted);
}

static int run(Invocation *invocation) {
  g_autofree char *against = NULL;
  g_autofree char *entry = NULL;
  const GOptionEntry entries[] = {
      {"against", 0, 0, G_OPTION_ARG_STRING, &against,
       "通报上印的核验码：现在的日志里有没有它；可只写开头几位", "核验码"},
      {"entry", 0, 0, G_OPTION_ARG_STRING, &entry, "与核验码印在一起的序号", "序号"},
      {NULL}};
  int status;
  Wanted wanted = {0};
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (!value_number("--entry", entry, 1, G_MAXINT, &wanted.entry))
    return STATUS_USAGE;
  if (entry != NULL && against == NULL)
    return invocation_misuse_help(invocation, "--entry 要与 --against 同写");
  wanted.against = against;
  return verify(invocation, &wanted);
}

const Command COMMAND_VERIFY = {
    .name = "verify",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "核对日志有没有被改动",
    .details = "逐条核对日志：编号、前后相连的校验值、内容，并看台账的内容是不是日志所说的。"
               "被改过、删过、插过的，绕过本程序改动台账的，都会被查出。"
               "整个日志被重新伪造的，要与另处的核验码比对：每月通报上都印着，用 --against 核对。",
    .examples = "verify\n"
                "verify --against 3f9a41c2d07b8e65\n"
                "verify --format json",
    .formats = TRUE,
    .run = run,
};
