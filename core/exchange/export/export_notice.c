/* export_notice.c: a 督办单 as an office prints it. */
#include "core/exchange/export/export_docx.h"
#include "core/exchange/export/export_table.h"
#include "core/rules/text.h"

#define COLUMNS 4

/* Of the page: a label, a value, a label, a value. */
static const double WIDTHS[COLUMNS] = {16, 34, 16, 34};

static WordCell label(const char *text) {
  return (WordCell){.text = text, .style = WORD_CELL_LABEL};
}

static WordCell value(const char *text, guint columns) {
  return (WordCell){.text = text, .style = WORD_CELL_VALUE, .columns = columns};
}

static void put_one(Word *word, const char *name, const char *text, double height) {
  const WordCell cells[] = {label(name), value(text, COLUMNS - 1)};
  word_row(word, cells, G_N_ELEMENTS(cells), FALSE, height);
}

static void put_two(Word *word, const char *name, const char *text, const char *other_name,
                    const char *other) {
  const WordCell cells[] = {label(name), value(text, 1), label(other_name), value(other, 1)};
  word_row(word, cells, G_N_ELEMENTS(cells), FALSE, 28);
}

/* The letter as issued, without the blanks by which it is laid out. The caller frees. */
static char *whole_text(const Notice *notice) {
  g_auto(GStrv) lines = g_strsplit(notice->text, "\n", -1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = text_strip(lines[i]);
    if (*line != '\0')
      g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", line);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *answers_text(const Notice *notice) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < notice->answers->len; i++) {
    const NoticeAnswer *answer = notice->answers->pdata[i];
    g_autofree char *day = export_day_text(answer->made_on);
    g_string_append_printf(text, "%s%s：%s", text->len > 0 ? "\n" : "", day, answer->text);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void put_table(Word *word, const Notice *notice, const LetterValues *values) {
  char *const *texts = values->texts;
  g_autofree char *issued = export_day_text(notice->issued_on);
  g_autofree char *until = export_day_text(notice->answer_by);
  g_autofree char *task = g_strdup_printf("《%s》第%s项：%s", texts[BLANK_LEDGER],
                                          texts[BLANK_NUMBER], texts[BLANK_GOAL]);
  g_autofree char *ask = texts[BLANK_ASK] != NULL ? g_strdup(texts[BLANK_ASK]) : whole_text(notice);
  g_autofree char *answer =
      g_strdup_printf("请于%s前（含当日）书面答复办理情况，并附佐证材料。", until);
  g_autofree char *answers = answers_text(notice);
  word_table_begin(word, WIDTHS, COLUMNS, FALSE);
  put_one(word, "主送单位", texts[BLANK_UNITS], 28);
  put_two(word, "级　　别", texts[BLANK_LEVEL], "签发日期", issued);
  put_one(word, "任　　务", task, 56);
  put_two(word, "完成时限", texts[BLANK_DEADLINE], "办理期限", texts[BLANK_DUE]);
  put_one(word, "逾期情况", texts[BLANK_LATE], 28);
  put_one(word, "要　　求", ask, 84);
  put_one(word, "答复期限", answer, 28);
  put_two(word, "签 发 人", texts[BLANK_SIGNER], "承 办 人", NULL);
  put_one(word, "办理情况", answers, 120);
  put_two(word, "承办单位\n负责人", NULL, "办结日期", NULL);
  word_table_end(word);
}

Word *export_notice_page(const Notice *notice, const LetterValues *values, gint64 now) {
  g_autofree char *number = notice_number_text(notice->year, notice->number);
  const char *level = notice_level_name(notice->level);
  g_autofree char *title = g_strdup_printf("%s（%s）", level, number);
  Word *word = word_new(title, FALSE, now);
  word_paragraph(word, WORD_RED_TITLE, level);
  word_paragraph(word, WORD_RIGHT, number);
  put_table(word, notice, values);
  return word;
}

gboolean export_notice(const Notice *notice, const LetterValues *values, gint64 now, OutFile *file,
                       GError **error) {
  g_autoptr(Word) word = export_notice_page(notice, values, now);
  return word_write(word, outfile_temporary(file), error);
}
