/* What in a template looks like a person's. */
#include "core/exchange/template_check_private.h"

/* Neither goes on before or after as a longer number. */
#define NO_DIGIT_BEFORE "(?<![0-9０-９])"
#define NO_DIGIT_AFTER "(?![0-9０-９])"

static const struct {
  const char *pattern;
  const char *what;
} PERSONAL[] = {
    {NO_DIGIT_BEFORE "1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}" NO_DIGIT_AFTER, "手机号"},
    {NO_DIGIT_BEFORE "１[３-９][０-９]{9}" NO_DIGIT_AFTER, "手机号"},
    {NO_DIGIT_BEFORE "0[1-9][0-9]{1,2}[-－—） )]{1,2}[1-9][0-9]{6,7}" NO_DIGIT_AFTER, "电话号码"},
    /* With a birth date inside, which a 统一社会信用代码 only has by chance. */
    {NO_DIGIT_BEFORE "[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
                     "[0-9]{3}[0-9Xx]" NO_DIGIT_AFTER,
     "身份证号"},
    {"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+", "电子邮箱"},
};

static void check_line(const char *name, gsize line, const char *text, const GRegex *regex,
                       const char *what, GPtrArray *mistakes) {
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    int start = 0;
    g_match_info_fetch_pos(match, 0, &start, NULL);
    gsize column = (gsize)g_utf8_strlen(text, start) + 1;
    document_mistake_at(mistakes, name, line, column,
                        "像是%s；模板里不写个人信息，请删去（说明里的也要删）", what);
  }
}

void template_check_personal(const char *name, const char *text, gsize size, GPtrArray *mistakes) {
  g_autofree char *whole = g_strndup(text, size);
  g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
  for (gsize i = 0; i < G_N_ELEMENTS(PERSONAL); i++) {
    g_autoptr(GRegex) regex = g_regex_new(PERSONAL[i].pattern, 0, 0, NULL);
    for (gsize line = 0; lines[line] != NULL; line++)
      check_line(name, line + 1, lines[line], regex, PERSONAL[i].what, mistakes);
  }
}
