/* form_import.c: 导入: which file, into which ledger; the preview follows. */
#include <string.h>

#include "core/model/ledger.h"
#include "core/rules/text.h"
#include "tui/screen/form_fields.h"
#include "tui/screen/form_files.h"
#include "tui/screen/import_open.h"

#define YEAR_DIGITS 4

typedef struct {
  GArray *ledgers; /* gint64: what each name stands for */
  char **names;    /* NULL-terminated */
  char *folder;    /* the one whose files are offered, as typed; NULL: none yet */
} ImportForm;

static void import_close(gpointer state) {
  ImportForm *data = state;
  if (data == NULL)
    return;
  g_clear_pointer(&data->ledgers, g_array_unref);
  g_strfreev(data->names);
  g_free(data->folder);
  g_free(data);
}

/* ---- ledgers ---------------------------------------------------------------------------- */

static void add_ledger(App *app, ImportForm *data, GStrvBuilder *names, gint64 ledger) {
  g_autofree char *name = import_work_ledger_name(app, ledger);
  g_strv_builder_add(names, name);
  g_array_append_val(data->ledgers, ledger);
}

static void list_ledgers(App *app, ImportForm *data) {
  g_autoptr(GPtrArray) in_use = app_ledgers_in_use(app);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  data->ledgers = g_array_new(FALSE, FALSE, sizeof(gint64));
  add_ledger(app, data, names, IMPORT_LEDGER_AUTO);
  add_ledger(app, data, names, IMPORT_LEDGER_NEW);
  for (guint i = 0; i < in_use->len; i++)
    add_ledger(app, data, names, ((const Ledger *)in_use->pdata[i])->id);
  data->names = g_strv_builder_end(names);
}

/* ---- the form --------------------------------------------------------------------------- */

/* What goes along from a preview, or from the draft of one. */
static const char *const CARRIED[] = {"table", "columns", "fill",   "units",
                                      "rows",  "stamp",   "pasted", "unit"};

static Form *import_open_form(App *app, const FormClass *class_, gint64 target, gpointer *state,
                              GError **error) {
  (void)target;
  (void)error;
  ImportForm *data = g_new0(ImportForm, 1);
  *state = data;
  list_ledgers(app, data);
  static const char *const none[] = {NULL};
  FieldSpec fields[5 + G_N_ELEMENTS(CARRIED)] = {
      {"path", "文件", FIELD_PATH, TRUE, "如 ~/台账.xlsx；按 Ctrl-O 从文件夹里选", none},
      {"ledger", "导入到", FIELD_CHOICE, FALSE, NULL, (const char *const *)data->names},
      {"sheet", "工作表", FIELD_LINE, FALSE, "不填：各张表都看；名称或第几张，如 2", NULL},
      {"title", "新台账标题", FIELD_LINE, FALSE, "新建时用；不填：按文件里的标题", NULL},
      {"year", "年度", FIELD_LINE, FALSE, "不填：按文件里写的；没有写年份的日期算这一年", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(CARRIED); i++)
    fields[5 + i] = (FieldSpec){CARRIED[i], CARRIED[i], FIELD_HIDDEN, FALSE, NULL, NULL};
  return form_new(class_->title, fields, G_N_ELEMENTS(fields));
}

static void import_changed(App *app, Form *form, gpointer state) {
  static const char *const endings[] = {".xlsx", ".docx", ".csv",  ".tsv",
                                        ".yaml", ".yml",  ".json", NULL};
  ImportForm *data = state;
  form_offer_files(form, "path", endings, &data->folder);
  gboolean pasted = *form_value(form, "pasted") != '\0' && *form_value(form, "path") == '\0';
  g_autoptr(ImportWork) work = import_work_new();
  import_work_set(work, "unit", form_value(form, "unit"));
  g_autofree char *unit = import_work_unit_name(app, work);
  g_autofree char *whole =
      unit != NULL ? g_strdup_printf("%s的整本台账；下面各项都按文件", unit) : NULL;
  form_set_remark(form, "path", pasted ? "粘贴的内容；要从文件导入，请写文件名" : whole);
}

static gboolean read_year(Form *form) {
  g_autofree char *text = text_strip(form_value(form, "year"));
  guint64 year;
  if (*text == '\0' || (strlen(text) == YEAR_DIGITS &&
                        g_ascii_string_to_unsigned(text, 10, 1900, 2100, &year, NULL)))
    return TRUE;
  form_set_error(form, "year", "请写四位的年份，1900 到 2100，如 2026");
  return FALSE;
}

static ImportWork *work_of(const Form *form, const ImportForm *data) {
  static const char *const said[] = {"path", "sheet", "title", "year"};
  ImportWork *work = import_work_new();
  for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
    import_work_set(work, said[i], form_value(form, said[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(CARRIED); i++)
    import_work_set(work, CARRIED[i], form_value(form, CARRIED[i]));
  if (*work->path != '\0')
    import_work_set(work, "pasted", "");
  for (guint i = 0; i < data->ledgers->len; i++) {
    if (g_str_equal(data->names[i], form_value(form, "ledger")))
      work->ledger = g_array_index(data->ledgers, gint64, i);
  }
  return work;
}

static gboolean import_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  gboolean ok = read_year(form);
  if (*form_value(form, "pasted") == '\0' && !form_require(form, "path", "请写文件名"))
    return FALSE;
  if (!ok)
    return FALSE;
  const char *field;
  g_autoptr(GError) failure = NULL;
  if (import_open(app, work_of(form, state), &field, &failure))
    return TRUE;
  if (field != NULL && !g_error_matches(failure, WATCH_ERROR, WATCH_ERROR_STOPPED))
    form_set_error(form, field, failure->message);
  else
    g_propagate_error(error, g_steal_pointer(&failure));
  return FALSE;
}

const FormClass FORM_IMPORT = {
    .name = "import",
    .title = "导入台账",
    .verb = "预览",
    .open = import_open_form,
    .close = import_close,
    .changed = import_changed,
    .save = import_save,
};
