#include "core/model/id_places.h"

/* Ids that lie among so many times as many numbers have a table of all these. */
#define DENSE 4

struct IdPlaces {
  const GArray *records;
  guint size;       /* bytes of a record */
  gboolean ordered; /* it is known how they stand: */
  guint32 *table;   /* one more than the place in records of each id from first on, 0: no such id;
                       NULL: ids lie too far apart */
  gint64 first;
  guint64 span;   /* how many ids the table has */
  guint32 *order; /* places in records by id; NULL: there is a table, or they stand by id */
  guint last;     /* the place in that order where the last one was found */
};

static gint64 *record_at(const IdPlaces *places, guint at) {
  return (gpointer)(places->records->data + (gsize)at * places->size);
}

static gint64 *at_place(const IdPlaces *places, guint place) {
  return record_at(places, places->order != NULL ? places->order[place] : place);
}

static int by_id(gconstpointer a, gconstpointer b, gpointer data) {
  gint64 left = *record_at(data, *(const guint32 *)a);
  gint64 right = *record_at(data, *(const guint32 *)b);
  return left < right ? -1 : left > right;
}

static gboolean stands_by_id(const IdPlaces *places) {
  for (guint i = 1; i < places->records->len; i++) {
    if (*record_at(places, i - 1) > *record_at(places, i))
      return FALSE;
  }
  return TRUE;
}

IdPlaces *id_places_new(const GArray *records) {
  IdPlaces *places = g_new0(IdPlaces, 1);
  places->records = records;
  places->size = g_array_get_element_size((GArray *)records);
  return places;
}

void id_places_free(IdPlaces *places) {
  if (places == NULL)
    return;
  g_free(places->table);
  g_free(places->order);
  g_free(places);
}

static gboolean is_dense(IdPlaces *places) {
  gint64 first = G_MAXINT64, last = G_MININT64;
  for (guint i = 0; i < places->records->len; i++) {
    first = MIN(first, *record_at(places, i));
    last = MAX(last, *record_at(places, i));
  }
  places->first = first;
  places->span = (guint64)last - (guint64)first + 1; /* 0: all there are */
  return places->span > 0 && places->span / DENSE <= places->records->len;
}

static void make_table(IdPlaces *places) {
  places->table = g_new0(guint32, places->span);
  for (guint i = 0; i < places->records->len; i++)
    places->table[*record_at(places, i) - places->first] = i + 1;
}

static void sort(IdPlaces *places) {
  guint count = places->records->len;
  places->order = g_new(guint32, count);
  for (guint i = 0; i < count; i++)
    places->order[i] = i;
  g_qsort_with_data(places->order, (gint)count, sizeof *places->order, by_id, places);
}

static void put_in_order(IdPlaces *places) {
  places->ordered = TRUE;
  if (is_dense(places))
    make_table(places);
  else if (!stands_by_id(places))
    sort(places);
}

static gpointer look_up(const IdPlaces *places, gint64 id) {
  guint64 at = (guint64)id - (guint64)places->first;
  guint32 place = at < places->span ? places->table[at] : 0;
  return place > 0 ? record_at(places, place - 1) : NULL;
}

/* Widens the range from low until id is before its end. */
static guint end_of_range(const IdPlaces *places, guint low, gint64 id) {
  guint64 step = 1;
  while (low + step < places->records->len && *at_place(places, low + (guint)step) < id)
    step *= 2;
  return (guint)MIN(low + step, places->records->len - 1) + 1;
}

gpointer id_places_find(IdPlaces *places, gint64 id) {
  if (places->records->len == 0)
    return NULL;
  if (!places->ordered)
    put_in_order(places);
  if (places->table != NULL)
    return look_up(places, id);
  guint low = *at_place(places, places->last) <= id ? places->last : 0;
  guint high = end_of_range(places, low, id);
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (*at_place(places, middle) < id)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == places->records->len || *at_place(places, low) != id)
    return NULL;
  places->last = low;
  return at_place(places, low);
}
