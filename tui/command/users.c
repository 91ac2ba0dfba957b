#include "core/model/person.h"
#include "tui/command/invocation.h"
#include "tui/command/user_rows.h"

static int run(Invocation *invocation) {
  const GOptionEntry entries[] = {{NULL}};
  int status;
  if (!invocation_parse(invocation, entries, &status))
    return status;
  g_autoptr(Db) db = invocation_open(invocation, DB_READ);
  if (db == NULL)
    return STATUS_FAILED;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = person_list(db, person_groups, &error);
  if (rows == NULL)
    return invocation_fail(error);
  user_rows_write(invocation, rows);
  return STATUS_DONE;
}

const Command COMMAND_USERS = {
    .name = "users",
    .group = COMMAND_GROUP_UPKEEP,
    .summary = "列出人员和权限：角色、台账、单位、最近一次操作",
    .details =
        "列出台账文件里的人员：登录名、姓名、角色（只读、经办、督办、管理员）、权限来自本人还是用户组、"
        "其他人，对哪本台账，限于哪个单位，最近一次操作。每个人以最近的一条为准：本人的先于用户组的，"
        "用户组的先于其他人的；各自之中，单本台账的先于全部台账的；几个用户组取最高的，同级而限于不同单位的合在一起。"
        "能打开文件的人都能查看。修改见 taizhang user。",
    .examples = "users\n"
                "users --format csv",
    .formats = TRUE,
    .run = run,
};
