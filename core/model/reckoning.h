/* reckoning.h: how days are counted (口径): today, the calendar in force, each ledger's policy.
 *
 * One Reckoning is made whenever the file is read anew, and everything that tells lights, due days
 * or periods is given it, so that two figures on one screen never count differently.
 */
#pragma once

#include "core/rules/calendar_notice.h"
#include "core/rules/light.h"
#include "core/store/write.h"

/* How one ledger counts. */
typedef struct {
  LightRule light;     /* its calendar is the reckoning's */
  gboolean blue;       /* 红黄蓝: what is green is called and shown 蓝 */
  gboolean one_person; /* who finished a task (办结) may also close it (销号) */
} Policy;

typedef struct Reckoning Reckoning;

/* Reads the file's policies and imported calendars. shipped is the calendar the program came with
 * (copied; not NULL); a year that the file has a notice for counts by that one alone. lead_days is
 * the program's setting, for ledgers that say nothing. NULL and error. */
Reckoning *reckoning_new(Db *db, Day today, const Calendar *shipped, int lead_days, GError **error);

/* How days would be counted if notice were in the file. The caller frees. */
Reckoning *reckoning_with(const Reckoning *reckoning, const CalendarNotice *notice);

/* Frees reckoning, which may be NULL. */
void reckoning_free(Reckoning *reckoning);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reckoning, reckoning_free)

/* Whether two count all days of all ledgers alike. */
gboolean reckoning_is_same(const Reckoning *one, const Reckoning *other);

Day reckoning_today(const Reckoning *reckoning);

/* Borrowed, as long as reckoning lives. */
const Calendar *reckoning_calendar(const Reckoning *reckoning);

/* The day as of which a ledger's lights, days late and periods are told: today, or the day it was
 * 封存 where that was before. Of 0: today. */
Day reckoning_day(const Reckoning *reckoning, gint64 ledger);

/* The policy of a ledger; of one that has none, or 0: as the settings say. Borrowed. */
const Policy *reckoning_policy(const Reckoning *reckoning, gint64 ledger);

/* The earliest day by which what is stated for day may have to be there, however its ledger rolls.
 */
Day reckoning_due_earliest(const Reckoning *reckoning, Day day);

#define POLICY_LEAD_DAYS_MAX 90

/* What a person may set for a ledger; what is -1 is as the program's settings say. */
typedef struct {
  int lead_days; /* 0 to POLICY_LEAD_DAYS_MAX */
  int lead_in;   /* 0 calendar days, 1 working days */
  int roll;      /* a Roll */
  int colours;   /* 0 红黄绿, 1 红黄蓝 */
  int closing;   /* 0 two people, 1 one */
} PolicyInput;
#define POLICY_INPUT_NONE                                                                          \
  { -1, -1, -1, -1, -1 }

/* The fields of a PolicyInput that are a choice of words. */
typedef enum { POLICY_LEAD_IN, POLICY_ROLL, POLICY_COLOURS, POLICY_CLOSING } PolicyChoice;

/* The word of a value (自然日, 工作日; 不变, 提前, 顺延; 红黄绿, 红黄蓝; 两人, 一人); NULL for what
 * is none. Static. */
const char *policy_word(PolicyChoice choice, int value);
/* Its code: days, workdays; keep, before, after; green, blue; two, one. */
const char *policy_code(PolicyChoice choice, int value);
/* The value of a word, or of its code in the file; FALSE, and *value untouched, where it is none.
 */
gboolean policy_parse(PolicyChoice choice, const char *text, int *value);

/* What a ledger has set; POLICY_INPUT_NONE where it has nothing. FALSE and error. */
gboolean policy_load(Db *db, gint64 ledger, PolicyInput *input, GError **error);

/* Sets all of a ledger's policy, journaled ("policy.set"). Refused for values out of range. */
gboolean policy_store(Db *db, const Actor *actor, gint64 ledger, const PolicyInput *input,
                      GError **error);
