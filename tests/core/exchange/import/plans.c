#include "tests/core/exchange/import/plans.h"

#include <string.h>

#include "core/store/journal.h"
#include "tests/core/exchange/import/contents.h"

Reckoning *reckoning_of(Fixture *fixture) {
  return reckoning_on(fixture, fixture->actor.today, LEAD_DAYS_DEFAULT);
}

ImportPlan *plan_into(Fixture *fixture, Content *incoming, gint64 ledger) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  ImportPlan *plan =
      import_plan(fixture->db, &fixture->actor, reckoning, incoming, ledger, NULL, &error);
  g_assert_no_error(error);
  return plan;
}

void refuse_plan(Fixture *fixture, Content *incoming, gint64 ledger, const char *words) {
  GError *error = NULL;
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  g_assert_null(
      import_plan(fixture->db, &fixture->actor, reckoning, incoming, ledger, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, words);
}

gboolean try_run(Fixture *fixture, const ImportPlan *plan, ImportResult *result, GError **error) {
  g_autoptr(Reckoning) reckoning = reckoning_of(fixture);
  return import_run(fixture->db, &fixture->actor, reckoning, plan, "台账.xlsx", NULL, result,
                    error);
}

ImportResult run_plan(Fixture *fixture, const ImportPlan *plan) {
  GError *error = NULL;
  ImportResult result = {0};
  try_run(fixture, plan, &result, &error);
  g_assert_no_error(error);
  return result;
}

void refuse_run(Fixture *fixture, const ImportPlan *plan, int code, const char *words) {
  GError *error = NULL;
  gint64 entries = journal_entries(fixture->db);
  g_autofree char *before = fixture_dump(fixture);
  g_assert_false(try_run(fixture, plan, NULL, &error));
  assert_refused(&error, STORE_ERROR, code, words);
  g_autofree char *after = fixture_dump(fixture);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

void undo_last(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq;
  journal_undoable(fixture->db, fixture->actor.who, &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

void assert_counts(const ImportPlan *plan, guint same, guint added, guint changed, guint gone) {
  g_assert_cmpuint(plan->counts[IMPORT_SAME], ==, same);
  g_assert_cmpuint(plan->counts[IMPORT_ADDED], ==, added);
  g_assert_cmpuint(plan->counts[IMPORT_CHANGED], ==, changed);
  g_assert_cmpuint(plan->counts[IMPORT_GONE], ==, gone);
  g_assert_cmpuint(plan->items->len, ==, same + added + changed + gone);
}

ImportItem *item_of(const ImportPlan *plan, const char *goal) {
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    const ContentTask *task = item->incoming >= 0 ? plan->incoming->tasks->pdata[item->incoming]
                                                  : plan->present->tasks->pdata[item->present];
    if (g_str_equal(task->goal, goal))
      return item;
  }
  g_error("没有“%s”", goal);
}

ImportItem *item_numbered(const ImportPlan *plan, int number) {
  return item_of(plan, task_numbered(plan->incoming, number)->goal);
}

ImportField *field_of(const ImportPlan *plan, int number, ContentField field) {
  ImportItem *item = item_numbered(plan, number);
  g_assert_cmpint(item->change, ==, IMPORT_CHANGED);
  for (guint i = 0; i < item->fields->len; i++) {
    ImportField *changed = item->fields->pdata[i];
    if (changed->field == field)
      return changed;
  }
  g_error("第%d项的%s没有变", number, content_field_name(field));
}

void assert_field(const ImportPlan *plan, int number, ContentField field, const char *before,
                  const char *after) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_cmpstr(changed->before, ==, before);
  g_assert_cmpstr(changed->after, ==, after);
  g_assert_null(changed->refusal);
  g_assert_true(changed->chosen);
}

void assert_touched(const ImportPlan *plan, int number, ContentField field, const char *before,
                    const char *after) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_cmpstr(changed->before, ==, before);
  g_assert_cmpstr(changed->after, ==, after);
  g_assert_null(changed->refusal);
  g_assert_true(changed->touched);
  g_assert_false(changed->chosen);
}

void take_touched(const ImportPlan *plan, int number, ContentField field) {
  ImportField *changed = field_of(plan, number, field);
  g_assert_true(changed->touched);
  changed->chosen = TRUE;
  item_numbered(plan, number)->chosen = TRUE;
}

void assert_refusal(const ImportPlan *plan, int number, ContentField field, const char *words) {
  const ImportField *changed = field_of(plan, number, field);
  g_assert_nonnull(changed->refusal);
  g_assert_nonnull(strstr(changed->refusal, words));
  g_assert_false(changed->chosen);
}

void set_text(char **field, const char *text) {
  g_free(*field);
  *field = g_strdup(text);
}

Content *foreign(Fixture *fixture) {
  Content *content = load_ledger(fixture, fixture->ledger);
  g_clear_pointer(&content->origin, g_free);
  content->ledger = 0;
  for (guint i = 0; i < content->tasks->len; i++)
    content_task(content, i)->id = 0;
  return content;
}

void decide_all(ImportPlan *plan, ImportUnitWay way) {
  for (guint i = 0; i < plan->units->len; i++)
    ((ImportUnit *)plan->units->pdata[i])->way = way;
}

ContentTask *insert_part(Content *content, int whole, Day due) {
  guint place;
  const ContentTask *above = task_numbered(content, whole);
  g_assert_true(g_ptr_array_find(content->tasks, above, &place));
  ContentTask *part = content_task_new();
  part->goal = g_strdup("后来加的一部分");
  part->indicator = above->indicator;
  part->parent = (int)place;
  part->weight = 10;
  part->due = due;
  g_ptr_array_insert(content->tasks, (int)place + 1, part);
  for (guint i = place + 2; i < content->tasks->len; i++) {
    ContentTask *task = content_task(content, i);
    task->parent += task->parent > (int)place;
  }
  return part;
}
