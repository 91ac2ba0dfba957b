#include "core/config/letters.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "core/config/document.h"
#include "core/rules/text.h"

typedef struct {
  char *folder;
  char *shipped;
  char *user;
} Place;

static char *shipped_path(void) {
  return g_build_filename(g_getenv("TAIZHANG_SOURCE"), "data", "letters.yaml", NULL);
}

static void set_up(Place *place, gconstpointer data) {
  (void)data;
  place->folder = g_dir_make_tmp("letters-XXXXXX", NULL);
  place->shipped = shipped_path();
  place->user = g_build_filename(place->folder, "letters.yaml", NULL);
}

static void tear_down(Place *place, gconstpointer data) {
  (void)data;
  g_unlink(place->user);
  g_rmdir(place->folder);
  g_free(place->folder);
  g_free(place->shipped);
  g_free(place->user);
}

/* Loads with text as the user's file and checks the problems: words of each, NULL-terminated. */
static Letters *load(const Place *place, const char *text, ...) G_GNUC_NULL_TERMINATED;

static Letters *load(const Place *place, const char *text, ...) {
  g_unlink(place->user);
  if (text != NULL)
    g_assert_true(g_file_set_contents(place->user, text, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  Letters *letters = letters_load(place->shipped, place->user, &problems, &error);
  g_assert_no_error(error);
  va_list arguments;
  va_start(arguments, text);
  guint count = 0;
  const char *words;
  while ((words = va_arg(arguments, const char *)) != NULL) {
    g_assert_cmpuint(problems->len, >, count);
    if (strstr(problems->pdata[count], words) == NULL)
      g_error("no “%s” in “%s”", words, (const char *)problems->pdata[count]);
    count++;
  }
  va_end(arguments);
  if (problems->len > count)
    g_error("one more problem: %s", (const char *)problems->pdata[count]);
  return letters;
}

/* ---- an office's own -------------------------------------------------------------------- */

static void test_own(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Letters) shipped = load(place, NULL, NULL);
  g_autoptr(Letters) own =
      load(place, "nudge:\n  ask: 请速办。\nnotice2:\n  text: |\n    {文号}\n    {要求}\n\n", NULL);
  const Letter *nudge = &own->letters[LETTER_NUDGE];
  g_assert_cmpstr(nudge->ask, ==, "请速办。");
  g_assert_cmpstr(nudge->text, ==, shipped->letters[LETTER_NUDGE].text);
  g_assert_cmpstr(nudge->subject, ==, shipped->letters[LETTER_NUDGE].subject);
  g_assert_cmpstr(own->letters[LETTER_NOTICE2].text, ==, "{文号}\n{要求}");
  g_assert_cmpstr(own->letters[LETTER_NOTICE3].text, ==, shipped->letters[LETTER_NOTICE3].text);
  g_autoptr(Letters) empty = load(place, "# 没有\n", NULL);
  g_assert_cmpstr(empty->letters[0].text, ==, shipped->letters[0].text);
}

/* A letter with a mistake is left out whole; the others are taken. */
static void test_mistakes(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Letters) shipped = load(place, NULL, NULL);
  g_autoptr(Letters) own =
      load(place,
           "nudge:\n"
           "  ask: 甲\n"
           "  text: |\n"
           "    {要求}\n"
           "\n"
           "    {任務} {台账}\n"
           "notice1:\n"
           "  ask: 乙\n",
           "letters.yaml 第 6 行：这里不能填“{任務}”（您是否想写“{任务}”？）", NULL);
  g_assert_cmpstr(own->letters[LETTER_NUDGE].ask, ==, shipped->letters[LETTER_NUDGE].ask);
  g_assert_cmpstr(own->letters[LETTER_NUDGE].text, ==, shipped->letters[LETTER_NUDGE].text);
  g_assert_cmpstr(own->letters[LETTER_NOTICE1].ask, ==, "乙");
}

static void problem(const Place *place, const char *text, const char *words) {
  g_autoptr(Letters) letters = load(place, text, words, NULL);
  g_autoptr(Letters) shipped = load(place, NULL, NULL);
  for (int i = 0; i < LETTER_KIND_COUNT; i++) {
    g_assert_cmpstr(letters->letters[i].subject, ==, shipped->letters[i].subject);
    g_assert_cmpstr(letters->letters[i].text, ==, shipped->letters[i].text);
    g_assert_cmpstr(letters->letters[i].ask, ==, shipped->letters[i].ask);
  }
}

static void test_each_mistake(Place *place, gconstpointer data) {
  (void)data;
  problem(place, "nudge:\n  ask: '{什么都不是的词}'\n",
          "第 2 行：这里不能填“{什么都不是的词}”，可以填的有：{任务}、{序号}");
  problem(place, "nudge:\n  text: '{要求}{文号}'\n", "第 2 行：这里不能填“{文号}”");
  problem(place, "nudge:\n  ask: '{要求}'\n", "第 2 行：这里不能填“{要求}”");
  problem(place, "nudge:\n  subject: '{要求}'\n", "第 2 行：这里不能填“{要求}”");
  problem(place, "nudge:\n  text: >\n    甲\n    {要求} }\n", "第 2 行：花括号没有配对");
  problem(place, "nudge:\n  text: |\n    {要求}\n    {任务\n", "第 4 行：花括号没有配对");
  problem(place, "nudge:\n  text: '{任务}'\n", "第 2 行第 9 列：正文里没有“{要求}”");
  problem(place, "nudge:\n  subject: \"甲\\n乙\"\n", "第 2 行第 12 列：主题只能写一行");
  problem(place, "nudge:\n  ask:\n", "第 2 行第 7 列");
  problem(place, "nudge:\n  title: 甲\n", "第 2 行第 3 列：不认识的键 \"title\"");
  problem(place, "nudge: 甲\n", "第 1 行第 8 列");
  problem(place, "notice4:\n  ask: 甲\n", "第 1 行第 1 列：不认识的函件 \"notice4\"");
  problem(place, "- nudge\n", "应为若干“键: 值”");
  problem(place, "nudge: [甲\n", "方括号");
}

static void test_shipped_strict(Place *place, gconstpointer data) {
  (void)data;
  g_autofree char *whole = NULL;
  g_assert_true(g_file_get_contents(place->shipped, &whole, NULL, NULL));
  const char *ask = strstr(whole, "\n  ask: ");
  g_assert_nonnull(ask);
  g_autofree char *without = g_strndup(whole, (gsize)(ask - whole));
  g_autofree char *rest = g_strconcat(without, strchr(ask + 1, '\n'), NULL);
  g_assert_true(g_file_set_contents(place->user, rest, -1, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_assert_null(letters_load(place->user, place->user, &problems, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_VALUE);
  g_assert_nonnull(strstr(error->message, "缺少必填的键 \"ask\""));
}

/* ---- what is shipped -------------------------------------------------------------------- */

static void set_values(LetterValues *values) {
  for (int i = 0; i < LETTER_BLANK_COUNT; i++)
    letter_values_set(values, (LetterBlank)i, letter_blank_name((LetterBlank)i));
  letter_values_set(values, BLANK_GOAL,
                    "落实国家发展改革委、交通运输部关于公路建设项目的管理规定，完善制度，"
                    "加强检查；对发现的问题（含整改不到位的）逐项登记、限期整改。");
  letter_values_set(values, BLANK_ASK, NULL);
}

/* What each shipped letter must say. */
static void test_shipped(Place *place, gconstpointer data) {
  (void)data;
  static const LetterBlank NOTICE_SAYS[] = {BLANK_UNITS,  BLANK_LEDGER,    BLANK_NUMBER,
                                            BLANK_DUE,    BLANK_LATE,      BLANK_PROGRESS,
                                            BLANK_SIGNER, BLANK_ANSWER_BY, BLANK_TODAY};
  static const char *const TITLES[] = {"催办通知", "任务办理提醒单", "督　办　单", "重点督办单"};
  g_autoptr(Letters) letters = load(place, NULL, NULL);
  for (int kind = 0; kind < LETTER_KIND_COUNT; kind++) {
    g_auto(LetterValues) values = {0};
    set_values(&values);
    g_autofree char *subject = NULL;
    g_autofree char *text = letters_write(letters, (LetterKind)kind, &values, NULL, &subject);
    g_assert_nonnull(strstr(text, values.texts[BLANK_ASK]));
    g_assert_nonnull(strstr(subject, "逾期情况"));
    gboolean notice = kind != LETTER_NUDGE;
    for (guint i = 0; i < G_N_ELEMENTS(NOTICE_SAYS); i++) {
      if (notice || NOTICE_SAYS[i] != BLANK_ANSWER_BY)
        g_assert_nonnull(strstr(text, letter_blank_name(NOTICE_SAYS[i])));
    }
    g_assert_cmpint(letter_has(letters->letters[kind].text, BLANK_DOCUMENT), ==, notice);
    g_autofree char *page = letter_page(text, LETTER_COLUMNS);
    g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
    g_assert_true(g_str_has_suffix(lines[0], TITLES[kind]));
    for (gsize i = 0; lines[i] != NULL; i++)
      g_assert_cmpint(text_width(lines[i]), <=, LETTER_COLUMNS);
  }
}

static void test_words(Place *place, gconstpointer data) {
  (void)data;
  g_autoptr(Letters) letters = load(place, "nudge:\n  text: '说：{要求}'\n  ask: '{序号}'\n", NULL);
  g_auto(LetterValues) values = {0};
  letter_values_set(&values, BLANK_NUMBER, "4");
  g_autofree char *own = letters_write(letters, LETTER_NUDGE, &values, "请来 {序号}", NULL);
  g_assert_cmpstr(own, ==, "说：请来 {序号}"); /* a person's words are no template */
  g_autofree char *usual = letters_write(letters, LETTER_NUDGE, &values, NULL, NULL);
  g_assert_cmpstr(usual, ==, "说：4");
}

#define ADD(path, test) g_test_add(path, Place, NULL, set_up, test, tear_down)

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  ADD("/letters/own", test_own);
  ADD("/letters/mistakes", test_mistakes);
  ADD("/letters/each-mistake", test_each_mistake);
  ADD("/letters/shipped-strict", test_shipped_strict);
  ADD("/letters/shipped", test_shipped);
  ADD("/letters/words", test_words);
  return g_test_run();
}
