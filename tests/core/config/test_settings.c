#include "core/config/settings.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "core/config/document.h"
#include "core/config/settings_private.h"
#include "core/rules/confine.h"

#define MAIL                                                                                       \
  "mail: off\nsendmail: /usr/sbin/sendmail\nledger: auto\nexchange: auto\nbackup: daily\nbackup_folder: auto\n"
#define ASCII "ascii: auto\n"
#define EDITOR "editor: on\nnetwork_disk: off\n"
#define TIPS "tips: on\n"
#define REST "units: []\n" ASCII EDITOR TIPS MAIL
#define SHIPPED "theme: dark\nlead_days: 7\n" REST

typedef struct {
  char *folder;
  char *shipped;
  char *user;
} Place;

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("settings-XXXXXX", NULL);
  place->shipped = g_build_filename(place->folder, "shipped.yaml", NULL);
  place->user = g_build_filename(place->folder, "user.yaml", NULL);
  g_assert_true(g_file_set_contents(place->shipped, SHIPPED, -1, NULL));
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_unlink(place->shipped);
  g_unlink(place->user);
  g_rmdir(place->folder);
  g_free(place->shipped);
  g_free(place->user);
  g_free(place->folder);
}

/* Loads with text as the user's file (NULL: none) and checks what comes out. problem: words of the
 * only problem, or NULL for none. */
static void gives(const Place *place, const char *text, const char *theme, int lead_days,
                  const char *problem) {
  g_unlink(place->user);
  if (text != NULL)
    g_assert_true(g_file_set_contents(place->user, text, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(settings->theme, ==, theme);
  g_assert_cmpint(settings->lead_days, ==, lead_days);
  g_assert_cmpuint(problems->len, ==, problem != NULL ? 1 : 0);
  if (problem != NULL && strstr(problems->pdata[0], problem) == NULL)
    g_assert_cmpstr(problems->pdata[0], ==, problem);
}

static void test_user(Place *place, gconstpointer data) {
  (void)data;
  gives(place, NULL, "dark", 7, NULL);
  gives(place, "# 没有改动\n", "dark", 7, NULL);
  gives(place, "lead_days: 0\n", "dark", 0, NULL);
  gives(place, "theme: 我的\nlead_days: 90\n", "我的", 90, NULL);
  gives(place, "lead_days: 91\ntheme: light\n", "light", 7,
        "第 1 行第 12 列：提前天数应在 0 至 90 之间，实际是 91");
  gives(place, "lead_days: -1\n", "dark", 7, "第 1 行第 12 列：提前天数应在 0 至 90 之间");
  gives(place, "lead_days: 七\n", "dark", 7, "第 1 行第 12 列：应为整数，实际是 \"七\"");
  gives(place, "lead_day: 3\nlead_days: 5\n", "dark", 5,
        "第 1 行第 1 列：不认识的设置 \"lead_day\"（您是否想写 \"lead_days\"？）");
  gives(place, "theme: ../x\n", "dark", 7, "第 1 行第 8 列：配色只写名字");
  gives(place, "theme: dark.yaml\n", "dark", 7, "第 1 行第 8 列：配色只写名字");
  gives(place, "theme:\nlead_days: 5\n", "dark", 5, "第 1 行第 7 列：应为文字，实际是空的");
  gives(place, "- dark\n", "dark", 7, "应为若干“键: 值”");
  gives(place, "theme: [dark\n", "dark", 7, "第 1 行第 8 列：这里的方括号没有用“]”结束");
}

/* The same for the person's units, joined by commas. */
static void gives_units(const Place *place, const char *text, const char *units,
                        const char *problem) {
  g_assert_true(g_file_set_contents(place->user, text, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, &error);
  g_assert_no_error(error);
  g_autofree char *joined = g_strjoinv(",", settings->units);
  g_assert_cmpstr(joined, ==, units);
  g_assert_cmpuint(problems->len, ==, problem != NULL ? 1 : 0);
  if (problem != NULL && strstr(problems->pdata[0], problem) == NULL)
    g_assert_cmpstr(problems->pdata[0], ==, problem);
}

static void test_units(Place *place, gconstpointer data) {
  (void)data;
  gives_units(place, "theme: mono\n", "", NULL);
  gives_units(place, "units: [厅法规处, 厅财审处]\n", "厅法规处,厅财审处", NULL);
  gives_units(place, "units:\n- 厅法规处\n", "厅法规处", NULL);
  gives_units(place, "units: []\n", "", NULL);
  gives_units(place, "units: 厅法规处\n", "", "第 1 行第 8 列：");
  gives_units(place, "units: [厅法规处, [甲]]\n", "", "第 1 行第 15 列：应为文字");
}

/* As gives(), for what mail needs. */
static void gives_mail(const Place *place, const char *text, gboolean mail, const char *sendmail,
                       const char *problem) {
  gives(place, text, "dark", 7, problem);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, NULL);
  g_assert_cmpint(settings->mail, ==, mail);
  g_assert_cmpstr(settings->sendmail, ==, sendmail);
}

static void test_mail(Place *place, gconstpointer data) {
  (void)data;
  gives_mail(place, NULL, FALSE, "/usr/sbin/sendmail", NULL);
  gives_mail(place, "mail: on\n", TRUE, "/usr/sbin/sendmail", NULL);
  gives_mail(place, "mail: off\nsendmail: /opt/m s/send\n", FALSE, "/opt/m s/send", NULL);
  gives_mail(place, "mail: true\n", FALSE, "/usr/sbin/sendmail",
             "第 1 行第 7 列：应为 on（可以发邮件）或 off（不发），实际是 \"true\"");
  gives_mail(place, "mail: on\nsendmail: sendmail\n", TRUE, "/usr/sbin/sendmail",
             "第 2 行第 11 列：应为以 / 开头的程序路径");
  gives_mail(place, "sendmail: ''\n", FALSE, "/usr/sbin/sendmail", "第 1 行第 11 列：应为文字");
}

static void test_ascii(Place *place, gconstpointer data) {
  (void)data;
  static const struct {
    const char *text;
    SettingsAscii ascii;
    const char *problem;
  } cases[] = {
      {NULL, SETTINGS_ASCII_AUTO, NULL},
      {"ascii: on\n", SETTINGS_ASCII_ON, NULL},
      {"ascii: off\n", SETTINGS_ASCII_OFF, NULL},
      {"ascii: yes\n", SETTINGS_ASCII_AUTO, "第 1 行第 8 列：应为 auto（看终端而定）、on"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    gives(place, cases[i].text, "dark", 7, cases[i].problem);
    g_autoptr(GPtrArray) problems = NULL;
    g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, NULL);
    g_assert_cmpint(settings->ascii, ==, cases[i].ascii);
  }
}

/* What is kept beside the theme: every other byte. */
static void test_keep_theme(Place *place, gconstpointer data) {
  (void)data;
  static const struct {
    const char *before, *after; /* after NULL: refused, and nothing changes */
  } cases[] = {
      {NULL, "theme: 甲\n"},
      {"", "theme: 甲\n"},
      {"# 我的\n", "# 我的\ntheme: 甲\n"},
      {"lead_days: 3", "lead_days: 3\ntheme: 甲\n"},
      {"# 一\ntheme: dark\n\nlead_days: 3 # 三天\n", "# 一\ntheme: 甲\n\nlead_days: 3 # 三天\n"},
      {"theme : \"light\"   # 白底\nunits: [甲, 乙]\n", "theme : 甲   # 白底\nunits: [甲, 乙]\n"},
      {"theme:\nlead_days: 3\n", "theme: 甲\nlead_days: 3\n"},
      {"theme: # 空\n", "theme: 甲 # 空\n"},
      {"theme: dark\r\nlead_days: 3\r\n", "theme: 甲\r\nlead_days: 3\r\n"},
      {"#theme: dark\n", "#theme: dark\ntheme: 甲\n"},
      {"themes: x\n", "themes: x\ntheme: 甲\n"},
      {"{theme: dark, lead_days: 3}\n", NULL},
      {"theme:\n  dark\n", NULL},
      {"theme: >\n  dark\n", NULL},
      {"theme: [dark\n", NULL},
      {"- dark\n", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_unlink(place->user);
    if (cases[i].before != NULL)
      g_assert_true(g_file_set_contents(place->user, cases[i].before, -1, NULL));
    g_autoptr(GError) error = NULL;
    gboolean kept = settings_keep_theme(place->user, "甲", &error);
    g_test_message("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpint(kept, ==, cases[i].after != NULL);
    g_assert_true(kept || strstr(error->message, "没有写入设置（") != NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(place->user, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, kept ? cases[i].after : cases[i].before);
  }
}

/* A link stays one, rights stay, folders are made; a folder in the way is told of. */
static void test_keep_theme_file(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *real = g_build_filename(place->folder, "real.yaml", NULL);
  g_assert_true(g_file_set_contents(real, "theme: dark\n", -1, NULL));
  g_assert_cmpint(g_chmod(real, 0640), ==, 0);
  g_assert_cmpint(symlink(real, place->user), ==, 0);
  g_autoptr(GError) error = NULL;
  g_assert_true(settings_keep_theme(place->user, "mono", &error));
  g_assert_true(g_file_test(place->user, G_FILE_TEST_IS_SYMLINK));
  GStatBuf status;
  g_assert_cmpint(g_stat(real, &status), ==, 0);
  g_assert_cmpint(status.st_mode & 0777, ==, 0640);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(real, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "theme: mono\n");
  g_assert_false(settings_keep_theme(place->folder, "mono", &error));
  g_assert_nonnull(strstr(error->message, "没有写入设置（"));
  g_unlink(real);
}

/* Units are written in one line, however they stood there. */
static void test_keep_units(Place *place, gconstpointer data) {
  (void)data;
  static const char *const two[] = {"厅法规处", "甲's: [处], #1", NULL}, *const none[] = {NULL};
  static const struct {
    const char *before, *after;
  } cases[] = {
      {"", "units: ['厅法规处', '甲''s: [处], #1']\n"},
      {"units: [乙]  # 我的\nlead_days: 3\n",
       "units: ['厅法规处', '甲''s: [处], #1']  # 我的\nlead_days: 3\n"},
      {"units:\n  - 乙\n  - 丙\ntheme: dark\n",
       "units: ['厅法规处', '甲''s: [处], #1']\ntheme: dark\n"},
      {"units: [乙,\n  丙]\n", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_true(g_file_set_contents(place->user, cases[i].before, -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_assert_cmpint(settings_keep_units(place->user, two, &error), ==, cases[i].after != NULL);
    g_assert_true(g_file_get_contents(place->user, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, cases[i].after != NULL ? cases[i].after : cases[i].before);
    if (cases[i].after == NULL)
      continue;
    g_autoptr(GPtrArray) problems = NULL;
    g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, NULL);
    g_assert_cmpuint(problems->len, ==, 0);
    g_assert_true(g_strv_equal((const char *const *)settings->units, two));
    g_assert_true(settings_keep_units(place->user, none, NULL));
  }
}

static void test_editor(Place *place, gconstpointer data) {
  (void)data;
  g_assert_true(g_file_set_contents(place->user, "editor: off\n", -1, NULL));
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, NULL);
  g_assert_false(settings->editor);
  gives(place, "editor: vim\n", "dark", 7,
        "第 1 行第 9 列：应为 on（可以用编辑器）或 off（不用），实际是 \"vim\"");
}

static void gives_tips(const Place *place, const char *text, gboolean tips, const char *problem) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_assert_true(g_file_set_contents(place->user, text, -1, NULL));
  g_autoptr(Settings) settings = settings_load(place->shipped, place->user, &problems, &error);
  g_assert_no_error(error);
  g_assert_cmpint(settings->tips, ==, tips);
  g_assert_cmpuint(problems->len, ==, problem != NULL ? 1 : 0);
  if (problem != NULL)
    g_assert_nonnull(strstr(problems->pdata[0], problem));
}

static void test_tips(Place *place, gconstpointer data) {
  (void)data;
  gives_tips(place, "lead_days: 7\n", TRUE, NULL);
  gives_tips(place, "tips: off\n", FALSE, NULL);
  gives_tips(place, "tips: 0\n", TRUE, "应为 on（显示提示）或 off（不显示），实际是 \"0\"");
}

static void test_shipped_strict(Place *place, gconstpointer data) {
  (void)data;
  const char *const texts[] = {
      "theme: dark\n" REST,
      "theme: dark\nlead_days: 91\n" REST,
      "theme: a/b\nlead_days: 7\n" REST,
      SHIPPED "x: 1\n",
      ("theme: dark\nlead_days: 7\n" ASCII EDITOR TIPS MAIL),
      "theme: dark\nlead_days: 7\nunits: []\n" EDITOR TIPS MAIL,
      "theme: dark\nlead_days: 7\nunits: []\n" ASCII TIPS MAIL,
      "theme: dark\nlead_days: 7\nunits: []\n" ASCII EDITOR MAIL,
      "theme: dark\nlead_days: 7\nunits: []\n" ASCII EDITOR TIPS "mail: off\n",
      "theme: dark\nlead_days: 7\nunits: []\n" ASCII EDITOR TIPS "sendmail: /usr/sbin/sendmail\n",
      ""};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_assert_true(g_file_set_contents(place->shipped, texts[i], -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) problems = NULL;
    g_assert_null(settings_load(place->shipped, place->user, &problems, &error));
    g_assert_nonnull(error);
    g_assert_cmpint(error->domain, ==, DOCUMENT_ERROR);
    g_assert_cmpuint(problems->len, ==, 0);
  }
}

static void test_shipped_file(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *shipped =
      g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data", "settings.yaml", NULL);
  g_autoptr(Settings) settings = settings_load(shipped, place->user, &problems, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(settings->theme, ==, "dark");
  g_assert_cmpint(settings->lead_days, ==, 7);
  g_assert_cmpuint(g_strv_length(settings->units), ==, 0);
  g_assert_true(settings->tips);
  g_assert_false(settings->mail);
  g_assert_cmpstr(settings->sendmail, ==, "/usr/sbin/sendmail");
}

/* Restricted, what is about other files and programs is not a person's: also not where copies of
 * the whole ledger go, and whether they are made. */
static void test_restricted(void) {
  static const char *const of_system[] = {"mail",     "sendmail", "editor",       "ledger",
                                          "exchange", "backup",   "backup_folder"};
  static const char *const own[] = {"theme", "units", "lead_days", "ascii"};
  for (gsize i = 0; i < G_N_ELEMENTS(of_system); i++)
    g_assert_true(settings_may_be_own(of_system[i]));
  confine_begin(NULL, "/");
  for (gsize i = 0; i < G_N_ELEMENTS(of_system); i++) {
    g_test_message("%s", of_system[i]);
    g_assert_false(settings_may_be_own(of_system[i]));
  }
  for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
    g_assert_true(settings_may_be_own(own[i]));
  g_unsetenv("TAIZHANG_RESTRICTED");
  g_unsetenv("TAIZHANG_SHIPPED");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add("/settings/user", Place, NULL, set_up, test_user, tear_down);
  g_test_add("/settings/units", Place, NULL, set_up, test_units, tear_down);
  g_test_add("/settings/mail", Place, NULL, set_up, test_mail, tear_down);
  g_test_add("/settings/ascii", Place, NULL, set_up, test_ascii, tear_down);
  g_test_add("/settings/keep-theme", Place, NULL, set_up, test_keep_theme, tear_down);
  g_test_add("/settings/keep-theme-file", Place, NULL, set_up, test_keep_theme_file, tear_down);
  g_test_add("/settings/keep-units", Place, NULL, set_up, test_keep_units, tear_down);
  g_test_add_func("/settings/restricted", test_restricted);
  g_test_add("/settings/editor", Place, NULL, set_up, test_editor, tear_down);
  g_test_add("/settings/tips", Place, NULL, set_up, test_tips, tear_down);
  g_test_add("/settings/strict", Place, NULL, set_up, test_shipped_strict, tear_down);
  g_test_add("/settings/shipped", Place, NULL, set_up, test_shipped_file, tear_down);
  return g_test_run();
}
