#include "tui/command/command.h"

#include "core/config/nearest.h"
#include "tui/action/backup_run.h"
#include "tui/command/help.h"
#include "tui/command/invocation.h"

/* In the order of help. */
static const Command *const COMMANDS[] = {
    &COMMAND_LIST,     &COMMAND_LEDGERS, &COMMAND_SHOW,      &COMMAND_EVIDENCE,
    &COMMAND_TOPICS,   &COMMAND_CASES,   &COMMAND_PERIODS,   &COMMAND_REMIND,
    &COMMAND_BULLETIN, &COMMAND_REPORT,  &COMMAND_DUE,       &COMMAND_LOG,
    &COMMAND_PROGRESS, &COMMAND_SUBMIT,  &COMMAND_EVENT,     &COMMAND_DONE,
    &COMMAND_STEP,     &COMMAND_EXTEND,  &COMMAND_SPLIT,     &COMMAND_CASE,
    &COMMAND_PLAN,     &COMMAND_NUDGE,   &COMMAND_NOTICE,    &COMMAND_SCORE,
    &COMMAND_RULE,     &COMMAND_SET,     &COMMAND_REPLACE,   &COMMAND_TAG,
    &COMMAND_MOVE,     &COMMAND_COPY,    &COMMAND_DELETE,    &COMMAND_TRASH,
    &COMMAND_REDO,     &COMMAND_UNDO,    &COMMAND_TEMPLATES, &COMMAND_CHECK_TEMPLATE,
    &COMMAND_CALENDAR, &COMMAND_INIT,    &COMMAND_IMPORT,    &COMMAND_EXPORT,
    &COMMAND_SENDOUT,  &COMMAND_COLLECT, &COMMAND_POLICY,    &COMMAND_ROLLOVER,
    &COMMAND_FREEZE,   &COMMAND_THAW,    &COMMAND_VERIFY,    &COMMAND_CHECK,
    &COMMAND_BACKUP,   &COMMAND_RESTORE, &COMMAND_SALVAGE,   &COMMAND_REDACT,
    &COMMAND_UNITS,    &COMMAND_UNIT,    &COMMAND_CONFIG,    &COMMAND_SQL,
    &COMMAND_THEME,    &COMMAND_USERS,   &COMMAND_USER,      &COMMAND_COMPLETE,
    &COMMAND_MANUAL,   &COMMAND_DRAFTS,
};

guint command_count(void) {
  return G_N_ELEMENTS(COMMANDS);
}

const Command *command_at(guint index) {
  return COMMANDS[index];
}

const Command *command_find(const char *name) {
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
    if (g_str_equal(COMMANDS[i]->name, name))
      return COMMANDS[i];
  }
  return NULL;
}

const char *command_nearest(const char *name) {
  const char *names[G_N_ELEMENTS(COMMANDS) + 2];
  guint count = 0;
  for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
    if (COMMANDS[i]->group != COMMAND_GROUP_HIDDEN)
      names[count++] = COMMANDS[i]->name;
  }
  names[count++] = "help";
  names[count] = NULL;
  return nearest_word(name, names);
}

static int refuse_unknown(const char *name) {
  const char *nearest = command_nearest(name);
  if (nearest != NULL)
    return invocation_misuse("没有“%s”这条命令，是不是 %s？全部命令见 taizhang --help", name,
                             nearest);
  return invocation_misuse("没有“%s”这条命令，全部命令见 taizhang --help", name);
}

static int run_command(Invocation *invocation, const Command *command) {
  invocation->command = command;
  return command->run(invocation);
}

/* taizhang help [命令] */
static int run_help(Invocation *invocation) {
  const char *name = invocation->words[1];
  if (name == NULL || name[0] == '-') {
    help_program(&invocation->output);
    return STATUS_DONE;
  }
  if (invocation->words[2] != NULL)
    return invocation_misuse("help 后面只能有一条命令，多了“%s”", invocation->words[2]);
  const Command *command = command_find(name);
  if (command == NULL)
    return refuse_unknown(name);
  invocation->options.help = TRUE;
  char *only_name[] = {(char *)command->name, NULL};
  g_strfreev(invocation->words);
  invocation->words = g_strdupv(only_name);
  return run_command(invocation, command);
}

static int run_words(Invocation *invocation) {
  const char *word = invocation->words[0];
  if (invocation->options.version) {
    output_line(&invocation->output, "taizhang（台账）%s", TAIZHANG_VERSION);
    return STATUS_DONE;
  }
  if (invocation_is_bare(invocation))
    return run_command(invocation, &COMMAND_REMIND);
  if (word == NULL) { /* --help */
    help_program(&invocation->output);
    return STATUS_DONE;
  }
  if (g_str_equal(word, "help"))
    return run_help(invocation);
  const Command *command = command_find(word);
  return command != NULL ? run_command(invocation, command) : refuse_unknown(word);
}

/* After a save; nothing about it makes the save one that failed. */
static void begin_backup(Invocation *invocation) {
  const Settings *settings = invocation_settings(invocation);
  g_autofree char *ledger = invocation_path(invocation);
  g_autofree char *problem =
      settings != NULL ? backup_run_daily(settings, &invocation->person, ledger) : NULL;
  if (problem != NULL)
    output_complain(problem);
}

int command_run(Invocation *invocation) {
  int status = run_words(invocation);
  gboolean saved = invocation->command != NULL && invocation->command->writes &&
                   !invocation->only_read && !invocation->options.help && status == STATUS_DONE;
  if (saved)
    begin_backup(invocation);
  if (output_finish(&invocation->output, saved) || status != STATUS_DONE)
    return status;
  return STATUS_FAILED;
}
