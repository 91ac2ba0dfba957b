/* content_node.h: what tasks, rules and units are in a YAML or JSON document that was checked; for
 * whatever reads one: ledgers and systems of indicators.
 */
#pragma once

#include "core/config/document.h"
#include "core/exchange/content/content.h"

/* A copy of the text under a key without the blanks and line ends around it, which are the file's
 * and not the document's (a block scalar ends in one); NULL where the key is absent. The caller
 * frees. */
char *content_node_text(const DocumentNode *mapping, const char *key);

/* What the key due says where there is no date though the deadline states one. */
#define CONTENT_NODE_NO_DUE "none"

/* A printed deadline as it stands in a ledger of another year. */
typedef struct {
  char *printed; /* NULL: none */
  char *text;    /* moved with the ledger */
  Day due;       /* DAY_NONE: it states no date */
} MovedDeadline;

void moved_deadline_clear(MovedDeadline *deadline);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MovedDeadline, moved_deadline_clear)

/* The deadline under the key deadline of a task or a node of a document of year from, which is used
 * for year to. */
MovedDeadline content_node_deadline(const DocumentNode *mapping, int from, int to);

/* The rule of an item of schedules. */
Recurrence content_node_recurrence(const DocumentNode *schedule);

/* The rules of a list schedules, as an array of ContentRule* that frees them. moved: they are for
 * another year than the document's, so that they begin anew and those that have ended stay behind.
 * list may be NULL. */
GPtrArray *content_node_rules(const DocumentNode *list, gboolean moved);

/* The units of a list, as an array of ContentUnitInfo* that frees them. list may be NULL. */
GPtrArray *content_node_units(const DocumentNode *list);
