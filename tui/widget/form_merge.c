/* form_merge.c: a form whose record somebody else changes while it is open. */
#include "core/rules/merge.h"
#include "tui/widget/form_parts.h"

static void change_free(gpointer data) {
  FormChange *change = data;
  g_free(change->id);
  g_free(change->label);
  g_free(change->mine);
  g_free(change->theirs);
  g_free(change);
}

static Field *find(const Form *form, const char *id) {
  for (gsize i = 0; i < form->count; i++) {
    if (g_str_equal(form->fields[i].id, id))
      return &form->fields[i];
  }
  return NULL;
}

void form_set_news(Form *form, const char *id, const char *news) {
  Field *field = find(form, id);
  if (field != NULL)
    field_put_note(&field->news, news);
}

gboolean form_set_note(Form *form, const char *note) {
  if (g_strcmp0(form->note, note) == 0)
    return FALSE;
  field_put_note(&form->note, note);
  return TRUE;
}

static const char *between_of(FieldKind kind) {
  return kind == FIELD_TEXT ? "\n" : kind == FIELD_UNITS ? "、" : NULL;
}

static void add_change(GPtrArray *changes, const Field *field, const char *theirs, gboolean clash) {
  FormChange *change = g_new0(FormChange, 1);
  change->id = g_strdup(field->id);
  change->label = g_strdup(field->label);
  change->mine = g_strdup(field_value(field));
  change->theirs = g_strdup(theirs);
  change->between = between_of(field->kind);
  change->clash = clash;
  g_ptr_array_add(changes, change);
}

static void follow_choices(Field *field, const Field *fresh) {
  if (fresh->choices == NULL)
    return;
  g_strfreev(field->choices);
  field->choices = g_strdupv(fresh->choices);
}

static void take(Field *field, const char *theirs) {
  field_put_value(field, theirs);
  g_free(field->clean);
  field->clean = g_strdup(field_value(field));
}

static void rebase_field(Field *field, const Field *fresh, GPtrArray *changes) {
  const char *theirs = field_value(fresh);
  gboolean typed_in = field->kind != FIELD_SHOW && field->kind != FIELD_HIDDEN;
  follow_choices(field, fresh);
  switch (typed_in ? merge_text(field->clean, field_value(field), theirs) : MERGE_THEIRS) {
  case MERGE_THEIRS:
    if (typed_in)
      add_change(changes, field, theirs, FALSE);
    take(field, theirs);
    break;
  case MERGE_NOTHING: /* both wrote the same */
    g_free(field->clean);
    field->clean = g_strdup(theirs);
    break;
  case MERGE_BOTH:
    add_change(changes, field, theirs, TRUE);
    break;
  case MERGE_MINE:
    break;
  }
}

GPtrArray *form_rebase(Form *form, const Form *fresh) {
  GPtrArray *changes = g_ptr_array_new_with_free_func(change_free);
  for (gsize i = 0; i < form->count; i++) {
    const Field *other = find(fresh, form->fields[i].id);
    if (other != NULL)
      rebase_field(&form->fields[i], other, changes);
  }
  return changes;
}

void form_doubt(Form *form, const char *id) {
  Field *field = find(form, id);
  if (field == NULL)
    return;
  g_free(field->clean);
  field->clean = g_strdup("\001"); /* no value is that */
}

void form_settle(Form *form, const char *id, const char *value, const char *theirs) {
  Field *field = find(form, id);
  if (field == NULL)
    return;
  take(field, theirs);
  field_put_value(field, value);
  field_put_note(&field->news, NULL);
}
