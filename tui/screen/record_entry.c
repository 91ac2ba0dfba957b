/* record_entry.c: an entry of the journal, field by field, with long texts whole. */
#include "core/model/history.h"
#include "core/model/unit.h"
#include "core/store/words.h"
#include "tui/screen/page_lines.h"
#include "tui/screen/record_undo.h"

#define SHORT_CHARACTERS 24 /* of values that stand on one line, with an arrow between */
#define CHANGES_MAX 5000 /* of an entry that brought in a whole ledger not all can be read here */

typedef struct {
  RecordAsked asked;
  gint64 seq;
  JournalEntry *entry; /* NULL: it could not be read */
  GPtrArray *changes;  /* JournalChange*: the first of them */
  gboolean whole;      /* there are no more */
  GPtrArray *units;    /* Unit*: names */
  PageView view;
} EntryPage;

static gpointer entry_open(App *app, const Opening *opening) {
  (void)app;
  EntryPage *page = g_new0(EntryPage, 1);
  page->seq = opening->id;
  page_view_init(&page->view);
  return page;
}

static void forget(EntryPage *page) {
  g_clear_pointer(&page->entry, journal_entry_free);
  g_clear_pointer(&page->changes, g_ptr_array_unref);
  g_clear_pointer(&page->units, g_ptr_array_unref);
}

static void entry_close(gpointer state) {
  EntryPage *page = state;
  page_view_clear(&page->view);
  forget(page);
  g_free(page);
}

static gboolean entry_recalculate(App *app, gpointer state, GError **error) {
  EntryPage *page = state;
  page->view.width = 0;
  forget(page);
  record_undo_know(app, &page->asked);
  page->entry = journal_get(app_db(app), page->seq, error);
  if (page->entry == NULL)
    return FALSE;
  page->changes =
      journal_first_changes(app_db(app), page->seq, 0, CHANGES_MAX, &page->whole, error);
  page->units = page->changes != NULL ? unit_list(app_db(app), error) : NULL;
  if (page->units == NULL)
    forget(page);
  return page->entry != NULL;
}

/* ---- lines ------------------------------------------------------------------------------ */

/* 李四（lisi）: the entry itself has the login name. The caller frees. */
static char *who_text(App *app, const char *login) {
  const char *name = app_person_name(app, login);
  return g_str_equal(name, login) ? g_strdup(login) : g_strdup_printf("%s（%s）", name, login);
}

static void add_head(App *app, EntryPage *page) {
  const JournalEntry *entry = page->entry;
  GPtrArray *lines = page->view.lines;
  int columns = page->view.width;
  g_autofree char *seq = g_strdup_printf("第%" G_GINT64_FORMAT "条", entry->seq);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
  g_autofree char *when = time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M:%S") : NULL;
  g_autofree char *who = who_text(app, entry->who);
  page_lines_add(lines, columns, "日志", seq, THEME_STRONG);
  page_lines_add(lines, columns, "时间", when, THEME_TEXT);
  page_lines_add(lines, columns, "谁", who, THEME_TEXT);
  page_lines_add(lines, columns, "做了什么", entry->summary, THEME_TEXT);
  if (entry->reason != NULL)
    page_lines_add(lines, columns, "理由", entry->reason, THEME_TEXT);
  if (entry->undoes != 0) {
    g_autofree char *undoes = g_strdup_printf("第%" G_GINT64_FORMAT "条", entry->undoes);
    page_lines_add(lines, columns, "撤销的是", undoes, THEME_TEXT);
  }
  if (entry->undone_by != 0) {
    g_autofree char *by = g_strdup_printf("第%" G_GINT64_FORMAT "条", entry->undone_by);
    page_lines_add(lines, columns, "已被撤销", by, THEME_TEXT);
  }
}

static gboolean is_short(const char *text) {
  return g_utf8_strlen(text, -1) <= SHORT_CHARACTERS;
}

static void add_change(EntryPage *page, const JournalChange *change) {
  g_autofree char *old = history_value_text(change->table, change->field, change->old, page->units);
  g_autofree char *new_ =
      history_value_text(change->table, change->field, change->new_, page->units);
  const char *label = words_column(change->table, change->field);
  GPtrArray *lines = page->view.lines;
  if (change->whole) {
    const char *value = change->new_ != NULL ? new_ : old;
    page_lines_add(lines, page->view.width, label, value, THEME_TEXT);
  } else if (is_short(old) && is_short(new_)) {
    g_autofree char *line = g_strdup_printf("%s → %s", old, new_);
    page_lines_add(lines, page->view.width, label, line, THEME_TEXT);
  } else {
    g_autofree char *before = g_strdup_printf("原为：%s", old);
    g_autofree char *after = g_strdup_printf("改为：%s", new_);
    page_lines_add(lines, page->view.width, label, before, THEME_TEXT);
    page_lines_add(lines, page->view.width, NULL, after, THEME_TEXT);
  }
}

static gboolean is_same_record(const JournalChange *a, const JournalChange *b) {
  return g_str_equal(a->table, b->table) && g_str_equal(a->key, b->key);
}

static void add_record_title(EntryPage *page, const JournalChange *change) {
  const char *did = !change->whole ? "修改" : change->new_ != NULL ? "添加" : "删除";
  g_autofree char *record =
      g_strdup_printf("%s（编号 %s）", words_table(change->table), change->key);
  page_lines_add(page->view.lines, page->view.width, NULL, "", THEME_TEXT);
  page_lines_add(page->view.lines, page->view.width, did, record, THEME_STRONG);
}

static void add_rest(EntryPage *page) {
  g_autofree char *text =
      g_strdup_printf("改动太多，这里只列出前%d处。全部可在命令行列出：taizhang log --before "
                      "%" G_GINT64_FORMAT " --limit 1 --format csv",
                      CHANGES_MAX, page->seq + 1);
  page_lines_add(page->view.lines, page->view.width, NULL, "", THEME_TEXT);
  page_lines_add(page->view.lines, page->view.width, "还有", text, THEME_STRONG);
}

static void make_lines(App *app, gpointer state) {
  EntryPage *page = state;
  g_ptr_array_unref(page->view.lines);
  page->view.lines = page_lines_new();
  if (page->entry == NULL)
    return;
  add_head(app, page);
  const JournalChange *before = NULL;
  for (guint i = 0; i < page->changes->len; i++) {
    const JournalChange *change = page->changes->pdata[i];
    if (history_is_link(change->table, change->field))
      continue;
    if (before == NULL || !is_same_record(before, change))
      add_record_title(page, change);
    before = change;
    add_change(page, change);
  }
  if (!page->whole)
    add_rest(page);
}

/* ---- the screen ------------------------------------------------------------------------- */

static gboolean entry_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)error;
  page_view_fit(&((EntryPage *)state)->view, area, app, make_lines, state);
  return TRUE;
}

static void entry_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  page_view_paint(&((const EntryPage *)state)->view, term, area);
}

static gboolean entry_act(App *app, gpointer state, ActionId id) {
  EntryPage *page = state;
  if (id == ACTION_RECORD_UNDO) {
    record_undo_ask(app, &page->asked, page->entry != NULL ? page->seq : 0);
    return TRUE;
  }
  return pager_act(&page->view.pager, id);
}

static gboolean entry_offers(gpointer state, ActionId id) {
  const EntryPage *page = state;
  return id != ACTION_RECORD_UNDO || record_undo_offers(&page->asked, page->entry);
}

static void entry_mouse(App *app, gpointer state, const Event *event, Area area) {
  (void)app;
  (void)area;
  pager_mouse(&((EntryPage *)state)->view.pager, event);
}

static char *entry_crumb(gpointer state) {
  return g_strdup_printf("日志第%" G_GINT64_FORMAT "条", ((const EntryPage *)state)->seq);
}

const ScreenClass SCREEN_RECORD_ENTRY = {
    .title = "日志的一条",
    .context = CONTEXT_RECORD_ENTRY,
    .action = ACTION_NONE,
    .open = entry_open,
    .close = entry_close,
    .recalculate = entry_recalculate,
    .prepare = entry_prepare,
    .paint = entry_paint,
    .act = entry_act,
    .offers = entry_offers,
    .mouse = entry_mouse,
    .crumb = entry_crumb,
};
