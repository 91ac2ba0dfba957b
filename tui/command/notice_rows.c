#include "tui/command/notice_rows.h"

#include "core/model/task.h"
#include "core/rules/letter.h"
#include "core/rules/text.h"
#include "tui/command/letter_output.h"
#include "tui/command/supervision_rows.h"
#include "tui/command/table.h"

/* ---- lists ------------------------------------------------------------------------------ */

json_t *notice_rows_json(const Notice *notice, const char *label, Day today) {
  json_t *object = supervision_rows_notice(notice, today);
  json_object_set_new(object, "label", data_text(label));
  return object;
}

static void write_csv(Output *output, const Notice *notice, const char *label, const char *state) {
  char issued[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE], answered[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, notice->id);
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, notice->task);
  const char *cells[] = {id,
                         document,
                         notice_level_name(notice->level),
                         task,
                         label,
                         day_to_iso(notice->issued_on, issued),
                         notice->author,
                         day_to_iso(notice->answer_by, until),
                         day_to_iso(notice_answered_on(notice), answered),
                         state,
                         notice->text};
  data_csv_row(output, cells, G_N_ELEMENTS(cells));
}

static void add_row(Table *table, const Notice *notice, const char *label, const char *state) {
  char until[DAY_TEXT_SIZE];
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, notice->id);
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  const char *cells[] = {
      id,    document, notice_level_name(notice->level), day_to_iso(notice->answer_by, until),
      state, label};
  table_row(table, cells);
}

gboolean notice_rows_write(Invocation *invocation, Db *db, const GPtrArray *notices,
                           GError **error) {
  static const TableColumn COLUMNS[] = {{"编号", 0, TRUE},      {"文号", 0, FALSE},
                                        {"级别", 0, FALSE},     {"答复期限", 0, FALSE},
                                        {"答复情况", 0, FALSE}, {"任务", 0, FALSE}};
  static const char *const HEADS[] = {"编号",     "文号",     "级别",   "任务编号",
                                      "任务",     "签发日期", "签发人", "答复期限",
                                      "答复日期", "答复情况", "内容",   NULL};
  Output *output = &invocation->output;
  Format format = invocation->format;
  Day today = person_today(&invocation->person);
  g_autoptr(Table) table =
      format == FORMAT_TABLE ? table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS)) : NULL;
  DataArray array = {0};
  if (format == FORMAT_JSON)
    array = data_array_begin(output);
  if (format == FORMAT_CSV)
    data_csv_begin(output, HEADS);
  for (guint i = 0; i < notices->len && !output_failed(output); i++) {
    const Notice *notice = notices->pdata[i];
    g_autofree char *label = task_label(db, notice->task, error);
    g_autofree char *state = supervision_rows_state(notice, today);
    if (label == NULL)
      return FALSE;
    if (format == FORMAT_TABLE)
      add_row(table, notice, label, state);
    else if (format == FORMAT_JSON)
      data_array_item(&array, notice_rows_json(notice, label, today));
    else
      write_csv(output, notice, label, state);
  }
  if (format == FORMAT_JSON) {
    data_array_end(&array);
    output_data(output, "\n");
  }
  return TRUE;
}

/* ---- one -------------------------------------------------------------------------------- */

void notice_rows_page(Output *output, const Notice *notice, Day today) {
  const char *const letter[] = {notice->text, NULL};
  letter_output_print(output, letter);
  g_autofree char *state = supervision_rows_state(notice, today);
  output_line(output, "%s", "");
  output_line(output, "（%s，%s）", notice_level_name(notice->level), state);
  for (guint i = 0; i < notice->answers->len; i++) {
    const NoticeAnswer *answer = notice->answers->pdata[i];
    char day[DAY_TEXT_SIZE];
    output_line(output, "%s  %s  答复：", day_to_iso(answer->made_on, day), answer->author);
    g_autofree char *clean = text_clean(answer->text, TRUE);
    g_autofree char *page = letter_page(clean, LETTER_COLUMNS);
    output_text(output, page);
  }
}
