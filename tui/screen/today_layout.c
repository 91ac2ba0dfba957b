/* today_layout.c: where things stand on 今日, in terminals of every size. */
#include "tui/screen/today_screen.h"

#define WIDE 160 /* columns from which three panels stand side by side, or four in two rows */
#define STRIP_ROWS 2
#define YEAR_FROM 28 /* rows from which the year stands below the bars */
#define FOUR_FROM 34 /* … and in a wide terminal beside the topic */
#define TOPIC_LEAST 4
#define DETAILS_LEAST 4
#define DETAILS_MOST 10

/* The rows of bars, of the topic, and of the year where it stands by itself. */
typedef struct {
  int bars, topic, year;
} Heights;

static Heights heights(Area area) {
  gboolean wide = area.columns >= WIDE;
  if (wide && area.rows >= FOUR_FROM) {
    int panel = area.rows >= 44 ? 8 : 6;
    return (Heights){.bars = CLAMP(area.rows / 3 - 2, 7, 18), .topic = panel, .year = panel};
  }
  return (Heights){
      .bars = area.rows >= 40   ? 12
              : area.rows >= 20 ? 7
                                : 4,
      .topic = area.rows >= 40   ? 5
               : area.rows >= 20 ? 3
                                 : 2,
      .year = wide || area.rows < YEAR_FROM ? 0
              : area.rows >= 40             ? 8
                                            : 6,
  };
}

/* Beside the bars in a wide terminal, in their place in a small one. */
static void lay_bars(const TodayScreen *screen, Area area, int bars, gboolean year_beside,
                     gboolean year_instead, TodayLayout *parts) {
  int columns = area.columns / (year_beside ? 3 : 2);
  Area first = {area.row + 1, area.column, 1 + bars, columns - 1};
  Area second = {area.row + 1, area.column + columns, 1 + bars,
                 year_beside ? columns - 1 : area.columns - columns};
  if (year_instead && screen->focus == FOCUS_YEAR) {
    parts->year = (Area){area.row + 2, area.column, bars, area.columns};
    return;
  }
  parts->indicators = first;
  parts->units = second;
  if (year_beside)
    parts->year = (Area){area.row + 2, area.column + 2 * columns, bars, area.columns - 2 * columns};
}

/* With four panels the year takes what the 一级指标 leave of their rows. */
static void stretch_year(const TodayScreen *screen, TodayLayout *parts) {
  int bars = parts->indicators.rows - 1;
  int spare = bars - CLAMP((int)screen->indicators.count, 1, bars);
  parts->indicators.rows -= spare;
  parts->year.row -= spare;
  parts->year.rows += spare;
}

/* Units for which there is no room take what the topic can do without. */
static void stretch_units(const TodayScreen *screen, TodayLayout *parts) {
  int missing = (int)MIN(screen->units.count, (gsize)G_MAXINT16) - (parts->units.rows - 1);
  int more = CLAMP(missing, 0, parts->topic.rows - TOPIC_LEAST);
  parts->units.rows += more;
  parts->topic.row += more;
  parts->topic.rows -= more;
}

/* Details stand where the list leaves rows empty; nothing of it gives way to them. */
static void lay_details(const TodayScreen *screen, TodayLayout *parts) {
  Area *list = &parts->list;
  int count = (int)MIN(screen->items.list.count, (gsize)G_MAXINT16);
  int spare = MIN(list->rows - count - 2, DETAILS_MOST); /* a blank row and a line between */
  if (screen->all == NULL || count == 0 || spare < DETAILS_LEAST)
    return;
  list->rows -= spare + 1;
  parts->details = (Area){list->row + list->rows + 1, list->column, spare, list->columns};
}

TodayLayout today_layout(const TodayScreen *screen, Area area) {
  gboolean wide = area.columns >= WIDE, four = wide && area.rows >= FOUR_FROM;
  Heights rows = heights(area);
  TodayLayout parts = {.totals = {area.row, area.column, 1, area.columns},
                       .strip_ruled = area.rows >= YEAR_FROM};
  lay_bars(screen, area, rows.bars, wide && !four, !wide && rows.year == 0, &parts);
  int row = area.row + 2 + rows.bars, end = area.row + area.rows;
  int half = area.columns / 2;
  if (rows.year > 0) {
    parts.year = (Area){row + 1, area.column, rows.year, four ? half - 1 : area.columns};
    parts.year_ruled = TRUE;
    row += 1 + rows.year;
  }
  if (four) {
    stretch_year(screen, &parts);
    parts.topic = (Area){row - rows.topic, area.column + half, rows.topic, area.columns - half};
    stretch_units(screen, &parts);
  } else {
    parts.topic = (Area){end - rows.topic, area.column, rows.topic, area.columns};
    end -= rows.topic + 1;
  }
  row += parts.strip_ruled ? 1 : 0;
  parts.strip = (Area){row, area.column, STRIP_ROWS, area.columns};
  row += STRIP_ROWS + 1;
  parts.list = (Area){row, area.column, MAX(end - row, 0), area.columns};
  lay_details(screen, &parts);
  return parts;
}
