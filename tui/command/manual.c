/* __manual: the commands and their options as JSON, from which the manual pages are made when the
 * program is built (manual.py). */
#include "core/rules/access.h"
#include "tui/command/data.h"
#include "tui/command/help.h"

static json_t *option_json(const char *name, char letter, const char *value, const char *text) {
  char letters[2] = {letter, '\0'};
  json_t *object = json_object();
  json_object_set_new(object, "name", data_text(name));
  json_object_set_new(object, "letter", letter != 0 ? data_text(letters) : json_null());
  json_object_set_new(object, "value", data_text(value));
  json_object_set_new(object, "text", data_text(text));
  return object;
}

/* What it does, and the level each needs. */
static json_t *deeds_json(const Command *command) {
  g_auto(GStrv) verbs = g_strsplit(command->verbs != NULL ? command->verbs : "", " ", -1);
  json_t *deeds = json_array();
  for (gsize i = 0; verbs[i] != NULL; i++) {
    json_t *deed = json_object();
    json_object_set_new(deed, "verb", data_text(verbs[i]));
    json_object_set_new(deed, "level", data_text(access_code(access_for_verb(verbs[i]))));
    json_array_append_new(deeds, deed);
  }
  return deeds;
}

static json_t *command_json(const Command *command) {
  g_autofree char *usage = help_usage(command);
  g_autofree char *needs = help_needs(command);
  g_autofree char *more = command->more != NULL ? command->more() : NULL;
  g_autoptr(GPtrArray) own = invocation_options(command);
  json_t *options = json_array();
  for (guint i = 0; i < own->len; i++) {
    const OptionRow *row = own->pdata[i];
    json_array_append_new(options, option_json(row->name, row->letter, row->value, row->text));
  }
  json_t *object = json_object();
  json_object_set_new(object, "name", data_text(command->name));
  json_object_set_new(object, "group", data_text(help_group(command->group)));
  json_object_set_new(object, "usage", data_text(usage));
  json_object_set_new(object, "summary", data_text(command->summary));
  json_object_set_new(object, "details", data_text(command->details));
  json_object_set_new(object, "more", data_text(more));
  json_object_set_new(object, "needs", data_text(needs));
  json_object_set_new(object, "deeds", deeds_json(command));
  json_object_set_new(object, "examples", data_text(command->examples));
  json_object_set_new(object, "formats", json_boolean(command->formats));
  json_object_set_new(object, "options", options);
  return object;
}

static json_t *global_json(void) {
  GlobalOptions ignored = {0};
  GOptionEntry entries[HELP_GLOBAL_ENTRIES];
  help_global_entries(&ignored, TRUE, TRUE, entries);
  json_t *options = json_array();
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    json_array_append_new(options, option_json(entry->long_name, entry->short_name,
                                               entry->arg_description, entry->description));
  return options;
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  json_t *commands = json_array();
  for (guint i = 0; i < command_count(); i++) {
    if (command_at(i)->group != COMMAND_GROUP_HIDDEN)
      json_array_append_new(commands, command_json(command_at(i)));
  }
  json_t *all = json_object();
  json_object_set_new(all, "version", data_text(TAIZHANG_VERSION));
  json_object_set_new(all, "options", global_json());
  json_object_set_new(all, "commands", commands);
  data_json(&invocation->output, all);
  output_data(&invocation->output, "\n");
  return STATUS_DONE;
}

const Command COMMAND_MANUAL = {
    .name = "__manual",
    .group = COMMAND_GROUP_HIDDEN,
    .summary = "供制作手册页使用",
    .run = run,
};
