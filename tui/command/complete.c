/* __complete WORD…: for the completions of shells. WORDs are what stands after the program's name
 * up to the word being typed, as the shell split them. Writes candidates, silently none where
 * something is wrong: a key that completes a word is no place for messages. */
#include "tui/command/complete.h"

#include <string.h>

#include "core/rules/initials.h"
#include "core/rules/text.h"
#include "tui/command/help.h"

static void write_candidate(const Completion *completion, const char *word, const char *what) {
  g_autofree char *clean = text_clean(word, FALSE);
  g_autofree char *about = text_clean(what, FALSE);
  output_text(completion->output, clean);
  output_text(completion->output, "\t");
  output_text(completion->output, about);
  output_text(completion->output, "\n");
}

void complete_offer(const Completion *completion, const char *word, const char *what) {
  if (g_str_has_prefix(word, completion->typed))
    write_candidate(completion, word, what);
}

void complete_offer_name(const Completion *completion, const char *name, const char *what) {
  if (g_str_has_prefix(name, completion->typed) || initials_match(name, completion->typed))
    write_candidate(completion, name, what);
}

/* ---- what stands before the word -------------------------------------------------------- */

/* The words before the one being typed, understood. */
typedef struct {
  const Command *command; /* NULL: its word is still to come */
  gboolean help;          /* that word is help */
  gboolean unknown;       /* that word is none that is known */
  GPtrArray *own;         /* of OptionRow*: the command's options; NULL: no command yet */
  const char *db;
  const char *value; /* what the word being typed is the value of: 单位; NULL: of nothing */
  guint arguments;   /* how many words that are no options follow the command */
  gboolean over;     /* -- came */
} Line;

static void line_clear(Line *line) {
  g_clear_pointer(&line->own, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

/* What the value of an option is called; NULL where it takes none or is not known. */
static const char *value_of(const Line *line, const char *option, gsize length) {
  for (guint i = 0; line->own != NULL && i < line->own->len; i++) {
    const OptionRow *row = line->own->pdata[i];
    gboolean letter = length == 2 && option[1] == row->letter;
    if (letter ||
        (length == strlen(row->name) + 2 && strncmp(option + 2, row->name, length - 2) == 0))
      return row->value;
  }
  GlobalOptions ignored = {0};
  GOptionEntry entries[HELP_GLOBAL_ENTRIES];
  help_global_entries(&ignored, TRUE, TRUE, entries);
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++) {
    if (length == strlen(entry->long_name) + 2 &&
        strncmp(option + 2, entry->long_name, length - 2) == 0)
      return entry->arg_description;
  }
  return NULL;
}

static void take_word(Line *line, const char *word) {
  if (line->command != NULL || line->help) {
    line->arguments++;
    return;
  }
  line->help = g_str_equal(word, "help");
  line->command = command_find(word);
  line->unknown =
      !line->help && (line->command == NULL || line->command->group == COMMAND_GROUP_HIDDEN);
  if (!line->help && !line->unknown)
    line->own = invocation_options(line->command);
}

/* Bash makes three words of --unit=厅法规处: --unit, = and 厅法规处. */
static gsize take_option(Line *line, char *const *words, gsize i, gsize last) {
  const char *word = words[i];
  const char *equals = strchr(word, '=');
  gsize length = equals != NULL ? (gsize)(equals - word) : strlen(word);
  const char *value = value_of(line, word, length);
  gboolean db = length == strlen("--db") && strncmp(word, "--db", length) == 0;
  if (equals != NULL && db)
    line->db = equals + 1;
  if (value == NULL || equals != NULL)
    return i;
  if (i + 1 < last && g_str_equal(words[i + 1], "="))
    i++;
  if (i + 1 >= last) {
    line->value = value; /* the word being typed is it */
    return i;
  }
  if (db)
    line->db = words[i + 1];
  return i + 1;
}

/* words[last] is the one being typed. */
static void read_line(Line *line, char *const *words, gsize last) {
  for (gsize i = 0; i < last; i++) {
    if (line->over || words[i][0] != '-' || words[i][1] == '\0')
      take_word(line, words[i]);
    else if (g_str_equal(words[i], "--"))
      line->over = TRUE;
    else
      i = take_option(line, words, i, last);
  }
}

/* ---- what may follow -------------------------------------------------------------------- */

static void offer_commands(const Completion *completion) {
  for (guint i = 0; i < command_count(); i++) {
    const Command *command = command_at(i);
    if (command->group != COMMAND_GROUP_HIDDEN)
      complete_offer(completion, command->name, command->summary);
  }
}

static void offer_option(const Completion *completion, const char *name, const char *text) {
  g_autofree char *word = g_strconcat("--", name, NULL);
  complete_offer(completion, word, text);
}

static void offer_options(const Completion *completion, const Line *line) {
  for (guint i = 0; line->own != NULL && i < line->own->len; i++) {
    const OptionRow *row = line->own->pdata[i];
    offer_option(completion, row->name, row->text);
  }
  GlobalOptions ignored = {0};
  GOptionEntry entries[HELP_GLOBAL_ENTRIES];
  gboolean formats = line->command == NULL || line->command->formats;
  help_global_entries(&ignored, formats, line->command == NULL, entries);
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    offer_option(completion, entry->long_name, entry->description);
}

static void offer_arguments(const Completion *completion, const Line *line) {
  const Command *command = line->command;
  if (command->argument == NULL)
    return;
  if (line->arguments == 0 || command->several)
    complete_values(completion, command, command->argument);
  if (line->arguments > 0 && command->second != NULL && (line->arguments == 1 || command->several))
    complete_values(completion, command, command->second);
}

static void offer(Completion *completion, const Line *line) {
  /* As zsh gives it: --unit=厅; candidates are the values alone. */
  const char *equals =
      completion->typed[0] == '-' && !line->over ? strchr(completion->typed, '=') : NULL;
  const char *value = line->value;
  if (equals != NULL && value == NULL) {
    value = value_of(line, completion->typed, (gsize)(equals - completion->typed));
    completion->typed = equals + 1;
    if (value == NULL)
      return;
  }
  if (value != NULL)
    complete_values(completion, line->command, value);
  else if (completion->typed[0] == '-' && completion->typed[1] != '\0' && !line->over)
    offer_options(completion, line);
  else if (line->command == NULL && !line->help)
    offer_commands(completion);
  else if (line->help && line->arguments == 0)
    offer_commands(completion);
  else if (line->command != NULL)
    offer_arguments(completion, line);
  if (line->command == NULL && !line->help && value == NULL)
    complete_offer(completion, "help", "一条命令的详细用法");
}

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (invocation->rows != NULL) /* asked for options, of which there are none */
    return invocation_parse(invocation, entries, &status) ? STATUS_DONE : status;
  char *const *words = invocation->words + 1;
  gsize count = g_strv_length(invocation->words) - 1;
  if (count == 0)
    return STATUS_DONE;
  g_auto(Line) line = {0};
  read_line(&line, words, count - 1);
  const char *typed = words[count - 1];
  if (g_str_equal(typed, "=") && line.value != NULL)
    typed = "";
  Completion completion = {.output = &invocation->output, .typed = typed, .db = line.db};
  if (!line.unknown)
    offer(&completion, &line);
  return STATUS_DONE;
}

const Command COMMAND_COMPLETE = {
    .name = "__complete",
    .group = COMMAND_GROUP_HIDDEN,
    .summary = "供命令行补全使用",
    .run = run,
};
