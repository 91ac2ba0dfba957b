/* plan.h: a topic plan (选题计划), twelve months of topics. */
#pragma once

#include "core/store/db.h"

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
} Plan;

void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* Inside a writer: stores a new plan and sets its id. A plan for that year that is there already is
 * refused. */
gboolean plan_insert(Db *db, Plan *plan, GError **error);

/* One month: the topic, when its cases are due, and how many there are. */
typedef struct {
  gint64 id;
  int year, month;
  char *title;           /* 主题 */
  char *content;         /* 主要内容 */
  char *content_printed; /* as the document prints it */
  Day due;               /* the plan's due day in that month */
  Day ministry_due;      /* DAY_NONE: does not apply */
  int cases;             /* filed under it */
  int adopted;           /* of these, adopted */
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

/* The years that have a plan, ascending, as an array of int; NULL and error. */
GArray *plan_years(Db *db, GError **error);
