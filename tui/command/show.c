#include "core/model/schedule.h"
#include "core/model/task_past.h"
#include "core/store/words.h"
#include "tui/command/page.h"
#include "tui/command/period_rows.h"
#include "tui/command/supervision_rows.h"
#include "tui/command/task_rows.h"
#include "tui/command/value.h"
#include "tui/command/way_rows.h"
#include "tui/command/words.h"

/* All that is known of one task. */
typedef struct {
  Task *task;
  GPtrArray *progress;
  GPtrArray *schedules;
  WayRows way;
  SupervisionRows supervision;
} Dossier;

static void dossier_clear(Dossier *dossier) {
  task_free(dossier->task);
  if (dossier->progress != NULL)
    g_ptr_array_unref(dossier->progress);
  if (dossier->schedules != NULL)
    g_ptr_array_unref(dossier->schedules);
  way_rows_clear(&dossier->way);
  supervision_rows_clear(&dossier->supervision);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dossier, dossier_clear)

static gboolean dossier_load(Db *db, const Reckoning *reckoning, gint64 id, Dossier *dossier,
                             GError **error) {
  dossier->task = task_load(db, reckoning, id, error);
  if (dossier->task == NULL)
    return FALSE;
  dossier->progress = progress_list(db, id, 0, error);
  if (dossier->progress == NULL)
    return FALSE;
  dossier->schedules = schedule_list(db, id, error);
  return dossier->schedules != NULL &&
         way_rows_load(db, reckoning, dossier->task, &dossier->way, error) &&
         supervision_rows_load(db, id, reckoning_today(reckoning), &dossier->supervision, error);
}

/* ---- JSON ------------------------------------------------------------------------------- */

/* Of the evidence that are files: what each was when it was added. */
static json_t *files_json(const Progress *progress) {
  json_t *files = json_array();
  for (guint i = 0; i < progress->files->len; i++) {
    const Evidence *evidence = progress->files->pdata[i];
    if (evidence->digest == NULL)
      continue;
    json_t *file = json_object();
    json_object_set_new(file, "path", data_text(evidence->reference));
    json_object_set_new(file, "size", json_integer(evidence->size));
    json_object_set_new(file, "sha256", data_text(evidence->digest));
    json_array_append_new(files, file);
  }
  return files;
}

static json_t *progress_json(const Progress *progress) {
  json_t *evidence = json_array();
  for (guint i = 0; i < progress->evidence->len; i++)
    json_array_append_new(evidence, data_text(progress->evidence->pdata[i]));
  json_t *object = json_object();
  json_object_set_new(object, "on", data_day(progress->made_on));
  json_object_set_new(object, "by", data_text(progress->author));
  json_object_set_new(object, "unit", data_text(progress->unit_name));
  json_object_set_new(object, "text", data_text(progress->text));
  json_object_set_new(object, "percent", data_count(progress->percent));
  json_object_set_new(object, "evidence", evidence);
  json_object_set_new(object, "files", files_json(progress));
  return object;
}

static json_t *tags_json(const Task *task) {
  json_t *array = json_array();
  g_auto(GStrv) tags = g_strsplit(task->tags, "、", -1);
  for (gsize i = 0; tags[i] != NULL && *tags[i] != '\0'; i++)
    json_array_append_new(array, data_text(tags[i]));
  return array;
}

static void write_json(Output *output, const Dossier *dossier) {
  json_t *object = task_rows_json(dossier->task);
  json_t *progress = json_array(), *schedules = json_array();
  for (guint i = 0; i < dossier->progress->len; i++)
    json_array_append_new(progress, progress_json(dossier->progress->pdata[i]));
  for (guint i = 0; i < dossier->schedules->len; i++)
    json_array_append_new(schedules, period_rows_schedule_json(dossier->schedules->pdata[i]));
  json_object_set_new(object, "note", data_text(dossier->task->note));
  json_object_set_new(object, "tags", tags_json(dossier->task));
  json_object_set_new(object, "done_on", data_day(dossier->task->done_on));
  json_object_set_new(object, "progress", progress);
  json_object_set_new(object, "schedules", schedules);
  way_rows_json(&dossier->way, dossier->task, object);
  supervision_rows_json(&dossier->supervision, object);
  data_json(output, object);
  output_data(output, "\n");
}

/* ---- page ------------------------------------------------------------------------------- */

static char *deadline_text(const Task *task) {
  if (task->deadline == NULL)
    return g_strdup("无");
  if (task->deadline_printed == NULL || g_str_equal(task->deadline, task->deadline_printed))
    return g_strdup(task->deadline);
  return g_strdup_printf("%s（原文：%s）", task->deadline, task->deadline_printed);
}

/* 2026年10月31日 周六，顺延到2026年11月2日 周一（已过19天）. */
static char *due_text(const Task *task, const Reckoning *reckoning) {
  if (task->due == DAY_NONE)
    return NULL;
  const LightRule *how = &reckoning_policy(reckoning, task->ledger)->light;
  Day rolled = light_due(task->due, how);
  g_autofree char *stated = words_day(task->due);
  g_autofree char *moved = words_day(rolled);
  g_autofree char *day = rolled == task->due
                             ? g_steal_pointer(&stated)
                             : g_strdup_printf("%s，%s到%s", stated, roll_name(how->roll), moved);
  if (task_state_is_done(task->state))
    return g_steal_pointer(&day);
  g_autofree char *left = day_left_text(rolled, reckoning_day(reckoning, task->ledger));
  return g_strdup_printf("%s（%s）", day, left);
}

static char *state_text(const Task *task) {
  char day[DAY_TEXT_SIZE];
  if (!task_state_is_done(task->state) || task->done_on == DAY_NONE)
    return g_strdup(task_state_name(task->state));
  return g_strdup_printf("%s（%s）", task_state_name(task->state), day_to_iso(task->done_on, day));
}

static char *schedules_text(const GPtrArray *schedules) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < schedules->len; i++) {
    g_autofree char *line = period_rows_schedule_text(schedules->pdata[i]);
    g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", line);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* 30%，由3个部分算出 */
static char *percent_text(const Task *task) {
  if (task->percent == PERCENT_NONE)
    return g_strdup("未报");
  if (task->parts == 0)
    return g_strdup_printf("%d%%", task->percent);
  return g_strdup_printf("%d%%（由%d部分算出）", task->percent, task->parts);
}

/* 第4项“…”（编号4），权重50% */
static char *whole_text(const Dossier *dossier) {
  const Task *whole = dossier->way.whole;
  if (whole == NULL)
    return NULL;
  g_autofree char *goal = task_short_goal(whole->goal);
  return g_strdup_printf("第%d项“%s”（编号%" G_GINT64_FORMAT "），权重%d%%", whole->number, goal,
                         whole->id, dossier->task->weight);
}

static void write_task(Output *output, const Dossier *dossier, const Reckoning *reckoning) {
  const Task *task = dossier->task;
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, task->id);
  g_autofree char *number = g_strdup_printf("第%d项", task->number);
  g_autofree char *units = task_units_text(task);
  g_autofree char *deadline = deadline_text(task);
  g_autofree char *due = due_text(task, reckoning);
  g_autofree char *schedules = schedules_text(dossier->schedules);
  g_autofree char *state = state_text(task);
  g_autofree char *light = standing_text(&task->standing, task->state);
  g_autofree char *percent = percent_text(task);
  g_autofree char *whole = whole_text(dossier);
  g_autofree char *original =
      dossier->way.original_due != DAY_NONE ? words_day(dossier->way.original_due) : NULL;
  page_field(output, "目标任务", task->goal);
  page_field(output, "编号", id);
  page_field(output, "序号", number);
  g_autofree char *ledger = task_ledger_text(task);
  page_field(output, "台账", ledger);
  page_field(output, "所属任务", whole);
  page_field(output, "一级指标", task->primary);
  page_field(output, "二级指标", task->secondary);
  page_field(output, "类别", task_kind_name(task->kind));
  page_field(output, "责任单位", units);
  page_field(output, "完成时限", deadline);
  page_field(output, "办理期限", due);
  page_field(output, "原期限", original);
  page_field(output, "周期要求", schedules);
  page_field(output, "状态", state);
  page_field(output, "灯", light);
  page_field(output, "完成率", percent);
  page_field(output, "标签", task->tags);
  page_field(output, "备注", task->note);
}

static void write_progress(Output *output, const GPtrArray *entries) {
  output_line(output, "%s", "");
  if (entries->len == 0) {
    output_line(output, "还没有进展。");
    return;
  }
  output_line(output, "进展（%u条）", entries->len);
  for (guint i = 0; i < entries->len; i++) {
    const Progress *progress = entries->pdata[i];
    char day[DAY_TEXT_SIZE];
    g_autofree char *percent = progress->percent != PERCENT_NONE
                                   ? g_strdup_printf("  %d%%", progress->percent)
                                   : g_strdup("");
    g_autofree char *by = progress_by(progress);
    output_line(output, "%s  %s%s", day_to_iso(progress->made_on, day), by, percent);
    page_text(output, 2, progress->text);
    for (guint k = 0; k < progress->files->len; k++) {
      g_autofree char *evidence = evidence_text(progress->files->pdata[k]);
      g_autofree char *line = g_strdup_printf("佐证材料：%s", evidence);
      page_text(output, 2, line);
    }
  }
}

/* ---- command ---------------------------------------------------------------------------- */

static gboolean write_csv(Invocation *invocation, Db *db, const Reckoning *reckoning, gint64 id,
                          GError **error) {
  g_autoptr(GArray) refs = g_array_new(FALSE, TRUE, sizeof(TaskRef));
  TaskRef ref = {.id = id};
  g_array_append_val(refs, ref);
  return task_rows_write(invocation, db, reckoning, refs, error);
}

static int show(Invocation *invocation, gint64 id) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_auto(Dossier) dossier = {0};
  if (!dossier_load(db, reckoning, id, &dossier, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON) {
    write_json(&invocation->output, &dossier);
  } else if (invocation->format == FORMAT_CSV) {
    if (!write_csv(invocation, db, reckoning, id, &error))
      return invocation_fail(error);
  } else {
    write_task(&invocation->output, &dossier, reckoning);
    way_rows_page(&dossier.way, &invocation->output);
    supervision_rows_page(&dossier.supervision, &invocation->output);
    write_progress(&invocation->output, dossier.progress);
  }
  return STATUS_DONE;
}

/* ---- as it was -------------------------------------------------------------------------- */

static json_t *past_row_json(const PastRow *row) {
  json_t *object = json_object();
  for (guint i = 0; i < row->names->len; i++)
    json_object_set_new(object, row->names->pdata[i], data_text(row->texts->pdata[i]));
  return object;
}

static void write_past_json(Output *output, const Past *past, gint64 id, Day day) {
  static const char *const STATES[] = {"there", "not_yet", "gone"};
  json_t *object = json_object(), *records = json_object();
  json_object_set_new(object, "id", json_integer(id));
  json_object_set_new(object, "at", data_day(day));
  json_object_set_new(object, "state", data_text(STATES[past->state]));
  json_object_set_new(object, "entry", past->entry != 0 ? json_integer(past->entry) : json_null());
  json_object_set_new(object, "who", data_text(past->who));
  json_object_set_new(object, "task",
                      past->rows->len > 0 ? past_row_json(past->rows->pdata[0]) : json_null());
  for (guint i = 1; i < past->rows->len; i++) {
    const PastRow *row = past->rows->pdata[i];
    json_t *list = json_object_get(records, row->table);
    if (list == NULL) {
      list = json_array();
      json_object_set_new(records, row->table, list);
    }
    json_array_append_new(list, past_row_json(row));
  }
  json_object_set_new(object, "records", records);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_past_csv(Output *output, const Past *past) {
  static const char *const HEADS[] = {"表", "编号", "字段", "内容", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < past->rows->len; i++) {
    const PastRow *row = past->rows->pdata[i];
    for (guint k = 0; k < row->names->len; k++) {
      const char *cells[] = {words_table(row->table), row->key,
                             words_column(row->table, row->names->pdata[k]), row->texts->pdata[k]};
      if (row->texts->pdata[k] != NULL)
        data_csv_row(output, cells, G_N_ELEMENTS(cells));
    }
  }
}

static gboolean write_past(Output *output, Db *db, const Past *past, Day day, GError **error) {
  g_autoptr(GPtrArray) lines = task_past_lines(db, past, error);
  if (lines == NULL)
    return FALSE;
  g_autofree char *text = task_past_text(past, day, past->who);
  output_line(output, "%s。", text);
  for (guint i = 0; i < lines->len; i++) {
    const PastLine *line = lines->pdata[i];
    if (line->title) {
      output_line(output, "%s", "");
      output_line(output, "%s", line->label);
    }
    if (!line->title && line->label != NULL)
      page_field(output, line->label, line->text);
    if (!line->title && line->label == NULL)
      page_text(output, 2, line->text);
  }
  return TRUE;
}

static int show_past(Invocation *invocation, gint64 id, Day day) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_auto(Past) past = {0};
  if (!past_read(db, id, day, &past, &error))
    return invocation_fail(error);
  if (invocation->format == FORMAT_JSON)
    write_past_json(&invocation->output, &past, id, day);
  else if (invocation->format == FORMAT_CSV)
    write_past_csv(&invocation->output, &past);
  else if (!write_past(&invocation->output, db, &past, day, &error))
    return invocation_fail(error);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  g_autofree char *at = NULL;
  const GOptionEntry entries[] = {{"at", 0, 0, G_OPTION_ARG_STRING, &at,
                                   "它在这一天结束时的样子，由日志倒推；也可看已删除的任务",
                                   "年-月-日"},
                                  {NULL}};
  int status;
  gint64 id;
  Day day = DAY_NONE;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (!value_task(invocation, invocation->argument, &id) || !value_day("--at", at, &day))
    return STATUS_USAGE;
  return day != DAY_NONE ? show_past(invocation, id, day) : show(invocation, id);
}

const Command COMMAND_SHOW = {
    .name = "show",
    .group = COMMAND_GROUP_DAILY,
    .summary = "显示一项任务的全部内容和进展",
    .examples = "show 4\n"
                "show 4 --at 2026-09-30",
    .argument = "编号",
    .required = TRUE,
    .formats = TRUE,
    .run = run,
};
