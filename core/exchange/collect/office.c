#include "core/exchange/collect/office.h"

#include "core/exchange/collect/sheet.h"
#include "core/exchange/content/content_file.h"
#include "core/exchange/import/recognise.h"
#include "core/model/unit.h"
#include "core/rules/text.h"

#include <string.h>

/* By its ending: the reader tells what is wrong with it by line. */
static gboolean is_text(const char *path) {
  static const char *const ENDINGS[] = {".yaml", ".yml", ".json"};
  g_autofree char *folded = g_ascii_strdown(path, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(ENDINGS); i++) {
    if (g_str_has_suffix(folded, ENDINGS[i]))
      return TRUE;
  }
  return FALSE;
}

/* The file's name without its ending, for a csv, which has no title. */
static char *title_of_file(const char *path) {
  g_autofree char *name = g_filename_display_basename(path);
  char *dot = strrchr(name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return text_clean(name, FALSE);
}

/* A 填报表 has hidden data of ours too, and other. */
static gboolean is_sheet(const Workbook *workbook) {
  g_autoptr(Sheet) sheet = sheet_read(workbook, NULL);
  return sheet != NULL && (sheet->known || recognise_is_sent(workbook));
}

/* An export as csv, which has nothing hidden in it: by 编号 and 类别, which no form has. */
static gboolean is_plain_export(const Workbook *workbook, const Recognised *table) {
  guint found = 0;
  for (guint i = 0; i < table->columns->len; i++) {
    ContentField field = ((const RecognisedColumn *)table->columns->pdata[i])->field;
    found += field == CONTENT_ID || field == CONTENT_KIND;
  }
  return workbook->kind == WORKBOOK_CSV && found == 2;
}

static const Recognised *find_export(const Workbook *workbook, const GPtrArray *tables) {
  for (guint i = 0; i < tables->len; i++) {
    const Recognised *table = tables->pdata[i];
    if (table->ours || is_plain_export(workbook, table))
      return table;
  }
  return NULL;
}

static gboolean read_export(Db *db, const Workbook *workbook, int this_year, const Watch *watch,
                            Content **content, GError **error) {
  g_autoptr(GPtrArray) tables = recognise_tables(workbook, NULL, error);
  if (tables == NULL)
    return FALSE;
  const Recognised *table = find_export(workbook, tables);
  if (table == NULL)
    return TRUE;
  g_autoptr(GPtrArray) names = unit_name_list(db, error);
  if (names == NULL)
    return FALSE;
  g_autoptr(GPtrArray) remarks =
      g_ptr_array_new_with_free_func((GDestroyNotify)recognise_remark_free);
  RecogniseOptions options = {.this_year = this_year, .names = names};
  *content = recognise_read(workbook, table, &options, remarks, watch, error);
  if (*content != NULL && (*content)->title == NULL)
    (*content)->title = title_of_file(workbook->path);
  return *content != NULL;
}

gboolean office_read(Db *db, const char *path, int this_year, const Watch *watch, Content **content,
                     GError **error) {
  *content = NULL;
  if (is_text(path)) {
    *content = content_read(path, 0, watch, error);
    return *content != NULL;
  }
  g_autoptr(Workbook) workbook = workbook_read(path, watch, error);
  if (workbook == NULL)
    return FALSE;
  return is_sheet(workbook) || read_export(db, workbook, this_year, watch, content, error);
}

static void choose(ImportPlan *plan) {
  for (guint i = 0; i < plan->items->len; i++) {
    ImportItem *item = plan->items->pdata[i];
    item->chosen =
        item->refusal == NULL && (item->change == IMPORT_ADDED || item->change == IMPORT_CHANGED);
    g_clear_pointer(&item->doubt, g_free); /* what is new there is that office's to say */
    for (guint k = 0; item->fields != NULL && k < item->fields->len; k++) {
      ImportField *field = item->fields->pdata[k];
      field->chosen = field->refusal == NULL;
    }
  }
}

ImportPlan *office_plan(Db *db, const Actor *actor, const Reckoning *reckoning, Content *content,
                        gint64 unit, const Watch *watch, GError **error) {
  g_autoptr(Content) incoming = content;
  gint64 ledger;
  incoming->unit = unit;
  /* Of one template and year there is one ledger in a file, and that is our own. */
  g_clear_pointer(&incoming->template_name, g_free);
  if (!import_ledger_for(db, incoming, &ledger, error))
    return NULL;
  ImportPlan *plan =
      import_plan(db, actor, reckoning, g_steal_pointer(&incoming), ledger, watch, error);
  if (plan != NULL)
    choose(plan);
  return plan;
}
