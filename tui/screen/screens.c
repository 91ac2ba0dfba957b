/* screens.c: all screens there are, in the order of their contexts. */
#include "tui/screen/screen.h"

static const ScreenClass *const SCREENS[] = {
    &SCREEN_TODAY,        &SCREEN_LEDGER,    &SCREEN_OVERDUE,     &SCREEN_TOPICS,
    &SCREEN_TASK,         &SCREEN_TASK_SET,  &SCREEN_PERIODS,     &SCREEN_PERIOD,
    &SCREEN_CALENDAR,     &SCREEN_DAY,       &SCREEN_SUPERVISION, &SCREEN_BULLETIN,
    &SCREEN_LETTER,       &SCREEN_UNITS,     &SCREEN_SCORES,      &SCREEN_SCORE_NODE,
    &SCREEN_SCORE_YEAR,   &SCREEN_MONTH,     &SCREEN_CASE,        &SCREEN_CASE_BOARD,
    &SCREEN_CASE_SET,     &SCREEN_PLAN_TEXT, &SCREEN_COLLECT,     &SCREEN_COLLECTED,
    &SCREEN_COLLECT_FILE, &SCREEN_IMPORT,    &SCREEN_BULK,        &SCREEN_TRASH,
    &SCREEN_COLUMNS,      &SCREEN_VIEWS,     &SCREEN_RECORD,      &SCREEN_RECORD_ENTRY,
    &SCREEN_PAST,         &SCREEN_PEOPLE,    &SCREEN_BACKUPS,
};

gsize screen_count(void) {
  return G_N_ELEMENTS(SCREENS);
}

const ScreenClass *screen_at(gsize index) {
  return SCREENS[index];
}
