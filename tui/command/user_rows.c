#include "tui/command/user_rows.h"

#include "tui/command/data.h"
#include "tui/command/table.h"

static const char *source_code(const PersonRow *row) {
  return row->id != 0 ? "own" : person_kind_code(row->source);
}

static char *time_text(gint64 at, const char *format) {
  g_autoptr(GDateTime) time = at != 0 ? g_date_time_new_from_unix_local(at) : NULL;
  return time != NULL ? g_date_time_format(time, format) : NULL;
}

static json_t *row_json(const PersonRow *row) {
  g_autofree char *at = time_text(row->last_at, "%Y-%m-%dT%H:%M:%S%:z");
  json_t *object = json_object(), *groups = json_array();
  for (gsize i = 0; row->groups[i] != NULL; i++)
    json_array_append_new(groups, data_text(row->groups[i]));
  json_object_set_new(object, "kind", data_text(person_kind_code(row->kind)));
  json_object_set_new(object, "who", data_text(row->who));
  json_object_set_new(object, "name", data_text(row->name));
  json_object_set_new(object, "groups", groups);
  json_object_set_new(object, "level", data_text(access_code(row->level)));
  json_object_set_new(object, "source", data_text(source_code(row)));
  json_object_set_new(object, "source_group", data_text(row->source_group));
  json_object_set_new(object, "ledger", row->ledger != 0 ? json_integer(row->ledger) : json_null());
  json_object_set_new(object, "unit", data_text(row->unit_name));
  json_object_set_new(object, "last",
                      row->last_seq != 0 ? json_integer(row->last_seq) : json_null());
  json_object_set_new(object, "last_at", data_text(at));
  return object;
}

static void write_json(Output *output, const GPtrArray *rows) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < rows->len && !output_failed(output); i++)
    data_array_item(&array, row_json(rows->pdata[i]));
  data_array_end(&array);
  output_data(output, "\n");
}

/* For people, or as CSV: the same columns. */
static void write_cells(Invocation *invocation, const GPtrArray *rows) {
  static const TableColumn COLUMNS[] = {{"登录名", 0, FALSE},       {"姓名", 0, FALSE},
                                        {"角色", 0, FALSE},         {"来自", 0, FALSE},
                                        {"台账", 40, FALSE},        {"限于单位", 0, FALSE},
                                        {"最近一次操作", 0, FALSE}, {"所在用户组", 0, FALSE}};
  static const char *const HEADS[] = {"登录名",   "姓名",         "角色",       "来自", "台账",
                                      "限于单位", "最近一次操作", "所在用户组", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < rows->len && !output_failed(&invocation->output); i++) {
    const PersonRow *row = rows->pdata[i];
    const PersonWho who = {.kind = row->kind, .name = row->who};
    g_autofree char *login = person_who_text(&who);
    g_autofree char *source = person_row_source(row);
    g_autofree char *scope = person_row_scope(row);
    g_autofree char *last = time_text(row->last_at, "%Y-%m-%d %H:%M");
    g_autofree char *groups = g_strjoinv("、", row->groups);
    const char *cells[] = {login, row->name, access_name(row->level), source, scope, row->unit_name,
                           last,  groups};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

void user_rows_write(Invocation *invocation, const GPtrArray *rows) {
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, rows);
  else
    write_cells(invocation, rows);
}
