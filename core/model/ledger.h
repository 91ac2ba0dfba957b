/* ledger.h: a ledger (台账), one document's table of tasks in one year; its indicators (指标), a
 * tree; closing it (封存) when the year is over.
 *
 * A ledger that is 封存 is read-only (store/frozen.h), its lights are told as of that day
 * (reckoning_day()), and lists over every ledger leave it out; by itself it is read as any other.
 */
#pragma once

#include "core/model/reckoning.h"

/* The ledgers that are 封存 on the day bound to a parameter ("?8"): for lists over every ledger,
 * "t.ledger NOT IN " SQL_LEDGERS_FROZEN("?8"). */
#define SQL_LEDGERS_FROZEN(day) "(SELECT id FROM ledger WHERE frozen_on <= " day ")"

/* Whether a task's ledger is in use now: in one that is 封存 nothing waits for anybody. */
#define SQL_TASK_IN_USE(task)                                                                      \
  "(SELECT l.frozen_on IS NULL FROM task t JOIN ledger l ON l.id = t.ledger WHERE t.id = " task ")"

/* Whether the file has several: a task's 序号 alone does not say which one is meant. */
#define SQL_SEVERAL_LEDGERS "(SELECT count(*) > 1 FROM ledger)"

typedef struct {
  gint64 id;
  char *template_name; /* the template it was made from; NULL: made by hand */
  char *title;
  char *issuer;       /* NULL: the document does not say */
  char *document;     /* 文号; NULL: none printed */
  Day issued;         /* 成文日期; DAY_NONE: none printed */
  char *region;       /* NULL: unknown */
  int year;           /* the year it is used for */
  int source_year;    /* the year of the document itself */
  Day frozen_on;      /* since when it is 封存; DAY_NONE: it is in use */
  gint64 rolled_from; /* the ledger it was made from (结转自); 0: none */
  gint64 unit;        /* the lower office whose ledger it is; 0: our own */
  char *unit_name;    /* read along with it; NULL: our own */
} Ledger;

void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/* All ledgers, newest year first. An array of Ledger* that frees them; NULL and error. */
GPtrArray *ledger_list(Db *db, GError **error);

/* The ledger whose id, template name or title is text; when several years have it, the newest.
 * STORE_ERROR_NOT_FOUND names the ledgers there are. */
Ledger *ledger_find(Db *db, const char *text, GError **error);

/* The ledger of that id. STORE_ERROR_NOT_FOUND where there is none. */
Ledger *ledger_load(Db *db, gint64 id, GError **error);

/* How many rows of the document it has: tasks, parts of split ones left out. FALSE and error. */
gboolean ledger_count_tasks(Db *db, gint64 ledger, int *count, GError **error);

/* TRUE where it is not 封存 on a day. */
gboolean ledger_in_use(const Ledger *ledger, Day day);

/* What all ledgers (Ledger*) that are in use on a day are called: 全部台账;
 * 全部台账，含下级单位2本, since what lower offices do counts among it. The caller frees. */
char *ledger_all_title(const GPtrArray *ledgers, Day day);

/* Why nothing of it may be changed; NULL where it may. The caller frees. */
char *ledger_refusal(const Ledger *ledger);

/* An empty ledger, with one 一级指标 under which tasks can be added. */
typedef struct {
  const char *title; /* not blank */
  int year;
  const char *indicator; /* its title; not blank */
} LedgerInput;

/* Makes it, journaled "ledger.add"; *id receives its id. Refused where one of that title and year
 * is there already. */
gboolean ledger_create(Db *db, const Actor *actor, const LedgerInput *input, gint64 *id,
                       GError **error);

/* Closes a ledger on actor->today, journaled "ledger.freeze"; its past periods are kept as they are
 * (obligation_keep_past()). Refused where it is 封存 already. */
gboolean ledger_freeze(Db *db, const Actor *actor, const Reckoning *reckoning, gint64 ledger,
                       GError **error);

/* Takes it into use again, for a reason (not blank), journaled "ledger.thaw". Refused where it is
 * not 封存. */
gboolean ledger_thaw(Db *db, const Actor *actor, gint64 ledger, const char *reason, GError **error);

/* Inside a writer: marks it as 封存 from day on, and keeps its past periods. */
gboolean ledger_close(Db *db, const Reckoning *reckoning, gint64 ledger, Day day, GError **error);

/* Inside a writer: stores a new ledger and sets its id. Refused where one of its template and year
 * is there already. */
gboolean ledger_insert(Db *db, Ledger *ledger, GError **error);

/* A node of the tree. */
typedef struct {
  gint64 id;
  gint64 ledger;
  gint64 parent; /* 0: 一级 */
  int position;  /* order among its siblings, from 1 */
  int level;     /* 1: 一级, 2: 二级, …; computed on loading */
  char *title;
  double points; /* 分值; NAN: the document gives none */
} Indicator;

void indicator_free(Indicator *indicator);

/* The tree of a ledger (0: of every ledger), each node before its children, in order. An array of
 * Indicator* that frees them; NULL and error. */
GPtrArray *indicator_list(Db *db, gint64 ledger, GError **error);

/* Inside a writer: stores a node and sets its id; its level is not read. */
gboolean indicator_insert(Db *db, Indicator *indicator, GError **error);

/* Inside a writer: sets the 分值 of a node; NAN: none. */
gboolean indicator_set_points(Db *db, gint64 id, double points, GError **error);

/* Inside a writer: removes a node that nothing stands under any more, and those above it that are
 * left so. */
gboolean indicator_remove_empty(Db *db, gint64 id, GError **error);
