/* form_ledger_new.c: 新建台账: an empty one, to which tasks are then added one by one. */
#include "core/model/ledger.h"
#include "tui/screen/form_fields.h"

static Form *new_open(App *app, const FormClass *class_, gint64 target, gpointer *state,
                      GError **error) {
  (void)target;
  (void)state;
  (void)error;
  const FieldSpec fields[] = {
      {"title", "标题", FIELD_LINE, TRUE, "如 市交通运输局2026年重点任务台账", NULL},
      {"year", "年度", FIELD_LINE, TRUE, "用于哪一年，如 2026", NULL},
      {"indicator", "第一个指标", FIELD_LINE, TRUE, "任务列在指标下面；没有分类就用“重点任务”",
       NULL},
  };
  Form *form = form_new(class_->title, fields, G_N_ELEMENTS(fields));
  g_autofree char *year = g_strdup_printf("%d", day_civil(app_today(app)).year);
  form_set_value(form, "year", year);
  form_set_value(form, "indicator", "重点任务");
  return form;
}

static gboolean new_save(App *app, Form *form, gint64 target, gpointer state, GError **error) {
  (void)target;
  (void)state;
  LedgerInput input = {.title = form_value(form, "title"),
                       .indicator = form_value(form, "indicator")};
  gboolean titled = form_require(form, "title", "请写台账的标题");
  gboolean dated = form_read_year(form, "year", &input.year);
  if (!form_require(form, "indicator", "请写第一个指标，如“重点任务”") || !titled || !dated)
    return FALSE;
  Actor actor = app_actor(app);
  gint64 id;
  if (ledger_create(app_db(app), &actor, &input, &id, error)) {
    g_autofree char *keys = app_fill_keys(app, "已建立台账；按 {key:task.add} 添加任务");
    app_notice(app, "%s", keys != NULL ? keys : "已建立台账");
    app_switch(app, &SCREEN_LEDGER);
    app_set_ledger(app, id);
    return TRUE;
  }
  if (g_error_matches(*error, STORE_ERROR, STORE_ERROR_REFUSED)) {
    form_set_error(form, "title", (*error)->message);
    g_clear_error(error);
  }
  return FALSE;
}

const FormClass FORM_LEDGER_NEW = {
    .name = "ledger.new",
    .title = "新建台账",
    .verb = "建立",
    .open = new_open,
    .save = new_save,
};
