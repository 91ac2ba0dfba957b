/* remind_mail.c: the reminder as a message (RFC 5322), for sendmail -t. */
#include "core/rules/contact.h"
#include "tui/action/delivery.h"
#include "tui/command/remind.h"
#include "tui/command/words.h"

#define COLUMNS 78

/* Wed, 25 Nov 2026 08:30:00 +0800, in English under every locale. */
static char *mail_date(gint64 now) {
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(now);
  g_autofree char *clock = g_date_time_format(time, "%H:%M:%S %z");
  return g_strdup_printf("%s, %d %s %d %s", days[g_date_time_get_day_of_week(time) - 1],
                         g_date_time_get_day_of_month(time),
                         months[g_date_time_get_month(time) - 1], g_date_time_get_year(time),
                         clock);
}

/* Who sends it: the person on this machine, as far as both make an address. */
static char *sender(const char *who) {
  const char *host = g_get_host_name();
  char *address = g_strdup_printf("%s@%s", who, host);
  if (contact_is_address(address))
    return address;
  g_free(address);
  return g_strdup("taizhang@localhost");
}

gboolean remind_write_mail(const Remind *remind, GError **error) {
  g_autofree char *text = remind_text(remind, COLUMNS, error);
  if (text == NULL)
    return FALSE;
  Actor actor = person_actor(&remind->invocation->person);
  g_autofree char *date = mail_date(actor.now);
  g_autofree char *from = sender(actor.who);
  g_autofree char *day = words_day(remind->reminder->as_of);
  g_autofree char *counts = remind_counts(remind->reminder);
  g_autofree char *subject = g_strdup_printf("台账提醒 %s：%s", day, counts);
  g_autofree char *message = delivery_message(remind->to, subject, text);
  g_autofree char *head = g_strdup_printf("Date: %s\nFrom: %s\n", date, from);
  output_data(&remind->invocation->output, head);
  output_data(&remind->invocation->output, message);
  return TRUE;
}
