/* Finding records by their ids, against going through all of them. */
#include "core/model/id_places.h"

#define ROUNDS 200
#define MOST 60
#define ASKED 100

typedef struct {
  gint64 id;
  int value;
} Record;

static gpointer find_slowly(const GArray *records, gint64 id) {
  for (guint i = 0; i < records->len; i++) {
    if (g_array_index(records, Record, i).id == id)
      return &g_array_index(records, Record, i);
  }
  return NULL;
}

static void add(GArray *records, gint64 id) {
  Record record = {.id = id};
  if (find_slowly(records, id) == NULL)
    g_array_append_val(records, record);
}

/* By id, in no order, or by id but for a few; close together, or with one far away. */
static GArray *random_records(GRand *rand) {
  GArray *records = g_array_new(FALSE, FALSE, sizeof(Record));
  int count = g_rand_int_range(rand, 0, MOST), order = g_rand_int_range(rand, 0, 3);
  if (g_rand_boolean(rand))
    add(records, -100 * MOST);
  for (int i = 0; i < count; i++) {
    gboolean jumps = order == 1 || (order == 2 && g_rand_int_range(rand, 0, 10) == 0);
    add(records, jumps ? g_rand_int_range(rand, -5, 2 * MOST) : 2 * i);
  }
  return records;
}

static void check(GRand *rand) {
  g_autoptr(GArray) records = random_records(rand);
  g_autoptr(IdPlaces) places = id_places_new(records);
  gint64 id = 0;
  for (int i = 0; i < ASKED; i++) {
    id = g_rand_boolean(rand) ? id + 1 : g_rand_int_range(rand, -8, 2 * MOST + 3);
    g_assert_true(id_places_find(places, id) == find_slowly(records, id));
  }
}

static void test_random(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(20261121);
  for (int i = 0; i < ROUNDS; i++)
    check(rand);
}

static void test_ends(void) {
  static const gint64 ids[] = {G_MAXINT64, G_MININT64, 0};
  g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(Record));
  g_autoptr(IdPlaces) none = id_places_new(records);
  g_assert_null(id_places_find(none, 0));
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
    add(records, ids[i]);
  g_autoptr(IdPlaces) places = id_places_new(records);
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
    g_assert_true(id_places_find(places, ids[i]) == &g_array_index(records, Record, i));
  g_assert_null(id_places_find(places, 1));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/id_places/random", test_random);
  g_test_add_func("/id_places/ends", test_ends);
  return g_test_run();
}
