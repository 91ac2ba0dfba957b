/* backups.c: 备份: the copies of the ledger file there are, how the last attempt ended, making one,
 * checking one, and what would be lost by coming back to one. */
#include <string.h>

#include "core/rules/text.h"
#include "core/store/restore.h"
#include "tui/action/backup_run.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"

#define LOST_SHOWN 30

typedef struct {
  char *folder;
  GPtrArray *copies; /* BackupCopy*; NULL: not read yet */
  BackupAttempt last;
  List list;
  GHashTable *verdicts; /* path of a copy that was checked here: TRUE where it is sound */
  char *details;        /* of the chosen one, as it was asked for; NULL: not asked */
} BackupsScreen;

static gpointer backups_open(App *app, const Opening *opening) {
  (void)opening;
  BackupsScreen *screen = g_new0(BackupsScreen, 1);
  screen->verdicts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  screen->folder = backup_run_folder(app_settings(app), db_path(app_db(app)));
  return screen;
}

static void backups_close(gpointer state) {
  BackupsScreen *screen = state;
  g_clear_pointer(&screen->copies, g_ptr_array_unref);
  backup_attempt_clear(&screen->last);
  g_hash_table_unref(screen->verdicts);
  g_free(screen->folder);
  g_free(screen->details);
  g_free(screen);
}

static const BackupCopy *current(const BackupsScreen *screen) {
  return screen->list.count > 0 ? screen->copies->pdata[screen->list.current] : NULL;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return g_str_equal(((const BackupCopy *)a)->path, ((const BackupCopy *)b)->path);
}

static gboolean backups_recalculate(App *app, gpointer state, GError **error) {
  BackupsScreen *screen = state;
  GPtrArray *copies = backup_list(db_path(app_db(app)), screen->folder, error);
  if (copies == NULL)
    return FALSE;
  if (!list_take(&screen->list, &screen->copies, copies, is_same))
    app_choice_lost(app, 0);
  backup_attempt_clear(&screen->last);
  backup_last(screen->folder, &screen->last);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

/* What the list leaves, of which there are 23 copies in ordinary, is for the details. */
static Area list_area(const BackupsScreen *screen, Area area) {
  int copies = screen->copies != NULL ? (int)screen->copies->len : 0;
  int details = MAX(CLAMP(area.rows / 2, 3, 14), area.rows - 3 - MAX(copies, 1));
  return (Area){area.row + 2, area.column, MAX(area.rows - 3 - details, 1), area.columns};
}

static gboolean backups_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  BackupsScreen *screen = state;
  list_layout(&screen->list, list_area(screen, area).rows);
  return TRUE;
}

#define WHEN_WIDTH 18
#define KIND_WIDTH 10
#define SIZE_WIDTH 11
#define CHECKED_WIDTH 12

/* What became of the last check; a copy gets its name only when it has passed one, but for the file
 * that a restore put aside. */
static const char *checked_text(const BackupsScreen *screen, const BackupCopy *copy) {
  gpointer verdict;
  if (g_hash_table_lookup_extended(screen->verdicts, copy->path, NULL, &verdict))
    return GPOINTER_TO_INT(verdict) ? "完好" : "损坏";
  return copy->kind == BACKUP_PRE_RESTORE ? "没有核对" : "做时完好";
}

static void paint_row(const BackupsScreen *screen, Term *term, int y, int width,
                      const BackupCopy *copy, gboolean selected) {
  const char *checked = checked_text(screen, copy);
  ThemeRole role = selected                       ? THEME_SELECTED
                   : g_str_equal(checked, "损坏") ? THEME_ERROR
                                                  : THEME_TEXT;
  int rest = WHEN_WIDTH + KIND_WIDTH + SIZE_WIDTH;
  g_autofree char *when = backup_copy_when(copy);
  g_autofree char *size = g_strdup_printf("%.1f MB", (double)copy->size / 1e6);
  g_autofree char *name = text_clean(copy->name, FALSE);
  term_text(term, y, 0, WHEN_WIDTH, role, when);
  term_text(term, y, WHEN_WIDTH, KIND_WIDTH, role, backup_kind_name(copy->kind));
  term_text(term, y, WHEN_WIDTH + KIND_WIDTH, SIZE_WIDTH, role, size);
  term_text(term, y, rest, CHECKED_WIDTH, role, checked);
  term_text(term, y, rest + CHECKED_WIDTH, width - rest - CHECKED_WIDTH, role, name);
}

static char *attempt_text(App *app, const BackupsScreen *screen) {
  const BackupAttempt *last = &screen->last;
  if (last->at == 0) {
    gboolean makes = !db_is_read_only(app_db(app)) && app_access(app, 0) > ACCESS_READER;
    g_autofree char *key = makes ? app_fill_keys(app, "，或按 {key:backup.make} 现在备份") : NULL;
    return g_strdup_printf("还没有备份过；每天第一次保存之后自动备份一次%s",
                           key != NULL ? key : "");
  }
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(last->at);
  g_autofree char *time = g_date_time_format(at, "%Y-%m-%d %H:%M");
  if (last->problem != NULL)
    return g_strdup_printf("最近一次（%s，%s）没有成功：%s", time, app_person_name(app, last->who),
                           last->problem);
  return g_strdup_printf("最近一次：%s，%s，成功", time, app_person_name(app, last->who));
}

static void paint_details(App *app, Term *term, Area area, const BackupsScreen *screen) {
  g_autofree char *attempt = attempt_text(app, screen);
  g_autofree char *keys = app_fill_keys(app, "{key:backup.compare}：比现在的文件少了什么；"
                                             "{key:backup.check}：核对这一份；"
                                             "{key:backup.restore}：怎样恢复");
  g_autofree char *folder = g_filename_display_name(screen->folder);
  g_autofree char *all = g_strdup_printf("%s\n目录：%s\n%s", attempt, folder,
                                         screen->details != NULL                  ? screen->details
                                         : screen->list.count > 0 && keys != NULL ? keys
                                                                                  : "");
  g_autofree char *text = text_clean(all, TRUE);
  g_autoptr(GPtrArray) lines = text_wrap(text, area.columns);
  int more = (int)lines->len > area.rows ? (int)lines->len - area.rows + 1 : 0;
  g_autofree char *rest = g_strdup_printf("……还有%d行", more);
  for (int i = 0; i < area.rows; i++)
    term_text(term, area.row + i, area.column, area.columns,
              i == 0 && screen->last.problem != NULL ? THEME_ERROR : THEME_TEXT,
              more > 0 && i == area.rows - 1 ? rest
              : i < (int)lines->len          ? lines->pdata[i]
                                             : NULL);
}

static void backups_paint(App *app, gpointer state, Term *term, Area area) {
  BackupsScreen *screen = state;
  if (screen->copies == NULL) {
    term_blank(term, area, THEME_TEXT);
    return;
  }
  Area list = list_area(screen, area);
  g_autofree char *title = g_strdup_printf("备份  共%u份", screen->copies->len);
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
  term_text(term, area.row + 1, 0, WHEN_WIDTH, THEME_HEADER, "时间");
  term_text(term, area.row + 1, WHEN_WIDTH, KIND_WIDTH, THEME_HEADER, "种类");
  term_text(term, area.row + 1, WHEN_WIDTH + KIND_WIDTH, SIZE_WIDTH, THEME_HEADER, "大小");
  int rest = WHEN_WIDTH + KIND_WIDTH + SIZE_WIDTH;
  term_text(term, area.row + 1, rest, CHECKED_WIDTH, THEME_HEADER, "核对");
  rest += CHECKED_WIDTH;
  term_text(term, area.row + 1, rest, area.columns - rest, THEME_HEADER, "文件");
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, list.row + y, area.columns, screen->copies->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM, "还没有备份");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  paint_details(app, term,
                (Area){rule + 1, area.column, area.row + area.rows - rule - 1, area.columns},
                screen);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void make(App *app, BackupsScreen *screen) {
  Actor actor = app_actor(app);
  const BackupPlan plan = {
      .ledger = db_path(app_db(app)), .folder = screen->folder, .actor = &actor};
  GError *error = NULL;
  app_busy(app, "正在备份……");
  g_autofree char *path = backup_make(&plan, &error);
  GError *unread = NULL;
  if (!backups_recalculate(app, screen, &unread))
    g_clear_error(&unread);
  if (path == NULL) {
    app_failed(app, error);
    return;
  }
  list_choose(&screen->list, 0);
  g_clear_pointer(&screen->details, g_free);
  g_autofree char *name = g_path_get_basename(path);
  app_notice(app, "已备份并核对：%s", name);
}

/* Whether what failed lies in the copy itself, and not in coming at it. */
static gboolean is_of_content(const GError *error) {
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_DAMAGED) ||
         g_error_matches(error, STORE_ERROR, STORE_ERROR_FOREIGN);
}

static void check(App *app, BackupsScreen *screen, const BackupCopy *copy) {
  g_auto(BackupFacts) facts = {0};
  GError *error = NULL;
  app_busy(app, "正在核对……");
  gboolean read = backup_look(copy->path, TRUE, &facts, &error);
  if (read || is_of_content(error))
    g_hash_table_replace(screen->verdicts, g_strdup(copy->path),
                         GINT_TO_POINTER(read && facts.sound));
  else
    g_hash_table_remove(screen->verdicts, copy->path);
  if (!read) {
    gboolean gone = g_error_matches(error, STORE_ERROR, STORE_ERROR_MISSING);
    if (gone && backups_recalculate(app, screen, NULL))
      g_clear_pointer(&screen->details, g_free);
    app_failed(app, error);
    return;
  }
  g_free(screen->details);
  screen->details = facts.sound ? g_strdup_printf("核对过，完好：%" G_GINT64_FORMAT
                                                  "项任务，日志%" G_GINT64_FORMAT "条",
                                                  facts.tasks, facts.entries)
                                : g_strdup_printf("这一份有损坏，不要用它恢复：%s", facts.problem);
}

/* What the present file has and the copy has not. */
static char *comparison_text(App *app, const RestoreComparison *comparison,
                             const BackupCopy *copy) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (!comparison->present)
    g_string_append_printf(text, "现在的文件读不了：%s\n", comparison->damage);
  else if (!comparison->related)
    g_string_append(text, "这一份不是现在这个文件的备份\n");
  else if (comparison->lost == 0)
    g_string_append(text, "这一份和现在一样\n");
  else
    g_string_append_printf(text, "恢复到这一份，会失去之后的%" G_GINT64_FORMAT "次改动\n",
                           comparison->lost);
  g_string_append_printf(text, "要恢复，请管理员在命令行运行 taizhang restore %s\n", copy->name);
  for (guint i = 0; comparison->entries != NULL && i < comparison->entries->len; i++) {
    const JournalEntry *entry = comparison->entries->pdata[i];
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(entry->at);
    g_autofree char *time = g_date_time_format(at, "%m-%d %H:%M");
    g_string_append_printf(text, "  %s %s %s\n", time, app_person_name(app, entry->who),
                           entry->summary);
  }
  gint64 told = comparison->entries != NULL ? comparison->entries->len : 0;
  if (comparison->related && comparison->lost > told)
    g_string_append_printf(text,
                           "  还有%" G_GINT64_FORMAT "次，用 taizhang restore %s --dry-run 看\n",
                           comparison->lost - told, copy->name);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void compare(App *app, BackupsScreen *screen, const BackupCopy *copy) {
  g_auto(RestoreComparison) comparison = {0};
  GError *error = NULL;
  if (!restore_compare(db_path(app_db(app)), copy->path, LOST_SHOWN, &comparison, &error)) {
    app_failed(app, error);
    return;
  }
  g_free(screen->details);
  screen->details = comparison_text(app, &comparison, copy);
}

static void put_away(App *app, int answer) {
  (void)app;
  (void)answer;
}

/* Restoring takes the file from under everybody who has it open: that is not one key's. */
static void explain(App *app, const BackupCopy *copy) {
  static const DialogAnswer answers[] = {{'y', "知道了"}};
  gboolean plain = strpbrk(copy->name, " '\"$`&;|<>()*?[]\\~!#") == NULL;
  g_autofree char *quoted = plain ? g_strdup(copy->name) : g_shell_quote(copy->name);
  g_autofree char *name = text_clean(quoted, FALSE);
  g_autofree char *text = g_strdup_printf("恢复会替换大家正在用的文件；请管理员退出后运行：\n\n"
                                          "taizhang restore %s --dry-run\n只看会失去哪些改动\n\n"
                                          "taizhang restore %s\n问过再恢复，现在的文件改名留在旁边",
                                          name, name);
  app_ask(app, text, answers, G_N_ELEMENTS(answers), put_away);
}

static gboolean backups_act(App *app, gpointer state, ActionId id) {
  BackupsScreen *screen = state;
  const BackupCopy *copy = current(screen);
  if (id == ACTION_BACKUP_MAKE)
    make(app, screen);
  else if (id == ACTION_BACKUP_CHECK && copy != NULL)
    check(app, screen, copy);
  else if (id == ACTION_BACKUP_COMPARE && copy != NULL)
    compare(app, screen, copy);
  else if (id == ACTION_BACKUP_RESTORE && copy != NULL)
    explain(app, copy);
  else if (list_act(&screen->list, id))
    g_clear_pointer(&screen->details, g_free);
  else
    return FALSE;
  return TRUE;
}

static gboolean backups_offers(gpointer state, ActionId id) {
  return (id != ACTION_BACKUP_CHECK && id != ACTION_BACKUP_COMPARE &&
          id != ACTION_BACKUP_RESTORE) ||
         current(state) != NULL;
}

static void backups_mouse(App *app, gpointer state, const Event *event, Area area) {
  BackupsScreen *screen = state;
  gsize before = screen->list.current;
  if (list_mouse(&screen->list, event, list_area(screen, area)) && current(screen) != NULL)
    compare(app, screen, current(screen));
  else if (screen->list.current != before)
    g_clear_pointer(&screen->details, g_free);
}

const ScreenClass SCREEN_BACKUPS = {
    .title = "备份",
    .context = CONTEXT_BACKUPS,
    .action = ACTION_NONE,
    .open = backups_open,
    .close = backups_close,
    .recalculate = backups_recalculate,
    .prepare = backups_prepare,
    .paint = backups_paint,
    .act = backups_act,
    .offers = backups_offers,
    .mouse = backups_mouse,
};
