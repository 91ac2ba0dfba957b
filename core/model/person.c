#include "core/model/person.h"

#include <string.h>

#include "core/rules/text.h"

#define SQL_RIGHTS                                                                                 \
  "SELECT a.id, a.login, a.unix_group, a.level, a.ledger, l.title, l.year, a.unit, n.name "        \
  "FROM access a LEFT JOIN ledger l ON l.id = a.ledger LEFT JOIN unit n ON n.id = a.unit "         \
  "ORDER BY a.login IS NULL, a.unix_group IS NULL, a.login, a.unix_group, a.ledger IS NOT NULL, "  \
  "l.year DESC, a.ledger"
#define SQL_LOGINS                                                                                 \
  "SELECT login FROM user UNION SELECT login FROM access WHERE login IS NOT NULL ORDER BY 1"
#define SQL_NAME "SELECT name FROM user WHERE login = ?1"
#define SQL_LAST "SELECT seq, at FROM journal WHERE who = ?1 ORDER BY seq DESC LIMIT 1"

const char *person_kind_code(PersonKind kind) {
  static const char *const codes[] = {"login", "group", "others"};
  return codes[kind];
}

/* ---- whom it is about -------------------------------------------------------------------- */

static gboolean check_name(const char *name, gboolean is_group, GError **error) {
  const char *what = is_group ? "用户组" : "登录名";
  if (is_group && *name == '\0')
    return store_refuse(error, "@ 后面请写用户组的名称");
  if (*name == '\0' || !text_is_clean(name, FALSE) || strpbrk(name, " @*:,/\\\"'") != NULL ||
      *name == '-') {
    g_autofree char *shown = text_clean(name, FALSE);
    return store_refuse(
        error, "“%s”不是%s；登录名如 zhangsan，用户组写成 @组名，其余的人写成 其他人", shown, what);
  }
  if (strlen(name) > PERSON_LOGIN_BYTES_MAX)
    return store_refuse(error, "%s太长，最多%d个字符", what, PERSON_LOGIN_BYTES_MAX);
  return TRUE;
}

gboolean person_who_parse(const char *text, PersonWho *who, GError **error) {
  if (g_str_equal(text, "*") || g_str_equal(text, "others") || g_str_equal(text, "其他人")) {
    *who = (PersonWho){.kind = PERSON_OTHERS};
    return TRUE;
  }
  gboolean is_group = *text == '@';
  *who = (PersonWho){.kind = is_group ? PERSON_GROUP : PERSON_LOGIN,
                     .name = is_group ? text + 1 : text};
  return check_name(who->name, is_group, error);
}

char *person_who_text(const PersonWho *who) {
  if (who->kind == PERSON_OTHERS)
    return g_strdup("其他人");
  return g_strconcat(who->kind == PERSON_GROUP ? "@" : "", who->name, NULL);
}

/* ---- the list ---------------------------------------------------------------------------- */

void person_row_free(PersonRow *row) {
  if (row == NULL)
    return;
  g_free(row->who);
  g_free(row->name);
  g_strfreev(row->groups);
  g_free(row->source_group);
  g_free(row->ledger_title);
  g_free(row->unit_name);
  g_free(row);
}

static PersonRow *read_right(Query *query) {
  PersonRow *row = g_new0(PersonRow, 1);
  const char *login = query_text(query, 1), *group = query_text(query, 2);
  row->id = query_int(query, 0);
  row->kind = login != NULL ? PERSON_LOGIN : group != NULL ? PERSON_GROUP : PERSON_OTHERS;
  row->who = g_strdup(login != NULL ? login : group);
  row->groups = g_new0(char *, 1);
  access_parse(query_text(query, 3), &row->level); /* the schema admits no other */
  row->source = row->kind;
  row->ledger = query_int(query, 4);
  row->ledger_title = g_strdup(query_text(query, 5));
  row->ledger_year = (int)query_int(query, 6);
  row->unit = query_int(query, 7);
  row->unit_name = g_strdup(query_text(query, 8));
  return row;
}

static GPtrArray *read_rights(Db *db, GError **error) {
  g_autoptr(GPtrArray) rights = g_ptr_array_new_with_free_func((GDestroyNotify)person_row_free);
  Query *query = query_new(db, SQL_RIGHTS);
  while (query_next(query))
    g_ptr_array_add(rights, read_right(query));
  return query_finish(query, error) ? g_steal_pointer(&rights) : NULL;
}

static GPtrArray *read_logins(Db *db, GError **error) {
  g_autoptr(GPtrArray) logins = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(db, SQL_LOGINS);
  while (query_next(query))
    g_ptr_array_add(logins, g_strdup(query_text(query, 0)));
  return query_finish(query, error) ? g_steal_pointer(&logins) : NULL;
}

gboolean person_name(Db *db, const char *login, char **name, GError **error) {
  Query *query = query_new(db, SQL_NAME);
  query_bind_text(query, 1, login);
  g_autofree char *found = query_next(query) ? text_clean(query_text(query, 0), FALSE) : NULL;
  *name = found != NULL && *found != '\0' ? g_steal_pointer(&found) : NULL;
  return query_finish(query, error);
}

static gboolean read_last(Db *db, PersonRow *row, GError **error) {
  Query *query = query_new(db, SQL_LAST);
  query_bind_text(query, 1, row->who);
  if (query_next(query)) {
    row->last_seq = query_int(query, 0);
    row->last_at = query_int(query, 1);
  }
  return query_finish(query, error);
}

/* What is told of a person beside the right. */
static gboolean complete(Db *db, PersonGroups groups, PersonRow *row, GError **error) {
  char **own = groups != NULL ? groups(row->who) : NULL;
  if (own != NULL) {
    g_strfreev(row->groups);
    row->groups = own;
  }
  return person_name(db, row->who, &row->name, error) && read_last(db, row, error);
}

/* Whose right for the whole file counts for a person without one: the best of the groups', or that
 * of everybody else. NULL: there is none. */
static const PersonRow *find_source(const GPtrArray *rights, const PersonRow *person) {
  const PersonRow *best = NULL;
  for (guint i = 0; i < rights->len; i++) {
    const PersonRow *right = rights->pdata[i];
    if (right->ledger != 0 || right->kind == PERSON_LOGIN)
      continue;
    if (right->kind == PERSON_GROUP &&
        !g_strv_contains((const char *const *)person->groups, right->who))
      continue;
    if (best == NULL || (right->kind == best->kind && right->level > best->level) ||
        (right->kind == best->kind && right->level == best->level && best->unit != 0 &&
         (right->unit == 0 || right->id < best->id)))
      best = right;
  }
  return best;
}

/* TRUE where right counts as much as source, of a group of the person; source itself does. */
static gboolean counts_along(const PersonRow *right, const PersonRow *source,
                             const PersonRow *person) {
  return right == source ||
         (source->kind == PERSON_GROUP && right->kind == PERSON_GROUP && right->ledger == 0 &&
          right->level == source->level && right->unit != 0 &&
          g_strv_contains((const char *const *)person->groups, right->who));
}

/* Several groups limit a person to the units of all of them, see permit.h. */
static void tell_limit(PersonRow *row, const GPtrArray *rights, const PersonRow *source) {
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  for (guint i = 0; i < rights->len; i++) {
    const PersonRow *right = rights->pdata[i];
    if (!counts_along(right, source, row))
      continue;
    if (!g_ptr_array_find_with_equal_func(units, right->unit_name, g_str_equal, NULL))
      g_ptr_array_add(units, right->unit_name);
    g_ptr_array_add(groups, right->who);
  }
  g_ptr_array_add(units, NULL);
  g_ptr_array_add(groups, NULL);
  row->unit = source->unit;
  row->unit_name = g_strjoinv("、", (char **)units->pdata);
  g_free(row->source_group);
  row->source_group =
      source->kind == PERSON_GROUP ? g_strjoinv("、@", (char **)groups->pdata) : NULL;
}

/* A person without a right of the own for the whole file. */
static PersonRow *derive(Db *db, const GPtrArray *rights, PersonGroups groups, const char *login,
                         GError **error) {
  g_autoptr(PersonRow) row = g_new0(PersonRow, 1);
  row->kind = PERSON_LOGIN;
  row->who = g_strdup(login);
  row->groups = g_new0(char *, 1);
  row->source = PERSON_OTHERS;
  if (!complete(db, groups, row, error))
    return NULL;
  const PersonRow *source = find_source(rights, row);
  if (source == NULL)
    return g_steal_pointer(&row); /* 只读 */
  row->source = source->kind;
  row->source_group = source->kind == PERSON_GROUP ? g_strdup(source->who) : NULL;
  row->level = source->level;
  if (source->level < ACCESS_ADMIN && source->unit != 0)
    tell_limit(row, rights, source);
  return g_steal_pointer(&row);
}

/* Moves the rights of a login name from rights to rows; *whole: one is for the whole file. They
 * stand in order. */
static gboolean take_rights(Db *db, PersonGroups groups, GPtrArray *rights, guint *next,
                            const char *login, GPtrArray *rows, GError **error) {
  while (*next < rights->len) {
    PersonRow *row = rights->pdata[*next];
    if (row->kind != PERSON_LOGIN || !g_str_equal(row->who, login))
      return TRUE;
    if (!complete(db, groups, row, error))
      return FALSE;
    g_ptr_array_add(rows, row);
    (*next)++;
  }
  return TRUE;
}

static gboolean has_whole(const GPtrArray *rights, guint next, const char *login) {
  const PersonRow *row = next < rights->len ? rights->pdata[next] : NULL;
  return row != NULL && row->kind == PERSON_LOGIN && g_str_equal(row->who, login) &&
         row->ledger == 0;
}

GPtrArray *person_list(Db *db, PersonGroups groups, GError **error) {
  g_autoptr(GPtrArray) rights = read_rights(db, error);
  g_autoptr(GPtrArray) logins = rights != NULL ? read_logins(db, error) : NULL;
  if (logins == NULL)
    return NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new(); /* borrowed from rights, but for those derived */
  g_autoptr(GPtrArray) derived = g_ptr_array_new_with_free_func((GDestroyNotify)person_row_free);
  guint next = 0;
  for (guint i = 0; i < logins->len; i++) {
    const char *login = logins->pdata[i];
    if (!has_whole(rights, next, login)) {
      PersonRow *row = derive(db, rights, groups, login, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add(derived, row);
      g_ptr_array_add(rows, row);
    }
    if (!take_rights(db, groups, rights, &next, login, rows, error))
      return NULL;
  }
  for (; next < rights->len; next++)
    g_ptr_array_add(rows, rights->pdata[next]);
  g_ptr_array_set_free_func(rights, NULL);
  g_ptr_array_set_free_func(derived, NULL);
  g_ptr_array_set_free_func(rows, (GDestroyNotify)person_row_free);
  return g_steal_pointer(&rows);
}

PersonRow *person_derive(Db *db, PersonGroups groups, const char *login, GError **error) {
  g_autoptr(GPtrArray) rights = read_rights(db, error);
  return rights != NULL ? derive(db, rights, groups, login, error) : NULL;
}

char *person_row_scope(const PersonRow *row) {
  if (row->ledger == 0)
    return g_strdup("全部台账");
  g_autofree char *title = text_clean(row->ledger_title, FALSE);
  return g_strdup_printf("《%s》（%d年）", title, row->ledger_year);
}

char *person_row_source(const PersonRow *row) {
  if (row->id != 0)
    return g_strdup(row->kind == PERSON_LOGIN   ? "本人"
                    : row->kind == PERSON_GROUP ? "组"
                                                : "其他人");
  return row->source == PERSON_GROUP ? g_strdup_printf("组 @%s", row->source_group)
                                     : g_strdup("其他人");
}
