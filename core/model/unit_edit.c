/* unit_edit.c: adding and changing a unit. */
#include "core/model/settle.h"
#include "core/model/unit.h"
#include "core/model/unit_private.h"
#include "core/rules/contact.h"
#include "core/rules/text.h"

#define SQL_INSERT "INSERT INTO unit (name, kind, phone, mail) VALUES (?1, ?2, ?3, ?4)"
#define SQL_UPDATE "UPDATE unit SET name = ?2, kind = ?3, phone = ?4, mail = ?5 WHERE id = ?1"
#define SQL_DROP_ALIAS "DELETE FROM unit_alias WHERE name = ?1 AND unit = ?2"
#define SQL_DROP_MEMBER "DELETE FROM unit_member WHERE unit = ?1 AND member = ?2"

/* What is about to be stored: an input, stripped and checked. */
typedef struct {
  const Actor *actor;
  const UnitInput *input;
  const UnitRecord *before; /* NULL: a new unit */
  char *name;
  char *parent; /* blank: none */
  char *phone;  /* NULL: none */
  char *mail;   /* NULL: none */
  UnitField *field;
  gint64 id;
} Edit;

static void edit_clear(Edit *edit) {
  g_free(edit->name);
  g_free(edit->parent);
  g_free(edit->phone);
  g_free(edit->mail);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Edit, edit_clear)

/* Says which field the failure is about; returns FALSE. */
static gboolean in_field(const Edit *edit, UnitField field) {
  *edit->field = field;
  return FALSE;
}

/* ---- checking --------------------------------------------------------------------------- */

static gboolean read_contacts(Edit *edit, GError **error) {
  g_autofree char *phone = text_strip(edit->input->phone);
  if (*phone != '\0' && (edit->phone = contact_phone(phone)) == NULL) {
    store_refuse(error, "“%s”不是电话号码，只能有数字、空格、横线、加号和括号", phone);
    return in_field(edit, UNIT_FIELD_PHONE);
  }
  g_autofree char *mail = text_strip(edit->input->mail);
  if (*mail == '\0')
    return TRUE;
  if (!contact_is_address(mail)) {
    store_refuse(error, "“%s”不是邮件地址，应写成 fgc@example.gov.cn 这样", mail);
    return in_field(edit, UNIT_FIELD_MAIL);
  }
  edit->mail = g_steal_pointer(&mail);
  return TRUE;
}

static gboolean prepare(Edit *edit, UnitField *field, GError **error) {
  *field = UNIT_FIELD_NONE;
  edit->field = field;
  edit->name = text_strip(edit->input->name);
  edit->parent = text_strip(edit->input->parent);
  if (!unit_name_check(edit->name, error))
    return in_field(edit, UNIT_FIELD_NAME);
  return read_contacts(edit, error);
}

static gboolean check_conflicts(const Edit *edit, const UnitRecord *now, GError **error) {
  const Unit *before = edit->before->unit, *unit = now->unit;
  if (unit->successor != 0)
    return store_refuse(error, "“%s”刚被合并或改名，请刷新后再试", unit->name);
  return settle_number("类别", before->kind, edit->input->kind, unit->kind,
                       unit_kind_name(unit->kind), error) &&
         settle_text("名称", before->name, edit->name, unit->name, error) &&
         settle_text("联系电话", before->phone, edit->phone, unit->phone, error) &&
         settle_text("电子邮箱", before->mail, edit->mail, unit->mail, error);
}

/* ---- the parent ------------------------------------------------------------------------- */

static gboolean write_parent(Db *db, const Edit *edit, const UnitRecord *now, GError **error) {
  g_autoptr(Unit) parent = NULL;
  if (*edit->parent != '\0' && (parent = unit_find(db, edit->parent, error)) == NULL)
    return in_field(edit, UNIT_FIELD_PARENT);
  gint64 id = parent != NULL ? parent->id : 0;
  gint64 before = edit->before != NULL ? edit->before->unit->parent : 0;
  if (id == before)
    return TRUE;
  if (now != NULL && !settle_number("上级单位", before, id, now->unit->parent, now->parent, error))
    return in_field(edit, UNIT_FIELD_PARENT);
  return unit_set_parent(db, edit->id, id, error) || in_field(edit, UNIT_FIELD_PARENT);
}

/* ---- other names ------------------------------------------------------------------------ */

static gboolean has_alias(const GPtrArray *aliases, const char *name) {
  for (guint i = 0; i < aliases->len; i++) {
    const UnitAlias *alias = aliases->pdata[i];
    if (alias->ended == 0 && g_str_equal(alias->name, name))
      return TRUE;
  }
  return FALSE;
}

/* What was typed, without blanks around and blank ones. */
static GPtrArray *stripped(const char *const *names) {
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *name = text_strip(names[i]);
    if (*name != '\0')
      g_ptr_array_add(list, g_steal_pointer(&name));
  }
  return list;
}

static gboolean drop_alias(Db *db, gint64 unit, const char *name, GError **error) {
  Query *query = query_new(db, SQL_DROP_ALIAS);
  query_bind_text(query, 1, name);
  query_bind_int(query, 2, unit);
  return query_run(query, error);
}

/* Those that the person took out, and those that are new. */
static gboolean write_aliases(Db *db, const Edit *edit, GError **error) {
  if (edit->input->aliases == NULL)
    return TRUE;
  g_autoptr(GPtrArray) wanted = stripped(edit->input->aliases);
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  const GPtrArray *before = edit->before != NULL ? edit->before->aliases : none;
  for (guint i = 0; i < before->len; i++) {
    const UnitAlias *alias = before->pdata[i];
    gboolean kept = alias->ended != 0 || g_ptr_array_find_with_equal_func(
                                             wanted, alias->name, (GEqualFunc)g_str_equal, NULL);
    if (!kept && !drop_alias(db, edit->id, alias->name, error))
      return in_field(edit, UNIT_FIELD_ALIASES);
  }
  for (guint i = 0; i < wanted->len; i++) {
    const char *name = wanted->pdata[i];
    if (!has_alias(before, name) && !unit_add_alias(db, edit->id, name, edit->actor->today, error))
      return in_field(edit, UNIT_FIELD_ALIASES);
  }
  return TRUE;
}

/* ---- members ---------------------------------------------------------------------------- */

static gboolean has_unit(const GPtrArray *units, gint64 id) {
  for (guint i = 0; i < units->len; i++) {
    if (((const Unit *)units->pdata[i])->id == id)
      return TRUE;
  }
  return FALSE;
}

static GPtrArray *find_units(Db *db, const char *const *names, GError **error) {
  g_autoptr(GPtrArray) list = stripped(names);
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  for (guint i = 0; i < list->len; i++) {
    Unit *unit = unit_find(db, list->pdata[i], error);
    if (unit == NULL)
      return NULL;
    g_ptr_array_add(units, unit);
  }
  return g_steal_pointer(&units);
}

static gboolean change_members(Db *db, const Edit *edit, GError **error) {
  g_autoptr(GPtrArray) wanted = find_units(db, edit->input->members, error);
  if (wanted == NULL)
    return FALSE;
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  const GPtrArray *before = edit->before != NULL ? edit->before->members : none;
  for (guint i = 0; i < before->len; i++) {
    const Unit *member = before->pdata[i];
    if (has_unit(wanted, member->id))
      continue;
    Query *query = query_new(db, SQL_DROP_MEMBER);
    query_bind_int(query, 1, edit->id);
    query_bind_int(query, 2, member->id);
    if (!query_run(query, error))
      return FALSE;
  }
  for (guint i = 0; i < wanted->len; i++) {
    const Unit *member = wanted->pdata[i];
    if (!has_unit(before, member->id) && !unit_add_member(db, edit->id, member->id, error))
      return FALSE;
  }
  return TRUE;
}

/* Only a group has members, whichever of the two was changed. */
static gboolean write_members(Db *db, const Edit *edit, GError **error) {
  if (edit->input->members != NULL && !change_members(db, edit, error))
    return in_field(edit, UNIT_FIELD_MEMBERS);
  g_autoptr(GPtrArray) members = unit_members(db, edit->id, error);
  g_autoptr(Unit) unit = members != NULL ? unit_load(db, edit->id, error) : NULL;
  if (unit == NULL)
    return FALSE;
  if (members->len == 0 || unit->kind == UNIT_GROUP)
    return TRUE;
  store_refuse(error, "只有集合才有成员；“%s”有%u个成员，类别不能是%s", unit->name, members->len,
               unit_kind_name(unit->kind));
  return in_field(edit, UNIT_FIELD_KIND);
}

/* ---- adding ----------------------------------------------------------------------------- */

static gboolean insert(Db *db, const char *name, UnitKind kind, const char *phone, const char *mail,
                       gint64 *id, GError **error) {
  Query *query = query_new(db, SQL_INSERT);
  query_bind_text(query, 1, name);
  query_bind_text(query, 2, unit_kind_code(kind));
  query_bind_text(query, 3, phone);
  query_bind_text(query, 4, mail);
  if (!query_run(query, error))
    return FALSE;
  *id = db_last_id(db);
  return TRUE;
}

static gboolean write_new(Db *db, gpointer data, GError **error) {
  Edit *edit = data;
  g_auto(UnitHolder) holder = {0};
  if (!unit_name_holder(db, edit->name, &holder, error) ||
      (holder.unit != 0 && !unit_name_refuse(edit->name, &holder, error)))
    return in_field(edit, UNIT_FIELD_NAME);
  return insert(db, edit->name, edit->input->kind, edit->phone, edit->mail, &edit->id, error) &&
         write_parent(db, edit, NULL, error) && write_aliases(db, edit, error) &&
         write_members(db, edit, error);
}

gboolean unit_create(Db *db, const Actor *actor, const UnitInput *input, gint64 *id,
                     UnitField *field, GError **error) {
  UnitField ignored;
  g_auto(Edit) edit = {.actor = actor, .input = input};
  if (!prepare(&edit, field != NULL ? field : &ignored, error))
    return FALSE;
  g_autofree char *summary = g_strdup_printf("添加单位“%s”", edit.name);
  Deed deed = {.verb = "unit.add", .summary = summary};
  if (!store_write(db, actor, &deed, write_new, &edit, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = edit.id;
  return TRUE;
}

/* ---- changing --------------------------------------------------------------------------- */

/* Makes the new name free: it may be one of the unit's own other names. */
static gboolean take_name(Db *db, const Edit *edit, GError **error) {
  g_auto(UnitHolder) holder = {0};
  if (!unit_name_holder(db, edit->name, &holder, error))
    return FALSE;
  if (holder.unit == 0)
    return TRUE;
  if (holder.unit != edit->id || holder.ended)
    return unit_name_refuse(edit->name, &holder, error);
  return drop_alias(db, edit->id, edit->name, error);
}

/* A 封存 ledger goes on printing the old name: the unit ends for it, and a new one takes over. */
static gboolean succeed(Db *db, Edit *edit, const Unit *now, GError **error) {
  gint64 successor;
  if (!insert(db, edit->name, now->kind, now->phone, now->mail, &successor, error) ||
      !unit_set_parent(db, successor, now->parent, error) ||
      !unit_move(db, now->id, successor, UNIT_ORIGIN_RENAMED, edit->actor->today, error))
    return FALSE;
  edit->id = successor;
  return TRUE;
}

static gboolean update(Db *db, const Edit *edit, const Unit *now, const char *name,
                       GError **error) {
  const Unit *before = edit->before->unit;
  gboolean phone = g_strcmp0(before->phone, edit->phone) != 0;
  gboolean mail = g_strcmp0(before->mail, edit->mail) != 0;
  Query *query = query_new(db, SQL_UPDATE);
  query_bind_int(query, 1, edit->id);
  query_bind_text(query, 2, name);
  query_bind_text(
      query, 3, unit_kind_code(before->kind != edit->input->kind ? edit->input->kind : now->kind));
  query_bind_text(query, 4, phone ? edit->phone : now->phone);
  query_bind_text(query, 5, mail ? edit->mail : now->mail);
  return query_run(query, error);
}

static gboolean rename_unit(Db *db, Edit *edit, const UnitRecord *now, GError **error) {
  if (g_str_equal(edit->name, now->unit->name))
    return TRUE; /* somebody else did the same */
  if (!take_name(db, edit, error))
    return FALSE;
  if (now->use.frozen > 0 || now->use.frozen_submissions > 0)
    return succeed(db, edit, now->unit, error);
  return update(db, edit, now->unit, edit->name, error) &&
         unit_alias_insert(db, edit->id, now->unit->name, UNIT_ORIGIN_RENAMED, edit->actor->today,
                           error);
}

static gboolean write_edit(Db *db, gpointer data, GError **error) {
  Edit *edit = data;
  edit->id = edit->before->unit->id;
  g_autoptr(UnitRecord) now = unit_record(db, edit->id, error);
  if (now == NULL || !check_conflicts(edit, now, error))
    return FALSE;
  gboolean renamed = !g_str_equal(edit->name, edit->before->unit->name);
  if (renamed && !rename_unit(db, edit, now, error))
    return in_field(edit, UNIT_FIELD_NAME);
  return update(db, edit, now->unit, renamed ? edit->name : now->unit->name, error) &&
         write_parent(db, edit, now, error) && write_aliases(db, edit, error) &&
         write_members(db, edit, error);
}

gboolean unit_edit(Db *db, const Actor *actor, const UnitRecord *before, const UnitInput *input,
                   const char *reason, gint64 *id, UnitField *field, GError **error) {
  UnitField ignored;
  g_auto(Edit) edit = {.actor = actor, .input = input, .before = before};
  if (!prepare(&edit, field != NULL ? field : &ignored, error))
    return FALSE;
  g_autofree char *why = text_strip(reason);
  g_autofree char *summary =
      g_str_equal(edit.name, before->unit->name)
          ? g_strdup_printf("修改单位“%s”", edit.name)
          : g_strdup_printf("单位“%s”改名为“%s”", before->unit->name, edit.name);
  Deed deed = {.verb = "unit.edit", .summary = summary, .reason = *why != '\0' ? why : NULL};
  if (!store_write(db, actor, &deed, write_edit, &edit, NULL, error))
    return FALSE;
  if (id != NULL)
    *id = edit.id;
  return TRUE;
}
