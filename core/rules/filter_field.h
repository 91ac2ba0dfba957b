/* filter_field.h: the fields a filter knows. For filter*.c alone. */
#pragma once

#include "core/rules/filter.h"

typedef struct {
  const char *name; /* 责任 */
  const char *code; /* unit */
  FilterField field;
  int role; /* of FILTER_UNIT; -1: any */
  const char *hint;
} FilterFieldName;

/* The one of that name, code or pinyin initials; NULL where there is none. */
const FilterFieldName *filter_field(const char *name);

/* Reads a value of a field; FALSE and a problem (which the caller frees), where it cannot be. */
gboolean filter_value_read(FilterField field, FilterValue *value, const char *sign, Day today,
                           char **problem);

/* 时限: the days that text means, from first to last; FALSE where it is no date. */
gboolean filter_days_read(const char *text, Day today, Day *first, Day *last);
