#include "core/store/permit.h"

#define SQL_VERSION "PRAGMA user_version"
#define SQL_FIRST                                                                                  \
  "INSERT INTO access (login, level) SELECT ?1, 'admin' WHERE NOT EXISTS (SELECT 1 FROM user)"
#define SQL_KNOWN "INSERT OR IGNORE INTO user (login) VALUES (?1)"
#define SQL_KNOWN_BEFORE                                                                           \
  "INSERT OR IGNORE INTO user (login, role) "                                                      \
  "SELECT ?1, CASE WHEN EXISTS (SELECT 1 FROM user) THEN 'clerk' ELSE 'admin' END"

#define FIRST_VERSION 6 /* of the file: schema-6.sql */

static gboolean run(Db *db, const char *sql, const char *login, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_text(query, 1, login);
  return query_run(query, error);
}

/* A file that is still of a version before 6 has the level beside the name. */
static gboolean knows_access(Db *db, gboolean *knows, GError **error) {
  Query *query = query_new(db, SQL_VERSION);
  *knows = query_next(query) && query_int(query, 0) >= FIRST_VERSION;
  return query_finish(query, error);
}

gboolean permit_admit(Db *db, const char *login, GError **error) {
  gboolean knows;
  if (!knows_access(db, &knows, error))
    return FALSE;
  if (!knows)
    return run(db, SQL_KNOWN_BEFORE, login, error);
  return run(db, SQL_FIRST, login, error) && run(db, SQL_KNOWN, login, error);
}
