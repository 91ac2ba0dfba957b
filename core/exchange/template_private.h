/* template_private.h: what reading and applying the kinds of template share. For template*.c alone.
 *
 * What is read here has been checked (template_check.h).
 */
#pragma once

#include "core/config/document.h"
#include "core/exchange/template.h"
#include "core/model/ledger.h"
#include "core/rules/recurrence.h"

/* A template on its way into the file, inside a writer. */
typedef struct {
  Db *db;
  const DocumentNode *root;
  int year; /* it is used for */
  Day today;
} Applying;

/* What is put after the title of a system for the ledger it brings along. */
#define TEMPLATE_LEDGER_SUFFIX "周期工作"

/* A copy of the text under a key without the blanks and line ends around it, which are the file's
 * and not the document's (a block scalar ends in one); NULL where the key is absent. */
char *template_text(const DocumentNode *mapping, const char *key);

/* The rule of an item of schedules. */
Recurrence template_rule(const DocumentNode *schedule);

/* What the head of a template says of a ledger. Its texts are borrowed from the document. */
Ledger template_ledger(const Applying *applying);

/* A printed deadline as it stands in a ledger of another year. */
typedef struct {
  char *printed; /* NULL: none */
  char *text;    /* moved with the ledger */
  Day due;       /* DAY_NONE: it states no date */
} MovedDeadline;

void moved_deadline_clear(MovedDeadline *deadline);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MovedDeadline, moved_deadline_clear)

/* The deadline under the key deadline of a task or a node. */
MovedDeadline template_deadline(const DocumentNode *mapping, const Ledger *ledger);

/* Stores the rules of a task. ids (gint64), when not NULL, receives theirs. */
gboolean template_apply_schedules(const Applying *applying, gint64 task, const DocumentNode *list,
                                  GArray *ids, GError **error);

/* Stores the units of a list; a unit that is known by its name or another of its names stays as it
 * is. ids receives the id of each name and alias of the file (borrowed → gint64*, owned). */
gboolean template_apply_unit_list(const Applying *applying, const DocumentNode *units,
                                  GHashTable *ids, GError **error);

/* Whole templates. */
gboolean template_apply_ledger(const Applying *applying, GError **error);
gboolean template_apply_plan(const Applying *applying, GError **error);
gboolean template_apply_units(const Applying *applying, GError **error);
gboolean template_apply_system(const Applying *applying, GError **error);
