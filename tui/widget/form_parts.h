/* form_parts.h: what a form is made of, shared by form.c (values), form_event.c, form_window.c
 * (what opens over it) and form_paint.c.
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
  char **phrases; /* may be NULL */
  Day day;        /* what a date is understood as */
  TextBox *box;   /* of what is typed in; else NULL */
  char *value;    /* the other kinds */
  char *clean;    /* the value that counts as not typed */
  char *error, *remark;
  char *news;     /* what somebody else did with it meanwhile */
  Area all, area; /* as last painted: with its label and what stands below; the typing area */
} Field;

typedef enum { BUTTON_SAVE, BUTTON_CANCEL, BUTTON_COUNT } Button;

/* What becomes of a name chosen in the list. */
typedef enum {
  OFFER_CHOICE, /* it is the value */
  OFFER_NAME,   /* it is inserted, with 、 around it */
  OFFER_PHRASE, /* it is inserted as it is */
  OFFER_PATH,   /* it takes the place of the last name of a file */
} OfferKind;

struct Form {
  char *title, *verb;
  char *note; /* who else is at the record; NULL: nobody */
  Field *fields;
  gsize count;
  gsize current;              /* a field; count: the buttons */
  Button button;              /* the one chosen there */
  gsize first;                /* the first field shown (count: the buttons), when all do not fit */
  FormHost host;              /* its functions may be NULL */
  Picker *picker;             /* open over the form, for the current field; or NULL */
  char **offered;             /* what each of its items puts into the field … */
  OfferKind offer;            /* … and how */
  DayPicker *days;            /* likewise */
  UnitBox *units;             /* likewise */
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

/* Takes away the error of a field that changed. */
FormResult field_changed(Field *field);

/* ---- form_window.c ---------------------------------------------------------------------- */

/* Opens what the current field can be filled from; FALSE where there is nothing. */
gboolean form_open_list(Form *form);

/* Opens the list of the current choice. */
void form_open_choices(Form *form);

/* Opens the calendar of the current date; FALSE where it is none. */
gboolean form_open_calendar(Form *form);

/* Completes the name of a file in the current field as far as it is certain, or opens a list of
 * what it may be; FORM_IGNORED where nothing is left to complete. */
FormResult form_complete(Form *form);

/* Feeds what is open over the form; FALSE where nothing is. */
gboolean form_window_event(Form *form, const Event *event, FormResult *result);

/* Takes what was chosen in what is open, and closes it. FALSE where what was looked for is not
 * there: it stays open. */
gboolean form_window_finish(Form *form);

/* TRUE where the cursor may stand: at the buttons and at every field that can be typed in. */
gboolean form_can_stand(const Form *form, gsize index);
