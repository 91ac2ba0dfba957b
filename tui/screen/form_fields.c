#include "tui/screen/form_fields.h"

#include <string.h>

#include "core/model/ledger.h"
#include "core/model/task.h"
#include "core/model/unit.h"
#include "core/rules/deadline.h"
#include "tui/screen/task_rows.h"

char **form_unit_names(App *app, GError **error) {
  g_autoptr(GPtrArray) units = unit_list_in_use(app_db(app), error);
  if (units == NULL)
    return NULL;
  char **names = g_new0(char *, units->len + 1);
  for (guint i = 0; i < units->len; i++)
    names[i] = g_strdup(((const Unit *)units->pdata[i])->name);
  return names;
}

gboolean form_require(Form *form, const char *id, const char *message) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, id)));
  if (*text == '\0')
    form_set_error(form, id, message);
  return *text != '\0';
}

Form *form_reason_new(const FormClass *class_, const char *label, const char *shown,
                      const char *hint) {
  const FieldSpec fields[] = {
      {"record", label, FIELD_SHOW, FALSE, NULL, NULL},
      {"reason", "理由", FIELD_TEXT, TRUE, hint, NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "record", shown);
  return form;
}

/* FALSE where what stands in the field is no date: neither one by itself, nor in words that name
 * one (11月20日前完成). */
static gboolean understand(App *app, const Form *form, const char *id, Day *day) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, id)));
  int year = day_civil(app_today(app)).year;
  *day = DAY_NONE;
  if (*text == '\0' || deadline_read(text, year, day))
    return TRUE;
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(text, year, &phrase);
  if (phrase.kind == PHRASE_DATE)
    *day = phrase.due;
  return *day != DAY_NONE;
}

Day form_day_so_far(App *app, const Form *form, const char *id) {
  Day day;
  if (!understand(app, form, id, &day))
    return DAY_NONE;
  return day != DAY_NONE ? day : app_today(app);
}

gboolean form_read_any_day(App *app, Form *form, const char *id, Day *day) {
  if (understand(app, form, id, day))
    return TRUE;
  form_set_error(form, id, "认不出日期，请写成 2026-11-20 或 11月20日");
  return FALSE;
}

gboolean form_read_day(App *app, Form *form, const char *id, Day *day) {
  if (!form_read_any_day(app, form, id, day))
    return FALSE;
  if (*day > app_today(app))
    form_set_error(form, id, "不能晚于今天");
  return *day <= app_today(app);
}

gboolean form_read_day_ahead(App *app, Form *form, const char *id, Day *day) {
  if (!form_read_any_day(app, form, id, day))
    return FALSE;
  if (*day == DAY_NONE)
    form_set_error(form, id, "请写明日期");
  else if (*day < app_today(app))
    form_set_error(form, id, "这一天已经过去；如果是明年的日子，请写上年份");
  else
    return TRUE;
  return FALSE;
}

void form_remark_day(App *app, Form *form, const char *id) {
  Day day;
  char iso[DAY_TEXT_SIZE];
  gboolean understood = understand(app, form, id, &day);
  form_set_day(form, id, day);
  if (!understood) {
    form_set_remark(form, id, "还认不出日期");
  } else if (day == DAY_NONE) {
    form_set_remark(form, id, NULL);
  } else {
    const Calendar *calendar = reckoning_calendar(app_reckoning(app));
    const char *kind = daypicker_kind(calendar, day);
    g_autofree char *remark =
        g_strdup_printf("即 %s 周%s%s%s", day_to_iso(day, iso), day_weekday_name(day),
                        *kind != '\0' ? "，" : "", kind);
    form_set_remark(form, id, remark);
  }
}

/* ---- deadlines -------------------------------------------------------------------------- */

#define DUES 2

char *form_next_dues(App *app, gint64 ledger, const Recurrence *rule, Day until) {
  if (rule->basis != BASIS_CALENDAR && rule->basis != BASIS_ANCHOR)
    return NULL;
  const Calendar *calendar = reckoning_calendar(app_reckoning(app));
  gint64 index = recurrence_first_due(rule, calendar, app_today(app));
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < DUES; i++) {
    Period period;
    if (!recurrence_period(rule, calendar, index + i, &period) ||
        (until != DAY_NONE && period.first > until))
      break;
    g_autofree char *due = task_rows_day_text(app, ledger, period.due);
    g_string_append_printf(text, "%s%s", i == 0 ? "接下来 " : "；", due);
  }
  return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* What a rule in 完成时限 means, and what becomes of it. */
static char *explain_rule(App *app, gint64 ledger, const Phrase *phrase, gboolean ruled) {
  g_autofree char *words = phrase_explain(phrase);
  g_autofree char *dues = form_next_dues(app, ledger, &phrase->recurrence, phrase->due);
  return g_strdup_printf("%s%s%s%s", ruled ? "列入周期要求：" : "", words, dues != NULL ? "；" : "",
                         dues != NULL ? dues : "");
}

void form_remark_deadline(App *app, Form *form, const char *id, gint64 ledger, int year,
                          gboolean ruled) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, id)));
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(text, year, &phrase);
  g_autofree char *remark = NULL;
  form_set_day(form, id, phrase.due);
  if (phrase.kind == PHRASE_DATE) {
    g_autofree char *due = task_rows_day_text(app, ledger, phrase.due);
    remark = g_strdup_printf("办理期限 %s", due);
  } else if (phrase.kind == PHRASE_WINDOW || phrase.impossible || phrase.unread || phrase.unknown) {
    remark = phrase_explain(&phrase);
  } else if (phrase.kind != PHRASE_NONE) {
    remark = explain_rule(app, ledger, &phrase, ruled);
  } else if (*text != '\0') {
    remark = g_strdup("没有写明日期：照写的保存，不计算期限");
  }
  form_set_remark(form, id, remark);
}

int form_ledger_year(App *app, gint64 ledger, GError **error) {
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, ledger);
  g_autoptr(Ledger) found = ledger_find(app_db(app), id, error);
  return found != NULL ? found->year : 0;
}

#define YEAR_LEAST 1900
#define YEAR_MOST 2100

gboolean form_read_year(Form *form, const char *id, int *year) {
  g_autofree char *half = g_utf8_normalize(form_value(form, id), -1, G_NORMALIZE_NFKC);
  guint64 value;
  g_strstrip(half);
  if (!g_ascii_string_to_unsigned(half, 10, YEAR_LEAST, YEAR_MOST, &value, NULL)) {
    form_set_error(form, id, "请写四位数的年份，如 2027");
    return FALSE;
  }
  *year = (int)value;
  return TRUE;
}

/* ---- tasks ------------------------------------------------------------------------------ */

static const char *next_part(const char *part) {
  const char *comma = strchr(part, ',');
  return comma != NULL ? comma + 1 : NULL;
}

GArray *form_task_ids(const Form *form, gint64 target) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (const char *part = form_value(form, "tasks"); part != NULL; part = next_part(part)) {
    gint64 id = g_ascii_strtoll(part, NULL, 10);
    if (id != 0)
      g_array_append_val(ids, id);
  }
  if (ids->len == 0 && target != 0)
    g_array_append_val(ids, target);
  return ids;
}

GArray *form_tasks_left(App *app, const GArray *ids, GError **error) {
  TaskFilter filter = TASK_FILTER_ALL;
  filter.ids = ids;
  return task_list(app_db(app), app_reckoning(app), &filter, error);
}

void form_tasks_clear(FormTasks *tasks) {
  g_clear_pointer(&tasks->ids, g_array_unref);
  g_clear_pointer(&tasks->refs, g_array_unref);
  g_clear_pointer(&tasks->read, g_free);
  *tasks = (FormTasks){0};
}

/* The ids may be very many: they are read once. */
gboolean form_tasks_read(App *app, const Form *form, gint64 target, FormTasks *tasks,
                         gboolean *anew, GError **error) {
  gint64 version = db_data_version(app_db(app));
  const char *field = form_value(form, "tasks");
  gboolean reads = g_strcmp0(tasks->read, field) != 0 || tasks->version != version;
  if (anew != NULL)
    *anew = reads;
  if (!reads)
    return TRUE;
  g_autoptr(GArray) ids = form_task_ids(form, target);
  g_autoptr(GArray) left = form_tasks_left(app, ids, error);
  if (left == NULL)
    return FALSE;
  form_tasks_clear(tasks);
  tasks->gone = ids->len - left->len;
  tasks->ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), left->len);
  for (guint i = 0; i < left->len; i++)
    g_array_append_val(tasks->ids, g_array_index(left, TaskRef, i).id);
  tasks->refs = g_steal_pointer(&left);
  tasks->read = g_strdup(field);
  tasks->version = version;
  return TRUE;
}

gboolean form_tasks_require(App *app, const Form *form, gint64 target, FormTasks *tasks,
                            const char *what, GError **error) {
  if (!form_tasks_read(app, form, target, tasks, NULL, error))
    return FALSE;
  if (tasks->ids->len == 0)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有保存：%s" FORM_TASKS_GONE, what);
  return tasks->ids->len > 0;
}

char *form_tasks_label(App *app, const GArray *ids) {
  g_autofree char *first = task_label(app_db(app), g_array_index(ids, gint64, 0), NULL);
  if (ids->len <= 1 || first == NULL)
    return g_steal_pointer(&first);
  return g_strdup_printf("共%u项：%s等", ids->len, first);
}
