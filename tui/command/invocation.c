#include "tui/command/invocation.h"

#include <string.h>

#include "core/config/nearest.h"
#include "core/rules/confine.h"
#include "tui/command/help.h"

/* ---- saying what is wrong --------------------------------------------------------------- */

int invocation_fail(const GError *error) {
  output_complain(error->message);
  return STATUS_FAILED;
}

int invocation_fail_text(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  output_complain(text);
  return STATUS_FAILED;
}

int invocation_misuse(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  output_complain(text);
  return STATUS_USAGE;
}

int invocation_misuse_help(const Invocation *invocation, const char *message) {
  return invocation_misuse("%s。用法见 taizhang %s --help", message, invocation->command->name);
}

/* ---- options ---------------------------------------------------------------------------- */

static void options_clear(GlobalOptions *options) {
  g_clear_pointer(&options->db, g_free);
  g_clear_pointer(&options->as_of, g_free);
  g_clear_pointer(&options->format, g_free);
}

static void take(char **into, char **from) {
  if (*from == NULL)
    return;
  g_free(*into);
  *into = g_steal_pointer(from);
}

/* What stands after the word goes over what stands before it. */
static void options_merge(GlobalOptions *into, GlobalOptions *from) {
  take(&into->db, &from->db);
  take(&into->as_of, &from->as_of);
  take(&into->format, &from->format);
  into->ascii |= from->ascii;
  into->help |= from->help;
  into->version |= from->version;
}

/* The entry that an argument (--name, --name=value, -n) means; NULL where there is none. */
static const GOptionEntry *entry_of(const char *argument, const GOptionEntry *entries) {
  gsize length = strcspn(argument, "=");
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++) {
    if (length == strlen(entry->long_name) + 2 &&
        strncmp(argument + 2, entry->long_name, length - 2) == 0)
      return entry;
    if (argument[1] != '-' && argument[1] == entry->short_name && entry->short_name != 0)
      return entry;
  }
  return NULL;
}

static const char *nearest_option(const char *argument, const GOptionEntry *entries) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    g_ptr_array_add(names, (gpointer)entry->long_name);
  g_ptr_array_add(names, NULL);
  g_autofree char *name = g_strndup(argument, strcspn(argument, "="));
  return nearest_word(name + strspn(name, "-"), (const char *const *)names->pdata);
}

/* Where an option is known and where its help is. */
typedef struct {
  const GOptionEntry *entries;
  const GOptionEntry *own; /* those of the command alone; NULL: there is none */
  const char *help;
  gboolean before_word; /* options end at the first word */
} Grammar;

#define NAMED_MAX 8 /* options of a command that are named at once */

/* ，有 --until、--reason、--decide; "" where there are none, or too many to be read. */
static char *own_options(const Grammar *grammar) {
  g_autoptr(GString) text = g_string_new(NULL);
  gsize count = 0;
  for (; grammar->own != NULL && grammar->own[count].long_name != NULL; count++)
    g_string_append_printf(text, "%s--%s", count > 0 ? "、" : "，有 ",
                           grammar->own[count].long_name);
  return count <= NAMED_MAX ? g_string_free(g_steal_pointer(&text), FALSE) : g_strdup("");
}

static gboolean refuse_unknown(const Grammar *grammar, const char *option) {
  const char *nearest = nearest_option(option, grammar->entries);
  g_autofree char *others = own_options(grammar);
  if (nearest != NULL)
    invocation_misuse("没有 %s 这个选项，是不是 --%s？用法见 %s", option, nearest, grammar->help);
  else
    invocation_misuse("没有 %s 这个选项%s%s。用法见 %s", option,
                      grammar->before_word ? "（命令自己的选项写在命令之后）" : "", others,
                      grammar->help);
  return FALSE;
}

/* Finds what GLib would refuse in English, or let pass (--overdue=no), and says it. words begins
 * with the program's or the command's name. */
static gboolean check_options(const Grammar *grammar, char *const *words) {
  for (gsize i = 1; words[i] != NULL && !g_str_equal(words[i], "--"); i++) {
    const char *word = words[i];
    if (word[0] != '-' || word[1] == '\0') {
      if (grammar->before_word)
        return TRUE;
      continue;
    }
    const GOptionEntry *entry = entry_of(word, grammar->entries);
    if (entry == NULL)
      return refuse_unknown(grammar, word);
    gboolean valued = entry->arg != G_OPTION_ARG_NONE;
    gboolean joined = strchr(word, '=') != NULL;
    if (!valued && joined) {
      invocation_misuse("选项 --%s 不带值。用法见 %s", entry->long_name, grammar->help);
      return FALSE;
    }
    if (valued && !joined && words[++i] == NULL) {
      invocation_misuse("选项 --%s 后面缺少%s。用法见 %s", entry->long_name, entry->arg_description,
                        grammar->help);
      return FALSE;
    }
  }
  return TRUE;
}

/* Parses words, which are replaced by what is left of them. */
static gboolean parse_options(GOptionContext *context, const Grammar *grammar, char ***words) {
  g_option_context_set_help_enabled(context, FALSE);
  if (!check_options(grammar, *words))
    return FALSE;
  if (g_option_context_parse_strv(context, words, NULL))
    return TRUE;
  invocation_misuse("选项写得不对。用法见 %s", grammar->help);
  return FALSE;
}

/* ---- before the word -------------------------------------------------------------------- */

/* GLib would refuse it in English, and only where the option is read. */
static gboolean check_encoding(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    g_autofree char *text = g_locale_to_utf8(argv[i], -1, NULL, NULL, NULL);
    if (text == NULL) {
      const char *charset;
      g_get_charset(&charset);
      invocation_misuse("第 %d 个参数不是 %s 编码的文字，请检查终端的编码与 LANG 是否一致", i,
                        charset);
      return FALSE;
    }
  }
  return TRUE;
}

gboolean invocation_init(Invocation *invocation, int argc, char **argv, int *status) {
  *invocation = (Invocation){0};
  output_init(&invocation->output);
  *status = STATUS_USAGE;
  if (!check_encoding(argc, argv))
    return FALSE;
  GOptionEntry entries[HELP_GLOBAL_ENTRIES];
  help_global_entries(&invocation->options, TRUE, TRUE, entries);
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_set_strict_posix(context, TRUE);
  g_option_context_add_main_entries(context, entries, NULL);
  g_auto(GStrv) words = g_strdupv(argv);
  Grammar grammar = {.entries = entries, .help = "taizhang --help", .before_word = TRUE};
  if (!parse_options(context, &grammar, &words))
    return FALSE;
  if (invocation->options.restricted) {
    invocation_misuse("--restricted 要写在最前面，写在别处不算，没有启动");
    return FALSE;
  }
  gsize skip = words[0] == NULL ? 0 : 1;
  if (skip == 1 && g_strcmp0(words[1], "--") == 0)
    skip = 2;
  invocation->words = g_strdupv(words + skip);
  *status = STATUS_DONE;
  return TRUE;
}

void invocation_clear(Invocation *invocation) {
  options_clear(&invocation->options);
  g_clear_pointer(&invocation->words, g_strfreev);
  g_clear_pointer(&invocation->argument, g_free);
  g_clear_pointer(&invocation->second, g_free);
  g_clear_pointer(&invocation->arguments, g_strfreev);
  g_clear_pointer(&invocation->settings, settings_free);
  person_clear(&invocation->person);
  g_clear_pointer(&invocation->rows, g_ptr_array_unref);
}

gboolean invocation_is_bare(const Invocation *invocation) {
  return invocation->words[0] == NULL && !invocation->options.help && !invocation->options.version;
}

/* ---- after the word --------------------------------------------------------------------- */

static const char *const FORMAT_NAMES[FORMAT_COUNT] = {
    [FORMAT_TABLE] = "table", [FORMAT_JSON] = "json", [FORMAT_CSV] = "csv",
    [FORMAT_ICS] = "ics",     [FORMAT_MAIL] = "mail", [FORMAT_IDS] = "ids",
};

/* The format of that name that the command can write; FALSE where there is none. */
static gboolean find_format(const Command *command, const char *text, Format *format) {
  if (g_str_equal(text, "text"))
    text = FORMAT_NAMES[FORMAT_TABLE];
  for (Format f = FORMAT_TABLE; f <= FORMAT_CSV; f++) {
    *format = f;
    if (g_str_equal(FORMAT_NAMES[f], text))
      return TRUE;
  }
  for (const Format *f = command->more_formats; f != NULL && *f != FORMAT_TABLE; f++) {
    *format = *f;
    if (g_str_equal(FORMAT_NAMES[*f], text))
      return TRUE;
  }
  return FALSE;
}

const char **invocation_formats(const Command *command) {
  GPtrArray *names = g_ptr_array_new();
  for (Format f = FORMAT_TABLE; f <= FORMAT_CSV; f++)
    g_ptr_array_add(names, (gpointer)FORMAT_NAMES[f]);
  for (const Format *f = command->more_formats; f != NULL && *f != FORMAT_TABLE; f++)
    g_ptr_array_add(names, (gpointer)FORMAT_NAMES[*f]);
  g_ptr_array_add(names, NULL);
  return (const char **)g_ptr_array_free(names, FALSE);
}

/* table、json 或 csv; table、json、csv、ics 或 mail. */
static char *format_choice(const Command *command) {
  g_autofree const char **names = invocation_formats(command);
  g_autoptr(GString) text = g_string_new(names[0]);
  for (gsize i = 1; names[i] != NULL; i++)
    g_string_append_printf(text, "%s%s", names[i + 1] != NULL ? "、" : " 或 ", names[i]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean read_format(Invocation *invocation, int *status) {
  const char *text = invocation->options.format;
  const Command *command = invocation->command;
  if (text == NULL || command->own_format)
    return TRUE;
  gboolean found = find_format(command, text, &invocation->format);
  if (found && command->formats)
    return TRUE;
  if (found) {
    *status = invocation_misuse("%s 不列出内容，没有 --format 这个选项", command->name);
    return FALSE;
  }
  g_autofree char *choice = format_choice(command);
  *status = invocation_misuse("没有“%s”这种输出格式，--format 可以是 %s", text, choice);
  return FALSE;
}

static gboolean take_argument(Invocation *invocation, char **rest, int *status) {
  const Command *command = invocation->command;
  g_autofree char *usage = help_usage(command);
  guint count = rest != NULL ? g_strv_length(rest) : 0;
  guint most = command->second != NULL ? 2 : command->argument != NULL ? 1 : 0;
  if (count > most && !command->several) {
    *status = invocation_misuse("多了一个参数“%s”。用法：%s", rest[count - 1], usage);
    return FALSE;
  }
  if (command->required && count == 0) {
    *status = invocation_misuse("缺少%s。用法：%s", command->argument, usage);
    return FALSE;
  }
  if (command->second != NULL && !command->second_free && count == 1) {
    *status = invocation_misuse("缺少%s。用法：%s", command->second, usage);
    return FALSE;
  }
  invocation->arguments = g_strdupv(rest);
  if (count > 0)
    invocation->argument = g_strdup(rest[0]);
  if (count > 1 && command->second != NULL) {
    invocation->second = g_strdup(rest[count - 1]);
    g_clear_pointer(&invocation->arguments[count - 1], g_free);
  }
  return TRUE;
}

/* All entries in one table. */
static GArray *join_entries(const GOptionEntry *own, const GOptionEntry *global) {
  GArray *all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
  for (const GOptionEntry *entry = own; entry->long_name != NULL; entry++)
    g_array_append_val(all, *entry);
  for (const GOptionEntry *entry = global; entry->long_name != NULL; entry++)
    g_array_append_val(all, *entry);
  return all;
}

static gboolean parse_words(Invocation *invocation, const GOptionEntry *entries,
                            GlobalOptions *options, char ***rest) {
  GOptionEntry global[HELP_GLOBAL_ENTRIES];
  help_global_entries(options, invocation->command->formats, FALSE, global);
  GOptionEntry remaining[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, rest, NULL, NULL}, {NULL}};
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_add_main_entries(context, entries, NULL);
  g_option_context_add_main_entries(context, global, NULL);
  g_option_context_add_main_entries(context, remaining, NULL);
  g_autoptr(GArray) all = join_entries(entries, global);
  g_autofree char *help = g_strdup_printf("taizhang %s --help", invocation->command->name);
  Grammar grammar = {
      .entries = (const GOptionEntry *)(gpointer)all->data, .own = entries, .help = help};
  /* Without any word this is the reminder; GLib takes the first for the program's name. */
  char *only_name[] = {(char *)invocation->command->name, NULL};
  g_auto(GStrv) words = g_strdupv(invocation->words[0] != NULL ? invocation->words : only_name);
  return parse_options(context, &grammar, &words);
}

static void option_row_free(OptionRow *row) {
  g_free(row->name);
  g_free(row->value);
  g_free(row->text);
  g_free(row);
}

static void tell_rows(GPtrArray *rows, const GOptionEntry *entries) {
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++) {
    OptionRow *row = g_new0(OptionRow, 1);
    row->name = g_strdup(entry->long_name);
    row->letter = entry->short_name;
    row->value = entry->arg != G_OPTION_ARG_NONE ? g_strdup(entry->arg_description) : NULL;
    row->text = g_strdup(entry->description);
    g_ptr_array_add(rows, row);
  }
}

GPtrArray *invocation_options(const Command *command) {
  g_auto(Invocation) asked = {.command = command};
  asked.rows = g_ptr_array_new_with_free_func((GDestroyNotify)option_row_free);
  command->run(&asked);
  return g_steal_pointer(&asked.rows);
}

gboolean invocation_parse(Invocation *invocation, const GOptionEntry *entries, int *status) {
  if (invocation->rows != NULL) {
    tell_rows(invocation->rows, entries);
    *status = STATUS_DONE;
    return FALSE;
  }
  GlobalOptions options = {0};
  g_auto(GStrv) rest = NULL;
  *status = STATUS_USAGE;
  if (!parse_words(invocation, entries, &options, &rest))
    return FALSE;
  options_merge(&invocation->options, &options);
  if (invocation->options.help) {
    help_command(&invocation->output, invocation->command, entries);
    *status = STATUS_DONE;
    return FALSE;
  }
  if (!read_format(invocation, status) || !take_argument(invocation, rest, status))
    return FALSE;
  /* Nobody who does not own the file says what day it was when something was done. */
  if (confine_is_on() && invocation->options.as_of != NULL && invocation->command->verbs != NULL) {
    *status = invocation_misuse("受限方式下写入台账不能用 --as-of");
    return FALSE;
  }
  g_autoptr(GError) error = NULL;
  g_autofree char *path = invocation_path(invocation);
  if (person_init(&invocation->person, path, invocation->options.as_of, &error))
    return TRUE;
  *status = invocation_misuse("%s", error->message);
  return FALSE;
}
