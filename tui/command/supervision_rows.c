#include "tui/command/supervision_rows.h"

#include "tui/command/page.h"

gboolean supervision_rows_load(Db *db, gint64 task, Day today, SupervisionRows *rows,
                               GError **error) {
  rows->today = today;
  rows->nudges = nudge_list(db, task, error);
  if (rows->nudges == NULL)
    return FALSE;
  rows->notices = notice_list(db, task, FALSE, error);
  return rows->notices != NULL;
}

void supervision_rows_clear(SupervisionRows *rows) {
  g_clear_pointer(&rows->nudges, g_ptr_array_unref);
  g_clear_pointer(&rows->notices, g_ptr_array_unref);
}

/* ---- JSON ------------------------------------------------------------------------------- */

json_t *supervision_rows_nudge(const Nudge *nudge) {
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(nudge->id));
  json_object_set_new(object, "task", json_integer(nudge->task));
  json_object_set_new(object, "on", data_day(nudge->made_on));
  json_object_set_new(object, "by", data_text(nudge->author));
  json_object_set_new(object, "means", data_text(means_code(nudge->means)));
  json_object_set_new(object, "recipient", data_text(nudge->recipient));
  json_object_set_new(object, "text", data_text(nudge->text));
  return object;
}

static json_t *answers_json(const GPtrArray *answers) {
  json_t *list = json_array();
  for (guint i = 0; i < answers->len; i++) {
    const NoticeAnswer *answer = answers->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "on", data_day(answer->made_on));
    json_object_set_new(object, "by", data_text(answer->author));
    json_object_set_new(object, "text", data_text(answer->text));
    json_array_append_new(list, object);
  }
  return list;
}

json_t *supervision_rows_notice(const Notice *notice, Day today) {
  g_autofree char *document = notice_number_text(notice->year, notice->number);
  json_t *object = json_object();
  json_object_set_new(object, "id", json_integer(notice->id));
  json_object_set_new(object, "task", json_integer(notice->task));
  json_object_set_new(object, "document", data_text(document));
  json_object_set_new(object, "year", json_integer(notice->year));
  json_object_set_new(object, "number", json_integer(notice->number));
  json_object_set_new(object, "level", json_integer(notice->level));
  json_object_set_new(object, "level_name", data_text(notice_level_name(notice->level)));
  json_object_set_new(object, "issued_on", data_day(notice->issued_on));
  json_object_set_new(object, "by", data_text(notice->author));
  json_object_set_new(object, "answer_by", data_day(notice->answer_by));
  json_object_set_new(object, "answered_on", data_day(notice_answered_on(notice)));
  json_object_set_new(object, "days_late", json_integer(notice_days_late(notice, today)));
  json_object_set_new(object, "text", data_text(notice->text));
  json_object_set_new(object, "answers", answers_json(notice->answers));
  return object;
}

void supervision_rows_json(const SupervisionRows *rows, json_t *object) {
  json_t *nudges = json_array(), *notices = json_array();
  for (guint i = 0; i < rows->nudges->len; i++)
    json_array_append_new(nudges, supervision_rows_nudge(rows->nudges->pdata[i]));
  for (guint i = 0; i < rows->notices->len; i++)
    json_array_append_new(notices, supervision_rows_notice(rows->notices->pdata[i], rows->today));
  json_object_set_new(object, "nudges", nudges);
  json_object_set_new(object, "notices", notices);
}

/* ---- page ------------------------------------------------------------------------------- */

char *supervision_rows_state(const Notice *notice, Day today) {
  char day[DAY_TEXT_SIZE];
  Day answered = notice_answered_on(notice);
  int late = notice_days_late(notice, today);
  if (answered == DAY_NONE)
    return late > 0 ? g_strdup_printf("逾期%d天未答复", late) : g_strdup("等待答复");
  g_autofree char *by = late > 0 ? g_strdup_printf("，逾期%d天", late) : g_strdup("");
  return g_strdup_printf("%s 答复%s", day_to_iso(answered, day), by);
}

static void write_nudges(const GPtrArray *nudges, Output *output) {
  output_line(output, "%s", "");
  output_line(output, "催办（%u次）", nudges->len);
  for (guint i = 0; i < nudges->len; i++) {
    const Nudge *nudge = nudges->pdata[i];
    char day[DAY_TEXT_SIZE];
    gboolean sent = nudge->recipient != NULL;
    output_line(output, "%s  %s  %s%s%s", day_to_iso(nudge->made_on, day), nudge->author,
                means_name(nudge->means), sent ? "：" : "", sent ? nudge->recipient : "");
  }
}

static void write_notices(const SupervisionRows *rows, Output *output) {
  output_line(output, "%s", "");
  output_line(output, "督办（%u张）", rows->notices->len);
  for (guint i = 0; i < rows->notices->len; i++) {
    const Notice *notice = rows->notices->pdata[i];
    char issued[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
    g_autofree char *document = notice_number_text(notice->year, notice->number);
    g_autofree char *state = supervision_rows_state(notice, rows->today);
    output_line(output, "%s  %s  %s  %s  答复期限 %s  %s", day_to_iso(notice->issued_on, issued),
                notice->author, document, notice_level_name(notice->level),
                day_to_iso(notice->answer_by, until), state);
    for (guint k = 0; k < notice->answers->len; k++) {
      const NoticeAnswer *answer = notice->answers->pdata[k];
      g_autofree char *line =
          g_strdup_printf("%s答复：%s", day_to_iso(answer->made_on, issued), answer->text);
      page_text(output, 2, line);
    }
  }
}

void supervision_rows_page(const SupervisionRows *rows, Output *output) {
  if (rows->nudges->len > 0)
    write_nudges(rows->nudges, output);
  if (rows->notices->len > 0)
    write_notices(rows, output);
}
