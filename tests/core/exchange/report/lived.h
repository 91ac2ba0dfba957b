/* lived.h: a ledger file in which an office has worked from January to 24 November 2026: the
 * Ningxia ledger, the topic plan and the ministry's indicators, with all that may happen to a task.
 */
#pragma once

#include "tests/core/fixture.h"

/* Its last day. */
#define LIVED_YEAR 2026
#define LIVED_MONTH 11
#define LIVED_DAY 24

void lived_set_up(Fixture *fixture, gconstpointer data);

#define ADD_LIVED(path, test) g_test_add(path, Fixture, NULL, lived_set_up, test, fixture_tear_down)

/* Works on that day from here on: what is done is journaled as of its noon. */
void lived_on(Fixture *fixture, int month, int day);

/* One deed each, on the day that lived_on() named; tasks by 序号. percent as in progress.h. */
void lived_progress(Fixture *fixture, int task, const char *text, int percent);
void lived_finish(Fixture *fixture, int task);
