#include <string.h>

#include "core/rules/text.h"
#include "tui/widget/chrome.h"
#include "tui/widget/form_parts.h"

#define NARROW 60    /* columns below which labels stand above their fields */
#define MARK 2       /* columns of "* " before a label */
#define TEXT_LEAST 3 /* rows of a long text */
#define BUTTON_GAP 2
#define COMPANY_GAP 16 /* columns of the title that stay free of who else is there */
#define COMPANY_END 8  /* columns right of that, for the arrows of what scrolls */

/* How the fields of a form stand in a body of rows x columns. */
typedef struct {
  int rows, columns;
  gboolean narrow;
  int label;  /* columns of a label, without its mark */
  int indent; /* where fields begin */
  int width;  /* columns of a field */
} Layout;

/* Rows that a field takes, from top to bottom. */
typedef struct {
  int label, box, remark, news, error;
} Height;

static Layout layout_for(const Form *form, Area body) {
  Layout layout = {.rows = body.rows, .columns = body.columns, .narrow = body.columns < NARROW};
  for (gsize i = 0; i < form->count; i++)
    if (form->fields[i].kind != FIELD_HIDDEN)
      layout.label = MAX(layout.label, text_width(form->fields[i].label));
  if (!layout.narrow)
    layout.label = MIN(layout.label, body.columns / 3);
  layout.indent = layout.narrow ? MARK : MARK + layout.label + 1;
  layout.width = MAX(body.columns - layout.indent, 1);
  return layout;
}

static int note_rows(const char *note, int columns) {
  if (!note)
    return 0;
  g_autoptr(GPtrArray) lines = text_wrap(note, MAX(columns, 2));
  return (int)lines->len;
}

static Height height_of(const Field *field, const Layout *layout) {
  if (field->kind == FIELD_HIDDEN)
    return (Height){0};
  Height height = {.label = layout->narrow ? 1 : 0,
                   .box = 1,
                   .remark = note_rows(field->remark, layout->width),
                   .news = note_rows(field->news, layout->width),
                   .error = note_rows(field->error, layout->columns - MARK)};
  int room = MAX(layout->rows - height.label - height.remark - height.news - height.error, 1);
  if (field->kind == FIELD_TEXT)
    height.box = MIN(MAX(textbox_height(field->box, layout->width), TEXT_LEAST), room);
  if (field->kind == FIELD_SHOW) /* it cannot be scrolled: it may not crowd out what can be typed */
    height.box = MIN(note_rows(field->value, layout->width), MAX(layout->rows / 2, 1));
  return height;
}

static int rows_of(const Form *form, gsize index, const Layout *layout) {
  if (index == form->count)
    return form->count > 0 ? 2 : 1; /* a blank line before the buttons */
  Height height = height_of(&form->fields[index], layout);
  return height.label + height.box + height.remark + height.news + height.error;
}

/* ---- scrolling -------------------------------------------------------------------------- */

static gboolean fits(const Form *form, gsize first, gsize last, const Layout *layout) {
  gint64 rows = 0;
  for (gsize i = first; i <= last; i++)
    rows += rows_of(form, i, layout);
  return rows <= layout->rows;
}

/* The first field shown is always shown from its top. */
static void scroll(Form *form, const Layout *layout) {
  form->first = MIN(form->first, form->current);
  while (form->first < form->current && !fits(form, form->first, form->current, layout))
    form->first++;
  while (form->first > 0 && fits(form, form->first - 1, form->count, layout))
    form->first--; /* no room is left below the buttons while something is hidden above */
  while (form->first > 0 && !form_can_stand(form, form->first - 1) &&
         fits(form, form->first - 1, form->current, layout))
    form->first--; /* nobody can move to these: they come with what is below them */
}

/* ---- painting --------------------------------------------------------------------------- */

static Area clip(Area area, Area body) {
  int end = MIN(area.row + area.rows, body.row + body.rows);
  area.rows = MAX(end - area.row, 0);
  return area;
}

static void paint_note(Term *term, Area area, ThemeRole role, const char *note) {
  if (!note || area.rows <= 0)
    return;
  g_autoptr(GPtrArray) lines = text_wrap_rows(note, MAX(area.columns, 2), area.rows);
  for (int i = 0; i < (int)lines->len; i++)
    term_text(term, area.row + i, area.column, area.columns, role, lines->pdata[i]);
}

static void paint_label(Term *term, Area body, int row, int columns, const Field *field) {
  term_text(term, row, body.column, MIN(1, body.columns),
            field->required ? THEME_ERROR : THEME_TEXT, field->required ? "*" : NULL);
  columns = MIN(columns, body.columns - MARK);
  if (columns > 0)
    term_text(term, row, body.column + MARK, columns, THEME_LABEL, field->label);
}

static void paint_choice(Term *term, Area area, gboolean focus, const Field *field) {
  ThemeRole role = focus ? THEME_FIELD_CURRENT : THEME_FIELD;
  if (*field->value == '\0' && field->hint && !focus) {
    term_text(term, area.row, area.column, area.columns, role, NULL);
    term_span(term, area.row, area.column, area.columns, THEME_DIM, field->hint);
    return;
  }
  /* What is below another stands further in among the choices, here it stands alone. */
  const char *value = field->value + strspn(field->value, " ");
  g_autofree char *shown = focus ? g_strdup_printf("< %s >", value) : g_strdup(value);
  term_text(term, area.row, area.column, area.columns, role, shown);
}

static void paint_value(Field *field, Term *term, Area area, gboolean focus) {
  if (area.rows <= 0)
    return;
  if (field->box)
    textbox_paint(field->box, term, area, focus, field->hint);
  else if (field->kind == FIELD_CHOICE)
    paint_choice(term, area, focus, field);
  else
    paint_note(term, area, THEME_TEXT, field->value);
}

static void paint_field(Field *field, Term *term, Area body, int row, gboolean focus,
                        const Layout *layout) {
  if (field->kind == FIELD_HIDDEN)
    return;
  Height height = height_of(field, layout);
  int column = body.column + layout->indent;
  int width = MAX(body.columns - layout->indent, 0);
  field->all = clip((Area){row, body.column, height.label + height.box, body.columns}, body);
  if (row < body.row + body.rows)
    paint_label(term, body, row, layout->narrow ? body.columns : layout->label, field);
  row += height.label;
  field->area = clip((Area){row, column, height.box, width}, body);
  paint_value(field, term, field->area, focus);
  row += height.box;
  paint_note(term, clip((Area){row, column, height.remark, width}, body), THEME_DIM, field->remark);
  row += height.remark;
  paint_note(term, clip((Area){row, column, height.news, width}, body), THEME_NOTICE, field->news);
  row += height.news;
  if (height.error > 0 && row < body.row + body.rows) /* a mark, to be told from a label in mono */
    term_text(term, row, body.column, MIN(1, body.columns), THEME_ERROR, "!");
  Area error = {row, body.column + MARK, height.error, MAX(body.columns - MARK, 0)};
  paint_note(term, clip(error, body), THEME_ERROR, field->error);
}

static void paint_buttons(Form *form, Term *term, Area body, int row, const Layout *layout) {
  int column = layout->narrow ? 0 : layout->indent;
  row += rows_of(form, form->count, layout) - 1;
  if (layout->rows == 1)
    row = body.row; /* no room for the blank line */
  g_autofree char *save = g_strdup_printf(" %s (Ctrl-S) ", form->verb);
  const char *const labels[BUTTON_COUNT] = {save, " 取消 (Esc) "};
  for (Button button = BUTTON_SAVE; button < BUTTON_COUNT; button++) {
    int width = CLAMP(body.columns - column, 0, text_width(labels[button]));
    gboolean chosen = form->current == form->count && form->button == button;
    Area area = clip((Area){row, body.column + column, 1, width}, body);
    if (area.rows > 0 && width > 0)
      term_text(term, row, area.column, width, chosen ? THEME_FIELD_CURRENT : THEME_FIELD,
                labels[button]);
    form->buttons[button] = area;
    column += width + BUTTON_GAP;
  }
}

/* Paints the fields from the first shown on; TRUE when all of them were in sight. */
static gboolean paint_body(Form *form, Term *term, Area body) {
  Layout layout = layout_for(form, body);
  gint64 row = body.row;
  scroll(form, &layout);
  for (gsize i = 0; i <= form->count; i++) {
    gboolean shown = i >= form->first && row < body.row + body.rows;
    int at = shown ? (int)row : body.row + body.rows; /* clipped away, for the mouse too */
    if (i == form->count)
      paint_buttons(form, term, body, at, &layout);
    else
      paint_field(&form->fields[i], term, body, at, i == form->current, &layout);
    if (i >= form->first)
      row += rows_of(form, i, &layout);
  }
  return row <= body.row + body.rows;
}

/* Who else is at the record, at the right end of the title where it has room. */
static void paint_company(const Form *form, Term *term, Area area) {
  if (form->note == NULL)
    return;
  int room = area.columns - text_width(form->title) - COMPANY_GAP;
  g_autofree char *shown = text_ellipsize(form->note, MAX(room, 0));
  int width = text_width(shown);
  if (width > 0)
    term_span(term, area.row, area.column + area.columns - width - COMPANY_END, width, THEME_NOTICE,
              shown);
}

static void paint_title(const Form *form, Term *term, Area area, gboolean all_below) {
  const char *more = form->first > 0 ? (all_below ? " ↑ " : " ↑↓ ") : (all_below ? "" : " ↓ ");
  int width = text_width(more);
  term_rule(term, area.row, area.column, area.columns, form->title);
  paint_company(form, term, area);
  if (width > 0 && width + 8 < area.columns)
    term_span(term, area.row, area.column + area.columns - width - 2, width, THEME_STRONG, more);
}

void form_paint(Form *form, Term *term, Area area) {
  if (area.rows <= 0 || area.columns <= 0)
    return;
  term_blank(term, area, THEME_TEXT);
  term_cursor(term, -1, 0);
  Area body = area;
  if (area.rows > 2) { /* the title gives way to the field */
    body.row++;
    body.rows--;
  }
  gboolean all_below = paint_body(form, term, body);
  if (area.rows > 2)
    paint_title(form, term, area, all_below);
  if (form->picker)
    picker_paint(form->picker, term, area);
  if (form->days || form->units) /* what is typed goes there */
    term_cursor(term, -1, 0);
  if (form->days)
    daypicker_paint(form->days, term, area);
  if (form->units)
    unitbox_paint(form->units, term, area);
  if (form->dialog)
    dialog_paint(form->dialog, term, area);
}
