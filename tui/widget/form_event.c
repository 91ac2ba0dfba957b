#include <string.h>

#include "tui/widget/form_parts.h"

/* ---- moving ----------------------------------------------------------------------------- */

/* Moves to the next place to stand on, the buttons being the last; FALSE at the ends. */
static gboolean move(Form *form, int step) {
  gsize at = form->current;
  do {
    if (step < 0 ? at == 0 : at == form->count)
      return FALSE;
    at = step < 0 ? at - 1 : at + 1;
  } while (!form_can_stand(form, at));
  form->current = at;
  form->button = BUTTON_SAVE;
  return TRUE;
}

/* Tab goes through the fields and both buttons and begins anew. */
static void tab(Form *form, int step) {
  gboolean on_buttons = form->current == form->count;
  Button other = step > 0 ? BUTTON_CANCEL : BUTTON_SAVE;
  if (on_buttons && form->button != other) {
    form->button = other;
  } else if (!move(form, step)) {
    while (move(form, -step)) {
    }
  }
  if (step < 0 && !on_buttons && form->current == form->count)
    form->button = BUTTON_CANCEL;
}

static gboolean is_last_field(const Form *form) {
  for (gsize i = form->current + 1; i < form->count; i++)
    if (form_can_stand(form, i))
      return FALSE;
  return TRUE;
}

/* ---- leaving ---------------------------------------------------------------------------- */

static FormResult leave(Form *form) {
  if (!form_is_dirty(form))
    return FORM_LEAVE;
  const DialogAnswer answers[] = {{'s', form->verb}, {'d', "放弃"}, {KEYNAME_ESC, "继续编辑"}};
  form->dialog = dialog_new("有未保存的内容", answers, G_N_ELEMENTS(answers));
  return FORM_HANDLED;
}

static FormResult dialog_result(Form *form, const Event *event) {
  static const FormResult results[] = {FORM_SAVE, FORM_LEAVE, FORM_HANDLED};
  int answer = dialog_event(form->dialog, event);
  if (answer < 0)
    return FORM_HANDLED;
  g_clear_pointer(&form->dialog, dialog_free);
  return results[answer];
}

static FormResult press_button(Form *form) {
  return form->button == BUTTON_SAVE ? FORM_SAVE : leave(form);
}

/* ---- choosing --------------------------------------------------------------------------- */

FormResult field_changed(Field *field) {
  field_put_note(&field->error, NULL);
  field_put_note(&field->news, NULL);
  return FORM_CHANGED;
}

static gsize choice_count(const Field *field) {
  return field->choices ? g_strv_length(field->choices) : 0;
}

/* The place of the field's value among its choices; their count where it is none of them. */
static gsize choice_at(const Field *field) {
  gsize at = 0, count = choice_count(field);
  while (at < count && strcmp(field->choices[at], field_value(field)) != 0)
    at++;
  return at;
}

/* The next or the previous choice, round and round. */
static FormResult cycle(Field *field, int step) {
  gsize count = choice_count(field), at = choice_at(field);
  if (count == 0)
    return FORM_HANDLED;
  if (at == count) /* none of them yet */
    at = step > 0 ? count - 1 : 0;
  gsize next = (step > 0 ? at + 1 : at + count - 1) % count;
  if (strcmp(field->choices[next], field->value) == 0)
    return FORM_HANDLED;
  field_put_value(field, field->choices[next]);
  return field_changed(field);
}

/* ---- events ----------------------------------------------------------------------------- */

static FormResult button_key(Form *form, Key key) {
  switch (key) {
  case KEYNAME_LEFT:
    form->button = BUTTON_SAVE;
    return FORM_HANDLED;
  case KEYNAME_RIGHT:
    form->button = BUTTON_CANCEL;
    return FORM_HANDLED;
  case KEYNAME_ENTER:
  case ' ':
    return press_button(form);
  default:
    return FORM_IGNORED;
  }
}

/* Typing, or pasting, into a choice begins the search in its list. */
static FormResult search(Form *form, const Event *event) {
  FormResult result = FORM_HANDLED;
  form_open_choices(form);
  form_window_event(form, event, &result);
  return result;
}

static FormResult choice_key(Form *form, const Event *event) {
  Field *field = &form->fields[form->current];
  switch (event->key) {
  case KEYNAME_LEFT:
    return cycle(field, -1);
  case KEYNAME_RIGHT:
    return cycle(field, 1);
  case KEYNAME_ENTER:
  case ' ':
    form_open_choices(form);
    return FORM_HANDLED;
  default:
    if (event->key < ' ' || event->key > 0x10ffff)
      return FORM_IGNORED;
    return search(form, event);
  }
}

/* Enter in an empty date opens its calendar; in one that is filled it goes on, as everywhere. */
static gboolean opens_calendar(const Field *field, Key key) {
  if (field->kind != FIELD_DATE && field->kind != FIELD_DEADLINE)
    return FALSE;
  return key == (KEY_MOD_CTRL | 'd') || (key == KEYNAME_ENTER && *field_value(field) == '\0');
}

static FormResult text_key(Form *form, Key key) {
  Field *field = &form->fields[form->current];
  if (key == (KEY_MOD_CTRL | 'e') && field->kind == FIELD_TEXT)
    return FORM_EDIT;
  if (opens_calendar(field, key) && form_open_calendar(form))
    return FORM_HANDLED;
  guint changes = textbox_changes(field->box);
  gboolean taken = textbox_key(field->box, key);
  if (textbox_changes(field->box) != changes)
    return field_changed(field);
  if (taken)
    return FORM_HANDLED;
  if (key != KEYNAME_ENTER)
    return FORM_IGNORED;
  if (!is_last_field(form))
    move(form, 1);
  return FORM_HANDLED;
}

static FormResult place_key(Form *form, const Event *event) {
  if (form->current == form->count)
    return button_key(form, event->key);
  if (form->fields[form->current].kind == FIELD_CHOICE)
    return choice_key(form, event);
  return text_key(form, event->key);
}

static FormResult key_event(Form *form, const Event *event) {
  switch (event->key) {
  case KEYNAME_ESC:
    return leave(form);
  case KEYNAME_TAB: {
    FormResult completed = form_complete(form);
    if (completed != FORM_IGNORED)
      return completed;
    tab(form, 1);
    return FORM_HANDLED;
  }
  case KEY_MOD_CTRL | 'o':
    return form_open_list(form) ? FORM_HANDLED : FORM_IGNORED;
  case KEY_MOD_SHIFT | KEYNAME_TAB:
    tab(form, -1);
    return FORM_HANDLED;
  default:
    break;
  }
  FormResult result = place_key(form, event);
  if (result != FORM_IGNORED)
    return result;
  if (event->key != KEYNAME_UP && event->key != KEYNAME_DOWN)
    return FORM_IGNORED;
  move(form, event->key == KEYNAME_UP ? -1 : 1);
  return FORM_HANDLED;
}

static FormResult paste_event(Form *form, const Event *event) {
  if (form->current == form->count || !event->text)
    return FORM_HANDLED;
  Field *field = &form->fields[form->current];
  if (field->kind == FIELD_CHOICE)
    return search(form, event);
  guint changes = textbox_changes(field->box);
  textbox_insert(field->box, event->text);
  return textbox_changes(field->box) != changes ? field_changed(field) : FORM_HANDLED;
}

static gboolean area_has(Area area, int row, int column) {
  return row >= area.row && row < area.row + area.rows && column >= area.column &&
         column < area.column + area.columns;
}

/* Moves in a long text, or from field to field. */
static FormResult wheel(Form *form, Key key) {
  Field *field = form->current < form->count ? &form->fields[form->current] : NULL;
  if (!field || !field->box || !textbox_key(field->box, key))
    move(form, key == KEYNAME_UP ? -1 : 1);
  return FORM_HANDLED;
}

static FormResult press(Form *form, const Event *event) {
  for (Button button = BUTTON_SAVE; button < BUTTON_COUNT; button++) {
    if (!area_has(form->buttons[button], event->row, event->column))
      continue;
    form->current = form->count;
    form->button = button;
    return press_button(form);
  }
  for (gsize i = 0; i < form->count; i++) {
    Field *field = &form->fields[i];
    if (!form_can_stand(form, i) || !area_has(field->all, event->row, event->column))
      continue;
    gboolean again = form->current == i;
    gboolean inside = area_has(field->area, event->row, event->column);
    form->current = i;
    if (field->box && inside)
      textbox_click(field->box, event->row - field->area.row, event->column - field->area.column);
    if (field->kind == FIELD_CHOICE && inside && (again || event->mouse == MOUSE_DOUBLE))
      form_open_choices(form);
    if (field->kind != FIELD_TEXT && field->box && inside && event->mouse == MOUSE_DOUBLE)
      form_open_list(form);
    return FORM_HANDLED;
  }
  return FORM_HANDLED;
}

static FormResult mouse_event(Form *form, const Event *event) {
  switch (event->mouse) {
  case MOUSE_WHEEL_UP:
    return wheel(form, KEYNAME_UP);
  case MOUSE_WHEEL_DOWN:
    return wheel(form, KEYNAME_DOWN);
  default:
    return press(form, event);
  }
}

/* Out of whatever is open over the form, too. */
static FormResult save(Form *form) {
  g_clear_pointer(&form->dialog, dialog_free);
  return form_window_finish(form) ? FORM_SAVE : FORM_HANDLED;
}

FormResult form_event(Form *form, const Event *event) {
  if (event->type != EVENT_KEY && event->type != EVENT_PASTE && event->type != EVENT_MOUSE)
    return FORM_IGNORED;
  FormResult result;
  if (event->type == EVENT_KEY && event->key == (KEY_MOD_CTRL | 's'))
    return save(form);
  if (form->dialog)
    return dialog_result(form, event);
  if (form_window_event(form, event, &result))
    return result;
  if (event->type == EVENT_PASTE)
    return paste_event(form, event);
  if (event->type == EVENT_MOUSE)
    return mouse_event(form, event);
  return key_event(form, event);
}
