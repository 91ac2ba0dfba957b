#include "tui/screen/form_fields.h"

#include "core/model/unit.h"
#include "core/rules/deadline.h"

char **form_unit_names(App *app, GError **error) {
  g_autoptr(GPtrArray) units = unit_list(app_db(app), error);
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

/* FALSE where what stands in the field is no date. */
static gboolean understand(App *app, const Form *form, const char *id, Day *day) {
  g_autofree char *text = g_strstrip(g_strdup(form_value(form, id)));
  *day = DAY_NONE;
  return *text == '\0' || deadline_read(text, day_civil(app_today(app)).year, day);
}

gboolean form_read_day(App *app, Form *form, const char *id, Day *day) {
  if (!understand(app, form, id, day))
    form_set_error(form, id, "认不出日期，请写成 2026-11-20 或 11月20日");
  else if (*day > app_today(app))
    form_set_error(form, id, "不能晚于今天");
  else
    return TRUE;
  return FALSE;
}

gboolean form_read_day_ahead(App *app, Form *form, const char *id, Day *day) {
  if (!understand(app, form, id, day))
    form_set_error(form, id, "认不出日期，请写成 2026-11-20 或 11月20日");
  else if (*day == DAY_NONE)
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
  if (!understand(app, form, id, &day)) {
    form_set_remark(form, id, "还认不出日期");
  } else if (day == DAY_NONE) {
    form_set_remark(form, id, NULL);
  } else {
    g_autofree char *remark =
        g_strdup_printf("即 %s 周%s", day_to_iso(day, iso), day_weekday_name(day));
    form_set_remark(form, id, remark);
  }
}
