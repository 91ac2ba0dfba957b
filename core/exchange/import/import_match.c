/* import_match.c: which row of a file is which row of the ledger.
 *
 * The surest signs come first, and each row is used once: the id, the same words at the same place
 * of the tree, the same words anywhere, and at last, for the few rows that are left, words that are
 * alike near the same place. The first ones look up hashes, the last one looks only around.
 */
#include <stdlib.h>

#include "core/exchange/import/import_private.h"
#include "core/exchange/import/likeness.h"

#define RELATED 0.3 /* less alike than this are two tasks, whatever else they share */
#define ALIKE 0.55  /* alike enough, with what the place adds */
#define AROUND 24   /* how many left rows before and after the place are looked at */
#define SAME_NUMBER 0.12
#define SAME_PATH 0.08
#define SAME_GAP 0.08 /* both neighbours that are known enclose it */

typedef struct {
  const Content *incoming;
  const Content *present;
  const Watch *watch;
  int *match;            /* of incoming; -1: not yet */
  int *taken;            /* of present: the one of incoming that it is; -1: not yet */
  guint *incoming_paths; /* the place in the tree of each task, equal where its titles are */
  guint *present_paths;
} Matching;

static void matching_clear(Matching *matching) {
  g_free(matching->match);
  g_free(matching->taken);
  g_free(matching->incoming_paths);
  g_free(matching->present_paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matching, matching_clear)

static const ContentTask *task_at(const Content *content, guint index) {
  return content->tasks->pdata[index];
}

static void pair(Matching *matching, guint incoming, guint present) {
  matching->match[incoming] = (int)present;
  matching->taken[present] = (int)incoming;
}

/* ---- places in the tree ------------------------------------------------------------------- */

static guint path_number(GHashTable *numbers, const Content *content, const ContentTask *task) {
  g_autoptr(GString) path = g_string_new(NULL);
  for (int level = 1; content_level(content, task, level) != NULL; level++) {
    g_autofree char *title = likeness_key(content_level(content, task, level));
    g_string_append_printf(path, "%s\n", title);
  }
  gpointer number = g_hash_table_lookup(numbers, path->str);
  if (number == NULL) {
    number = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
    g_hash_table_insert(numbers, g_strdup(path->str), number);
  }
  return GPOINTER_TO_UINT(number);
}

static guint *paths_of(GHashTable *numbers, const Content *content) {
  guint *paths = g_new(guint, content->tasks->len + 1);
  guint *of_indicator = g_new0(guint, content->indicators->len + 1); /* last: under none */
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = task_at(content, i);
    guint *known =
        &of_indicator[task->indicator >= 0 ? (guint)task->indicator : content->indicators->len];
    if (*known == 0)
      *known = path_number(numbers, content, task);
    paths[i] = *known;
  }
  g_free(of_indicator);
  return paths;
}

/* ---- by id -------------------------------------------------------------------------------- */

/* A row that was copied in the file has the id of another: whose words are the same comes first. */
static void match_ids(Matching *matching, gboolean exactly) {
  g_autoptr(GHashTable) ids = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < matching->present->tasks->len; i++)
    g_hash_table_insert(ids, (gpointer)&task_at(matching->present, i)->id, GUINT_TO_POINTER(i + 1));
  for (guint i = 0; i < matching->incoming->tasks->len; i++) {
    const ContentTask *incoming = task_at(matching->incoming, i);
    guint found = GPOINTER_TO_UINT(g_hash_table_lookup(ids, &incoming->id));
    if (matching->match[i] >= 0 || incoming->id == 0 || found == 0 ||
        matching->taken[found - 1] >= 0)
      continue;
    const char *goal = task_at(matching->present, found - 1)->goal;
    gboolean same = g_str_equal(incoming->goal, goal);
    if (!same && !exactly) {
      g_autoptr(Likeness) one = likeness_new(incoming->goal), other = likeness_new(goal);
      same = likeness_of(one, other) >= RELATED;
    }
    if (same)
      pair(matching, i, found - 1);
  }
}

/* ---- by words ----------------------------------------------------------------------------- */

typedef enum {
  WORDS_IN_ORDER, /* of several of the same words the first is the first */
  WORDS_ALONE,    /* only what is there once in both, or as often in both */
} WordsManner;

typedef struct {
  gboolean by_path; /* at the same place of the tree */
  gboolean loosely; /* but for blanks, widths and case */
  gboolean by_number;
  gboolean dead; /* with tasks that are 作废 */
  WordsManner manner;
} WordsPass;

/* Rows of the same words that are left, in order. */
typedef struct {
  GArray *incoming; /* guint */
  GArray *present;
} Namesakes;

static Namesakes *namesakes_new(void) {
  Namesakes *namesakes = g_new(Namesakes, 1);
  namesakes->incoming = g_array_new(FALSE, FALSE, sizeof(guint));
  namesakes->present = g_array_new(FALSE, FALSE, sizeof(guint));
  return namesakes;
}

static void namesakes_free(gpointer data) {
  Namesakes *namesakes = data;
  g_array_unref(namesakes->incoming);
  g_array_unref(namesakes->present);
  g_free(namesakes);
}

static char *words_key(const WordsPass *pass, const ContentTask *task, guint path) {
  g_autofree char *loose = pass->loosely ? likeness_key(task->goal) : NULL;
  return g_strdup_printf("%u %d %s", pass->by_path ? path : 0, pass->by_number ? task->number : 0,
                         loose != NULL ? loose : task->goal);
}

static Namesakes *namesakes_of(GHashTable *table, const WordsPass *pass, const ContentTask *task,
                               guint path) {
  char *key = words_key(pass, task, path);
  Namesakes *found = g_hash_table_lookup(table, key);
  if (found != NULL) {
    g_free(key);
    return found;
  }
  found = namesakes_new();
  g_hash_table_insert(table, key, found);
  return found;
}

/* FALSE where nothing is left to be matched. */
static gboolean match_words(Matching *matching, const WordsPass *pass) {
  g_autoptr(GHashTable) table =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, namesakes_free);
  for (guint i = 0; i < matching->incoming->tasks->len; i++) {
    if (matching->match[i] < 0)
      g_array_append_val(
          namesakes_of(table, pass, task_at(matching->incoming, i), matching->incoming_paths[i])
              ->incoming,
          i);
  }
  if (g_hash_table_size(table) == 0)
    return FALSE;
  for (guint i = 0; i < matching->present->tasks->len; i++) {
    const ContentTask *task = task_at(matching->present, i);
    if (matching->taken[i] < 0 && (task->state == TASK_STATE_VOID) == pass->dead)
      g_array_append_val(namesakes_of(table, pass, task, matching->present_paths[i])->present, i);
  }
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const Namesakes *same = value;
    if (pass->manner == WORDS_ALONE && same->incoming->len != same->present->len)
      continue;
    for (guint i = 0; i < MIN(same->incoming->len, same->present->len); i++)
      pair(matching, g_array_index(same->incoming, guint, i),
           g_array_index(same->present, guint, i));
  }
  return TRUE;
}

static gboolean match_all_words(Matching *matching, GError **error) {
  static const WordsPass PASSES[] = {
      {.by_path = TRUE, .by_number = TRUE},
      {.by_path = TRUE},
      {.manner = WORDS_ALONE},
      {.by_path = TRUE, .loosely = TRUE},
      {.loosely = TRUE, .manner = WORDS_ALONE},
      {.by_path = TRUE, .dead = TRUE},
      {.dead = TRUE, .manner = WORDS_ALONE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(PASSES); i++) {
    if (!watch_goes_on(matching->watch, "正在对照", i, G_N_ELEMENTS(PASSES), error))
      return FALSE;
    if (!match_words(matching, &PASSES[i]))
      break;
  }
  return TRUE;
}

/* ---- by likeness, near the same place ----------------------------------------------------- */

typedef struct {
  guint incoming, present;
  float score;
} Candidate;

/* The best first; of equals what stands first. */
static int by_score(gconstpointer a, gconstpointer b) {
  const Candidate *left = a, *right = b;
  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->incoming != right->incoming)
    return left->incoming < right->incoming ? -1 : 1;
  return left->present < right->present ? -1 : left->present > right->present;
}

/* What is left of present, in order. */
typedef struct {
  GArray *rows;        /* guint */
  Likeness **likeness; /* of each row */
} Left;

static void left_clear(Left *left) {
  for (guint i = 0; i < left->rows->len; i++)
    likeness_free(left->likeness[i]);
  g_free(left->likeness);
  g_array_unref(left->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Left, left_clear)

static void left_read(Left *left, const Matching *matching) {
  left->rows = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < matching->present->tasks->len; i++) {
    if (matching->taken[i] < 0 && task_at(matching->present, i)->state != TASK_STATE_VOID)
      g_array_append_val(left->rows, i);
  }
  left->likeness = g_new(Likeness *, left->rows->len + 1);
  for (guint i = 0; i < left->rows->len; i++)
    left->likeness[i] =
        likeness_new(task_at(matching->present, g_array_index(left->rows, guint, i))->goal);
}

/* The first of the left rows at or after place. */
static guint left_at(const Left *left, guint place) {
  guint low = 0, high = left->rows->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(left->rows, guint, middle) < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Between which rows of present a row of incoming would stand: those that its neighbours are. */
typedef struct {
  int after;  /* -1: at the beginning */
  int before; /* G_MAXINT: at the end */
  guint into; /* how many rows that are left too come before it */
} Gap;

static void score_around(const Matching *matching, const Left *left, guint incoming, Gap gap,
                         GArray *candidates) {
  const ContentTask *task = task_at(matching->incoming, incoming);
  g_autoptr(Likeness) own = likeness_new(task->goal);
  guint place = left_at(left, (guint)(gap.after + 1)) + gap.into;
  guint end = MIN(place + AROUND, left->rows->len);
  guint first = MIN(place, end) > AROUND ? MIN(place, end) - AROUND : 0;
  for (guint i = first; i < end; i++) {
    guint row = g_array_index(left->rows, guint, i);
    const ContentTask *other = task_at(matching->present, row);
    double score = likeness_of(own, left->likeness[i]);
    if (score < RELATED)
      continue;
    score += task->number != 0 && task->number == other->number ? SAME_NUMBER : 0;
    score += matching->incoming_paths[incoming] == matching->present_paths[row] ? SAME_PATH : 0;
    score += (int)row > gap.after && (int)row < gap.before ? SAME_GAP : 0;
    Candidate candidate = {incoming, row, (float)score};
    if (score >= ALIKE)
      g_array_append_val(candidates, candidate);
  }
}

/* What the next known neighbour of each row is, from behind: G_MAXINT where there is none. */
static int *known_after(const Matching *matching) {
  guint count = matching->incoming->tasks->len;
  int *known = g_new(int, count + 1);
  known[count] = G_MAXINT;
  for (guint i = count; i > 0; i--)
    known[i - 1] = matching->match[i - 1] >= 0 ? matching->match[i - 1] : known[i];
  return known;
}

static gboolean match_alike(Matching *matching, GError **error) {
  g_auto(Left) left = {0};
  left_read(&left, matching);
  if (left.rows->len == 0)
    return TRUE;
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autofree int *after = known_after(matching);
  int before = -1;
  guint into = 0;
  guint count = matching->incoming->tasks->len;
  for (guint i = 0; i < count; i++) {
    if (i % 1024 == 0 && !watch_goes_on(matching->watch, "正在对照", i, count, error))
      return FALSE;
    if (matching->match[i] < 0) {
      score_around(matching, &left, i, (Gap){before, after[i], into++}, candidates);
      continue;
    }
    before = matching->match[i];
    into = 0;
  }
  g_array_sort(candidates, by_score);
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index(candidates, Candidate, i);
    if (matching->match[candidate->incoming] < 0 && matching->taken[candidate->present] < 0)
      pair(matching, candidate->incoming, candidate->present);
  }
  return TRUE;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static int *none_yet(guint count) {
  int *numbers = g_new(int, count + 1);
  for (guint i = 0; i < count; i++)
    numbers[i] = -1;
  return numbers;
}

int *import_match(const Content *incoming, const Content *present, gboolean same_file,
                  const Watch *watch, GError **error) {
  g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(Matching) matching = {
      .incoming = incoming,
      .present = present,
      .watch = watch,
      .match = none_yet(incoming->tasks->len),
      .taken = none_yet(present->tasks->len),
      .incoming_paths = paths_of(numbers, incoming),
      .present_paths = paths_of(numbers, present),
  };
  if (same_file) {
    match_ids(&matching, TRUE);
    match_ids(&matching, FALSE);
  }
  if (!match_all_words(&matching, error) || !match_alike(&matching, error))
    return NULL;
  return g_steal_pointer(&matching.match);
}
