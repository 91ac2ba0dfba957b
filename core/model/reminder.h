/* reminder.h: what a person should be reminded of; the same for the command, 今日, 日历 and
 * calendar files. */
#pragma once

#include "core/model/plan.h"
#include "core/model/reckoning.h"
#include "core/model/task_refs.h"

typedef enum {
  ITEM_TASK,      /* a task is due */
  ITEM_PERIOD,    /* a period is due: 2026-11 1/3 */
  ITEM_TOPIC,     /* the month's cases are due, to the bureau or to the ministry */
  ITEM_UNSIGNED,  /* 已交办, not signed for */
  ITEM_REVIEW,    /* 已办结, waits for 销号 */
  ITEM_NOTICE,    /* a notice waits for its answer */
  ITEM_EXTENSION, /* an extension waits to be decided */
} ItemKind;
#define ITEM_KIND_COUNT 7

const char *
item_kind_code(ItemKind kind); /* task, period, topic, unsigned, review, notice, extension */
const char *
item_kind_name(ItemKind kind); /* 任务, 周期报送, 案例报送, 待签收, 待审核, 督办待复, 延期待批 */

/* What only some items have, or only those that are shown. */
typedef struct {
  /* The schedule's, topic's, notice's or extension's id; 0: ITEM_TASK, ITEM_UNSIGNED, ITEM_REVIEW.
   */
  gint64 record;
  /* ITEM_PERIOD: 2026-11; ITEM_TOPIC: "ministry" for the ministry's day, else NULL; ITEM_NOTICE:
   * 督办〔2026〕3号; ITEM_EXTENSION: the day asked for, as ISO; else NULL. */
  char *key;
  char *material;   /* ITEM_PERIOD: what is handed in; NULL: not said, or another kind */
  Day month;        /* ITEM_TOPIC: the first day of its month; else DAY_NONE */
  int count, quota; /* ITEM_PERIOD, ITEM_TOPIC: handed in, asked for; else 0 */
  Day done_on; /* ITEM_TASK, ITEM_NOTICE: when; DAY_NONE: not done, not known, or another kind */

  /* What gathering leaves to reminder_fill(), since a long list is shown page by page: */
  int number;       /* the task's 序号; 0: ITEM_TOPIC */
  gboolean several; /* the file has several ledgers: for task_number_text() */
  char *goal;       /* the task's goal; the topic's title; NULL: not read yet */
  char *units;      /* as task_units_text(); the topic: NULL */
} ReminderMore;

/* One thing to be reminded of. There may be as many as tasks, so it is kept small: days as so many
 * bits as any Day has. */
typedef struct {
  gint64 task;              /* 0: ITEM_TOPIC */
  const ReminderMore *more; /* never NULL; written by reminder_item_more() alone */
  guint32 ledger;           /* the task's; 0: ITEM_TOPIC */
  guint due : 22; /* a Day, as the policy rolls it, a notice's as it says; DAY_NONE: none */
  guint kind : 3; /* an ItemKind */
  /* A Light. Red: late; amber: within the lead time; green: later, or done; grey: no day, or 暂停.
   */
  guint light : 2;
  guint blue : 1; /* 红黄蓝: green is called and shown 蓝 */
  guint done : 1; /* only of reminder_days(): handed in, its quota met, answered */
  /* A Day. ITEM_UNSIGNED, ITEM_REVIEW, ITEM_NOTICE, ITEM_EXTENSION: since when it waits; DAY_NONE:
   * not known, or another kind. */
  guint since : 22;
  guint task_kind : 2;  /* a TaskKind */
  guint task_state : 3; /* a TaskState */
  guint late : 22; /* days past due; of what is done, when it was handed in, where that is known;
                      0: not */
} ReminderItem;

/* One of that kind, all else as if there were nothing of it. */
ReminderItem *reminder_item_new(ItemKind kind);

/* What more there is of it, to be changed; its texts are freed with it. Borrowed. */
ReminderMore *reminder_item_more(ReminderItem *item);

void reminder_item_free(ReminderItem *item);

/* Its name, stable over time, for calendar files: task-4, period-7-2026-11, topic-11,
 * topic-11-ministry, unsigned-4, review-4, notice-3, extension-5. The caller frees. */
char *reminder_item_uid(const ReminderItem *item);

/* TRUE where both have the same such name. */
gboolean reminder_item_same(const ReminderItem *item, const ReminderItem *other);

/* When: 逾期205天, 欠报40天, 今天到期, 还有9天, 已交办3天, 已办结, 暂停. The caller frees. */
char *reminder_item_when(const ReminderItem *item, Day today);

/* What of the task it is: 2026Q3 0/1; 2026-11 报送案例 1/3; 未签收; "" for the task itself. The
 * caller frees. */
char *reminder_item_what(const ReminderItem *item);

#define REMINDER_DAYS_MAX 366

typedef struct {
  gint64 ledger;       /* 0: all that are in use; topics are for everyone */
  const gint64 *units; /* any of these, itself or as a member of groups; borrowed */
  gsize unit_count;    /* 0: all */
  int days;            /* how far ahead; at least 0; more than REMINDER_DAYS_MAX counts as that */
  int coming;          /* how many days, from today on, are counted one by one; 0: none */
} ReminderFilter;

/* How many open things of each light are due on a day. */
typedef struct {
  int lights[LIGHT_COUNT];
} ReminderDay;

typedef struct {
  Day as_of;
  int days;
  GPtrArray *items; /* ReminderItem*: what is late, most days first; then what comes due, earliest
                       first; then what waits for somebody, longest first */
  int late, soon,
      waiting; /* how many of items are red; are due within days; only wait. Together all
                */
  int missed; /* how many of late are periods and topics (欠报), the rest being tasks and notices */
  GArray *coming; /* ReminderDay of as_of and the days after it, as many as the filter says */
  Topic *topic;   /* this month's; NULL: no plan for it */
} Reminder;

void reminder_free(Reminder *reminder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reminder, reminder_free)

/* What a person should know today. A task that is red only for its periods has these as items, not
 * itself; every missed period is one. Of a split task the parts stand for it, but for what is on
 * record of it alone: its periods, its review, notices and extensions. Topics from this month on,
 * while cases are missing, by the policy of ledger 0. NULL and error. */
Reminder *reminder_collect(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           GError **error);

/* The same from tasks that are read already: those that task_list() has of the filter's ledger,
 * split ones too. The filter must name no units. NULL and error. */
Reminder *reminder_of_tasks(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                            TaskRefs *tasks, GError **error);

/* The beginning of that, where the file has so many tasks that the whole takes its time: of what is
 * late the items that come first, in their order, none between them missing. There may be none,
 * though there are late ones; counts are 0, coming is NULL. *begin is NULL where the file has few
 * tasks. FALSE and error. */
gboolean reminder_begin(Db *db, const Reckoning *reckoning, gint64 ledger, Reminder **begin,
                        GError **error);

/* Adds to its items what is done of what was due in the year before (reminder_days()), which stays
 * in a calendar as done, not filled; its counts are as before. FALSE and error. */
gboolean reminder_add_done(Db *db, const Reckoning *reckoning, const ReminderFilter *filter,
                           Reminder *reminder, GError **error);

/* Reads number, goal and units of count items from first on that do not have them; of a task that
 * is deleted since, goal says so. FALSE and error. */
gboolean reminder_fill(Db *db, GPtrArray *items, guint first, guint count, GError **error);

/* Frees what reminder_fill() read of count items from first on: of very many, a few have it at a
 * time. */
void reminder_empty(GPtrArray *items, guint first, guint count);

/* Everything due from first to last, done or not, by day: ITEM_TASK, ITEM_PERIOD, ITEM_TOPIC,
 * ITEM_NOTICE; but for tasks that are 作废 and periods that no longer count. Of the tasks that
 * task_list() has of the ledger (0: of all in use), which stay borrowed. An array of ReminderItem*
 * that frees them; NULL and error. */
GPtrArray *reminder_days(Db *db, const Reckoning *reckoning, gint64 ledger, TaskRefs *tasks,
                         Day first, Day last, GError **error);
