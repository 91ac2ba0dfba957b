/* pager.h: a page of lines that is read, not chosen from: where it stands and what moves it. */
#pragma once

#include "tui/action/action.h"
#include "tui/term/term.h"

typedef struct {
  int top;   /* the first line shown */
  int rows;  /* how many are shown */
  int count; /* how many there are */
} Pager;

/* There are count lines and room for rows of them; stays as near as it can to where it was. */
void pager_fit(Pager *pager, int count, int rows);

/* Moves as the action says; FALSE where it is not one of moving. */
gboolean pager_act(Pager *pager, ActionId id);

/* Moves as the mouse's wheel says. */
void pager_mouse(Pager *pager, const Event *event);
