/* drafts: what was typed in forms and not saved, of all ledger files: to see, read and remove. */
#include "core/config/draft.h"

#include <string.h>

#include "core/config/places.h"
#include "core/rules/text.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"

#define ID_LENGTH 6

static char *time_text(gint64 at, int days, const char *format) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
  g_autoptr(GDateTime) later = time != NULL ? g_date_time_add_days(time, days) : NULL;
  return later != NULL ? g_date_time_format(later, format) : g_strdup("");
}

/* The same for as long as the draft is there, also once it was told of. The caller frees. */
static char *draft_id(const Draft *draft) {
  g_autofree char *name = g_path_get_basename(draft->path);
  name[strcspn(name, ".")] = '\0';
  char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
  sum[ID_LENGTH] = '\0';
  return sum;
}

static GPtrArray *read_drafts(const Invocation *invocation) {
  g_autofree char *folder = places_drafts();
  return draft_all(folder, invocation->person.who);
}

static const char *state_text(const Draft *draft) {
  return draft->open ? "正在填写" : "没保存";
}

/* What stands beside a field; its id where that is not known. */
static const char *label_of(const Draft *draft, const char *field) {
  for (gsize i = 0; draft->labels[i] != NULL && draft->labels[i + 1] != NULL; i += 2) {
    if (g_str_equal(draft->labels[i], field))
      return draft->labels[i + 1];
  }
  return field;
}

/* ---- the list --------------------------------------------------------------------------- */

static json_t *draft_json(const Draft *draft) {
  json_t *object = json_object(), *values = json_array();
  g_autofree char *id = draft_id(draft), *until = time_text(draft->written, DRAFT_DAYS, "%F");
  for (gsize i = 0; draft->values[i] != NULL && draft->values[i + 1] != NULL; i += 2) {
    json_t *value = json_object();
    json_object_set_new(value, "field", data_text(draft->values[i]));
    json_object_set_new(value, "label", data_text(label_of(draft, draft->values[i])));
    json_object_set_new(value, "text", data_text(draft->values[i + 1]));
    json_array_append_new(values, value);
  }
  json_object_set_new(object, "id", data_text(id));
  json_object_set_new(object, "saved_at", data_text(draft->saved_at));
  json_object_set_new(object, "until", data_text(until));
  json_object_set_new(object, "open", json_boolean(draft->open));
  json_object_set_new(object, "form", data_text(draft->form));
  json_object_set_new(object, "title", data_text(draft->title));
  json_object_set_new(object, "database", data_text(draft->database));
  json_object_set_new(object, "values", values);
  return object;
}

static void write_json(Output *output, const GPtrArray *drafts) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < drafts->len; i++)
    data_array_item(&array, draft_json(drafts->pdata[i]));
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *drafts) {
  static const TableColumn COLUMNS[] = {{"草稿号", 0, FALSE}, {"存于", 0, FALSE},
                                        {"保留到", 0, FALSE}, {"状态", 0, FALSE},
                                        {"内容", 24, FALSE},  {"台账文件", 0, FALSE}};
  static const char *const HEADS[] = {"草稿号", "存于", "保留到", "状态", "内容", "台账文件", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table = csv ? NULL : table_new(&invocation->output, COLUMNS, 6);
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < drafts->len; i++) {
    const Draft *draft = drafts->pdata[i];
    g_autofree char *id = draft_id(draft), *until = time_text(draft->written, DRAFT_DAYS, "%F");
    const char *const cells[] = {id,           draft->saved_at, until, state_text(draft),
                                 draft->title, draft->database};
    if (csv)
      data_csv_row(&invocation->output, cells, 6);
    else
      table_row(table, cells);
  }
}

static int list(Invocation *invocation) {
  g_autoptr(GPtrArray) drafts = read_drafts(invocation);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, drafts);
  else if (drafts->len == 0 && invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "没有草稿。");
  else
    write_rows(invocation, drafts);
  return STATUS_DONE;
}

/* ---- one -------------------------------------------------------------------------------- */

/* The draft of that id; NULL after saying that there is none. It is drafts'. */
static Draft *find(const GPtrArray *drafts, const char *wanted) {
  for (guint i = 0; i < drafts->len; i++) {
    g_autofree char *id = draft_id(drafts->pdata[i]);
    if (g_str_equal(id, wanted))
      return drafts->pdata[i];
  }
  invocation_fail_text("没有草稿“%s”，有哪些见 taizhang drafts", wanted);
  return NULL;
}

static void write_lines(Output *output, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    output_line(output, "%s", lines[i]);
}

static int show(Invocation *invocation, const char *id) {
  g_autoptr(GPtrArray) drafts = read_drafts(invocation);
  const Draft *draft = find(drafts, id);
  if (draft == NULL)
    return STATUS_FAILED;
  Output *output = &invocation->output;
  output_line(output, "%s（%s，%s）", draft->title, draft->saved_at, state_text(draft));
  for (gsize i = 0; draft->values[i] != NULL && draft->values[i + 1] != NULL; i += 2) {
    output_line(output, "%s", "");
    output_line(output, "【%s】", label_of(draft, draft->values[i]));
    write_lines(output, draft->values[i + 1]);
  }
  return STATUS_DONE;
}

static int remove_one(Invocation *invocation, const char *id) {
  g_autoptr(GPtrArray) drafts = read_drafts(invocation);
  Draft *draft = find(drafts, id);
  if (draft == NULL)
    return STATUS_FAILED;
  if (draft->open)
    return invocation_fail_text("这份草稿正在填写，没有删除；请先在那边保存或退出");
  draft_remove(draft);
  output_line(&invocation->output, "已删除草稿：%s（%s）", draft->title, draft->saved_at);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *shown = NULL, *removed = NULL;
  const GOptionEntry entries[] = {
      {"show", 0, 0, G_OPTION_ARG_STRING, &shown, "看这份草稿里写了什么", "草稿号"},
      {"remove", 0, 0, G_OPTION_ARG_STRING, &removed, "删除这份草稿", "草稿号"},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (shown != NULL && removed != NULL)
    return invocation_misuse("--show 与 --remove 只能用一个");
  if (shown != NULL)
    return show(invocation, shown);
  return removed != NULL ? remove_one(invocation, removed) : list(invocation);
}

const Command COMMAND_DRAFTS = {
    .name = "drafts",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "看表单里写了没保存的草稿",
    .details = "表单边写边存成草稿，最多落后两秒，只有自己能读；断线、停电或程序被结束以后，"
               "下次打开界面时问要不要继续填写。草稿保留 30 天，到期前 7 天起在界面里提醒，"
               "提醒过的到期自动删除。",
    .examples = "drafts\n"
                "drafts --show 3f9a1c\n"
                "drafts --remove 3f9a1c",
    .formats = TRUE,
    .run = run,
};
