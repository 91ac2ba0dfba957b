#include "core/model/task_query.h"

#include <string.h>

#include "core/model/task_query_sets.h"

#define WORD_BYTES_MAX 20000
#define WORDS_MAX 100
#define VALUES_MAX 300

/* @0, @1 … become the parameters of one value. */
#define SQL_IN_TEXTS "holds(@0, t.goal, t.deadline, t.note)"
#define SQL_IN_SET "in_set(@0, t.id)"
#define SQL_UNDER_SET "in_set(@0, t.indicator)"

/* What a parameter is bound to. */
typedef struct {
  char *text; /* NULL: a set or a number */
  IdSet *ids; /* NULL: a number */
  gint64 number;
} Bound;

/* A term that SQL is not asked for: the row of a list tells, with what is read once here. */
typedef struct {
  const FilterTerm *term;
  GPtrArray *sets; /* IdSet* of each value; NULL in it: the row alone tells */
} Told;

struct TaskQuery {
  Filter *filter;
  GString *sql;
  GPtrArray *bound; /* Bound* */
  GPtrArray *told;  /* Told* */
  int parameter;    /* the number of the first */
};

static void bound_free(gpointer data) {
  Bound *bound = data;
  g_free(bound->text);
  id_set_free(bound->ids);
  g_free(bound);
}

static void told_free(gpointer data) {
  Told *told = data;
  g_ptr_array_unref(told->sets);
  g_free(told);
}

static void set_free(gpointer data) {
  id_set_free(data);
}

void task_query_free(TaskQuery *query) {
  if (query == NULL)
    return;
  filter_free(query->filter);
  g_string_free(query->sql, TRUE);
  g_ptr_array_unref(query->bound);
  g_ptr_array_unref(query->told);
  g_free(query);
}

/* ---- making SQL ----------------------------------------------------------------------------- */

static void bind(TaskQuery *query, char *text, IdSet *ids, gint64 number) {
  Bound *bound = g_new0(Bound, 1);
  *bound = (Bound){text, ids, number};
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

/* Nothing for an empty set. Takes it. */
static void append_set(TaskQuery *query, const char *sql, IdSet *set) {
  if (id_set_is_empty(set)) {
    id_set_free(set);
    return;
  }
  append(query, sql);
  bind(query, NULL, set, 0);
  g_string_append(query->sql, " OR ");
}

/* ---- words ---------------------------------------------------------------------------------- */

/* A 序号 is found by the whole of it, as it is printed: neither 17 by 7 nor 7 by 07. */
static void append_number(TaskQuery *query, const char *word) {
  gint64 number = g_ascii_strtoll(word, NULL, 10);
  g_autofree char *printed = g_strdup_printf("%" G_GINT64_FORMAT, number);
  if (!g_str_equal(printed, word))
    return;
  append(query, "t.number = @0 OR ");
  bind(query, NULL, NULL, number);
}

/* What is looked up once comes before the texts, which are long. */
static gboolean add_word(TaskQuery *query, QueryNames *names, const FilterValue *value,
                         GError **error) {
  /* Letters in full width are looked for both ways: a document may have been typed so. */
  gboolean both = g_utf8_strlen(value->typed, -1) == g_utf8_strlen(value->text, -1) &&
                  !g_str_equal(value->typed, value->text);
  g_autoptr(IdSet) tasks = id_set_new();
  g_autoptr(IdSet) indicators = id_set_new();
  if (!query_set_word(names, value->text, tasks, indicators, error) ||
      (both && !query_set_word(names, value->typed, tasks, indicators, error)) ||
      !query_set_pinyin(names, value->text, tasks, indicators, error))
    return FALSE;
  append_number(query, value->text);
  append_set(query, SQL_IN_SET, g_steal_pointer(&tasks));
  append_set(query, SQL_UNDER_SET, g_steal_pointer(&indicators));
  if (both) {
    append(query, SQL_IN_TEXTS " OR ");
    bind(query, g_strdup(value->typed), NULL, 0);
  }
  append(query, SQL_IN_TEXTS);
  bind(query, g_strdup(value->text), NULL, 0);
  return TRUE;
}

/* ---- fields of the row ---------------------------------------------------------------------- */

static void add_text(TaskQuery *query, const char *column, const FilterValue *value) {
  g_autofree char *sql = value->none    ? g_strdup_printf("%s IS NULL", column)
                         : value->whole ? g_strdup_printf("%s = @0", column)
                                        : g_strdup_printf("holds(@0, %s)", column);
  append(query, sql);
  if (!value->none)
    bind(query, g_strdup(value->text), NULL, 0);
}

static char *iso_of(gint64 day) {
  char iso[DAY_TEXT_SIZE];
  return g_strdup(day_to_iso((Day)CLAMP(day, 1, (gint64)DAY_LAST), iso));
}

static void add_due(TaskQuery *query, const FilterValue *value) {
  if (value->none || !value->range) {
    add_text(query, value->none ? "t.due" : "t.deadline", value);
    return;
  }
  append(query, "t.due BETWEEN @0 AND @1");
  bind(query, iso_of(value->least), NULL, 0);
  bind(query, iso_of(value->most), NULL, 0);
}

static gboolean add_value(TaskQuery *query, QueryNames *names, const FilterTerm *term,
                          const FilterValue *value, GError **error) {
  switch (term->field) {
  case FILTER_WORD:
    return add_word(query, names, value, error);
  case FILTER_DUE:
    add_due(query, value);
    return TRUE;
  default:
    add_text(query, term->field == FILTER_GOAL ? "t.goal" : "t.note", value);
    return TRUE;
  }
}

static gboolean add_term(TaskQuery *query, QueryNames *names, const FilterTerm *term,
                         GError **error) {
  g_string_append(query->sql, term->not_ ? " AND NOT ifnull((" : " AND ((");
  for (guint i = 0; i < term->values->len; i++) {
    if (i > 0)
      g_string_append(query->sql, ") OR (");
    if (!add_value(query, names, term, term->values->pdata[i], error))
      return FALSE;
  }
  g_string_append(query->sql, term->not_ ? "), 0)" : "))");
  return TRUE;
}

/* ---- what the row of a list tells ------------------------------------------------------------ */

static gboolean needs_set(FilterField field) {
  return field == FILTER_UNIT || field == FILTER_INDICATOR || field == FILTER_LEDGER ||
         field == FILTER_TAG || field == FILTER_PROGRESS;
}

static gboolean is_told(const FilterTerm *term) {
  switch (term->field) {
  case FILTER_STATE:
  case FILTER_LIGHT:
  case FILTER_KIND:
  case FILTER_NUMBER:
  case FILTER_ID:
  case FILTER_PERCENT:
  case FILTER_LATE:
    return TRUE;
  default:
    return needs_set(term->field);
  }
}

static gboolean tell_term(TaskQuery *query, QueryNames *names, const FilterTerm *term,
                          GError **error) {
  Told *told = g_new0(Told, 1);
  told->term = term;
  told->sets = g_ptr_array_new_with_free_func(set_free);
  g_ptr_array_add(query->told, told);
  for (guint i = 0; i < term->values->len; i++) {
    IdSet *set = NULL;
    if (needs_set(term->field) &&
        (set = query_set_of(names, term, term->values->pdata[i], error)) == NULL)
      return FALSE;
    g_ptr_array_add(told->sets, set);
  }
  return TRUE;
}

static gboolean is_between(const FilterValue *value, gint64 number) {
  return number >= value->least && number <= value->most;
}

static gboolean holds(FilterField field, const FilterValue *value, const IdSet *set,
                      const TaskRef *ref) {
  switch (field) {
  case FILTER_STATE:
    return (value->bits & (1u << ref->state)) != 0;
  case FILTER_LIGHT:
    return (value->bits & (1u << ref->light)) != 0;
  case FILTER_KIND:
    return (value->bits & (1u << ref->kind)) != 0;
  case FILTER_NUMBER:
    return !value->none && is_between(value, ref->number);
  case FILTER_ID:
    return !value->none && is_between(value, ref->id);
  case FILTER_PERCENT:
    return value->none ? ref->percent == PERCENT_NONE
                       : ref->percent != PERCENT_NONE && is_between(value, ref->percent);
  case FILTER_LATE:
    return value->none ? ref->overdue == 0
                       : (ref->overdue > 0 || value->most == 0) && is_between(value, ref->overdue);
  case FILTER_INDICATOR:
    return id_set_has(set, ref->indicator);
  case FILTER_LEDGER:
    return id_set_has(set, ref->ledger);
  default: /* the tasks themselves */
    return id_set_has(set, ref->id) != value->none;
  }
}

static gboolean is_true(const Told *told, const TaskRef *ref) {
  for (guint i = 0; i < told->term->values->len; i++) {
    if (holds(told->term->field, told->term->values->pdata[i], told->sets->pdata[i], ref))
      return TRUE;
  }
  return FALSE;
}

gboolean task_query_takes(const TaskQuery *query, const TaskRef *ref) {
  for (guint i = 0; i < query->told->len; i++) {
    const Told *told = query->told->pdata[i];
    if (is_true(told, ref) == told->term->not_)
      return FALSE;
  }
  return TRUE;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static gboolean refuse(GError **error, const char *format, gint64 number) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, format, number);
  return FALSE;
}

/* Refuses what nobody types. */
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
  gboolean good = check(query->filter, error);
  for (guint i = 0; good && i < query->filter->terms->len; i++) {
    const FilterTerm *term = query->filter->terms->pdata[i];
    good = is_told(term) ? tell_term(query, &names, term, error)
                         : add_term(query, &names, term, error);
  }
  return good;
}

TaskQuery *task_query_new(Db *db, const char *text, Day today, int parameter, GError **error) {
  g_autoptr(TaskQuery) query = g_new0(TaskQuery, 1);
  query->filter = filter_parse(text, today);
  query->sql = g_string_new(NULL);
  query->bound = g_ptr_array_new_with_free_func(bound_free);
  query->told = g_ptr_array_new_with_free_func(told_free);
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
      query_bind_set(statement, index, bound->ids);
    else if (bound->text != NULL)
      query_bind_text(statement, index, bound->text);
    else
      query_bind_int(statement, index, bound->number);
  }
}

/* ---- what was not understood ----------------------------------------------------------------- */

static const char *called(FilterField field) {
  return field == FILTER_UNIT        ? "单位"
         : field == FILTER_INDICATOR ? "指标"
         : field == FILTER_LEDGER    ? "台账"
                                     : NULL;
}

static void add_problem(GString *problems, const char *text) {
  g_string_append_printf(problems, "%s%s", problems->len > 0 ? "；" : "", text);
}

/* The names that nothing is called by. */
static gboolean add_missing(QueryNames *names, const FilterTerm *term, GString *problems,
                            GError **error) {
  const char *what = called(term->field);
  for (guint i = 0; what != NULL && i < term->values->len; i++) {
    const FilterValue *value = term->values->pdata[i];
    if (value->none && term->field == FILTER_UNIT)
      continue;
    g_autoptr(GArray) ids = query_names_of(names, term->field, value, error);
    if (ids == NULL)
      return FALSE;
    g_autofree char *text = g_strdup_printf("没有名称含“%s”的%s", value->text, what);
    if (ids->len == 0)
      add_problem(problems, text);
  }
  return TRUE;
}

gboolean task_query_problems(Db *db, const char *text, Day today, char **problems, GError **error) {
  g_autoptr(Filter) filter = filter_parse(text, today);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autofree char *unread = filter_problems_text(filter);
  g_auto(QueryNames) names = {.db = db};
  *problems = NULL;
  if (!check(filter, error))
    return FALSE;
  if (unread != NULL)
    add_problem(told, unread);
  for (guint i = 0; i < filter->terms->len; i++) {
    if (!add_missing(&names, filter->terms->pdata[i], told, error))
      return FALSE;
  }
  if (told->len > 0)
    *problems = g_string_free(g_steal_pointer(&told), FALSE);
  return TRUE;
}
