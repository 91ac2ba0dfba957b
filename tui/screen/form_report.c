/* form_report.c: the month's report as an Excel file, from 通报. */
#include "core/exchange/report/report.h"

#include <string.h>

#include "tui/screen/app.h"
#include "tui/screen/form_path.h"

static int year_of(gint64 target) {
  return (int)(target / 12);
}

static int month_of(gint64 target) {
  return (int)(target % 12) + 1;
}

/* The state is the name of the file where none is typed. */
static Form *report_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  static const FieldSpec fields[] = {
      {"report", "报告", FIELD_SHOW, FALSE, NULL, NULL},
      {"to", "文件名", FIELD_LINE, FALSE, "不填就存在当前文件夹里", NULL},
  };
  (void)error;
  *state = report_name(year_of(target), month_of(target));
  g_autofree char *shown =
      g_strdup_printf("%d年%d月  %s", year_of(target), month_of(target), app_scope_title(app));
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  form_set_value(form, "report", shown);
  return form;
}

/* The file that is meant; its ending need not be typed. */
static char *path_of(const Form *form, const char *name) {
  g_autofree char *typed = g_strstrip(g_strdup(form_value(form, "to")));
  g_autofree char *path = form_path(typed, name, REPORT_ENDING);
  gsize length = strlen(path), ending = strlen("." REPORT_ENDING);
  gboolean ended =
      length > ending && g_ascii_strcasecmp(path + length - ending, "." REPORT_ENDING) == 0;
  return ended ? g_steal_pointer(&path) : g_strconcat(path, "." REPORT_ENDING, NULL);
}

static void report_changed(App *app, Form *form, gpointer state) {
  (void)app;
  g_autofree char *path = path_of(form, state);
  g_autofree char *shown = form_path_text(path);
  g_autofree char *remark = g_strdup_printf("存为 %s", shown);
  form_set_remark(form, "to", remark);
}

static gboolean write_report(App *app, gint64 target, const char *path, GError **error) {
  const ReportInput input = {.ledger = app_ledger(app),
                             .year = year_of(target),
                             .month = month_of(target),
                             .now = app_actor(app).now};
  g_autoptr(OutFile) file = outfile_begin(path, FALSE, error);
  if (file == NULL)
    return FALSE;
  gboolean written =
      report_write(app_db(app), app_reckoning(app), &input, file, app_watch(app), error);
  app_watch_end(app);
  return written && outfile_publish(file, error);
}

static gboolean report_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  g_autofree char *path = path_of(form, state);
  g_autoptr(GError) failed = NULL;
  if (!write_report(app, target, path, &failed)) {
    if (failed->domain == OUTFILE_ERROR)
      form_set_error(form, "to", failed->message);
    else
      g_propagate_error(error, g_steal_pointer(&failed));
    return FALSE;
  }
  g_autofree char *shown = form_path_text(path);
  app_notice(app, "已存为 %s", shown);
  return TRUE;
}

const FormClass FORM_REPORT = {
    .name = "report.save",
    .title = "存为报告",
    .open = report_open,
    .close = g_free,
    .changed = report_changed,
    .save = report_save,
};
