/* collect.c: 回收: the tables sent out for a month: who has returned, who has not, who is late. */
#include "core/model/sendout.h"
#include "tui/screen/app.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  int year, month;   /* looked at; 0: the newest that was sent out */
  GPtrArray *tables; /* SendoutUnit*; NULL: not read yet */
  GHashTable *marks; /* gint64*: tables whose units are to be asked after together */
  List list;
} CollectScreen;

static gpointer collect_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  CollectScreen *screen = g_new0(CollectScreen, 1);
  screen->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return screen;
}

static void collect_close(gpointer state) {
  CollectScreen *screen = state;
  g_clear_pointer(&screen->tables, g_ptr_array_unref);
  g_hash_table_unref(screen->marks);
  g_free(screen);
}

static const SendoutUnit *current_table(const CollectScreen *screen) {
  return screen->list.count > 0 ? screen->tables->pdata[screen->list.current] : NULL;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* What came back keeps no mark. */
static void drop_marks(App *app, CollectScreen *screen) {
  gboolean any = g_hash_table_size(screen->marks) > 0;
  for (guint i = 0; i < screen->tables->len; i++) {
    const SendoutUnit *sent = screen->tables->pdata[i];
    if (sent->state == SENDOUT_BACK)
      g_hash_table_remove(screen->marks, &sent->id);
  }
  if (any && g_hash_table_size(screen->marks) == 0)
    app_choice_lost(app, 0);
}

static void take_month(CollectScreen *screen, App *app) {
  CivilDate date = day_civil(app_today(app));
  screen->year = date.year;
  screen->month = date.month;
  if (screen->tables->len == 0)
    return;
  g_autofree char *first =
      g_strconcat(((const SendoutUnit *)screen->tables->pdata[0])->period, "-01", NULL);
  Day day = day_from_iso(first);
  if (day == DAY_NONE)
    return;
  date = day_civil(day);
  screen->year = date.year;
  screen->month = date.month;
}

static gboolean is_same(gconstpointer a, gconstpointer b) {
  return ((const SendoutUnit *)a)->unit == ((const SendoutUnit *)b)->unit;
}

static gboolean collect_recalculate(App *app, gpointer state, GError **error) {
  CollectScreen *screen = state;
  char period[SENDOUT_PERIOD_SIZE];
  sendout_period(screen->year, screen->month, period);
  GPtrArray *tables =
      sendout_list(app_db(app), screen->year != 0 ? period : NULL, app_today(app), error);
  if (tables == NULL)
    return FALSE;
  gboolean kept = list_take(&screen->list, &screen->tables, tables, is_same);
  if (screen->year == 0 && tables->len > 0)
    take_month(screen, app);
  drop_marks(app, screen);
  if (!kept)
    app_choice_lost(app, 0);
  return TRUE;
}

/* ---- painting --------------------------------------------------------------------------- */

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 5, area.columns};
}

static gboolean collect_prepare(App *app, gpointer state, Area area, GError **error) {
  (void)app;
  (void)error;
  list_layout(&((CollectScreen *)state)->list, list_area(area).rows);
  return TRUE;
}

static const int WIDTHS[] = {14, 11, 11, 5, 5, 7}; /* after the unit's name */

#define NARROW 72 /* columns below which the counts give way to the unit's name */
#define NARROW_COLUMNS 3

static void paint_columns(Term *term, int y, int width, ThemeRole role, ThemeRole state,
                          const char *const *cells) {
  int rest = 0, column;
  gsize count = width < NARROW ? NARROW_COLUMNS : G_N_ELEMENTS(WIDTHS);
  for (gsize i = 0; i < count; i++)
    rest += WIDTHS[i];
  column = MAX(width - rest, 8);
  term_text(term, y, 0, column - 1, role, cells[0]);
  term_text(term, y, column - 1, 1, role, NULL);
  for (gsize i = 0; i < count; i++) {
    term_text(term, y, column, WIDTHS[i], i == 0 ? state : role, cells[i + 1]);
    column += WIDTHS[i];
  }
}

static ThemeRole state_role(const SendoutUnit *sent) {
  return sent->state == SENDOUT_LATE   ? THEME_RED
         : sent->state == SENDOUT_BACK ? THEME_GREEN
                                       : THEME_AMBER;
}

/* !逾期13天, ~未回收, +已回收（迟2天） */
static char *state_text(const SendoutUnit *sent) {
  if (sent->state == SENDOUT_LATE)
    return g_strdup_printf("!逾期%d天", sent->overdue);
  if (sent->state == SENDOUT_WAITING)
    return g_strdup("~未回收");
  return sent->overdue > 0 ? g_strdup_printf("+已回收迟%d天", sent->overdue) : g_strdup("+已回收");
}

static void paint_row(const CollectScreen *screen, Term *term, int y, int width,
                      const SendoutUnit *sent, gboolean selected) {
  char by[DAY_TEXT_SIZE], back[DAY_TEXT_SIZE];
  gboolean marked = g_hash_table_contains(screen->marks, &sent->id);
  g_autofree char *name = g_strdup_printf("%s %s", marked ? "*" : " ", sent->unit_name);
  g_autofree char *state = state_text(sent);
  g_autofree char *rows = g_strdup_printf("%4d", sent->rows);
  g_autofree char *taken = g_strdup_printf("%4d", sent->taken);
  g_autofree char *kept = g_strdup_printf("%6d", sent->kept);
  const char *const cells[] = {
      name,  state, day_to_iso(sent->answer_by, by), day_to_iso(sent->back_on, back), rows,
      taken, kept};
  ThemeRole role = selected ? THEME_SELECTED : THEME_TEXT;
  paint_columns(term, y, width, role, selected ? role : state_role(sent), cells);
}

static void paint_title(const CollectScreen *screen, Term *term, Area area) {
  guint counts[SENDOUT_STATE_COUNT] = {0};
  for (guint i = 0; i < screen->tables->len; i++)
    counts[((const SendoutUnit *)screen->tables->pdata[i])->state]++;
  g_autoptr(GString) title = g_string_new("回收");
  if (screen->year != 0)
    g_string_append_printf(title, "  %d年%d月", screen->year, screen->month);
  if (screen->tables->len > 0)
    g_string_append_printf(title, "  已回收%u 未回收%u（逾期%u）", counts[SENDOUT_BACK],
                           counts[SENDOUT_WAITING] + counts[SENDOUT_LATE], counts[SENDOUT_LATE]);
  if (g_hash_table_size(screen->marks) > 0)
    g_string_append_printf(title, "  已标记%u个单位", g_hash_table_size(screen->marks));
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title->str);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
}

static void paint_details(const CollectScreen *screen, Term *term, Area area) {
  const SendoutUnit *sent = current_table(screen);
  char day[DAY_TEXT_SIZE];
  g_autofree char *text =
      sent != NULL ? g_strdup_printf("%s，%s下发%s", sent->file, day_to_iso(sent->made_on, day),
                                     sent->files > 1 ? "，报回过几份" : "")
                   : NULL;
  term_rule(term, area.row, 0, area.columns, "填报表");
  term_blank(term, (Area){area.row + 1, 0, area.rows - 1, area.columns}, THEME_TEXT);
  if (text != NULL)
    term_text(term, area.row + 1, 0, area.columns, THEME_TEXT, text);
}

static void collect_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  static const char *const HEADS[] = {"  单位", "情况", "填报期限", "回收",
                                      "行数",   "采纳", "未采纳"};
  const CollectScreen *screen = state;
  if (screen->tables == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  paint_title(screen, term, area);
  paint_columns(term, area.row + 1, area.columns, THEME_HEADER, THEME_HEADER, HEADS);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(screen, term, list.row + y, area.columns, screen->tables->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              screen->year == 0 ? "还没有下发过填报表；按 s 下发" : "这个月没有下发过填报表");
  paint_details(screen, term, (Area){list.row + list.rows, area.column, 3, area.columns});
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, const CollectScreen *screen) {
  const SendoutUnit *sent = current_table(screen);
  if (sent != NULL)
    app_open(app, &SCREEN_COLLECTED, &(Opening){.id = sent->id});
}

static void move_month(App *app, CollectScreen *screen, int delta) {
  if (screen->year == 0)
    take_month(screen, app);
  int month = screen->year * 12 + screen->month - 1 + delta;
  screen->year = month / 12;
  screen->month = month % 12 + 1;
  app_turn(app);
}

static void mark_row(App *app, CollectScreen *screen) {
  const SendoutUnit *sent = current_table(screen);
  if (sent == NULL)
    return;
  if (sent->state == SENDOUT_BACK)
    app_notice(app, "“%s”已经报回，不必催办，不用标记", sent->unit_name);
  else if (!g_hash_table_remove(screen->marks, &sent->id))
    g_hash_table_add(screen->marks, g_memdup2(&sent->id, sizeof sent->id));
  list_move(&screen->list, 1);
}

/* Adds the open tasks of a table, each once. */
static gboolean add_tasks(App *app, const SendoutUnit *sent, GArray *all, GError **error) {
  g_autoptr(GArray) tasks = sendout_open_tasks(app_db(app), sent->id, error);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++) {
    gint64 task = g_array_index(tasks, gint64, i);
    gboolean known = FALSE;
    for (guint k = 0; k < all->len; k++)
      known = known || g_array_index(all, gint64, k) == task;
    if (!known)
      g_array_append_val(all, task);
  }
  return tasks != NULL;
}

/* 催办 of what was sent to the chosen unit, or to all that are marked. */
static void nudge(App *app, const CollectScreen *screen) {
  g_autoptr(GArray) tasks = g_array_new(FALSE, FALSE, sizeof(gint64));
  gboolean several = g_hash_table_size(screen->marks) > 0;
  for (guint i = 0; i < screen->tables->len; i++) {
    const SendoutUnit *sent = screen->tables->pdata[i];
    GError *error = NULL;
    gboolean wanted = several ? g_hash_table_contains(screen->marks, &sent->id)
                              : sent == current_table(screen) && sent->state != SENDOUT_BACK;
    if (wanted && !add_tasks(app, sent, tasks, &error)) {
      app_failed(app, error);
      return;
    }
  }
  if (tasks->len == 0) {
    app_notice(app, "选中的单位已经报回，或者没有未办结的任务，不必催办");
    return;
  }
  g_autoptr(GString) ids = g_string_new(NULL);
  for (guint i = 0; i < tasks->len; i++)
    g_string_append_printf(ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                           g_array_index(tasks, gint64, i));
  const char *const values[] = {"tasks", ids->str, NULL};
  app_open_form(app, &FORM_NUDGE_MANY, g_array_index(tasks, gint64, 0), values);
}

static gboolean collect_act(App *app, gpointer state, ActionId id) {
  CollectScreen *screen = state;
  switch (id) {
  case ACTION_OPEN:
    open_row(app, screen);
    return TRUE;
  case ACTION_COLLECT:
    return TRUE; /* here it is */
  case ACTION_COLLECT_MARK:
    mark_row(app, screen);
    return TRUE;
  case ACTION_COLLECT_NUDGE:
    nudge(app, screen);
    return TRUE;
  case ACTION_COLLECT_FILE:
    app_open_form(app, &FORM_COLLECT, 0, NULL);
    return TRUE;
  case ACTION_SENDOUT:
    app_open_form(app, &FORM_SENDOUT, 0, NULL);
    return TRUE;
  case ACTION_PREVIOUS_SPAN:
    move_month(app, screen, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    move_month(app, screen, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    screen->year = 0;
    app_changed(app);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static gboolean collect_offers(gpointer state, ActionId id) {
  gboolean needs_one = id == ACTION_OPEN || id == ACTION_COLLECT_MARK || id == ACTION_COLLECT_NUDGE;
  return !needs_one || current_table(state) != NULL;
}

static void collect_mouse(App *app, gpointer state, const Event *event, Area area) {
  CollectScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)))
    open_row(app, screen);
}

static GHashTable *collect_marked(gpointer state) {
  return ((CollectScreen *)state)->marks;
}

static Listing *collect_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const CollectScreen *screen = state;
  g_autofree char *title =
      screen->year != 0 ? g_strdup_printf("%d年%d月填报表回收情况", screen->year, screen->month)
                        : g_strdup("填报表回收情况");
  Listing *listing = listing_new(title, NULL);
  listing_column(listing, "单位", LISTING_TEXT, 36);
  listing_column(listing, "情况", LISTING_SHORT, 16);
  listing_column(listing, "下发日期", LISTING_DATE, 11);
  listing_column(listing, "填报期限", LISTING_DATE, 11);
  listing_column(listing, "回收日期", LISTING_DATE, 11);
  listing_column(listing, "行数", LISTING_NUMBER, 6);
  listing_column(listing, "采纳", LISTING_NUMBER, 6);
  listing_column(listing, "未采纳", LISTING_NUMBER, 7);
  for (guint i = 0; screen->tables != NULL && i < screen->tables->len; i++) {
    const SendoutUnit *sent = screen->tables->pdata[i];
    char made[DAY_TEXT_SIZE], by[DAY_TEXT_SIZE], back[DAY_TEXT_SIZE];
    g_autofree char *state_shown = state_text(sent);
    g_autofree char *rows = g_strdup_printf("%d", sent->rows);
    g_autofree char *taken = g_strdup_printf("%d", sent->taken);
    g_autofree char *kept = g_strdup_printf("%d", sent->kept);
    const char *const cells[] = {sent->unit_name,
                                 state_shown + 1, /* without its sign */
                                 day_to_iso(sent->made_on, made),
                                 day_to_iso(sent->answer_by, by),
                                 day_to_iso(sent->back_on, back),
                                 rows,
                                 taken,
                                 kept};
    listing_row(listing, cells);
  }
  return listing;
}

const ScreenClass SCREEN_COLLECT = {
    .title = "回收",
    .context = CONTEXT_COLLECT,
    .action = ACTION_COLLECT,
    .is_list = TRUE,
    .open = collect_open,
    .close = collect_close,
    .recalculate = collect_recalculate,
    .listing = collect_listing,
    .prepare = collect_prepare,
    .paint = collect_paint,
    .act = collect_act,
    .offers = collect_offers,
    .mouse = collect_mouse,
    .marked = collect_marked,
};
