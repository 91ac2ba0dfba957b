/* Ranks of texts, against sorting them by strcmp(). */
#include "core/rules/text_rank.h"

#include <string.h>

typedef struct {
  char *text;
  guint place;
} Named;

static int by_text(gconstpointer a, gconstpointer b) {
  const Named *left = *(Named *const *)a, *right = *(Named *const *)b;
  return strcmp(left->text, right->text);
}

static void named_free(gpointer data) {
  Named *named = data;
  g_free(named->text);
  g_free(named);
}

/* Ranks of texts, which are put in order: equal ones have the same, the next one more. */
static void check(GPtrArray *texts) {
  g_autoptr(TextRanks) ranks = text_ranks_new();
  g_autofree gint64 *given = g_new(gint64, texts->len + 1);
  for (guint i = 0; i < texts->len; i++) {
    Named *named = texts->pdata[i];
    named->place = i;
    text_ranks_add(ranks, i, named->text, strlen(named->text));
  }
  text_ranks_give(ranks, given);
  g_ptr_array_sort(texts, by_text);
  gint64 rank = 0;
  for (guint i = 0; i < texts->len; i++) {
    rank += i > 0 && by_text(&texts->pdata[i - 1], &texts->pdata[i]) != 0;
    g_assert_cmpint(given[((Named *)texts->pdata[i])->place], ==, rank);
  }
}

static GPtrArray *texts_new(void) {
  return g_ptr_array_new_with_free_func(named_free);
}

static void add(GPtrArray *texts, char *text) {
  Named *named = g_new0(Named, 1);
  named->text = text;
  g_ptr_array_add(texts, named);
}

/* Texts that begin alike, end anywhere, and come more than once. */
static void test_random(void) {
  static const char *const PARTS[] = {"",  "a",    "b",        "整改",    "整治",
                                      "~", "\xff", "\x80\x01", "12345678"};
  for (int round = 0; round < 60; round++) {
    g_autoptr(GPtrArray) texts = texts_new();
    for (int count = g_test_rand_int_range(0, 80 + round * 5); count > 0; count--) {
      GString *text = g_string_new(NULL);
      for (int parts = g_test_rand_int_range(0, 7); parts > 0; parts--)
        g_string_append(text, PARTS[g_test_rand_int_range(0, G_N_ELEMENTS(PARTS))]);
      add(texts, g_string_free(text, FALSE));
    }
    check(texts);
  }
}

/* Texts that are long and the same but for the end, if at all. */
static void test_long(void) {
  g_autoptr(GPtrArray) texts = texts_new();
  for (int i = 0; i < 400; i++) {
    int length = 240 + g_test_rand_int_range(0, 30);
    char *text = g_strnfill((gsize)length, 'x');
    text[length - 1] = (char)('a' + g_test_rand_int_range(0, 3));
    add(texts, text);
  }
  for (int i = 0; i < 3; i++)
    add(texts, g_strnfill(1000 * 1000, 'x'));
  check(texts);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text-rank/random", test_random);
  g_test_add_func("/text-rank/long", test_long);
  return g_test_run();
}
