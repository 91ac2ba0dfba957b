#include "tui/action/compose.h"

#include "core/config/places.h"
#include "core/rules/text.h"

Letters *compose_letters(GPtrArray **problems, GError **error) {
  g_autofree char *shipped = places_shipped("data/letters.yaml");
  g_autofree char *own = places_config("letters.yaml");
  return letters_load(shipped, own, problems, error);
}

void composed_clear(Composed *composed) {
  g_clear_pointer(&composed->subject, g_free);
  g_clear_pointer(&composed->text, g_free);
  g_clear_pointer(&composed->ask, g_free);
}

static void write_letter(const Letters *letters, LetterKind kind, LetterValues *values,
                         const char *words, Composed *composed) {
  composed->text = letters_write(letters, kind, values, words, &composed->subject);
  composed->ask = g_strdup(values->texts[BLANK_ASK]);
}

gboolean compose_nudge(Db *db, const Reckoning *reckoning, const Letters *letters, const Task *task,
                       const char *who, const char *words, Composed *composed, GError **error) {
  g_auto(LetterValues) values = {0};
  if (!letter_values_of_task(db, reckoning, task, who, &values, error))
    return FALSE;
  write_letter(letters, LETTER_NUDGE, &values, words, composed);
  return TRUE;
}

gboolean compose_notice(Db *db, const Reckoning *reckoning, const Letters *letters,
                        const Task *task, const char *who, int level, Day answer_by,
                        const char *words, Composed *composed, GError **error) {
  g_auto(LetterValues) values = {0};
  if (!letter_values_of_task(db, reckoning, task, who, &values, error))
    return FALSE;
  letter_values_of_notice(&values, level, answer_by);
  write_letter(letters, letter_of_level(level), &values, words, composed);
  return TRUE;
}

char *compose_pages(const char *const *texts, int columns) {
  g_autoptr(GString) pages = g_string_new(NULL);
  g_autofree char *rule = g_strnfill((gsize)MAX(columns, 1), '-');
  for (gsize i = 0; texts[i] != NULL; i++) {
    g_autofree char *clean = text_clean(texts[i], TRUE); /* an old file may hold anything */
    g_autofree char *page = letter_page(clean, columns);
    if (i > 0)
      g_string_append_printf(pages, "\n%s\n\n", rule);
    g_string_append(pages, page);
  }
  return g_string_free(g_steal_pointer(&pages), FALSE);
}
