/* filing.h: what the tests of cases share: cases on their way, and a system that counts them. */
#pragma once

#include "core/model/case.h"
#include "core/model/plan.h"
#include "tests/core/fixture.h"

/* The topic of a month of 2026. The caller frees. */
Topic *topic_of(Fixture *fixture, int month);

/* A case on the topic of a month of 2026, begun as input says. Returns its id. */
gint64 file_case(Fixture *fixture, int month, CaseInput input);

/* The same with title alone, handed in at stage on a day (2026-11-03). */
gint64 file_on(Fixture *fixture, int month, const char *title, CaseStage stage, const char *day);

/* Takes a case to a stage on a day, noted 不合格 where it is 退回. */
void advance_on(Fixture *fixture, gint64 id, CaseStage stage, const char *day);

/* A system of 2026 with the rules about cases, as the documents have them: the ministry's (5,
 * within 3 a month: at least 3 by the 25th give 2, 2 give 1, 采纳 gives 1), scored each month; a
 * Shandong city's (2 a month by the 15th on the month's own topic, 8 a year; 采纳 3 each), for the
 * year. Returns its id. */
gint64 add_ministry_system(Fixture *fixture);
gint64 add_city_system(Fixture *fixture);
