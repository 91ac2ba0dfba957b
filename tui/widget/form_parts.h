/* form_parts.h: what a form is made of, shared by form.c (values), form_event.c and form_paint.c.
 */
#pragma once

#include "tui/widget/dialog.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"

typedef struct {
  char *id, *label, *hint;
  FieldKind kind;
  gboolean required;
  char **choices; /* may be NULL */
  TextBox *box;   /* FIELD_LINE, FIELD_TEXT; else NULL */
  char *value;    /* the other kinds */
  char *clean;    /* the value that counts as not typed */
  char *error, *remark;
  Area all, area; /* as last painted: with its label and what stands below; the typing area */
} Field;

typedef enum { BUTTON_SAVE, BUTTON_CANCEL, BUTTON_COUNT } Button;

struct Form {
  char *title, *verb;
  Field *fields;
  gsize count;
  gsize current;              /* a field; count: the buttons */
  Button button;              /* the one chosen there */
  gsize first;                /* the first field shown (count: the buttons), when all do not fit */
  Picker *picker;             /* open over the form, for the current field; or NULL */
  Dialog *dialog;             /* open over the form: leave without saving?; or NULL */
  Area buttons[BUTTON_COUNT]; /* as last painted */
};

static inline const char *field_value(const Field *field) {
  return field->box ? textbox_text(field->box) : field->value;
}

/* Sets the value; NULL is "". */
void field_put_value(Field *field, const char *value);

/* Sets an error or a remark; NULL takes it away. */
void field_put_note(char **note, const char *text);

/* TRUE where the cursor may stand: at the buttons and at every field that can be typed in. */
gboolean form_can_stand(const Form *form, gsize index);
