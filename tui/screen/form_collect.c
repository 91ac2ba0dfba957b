/* form_collect.c: which returned file is taken in; sending tables out. */
#include "core/exchange/collect/collect.h"
#include "core/exchange/collect/office.h"
#include "core/exchange/collect/send.h"
#include "core/model/unit.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_files.h"
#include "tui/screen/form_path.h"
#include "tui/screen/import_open.h"

/* ---- 回收 ------------------------------------------------------------------------------- */

/* What both forms keep: the folder whose files are offered, as typed; NULL: none yet. */
typedef struct {
  char *folder;
} PathForm;

static void path_close(gpointer state) {
  PathForm *data = state;
  if (data != NULL)
    g_free(data->folder);
  g_free(data);
}

static const char *const NONE[] = {NULL}; /* until it is known which folder */

static Form *collect_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                          GError **error) {
  (void)target;
  *state = g_new0(PathForm, 1);
  g_auto(GStrv) units = form_unit_names(app, error);
  if (units == NULL)
    return NULL;
  const FieldSpec fields[] = {
      {"file", "文件", FIELD_PATH, TRUE,
       "报回的填报表，如 ~/回收/厅法规处_2026-11.xlsx；按 Ctrl-O 选", NONE},
      {"made_on", "报回日期", FIELD_DATE, FALSE, "不填则为今天", NULL},
      {"unit", "单位", FIELD_LINE, FALSE, "文件说不清是谁的、或是整本台账时才填；按 Ctrl-O 选",
       (const char *const *)units},
  };
  return form_new(class_->title, fields, G_N_ELEMENTS(fields));
}

/* 0 where none is typed; FALSE where it is not known, which is then said. */
static gboolean read_unit(App *app, Form *form, gint64 *id) {
  g_autofree char *typed = text_strip(form_value(form, "unit"));
  *id = 0;
  if (*typed == '\0')
    return TRUE;
  g_autoptr(GError) error = NULL;
  g_autoptr(Unit) unit = unit_find(app_db(app), typed, &error);
  if (unit == NULL) {
    form_set_error(form, "unit", error->message);
    return FALSE;
  }
  *id = unit->id;
  return TRUE;
}

static void collect_changed(App *app, Form *form, gpointer state) {
  static const char *const endings[] = {".xlsx", ".csv", ".docx", ".yaml", ".yml", ".json", NULL};
  PathForm *data = state;
  form_offer_files(form, "file", endings, &data->folder);
  form_remark_day(app, form, "made_on");
}

/* *whole: a file is a lower office's whole ledger, which, matched by the texts of its rows, would
 * pass for a table that was sent out and came back blank. FALSE, said beside its name, where it
 * cannot be read. */
static gboolean find_whole(App *app, Form *form, const char *path, gboolean *whole) {
  Content *read = NULL;
  int year = day_civil(app_today(app)).year;
  g_autoptr(GError) failed = NULL;
  gboolean known = office_read(app_db(app), path, year, app_watch(app), &read, &failed);
  app_watch_end(app);
  *whole = read != NULL;
  content_free(read);
  if (!known)
    form_set_error(form, "file", failed->message);
  return known;
}

/* What it would change in that unit's ledger is looked through like any import. */
static gboolean open_whole(App *app, Form *form, gint64 unit) {
  if (unit == 0) {
    form_set_error(form, "unit", "这是整本台账，请写明是哪个单位的");
    return FALSE;
  }
  ImportWork *work = import_work_new();
  import_work_set(work, "path", form_value(form, "file"));
  work->unit = unit;
  const char *field;
  g_autoptr(GError) failed = NULL;
  if (import_open(app, work, &field, &failed))
    return TRUE;
  form_set_error(form, "file", failed->message);
  return FALSE;
}

/* Read here so that what is wrong with the file stands beside its name; the screen reads it anew
 * whenever the ledger changes. */
static gboolean collect_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  (void)error;
  Day made_on;
  gint64 unit;
  gboolean ok = form_require(form, "file", "请写明文件");
  ok = read_unit(app, form, &unit) && ok;
  if (!form_read_day(app, form, "made_on", &made_on) || !ok)
    return FALSE;
  g_autofree char *path = form_path(form_value(form, "file"), "", "");
  gboolean whole;
  if (!find_whole(app, form, path, &whole))
    return FALSE;
  if (whole)
    return open_whole(app, form, unit);
  CollectInput input = {.path = path, .unit = unit, .made_on = made_on};
  g_autoptr(GError) failed = NULL;
  g_autoptr(CollectPlan) plan =
      collect_read(app_db(app), app_reckoning(app), &input, app_watch(app), &failed);
  app_watch_end(app);
  if (plan == NULL) {
    form_set_error(form, "file", failed->message);
    return FALSE;
  }
  app_open(app, &SCREEN_COLLECT_FILE, &(Opening){.text = path, .unit = unit, .day = made_on});
  app_notice(app, "空格定是否采纳，Ctrl-S 回收");
  return TRUE;
}

const FormClass FORM_COLLECT = {
    .name = "collect.file",
    .title = "回收填报表",
    .verb = "核对",
    .open = collect_open,
    .close = path_close,
    .changed = collect_changed,
    .save = collect_save,
};

/* ---- 下发 ------------------------------------------------------------------------------- */

static Form *sendout_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                          GError **error) {
  (void)target;
  (void)error;
  *state = g_new0(PathForm, 1);
  const FieldSpec fields[] = {
      {"period", "月份", FIELD_LINE, TRUE, "如 2026-11", NULL},
      {"folder", "写到目录", FIELD_PATH, TRUE, "每个单位一个文件，如 ~/下发/2026-11；按 Ctrl-O 选",
       NONE},
      {"by", "填报期限", FIELD_DATE, FALSE, "不填则为各单位当月最早到期的一项，没有则为月底", NULL},
  };
  CivilDate today = day_civil(app_today(app));
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(today.year, today.month, period);
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "period", period);
  return form;
}

static void sendout_changed(App *app, Form *form, gpointer state) {
  PathForm *data = state;
  form_offer_files(form, "folder", NONE, &data->folder);
  form_remark_day(app, form, "by");
}

static gboolean read_period(Form *form, SendoutInput *input) {
  g_autofree char *first = g_strconcat(form_value(form, "period"), "-01", NULL);
  Day day = day_from_iso(first);
  if (day == DAY_NONE) {
    form_set_error(form, "period", "月份应写成 2026-11 这样");
    return FALSE;
  }
  input->year = day_civil(day).year;
  input->month = day_civil(day).month;
  return TRUE;
}

static gboolean sendout_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  SendoutInput input = {.ledger = app_ledger(app)};
  gboolean ok = form_require(form, "folder", "请写明目录");
  ok = read_period(form, &input) && ok;
  if (!form_read_any_day(app, form, "by", &input.answer_by) || !ok)
    return FALSE;
  g_autoptr(SendoutPlan) plan = sendout_plan(app_db(app), app_reckoning(app), &input, error);
  if (plan == NULL)
    return FALSE;
  Actor actor = app_actor(app);
  g_autofree char *folder = form_path(form_value(form, "folder"), "", "");
  gboolean sent = send_run(app_db(app), &actor, plan, folder, FALSE, app_watch(app), error);
  app_watch_end(app);
  if (sent)
    app_notice(app, "已下发%d年%d月的填报表%u份", plan->year, plan->month, plan->tables->len);
  return sent;
}

const FormClass FORM_SENDOUT = {
    .name = "sendout",
    .title = "下发填报表",
    .verb = "下发",
    .open = sendout_open,
    .close = path_close,
    .changed = sendout_changed,
    .save = sendout_save,
};
