/* person_edit.c: giving people rights and names, and taking rights away. */
#include "core/model/person.h"
#include "core/rules/text.h"

#define SQL_RIGHT                                                                                  \
  "SELECT id, level, unit FROM access WHERE login IS ?1 AND unix_group IS ?2 "                     \
  "AND ledger IS nullif(?3, 0)"
#define SQL_GIVE                                                                                   \
  "INSERT INTO access (login, unix_group, ledger, level, unit) "                                   \
  "VALUES (?1, ?2, nullif(?3, 0), ?4, nullif(?5, 0))"
#define SQL_CHANGE "UPDATE access SET level = ?2, unit = nullif(?3, 0) WHERE id = ?1"
#define SQL_TAKE "DELETE FROM access WHERE id = ?1"
#define SQL_NAME                                                                                   \
  "INSERT INTO user (login, name) VALUES (?1, ?2) "                                                \
  "ON CONFLICT (login) DO UPDATE SET name = excluded.name WHERE name IS NOT excluded.name"
#define SQL_LEDGER "SELECT title, year FROM ledger WHERE id = ?1"
#define SQL_UNIT "SELECT name FROM unit WHERE id = ?1 AND successor IS NULL"

typedef struct {
  const PersonInput *input;
  const char *name; /* without blanks around it; NULL: none */
} Edit;

/* A right as it stands. */
typedef struct {
  gint64 id; /* 0: there is none */
  Access level;
  gint64 unit;
} Standing;

static gboolean read_standing(Db *db, const PersonWho *who, gint64 ledger, Standing *standing,
                              GError **error) {
  *standing = (Standing){0};
  Query *query = query_new(db, SQL_RIGHT);
  query_bind_text(query, 1, who->kind == PERSON_LOGIN ? who->name : NULL);
  query_bind_text(query, 2, who->kind == PERSON_GROUP ? who->name : NULL);
  query_bind_int(query, 3, ledger);
  if (query_next(query)) {
    standing->id = query_int(query, 0);
    access_parse(query_text(query, 1), &standing->level); /* the schema admits no other */
    standing->unit = query_int(query, 2);
  }
  return query_finish(query, error);
}

/* ---- words ------------------------------------------------------------------------------- */

/* ，台账《…》（2026年）; "" for the whole file. */
static gboolean scope_text(Db *db, gint64 ledger, char **text, GError **error) {
  *text = ledger == 0 ? g_strdup("") : NULL;
  if (*text != NULL)
    return TRUE;
  Query *query = query_new(db, SQL_LEDGER);
  query_bind_int(query, 1, ledger);
  if (query_next(query))
    *text = g_strdup_printf("，台账《%s》（%d年）", query_text(query, 0), (int)query_int(query, 1));
  if (!query_finish(query, error))
    return FALSE;
  if (*text == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "没有编号为 %" G_GINT64_FORMAT " 的台账，可用 taizhang ledgers 查看", ledger);
  return *text != NULL;
}

/* ，只办理“厅法规处”的任务; "" without a limit. */
static gboolean limit_text(Db *db, gint64 unit, char **text, GError **error) {
  *text = unit == 0 ? g_strdup("") : NULL;
  if (*text != NULL)
    return TRUE;
  Query *query = query_new(db, SQL_UNIT);
  query_bind_int(query, 1, unit);
  if (query_next(query))
    *text = g_strdup_printf("，只办理“%s”的任务", query_text(query, 0));
  if (!query_finish(query, error))
    return FALSE;
  if (*text == NULL)
    g_set_error(
        error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
        "没有编号为 %" G_GINT64_FORMAT " 的单位，或已并入别的单位，可用 taizhang units 查看", unit);
  return *text != NULL;
}

/* ---- checking ---------------------------------------------------------------------------- */

gboolean person_check_limit(Access level, gint64 unit, GError **error) {
  if (unit == 0)
    return TRUE;
  if (level == ACCESS_ADMIN)
    return store_refuse(error, "管理员管全部任务，不能限于一个单位；请改为“经办”或“督办”");
  if (level == ACCESS_READER)
    return store_refuse(error, "“只读”本来就不能改动，不用限于一个单位");
  return TRUE;
}

gboolean person_check_name(PersonKind kind, const char *name, GError **error) {
  if (kind != PERSON_LOGIN)
    return store_refuse(error, "只有人有姓名，用户组和“其他人”没有");
  if (!text_is_clean(name, FALSE))
    return store_refuse(error, "姓名里有不能显示的字符，请重新输入");
  if (g_utf8_strlen(name, -1) > PERSON_NAME_CHARACTERS_MAX)
    return store_refuse(error, "姓名太长，最多%d个字", PERSON_NAME_CHARACTERS_MAX);
  return TRUE;
}

/* ---- writing ----------------------------------------------------------------------------- */

static gboolean write_right(Db *db, const PersonInput *input, gboolean *changed, GError **error) {
  Standing now;
  if (!read_standing(db, &input->who, input->ledger, &now, error))
    return FALSE;
  if (now.id != 0 && now.level == input->level && now.unit == input->unit)
    return TRUE;
  *changed = TRUE;
  Query *query = query_new(db, now.id != 0 ? SQL_CHANGE : SQL_GIVE);
  if (now.id != 0) {
    query_bind_int(query, 1, now.id);
    query_bind_text(query, 2, access_code(input->level));
    query_bind_int(query, 3, input->unit);
  } else {
    query_bind_text(query, 1, input->who.kind == PERSON_LOGIN ? input->who.name : NULL);
    query_bind_text(query, 2, input->who.kind == PERSON_GROUP ? input->who.name : NULL);
    query_bind_int(query, 3, input->ledger);
    query_bind_text(query, 4, access_code(input->level));
    query_bind_int(query, 5, input->unit);
  }
  return query_run(query, error);
}

static gboolean write_name(Db *db, const Edit *edit, gboolean *changed, GError **error) {
  g_autofree char *now = NULL;
  const char *login = edit->input->who.name;
  if (!person_name(db, login, &now, error))
    return FALSE;
  if (g_strcmp0(now, edit->name) == 0)
    return TRUE;
  *changed = TRUE;
  Query *query = query_new(db, SQL_NAME);
  query_bind_text(query, 1, login);
  query_bind_text(query, 2, edit->name);
  return query_run(query, error);
}

static gboolean write_edit(Db *db, gpointer data, GError **error) {
  const Edit *edit = data;
  gboolean changed = FALSE;
  if ((edit->input->set && !write_right(db, edit->input, &changed, error)) ||
      (edit->input->name != NULL && !write_name(db, edit, &changed, error)))
    return FALSE;
  return changed || store_refuse(error, "已经是这样，没有改动");
}

gboolean person_edit(Db *db, const Actor *actor, const PersonInput *input, GError **error) {
  g_autofree char *name = text_strip(input->name);
  if (!input->set && input->name == NULL)
    return store_refuse(error, "没有说明要改什么");
  if ((input->set && !person_check_limit(input->level, input->unit, error)) ||
      (input->name != NULL && !person_check_name(input->who.kind, name, error)))
    return FALSE;
  g_autofree char *who = person_who_text(&input->who);
  g_autofree char *scope = NULL, *limit = NULL;
  if (!scope_text(db, input->set ? input->ledger : 0, &scope, error) ||
      !limit_text(db, input->set ? input->unit : 0, &limit, error))
    return FALSE;
  g_autoptr(GString) summary = g_string_new(NULL);
  if (input->set)
    g_string_append_printf(summary, "%s 设为“%s”%s%s", who, access_name(input->level), scope,
                           limit);
  if (input->name != NULL)
    g_string_append_printf(summary, "%s%s 的姓名：%s", input->set ? "；" : "", who,
                           *name != '\0' ? name : "无");
  Edit edit = {.input = input, .name = *name != '\0' ? name : NULL};
  const Deed deed = {.verb = input->set ? "access.edit" : "user.edit", .summary = summary->str};
  return store_write(db, actor, &deed, write_edit, &edit, NULL, error);
}

/* ---- taking away ------------------------------------------------------------------------- */

typedef struct {
  const PersonWho *who;
  gint64 ledger;
} Removal;

static gboolean write_removal(Db *db, gpointer data, GError **error) {
  const Removal *removal = data;
  Standing now;
  if (!read_standing(db, removal->who, removal->ledger, &now, error))
    return FALSE;
  if (now.id == 0) {
    g_autofree char *who = person_who_text(removal->who);
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "%s 没有这样的权限，可用 taizhang users 查看", who);
    return FALSE;
  }
  Query *query = query_new(db, SQL_TAKE);
  query_bind_int(query, 1, now.id);
  return query_run(query, error);
}

gboolean person_remove(Db *db, const Actor *actor, const PersonWho *who, gint64 ledger,
                       GError **error) {
  g_autofree char *scope = NULL;
  if (!scope_text(db, ledger, &scope, error))
    return FALSE;
  g_autofree char *text = person_who_text(who);
  g_autofree char *summary = g_strdup_printf("去掉 %s 的权限%s", text, scope);
  Removal removal = {.who = who, .ledger = ledger};
  const Deed deed = {.verb = "access.edit", .summary = summary};
  return store_write(db, actor, &deed, write_removal, &removal, NULL, error);
}
