/* content_file.h: a ledger between the ledger file and a Content, and between a Content and YAML
 * or JSON, which say all of it.
 */
#pragma once

#include "core/config/document.h"
#include "core/exchange/content/content.h"
#include "core/rules/sink.h"
#include "core/rules/watch.h"

/* Where what stands under no indicator is put, since a ledger file has none such. */
#define CONTENT_UNSORTED "未分类"

/* The ledger of that id, all fields. tasks (gint64) narrows to these tasks, with the indicators
 * above them; NULL: all. With a reckoning the standing of each is read along. NULL and error;
 * STORE_ERROR_NOT_FOUND where there is no such ledger. A few queries, however many tasks. */
Content *content_load(Db *db, const Reckoning *reckoning, gint64 ledger, const GArray *tasks,
                      const Watch *watch, GError **error);

/* Inside a writer: stores a ledger with all that content says: units that are not known are made
 * (with the kind content gives, else as unit_kind_guess()), known ones stay as they are. today is
 * the day it comes into the file, who the author of progress that names none. *ledger receives its
 * id. Where no task says its 序号, they are counted from 1. Refused, naming the row, where a rule
 * of the ledger forbids it (a 序号 twice). */
gboolean content_store(Db *db, const char *who, Day today, const Content *content, gint64 *ledger,
                       const Watch *watch, GError **error);

/* Tasks on their way into a ledger, inside a writer: what content_store() and the import share. */
typedef struct {
  Db *db;
  const char *who; /* borrowed */
  Day today;
  gint64 ledger;
  int year;          /* the ledger's */
  GHashTable *units; /* char* → gint64*: what content_writer_units() and the tasks have found */
  TaskRows tasks;    /* … and steps that wait for content_writer_put() */
  Insert *steps;
} ContentWriter;

/* year is that of the ledger, which may not be stored yet (0). */
void content_writer_init(ContentWriter *writer, Db *db, const char *who, Day today, gint64 ledger,
                         int year);
void content_writer_clear(ContentWriter *writer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ContentWriter, content_writer_clear)

/* Makes the units (ContentUnitInfo*) that are not known. What the file knows of one stays: its
 * kind, who is above it, the members of a group that has some; other names are added. */
gboolean content_writer_units(ContentWriter *writer, const GPtrArray *units, GError **error);

/* The unit that a name finds, made where there is none. */
gboolean content_writer_unit(ContentWriter *writer, const char *name, gint64 *id, GError **error);

/* Stores a task with its units (those not known are made), rules, progress and the steps that led
 * to its state. indicator, number and parent (0: none) are ids and 序号 of the ledger file. *id
 * receives its id. Refused, naming the task, for what no ledger may hold. It is there
 * after content_writer_put(). */
gboolean content_writer_task(ContentWriter *writer, const ContentTask *task, gint64 indicator,
                             int number, gint64 parent, gint64 *id, GError **error);

/* Puts into the file what waits for that. */
gboolean content_writer_put(ContentWriter *writer, GError **error);

/* 厅法规处 is an office, 各市、县（区）交通运输局 a group, 盐池县交通运输局 local, the rest a body.
 */
UnitKind unit_kind_guess(const char *name);

/* Writes the YAML of a ledger template (data/TEMPLATES.zh-CN.md) with what is beyond a template:
 * states, progress. FALSE and error where the sink does not take it. */
gboolean content_write_yaml(const Content *content, const Sink *sink, GError **error);
/* The same as JSON, same keys. */
gboolean content_write_json(const Content *content, const Sink *sink, GError **error);

/* That as one text. The caller frees. */
char *content_to_json(const Content *content);

/* Reads either, from a document that was checked as the template of a ledger. year: the year it is
 * to be used for; 0: the one it states. For another year than that, deadlines move
 * (deadline_in_year()), and what has become of the tasks is left behind: states, progress, rules
 * that have ended, what is 作废. NULL and error. */
Content *content_from_document(const Document *document, int year, GError **error);

#define CONTENT_MEGABYTES 64

/* Reads the text of a YAML or JSON file, checked wholly: the error names the first three mistakes
 * by line; name stands for the file in it. NULL and error. */
Content *content_parse(const char *name, const char *text, gsize size, int year, GError **error);

/* The same of a file. */
Content *content_read(const char *path, int year, const Watch *watch, GError **error);
