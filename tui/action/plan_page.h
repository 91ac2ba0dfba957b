/* plan_page.h: a year's topic plan as a page to be printed. */
#pragma once

#include "core/model/plan.h"

/* The plan of a year as text of at most that many columns (LETTER_COLUMNS on A4): its head, what is
 * due when, who is to file, a table of month, topic and content with wrapped cells, and how many
 * cases count for the year as of today (as_of). STORE_ERROR_NOT_FOUND where the year has no plan.
 * The caller frees; NULL and error. */
char *plan_page_text(Db *db, int year, Day as_of, int columns, GError **error);

/* 2026年典型案例报送主题计划: what its file is called. The caller frees. */
char *plan_page_name(const Plan *plan);
