/* replay_private.h: what going back through the journal knows of tables and records. Only for
 * replay.c and replay_base.c. */
#pragma once

#include "core/store/changeset.h"

#define MOST_KEYS 4

/* One field of a record that is no longer certain to be what the file has. */
typedef struct {
  enum {
    CELL_STORED, /* as in the file */
    CELL_KEPT,   /* value */
    CELL_UNKNOWN /* the record is gone from the file, and the column is younger than the entry */
  } state;
  sqlite3_value *value;
  gint64 entry; /* which entry found it so; 0: none */
} Cell;

/* A record that differs from the file at the point reached. */
typedef struct {
  gboolean stored; /* what is not kept is in the file */
  gboolean made;   /* it is not in the file, and was deleted later */
  int count;
  Cell cells[];
} Row;

typedef struct {
  char *name;
  GPtrArray *names; /* of columns */
  int keys[MOST_KEYS];
  int key_count;      /* 0: there is no such table */
  gboolean by_id;     /* its key is one integer */
  sqlite3_stmt *find; /* a record by its key */
  GHashTable *rows;   /* key → Row* */
  GHashTable *gone;   /* keys of records that were not there yet */
  GHashTable *lost;   /* keys of records that did not fit */
} Table;

typedef struct {
  Db *db;
  const char *only;      /* the table that is asked about; NULL: all */
  GHashTable *tables;    /* name → Table* */
  GHashTable *narrow;    /* tasks and, negative, cases that were made before their way was kept */
  char *first_who;       /* who made the first entry; NULL: there is none */
  gint64 everybody;      /* the row of access that was made with the table; 0: not found */
  gboolean first_stands; /* the row of access of who made the first entry was found */
  GPtrArray *found;      /* JournalDifference* */
  guint most;
  guint count;
} Replay;

/* The record a change is about, as it is met. */
typedef struct {
  Table *table;
  const char *key;
  gint64 id;
  gpointer lookup; /* key or id, as the table's sets have it */
  gint64 entry;
  Row *row;        /* NULL: as in the file */
  gboolean stored; /* table->find stands on it */
} Met;

/* A record that was there before the first entry. */
typedef struct {
  Table *table;
  const Row *row;          /* NULL: as in the file */
  sqlite3_stmt *statement; /* stands on it; NULL: it is not in the file */
} Base;

/* A field of it; NULL where nothing is known. */
sqlite3_value *replay_base_value(const Base *base, int column);

/* Remembers of a record that is made what replay_is_own() needs. */
void replay_note_insert(Replay *replay, const Met *met, const ChangedRow *row);

/* The same of rows of access, before any is asked about. */
void replay_note_base(Replay *replay, const Base *base);

/* Reads what it needs besides. FALSE and error. */
gboolean replay_read_first(Replay *replay, GError **error);

/* TRUE when the program itself puts in such a record without an entry: making or upgrading a file,
 * or for who writes for the first time. */
gboolean replay_is_own(const Replay *replay, const Base *base);
