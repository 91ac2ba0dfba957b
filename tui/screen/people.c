/* people.c: 人员: who may do what with the file, and where one says who one is oneself. */
#include "tui/screen/people.h"
#include "core/rules/text.h"
#include "core/store/journal.h"
#include "tui/screen/list_act.h"
#include "tui/screen/task_rows.h"

typedef struct {
  GPtrArray *rows; /* PersonRow*; NULL: not read yet */
  Access level;    /* what the person at the keyboard is, for the whole file */
  char *own;       /* whose login name is */
  char *last;      /* what the chosen one did last … */
  gint64 last_seq; /* … by this entry of the journal; 0: nothing read */
  List list;
  struct { /* the row that a question is about */
    PersonKind kind;
    char *who;
    gint64 ledger;
  } asked;
  PersonRow *added; /* to be chosen: its kind, who and ledger; NULL: none */
} PeopleScreen;

static gpointer people_open(App *app, const Opening *opening) {
  (void)opening;
  PeopleScreen *screen = g_new0(PeopleScreen, 1);
  screen->own = g_strdup(app_actor(app).who);
  return screen;
}

static void people_close(gpointer state) {
  PeopleScreen *screen = state;
  g_clear_pointer(&screen->rows, g_ptr_array_unref);
  g_free(screen->own);
  g_free(screen->last);
  g_free(screen->asked.who);
  g_clear_pointer(&screen->added, person_row_free);
  g_free(screen);
}

static const PersonRow *current_row(const PeopleScreen *screen) {
  return screen->list.count > 0 ? screen->rows->pdata[screen->list.current] : NULL;
}

static gboolean is_own(const PeopleScreen *screen, const PersonRow *row) {
  return row->kind == PERSON_LOGIN && g_str_equal(row->who, screen->own);
}

void people_choose(App *app, const PersonWho *who, gint64 ledger) {
  PeopleScreen *screen = app_shown(app, &SCREEN_PEOPLE);
  if (screen == NULL)
    return;
  g_clear_pointer(&screen->added, person_row_free);
  screen->added = g_new0(PersonRow, 1);
  screen->added->kind = who->kind;
  screen->added->who = g_strdup(who->name);
  screen->added->ledger = ledger;
}

/* The place of the row about the same in rows, or of what was added; of the person's own at first.
 */
static guint place_in(App *app, const PeopleScreen *screen, const GPtrArray *rows) {
  const PersonRow *before = screen->added != NULL ? screen->added : current_row(screen);
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (before != NULL ? row->kind == before->kind && g_strcmp0(row->who, before->who) == 0 &&
                             row->ledger == before->ledger
                       : is_own(screen, row))
      return i;
  }
  if (before != NULL)
    app_choice_lost(app, 0);
  return (guint)screen->list.current;
}

static gboolean people_recalculate(App *app, gpointer state, GError **error) {
  PeopleScreen *screen = state;
  GPtrArray *rows = person_list(app_db(app), person_groups, error);
  if (rows == NULL)
    return FALSE;
  guint place = place_in(app, screen, rows);
  g_clear_pointer(&screen->added, person_row_free);
  g_clear_pointer(&screen->rows, g_ptr_array_unref);
  screen->rows = rows;
  screen->level = app_file_access(app);
  list_resize(&screen->list, rows->len);
  if (place < rows->len)
    list_choose(&screen->list, place);
  return TRUE;
}

/* ---- words ------------------------------------------------------------------------------- */

/* zhangsan（张三）. The caller frees. */
static char *who_text(const PersonRow *row) {
  const PersonWho who = {.kind = row->kind, .name = row->who};
  g_autofree char *text = person_who_text(&who);
  return row->name != NULL ? g_strdup_printf("%s（%s）", text, row->name) : g_steal_pointer(&text);
}

static char *time_text(gint64 at, const char *format) {
  g_autoptr(GDateTime) time = at != 0 ? g_date_time_new_from_unix_local(at) : NULL;
  return time != NULL ? g_date_time_format(time, format) : g_strdup("");
}

const char *people_level_help(Access level) {
  static const char *const helps[ACCESS_COUNT] = {
      [ACCESS_READER] = "只能查看、打印和导出",
      [ACCESS_CLERK] = "登记和修改",
      [ACCESS_SUPERVISOR] = "登记和修改，另可销号、退回、审批延期、签发督办单、核定得分",
      [ACCESS_ADMIN] = "全部都可以，另可改权限、启封、隐去、恢复备份",
  };
  return helps[level];
}

/* ---- the target of a form ---------------------------------------------------------------- */

static gint64 login_number(const char *login) {
  return -(gint64)g_str_hash(login) - 1;
}

gint64 people_target(const PersonRow *row) {
  return row->id != 0 ? row->id : login_number(row->who);
}

/* Who had no right of the own may have been given one since. */
const PersonRow *people_row(const GPtrArray *rows, gint64 target) {
  for (guint i = 0; i < rows->len; i++) {
    const PersonRow *row = rows->pdata[i];
    if (target > 0
            ? row->id == target
            : row->kind == PERSON_LOGIN && row->ledger == 0 && login_number(row->who) == target)
      return row;
  }
  return NULL;
}

/* ---- painting ---------------------------------------------------------------------------- */

#define DETAILS_ROWS 6

static Area list_area(Area area) {
  return (Area){area.row + 2, area.column, area.rows - 3 - DETAILS_ROWS, area.columns};
}

static gboolean people_prepare(App *app, gpointer state, Area area, GError **error) {
  PeopleScreen *screen = state;
  list_layout(&screen->list, list_area(area).rows);
  const PersonRow *row = current_row(screen);
  gint64 seq = row != NULL ? row->last_seq : 0;
  if (seq == screen->last_seq)
    return TRUE;
  g_autoptr(JournalEntry) entry = seq != 0 ? journal_get(app_db(app), seq, error) : NULL;
  if (seq != 0 && entry == NULL)
    return FALSE;
  g_free(screen->last);
  screen->last = entry != NULL ? g_strdup(entry->summary) : NULL;
  screen->last_seq = seq;
  return TRUE;
}

#define LEVEL_WIDTH 8
#define LAST_FROM 74   /* columns from which there is room for the time of the last deed */
#define WHOLE_FROM 100 /* columns from which times and names have all their room */

/* The ledger's title has what the others leave; where that is little, the last time gives way. */
static void paint_columns(Term *term, int y, int width, ThemeRole role, const char *const *cells) {
  gboolean whole = width >= WHOLE_FROM;
  const int last = whole               ? 18
                   : width < LAST_FROM ? 0
                                       : 12,
            unit = whole ? 26 : 14, source = whole ? 16 : 10, who = whole ? 30 : 19;
  const int widths[] = {who,  LEVEL_WIDTH, source, width - who - LEVEL_WIDTH - source - unit - last,
                        unit, last};
  int column = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(widths); i++) {
    if (widths[i] <= 0)
      continue;
    term_text(term, y, column, widths[i] - 1, role, cells[i]);
    term_text(term, y, column + widths[i] - 1, 1, role, NULL);
    column += widths[i];
  }
}

static void paint_row(Term *term, int y, int width, const PersonRow *row, gboolean selected) {
  g_autofree char *who = who_text(row);
  g_autofree char *source = person_row_source(row);
  g_autofree char *scope = person_row_scope(row);
  g_autofree char *last =
      time_text(row->last_at, width >= WHOLE_FROM ? "%Y-%m-%d %H:%M" : "%Y-%m-%d");
  const char *const cells[] = {who, access_name(row->level), source, scope, row->unit_name, last};
  paint_columns(term, y, width, selected ? THEME_SELECTED : THEME_TEXT, cells);
}

static void paint_title(const PeopleScreen *screen, Term *term, Area area) {
  g_autofree char *title = g_strdup_printf("人员  共%u行  您是 %s，%s", screen->rows->len,
                                           screen->own, access_name(screen->level));
  term_text(term, area.row, 0, area.columns - 12, THEME_STRONG, title);
  list_paint_position(&screen->list, term, area.row, area.columns - 12, 12);
}

static void paint_details(const PeopleScreen *screen, Term *term, Area area) {
  const PersonRow *row = current_row(screen);
  term_blank(term, area, THEME_TEXT);
  if (row == NULL)
    return;
  g_autofree char *who = who_text(row);
  g_autofree char *whom = g_strconcat(who, is_own(screen, row) ? "，就是您" : "", NULL);
  g_autofree char *scope = person_row_scope(row);
  g_autofree char *level =
      g_strdup_printf("%s：%s", access_name(row->level), people_level_help(row->level));
  g_autofree char *range = g_strdup_printf(
      "%s%s%s%s", scope, row->unit_name != NULL ? "，只办理“" : "",
      row->unit_name != NULL ? row->unit_name : "", row->unit_name != NULL ? "”的任务" : "");
  g_autofree char *source = person_row_source(row);
  g_autofree char *groups = g_strjoinv("、", row->groups);
  g_autofree char *at = time_text(row->last_at, "%Y-%m-%d %H:%M");
  g_autofree char *last = screen->last != NULL ? g_strdup_printf("%s  %s", at, screen->last) : NULL;
  const char *const fields[][2] = {{"人员：", whom},   {"角色：", level},    {"范围：", range},
                                   {"来自：", source}, {"所在组：", groups}, {"最近：", last}};
  int y = area.row, end = area.row + area.rows;
  for (gsize i = 0; i < G_N_ELEMENTS(fields) && y < end; i++) {
    if (fields[i][1] != NULL && *fields[i][1] != '\0')
      task_rows_paint_field(term, &y, end, 0, area.columns, fields[i][0], fields[i][1],
                            i == 0 ? THEME_STRONG : THEME_TEXT);
  }
}

static void people_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  static const char *const HEADS[] = {"人员", "角色", "来自", "台账", "限于单位", "最近操作"};
  PeopleScreen *screen = state;
  if (screen->rows == NULL) {
    term_blank(term, area, THEME_TEXT); /* nothing could be read; the footer says why */
    return;
  }
  Area list = list_area(area);
  paint_title(screen, term, area);
  paint_columns(term, area.row + 1, area.columns, THEME_HEADER, HEADS);
  for (int y = 0; y < list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      paint_row(term, list.row + y, area.columns, screen->rows->pdata[index],
                index == screen->list.current);
    else
      term_text(term, list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  if (screen->list.count == 0 && list.rows > 0)
    term_text(term, list.row, 0, area.columns, THEME_DIM,
              "还没有人改动过；第一个建立台账的人就是管理员");
  int rule = list.row + list.rows;
  term_rule(term, rule, 0, area.columns, "详情");
  paint_details(screen, term, (Area){rule + 1, area.column, DETAILS_ROWS, area.columns});
}

/* ---- actions ----------------------------------------------------------------------------- */

static void edit(App *app, const PersonRow *row) {
  app_open_form(app, row->kind == PERSON_LOGIN ? &FORM_PERSON : &FORM_PERSON_GROUP,
                people_target(row), NULL);
}

static void removed(App *app, int answer) {
  PeopleScreen *screen = app_shown(app, &SCREEN_PEOPLE);
  if (answer != 0 || screen == NULL)
    return;
  const PersonWho who = {.kind = screen->asked.kind, .name = screen->asked.who};
  Actor actor = app_actor(app);
  g_autoptr(GError) error = NULL;
  if (!person_remove(app_db(app), &actor, &who, screen->asked.ledger, &error)) {
    app_failed(app, g_steal_pointer(&error));
    return;
  }
  g_autofree char *whom = person_who_text(&who);
  app_changed(app);
  app_notice(app, "已去掉 %s 的权限；按 u 可撤销", whom);
}

static void ask_removal(App *app, PeopleScreen *screen, const PersonRow *row) {
  static const DialogAnswer answers[] = {{'y', "去掉"}, {'n', "不去掉"}};
  screen->asked.kind = row->kind;
  screen->asked.ledger = row->ledger;
  g_free(screen->asked.who);
  screen->asked.who = g_strdup(row->who);
  g_autofree char *who = who_text(row);
  g_autofree char *scope = person_row_scope(row);
  const char *after = row->kind == PERSON_OTHERS ? "以后没有列出的人都是“只读”。"
                      : row->ledger != 0         ? "以后按对全部台账的权限算。"
                      : row->kind == PERSON_GROUP ? "以后组里的人按各自的或“其他人”的权限算。"
                                                  : "以后按所在用户组或“其他人”的权限算。";
  g_autofree char *text =
      g_strdup_printf("去掉 %s 的权限“%s”（%s）？\n\n%s%s", who, access_name(row->level), scope,
                      after, is_own(screen, row) ? "\n这是您自己的权限！" : "");
  app_ask_removal(app, text, answers, G_N_ELEMENTS(answers), removed);
}

static gboolean people_act(App *app, gpointer state, ActionId id) {
  PeopleScreen *screen = state;
  const PersonRow *row = current_row(screen);
  switch (id) {
  case ACTION_PEOPLE:
    return TRUE; /* here it is */
  case ACTION_OPEN:
  case ACTION_PERSON_EDIT:
    edit(app, row);
    return TRUE;
  case ACTION_PERSON_ADD:
    app_open_form(app, &FORM_PERSON_ADD, 0, NULL);
    return TRUE;
  case ACTION_PERSON_REMOVE:
    ask_removal(app, screen, row);
    return TRUE;
  case ACTION_PERSON_OWN:
    app_open_form(app, &FORM_OWN, 0, NULL);
    return TRUE;
  default:
    return list_act(&screen->list, id);
  }
}

static gboolean people_offers(gpointer state, ActionId id) {
  const PeopleScreen *screen = state;
  const PersonRow *row = current_row(screen);
  if (id == ACTION_OPEN)
    return row != NULL && screen->level == ACCESS_ADMIN;
  if (id == ACTION_PERSON_REMOVE)
    return row != NULL && row->id != 0;
  return id != ACTION_PERSON_EDIT || row != NULL;
}

static void people_mouse(App *app, gpointer state, const Event *event, Area area) {
  PeopleScreen *screen = state;
  if (list_mouse(&screen->list, event, list_area(area)) && people_offers(state, ACTION_OPEN))
    edit(app, current_row(screen));
}

static Listing *people_listing(App *app, gpointer state, GError **error) {
  (void)app;
  (void)error;
  const PeopleScreen *screen = state;
  Listing *listing = listing_new("人员", NULL);
  listing_column(listing, "登录名", LISTING_TEXT, 16);
  listing_column(listing, "姓名", LISTING_TEXT, 12);
  listing_column(listing, "角色", LISTING_SHORT, LEVEL_WIDTH);
  listing_column(listing, "来自", LISTING_TEXT, 14);
  listing_column(listing, "台账", LISTING_TEXT, 36);
  listing_column(listing, "限于单位", LISTING_TEXT, 24);
  listing_column(listing, "最近操作", LISTING_TEXT, 18);
  for (guint i = 0; i < screen->rows->len; i++) {
    const PersonRow *row = screen->rows->pdata[i];
    const PersonWho who = {.kind = row->kind, .name = row->who};
    g_autofree char *login = person_who_text(&who);
    g_autofree char *source = person_row_source(row);
    g_autofree char *scope = person_row_scope(row);
    g_autofree char *last = time_text(row->last_at, "%Y-%m-%d %H:%M");
    const char *const cells[] = {login,          row->name, access_name(row->level), source, scope,
                                 row->unit_name, last};
    listing_row(listing, cells);
  }
  return listing;
}

const ScreenClass SCREEN_PEOPLE = {
    .title = "人员",
    .context = CONTEXT_PEOPLE,
    .action = ACTION_PEOPLE,
    .is_list = TRUE,
    .open = people_open,
    .close = people_close,
    .recalculate = people_recalculate,
    .listing = people_listing,
    .prepare = people_prepare,
    .paint = people_paint,
    .act = people_act,
    .offers = people_offers,
    .opens = ACTION_PERSON_EDIT,
    .mouse = people_mouse,
};
