#include "tui/widget/menu.h"

#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/list.h"

#define GROUP_GAP 2
#define KEY_GAP 2
#define HELP_ROWS 2
#define POSITION_COLUMNS 8 /* 17/26 */
#define LEAST_COLUMNS 44   /* so that a sentence of help has room below */
#define WHEEL_ROWS 3

typedef struct {
  char *name, *key, *help; /* key and help may be NULL */
} Item;

typedef struct {
  char *name;
  gsize first, count; /* of its items */
} Group;

struct Menu {
  char *title;
  GArray *items;  /* of Item */
  GArray *groups; /* of Group */
  List group_list;
  List item_list;    /* over the items of the chosen group */
  gboolean in_items; /* the arrows move among them, and not among the groups */
  int group_columns; /* of the widest */
  int item_columns;  /* name and key */
  int key_columns;
  gsize longest;                      /* the items of the largest group */
  Area window, group_area, item_area; /* as last painted */
};

static void item_clear(gpointer data) {
  Item *item = data;
  g_free(item->name);
  g_free(item->key);
  g_free(item->help);
}

static void group_clear(gpointer data) {
  g_free(((Group *)data)->name);
}

static const Group *group_at(const Menu *menu, gsize index) {
  return &g_array_index(menu->groups, Group, index);
}

static const Group *chosen_group(const Menu *menu) {
  return group_at(menu, menu->group_list.current);
}

static gsize chosen_item(const Menu *menu) {
  return chosen_group(menu)->first + menu->item_list.current;
}

static void choose_group(Menu *menu, gsize group) {
  list_choose(&menu->group_list, group);
  menu->item_list = (List){.height = menu->item_list.height};
  list_resize(&menu->item_list, chosen_group(menu)->count);
}

static void add_item(Menu *menu, const MenuItem *given) {
  Item item = {g_strdup(given->name), g_strdup(given->key), g_strdup(given->help)};
  Group *last =
      menu->groups->len > 0 ? &g_array_index(menu->groups, Group, menu->groups->len - 1) : NULL;
  if (last == NULL || g_strcmp0(last->name, given->group) != 0) {
    Group group = {.name = g_strdup(given->group), .first = menu->items->len};
    g_array_append_val(menu->groups, group);
    last = &g_array_index(menu->groups, Group, menu->groups->len - 1);
    menu->group_columns = MAX(menu->group_columns, text_width(given->group));
  }
  last->count++;
  menu->longest = MAX(menu->longest, last->count);
  menu->key_columns = MAX(menu->key_columns, given->key != NULL ? text_width(given->key) : 0);
  menu->item_columns = MAX(menu->item_columns, text_width(given->name));
  g_array_append_val(menu->items, item);
}

Menu *menu_new(const char *title, const MenuItem *items, gsize count, gsize current) {
  Menu *menu = g_new0(Menu, 1);
  menu->title = g_strdup(title);
  menu->items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_array_set_clear_func(menu->items, item_clear);
  menu->groups = g_array_new(FALSE, FALSE, sizeof(Group));
  g_array_set_clear_func(menu->groups, group_clear);
  for (gsize i = 0; i < count; i++)
    add_item(menu, &items[i]);
  menu->in_items = TRUE;
  list_resize(&menu->group_list, menu->groups->len);
  for (gsize i = 0; i < menu->groups->len; i++) {
    const Group *group = group_at(menu, i);
    if (current < group->first || current >= group->first + group->count)
      continue;
    choose_group(menu, i);
    list_choose(&menu->item_list, current - group->first);
  }
  return menu;
}

void menu_free(Menu *menu) {
  if (menu == NULL)
    return;
  g_free(menu->title);
  g_array_unref(menu->items);
  g_array_unref(menu->groups);
  g_free(menu);
}

/* ---- events ----------------------------------------------------------------------------- */

/* From the last item of a group on to the first of the next, and back. */
static void move_item(Menu *menu, int delta) {
  gsize group = menu->group_list.current;
  if (delta > 0 && menu->item_list.current + 1 >= menu->item_list.count) {
    if (group + 1 < menu->groups->len)
      choose_group(menu, group + 1);
  } else if (delta < 0 && menu->item_list.current == 0) {
    if (group > 0) {
      choose_group(menu, group - 1);
      list_choose(&menu->item_list, G_MAXSIZE);
    }
  } else {
    list_move(&menu->item_list, delta);
  }
}

static void move(Menu *menu, int delta) {
  if (menu->in_items) {
    move_item(menu, delta);
    return;
  }
  List groups = menu->group_list;
  list_move(&groups, delta);
  if (groups.current != menu->group_list.current)
    choose_group(menu, groups.current);
}

/* To the first item of the group before or after. */
static void move_group(Menu *menu, int delta) {
  List groups = menu->group_list;
  list_move(&groups, delta);
  choose_group(menu, groups.current);
}

static MenuResult take(const Menu *menu, gsize *index) {
  *index = chosen_item(menu);
  return MENU_CHOSEN;
}

static MenuResult key_event(Menu *menu, Key key, gsize *index) {
  switch (key) {
  case KEYNAME_ESC:
    return MENU_LEFT;
  case KEYNAME_LEFT:
    if (!menu->in_items)
      return MENU_LEFT;
    menu->in_items = FALSE;
    return MENU_OPEN;
  case KEYNAME_ENTER:
    if (menu->in_items)
      return take(menu, index);
    G_GNUC_FALLTHROUGH;
  case KEYNAME_RIGHT:
    menu->in_items = TRUE;
    return MENU_OPEN;
  case KEYNAME_UP:
    move(menu, -1);
    return MENU_OPEN;
  case KEYNAME_DOWN:
    move(menu, 1);
    return MENU_OPEN;
  case KEYNAME_PAGE_UP:
  case KEY_MOD_SHIFT | KEYNAME_TAB:
    move_group(menu, -1);
    return MENU_OPEN;
  case KEYNAME_PAGE_DOWN:
  case KEYNAME_TAB:
    move_group(menu, 1);
    return MENU_OPEN;
  default:
    return MENU_IGNORED;
  }
}

static gboolean area_has(Area area, const Event *event) {
  return event->row >= area.row && event->row < area.row + area.rows &&
         event->column >= area.column && event->column < area.column + area.columns;
}

static MenuResult mouse_event(Menu *menu, const Event *event, gsize *index) {
  gsize row;
  if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
    list_scroll(&menu->item_list, event->mouse == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
  } else if (area_has(menu->group_area, event) &&
             list_row_at(&menu->group_list, menu->group_area, event->row, &row)) {
    choose_group(menu, row);
    menu->in_items = TRUE;
  } else if (area_has(menu->item_area, event) &&
             list_row_at(&menu->item_list, menu->item_area, event->row, &row)) {
    list_choose(&menu->item_list, row);
    return take(menu, index);
  } else if (!area_has(menu->window, event)) {
    return MENU_LEFT;
  }
  return MENU_OPEN;
}

MenuResult menu_event(Menu *menu, const Event *event, gsize *index) {
  if (event->type == EVENT_MOUSE)
    return mouse_event(menu, event, index);
  return event->type == EVENT_KEY ? key_event(menu, event->key, index) : MENU_OPEN;
}

/* ---- painting --------------------------------------------------------------------------- */

static void paint_groups(Menu *menu, Term *term, Area area) {
  menu->group_area = area;
  list_layout(&menu->group_list, area.rows);
  for (int y = 0; y < area.rows; y++) {
    gsize row;
    if (!list_row_at(&menu->group_list, area, area.row + y, &row))
      break;
    gboolean chosen = row == menu->group_list.current;
    ThemeRole role = !chosen ? THEME_TEXT : menu->in_items ? THEME_GROUP : THEME_SELECTED;
    g_autofree char *text = g_strdup_printf(" %s", group_at(menu, row)->name);
    term_text(term, area.row + y, area.column, area.columns, role, text);
  }
}

static void paint_items(Menu *menu, Term *term, Area area) {
  menu->item_area = area;
  list_layout(&menu->item_list, area.rows);
  int key = MIN(menu->key_columns, area.columns / 2);
  for (int y = 0; y < area.rows; y++) {
    gsize row;
    if (!list_row_at(&menu->item_list, area, area.row + y, &row))
      break;
    const Item *item = &g_array_index(menu->items, Item, chosen_group(menu)->first + row);
    gboolean chosen = menu->in_items && row == menu->item_list.current;
    term_text(term, area.row + y, area.column, area.columns - key,
              chosen ? THEME_SELECTED : THEME_TEXT, item->name);
    term_text(term, area.row + y, area.column + area.columns - key, key,
              chosen ? THEME_SELECTED : THEME_KEY, item->key);
  }
}

/* The sentence below; on the rule above it, that there is more of the group than is shown. */
static void paint_help(const Menu *menu, Term *term, Area area) {
  const char *help = g_array_index(menu->items, Item, chosen_item(menu)).help;
  if (area.rows > 0) {
    term_rule(term, area.row - 1, area.column, area.columns, NULL);
    int place = MIN(POSITION_COLUMNS, area.columns);
    if (menu->item_list.count > (gsize)menu->item_area.rows)
      list_paint_position(&menu->item_list, term, area.row - 1, area.column + area.columns - place,
                          place);
  }
  if (help == NULL || !menu->in_items)
    return;
  g_autoptr(GPtrArray) lines = text_wrap(help, MAX(area.columns, 2));
  for (int y = 0; y < area.rows && y < (int)lines->len; y++)
    term_text(term, area.row + y, area.column, area.columns, THEME_DIM, lines->pdata[y]);
}

void menu_paint(Menu *menu, Term *term, Area area) {
  int groups = menu->group_columns + 2;
  int keys = menu->key_columns > 0 ? menu->key_columns + KEY_GAP : 0;
  int wanted = MAX(groups + GROUP_GAP + menu->item_columns + keys, LEAST_COLUMNS);
  int rows = (int)MIN(MAX(menu->longest, menu->groups->len), (gsize)G_MAXINT16);
  Area inside = chrome_window(term, area, rows + 1 + HELP_ROWS, wanted, menu->title);
  menu->window = inside;
  menu->group_area = menu->item_area = (Area){0};
  if (inside.rows <= 0 || inside.columns <= groups + GROUP_GAP)
    return;
  int help = inside.rows > HELP_ROWS + 3 ? HELP_ROWS : 0;
  int list = inside.rows - (help > 0 ? help + 1 : 0);
  int left = inside.column + groups + GROUP_GAP;
  paint_groups(menu, term, (Area){inside.row, inside.column, list, groups});
  paint_items(menu, term, (Area){inside.row, left, list, inside.columns - groups - GROUP_GAP});
  paint_help(menu, term, (Area){inside.row + list + 1, inside.column, help, inside.columns});
  term_cursor(term, -1, 0);
}
