/* read.c: a content out of a YAML or JSON document. */
#include <math.h>

#include "core/exchange/content/content_node.h"
#include "core/exchange/content/content_private.h"
#include "core/exchange/content/emitter.h"
#include "core/rules/phrase.h"

/* What every document says of a ledger, and what only the export of one in use does. */
#define FIELDS_ALWAYS                                                                              \
  (CONTENT_BIT(CONTENT_NUMBER) | CONTENT_BIT(CONTENT_LEVEL_1) | CONTENT_BIT(CONTENT_LEVEL_2) |     \
   CONTENT_BIT(CONTENT_LEVEL_3) | CONTENT_BIT(CONTENT_LEVEL_4) | CONTENT_BIT(CONTENT_KIND) |       \
   CONTENT_BIT(CONTENT_GOAL) | CONTENT_BIT(CONTENT_UNITS) | CONTENT_BIT(CONTENT_DEADLINE) |        \
   CONTENT_BIT(CONTENT_RULES) | CONTENT_BIT(CONTENT_NOTE))
#define FIELDS_ALL ((CONTENT_BIT(CONTENT_FIELD_COUNT) - 1) & ~CONTENT_BIT(CONTENT_NONE))

typedef struct {
  Content *content;
  int from;            /* the year of the document */
  GHashTable *numbers; /* 序号 → ContentTask* */
  GHashTable *parts;   /* ContentTask* → the 序号 of what it is a part of */
} Reading;

/* Whether the document is read for another year: what has become of its tasks is not that one's. */
static gboolean is_moved(const Reading *reading) {
  return reading->content->year != reading->from;
}

/* ---- the head --------------------------------------------------------------------------- */

static void read_head(Reading *reading, const DocumentNode *root) {
  Content *content = reading->content;
  content->title = content_node_text(root, "title");
  content->issuer = content_node_text(root, "issuer");
  content->document = content_node_text(root, "document");
  content->issued = document_get_date(root, "issued");
  content->region = content_node_text(root, "region");
  content->source_year = (int)document_get_integer(root, "source_year", reading->from);
  if (!is_moved(reading)) {
    content->origin = content_node_text(root, "origin");
    content->ledger = document_get_integer(root, "ledger", 0);
  }
  content->fields = content->origin != NULL ? FIELDS_ALL : FIELDS_ALWAYS;
  g_autofree char *made = content_made_name(content->title, reading->from);
  const char *name = document_get_text(root, "name");
  if (g_strcmp0(name, made) != 0)
    content->template_name = g_strdup(name);
}

static void read_reporting(Content *content, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const DocumentNode *materials = document_get(item, "materials");
    ContentReporting *reporting = g_new0(ContentReporting, 1);
    reporting->text = content_node_text(item, "text");
    reporting->phrase = content_node_text(item, "phrase");
    reporting->materials = g_ptr_array_new_with_free_func(g_free);
    for (gsize k = 0; k < document_length(materials); k++)
      g_ptr_array_add(reporting->materials, g_strdup(document_text(document_item(materials, k))));
    g_ptr_array_add(content->reporting, reporting);
  }
}

/* ---- tasks ------------------------------------------------------------------------------ */

static void read_units(ContentTask *task, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const char *name = document_text(item);
    Role role = ROLE_RESPONSIBLE; /* no role printed: none is guessed */
    if (name == NULL) {
      name = document_get_text(item, "unit");
      role_parse(document_get_text(item, "role"), &role);
    }
    g_ptr_array_add(task->units, content_unit_new(name, role));
  }
}

static void read_deadline(const Reading *reading, ContentTask *task, const DocumentNode *node) {
  int to = reading->content->year;
  g_auto(MovedDeadline) deadline = content_node_deadline(node, reading->from, to);
  g_autofree char *printed = content_node_text(node, "printed");
  if (printed == NULL)
    printed = g_strdup(deadline.printed);
  task->deadline = g_steal_pointer(&deadline.text);
  if (g_strcmp0(printed, task->deadline) != 0)
    task->deadline_printed = g_steal_pointer(&printed);
  task->due = deadline.due;
  if (document_get(node, "due") != NULL) { /* a date, or that there is none */
    Day due = document_get_date(node, "due");
    task->due = is_moved(reading) ? phrase_due_moved(NULL, to, due, to - reading->from) : due;
  }
}

/* Newest first; what has no day is of today. */
static int by_day(gconstpointer a, gconstpointer b) {
  const ContentProgress *x = *(ContentProgress *const *)a, *y = *(ContentProgress *const *)b;
  if (x->made_on == y->made_on)
    return 0;
  if (x->made_on == DAY_NONE || y->made_on == DAY_NONE)
    return x->made_on == DAY_NONE ? -1 : 1;
  return x->made_on > y->made_on ? -1 : 1;
}

static void read_progress(ContentTask *task, const DocumentNode *list) {
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *item = document_item(list, i);
    const DocumentNode *evidence = document_get(item, "evidence");
    g_autofree char *text = content_node_text(item, "text");
    ContentProgress *progress = content_progress_new(text);
    progress->made_on = document_get_date(item, "on");
    progress->percent = (int)document_get_integer(item, "percent", PERCENT_NONE);
    progress->author = content_node_text(item, "author");
    for (gsize k = 0; k < document_length(evidence); k++)
      g_ptr_array_add(progress->evidence, g_strdup(document_text(document_item(evidence, k))));
    g_ptr_array_add(task->progress, progress);
  }
  g_ptr_array_sort(task->progress, by_day); /* stable */
}

static void read_state(ContentTask *task, const DocumentNode *node) {
  task->id = document_get_integer(node, "id", 0);
  task_state_parse(document_get_text(node, "state"), &task->state);
  task->percent = (int)document_get_integer(node, "percent", PERCENT_NONE);
  task->done_on = document_get_date(node, "done_on");
  read_progress(task, document_get(node, "progress"));
}

static void note_fields(Content *content, const DocumentNode *node) {
  static const struct {
    const char *key;
    guint32 fields;
  } KEYS[] = {
      {"id", CONTENT_BIT(CONTENT_ID)},
      {"printed", CONTENT_BIT(CONTENT_PRINTED)},
      {"state", CONTENT_BIT(CONTENT_STATE)},
      {"percent", CONTENT_BIT(CONTENT_PERCENT)},
      {"done_on", CONTENT_BIT(CONTENT_DONE_ON)},
      {"progress", CONTENT_BIT(CONTENT_PROGRESS) | CONTENT_BIT(CONTENT_PROGRESS_ON) |
                       CONTENT_BIT(CONTENT_EVIDENCE)},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
    if (document_get(node, KEYS[i].key) != NULL)
      content->fields |= KEYS[i].fields;
  }
}

static void read_task(Reading *reading, const DocumentNode *node, int indicator, TaskKind kind) {
  ContentTask *task = content_task_new();
  TaskState state = TASK_STATE_NEW;
  task_state_parse(document_get_text(node, "state"), &state);
  if (is_moved(reading) && state == TASK_STATE_VOID) { /* as in 结转 */
    content_task_free(task);
    return;
  }
  task->number = (int)document_get_integer(node, "number", 0);
  task->indicator = indicator;
  task->kind = kind;
  task_kind_parse(document_get_text(node, "kind"), &task->kind);
  task->weight = (int)document_get_integer(node, "weight", 0);
  task->goal = content_node_text(node, "goal");
  task->note = content_node_text(node, "note");
  read_units(task, document_get(node, "units"));
  read_deadline(reading, task, node);
  g_ptr_array_unref(task->rules);
  task->rules = content_node_rules(document_get(node, "schedules"), is_moved(reading));
  if (!is_moved(reading)) {
    read_state(task, node);
    note_fields(reading->content, node);
  }
  g_hash_table_insert(reading->numbers, GINT_TO_POINTER(task->number), task);
  if (document_get(node, "parent") != NULL)
    g_hash_table_insert(reading->parts, task,
                        GINT_TO_POINTER((int)document_get_integer(node, "parent", 0)));
  g_ptr_array_add(reading->content->tasks, task);
}

static void read_indicators(Reading *reading, const DocumentNode *list, int parent,
                            TaskKind above) {
  Content *content = reading->content;
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    TaskKind kind = above;
    task_kind_parse(document_get_text(node, "kind"), &kind);
    ContentIndicator *indicator = g_new0(ContentIndicator, 1);
    indicator->parent = parent;
    indicator->title = content_node_text(node, "title");
    indicator->points = document_get_number(node, "points", NAN);
    if (!isnan(indicator->points))
      content->fields |= CONTENT_BIT(CONTENT_POINTS);
    g_ptr_array_add(content->indicators, indicator);
    int index = (int)content->indicators->len - 1;
    read_indicators(reading, document_get(node, "indicators"), index, kind);
    const DocumentNode *tasks = document_get(node, "tasks");
    for (gsize k = 0; k < document_length(tasks); k++)
      read_task(reading, document_item(tasks, k), index, kind);
  }
}

/* ---- the order -------------------------------------------------------------------------- */

/* What a task is a part of; NULL: nothing that is there. */
static const ContentTask *whole_of(const Reading *reading, const ContentTask *part) {
  gpointer number;
  if (!g_hash_table_lookup_extended(reading->parts, part, NULL, &number))
    return NULL;
  return g_hash_table_lookup(reading->numbers, number);
}

/* By 序号, parts right after their whole. */
static int by_number(gconstpointer a, gconstpointer b, gpointer data) {
  const ContentTask *x = *(ContentTask *const *)a, *y = *(ContentTask *const *)b;
  const ContentTask *whole_x = whole_of(data, x), *whole_y = whole_of(data, y);
  const ContentTask *top_x = whole_x != NULL ? whole_x : x, *top_y = whole_y != NULL ? whole_y : y;
  if (top_x != top_y)
    return top_x->number < top_y->number ? -1 : 1;
  if ((whole_x != NULL) != (whole_y != NULL))
    return whole_x == NULL ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void put_in_order(Reading *reading) {
  GPtrArray *tasks = reading->content->tasks;
  g_ptr_array_sort_with_data(tasks, by_number, reading);
  int last = -1; /* the whole that stands before */
  for (guint i = 0; i < tasks->len; i++) {
    ContentTask *task = tasks->pdata[i];
    if (whole_of(reading, task) == NULL) {
      task->weight = 0;
      last = (int)i;
    } else {
      task->parent = last;
    }
  }
}

Content *content_from_document(const Document *document, int year, GError **error) {
  const DocumentNode *root = document_root(document);
  if (!document_is(root, DOCUMENT_MAPPING)) {
    document_fail(root, error, "这不是台账");
    return NULL;
  }
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) parts = g_hash_table_new(NULL, NULL);
  Reading reading = {
      .content = content_new(),
      .from = (int)document_get_integer(root, "year", 0),
      .numbers = numbers,
      .parts = parts,
  };
  reading.content->year = year != 0 ? year : reading.from;
  read_head(&reading, root);
  g_ptr_array_unref(reading.content->units);
  reading.content->units = content_node_units(document_get(root, "units"));
  read_reporting(reading.content, document_get(root, "reporting"));
  read_indicators(&reading, document_get(root, "indicators"), -1, TASK_KIND_TASK);
  put_in_order(&reading);
  return reading.content;
}
