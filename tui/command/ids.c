#include "tui/command/ids.h"

#include "core/model/task.h"
#include "core/rules/text.h"
#include "tui/command/value.h"

typedef struct {
  const Invocation *invocation;
  Db *db;      /* NULL: not needed yet */
  Query *hold; /* while very many are looked for; NULL: none is yet */
  GArray *ids;
  GHashTable *known; /* of gint64*: what is in ids already */
  int status;        /* where it fails */
} Reading;

static void reading_clear(Reading *reading) {
  g_clear_pointer(&reading->hold, query_free);
  g_clear_pointer(&reading->db, db_close);
  g_clear_pointer(&reading->ids, g_array_unref);
  g_clear_pointer(&reading->known, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static void add(Reading *reading, gint64 id) {
  if (g_hash_table_add(reading->known, g_memdup2(&id, sizeof id)))
    g_array_append_val(reading->ids, id);
}

static gboolean is_between(gunichar letter) {
  return g_unichar_isspace(letter) || letter == ',' || letter == 0xff0c /* ， */ ||
         letter == 0x3001 /* 、 */;
}

/* The next word of *text, which is moved on; NULL at its end. The caller frees. */
static char *next_word(const char **text) {
  const char *from = *text;
  while (*from != '\0' && is_between(g_utf8_get_char(from)))
    from = g_utf8_next_char(from);
  const char *to = from;
  while (*to != '\0' && !is_between(g_utf8_get_char(to)))
    to = g_utf8_next_char(to);
  *text = to;
  return to > from ? g_strndup(from, (gsize)(to - from)) : NULL;
}

/* A task of that id in the file; FALSE and *why, which stays NULL where all has been said. */
static gboolean check_there(Reading *reading, gint64 id, char **why) {
  g_autoptr(GError) error = NULL;
  if (reading->db == NULL)
    reading->db = invocation_open(reading->invocation, DB_READ);
  if (reading->db == NULL)
    return FALSE;
  if (reading->hold == NULL)
    reading->hold = query_hold(reading->db);
  g_autofree char *label = task_label(reading->db, id, &error);
  if (label == NULL)
    *why = g_strdup(error->message);
  return label != NULL;
}

static gboolean take_line(Reading *reading, const char *line, guint number) {
  g_autofree char *word = NULL;
  while ((word = next_word(&line)) != NULL) {
    g_autofree char *why = NULL;
    gint64 id = 0;
    reading->status = STATUS_USAGE;
    gboolean read = value_task_of(reading->invocation, &reading->db, word, &id, &why);
    if (read)
      reading->status = STATUS_FAILED;
    if (!read || !check_there(reading, id, &why)) {
      g_autofree char *clean = why != NULL ? text_clean(why, FALSE) : NULL;
      if (clean != NULL)
        invocation_fail_text("标准输入第%u行：%s。什么也没有做", number, clean);
      return FALSE;
    }
    add(reading, id);
    g_clear_pointer(&word, g_free);
  }
  return TRUE;
}

static gboolean take_input(Reading *reading) {
  reading->status = STATUS_FAILED;
  g_autofree char *text = value_input("编号");
  if (text == NULL)
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (!take_line(reading, lines[i], i + 1))
      return FALSE;
  }
  if (reading->ids->len > 0)
    return TRUE;
  invocation_fail_text("标准输入里没有任务编号，什么也没有做");
  return FALSE;
}

GArray *ids_read(const Invocation *invocation, char *const *arguments, int *status) {
  g_auto(Reading) reading = {.invocation = invocation};
  reading.ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  reading.known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (gsize i = 0; arguments[i] != NULL; i++) {
    gint64 id = 0;
    gboolean read;
    if (g_str_equal(arguments[i], "-")) {
      read = take_input(&reading);
    } else {
      reading.status = STATUS_USAGE;
      read = value_task(invocation, arguments[i], &id);
      if (read)
        add(&reading, id);
    }
    if (!read) {
      *status = reading.status;
      return NULL;
    }
  }
  return g_steal_pointer(&reading.ids);
}

void ids_write_total(Output *output, const GArray *ids) {
  if (ids->len > 1)
    output_line(output, "共%u项", ids->len);
}
