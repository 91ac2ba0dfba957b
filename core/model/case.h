/* case.h: a case (典型案例): written by a unit on a topic, it counts for a month and goes its way
 * (core/rules/case_way.h) up to being 采纳 or 退回. */
#pragma once

#include "core/model/evidence.h"
#include "core/rules/case_way.h"

typedef struct {
  gint64 id;
  gint64 topic;
  int topic_year, topic_month; /* the month whose topic it is */
  char *topic_title;
  Day month;       /* the month it counts for, by its first day */
  gboolean across; /* 跨月主题: that is another month than the topic's; said wherever it is shown */
  char *title;
  gint64 unit_id;  /* 0: not said */
  char *unit;      /* name; NULL: not said */
  char *domain;    /* 领域; NULL: not said */
  char *subdomain; /* 细分领域; NULL: not said */
  char *summary;   /* NULL: none */
  CaseStage stage;
  Day stage_on;   /* the day of that stage */
  char *note;     /* what was said to it: why 退回; NULL: nothing */
  Day filed_on;   /* the day it first left 起草; DAY_NONE: it has not */
  Day adopted_on; /* DAY_NONE: not adopted */
  Day due; /* the plan's due day in the month it counts for; DAY_NONE: no plan of that year */
  guint evidence; /* how many pieces */
  char *author;   /* login name of who recorded it */
} Case;

void case_free(Case *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

/* What to say behind a title of a case that is across: 跨月主题：9月“信用监管”, with the year
 * where it is another one. NULL where it is not. The caller frees. */
char *case_across_text(const Case *file);

/* By how many days it was first filed after its due day, as stated: a case counts by that day, not
 * by one moved off a day off (case_reached()). 0: in time, or not filed. It counts as filed. */
int case_late_days(const Case *file);

/* The same as a mark: 迟报6天; NULL for 0. The caller frees. */
char *case_late_text(const Case *file);

#define CASE_STAGE_ANY (-1)

/* Which cases; {.stage = CASE_STAGE_ANY} is all of them. */
typedef struct {
  int year;           /* that they count for; 0: any */
  int month;          /* likewise, 1 to 12; 0: any */
  gint64 topic;       /* 0: any */
  gint64 unit;        /* the unit itself, or a member of it; 0: any */
  int stage;          /* a CaseStage, or CASE_STAGE_ANY */
  const char *domain; /* NULL: any */
} CaseFilter;

/* The cases by the month they count for, then in the order filed, those not filed last. An array of
 * Case* that frees them; NULL and error. */
GPtrArray *case_list(Db *db, const CaseFilter *filter, GError **error);

/* The case of that id. STORE_ERROR_NOT_FOUND where there is none. */
Case *case_load(Db *db, gint64 id, GError **error);

/* One step of its way. */
typedef struct {
  CaseStage stage;
  Day made_on;
  char *note;   /* NULL: nothing said */
  char *author; /* login name */
} CaseStep;

void case_step_free(CaseStep *step);

/* The way of a case so far, first step first. An array of CaseStep* that frees them. */
GPtrArray *case_steps(Db *db, gint64 id, GError **error);

/* 佐证材料 of a case: Evidence* in the order added. An array that frees them. */
GPtrArray *case_evidence(Db *db, gint64 id, GError **error);

/* ---- changing ----------------------------------------------------------------------------- */

/* What a person says of a case. */
typedef struct {
  gint64 topic;
  Day month;             /* any day of the month it counts for; DAY_NONE: the topic's own */
  const char *title;     /* not blank */
  const char *unit;      /* a known name; blank or NULL: not said */
  const char *domain;    /* one of case_domain_at(); blank or NULL: not said */
  const char *subdomain; /* any text, where there is a domain; blank or NULL: not said */
  const char *summary;   /* blank or NULL: none */
  /* Only of case_create(): */
  CaseStage stage;               /* that it begins as: 起草, or handed in at once */
  Day made_on;                   /* when; DAY_NONE: actor->today. Not after today */
  const char *note;              /* said to that stage; blank or NULL: nothing */
  const char *const *references; /* evidence, NULL-terminated, blank ones left out; NULL: none */
  const GPtrArray *files;        /* Evidence*: what was measured of it; NULL: nothing */
} CaseInput;

/* What was refused. */
typedef enum {
  CASE_FIELD_NONE,
  CASE_FIELD_TOPIC,
  CASE_FIELD_MONTH,
  CASE_FIELD_TITLE,
  CASE_FIELD_UNIT,
  CASE_FIELD_DOMAIN,
  CASE_FIELD_SUBDOMAIN,
  CASE_FIELD_STAGE,
  CASE_FIELD_MADE_ON,
} CaseField;

/* Records a case, journaled "case.add". *id, when not NULL, receives its id; *field, when not NULL,
 * the field refused. */
gboolean case_create(Db *db, const Actor *actor, const CaseInput *input, gint64 *id,
                     CaseField *field, GError **error);

/* Sets what is known of a case to input, but for its way, journaled "case.edit". field as above.
 * before is the case as the person saw it: what input leaves alone stays as it is by now, and what
 * somebody else has changed since is not written over (STORE_ERROR_CONFLICT). */
gboolean case_edit(Db *db, const Actor *actor, const Case *before, const CaseInput *input,
                   CaseField *field, GError **error);

/* Takes a case to a stage that may follow the one it is at, journaled "case.stage": on a day
 * (DAY_NONE: today) that is neither before the stage before nor after today; note may be blank or
 * NULL, but not for 退回. Refused with what may be done instead. */
gboolean case_advance(Db *db, const Actor *actor, gint64 id, CaseStage to, Day on, const char *note,
                      GError **error);

/* Adds evidence, paths of files or 文号 (NULL-terminated), journaled "case.evidence": none blank,
 * none there already, or nothing is added. files: Evidence*, what was measured of it; NULL:
 * nothing.
 */
gboolean case_evidence_add(Db *db, const Actor *actor, gint64 id, const char *const *references,
                           const GPtrArray *files, GError **error);

/* Takes a case off with its way and evidence, with a reason (not blank); it stays in the journal
 * ("case.remove"). */
gboolean case_remove(Db *db, const Actor *actor, gint64 id, const char *reason, GError **error);
