/* replay.c: feeds a reader the files of its corpus, and changed copies of them: what a fuzzer does,
 * for a few seconds, the same each time, and without its runtime. */
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define ROUNDS 400 /* changed copies of a corpus, all its files together */

static GPtrArray *corpus; /* GBytes* */

static void feed(const GByteArray *bytes) {
  /* A copy of its own size, so that reading past the end is seen. */
  g_autofree uint8_t *exact = g_malloc(MAX(bytes->len, 1));
  if (bytes->len > 0)
    memcpy(exact, bytes->data, bytes->len);
  LLVMFuzzerTestOneInput(exact, bytes->len);
}

static const GBytes *any(void) {
  return corpus->pdata[g_test_rand_int_range(0, (gint32)corpus->len)];
}

/* A place in bytes, its end included. */
static guint place(const GByteArray *bytes) {
  return (guint)g_test_rand_int_range(0, (gint32)bytes->len + 1);
}

static void insert(GByteArray *bytes, guint at, const guint8 *more, guint size) {
  g_autofree guint8 *tail = g_memdup2(bytes->data + at, bytes->len - at);
  guint length = bytes->len - at;
  g_byte_array_set_size(bytes, at);
  g_byte_array_append(bytes, more, size);
  if (length > 0)
    g_byte_array_append(bytes, tail, length);
}

static void change(GByteArray *bytes) {
  static const guint8 odd[] = {0,   0xff, 0x80, '\n', '"',  '\'', ',',
                               ':', '-',  '0',  '9',  0x1b, '<',  '&'};
  guint at = place(bytes);
  guint rest = bytes->len - at;
  switch (g_test_rand_int_range(0, 6)) {
  case 0: /* a bit */
    if (rest > 0)
      bytes->data[at] ^= (guint8)(1 << g_test_rand_int_range(0, 8));
    break;
  case 1: /* a byte that means something somewhere */
    insert(bytes, at, &odd[g_test_rand_int_range(0, G_N_ELEMENTS(odd))], 1);
    break;
  case 2: /* a piece left out */
    if (rest > 0)
      g_byte_array_remove_range(bytes, at,
                                (guint)g_test_rand_int_range(0, MIN((gint32)rest, 64) + 1));
    break;
  case 3: { /* a piece twice */
    guint size = MIN(rest, 64);
    g_autofree guint8 *piece = g_memdup2(bytes->data + at, size);
    if (size > 0)
      insert(bytes, place(bytes), piece, size);
    break;
  }
  case 4: { /* a piece of another */
    gsize size;
    const guint8 *other = g_bytes_get_data((GBytes *)any(), &size);
    gsize from = (gsize)g_test_rand_int_range(0, (gint32)size + 1);
    if (from < size)
      insert(bytes, at, other + from, (guint)MIN(size - from, 64));
    break;
  }
  default: /* cut off */
    g_byte_array_set_size(bytes, at);
  }
}

static void test_corpus(void) {
  for (guint i = 0; i < corpus->len; i++) {
    gsize size;
    const void *data = g_bytes_get_data(corpus->pdata[i], &size);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, data, (guint)size);
    feed(bytes);
  }
  LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
}

static void test_changed(void) {
  for (int round = 0; round < ROUNDS; round++) {
    gsize size;
    const void *data = g_bytes_get_data((GBytes *)any(), &size);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_byte_array_append(bytes, data, (guint)size);
    for (int i = g_test_rand_int_range(1, 6); i > 0; i--)
      change(bytes);
    feed(bytes);
  }
}

static void bytes_unref(gpointer bytes) {
  g_bytes_unref(bytes);
}

/* In the order of their names, so that a seed gives the same bytes everywhere. */
static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void load_corpus(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *name;
  while ((name = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(names, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(names, by_name);
  for (guint i = 0; i < names->len; i++) {
    char *data;
    gsize size;
    g_assert_true(g_file_get_contents(names->pdata[i], &data, &size, NULL));
    g_ptr_array_add(corpus, g_bytes_new_take(data, size));
  }
  g_assert_cmpuint(corpus->len, >, 0);
}

/* argv: the reader's name and its corpus, before what g_test takes. */
int main(int argc, char **argv) {
  g_assert_cmpint(argc, >=, 3);
  LLVMFuzzerInitialize(&argc, &argv);
  const char *name = argv[1];
  corpus = g_ptr_array_new_with_free_func(bytes_unref);
  load_corpus(argv[2]);
  argv[2] = argv[0];
  argc -= 2;
  char **rest = argv + 2;
  g_test_init(&argc, &rest, NULL);
  g_autofree char *whole = g_strdup_printf("/fuzz/%s/corpus", name);
  g_autofree char *changed = g_strdup_printf("/fuzz/%s/changed", name);
  g_test_add_func(whole, test_corpus);
  g_test_add_func(changed, test_changed);
  int status = g_test_run();
  g_ptr_array_unref(corpus);
  return status;
}
