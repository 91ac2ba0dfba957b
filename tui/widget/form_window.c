/* form_window.c: what opens over a form to fill the field the cursor is in: a list, a calendar, the
 * units and their roles. */
#include <string.h>

#include "tui/widget/form_parts.h"

static Field *current_field(const Form *form) {
  return form->current < form->count ? &form->fields[form->current] : NULL;
}

/* ---- lists ------------------------------------------------------------------------------ */

/* Opens the list of offers (FormOffer*), the one named chosen to begin with. */
static void open_offers(Form *form, const GPtrArray *offers, OfferKind kind, const char *chosen) {
  g_autofree PickerItem *items = g_new0(PickerItem, offers->len);
  gsize at = 0;
  g_strfreev(form->offered);
  form->offered = g_new0(char *, offers->len + 1);
  for (guint i = 0; i < offers->len; i++) {
    const FormOffer *offer = offers->pdata[i];
    form->offered[i] = g_strdup(offer->name);
    items[i] = (PickerItem){.name = offer->name, .extra = offer->note};
    if (chosen != NULL && strcmp(offer->name, chosen) == 0)
      at = i;
  }
  form->offer = kind;
  form->picker = picker_new(current_field(form)->label, items, offers->len);
  picker_choose(form->picker, at);
}

static GPtrArray *offers_of(char **names) {
  GPtrArray *offers = form_offers_new();
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    form_offers_add(offers, names[i], NULL);
  return offers;
}

void form_open_choices(Form *form) {
  const Field *field = current_field(form);
  g_autoptr(GPtrArray) offers = offers_of(field->choices);
  open_offers(form, offers, field->kind == FIELD_CHOICE ? OFFER_CHOICE : OFFER_NAME,
              field_value(field));
}

/* ---- files ------------------------------------------------------------------------------ */

/* Where the last name of a file begins in a field. */
static gsize last_name(const Field *field) {
  const char *text = field_value(field);
  gsize start = 0;
  for (const char *p = text; field->kind == FIELD_PATHS && *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == ';' || c == 0xFF1B)
      start = (gsize)(g_utf8_next_char(p) - text);
  }
  while (text[start] == ' ')
    start++;
  return start;
}

/* What the last name may become: FormOffer*. A field that has names of its own is asked for them.
 */
static GPtrArray *file_offers(const Form *form, const Field *field, gboolean all) {
  const char *typed = field_value(field) + last_name(field);
  if (field->choices == NULL && form->host.files != NULL)
    return form->host.files(form->host.data, typed);
  GPtrArray *offers = form_offers_new();
  for (gsize i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
    if (all || g_str_has_prefix(field->choices[i], typed))
      form_offers_add(offers, field->choices[i], NULL);
  return offers;
}

static FormResult put_name(Field *field, const char *name) {
  const char *text = field_value(field);
  g_autofree char *before = g_strndup(text, last_name(field));
  g_autofree char *whole = g_strconcat(before, name, NULL);
  if (strcmp(whole, text) == 0)
    return FORM_HANDLED;
  textbox_set_text(field->box, whole);
  return field_changed(field);
}

/* What the names of all offers begin with. */
static char *common_start(const GPtrArray *offers) {
  const char *first = ((const FormOffer *)offers->pdata[0])->name;
  gsize length = strlen(first);
  for (guint i = 1; i < offers->len; i++) {
    const char *name = ((const FormOffer *)offers->pdata[i])->name;
    gsize same = 0;
    while (same < length && name[same] == first[same])
      same++;
    length = same;
  }
  while (length > 0 && ((guchar)first[length] & 0xC0) == 0x80) /* whole characters only */
    length--;
  return g_strndup(first, length);
}

FormResult form_complete(Form *form) {
  Field *field = current_field(form);
  if (field == NULL || (field->kind != FIELD_PATH && field->kind != FIELD_PATHS))
    return FORM_IGNORED;
  const char *typed = field_value(field) + last_name(field);
  if (*typed == '\0')
    return FORM_IGNORED;
  g_autoptr(GPtrArray) offers = file_offers(form, field, FALSE);
  if (offers->len == 0)
    return FORM_IGNORED;
  g_autofree char *start = common_start(offers);
  if (strlen(start) > strlen(typed))
    return put_name(field, start);
  if (offers->len == 1) /* it stands there whole */
    return FORM_IGNORED;
  open_offers(form, offers, OFFER_PATH, typed);
  return FORM_HANDLED;
}

/* ---- opening ---------------------------------------------------------------------------- */

gboolean form_open_calendar(Form *form) {
  const Field *field = current_field(form);
  if (field == NULL || (field->kind != FIELD_DATE && field->kind != FIELD_DEADLINE) ||
      form->host.calendar == NULL)
    return FALSE;
  form->days = daypicker_new(field->label, form->host.calendar(form->host.data),
                             form->host.today(form->host.data), field->day);
  return TRUE;
}

/* An empty field begins with the list of units. Where a unit is not known, that is said beside the
 * field: only there it can be put right. */
static gboolean open_units(Form *form, Field *field) {
  g_autoptr(UnitBox) box = unitbox_new(field->label, (const char *const *)field->choices,
                                       form->host.roles, form->host.role);
  g_autoptr(GError) error = NULL;
  if (form->host.units(form->host.data, field_value(field), box, &error))
    form->units = g_steal_pointer(&box);
  else
    field_put_note(&field->error, error->message);
  if (form->units != NULL && unitbox_rows(form->units)->len == 0)
    unitbox_choose(form->units);
  return TRUE;
}

static gboolean open_files(Form *form, const Field *field) {
  if (field->choices == NULL && form->host.files == NULL)
    return FALSE;
  g_autoptr(GPtrArray) offers = file_offers(form, field, TRUE);
  open_offers(form, offers, OFFER_PATH, field_value(field) + last_name(field));
  return TRUE;
}

gboolean form_open_list(Form *form) {
  Field *field = current_field(form);
  if (field == NULL)
    return FALSE;
  if (form_open_calendar(form))
    return TRUE;
  if (field->kind == FIELD_UNITS && form->host.units != NULL)
    return open_units(form, field);
  if (field->kind == FIELD_PATH || field->kind == FIELD_PATHS)
    return open_files(form, field);
  if (field->phrases != NULL) {
    g_autoptr(GPtrArray) offers = offers_of(field->phrases);
    open_offers(form, offers, OFFER_PHRASE, NULL);
    return TRUE;
  }
  if (field->choices == NULL)
    return FALSE;
  form_open_choices(form);
  return TRUE;
}

/* ---- taking ----------------------------------------------------------------------------- */

static FormResult take_offer(Form *form, gsize index) {
  Field *field = current_field(form);
  const char *name = form->offered[index];
  g_clear_pointer(&form->picker, picker_free);
  switch (form->offer) {
  case OFFER_PATH:
    return put_name(field, name);
  case OFFER_NAME:
    textbox_insert_name(field->box, name);
    return field_changed(field);
  case OFFER_PHRASE:
    textbox_insert(field->box, name);
    return field_changed(field);
  case OFFER_CHOICE:
    break;
  }
  if (strcmp(field->value, name) == 0)
    return FORM_HANDLED;
  field_put_value(field, name);
  return field_changed(field);
}

static FormResult take_day(Form *form) {
  Field *field = current_field(form);
  Day day = daypicker_day(form->days);
  CivilDate date = day_civil(day);
  char iso[DAY_TEXT_SIZE];
  g_autofree char *text = field->kind == FIELD_DEADLINE
                              ? g_strdup_printf("%d年%d月%d日", date.year, date.month, date.day)
                              : g_strdup(day_to_iso(day, iso));
  g_clear_pointer(&form->days, daypicker_free);
  if (strcmp(field_value(field), text) == 0)
    return FORM_HANDLED;
  textbox_set_text(field->box, text);
  return field_changed(field);
}

/* Writes the units of the window into the field, as a person writes them. */
static FormResult take_units(Form *form) {
  Field *field = current_field(form);
  const GArray *rows = unitbox_rows(form->units);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < rows->len; i++) {
    const UnitBoxRow *row = &g_array_index(rows, UnitBoxRow, i);
    g_string_append_printf(text, "%s%s", i > 0 ? "、" : "", row->name);
    if (row->role != form->host.role)
      g_string_append_printf(text, "（%s）", form->host.roles[row->role]);
  }
  if (strcmp(field_value(field), text->str) == 0)
    return FORM_HANDLED;
  textbox_set_text(field->box, text->str);
  return field_changed(field);
}

/* ---- events ----------------------------------------------------------------------------- */

static FormResult picker_result(Form *form, const Event *event) {
  gsize index;
  PickerResult result = picker_event(form->picker, event, &index);
  if (result == PICKER_CHOSEN)
    return take_offer(form, index);
  if (result == PICKER_LEFT)
    g_clear_pointer(&form->picker, picker_free);
  return FORM_HANDLED;
}

static FormResult days_result(Form *form, const Event *event) {
  DayPickerResult result = daypicker_event(form->days, event);
  if (result == DAYPICKER_CHOSEN)
    return take_day(form);
  if (result == DAYPICKER_LEFT)
    g_clear_pointer(&form->days, daypicker_free);
  return FORM_HANDLED;
}

static FormResult units_result(Form *form, const Event *event) {
  gboolean choosing = unitbox_is_choosing(form->units);
  UnitBoxResult result = unitbox_event(form->units, event);
  if (result == UNITBOX_CHANGED)
    return take_units(form);
  /* Who leaves the list that an empty field began with has nothing to do in the window. */
  gboolean idle = choosing && !unitbox_is_choosing(form->units);
  if (result == UNITBOX_LEFT || (idle && unitbox_rows(form->units)->len == 0))
    g_clear_pointer(&form->units, unitbox_free);
  return FORM_HANDLED;
}

/* Tab out of the units: everything is in the field already. */
static gboolean leaves_units(const Form *form, const Event *event) {
  return form->units != NULL && !unitbox_is_choosing(form->units) && event->type == EVENT_KEY &&
         (event->key == KEYNAME_TAB || event->key == (KEY_MOD_SHIFT | KEYNAME_TAB));
}

gboolean form_window_event(Form *form, const Event *event, FormResult *result) {
  if (leaves_units(form, event)) {
    g_clear_pointer(&form->units, unitbox_free);
    return FALSE;
  }
  if (form->picker != NULL)
    *result = picker_result(form, event);
  else if (form->days != NULL)
    *result = days_result(form, event);
  else if (form->units != NULL)
    *result = units_result(form, event);
  else
    return FALSE;
  return TRUE;
}

gboolean form_window_finish(Form *form) {
  gsize index;
  if (form->picker != NULL && picker_is_used(form->picker)) {
    if (!picker_current(form->picker, &index))
      return FALSE;
    take_offer(form, index);
  }
  g_clear_pointer(&form->picker, picker_free);
  if (form->days != NULL && daypicker_moved(form->days))
    take_day(form);
  g_clear_pointer(&form->days, daypicker_free);
  if (form->units != NULL) {
    UnitBoxResult result = unitbox_finish(form->units);
    if (result == UNITBOX_OPEN)
      return FALSE;
    if (result == UNITBOX_CHANGED)
      take_units(form);
  }
  g_clear_pointer(&form->units, unitbox_free);
  return TRUE;
}
