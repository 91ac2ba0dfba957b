/* case.h: a case (典型案例) filed under a month's topic. */
#pragma once

#include "core/store/write.h"

typedef struct {
  gint64 id;
  gint64 topic;
  char *title;
  char *unit;    /* name; NULL: not said */
  char *summary; /* NULL: none */
  Day filed_on;
  Day adopted_on; /* DAY_NONE: not adopted */
  char *author;   /* login name of who recorded it */
} Case;

void case_free(Case *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

/* The cases of a topic in the order filed. An array of Case* that frees them; NULL and error. */
GPtrArray *case_list(Db *db, gint64 topic, GError **error);

typedef struct {
  gint64 topic;
  const char *title;   /* not blank */
  const char *unit;    /* a known full name; empty: not said */
  const char *summary; /* empty: none */
  Day filed_on;        /* DAY_NONE: actor->today. Not after today */
} CaseInput;

typedef enum { CASE_FIELD_NONE, CASE_FIELD_TITLE, CASE_FIELD_UNIT, CASE_FIELD_FILED_ON } CaseField;

/* Files a case. *id, when not NULL, receives its id; *field, when not NULL, the field refused. */
gboolean case_create(Db *db, const Actor *actor, const CaseInput *input, gint64 *id,
                     CaseField *field, GError **error);
