#include "tui/screen/item_rows.h"

#include "tui/screen/task_rows.h"

#define LIGHT_WIDTH 4
#define WHEN_WIDTH 12

/* 第4项 落实国家发展改革委…; 第1项[77] 2026Q3 0/1 建立…; 2026-11 报送案例 0/3 诚信文化. */
static char *title_of(const ReminderItem *item) {
  g_autofree char *what = reminder_item_what(item);
  if (item->task == 0)
    return g_strconcat(what, *what != '\0' ? " " : "", item->more->goal, NULL);
  g_autofree char *number = task_number_text(item->more->number, item->task, item->more->several);
  return g_strconcat(number, " ", what, *what != '\0' ? " " : "", item->more->goal, NULL);
}

void item_rows_paint(Term *term, int row, int width, const ReminderItem *item, Day today,
                     gboolean selected) {
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  if (item == NULL || item->more->goal == NULL) {
    term_text(term, row, 0, width, role, NULL);
    return;
  }
  int units_width = width / 4;
  int title_width = width - LIGHT_WIDTH - WHEN_WIDTH - units_width;
  ThemeRole light = selected ? role : task_rows_light_role(item->light, item->blue);
  g_autofree char *light_text = task_rows_light_text(item->light, item->blue);
  g_autofree char *when = reminder_item_when(item, today);
  g_autofree char *title = title_of(item);
  int column = 0;
  term_text(term, row, column, LIGHT_WIDTH, light, light_text);
  column += LIGHT_WIDTH;
  term_text(term, row, column, WHEN_WIDTH, light, when);
  column += WHEN_WIDTH;
  term_text(term, row, column, title_width - 1, role, title);
  term_text(term, row, column + title_width - 1, 1, role, NULL);
  column += title_width;
  term_text(term, row, column, units_width, role, item->more->units);
}

/* ---- as a table ------------------------------------------------------------------------- */

Listing *item_rows_listing(const GPtrArray *items, Day today, const char *title, const char *note) {
  Listing *listing = listing_new(title, note);
  listing_column(listing, "灯", LISTING_LIGHT, 4);
  listing_column(listing, "期限", LISTING_DATE, 12);
  listing_column(listing, "情况", LISTING_SHORT, WHEN_WIDTH);
  listing_column(listing, "事项", LISTING_TEXT, 60);
  listing_column(listing, "责任单位", LISTING_TEXT, 30);
  for (guint i = 0; i < items->len; i++) {
    const ReminderItem *item = items->pdata[i];
    char iso[DAY_TEXT_SIZE];
    g_autofree char *when = reminder_item_when(item, today);
    g_autofree char *what = title_of(item);
    const char *const cells[] = {light_name_in(item->light, item->blue),
                                 item->due != DAY_NONE ? day_to_iso(item->due, iso) : NULL, when,
                                 what, item->more->units};
    listing_row(listing, cells);
  }
  return listing;
}
