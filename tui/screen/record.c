/* record.c: 日志: who did what and when, newest first. Only the rows in sight are read. */
#include <string.h>

#include "core/config/nearest.h"
#include "core/rules/log_words.h"
#include "core/rules/text.h"
#include "core/rules/verb.h"
#include "core/store/journal.h"
#include "core/store/words.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"
#include "tui/screen/record_undo.h"

#define KEPT_ENTRIES 500 /* before those out of sight are forgotten */

typedef struct {
  RecordAsked asked;
  char *filter;
  char *problem;       /* what in it was not understood; NULL: nothing */
  GArray *seqs;        /* what it found, newest first; NULL: all there are */
  GHashTable *entries; /* gint64* → JournalEntry*: those that were in sight */
  gboolean read;
  List list;
} RecordScreen;

static gpointer record_open(App *app, const Opening *opening) {
  (void)app;
  RecordScreen *screen = g_new0(RecordScreen, 1);
  screen->filter =
      opening->id != 0 ? g_strdup_printf("任务:%" G_GINT64_FORMAT, opening->id) : g_strdup("");
  screen->entries = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify)journal_entry_free);
  return screen;
}

static void record_close(gpointer state) {
  RecordScreen *screen = state;
  g_free(screen->filter);
  g_free(screen->problem);
  g_clear_pointer(&screen->seqs, g_array_unref);
  g_hash_table_unref(screen->entries);
  g_free(screen);
}

/* Without a filter the numbers run down from the newest one without gaps. */
static gint64 seq_at(const RecordScreen *screen, gsize row) {
  return screen->seqs != NULL ? g_array_index(screen->seqs, gint64, row)
                              : (gint64)(screen->list.count - row);
}

static gint64 chosen_seq(const RecordScreen *screen) {
  return screen->list.count > 0 ? seq_at(screen, screen->list.current) : 0;
}

static const JournalEntry *entry_at(const RecordScreen *screen, gsize row) {
  gint64 seq = seq_at(screen, row);
  return g_hash_table_lookup(screen->entries, &seq);
}

/* ---- reading ---------------------------------------------------------------------------- */

static void drop_field(RecordScreen *screen, LogWords *words) {
  if (words->field == NULL || words_mean_any(words->field))
    return;
  if (screen->problem == NULL)
    screen->problem = g_strdup_printf("没有叫“%s”的字段，没有用上", words->field);
  g_clear_pointer(&words->field, g_free);
}

/* What is no verb is looked for by no one. */
static void read_verb(RecordScreen *screen, LogWords *words) {
  if (words->verb == NULL)
    return;
  char *verb = verb_read(words->verb);
  if (verb == NULL && screen->problem == NULL) {
    g_autofree const char **names = verb_names();
    const char *near = nearest_word(words->verb, names);
    screen->problem = g_strdup_printf("没有叫“%s”的动作%s%s%s，没有用上", words->verb,
                                      near != NULL ? "（是不是“" : "", near != NULL ? near : "",
                                      near != NULL ? "”）" : "");
  }
  g_free(words->verb);
  words->verb = verb;
}

/* *count: how many there are. FALSE and error leaves what was found before. */
static gboolean search(App *app, RecordScreen *screen, gsize *count, GError **error) {
  g_auto(LogWords) words = {0};
  log_words_read(screen->filter, app_today(app), &words);
  g_free(screen->problem);
  screen->problem = g_steal_pointer(&words.problem);
  drop_field(screen, &words);
  read_verb(screen, &words);
  JournalSpan span;
  if (!journal_span(app_db(app), &span, error))
    return FALSE;
  const JournalFilter filter = {.who = words.who,
                                .task = words.task,
                                .field = words.field,
                                .verb = words.verb,
                                .text = words.text,
                                .since = words.since,
                                .until = words.until};
  GArray *found = NULL;
  if (*screen->filter != '\0') {
    found = journal_find(app_db(app), &filter, 0, error);
    if (found == NULL)
      return FALSE;
  }
  g_clear_pointer(&screen->seqs, g_array_unref);
  screen->seqs = found;
  *count = found != NULL ? found->len : (gsize)span.seq;
  return TRUE;
}

static gboolean record_recalculate(App *app, gpointer state, GError **error) {
  RecordScreen *screen = state;
  gint64 chosen = screen->read ? chosen_seq(screen) : 0;
  gsize count;
  if (!search(app, screen, &count, error))
    return FALSE;
  screen->read = TRUE;
  record_undo_know(app, &screen->asked);
  g_hash_table_remove_all(screen->entries);
  list_resize(&screen->list, count);
  for (gsize row = 0; chosen != 0 && row < count; row++) {
    if (seq_at(screen, row) == chosen) {
      list_choose(&screen->list, row);
      break;
    }
  }
  return TRUE;
}

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, MAX(area.rows - 2, 1), area.columns};
}

static gboolean record_prepare(App *app, gpointer state, Area area, GError **error) {
  RecordScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  if (g_hash_table_size(screen->entries) > KEPT_ENTRIES)
    g_hash_table_remove_all(screen->entries);
  for (gsize row = screen->list.top;
       row < screen->list.count && row < screen->list.top + screen->list.height; row++) {
    gint64 seq = seq_at(screen, row);
    if (g_hash_table_contains(screen->entries, &seq))
      continue;
    JournalEntry *entry = journal_get(app_db(app), seq, error);
    if (entry == NULL)
      return FALSE;
    g_hash_table_insert(screen->entries, g_memdup2(&seq, sizeof seq), entry);
  }
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

#define SEQ_WIDTH 8
#define WHEN_WIDTH 18
#define WHO_WIDTH 12

static void paint_cells(Term *term, int y, int width, ThemeRole role, const char *const *cells) {
  const int widths[] = {SEQ_WIDTH, WHEN_WIDTH, WHO_WIDTH,
                        width - SEQ_WIDTH - WHEN_WIDTH - WHO_WIDTH};
  int column = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(widths); i++) {
    term_text(term, y, column, widths[i] - 1, role, cells[i]);
    term_text(term, y, column + widths[i] - 1, 1, role, NULL);
    column += widths[i];
  }
}

static char *when_text(const JournalEntry *entry) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(entry->at);
  return time != NULL ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup("");
}

static char *summary_text(const JournalEntry *entry) {
  g_autofree char *summary = text_clean(entry->summary, FALSE);
  /* Before it: the end may be cut. */
  return entry->undone_by == 0 ? g_steal_pointer(&summary)
                               : g_strconcat("（已撤销）", summary, NULL);
}

#define NAME_LEAST 6 /* columns that are left of a quoted name */

/* 第4项“落实国家…” 记录进展: what was done stands at the end, so that the name gives way to it. */
static char *fitted_summary(const JournalEntry *entry, int width) {
  static const char open[] = "“", close[] = "”";
  g_autofree char *summary = summary_text(entry);
  char *name = strstr(summary, open), *end = g_strrstr(summary, close);
  if (text_width(summary) <= width || name == NULL || end == NULL || end < name)
    return g_steal_pointer(&summary);
  name += strlen(open);
  g_autofree char *head = g_strndup(summary, (gsize)(name - summary));
  g_autofree char *quoted = g_strndup(name, (gsize)(end - name));
  int room = width - text_width(head) - text_width(end);
  g_autofree char *cut = text_ellipsize(quoted, MAX(room, NAME_LEAST));
  return g_strconcat(head, cut, end, NULL);
}

static void paint_row(App *app, Term *term, int y, int width, const JournalEntry *entry,
                      gboolean selected) {
  g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *when = when_text(entry);
  g_autofree char *summary = fitted_summary(entry, width - SEQ_WIDTH - WHEN_WIDTH - WHO_WIDTH - 1);
  const char *const cells[] = {seq, when, app_person_name(app, entry->who), summary};
  ThemeRole role = selected ? THEME_SELECTED : entry->undone_by != 0 ? THEME_DIM : THEME_TEXT;
  paint_cells(term, y, width, role, cells);
}

static void paint_title(const RecordScreen *screen, Term *term, Area area) {
  g_autofree char *filter =
      *screen->filter != '\0' ? g_strdup_printf("  筛选：%s", screen->filter) : g_strdup("");
  g_autofree char *title = g_strdup_printf(
      "日志  共%" G_GSIZE_FORMAT "条%s%s%s", screen->list.count, filter,
      screen->problem != NULL ? "  " : "", screen->problem != NULL ? screen->problem : "");
  g_autofree char *clean = text_clean(title, FALSE);
  term_text(term, area.row, 0, area.columns - 14, THEME_STRONG, clean);
  list_paint_position(&screen->list, term, area.row, area.columns - 14, 14);
}

static void record_paint(App *app, gpointer state, Term *term, Area area) {
  static const char *const HEADS[] = {"序号", "时间", "谁", "做了什么"};
  RecordScreen *screen = state;
  if (!screen->read) {
    term_blank(term, area, THEME_TEXT);
    return;
  }
  Area list = list_area(area);
  paint_title(screen, term, area);
  paint_cells(term, area.row + 1, area.columns, THEME_HEADER, HEADS);
  for (int y = 0; y < list.rows; y++) {
    gsize row = screen->list.top + (gsize)y;
    const JournalEntry *entry = row < screen->list.count ? entry_at(screen, row) : NULL;
    if (entry != NULL)
      paint_row(app, term, list.row + y, area.columns, entry, row == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              *screen->filter != '\0' ? "没有符合筛选的日志；按 Esc 取消筛选" : "日志是空的");
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_entry(App *app, const RecordScreen *screen) {
  gint64 seq = chosen_seq(screen);
  if (seq != 0)
    app_open(app, &SCREEN_RECORD_ENTRY, &(Opening){.id = seq});
}

static gboolean record_act(App *app, gpointer state, ActionId id) {
  RecordScreen *screen = state;
  switch (id) {
  case ACTION_OPEN:
    open_entry(app, screen);
    return TRUE;
  case ACTION_RECORD:
    return TRUE; /* here it is */
  case ACTION_RECORD_UNDO:
    record_undo_ask(app, &screen->asked, chosen_seq(screen));
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static gboolean record_offers(gpointer state, ActionId id) {
  const RecordScreen *screen = state;
  if ((id != ACTION_OPEN && id != ACTION_RECORD_UNDO) || chosen_seq(screen) == 0)
    return id != ACTION_OPEN && id != ACTION_RECORD_UNDO;
  /* Of one that was not in sight yet it is not known. */
  const JournalEntry *entry = entry_at(screen, screen->list.current);
  return id == ACTION_OPEN || entry == NULL || record_undo_offers(&screen->asked, entry);
}

static void record_mouse(App *app, gpointer state, const Event *event, Area area) {
  RecordScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_entry(app, screen);
}

static void record_filter(gpointer state, const char *text) {
  RecordScreen *screen = state;
  g_free(screen->filter);
  screen->filter = g_strdup(text);
}

static const char *record_filtered(gpointer state) {
  return ((RecordScreen *)state)->filter;
}

static void add_listed(Listing *listing, const JournalEntry *entry) {
  g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *when = when_text(entry);
  const char *const cells[] = {
      seq, when, entry->who, verb_name(entry->verb), entry->summary, entry->reason};
  listing_row(listing, cells);
}

static Listing *record_listing(App *app, gpointer state, GError **error) {
  const RecordScreen *screen = state;
  Listing *listing = listing_new("日志", NULL);
  listing_column(listing, "序号", LISTING_NUMBER, SEQ_WIDTH);
  listing_column(listing, "时间", LISTING_SHORT, WHEN_WIDTH);
  listing_column(listing, "谁", LISTING_SHORT, WHO_WIDTH);
  listing_column(listing, "动作", LISTING_SHORT, 18);
  listing_column(listing, "做了什么", LISTING_TEXT, 50);
  listing_column(listing, "理由", LISTING_TEXT, 30);
  for (gsize row = 0; row < screen->list.count; row++) {
    g_autoptr(JournalEntry) entry = journal_get(app_db(app), seq_at(screen, row), error);
    if (entry == NULL) {
      listing_free(listing);
      return NULL;
    }
    add_listed(listing, entry);
  }
  return listing;
}

const ScreenClass SCREEN_RECORD = {
    .title = "日志",
    .context = CONTEXT_RECORD,
    .action = ACTION_RECORD,
    .is_list = TRUE,
    .open = record_open,
    .close = record_close,
    .recalculate = record_recalculate,
    .listing = record_listing,
    .prepare = record_prepare,
    .paint = record_paint,
    .act = record_act,
    .offers = record_offers,
    .mouse = record_mouse,
    .filter = record_filter,
    .filtered = record_filtered,
    .filters_names = TRUE,
    .filter_hint = "谁:… 任务:… 字段:… 日期:… 动作:…，或摘要里的文字；回车保留，Esc 取消",
};
