/* view.h: 视图: how a list of tasks is looked at (its columns, order and groups), and that under a
 * name together with a filter and the ledger looked at.
 */
#pragma once

#include "core/rules/task_column.h"

typedef struct {
  TaskColumn column;
  int width; /* columns of the terminal; 0: as there is room */
} ViewColumn;

#define VIEW_WIDTH_MIN 4
#define VIEW_WIDTH_MAX 200

/* What rows stand under, where it is no TaskColumn. */
#define VIEW_GROUP_NONE (-1)    /* under nothing */
#define VIEW_GROUP_TREE (-2)    /* the tree of indicators */
#define VIEW_GROUP_DEFAULT (-3) /* what the screen has by itself */

typedef struct {
  GArray *columns; /* ViewColumn, each column once; empty: those that the screen has by itself */
  GArray *sorts;   /* TaskSort, the first one counting most; empty: as the screen orders */
  int group;       /* a TaskColumn, or one of the above */
} ViewLayout;

void view_layout_init(ViewLayout *layout);
void view_layout_clear(ViewLayout *layout);
void view_layout_copy(ViewLayout *to, const ViewLayout *from); /* to is one that was made before */

typedef enum {
  VIEW_BUILT_IN, /* came with the program */
  VIEW_PRIVATE,  /* of the person, in the file of his or her own */
  VIEW_SHARED,   /* in the ledger file, for all who use it */
} ViewOrigin;

typedef struct {
  ViewOrigin origin;
  gint64 id;    /* in the ledger file, of a shared one */
  char *author; /* who saved a shared one; NULL: not shared */
  char *name;   /* 逾期-我处 */
  char *screen; /* "ledger" or "overdue" */
  char *filter; /* as in the filter line; "": none */
  char *ledger; /* which ledger is looked at: "" whichever is, VIEW_LEDGER_ALL, or 2026年《…》 */
  ViewLayout layout;
} View;

#define VIEW_LEDGER_ALL "all"

View *view_new(ViewOrigin origin, const char *name);
View *view_copy(const View *view);
void view_free(View *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(View, view_free)

/* ---- as text ---------------------------------------------------------------------------- */

/* What a view is made of, by these keys; each as a text:
 *   screen   ledger
 *   filter   状态:办理中 营商环境
 *   ledger   all
 *   columns  number goal:40 units     (a width behind what is not as there is room)
 *   sort     -light due               (- where the last comes first)
 *   group    units                    (or none, tree) */
extern const char *const VIEW_KEYS[]; /* NULL-terminated */

/* The text of a key; NULL where it says nothing, as in a new view. The caller frees. */
char *view_get(const View *view, const char *key);

/* Takes the text of a key of VIEW_KEYS. Where it cannot be read, FALSE with what is wrong (without
 * its place) in *problem, which the caller frees, and view as before. */
gboolean view_set(View *view, const char *key, const char *text, char **problem);

/* Everything but the name and the origin as one JSON object, as it is stored. The caller frees. */
char *view_definition(const View *view);

/* Takes a definition. FALSE as in view_set(); keys that this program does not know are left out. */
gboolean view_take_definition(View *view, const char *definition, char **problem);
