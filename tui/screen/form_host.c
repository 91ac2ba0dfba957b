#include "tui/screen/form_host.h"

#include "core/model/task.h"
#include "tui/screen/form_files.h"

static const Calendar *host_calendar(gpointer data) {
  return reckoning_calendar(app_reckoning(data));
}

static Day host_today(gpointer data) {
  return app_today(data);
}

static GPtrArray *host_files(gpointer data, const char *typed) {
  (void)data;
  return form_files_named(typed);
}

static gboolean host_units(gpointer data, const char *text, UnitBox *box, GError **error) {
  g_autoptr(GPtrArray) units = task_read_units(app_db(data), text, error);
  for (guint i = 0; units != NULL && i < units->len; i++) {
    const TaskUnit *unit = units->pdata[i];
    unitbox_add(box, unit->name, unit->role);
  }
  return units != NULL;
}

void form_host_attach(App *app, Form *form) {
  const char *roles[ROLE_COUNT + 1] = {NULL};
  for (int role = 0; role < ROLE_COUNT; role++)
    roles[role] = role_name((Role)role);
  const FormHost host = {
      .data = app,
      .calendar = host_calendar,
      .today = host_today,
      .files = host_files,
      .roles = roles,
      .role = ROLE_RESPONSIBLE,
      .units = host_units,
  };
  form_set_host(form, &host);
}
