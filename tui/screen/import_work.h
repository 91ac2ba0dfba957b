/* import_work.h: a ledger on its way in: the file as it was read, what its columns are taken for,
 * what it would change in the ledger file, and what was decided of that.
 *
 * The file is read once. Whatever is decided afterwards is worked out from what was read, and comes
 * over into the next plan where that has the same rows and units.
 */
#pragma once

#include "core/exchange/import/import.h"
#include "core/exchange/import/recognise.h"
#include "core/store/journal.h"
#include "tui/screen/app.h"

#define IMPORT_LEDGER_AUTO (-1) /* the one the file looks like a newer state of */
#define IMPORT_LEDGER_NEW 0

struct ImportWork {
  /* What is said before it is read; none is NULL: */
  char *path;   /* as typed; "": what was pasted */
  char *pasted; /* "": from a file */
  char *sheet;  /* "": every one */
  char *title;  /* of a new ledger; "": as the file has it */
  int year;     /* 0: as the file has it */
  gint64 ledger;
  gint64 unit; /* whose whole ledger it is, which then says all of the above; 0: ours */

  /* What is decided in the preview: */
  guint table;         /* which of tables */
  gboolean no_fill;    /* a blank cell means nothing there */
  GHashTable *columns; /* guint: ContentField of columns that are something else than they look */
  GHashTable *units;   /* char*: char*, what becomes of a unit, as in a draft */
  GHashTable *rows;    /* char*: "1" or "0", rows and fields that are taken or left unasked */
  char *stamp;         /* of the file as it was then; "": none known */

  /* What was read: */
  char *name;         /* as people know it: 台账.xlsx */
  Workbook *workbook; /* NULL: YAML, JSON or a lower office's, whose columns are no question */
  GPtrArray *tables;  /* Recognised*; NULL like workbook */
  int read_year;      /* without a workbook: the year it was read for */
  GPtrArray *remarks; /* RecogniseRemark* */
  ImportPlan *plan;   /* NULL: problem says why there is none */
  char *problem;
  char head[JOURNAL_HEAD_SIZE]; /* the journal when the plan was made */
};

ImportWork *import_work_new(void);
void import_work_free(ImportWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportWork, import_work_free)

/* What the form says of it: the values by the form's fields (but for "ledger"), and all of them as
 * pairs id, value, id, value … for app_open_form(); the caller g_strfreev()s. An unknown id is
 * ignored. */
void import_work_set(ImportWork *work, const char *id, const char *value);
char **import_work_values(App *app, const ImportWork *work);

/* How the form names a ledger to import into: 2026年《…》, 新建一本台账, 自动判断. The caller
 * frees. */
char *import_work_ledger_name(App *app, gint64 ledger);

/* Reads the file, finds the tables, and plans; tells how far it is (app_watch()). FALSE and error
 * where it cannot be shown at all; *field (static) is then the form's field to blame, or NULL. */
gboolean import_work_read(App *app, ImportWork *work, const char **field, GError **error);

/* Plans anew, from what was read and decided. FALSE and error where the person stopped it; the plan
 * is then the one of before. Other failures leave no plan and are in problem. */
gboolean import_work_plan(App *app, ImportWork *work, GError **error);

/* TRUE where the ledger file is as it was when the plan was made. */
gboolean import_work_is_current(App *app, const ImportWork *work);

/* The name of the lower office whose ledger it is; NULL where it is ours. The caller frees. */
char *import_work_unit_name(App *app, const ImportWork *work);

/* The table that is read; NULL like workbook. */
Recognised *import_work_table(const ImportWork *work);

/* ---- deciding --------------------------------------------------------------------------- */

/* TRUE where an item can be taken or left. */
gboolean import_work_can_take(const ImportItem *item);

/* Takes what was left, leaves what was taken: a row, or a field of it. */
void import_work_take(ImportWork *work, guint item);
void import_work_take_field(ImportWork *work, guint item, guint field);

/* Takes all that is added or changed; where all of it is taken, leaves it all. */
void import_work_take_all(ImportWork *work);

/* How many items are taken. */
guint import_work_taken(const ImportWork *work);

/* What becomes of a unit; kind for IMPORT_UNIT_MAKE, id for IMPORT_UNIT_ALIAS. */
void import_work_decide_unit(ImportWork *work, guint unit, ImportUnitWay way, UnitKind kind,
                             gint64 id);

/* How many units nobody has said anything of, and the first of them from a place on, round and
 * round. */
guint import_work_undecided(const ImportWork *work);
guint import_work_next_undecided(const ImportWork *work, guint from);

/* Brings what was decided into a plan that was made anew. */
void import_work_take_up(ImportWork *work);

/* TRUE where something was decided that leaving would lose. */
gboolean import_work_is_decided(const ImportWork *work);

/* The task of an item as it comes, or as it is where it is gone; the content it belongs to in
 * *content. Borrowed. */
const ContentTask *import_work_task(const ImportWork *work, const ImportItem *item,
                                    const Content **content);

/* Where what a row says in a field stands in the file. */
typedef enum {
  IMPORT_ORIGIN_OWN,    /* in its row, or nowhere */
  IMPORT_ORIGIN_MERGED, /* in a merged cell that begins above: the file says so */
  IMPORT_ORIGIN_ABOVE,  /* in a row above, its own cell being blank: it can be refused */
} ImportOrigin;

/* 责任单位 has that of any column of units. */
ImportOrigin import_work_origin(const ImportItem *item, const ContentTask *task,
                                ContentField field);
