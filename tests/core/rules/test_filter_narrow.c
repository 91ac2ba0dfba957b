/* Whether what is typed can only take less than what was typed before. */
#include "core/rules/filter.h"

static void test_cases(void) {
  static const struct {
    const char *before, *after;
    gboolean narrows;
  } cases[] = {
      {"", "整", TRUE},
      {NULL, "责任:局", TRUE},
      {"整", "整改", TRUE},
      {"改", "整改", TRUE}, /* typed before it */
      {"整改", "整", FALSE},
      {"整改", "整改 ", TRUE},
      {"整改", "整改 报告", TRUE},
      {"整改 报", "整改 报告", TRUE},
      {"整改 报", "整治 报告", FALSE},
      {"整改", "整改 灯:红", TRUE},
      {"-整", "-整改", FALSE}, /* takes more */
      {"-整", "-整 改", TRUE},
      {"整", "-整", FALSE},
      {"f", "fg", FALSE}, /* two letters are pinyin, one is not */
      {"整", "整f", FALSE},
      {"1", "12", FALSE},              /* a 序号 is found whole */
      {"第1", "第1项", FALSE},         /* which is its 序号 */
      {"责任:局", "责任:局长", FALSE}, /* a unit may be called so */
      {"责任:局", "责任:局,处", FALSE},
      {"灯:红", "灯:红,黄", FALSE},
      {"灯:红", "灯:红 整", TRUE},
      {"内容:整", "内容:整改", FALSE},
      {"时限", "时限:", FALSE}, /* the word becomes a field */
      {"“整", "“整改”", TRUE},
      {"整改", NULL, FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    if (filter_narrows(cases[i].before, cases[i].after, day_from_ymd(2026, 11, 21)) !=
        cases[i].narrows)
      g_error("%s → %s", cases[i].before, cases[i].after);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/filter-narrow/cases", test_cases);
  return g_test_run();
}
