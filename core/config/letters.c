#include "core/config/letters.h"

#include <string.h>

#include "core/config/document.h"
#include "core/config/nearest.h"
#include "core/config/overlay.h"
#include "core/rules/text.h"

#define KEY_SUBJECT "subject"
#define KEY_TEXT "text"
#define KEY_ASK "ask"

void letters_free(Letters *letters) {
  for (int i = 0; i < LETTER_KIND_COUNT; i++) {
    g_free(letters->letters[i].subject);
    g_free(letters->letters[i].text);
    g_free(letters->letters[i].ask);
  }
  g_free(letters);
}

/* ---- checking --------------------------------------------------------------------------- */

static gboolean fail_unknown(const DocumentNode *node, gsize offset, const char *word, guint blanks,
                             GError **error) {
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (int i = 0; i < LETTER_BLANK_COUNT; i++) {
    if (blanks & 1u << i)
      g_ptr_array_add(known, (gpointer)letter_blank_name((LetterBlank)i));
  }
  g_ptr_array_add(known, NULL);
  const char *nearest = nearest_word(word, (const char *const *)known->pdata);
  if (nearest != NULL)
    return document_fail_inside(node, offset, error, "这里不能填“{%s}”（您是否想写“{%s}”？）", word,
                                nearest);
  g_autofree char *all = g_strjoinv("}、{", (char **)known->pdata);
  return document_fail_inside(node, offset, error, "这里不能填“{%s}”，可以填的有：{%s}", word, all);
}

char *letters_template(const DocumentNode *node, guint blanks, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return NULL;
  const char *text = document_text(node);
  gsize offset;
  g_autofree char *word = NULL;
  if (letter_mistake(text, blanks, &offset, &word)) {
    if (word != NULL)
      fail_unknown(node, offset, word, blanks, error);
    else
      document_fail_inside(node, offset, error,
                           "花括号没有配对；要填的内容写成“{任务}”，文字里请用全角的“｛｝”");
    return NULL;
  }
  char *clean = text_clean(text, TRUE);
  return g_strchomp(clean);
}

static gboolean take(const DocumentNode *entry, const char *key, guint blanks, char **into,
                     GError **error) {
  const DocumentNode *node = document_get(entry, key);
  if (node == NULL)
    return TRUE;
  char *text = letters_template(node, blanks, error);
  if (text == NULL)
    return FALSE;
  g_free(*into);
  *into = text;
  return TRUE;
}

/* Puts what an entry says into letter, which is half changed where it fails. */
static gboolean read_letter(const DocumentNode *entry, LetterKind kind, gboolean whole,
                            Letter *letter, GError **error) {
  const DocumentField fields[] = {
      {KEY_SUBJECT, DOCUMENT_TEXT, whole},
      {KEY_TEXT, DOCUMENT_TEXT, whole},
      {KEY_ASK, DOCUMENT_TEXT, whole},
  };
  guint blanks = letter_blanks(kind), outer = blanks & ~(1u << BLANK_ASK);
  if (!document_expect(entry, fields, G_N_ELEMENTS(fields), error) ||
      !take(entry, KEY_SUBJECT, outer, &letter->subject, error) ||
      !take(entry, KEY_TEXT, blanks, &letter->text, error) ||
      !take(entry, KEY_ASK, outer, &letter->ask, error))
    return FALSE;
  if (strchr(letter->subject, '\n') != NULL)
    return document_fail(document_get(entry, KEY_SUBJECT), error, "主题只能写一行");
  if (!letter_has(letter->text, BLANK_ASK))
    return document_fail(document_get(entry, KEY_TEXT), error,
                         "正文里没有“{要求}”，写的要求会无处可填");
  return TRUE;
}

/* ---- reading ---------------------------------------------------------------------------- */

static gboolean read_entry(const DocumentNode *key, const DocumentNode *entry, gboolean whole,
                           Letters *letters, GError **error) {
  const char *known[LETTER_KIND_COUNT + 1] = {NULL};
  for (int i = 0; i < LETTER_KIND_COUNT; i++) {
    known[i] = letter_kind_code((LetterKind)i);
    if (!g_str_equal(known[i], document_text(key)))
      continue;
    const Letter *before = &letters->letters[i];
    Letter letter = {g_strdup(before->subject), g_strdup(before->text), g_strdup(before->ask)};
    gboolean good = read_letter(entry, (LetterKind)i, whole, &letter, error);
    Letter old = *before;
    if (good)
      letters->letters[i] = letter;
    else
      old = letter;
    g_free(old.subject);
    g_free(old.text);
    g_free(old.ask);
    return good;
  }
  return document_fail_unknown(key, "函件", known, error);
}

static gboolean read_shipped(const char *path, Letters *letters, GError **error) {
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return FALSE;
  DocumentField fields[LETTER_KIND_COUNT];
  for (int i = 0; i < LETTER_KIND_COUNT; i++)
    fields[i] = (DocumentField){letter_kind_code((LetterKind)i), DOCUMENT_MAPPING, TRUE};
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, fields, G_N_ELEMENTS(fields), error))
    return FALSE;
  for (gsize i = 0; i < document_length(root); i++) {
    if (!read_entry(document_key(root, i), document_item(root, i), TRUE, letters, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_own(const DocumentNode *key, const DocumentNode *value, gpointer data,
                         GPtrArray *problems, GError **error) {
  (void)problems;
  return read_entry(key, value, FALSE, data, error);
}

Letters *letters_load(const char *shipped, const char *user, GPtrArray **problems, GError **error) {
  *problems = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Letters) letters = g_new0(Letters, 1);
  if (!read_shipped(shipped, letters, error))
    return NULL;
  overlay_read(user, read_own, letters, *problems);
  return g_steal_pointer(&letters);
}

/* ---- writing ---------------------------------------------------------------------------- */

char *letters_write(const Letters *letters, LetterKind kind, LetterValues *values,
                    const char *words, char **subject) {
  const Letter *letter = &letters->letters[kind];
  g_autofree char *ask = words != NULL ? g_strdup(words) : letter_fill(letter->ask, values);
  letter_values_set(values, BLANK_ASK, ask);
  if (subject != NULL)
    *subject = letter_fill(letter->subject, values);
  return letter_fill(letter->text, values);
}
