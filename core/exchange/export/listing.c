#include "core/exchange/export/listing.h"

#include "core/rules/text.h"

static void column_free(gpointer data) {
  ListingColumn *column = data;
  g_free(column->head);
  g_free(column);
}

static void row_free(gpointer data) {
  g_strfreev(data);
}

Listing *listing_new(const char *title, const char *note) {
  Listing *listing = g_new0(Listing, 1);
  listing->title = g_strdup(title);
  listing->note = g_strdup(note);
  listing->columns = g_ptr_array_new_with_free_func(column_free);
  listing->rows = g_ptr_array_new_with_free_func(row_free);
  return listing;
}

void listing_free(Listing *listing) {
  if (listing == NULL)
    return;
  g_free(listing->title);
  g_free(listing->note);
  g_ptr_array_unref(listing->columns);
  g_ptr_array_unref(listing->rows);
  g_free(listing);
}

void listing_column(Listing *listing, const char *head, ListingKind kind, int width) {
  ListingColumn *column = g_new0(ListingColumn, 1);
  column->head = g_strdup(head);
  column->kind = kind;
  column->width = width;
  g_ptr_array_add(listing->columns, column);
}

void listing_row(Listing *listing, const char *const *cells) {
  char **row = g_new0(char *, listing->columns->len + 1);
  for (guint i = 0; i < listing->columns->len; i++)
    row[i] = text_clean(cells[i], TRUE);
  g_ptr_array_add(listing->rows, row);
}
