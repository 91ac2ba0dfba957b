/* scores.c: 自评: the tree of an indicator system with its points, claimed and confirmed. */
#include <math.h>

#include "core/rules/text.h"
#include "tui/screen/list_act.h"
#include "tui/screen/score_act.h"
#include "tui/screen/score_rows.h"
#include "tui/screen/score_turn.h"
#include "tui/screen/score_words.h"
#include "tui/screen/task_rows.h"

#define HINTS 3

typedef struct {
  gboolean read;       /* it was tried */
  ScoreSheet *sheet;   /* NULL: there is no system, or it could not be read */
  GPtrArray *hints;    /* ScoreHint* of sheet */
  guint carried;       /* how many leaves could be taken over from the month before */
  GArray *rows;        /* guint: places in sheet->nodes of what is not folded away */
  GHashTable *folded;  /* ids of folded nodes */
  gint64 details_of;   /* the node that entries and evidence were read for; 0: none */
  GPtrArray *entries;  /* ScoreEntry* */
  GPtrArray *evidence; /* Evidence* */
  List list;
} ScoresScreen;

static gpointer scores_open(App *app, const Opening *opening) {
  (void)app;
  (void)opening;
  ScoresScreen *screen = g_new0(ScoresScreen, 1);
  screen->rows = g_array_new(FALSE, FALSE, sizeof(guint));
  screen->folded = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return screen;
}

static void drop_details(ScoresScreen *screen) {
  g_clear_pointer(&screen->entries, g_ptr_array_unref);
  g_clear_pointer(&screen->evidence, g_ptr_array_unref);
  screen->details_of = 0;
}

static void drop_data(ScoresScreen *screen) {
  drop_details(screen);
  g_clear_pointer(&screen->hints, g_ptr_array_unref);
  g_clear_pointer(&screen->sheet, score_sheet_free);
}

static void scores_close(gpointer state) {
  ScoresScreen *screen = state;
  drop_data(screen);
  g_array_unref(screen->rows);
  g_hash_table_unref(screen->folded);
  g_free(screen);
}

static const ScoreNode *node_at(const ScoresScreen *screen, gsize row) {
  return screen->sheet->nodes->pdata[g_array_index(screen->rows, guint, row)];
}

static const ScoreNode *current_node(const ScoresScreen *screen) {
  return screen->list.count > 0 ? node_at(screen, screen->list.current) : NULL;
}

static gboolean is_parent(const ScoreNode *node) {
  return score_is_parent(&node->node);
}

static gboolean is_folded(const ScoresScreen *screen, const ScoreNode *node) {
  return g_hash_table_contains(screen->folded, &node->node.id);
}

/* ---- reading ---------------------------------------------------------------------------- */

static void build_rows(ScoresScreen *screen) {
  g_array_set_size(screen->rows, 0);
  int hidden_below = 0; /* level of the folded node one is in; 0: none */
  for (guint i = 0; screen->sheet != NULL && i < screen->sheet->nodes->len; i++) {
    const ScoreNode *node = screen->sheet->nodes->pdata[i];
    if (hidden_below != 0 && node->node.level > hidden_below)
      continue;
    hidden_below = is_folded(screen, node) ? node->node.level : 0;
    g_array_append_val(screen->rows, i);
  }
  list_resize(&screen->list, screen->rows->len);
}

/* Chooses the node of that code, which it has in the systems of other years too; where it is folded
 * away, stays, and returns FALSE. */
static gboolean choose(ScoresScreen *screen, const char *code) {
  for (guint i = 0; code != NULL && i < screen->rows->len; i++) {
    if (g_str_equal(node_at(screen, i)->node.code, code)) {
      list_choose(&screen->list, i);
      return TRUE;
    }
  }
  return FALSE;
}

/* The system being looked at; where none is yet, the newest one of this year, or of any. NULL:
 * there are none. */
static const System *find_system(App *app, const GPtrArray *systems) {
  int year = day_civil(app_today(app)).year;
  const System *found = NULL;
  for (guint i = systems->len; i-- > 0;) {
    const System *system = systems->pdata[i];
    if (system->id == app_system(app))
      return system;
    if (found == NULL || system->year == year || found->year != year)
      found = system;
  }
  return found;
}

static gboolean read_sheet(App *app, ScoresScreen *screen, GError **error) {
  g_autoptr(GPtrArray) systems = system_list(app_db(app), error);
  if (systems == NULL)
    return FALSE;
  const System *system = find_system(app, systems);
  if (system == NULL)
    return TRUE;
  if (system->id != app_system(app) || *app_span(app) == '\0') {
    char span[SPAN_KEY_SIZE];
    score_span(system, app_today(app), span);
    app_set_system(app, system->id, span);
  }
  screen->sheet = score_compute(app_db(app), app_reckoning(app), system->id, app_span(app), error);
  if (screen->sheet == NULL)
    return FALSE;
  screen->hints = score_hints(screen->sheet, HINTS);
  char before[SPAN_KEY_SIZE];
  return score_carry_count(app_db(app), system->id, app_span(app), before, &screen->carried, error);
}

static gboolean scores_recalculate(App *app, gpointer state, GError **error) {
  ScoresScreen *screen = state;
  const ScoreNode *node = current_node(screen);
  g_autofree char *chosen = g_strdup(node != NULL ? node->node.code : NULL);
  drop_data(screen);
  gboolean read = read_sheet(app, screen, error);
  screen->read = read;
  build_rows(screen);
  if (!choose(screen, chosen) && chosen != NULL)
    app_choice_lost(app, 0);
  return read;
}

/* ---- layout ----------------------------------------------------------------------------- */

typedef struct {
  Area list;
  int hint; /* the row of the what-if line */
  int rule; /* the row between list and details */
  Area details;
} Layout;

static int details_height(int rows) {
  return rows >= 40 ? rows / 3 : rows >= 20 ? 7 : 4;
}

static Layout layout(Area area) {
  int details = details_height(area.rows);
  Layout parts = {.list = {area.row + 2, area.column, area.rows - 4 - details, area.columns}};
  parts.hint = parts.list.row + parts.list.rows;
  parts.rule = parts.hint + 1;
  parts.details = (Area){parts.rule + 1, area.column, details, area.columns};
  return parts;
}

static gboolean scores_prepare(App *app, gpointer state, Area area, GError **error) {
  ScoresScreen *screen = state;
  list_layout(&screen->list, layout(area).list.rows);
  const ScoreNode *node = current_node(screen);
  if (node == NULL || is_parent(node) || screen->details_of == node->node.id)
    return TRUE;
  drop_details(screen);
  screen->entries = score_entries(app_db(app), node->node.id, screen->sheet->span, error);
  if (screen->entries == NULL)
    return FALSE;
  screen->evidence = score_evidence(app_db(app), node->node.id, screen->sheet->span, error);
  if (screen->evidence == NULL)
    return FALSE;
  screen->details_of = node->node.id;
  return TRUE;
}

/* ---- the whole -------------------------------------------------------------------------- */

/* 2026年11月  自评78.5  核定76  满分100: what the title keeps when it is cut. The caller frees. */
static char *totals_text(const ScoreSheet *sheet) {
  g_autofree char *span = score_span_words(sheet->span);
  g_autofree char *total = score_text(sheet->total);
  g_autofree char *confirmed =
      isnan(sheet->confirmed) ? g_strdup("—") : score_text(sheet->confirmed);
  const char *partly = sheet->partly ? "（未完）" : "";
  g_autofree char *max = score_text(sheet->max);
  g_autofree char *open = sheet->uncomputable > 0
                              ? g_strdup_printf("  %u项无法计算", sheet->uncomputable)
                              : g_strdup("");
  return g_strdup_printf("  %s  自评%s  核定%s%s  满分%s%s", span, total, confirmed, partly, max,
                         open);
}

static void paint_title(const ScoresScreen *screen, Term *term, int y, int width) {
  g_autofree char *totals = totals_text(screen->sheet);
  g_autofree char *title = text_clean(screen->sheet->system->title, FALSE);
  g_autofree char *cut = text_ellipsize(title, MAX(width - 8 - text_width(totals), 8));
  g_autofree char *text = g_strconcat(cut, totals, NULL);
  term_text(term, y, 0, width - 8, THEME_STRONG, text);
  list_paint_position(&screen->list, term, y, width - 8, 8);
}

/* The node of that id, which the sheet has. */
static const SystemNode *node_of(const ScoresScreen *screen, gint64 id) {
  guint i = 0;
  while (((const ScoreNode *)screen->sheet->nodes->pdata[i])->node.id != id)
    i++;
  return &((const ScoreNode *)screen->sheet->nodes->pdata[i])->node;
}

static void paint_hints(const ScoresScreen *screen, Term *term, int y, int width) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < screen->hints->len; i++) {
    const ScoreHint *hint = screen->hints->pdata[i];
    g_string_append_printf(text, "%s指标%s%s", i == 0 ? "最省力：" : "；",
                           node_of(screen, hint->node)->code, hint->text);
  }
  term_text(term, y, 0, width, THEME_LABEL, text->str);
}

static void paint_nothing(const ScoresScreen *screen, Term *term, Area area) {
  static const char text[] =
      "还没有测评指标体系。\n\n"
      "按 A 选一套添加，如交通运输部的信用交通测评指标（按月测评）；自己单位的，退出后运行 "
      "taizhang init --template 文件。\n\n"
      "添加以后，这里列出各级指标的分值、自评、核定和佐证，逐级合计，并指出最省力的得分办法。";
  term_blank(term, area, THEME_TEXT);
  if (!screen->read)
    return; /* the footer says why */
  int y = area.row;
  task_rows_paint_field(term, &y, area.row + area.rows, 0, area.columns, "", text, THEME_TEXT);
}

static void scores_paint(App *app, gpointer state, Term *term, Area area) {
  (void)app;
  ScoresScreen *screen = state;
  if (screen->sheet == NULL) {
    paint_nothing(screen, term, area);
    return;
  }
  Layout parts = layout(area);
  paint_title(screen, term, area.row, area.columns);
  score_rows_paint_head(term, area.row + 1, area.columns);
  for (int y = 0; y < parts.list.rows; y++) {
    gsize index = screen->list.top + (gsize)y;
    if (index < screen->list.count)
      score_rows_paint(term, parts.list.row + y, area.columns, node_at(screen, index),
                       is_folded(screen, node_at(screen, index)), index == screen->list.current);
    else
      term_text(term, parts.list.row + y, 0, area.columns, THEME_TEXT, NULL);
  }
  paint_hints(screen, term, parts.hint, area.columns);
  term_rule(term, parts.rule, 0, area.columns, "详情");
  const ScoreNode *node = current_node(screen);
  gboolean read = node != NULL && screen->details_of == node->node.id;
  score_rows_paint_details(term, parts.details, node, read ? screen->entries : NULL,
                           read ? screen->evidence : NULL);
}

/* ---- folding ---------------------------------------------------------------------------- */

static void set_folded(ScoresScreen *screen, gint64 id, gboolean folded) {
  if (folded)
    g_hash_table_add(screen->folded, g_memdup2(&id, sizeof id));
  else
    g_hash_table_remove(screen->folded, &id);
}

static void refold(ScoresScreen *screen) {
  g_autofree char *code = g_strdup(current_node(screen)->node.code);
  build_rows(screen);
  choose(screen, code);
}

static void choose_parent(ScoresScreen *screen) {
  int level = current_node(screen)->node.level;
  for (gsize i = screen->list.current; i-- > 0;) {
    if (node_at(screen, i)->node.level < level) {
      list_choose(&screen->list, i);
      return;
    }
  }
}

/* ← folds an open node; on a leaf or a folded one it goes to the one above. */
static void fold(ScoresScreen *screen) {
  const ScoreNode *node = current_node(screen);
  if (!is_parent(node) || is_folded(screen, node)) {
    choose_parent(screen);
    return;
  }
  set_folded(screen, node->node.id, TRUE);
  refold(screen);
}

static void unfold(ScoresScreen *screen) {
  set_folded(screen, current_node(screen)->node.id, FALSE);
  refold(screen);
}

static void fold_all(ScoresScreen *screen, gboolean folded) {
  while (folded && current_node(screen)->node.level > 1)
    choose_parent(screen);
  for (guint i = 0; i < screen->sheet->nodes->len; i++) {
    const ScoreNode *node = screen->sheet->nodes->pdata[i];
    if (is_parent(node))
      set_folded(screen, node->node.id, folded);
  }
  refold(screen);
}

/* ---- actions ---------------------------------------------------------------------------- */

static void open_row(App *app, ScoresScreen *screen) {
  const ScoreNode *node = current_node(screen);
  if (!is_parent(node))
    app_open(app, &SCREEN_SCORE_NODE, &(Opening){.id = node->node.id, .key = screen->sheet->span});
  else if (is_folded(screen, node))
    unfold(screen);
  else
    fold(screen);
}

static gboolean scores_offers(gpointer state, ActionId id) {
  const ScoresScreen *screen = state;
  const ScoreNode *node = current_node(screen);
  switch (id) {
  case ACTION_SCORE_ENTRY_REMOVE:
    return node != NULL && screen->details_of == node->node.id && screen->entries->len > 0;
  case ACTION_SCORE:
  case ACTION_SCORE_ENTRY:
  case ACTION_SCORE_EVIDENCE:
  case ACTION_SCORE_CONFIRM:
  case ACTION_SCORE_LINK:
    return node != NULL && score_offers(&node->node, screen->sheet->span, id);
  case ACTION_SCORE_CARRY:
    return screen->sheet != NULL && screen->carried > 0;
  case ACTION_SCORE_YEAR:
    return screen->sheet != NULL && screen->sheet->system->monthly;
  case ACTION_OPEN:
  case ACTION_FOLD:
  case ACTION_UNFOLD:
  case ACTION_FOLD_ALL:
  case ACTION_UNFOLD_ALL:
    return node != NULL;
  case ACTION_PREVIOUS_SPAN:
  case ACTION_NEXT_SPAN:
  case ACTION_THIS_SPAN:
  case ACTION_SYSTEM:
    return screen->sheet != NULL;
  default:
    return TRUE;
  }
}

static gboolean scores_act(App *app, gpointer state, ActionId id) {
  ScoresScreen *screen = state;
  if (id == ACTION_SYSTEM_ADD) {
    app_open_form(app, &FORM_SYSTEM, 0, NULL);
    return TRUE;
  }
  if (screen->sheet == NULL)
    return FALSE;
  switch (id) {
  case ACTION_OPEN:
    open_row(app, screen);
    return TRUE;
  case ACTION_FOLD:
    fold(screen);
    return TRUE;
  case ACTION_UNFOLD:
    unfold(screen);
    return TRUE;
  case ACTION_FOLD_ALL:
    fold_all(screen, TRUE);
    return TRUE;
  case ACTION_UNFOLD_ALL:
    fold_all(screen, FALSE);
    return TRUE;
  case ACTION_PREVIOUS_SPAN:
    score_turn(app, screen->sheet, -1);
    return TRUE;
  case ACTION_NEXT_SPAN:
    score_turn(app, screen->sheet, 1);
    return TRUE;
  case ACTION_THIS_SPAN:
    score_turn_to_today(app, screen->sheet->system);
    return TRUE;
  case ACTION_SYSTEM:
    score_choose_system(app);
    return TRUE;
  case ACTION_SCORE_CARRY:
    app_ask_carry(app);
    return TRUE;
  case ACTION_SCORE_YEAR:
    app_open(app, &SCREEN_SCORE_YEAR, &(Opening){.id = screen->sheet->system->id});
    return TRUE;
  default:
    break;
  }
  const ScoreNode *node = current_node(screen);
  return (node != NULL && score_act(app, id, node->node.id, screen->sheet->span)) ||
         list_act(&screen->list, id);
}

static void scores_mouse(App *app, gpointer state, const Event *event, Area area) {
  ScoresScreen *screen = state;
  if (screen->sheet != NULL && list_mouse(&screen->list, event, layout(area).list))
    open_row(app, screen);
}

/* The next leaf that is not folded away: what is above only adds up. */
static gint64 scores_neighbour(gpointer state, gint64 id, int delta) {
  ScoresScreen *screen = state;
  gint64 at = (gint64)screen->list.current;
  for (guint i = 0; i < screen->rows->len; i++) {
    if (node_at(screen, i)->node.id == id)
      at = i;
  }
  for (at += delta; at >= 0 && at < (gint64)screen->rows->len; at += delta) {
    const ScoreNode *node = node_at(screen, (gsize)at);
    if (is_parent(node))
      continue;
    list_choose(&screen->list, (gsize)at);
    return node->node.id;
  }
  return 0;
}

static Listing *scores_listing(App *app, gpointer state, GError **error) {
  (void)app;
  const ScoresScreen *screen = state;
  if (screen->sheet != NULL)
    return score_rows_listing(screen->sheet);
  store_refuse(error, "还没有测评指标体系，没有内容可以导出；按 A 添加");
  return NULL;
}

const ScreenClass SCREEN_SCORES = {
    .title = "自评",
    .context = CONTEXT_SCORES,
    .action = ACTION_SCORES,
    .is_list = TRUE,
    .open = scores_open,
    .close = scores_close,
    .recalculate = scores_recalculate,
    .listing = scores_listing,
    .prepare = scores_prepare,
    .paint = scores_paint,
    .act = scores_act,
    .offers = scores_offers,
    .mouse = scores_mouse,
    .neighbour = scores_neighbour,
};
