#include "core/exchange/collect/send.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "core/exchange/collect/sheet.h"
#include "core/exchange/table/office.h"
#include "core/exchange/table/outfile.h"
#include "core/rules/confine.h"
#include "core/rules/fault.h"
#include "core/store/journal.h"

typedef struct {
  const Actor *actor;
  SendoutPlan *plan;
  const char *folder;
  gboolean replace;
  const Watch *watch;
  char origin[65];      /* JournalSpan's */
  GPtrArray *files;     /* OutFile*, one for each table */
  GPtrArray *published; /* char*: paths of those that were not there before */
} Sending;

static void sending_clear(Sending *sending) {
  g_ptr_array_unref(sending->files);
  g_ptr_array_unref(sending->published);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sending, sending_clear)

static char *path_of(const Sending *sending, const SendoutTable *table, GError **error) {
  g_autofree char *name = g_filename_from_utf8(table->file, -1, NULL, NULL, NULL);
  if (name == NULL) {
    store_refuse(error, "文件名“%s”不能用本机的文件名编码写出，请换成 UTF-8 环境再下发",
                 table->file);
    return NULL;
  }
  return g_build_filename(sending->folder, name, NULL);
}

static gboolean write_table(Sending *sending, const SendoutTable *table, GError **error) {
  g_autofree char *path = path_of(sending, table, error);
  OutFile *file = path != NULL ? outfile_begin(path, sending->replace, error) : NULL;
  if (file == NULL)
    return FALSE;
  g_ptr_array_add(sending->files, file);
  __typeof__(&sheet_write) write = OFFICE(sheet_write, error);
  if (write != NULL && write(outfile_temporary(file), sending->plan, table, sending->origin,
                             sending->actor->today, sending->actor->now, error))
    return TRUE;
  g_autofree char *name = g_filename_display_name(path);
  g_prefix_error(error, "%s：", name);
  return FALSE;
}

/* All are written before the first gets its name, so that what fails, fails before. */
static gboolean publish(Sending *sending, GError **error) {
  for (guint i = 0; i < sending->files->len; i++) {
    g_autofree char *path = path_of(sending, sending->plan->tables->pdata[i], error);
    if (path == NULL)
      return FALSE;
    gboolean there = g_file_test(path, G_FILE_TEST_EXISTS);
    if (!outfile_publish(sending->files->pdata[i], error))
      return FALSE;
    if (!there)
      g_ptr_array_add(sending->published, g_steal_pointer(&path));
  }
  return TRUE;
}

static gboolean write_all(Db *db, gpointer data, GError **error) {
  Sending *sending = data;
  const GPtrArray *tables = sending->plan->tables;
  if (!sendout_store(db, sending->actor, sending->plan, error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++) {
    if (!watch_goes_on(sending->watch, "正在写填报表", i, tables->len, error) ||
        !write_table(sending, tables->pdata[i], error))
      return FALSE;
  }
  return publish(sending, error);
}

static gboolean make_folder(const char *folder, gboolean *made, GError **error) {
  *made = FALSE;
  g_auto(Confined) way = {.folder = -1};
  if (!confine_new(folder, &way, error))
    return FALSE;
  if (g_file_test(way.path, G_FILE_TEST_IS_DIR))
    return TRUE;
  *made = confine_is_on() ? g_mkdir(way.path, 0770) == 0 : g_mkdir_with_parents(folder, 0755) == 0;
  if (*made)
    return TRUE;
  int failure = errno;
  g_autofree char *name = g_filename_display_name(folder);
  const char *why = failure == EEXIST ? fault_text(ENOTDIR) : fault_text(failure);
  return store_refuse(error, "目录 %s 建不了：%s。没有下发；请检查路径和权限", name, why);
}

gboolean send_run(Db *db, const Actor *actor, SendoutPlan *plan, const char *folder,
                  gboolean replace, const Watch *watch, GError **error) {
  g_auto(Sending) sending = {
      .actor = actor, .plan = plan, .folder = folder, .replace = replace, .watch = watch};
  sending.files = g_ptr_array_new_with_free_func((GDestroyNotify)outfile_free);
  sending.published = g_ptr_array_new_with_free_func(g_free);
  JournalSpan span;
  gboolean made;
  if (!journal_span(db, &span, error) || !make_folder(folder, &made, error))
    return FALSE;
  g_strlcpy(sending.origin, span.origin, sizeof sending.origin);
  g_autofree char *summary =
      g_strdup_printf("下发%d年%d月的填报表，%u个单位", plan->year, plan->month, plan->tables->len);
  Deed deed = {.verb = "sendout.add", .summary = summary};
  if (store_write(db, actor, &deed, write_all, &sending, NULL, error))
    return TRUE;
  for (guint i = 0; i < sending.published->len; i++)
    g_unlink(sending.published->pdata[i]);
  g_ptr_array_set_size(sending.files, 0); /* what is not published goes before its folder */
  if (made)
    g_rmdir(folder);
  return FALSE;
}
