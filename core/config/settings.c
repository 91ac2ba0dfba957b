#include "core/config/settings.h"

#include <string.h>

#include "core/config/document.h"
#include "core/config/overlay.h"
#include "core/config/places.h"
#include "core/config/settings_private.h"
#include "core/rules/confine.h"

#define KEY_THEME "theme"
#define KEY_ASCII "ascii"
#define KEY_LEAD_DAYS "lead_days"
#define KEY_UNITS "units"
#define KEY_TIPS "tips"
#define KEY_MAIL "mail"
#define KEY_EDITOR "editor"
#define KEY_SENDMAIL "sendmail"
#define KEY_NETWORK_DISK "network_disk"
#define KEY_LEDGER "ledger"
#define KEY_EXCHANGE "exchange"
#define KEY_BACKUP "backup"
#define KEY_BACKUP_FOLDER "backup_folder"

void settings_free(Settings *settings) {
  g_free(settings->theme);
  g_strfreev(settings->units);
  g_free(settings->sendmail);
  g_free(settings->ledger);
  g_free(settings->exchange);
  g_free(settings->backup_folder);
  g_free(settings);
}

static gboolean read_theme(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  const char *name = document_text(node);
  if (strchr(name, '/') != NULL || name[0] == '.' || g_str_has_suffix(name, ".yaml"))
    return document_fail(node, error, "配色只写名字（如 dark），不写路径和 .yaml，实际是 \"%s\"",
                         name);
  g_free(settings->theme);
  settings->theme = g_strdup(name);
  return TRUE;
}

static gboolean read_ascii(const DocumentNode *node, Settings *settings, GError **error) {
  static const char *const words[] = {
      [SETTINGS_ASCII_AUTO] = "auto", [SETTINGS_ASCII_ON] = "on", [SETTINGS_ASCII_OFF] = "off"};
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(document_text(node), words[i]) == 0) {
      settings->ascii = (SettingsAscii)i;
      return TRUE;
    }
  return document_fail(node, error,
                       "应为 auto（看终端而定）、on（只用键盘上有的符号）或 off，实际是 \"%s\"",
                       document_text(node));
}

static gboolean read_lead_days(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_INTEGER, error))
    return FALSE;
  gint64 days = g_ascii_strtoll(document_text(node), NULL, 10);
  if (days < 0 || days > SETTINGS_LEAD_DAYS_MAX)
    return document_fail(
        node, error, "提前天数应在 0 至 " G_STRINGIFY(SETTINGS_LEAD_DAYS_MAX) " 之间，实际是 %s",
        document_text(node));
  settings->lead_days = (int)days;
  return TRUE;
}

static gboolean read_units(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_SEQUENCE, error))
    return FALSE;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < document_length(node); i++) {
    const DocumentNode *item = document_item(node, i);
    if (!document_expect_type(item, DOCUMENT_TEXT, error))
      return FALSE;
    g_ptr_array_add(names, g_strdup(document_text(item)));
  }
  g_ptr_array_add(names, NULL);
  g_strfreev(settings->units);
  settings->units = (char **)g_ptr_array_steal(names, NULL);
  return TRUE;
}

/* words says what on and off mean, in a message. */
static gboolean read_switch(const DocumentNode *node, const char *words, gboolean *on,
                            GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  const char *text = document_text(node);
  gboolean is_on = strcmp(text, "on") == 0;
  if (!is_on && strcmp(text, "off") != 0)
    return document_fail(node, error, "应为 %s，实际是 \"%s\"", words, text);
  *on = is_on;
  return TRUE;
}

static gboolean read_sendmail(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  const char *path = document_text(node);
  if (!g_path_is_absolute(path))
    return document_fail(node, error,
                         "应为以 / 开头的程序路径（如 /usr/sbin/sendmail），实际是 \"%s\"", path);
  g_free(settings->sendmail);
  settings->sendmail = g_strdup(path);
  return TRUE;
}

/* A place, or auto: NULL. */
static gboolean read_place(const DocumentNode *node, char **place, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  const char *path = document_text(node);
  gboolean usual = strcmp(path, "auto") == 0;
  if (!usual && !g_path_is_absolute(path))
    return document_fail(node, error, "应为以 / 开头的路径，或者 auto，实际是 \"%s\"", path);
  g_free(*place);
  *place = usual ? NULL : g_strdup(path);
  return TRUE;
}

static gboolean read_backup(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  const char *text = document_text(node);
  gboolean daily = strcmp(text, "daily") == 0;
  if (!daily && strcmp(text, "off") != 0)
    return document_fail(
        node, error, "应为 daily（每天第一次保存后备份）或 off（不自动备份），实际是 \"%s\"", text);
  settings->backup = daily;
  return TRUE;
}

static gboolean read_backup_folder(const DocumentNode *node, Settings *settings, GError **error) {
  if (!document_expect_type(node, DOCUMENT_TEXT, error))
    return FALSE;
  g_free(settings->backup_folder);
  settings->backup_folder = g_strdup(document_text(node));
  return TRUE;
}

static gboolean read_setting(const DocumentNode *key, const DocumentNode *value, Settings *settings,
                             GError **error) {
  static const char *const known[] = {KEY_THEME,         KEY_ASCII,  KEY_LEAD_DAYS, KEY_UNITS,
                                      KEY_TIPS,          KEY_MAIL,   KEY_EDITOR,    KEY_SENDMAIL,
                                      KEY_NETWORK_DISK,  KEY_LEDGER, KEY_EXCHANGE,  KEY_BACKUP,
                                      KEY_BACKUP_FOLDER, NULL};
  if (strcmp(document_text(key), KEY_THEME) == 0)
    return read_theme(value, settings, error);
  if (strcmp(document_text(key), KEY_ASCII) == 0)
    return read_ascii(value, settings, error);
  if (strcmp(document_text(key), KEY_LEAD_DAYS) == 0)
    return read_lead_days(value, settings, error);
  if (strcmp(document_text(key), KEY_UNITS) == 0)
    return read_units(value, settings, error);
  if (strcmp(document_text(key), KEY_MAIL) == 0)
    return read_switch(value, "on（可以发邮件）或 off（不发）", &settings->mail, error);
  if (strcmp(document_text(key), KEY_EDITOR) == 0)
    return read_switch(value, "on（可以用编辑器）或 off（不用）", &settings->editor, error);
  if (strcmp(document_text(key), KEY_TIPS) == 0)
    return read_switch(value, "on（显示提示）或 off（不显示）", &settings->tips, error);
  if (strcmp(document_text(key), KEY_NETWORK_DISK) == 0)
    return read_switch(value, "on（放在网络盘上也不提醒）或 off（提醒）", &settings->network_disk,
                       error);
  if (strcmp(document_text(key), KEY_SENDMAIL) == 0)
    return read_sendmail(value, settings, error);
  if (strcmp(document_text(key), KEY_LEDGER) == 0)
    return read_place(value, &settings->ledger, error);
  if (strcmp(document_text(key), KEY_EXCHANGE) == 0)
    return read_place(value, &settings->exchange, error);
  if (strcmp(document_text(key), KEY_BACKUP) == 0)
    return read_backup(value, settings, error);
  if (strcmp(document_text(key), KEY_BACKUP_FOLDER) == 0)
    return read_backup_folder(value, settings, error);
  return document_fail_unknown(key, "设置", known, error);
}

gboolean settings_check(const DocumentNode *key, const DocumentNode *value, GError **error) {
  g_autoptr(Settings) scratch = g_new0(Settings, 1);
  return read_setting(key, value, scratch, error);
}

gboolean settings_may_be_own(const char *key) {
  static const char *const of_system[] = {KEY_MAIL,     KEY_SENDMAIL, KEY_EDITOR,        KEY_LEDGER,
                                          KEY_EXCHANGE, KEY_BACKUP,   KEY_BACKUP_FOLDER, NULL};
  return !confine_is_on() || !g_strv_contains(of_system, key);
}

static gboolean read_shipped(const char *path, Settings *settings, GError **error) {
  static const DocumentField fields[] = {
      {KEY_ASCII, DOCUMENT_TEXT, TRUE},         {KEY_THEME, DOCUMENT_TEXT, TRUE},
      {KEY_LEAD_DAYS, DOCUMENT_INTEGER, TRUE},  {KEY_UNITS, DOCUMENT_SEQUENCE, TRUE},
      {KEY_MAIL, DOCUMENT_TEXT, TRUE},          {KEY_SENDMAIL, DOCUMENT_TEXT, TRUE},
      {KEY_EDITOR, DOCUMENT_TEXT, TRUE},        {KEY_TIPS, DOCUMENT_TEXT, TRUE},
      {KEY_NETWORK_DISK, DOCUMENT_TEXT, TRUE},  {KEY_LEDGER, DOCUMENT_TEXT, TRUE},
      {KEY_EXCHANGE, DOCUMENT_TEXT, TRUE},      {KEY_BACKUP, DOCUMENT_TEXT, TRUE},
      {KEY_BACKUP_FOLDER, DOCUMENT_TEXT, TRUE},
  };
  g_autoptr(Document) document = document_load(path, error);
  if (document == NULL)
    return FALSE;
  const DocumentNode *root = document_root(document);
  if (!document_expect(root, fields, G_N_ELEMENTS(fields), error))
    return FALSE;
  for (gsize i = 0; i < document_length(root); i++)
    if (!read_setting(document_key(root, i), document_item(root, i), settings, error))
      return FALSE;
  return TRUE;
}

static gboolean read_entry(const DocumentNode *key, const DocumentNode *value, gpointer data,
                           GPtrArray *problems, GError **error) {
  (void)problems;
  return read_setting(key, value, data, error);
}

static gboolean read_own_entry(const DocumentNode *key, const DocumentNode *value, gpointer data,
                               GPtrArray *problems, GError **error) {
  if (!settings_may_be_own(document_text(key)))
    return document_fail(key, error, "受限方式下“%s”由管理员定，自己的设置不算",
                         document_text(key));
  return read_entry(key, value, data, problems, error);
}

Settings *settings_load_here(GPtrArray **problems, GError **error) {
  g_autofree char *shipped = places_shipped("data/settings.yaml");
  g_autofree char *system = places_system("settings.yaml");
  g_autofree char *own = places_config("settings.yaml");
  g_autoptr(Settings) settings = settings_load(shipped, system, problems, error);
  if (settings == NULL)
    return NULL;
  overlay_read(own, read_own_entry, settings, *problems);
  return g_steal_pointer(&settings);
}

Settings *settings_load(const char *shipped, const char *user, GPtrArray **problems,
                        GError **error) {
  *problems = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(Settings) settings = g_new0(Settings, 1);
  if (!read_shipped(shipped, settings, error))
    return NULL;
  overlay_read(user, read_entry, settings, *problems);
  return g_steal_pointer(&settings);
}
