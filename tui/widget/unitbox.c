#include "tui/widget/unitbox.h"

#include <string.h>

#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/list.h"
#include "tui/widget/picker.h"

#define ADD "＋ 添加单位"
#define LEAST_COLUMNS 40
#define LEAST_ROWS 6
#define GAP 2

struct UnitBox {
  char *title;
  char **units, **roles; /* roles may be NULL */
  gsize role;            /* of an added one */
  GArray *rows;          /* UnitBoxRow */
  List list;             /* over rows, and the one that adds */
  Picker *picker;        /* open over it, to add one; or NULL */
  Area area;             /* of the rows, as last painted */
  int role_column;       /* where roles begin in it */
};

static void row_clear(gpointer data) {
  g_free(((UnitBoxRow *)data)->name);
}

UnitBox *unitbox_new(const char *title, const char *const *units, const char *const *roles,
                     gsize role) {
  UnitBox *box = g_new0(UnitBox, 1);
  box->title = g_strdup(title);
  box->units = g_strdupv((char **)units);
  box->roles = g_strdupv((char **)roles);
  box->role = role;
  box->rows = g_array_new(FALSE, FALSE, sizeof(UnitBoxRow));
  g_array_set_clear_func(box->rows, row_clear);
  list_resize(&box->list, 1);
  return box;
}

void unitbox_free(UnitBox *box) {
  if (box == NULL)
    return;
  g_free(box->title);
  g_strfreev(box->units);
  g_strfreev(box->roles);
  g_array_unref(box->rows);
  picker_free(box->picker);
  g_free(box);
}

void unitbox_add(UnitBox *box, const char *name, gsize role) {
  UnitBoxRow row = {.name = g_strdup(name), .role = role};
  g_array_append_val(box->rows, row);
  list_resize(&box->list, box->rows->len + 1);
}

const GArray *unitbox_rows(const UnitBox *box) {
  return box->rows;
}

gboolean unitbox_is_choosing(const UnitBox *box) {
  return box->picker != NULL;
}

/* ---- changing --------------------------------------------------------------------------- */

static UnitBoxRow *row_at(const UnitBox *box, gsize index) {
  return index < box->rows->len ? &g_array_index(box->rows, UnitBoxRow, index) : NULL;
}

/* The next role of the chosen row, round and round. */
static UnitBoxResult turn_role(UnitBox *box, int step) {
  UnitBoxRow *row = row_at(box, box->list.current);
  if (row == NULL || box->roles == NULL)
    return UNITBOX_OPEN;
  gsize count = g_strv_length(box->roles);
  row->role = (row->role + (step > 0 ? 1 : count - 1)) % count;
  return UNITBOX_CHANGED;
}

static UnitBoxResult move_row(UnitBox *box, int step) {
  gsize from = box->list.current;
  if (from >= box->rows->len || (step < 0 ? from == 0 : from + 1 >= box->rows->len))
    return UNITBOX_OPEN;
  gsize to = step < 0 ? from - 1 : from + 1;
  UnitBoxRow moved = *row_at(box, from);
  *row_at(box, from) = *row_at(box, to);
  *row_at(box, to) = moved;
  list_choose(&box->list, to);
  return UNITBOX_CHANGED;
}

static UnitBoxResult remove_row(UnitBox *box) {
  if (box->list.current >= box->rows->len)
    return UNITBOX_OPEN;
  g_array_remove_index(box->rows, (guint)box->list.current);
  list_resize(&box->list, box->rows->len + 1);
  return UNITBOX_CHANGED;
}

/* Adds a unit and chooses its row; one that is there already with that role is only chosen. */
static UnitBoxResult add_chosen(UnitBox *box, const char *name) {
  for (gsize i = 0; i < box->rows->len; i++) {
    const UnitBoxRow *row = row_at(box, i);
    if (strcmp(row->name, name) != 0 || (box->roles != NULL && row->role != box->role))
      continue;
    list_choose(&box->list, i);
    return UNITBOX_OPEN;
  }
  unitbox_add(box, name, box->role);
  list_choose(&box->list, box->rows->len - 1);
  return UNITBOX_CHANGED;
}

/* ---- the list of units ------------------------------------------------------------------ */

void unitbox_choose(UnitBox *box) {
  gsize count = g_strv_length(box->units);
  g_autofree PickerItem *items = g_new0(PickerItem, count);
  for (gsize i = 0; i < count; i++)
    items[i].name = box->units[i];
  box->picker = picker_new("添加单位", items, count);
}

static UnitBoxResult picker_result(UnitBox *box, const Event *event) {
  gsize index;
  PickerResult result = picker_event(box->picker, event, &index);
  if (result == PICKER_OPEN)
    return UNITBOX_OPEN;
  g_clear_pointer(&box->picker, picker_free);
  return result == PICKER_CHOSEN ? add_chosen(box, box->units[index]) : UNITBOX_OPEN;
}

UnitBoxResult unitbox_finish(UnitBox *box) {
  if (box->picker == NULL || !picker_is_used(box->picker))
    return UNITBOX_LEFT;
  gsize index;
  if (!picker_current(box->picker, &index))
    return UNITBOX_OPEN;
  g_clear_pointer(&box->picker, picker_free);
  return add_chosen(box, box->units[index]) == UNITBOX_CHANGED ? UNITBOX_CHANGED : UNITBOX_LEFT;
}

/* ---- events ----------------------------------------------------------------------------- */

static UnitBoxResult enter(UnitBox *box) {
  if (box->list.current < box->rows->len)
    return turn_role(box, 1);
  unitbox_choose(box);
  return UNITBOX_OPEN;
}

static UnitBoxResult key_event(UnitBox *box, const Event *event) {
  switch (event->key) {
  case KEYNAME_ESC:
    return UNITBOX_LEFT;
  case KEYNAME_UP:
    list_move(&box->list, -1);
    return UNITBOX_OPEN;
  case KEYNAME_DOWN:
    list_move(&box->list, 1);
    return UNITBOX_OPEN;
  case KEYNAME_LEFT:
    return turn_role(box, -1);
  case KEYNAME_RIGHT:
    return turn_role(box, 1);
  case KEYNAME_ENTER:
  case ' ':
    return enter(box);
  case KEYNAME_DELETE:
  case KEYNAME_BACKSPACE:
    return remove_row(box);
  case '{':
    return move_row(box, -1);
  case '}':
    return move_row(box, 1);
  default:
    if (event->key < ' ' || event->key > 0x10ffff)
      return UNITBOX_OPEN;
    unitbox_choose(box); /* typing begins the search */
    return picker_result(box, event);
  }
}

static gboolean area_has(Area area, int row, int column) {
  return row >= area.row && row < area.row + area.rows && column >= area.column &&
         column < area.column + area.columns;
}

static UnitBoxResult mouse_event(UnitBox *box, const Event *event) {
  gsize row;
  if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
    list_scroll(&box->list, event->mouse == MOUSE_WHEEL_UP ? -3 : 3);
    return UNITBOX_OPEN;
  }
  if (!area_has(box->area, event->row, event->column) ||
      !list_row_at(&box->list, box->area, event->row, &row))
    return UNITBOX_OPEN;
  gboolean again = box->list.current == row;
  list_choose(&box->list, row);
  if (row == box->rows->len) {
    unitbox_choose(box);
    return UNITBOX_OPEN;
  }
  return again && event->column >= box->role_column ? turn_role(box, 1) : UNITBOX_OPEN;
}

UnitBoxResult unitbox_event(UnitBox *box, const Event *event) {
  if (box->picker != NULL)
    return picker_result(box, event);
  if (event->type == EVENT_MOUSE)
    return mouse_event(box, event);
  if (event->type == EVENT_PASTE) {
    unitbox_choose(box);
    return picker_result(box, event);
  }
  return event->type == EVENT_KEY ? key_event(box, event) : UNITBOX_OPEN;
}

/* ---- painting --------------------------------------------------------------------------- */

static int widest(char **names) {
  int columns = 0;
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    columns = MAX(columns, text_width(names[i]));
  return columns;
}

static void paint_row(UnitBox *box, Term *term, int row, Area area, gsize index, int role_columns) {
  gboolean chosen = index == box->list.current;
  ThemeRole role = chosen ? THEME_SELECTED : THEME_TEXT;
  const UnitBoxRow *unit = row_at(box, index);
  if (unit == NULL) {
    term_text(term, row, area.column, area.columns, chosen ? role : THEME_DIM, ADD);
    return;
  }
  int name = MAX(area.columns - role_columns - GAP, 1);
  term_text(term, row, area.column, area.columns, role, NULL);
  term_text(term, row, area.column, name, role, unit->name);
  if (box->roles == NULL || role_columns == 0)
    return;
  g_autofree char *shown = chosen ? g_strdup_printf("< %s >", box->roles[unit->role])
                                  : g_strdup_printf("  %s", box->roles[unit->role]);
  term_text(term, row, box->role_column, area.column + area.columns - box->role_column, role,
            shown);
}

void unitbox_paint(UnitBox *box, Term *term, Area area) {
  int roles = box->roles != NULL ? widest(box->roles) + 4 : 0; /* "< " and " >" */
  int names = text_width(ADD);
  for (gsize i = 0; i < box->rows->len; i++)
    names = MAX(names, text_width(row_at(box, i)->name));
  int rows = (int)CLAMP(box->list.count, LEAST_ROWS, (gsize)G_MAXINT16);
  Area inside =
      chrome_window(term, area, rows, MAX(names + GAP + roles, LEAST_COLUMNS), box->title);
  box->area = inside;
  if (inside.rows <= 0 || inside.columns <= 0)
    return;
  roles = MIN(roles, inside.columns / 2);
  box->role_column = inside.column + inside.columns - roles;
  list_layout(&box->list, inside.rows);
  for (int i = 0; i < inside.rows; i++) {
    gsize index;
    if (!list_row_at(&box->list, inside, inside.row + i, &index))
      break;
    paint_row(box, term, inside.row + i, inside, index, roles);
  }
  if (box->picker != NULL)
    picker_paint(box->picker, term, area);
}
