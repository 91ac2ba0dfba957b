#include "core/rules/contact.h"

static void test_phone(void) {
  static const struct {
    const char *typed, *kept;
  } cases[] = {
      {"0951-6076000", "0951-6076000"},
      {"０９５１－６０７６０００", "0951-6076000"},
      {"（0951）6076000", "(0951)6076000"},
      {"+86　951  6076000 ", "+86 951 6076000"},
      {"0951—6076000", "0951-6076000"},
      {"12328", "12328"},
      {"12", NULL},
      {"123456789012345678901", NULL},
      {"0951-607600O", NULL},
      {"6076000转801", NULL},
      {"86+951", NULL},
      {"", NULL},
      {"----", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *phone = contact_phone(cases[i].typed);
    g_assert_cmpstr(phone, ==, cases[i].kept);
  }
}

static void test_address(void) {
  static const char *const good[] = {"fgc@example.gov.cn", "a.b+c@example", "ab-c@x"};
  static const char *const bad[] = {"",     "fgc",   "@example.cn",   "fgc@",   "a@b@c",
                                    "-a@b", "a b@c", "厅@example.cn", "a@例.cn"};
  for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
    g_assert_true(contact_is_address(good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(contact_is_address(bad[i]));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contact/phone", test_phone);
  g_test_add_func("/contact/address", test_address);
  return g_test_run();
}
