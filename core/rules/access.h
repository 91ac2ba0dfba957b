/* access.h: what a person may do with the ledgers of a file, as one ladder: each level may do all
 * that the one before may. Which deed needs which level is data here and nowhere else. Pure.
 */
#pragma once

#include <glib.h>

typedef enum {
  ACCESS_READER,     /* 只读: looks, prints, exports */
  ACCESS_CLERK,      /* 经办: keeps the ledger */
  ACCESS_SUPERVISOR, /* 督办: reviews: 销号, 退回, 延期 approval, 督办单 … */
  ACCESS_ADMIN,      /* 管理员: who may do what; 启封, 隐去, 恢复备份 */
} Access;
#define ACCESS_COUNT 4

/* Code ("clerk", stored and in JSON) and Chinese name (经办) of a level; static. */
const char *access_code(Access access);
const char *access_name(Access access);

/* The level of a code or a name; FALSE, and *out untouched, where text is neither. text may be
 * NULL. */
gboolean access_parse(const char *text, Access *out);

/* The level that a deed of the journal needs, by its verb ("task.close"); ACCESS_CLERK for what is
 * not named. verb is not NULL. An undo needs what the deed it takes back needs: not asked here. */
Access access_for_verb(const char *verb);

/* TRUE for a verb by which nobody who is limited to a unit's tasks can do anything: it changes what
 * is not a task, adds and removes tasks, or changes what the document says of them. Where FALSE it
 * depends on what is changed. verb is not NULL. */
gboolean access_is_beyond_unit(const char *verb);

/* What is done by that verb, for a refusal: 销号; 改动台账 for what is not named. Static; verb is
 * not NULL. */
const char *access_verb_name(const char *verb);
