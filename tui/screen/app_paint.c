/* app_paint.c: what frames every screen: the bar above, the footer below, what is open over it. */
#include <string.h>

#include "core/rules/text.h"
#include "tui/action/group.h"
#include "tui/screen/app_private.h"
#include "tui/screen/app_rights.h"

#define COLUMNS_MIN 60
#define ROWS_MIN 18
#define WINDOW_KEYS_MAX 8

const ScreenClass *const ROOTS[ROOT_COUNT] = {
    &SCREEN_TODAY,    &SCREEN_LEDGER,      &SCREEN_OVERDUE,  &SCREEN_TOPICS, &SCREEN_PERIODS,
    &SCREEN_CALENDAR, &SCREEN_SUPERVISION, &SCREEN_BULLETIN, &SCREEN_SCORES};

const ScreenClass *screen_of_action(ActionId id) {
  for (gsize i = 0; i < ROOT_COUNT; i++) {
    if (ROOTS[i]->action == id)
      return ROOTS[i];
  }
  return NULL;
}

/* ---- painting --------------------------------------------------------------------------- */

static gsize tab_items(App *app, ChromeItem items[ROOT_COUNT], char *keys[ROOT_COUNT],
                       gsize *current) {
  const OpenScreen *root = &g_array_index(app->roots, OpenScreen, app->root);
  for (gsize i = 0; i < ROOT_COUNT; i++) {
    keys[i] =
        action_keys_text(app->keymap, (Place){.context = CONTEXT_GLOBAL}, ROOTS[i]->action, 1);
    items[i] = (ChromeItem){.key = keys[i], .label = ROOTS[i]->title};
    if (ROOTS[i] == root->class_)
      *current = i;
  }
  return ROOT_COUNT;
}

#define WHOLE_DATE_FROM 70    /* columns from which the date stands whole beside all tabs */
#define WHOLE_CRUMBS_FROM 120 /* likewise the way to a page, with the date */
#define WHO_FROM 120          /* likewise who one is, on a main screen … */
#define WHO_ON_PAGE_FROM 160  /* … and on a page */

/* On a page, where one is takes the place of the day of the week, and where the bar is short, of
 * the year. */
static char *bar_end(App *app) {
  char iso[DAY_TEXT_SIZE];
  Day today = app_today(app);
  int columns = term_area(app->term).columns;
  gboolean reads = db_is_read_only(app->db) || app_only_reads(app);
  g_autofree char *who = NULL;
  CivilDate date = day_civil(today);
  g_autofree char *crumbs = app_crumbs(app, columns >= WHOLE_CRUMBS_FROM);
  if (columns >= (crumbs != NULL ? WHO_ON_PAGE_FROM : WHO_FROM) && app_has_ledgers(app))
    who = app_own_title(app);
  g_autofree char *mode =
      g_strdup_printf("%s%s%s", who != NULL ? who : "", who != NULL ? "  " : "",
                      reads && (who == NULL || !g_str_has_suffix(who, "只读")) ? "只读  " : "");
  if (columns < WHOLE_DATE_FROM)
    return g_strdup_printf("%s%02d-%02d", mode, date.month, date.day);
  if (crumbs != NULL && columns < WHOLE_CRUMBS_FROM)
    return g_strdup_printf("%s%s", mode, crumbs);
  return g_strdup_printf("%s%s%s%s 周%s", mode, crumbs != NULL ? crumbs : "",
                         crumbs != NULL ? "  " : "", day_to_iso(today, iso),
                         day_weekday_name(today));
}

static void paint_tabs(App *app, int row) {
  ChromeItem items[ROOT_COUNT];
  char *keys[ROOT_COUNT];
  gsize current = 0;
  gsize count = tab_items(app, items, keys, &current);
  g_autofree char *right = bar_end(app);
  chrome_paint_tabs(app->term, row, items, count, current, right);
  for (gsize i = 0; i < count; i++)
    g_free(keys[i]);
}

/* The footer has little room: the arrows are known, the bar above names the screens, and which
 * views there are 视图 tells. */
static gboolean belongs_in_footer(App *app, const Action *action) {
  const OpenScreen *top = app_top(app);
  gboolean view = action->id >= ACTION_VIEW_1 && action->id <= ACTION_VIEW_9;
  if (view || screen_of_action(action->id) != NULL)
    return FALSE;
  switch (action->id) {
  case ACTION_LEFT:
  case ACTION_RIGHT:
  case ACTION_UP:
  case ACTION_DOWN:
  case ACTION_PAGE_UP:
  case ACTION_PAGE_DOWN:
  case ACTION_FIRST:
  case ACTION_LAST:
  case ACTION_UNITS:
  case ACTION_COLLECT:
  case ACTION_BACKUPS:
  case ACTION_TRASH:
  case ACTION_PEOPLE:
  case ACTION_RECORD:
  case ACTION_VIEWS:
  case ACTION_REDO:
  case ACTION_PALETTE:
  case ACTION_THEME:
  case ACTION_REFRESH:
    return FALSE;
  case ACTION_UNDO:
    return app_has_ledgers(app); /* before there is one, what begins one has the room */
  case ACTION_QUIT:
    return app->pages->len == 0; /* on a page it goes back, as Esc does */
  case ACTION_BACK:
    return app->pages->len > 0 || app_is_narrowed(top); /* among the screens the bar leads */
  default:
    return TRUE;
  }
}

/* The items of a footer while they are gathered. */
typedef struct {
  ChromeItem items[FOOTER_ITEMS_MAX];
  ActionId ids[FOOTER_ITEMS_MAX];
  GPtrArray *keys;     /* their names */
  ChromeFooter footer; /* of these */
} Footer;

static void footer_clear(Footer *footer) {
  g_ptr_array_unref(footer->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Footer, footer_clear)

static ChromeHold hold_of(const Action *action, const ChromeFooter *footer) {
  if (footer->by_state && app_task_limits(action->id))
    return CHROME_BY_STATE;
  return footer->by_kind && (action->needs & NEED_TASK) ? CHROME_BY_KIND : CHROME_STAYS;
}

static void add_to_footer(App *app, Footer *footer, gboolean first) {
  const ScreenClass *class_ = app_top(app)->class_;
  gboolean marked = app_marked(app_top(app)) != NULL;
  ChromeFooter *made = &footer->footer;
  for (guint i = 0; i < action_count() && made->count < FOOTER_ITEMS_MAX; i++) {
    const Action *action = action_at(i);
    if (action_comes_first(class_->context, marked, action->id) != first ||
        !belongs_in_footer(app, action) || !app_offers(app, action))
      continue;
    char *key = action_keys_text(app->keymap, app_place(class_), action->id, 1);
    g_ptr_array_add(footer->keys, key);
    if (*key == '\0')
      continue;
    footer->ids[made->count] = action->id;
    footer->items[made->count++] =
        (ChromeItem){.key = key, .label = action->brief, .hold = hold_of(action, made)};
  }
}

/* What stays where there is little room stands at the end: back, on a page, and menu and help,
 * which lead to all that is left out. */
static gsize count_kept(const Footer *footer) {
  gsize kept = 0, count = footer->footer.count;
  while (kept < count) {
    ActionId id = footer->ids[count - 1 - kept];
    if (id != ACTION_BACK && id != ACTION_MENU && id != ACTION_HELP)
      break;
    kept++;
  }
  return kept;
}

/* The keys that work now. With marks, those that work on them; else those of the chosen task, which
 * a row of a list need not be. */
static void footer_fill(App *app, Footer *footer) {
  const OpenScreen *top = app_top(app);
  footer->keys = g_ptr_array_new_with_free_func(g_free);
  footer->footer = (ChromeFooter){.first = app->footer_first, .items = footer->items};
  footer->footer.by_state =
      top->class_->task != NULL && app_has_ledgers(app) && app_marked(top) == NULL;
  footer->footer.by_kind = footer->footer.by_state && top->class_->is_list;
  add_to_footer(app, footer, TRUE);
  add_to_footer(app, footer, FALSE);
  footer->footer.kept = count_kept(footer);
}

static void paint_footer(App *app, int row) {
  g_auto(Footer) footer = {0};
  footer_fill(app, &footer);
  chrome_paint_footer(app->term, row, &footer.footer);
  if (app->footer_first == CHROME_FOOTER_FIRST)
    app_paint_tip(app, row, chrome_footer_end(&footer.footer, term_area(app->term).columns));
}

/* The footer of what is open over a screen: keys, and what a click there types. */
typedef struct {
  ChromeItem items[WINDOW_KEYS_MAX];
  Key keys[WINDOW_KEYS_MAX];
  gsize count;
} WindowFooter;

static void add_key(WindowFooter *footer, Key key, const char *name, const char *label) {
  footer->items[footer->count] = (ChromeItem){.key = name, .label = label};
  footer->keys[footer->count++] = key;
}

/* The most needed first: what does not fit is left out before the last. */
static WindowFooter form_footer(const App *app, const Form *form) {
  WindowFooter footer = {0};
  FieldKind kind = form_kind_here(form);
  gboolean date = kind == FIELD_DATE || kind == FIELD_DEADLINE;
  add_key(&footer, KEY_MOD_CTRL | 's', "Ctrl-S", form_verb(form));
  add_key(&footer, KEYNAME_TAB, "Tab", "下一栏");
  if (form_list_verb(form) != NULL)
    add_key(&footer, KEY_MOD_CTRL | (date ? 'd' : 'o'), date ? "Ctrl-D" : "Ctrl-O",
            form_list_verb(form));
  if (kind == FIELD_TEXT && !app_is_restricted(app))
    add_key(&footer, KEY_MOD_CTRL | 'e', "Ctrl-E", "编辑器");
  add_key(&footer, KEYNAME_F1, "F1", "按键");
  add_key(&footer, KEY_MOD_SHIFT | KEYNAME_TAB, "Shift-Tab", "上一栏");
  add_key(&footer, KEYNAME_ESC, "Esc", "取消");
  return footer;
}

static WindowFooter question_footer(gboolean scrolls) {
  WindowFooter footer = {0};
  if (scrolls)
    add_key(&footer, KEYNAME_PAGE_DOWN, "↑ ↓ PgDn", "翻看");
  add_key(&footer, KEYNAME_RIGHT, "← →", "选择");
  add_key(&footer, KEYNAME_ENTER, "回车", "确定");
  add_key(&footer, KEYNAME_ESC, "Esc", "取消");
  return footer;
}

static WindowFooter list_footer(void) {
  WindowFooter footer = {0};
  add_key(&footer, KEY_NONE, "输入", "查找");
  add_key(&footer, KEYNAME_DOWN, "↑ ↓", "选择");
  add_key(&footer, KEYNAME_ENTER, "回车", "确定");
  add_key(&footer, KEYNAME_ESC, "Esc", "关闭");
  return footer;
}

static WindowFooter menu_footer(void) {
  WindowFooter footer = {0};
  add_key(&footer, KEYNAME_DOWN, "↑ ↓", "选择");
  add_key(&footer, KEYNAME_LEFT, "←", "各组");
  add_key(&footer, KEYNAME_ENTER, "回车", "确定");
  add_key(&footer, KEYNAME_ESC, "Esc", "关闭");
  return footer;
}

static WindowFooter calendar_footer(void) {
  WindowFooter footer = {0};
  add_key(&footer, KEY_NONE, "方向键", "选日");
  add_key(&footer, KEYNAME_PAGE_DOWN, "PgUp PgDn", "换月");
  add_key(&footer, '>', "< >", "换年");
  add_key(&footer, 't', "t", "今天");
  add_key(&footer, KEYNAME_ENTER, "回车", "选定");
  add_key(&footer, KEYNAME_ESC, "Esc", "关闭");
  return footer;
}

static WindowFooter units_footer(void) {
  WindowFooter footer = {0};
  add_key(&footer, KEY_NONE, "输入", "添加");
  add_key(&footer, KEYNAME_RIGHT, "← →", "角色");
  add_key(&footer, '}', "{ }", "移动");
  add_key(&footer, KEYNAME_DELETE, "Delete", "去掉");
  add_key(&footer, KEY_MOD_CTRL | 's', "Ctrl-S", "保存");
  add_key(&footer, KEYNAME_ESC, "Esc", "完成");
  return footer;
}

/* Of what is open over a form. */
static WindowFooter over_footer(FormOver over) {
  switch (over) {
  case FORM_OVER_QUESTION:
    return question_footer(FALSE);
  case FORM_OVER_CALENDAR:
    return calendar_footer();
  case FORM_OVER_UNITS:
    return units_footer();
  default:
    return list_footer();
  }
}

/* The last of them closes it. */
static ChromeFooter window_keys(const App *app, const WindowFooter *footer) {
  return (ChromeFooter){
      .first = app->footer_first, .items = footer->items, .count = footer->count, .kept = 1};
}

/* FALSE where nothing is open over the screen that has a footer of its own. */
static gboolean window_footer(const App *app, WindowFooter *footer) {
  FormOver over = app->sheet != NULL ? form_over(app->sheet->form) : FORM_OVER_NOTHING;
  if (app->dialog != NULL)
    *footer = question_footer(dialog_is_long(app->dialog, app_screen_area(app)));
  else if (app->menu != NULL)
    *footer = menu_footer();
  else if (app->picker != NULL)
    *footer = list_footer();
  else if (app->filter != NULL || app->sheet == NULL)
    return FALSE;
  else if (over == FORM_OVER_NOTHING)
    *footer = form_footer(app, app->sheet->form);
  else
    *footer = over_footer(over);
  return TRUE;
}

Key app_footer_key_at(const App *app, int row, int column) {
  WindowFooter footer;
  Area all = term_area(app->term);
  if (row != all.rows - 1 || app->footer_first == 0 || !window_footer(app, &footer))
    return KEY_NONE;
  ChromeFooter painted = window_keys(app, &footer);
  int item = chrome_footer_at(&painted, all.columns, column);
  return item >= 0 ? footer.keys[item] : KEY_NONE;
}

/* Columns that the keys have at least beside a message: menu and help with it. */
#define KEYS_BESIDE 24
#define MESSAGE_GAP 3

/* A message stands before the keys where both have room, else in the row above them. */
static void paint_message(App *app, int row, int columns) {
  int beside = 1 + text_width(app->message) + MESSAGE_GAP;
  gboolean fits = beside + KEYS_BESIDE <= columns && strchr(app->message, '\n') == NULL;
  chrome_paint_message(app->term, fits ? row : row - 1, app->message_role, app->message);
  if (fits)
    app->footer_first = beside;
}

static void paint_bottom(App *app, int row, int columns) {
  WindowFooter footer;
  if (app->moving && app->message == NULL)
    return;
  gboolean window = window_footer(app, &footer);
  gboolean types = !window && app->filter != NULL;
  app->footer_first = types ? 0 : CHROME_FOOTER_FIRST;
  if (types && app->message != NULL)
    chrome_paint_message(app->term, row, app->message_role, app->message);
  else if (types)
    completion_paint(app->filter, app->term, row, columns);
  else if (app->message != NULL)
    paint_message(app, row, columns);
  if (window) {
    ChromeFooter keys = window_keys(app, &footer);
    chrome_paint_footer(app->term, row, &keys);
  } else if (!types) {
    paint_footer(app, row);
  }
}

static void paint_too_small(App *app, Area all) {
  g_autofree char *text =
      g_strdup_printf("窗口只有 %d 列 %d 行，太小了。请放大到 %d 列 %d 行以上；已输入的内容都在。",
                      all.columns, all.rows, COLUMNS_MIN, ROWS_MIN);
  term_blank(app->term, all, THEME_TEXT);
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(all.columns, 2));
  for (guint i = 0; i < lines->len && (int)i < all.rows; i++)
    term_span(app->term, (int)i, 0, all.columns, THEME_TEXT, lines->pdata[i]);
}

static void paint_screen(App *app, Area area) {
  OpenScreen *top = app_top(app);
  g_autoptr(GError) error = NULL;
  if (top->class_->prepare != NULL && !top->class_->prepare(app, top->state, area, &error))
    app_failed(app, g_steal_pointer(&error));
  top->class_->paint(app, top->state, app->term, area);
}

Area app_screen_area(const App *app) {
  Area all = term_area(app->term);
  int company = app_shows_company(app) ? 1 : 0; /* who else is here has a row, above the footer */
  return (Area){1, 0, all.rows - 2 - company, all.columns};
}

gboolean app_is_too_small(const App *app) {
  Area all = term_area(app->term);
  return all.columns < COLUMNS_MIN || all.rows < ROWS_MIN;
}

void app_paint(App *app) {
  Area all = term_area(app->term);
  term_cursor(app->term, -1, 0);
  if (app_is_too_small(app)) {
    paint_too_small(app, all);
  } else {
    Area area = app_screen_area(app);
    paint_tabs(app, 0);
    if (app->sheet != NULL)
      app_form_paint(app, area);
    else
      paint_screen(app, area);
    app_paint_company(app, area);
    paint_bottom(app, all.rows - 1, all.columns);
    if (app->picker != NULL)
      picker_paint(app->picker, app->term, area);
    if (app->menu != NULL)
      menu_paint(app->menu, app->term, area);
    if (app->dialog != NULL)
      dialog_paint(app->dialog, app->term, area);
  }
  term_flush(app->term);
  app_choice_painted(app);
  app->message_seen = TRUE;
  app->repaint = FALSE;
}

void app_paint_message(App *app) {
  Area all = term_area(app->term);
  chrome_paint_message(app->term, all.rows - 1, app->message_role, app->message);
  term_flush(app->term);
}

/* ---- the mouse on the frame -------------------------------------------------------------- */

void app_click_tab(App *app, int column) {
  ChromeItem items[ROOT_COUNT];
  char *keys[ROOT_COUNT];
  gsize current = 0;
  gsize count = tab_items(app, items, keys, &current);
  g_autofree char *right = bar_end(app);
  int tab = chrome_tab_at(items, count, right, term_area(app->term).columns, column);
  for (gsize i = 0; i < count; i++)
    g_free(keys[i]);
  if (tab >= 0)
    app_act(app, ROOTS[tab]->action);
}

void app_click_footer(App *app, int column) {
  g_auto(Footer) footer = {0};
  footer_fill(app, &footer);
  int item = chrome_footer_at(&footer.footer, term_area(app->term).columns, column);
  if (item >= 0)
    app_act(app, footer.ids[item]);
}
