#include "core/rules/fault.h"

#include <errno.h>
#include <glib.h>

const char *fault_text(int code) {
  switch (code) {
  case EACCES:
  case EPERM:
  case EROFS:
    return "没有写入的权限";
  case ENOSPC:
  case EDQUOT:
    return "磁盘已满";
  case ENOENT:
    return "没有这个文件夹";
  case ENOTDIR:
    return "路径当中有一段不是文件夹";
  case ENAMETOOLONG:
    return "名称太长";
  case EFBIG:
    return "文件太大";
  default:
    return g_strerror(code);
  }
}
