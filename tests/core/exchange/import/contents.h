/* contents.h: ledgers by themselves, for the tests of the import. */
#pragma once

#include "core/exchange/content/content.h"

/* The 69 rows of the Ningxia ledger, without 序号. */
Content *content_ningxia(void);

/* Lines of 一级|目标任务, numbered from 1. */
Content *content_lines(const char *const *lines);

/* A row at the end of content under a 一级. Borrowed. */
ContentTask *content_add(Content *content, const char *level, const char *goal);

/* The row of that index. Borrowed. */
ContentTask *content_task(const Content *content, guint index);

/* Puts another goal into a row. */
void content_reword(ContentTask *task, const char *goal);
