#include "core/model/task_query.h"

#include <string.h>

#include "core/model/task_query_names.h"
#include "core/rules/initials.h"

/* A pattern may have 50,000 bytes in SQLite, and escaping may double a word. */
#define WORD_BYTES_MAX 20000
#define WORDS_MAX 100
#define VALUES_MAX 300

/* @0, @1 … become the parameters of one value. Of a word: its LIKE pattern, and the word itself. */
#define SQL_WORD                                                                                   \
  "t.goal LIKE @0 ESCAPE '\\' OR t.deadline LIKE @0 ESCAPE '\\' OR t.note LIKE @0 ESCAPE '\\'"     \
  " OR CAST(t.number AS TEXT) = @1 OR t.id IN (SELECT tu.task FROM task_unit tu WHERE tu.unit IN"  \
  " (SELECT id FROM unit WHERE name LIKE @0 ESCAPE '\\' UNION"                                     \
  " SELECT successor FROM unit WHERE name LIKE @0 ESCAPE '\\' UNION"                               \
  " SELECT unit FROM unit_alias WHERE name LIKE @0 ESCAPE '\\'))"                                  \
  " OR t.indicator IN (WITH RECURSIVE hit(id) AS"                                                  \
  " (SELECT id FROM indicator WHERE title LIKE @0 ESCAPE '\\'"                                     \
  " UNION SELECT i.id FROM indicator i JOIN hit ON i.parent = hit.id) SELECT id FROM hit)"         \
  " OR t.id IN (SELECT task FROM task_tag WHERE tag LIKE @0 ESCAPE '\\')"
#define SQL_WORD_UNITS                                                                             \
  " OR t.id IN (SELECT tu.task FROM task_unit tu WHERE tu.unit IN"                                 \
  " (SELECT value FROM json_each(@0)))"
#define SQL_WORD_INDICATORS " OR t.indicator IN (SELECT value FROM json_each(@0))"
/* The groups that units are in, and those that went into them, which 封存 ledgers still name.
 * UNION, not UNION ALL: a group may be in another. */
#define SQL_UNITS                                                                                  \
  "t.id IN (WITH RECURSIVE asked(id) AS (SELECT value FROM json_each(@0) UNION"                    \
  " SELECT m.unit FROM unit_member m JOIN asked ON m.member = asked.id UNION"                      \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id%s)"
/* These units, and no group that they are in. */
#define SQL_UNITS_THEMSELVES                                                                       \
  "t.id IN (WITH RECURSIVE asked(id) AS (SELECT value FROM json_each(@0) UNION"                    \
  " SELECT e.id FROM unit e JOIN asked ON e.successor = asked.id)"                                 \
  " SELECT tu.task FROM task_unit tu JOIN asked ON tu.unit = asked.id%s)"
#define SQL_NO_UNIT "NOT EXISTS (SELECT 1 FROM task_unit tu WHERE tu.task = t.id%s)"
#define SQL_TAGGED "t.id IN (SELECT task FROM task_tag WHERE tag LIKE @0 ESCAPE '\\')"
#define SQL_TAGGED_SO "t.id IN (SELECT task FROM task_tag WHERE tag = @0)"
#define SQL_UNTAGGED "NOT EXISTS (SELECT 1 FROM task_tag g WHERE g.task = t.id)"
#define SQL_PROGRESS "t.id IN (SELECT task FROM progress WHERE text LIKE @0 ESCAPE '\\')"
#define SQL_NO_PROGRESS "NOT EXISTS (SELECT 1 FROM progress p WHERE p.task = t.id)"

/* What a parameter is bound to. */
typedef struct {
  char *text;  /* NULL: ids or number */
  GArray *ids; /* NULL: a number */
  gint64 number;
} Bound;

struct TaskQuery {
  Filter *filter;
  GString *sql;
  GPtrArray *bound; /* Bound* */
  int parameter;    /* the number of the first */
  GString *missing; /* names that nothing is called by, told in one line; "" for none */
};

static void bound_free(gpointer data) {
  Bound *bound = data;
  g_free(bound->text);
  g_clear_pointer(&bound->ids, g_array_unref);
  g_free(bound);
}

void task_query_free(TaskQuery *query) {
  if (query == NULL)
    return;
  filter_free(query->filter);
  g_string_free(query->sql, TRUE);
  g_string_free(query->missing, TRUE);
  g_ptr_array_unref(query->bound);
  g_free(query);
}

/* ---- making SQL ----------------------------------------------------------------------------- */

static void bind_text(TaskQuery *query, char *text) {
  Bound *bound = g_new0(Bound, 1);
  bound->text = text;
  g_ptr_array_add(query->bound, bound);
}

static void bind_ids(TaskQuery *query, GArray *ids) {
  Bound *bound = g_new0(Bound, 1);
  bound->ids = ids;
  g_ptr_array_add(query->bound, bound);
}

static void bind_number(TaskQuery *query, gint64 number) {
  Bound *bound = g_new0(Bound, 1);
  bound->number = number;
  g_ptr_array_add(query->bound, bound);
}

/* Appends a condition whose @0, @1 … are the parameters bound next. */
static void append(TaskQuery *query, const char *sql) {
  int next = query->parameter + (int)query->bound->len;
  for (const char *p = sql; *p != '\0'; p++) {
    if (p[0] == '@' && g_ascii_isdigit(p[1]))
      g_string_append_printf(query->sql, "?%d", next + (*++p - '0'));
    else
      g_string_append_c(query->sql, *p);
  }
}

/* A LIKE pattern that finds word anywhere. */
static char *like_pattern(const char *word) {
  g_autoptr(GString) pattern = g_string_new("%");
  for (const char *p = word; *p != '\0'; p++) {
    if (*p == '%' || *p == '_' || *p == '\\')
      g_string_append_c(pattern, '\\');
    g_string_append_c(pattern, *p);
  }
  g_string_append_c(pattern, '%');
  return g_string_free(g_steal_pointer(&pattern), FALSE);
}

/* ---- values --------------------------------------------------------------------------------- */

typedef struct {
  TaskQuery *query;
  QueryNames *names;
  const FilterTerm *term;
} Making;

/* By pinyin it takes two letters: one would find nearly everything. */
static gboolean add_pinyin(Making *making, const char *text, GError **error) {
  if (strlen(text) < 2 || !initials_is_typed(text))
    return TRUE;
  g_autoptr(GArray) units = query_names_units_by_pinyin(making->names, text, error);
  g_autoptr(GArray) indicators =
      units != NULL ? query_names_indicators_by_pinyin(making->names, text, error) : NULL;
  if (indicators == NULL)
    return FALSE;
  if (units->len > 0) {
    append(making->query, SQL_WORD_UNITS);
    bind_ids(making->query, g_steal_pointer(&units));
  }
  if (indicators->len > 0) {
    append(making->query, SQL_WORD_INDICATORS);
    bind_ids(making->query, g_steal_pointer(&indicators));
  }
  return TRUE;
}

static void add_word_as(TaskQuery *query, const char *text) {
  append(query, SQL_WORD);
  bind_text(query, like_pattern(text));
  bind_text(query, g_strdup(text));
}

/* Letters in full width are looked for both ways: a document may have been typed so. */
static gboolean add_word(Making *making, const FilterValue *value, GError **error) {
  add_word_as(making->query, value->text);
  if (g_utf8_strlen(value->typed, -1) == g_utf8_strlen(value->text, -1) &&
      !g_str_equal(value->typed, value->text)) {
    g_string_append(making->query->sql, " OR ");
    add_word_as(making->query, value->typed);
  }
  return add_pinyin(making, value->text, error);
}

static void add_like(TaskQuery *query, const char *column, const FilterValue *value) {
  g_autofree char *sql = value->none    ? g_strdup_printf("%s IS NULL", column)
                         : value->whole ? g_strdup_printf("%s = @0", column)
                                        : g_strdup_printf("%s LIKE @0 ESCAPE '\\'", column);
  append(query, sql);
  if (!value->none)
    bind_text(query, value->whole ? g_strdup(value->text) : like_pattern(value->text));
}

static void add_exists(TaskQuery *query, const FilterValue *value, const char *like,
                       const char *none) {
  append(query, value->none ? none : like);
  if (!value->none)
    bind_text(query, like_pattern(value->text));
}

static void miss(TaskQuery *query, const char *what, const FilterValue *value) {
  g_string_append_printf(query->missing, "%s没有名称含“%s”的%s",
                         query->missing->len > 0 ? "；" : "", value->text, what);
}

static gboolean add_units(Making *making, const FilterValue *value, GError **error) {
  int role = making->term->role;
  g_autofree char *only =
      role >= 0 ? g_strdup_printf("%s tu.role = '%s'", value->none ? " AND" : " WHERE",
                                  role_code((Role)role))
                : g_strdup("");
  const char *form = value->none ? SQL_NO_UNIT : value->whole ? SQL_UNITS_THEMSELVES : SQL_UNITS;
  g_auto(GStrv) halves = g_strsplit(form, "%s", 2);
  g_autofree char *sql = g_strconcat(halves[0], only, halves[1], NULL);
  if (value->none) {
    append(making->query, sql);
    return TRUE;
  }
  GArray *ids = query_names_units(making->names, value, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    miss(making->query, "单位", value);
  append(making->query, sql);
  bind_ids(making->query, ids);
  return TRUE;
}

static gboolean add_ids(Making *making, const char *sql, const char *what, const FilterValue *value,
                        GArray *ids) {
  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    miss(making->query, what, value);
  append(making->query, sql);
  bind_ids(making->query, ids);
  return TRUE;
}

typedef const char *(*CodeOf)(int value);

static const char *state_code(int value) {
  return task_state_code((TaskState)value);
}

static const char *kind_code(int value) {
  return task_kind_code((TaskKind)value);
}

static void add_codes(TaskQuery *query, const char *column, guint bits, CodeOf code, int count) {
  g_string_append_printf(query->sql, "%s IN (''", column);
  for (int i = 0; i < count; i++) {
    if (bits & (1u << i))
      g_string_append_printf(query->sql, ", '%s'", code(i));
  }
  g_string_append_c(query->sql, ')');
}

static void add_range(TaskQuery *query, const char *column, const FilterValue *value) {
  g_autofree char *sql = value->none ? g_strdup_printf("%s IS NULL", column)
                                     : g_strdup_printf("%s BETWEEN @0 AND @1", column);
  append(query, sql);
  if (value->none)
    return;
  bind_number(query, value->least);
  bind_number(query, value->most);
}

static char *iso_of(gint64 day) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup(day_to_iso((Day)CLAMP(day, 1, (gint64)DAY_LAST), iso));
}

static void add_due(TaskQuery *query, const FilterValue *value) {
  if (value->none || !value->range) {
    add_like(query, value->none ? "t.due" : "t.deadline", value);
    return;
  }
  append(query, "t.due BETWEEN @0 AND @1");
  bind_text(query, iso_of(value->least));
  bind_text(query, iso_of(value->most));
}

static gboolean add_value(Making *making, const FilterValue *value, GError **error) {
  TaskQuery *query = making->query;
  switch (making->term->field) {
  case FILTER_WORD:
    return add_word(making, value, error);
  case FILTER_UNIT:
    return add_units(making, value, error);
  case FILTER_INDICATOR:
    return add_ids(making, "t.indicator IN (SELECT value FROM json_each(@0))", "指标", value,
                   query_names_indicators(making->names, value, error));
  case FILTER_LEDGER:
    return add_ids(making, "t.ledger IN (SELECT value FROM json_each(@0))", "台账", value,
                   query_names_ledgers(making->names, value, error));
  case FILTER_STATE:
    add_codes(query, "t.state", value->bits, state_code, TASK_STATE_COUNT);
    return TRUE;
  case FILTER_KIND:
    add_codes(query, "t.kind", value->bits, kind_code, TASK_KIND_COUNT);
    return TRUE;
  case FILTER_DUE:
    add_due(query, value);
    return TRUE;
  case FILTER_TAG:
    if (value->whole && !value->none) {
      append(query, SQL_TAGGED_SO);
      bind_text(query, g_strdup(value->text));
    } else {
      add_exists(query, value, SQL_TAGGED, SQL_UNTAGGED);
    }
    return TRUE;
  case FILTER_NUMBER:
    add_range(query, "t.number", value);
    return TRUE;
  case FILTER_ID:
    add_range(query, "t.id", value);
    return TRUE;
  case FILTER_PERCENT:
    add_range(query, "ifnull(s.percent, t.percent)", value);
    return TRUE;
  case FILTER_GOAL:
    add_like(query, "t.goal", value);
    return TRUE;
  case FILTER_NOTE:
    add_like(query, "t.note", value);
    return TRUE;
  case FILTER_PROGRESS:
    add_exists(query, value, SQL_PROGRESS, SQL_NO_PROGRESS);
    return TRUE;
  case FILTER_LIGHT:
  case FILTER_LATE: /* computed, see task_query_takes() */
    break;
  }
  return TRUE;
}

static gboolean is_computed(const FilterTerm *term) {
  return term->field == FILTER_LIGHT || term->field == FILTER_LATE;
}

static gboolean add_term(Making *making, GError **error) {
  const FilterTerm *term = making->term;
  g_string_append(making->query->sql, term->not_ ? " AND NOT ifnull((" : " AND ((");
  for (guint i = 0; i < term->values->len; i++) {
    if (i > 0)
      g_string_append(making->query->sql, ") OR (");
    if (!add_value(making, term->values->pdata[i], error))
      return FALSE;
  }
  g_string_append(making->query->sql, term->not_ ? "), 0)" : "))");
  return TRUE;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static gboolean refuse(GError **error, const char *format, gint64 number) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, format, number);
  return FALSE;
}

/* Refuses what would be more than SQLite can look for. */
static gboolean check(const Filter *filter, GError **error) {
  guint values = 0;
  if (filter->terms->len > WORDS_MAX)
    return refuse(error, "查找的词太多（%" G_GINT64_FORMAT " 个），请只写其中几个",
                  filter->terms->len);
  for (guint i = 0; i < filter->terms->len; i++) {
    const FilterTerm *term = filter->terms->pdata[i];
    values += term->values->len;
    for (guint k = 0; k < term->values->len; k++) {
      const FilterValue *value = term->values->pdata[k];
      if (strlen(value->text) > WORD_BYTES_MAX)
        return refuse(error, "查找的词太长（%" G_GINT64_FORMAT " 个字），请只写其中几个字",
                      g_utf8_strlen(value->text, -1));
    }
  }
  return values <= VALUES_MAX ||
         refuse(error, "查找的词太多（%" G_GINT64_FORMAT " 个），请只写其中几个", values);
}

static gboolean make(Db *db, TaskQuery *query, GError **error) {
  g_auto(QueryNames) names = {.db = db};
  Making making = {.query = query, .names = &names};
  gboolean good = check(query->filter, error);
  for (guint i = 0; good && i < query->filter->terms->len; i++) {
    making.term = query->filter->terms->pdata[i];
    good = is_computed(making.term) || add_term(&making, error);
  }
  return good;
}

TaskQuery *task_query_new(Db *db, const char *text, Day today, int parameter, GError **error) {
  g_autoptr(TaskQuery) query = g_new0(TaskQuery, 1);
  query->filter = filter_parse(text, today);
  query->sql = g_string_new(NULL);
  query->missing = g_string_new(NULL);
  query->bound = g_ptr_array_new_with_free_func(bound_free);
  query->parameter = parameter;
  return make(db, query, error) ? g_steal_pointer(&query) : NULL;
}

const char *task_query_sql(const TaskQuery *query) {
  return query->sql->str;
}

void task_query_bind(const TaskQuery *query, Query *statement) {
  for (guint i = 0; i < query->bound->len; i++) {
    const Bound *bound = query->bound->pdata[i];
    int index = query->parameter + (int)i;
    if (bound->ids != NULL)
      query_bind_ids(statement, index, bound->ids);
    else if (bound->text != NULL)
      query_bind_text(statement, index, bound->text);
    else
      query_bind_int(statement, index, bound->number);
  }
}

static gboolean holds(const FilterTerm *term, Light light, int overdue) {
  for (guint i = 0; i < term->values->len; i++) {
    const FilterValue *value = term->values->pdata[i];
    if (term->field == FILTER_LIGHT ? (value->bits & (1u << light)) != 0
        : value->none               ? overdue == 0
                      : overdue > 0 && overdue >= value->least && overdue <= value->most)
      return TRUE;
  }
  return FALSE;
}

gboolean task_query_takes(const TaskQuery *query, Light light, int overdue) {
  for (guint i = 0; i < query->filter->terms->len; i++) {
    const FilterTerm *term = query->filter->terms->pdata[i];
    if (is_computed(term) && holds(term, light, overdue) == term->not_)
      return FALSE;
  }
  return TRUE;
}

gboolean task_query_problems(Db *db, const char *text, Day today, char **problems, GError **error) {
  g_autoptr(TaskQuery) query = task_query_new(db, text, today, 1, error);
  *problems = NULL;
  if (query == NULL)
    return FALSE;
  g_autofree char *unread = filter_problems_text(query->filter);
  const char *between = unread != NULL && query->missing->len > 0 ? "；" : "";
  if (unread != NULL || query->missing->len > 0)
    *problems = g_strconcat(unread != NULL ? unread : "", between, query->missing->str, NULL);
  return TRUE;
}
