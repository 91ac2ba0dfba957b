#include "core/config/phrases.h"

#include "core/config/document.h"
#include "core/config/letters.h"
#include "core/config/overlay.h"

static const char *const USES[PHRASES_USE_COUNT + 1] = {
    [PHRASES_PROGRESS] = "progress",
    [PHRASES_ANSWER] = "answer",
    [PHRASES_EXTENSION] = "extension",
};

void phrases_free(Phrases *phrases) {
  for (int use = 0; use < PHRASES_USE_COUNT; use++)
    g_ptr_array_unref(phrases->texts[use]);
  g_free(phrases);
}

/* ---- reading ---------------------------------------------------------------------------- */

/* Adds the phrases of a list. With problems, what is wrong is left out and told there. */
static gboolean read_list(const DocumentNode *list, GPtrArray *texts, GPtrArray *problems,
                          GError **error) {
  if (!document_expect_type(list, DOCUMENT_SEQUENCE, error))
    return FALSE;
  for (gsize i = 0; i < document_length(list); i++) {
    g_autoptr(GError) mistake = NULL;
    char *text = letters_template(document_item(list, i), PHRASES_BLANKS, &mistake);
    if (text != NULL) {
      g_ptr_array_add(texts, text);
    } else if (problems != NULL) {
      g_ptr_array_add(problems, g_strdup(mistake->message));
    } else {
      g_propagate_error(error, g_steal_pointer(&mistake));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean read_use(const DocumentNode *key, const DocumentNode *list, Phrases *phrases,
                         GPtrArray *problems, GError **error) {
  for (int use = 0; use < PHRASES_USE_COUNT; use++) {
    if (g_str_equal(document_text(key), USES[use]))
      return read_list(list, phrases->texts[use], problems, error);
  }
  return document_fail_unknown(key, "常用语", USES, error);
}

static gboolean read_shipped(const char *path, Phrases *phrases, GError **error) {
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return FALSE;
  DocumentField fields[PHRASES_USE_COUNT];
  for (int use = 0; use < PHRASES_USE_COUNT; use++)
    fields[use] = (DocumentField){USES[use], DOCUMENT_SEQUENCE, TRUE};
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, fields, G_N_ELEMENTS(fields), error))
    return FALSE;
  for (gsize i = 0; i < document_length(root); i++) {
    if (!read_use(document_key(root, i), document_item(root, i), phrases, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_own(const DocumentNode *key, const DocumentNode *list, gpointer data,
                         GPtrArray *problems, GError **error) {
  return read_use(key, list, data, problems, error);
}

Phrases *phrases_load(const char *shipped, const char *user, GPtrArray **problems, GError **error) {
  *problems = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Phrases) phrases = g_new0(Phrases, 1);
  for (int use = 0; use < PHRASES_USE_COUNT; use++)
    phrases->texts[use] = g_ptr_array_new_with_free_func(g_free);
  overlay_read(user, read_own, phrases, *problems);
  if (!read_shipped(shipped, phrases, error))
    return NULL;
  return g_steal_pointer(&phrases);
}

/* ---- filling in ------------------------------------------------------------------------- */

char **phrases_fill(const Phrases *phrases, PhrasesUse use, const LetterValues *values) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GStrvBuilder) filled = g_strv_builder_new();
  for (guint i = 0; i < phrases->texts[use]->len; i++) {
    char *text = letter_fill(phrases->texts[use]->pdata[i], values);
    if (g_hash_table_contains(seen, text)) {
      g_free(text);
      continue;
    }
    g_strv_builder_add(filled, text);
    g_hash_table_add(seen, text);
  }
  return g_strv_builder_end(filled);
}
