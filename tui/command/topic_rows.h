/* topic_rows.h: a month's topic as data and in words; the same for topics and remind. */
#pragma once

#include <jansson.h>

#include "core/model/plan.h"

/* A topic as an object. The caller frees it by json_decref(). */
json_t *topic_rows_json(const Topic *topic);

/* 已报2篇（采纳1篇），其中跨月主题1篇，目标3篇. The caller frees. */
char *topic_rows_cases(const Topic *topic);
