#include "core/config/keymap.h"

#include <string.h>

#include "core/config/document.h"

/* One action in one context. Both words are borrowed from the keymap's lists. */
typedef struct {
  const char *context;
  const char *action;
  GArray *keys; /* of Key */
} Binding;

struct Keymap {
  char **contexts;
  char **actions;
  GPtrArray *bindings; /* of Binding, in the order of the file */
  GHashTable *found;   /* Binding (by context and action) → itself */
};

static guint binding_hash(gconstpointer data) {
  const Binding *binding = data;
  return g_str_hash(binding->context) * 31 + g_str_hash(binding->action);
}

static gboolean binding_equal(gconstpointer a, gconstpointer b) {
  const Binding *left = a, *right = b;
  return strcmp(left->context, right->context) == 0 && strcmp(left->action, right->action) == 0;
}

static void binding_free(Binding *binding) {
  g_array_unref(binding->keys);
  g_free(binding);
}

void keymap_free(Keymap *keymap) {
  g_strfreev(keymap->contexts);
  g_strfreev(keymap->actions);
  g_hash_table_unref(keymap->found);
  g_ptr_array_unref(keymap->bindings);
  g_free(keymap);
}

static Binding *find_binding(const Keymap *keymap, const char *context, const char *action) {
  return g_hash_table_lookup(keymap->found, &(Binding){.context = context, .action = action});
}

static gboolean has_key(const GArray *keys, Key key) {
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index(keys, Key, i) == key)
      return TRUE;
  return FALSE;
}

/* Takes the keys of other away from binding. */
static void remove_keys(Binding *binding, const GArray *others) {
  for (guint i = binding->keys->len; i-- > 0;)
    if (has_key(others, g_array_index(binding->keys, Key, i)))
      g_array_remove_index(binding->keys, i);
}

static void put_keys(Keymap *keymap, const char *context, const char *action, GArray *keys) {
  for (guint i = 0; i < keymap->bindings->len; i++) {
    Binding *other = keymap->bindings->pdata[i];
    if (other->context == context) /* both are words of the keymap's lists */
      remove_keys(other, keys);
  }
  Binding *binding = find_binding(keymap, context, action);
  if (binding == NULL) {
    binding = g_new0(Binding, 1);
    binding->context = context;
    binding->action = action;
    g_ptr_array_add(keymap->bindings, binding);
    g_hash_table_add(keymap->found, binding);
  } else {
    g_array_unref(binding->keys);
  }
  binding->keys = g_array_ref(keys);
}

/* --- reading --- */

/* The known word that node holds, or NULL and error. */
static const char *read_word(const DocumentNode *node, const char *what, char *const *known,
                             GError **error) {
  for (gsize i = 0; known[i] != NULL; i++)
    if (strcmp(known[i], document_text(node)) == 0)
      return known[i];
  document_fail_unknown(node, what, (const char *const *)known, error);
  return NULL;
}

/* Adds the key that node names to keys. taken: keys of this context the file has given before, by
 * the line that gave them. */
static gboolean read_key(const DocumentNode *node, GHashTable *taken, GArray *keys,
                         GError **error) {
  const char *name = document_text(node);
  if (name == NULL)
    return document_fail(node, error, "应为键名，例如 j、F5、Ctrl-S、[j, Down]");
  Key key = key_parse(name);
  if (key == KEY_NONE)
    return document_fail(node, error,
                         "不认识的键名 \"%s\"，可以写：单个字符、Space、Enter、Tab、Esc、"
                         "Backspace、Up、Down、Left、Right、Home、End、PageUp、PageDown、Insert、"
                         "Delete、F1 至 F12，前面可加 Ctrl-、Alt-、Shift-",
                         name);
  const char *owner = g_hash_table_lookup(taken, GUINT_TO_POINTER(key));
  if (owner != NULL)
    return document_fail(node, error, "按键 \"%s\" 重复：上面已经给了动作 \"%s\"", name, owner);
  if (has_key(keys, key))
    return document_fail(node, error, "按键 \"%s\" 写了两次", name);
  g_array_append_val(keys, key);
  return TRUE;
}

/* The keys of one action: one name, or a list of names. NULL and error on a mistake. */
static GArray *read_keys(const DocumentNode *node, GHashTable *taken, GError **error) {
  g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(Key));
  gsize count = document_length(node);
  if (document_text(node) != NULL || !document_expect_type(node, DOCUMENT_SEQUENCE, NULL)) {
    if (!read_key(node, taken, keys, error))
      return NULL;
  } else {
    for (gsize i = 0; i < count; i++)
      if (!read_key(document_item(node, i), taken, keys, error))
        return NULL;
  }
  return g_steal_pointer(&keys);
}

/* One action of one context; what it takes is noted in taken. */
static gboolean read_action(Keymap *keymap, const char *context, const DocumentNode *key,
                            const DocumentNode *value, GHashTable *taken, GError **error) {
  const char *action = read_word(key, "动作", keymap->actions, error);
  if (action == NULL)
    return FALSE;
  g_autoptr(GArray) keys = read_keys(value, taken, error);
  if (keys == NULL)
    return FALSE;
  put_keys(keymap, context, action, keys);
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_insert(taken, GUINT_TO_POINTER(g_array_index(keys, Key, i)), (char *)action);
  return TRUE;
}

/* Notes a mistake in problems and goes on; without problems, the mistake is the end of it. */
static gboolean note(GPtrArray *problems, GError **mistake, GError **error) {
  if (problems == NULL) {
    g_propagate_error(error, g_steal_pointer(mistake));
    return FALSE;
  }
  g_ptr_array_add(problems, g_strdup((*mistake)->message));
  g_clear_error(mistake);
  return TRUE;
}

static gboolean read_context(Keymap *keymap, const DocumentNode *key, const DocumentNode *value,
                             GPtrArray *problems, GError **error) {
  g_autoptr(GError) mistake = NULL;
  const char *context = read_word(key, "界面", keymap->contexts, &mistake);
  if (context == NULL || !document_expect_type(value, DOCUMENT_MAPPING, &mistake))
    return note(problems, &mistake, error);
  g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
  for (gsize i = 0; i < document_length(value); i++)
    if (!read_action(keymap, context, document_key(value, i), document_item(value, i), taken,
                     &mistake) &&
        !note(problems, &mistake, error))
      return FALSE;
  return TRUE;
}

/* Strict where problems is NULL. */
static gboolean read_contexts(Keymap *keymap, const Document *document, GPtrArray *problems,
                              GError **error) {
  const DocumentNode *root = document_root(document);
  g_autoptr(GError) mistake = NULL;
  if (!document_expect_type(root, DOCUMENT_MAPPING, &mistake))
    return note(problems, &mistake, error);
  for (gsize i = 0; i < document_length(root); i++)
    if (!read_context(keymap, document_key(root, i), document_item(root, i), problems, error))
      return FALSE;
  return TRUE;
}

Keymap *keymap_load(const char *path, const char *const *contexts, const char *const *actions,
                    GError **error) {
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return NULL;
  g_autoptr(Keymap) keymap = g_new0(Keymap, 1);
  keymap->contexts = g_strdupv((char **)contexts);
  keymap->actions = g_strdupv((char **)actions);
  keymap->bindings = g_ptr_array_new_with_free_func((GDestroyNotify)binding_free);
  keymap->found = g_hash_table_new(binding_hash, binding_equal);
  return read_contexts(keymap, document, NULL, error) ? g_steal_pointer(&keymap) : NULL;
}

gboolean keymap_overlay(Keymap *keymap, const char *path, GPtrArray **problems, GError **error) {
  *problems = g_ptr_array_new_with_free_func(g_free);
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr(GError) failure = NULL;
  g_autoptr(Document) document = document_load(path, &failure);
  if (document != NULL)
    return read_contexts(keymap, document, *problems, error);
  if (g_error_matches(failure, DOCUMENT_ERROR, DOCUMENT_ERROR_EMPTY))
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&failure));
  return FALSE;
}

/* --- asking --- */

const char *keymap_action(const Keymap *keymap, const char *context, Key key) {
  for (guint i = 0; i < keymap->bindings->len; i++) {
    const Binding *binding = keymap->bindings->pdata[i];
    if (strcmp(binding->context, context) == 0 && has_key(binding->keys, key))
      return binding->action;
  }
  return NULL;
}

GArray *keymap_keys(const Keymap *keymap, const char *context, const char *action) {
  GArray *keys = g_array_new(FALSE, FALSE, sizeof(Key));
  const Binding *binding = find_binding(keymap, context, action);
  if (binding != NULL)
    g_array_append_vals(keys, binding->keys->data, binding->keys->len);
  return keys;
}
