#include "core/model/tag.h"

#include "core/rules/text.h"

#define SQL_OF_TASK "SELECT tag FROM task_tag WHERE task = ?1 ORDER BY tag"
#define SQL_COUNTS                                                                                 \
  "SELECT g.tag, count(iif(l.frozen_on IS NULL, 1, NULL)) AS tasks FROM task_tag g "               \
  "JOIN task t ON t.id = g.task JOIN ledger l ON l.id = t.ledger GROUP BY g.tag "                  \
  "ORDER BY tasks DESC, g.tag"
#define SQL_ADD "INSERT INTO task_tag (task, tag) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
#define SQL_REMOVE "DELETE FROM task_tag WHERE task = ?1 AND tag = ?2"

/* ---- words ------------------------------------------------------------------------------ */

static gboolean is_separator(gunichar c) {
  return g_unichar_isspace(c) || g_utf8_strchr("、，,；;", -1, c) != NULL;
}

static gboolean add_word(GPtrArray *tags, const char *start, gsize length, GError **error) {
  while (length > 0 && *start == '#') {
    start++;
    length--;
  }
  g_autofree char *word = g_strndup(start, length);
  if (*word == '\0' || g_ptr_array_find_with_equal_func(tags, word, g_str_equal, NULL))
    return TRUE;
  if (g_utf8_strlen(word, -1) > TAG_LENGTH_MAX)
    return store_refuse(error, "标签“%s”太长，最多%d个字", word, TAG_LENGTH_MAX);
  g_ptr_array_add(tags, g_steal_pointer(&word));
  return TRUE;
}

GPtrArray *tag_read(const char *text, GError **error) {
  g_autofree char *clean = text_clean(text, FALSE);
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func(g_free);
  const char *start = clean;
  for (const char *p = clean;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c != 0 && !is_separator(c))
      continue;
    if (!add_word(tags, start, (gsize)(p - start), error))
      return NULL;
    if (c == 0)
      break;
    start = g_utf8_next_char(p);
  }
  if (tags->len > 0)
    return g_steal_pointer(&tags);
  store_refuse(error, "请写明标签，如 营商环境；几个标签之间用空格或顿号隔开");
  return NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

GPtrArray *tag_list(Db *db, gint64 task, GError **error) {
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func(g_free);
  Query *query = query_new(db, SQL_OF_TASK);
  query_bind_int(query, 1, task);
  while (query_next(query))
    g_ptr_array_add(tags, g_strdup(query_text(query, 0)));
  return query_finish(query, error) ? g_steal_pointer(&tags) : NULL;
}

static void count_free(gpointer data) {
  TagCount *count = data;
  g_free(count->tag);
  g_free(count);
}

GPtrArray *tag_counts(Db *db, GError **error) {
  g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func(count_free);
  Query *query = query_new(db, SQL_COUNTS);
  while (query_next(query)) {
    TagCount *count = g_new0(TagCount, 1);
    count->tag = g_strdup(query_text(query, 0));
    count->tasks = (int)query_int(query, 1);
    g_ptr_array_add(counts, count);
  }
  return query_finish(query, error) ? g_steal_pointer(&counts) : NULL;
}

/* ---- changing --------------------------------------------------------------------------- */

static gboolean each(Db *db, const char *sql, gint64 task, const GPtrArray *tags, GError **error) {
  for (guint i = 0; i < tags->len; i++) {
    Query *query = query_new(db, sql);
    query_bind_int(query, 1, task);
    query_bind_text(query, 2, tags->pdata[i]);
    if (!query_run(query, error))
      return FALSE;
  }
  return TRUE;
}

gboolean tag_add(Db *db, gint64 task, const GPtrArray *tags, GError **error) {
  return each(db, SQL_ADD, task, tags, error);
}

gboolean tag_remove(Db *db, gint64 task, const GPtrArray *tags, GError **error) {
  return each(db, SQL_REMOVE, task, tags, error);
}
