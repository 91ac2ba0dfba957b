#include "core/config/theme.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "core/config/document.h"

#define LEAST_CONTRAST 3.5 /* of what is written and what is behind it */

/* Loads a theme with these lines below its title. */
static Theme *load(const char *lines, GError **error) {
  g_autofree char *folder = g_dir_make_tmp("theme-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "甲.yaml", NULL);
  g_autofree char *text = g_strconcat("title: 甲\n", lines, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  Theme *theme = theme_load(path, error);
  g_unlink(path);
  g_rmdir(folder);
  return theme;
}

static void looks(ThemeStyle style, int foreground, int background, const char *attributes) {
  g_autofree char *found = g_strdup_printf("%s%s%s%s", style.bold ? "b" : "", style.dim ? "d" : "",
                                           style.underline ? "u" : "", style.reverse ? "r" : "");
  g_assert_cmpint(style.foreground, ==, foreground);
  g_assert_cmpint(style.background, ==, background);
  g_assert_cmpstr(found, ==, attributes);
}

static void test_styles(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = load("roles:\n"
                                "  dim: 245\n"
                                "  strong: bold\n"
                                "  tab: 250 on 236 bold dim underline reverse\n"
                                "  tab-current: on  red\n"
                                "  header: bright-cyan\n"
                                "  group: reverse on bright-black\n"
                                "  hint: 245 on 235\n"
                                "  key: default on default\n",
                                &error);
  g_assert_no_error(error);
  g_assert_cmpstr(theme->title, ==, "甲");
  looks(theme->styles[THEME_DIM], 245, -1, "");
  looks(theme->styles[THEME_STRONG], -1, -1, "b");
  looks(theme->styles[THEME_TAB], 250, 236, "bdur");
  looks(theme->styles[THEME_TAB_CURRENT], -1, 1, "");
  looks(theme->styles[THEME_HEADER], 14, -1, "");
  looks(theme->styles[THEME_GROUP], -1, 8, "r");
  looks(theme->styles[THEME_HINT], 245, 235, "");
  looks(theme->styles[THEME_HINT_CURRENT], 245, 235, "");
  looks(theme->styles[THEME_KEY], -1, -1, "");
  looks(theme->styles[THEME_TEXT], -1, -1, "");
  looks(theme->basic[THEME_TEXT], -1, -1, "");
}

static void test_basic(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = load("roles:\n"
                                "  red: 203 bold\n"
                                "  amber: 214\n"
                                "  green: 71\n"
                                "  grey: 245\n"
                                "  header: 25\n"
                                "  key: bright-cyan on bright-red\n"
                                "  rule: 240\n"
                                "  text: 16\n"
                                "  tab: 250 on 254\n"
                                "  dim: 0 on 231\n"
                                "  notice: 5 on 6\n"
                                "  match: 16 on 179\n"
                                "basic:\n"
                                "  match: yellow reverse\n"
                                "  bar: 2\n",
                                &error);
  g_assert_no_error(error);
  looks(theme->basic[THEME_RED], 1, -1, "b");
  looks(theme->basic[THEME_AMBER], 3, -1, "");
  looks(theme->basic[THEME_GREEN], 2, -1, "");
  looks(theme->basic[THEME_GREY], 7, -1, "");
  looks(theme->basic[THEME_HEADER], 4, -1, "");
  looks(theme->basic[THEME_KEY], 6, 1, "");
  looks(theme->basic[THEME_RULE], -1, -1, "");
  looks(theme->basic[THEME_TEXT], -1, -1, "");
  looks(theme->basic[THEME_TAB], -1, -1, "r");
  looks(theme->basic[THEME_DIM], 0, 7, "");
  looks(theme->basic[THEME_NOTICE], 5, 6, "");
  looks(theme->basic[THEME_MATCH], 3, -1, "r");
  looks(theme->basic[THEME_BAR], 2, -1, "");
  looks(theme->styles[THEME_MATCH], 16, 179, "");
  looks(theme->styles[THEME_BAR], -1, -1, "");
}

/* Colours by their parts, and what becomes of them with fewer. */
static void test_depths(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = load("roles:\n"
                                "  red: \"#D75f5f on #1c1c1c bold\"\n"
                                "  amber: \"#fe8801\"\n"
                                "  green: \"#000001 on #000000\"\n"
                                "  header: bright-cyan\n"
                                "  key: 110 underline\n"
                                "  match: 16 on 179\n"
                                "basic:\n"
                                "  key: yellow\n",
                                &error);
  g_assert_no_error(error);
  looks(theme_style(theme, THEME_RED, THEME_DEPTH_TRUE), THEME_RGB + 0xd75f5f, THEME_RGB + 0x1c1c1c,
        "b");
  looks(theme_style(theme, THEME_RED, THEME_DEPTH_256), 167, 234, "b");
  looks(theme_style(theme, THEME_AMBER, THEME_DEPTH_256), 208, -1, "");
  looks(theme_style(theme, THEME_AMBER, THEME_DEPTH_16), 3, -1, "");
  looks(theme_style(theme, THEME_RED, THEME_DEPTH_16), 8, 0, "b");
  looks(theme_style(theme, THEME_RED, THEME_DEPTH_NONE), -1, -1, "br");
  looks(theme_style(theme, THEME_GREEN, THEME_DEPTH_16), -1, -1, "r");
  looks(theme_style(theme, THEME_HEADER, THEME_DEPTH_TRUE), 14, -1, "");
  looks(theme_style(theme, THEME_HEADER, THEME_DEPTH_256), 14, -1, "");
  looks(theme_style(theme, THEME_HEADER, THEME_DEPTH_16), 14, -1, "");
  looks(theme_style(theme, THEME_HEADER, THEME_DEPTH_8), 6, -1, "");
  looks(theme_style(theme, THEME_KEY, THEME_DEPTH_256), 110, -1, "u");
  looks(theme_style(theme, THEME_KEY, THEME_DEPTH_16), 3, -1, "");
  looks(theme_style(theme, THEME_KEY, THEME_DEPTH_8), 3, -1, "");
  looks(theme_style(theme, THEME_MATCH, THEME_DEPTH_NONE), -1, -1, "r");
}

static void test_mistakes(void) {
  const char *const cases[][2] = {
      {"roles: {reed: 1}", "第 2 行第 9 列：不认识的角色 \"reed\"（您是否想写 \"red\"？）"},
      {"roles: {red: rd}", "第 2 行第 14 列：角色 red：不认识的颜色 \"rd\""},
      {"roles: {red: 256}", "第 2 行第 14 列：角色 red：不认识的颜色 \"256\""},
      {"roles: {red: bright-default}",
       "第 2 行第 14 列：角色 red：不认识的颜色 \"bright-default\""},
      {"roles: {red: -1}", "第 2 行第 14 列：角色 red：不认识的颜色 \"-1\""},
      {"roles: {red: red on}", "第 2 行第 14 列：角色 red：\"on\" 后面要写底色"},
      {"roles: {red: red on bold}", "第 2 行第 14 列：角色 red：不认识的颜色 \"bold\""},
      {"roles: {red: bold red}", "第 2 行第 14 列：角色 red：不认识的样式 \"red\""},
      {"roles: {red: \"#12345\"}", "角色 red：不认识的颜色 \"#12345\""},
      {"roles: {red: \"#12345g\"}", "角色 red：不认识的颜色 \"#12345g\""},
      {"roles:\n  red: #ff0000", "第 3 行第 7 列：角色 red：应为文字"},
      {"roles:\n  red: bold on #ff0000", "角色 red：\"on\" 后面要写底色；#rrggbb 要加引号"},
      {"roles: {}\nbasic: {red: \"#ff0000\"}", "角色 red：这里只能用 8 种基本颜色"},
      {"roles: {red: }", "第 2 行第 14 列：角色 red：应为文字"},
      {"roles: {red: [1]}", "第 2 行第 14 列：角色 red：应为文字"},
      {"roles: {}\nbasic: {red: 8}",
       "第 3 行第 14 列：角色 red：这里只能用 8 种基本颜色，\"8\" 不在其中"},
      {"roles: {}\nbasic: {red: on bright-red}",
       "第 3 行第 14 列：角色 red：这里只能用 8 种基本颜色"},
      {"rols: {}", "第 2 行第 1 列：不认识的键 \"rols\"（您是否想写 \"roles\"？）"},
      {"basic: {}", "第 1 行第 1 列：缺少必填的键 \"roles\""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Theme) theme = load(cases[i][0], &error);
    g_assert_null(theme);
    g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
    if (g_strstr_len(error->message, -1, cases[i][1]) == NULL)
      g_assert_cmpstr(error->message, ==, cases[i][1]);
  }
}

static gboolean same_look(ThemeStyle a, ThemeStyle b) {
  return a.foreground == b.foreground && a.background == b.background && a.bold == b.bold &&
         a.dim == b.dim && a.underline == b.underline && a.reverse == b.reverse;
}

/* What must be told apart can be: the lights, the chosen row, the current screen and field. */
static void can_be_read(const ThemeStyle *styles) {
  for (int a = THEME_RED; a <= THEME_GREY; a++)
    for (int b = a + 1; b <= THEME_GREY; b++)
      /* No ledger shows both green and blue. */
      g_assert_true((a == THEME_GREEN && b == THEME_BLUE) || !same_look(styles[a], styles[b]));
  const ThemeRole pairs[][2] = {
      {THEME_TEXT, THEME_SELECTED},       {THEME_TAB, THEME_TAB_CURRENT}, {THEME_TEXT, THEME_GROUP},
      {THEME_FIELD, THEME_FIELD_CURRENT}, {THEME_BAR, THEME_BAR_REST},    {THEME_TEXT, THEME_MATCH},
      {THEME_NOTICE, THEME_ERROR},        {THEME_TEXT, THEME_FILLED},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
    g_assert_false(same_look(styles[pairs[i][0]], styles[pairs[i][1]]));
  for (int role = 0; role < THEME_ROLE_COUNT; role++)
    g_assert_true(styles[role].foreground == THEME_DEFAULT_COLOUR ||
                  styles[role].foreground != styles[role].background);
}

/* A part, 0 to 255, of a colour of the palette as xterm has it. */
static int part_of(int colour, int part) {
  static const int low[16][3] = {
      {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
      {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
      {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
  };
  static const int cube[6] = {0, 95, 135, 175, 215, 255}, step[3] = {36, 6, 1};
  if (colour >= THEME_RGB)
    return (colour - THEME_RGB) >> (8 * (2 - part)) & 255;
  if (colour < 16)
    return low[colour][part];
  return colour >= 232 ? 8 + 10 * (colour - 232) : cube[(colour - 16) / step[part] % 6];
}

static double light_of(int colour) {
  static const double weight[3] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (int part = 0; part < 3; part++) {
    double value = part_of(colour, part) / 255.0;
    sum += weight[part] * (value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/* Where a theme says both colours, what is written stands out from what is behind it. */
static void stands_out(const ThemeStyle *styles) {
  for (int role = 0; role < THEME_ROLE_COUNT; role++) {
    int front = styles[role].foreground, back = styles[role].background;
    if (front == THEME_DEFAULT_COLOUR || back == THEME_DEFAULT_COLOUR || role == THEME_BAR ||
        role == THEME_BAR_REST)
      continue; /* in a bar nothing is written */
    double a = light_of(front) + 0.05, b = light_of(back) + 0.05;
    g_assert_cmpfloat(MAX(a, b) / MIN(a, b), >=, LEAST_CONTRAST);
  }
}

static gboolean is_mono(const char *name) {
  return g_str_equal(name, "mono");
}

static void check_shipped(const char *name, const Theme *theme) {
  can_be_read(theme->styles);
  stands_out(theme->styles);
  can_be_read(theme->basic);
  for (ThemeDepth depth = THEME_DEPTH_16; depth <= THEME_DEPTH_TRUE; depth++) {
    ThemeStyle styles[THEME_ROLE_COUNT];
    for (int role = 0; role < THEME_ROLE_COUNT; role++)
      styles[role] = theme_style(theme, (ThemeRole)role, depth);
    can_be_read(styles);
    g_assert_true(is_mono(name) || !same_look(styles[THEME_GREEN], styles[THEME_BLUE]));
  }
  for (int role = 0; role < THEME_ROLE_COUNT; role++) {
    g_assert_cmpint(theme->basic[role].foreground, <, 8);
    g_assert_cmpint(theme->basic[role].background, <, 8);
    if (is_mono(name))
      g_assert_cmpint(theme->styles[role].foreground, ==, theme->styles[role].background);
    if (g_str_equal(name, "console16"))
      g_assert_cmpint(MAX(theme->styles[role].foreground, theme->styles[role].background), <, 16);
  }
  g_assert_true(is_mono(name) || !same_look(theme->basic[THEME_GREEN], theme->basic[THEME_BLUE]));
}

static void test_shipped(void) {
  g_autofree char *folder = g_build_filename(g_getenv("TAIZHANG_SOURCE"), "themes", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  const char *file;
  int count = 0;
  while ((file = g_dir_read_name(dir)) != NULL) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".yaml"));
    g_test_message("%s", name);
    g_autoptr(Theme) theme = theme_load(path, &error);
    g_assert_no_error(error);
    check_shipped(name, theme);
    count++;
    /* Every role is said, so that none has been forgotten. */
    g_autoptr(Document) document = document_load(path, NULL);
    g_assert_cmpuint(document_length(document_get(document_root(document), "roles")), ==,
                     THEME_ROLE_COUNT);
  }
  g_assert_cmpint(count, ==, 6);
}

static void test_plain(void) {
  g_autoptr(Theme) theme = theme_plain();
  for (int role = 0; role < THEME_ROLE_COUNT; role++) {
    g_assert_true(same_look(theme->styles[role], theme->basic[role]));
    g_assert_cmpint(theme->styles[role].foreground, ==, THEME_DEFAULT_COLOUR);
    g_assert_cmpint(theme->styles[role].background, ==, THEME_DEFAULT_COLOUR);
  }
  looks(theme->styles[THEME_SELECTED], -1, -1, "r");
  looks(theme->styles[THEME_GROUP], -1, -1, "b");
  looks(theme->styles[THEME_TEXT], -1, -1, "");
}

static void test_role_names(void) {
  g_assert_cmpstr(theme_role_name(THEME_TEXT), ==, "text");
  g_assert_cmpstr(theme_role_name(THEME_FIELD_CURRENT), ==, "field-current");
  for (int a = 0; a < THEME_ROLE_COUNT; a++)
    for (int b = a + 1; b < THEME_ROLE_COUNT; b++)
      g_assert_cmpstr(theme_role_name((ThemeRole)a), !=, theme_role_name((ThemeRole)b));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/theme/styles", test_styles);
  g_test_add_func("/theme/basic", test_basic);
  g_test_add_func("/theme/depths", test_depths);
  g_test_add_func("/theme/mistakes", test_mistakes);
  g_test_add_func("/theme/shipped", test_shipped);
  g_test_add_func("/theme/plain", test_plain);
  g_test_add_func("/theme/role-names", test_role_names);
  return g_test_run();
}
