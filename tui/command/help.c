#include "tui/command/help.h"

#include "core/rules/access.h"
#include "core/rules/text.h"

#define INDENT 2
#define TEXT_COLUMN 24    /* where explanations begin */
#define SUMMARY_COLUMN 18 /* … of commands, so that each has one line */
#define LINE_COLUMNS 78

static const char *const GROUPS[COMMAND_GROUP_COUNT] = {
    [COMMAND_GROUP_DAILY] = "日常",        [COMMAND_GROUP_SUPERVISE] = "督办与通报",
    [COMMAND_GROUP_PERIOD] = "周期",       [COMMAND_GROUP_CASE] = "典型案例",
    [COMMAND_GROUP_SCORE] = "测评",        [COMMAND_GROUP_EXCHANGE] = "进出",
    [COMMAND_GROUP_UPKEEP] = "台账与维护",
};

void help_global_entries(GlobalOptions *options, gboolean formats, gboolean program,
                         GOptionEntry entries[HELP_GLOBAL_ENTRIES]) {
  const GOptionEntry all[] = {
      {"db", 0, 0, G_OPTION_ARG_FILENAME, &options->db,
       "台账文件；不写则用环境变量 TAIZHANG_DB，再不然用个人数据目录下的 taizhang/taizhang.db",
       "文件"},
      {"as-of", 0, 0, G_OPTION_ARG_STRING, &options->as_of,
       "把这一天当作今天；不写则用环境变量 TAIZHANG_TODAY，再不然用系统日期", "年-月-日"},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, "显示帮助", NULL},
  };
  guint count = 0;
  if (formats)
    entries[count++] = (GOptionEntry){"format",
                                      0,
                                      0,
                                      G_OPTION_ARG_STRING,
                                      &options->format,
                                      "输出格式：table 表格（默认）、json、csv",
                                      "格式"};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    entries[count++] = all[i];
  if (program)
    entries[count++] = (GOptionEntry){"ascii",
                                      0,
                                      0,
                                      G_OPTION_ARG_NONE,
                                      &options->ascii,
                                      "界面的画线和符号只用键盘上有的（- | + #），框线错位时用",
                                      NULL};
  if (program)
    entries[count++] = (GOptionEntry){"restricted",
                                      0,
                                      0,
                                      G_OPTION_ARG_NONE,
                                      &options->restricted,
                                      "受限方式，写在最前面：只能用这一本台账和交换目录里的文件，"
                                      "不运行别的程序；用作 ForceCommand 或登录 shell",
                                      NULL};
  if (program)
    entries[count++] =
        (GOptionEntry){"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "显示版本", NULL};
  entries[count] = (GOptionEntry){NULL};
}

/* A name and its explanation, wrapped beside it. */
static void write_row(Output *output, const char *name, const char *text, int column) {
  int used = INDENT + text_width(name);
  g_autoptr(GPtrArray) lines = text_wrap(text, LINE_COLUMNS - column);
  gboolean beside = used + 2 <= column;
  if (!beside)
    output_line(output, "%*s%s", INDENT, "", name);
  for (guint i = 0; i < lines->len; i++) {
    const char *line = lines->pdata[i];
    if (i == 0 && beside)
      output_line(output, "%*s%s%*s%s", INDENT, "", name, column - used, "", line);
    else
      output_line(output, "%*s%s", column, "", line);
  }
}

static void write_paragraph(Output *output, const char *text) {
  g_autoptr(GPtrArray) lines = text_wrap(text, LINE_COLUMNS);
  for (guint i = 0; i < lines->len; i++)
    output_line(output, "%s", (const char *)lines->pdata[i]);
}

static void write_entries(Output *output, const char *title, const GOptionEntry *entries) {
  if (entries->long_name == NULL)
    return;
  output_line(output, "%s", "");
  output_line(output, "%s", title);
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++) {
    g_autoptr(GString) name = g_string_new(NULL);
    if (entry->short_name != 0)
      g_string_append_printf(name, "-%c, ", entry->short_name);
    g_string_append_printf(name, "--%s", entry->long_name);
    if (entry->arg_description != NULL)
      g_string_append_printf(name, " %s", entry->arg_description);
    write_row(output, name->str, entry->description, TEXT_COLUMN);
  }
}

void help_program(Output *output) {
  output_line(output, "用法：taizhang [选项]                打开界面");
  output_line(output, "      taizhang [选项] 命令 [参数]    执行一条命令");
  output_line(output, "%s", "");
  write_paragraph(output, "任务分工台账、典型案例选题计划和到期提醒，都在一个本地文件里。"
                          "标准输出不是终端时，不带命令等于 remind。");
  for (guint group = 0; group < COMMAND_GROUP_COUNT; group++) {
    output_line(output, "%s", "");
    output_line(output, "%s", GROUPS[group]);
    for (guint i = 0; i < command_count(); i++) {
      const Command *command = command_at(i);
      if (command->group == group)
        write_row(output, command->name, command->summary, SUMMARY_COLUMN);
    }
  }
  GlobalOptions ignored = {0};
  GOptionEntry entries[HELP_GLOBAL_ENTRIES];
  help_global_entries(&ignored, TRUE, TRUE, entries);
  write_entries(output, "选项", entries);
  output_line(output, "%s", "");
  write_paragraph(output, "一条命令的详细用法：taizhang help 命令，或 taizhang 命令 --help");
  write_paragraph(
      output,
      "退出状态：0 完成；1 被拒绝或失败；2 用法不对；3 有逾期的（只在 remind --exit-code 时）。");
}

const char *help_group(CommandGroup group) {
  return GROUPS[group];
}

/* 销号、退回: the deeds among verbs that need level, each name once. The caller frees. */
static char *names_of(char *const *verbs, Access level) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (gsize i = 0; verbs[i] != NULL; i++) {
    const char *name = access_verb_name(verbs[i]);
    if (access_for_verb(verbs[i]) == level &&
        !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
      g_ptr_array_add(names, (gpointer)name);
  }
  g_ptr_array_add(names, NULL);
  return g_strjoinv("、", (char **)names->pdata);
}

char *help_needs(const Command *command) {
  if (command->verbs == NULL)
    return NULL;
  g_auto(GStrv) verbs = g_strsplit(command->verbs, " ", -1);
  Access least = ACCESS_ADMIN;
  for (gsize i = 0; verbs[i] != NULL; i++)
    least = MIN(least, access_for_verb(verbs[i]));
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "需要：%s", access_name(least));
  for (int level = (int)least + 1; level < ACCESS_COUNT; level++) {
    g_autofree char *names = names_of(verbs, (Access)level);
    if (*names != '\0')
      g_string_append_printf(text, "；%s需要“%s”", names, access_name((Access)level));
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *help_usage(const Command *command) {
  const char *open = command->required ? "" : "[", *close = command->required ? "" : "]";
  if (command->argument == NULL)
    return g_strdup_printf("taizhang %s [选项]", command->name);
  g_autofree char *second = command->second == NULL ? g_strdup("")
                            : command->second_free  ? g_strdup_printf(" [%s]", command->second)
                                                    : g_strconcat(" ", command->second, NULL);
  /* What must follow an argument that may be left out is left out with it: [import 文件]. */
  gboolean inside = !command->required && !command->second_free;
  return g_strdup_printf("taizhang %s [选项] %s%s%s%s%s%s", command->name, open, command->argument,
                         command->several ? "…" : "", inside ? second : "", close,
                         inside ? "" : second);
}

void help_command(Output *output, const Command *command, const GOptionEntry *entries) {
  g_autofree char *usage = help_usage(command);
  output_line(output, "用法：%s", usage);
  output_line(output, "%s", "");
  write_paragraph(output, command->details != NULL ? command->details : command->summary);
  if (command->more != NULL) {
    g_autofree char *more = command->more();
    output_line(output, "%s", "");
    write_paragraph(output, more);
  }
  g_autofree char *needs = help_needs(command);
  if (needs != NULL) {
    output_line(output, "%s", "");
    write_paragraph(output, needs);
  }
  write_entries(output, "选项", entries);
  GlobalOptions ignored = {0};
  GOptionEntry global[HELP_GLOBAL_ENTRIES];
  help_global_entries(&ignored, command->formats, FALSE, global);
  write_entries(output, "通用选项", global);
  if (command->examples == NULL)
    return;
  output_line(output, "%s", "");
  output_line(output, "例子");
  g_auto(GStrv) lines = g_strsplit(command->examples, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    output_line(output, "%*staizhang %s", INDENT, "", lines[i]);
}
