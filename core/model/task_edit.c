#include <string.h>

#include "core/model/settle.h"
#include "core/model/task.h"
#include "core/model/task_number.h"
#include "core/model/task_rule.h"
#include "core/model/unit.h"
#include "core/rules/phrase.h"
#include "core/rules/text.h"
#include "core/store/permit.h"

#define SQL_LEDGER_YEAR "SELECT year FROM ledger WHERE id = ?1"
#define SQL_DUE "SELECT due FROM task WHERE id = ?1"
#define SQL_INDICATOR_IN "SELECT 1 FROM indicator WHERE id = ?1 AND ledger = ?2"
#define SQL_GOAL "UPDATE task SET goal = ?2 WHERE id = ?1"
#define SQL_NOTE "UPDATE task SET note = ?2 WHERE id = ?1"
#define SQL_KIND "UPDATE task SET kind = ?2 WHERE id = ?1"
#define SQL_INDICATOR "UPDATE task SET indicator = ?2 WHERE id = ?1"
#define SQL_DEADLINE "UPDATE task SET deadline = ?2, due = ?3 WHERE id = ?1"

/* What is about to be stored: an input, checked and computed. */
typedef struct {
  const TaskInput *input;
  const Actor *actor;
  const Task *before;         /* NULL: a new task */
  const Reckoning *reckoning; /* of a task that changes */
  char *goal;
  char *deadline; /* NULL: none */
  char *note;     /* NULL: none */
  Day due;
  GPtrArray *units;  /* TaskUnit* */
  TaskField *field;  /* which one is refused: the caller's, … */
  TaskField unasked; /* … or where it does not ask */
  gint64 id;
} Edit;

static void edit_clear(Edit *edit) {
  g_free(edit->goal);
  g_free(edit->deadline);
  g_free(edit->note);
  if (edit->units != NULL)
    g_ptr_array_unref(edit->units);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Edit, edit_clear)

char *task_typed(const char *text) {
  char *copy = text_strip(text);
  if (*copy == '\0')
    g_clear_pointer(&copy, g_free);
  return copy;
}

/* ---- units, as text --------------------------------------------------------------------- */

static gboolean is_separator(gunichar c) {
  return g_unichar_isspace(c) || (c != 0 && g_utf8_strchr("、，,；;", -1, c) != NULL);
}

/* The end of the role in brackets that text begins with （牵头）, perhaps after a blank; text
 * itself where it has none. */
static const char *read_role(const char *text, Role *role) {
  const char *start = text;
  while (g_unichar_isspace(g_utf8_get_char(start)))
    start = g_utf8_next_char(start);
  const char *open = g_str_has_prefix(start, "（") ? "（" : "(";
  if (!g_str_has_prefix(start, open))
    return text;
  start += strlen(open);
  for (const char *end = start; *end != '\0'; end = g_utf8_next_char(end)) {
    gunichar c = g_utf8_get_char(end);
    if (c != ')' && c != 0xFF09)
      continue;
    g_autofree char *name = g_strndup(start, (gsize)(end - start));
    return role_parse(name, role) ? g_utf8_next_char(end) : text;
  }
  return text;
}

/* The known name that text begins with: the longest, since one name may hold another, and some hold
 * separators and brackets themselves (各市、县（区）交通运输局). */
static const UnitName *longest_name(GPtrArray *names, const char *text) {
  const UnitName *longest = NULL;
  for (guint i = 0; i < names->len; i++) {
    const UnitName *name = names->pdata[i];
    if (g_str_has_prefix(text, name->name) &&
        (longest == NULL || strlen(name->name) > strlen(longest->name)))
      longest = name;
  }
  return longest;
}

static GPtrArray *unknown_unit(Db *db, const char *text, GError **error) {
  const char *end = text;
  while (*end != '\0' && !is_separator(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  g_autofree char *name = g_strndup(text, (gsize)(end - text));
  g_autoptr(Unit) unit = unit_find(db, name, error);
  if (unit != NULL) /* the name goes on after a known one, with no separator between */
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "“%s”中的单位之间请用顿号隔开", text);
  return NULL;
}

static void add_unit(GPtrArray *units, const UnitName *name, Role role) {
  for (guint i = 0; i < units->len; i++) {
    const TaskUnit *known = units->pdata[i];
    if (known->unit == name->unit && known->role == role)
      return;
  }
  g_ptr_array_add(units, task_unit_new(name->unit, name->full, role));
}

GPtrArray *task_read_units(Db *db, const char *text, GError **error) {
  g_autoptr(GPtrArray) names = unit_name_list(db, error);
  if (names == NULL)
    return NULL;
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  const char *p = text != NULL ? text : "";
  while (*p != '\0') {
    if (is_separator(g_utf8_get_char(p))) {
      p = g_utf8_next_char(p);
      continue;
    }
    const UnitName *name = longest_name(names, p);
    if (name == NULL)
      return unknown_unit(db, p, error);
    Role role = ROLE_RESPONSIBLE;
    const char *end = read_role(p + strlen(name->name), &role);
    if (*end != '\0' && !is_separator(g_utf8_get_char(end)))
      return unknown_unit(db, p, error);
    add_unit(units, name, role);
    p = end;
  }
  return g_steal_pointer(&units);
}

/* ---- checking --------------------------------------------------------------------------- */

static gboolean ledger_year(Db *db, gint64 ledger, int *year, GError **error) {
  Query *query = query_new(db, SQL_LEDGER_YEAR);
  query_bind_int(query, 1, ledger);
  *year = query_next(query) ? (int)query_int(query, 0) : 0;
  if (!query_finish(query, error))
    return FALSE;
  if (*year == 0)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有这本台账，可能已被删除");
  return *year != 0;
}

gboolean task_read_deadline(Db *db, gint64 ledger, const char *deadline, Day *due, GError **error) {
  *due = DAY_NONE;
  int year;
  if (!ledger_year(db, ledger, &year, error))
    return FALSE;
  g_auto(Phrase) phrase = {PHRASE_NONE};
  phrase_read(deadline, year, &phrase);
  if (phrase.impossible) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "没有“%s”这一天，请核对完成时限",
                deadline);
    return FALSE;
  }
  *due = phrase.due; /* words that name no date have no due date */
  return TRUE;
}

gboolean task_check_part_due(Db *db, gint64 parent, Day due, GError **error) {
  Query *query = query_new(db, SQL_DUE);
  query_bind_int(query, 1, parent);
  Day latest = query_next(query) ? query_day(query, 0) : DAY_NONE;
  if (!query_finish(query, error))
    return FALSE;
  if (latest == DAY_NONE || (due != DAY_NONE && due <= latest))
    return TRUE;
  char day[DAY_TEXT_SIZE];
  day_to_iso(latest, day);
  if (due == DAY_NONE)
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "所属任务 %s 到期，各部分也要有读得出日期的时限", day);
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
                "所属任务 %s 到期，各部分的时限不能晚于这一天", day);
  return FALSE;
}

static gboolean check_indicator(Db *db, gint64 indicator, gint64 ledger, GError **error) {
  Query *query = query_new(db, SQL_INDICATOR_IN);
  query_bind_int(query, 1, indicator);
  query_bind_int(query, 2, ledger);
  gboolean found = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  if (!found)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "这本台账没有所选的指标，可能已被删除");
  return found;
}

/* units: TaskUnit*; NULL: those that the input names. field: NULL: nobody asks. */
static gboolean prepare(Db *db, const TaskInput *input, const GPtrArray *units, const Task *before,
                        Edit *edit, TaskField *field, GError **error) {
  edit->field = field != NULL ? field : &edit->unasked;
  *edit->field = TASK_FIELD_NONE;
  edit->input = input;
  edit->before = before;
  edit->goal = task_typed(input->goal);
  edit->deadline = task_typed(input->deadline);
  edit->note = task_typed(input->note);
  if (edit->goal == NULL) {
    *edit->field = TASK_FIELD_GOAL;
    g_set_error_literal(error, STORE_ERROR, STORE_ERROR_REFUSED, "目标任务不能为空");
    return FALSE;
  }
  edit->units = units != NULL ? g_ptr_array_ref((GPtrArray *)units)
                              : task_read_units(db, input->units, error);
  if (edit->units == NULL) {
    *edit->field = TASK_FIELD_UNITS;
    return FALSE;
  }
  gint64 ledger = before != NULL ? before->ledger : input->ledger;
  int year; /* read to see that the ledger is there */
  if (!ledger_year(db, ledger, &year, error) ||
      !check_indicator(db, input->indicator, ledger, error))
    return FALSE;
  if (before != NULL && g_strcmp0(edit->deadline, before->deadline) == 0) {
    edit->due = before->due;
  } else if (!task_read_deadline(db, ledger, edit->deadline, &edit->due, error) ||
             (before != NULL && !task_check_part_due(db, before->parent, edit->due, error))) {
    *edit->field = TASK_FIELD_DEADLINE;
    return FALSE;
  }
  return TRUE;
}

/* ---- creating --------------------------------------------------------------------------- */

static gboolean write_new(Db *db, gpointer data, GError **error) {
  Edit *edit = data;
  int number;
  if (!task_number_next(db, edit->input->ledger, &number, error))
    return FALSE;
  Task task = {
      .ledger = edit->input->ledger,
      .indicator = edit->input->indicator,
      .number = number,
      .kind = edit->input->kind,
      .goal = edit->goal,
      .deadline = edit->deadline,
      .due = edit->due,
      .state = TASK_STATE_NEW,
      .percent = PERCENT_NONE,
      .note = edit->note,
      .units = edit->units,
  };
  if (!task_insert(db, &task, error))
    return FALSE;
  edit->id = task.id;
  return task.kind != TASK_KIND_TASK ||
         task_rule_add(db, task.id, edit->actor->today, edit->deadline, error);
}

gboolean task_create(Db *db, const Actor *actor, const TaskInput *input, gint64 *id,
                     TaskField *field, GError **error) {
  g_auto(Edit) edit = {.actor = actor};
  if (!prepare(db, input, NULL, NULL, &edit, field, error))
    return FALSE;
  g_autofree char *goal = task_short_goal(edit.goal);
  g_autofree char *summary = g_strdup_printf("添加任务“%s”", goal);
  Deed deed = {.verb = "task.add", .summary = summary};
  if (!store_write(db, actor, &deed, write_new, &edit, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = edit.id;
  return TRUE;
}

/* ---- editing ---------------------------------------------------------------------------- */

static gboolean same_units(const GPtrArray *a, const GPtrArray *b) {
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const TaskUnit *left = a->pdata[i], *right = b->pdata[i];
    if (left->unit != right->unit || left->role != right->role)
      return FALSE;
  }
  return TRUE;
}

static gboolean check_conflicts(const Edit *edit, const Task *now, GError **error) {
  const Task *before = edit->before;
  const TaskInput *input = edit->input;
  if (!settle_text("目标任务", before->goal, edit->goal, now->goal, error) ||
      !settle_text("完成时限", before->deadline, edit->deadline, now->deadline, error) ||
      !settle_text("备注", before->note, edit->note, now->note, error) ||
      !settle_number("所属指标", before->indicator, input->indicator, now->indicator,
                     now->secondary != NULL ? now->secondary : now->primary, error) ||
      !settle_number("类别", before->kind, input->kind, now->kind, task_kind_name(now->kind),
                     error))
    return FALSE;
  if (same_units(before->units, edit->units) || same_units(before->units, now->units) ||
      same_units(edit->units, now->units))
    return TRUE;
  g_autofree char *units = task_units_text(now);
  return settle_refuse("责任单位", units, error);
}

/* What no extension can be asked for any more may have been mistyped all the same. */
static gboolean may_correct(Db *db, const Actor *actor, gint64 ledger, gboolean *may,
                            GError **error) {
  Access level;
  if (!permit_level(db, actor, ledger, &level, NULL, error))
    return FALSE;
  *may = level >= ACCESS_SUPERVISOR;
  return TRUE;
}

gboolean task_check_later(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *task,
                          Day due, GError **error) {
  if (task->due == DAY_NONE || (due != DAY_NONE && due <= task->due))
    return TRUE;
  if (task->kind == TASK_KIND_MEASURE || task->kind == TASK_KIND_DEDUCTION)
    return TRUE; /* never overdue, nor extended */
  gboolean may = FALSE, ended = task_state_is_done(task->state) || task->state == TASK_STATE_VOID;
  Day last = light_due(task->due, &reckoning_policy(reckoning, task->ledger)->light);
  gboolean passed = last < reckoning_today(reckoning);
  char day[DAY_TEXT_SIZE];
  if (task->state == TASK_STATE_NEW && (!passed || task->kind == TASK_KIND_BONUS))
    return TRUE;
  if (!ended && !passed)
    return store_refuse(error,
                        "该项%s，期限 %s 不能直接改晚或去掉；请申请延期，经批准后期限随之改变",
                        task_state_name(task->state), day_to_iso(task->due, day));
  if (!may_correct(db, actor, task->ledger, &may, error))
    return FALSE;
  if (may)
    return TRUE;
  if (ended)
    return store_refuse(error, "该项%s，期限 %s 不能再改晚或去掉；原来录错了的，请督办或管理员更正",
                        task_state_name(task->state), day_to_iso(task->due, day));
  return store_refuse(error,
                      "该项 %s 已到期，期限不能再改晚或去掉；请尽快办结，并在进展中说明原因。"
                      "原来录错了的，请督办或管理员更正",
                      day_to_iso(last, day));
}

/* What is no task is not asked for anything regularly; a rule that it has from before stays. */
static gboolean change_rule(Db *db, const Edit *edit, const Task *now, TaskKind kind,
                            GError **error) {
  if (kind != TASK_KIND_TASK ||
      task_rule_change(db, edit->reckoning, now->id, now->deadline, edit->deadline, error))
    return TRUE;
  *edit->field = TASK_FIELD_DEADLINE;
  return FALSE;
}

static gboolean store_text(Db *db, const char *sql, gint64 task, const char *text, GError **error) {
  Query *query = query_new(db, sql);
  query_bind_int(query, 1, task);
  query_bind_text(query, 2, text);
  return query_run(query, error);
}

static gboolean store_indicator(Db *db, gint64 task, gint64 indicator, GError **error) {
  Query *query = query_new(db, SQL_INDICATOR);
  query_bind_int(query, 1, task);
  query_bind_int(query, 2, indicator);
  return query_run(query, error);
}

static gboolean store_deadline(Db *db, const Edit *edit, const Task *now, TaskKind kind,
                               GError **error) {
  if (!task_check_later(db, edit->actor, edit->reckoning, now, edit->due, error)) {
    *edit->field = TASK_FIELD_DEADLINE;
    return FALSE;
  }
  Query *query = query_new(db, SQL_DEADLINE);
  query_bind_int(query, 1, now->id);
  query_bind_text(query, 2, edit->deadline);
  query_bind_day(query, 3, edit->due);
  return query_run(query, error) && change_rule(db, edit, now, kind, error);
}

/* Stores what is otherwise than before of a task that is now; field by field, since a statement
 * goes over the indexes of every column that it names. */
static gboolean store_edit(Db *db, const Edit *edit, const Task *now, GError **error) {
  const Task *before = edit->before;
  gboolean kind = before->kind != edit->input->kind;
  if (before->indicator != edit->input->indicator &&
      !store_indicator(db, now->id, edit->input->indicator, error))
    return FALSE;
  if (kind && !store_text(db, SQL_KIND, now->id, task_kind_code(edit->input->kind), error))
    return FALSE;
  if (g_strcmp0(before->goal, edit->goal) != 0 &&
      !store_text(db, SQL_GOAL, now->id, edit->goal, error))
    return FALSE;
  if (g_strcmp0(before->note, edit->note) != 0 &&
      !store_text(db, SQL_NOTE, now->id, edit->note, error))
    return FALSE;
  if (g_strcmp0(before->deadline, edit->deadline) != 0 &&
      !store_deadline(db, edit, now, kind ? edit->input->kind : now->kind, error))
    return FALSE;
  return same_units(before->units, edit->units) ||
         task_store_units(db, now->id, edit->units, error);
}

static gboolean write_edit(Db *db, gpointer data, GError **error) {
  const Edit *edit = data;
  g_autoptr(Task) now = task_load(db, NULL, edit->before->id, error);
  return now != NULL && check_conflicts(edit, now, error) && store_edit(db, edit, now, error);
}

gboolean task_put(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *now,
                  const TaskInput *input, const GPtrArray *units, TaskField *field,
                  GError **error) {
  g_auto(Edit) edit = {.actor = actor, .reckoning = reckoning};
  return prepare(db, input, units, now, &edit, field, error) && store_edit(db, &edit, now, error);
}

gboolean task_edit(Db *db, const Actor *actor, const Reckoning *reckoning, const Task *before,
                   const TaskInput *input, TaskField *field, GError **error) {
  g_auto(Edit) edit = {.actor = actor, .reckoning = reckoning};
  if (!prepare(db, input, NULL, before, &edit, field, error))
    return FALSE;
  g_autofree char *label = task_label(db, before->id, error);
  if (label == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("修改%s", label);
  Deed deed = {.verb = "task.edit", .summary = summary, .task = before->id};
  return store_write(db, actor, &deed, write_edit, &edit, NULL, error);
}
