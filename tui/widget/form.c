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
  if (spec->kind != FIELD_CHOICE && spec->kind != FIELD_SHOW && spec->kind != FIELD_HIDDEN)
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
  g_strfreev(field->phrases);
  textbox_free(field->box);
  g_free(field->value);
  g_free(field->clean);
  g_free(field->error);
  g_free(field->remark);
  g_free(field->news);
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
  g_free(form->note);
  picker_free(form->picker);
  g_strfreev(form->offered);
  g_strfreev((char **)form->host.roles);
  daypicker_free(form->days);
  unitbox_free(form->units);
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

void form_fill(Form *form, const char *id, const char *value) {
  Field *field = find(form, id);
  if (field == NULL)
    return;
  field_put_value(field, value);
  g_free(field->clean);
  field->clean = g_strdup(field_value(field));
}

void form_set_choices(Form *form, const char *id, const char *const *choices) {
  Field *field = find(form, id);
  if (!field)
    return;
  g_strfreev(field->choices);
  field->choices = g_strdupv((char **)choices);
}

void form_set_phrases(Form *form, const char *id, const char *const *phrases) {
  Field *field = find(form, id);
  if (!field)
    return;
  g_strfreev(field->phrases);
  field->phrases = g_strdupv((char **)phrases);
}

void form_set_host(Form *form, const FormHost *host) {
  g_strfreev((char **)form->host.roles);
  form->host = *host;
  form->host.roles = (const char *const *)g_strdupv((char **)host->roles);
}

void form_set_day(Form *form, const char *id, Day day) {
  Field *field = find(form, id);
  if (field)
    field->day = day;
}

static void offer_free(gpointer data) {
  FormOffer *offer = data;
  g_free(offer->name);
  g_free(offer->note);
  g_free(offer);
}

GPtrArray *form_offers_new(void) {
  return g_ptr_array_new_with_free_func(offer_free);
}

void form_offers_add(GPtrArray *offers, const char *name, const char *note) {
  FormOffer *offer = g_new0(FormOffer, 1);
  offer->name = g_strdup(name);
  offer->note = g_strdup(note);
  g_ptr_array_add(offers, offer);
}

static gboolean is_typed(const Field *field) {
  return strcmp(field_value(field), field->clean) != 0;
}

const char *form_here(const Form *form) {
  return form->current < form->count ? form->fields[form->current].id : NULL;
}

FieldKind form_kind_here(const Form *form) {
  return form->current < form->count ? form->fields[form->current].kind : FIELD_HIDDEN;
}

const char *form_list_verb(const Form *form) {
  if (form->current == form->count)
    return NULL;
  const Field *field = &form->fields[form->current];
  switch (field->kind) {
  case FIELD_DATE:
  case FIELD_DEADLINE:
    return form->host.calendar != NULL ? "日历" : NULL;
  case FIELD_PATH:
  case FIELD_PATHS:
    return field->choices != NULL || form->host.files != NULL ? "选文件" : NULL;
  case FIELD_CHOICE:
    return field->choices != NULL ? "选一项" : NULL;
  default:
    return field->phrases != NULL ? "常用语" : field->choices != NULL ? "选单位等" : NULL;
  }
}

FormOver form_over(const Form *form) {
  return form->dialog != NULL               ? FORM_OVER_QUESTION
         : form->picker != NULL             ? FORM_OVER_LIST
         : form->days != NULL               ? FORM_OVER_CALENDAR
         : form->units == NULL              ? FORM_OVER_NOTHING
         : unitbox_is_choosing(form->units) ? FORM_OVER_LIST
                                            : FORM_OVER_UNITS;
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

const char *form_label(const Form *form, const char *id) {
  for (gsize i = 0; i < form->count; i++) {
    if (g_str_equal(form->fields[i].id, id))
      return form->fields[i].label;
  }
  return NULL;
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
