/* import_private.h: what the files of the import share. For import*.c and their tests alone. */
#pragma once

#include "core/exchange/content/content_file.h"
#include "core/exchange/import/import.h"
#include "core/model/task.h"
#include "core/rules/step.h"

/* ---- which row is which (import_match.c) -------------------------------------------------- */

/* For each task of incoming the index of the one of present that it is, -1: none. Each of present
 * is at most one. same_file: incoming's ids are those of present. NULL and error where it was
 * stopped. The caller frees. */
int *import_match(const Content *incoming, const Content *present, gboolean same_file,
                  const Watch *watch, GError **error);

/* ---- units (import_units.c) ---------------------------------------------------------------- */

/* The units that names find: of the ledger file, and, for what it does not know, as decided. */
typedef struct {
  GHashTable *ids;  /* char* → gint64*; what is not known has a number below 0 of its own */
  GPtrArray *names; /* UnitName*: what the ledger file knows */
  gint64 unknown;   /* the last such number */
} ImportNames;

gboolean import_names_init(ImportNames *names, Db *db, GError **error);
void import_names_clear(ImportNames *names);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportNames, import_names_clear)

/* The unit that a name finds. */
gint64 import_names_find(ImportNames *names, const char *name);

/* The units that incoming names and the ledger file does not know: an array of ImportUnit* that
 * frees them. */
GPtrArray *import_units_unknown(ImportNames *names, const Content *incoming);

/* What a file says of the unit of that name; NULL: nothing. Borrowed. */
const ContentUnitInfo *import_unit_info(const Content *content, const char *name);

/* “法规处”、“某某公司”: which of a plan's units nobody has decided on, for a refusal; NULL: none.
 * The caller frees. */
char *import_units_undecided(const ImportPlan *plan);

/* ---- what is otherwise (import_compare.c) -------------------------------------------------- */

typedef struct {
  const Content *incoming;
  const Content *present;
  ImportNames *names;
  gboolean says_roles; /* the file says how units stand to tasks */
} ImportComparing;

/* A document that prints no role says nothing of roles. */
gboolean import_says_roles(const Content *incoming);

void import_comparing_init(ImportComparing *comparing, const Content *incoming,
                           const Content *present, ImportNames *names);

/* The fields in which a row differs from the one it is, as a person may choose among them: an array
 * of ImportField* that frees them, empty where there are none. */
GPtrArray *import_compare(const ImportComparing *comparing, const ContentTask *incoming,
                          const ContentTask *present);

/* Whether a row's units are those of the other, in the roles that field is about. */
gboolean import_same_units(const ImportComparing *comparing, const ContentTask *incoming,
                           const ContentTask *present, ContentField field);

/* How many of the newest entries of incoming are not on record in present. */
guint import_new_progress(const ImportComparing *comparing, const ContentTask *incoming,
                          const ContentTask *present);

/* The field of that kind among them; NULL where there is none. Borrowed. */
ImportField *import_field(const GPtrArray *fields, ContentField field);

void import_field_free(ImportField *field);

/* ---- what may not be new (import_doubt.c) ---------------------------------------------------- */

/* A row that is to be added, with the 序号 and the units of one that is gone, may be that with
 * other words: added unasked, it would be there twice. */
void import_doubt_reworded(ImportPlan *plan, const ImportComparing *comparing);

/* Says which of those to be added were deleted from the ledger. FALSE and error. */
gboolean import_doubt_deleted(Db *db, ImportPlan *plan, GError **error);

/* ---- what cannot be (import_check.c) -------------------------------------------------------- */

/* The step of a task's way that leads from one state to another; FALSE where no single step does.
 * before: the state it was paused or made void in. */
gboolean import_step(TaskKind kind, TaskState from, TaskState before, TaskState to, Step *step);

/* Says of each item of a plan, and each field, why it cannot be. FALSE and error. */
gboolean import_check(Db *db, const Actor *actor, const Reckoning *reckoning, ImportPlan *plan,
                      const Watch *watch, GError **error);

/* ---- doing it (import_run.c, import_units_run.c, import_add.c, import_apply.c) --------------- */

/* From which node of the tree to which a row went. */
typedef struct {
  gint64 from, to;
} ImportMove;

typedef struct {
  Db *db;
  const Actor *actor;
  const Reckoning *reckoning;
  const ImportPlan *plan;
  const char *file;
  const Watch *watch;
  ImportResult result;
  ImportComparing comparing;
  ImportNames names; /* when units are settled */
  ContentWriter writer;
  GHashTable *omitted;    /* char*: units that are left out */
  GHashTable *indicators; /* "parent title" → gint64*: the tree of the ledger */
  GHashTable *positions;  /* gint64* parent → gint64*: the last position below it */
  GArray *moves;          /* ImportMove: places that rows have left */
  GHashTable *numbers;    /* 序号 that are taken */
  int last_number;
  gint64 *ids; /* of each of incoming the task that it is by now; 0: none */
  char *summary;
  Deed deed;
} ImportRunning;

/* Makes units and other names as decided. */
gboolean import_settle_units(ImportRunning *running, GError **error);

/* A task with the units that were not left out, to be freed by import_without_free(). */
ContentTask *import_without(const ImportRunning *running, const ContentTask *task);
void import_without_free(ContentTask *task);

/* The units (TaskUnit*) of a task in a role (-1: in any) that were not left out. NULL and error. */
GPtrArray *import_units_of(ImportRunning *running, const ContentTask *task, int role,
                           GError **error);

/* Reads the tree and the 序号 of the ledger. */
gboolean import_read_places(ImportRunning *running, GError **error);

/* The node of these titles (blank ones are passed over), made where it is missing with the 分值
 * that incoming gives the nodes above task. */
gboolean import_place(ImportRunning *running, const ContentTask *task, const char *const *titles,
                      gint64 *indicator, GError **error);

/* Removes the places that rows have left and where nothing stands any more, when all rows are where
 * they are to be: until then another may go there. Their 分值 go along to where the rows went,
 * unless the file says others. */
gboolean import_remove_left(ImportRunning *running, GError **error);

/* Stores a row that is new. */
gboolean import_add(ImportRunning *running, const ImportItem *item, GError **error);

/* A new ledger with the rows that are chosen. */
gboolean import_store_new(ImportRunning *running, GError **error);

/* What is chosen of a row: all but the steps that end something. */
gboolean import_apply(ImportRunning *running, const ImportItem *item, GError **error);

/* Those steps, and 作废 of what is gone; parts come before the task they belong to. */
gboolean import_finish(ImportRunning *running, const ImportItem *item, GError **error);

/* Puts in front of error which row it is about, and returns FALSE. */
gboolean import_blame(ImportRunning *running, gint64 task, GError **error);
