#include "tests/core/model/recurring.h"

void set_up_2020(Fixture *fixture, gconstpointer data) {
  fixture_set_up_empty(fixture, data);
  fixture_apply(fixture, "ningxia-2020", 2020);
  fixture->ledger = sql_int(fixture->db, "SELECT id FROM ledger");
}

Day day_of(const char *text) {
  Day found = day_from_iso(text);
  g_assert_cmpint(found, !=, DAY_NONE);
  return found;
}

GPtrArray *obligations(Fixture *fixture, const ObligationFilter *filter, const char *today) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, day_of(today), LEAD_DAYS_DEFAULT);
  GPtrArray *list = obligation_list(fixture->db, reckoning, filter, &error);
  g_assert_no_error(error);
  return list;
}

void check_obligations(Fixture *fixture, ObligationFilter filter, const char *today,
                       const char *expected) {
  g_autoptr(GPtrArray) list = obligations(fixture, &filter, today);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < list->len; i++) {
    const Obligation *one = list->pdata[i];
    g_string_append_printf(text, "%s%s %d/%d %s", i > 0 ? "," : "", one->span.key, one->count,
                           one->quota, light_code(one->light));
  }
  g_assert_cmpstr(text->str, ==, expected);
}

ObligationFilter of_task(Fixture *fixture, int number) {
  return (ObligationFilter){.task = task_id(fixture, number)};
}

gint64 schedule_of(Fixture *fixture, int number) {
  g_autofree char *sql =
      g_strdup_printf("SELECT id FROM schedule WHERE task = %" G_GINT64_FORMAT " ORDER BY id DESC",
                      task_id(fixture, number));
  return sql_int(fixture->db, sql);
}

void set_rule(Fixture *fixture, int number, const char *assignments) {
  g_autofree char *sql = g_strdup_printf("UPDATE schedule SET %s WHERE id = %" G_GINT64_FORMAT,
                                         assignments, schedule_of(fixture, number));
  raw_write(fixture, sql);
}

void set_task(Fixture *fixture, int number, const char *assignments) {
  g_autofree char *sql = g_strdup_printf("UPDATE task SET %s WHERE id = %" G_GINT64_FORMAT,
                                         assignments, task_id(fixture, number));
  raw_write(fixture, sql);
}

void keep_period(Fixture *fixture, int number, const char *key, const char *first, const char *last,
                 int quota, const char *days) {
  gint64 task = task_id(fixture, number);
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO period (task, schedule, key, first, last, due, quota) VALUES "
                      "(%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", '%s', '%s', '%s', '%s', %d)",
                      task, schedule_of(fixture, number), key, first, last, last, quota);
  raw_write(fixture, sql);
  gint64 period = sql_int(fixture->db, "SELECT max(id) FROM period");
  g_auto(GStrv) made = g_strsplit(days, " ", -1);
  for (gsize i = 0; made[i] != NULL && *made[i] != '\0'; i++) {
    g_autofree char *insert =
        g_strdup_printf("INSERT INTO submission (task, period, made_on, text, author) VALUES "
                        "(%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", '%s', '已报', 'zhangsan')",
                        task, period, made[i]);
    raw_write(fixture, insert);
  }
}
