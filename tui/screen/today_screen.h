/* today_screen.h: what 今日 is made of, shared by today.c (what it does), today_read.c (what it
 * reads), today_layout.c (where it stands), today_panels.c (bars, the year, the topic) and
 * today_strip.c (the days that come). */
#pragma once

#include "core/model/summary.h"
#include "tui/screen/first.h"
#include "tui/screen/item_list.h"
#include "tui/screen/task_rows.h"

#define STRIP_DAYS 14 /* from today on */
#define STRIP_LATE (-1)

/* What the arrows move in, in the order of Tab. */
typedef enum { FOCUS_LIST, FOCUS_STRIP, FOCUS_INDICATORS, FOCUS_UNITS, FOCUS_YEAR } TodayFocus;
#define FOCUS_COUNT (FOCUS_YEAR + 1)

typedef struct {
  Summary *all; /* totals, units and 一级指标 of what is looked at; NULL: not counted yet */
  /* What to be reminded of; its items are in items. Only how it begins where all is NULL. */
  Reminder *reminder;
  ItemList items;
  TaskCache *cache;       /* the chosen item's task */
  List indicators, units; /* of the bars */
  GArray *months;         /* BulletinMonth of this year; NULL: not read yet */
  gboolean months_asked;  /* read them however long it takes */
  gboolean months_failed;
  gint64 counted;     /* the ledger that all is of; 0: of all in use */
  gboolean outdated;  /* all is from before what was written last */
  gboolean uncounted; /* counting failed, and it was told */
  gboolean begins;    /* nothing is there yet: the three ways to begin stand here instead */
  First first;
  TodayFocus focus;
  int day; /* chosen in the strip: days from today, or STRIP_LATE: what is late */
} TodayScreen;

/* Where things stand. An area without rows is not shown. */
typedef struct {
  Area totals;
  Area indicators, units; /* each with its head in the first row */
  Area year;
  gboolean year_ruled; /* a line with its title stands above it */
  Area strip;
  gboolean strip_ruled;
  Area list;    /* a line stands above it */
  Area details; /* the same; of the chosen item, where the list leaves room */
  Area topic;   /* the same */
} TodayLayout;

/* In today_layout.c. */
TodayLayout today_layout(const TodayScreen *screen, Area area);

/* Of more tasks than these the figures follow the list. */
#define FIGURES_TASKS_MOST 2000

/* Up to so many tasks the year is read by itself; of more, only when it is asked for. */
#define YEAR_TASKS_MOST 5000

/* ---- today_read.c ----------------------------------------------------------------------- */

gboolean today_recalculate(App *app, gpointer state, GError **error);
gboolean today_later(App *app, gpointer state, Area area);

/* Reads list and figures. FALSE and error leaves both as they are. */
gboolean today_read_whole(App *app, TodayScreen *screen, GError **error);

/* The same where there are no figures, telling what fails. FALSE where they cannot be had. */
gboolean today_have_whole(App *app, TodayScreen *screen);

/* ---- today_panels.c --------------------------------------------------------------------- */

void today_paint_totals(const TodayScreen *screen, Term *term, Area area);
void today_paint_bars(const TodayScreen *screen, Term *term, const TodayLayout *parts);
void today_paint_year(App *app, const TodayScreen *screen, Term *term, const TodayLayout *parts);
void today_paint_topic(App *app, const Topic *topic, Term *term, Area area);

/* ---- today_strip.c ---------------------------------------------------------------------- */

void today_paint_strip(App *app, const TodayScreen *screen, Term *term, const TodayLayout *parts);

/* The day at a column of the strip: days from today, or STRIP_LATE. */
int today_strip_at(Area strip, int column);

/* Opens the chosen day, or what is late. */
void today_strip_open(App *app, const TodayScreen *screen);
