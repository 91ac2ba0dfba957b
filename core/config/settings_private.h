/* settings_private.h: what the files of the settings share. */
#pragma once

#include "core/config/document.h"

/* TRUE where key is a setting and value one it can have. */
gboolean settings_check(const DocumentNode *key, const DocumentNode *value, GError **error);

/* FALSE where what a person's own file says of that setting does not count: only the exchange
 * folder may be used, and the setting is of other programs or of where files are. */
gboolean settings_may_be_own(const char *key);
