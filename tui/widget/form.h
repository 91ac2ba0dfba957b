/* form.h: a form: labelled fields from top to bottom, errors beside them, saved from anywhere.
 *
 * Tab and ↓ go on, Shift-Tab and ↑ back (inside a long text ↑ ↓ move there first), Enter goes on (a
 * new line inside a long text), ← → change a choice, Ctrl-S saves, Esc leaves and asks only when
 * something was typed; two buttons at the end do the same. In a choice, typing opens its list. A
 * form taller than its area scrolls. Knows nothing of the ledger: the screen
 * that made it checks and saves.
 *
 * Ctrl-O opens what a field can be filled from: a list, for units with roles a window (unitbox.h),
 * for a date a calendar (daypicker.h), which Ctrl-D, Enter in an empty one and a double click open
 * too. Tab completes the name of a file where something is left to complete. Ctrl-E takes a long
 * text into an editor. Ctrl-S saves also out of these windows, taking what was chosen there.
 */
#pragma once

#include "tui/widget/daypicker.h"
#include "tui/widget/textbox.h"
#include "tui/widget/unitbox.h"

typedef enum {
  FIELD_LINE,     /* one line of text */
  FIELD_DATE,     /* one line with a date, 2026-11-20 from the calendar */
  FIELD_DEADLINE, /* the same as documents print it: 2026年11月20日 */
  FIELD_UNITS,    /* one line of units with their roles: A（牵头）、B（配合） */
  FIELD_PATH,     /* one line that names a file: what is chosen for it takes its place */
  FIELD_PATHS,    /* the same for several, between ； */
  FIELD_TEXT,     /* long text that wraps and grows */
  FIELD_CHOICE,   /* one of choices, or a longer list that opens with Enter or Space */
  FIELD_SHOW,     /* shown, not typed in */
  FIELD_HIDDEN,   /* not even shown: a value that goes along, into drafts too */
} FieldKind;

typedef struct {
  const char *id;    /* stable name, also in drafts: "text" */
  const char *label; /* 进展情况 */
  FieldKind kind;
  gboolean required;          /* marked with *; checked by the screen */
  const char *hint;           /* shown dimmed in the empty field; may be NULL */
  const char *const *choices; /* FIELD_CHOICE: NULL-terminated names; else, when not NULL, names
                                 offered by Ctrl-O to be inserted (several separated by 、; in a
                                 FIELD_PATH in place of what is there); copied */
} FieldSpec;

typedef struct Form Form;

/* title stands above. specs are copied. */
Form *form_new(const char *title, const FieldSpec *specs, gsize count);
void form_free(Form *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

/* The title it was made with. Borrowed. */
const char *form_title(const Form *form);

/* The value of a field; for FIELD_CHOICE the name chosen, at first that of the first choice.
 * Borrowed until the field changes. id must exist. */
const char *form_value(const Form *form, const char *id);

/* What stands beside a field; NULL for an unknown id. Borrowed. */
const char *form_label(const Form *form, const char *id);

/* Sets a value (NULL: ""). With form_mark_clean() afterwards it counts as not typed. An unknown id
 * is ignored (an old draft may have it). */
void form_set_value(Form *form, const char *id, const char *value);

/* The same, and it counts as not typed at once. */
void form_fill(Form *form, const char *id, const char *value);

/* Gives a field other choices (NULL-terminated, copied), as they follow from another field. Its
 * value stays, also where it is none of them. An unknown id is ignored. */
void form_set_choices(Form *form, const char *id, const char *const *choices);

/* Gives a FIELD_TEXT whole sentences for Ctrl-O (NULL-terminated, copied), which are inserted as
 * they stand. An unknown id is ignored. */
void form_set_phrases(Form *form, const char *id, const char *const *phrases);

/* A name that a field may be filled with, and what stands beside it in the list; note may be NULL.
 */
typedef struct {
  char *name, *note;
} FormOffer;

/* An array that frees its FormOffer*. */
GPtrArray *form_offers_new(void);
void form_offers_add(GPtrArray *offers, const char *name, const char *note);

/* What a form asks of whoever made it; data goes along. */
typedef struct {
  gpointer data;
  /* Which days are worked, and today. Borrowed until the event ends. */
  const Calendar *(*calendar)(gpointer data);
  Day (*today)(gpointer data);
  /* The files and folders (with / behind) whose names begin with typed, to stand in its place: an
   * array as of form_offers_new(). Never NULL. */
  GPtrArray *(*files)(gpointer data, const char *typed);
  /* What units may be, NULL-terminated, and the one that is not written: 责任. */
  const char *const *roles;
  gsize role;
  /* Adds the units that text names to box. FALSE and error where one is not known. */
  gboolean (*units)(gpointer data, const char *text, UnitBox *box, GError **error);
} FormHost;

/* Without a host, dates have no calendar, units no window, and no file is completed. Copied. */
void form_set_host(Form *form, const FormHost *host);

/* The day that a field of a date is understood as (DAY_NONE: none), where its calendar opens. */
void form_set_day(Form *form, const char *id, Day day);

/* What its first button, and Ctrl-S with it, does: 预览. NULL: 保存, as of a new form. */
void form_set_verb(Form *form, const char *verb);
const char *form_verb(const Form *form); /* borrowed */

/* The field the cursor is in; NULL: the buttons. Borrowed. FIELD_HIDDEN then. */
const char *form_here(const Form *form);
FieldKind form_kind_here(const Form *form);

/* What Ctrl-O does where the cursor is (选文件); NULL: nothing, the field has no list. Static. */
const char *form_list_verb(const Form *form);

/* What has the keys over the fields. */
typedef enum {
  FORM_OVER_NOTHING,
  FORM_OVER_LIST, /* the list of a field */
  FORM_OVER_CALENDAR,
  FORM_OVER_UNITS,
  FORM_OVER_QUESTION, /* whether to leave what was typed */
} FormOver;

FormOver form_over(const Form *form);

/* TRUE when something differs from the last form_mark_clean(). */
gboolean form_is_dirty(const Form *form);
void form_mark_clean(Form *form);

/* Puts an error below a field and moves there, or stays where a field further up has one too; NULL
 * takes it away, as does a change of the field. */
void form_set_error(Form *form, const char *id, const char *message);
void form_clear_errors(Form *form);

/* What somebody else did with a field meanwhile, below it until it is changed; NULL takes it away.
 * An unknown id is ignored. */
void form_set_news(Form *form, const char *id, const char *news);

/* Who else is at the record, beside the title; NULL: nobody. Returns TRUE where that is new. */
gboolean form_set_note(Form *form, const char *note);

/* A field that another changed while the form was open. */
typedef struct {
  char *id, *label;
  char *mine, *theirs;
  const char *between; /* what stands between both texts where they may be joined; NULL: they may
                          not. Static. */
  gboolean clash;      /* it was typed in, too: a person has to choose */
} FormChange;

/* Takes over into form what is otherwise in fresh, a form of the same record made just now: values
 * of fields that nobody typed in, and choices. What was typed stays; a field that both changed
 * stays as it is, and clashes until form_settle(). An array that frees its FormChange*. */
GPtrArray *form_rebase(Form *form, const Form *fresh);

/* A field that was typed in before, over a value that somebody has changed since: it clashes,
 * unless both are alike. */
void form_doubt(Form *form, const char *id);

/* A clash was decided: value is to be saved, over theirs, which was seen. */
void form_settle(Form *form, const char *id, const char *value, const char *theirs);

/* A remark beside a field (what a date was understood as); NULL takes it away. */
void form_set_remark(Form *form, const char *id, const char *remark);

typedef enum {
  FORM_IGNORED, /* not a key of the form's */
  FORM_HANDLED,
  FORM_CHANGED, /* a value changed */
  FORM_SAVE,  /* Ctrl-S or its button: the screen checks and saves; a value may have changed too */
  FORM_EDIT,  /* Ctrl-E: the long text that the cursor is in is wanted in an editor */
  FORM_LEAVE, /* Esc or its button, confirmed where something was typed */
} FormResult;

/* Feeds an event (key, paste, mouse; others are ignored). */
FormResult form_event(Form *form, const Event *event);

void form_paint(Form *form, Term *term, Area area);

/* What was typed: the values that differ from the last form_mark_clean(), as pairs id, value, id,
 * value …, NULL-terminated, for a draft. The caller g_strfreev()s. */
char **form_typed(const Form *form);
