/* What opens over a form: calendars, units, files, phrases; and Ctrl-S out of them. */
#include "fake_term.h"
#include "tui/widget/form.h"

#include <locale.h>
#include <string.h>

#define CTRL(c) (KEY_MOD_CTRL | (c))

static const char *const UNITS[] = {"厅办公室", "法规处", "科教处", NULL};
static const char *const ROLES[] = {"牵头", "配合", "责任", NULL};
static const char *const STATES[] = {"办理中", "已办结", "暂停", NULL};
static const FieldSpec SPECS[] = {
    {"date", "日期", FIELD_DATE, FALSE, NULL, NULL},
    {"deadline", "完成时限", FIELD_DEADLINE, FALSE, NULL, NULL},
    {"units", "责任单位", FIELD_UNITS, FALSE, NULL, UNITS},
    {"files", "佐证材料", FIELD_PATHS, FALSE, NULL, NULL},
    {"text", "进展情况", FIELD_TEXT, FALSE, NULL, NULL},
    {"state", "状态", FIELD_CHOICE, FALSE, NULL, STATES},
};

static const Calendar *calendar(gpointer data) {
  return data;
}

static Day today(gpointer data) {
  (void)data;
  return day_from_ymd(2026, 11, 21);
}

static GPtrArray *files(gpointer data, const char *typed) {
  static const char *const names[] = {"~/材料/纪要.pdf", "~/材料/纪实/", "~/材料/通知.docx"};
  (void)data;
  GPtrArray *offers = form_offers_new();
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_has_prefix(names[i], typed))
      form_offers_add(offers, names[i], i == 0 ? "1.2 MB" : NULL);
  return offers;
}

/* Knows names alone: 法规处、科教处. */
static gboolean units(gpointer data, const char *text, UnitBox *box, GError **error) {
  (void)data;
  g_auto(GStrv) names = g_strsplit(text, "、", -1);
  for (gsize i = 0; names[i] != NULL; i++) {
    if (!g_strv_contains(UNITS, names[i])) {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "没有“%s”这个单位", names[i]);
      return FALSE;
    }
    unitbox_add(box, names[i], 2);
  }
  return TRUE;
}

static Form *make(Calendar *days, int downs) {
  Form *form = form_new("记进展", SPECS, G_N_ELEMENTS(SPECS));
  const FormHost host = {.data = days,
                         .calendar = calendar,
                         .today = today,
                         .files = files,
                         .roles = ROLES,
                         .role = 2,
                         .units = units};
  form_set_host(form, &host);
  Event down = event_of_key(KEYNAME_DOWN);
  for (int i = 0; i < downs; i++)
    form_event(form, &down);
  return form;
}

static FormResult key(Form *form, Key key) {
  Event event = event_of_key(key);
  return form_event(form, &event);
}

static FormResult paste(Form *form, const char *text) {
  Event event = event_of_paste(text);
  return form_event(form, &event);
}

static void assert_value(const Form *form, const char *id, const char *expected) {
  g_assert_cmpstr(form_value(form, id), ==, expected);
}

static void test_calendar(void) {
  g_autoptr(Calendar) days = calendar_new();
  g_autoptr(Form) form = make(days, 0);
  g_assert_cmpstr(form_list_verb(form), ==, "日历");
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_HANDLED); /* an empty date */
  g_assert_cmpint(form_over(form), ==, FORM_OVER_CALENDAR);
  key(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "date", "2026-11-28");
  g_assert_cmpint(form_over(form), ==, FORM_OVER_NOTHING);
  form_set_day(form, "date", day_from_ymd(2026, 1, 31));
  key(form, CTRL('d')); /* opens at the day understood */
  key(form, KEYNAME_RIGHT);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
  assert_value(form, "date", "2026-02-01");
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_HANDLED); /* filled: goes on */
  g_assert_cmpstr(form_here(form), ==, "deadline");
  key(form, CTRL('o'));
  g_assert_cmpint(key(form, KEYNAME_ESC), ==, FORM_HANDLED);
  assert_value(form, "deadline", "");
  key(form, CTRL('d'));
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE); /* nobody moved: nothing is taken */
  assert_value(form, "deadline", "");
  key(form, CTRL('d'));
  g_assert_cmpint(key(form, ' '), ==, FORM_CHANGED);
  assert_value(form, "deadline", "2026年11月21日");
}

static void test_units(void) {
  g_autoptr(Calendar) days = calendar_new();
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(Form) form = make(days, 2);
  paste(form, "法规科");
  key(form, CTRL('o'));
  g_assert_cmpint(form_over(form), ==, FORM_OVER_NOTHING);
  form_paint(form, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "没有“法规科”这个单位", NULL), >=, 0);
  key(form, CTRL('u'));
  paste(form, "法规处、科教处");
  form_mark_clean(form);
  key(form, CTRL('o'));
  g_assert_cmpint(form_over(form), ==, FORM_OVER_UNITS);
  g_assert_false(form_is_dirty(form)); /* looking changes nothing */
  g_assert_cmpint(key(form, KEYNAME_RIGHT), ==, FORM_CHANGED);
  assert_value(form, "units", "法规处（牵头）、科教处");
  key(form, 0x529e); /* 办 */
  g_assert_cmpint(form_over(form), ==, FORM_OVER_LIST);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
  assert_value(form, "units", "法规处（牵头）、科教处、厅办公室");
  g_assert_cmpint(form_over(form), ==, FORM_OVER_NOTHING);
}

static void test_files(void) {
  g_autoptr(Calendar) days = calendar_new();
  g_autoptr(Term) term = fake_term_new(20, 60);
  g_autoptr(Form) form = make(days, 3);
  key(form, KEYNAME_TAB); /* nothing to complete: on */
  g_assert_cmpstr(form_here(form), ==, "text");
  key(form, KEYNAME_UP);
  paste(form, "交办〔2026〕3号；~");
  g_assert_cmpint(key(form, KEYNAME_TAB), ==, FORM_CHANGED);
  assert_value(form, "files", "交办〔2026〕3号；~/材料/");
  paste(form, "纪");
  g_assert_cmpint(key(form, KEYNAME_TAB), ==, FORM_HANDLED); /* 纪要 and 纪实 */
  g_assert_cmpint(form_over(form), ==, FORM_OVER_LIST);
  form_paint(form, term, term_area(term));
  g_assert_cmpint(fake_term_find(term, "1.2 MB", NULL), >=, 0);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "files", "交办〔2026〕3号；~/材料/纪要.pdf");
  key(form, KEYNAME_TAB); /* whole: on */
  g_assert_cmpstr(form_here(form), ==, "text");
  key(form, KEYNAME_UP);
  key(form, CTRL('u'));
  paste(form, "~/材料/通");
  g_assert_cmpint(key(form, KEYNAME_TAB), ==, FORM_CHANGED); /* the only one */
  assert_value(form, "files", "~/材料/通知.docx");
}

static void test_phrases(void) {
  static const char *const phrases[] = {"已印发通知，", "正在征求意见。", NULL};
  g_autoptr(Calendar) days = calendar_new();
  g_autoptr(Form) form = make(days, 4);
  g_assert_null(form_list_verb(form));
  form_set_phrases(form, "text", phrases);
  g_assert_cmpstr(form_list_verb(form), ==, "常用语");
  paste(form, "目前");
  key(form, CTRL('o'));
  key(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, KEYNAME_ENTER), ==, FORM_CHANGED);
  assert_value(form, "text", "目前正在征求意见。");
  g_assert_cmpint(key(form, CTRL('e')), ==, FORM_EDIT);
  key(form, KEYNAME_UP);
  g_assert_cmpint(key(form, CTRL('e')), ==, FORM_HANDLED); /* elsewhere the line's end */
}

/* Ctrl-S out of a list takes what was looked for, and never what nobody looked for. */
static void test_saving(void) {
  g_autoptr(Calendar) days = calendar_new();
  g_autoptr(Form) form = make(days, 5);
  key(form, KEYNAME_ENTER);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
  assert_value(form, "state", "办理中");
  key(form, KEYNAME_ENTER);
  key(form, KEYNAME_DOWN);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
  assert_value(form, "state", "已办结");
  paste(form, "没有这个");
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_HANDLED);
  g_assert_cmpint(form_over(form), ==, FORM_OVER_LIST); /* where it says that there is none */
  key(form, KEYNAME_ESC);
  assert_value(form, "state", "已办结");
  key(form, KEYNAME_ESC);
  g_assert_cmpint(form_over(form), ==, FORM_OVER_QUESTION);
  g_assert_cmpint(key(form, CTRL('s')), ==, FORM_SAVE);
  g_assert_cmpint(form_over(form), ==, FORM_OVER_NOTHING);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/widget/form_window/calendar", test_calendar);
  g_test_add_func("/widget/form_window/units", test_units);
  g_test_add_func("/widget/form_window/files", test_files);
  g_test_add_func("/widget/form_window/phrases", test_phrases);
  g_test_add_func("/widget/form_window/saving", test_saving);
  return g_test_run();
}
