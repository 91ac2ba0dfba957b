#include "tui/command/bulk_output.h"

#include "tui/command/data.h"
#include "tui/command/ids.h"
#include "tui/command/table.h"

static const char *const HEADS[] = {"编号", "任务", "变化", "不改的原因", NULL};

static json_t *row_json(const BulkRow *row) {
  json_t *object = json_object();
  json_object_set_new(object, "task", json_integer(row->task));
  json_object_set_new(object, "label", data_text(row->label));
  json_object_set_new(object, "change", data_text(row->change));
  json_object_set_new(object, "refusal", data_text(row->refusal));
  return object;
}

static void write_json(Output *output, const BulkPlan *plan, gboolean dry_run) {
  json_t *object = json_object(), *rows = json_array();
  for (guint i = 0; i < plan->rows->len; i++)
    json_array_append_new(rows, row_json(plan->rows->pdata[i]));
  json_object_set_new(object, "done", json_boolean(!dry_run));
  json_object_set_new(object, "changing", json_integer(plan->changing));
  json_object_set_new(object, "refused", json_integer(plan->refused));
  json_object_set_new(object, "hits", json_integer(plan->hits));
  json_object_set_new(object, "tasks", rows);
  data_json(output, object);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const BulkPlan *plan) {
  static const TableColumn COLUMNS[] = {{"编号", 0, TRUE}, {"任务", 40, FALSE}, {"变化", 0, FALSE}};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table = csv ? NULL : table_new(&invocation->output, COLUMNS, 3);
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < plan->rows->len; i++) {
    const BulkRow *row = plan->rows->pdata[i];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, row->task);
    g_autofree char *refused =
        row->refusal != NULL ? g_strdup_printf("不改：%s", row->refusal) : NULL;
    const char *const cells[] = {id, row->label, csv || refused == NULL ? row->change : refused,
                                 row->refusal};
    if (csv)
      data_csv_row(&invocation->output, cells, 4);
    else
      table_row(table, cells);
  }
}

/* 已改2项，1项没有改 */
static void write_total(Output *output, const BulkPlan *plan, gboolean dry_run) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, dry_run ? "将改%d项" : "已改%d项", plan->changing);
  if (plan->hits > 0)
    g_string_append_printf(text, "（%d处）", plan->hits);
  if (plan->refused > 0)
    g_string_append_printf(text, dry_run ? "，不改%d项" : "，%d项没有改", plan->refused);
  if (dry_run)
    g_string_append(text, "；没有写入，去掉 --dry-run 才改");
  output_line(output, "%s", text->str);
}

static int tell(Invocation *invocation, const BulkPlan *plan, gboolean dry_run) {
  /* Of one task that is refused there is nothing to tell but why. */
  if (plan->rows->len == 1 && plan->changing == 0) {
    const BulkRow *row = plan->rows->pdata[0];
    return invocation_fail_text("%s：%s", row->label, row->refusal);
  }
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, plan, dry_run);
  else
    write_rows(invocation, plan);
  if (invocation->format == FORMAT_TABLE)
    write_total(&invocation->output, plan, dry_run);
  return plan->changing > 0 ? STATUS_DONE : STATUS_FAILED;
}

int bulk_command(Invocation *invocation, const Bulk *bulk, gboolean dry_run) {
  int status;
  invocation->only_read = dry_run;
  g_autoptr(GArray) ids = ids_read(invocation, invocation->arguments, &status);
  if (ids == NULL)
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_WRITE);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  if (reckoning == NULL)
    return STATUS_FAILED;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GError) error = NULL;
  g_autoptr(BulkPlan) plan = dry_run ? bulk_plan(db, &actor, reckoning, bulk, ids, &error)
                                     : bulk_run(db, &actor, reckoning, bulk, ids, NULL, &error);
  return plan != NULL ? tell(invocation, plan, dry_run) : invocation_fail(error);
}
