/* template_private.h: what reading and applying the kinds of template share. For template*.c alone.
 *
 * What is read here has been checked (template_check.h).
 */
#pragma once

#include "core/exchange/content/content_node.h"
#include "core/exchange/template.h"
#include "core/model/ledger.h"

/* A template on its way into the file, inside a writer. */
typedef struct {
  Db *db;
  const Document *document;
  const DocumentNode *root; /* of document */
  int year;                 /* it is used for */
  const Actor *actor;
} Applying;

/* What is put after the title of a system for the ledger it brings along. */
#define TEMPLATE_LEDGER_SUFFIX "周期工作"

/* Mistakes as one line: the file and the first few. The caller frees. */
char *template_describe(const GPtrArray *mistakes);

/* What the head of a template says of a ledger. Its texts are borrowed from the document. */
Ledger template_ledger(const Applying *applying);

/* Whole templates. */
gboolean template_apply_ledger(const Applying *applying, GError **error);
gboolean template_apply_plan(const Applying *applying, GError **error);
gboolean template_apply_units(const Applying *applying, GError **error);
gboolean template_apply_system(const Applying *applying, GError **error);
