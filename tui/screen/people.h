/* people.h: what the screen 人员 and its forms say alike. */
#pragma once

#include "core/rules/access.h"

/* What a level lets one do: 登记和修改. Static. */
const char *people_level_help(Access level);
