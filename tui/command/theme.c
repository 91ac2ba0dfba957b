#include "core/config/places.h"
#include "core/config/themes.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/table.h"
#include "tui/command/theme_sample.h"

static void write_json(Output *output, const GPtrArray *themes, const char *current) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < themes->len; i++) {
    const ThemeEntry *entry = themes->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "name", data_text(entry->name));
    json_object_set_new(object, "title", data_text(entry->title));
    json_object_set_new(object, "own", json_boolean(entry->own));
    json_object_set_new(object, "current", json_boolean(g_str_equal(entry->name, current)));
    json_object_set_new(object, "problem", data_text(entry->problem));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_rows(Invocation *invocation, const GPtrArray *themes, const char *current) {
  static const TableColumn COLUMNS[] = {
      {"名字", 0, FALSE}, {"配色", 0, FALSE}, {"来源", 0, FALSE}, {"状态", 0, FALSE}};
  static const char *const HEADS[] = {"名字", "配色", "来源", "状态", NULL};
  gboolean csv = invocation->format == FORMAT_CSV;
  g_autoptr(Table) table =
      csv ? NULL : table_new(&invocation->output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  if (csv)
    data_csv_begin(&invocation->output, HEADS);
  for (guint i = 0; i < themes->len; i++) {
    const ThemeEntry *entry = themes->pdata[i];
    const char *state = g_str_equal(entry->name, current) ? "现用" : "";
    g_autofree char *wrong =
        entry->problem != NULL
            ? g_strdup_printf("%s%s有错：%s", state, state[0] != '\0' ? "，" : "", entry->problem)
            : NULL;
    const char *cells[] = {entry->name, entry->title, entry->own ? "自己的" : "自带",
                           wrong != NULL ? wrong : state};
    if (csv)
      data_csv_row(&invocation->output, cells, G_N_ELEMENTS(cells));
    else
      table_row(table, cells);
  }
}

static int list_themes(Invocation *invocation, const char *current) {
  g_autoptr(GPtrArray) themes = themes_list();
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, themes, current);
  else
    write_rows(invocation, themes, current);
  return STATUS_DONE;
}

static int show_sample(Invocation *invocation, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Theme) theme = themes_load(name, &error);
  if (theme == NULL)
    return invocation_fail(error);
  output_line(&invocation->output, "%s（%s）", theme->title, name);
  theme_sample(&invocation->output, theme);
  return STATUS_DONE;
}

/* A theme that cannot be read is not kept. */
static int keep(Invocation *invocation, const char *name) {
  g_autoptr(GError) error = NULL;
  g_autofree char *settings = places_config("settings.yaml");
  g_autoptr(Theme) theme = themes_load(name, &error);
  if (theme == NULL || !settings_keep_theme(settings, name, &error))
    return invocation_fail(error);
  output_line(&invocation->output, "配色换成“%s”（%s），已记入 %s", theme->title, name, settings);
  return STATUS_DONE;
}

static int run(Invocation *invocation) {
  gboolean sample = FALSE;
  const GOptionEntry entries[] = {
      {"sample", 0, 0, G_OPTION_ARG_NONE, &sample, "只看样子，不换；不写名字则看现用的", NULL},
      {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  if (invocation->options.format != NULL && (sample || invocation->argument != NULL))
    return invocation_misuse_help(invocation, "--format 只用于列出配色");
  const Settings *settings = invocation_settings(invocation);
  if (settings == NULL)
    return STATUS_FAILED;
  const char *name = invocation->argument;
  if (sample)
    return show_sample(invocation, name != NULL ? name : settings->theme);
  return name != NULL ? keep(invocation, name) : list_themes(invocation, settings->theme);
}

const Command COMMAND_THEME = {
    .name = "theme",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "列出、看、换界面的配色",
    .details =
        "不写名字，列出自带的和自己的配色；写名字，换成它，记在自己的设置（settings.yaml）里，"
        "设置里的其他各行不动。界面上按 T，可以边看边选。\n"
        "自己的配色放在 ~/.config/taizhang/themes/ 下，写法见 themes/dark.yaml 开头的说明。",
    .examples = "theme\ntheme --sample contrast\ntheme contrast",
    .argument = "名字",
    .formats = TRUE,
    .run = run,
};
