/* settings_private.h: what the files of the settings share. */
#pragma once

#include "core/config/document.h"

/* TRUE where key is a setting and value one it can have. */
gboolean settings_check(const DocumentNode *key, const DocumentNode *value, GError **error);
