/* initials_table.c: a program that runs when the project is built: writes the table of
 * initials.c, the first letter of the pinyin of every Chinese character, as ICU has it.
 *
 * Asked while the program runs, ICU takes a quarter of a second to make ready. */
#include <stdio.h>
#include <unicode/uclean.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "core/rules/initials_range.h"

#define ROOM 64

static UTransliterator *open_pinyin(UErrorCode *error) {
  UChar id[ROOM];
  u_uastrcpy(id, "Han-Latin; Latin-ASCII; Lower");
  return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, error);
}

/* The first letter of a character's pinyin; '.' where it has none. */
static char initial_of(UTransliterator *pinyin, UChar character, UErrorCode *error) {
  UChar text[ROOM] = {character};
  int32_t length = 1, end = 1;
  utrans_transUChars(pinyin, text, &length, ROOM, 0, &end, error);
  return length > 0 && text[0] >= 'a' && text[0] <= 'z' ? (char)text[0] : '.';
}

int main(void) {
  UErrorCode error = U_ZERO_ERROR;
  UTransliterator *pinyin = open_pinyin(&error);
  printf("/* Made from ICU by initials_table.c. */\nextern const char initials_table[];\n"
         "const char initials_table[] = {");
  for (int i = INITIALS_FIRST; i <= INITIALS_LAST && U_SUCCESS(error); i++)
    printf("%s'%c',", i % 16 == 0 ? "\n    " : "", initial_of(pinyin, (UChar)i, &error));
  printf("\n};\n");
  if (U_FAILURE(error))
    fprintf(stderr, "ICU cannot turn Chinese into pinyin: %s\n", u_errorName(error));
  utrans_close(pinyin);
  u_cleanup();
  return U_FAILURE(error) ? 1 : 0;
}
