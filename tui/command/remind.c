#include "tui/command/remind.h"

#include "core/config/places.h"
#include "core/model/unit.h"
#include "core/rules/contact.h"
#include "tui/action/delivery.h"
#include "tui/command/value.h"

#define DAYS_BY_POLICY (-1)
#define COLUMNS_ELSE 78 /* where there is no terminal to ask */

typedef struct {
  char *unit;
  char *days;
  char *to;
  gboolean mine;
  gboolean exit_code;
} RemindOptions;

static void remind_options_clear(RemindOptions *options) {
  g_free(options->unit);
  g_free(options->days);
  g_free(options->to);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RemindOptions, remind_options_clear)

/* ---- whose ------------------------------------------------------------------------------ */

/* The names of the units that are asked for, as the caller frees them; empty: all. NULL after
 * saying why. */
static char **unit_names(Invocation *invocation, const RemindOptions *options) {
  if (!options->mine)
    return g_strdupv((char *[]){options->unit, NULL});
  const Settings *settings = invocation_settings(invocation);
  if (settings == NULL)
    return NULL;
  if (settings->units[0] == NULL) {
    g_autofree char *path = places_config("settings.yaml");
    g_autofree char *name = g_filename_display_name(path);
    invocation_fail_text("--mine 要先知道您是哪个单位的：请在 %s 里写一行 units: [厅法规处]"
                         "（单位写全称，几个用逗号隔开）",
                         name);
    return NULL;
  }
  return g_strdupv(settings->units);
}

/* Their ids; names become full ones. */
static GArray *unit_ids(Db *db, char **names, GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr(Unit) unit = unit_find(db, names[i], error);
    if (unit == NULL)
      return NULL;
    g_array_append_val(ids, unit->id);
    g_free(names[i]);
    names[i] = g_steal_pointer(&unit->name);
  }
  return g_steal_pointer(&ids);
}

/* ---- writing it ------------------------------------------------------------------------- */

static gboolean write_text(const Remind *remind, GError **error) {
  int columns = output_columns();
  g_autofree char *text = remind_text(remind, columns > 0 ? columns : COLUMNS_ELSE, error);
  if (text != NULL)
    output_text(&remind->invocation->output, text);
  return text != NULL;
}

static gboolean write_reminder(const Remind *remind, GError **error) {
  static gboolean (*const writers[FORMAT_COUNT])(const Remind *remind, GError **error) = {
      [FORMAT_TABLE] = write_text,       [FORMAT_JSON] = remind_write_json,
      [FORMAT_CSV] = remind_write_csv,   [FORMAT_ICS] = remind_write_ics,
      [FORMAT_MAIL] = remind_write_mail,
  };
  return writers[remind->invocation->format](remind, error);
}

static int days_of(const Invocation *invocation, const Reckoning *reckoning, int asked) {
  if (asked != DAYS_BY_POLICY)
    return asked;
  return invocation->format == FORMAT_ICS ? REMINDER_DAYS_MAX
                                          : reckoning_policy(reckoning, 0)->light.lead_days;
}

static int remind(Invocation *invocation, const RemindOptions *options, int days) {
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  g_autoptr(Reckoning) reckoning = db != NULL ? invocation_reckoning(invocation, db) : NULL;
  g_auto(GStrv) names = reckoning != NULL ? unit_names(invocation, options) : NULL;
  if (names == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = unit_ids(db, names, &error);
  if (ids == NULL)
    return invocation_fail(error);
  ReminderFilter filter = {.units = (const gint64 *)(gpointer)ids->data,
                           .unit_count = ids->len,
                           .days = days_of(invocation, reckoning, days)};
  g_autoptr(Reminder) reminder = reminder_collect(db, reckoning, &filter, &error);
  g_autofree char *joined = g_strjoinv("、", names);
  Remind remind = {.invocation = invocation,
                   .db = db,
                   .reckoning = reckoning,
                   .filter = &filter,
                   .reminder = reminder,
                   .units = names[0] != NULL ? joined : NULL,
                   .to = options->to};
  if (reminder == NULL || !write_reminder(&remind, &error))
    return invocation_fail(error);
  return options->exit_code && reminder->late > 0 ? STATUS_LATE : STATUS_DONE;
}

/* What needs no ledger to be understood. */
static gboolean check_options(const Invocation *invocation, const RemindOptions *options,
                              int *days) {
  if (!value_number("--days", options->days, 0, REMINDER_DAYS_MAX, days))
    return FALSE;
  if (options->mine && options->unit != NULL) {
    invocation_misuse("--mine 和 --unit 只能写一个");
    return FALSE;
  }
  if (options->to == NULL)
    return TRUE;
  if (invocation->format != FORMAT_MAIL) {
    invocation_misuse("--to 只与 --format mail 同用");
    return FALSE;
  }
  if (!contact_is_address(options->to)) {
    invocation_misuse("--to 的值“%s”不是邮箱地址，应写成 zhangsan@example.cn 这样", options->to);
    return FALSE;
  }
  return TRUE;
}

static int run(Invocation *invocation) {
  g_auto(RemindOptions) options = {0};
  const GOptionEntry entries[] = {
      {"days", 0, 0, G_OPTION_ARG_STRING, &options.days,
       "几天之内到期的也提醒；不写则按设置中的 lead_days，--format ics 则为一年", "天数"},
      {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, "只看这个单位的；写全称或别名", "单位"},
      {"mine", 0, 0, G_OPTION_ARG_NONE, &options.mine,
       "只看自己单位的：settings.yaml 里 units 写的那些", NULL},
      {"to", 0, 0, G_OPTION_ARG_STRING, &options.to, "收件人，与 --format mail 同用", "邮箱"},
      {"exit-code", 0, 0, G_OPTION_ARG_NONE, &options.exit_code, "有逾期的时，退出状态为 3", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  int days = DAYS_BY_POLICY;
  if (!check_options(invocation, &options, &days))
    return STATUS_USAGE;
  return remind(invocation, &options, days);
}

static const Format FORMATS[] = {FORMAT_ICS, FORMAT_MAIL, FORMAT_TABLE};

const Command COMMAND_REMIND = {
    .name = "remind",
    .group = COMMAND_GROUP_DAILY,
    .summary = "今天该知道的：逾期、将到期、待办、本月主题",
    .details = "逾期的、将到期的、等着人办的事项和本月主题，最多 20 行，拖得最久的在前。"
               "--format 还可以是 ics（日历文件，导入手机或电脑的日历，再次导入会更新）"
               "和 mail（一封邮件，交给 sendmail -t 发送）。",
    .examples = "remind\n"
                "remind --days 30 --unit 厅法规处\n"
                "remind --mine --format ics > 台账.ics\n"
                "remind --format mail --to zhangsan@example.cn | /usr/sbin/sendmail -t",
    .formats = TRUE,
    .more_formats = FORMATS,
    .run = run,
};
