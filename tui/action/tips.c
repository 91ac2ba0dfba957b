#include "tui/action/tips.h"

#include <string.h>

#include "core/config/document.h"
#include "core/rules/text.h"
#include "tui/action/action.h"

#define MARK "{key:"
#define MARK_END '}'

void tips_free(Tips *tips) {
  if (tips == NULL)
    return;
  g_clear_pointer(&tips->tips, g_ptr_array_unref);
  g_clear_pointer(&tips->tour, g_ptr_array_unref);
  g_free(tips);
}

/* ---- keys ------------------------------------------------------------------------------- */

/* Where an action has its own key: the first context it is in. */
static char *key_of(const Keymap *keymap, ActionId id) {
  const Action *action = action_get(id);
  for (int context = 0; context < CONTEXT_COUNT; context++) {
    if (!(action->contexts & (guint64)1 << context))
      continue;
    Place place = {.context = (Context)context,
                   .list = context == CONTEXT_LIST,
                   .tasks = context == CONTEXT_TASKS};
    if (place.list || place.tasks)
      place.context = CONTEXT_GLOBAL;
    char *key = action_keys_text(keymap, place, id, 1);
    if (*key != '\0')
      return key;
    g_free(key);
  }
  return NULL;
}

/* The next {key:NAME} of a line: where it begins and ends, and the action's name. FALSE where there
 * is none. */
static gboolean next_mark(const char *line, const char **begin, const char **end, char **name) {
  *begin = strstr(line, MARK);
  if (*begin == NULL)
    return FALSE;
  const char *close = strchr(*begin, MARK_END);
  if (close == NULL)
    return FALSE;
  const char *first = *begin + strlen(MARK);
  *name = g_strndup(first, (gsize)(close - first));
  *end = close + 1;
  return TRUE;
}

char *tips_fill(const Keymap *keymap, const char *line) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *begin, *end;
  char *found;
  while (next_mark(line, &begin, &end, &found)) {
    g_autofree char *name = found;
    ActionId id = action_by_name(name);
    g_autofree char *key = id != ACTION_NONE ? key_of(keymap, id) : NULL;
    if (key == NULL)
      return NULL;
    g_string_append_len(text, line, begin - line);
    g_string_append(text, key);
    line = end;
  }
  g_string_append(text, line);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean check_line(const DocumentNode *node, const char *const *actions, GError **error) {
  const char *line = document_text(node), *begin, *end;
  char *found;
  while (next_mark(line, &begin, &end, &found)) {
    g_autofree char *name = found;
    if (action_by_name(name) == ACTION_NONE)
      return document_fail_unknown(node, "动作", actions, error);
    line = end;
  }
  return TRUE;
}

static GPtrArray *read_lines(const DocumentNode *list, GError **error) {
  g_autofree const char **actions = action_names();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < document_length(list); i++) {
    const DocumentNode *node = document_item(list, i);
    if (!document_expect_type(node, DOCUMENT_TEXT, error) || !check_line(node, actions, error))
      return NULL;
    g_ptr_array_add(lines, text_clean(document_text(node), FALSE));
  }
  if (lines->len == 0) {
    document_fail(list, error, "至少要有一条");
    return NULL;
  }
  return g_steal_pointer(&lines);
}

Tips *tips_load(const char *path, GError **error) {
  static const DocumentField fields[] = {{"tips", DOCUMENT_SEQUENCE, TRUE},
                                         {"tour", DOCUMENT_SEQUENCE, TRUE}};
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return NULL;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, fields, G_N_ELEMENTS(fields), error))
    return NULL;
  g_autoptr(Tips) tips = g_new0(Tips, 1);
  if ((tips->tips = read_lines(document_get(root, "tips"), error)) == NULL ||
      (tips->tour = read_lines(document_get(root, "tour"), error)) == NULL)
    return NULL;
  return g_steal_pointer(&tips);
}

/* ---- the day's -------------------------------------------------------------------------- */

static gboolean is_allowed(const char *line, TipsAllow allows, gpointer data) {
  const char *begin, *end;
  char *found;
  while (allows != NULL && next_mark(line, &begin, &end, &found)) {
    g_autofree char *name = found;
    if (!allows(data, action_by_name(name)))
      return FALSE;
    line = end;
  }
  return TRUE;
}

char *tips_of_day(const Tips *tips, const Keymap *keymap, TipsAllow allows, gpointer data, Day day,
                  int width) {
  for (guint i = 0; i < tips->tips->len; i++) {
    const char *line = tips->tips->pdata[(day + i) % tips->tips->len];
    char *tip = is_allowed(line, allows, data) ? tips_fill(keymap, line) : NULL;
    if (tip != NULL && text_width(tip) <= width)
      return tip;
    g_free(tip);
  }
  return NULL;
}
