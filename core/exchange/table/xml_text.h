/* xml_text.h: text that XML can hold. */
#pragma once

#include <glib.h>

/* NULL where text can stand in XML as it is; else a copy that can (text_clean(), line ends kept),
 * which the caller frees. */
char *xml_text_clean(const char *text);
