/* emit.c: what is written of a content, and in which order. */
#include <math.h>
#include <string.h>

#include "core/exchange/content/content_node.h"
#include "core/exchange/content/content_private.h"
#include "core/exchange/content/emitter.h"

#define LINE_ITEMS_MAX 8 /* of a list on one line */

typedef struct {
  const Content *content;
  Emitter *to;
  GHashTable *declared; /* char*: names and other names of units, borrowed */
  GPtrArray **children; /* of each indicator, of the whole at 0: indexes in pointers */
  GPtrArray **tasks;    /* of each indicator, of none at 0: indexes in pointers */
  gboolean counted;     /* some have no 序号: all are counted from 1 */
} Emission;

/* ---- values ----------------------------------------------------------------------------- */

static void put_text(Emitter *to, const char *key, const char *text) {
  if (text != NULL && *text != '\0')
    to->text(to, key, text);
}

static void put_day(Emitter *to, const char *key, Day day) {
  char iso[DAY_TEXT_SIZE];
  if (day != DAY_NONE)
    to->word(to, key, day_to_iso(day, iso));
}

static void put_integer(Emitter *to, const char *key, gint64 value) {
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
  to->number(to, key, text);
}

static void put_percent(Emitter *to, int percent) {
  if (percent != PERCENT_NONE)
    put_integer(to, "percent", percent);
}

static void put_points(Emitter *to, double points) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isnan(points))
    to->number(to, "points", g_ascii_formatd(text, sizeof text, "%.15g", points));
}

static void put_texts(Emitter *to, const char *key, const GPtrArray *texts) {
  if (texts->len == 0)
    return;
  to->begin_list(to, key, texts->len <= LINE_ITEMS_MAX ? SHAPE_LINE : SHAPE_BLOCK);
  for (guint i = 0; i < texts->len; i++)
    to->text(to, NULL, texts->pdata[i]);
  to->end(to);
}

/* ---- units ------------------------------------------------------------------------------ */

static void emit_unit(Emitter *to, const ContentUnitInfo *unit) {
  gboolean long_ = unit->members->len > LINE_ITEMS_MAX || unit->aliases->len > LINE_ITEMS_MAX;
  to->begin_map(to, NULL, long_ ? SHAPE_BLOCK : SHAPE_LINE);
  to->text(to, "name", unit->name);
  to->word(to, "kind", unit_kind_code(unit->kind));
  put_text(to, "parent", unit->parent);
  put_texts(to, "aliases", unit->aliases);
  put_texts(to, "members", unit->members);
  to->end(to);
}

static void declare(Emission *emission, const char *name) {
  if (name == NULL || !g_hash_table_add(emission->declared, (gpointer)name))
    return;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  const ContentUnitInfo unit = {
      .name = (char *)name, .kind = unit_kind_guess(name), .aliases = none, .members = none};
  emit_unit(emission->to, &unit);
}

/* Whoever is named has to be declared, also those of whom nothing is known but the name. */
static void emit_units(Emission *emission) {
  const Content *content = emission->content;
  emission->to->begin_list(emission->to, "units", SHAPE_BLOCK);
  for (guint i = 0; i < content->units->len; i++) {
    const ContentUnitInfo *unit = content->units->pdata[i];
    g_hash_table_add(emission->declared, unit->name);
    for (guint k = 0; k < unit->aliases->len; k++)
      g_hash_table_add(emission->declared, unit->aliases->pdata[k]);
    emit_unit(emission->to, unit);
  }
  for (guint i = 0; i < content->units->len; i++) {
    const ContentUnitInfo *unit = content->units->pdata[i];
    declare(emission, unit->parent);
    for (guint k = 0; k < unit->members->len; k++)
      declare(emission, unit->members->pdata[k]);
  }
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    for (guint k = 0; k < task->units->len; k++)
      declare(emission, ((const ContentUnit *)task->units->pdata[k])->name);
  }
  emission->to->end(emission->to);
}

static void emit_task_units(Emitter *to, const GPtrArray *units) {
  if (units->len == 0)
    return;
  to->begin_list(to, "units", units->len <= LINE_ITEMS_MAX ? SHAPE_LINE : SHAPE_BLOCK);
  for (guint i = 0; i < units->len; i++) {
    const ContentUnit *unit = units->pdata[i];
    if (unit->role == ROLE_RESPONSIBLE) {
      to->text(to, NULL, unit->name);
      continue;
    }
    to->begin_map(to, NULL, SHAPE_LINE);
    to->text(to, "unit", unit->name);
    to->word(to, "role", role_code(unit->role));
    to->end(to);
  }
  to->end(to);
}

/* ---- tasks ------------------------------------------------------------------------------ */

static void emit_rule(Emitter *to, const ContentRule *rule) {
  const Recurrence *when = &rule->rule;
  to->begin_map(to, NULL, SHAPE_LINE);
  to->text(to, "phrase", rule->phrase);
  to->word(to, "every", every_code(when->every));
  if (when->step != 1)
    put_integer(to, "step", when->step);
  if (when->quota != 1)
    put_integer(to, "quota", when->quota);
  if (when->due_day != 0)
    put_integer(to, "due_day", when->due_day);
  if (when->due_month != 0)
    put_integer(to, "due_month", when->due_month);
  put_text(to, "material", rule->material);
  if (when->no_makeup)
    to->number(to, "no_makeup", "true");
  if (when->basis != content_usual_basis(when->every))
    to->word(to, "basis", basis_code(when->basis));
  if (when->basis == BASIS_ANCHOR || when->basis == BASIS_SUBMISSION)
    put_day(to, "anchor", when->anchor);
  put_day(to, "since", rule->since);
  put_day(to, "ended", rule->ended);
  to->end(to);
}

static void emit_rules(Emitter *to, const GPtrArray *rules) {
  if (rules->len == 0)
    return;
  to->begin_list(to, "schedules", SHAPE_BLOCK);
  for (guint i = 0; i < rules->len; i++)
    emit_rule(to, rules->pdata[i]);
  to->end(to);
}

static void emit_progress(Emitter *to, const GPtrArray *entries) {
  if (entries->len == 0)
    return;
  to->begin_list(to, "progress", SHAPE_BLOCK);
  for (guint i = 0; i < entries->len; i++) {
    const ContentProgress *entry = entries->pdata[i];
    to->begin_map(to, NULL, SHAPE_BLOCK);
    put_day(to, "on", entry->made_on);
    to->text(to, "text", entry->text);
    put_percent(to, entry->percent);
    put_text(to, "author", entry->author);
    put_texts(to, "evidence", entry->evidence);
    to->end(to);
  }
  to->end(to);
}

static void emit_deadline(const Emission *emission, const ContentTask *task) {
  Emitter *to = emission->to;
  put_text(to, "deadline", task->deadline);
  put_text(to, "printed", task->deadline_printed);
  if (task->due == content_due(task->deadline, emission->content->year))
    return;
  if (task->due != DAY_NONE)
    put_day(to, "due", task->due);
  else
    to->word(to, "due", CONTENT_NODE_NO_DUE);
}

static int number_of(const Emission *emission, int index) {
  const ContentTask *task = emission->content->tasks->pdata[index];
  return emission->counted ? index + 1 : task->number;
}

static void emit_task(const Emission *emission, int index) {
  Emitter *to = emission->to;
  const ContentTask *task = emission->content->tasks->pdata[index];
  to->begin_map(to, NULL, SHAPE_BLOCK);
  put_integer(to, "number", number_of(emission, index));
  if (task->id != 0)
    put_integer(to, "id", task->id);
  if (task->parent >= 0) {
    put_integer(to, "parent", number_of(emission, task->parent));
    put_integer(to, "weight", task->weight);
  }
  if (task->kind != TASK_KIND_TASK)
    to->word(to, "kind", task_kind_code(task->kind));
  to->text(to, "goal", task->goal);
  emit_task_units(to, task->units);
  emit_deadline(emission, task);
  if (task->state != TASK_STATE_NEW)
    to->word(to, "state", task_state_code(task->state));
  put_percent(to, task->percent);
  put_day(to, "done_on", task->done_on);
  put_text(to, "note", task->note);
  emit_rules(to, task->rules);
  emit_progress(to, task->progress);
  to->end(to);
}

/* ---- the tree --------------------------------------------------------------------------- */

static void emit_tasks(const Emission *emission, const GPtrArray *tasks) {
  if (tasks->len == 0)
    return;
  emission->to->begin_list(emission->to, "tasks", SHAPE_BLOCK);
  for (guint i = 0; i < tasks->len; i++)
    emit_task(emission, GPOINTER_TO_INT(tasks->pdata[i]));
  emission->to->end(emission->to);
}

/* The indicators below one (-1: the whole). */
static void emit_indicators(const Emission *emission, int parent) {
  Emitter *to = emission->to;
  const GPtrArray *children = emission->children[parent + 1];
  gboolean unsorted = parent < 0 && emission->tasks[0]->len > 0;
  if (children->len == 0 && !unsorted && parent >= 0)
    return;
  to->begin_list(to, "indicators", SHAPE_BLOCK);
  for (guint i = 0; i < children->len; i++) {
    int index = GPOINTER_TO_INT(children->pdata[i]);
    const ContentIndicator *indicator = emission->content->indicators->pdata[index];
    to->begin_map(to, NULL, SHAPE_BLOCK);
    to->text(to, "title", indicator->title);
    put_points(to, indicator->points);
    emit_indicators(emission, index);
    emit_tasks(emission, emission->tasks[index + 1]);
    to->end(to);
  }
  if (unsorted) {
    to->begin_map(to, NULL, SHAPE_BLOCK);
    to->text(to, "title", CONTENT_UNSORTED);
    emit_tasks(emission, emission->tasks[0]);
    to->end(to);
  }
  to->end(to);
}

static GPtrArray **lists_new(guint count) {
  GPtrArray **lists = g_new0(GPtrArray *, count);
  for (guint i = 0; i < count; i++)
    lists[i] = g_ptr_array_new();
  return lists;
}

static void lists_free(GPtrArray **lists, guint count) {
  for (guint i = 0; i < count; i++)
    g_ptr_array_unref(lists[i]);
  g_free(lists);
}

static void emit_tree(Emission *emission) {
  const Content *content = emission->content;
  guint count = content->indicators->len + 1;
  emission->children = lists_new(count);
  emission->tasks = lists_new(count);
  for (guint i = 0; i < content->indicators->len; i++) {
    int parent = ((const ContentIndicator *)content->indicators->pdata[i])->parent;
    g_ptr_array_add(emission->children[parent + 1], GINT_TO_POINTER((int)i));
  }
  for (guint i = 0; i < content->tasks->len; i++) {
    const ContentTask *task = content->tasks->pdata[i];
    emission->counted = emission->counted || task->number == 0;
    g_ptr_array_add(emission->tasks[task->indicator + 1], GINT_TO_POINTER((int)i));
  }
  emit_indicators(emission, -1);
  lists_free(emission->children, count);
  lists_free(emission->tasks, count);
}

/* ---- the head --------------------------------------------------------------------------- */

char *content_made_name(const char *title, int year) {
  g_autofree char *hash =
      g_compute_checksum_for_string(G_CHECKSUM_SHA256, title != NULL ? title : "", -1);
  return g_strdup_printf("ledger-%d-%.8s", year, hash);
}

static void emit_head(const Content *content, Emitter *to) {
  g_autofree char *made = content_made_name(content->title, content->year);
  to->word(to, "kind", "ledger");
  to->text(to, "name", content->template_name != NULL ? content->template_name : made);
  put_text(to, "title", content->title);
  put_text(to, "issuer", content->issuer);
  put_text(to, "document", content->document);
  put_day(to, "issued", content->issued);
  put_text(to, "region", content->region);
  if (content->year != 0)
    put_integer(to, "year", content->year);
  if (content->source_year != 0 && content->source_year != content->year)
    put_integer(to, "source_year", content->source_year);
  if (content->origin != NULL)
    to->word(to, "origin", content->origin);
  if (content->ledger != 0)
    put_integer(to, "ledger", content->ledger);
}

static void emit_reporting(const Content *content, Emitter *to) {
  if (content->reporting->len == 0)
    return;
  to->begin_list(to, "reporting", SHAPE_BLOCK);
  for (guint i = 0; i < content->reporting->len; i++) {
    const ContentReporting *reporting = content->reporting->pdata[i];
    to->begin_map(to, NULL, SHAPE_BLOCK);
    to->text(to, "text", reporting->text);
    to->text(to, "phrase", reporting->phrase);
    put_texts(to, "materials", reporting->materials);
    to->end(to);
  }
  to->end(to);
}

void content_emit(const Content *content, Emitter *emitter) {
  g_autoptr(GHashTable) declared = g_hash_table_new(g_str_hash, g_str_equal);
  Emission emission = {.content = content, .to = emitter, .declared = declared};
  emitter->begin_map(emitter, NULL, SHAPE_BLOCK);
  emit_head(content, emitter);
  emit_units(&emission);
  emit_reporting(content, emitter);
  emit_tree(&emission);
  emitter->end(emitter);
}

void emitter_put(Emitter *emitter, const char *text, gsize length) {
  if (emitter->error == NULL)
    sink_put(emitter->sink, text, length, &emitter->error);
}

gboolean emitter_finish(Emitter *emitter, GError **error) {
  if (emitter->error == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&emitter->error));
  return FALSE;
}
