/* form_export.c: what the screen lists, into a file. */
#include <string.h>

#include "core/exchange/export/export.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_path.h"

#define KEEP "不覆盖"
#define REPLACE "覆盖"

/* What rows that are no tasks can be written as. */
static const struct {
  ExportFormat format;
  ListingFormat listing;
} LISTINGS[] = {{EXPORT_XLSX, LISTING_XLSX},
                {EXPORT_DOCX, LISTING_DOCX},
                {EXPORT_CSV, LISTING_CSV},
                {EXPORT_JSON, LISTING_JSON}};

typedef struct {
  GArray *tasks;    /* gint64; NULL: rows are listed */
  Listing *listing; /* NULL: tasks are */
  char *title;
  ExportFormat format; /* chosen last, or named by the file's ending */
} ExportForm;

static void export_close(gpointer state) {
  ExportForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->tasks, g_array_unref);
  listing_free(data->listing);
  g_free(data->title);
  g_free(data);
}

/* ---- formats ---------------------------------------------------------------------------- */

/* The format of a name offered; the first one for any other. */
static ExportFormat format_of(const char *name) {
  for (int i = 0; i < EXPORT_FORMAT_COUNT; i++) {
    if (g_str_equal(export_format_name((ExportFormat)i), name))
      return (ExportFormat)i;
  }
  return EXPORT_XLSX;
}

static void list_formats(const ExportForm *data, const char *names[EXPORT_FORMAT_COUNT + 1]) {
  int count = 0;
  if (data->tasks != NULL) {
    for (int i = 0; i < EXPORT_FORMAT_COUNT; i++)
      names[count++] = export_format_name((ExportFormat)i);
  } else {
    for (gsize i = 0; i < G_N_ELEMENTS(LISTINGS); i++)
      names[count++] = export_format_name(LISTINGS[i].format);
  }
  names[count] = NULL;
}

/* ---- the form --------------------------------------------------------------------------- */

static char *what_text(App *app, const ExportForm *data, gboolean narrowed) {
  const char *which = narrowed ? "（按筛选或标记）" : "";
  if (data->tasks == NULL)
    return g_strdup_printf("%s，共%u行", data->title, data->listing->rows->len);
  return g_strdup_printf("%s%s，共%u项任务  %s", data->title, which, data->tasks->len,
                         app_scope_title(app));
}

static Form *export_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                         GError **error) {
  (void)target;
  ExportForm *data = g_new0(ExportForm, 1);
  *state = data;
  gboolean narrowed;
  if (!app_listed(app, &data->tasks, &data->listing, &data->title, &narrowed, error))
    return NULL;
  guint rows = data->tasks != NULL ? data->tasks->len : data->listing->rows->len;
  if (rows == 0) {
    store_refuse(error, "这里没有列出什么，没有内容可以导出");
    return NULL;
  }
  static const char *const keep[] = {KEEP, REPLACE, NULL};
  const char *formats[EXPORT_FORMAT_COUNT + 1];
  list_formats(data, formats);
  const FieldSpec fields[] = {
      {"what", "导出内容", FIELD_SHOW, FALSE, NULL, NULL},
      {"format", "存为", FIELD_CHOICE, FALSE, NULL, formats},
      {"to", "文件名", FIELD_LINE, FALSE, "不填就用标题和日期做文件名，存在当前文件夹", NULL},
      {"replace", "已有同名文件", FIELD_CHOICE, FALSE, NULL, keep},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *what = what_text(app, data, narrowed);
  form_set_value(form, "what", what);
  return form;
}

static gboolean is_offered(const ExportForm *data, ExportFormat format) {
  const char *names[EXPORT_FORMAT_COUNT + 1];
  list_formats(data, names);
  return g_strv_contains(names, export_format_name(format));
}

/* Format and ending follow each other: whichever was changed last counts. */
static void follow(Form *form, ExportForm *data) {
  ExportFormat chosen = format_of(form_value(form, "format")), named;
  g_autofree char *typed = text_strip(form_value(form, "to"));
  gboolean has_ending = export_format_of_path(typed, &named) && is_offered(data, named);
  if (chosen != data->format && has_ending && named != chosen) {
    *strrchr(typed, '.') = '\0';
    g_autofree char *name = g_strdup_printf("%s.%s", typed, export_format_code(chosen));
    form_set_value(form, "to", name);
  } else if (chosen == data->format && has_ending && named != chosen) {
    form_set_value(form, "format", export_format_name(named));
    chosen = named;
  }
  data->format = chosen;
}

/* The whole path; a name without an ending gets the format's. */
static char *path_of(App *app, const Form *form, const ExportForm *data) {
  const char *ending = export_format_code(data->format);
  ExportFormat ignored;
  char iso[DAY_TEXT_SIZE];
  g_autofree char *typed = text_strip(form_value(form, "to"));
  g_autofree char *name = g_strdup_printf("%s%s", data->title, day_to_iso(app_today(app), iso));
  if (*typed == '\0' || export_format_of_path(typed, &ignored))
    return form_path(typed, name, ending);
  g_autofree char *whole = g_strdup_printf("%s.%s", typed, ending);
  return form_path(whole, name, ending);
}

static void export_changed(App *app, Form *form, gpointer state) {
  follow(form, state);
  g_autofree char *path = path_of(app, form, state);
  g_autofree char *shown = form_path_text(path);
  g_autofree char *remark = g_strdup_printf("存为 %s", shown);
  form_set_remark(form, "to", remark);
}

/* ---- writing ---------------------------------------------------------------------------- */

static gboolean write_rows(App *app, const ExportForm *data, ExportFormat format, OutFile *file,
                           GError **error) {
  for (gsize i = 0; i < G_N_ELEMENTS(LISTINGS); i++) {
    if (LISTINGS[i].format == format)
      return listing_write(data->listing, LISTINGS[i].listing, file, app_watch(app), error);
  }
  return store_refuse(error, "这里不能存为%s", export_format_name(format));
}

static gboolean write_file(App *app, const ExportForm *data, ExportFormat format, OutFile *file,
                           GError **error) {
  if (data->tasks == NULL)
    return write_rows(app, data, format, file, error);
  const ExportInput input = {
      .format = format, .tasks = data->tasks, .ordered = TRUE, .now = app_actor(app).now};
  return export_tasks(app_db(app), app_reckoning(app), &input, file, app_watch(app), NULL, error);
}

static gboolean export_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  const ExportForm *data = state;
  g_autofree char *path = path_of(app, form, data);
  ExportFormat named;
  if (export_format_of_path(path, &named) && !is_offered(data, named)) {
    form_set_error(form, "to", "这里列出的不是任务，只能存为 Excel、Word、CSV 或 JSON");
    return FALSE;
  }
  g_autofree char *typed = text_strip(form_value(form, "to"));
  g_autofree char *base = g_path_get_basename(*typed != '\0' ? typed : path);
  if (g_str_has_suffix(typed, "/") || g_str_equal(base, ".") || g_str_equal(base, "..")) {
    form_set_error(form, "to", "这是文件夹，请写文件名，如 台账.xlsx");
    return FALSE;
  }
  g_autoptr(GError) failed = NULL;
  g_autoptr(OutFile) file =
      outfile_begin(path, g_str_equal(form_value(form, "replace"), REPLACE), &failed);
  if (file == NULL) {
    gboolean exists = g_error_matches(failed, OUTFILE_ERROR, OUTFILE_ERROR_EXISTS);
    form_set_error(form, "to",
                   exists ? "已经有这个文件；请换个名字，或在下面“已有同名文件”选“覆盖”"
                          : failed->message);
    return FALSE;
  }
  app_busy(app, "正在导出…");
  gboolean written = write_file(app, data, data->format, file, error);
  app_watch_end(app);
  if (!written || !outfile_publish(file, error))
    return FALSE;
  g_autofree char *shown = form_path_text(path);
  app_notice(app, "已导出为 %s", shown);
  return TRUE;
}

const FormClass FORM_EXPORT = {
    .name = "export",
    .title = "导出",
    .verb = "导出",
    .open = export_open,
    .close = export_close,
    .changed = export_changed,
    .save = export_save,
};
