#include "core/config/theme.h"

#include "core/config/theme_colour.h"

#include <stdlib.h>
#include <string.h>

#include "core/config/document.h"

static const char *const role_names[THEME_ROLE_COUNT + 1] = {
    [THEME_TEXT] = "text",
    [THEME_DIM] = "dim",
    [THEME_STRONG] = "strong",
    [THEME_TAB] = "tab",
    [THEME_TAB_CURRENT] = "tab-current",
    [THEME_HEADER] = "header",
    [THEME_GROUP] = "group",
    [THEME_SELECTED] = "selected",
    [THEME_RULE] = "rule",
    [THEME_LABEL] = "label",
    [THEME_FIELD] = "field",
    [THEME_FIELD_CURRENT] = "field-current",
    [THEME_HINT] = "hint",
    [THEME_HINT_CURRENT] = "hint-current",
    [THEME_MATCH] = "match",
    [THEME_FILLED] = "filled",
    [THEME_RED] = "red",
    [THEME_AMBER] = "amber",
    [THEME_GREEN] = "green",
    [THEME_BLUE] = "blue",
    [THEME_GREY] = "grey",
    [THEME_BAR] = "bar",
    [THEME_BAR_REST] = "bar-rest",
    [THEME_KEY] = "key",
    [THEME_FOOTER] = "footer",
    [THEME_NOTICE] = "notice",
    [THEME_ERROR] = "error",
};

static const ThemeStyle plain_style = {
    .foreground = THEME_DEFAULT_COLOUR,
    .background = THEME_DEFAULT_COLOUR,
};

const char *theme_role_name(ThemeRole role) {
  return role_names[role];
}

/* --- reading --- */

#define NO_COLOUR (-2)

/* #rrggbb; NO_COLOUR where word is none. */
static int parse_rgb(const char *word) {
  static const char digits[] = "0123456789abcdefABCDEF";
  if (strlen(word) != strlen("#rrggbb") || strspn(word + 1, digits) != strlen("rrggbb"))
    return NO_COLOUR;
  return THEME_RGB + (int)strtol(word + 1, NULL, 16);
}

/* The number of a colour's name; NO_COLOUR where word is none. */
static int parse_colour(const char *word) {
  static const char *const names[] = {"black", "red",     "green", "yellow",
                                      "blue",  "magenta", "cyan",  "white"};
  if (strcmp(word, "default") == 0)
    return THEME_DEFAULT_COLOUR;
  if (word[0] == '#')
    return parse_rgb(word);
  gboolean bright = g_str_has_prefix(word, "bright-");
  for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
    if (strcmp(bright ? word + strlen("bright-") : word, names[i]) == 0)
      return bright ? i + COLOURS_BASIC : i;
  if (strlen(word) == 0 || strlen(word) > 3 || strspn(word, "0123456789") != strlen(word))
    return NO_COLOUR;
  int number = atoi(word);
  return number <= 255 ? number : NO_COLOUR;
}

static gboolean parse_attribute(const char *word, ThemeStyle *style) {
  if (strcmp(word, "bold") == 0)
    style->bold = TRUE;
  else if (strcmp(word, "dim") == 0)
    style->dim = TRUE;
  else if (strcmp(word, "underline") == 0)
    style->underline = TRUE;
  else if (strcmp(word, "reverse") == 0)
    style->reverse = TRUE;
  else
    return FALSE;
  return TRUE;
}

/* Reads a colour where word is one. FALSE and error where it is none, or above most. */
static gboolean read_colour(const DocumentNode *node, const char *role, const char *word, int most,
                            int *colour, GError **error) {
  *colour = parse_colour(word);
  if (*colour == NO_COLOUR)
    return document_fail(
        node, error,
        "角色 %s：不认识的颜色 \"%s\"，可以写：default、black、red、green、yellow、"
        "blue、magenta、cyan、white（前面可加 bright-）、0 至 255 或 #rrggbb",
        role, word);
  if (*colour > most)
    return document_fail(node, error, "角色 %s：这里只能用 8 种基本颜色，\"%s\" 不在其中", role,
                         word);
  return TRUE;
}

static char **split_words(const char *text) {
  char **words = g_strsplit_set(text, " \t\n", -1);
  gsize count = 0;
  for (char **word = words; *word != NULL; word++) {
    if ((*word)[0] != '\0')
      words[count++] = *word;
    else
      g_free(*word);
  }
  words[count] = NULL;
  return words;
}

/* most: the highest colour number allowed. */
static gboolean read_style(const DocumentNode *node, const char *role, int most, ThemeStyle *style,
                           GError **error) {
  if (!document_is(node, DOCUMENT_TEXT))
    return document_fail(node, error,
                         "角色 %s：应为文字，写法是：[字色] [on 底色] [bold] [dim] [underline] "
                         "[reverse]；#rrggbb 要加引号",
                         role);
  *style = plain_style;
  g_auto(GStrv) words = split_words(document_text(node));
  for (char **word = words; *word != NULL; word++) {
    if (strcmp(*word, "on") == 0) {
      if (word[1] == NULL)
        return document_fail(node, error, "角色 %s：\"on\" 后面要写底色；#rrggbb 要加引号", role);
      if (!read_colour(node, role, *++word, most, &style->background, error))
        return FALSE;
    } else if (!parse_attribute(*word, style)) {
      if (word != words)
        return document_fail(node, error,
                             "角色 %s：不认识的样式 \"%s\"；写法是：[字色] [on 底色] [bold] [dim] "
                             "[underline] [reverse]",
                             role, *word);
      if (!read_colour(node, role, *word, most, &style->foreground, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* Reads a mapping of role names to styles. given: set to TRUE for each role in it. */
static gboolean read_roles(const DocumentNode *roles, int most, ThemeStyle *styles, gboolean *given,
                           GError **error) {
  for (gsize i = 0; i < document_length(roles); i++) {
    const DocumentNode *key = document_key(roles, i);
    int role = 0;
    while (role < THEME_ROLE_COUNT && strcmp(role_names[role], document_text(key)) != 0)
      role++;
    if (role == THEME_ROLE_COUNT)
      return document_fail_unknown(key, "角色", role_names, error);
    if (!read_style(document_item(roles, i), role_names[role], most, &styles[role], error))
      return FALSE;
    given[role] = TRUE;
  }
  return TRUE;
}

static Theme *theme_new(const char *title) {
  Theme *theme = g_new0(Theme, 1);
  theme->title = g_strdup(title);
  for (int role = 0; role < THEME_ROLE_COUNT; role++)
    theme->styles[role] = theme->basic[role] = plain_style;
  return theme;
}

Theme *theme_load(const char *path, GError **error) {
  static const DocumentField fields[] = {
      {"title", DOCUMENT_TEXT, TRUE},
      {"roles", DOCUMENT_MAPPING, TRUE},
      {"basic", DOCUMENT_MAPPING, FALSE},
  };
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return NULL;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, fields, G_N_ELEMENTS(fields), error))
    return NULL;

  g_autoptr(Theme) theme = theme_new(document_get_text(root, "title"));
  gboolean given[THEME_ROLE_COUNT] = {FALSE};
  if (!read_roles(document_get(root, "roles"), THEME_RGB + 0xffffff, theme->styles, given, error) ||
      !read_roles(document_get(root, "basic"), COLOURS_BASIC - 1, theme->basic, theme->has_basic,
                  error))
    return NULL;
  if (!given[THEME_HINT_CURRENT]) { /* a theme from before there was such a role */
    theme->styles[THEME_HINT_CURRENT] = theme->styles[THEME_HINT];
    theme->basic[THEME_HINT_CURRENT] = theme->basic[THEME_HINT];
    given[THEME_HINT_CURRENT] = given[THEME_HINT];
    theme->has_basic[THEME_HINT_CURRENT] |= theme->has_basic[THEME_HINT];
  }
  for (int role = 0; role < THEME_ROLE_COUNT; role++)
    if (given[role] && !theme->has_basic[role])
      theme->basic[role] = theme_colour_reduce(theme->styles[role], COLOURS_BASIC);
  return g_steal_pointer(&theme);
}

Theme *theme_plain(void) {
  Theme *theme = theme_new("无色");
  static const struct {
    ThemeRole role;
    gboolean bold, underline, reverse;
  } looks[] = {
      {THEME_STRONG, TRUE, FALSE, FALSE},       {THEME_TAB_CURRENT, TRUE, FALSE, TRUE},
      {THEME_HEADER, FALSE, TRUE, FALSE},       {THEME_GROUP, TRUE, FALSE, FALSE},
      {THEME_SELECTED, FALSE, FALSE, TRUE},     {THEME_FIELD, FALSE, TRUE, FALSE},
      {THEME_FIELD_CURRENT, FALSE, TRUE, TRUE}, {THEME_MATCH, TRUE, TRUE, FALSE},
      {THEME_FILLED, FALSE, TRUE, FALSE},       {THEME_RED, TRUE, FALSE, FALSE},
      {THEME_BAR, FALSE, FALSE, TRUE},          {THEME_KEY, TRUE, FALSE, FALSE},
      {THEME_ERROR, TRUE, FALSE, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(looks); i++) {
    ThemeStyle *style = &theme->styles[looks[i].role];
    style->bold = looks[i].bold;
    style->underline = looks[i].underline;
    style->reverse = looks[i].reverse;
    theme->basic[looks[i].role] = *style;
  }
  return theme;
}

void theme_free(Theme *theme) {
  g_free(theme->title);
  g_free(theme);
}
