/* ledger_create.c: an empty ledger made by hand. */
#include "core/model/ledger.h"
#include "core/rules/text.h"

#include <math.h>

#define SQL_SAME_TITLE "SELECT 1 FROM ledger WHERE title = ?1 AND year = ?2"

typedef struct {
  Ledger ledger;
  Indicator indicator;
} Making;

/* Two that are called alike could not be told apart in any list. */
static gboolean check_title(Db *db, const Ledger *ledger, GError **error) {
  Query *query = query_new(db, SQL_SAME_TITLE);
  query_bind_text(query, 1, ledger->title);
  query_bind_int(query, 2, ledger->year);
  gboolean there = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  return !there || store_refuse(error, "%d年的台账《%s》已经有了；请换一个标题或年度", ledger->year,
                                ledger->title);
}

static gboolean write_ledger(Db *db, gpointer data, GError **error) {
  Making *making = data;
  if (!check_title(db, &making->ledger, error) || !ledger_insert(db, &making->ledger, error))
    return FALSE;
  making->indicator.ledger = making->ledger.id;
  return indicator_insert(db, &making->indicator, error);
}

gboolean ledger_create(Db *db, const Actor *actor, const LedgerInput *input, gint64 *id,
                       GError **error) {
  g_autofree char *title = text_strip(input->title);
  g_autofree char *indicator = text_strip(input->indicator);
  if (*title == '\0' || *indicator == '\0')
    return store_refuse(error, "台账要有标题和第一个指标");
  Making making = {
      .ledger = {.title = title, .year = input->year, .source_year = input->year},
      .indicator = {.title = indicator, .position = 1, .points = NAN},
  };
  g_autofree char *summary = g_strdup_printf("新建台账《%s》（%d年）", title, input->year);
  Deed deed = {.verb = "ledger.add", .summary = summary};
  if (!store_write(db, actor, &deed, write_ledger, &making, NULL, error))
    return FALSE;
  *id = making.ledger.id;
  return TRUE;
}
