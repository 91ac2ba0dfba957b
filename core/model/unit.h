/* unit.h: a unit (责任处室、单位): an office, or a group of offices with members. */
#pragma once

#include "core/store/db.h"

typedef enum {
  UNIT_OFFICE, /* 内设处室 */
  UNIT_BODY,   /* 下属单位 */
  UNIT_LOCAL,  /* 市县部门 */
  UNIT_GROUP,  /* 集合: 五市交通运输局 */
} UnitKind;

/* The code of a kind ("office"); static. */
const char *unit_kind_code(UnitKind kind);
/* The kind for a code; FALSE where it is none. */
gboolean unit_kind_parse(const char *code, UnitKind *kind);

typedef struct {
  gint64 id;
  char *name; /* full name, unique: 厅法规处 */
  UnitKind kind;
} Unit;

void unit_free(Unit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unit, unit_free)

/* All units by id. An array of Unit* that frees them; NULL and error. */
GPtrArray *unit_list(Db *db, GError **error);

/* The unit of that full name. Where there is none: STORE_ERROR_NOT_FOUND, naming the nearest. */
Unit *unit_find(Db *db, const char *name, GError **error);

/* The members of a group, by id; an empty array where none are known. As unit_list(). */
GPtrArray *unit_members(Db *db, gint64 group, GError **error);

/* Inside a writer: the id of the unit of that name, made with kind where there is none. */
gboolean unit_ensure(Db *db, const char *name, UnitKind kind, gint64 *id, GError **error);

/* Inside a writer: makes member a member of group; twice is once. */
gboolean unit_add_member(Db *db, gint64 group, gint64 member, GError **error);
