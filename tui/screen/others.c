#include "tui/screen/others.h"

#include <string.h>

static void deed_free(gpointer data) {
  OtherDeed *deed = data;
  g_free(deed->who);
  g_free(deed->summary);
  g_free(deed->table);
  g_strfreev(deed->columns);
  g_free(deed);
}

typedef struct {
  const Db *db;
  GPtrArray *deeds;
} Gathering;

static void gather(const JournalRow *row, gpointer data) {
  Gathering *gathering = data;
  const JournalEntry *entry = row->entry;
  if (store_wrote(gathering->db, entry->seq))
    return;
  OtherDeed *deed = g_new0(OtherDeed, 1);
  *deed = (OtherDeed){
      .seq = entry->seq,
      .at = entry->at,
      .who = g_strdup(entry->who),
      .summary = g_strdup(entry->summary),
      .table = g_strdup(row->table),
      .id = row->id,
      .task = entry->task,
      .columns = g_strdupv((char **)row->columns),
      .gone = row->gone,
  };
  g_ptr_array_add(gathering->deeds, deed);
}

GPtrArray *others_since(Db *db, gint64 after, GError **error) {
  g_autoptr(GPtrArray) deeds = g_ptr_array_new_with_free_func(deed_free);
  Gathering gathering = {db, deeds};
  return journal_follow(db, after, gather, &gathering, error) ? g_steal_pointer(&deeds) : NULL;
}

/* How well a deed explains that a field changed: 0 hardly, 3 for certain. */
static int weight_of(const OtherDeed *deed, const char *table, gint64 id, const char *field) {
  if (deed->table == NULL || (id != 0 && deed->id != 0 && deed->id != id))
    return 0;
  if (g_str_equal(deed->table, table))
    return g_strv_contains((const char *const *)deed->columns, field) ? 3 : 1;
  gsize length = strlen(table); /* task_unit belongs to task */
  return strncmp(deed->table, table, length) == 0 && deed->table[length] == '_' ? 2 : 0;
}

const OtherDeed *others_author(const GPtrArray *deeds, const char *table, gint64 id,
                               const char *field) {
  const OtherDeed *author = NULL;
  int best = 0;
  for (guint i = 0; i < deeds->len; i++) {
    const OtherDeed *deed = deeds->pdata[i];
    int weight = weight_of(deed, table, id, field);
    if (weight >= best) {
      best = weight;
      author = deed;
    }
  }
  return author;
}

gboolean others_changed(const GPtrArray *deeds, const char *table, gint64 id, const char *field) {
  static const char *const linked[] = {"units", "aliases", "members",
                                       NULL}; /* tables of their own */
  int enough = g_strv_contains(linked, field) ? 2 : 3;
  for (guint i = 0; i < deeds->len; i++) {
    if (weight_of(deeds->pdata[i], table, id, field) >= enough)
      return TRUE;
  }
  return FALSE;
}

const OtherDeed *others_remover(const GPtrArray *deeds, const char *table, gint64 id) {
  for (guint i = deeds->len; i-- > 0;) {
    const OtherDeed *deed = deeds->pdata[i];
    if (deed->gone && deed->id == id && g_strcmp0(deed->table, table) == 0)
      return deed;
  }
  return NULL;
}

gboolean others_is_own(App *app, const char *who) {
  return g_strcmp0(who, app_actor(app).who) == 0;
}

char *others_name(App *app, const char *who) {
  if (others_is_own(app, who))
    return g_strdup("您（另一个窗口）");
  return g_strdup(app_person_name(app, who));
}

char *others_signature(App *app, const OtherDeed *deed) {
  g_autofree char *name = others_name(app, deed->who);
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(deed->at);
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  gboolean today = at != NULL && g_date_time_get_year(at) == g_date_time_get_year(now) &&
                   g_date_time_get_day_of_year(at) == g_date_time_get_day_of_year(now);
  g_autofree char *time =
      at != NULL ? g_date_time_format(at, today ? "%H:%M" : "%m-%d %H:%M") : g_strdup("");
  return g_strdup_printf("%s %s", name, time);
}
