/* recurring.h: what the tests of recurring duties share. Nothing here may fail. */
#pragma once

#include "core/model/obligation.h"
#include "tests/core/fixture.h"

/* The Ningxia ledger of 2020, with rules that ask since the year began. */
void set_up_2020(Fixture *fixture, gconstpointer data);
#define ADD_2020(path, test) g_test_add(path, Fixture, NULL, set_up_2020, test, fixture_tear_down)

/* "2020-03-31". */
Day day_of(const char *text);

/* The rule of a task (by 序号) that was stored last. */
gint64 schedule_of(Fixture *fixture, int number);
ObligationFilter of_task(Fixture *fixture, int number);

/* Change that rule, or the task, as no form would: "step = 2". */
void set_rule(Fixture *fixture, int number, const char *assignments);
void set_task(Fixture *fixture, int number, const char *assignments);

/* Makes a row of a period, with submissions on the days named (blanks between them; may be empty).
 */
void keep_period(Fixture *fixture, int number, const char *key, const char *first, const char *last,
                 int quota, const char *days);

/* As of today, with a lead of 7 days. */
GPtrArray *obligations(Fixture *fixture, const ObligationFilter *filter, const char *today);

/* The same as text: "2020Q1 1/2 green,2020Q2 0/2 red". */
void check_obligations(Fixture *fixture, ObligationFilter filter, const char *today,
                       const char *expected);
