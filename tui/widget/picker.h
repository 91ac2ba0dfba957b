/* picker.h: a window to choose from a list by typing part of a name, or with the arrows. */
#pragma once

#include "tui/term/term.h"

typedef struct {
  const char *name;  /* what is matched and shown */
  const char *extra; /* shown at the right, matched too; may be NULL */
  const char *alias; /* matched only (an English name); may be NULL */
  const char *group; /* stands above those of a group until something is typed; may be NULL */
  const char *help;  /* a sentence, shown below while it is chosen; may be NULL */
  gboolean dim;      /* shown with less weight: it can be chosen, but not done */
  double bar;        /* how long a bar stands before extra, of 1; 0: none */
} PickerItem;

typedef struct Picker Picker;

/* Items are copied. */
Picker *picker_new(const char *title, const PickerItem *items, gsize count);
void picker_free(Picker *picker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picker, picker_free)

/* Some words to stand above the list; NULL: none. */
void picker_preface(Picker *picker, const char *text);

/* What is said where nothing is found, to lead to where there is more; NULL: to try other words. */
void picker_elsewhere(Picker *picker, const char *text);

/* Lets a number be typed too: it then stands before what matches, in words that have one %d for it.
 * words is static. */
void picker_take_numbers(Picker *picker, const char *words);

/* Chooses the item at index to begin with. */
void picker_choose(Picker *picker, gsize index);

/* TRUE with the place of the item that Enter would take now in *index; FALSE where nothing matches.
 */
gboolean picker_current(const Picker *picker, gsize *index);

typedef enum { PICKER_OPEN, PICKER_CHOSEN, PICKER_NUMBER, PICKER_LEFT } PickerResult;

/* Feeds an event. On PICKER_CHOSEN, *index is the item's place in items as given; on PICKER_NUMBER
 * the number that was typed. Characters go to the filter; words are ANDed, case ignored; letters
 * find names by the initials of their pinyin (initials.h), too. */
PickerResult picker_event(Picker *picker, const Event *event, gsize *index);

/* TRUE once the person has typed in it or moved: what is chosen then was looked for. */
gboolean picker_is_used(const Picker *picker);

/* Paints the window in the middle of area, over what is there. */
void picker_paint(Picker *picker, Term *term, Area area);
