#include "tui/widget/picker.h"

#include <string.h>

#include "core/rules/halfwidth.h"
#include "core/rules/initials.h"
#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/list.h"
#include "tui/widget/textbox.h"

#define PROMPT "查找 "
#define LEAST_COLUMNS 36
#define HELP_COLUMNS 56 /* likewise, where sentences stand below */
#define LEAST_LIST_ROWS 3
#define COUNT_COLUMNS 14 /* " 99999/99999" */
#define EXTRA_GAP 2
#define HELP_ROWS 3 /* a line, and two of text */
#define PREFACE_ROWS_MOST 2
#define HEAD (G_MAXSIZE / 2 + 1) /* added to the place of the item a head stands above */
#define NUMBER G_MAXSIZE         /* in place of an item: the number that is typed */
#define DIGITS_MOST 6
#define BAR_COLUMNS 20

typedef struct {
  char *name, *extra; /* extra may be NULL */
  char *folded;       /* all that is matched, one line each */
  char *folded_name;
  char *group, *help; /* may be NULL */
  gboolean dim;
  double bar;
  char *initials; /* of name: 厅法规处 is found by fgc, too */
} Item;

struct Picker {
  char *title;
  char *preface;    /* may be NULL */
  char *elsewhere;  /* likewise */
  GArray *items;    /* of Item */
  GArray *matches;  /* of gsize: places in items, best first, with heads among them */
  gsize found;      /* the matches that are items */
  gsize heads_most; /* the heads when all items are shown */
  gboolean has_help;
  const char *number_words; /* NULL: numbers are words as others are */
  int number;
  int name_columns; /* of the widest name */
  int extra_columns;
  gboolean bars; /* some have one */
  TextBox *filter;
  List list;                   /* over matches */
  gboolean moved;              /* the person has chosen a row: it stays chosen while it matches */
  Area filter_area, list_area; /* as last painted */
};

static void item_clear(gpointer data) {
  Item *item = data;
  g_free(item->name);
  g_free(item->extra);
  g_free(item->folded);
  g_free(item->folded_name);
  g_free(item->group);
  g_free(item->help);
  g_free(item->initials);
}

static void picker_add(Picker *picker, const PickerItem *given) {
  g_autofree char *all = g_strjoin("\n", given->name, given->extra ? given->extra : "",
                                   given->alias ? given->alias : "", NULL);
  Item item = {.name = g_strdup(given->name),
               .extra = g_strdup(given->extra),
               .folded = halfwidth_fold(all),
               .folded_name = halfwidth_fold(given->name),
               .initials = initials_of(given->name),
               .group = g_strdup(given->group),
               .help = g_strdup(given->help),
               .dim = given->dim,
               .bar = given->bar};
  picker->bars = picker->bars || given->bar > 0;
  int extra = given->extra ? text_width(given->extra) : 0;
  picker->name_columns = MAX(picker->name_columns, text_width(given->name));
  picker->extra_columns = MAX(picker->extra_columns, extra);
  g_array_append_val(picker->items, item);
}

/* ---- matching --------------------------------------------------------------------------- */

static gboolean item_matches(const Item *item, char **words) {
  for (; *words; words++)
    if (!strstr(item->folded, *words) &&
        !(initials_is_typed(*words) && strstr(item->initials, *words)))
      return FALSE;
  return TRUE;
}

#define RANKS 4

/* 0 for the very name, 1 for its beginning, 2 for the beginning of its initials, 3 for the rest:
 * with 法规处 or fgc typed, 法规处 comes before 厅法规处. */
static int item_rank(const Item *item, const char *filter) {
  if (*filter == '\0')
    return RANKS - 1;
  if (g_str_has_prefix(item->folded_name, filter))
    return strcmp(item->folded_name, filter) == 0 ? 0 : 1;
  return g_str_has_prefix(item->initials, filter) ? 2 : 3;
}

static void collect_rank(Picker *picker, char **words, const char *filter, int rank) {
  for (gsize i = 0; i < picker->items->len; i++) {
    const Item *item = &g_array_index(picker->items, Item, i);
    if (item_rank(item, filter) == rank && item_matches(item, words))
      g_array_append_val(picker->matches, i);
  }
}

static gboolean is_head(const Picker *picker, gsize row) {
  return row < picker->matches->len && g_array_index(picker->matches, gsize, row) >= HEAD &&
         g_array_index(picker->matches, gsize, row) != NUMBER;
}

/* All items in their order, a head above each group. */
static void collect_groups(Picker *picker) {
  const char *before = NULL;
  for (gsize i = 0; i < picker->items->len; i++) {
    const Item *item = &g_array_index(picker->items, Item, i);
    gsize head = HEAD + i;
    if (item->group != NULL && g_strcmp0(item->group, before) != 0)
      g_array_append_val(picker->matches, head);
    before = item->group;
    g_array_append_val(picker->matches, i);
  }
}

/* From a head to the item in that direction, or else in the other; the first head is kept in sight
 * with its item. */
static void leave_head(Picker *picker, int delta) {
  List *list = &picker->list;
  if (is_head(picker, list->current)) {
    gsize before = list->current;
    list_move(list, delta);
    if (list->current == before)
      list_move(list, -delta); /* no two heads follow each other */
  }
  if (list->top == list->current && list->current > 0 && is_head(picker, list->current - 1))
    list->top--;
}

/* The row at which an item stands among the matches, 0 where it is not there. */
static gsize row_of(const Picker *picker, gsize index) {
  for (gsize row = 0; row < picker->matches->len; row++)
    if (g_array_index(picker->matches, gsize, row) == index)
      return row;
  return 0;
}

static void collect_number(Picker *picker, const char *filter) {
  const gsize number = NUMBER;
  gsize length = strlen(filter);
  if (length > DIGITS_MOST || strspn(filter, "0123456789") != length)
    return;
  picker->number = (int)g_ascii_strtoll(filter, NULL, 10);
  g_array_append_val(picker->matches, number);
}

static void picker_match(Picker *picker) {
  gboolean had = picker->list.current < picker->matches->len;
  gsize before = had ? g_array_index(picker->matches, gsize, picker->list.current) : 0;
  g_autofree char *filter = halfwidth_fold(textbox_text(picker->filter));
  g_strstrip(filter);
  g_auto(GStrv) words = g_strsplit(filter, " ", -1); /* an empty word matches */
  g_array_set_size(picker->matches, 0);
  if (*filter == '\0')
    collect_groups(picker);
  else if (picker->number_words != NULL)
    collect_number(picker, filter);
  for (int rank = 0; rank < RANKS && *filter != '\0'; rank++)
    collect_rank(picker, words, filter, rank);
  picker->found = *filter == '\0' ? picker->items->len : picker->matches->len;
  picker->heads_most = MAX(picker->heads_most, picker->matches->len - picker->found);
  list_resize(&picker->list, picker->matches->len);
  gboolean keep = had && (picker->moved || *filter == '\0');
  list_choose(&picker->list, keep ? row_of(picker, before) : 0);
  leave_head(picker, 1);
}

Picker *picker_new(const char *title, const PickerItem *items, gsize count) {
  Picker *picker = g_new0(Picker, 1);
  picker->title = g_strdup(title);
  picker->items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_array_set_clear_func(picker->items, item_clear);
  picker->matches = g_array_new(FALSE, FALSE, sizeof(gsize));
  picker->filter = textbox_new(FALSE);
  for (gsize i = 0; i < count; i++) {
    picker_add(picker, &items[i]);
    picker->has_help = picker->has_help || items[i].help != NULL;
  }
  picker_match(picker);
  return picker;
}

void picker_free(Picker *picker) {
  if (!picker)
    return;
  g_free(picker->title);
  g_free(picker->preface);
  g_free(picker->elsewhere);
  g_array_unref(picker->items);
  g_array_unref(picker->matches);
  textbox_free(picker->filter);
  g_free(picker);
}

void picker_preface(Picker *picker, const char *text) {
  g_free(picker->preface);
  picker->preface = g_strdup(text);
}

void picker_elsewhere(Picker *picker, const char *text) {
  g_free(picker->elsewhere);
  picker->elsewhere = g_strdup(text);
}

void picker_take_numbers(Picker *picker, const char *words) {
  picker->number_words = words;
}

void picker_choose(Picker *picker, gsize index) {
  list_choose(&picker->list, row_of(picker, index));
  leave_head(picker, 1);
}

gboolean picker_current(const Picker *picker, gsize *index) {
  if (picker->found == 0)
    return FALSE;
  *index = g_array_index(picker->matches, gsize, picker->list.current);
  return *index != NUMBER;
}

/* ---- events ----------------------------------------------------------------------------- */

static PickerResult take(const Picker *picker, gsize *index) {
  if (picker->found == 0)
    return PICKER_OPEN;
  *index = g_array_index(picker->matches, gsize, picker->list.current);
  if (*index == NUMBER) {
    *index = (gsize)picker->number;
    return PICKER_NUMBER;
  }
  return PICKER_CHOSEN;
}

static gboolean move_key(Picker *picker, Key key) {
  switch (key) {
  case KEYNAME_UP:
    list_move(&picker->list, -1);
    break;
  case KEYNAME_DOWN:
    list_move(&picker->list, 1);
    break;
  case KEYNAME_PAGE_UP:
    list_page(&picker->list, -1);
    break;
  case KEYNAME_PAGE_DOWN:
    list_page(&picker->list, 1);
    break;
  default:
    return FALSE;
  }
  leave_head(picker, key == KEYNAME_UP || key == KEYNAME_PAGE_UP ? -1 : 1);
  picker->moved = TRUE;
  return TRUE;
}

static gboolean area_has(Area area, int row, int column) {
  return row >= area.row && row < area.row + area.rows && column >= area.column &&
         column < area.column + area.columns;
}

static PickerResult mouse_event(Picker *picker, const Event *event, gsize *index) {
  gsize row;
  if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
    list_scroll(&picker->list, event->mouse == MOUSE_WHEEL_UP ? -3 : 3);
    if (is_head(picker, picker->list.current))
      list_move(&picker->list, 1); /* a head always has an item below it */
    picker->moved = TRUE;
  } else if (area_has(picker->filter_area, event->row, event->column)) {
    textbox_click(picker->filter, event->row - picker->filter_area.row,
                  event->column - picker->filter_area.column);
  } else if (area_has(picker->list_area, event->row, event->column) &&
             list_row_at(&picker->list, picker->list_area, event->row, &row) &&
             !is_head(picker, row)) {
    list_choose(&picker->list, row);
    picker->moved = TRUE;
    if (event->mouse == MOUSE_DOUBLE)
      return take(picker, index);
  }
  return PICKER_OPEN;
}

PickerResult picker_event(Picker *picker, const Event *event, gsize *index) {
  guint changes = textbox_changes(picker->filter);
  if (event->type == EVENT_MOUSE)
    return mouse_event(picker, event, index);
  if (event->type == EVENT_PASTE && event->text)
    textbox_insert(picker->filter, event->text);
  if (event->type == EVENT_KEY) {
    if (event->key == KEYNAME_ESC)
      return PICKER_LEFT;
    if (event->key == KEYNAME_ENTER)
      return take(picker, index);
    if (!move_key(picker, event->key))
      textbox_key(picker->filter, event->key);
  }
  if (textbox_changes(picker->filter) != changes)
    picker_match(picker);
  return PICKER_OPEN;
}

gboolean picker_is_used(const Picker *picker) {
  return picker->moved || *textbox_text(picker->filter) != '\0';
}

/* ---- painting --------------------------------------------------------------------------- */

static void paint_filter(Picker *picker, Term *term, Area area) {
  int prompt = MIN(text_width(PROMPT), area.columns);
  int count = MIN(COUNT_COLUMNS, MAX(area.columns - prompt - 8, 0));
  term_text(term, area.row, area.column, prompt, THEME_LABEL, PROMPT);
  picker->filter_area = (Area){area.row, area.column + prompt, MIN(area.rows, 1),
                               MAX(area.columns - prompt - count, 0)};
  if (count > 0) {
    g_autofree char *text = g_strdup_printf(" %u/%u", (guint)picker->found, picker->items->len);
    int room = MAX(count - text_width(text), 0);
    term_text(term, area.row, area.column + area.columns - count + room, count - room, THEME_DIM,
              text);
  }
  textbox_paint(picker->filter, term, picker->filter_area, TRUE, "输入几个字");
}

/* How wide bars are: names go before them. */
static int bar_columns(const Picker *picker, int columns) {
  int rest = columns - picker->name_columns - picker->extra_columns - 2 * EXTRA_GAP;
  return picker->bars ? CLAMP(rest, MIN(6, columns / 4), BAR_COLUMNS) : 0;
}

static void paint_item(const Picker *picker, Term *term, int row, Area area, const Item *item,
                       gboolean chosen) {
  ThemeRole role = chosen ? THEME_SELECTED : item->dim ? THEME_DIM : THEME_TEXT;
  int extra = MIN(picker->extra_columns, area.columns / 2);
  int bar = bar_columns(picker, area.columns);
  int name = area.columns - (extra > 0 ? extra + EXTRA_GAP : 0) - (bar > 0 ? bar + EXTRA_GAP : 0);
  term_text(term, row, area.column, area.columns, role, NULL);
  term_text(term, row, area.column, name, role, item->name);
  if (bar > 0)
    term_bar(term, row, area.column + name + EXTRA_GAP, bar, item->bar, 1);
  if (item->extra && extra > 0)
    term_text(term, row, area.column + area.columns - extra, extra, chosen ? role : THEME_DIM,
              item->extra);
}

/* number_words with the number in the place of its %d. */
static char *number_text(const Picker *picker) {
  g_autofree char *number = g_strdup_printf("%d", picker->number);
  g_auto(GStrv) parts = g_strsplit(picker->number_words, "%d", 2);
  return g_strjoinv(number, parts);
}

static void paint_list(Picker *picker, Term *term, Area area) {
  picker->list_area = area;
  list_layout(&picker->list, area.rows);
  for (int i = 0; i < area.rows; i++) {
    gsize row;
    if (!list_row_at(&picker->list, area, area.row + i, &row))
      break;
    gsize index = g_array_index(picker->matches, gsize, row);
    if (is_head(picker, row)) {
      const Item *below = &g_array_index(picker->items, Item, index - HEAD);
      term_text(term, area.row + i, area.column, area.columns, THEME_GROUP, below->group);
      continue;
    }
    if (index == NUMBER) {
      g_autofree char *words = number_text(picker);
      paint_item(picker, term, area.row + i, area, &(Item){.name = words},
                 row == picker->list.current);
      continue;
    }
    paint_item(picker, term, area.row + i, area, &g_array_index(picker->items, Item, index),
               row == picker->list.current);
  }
  if (picker->matches->len == 0 && area.rows > 0)
    term_text(term, area.row, area.column, area.columns, THEME_DIM,
              picker->elsewhere != NULL ? picker->elsewhere : "没有符合的，请改几个字再试");
}

/* Paints a text in the area, as far as it has room. */
static void paint_text(Term *term, Area area, ThemeRole role, const char *text) {
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(area.columns, 2));
  for (int y = 0; y < area.rows && y < (int)lines->len; y++)
    term_text(term, area.row + y, area.column, area.columns, role, lines->pdata[y]);
}

/* Takes rows for the preface from the top of area. */
static void paint_preface(const Picker *picker, Term *term, Area *area) {
  if (picker->preface == NULL || area->rows < PREFACE_ROWS_MOST + LEAST_LIST_ROWS + 1)
    return;
  g_autoptr(GPtrArray) lines = text_wrap(picker->preface, MAX(area->columns, 2));
  int rows = MIN((int)lines->len, PREFACE_ROWS_MOST);
  paint_text(term, (Area){area->row, area->column, rows, area->columns}, THEME_DIM,
             picker->preface);
  area->row += rows;
  area->rows -= rows;
}

/* Takes rows for the help of the chosen item from the bottom of area. */
static void paint_help(const Picker *picker, Term *term, Area *area) {
  if (!picker->has_help || area->rows < HELP_ROWS + LEAST_LIST_ROWS + 1)
    return;
  area->rows -= HELP_ROWS;
  Area below = {area->row + area->rows, area->column, HELP_ROWS, area->columns};
  term_rule(term, below.row++, below.column, below.columns, NULL);
  below.rows--;
  if (picker->found == 0)
    return;
  gsize index = g_array_index(picker->matches, gsize, picker->list.current);
  if (index == NUMBER)
    return;
  const Item *item = &g_array_index(picker->items, Item, index);
  paint_text(term, below, item->dim ? THEME_NOTICE : THEME_DIM,
             item->help != NULL ? item->help : "");
}

void picker_paint(Picker *picker, Term *term, Area area) {
  /* Sized by all items, so that the window keeps still while one types. */
  gsize all = picker->items->len + picker->heads_most;
  int list_rows = (int)CLAMP(all, LEAST_LIST_ROWS, (guint)G_MAXINT16);
  int wanted = picker->name_columns +
               (picker->extra_columns > 0 ? picker->extra_columns + EXTRA_GAP : 0) +
               (picker->bars ? BAR_COLUMNS + EXTRA_GAP : 0);
  int columns = MAX(MAX(wanted, text_width(picker->title) + 2),
                    picker->has_help ? HELP_COLUMNS : LEAST_COLUMNS);
  int around =
      (picker->preface != NULL ? PREFACE_ROWS_MOST : 0) + (picker->has_help ? HELP_ROWS : 0);
  Area inside = chrome_window(term, area, list_rows + 1 + around, columns, picker->title);
  if (inside.rows <= 0 || inside.columns <= 0)
    return;
  paint_preface(picker, term, &inside);
  paint_filter(picker, term, (Area){inside.row, inside.column, 1, inside.columns});
  inside.row++;
  inside.rows--;
  paint_help(picker, term, &inside);
  paint_list(picker, term, inside);
}
