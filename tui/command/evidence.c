#include "core/model/evidence.h"

#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/meter.h"
#include "tui/command/table.h"
#include "tui/command/value.h"

#define DIGEST_SHORT 12

/* What is listed: the rows and, where it was asked, how each is now. */
typedef struct {
  GPtrArray *rows;       /* EvidenceRow* */
  EvidenceState *states; /* as many; NULL: nobody asked */
} Listed;

static void listed_clear(Listed *listed) {
  g_clear_pointer(&listed->rows, g_ptr_array_unref);
  g_free(listed->states);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Listed, listed_clear)

/* 第4项[12], 案例3, 测评. The caller frees. */
static char *owner_text(const EvidenceRow *row) {
  return row->task != 0   ? g_strdup_printf("任务%" G_GINT64_FORMAT, row->task)
         : row->file != 0 ? g_strdup_printf("案例%" G_GINT64_FORMAT, row->file)
                          : g_strdup("测评");
}

static const char *state_name(const Listed *listed, guint i) {
  return listed->states != NULL ? evidence_state_name(listed->states[i]) : NULL;
}

/* ---- writing ---------------------------------------------------------------------------- */

static void write_json(Output *output, const Listed *listed) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < listed->rows->len && !output_failed(output); i++) {
    const EvidenceRow *row = listed->rows->pdata[i];
    const Evidence *evidence = row->evidence;
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "task", row->task != 0 ? json_integer(row->task) : json_null());
    json_object_set_new(object, "case", row->file != 0 ? json_integer(row->file) : json_null());
    json_object_set_new(object, "of", data_text(row->owner));
    json_object_set_new(object, "kind", data_text(evidence_kind_code(evidence->kind)));
    json_object_set_new(object, "reference", data_text(evidence->reference));
    json_object_set_new(object, "size",
                        evidence->size >= 0 ? json_integer(evidence->size) : json_null());
    json_object_set_new(object, "sha256", data_text(evidence->digest));
    if (listed->states != NULL)
      json_object_set_new(object, "state", data_text(evidence_state_code(listed->states[i])));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Listed *listed) {
  static const char *const HEADS[] = {"编号", "属于",    "事项", "类别", "佐证材料",
                                      "字节", "SHA-256", "现状", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < listed->rows->len && !output_failed(output); i++) {
    const EvidenceRow *row = listed->rows->pdata[i];
    const Evidence *evidence = row->evidence;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
    g_autofree char *owner = owner_text(row);
    g_autofree char *size =
        evidence->size >= 0 ? g_strdup_printf("%" G_GINT64_FORMAT, evidence->size) : NULL;
    const char *cells[] = {id,
                           owner,
                           row->owner,
                           evidence_kind_name(evidence->kind),
                           evidence->reference,
                           size,
                           evidence->digest,
                           state_name(listed, i)};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

static void write_table(Output *output, const Listed *listed) {
  static const TableColumn COLUMNS[] = {
      {"编号", 0, TRUE},    {"属于", 0, FALSE}, {"类别", 0, FALSE},    {"大小", 0, TRUE},
      {"校验值", 0, FALSE}, {"现状", 0, FALSE}, {"佐证材料", 0, FALSE}};
  if (listed->rows->len == 0) {
    output_line(output, "没有佐证材料。");
    return;
  }
  g_autoptr(Table) table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < listed->rows->len; i++) {
    const EvidenceRow *row = listed->rows->pdata[i];
    const Evidence *evidence = row->evidence;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
    g_autofree char *owner = owner_text(row);
    g_autofree char *size = evidence->size >= 0 ? evidence_size_text(evidence->size) : NULL;
    g_autofree char *digest =
        evidence->digest != NULL ? g_strndup(evidence->digest, DIGEST_SHORT) : NULL;
    const char *cells[] = {id,
                           owner,
                           evidence_kind_name(evidence->kind),
                           size,
                           digest,
                           state_name(listed, i),
                           evidence->reference};
    table_row(table, cells);
  }
}

/* ---- looking again ---------------------------------------------------------------------- */

static gboolean check_all(Listed *listed, GError **error) {
  listed->states = g_new0(EvidenceState, listed->rows->len + 1);
  Meter *meter = meter_begin();
  gboolean good = TRUE;
  for (guint i = 0; good && i < listed->rows->len; i++) {
    const EvidenceRow *row = listed->rows->pdata[i];
    good = evidence_check(row->evidence, meter_watch(meter), &listed->states[i], error);
  }
  meter_end(meter);
  return good;
}

/* How many are not what they were. */
static guint count_wrong(const Listed *listed) {
  guint wrong = 0;
  for (guint i = 0; listed->states != NULL && i < listed->rows->len; i++) {
    EvidenceState state = listed->states[i];
    wrong += state == EVIDENCE_CHANGED || state == EVIDENCE_GONE || state == EVIDENCE_SHUT;
  }
  return wrong;
}

static int run(Invocation *invocation) {
  gboolean check = FALSE;
  const GOptionEntry entries[] = {
      {"check", 0, 0, G_OPTION_ARG_NONE, &check, "逐个核对文件是否还在、与附上时是否一样", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  gint64 task = 0;
  if (invocation->argument != NULL && !value_task(invocation, invocation->argument, &task))
    return STATUS_USAGE;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_auto(Listed) listed = {.rows = evidence_list(db, task, 0, &error)};
  if (listed.rows == NULL || (check && !check_all(&listed, &error)))
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &listed);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &listed);
  else
    write_table(&invocation->output, &listed);
  return count_wrong(&listed) > 0 ? STATUS_LATE : STATUS_DONE;
}

const Command COMMAND_EVIDENCE = {
    .name = "evidence",
    .group = COMMAND_GROUP_DAILY,
    .summary = "列出佐证材料，核对文件有没有改动或不在",
    .details =
        "列出佐证材料：文件、文号、网址，以及文件附上时的大小和校验值（SHA-256）。写了任务编号，"
        "只列这一项的。加 --check 就逐个重新读文件：未变、已改动、不在了、读不了；"
        "以前附上、没有留下校验值的写“没有校验值”。有改动、不在或读不了的，退出状态为 3。",
    .examples = "evidence\n"
                "evidence 4\n"
                "evidence --check\n"
                "evidence --check --format csv",
    .argument = "编号",
    .formats = TRUE,
    .run = run,
};
