#include "tui/widget/form.h"

#include <string.h>

#include "tui/widget/form_parts.h"

/* ---- making ----------------------------------------------------------------------------- */

static void field_init(Field *field, const FieldSpec *spec) {
  field->id = g_strdup(spec->id);
  field->label = g_strdup(spec->label);
  field->hint = g_strdup(spec->hint);
  field->kind = spec->kind;
  field->required = spec->required;
  field->choices = g_strdupv((char **)spec->choices);
  if (spec->kind == FIELD_LINE || spec->kind == FIELD_PATH || spec->kind == FIELD_TEXT)
    field->box = textbox_new(spec->kind == FIELD_TEXT);
  else
    field->value = g_strdup(
        spec->kind == FIELD_CHOICE && spec->choices && spec->choices[0] ? spec->choices[0] : "");
  field->clean = g_strdup(field_value(field));
}

static void field_clear(Field *field) {
  g_free(field->id);
  g_free(field->label);
  g_free(field->hint);
  g_strfreev(field->choices);
  textbox_free(field->box);
  g_free(field->value);
  g_free(field->clean);
  g_free(field->error);
  g_free(field->remark);
}

gboolean form_can_stand(const Form *form, gsize index) {
  return index == form->count ||
         (form->fields[index].kind != FIELD_SHOW && form->fields[index].kind != FIELD_HIDDEN);
}

Form *form_new(const char *title, const FieldSpec *specs, gsize count) {
  Form *form = g_new0(Form, 1);
  form->title = g_strdup(title);
  form_set_verb(form, NULL);
  form->fields = g_new0(Field, count);
  form->count = count;
  for (gsize i = 0; i < count; i++)
    field_init(&form->fields[i], &specs[i]);
  while (!form_can_stand(form, form->current))
    form->current++;
  return form;
}

const char *form_title(const Form *form) {
  return form->title;
}

void form_set_verb(Form *form, const char *verb) {
  g_free(form->verb);
  form->verb = g_strdup(verb != NULL ? verb : "保存");
}

const char *form_verb(const Form *form) {
  return form->verb;
}

void form_free(Form *form) {
  if (!form)
    return;
  for (gsize i = 0; i < form->count; i++)
    field_clear(&form->fields[i]);
  g_free(form->fields);
  g_free(form->title);
  g_free(form->verb);
  picker_free(form->picker);
  dialog_free(form->dialog);
  g_free(form);
}

/* ---- values ----------------------------------------------------------------------------- */

static Field *find(const Form *form, const char *id) {
  for (gsize i = 0; i < form->count; i++)
    if (strcmp(form->fields[i].id, id) == 0)
      return &form->fields[i];
  return NULL;
}

const char *form_value(const Form *form, const char *id) {
  const Field *field = find(form, id);
  return field ? field_value(field) : "";
}

void field_put_value(Field *field, const char *value) {
  if (field->box) {
    textbox_set_text(field->box, value);
  } else {
    g_free(field->value);
    field->value = g_strdup(value ? value : "");
  }
}

void form_set_value(Form *form, const char *id, const char *value) {
  Field *field = find(form, id);
  if (field)
    field_put_value(field, value);
}

void form_set_choices(Form *form, const char *id, const char *const *choices) {
  Field *field = find(form, id);
  if (!field)
    return;
  g_strfreev(field->choices);
  field->choices = g_strdupv((char **)choices);
}

static gboolean is_typed(const Field *field) {
  return strcmp(field_value(field), field->clean) != 0;
}

const char *form_list_verb(const Form *form) {
  const Field *field = form->current < form->count ? &form->fields[form->current] : NULL;
  if (field == NULL || field->choices == NULL)
    return NULL;
  return field->kind == FIELD_PATH ? "选文件" : field->kind == FIELD_CHOICE ? "选一项" : "选单位等";
}

FormOver form_over(const Form *form) {
  return form->dialog != NULL   ? FORM_OVER_QUESTION
         : form->picker != NULL ? FORM_OVER_LIST
                                : FORM_OVER_NOTHING;
}

gboolean form_is_dirty(const Form *form) {
  for (gsize i = 0; i < form->count; i++)
    if (is_typed(&form->fields[i]))
      return TRUE;
  return FALSE;
}

void form_mark_clean(Form *form) {
  for (gsize i = 0; i < form->count; i++) {
    g_free(form->fields[i].clean);
    form->fields[i].clean = g_strdup(field_value(&form->fields[i]));
  }
}

char **form_typed(const Form *form) {
  char **values = g_new0(char *, form->count * 2 + 1);
  gsize typed = 0;
  for (gsize i = 0; i < form->count; i++) {
    const Field *field = &form->fields[i];
    if (!is_typed(field))
      continue;
    values[typed++] = g_strdup(field->id);
    values[typed++] = g_strdup(field_value(field));
  }
  return values;
}

void field_put_note(char **note, const char *text) {
  g_free(*note);
  *note = g_strdup(text);
}

void form_set_error(Form *form, const char *id, const char *message) {
  Field *field = find(form, id);
  if (!field)
    return;
  field_put_note(&field->error, message);
  gsize index = (gsize)(field - form->fields);
  if (!message || !form_can_stand(form, index))
    return;
  gboolean earlier = form->current < index && form->fields[form->current].error;
  if (!earlier)
    form->current = index;
}

void form_clear_errors(Form *form) {
  for (gsize i = 0; i < form->count; i++)
    field_put_note(&form->fields[i].error, NULL);
}

void form_set_remark(Form *form, const char *id, const char *remark) {
  Field *field = find(form, id);
  if (field)
    field_put_note(&field->remark, remark);
}
