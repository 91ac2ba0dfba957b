/* words.h: days as people say them. */
#pragma once

#include "core/rules/day.h"

/* 2026年11月15日 周日. The caller frees. */
char *words_day(Day day);

/* 还有3天, 就是今天, 已过6天: how a due day lies to today. The caller frees. */
char *words_left(Day due, Day today);
