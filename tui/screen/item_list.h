/* item_list.h: reminder items as a list, the same on every screen that shows some: what each row
 * says, what is chosen, what it opens.
 */
#pragma once

#include "core/exchange/export/listing.h"
#include "core/model/reminder.h"
#include "tui/screen/app.h"
#include "tui/widget/list.h"

typedef struct {
  GPtrArray *items; /* ReminderItem*; never NULL after item_list_take() */
  List list;
} ItemList;

/* Frees what it holds; the rest is the owner's. */
void item_list_clear(ItemList *list);

/* Takes other items, which it frees, and keeps the choice on the item it was on. */
void item_list_take(ItemList *list, App *app, GPtrArray *items);

/* What is due from first to last in the ledgers looked at, as reminder_days() has it. NULL and
 * error.
 */
GPtrArray *item_list_due(App *app, Day first, Day last, GError **error);

/* Reads what the rows about to be shown need, for that many rows. FALSE and error. */
gboolean item_list_prepare(ItemList *list, App *app, int rows, GError **error);

/* Paints the rows; nothing is said where there are none. */
void item_list_paint(const ItemList *list, App *app, Term *term, Area area);

/* All items as a table; title and note as in Listing. NULL and error. */
Listing *item_list_listing(const ItemList *list, App *app, const char *title, const char *note,
                           GError **error);

/* The chosen item; NULL where there is none. Borrowed until items are taken. */
const ReminderItem *item_list_current(const ItemList *list);

/* Its task. */
ChosenTask item_list_task(const ItemList *list);

/* Opens what the chosen item is about: the task's page, the period, the month. */
void item_list_open(const ItemList *list, App *app);

/* The task delta places on from task in the list, which is then chosen; 0 where there is none. */
gint64 item_list_neighbour(ItemList *list, gint64 task, int delta);
