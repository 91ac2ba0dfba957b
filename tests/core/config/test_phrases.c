#include "core/config/phrases.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/config/document.h"

typedef struct {
  char *folder;
  char *shipped;
  char *user;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("phrases-XXXXXX", NULL);
  place->shipped = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data", "phrases.yaml", NULL);
  place->user = g_build_filename(place->folder, "phrases.yaml", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_unlink(place->user);
  g_rmdir(place->folder);
  g_free(place->folder);
  g_free(place->shipped);
  g_free(place->user);
}

static Phrases *load(const Place *place, const char *text, guint problems, const char *first) {
  if (text != NULL)
    g_assert_true(g_file_set_contents(place->user, text, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) told = NULL;
  Phrases *phrases = phrases_load(place->shipped, place->user, &told, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(told->len, ==, problems);
  if (problems > 0 && strstr(told->pdata[0], first) == NULL)
    g_error("no “%s” in “%s”", first, (const char *)told->pdata[0]);
  return phrases;
}

/* As load(), of which only the problems matter. */
static void drop(const Place *place, const char *text, guint problems, const char *first) {
  phrases_free(load(place, text, problems, first));
}

static char **fill(const Phrases *phrases, PhrasesUse use) {
  g_auto(LetterValues) values = {{NULL}};
  letter_values_set(&values, BLANK_MONTH, "11月");
  letter_values_set(&values, BLANK_UNITS, "厅法规处");
  letter_values_set_day(&values, BLANK_DATE, day_from_ymd(2026, 11, 21));
  return phrases_fill(phrases, use, &values);
}

/* All that come with the program can be filled in whole. */
static void test_shipped(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Phrases) phrases = load(place, NULL, 0, NULL);
  for (int use = 0; use < PHRASES_USE_COUNT; use++) {
    g_auto(GStrv) texts = fill(phrases, (PhrasesUse)use);
    g_assert_cmpuint(g_strv_length(texts), >=, 3);
    for (gsize i = 0; texts[i] != NULL; i++)
      g_assert_null(strpbrk(texts[i], "{}"));
  }
  g_auto(GStrv) progress = fill(phrases, PHRASES_PROGRESS);
  g_assert_true(g_strv_contains((const char *const *)progress,
                                "于2026年11月21日召开会议，研究部署有关工作。"));
}

static void test_user(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Phrases) phrases = load(
      place,
      "progress:\n  - \"{单位}{月}已报送。\"\n  - \"{单位}{月}已报送。\"\n  - 好{署名}\n  - [x]\n",
      2, "第 4 行");
  g_auto(GStrv) texts = fill(phrases, PHRASES_PROGRESS);
  g_assert_cmpstr(texts[0], ==, "厅法规处11月已报送。"); /* before the others, once */
  g_assert_cmpstr(texts[1], !=, texts[0]);
  drop(place, "progres:\n  - 好\n", 1, "progress");
  drop(place, "answer: 好\n", 1, "第 1 行");
  drop(place, "answer: [\n", 1, "phrases.yaml");
  drop(place, "# 还没有\n", 0, NULL);
  drop(place, "answer:\n  - 文号{文号}\n", 1, "可以填的有");
}

static void test_strict(Place *place, gconstpointer data) {
  (void)data;
  static const char *const texts[] = {"progress: []\nanswer: []\n",
                                      "progress: [\"{x}\"]\nanswer: []\nextension: []\n",
                                      "progress: 1\nanswer: []\nextension: []\n", ""};
  g_autofree char *path = g_build_filename(place->folder, "phrases.yaml", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_assert_true(g_file_set_contents(path, texts[i], -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) problems = NULL;
    g_assert_null(phrases_load(path, "/没有", &problems, &error));
    g_assert_nonnull(error);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add("/phrases/shipped", Place, NULL, set_up, test_shipped, tear_down);
  g_test_add("/phrases/user", Place, NULL, set_up, test_user, tear_down);
  g_test_add("/phrases/strict", Place, NULL, set_up, test_strict, tear_down);
  return g_test_run();
}
