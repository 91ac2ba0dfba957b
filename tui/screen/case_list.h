/* case_list.h: cases as a list: what is chosen, kept over reading anew, painted and moved in. */
#pragma once

#include "tui/screen/case_rows.h"
#include "tui/widget/list.h"

typedef struct {
  GPtrArray *cases; /* Case*; NULL: not read yet */
  List list;
} CaseList;

/* Frees what it holds; the rest is the owner's. */
void case_list_clear(CaseList *list);

/* Takes other cases, which it frees, and keeps the choice on the case it was on. */
void case_list_take(CaseList *list, App *app, GPtrArray *cases);

/* The chosen case; NULL where there is none. Borrowed until cases are taken. */
const Case *case_list_current(const CaseList *list);

/* Chooses the case delta places on from the one of that id, and gives its id; 0 where there is
 * none.
 */
gint64 case_list_neighbour(CaseList *list, gint64 id, int delta);

/* Paints head and rows into area, nothing (in words) where there are none. */
void case_list_paint(const CaseList *list, Term *term, Area area, const char *nothing);

/* Lays the rows out in such an area. */
void case_list_layout(CaseList *list, Area area);

/* Opens, changes or moves as the action says; FALSE where it is none of that. */
gboolean case_list_act(CaseList *list, App *app, ActionId id);

/* Chooses and opens as a mouse event in such an area says. */
void case_list_mouse(CaseList *list, App *app, const Event *event, Area area);
