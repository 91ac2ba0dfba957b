#include "core/model/unit.h"

#include "core/model/schedule.h"
#include "tests/core/fixture.h"

static void test_words(void) {
  static const struct {
    UnitKind kind;
    const char *code;
  } kinds[] = {
      {UNIT_OFFICE, "office"}, {UNIT_BODY, "body"}, {UNIT_LOCAL, "local"}, {UNIT_GROUP, "group"}};
  UnitKind kind;
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_assert_cmpstr(unit_kind_code(kinds[i].kind), ==, kinds[i].code);
    g_assert_true(unit_kind_parse(kinds[i].code, &kind));
    g_assert_cmpint(kind, ==, kinds[i].kind);
  }
  g_assert_false(unit_kind_parse("offices", &kind));
  g_assert_false(unit_kind_parse(NULL, &kind));

  Every every;
  g_assert_cmpstr(every_name(EVERY_FORTNIGHT), ==, "半月");
  g_assert_true(every_parse("workdays", &every));
  g_assert_cmpint(every, ==, EVERY_WORKDAYS);
  g_assert_cmpstr(every_code(every), ==, "workdays");
  g_assert_false(every_parse("季度", &every));
  g_assert_false(every_parse(NULL, &every));
}

static void test_find(Fixture *fixture, gconstpointer data) {
  (void)data;
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, "路网监测与应急处置中心", &error);
  g_assert_no_error(error);
  g_assert_cmpint(unit->kind, ==, UNIT_BODY);
  /* The likeliest come first, and not all of them. */
  g_assert_null(unit_find(fixture->db, "路网监测中心", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "相近的有：路网监测与应急处置中心");
  g_assert_null(unit_find(fixture->db, "运输局", &error));
  g_auto(GStrv) named = g_strsplit(error->message, "、", -1);
  g_assert_cmpuint(g_strv_length(named), ==, 5);
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "没有名为“运输局”的单位");
  g_assert_null(unit_find(fixture->db, "", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "请写单位全称");
}

/* A second template may name units that are there, and members that are members. */
static gboolean ensure_twice(Db *db, gpointer data, GError **error) {
  gint64 *ids = data;
  return unit_ensure(db, "新设科", UNIT_OFFICE, &ids[0], error) &&
         unit_ensure(db, "新设科", UNIT_BODY, &ids[1], error) &&
         unit_ensure(db, "有关市交通运输局", UNIT_GROUP, &ids[2], error) &&
         unit_add_member(db, ids[2], ids[0], error) && unit_add_member(db, ids[2], ids[0], error);
}

static void test_ensure(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 ids[3] = {0};
  Deed deed = {.verb = "test", .summary = "单位"};
  GError *error = NULL;
  store_write(fixture->db, &fixture->actor, &deed, ensure_twice, ids, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(ids[0], ==, ids[1]);
  g_autoptr(GPtrArray) members = unit_members(fixture->db, ids[2], &error);
  g_assert_no_error(error);
  g_assert_cmpuint(members->len, ==, 1);
  const Unit *member = members->pdata[0];
  g_assert_cmpstr(member->name, ==, "新设科");
  g_assert_cmpint(member->kind, ==, UNIT_OFFICE); /* as it was first */
  g_autoptr(GPtrArray) units = unit_list(fixture->db, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(units->len, ==, 18 + 27 + 1);
  g_assert_cmpstr(((Unit *)units->pdata[0])->name, ==, "厅法规处");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/unit/words", test_words);
  ADD("/unit/find", test_find);
  ADD("/unit/ensure", test_ensure);
  return g_test_run();
}
