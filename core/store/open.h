/* open.h: the steps of opening that db_open() and db_create() share. Only for core/store. */
#pragma once

#include "core/store/db.h"

/* A Db with no handle yet. */
Db *open_new(const char *path);

/* Opens the SQLite handle at path; reads and changes nothing. */
gboolean open_connect(Db *db, const char *path, gboolean writable, GError **error);

/* Before the first of them is opened: SQLite counts its memory and takes no more than bytes, beyond
 * which statements fail with SQLITE_NOMEM. Later it does nothing. */
void open_limited(gint64 bytes);

/* path from the root. The caller frees. */
char *open_absolute(const char *path);

/* TRUE where the file that is open may be written, and the journal beside it. */
gboolean open_may_write(const Db *db);

/* Reads the file for the first time and sets the handle up for mode. */
gboolean open_configure(Db *db, DbMode mode, GError **error);

/* Lets SQL call what search.c has. */
gboolean search_define(Db *db, GError **error);

/* Closes the handle; Db can be connected again. */
void open_disconnect(Db *db);

/* Removes the file of a Db that was made and never published, with what was made for it; nothing
 * for any other. The handle must be closed. */
void open_discard(Db *db);
