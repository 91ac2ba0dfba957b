/* settings.h: the program's settings: data/settings.yaml with a user's own file on top. */
#pragma once

#include <glib.h>

#define SETTINGS_LEAD_DAYS_MAX 90

typedef struct {
  char *theme;   /* the name of a theme: themes/NAME.yaml, shipped or the user's own */
  int lead_days; /* calendar days before the due date from which the light is amber, 0-90 */
  char **units; /* full names of the units that are the person's own; NULL-terminated, never NULL */
  gboolean tips;  /* a tip a day stands in the footer */
  gboolean mail;  /* letters may be sent as mail */
  char *sendmail; /* the program that takes mail: an absolute path */
} Settings;

/* Reads shipped, which must have every setting, and puts user on top (a file that need not exist,
 * nor say everything). What is wrong in the user's file is left out and described, one string each,
 * in *problems (never NULL afterwards; the caller unrefs); if the whole file cannot be read, that
 * is one problem. NULL and error only for a mistake in shipped. */
Settings *settings_load(const char *shipped, const char *user, GPtrArray **problems,
                        GError **error);

void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
