/* config: where settings are, which are in force, and whose word each is. */
#include "core/config/nearest.h"
#include "core/config/places.h"
#include "tui/command/data.h"
#include "tui/command/invocation.h"
#include "tui/command/page.h"
#include "tui/command/table.h"

typedef struct {
  char *shipped, *system, *own; /* paths */
  GPtrArray *rows;              /* SettingRow* */
} Config;

static void config_clear(Config *config) {
  g_free(config->shipped);
  g_free(config->system);
  g_free(config->own);
  g_clear_pointer(&config->rows, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Config, config_clear)

/* What is wrong in the person's own file is said, and left out. */
static gboolean config_read(Config *config) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  config->shipped = places_shipped("data/settings.yaml");
  config->own = places_config("settings.yaml");
  config->system = places_system("settings.yaml");
  config->rows = settings_tell_here(&problems, &error);
  for (guint i = 0; i < problems->len; i++)
    output_complain(problems->pdata[i]);
  if (config->rows == NULL)
    invocation_fail(error);
  return config->rows != NULL;
}

static const char *file_of(const Config *config, const SettingRow *row) {
  return row->own ? config->own : row->of_system ? config->system : config->shipped;
}

/* ---- in formats ------------------------------------------------------------------------- */

static void write_json(Output *output, const Config *config) {
  DataArray array = data_array_begin(output);
  for (guint i = 0; i < config->rows->len; i++) {
    const SettingRow *row = config->rows->pdata[i];
    json_t *object = json_object();
    json_object_set_new(object, "key", data_text(row->key));
    json_object_set_new(object, "value", data_text(row->value));
    json_object_set_new(object, "own", json_boolean(row->own));
    json_object_set_new(object, "file", data_text(file_of(config, row)));
    json_object_set_new(object, "about", data_text(row->about));
    data_array_item(&array, object);
  }
  data_array_end(&array);
  output_data(output, "\n");
}

static void write_csv(Output *output, const Config *config) {
  static const char *const HEADS[] = {"设置", "现在的值", "文件", "说明", NULL};
  data_csv_begin(output, HEADS);
  for (guint i = 0; i < config->rows->len; i++) {
    const SettingRow *row = config->rows->pdata[i];
    const char *cells[] = {row->key, row->value, file_of(config, row), row->about};
    data_csv_row(output, cells, G_N_ELEMENTS(cells));
  }
}

/* A file of the person's own, and whether it is there. */
static void write_place(Output *output, const char *what, const char *path) {
  g_autofree char *name = g_filename_display_name(path);
  gboolean there = g_file_test(path, G_FILE_TEST_EXISTS);
  g_autofree char *line = g_strdup_printf("%s%s", name, there ? "" : "（没有）");
  page_field(output, what, line);
}

static void write_places(const Invocation *invocation, Output *output, const Config *config) {
  g_autofree char *keys = places_config("keys.yaml"), *letters = places_config("letters.yaml");
  g_autofree char *themes = places_config("themes"), *ledger = invocation_path(invocation);
  write_place(output, "台账文件", ledger);
  write_place(output, "自带的设置", config->shipped);
  write_place(output, "单位的设置", config->system);
  write_place(output, "自己的设置", config->own);
  write_place(output, "自己的按键", keys);
  write_place(output, "自己的公文", letters);
  write_place(output, "自己的配色", themes);
}

static void write_table(const Invocation *invocation, Output *output, const Config *config) {
  static const TableColumn COLUMNS[] = {
      {"设置", 0, FALSE}, {"来源", 0, FALSE}, {"现在的值", 0, FALSE}};
  Table *table = table_new(output, COLUMNS, G_N_ELEMENTS(COLUMNS));
  for (guint i = 0; i < config->rows->len; i++) {
    const SettingRow *row = config->rows->pdata[i];
    const char *cells[] = {row->key,
                           row->own         ? "自己的"
                           : row->of_system ? "单位的"
                                            : "自带",
                           row->value};
    table_row(table, cells);
  }
  table_end(table);
  output_line(output, "%s", "");
  write_places(invocation, output, config);
}

/* ---- one -------------------------------------------------------------------------------- */

static int show(Output *output, const Config *config, const char *key) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new(); /* borrowed */
  for (guint i = 0; i < config->rows->len; i++) {
    const SettingRow *row = config->rows->pdata[i];
    g_ptr_array_add(keys, row->key);
    if (!g_str_equal(row->key, key))
      continue;
    g_autofree char *file = g_filename_display_name(file_of(config, row));
    page_field(output, "现在的值", row->value);
    page_field(output, "来源", file);
    page_field(output, "说明", row->about);
    return STATUS_DONE;
  }
  g_ptr_array_add(keys, NULL);
  const char *nearest = nearest_word(key, (const char *const *)keys->pdata);
  if (nearest != NULL)
    return invocation_misuse("没有“%s”这项设置，是不是 %s？", key, nearest);
  return invocation_misuse("没有“%s”这项设置，全部设置见 taizhang config", key);
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  const char *key = invocation->argument;
  if (key != NULL && invocation->options.format != NULL)
    return invocation_misuse_help(invocation, "--format 只用于列出全部设置");
  g_auto(Config) config = {0};
  if (!config_read(&config))
    return STATUS_FAILED;
  if (key != NULL)
    return show(&invocation->output, &config, key);
  if (invocation->format == FORMAT_JSON)
    write_json(&invocation->output, &config);
  else if (invocation->format == FORMAT_CSV)
    write_csv(&invocation->output, &config);
  else
    write_table(invocation, &invocation->output, &config);
  return STATUS_DONE;
}

const Command COMMAND_CONFIG = {
    .name = "config",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "列出设置：现在的值、来自哪个文件；写一项则看它的说明",
    .details = "列出全部设置现在的值，和它来自自带的设置还是自己的设置；后面是各个文件在哪里。"
               "写一项的名字，看它的说明。要改，就把这一项写进自己的设置文件（没有就新建），"
               "格式与自带的相同，只写要改的项；配色可用 taizhang theme 改。",
    .examples = "config\n"
                "config lead_days",
    .argument = "设置",
    .formats = TRUE,
    .run = run,
};
