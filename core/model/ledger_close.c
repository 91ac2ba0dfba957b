/* ledger_close.c: 封存 and 启封 of a ledger. */
#include "core/model/ledger.h"
#include "core/model/obligation.h"
#include "core/rules/text.h"
#include "core/store/frozen.h"

#define SQL_CLOSE "UPDATE ledger SET frozen_on = ?2 WHERE id = ?1"

gboolean ledger_in_use(const Ledger *ledger, Day day) {
  return ledger->frozen_on == DAY_NONE || ledger->frozen_on > day;
}

char *ledger_all_title(const GPtrArray *ledgers, Day day) {
  guint lower = 0;
  for (guint i = 0; i < ledgers->len; i++) {
    const Ledger *ledger = ledgers->pdata[i];
    lower += ledger->unit != 0 && ledger_in_use(ledger, day) ? 1 : 0;
  }
  return lower > 0 ? g_strdup_printf("全部台账，含下级单位%u本", lower) : g_strdup("全部台账");
}

char *ledger_refusal(const Ledger *ledger) {
  return ledger->frozen_on != DAY_NONE ? frozen_text(ledger->title, ledger->year, ledger->frozen_on)
                                       : NULL;
}

static gboolean set_frozen(Db *db, gint64 ledger, Day day, GError **error) {
  Query *query = query_new(db, SQL_CLOSE);
  query_bind_int(query, 1, ledger);
  query_bind_day(query, 2, day);
  return query_run(query, error);
}

gboolean ledger_close(Db *db, const Reckoning *reckoning, gint64 ledger, Day day, GError **error) {
  return obligation_keep_past(db, reckoning, ledger, 0, error) &&
         set_frozen(db, ledger, day, error);
}

typedef struct {
  const Reckoning *reckoning; /* NULL where it is taken into use */
  gint64 ledger;
  Day day; /* DAY_NONE: it is taken into use */
} Closing;

/* Under the write lock: somebody else may have been faster. */
static gboolean check(Db *db, const Closing *closing, GError **error) {
  g_autoptr(Ledger) ledger = ledger_load(db, closing->ledger, error);
  if (ledger == NULL)
    return FALSE;
  if ((ledger->frozen_on == DAY_NONE) == (closing->day != DAY_NONE))
    return TRUE;
  char iso[DAY_TEXT_SIZE];
  if (closing->day != DAY_NONE)
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "《%s》（%d年）已于%s封存，不必再封存",
                ledger->title, ledger->year, day_to_iso(ledger->frozen_on, iso));
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "《%s》（%d年）没有封存，不必启封",
                ledger->title, ledger->year);
  return FALSE;
}

static gboolean write_closing(Db *db, gpointer data, GError **error) {
  const Closing *closing = data;
  if (!check(db, closing, error))
    return FALSE;
  return closing->day != DAY_NONE
             ? ledger_close(db, closing->reckoning, closing->ledger, closing->day, error)
             : set_frozen(db, closing->ledger, DAY_NONE, error);
}

static gboolean store(Db *db, const Actor *actor, Closing *closing, const char *reason,
                      GError **error) {
  g_autoptr(Ledger) ledger = ledger_load(db, closing->ledger, error);
  if (ledger == NULL)
    return FALSE;
  gboolean freezes = closing->day != DAY_NONE;
  g_autofree char *summary = g_strdup_printf("%s台账《%s》（%d年）", freezes ? "封存" : "启封",
                                             ledger->title, ledger->year);
  Deed deed = {
      .verb = freezes ? "ledger.freeze" : "ledger.thaw", .summary = summary, .reason = reason};
  return store_write(db, actor, &deed, write_closing, closing, NULL, error);
}

gboolean ledger_freeze(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 ledger,
                       GError **error) {
  Closing closing = {.reckoning = reckoning, .ledger = ledger, .day = actor->today};
  return store(db, actor, &closing, NULL, error);
}

gboolean ledger_thaw(Db *db, const Actor *actor, gint64 ledger, const char *reason,
                     GError **error) {
  g_autofree char *why = text_strip(reason);
  if (*why == '\0') {
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "请写明启封的理由");
    return FALSE;
  }
  Closing closing = {.ledger = ledger};
  return store(db, actor, &closing, why, error);
}
