#include "core/model/shared_view.h"

#include "core/rules/text.h"

#define SQL_LIST "SELECT id, name, definition, author FROM view ORDER BY position, id"
#define SQL_SAVE                                                                                   \
  "INSERT INTO view (name, position, definition, author) "                                         \
  "VALUES (?1, (SELECT ifnull(max(position), 0) + 1 FROM view), ?2, ?3) "                          \
  "ON CONFLICT (name) DO UPDATE SET definition = excluded.definition"
#define SQL_NAME "SELECT name FROM view WHERE id = ?1"
#define SQL_TAKEN "SELECT 1 FROM view WHERE name = ?1 AND id <> ?2"
#define SQL_RENAME "UPDATE view SET name = ?2 WHERE id = ?1"
#define SQL_REMOVE "DELETE FROM view WHERE id = ?1"

GPtrArray *shared_view_list(Db *db, GError **error) {
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func((GDestroyNotify)view_free);
  Query *query = query_new(db, SQL_LIST);
  while (query_next(query)) {
    g_autofree char *name = text_clean(query_text(query, 1), FALSE);
    View *view = view_new(VIEW_SHARED, name);
    view->id = query_int(query, 0);
    view->author = g_strdup(query_text(query, 3));
    g_autofree char *problem = NULL;
    view_take_definition(view, query_text(query, 2), &problem);
    g_ptr_array_add(views, view);
  }
  if (!query_finish(query, error))
    return NULL;
  return g_steal_pointer(&views);
}

gboolean shared_view_check_name(const char *name, GError **error) {
  if (*name == '\0')
    return store_refuse(error, "请写视图的名称");
  if (!text_is_clean(name, FALSE))
    return store_refuse(error, "名称里有不能显示的字符，请重新输入");
  if (g_utf8_strlen(name, -1) > VIEW_NAME_CHARACTERS_MAX)
    return store_refuse(error, "名称太长，最多%d个字", VIEW_NAME_CHARACTERS_MAX);
  return TRUE;
}

/* ---- writing ---------------------------------------------------------------------------- */

typedef struct {
  const Actor *actor;
  const View *view; /* to be saved */
  gint64 id;
  const char *name; /* the new one */
} Writing;

static gboolean write_view(Db *db, gpointer data, GError **error) {
  const Writing *writing = data;
  g_autofree char *definition = view_definition(writing->view);
  Query *query = query_new(db, SQL_SAVE);
  query_bind_text(query, 1, writing->view->name);
  query_bind_text(query, 2, definition);
  query_bind_text(query, 3, writing->actor->who);
  return query_run(query, error);
}

gboolean shared_view_save(Db *db, const Actor *actor, const View *view, GError **error) {
  if (!shared_view_check_name(view->name, error))
    return FALSE;
  g_autofree char *summary = g_strdup_printf("保存共享视图“%s”", view->name);
  Writing writing = {.actor = actor, .view = view};
  const Deed deed = {.verb = "view.save", .summary = summary};
  return store_write(db, actor, &deed, write_view, &writing, NULL, error);
}

/* The name of a view; NULL and STORE_ERROR_NOT_FOUND where it is gone. */
static char *read_name(Db *db, gint64 id, GError **error) {
  Query *query = query_new(db, SQL_NAME);
  query_bind_int(query, 1, id);
  g_autofree char *name = query_next(query) ? g_strdup(query_text(query, 0)) : NULL;
  if (!query_finish(query, error))
    return NULL;
  if (name == NULL)
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "这个视图已被别人删除");
  return g_steal_pointer(&name);
}

static gboolean check_free(Db *db, const Writing *writing, GError **error) {
  Query *query = query_new(db, SQL_TAKEN);
  query_bind_text(query, 1, writing->name);
  query_bind_int(query, 2, writing->id);
  gboolean taken = query_next(query);
  if (!query_finish(query, error))
    return FALSE;
  return !taken || store_refuse(error, "已经有名为“%s”的共享视图", writing->name);
}

static gboolean write_name(Db *db, gpointer data, GError **error) {
  const Writing *writing = data;
  if (!check_free(db, writing, error))
    return FALSE;
  Query *query = query_new(db, SQL_RENAME);
  query_bind_int(query, 1, writing->id);
  query_bind_text(query, 2, writing->name);
  return query_run(query, error);
}

gboolean shared_view_rename(Db *db, const Actor *actor, gint64 id, const char *name,
                            GError **error) {
  g_autofree char *before = shared_view_check_name(name, error) ? read_name(db, id, error) : NULL;
  if (before == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("共享视图“%s”改名为“%s”", before, name);
  Writing writing = {.id = id, .name = name};
  const Deed deed = {.verb = "view.rename", .summary = summary};
  return store_write(db, actor, &deed, write_name, &writing, NULL, error);
}

static gboolean write_removal(Db *db, gpointer data, GError **error) {
  Query *query = query_new(db, SQL_REMOVE);
  query_bind_int(query, 1, ((const Writing *)data)->id);
  return query_run(query, error);
}

gboolean shared_view_remove(Db *db, const Actor *actor, gint64 id, GError **error) {
  g_autofree char *name = read_name(db, id, error);
  if (name == NULL)
    return FALSE;
  g_autofree char *summary = g_strdup_printf("删除共享视图“%s”", name);
  Writing writing = {.id = id};
  const Deed deed = {.verb = "view.remove", .summary = summary};
  return store_write(db, actor, &deed, write_removal, &writing, NULL, error);
}
