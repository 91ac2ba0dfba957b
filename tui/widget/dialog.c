#include "tui/widget/dialog.h"

#include "core/rules/halfwidth.h"
#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/stray.h"

#define TEXT_COLUMNS 56
#define ANSWER_GAP 2

typedef struct {
  Key key;
  char *shown; /* " 保存 (s) " */
  Area area;   /* as last painted */
} Answer;

struct Dialog {
  char *text;
  GArray *answers; /* of Answer */
  gsize current;
  Stray stray;
  gboolean careful; /* nothing answers it before it is painted … */
  gboolean unseen;  /* … which it is not */
  int top;  /* the first line of the text that is shown, where it is too long for the window … */
  int page; /* … and how many of its lines were shown last; 0: it was not painted yet */
};

static void answer_clear(gpointer data) {
  Answer *answer = data;
  g_free(answer->shown);
}

Dialog *dialog_new(const char *text, const DialogAnswer *answers, gsize count) {
  Dialog *dialog = g_new0(Dialog, 1);
  dialog->text = g_strdup(text);
  dialog->answers = g_array_new(FALSE, TRUE, sizeof(Answer));
  g_array_set_clear_func(dialog->answers, answer_clear);
  for (gsize i = 0; i < count; i++) {
    Answer answer = {.key = answers[i].key};
    g_autofree char *name = answer.key == KEY_NONE ? NULL : key_name(answer.key);
    answer.shown = name ? g_strdup_printf(" %s (%s) ", answers[i].label, name)
                        : g_strdup_printf(" %s ", answers[i].label);
    g_array_append_val(dialog->answers, answer);
  }
  return dialog;
}

void dialog_free(Dialog *dialog) {
  if (!dialog)
    return;
  g_free(dialog->text);
  g_array_unref(dialog->answers);
  g_free(dialog);
}

static Answer *dialog_answer(const Dialog *dialog, gsize index) {
  return &g_array_index(dialog->answers, Answer, index);
}

/* ---- events ----------------------------------------------------------------------------- */

/* A letter in either case, and as an input method may leave it. */
static Key folded_key(Key key) {
  return key <= 0x10ffff ? g_unichar_tolower(halfwidth_key(key)) : key;
}

static int answer_for_key(const Dialog *dialog, Key key) {
  for (gsize i = 0; i < dialog->answers->len; i++) {
    Key own = dialog_answer(dialog, i)->key;
    if (own != KEY_NONE && folded_key(own) == folded_key(key))
      return (int)i;
  }
  return -1;
}

static int answer_for_escape(const Dialog *dialog) {
  int own = answer_for_key(dialog, KEYNAME_ESC);
  return own >= 0 ? own : (int)dialog->answers->len - 1;
}

/* The next paint keeps it within the text. */
static int scroll(Dialog *dialog, int lines) {
  dialog->top += lines;
  return -1;
}

static int key_event(Dialog *dialog, Key key) {
  gsize count = dialog->answers->len;
  switch (key) {
  case KEYNAME_ESC:
    return answer_for_escape(dialog);
  case KEYNAME_ENTER:
    return (int)dialog->current;
  case KEYNAME_RIGHT:
  case KEYNAME_TAB:
    dialog->current = (dialog->current + 1) % count;
    return -1;
  case KEYNAME_LEFT:
  case KEY_MOD_SHIFT | KEYNAME_TAB:
    dialog->current = (dialog->current + count - 1) % count;
    return -1;
  case KEYNAME_UP:
    return scroll(dialog, -1);
  case KEYNAME_DOWN:
    return scroll(dialog, 1);
  case KEYNAME_PAGE_UP:
    return scroll(dialog, -MAX(dialog->page - 1, 1));
  case KEYNAME_PAGE_DOWN:
    return scroll(dialog, MAX(dialog->page - 1, 1));
  default:
    return answer_for_key(dialog, key);
  }
}

static int mouse_event(Dialog *dialog, const Event *event) {
  if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN)
    return scroll(dialog, event->mouse == MOUSE_WHEEL_UP ? -1 : 1);
  for (gsize i = 0; i < dialog->answers->len; i++) {
    Area area = dialog_answer(dialog, i)->area;
    if (area.rows > 0 && event->row == area.row && event->column >= area.column &&
        event->column < area.column + area.columns)
      return (int)i;
  }
  return -1;
}

void dialog_wait_seen(Dialog *dialog) {
  dialog->careful = dialog->unseen = TRUE;
}

void dialog_not_shown(Dialog *dialog) {
  dialog->unseen = dialog->careful;
}

gboolean dialog_is_unseen(const Dialog *dialog) {
  return dialog->unseen;
}

int dialog_event(Dialog *dialog, const Event *event) {
  if (dialog->unseen && (event->type != EVENT_KEY || event->key != KEYNAME_ESC))
    return -1;
  if (event->type == EVENT_KEY && stray_takes(&dialog->stray, event->key, g_get_monotonic_time()))
    return -1;
  if (event->type == EVENT_KEY)
    return key_event(dialog, event->key);
  if (event->type == EVENT_MOUSE)
    return mouse_event(dialog, event);
  return -1;
}

/* ---- painting --------------------------------------------------------------------------- */

/* Lays the answers out in rows of columns, from row 0, column 0; returns the rows they take. */
static int place_answers(Dialog *dialog, int columns) {
  int row = 0, column = 0;
  for (gsize i = 0; i < dialog->answers->len; i++) {
    Answer *answer = dialog_answer(dialog, i);
    int width = text_width(answer->shown);
    if (column > 0 && column + width > columns) {
      row++;
      column = 0;
    }
    answer->area = (Area){row, column, 1, MIN(width, columns)};
    column += width + ANSWER_GAP;
  }
  return row + 1;
}

static int answers_width(const Dialog *dialog) {
  int width = 0;
  for (gsize i = 0; i < dialog->answers->len; i++)
    width += text_width(dialog_answer(dialog, i)->shown) + (i > 0 ? ANSWER_GAP : 0);
  return width;
}

static void paint_answers(Dialog *dialog, Term *term, Area area) {
  for (gsize i = 0; i < dialog->answers->len; i++) {
    Answer *answer = dialog_answer(dialog, i);
    if (answer->area.row >= area.rows) {
      answer->area.rows = 0; /* no room: not there for the mouse either */
      continue;
    }
    answer->area.row += area.row;
    answer->area.column += area.column;
    term_text(term, answer->area.row, answer->area.column, answer->area.columns,
              i == dialog->current ? THEME_SELECTED : THEME_STRONG, answer->shown);
  }
}

static void paint_lines(Dialog *dialog, Term *term, Area area, const GPtrArray *lines) {
  int most = MAX((int)lines->len - area.rows, 0);
  dialog->top = CLAMP(dialog->top, 0, most);
  dialog->page = area.rows;
  for (int i = 0; i < area.rows && dialog->top + i < (int)lines->len; i++)
    term_text(term, area.row + i, area.column, area.columns, THEME_TEXT,
              lines->pdata[dialog->top + i]);
}

/* The columns the window's content takes: those of the longest line and of the answers. */
static int content_width(const Dialog *dialog, int most) {
  int columns = answers_width(dialog);
  g_autoptr(GPtrArray) lines = text_wrap(dialog->text, MIN(most, MAX(columns, TEXT_COLUMNS)));
  for (guint i = 0; i < lines->len; i++)
    columns = MAX(columns, text_width(lines->pdata[i]));
  return CLAMP(columns, 2, most);
}

#define FRAME 2 /* rows of it */

gboolean dialog_is_long(Dialog *dialog, Area area) {
  int columns = content_width(dialog, MAX(area.columns - 4, 2));
  g_autoptr(GPtrArray) lines = text_wrap(dialog->text, columns);
  return (int)lines->len + place_answers(dialog, columns) > area.rows - FRAME;
}

/* That there is more, above or below what is shown. */
static void paint_more(const Dialog *dialog, Term *term, Area area, int rows, int lines) {
  int above = dialog->top, below = MAX(lines - dialog->top - rows, 0);
  g_autofree char *text = below > 0 ? g_strdup_printf("── 下面还有%d行，↑ ↓ 翻看 ──", below)
                                    : g_strdup_printf("── 上面还有%d行，↑ ↓ 翻看 ──", above);
  term_text(term, area.row, area.column, area.columns, THEME_NOTICE, text);
}

void dialog_paint(Dialog *dialog, Term *term, Area area) {
  int columns = content_width(dialog, MAX(area.columns - 4, 2));
  g_autoptr(GPtrArray) lines = text_wrap(dialog->text, columns);
  int answer_rows = place_answers(dialog, columns), count = (int)lines->len;
  Area inside = chrome_window(term, area, count + 1 + answer_rows, columns, NULL);
  answer_rows = MIN(place_answers(dialog, inside.columns), inside.rows);
  /* The answers are kept; the text and the gap above them give way. */
  int rows = inside.rows - answer_rows;
  gboolean more = count > rows && rows > 2;
  int text_rows = MIN(count, rows - (more ? 1 : 0));
  Area top = {inside.row, inside.column, text_rows, inside.columns};
  Area bottom = {inside.row + rows, inside.column, answer_rows, inside.columns};
  paint_lines(dialog, term, top, lines);
  if (more)
    paint_more(dialog, term, (Area){inside.row + rows - 1, inside.column, 1, inside.columns},
               text_rows, count);
  paint_answers(dialog, term, bottom);
  term_cursor(term, -1, 0);
  dialog->unseen = FALSE;
}
