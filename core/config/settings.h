/* settings.h: the program's settings: data/settings.yaml with a user's own file on top. */
#pragma once

#include <glib.h>

#define SETTINGS_LEAD_DAYS_MAX 90

/* Whether lines and signs are drawn as ASCII. */
typedef enum { SETTINGS_ASCII_AUTO, SETTINGS_ASCII_ON, SETTINGS_ASCII_OFF } SettingsAscii;

typedef struct {
  SettingsAscii ascii;
  char *theme;   /* the name of a theme: themes/NAME.yaml, shipped or the user's own */
  int lead_days; /* calendar days before the due date from which the light is amber, 0-90 */
  char **units; /* full names of the units that are the person's own; NULL-terminated, never NULL */
  gboolean tips;         /* a tip a day stands in the footer */
  gboolean mail;         /* letters may be sent as mail */
  gboolean editor;       /* long texts may be taken into the person's own editor */
  gboolean network_disk; /* a ledger on a network disk is accepted without a warning */
  char *sendmail;        /* the program that takes mail: an absolute path */
  char *ledger;          /* the ledger file, an absolute path; NULL: where places_database() says */
  char *exchange;        /* the exchange folder, likewise; NULL: beside the ledger file */
  gboolean backup;       /* on the first write of a day a copy of the ledger file is made */
  char *backup_folder;   /* where copies are; "auto": beside the ledger. Never NULL */
} Settings;

/* Reads shipped, which must have every setting, and puts user on top (a file that need not exist,
 * nor say everything). What is wrong in the user's file is left out and described, one string each,
 * in *problems (never NULL afterwards; the caller unrefs); if the whole file cannot be read, that
 * is one problem. NULL and error only for a mistake in shipped. */
Settings *settings_load(const char *shipped, const char *user, GPtrArray **problems,
                        GError **error);

/* The settings in force here: what is shipped, the system's on top, the user's own on top of that
 * (places.h). Where only the exchange folder may be used (confine.h), the user's own say nothing of
 * other programs and of where files are. Problems and failure as above. */
Settings *settings_load_here(GPtrArray **problems, GError **error);

/* Puts theme: name into a user's file, which is made where it is not there: only the value changes,
 * comments and other lines stay, and the file is there whole or as it was before. FALSE and error
 * where the file has mistakes that are to be mended first, or cannot be written. */
gboolean settings_keep_theme(const char *user, const char *name, GError **error);

/* The same for units: [full names], NULL-terminated; a list with one name a line becomes one in one
 * line. */
gboolean settings_keep_units(const char *user, const char *const *units, GError **error);

/* One setting, for people. */
typedef struct {
  char *key;
  char *value;        /* in force, as YAML writes it: dark, [厅法规处] */
  char *about;        /* the comment above it in the shipped file; may be "" */
  gboolean own;       /* said by the person's own file */
  gboolean of_system; /* … or else by the system's */
} SettingRow;

/* All settings in force here, as settings_load_here() reads them. */
GPtrArray *settings_tell_here(GPtrArray **problems, GError **error);

/* All settings in the order of shipped, with where each comes from; what is wrong in user is left
 * out as settings_load() does, and described in *problems likewise. An array of SettingRow* that
 * frees them; NULL and error. */
GPtrArray *settings_tell(const char *shipped, const char *user, GPtrArray **problems,
                         GError **error);

void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
