/* invocation_open.c: what commands work on: the ledger file, the settings, the calendar. */
#include "core/config/places.h"
#include "core/exchange/calendar_file.h"
#include "core/model/holiday.h"
#include "core/store/modes.h"
#include "core/store/permit.h"
#include "tui/command/invocation.h"

char *invocation_path(const Invocation *invocation) {
  return places_database(invocation->options.db);
}

/* What is wrong with the rights of the file, where it matters to what is being done. */
static void tell_modes(const char *path, gboolean shut) {
  g_autoptr(GPtrArray) faults = modes_check(path);
  for (guint i = 0; i < faults->len; i++) {
    const ModesFault *fault = faults->pdata[i];
    if (fault->kind == MODES_OPEN || shut)
      output_complain(fault->text);
  }
}

/* Where none of what the command may do is allowed, and all of it needs the same, that is said
 * before anything is read or typed. */
static gboolean may_begin(const Invocation *invocation, Db *db, GError **error) {
  const char *told = invocation->command != NULL ? invocation->command->verbs : NULL;
  g_auto(GStrv) verbs = g_strsplit(told != NULL ? told : "", " ", -1);
  Actor actor = person_actor(&invocation->person);
  for (gsize i = 0; verbs[i] != NULL; i++) {
    g_clear_error(error);
    if (access_for_verb(verbs[i]) != access_for_verb(verbs[0]) ||
        permit_allows(db, &actor, verbs[i], 0, error)) {
      g_clear_error(error);
      return TRUE;
    }
  }
  return verbs[0] == NULL;
}

/* Only where it matters: to who writes. */
static void warn_of_network_disk(const Db *db) {
  const char *disk = db_network_disk(db);
  g_autoptr(GPtrArray) problems = NULL;
  if (disk == NULL)
    return;
  g_autoptr(Settings) settings = settings_load_here(&problems, NULL);
  if (settings != NULL && settings->network_disk)
    return;
  g_autofree char *text = g_strdup_printf(
      "请注意：台账放在网络盘（%s）上，几个人同时保存时可能互相覆盖。请改放本机磁盘；"
      "确知无妨，可在设置里写 network_disk: on",
      disk);
  output_complain(text);
}

Db *invocation_open(const Invocation *invocation, DbMode mode) {
  g_autoptr(GError) error = NULL;
  g_autofree char *path = invocation_path(invocation);
  g_autoptr(Db) db = db_open(path, mode, &error);
  if (db != NULL && mode == DB_WRITE && !may_begin(invocation, db, &error))
    g_clear_pointer(&db, db_close);
  if (g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING)) {
    g_autofree char *name = g_filename_display_name(path);
    invocation_fail_text("还没有台账文件 %s。先用 taizhang init 建立（要用模板则写"
                         " --template 名称，名称见 taizhang templates），或用 --db 指明文件",
                         name);
  } else if (db == NULL) {
    invocation_fail(error); /* whatever file that is, its rights are none of ours */
  } else {
    tell_modes(path, mode == DB_WRITE && db_is_read_only(db));
  }
  if (db != NULL && mode == DB_WRITE)
    warn_of_network_disk(db);
  return g_steal_pointer(&db);
}

const Settings *invocation_settings(Invocation *invocation) {
  if (invocation->settings != NULL)
    return invocation->settings;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  invocation->settings = settings_load_here(&problems, &error);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    output_complain(problems->pdata[i]);
  if (invocation->settings == NULL)
    invocation_fail(error);
  return invocation->settings;
}

Calendar *invocation_calendar(void) {
  g_autofree char *folder = places_shipped("data/calendars");
  g_autoptr(GError) error = NULL;
  Calendar *calendar = calendar_folder_read(folder, &error);
  if (calendar == NULL)
    invocation_fail(error);
  return calendar;
}

/* The notices that the ledger file has imported; none where there is no file. */
static GPtrArray *read_notices(const Invocation *invocation, GError **error) {
  g_autofree char *path = invocation_path(invocation);
  g_autoptr(GError) failure = NULL;
  g_autoptr(Db) db = db_open(path, DB_READ, &failure);
  if (db != NULL)
    return holiday_list(db, error);
  if (g_error_matches(failure, STORE_ERROR, STORE_ERROR_MISSING))
    return g_ptr_array_new();
  g_propagate_error(error, g_steal_pointer(&failure));
  return NULL;
}

gboolean invocation_calendar_in_force(const Invocation *invocation, Calendar **calendar,
                                      GPtrArray **notices) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Calendar) force = invocation_calendar();
  if (force == NULL)
    return FALSE;
  g_autoptr(GPtrArray) imported = read_notices(invocation, &error);
  if (imported == NULL) {
    invocation_fail(error);
    return FALSE;
  }
  for (guint i = 0; i < imported->len; i++)
    calendar_notice_apply(imported->pdata[i], force);
  *calendar = g_steal_pointer(&force);
  if (notices != NULL)
    *notices = g_steal_pointer(&imported);
  return TRUE;
}

Reckoning *invocation_reckoning(Invocation *invocation, Db *db) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Calendar) calendar = invocation_calendar();
  const Settings *settings = calendar != NULL ? invocation_settings(invocation) : NULL;
  if (settings == NULL)
    return NULL;
  Reckoning *reckoning =
      reckoning_new(db, person_today(&invocation->person), calendar, settings->lead_days, &error);
  if (reckoning == NULL)
    invocation_fail(error);
  return reckoning;
}
