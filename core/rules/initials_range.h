/* initials_range.h: which characters the table of pinyin initials has: U+3400 to U+9FFF. */
#pragma once

#define INITIALS_FIRST 0x3400
#define INITIALS_LAST 0x9FFF
