/* import_choice.c: what is decided of rows, fields and units, and how it comes over into the next
 * plan. */
#include "tui/screen/import_work.h"

/* ---- rows ------------------------------------------------------------------------------- */

const ContentTask *import_work_task(const ImportWork *work, const ImportItem *item,
                                    const Content **content) {
  gboolean gone = item->incoming < 0;
  *content = gone ? work->plan->present : work->plan->incoming;
  return (*content)->tasks->pdata[gone ? item->present : item->incoming];
}

static ImportItem *item_at(const ImportWork *work, guint index) {
  return work->plan->items->pdata[index];
}

/* How a row is found again in the next plan: where it stands in the file; what is gone, by what it
 * is in the ledger. */
static char *row_key(const ImportWork *work, const ImportItem *item) {
  const Content *content;
  const ContentTask *task = import_work_task(work, item, &content);
  if (item->incoming < 0)
    return g_strdup_printf("g%" G_GINT64_FORMAT, task->id);
  if (task->row != 0)
    return g_strdup_printf("t%u.%u", task->table, task->row);
  return g_strdup_printf("i%d", item->incoming);
}

static char *field_key(const char *row, ContentField field) {
  return g_strdup_printf("%s/%s", row, content_field_code(field));
}

/* Notes what differs from what the plan proposes; what is as proposed needs no note. */
static void note(ImportWork *work, const char *key, gboolean chosen, gboolean proposed) {
  if (chosen == proposed)
    g_hash_table_remove(work->rows, key);
  else
    g_hash_table_insert(work->rows, g_strdup(key), g_strdup(chosen ? "1" : "0"));
}

gboolean import_work_can_take(const ImportItem *item) {
  return item->change != IMPORT_SAME && item->refusal == NULL;
}

static void put(ImportWork *work, ImportItem *item, gboolean chosen) {
  if (!import_work_can_take(item))
    return;
  g_autofree char *key = row_key(work, item);
  item->chosen = chosen;
  note(work, key, chosen, item->proposed);
}

static void put_field(ImportWork *work, ImportItem *item, ImportField *field, gboolean chosen) {
  if (field->refusal != NULL)
    return;
  g_autofree char *row = row_key(work, item);
  g_autofree char *key = field_key(row, field->field);
  field->chosen = chosen;
  note(work, key, chosen, field->proposed);
}

static guint fields_taken(const ImportItem *item) {
  guint taken = 0;
  for (guint i = 0; i < item->fields->len; i++)
    taken += ((const ImportField *)item->fields->pdata[i])->chosen ? 1 : 0;
  return taken;
}

void import_work_take(ImportWork *work, guint index) {
  ImportItem *item = item_at(work, index);
  put(work, item, !item->chosen);
  if (!item->chosen || item->change != IMPORT_CHANGED || fields_taken(item) > 0)
    return;
  for (guint i = 0; i < item->fields->len; i++)
    put_field(work, item, item->fields->pdata[i], TRUE);
}

void import_work_take_field(ImportWork *work, guint index, guint field) {
  ImportItem *item = item_at(work, index);
  ImportField *one = item->fields->pdata[field];
  put_field(work, item, one, !one->chosen || !item->chosen);
  put(work, item, fields_taken(item) > 0);
}

static gboolean is_proposed(const ImportItem *item) {
  return import_work_can_take(item) && item->change != IMPORT_GONE;
}

void import_work_take_all(ImportWork *work) {
  gboolean all = TRUE;
  for (guint i = 0; i < work->plan->items->len; i++)
    all = all && (!is_proposed(item_at(work, i)) || item_at(work, i)->chosen);
  for (guint i = 0; i < work->plan->items->len; i++) {
    if (is_proposed(item_at(work, i)) && item_at(work, i)->chosen == all)
      import_work_take(work, i);
  }
}

guint import_work_taken(const ImportWork *work) {
  guint taken = 0;
  for (guint i = 0; i < work->plan->items->len; i++) {
    const ImportItem *item = item_at(work, i);
    taken += item->change != IMPORT_SAME && item->chosen ? 1 : 0;
  }
  return taken;
}

/* ---- units ------------------------------------------------------------------------------ */

static ImportUnit *unit_at(const ImportWork *work, guint index) {
  return work->plan->units->pdata[index];
}

void import_work_decide_unit(ImportWork *work, guint index, ImportUnitWay way, UnitKind kind,
                             gint64 id) {
  ImportUnit *unit = unit_at(work, index);
  unit->way = way;
  unit->unit = way == IMPORT_UNIT_ALIAS ? id : 0;
  if (way == IMPORT_UNIT_MAKE)
    unit->kind = kind;
  char *choice = way == IMPORT_UNIT_MAKE    ? g_strdup_printf("make %s", unit_kind_code(kind))
                 : way == IMPORT_UNIT_ALIAS ? g_strdup_printf("alias %" G_GINT64_FORMAT, unit->unit)
                                            : g_strdup("omit -");
  g_hash_table_insert(work->units, g_strdup(unit->name), choice);
}

/* Takes up what was decided of a unit before; FALSE where that cannot be read. */
static gboolean take_up_unit(ImportWork *work, guint index, const char *choice) {
  g_auto(GStrv) words = g_strsplit(choice, " ", 2);
  if (words[0] == NULL || words[1] == NULL)
    return FALSE;
  UnitKind kind = unit_at(work, index)->kind;
  if (g_str_equal(words[0], "make") && unit_kind_parse(words[1], &kind))
    import_work_decide_unit(work, index, IMPORT_UNIT_MAKE, kind, 0);
  else if (g_str_equal(words[0], "alias"))
    import_work_decide_unit(work, index, IMPORT_UNIT_ALIAS, kind,
                            g_ascii_strtoll(words[1], NULL, 10));
  else if (g_str_equal(words[0], "omit"))
    import_work_decide_unit(work, index, IMPORT_UNIT_OMIT, kind, 0);
  else
    return FALSE;
  return TRUE;
}

guint import_work_undecided(const ImportWork *work) {
  guint count = 0;
  for (guint i = 0; i < work->plan->units->len; i++)
    count += unit_at(work, i)->way == IMPORT_UNIT_ASK ? 1 : 0;
  return count;
}

guint import_work_next_undecided(const ImportWork *work, guint from) {
  guint count = work->plan->units->len;
  for (guint i = 0; i < count; i++) {
    if (unit_at(work, (from + i) % count)->way == IMPORT_UNIT_ASK)
      return (from + i) % count;
  }
  return from % count;
}

/* ---- what was decided before ------------------------------------------------------------- */

void import_work_take_up(ImportWork *work) {
  gboolean any = g_hash_table_size(work->rows) > 0;
  for (guint i = 0; any && i < work->plan->items->len; i++) {
    ImportItem *item = item_at(work, i);
    if (!import_work_can_take(item))
      continue;
    g_autofree char *row = row_key(work, item);
    const char *said = g_hash_table_lookup(work->rows, row);
    if (said != NULL)
      item->chosen = *said == '1';
    for (guint f = 0; item->change == IMPORT_CHANGED && f < item->fields->len; f++) {
      ImportField *field = item->fields->pdata[f];
      g_autofree char *key = field_key(row, field->field);
      const char *of_field = g_hash_table_lookup(work->rows, key);
      if (of_field != NULL && field->refusal == NULL)
        field->chosen = *of_field == '1';
    }
  }
  for (guint i = 0; i < work->plan->units->len; i++) {
    g_autofree char *choice = g_strdup(g_hash_table_lookup(work->units, unit_at(work, i)->name));
    if (choice != NULL && !take_up_unit(work, i, choice))
      g_hash_table_remove(work->units, unit_at(work, i)->name);
  }
}

gboolean import_work_is_decided(const ImportWork *work) {
  return g_hash_table_size(work->rows) > 0 || g_hash_table_size(work->units) > 0 ||
         g_hash_table_size(work->columns) > 0 || work->no_fill;
}

/* ---- where it stands in the file --------------------------------------------------------- */

ImportOrigin import_work_origin(const ImportItem *item, const ContentTask *task,
                                ContentField field) {
  guint32 bits = CONTENT_BIT(field);
  for (int unit = CONTENT_UNITS; field == CONTENT_UNITS && unit <= CONTENT_OVERSEE; unit++)
    bits |= CONTENT_BIT((guint)unit);
  return item->incoming < 0           ? IMPORT_ORIGIN_OWN
         : (task->filled & bits) != 0 ? IMPORT_ORIGIN_ABOVE
         : (task->merged & bits) != 0 ? IMPORT_ORIGIN_MERGED
                                      : IMPORT_ORIGIN_OWN;
}
