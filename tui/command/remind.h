/* remind.h: a reminder in each of its forms; remind.c is the command. */
#pragma once

#include "core/model/reminder.h"
#include "tui/command/invocation.h"

/* What is written, and for whom. */
typedef struct {
  Invocation *invocation;
  Db *db;
  const Reckoning *reckoning;
  const ReminderFilter *filter;
  Reminder *reminder;
  const char *to;    /* the address a message goes to; NULL: none given */
  const char *units; /* whose: 厅法规处、厅财审处; NULL: everybody's */
} Remind;

/* 逾期2项，7天内到期1项，待办0项. The caller frees. */
char *remind_counts(const Reminder *reminder);

/* The text for people: at most 20 lines, no wider than columns, UTF-8 and clean. NULL and error.
 * The caller frees. */
char *remind_text(const Remind *remind, int columns, GError **error);

/* Data; FALSE and error. */
gboolean remind_write_json(const Remind *remind, GError **error);
gboolean remind_write_csv(const Remind *remind, GError **error);

/* A calendar file of what the reminder holds with a day, and of what is done that was due within a
 * year; the latter is added to the reminder's items. FALSE and error. */
gboolean remind_write_ics(const Remind *remind, GError **error);

/* A whole message (RFC 5322) with the text in it, for sendmail -t. FALSE and error. */
gboolean remind_write_mail(const Remind *remind, GError **error);
