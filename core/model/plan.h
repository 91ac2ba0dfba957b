/* plan.h: a topic plan (选题计划), twelve months of topics. */
#pragma once

#include "core/rules/case_way.h"
#include "core/store/write.h"

typedef struct {
  gint64 id;
  char *template_name; /* NULL: made by hand */
  char *title;
  char *issuer;   /* NULL: the document does not say */
  char *document; /* 文号; NULL: none */
  Day issued;     /* DAY_NONE: none */
  int year;
  int source_year;
  int due_day;      /* 当月N日前 */
  int ministry_day; /* 每月N日之前 to the ministry; 0: does not apply */
  int target;       /* cases a month for full points */
  gint64 system;    /* the system by whose rules cases are counted; 0: none chosen */
} Plan;

void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* Inside a writer: stores a new plan and sets its id. A plan for that year that is there already is
 * refused. */
gboolean plan_insert(Db *db, Plan *plan, GError **error);

/* The plan of a year; NULL without error where there is none. */
Plan *plan_load(Db *db, int year, GError **error);

/* The years that have a plan, ascending, as an array of int; NULL and error. */
GArray *plan_years(Db *db, GError **error);

/* The units that are to file cases, as set (groups as such), by id. An array of Unit* that frees
 * them, empty where none are set; NULL and error. */
GPtrArray *plan_units(Db *db, gint64 plan, GError **error);

/* The day of a month that a plan's due day (0: none, DAY_NONE) falls on; a month that is shorter
 * has it on its last day. */
Day plan_month_day(int year, int month, int day);

/* One month: the topic, when its cases are due, and how many count for the month. */
typedef struct {
  gint64 id;
  int year, month;
  char *title;                  /* 主题 */
  char *content;                /* 主要内容 */
  char *content_printed;        /* as the document prints it */
  Day due;                      /* the plan's due day in that month */
  Day ministry_due;             /* DAY_NONE: does not apply */
  int cases;                    /* filed: handed in, and not 退回 */
  int ministry;                 /* of these, 报部 or 采纳 */
  int adopted;                  /* of these, 采纳 */
  int across;                   /* of these, on another month's topic (跨月主题) */
  int stages[CASE_STAGE_COUNT]; /* all of the month's, by stage */
  int target;
} Topic;

void topic_free(Topic *topic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Topic, topic_free)

/* Inside a writer: stores a month of a plan. */
gboolean topic_insert(Db *db, gint64 plan, int month, const char *title, const char *content,
                      const char *content_printed, GError **error);

/* The topics of a year (0: every year), in order; month narrows to one (0: all). An array of
 * Topic* that frees them, empty where there is no plan; NULL and error. */
GPtrArray *topic_list(Db *db, int year, int month, GError **error);

/* The topic of the month that day lies in; NULL without error where there is no plan for it. */
Topic *topic_of_day(Db *db, Day day, GError **error);

/* The topic of that id. STORE_ERROR_NOT_FOUND where there is none. */
Topic *topic_load(Db *db, gint64 id, GError **error);

/* ---- changing ----------------------------------------------------------------------------- */

/* Makes the plan of year to from that of year from, journaled "plan.copy": years that its title and
 * contents print are moved (deadline_in_year()), the units that are to file are taken over, and, of
 * the system cases are counted by, that of year to, where there is one from the same template.
 * Refused where from has none or to has one already. */
gboolean plan_copy(Db *db, const Actor *actor, int from, int to, GError **error);

typedef struct {
  const char *title;        /* not blank */
  int due_day;              /* 1 to 31 */
  int ministry_day;         /* 1 to 31; 0: does not apply */
  int target;               /* 0 and above */
  const gint64 *system;     /* as for plan_set_system(); NULL: left as it is */
  const char *const *units; /* as for plan_set_units(); NULL: left as they are */
} PlanInput;

typedef enum {
  PLAN_FIELD_NONE,
  PLAN_FIELD_TITLE,
  PLAN_FIELD_DUE_DAY,
  PLAN_FIELD_MINISTRY_DAY,
  PLAN_FIELD_TARGET,
  PLAN_FIELD_SYSTEM,
  PLAN_FIELD_UNITS,
} PlanField;

/* Sets what is known of a year's plan, in one entry, journaled "plan.edit". *field, when not NULL,
 * receives the field refused. */
gboolean plan_edit(Db *db, const Actor *actor, int year, const PlanInput *input, PlanField *field,
                   GError **error);

/* Sets the title and content of a topic, neither blank, journaled "topic.edit". *title_refused,
 * when not NULL, tells which of both was refused. */
gboolean topic_edit(Db *db, const Actor *actor, gint64 topic, const char *title,
                    const char *content, gboolean *title_refused, GError **error);

/* Sets the system by whose rules the cases of a year are counted (0: none chosen), journaled
 * "plan.system". Refused where it is another year's or has no rule about cases. */
gboolean plan_set_system(Db *db, const Actor *actor, int year, gint64 system, GError **error);

/* Sets the units that are to file in a year to these names, each known (NULL-terminated; groups
 * stand for their members; none: not set), journaled "plan.units". */
gboolean plan_set_units(Db *db, const Actor *actor, int year, const char *const *names,
                        GError **error);
