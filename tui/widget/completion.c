#include "tui/widget/completion.h"

#include <string.h>

#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/textbox.h"

#define GAP 2
#define NOTE_COLUMNS_LEAST 8 /* it is left out rather than cut shorter */

/* Where an offer was painted. */
typedef struct {
  gsize offer;
  int column, columns;
} Place;

struct Completion {
  char *prompt, *hint;
  TextBox *box;
  const GPtrArray *earlier;
  guint recalled;     /* the place in earlier that was brought back … */
  gboolean recalling; /* … and is the text still */
  gsize start;
  char **offers;
  gsize chosen;
  char *note, *problem;
  GArray *places; /* as last painted */
  int row;        /* that of the line as last painted; -1: not yet */
  Area line;      /* where one types in it */
};

Completion *completion_new(const char *prompt, const char *hint, const GPtrArray *earlier) {
  Completion *completion = g_new0(Completion, 1);
  completion->prompt = g_strdup(prompt);
  completion->hint = g_strdup(hint);
  completion->box = textbox_new(FALSE);
  completion->earlier = earlier;
  completion->offers = g_new0(char *, 1);
  completion->note = g_strdup("");
  completion->places = g_array_new(FALSE, FALSE, sizeof(Place));
  completion->row = -1;
  return completion;
}

void completion_free(Completion *completion) {
  if (completion == NULL)
    return;
  g_free(completion->prompt);
  g_free(completion->hint);
  textbox_free(completion->box);
  g_strfreev(completion->offers);
  g_free(completion->note);
  g_free(completion->problem);
  g_array_unref(completion->places);
  g_free(completion);
}

const char *completion_text(const Completion *completion) {
  return textbox_text(completion->box);
}

gsize completion_cursor(const Completion *completion) {
  return textbox_cursor(completion->box);
}

void completion_set_text(Completion *completion, const char *text) {
  textbox_set_text(completion->box, text);
  completion_offer(completion, completion_cursor(completion), NULL, NULL);
}

void completion_offer(Completion *completion, gsize start, const char *const *offers,
                      const char *note) {
  static const char *const NOTHING[] = {NULL};
  completion->start = MIN(start, completion_cursor(completion));
  g_strfreev(completion->offers);
  completion->offers = g_strdupv((char **)(offers != NULL ? offers : NOTHING));
  completion->chosen = 0;
  g_free(completion->note);
  completion->note = g_strdup(note != NULL ? note : "");
}

void completion_tell(Completion *completion, const char *problem) {
  g_free(completion->problem);
  completion->problem = g_strdup(problem);
}

/* ---- events ----------------------------------------------------------------------------- */

static gboolean is_at_end(const Completion *completion) {
  return completion_text(completion)[completion_cursor(completion)] == '\0';
}

static void take(Completion *completion, gsize offer) {
  textbox_replace(completion->box, completion->start, completion->offers[offer]);
  completion_offer(completion, completion_cursor(completion), NULL, NULL);
}

static void choose(Completion *completion, int delta) {
  gsize count = g_strv_length(completion->offers);
  if (count > 0)
    completion->chosen = (completion->chosen + count + (gsize)delta) % count;
}

/* Keys that are about what is offered; FALSE where key is none of them. */
static gboolean offer_key(Completion *completion, Key key) {
  gboolean any = completion->offers[0] != NULL;
  switch (key) {
  case KEYNAME_RIGHT:
    if (!any || !is_at_end(completion))
      return FALSE;
    take(completion, completion->chosen);
    return TRUE;
  case KEYNAME_TAB:
    if (any)
      take(completion, completion->chosen);
    return TRUE;
  case KEY_MOD_SHIFT | KEYNAME_TAB:
  case KEY_MOD_CTRL | 'n':
    choose(completion, 1);
    return TRUE;
  case KEY_MOD_CTRL | 'p':
    choose(completion, -1);
    return TRUE;
  default:
    return FALSE;
  }
}

/* Brings back what was typed before, from an empty line on; FALSE where there is none, so that the
 * key moves in the list. */
static gboolean recall_key(Completion *completion, Key key) {
  guint count = completion->earlier != NULL ? completion->earlier->len : 0;
  if (key == KEYNAME_UP && *completion_text(completion) == '\0' && count > 0)
    completion->recalled = count - 1;
  else if (!completion->recalling)
    return FALSE;
  else if (key == KEYNAME_UP)
    completion->recalled -= completion->recalled > 0;
  else if (key == KEYNAME_DOWN)
    completion->recalled++;
  else
    return FALSE;
  completion->recalling = completion->recalled < count;
  completion_set_text(
      completion, completion->recalling ? completion->earlier->pdata[completion->recalled] : "");
  return TRUE;
}

static CompletionResult key_event(Completion *completion, Key key) {
  if (key == KEYNAME_ENTER)
    return COMPLETION_KEPT;
  if (key == KEYNAME_ESC)
    return COMPLETION_LEFT;
  if (recall_key(completion, key))
    return COMPLETION_HANDLED;
  guint changes = textbox_changes(completion->box);
  gboolean handled = offer_key(completion, key) || textbox_key(completion->box, key);
  if (textbox_changes(completion->box) != changes)
    completion->recalling = FALSE;
  return handled ? COMPLETION_HANDLED : COMPLETION_IGNORED;
}

static CompletionResult mouse_event(Completion *completion, const Event *event) {
  if (completion->row < 0 || event->row < completion->row - 1 || event->row > completion->row)
    return COMPLETION_IGNORED;
  if (event->mouse != MOUSE_PRESS)
    return COMPLETION_HANDLED;
  if (event->row == completion->row) {
    textbox_click(completion->box, 0, event->column - completion->line.column);
    return COMPLETION_HANDLED;
  }
  for (guint i = 0; i < completion->places->len; i++) {
    const Place *place = &g_array_index(completion->places, Place, i);
    if (event->column >= place->column && event->column < place->column + place->columns &&
        place->offer < g_strv_length(completion->offers)) {
      take(completion, place->offer);
      break;
    }
  }
  return COMPLETION_HANDLED;
}

CompletionResult completion_event(Completion *completion, const Event *event) {
  switch (event->type) {
  case EVENT_KEY:
    return key_event(completion, event->key);
  case EVENT_MOUSE:
    return mouse_event(completion, event);
  case EVENT_PASTE:
    textbox_insert(completion->box, event->text);
    completion->recalling = FALSE;
    return COMPLETION_HANDLED;
  default:
    return COMPLETION_IGNORED;
  }
}

/* ---- painting --------------------------------------------------------------------------- */

/* An offer takes half the width at most: that there are others is to be seen. */
static int offer_columns(const Completion *completion, gsize offer, int columns) {
  return MIN(text_width(completion->offers[offer]), columns / 2);
}

/* The first offer to be shown, so that the chosen one is in sight. */
static gsize first_shown(const Completion *completion, int columns) {
  gsize first = completion->chosen;
  int used = offer_columns(completion, first, columns);
  while (first > 0) {
    used += GAP + offer_columns(completion, first - 1, columns);
    if (used > columns)
      break;
    first--;
  }
  return first;
}

/* The offers from column on, up to before end. */
static void paint_offers(Completion *completion, Term *term, int row, int column, int end) {
  int whole = end - column;
  gsize count = g_strv_length(completion->offers);
  for (gsize i = count > 0 ? first_shown(completion, whole) : 0; i < count; i++) {
    int room = offer_columns(completion, i, whole);
    if (column + room > end)
      break;
    ThemeRole role = i == completion->chosen ? THEME_SELECTED : THEME_FOOTER;
    term_text(term, row, column, room, role, completion->offers[i]);
    Place place = {.offer = i, .column = column, .columns = room};
    g_array_append_val(completion->places, place);
    column += room + GAP;
  }
}

/* The keys that are of use now, at the right end; what a wide enough line has room for. */
static const char *keys_text(const Completion *completion) {
  gboolean earlier = completion->earlier != NULL && completion->earlier->len > 0;
  if (*completion_text(completion) == '\0' && earlier)
    return "Tab 采用  ↑ 以前的筛选";
  gsize count = g_strv_length(completion->offers);
  return count > 1 ? "Tab 采用  Shift-Tab 换一个" : count == 1 ? "Tab 采用" : "";
}

static void paint_row(Completion *completion, Term *term, int row, int columns) {
  const char *keys = keys_text(completion);
  int keys_columns = text_width(keys);
  int end = MAX(columns - 1 - keys_columns - (keys_columns > 0 ? GAP : 0), columns / 2);
  term_text(term, row, 0, columns, THEME_FOOTER, NULL);
  paint_offers(completion, term, row, 1, end);
  if (keys_columns > 0 && keys_columns + GAP <= columns - end)
    term_span(term, row, columns - 1 - keys_columns, keys_columns, THEME_DIM, keys);
}

/* The note stands behind what was typed, where there is room. */
static void paint_note(const Completion *completion, Term *term) {
  int used = text_width(completion_text(completion)) + GAP;
  int room = completion->line.columns - used;
  if (*completion_text(completion) != '\0' && room >= NOTE_COLUMNS_LEAST)
    term_span(term, completion->line.row, completion->line.column + used, room, THEME_DIM,
              completion->note);
}

void completion_paint(Completion *completion, Term *term, int row, int columns) {
  g_array_set_size(completion->places, 0);
  completion->row = row;
  if (row > 0)
    paint_row(completion, term, row - 1, columns);
  if (row > 1 && completion->problem != NULL)
    chrome_paint_message(term, row - 2, THEME_ERROR, completion->problem);
  int used = term_span(term, row, 0, columns, THEME_LABEL, completion->prompt);
  completion->line = (Area){row, used, 1, MAX(columns - used, 0)};
  textbox_paint(completion->box, term, completion->line, TRUE, completion->hint);
  paint_note(completion, term);
}
