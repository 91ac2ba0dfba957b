/* ledgers.h: ledgers to be written, made by hand. */
#pragma once

#include "core/exchange/content/content.h"
#include "core/model/reckoning.h"

/* The 69 rows of Ningxia, with their dates of 2020, from tests/data/ningxia.tsv. */
Content *content_ningxia(void);

/* Adds a task below an indicator (its index); units as a document prints them. Borrowed. */
ContentTask *content_add(Content *content, int indicator, const char *goal, const char *units,
                         const char *deadline, Day due);

/* A ledger in use on 2026-11-21: red, amber, green and grey, done, paused, void, a ranking, a
 * bonus, a period missed and one asked for, texts that look like formulas. */
Content *content_in_use(void);

/* Sets how each task stands, as content_load() would. */
void content_reckon(Content *content, const Reckoning *reckoning);
