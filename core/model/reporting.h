/* reporting.h: what a ledger's document asks its units to hand in (关于信息报送), as printed. */
#pragma once

#include "core/store/db.h"

typedef struct {
  gint64 id;
  gint64 ledger;
  int position;         /* order in the document, from 1 */
  char *text;           /* the words of the document */
  char *phrase;         /* when: 当月15日前, 出台后及时 */
  GPtrArray *materials; /* char*: what is to be handed in */
} Reporting;

void reporting_free(Reporting *reporting);

/* The requirements of a ledger in the order of its document. An array of Reporting* that frees
 * them; NULL and error. */
GPtrArray *reporting_list(Db *db, gint64 ledger, GError **error);

/* Inside a writer: stores a requirement and sets its id. No material holds a line end. */
gboolean reporting_insert(Db *db, Reporting *reporting, GError **error);
