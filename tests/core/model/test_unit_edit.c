#include "core/model/task.h"
#include "core/model/unit.h"
#include "tests/core/fixture.h"

static gint64 id_of(Fixture *fixture, const char *name) {
  GError *error = NULL;
  g_autoptr(Unit) unit = unit_find(fixture->db, name, &error);
  g_assert_no_error(error);
  return unit->id;
}

static UnitRecord *record_of(Fixture *fixture, const char *name) {
  GError *error = NULL;
  UnitRecord *record = unit_record(fixture->db, id_of(fixture, name), &error);
  g_assert_no_error(error);
  return record;
}

/* What a form holds that nobody has typed into. */
static UnitInput input_of(const UnitRecord *record) {
  return (UnitInput){
      .name = record->unit->name,
      .kind = record->unit->kind,
      .parent = record->parent,
      .phone = record->unit->phone,
      .mail = record->unit->mail,
  };
}

static gint64 edit(Fixture *fixture, const UnitRecord *before, const UnitInput *input) {
  GError *error = NULL;
  gint64 id = 0;
  unit_edit(fixture->db, &fixture->actor, before, input, NULL, &id, NULL, &error);
  g_assert_no_error(error);
  return id;
}

static void refuse(Fixture *fixture, const UnitRecord *before, const UnitInput *input, int code,
                   UnitField expected, const char *part) {
  gint64 entries = journal_entries(fixture->db);
  GError *error = NULL;
  UnitField field = UNIT_FIELD_NONE;
  gboolean good =
      before != NULL
          ? unit_edit(fixture->db, &fixture->actor, before, input, NULL, NULL, &field, &error)
          : unit_create(fixture->db, &fixture->actor, input, NULL, &field, &error);
  g_assert_false(good);
  assert_refused(&error, STORE_ERROR, code, part);
  g_assert_cmpint(field, ==, expected);
  g_assert_cmpint(journal_entries(fixture->db), ==, entries);
}

static gint64 add(Fixture *fixture, UnitInput input) {
  GError *error = NULL;
  gint64 id = 0;
  unit_create(fixture->db, &fixture->actor, &input, &id, NULL, &error);
  g_assert_no_error(error);
  return id;
}

static void undo_last(Fixture *fixture) {
  GError *error = NULL;
  gint64 seq = 0;
  journal_undoable(fixture->db, "zhangsan", &seq, &error);
  g_assert_no_error(error);
  journal_undo(fixture->db, &fixture->actor, seq, NULL, &error);
  g_assert_no_error(error);
}

/* ---- adding ----------------------------------------------------------------------------- */

static void test_create(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const aliases[] = {" 行政审批科 ", "", NULL};
  gint64 id = add(fixture, (UnitInput){
                               .name = " 行政审批管理科（政策法规科） ",
                               .kind = UNIT_LOCAL,
                               .parent = "银川市交通运输局",
                               .phone = "０９５１－６０７６０００",
                               .mail = " spk@example.gov.cn ",
                               .aliases = aliases,
                           });
  g_autoptr(UnitRecord) record = record_of(fixture, "行政审批科");
  g_assert_cmpint(record->unit->id, ==, id);
  g_assert_cmpstr(record->unit->name, ==, "行政审批管理科（政策法规科）");
  g_assert_cmpint(record->unit->kind, ==, UNIT_LOCAL);
  g_assert_cmpstr(record->parent, ==, "银川市交通运输局");
  g_assert_cmpstr(record->unit->phone, ==, "0951-6076000");
  g_assert_cmpstr(record->unit->mail, ==, "spk@example.gov.cn");
  g_assert_cmpuint(record->aliases->len, ==, 1);
  const UnitAlias *alias = record->aliases->pdata[0];
  g_assert_cmpstr(alias->name, ==, "行政审批科");
  g_assert_cmpint(alias->origin, ==, UNIT_ORIGIN_ALIAS);
  g_assert_cmpint(alias->made_on, ==, fixture->actor.today);
  g_autofree char *used = unit_use_text(&record->use);
  g_assert_cmpstr(used, ==, "没有引用");
  g_autoptr(UnitRecord) parent = record_of(fixture, "银川市交通运输局");
  g_assert_cmpuint(parent->children->len, ==, 1);
  g_assert_cmpint(parent->use.children, ==, 1);
  assert_text("SELECT verb || ' ' || summary FROM journal ORDER BY seq DESC",
              "unit.add 添加单位“行政审批管理科（政策法规科）”");
}

static void test_create_refused(Fixture *fixture, gconstpointer data) {
  (void)data;
  UnitInput input = {.name = "　"};
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "不能为空");
  input.name = "新\n科";
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "不能显示");
  g_autofree char *long_name = g_strnfill(61, 'x');
  input.name = long_name;
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "最多60个字");
  input.name = "厅法规处";
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "已经有名为“厅法规处”");
  input.name = "新科";
  input.parent = "厅法规";
  refuse(fixture, NULL, &input, STORE_ERROR_NOT_FOUND, UNIT_FIELD_PARENT, "相近的有：厅法规处");
  input.parent = NULL;
  input.phone = "请打总机";
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_PHONE, "不是电话号码");
  input.phone = NULL;
  input.mail = "法规处";
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_MAIL, "不是邮件地址");
  input.mail = NULL;
  static const char *const taken[] = {"厅运输处", NULL};
  input.aliases = taken;
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_ALIASES, "请用合并");
  input.aliases = NULL;
  input.members = taken;
  refuse(fixture, NULL, &input, STORE_ERROR_REFUSED, UNIT_FIELD_KIND, "只有集合才有成员");
}

/* ---- other names ------------------------------------------------------------------------ */

static gboolean store_twice(Db *db, gpointer data, GError **error) {
  return task_store_units(db, 1, data, error);
}

static void test_alias(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const names[] = {"法规科", "政策法规处", NULL};
  static const char *const fewer[] = {"政策法规处", NULL};
  g_autoptr(UnitRecord) before = record_of(fixture, "厅法规处");
  UnitInput input = input_of(before);
  input.aliases = names;
  edit(fixture, before, &input);
  g_assert_cmpint(id_of(fixture, " 法规科 "), ==, before->unit->id);

  /* Whatever takes a unit's name takes the other one, and says the full name from then on. */
  GError *error = NULL;
  g_autoptr(GPtrArray) units =
      task_read_units(fixture->db, "法规科（牵头）、厅法规处（牵头）、政策法规处", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(units->len, ==, 2);
  g_assert_cmpstr(((TaskUnit *)units->pdata[0])->name, ==, "厅法规处");
  g_assert_cmpint(((TaskUnit *)units->pdata[0])->role, ==, ROLE_LEAD);
  g_assert_cmpint(((TaskUnit *)units->pdata[1])->role, ==, ROLE_RESPONSIBLE);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  TaskFilter by_unit = TASK_FILTER_ALL, by_word = TASK_FILTER_ALL;
  by_unit.unit = before->unit->id;
  by_word.query = "政策法规处";
  g_autoptr(GArray) own = task_list(fixture->db, reckoning, &by_unit, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) found = task_list(fixture->db, reckoning, &by_word, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(own->len, ==, (guint)before->use.tasks);
  g_assert_cmpuint(found->len, ==, own->len);

  /* Whoever stores both names stores one unit. */
  g_autoptr(GPtrArray) twice = g_ptr_array_new_with_free_func((GDestroyNotify)task_unit_free);
  g_ptr_array_add(twice, task_unit_new(before->unit->id, "厅法规处", ROLE_LEAD));
  g_ptr_array_add(twice, task_unit_new(before->unit->id, "法规科", ROLE_LEAD));
  Deed deed = {.verb = "test", .summary = "单位"};
  store_write(fixture->db, &fixture->actor, &deed, store_twice, twice, NULL, &error);
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM task_unit WHERE task = 1", 1);

  /* A misspelt one is among the nearest. */
  g_assert_null(unit_find(fixture->db, "法规科室", &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "法规科（即厅法规处）");

  /* No other unit may take it. */
  g_autoptr(UnitRecord) other = record_of(fixture, "厅运输处");
  UnitInput theirs = input_of(other);
  theirs.aliases = fewer;
  refuse(fixture, other, &theirs, STORE_ERROR_REFUSED, UNIT_FIELD_ALIASES, "已经是“厅法规处”的");
  theirs = input_of(other);
  theirs.name = "法规科";
  refuse(fixture, other, &theirs, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "已经是“厅法规处”的");
  theirs.name = "法规科";
  refuse(fixture, NULL, &theirs, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "已经是“厅法规处”的");

  g_autoptr(UnitRecord) with = record_of(fixture, "厅法规处");
  input = input_of(with);
  input.aliases = fewer;
  edit(fixture, with, &input);
  assert_text("SELECT group_concat(name) FROM unit_alias", "政策法规处");
  edit(fixture, with, &input); /* that is how it is */
  assert_text("SELECT group_concat(name) FROM unit_alias", "政策法规处");
}

/* ---- renaming --------------------------------------------------------------------------- */

static void test_rename(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(UnitRecord) before = record_of(fixture, "厅法规处");
  UnitInput input = input_of(before);
  input.name = "政策法规处";
  g_assert_cmpint(edit(fixture, before, &input), ==, before->unit->id);
  assert_text("SELECT summary FROM journal ORDER BY seq DESC", "单位“厅法规处”改名为“政策法规处”");
  g_autoptr(UnitRecord) renamed = record_of(fixture, "厅法规处");
  g_assert_cmpstr(renamed->unit->name, ==, "政策法规处");
  g_assert_cmpint(((UnitAlias *)renamed->aliases->pdata[0])->origin, ==, UNIT_ORIGIN_RENAMED);
  g_assert_cmpint(renamed->use.tasks, ==, before->use.tasks);

  /* And back again: its own former name is free for it. */
  input.name = "厅法规处";
  edit(fixture, renamed, &input);
  g_autoptr(UnitRecord) back = record_of(fixture, "政策法规处");
  g_assert_cmpstr(back->unit->name, ==, "厅法规处");
  g_assert_cmpuint(back->aliases->len, ==, 1);
  undo_last(fixture);
  assert_text("SELECT name FROM unit WHERE id = 1", "政策法规处");
  assert_text("SELECT name || origin FROM unit_alias", "厅法规处renamed");
  input.name = "厅运输处";
  refuse(fixture, renamed, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "请用合并");
}

/* A closed year goes on printing the old name. */
static void test_rename_frozen(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(UnitRecord) first = record_of(fixture, "厅法规处");
  static const char *const aliases[] = {"法规科", NULL};
  UnitInput input = input_of(first);
  input.parent = "厅办公室";
  input.phone = "0951-6076000";
  input.aliases = aliases;
  edit(fixture, first, &input);
  fixture_apply(fixture, "ningxia-2020", 2027);
  raw_write(fixture, "UPDATE ledger SET frozen_on = '2026-11-20' WHERE year = 2026");

  g_autoptr(UnitRecord) before = record_of(fixture, "厅法规处");
  g_assert_cmpint(before->use.ledgers, ==, 2);
  input.name = "政策法规处";
  gint64 id = edit(fixture, before, &input);
  g_assert_cmpint(id, !=, before->unit->id);
  assert_int("SELECT count(*) FROM task_unit tu JOIN unit u ON u.id = tu.unit JOIN task t "
             "ON t.id = tu.task JOIN ledger l ON l.id = t.ledger "
             "WHERE u.name = '厅法规处' AND l.year = 2027",
             0);
  assert_int("SELECT count(*) FROM task_unit tu JOIN unit u ON u.id = tu.unit JOIN task t "
             "ON t.id = tu.task JOIN ledger l ON l.id = t.ledger "
             "WHERE u.name = '政策法规处' AND l.year = 2026",
             0);
  g_autoptr(UnitRecord) after = record_of(fixture, "厅法规处");
  g_assert_cmpint(after->unit->id, ==, id);
  g_assert_cmpstr(after->parent, ==, "厅办公室");
  g_assert_cmpstr(after->unit->phone, ==, "0951-6076000");
  g_assert_cmpint(after->use.tasks, ==, before->use.tasks / 2);
  g_assert_cmpint(after->use.frozen, ==, 0);
  g_assert_cmpint(id_of(fixture, "法规科"), ==, id);
  g_assert_cmpuint(after->aliases->len, ==, 2);

  /* It is chosen no more, and both years are found by either name. */
  GError *error = NULL;
  g_autoptr(GPtrArray) in_use = unit_list_in_use(fixture->db, &error);
  g_autoptr(GPtrArray) all = unit_list(fixture->db, &error);
  g_assert_cmpuint(all->len, ==, in_use->len + 1);
  g_autoptr(Reckoning) reckoning = reckoning_on(fixture, fixture->actor.today, 7);
  TaskFilter filter = TASK_FILTER_ALL;
  filter.unit = id;
  filter.frozen = TRUE;
  g_autoptr(GArray) refs = task_list(fixture->db, reckoning, &filter, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(refs->len, ==, (guint)before->use.tasks);
  g_autoptr(GHashTable) counts = unit_task_counts(fixture->db, &error);
  g_assert_cmpint(GPOINTER_TO_INT(g_hash_table_lookup(counts, &id)), ==, before->use.tasks);
  g_autoptr(GArray) tasks = unit_tasks(fixture->db, id, &error);
  g_assert_cmpuint(tasks->len, ==, (guint)before->use.tasks);

  refuse(fixture, before, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NONE, "刚被合并或改名");
  input = input_of(after);
  input.name = "厅法规处"; /* which stands in the closed year */
  refuse(fixture, after, &input, STORE_ERROR_REFUSED, UNIT_FIELD_NAME, "不能再用");
  undo_last(fixture);
  g_assert_cmpint(id_of(fixture, "厅法规处"), ==, before->unit->id);
}

/* ---- the rest --------------------------------------------------------------------------- */

static void test_parent(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(UnitRecord) top = record_of(fixture, "厅办公室");
  g_autoptr(UnitRecord) middle = record_of(fixture, "厅法规处");
  UnitInput input = input_of(middle);
  input.parent = "厅办公室";
  edit(fixture, middle, &input);
  UnitInput upper = input_of(top);
  upper.parent = "厅法规处";
  refuse(fixture, top, &upper, STORE_ERROR_REFUSED, UNIT_FIELD_PARENT, "不能是自己的上级");
  upper.parent = "厅办公室";
  refuse(fixture, top, &upper, STORE_ERROR_REFUSED, UNIT_FIELD_PARENT, "不能是自己的上级");
  /* Of two who change it, the second is told. */
  input.parent = "厅人事处";
  refuse(fixture, middle, &input, STORE_ERROR_CONFLICT, UNIT_FIELD_PARENT, "厅办公室");
  g_autoptr(UnitRecord) now = record_of(fixture, "厅法规处");
  input.parent = "";
  edit(fixture, now, &input);
  assert_int("SELECT count(*) FROM unit WHERE parent IS NOT NULL", 0);
}

static void test_conflict(Fixture *fixture, gconstpointer data) {
  (void)data;
  g_autoptr(UnitRecord) before = record_of(fixture, "厅法规处");
  UnitInput mine = input_of(before), theirs = input_of(before);
  theirs.phone = "6076000";
  theirs.kind = UNIT_BODY;
  edit(fixture, before, &theirs);
  mine.mail = "fgc@example.gov.cn"; /* another field: both stay */
  edit(fixture, before, &mine);
  assert_text("SELECT phone || ' ' || mail || ' ' || kind FROM unit WHERE id = 1",
              "6076000 fgc@example.gov.cn body");
  mine.phone = "12345";
  refuse(fixture, before, &mine, STORE_ERROR_CONFLICT, UNIT_FIELD_NONE, "6076000");
  mine = input_of(before);
  mine.kind = UNIT_LOCAL;
  refuse(fixture, before, &mine, STORE_ERROR_CONFLICT, UNIT_FIELD_NONE, "下属单位");
}

static void test_members(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const two[] = {"厅法规处", "有关市交通运输局", NULL};
  static const char *const one[] = {"厅法规处", NULL};
  static const char *const around[] = {"新集合", NULL};
  static const char *const none[] = {NULL};
  gint64 group = add(fixture, (UnitInput){.name = "新集合", .kind = UNIT_GROUP, .members = two});
  g_autoptr(UnitRecord) before = record_of(fixture, "新集合");
  g_assert_cmpuint(before->members->len, ==, 2);
  g_autoptr(UnitRecord) inner = record_of(fixture, "有关市交通运输局");
  g_assert_cmpint(((Unit *)inner->groups->pdata[0])->id, ==, group);
  UnitInput input = input_of(inner);
  input.members = around;
  refuse(fixture, inner, &input, STORE_ERROR_REFUSED, UNIT_FIELD_MEMBERS, "互为成员");
  input = input_of(before);
  input.members = around;
  refuse(fixture, before, &input, STORE_ERROR_REFUSED, UNIT_FIELD_MEMBERS, "不能是自己的成员");
  input.members = NULL;
  input.kind = UNIT_LOCAL;
  refuse(fixture, before, &input, STORE_ERROR_REFUSED, UNIT_FIELD_KIND, "2个成员");
  input = input_of(before);
  input.members = one;
  edit(fixture, before, &input);
  g_autoptr(UnitRecord) fewer = record_of(fixture, "新集合");
  g_assert_cmpuint(fewer->members->len, ==, 1);
  input.members = none;
  input.kind = UNIT_LOCAL;
  edit(fixture, fewer, &input);
  assert_text("SELECT kind FROM unit WHERE name = '新集合'", "local");
}

static void test_remove(Fixture *fixture, gconstpointer data) {
  (void)data;
  static const char *const aliases[] = {"新处", NULL};
  static const char *const members[] = {"厅法规处", NULL};
  gint64 id = add(
      fixture,
      (UnitInput){.name = "新设处", .kind = UNIT_GROUP, .aliases = aliases, .members = members});
  GError *error = NULL;
  g_assert_false(unit_remove(fixture->db, &fixture->actor, id_of(fixture, "厅法规处"), &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "还在用（任务");
  g_assert_true(unit_remove(fixture->db, &fixture->actor, id, &error));
  g_assert_no_error(error);
  assert_int("SELECT count(*) FROM unit_alias", 0);
  g_assert_false(unit_remove(fixture->db, &fixture->actor, id, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "可能已被删除");
  undo_last(fixture);
  g_assert_cmpint(id_of(fixture, "新处"), ==, id);
}

/* What a template may say inside its own writer. */
static gboolean write_like_template(Db *db, gpointer data, GError **error) {
  gint64 *ids = data;
  return unit_add_alias(db, 1, "法规科", day_from_ymd(2026, 1, 1), error) &&
         unit_add_alias(db, 1, "法规科", day_from_ymd(2026, 2, 1), error) &&
         unit_add_alias(db, 1, "厅法规处", day_from_ymd(2026, 2, 1), error) &&
         unit_ensure(db, "法规科", UNIT_BODY, &ids[0], error) && unit_set_parent(db, 1, 2, error) &&
         unit_add_alias(db, 2, "法规科", day_from_ymd(2026, 2, 1), error);
}

static void test_writer(Fixture *fixture, gconstpointer data) {
  (void)data;
  gint64 ids[1] = {0};
  Deed deed = {.verb = "test", .summary = "单位"};
  GError *error = NULL;
  g_assert_false(
      store_write(fixture->db, &fixture->actor, &deed, write_like_template, ids, NULL, &error));
  assert_refused(&error, STORE_ERROR, STORE_ERROR_REFUSED, "“法规科”已经是“厅法规处”的");
  g_assert_cmpint(ids[0], ==, 1);
  assert_int("SELECT count(*) FROM unit_alias", 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/unit/create", test_create);
  ADD("/unit/create/refused", test_create_refused);
  ADD("/unit/alias", test_alias);
  ADD("/unit/rename", test_rename);
  ADD("/unit/rename/frozen", test_rename_frozen);
  ADD("/unit/parent", test_parent);
  ADD("/unit/conflict", test_conflict);
  ADD("/unit/members", test_members);
  ADD("/unit/remove", test_remove);
  ADD("/unit/writer", test_writer);
  return g_test_run();
}
