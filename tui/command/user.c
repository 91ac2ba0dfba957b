#include <grp.h>
#include <pwd.h>

#include "core/model/ledger.h"
#include "core/model/person.h"
#include "core/model/unit.h"
#include "tui/command/invocation.h"
#include "tui/command/user_rows.h"

typedef struct {
  char *level;
  char *ledger;
  char *unit;
  char *name;
  gboolean remove;
  gboolean force;
} UserOptions;

static void user_options_clear(UserOptions *options) {
  g_free(options->level);
  g_free(options->ledger);
  g_free(options->unit);
  g_free(options->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(UserOptions, user_options_clear)

static gboolean sets_right(const UserOptions *options) {
  return options->level != NULL || options->unit != NULL;
}

/* FALSE after saying what does not go together. */
static gboolean check_options(const Invocation *invocation, const UserOptions *options,
                              Access *level) {
  const char *problem = NULL;
  if (options->remove && (sets_right(options) || options->name != NULL))
    problem = "--remove 不能与 --level、--unit、--name 一起用；请分两次";
  else if (options->ledger != NULL && !sets_right(options) && !options->remove)
    problem = "--ledger 要与 --level、--unit 或 --remove 一起用";
  else if (options->level != NULL && !access_parse(options->level, level))
    problem = "--level 的值不对，可以是 只读、经办、督办、管理员";
  if (problem != NULL)
    invocation_misuse_help(invocation, problem);
  return problem == NULL;
}

static gboolean is_known(const PersonWho *who) {
  return who->kind == PERSON_OTHERS ||
         (who->kind == PERSON_GROUP ? getgrnam(who->name) != NULL : getpwnam(who->name) != NULL);
}

/* A name that the system does not know is most likely misspelt. */
static gboolean check_known(const PersonWho *who, const UserOptions *options, GError **error) {
  if (options->force || !sets_right(options) || is_known(who))
    return TRUE;
  return store_refuse(error, "系统里没有%s“%s”，请核对；确实要用，请加 --force",
                      who->kind == PERSON_GROUP ? "用户组" : "用户", who->name);
}

static gboolean is_about(const PersonRow *row, const PersonWho *who) {
  return row->kind == who->kind && g_strcmp0(row->who, who->name) == 0;
}

/* The rows about who. NULL and error. */
static GPtrArray *rows_of(Db *db, const PersonWho *who, GError **error) {
  g_autoptr(GPtrArray) rows = person_list(db, person_groups, error);
  for (guint i = rows != NULL ? rows->len : 0; i > 0; i--) {
    if (!is_about(rows->pdata[i - 1], who))
      g_ptr_array_remove_index(rows, i - 1);
  }
  return g_steal_pointer(&rows);
}

/* As rows_of(); of one whom the file does not name, what the groups or everybody else's right give.
 */
static GPtrArray *rows_to_show(Db *db, const PersonWho *who, GError **error) {
  g_autoptr(GPtrArray) rows = rows_of(db, who, error);
  if (rows == NULL || rows->len > 0 || who->kind != PERSON_LOGIN || !is_known(who))
    return g_steal_pointer(&rows);
  PersonRow *row = person_derive(db, person_groups, who->name, error);
  if (row == NULL)
    return NULL;
  g_ptr_array_add(rows, row);
  return g_steal_pointer(&rows);
}

static int show(Invocation *invocation, Db *db, const PersonWho *who) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = rows_to_show(db, who, &error);
  if (rows == NULL)
    return invocation_fail(error);
  if (rows->len == 0) {
    g_autofree char *text = person_who_text(who);
    return invocation_fail_text("%s 没有权限，也没有改动过台账，可用 taizhang users 查看", text);
  }
  user_rows_write(invocation, rows);
  return STATUS_DONE;
}

/* What of a right is not said stays: a level for the whole file, a unit as it is limited to. */
static gboolean take_standing(Db *db, const UserOptions *options, PersonInput *input,
                              GError **error) {
  g_autoptr(GPtrArray) rows = rows_of(db, &input->who, error);
  if (rows == NULL)
    return FALSE;
  const PersonRow *standing = NULL;
  for (guint i = 0; i < rows->len && standing == NULL; i++) {
    const PersonRow *row = rows->pdata[i];
    if (row->id != 0 && row->ledger == input->ledger)
      standing = row;
  }
  if (options->level == NULL && standing == NULL)
    return store_refuse(error, "这里还没有权限，请用 --level 写明角色：只读、经办、督办、管理员");
  if (options->level == NULL)
    input->level = standing->level;
  else if (options->unit == NULL && standing != NULL && input->level != ACCESS_ADMIN &&
           input->level != ACCESS_READER)
    input->unit = standing->unit;
  return TRUE;
}

static gboolean read_unit(Db *db, const char *name, gint64 *id, GError **error) {
  *id = 0;
  if (name == NULL || *name == '\0')
    return TRUE;
  g_autoptr(Unit) unit = unit_find(db, name, error);
  if (unit != NULL)
    *id = unit->id;
  return unit != NULL;
}

static gboolean change(Invocation *invocation, Db *db, const UserOptions *options,
                       PersonInput *input, GError **error) {
  Actor actor = person_actor(&invocation->person);
  g_autoptr(Ledger) ledger =
      options->ledger != NULL ? ledger_find(db, options->ledger, error) : NULL;
  if (options->ledger != NULL && ledger == NULL)
    return FALSE;
  input->ledger = ledger != NULL ? ledger->id : 0;
  if (options->remove)
    return person_remove(db, &actor, &input->who, input->ledger, error);
  input->set = sets_right(options);
  input->name = options->name;
  return check_known(&input->who, options, error) &&
         read_unit(db, options->unit, &input->unit, error) &&
         (!input->set || take_standing(db, options, input, error)) &&
         person_edit(db, &actor, input, error);
}

static int run(Invocation *invocation) {
  g_auto(UserOptions) options = {0};
  const GOptionEntry entries[] = {{"level", 0, 0, G_OPTION_ARG_STRING, &options.level,
                                   "角色：只读、经办、督办、管理员", "角色"},
                                  {"ledger", 0, 0, G_OPTION_ARG_STRING, &options.ledger,
                                   "只对这本台账（编号或标题）；不写则对全部台账", "台账"},
                                  {"unit", 0, 0, G_OPTION_ARG_STRING, &options.unit,
                                   "只办理这个单位的任务；写 \"\" 则不限", "单位"},
                                  {"name", 0, 0, G_OPTION_ARG_STRING, &options.name,
                                   "姓名，用于显示和落款；写 \"\" 则去掉。改自己的，经办即可",
                                   "姓名"},
                                  {"remove", 0, 0, G_OPTION_ARG_NONE, &options.remove,
                                   "去掉权限；以后按用户组或其他人的算", NULL},
                                  {"force", 0, 0, G_OPTION_ARG_NONE, &options.force,
                                   "系统里没有这个用户或用户组，也照办", NULL},
                                  {NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  PersonInput input = {0};
  if (!check_options(invocation, &options, &input.level))
    return STATUS_USAGE;
  g_autoptr(GError) error = NULL;
  if (!person_who_parse(invocation->argument, &input.who, &error))
    return invocation_fail(error);
  gboolean writes = sets_right(&options) || options.name != NULL || options.remove;
  invocation->only_read = !writes;
  g_autoptr(Db) db = invocation_open(invocation, writes ? DB_WRITE : DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  if (writes && !change(invocation, db, &options, &input, &error))
    return invocation_fail(error);
  if (!options.remove)
    return show(invocation, db, &input.who);
  g_autofree char *who = person_who_text(&input.who);
  if (invocation->format == FORMAT_TABLE)
    output_line(&invocation->output, "已去掉 %s 的权限。可用 taizhang undo 撤销。", who);
  return STATUS_DONE;
}

const Command COMMAND_USER = {
    .name = "user",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "查看、修改一个人、一个用户组或其他人的权限",
    .details =
        "查看一个人的权限；写了选项则修改。登录名照写，用户组写成 @组名，其他人写成 *（加引号）"
        "或 其他人。角色依次是：只读，只能查看；经办，登记和修改；督办，另可销号、退回、审批延期、"
        "更正到期后的时限、签发督办单、核定得分；管理员，另可改权限、启封、隐去。第一个使用文件的人是管理员；"
        "最后一位管理员不能去掉。限于单位的人，只能办理该单位（含它所在的集合）的任务："
        "记进展、报送、办结、申请延期、答复督办单、记本单位的案例。",
    .examples = "user lisi\n"
                "user lisi --level 督办 --name 李四\n"
                "user @fgc --level 经办 --ledger 1\n"
                "user wangwu --level 经办 --unit 厅法规处\n"
                "user 其他人 --level 只读\n"
                "user lisi --remove --ledger 1",
    .argument = "登录名",
    .required = TRUE,
    .formats = TRUE,
    .writes = TRUE,
    .verbs = "user.edit access.edit",
    .run = run,
};
