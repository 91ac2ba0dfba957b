#include "tui/screen/form_phrases.h"

#include "core/config/places.h"
#include "core/model/letter_values.h"

static void set_values(LetterValues *values, const Task *task, Day day) {
  g_autofree char *month = g_strdup_printf("%d月", day_civil(day).month);
  g_autofree char *units = letter_values_units(task);
  letter_values_set(values, BLANK_GOAL, task->goal);
  letter_values_set(values, BLANK_UNITS, units);
  letter_values_set(values, BLANK_MONTH, month);
  letter_values_set_day(values, BLANK_DATE, day);
}

void form_offer_phrases(App *app, Form *form, const char *id, PhrasesUse use, const Task *task,
                        Day day) {
  g_autofree char *shipped = places_shipped("data/phrases.yaml");
  g_autofree char *own = places_config("phrases.yaml");
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Phrases) phrases = phrases_load(shipped, own, &problems, &error);
  if (problems->len > 0)
    app_notice(app, "%s", (const char *)problems->pdata[0]);
  if (phrases == NULL) { /* the form works without them */
    app_notice(app, "%s", error->message);
    return;
  }
  g_auto(LetterValues) values = {{NULL}};
  set_values(&values, task, day);
  g_auto(GStrv) texts = phrases_fill(phrases, use, &values);
  form_set_phrases(form, id, (const char *const *)texts);
}
