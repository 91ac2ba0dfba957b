/* words.h: days as people say them. */
#pragma once

#include "core/rules/day.h"

/* 2026年11月15日 周日. The caller frees. */
char *words_day(Day day);

/* 2026年11月15日. The caller frees. */
char *words_date(Day day);
