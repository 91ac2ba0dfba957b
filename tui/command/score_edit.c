#include "tui/command/score_edit.h"

#include <math.h>
#include <string.h>

#include "core/model/schedule.h"
#include "core/model/task.h"
#include "core/rules/text.h"
#include "tui/command/value.h"

#define CLASSES "classes" /* the name of 文书号 */
#define ITEM "item:"      /* what those of 要点 begin with */

void score_edits_clear(ScoreEdits *edits) {
  g_strfreev(edits->set);
  g_free(edits->entry);
  g_free(edits->on);
  g_free(edits->reference);
  g_free(edits->remove);
  g_strfreev(edits->evidence);
  g_strfreev(edits->tasks);
  g_free(edits->confirm);
  g_free(edits->note);
}

static int count_edits(const ScoreEdits *edits) {
  return (edits->set != NULL) + (edits->entry != NULL) + (edits->remove != NULL) +
         (edits->evidence != NULL) + (edits->tasks != NULL) + (edits->confirm != NULL) +
         (edits->withdraw != FALSE);
}

gboolean score_edits_any(const ScoreEdits *edits) {
  return count_edits(edits) > 0 || edits->on != NULL || edits->reference != NULL ||
         edits->note != NULL;
}

int score_edits_check(const Invocation *invocation, const ScoreEdits *edits) {
  Day day = DAY_NONE;
  if (invocation->argument == NULL)
    return invocation_misuse_help(invocation, "请写明是哪一项指标：编号见 taizhang score 第一列");
  if (count_edits(edits) > 1)
    return invocation_misuse_help(
        invocation,
        "--set、--entry、--remove、--evidence、--task、--confirm、--withdraw 一次只能用一个");
  if (edits->entry == NULL && (edits->on != NULL || edits->reference != NULL))
    return invocation_misuse_help(invocation, "--on 和 --reference 要与 --entry 一起用");
  if (edits->confirm == NULL && edits->remove == NULL && edits->note != NULL)
    return invocation_misuse_help(invocation, "--note 要与 --confirm 或 --remove 一起用");
  if (edits->remove != NULL && edits->note == NULL)
    return invocation_misuse_help(invocation, "缺少 --note 理由：请写明为什么删除");
  return value_day("--on", edits->on, &day) ? STATUS_DONE : STATUS_USAGE;
}

/* A number as a person types it; FALSE where it is none, as where it is blank. */
static gboolean read_points(const char *text, double *points) {
  return score_number(text, points) && !isnan(*points);
}

/* The same of what is ticked, also in the words of the form. */
static gboolean read_tick(const char *text, double *tick) {
  g_autofree char *word = text_strip(text);
  gboolean yes = strcmp(word, "是") == 0;
  if (!yes && strcmp(word, "否") != 0)
    return read_points(text, tick);
  *tick = yes ? 1 : 0;
  return TRUE;
}

/* ---- inputs ----------------------------------------------------------------------------- */

static gboolean find_input(const GPtrArray *inputs, const char *name, guint *index) {
  for (guint i = 0; i < inputs->len; i++) {
    *index = i;
    if (strcmp(((const ScoreInput *)inputs->pdata[i])->name, name) == 0)
      return TRUE;
  }
  return FALSE;
}

static int read_value(ScoreInput *input, const char *value) {
  if (strcmp(input->name, CLASSES) == 0) {
    input->value = NAN;
    return value_text("--set 文书号=", value, &input->text) ? STATUS_DONE : STATUS_FAILED;
  }
  gboolean item = g_str_has_prefix(input->name, ITEM);
  if (item ? read_tick(value, &input->value) : read_points(value, &input->value))
    return STATUS_DONE;
  g_autofree char *title = score_input_title(input->name);
  return invocation_misuse("--set %s= 的值“%s”不是数", title, value);
}

/* One more line of 文书号 below those that the same call has. */
static int add_line(ScoreInput *classes, const char *value) {
  ScoreInput more = {.name = classes->name};
  int status = read_value(&more, value);
  if (status != STATUS_DONE)
    return status;
  char *lines = g_strconcat(classes->text, "\n", more.text, NULL);
  g_free(classes->text);
  g_free(more.text);
  classes->text = lines;
  return STATUS_DONE;
}

/* Puts one NAME=VALUE over inputs; without a value the name goes. given has the names that this
 * call gave before: of all but 文书号, whose classes are a line each, nobody means two. */
static int put_input(GPtrArray *inputs, GHashTable *given, const char *text) {
  const char *equals = strchr(text, '=');
  if (equals == NULL || equals == text)
    return invocation_misuse("--set 的值“%s”不对，应写成 名称=数 ，如 分子=3", text);
  g_autofree char *title = g_strndup(text, (gsize)(equals - text));
  g_autofree char *name = score_input_name(title);
  guint index;
  gboolean there = find_input(inputs, name, &index), removes = equals[1] == '\0';
  if (!g_hash_table_add(given, g_strdup(name))) {
    if (strcmp(name, CLASSES) == 0 && there && !removes)
      return add_line(inputs->pdata[index], equals + 1);
    g_autofree char *twice = score_input_title(name);
    return invocation_misuse("--set %s= 写了两次，请只写一次", twice);
  }
  if (there)
    g_ptr_array_remove_index(inputs, index);
  if (removes)
    return STATUS_DONE;
  ScoreInput *input = g_new0(ScoreInput, 1);
  input->name = g_steal_pointer(&name);
  g_ptr_array_add(inputs, input);
  return read_value(input, equals + 1);
}

static int set(Invocation *invocation, Db *db, gint64 node, const char *span,
               const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_autoptr(GPtrArray) inputs = score_inputs(db, node, span, &error);
  if (inputs == NULL)
    return invocation_fail(error);
  g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; edits->set[i] != NULL; i++) {
    int status = put_input(inputs, given, edits->set[i]);
    if (status != STATUS_DONE)
      return status;
  }
  const char *name;
  if (score_set(db, &actor, node, span, inputs, &name, &error))
    return STATUS_DONE;
  if (name == NULL)
    return invocation_fail(error);
  g_autofree char *title = score_input_title(name);
  return invocation_fail_text("%s：%s", title, error->message);
}

/* ---- entries and evidence --------------------------------------------------------------- */

static int add_entry(Invocation *invocation, Db *db, gint64 node, const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL, *reference = NULL;
  Actor actor = person_actor(&invocation->person);
  Day on = DAY_NONE;
  if (!value_day("--on", edits->on, &on))
    return STATUS_USAGE;
  if (!value_text("--entry", edits->entry, &text) ||
      (edits->reference != NULL && !value_text("--reference", edits->reference, &reference)))
    return STATUS_FAILED;
  return score_entry_add(db, &actor, node, on, text, reference, NULL, &error)
             ? STATUS_DONE
             : invocation_fail(error);
}

static int remove_entry(Invocation *invocation, Db *db, gint64 node, const char *span,
                        const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  g_autofree char *reason = NULL;
  Actor actor = person_actor(&invocation->person);
  int id = 0;
  if (!value_number("--remove", edits->remove, 1, G_MAXINT, &id))
    return STATUS_USAGE;
  if (!value_text("--note", edits->note, &reason))
    return STATUS_FAILED;
  g_autoptr(GPtrArray) entries = score_entries(db, node, span, &error);
  if (entries == NULL)
    return invocation_fail(error);
  for (guint i = 0; i < entries->len; i++) {
    if (((const ScoreEntry *)entries->pdata[i])->id == id)
      return score_entry_remove(db, &actor, id, reason, &error) ? STATUS_DONE
                                                                : invocation_fail(error);
  }
  return invocation_fail_text("该项在 %s 没有编号为 %d 的得分事项", span, id);
}

static int add_evidence(Invocation *invocation, Db *db, gint64 node, const char *span,
                        const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  Actor actor = person_actor(&invocation->person);
  g_auto(GStrv) references = g_new0(char *, g_strv_length(edits->evidence) + 1);
  for (int i = 0; edits->evidence[i] != NULL; i++) {
    if (!value_text("--evidence", edits->evidence[i], &references[i]))
      return STATUS_FAILED;
  }
  g_autoptr(GPtrArray) files = NULL;
  if (!value_evidence(references, &files))
    return STATUS_FAILED;
  g_autofree const char **taken = evidence_references(files);
  return score_evidence_add(db, &actor, node, span, taken, files, &error) ? STATUS_DONE
                                                                          : invocation_fail(error);
}

/* ---- recurrence rules ------------------------------------------------------------------- */

static gboolean add_rules(Db *db, gint64 task, GArray *links, GError **error) {
  g_autofree char *label = task_label(db, task, error); /* also where there is no such task */
  g_autoptr(GPtrArray) schedules = label != NULL ? schedule_list(db, task, error) : NULL;
  if (schedules == NULL)
    return FALSE;
  guint before = links->len;
  for (guint i = 0; i < schedules->len; i++) {
    const Schedule *schedule = schedules->pdata[i];
    if (schedule->ended == DAY_NONE)
      g_array_append_val(links, schedule->id);
  }
  return links->len > before ||
         store_refuse(error, "%s 没有周期要求；可用 taizhang rule 增加一条", label);
}

static int link_tasks(Invocation *invocation, Db *db, gint64 node, const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(gint64));
  Actor actor = person_actor(&invocation->person);
  for (int i = 0; edits->tasks[i] != NULL; i++) {
    gint64 task;
    if (g_str_equal(edits->tasks[i], "0"))
      continue;
    if (!value_task(invocation, edits->tasks[i], &task))
      return STATUS_USAGE;
    if (!add_rules(db, task, links, &error))
      return invocation_fail(error);
  }
  return score_link(db, &actor, node, links, &error) ? STATUS_DONE : invocation_fail(error);
}

/* ---- confirming ------------------------------------------------------------------------- */

static int confirm(Invocation *invocation, Db *db, const Reckoning *reckoning, gint64 node,
                   const char *span, const ScoreEdits *edits) {
  g_autoptr(GError) error = NULL;
  g_autofree char *note = NULL;
  Actor actor = person_actor(&invocation->person);
  double points = NAN;
  if (edits->confirm != NULL && !read_points(edits->confirm, &points))
    return invocation_misuse("--confirm 的值“%s”不是分数", edits->confirm);
  if (edits->note != NULL && !value_text("--note", edits->note, &note))
    return STATUS_FAILED;
  return score_confirm(db, &actor, reckoning, node, span, points, note, &error)
             ? STATUS_DONE
             : invocation_fail(error);
}

int score_edits_apply(Invocation *invocation, Db *db, const Reckoning *reckoning,
                      const SystemNode *node, const char *span, const ScoreEdits *edits) {
  if (edits->set != NULL)
    return set(invocation, db, node->id, span, edits);
  if (edits->entry != NULL)
    return add_entry(invocation, db, node->id, edits);
  if (edits->remove != NULL)
    return remove_entry(invocation, db, node->id, span, edits);
  if (edits->evidence != NULL)
    return add_evidence(invocation, db, node->id, span, edits);
  if (edits->tasks != NULL)
    return link_tasks(invocation, db, node->id, edits);
  return confirm(invocation, db, reckoning, node->id, span, edits);
}
