#include "core/model/history.h"

#include "core/model/extension.h"
#include "core/model/sendout.h"
#include "core/model/supervision.h"
#include "core/model/unit.h"
#include "core/rules/access.h"
#include "core/rules/case_way.h"
#include "core/rules/recurrence.h"
#include "core/rules/step.h"
#include "core/rules/text.h"
#include "core/store/words.h"

/* ---- codes ------------------------------------------------------------------------------ */

/* The Chinese word of a code; NULL where it is none. */
typedef const char *(*Namer)(const char *code);

static const char *state_word(const char *code) {
  TaskState state;
  return task_state_parse(code, &state) ? task_state_name(state) : NULL;
}

static const char *kind_word(const char *code) {
  TaskKind kind;
  return task_kind_parse(code, &kind) ? task_kind_name(kind) : NULL;
}

static const char *role_word(const char *code) {
  Role role;
  return role_parse(code, &role) ? role_name(role) : NULL;
}

static const char *step_word(const char *code) {
  Step step;
  return step_parse(code, &step) ? step_name(step) : NULL;
}

static const char *extension_word(const char *code) {
  ExtensionState state;
  return extension_state_parse(code, &state) ? extension_state_name(state) : NULL;
}

static const char *means_word(const char *code) {
  Means means;
  return means_parse(code, &means) ? means_name(means) : NULL;
}

static const char *level_word(const char *code) {
  int level;
  return notice_level_parse(code, &level) ? notice_level_name(level) : NULL;
}

static const char *every_word(const char *code) {
  Every every;
  return every_parse(code, &every) ? every_name(every) : NULL;
}

static const char *basis_word(const char *code) {
  Basis basis;
  return basis_parse(code, &basis) ? basis_name(basis) : NULL;
}

static const char *stage_word(const char *code) {
  CaseStage stage;
  return case_stage_parse(code, &stage) ? case_stage_name(stage) : NULL;
}

static const char *unit_kind_word(const char *code) {
  UnitKind kind;
  return unit_kind_parse(code, &kind) ? unit_kind_name(kind) : NULL;
}

static const char *origin_word(const char *code) {
  UnitOrigin origin;
  return unit_origin_parse(code, &origin) ? unit_origin_name(origin) : NULL;
}

static const char *outcome_word(const char *code) {
  CollectOutcome outcome;
  return collect_outcome_parse(code, &outcome) ? collect_outcome_name(outcome) : NULL;
}

static const char *access_word(const char *code) {
  Access level;
  return access_parse(code, &level) ? access_name(level) : NULL;
}

static const char *yes_word(const char *code) {
  return g_str_equal(code, "1") ? "是" : g_str_equal(code, "0") ? "否" : NULL;
}

/* Columns that hold codes. */
static const struct {
  const char *table;
  const char *column;
  Namer namer;
} codes[] = {
    {"task", "state", state_word},          {"task", "kind", kind_word},
    {"task_unit", "role", role_word},       {"step", "name", step_word},
    {"step", "before", state_word},         {"step", "after", state_word},
    {"extension", "state", extension_word}, {"schedule", "every", every_word},
    {"schedule", "basis", basis_word},      {"schedule", "no_makeup", yes_word},
    {"period", "estimated", yes_word},      {"nudge", "means", means_word},
    {"notice", "level", level_word},        {"case", "stage", stage_word},
    {"case_stage", "stage", stage_word},    {"unit", "kind", unit_kind_word},
    {"unit", "ended_by", origin_word},      {"unit_alias", "origin", origin_word},
    {"sendout_row", "state", state_word},   {"collected_row", "outcome", outcome_word},
    {"access", "level", access_word},       {"user", "role", access_word},
};

/* ---- values ----------------------------------------------------------------------------- */

static const char *unit_name(const GPtrArray *units, const char *value) {
  gint64 id = g_ascii_strtoll(value, NULL, 10);
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    if (unit->id == id)
      return unit->name;
  }
  return value;
}

static gboolean is_unit(const JournalChange *change) {
  static const char *const FIELDS[] = {"unit", "member", "successor", NULL};
  return g_strv_contains(FIELDS, change->field) ||
         (g_str_equal(change->table, "unit") && g_str_equal(change->field, "parent"));
}

/* What a person calls a value: its Chinese word for a code, its name for a unit's id. */
static const char *value_name(const JournalChange *change, const char *value,
                              const GPtrArray *units) {
  if (value == NULL)
    return "（空）";
  if (is_unit(change))
    return unit_name(units, value);
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    const char *word =
        g_str_equal(codes[i].table, change->table) && g_str_equal(codes[i].column, change->field)
            ? codes[i].namer(value)
            : NULL;
    if (word != NULL)
      return word;
  }
  return value;
}

char *history_value_text(const char *table, const char *field, const char *value,
                         const GPtrArray *units) {
  JournalChange change = {.table = (char *)(guintptr)table, .field = (char *)(guintptr)field};
  return g_strdup(value_name(&change, value, units));
}

char *history_difference_text(const JournalDifference *difference, const GPtrArray *units) {
  const char *table = words_table(difference->table);
  if (difference->field == NULL && difference->expected == NULL)
    return g_strdup_printf(difference->entry != 0 ? "%s（编号 %s）：文件里有，而日志里已经删除"
                                                  : "%s（编号 %s）：文件里有，而日志里没有它的来历",
                           table, difference->key);
  if (difference->field == NULL)
    return g_strdup_printf("%s（编号 %s）：日志里有（第%" G_GINT64_FORMAT "条），文件里不见了",
                           table, difference->key, difference->entry);
  g_autofree char *left =
      history_value_text(difference->table, difference->field, difference->expected, units);
  g_autofree char *met =
      history_value_text(difference->table, difference->field, difference->found, units);
  g_autofree char *where =
      difference->before == 0 ? g_strdup("文件里")
                              : g_strdup_printf("第%" G_GINT64_FORMAT "条之前", difference->before);
  return g_strdup_printf("%s（编号 %s）的“%s”：日志里是“%s”（第%" G_GINT64_FORMAT "条），%s是“%s”",
                         table, difference->key, words_column(difference->table, difference->field),
                         left, difference->entry, where, met);
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Links between records, which mean nothing to a person. */
static gboolean is_link(const JournalChange *change) {
  static const char *const LINKS[] = {
      "id",     "task",   "ledger",  "indicator", "parent",    "progress", "position",   "schedule",
      "period", "notice", "sendout", "sent",      "collected", "row",      "submission", NULL};
  return g_strv_contains(LINKS, change->field) && !is_unit(change);
}

gboolean history_is_link(const char *table, const char *field) {
  const JournalChange change = {.table = (char *)(guintptr)table, .field = (char *)(guintptr)field};
  return is_link(&change);
}

/* What another line of the same entry says: a step's states are those of its task; what a unit
 * filled in has become progress; how a task stood when it was sent out did not change it. */
static gboolean is_said_elsewhere(const JournalChange *change) {
  if (g_str_equal(change->table, "sendout_row"))
    return !g_str_equal(change->field, "key");
  if (g_str_equal(change->table, "collected_row"))
    return !g_str_equal(change->field, "outcome") && !g_str_equal(change->field, "note");
  return g_str_equal(change->table, "step") &&
         (g_str_equal(change->field, "before") || g_str_equal(change->field, "after"));
}

static gboolean is_said(const JournalChange *change) {
  return !is_link(change) && !is_said_elsewhere(change);
}

char *history_change_text(const JournalChange *change, const GPtrArray *units) {
  if (!is_said(change))
    return NULL;
  gboolean own = g_str_equal(change->table, "task");
  return g_strdup_printf("%s%s%s：%s → %s", own ? "" : words_table(change->table), own ? "" : " ",
                         words_column(change->table, change->field),
                         value_name(change, change->old, units),
                         value_name(change, change->new_, units));
}

/* ---- taking back ------------------------------------------------------------------------ */

#define LINE_CHARACTERS 60

/* The task that a change is of, where it is of one itself; 0: it is not. */
static gint64 own_task(const JournalChange *change) {
  return g_str_equal(change->table, "task") ? change->id : 0;
}

static char *shorten(const char *text) {
  g_autofree char *clean = text_clean(text, FALSE);
  if (g_utf8_strlen(clean, -1) <= LINE_CHARACTERS)
    return g_steal_pointer(&clean);
  g_autofree char *start = g_utf8_substring(clean, 0, LINE_CHARACTERS);
  return g_strconcat(start, "…", NULL);
}

/* The field by which people know a record; TRUE for the first one of a change. */
static gboolean names_record(const JournalChange *change) {
  static const char *const NAMES[] = {"goal",  "text",   "name", "tag",       "unit",
                                      "title", "phrase", "key",  "reference", NULL};
  return g_strv_contains(NAMES, change->field);
}

/* 去掉 进展：召开…; 放回 目标任务：…: of a record that was made or removed, one line is enough. */
static char *record_line(const JournalChange *change, const GPtrArray *units) {
  gboolean made = change->new_ != NULL;
  return g_strdup_printf("%s %s：%s", made ? "去掉" : "放回", words_table(change->table),
                         value_name(change, made ? change->new_ : change->old, units));
}

static char *field_line(const JournalChange *change, const GPtrArray *units, gboolean named) {
  JournalChange back = *change;
  back.old = change->new_;
  back.new_ = change->old;
  g_autofree char *text = history_change_text(&back, units);
  if (text == NULL || !named || own_task(change) == 0)
    return g_steal_pointer(&text);
  return g_strdup_printf("编号%" G_GINT64_FORMAT " %s", change->id, text);
}

/* What taking an entry back would do, as it is gone through. How its lines are worded is known when
 * all was seen. */
typedef struct {
  GPtrArray *told; /* JournalChange*: the first most of which there is a line … */
  guint most;
  guint count;       /* … of so many */
  char *table, *key; /* the record that is gone through; NULL: none yet */
  gboolean named;    /* there is a line for that record, made or removed */
  gint64 task;       /* one that is changed itself; 0: none is */
  gboolean several;  /* there are others */
} Telling;

static void telling_clear(Telling *telling) {
  g_clear_pointer(&telling->told, g_ptr_array_unref);
  g_clear_pointer(&telling->table, g_free);
  g_clear_pointer(&telling->key, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Telling, telling_clear)

static void begin_record(Telling *telling, const JournalChange *change) {
  if (g_strcmp0(telling->table, change->table) == 0 && g_strcmp0(telling->key, change->key) == 0)
    return;
  g_free(telling->table);
  g_free(telling->key);
  telling->table = g_strdup(change->table);
  telling->key = g_strdup(change->key);
  telling->named = FALSE;
  gint64 task = own_task(change);
  telling->several = telling->several || (task != 0 && telling->task != 0 && task != telling->task);
  telling->task = task != 0 ? task : telling->task;
}

static gboolean go_through(const JournalChange *change, gpointer data) {
  Telling *telling = data;
  begin_record(telling, change);
  if (change->whole ? telling->named || !names_record(change) : !is_said(change))
    return TRUE;
  telling->named = TRUE;
  if (telling->count++ < telling->most)
    g_ptr_array_add(telling->told, journal_change_copy(change));
  return TRUE;
}

static char *line_of(const Telling *telling, const JournalChange *change, const GPtrArray *units) {
  g_autofree char *line =
      change->whole ? record_line(change, units) : field_line(change, units, telling->several);
  return shorten(line);
}

GPtrArray *history_undo_lines(Db *db, gint64 seq, guint most, GError **error) {
  g_auto(Telling) telling = {.most = most};
  telling.told = g_ptr_array_new_with_free_func((GDestroyNotify)journal_change_free);
  if (!journal_each_change(db, seq, 0, go_through, &telling, error))
    return NULL;
  g_autoptr(GPtrArray) units = unit_list(db, error);
  if (units == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < telling.told->len; i++)
    g_ptr_array_add(lines, line_of(&telling, telling.told->pdata[i], units));
  if (telling.count > most) {
    g_ptr_array_set_size(lines, (gint)most - 1);
    g_ptr_array_add(lines, g_strdup_printf("……另有%u处", telling.count - most + 1));
  }
  return lines;
}
