/* number_format_private.h: a format's code, once it is read. */
#pragma once

#include "core/exchange/table/number_format.h"

#define NUMBER_FORMAT_DECIMALS_MAX 15
#define NUMBER_FORMAT_SECTIONS_MAX 4

/* What a part of a code between two ; shows. */
typedef struct {
  GString *before, *after; /* the number; texts of the code */
  gboolean number;         /* has places for digits */
  gboolean other;          /* General, and what is not shown here by its code */
  gboolean thousands;
  int integers; /* at least as many digits before the point */
  int decimals, decimals_max;
  int percents;
  int thousandths; /* commas after the last digit: shown in thousands */
  gboolean year, month, day, time;
  char condition; /* < > = and, for two signs, l (<=) g (>=) n (<>); 0: none */
  double limit;
} Section;

struct NumberFormat {
  Section sections[NUMBER_FORMAT_SECTIONS_MAX];
  int count;
  gboolean conditions;
};
