#include "core/rules/fault.h"

#include <errno.h>
#include <glib.h>

/* What reading and writing have in common. */
static const char *common_text(int code) {
  switch (code) {
  case ENOSPC:
  case EDQUOT:
    return "磁盘已满";
  case ENOTDIR:
    return "路径当中有一段不是文件夹";
  case ENAMETOOLONG:
    return "名称太长";
  case EFBIG:
    return "文件太大";
  case EISDIR:
    return "这是一个文件夹";
  case EIO:
    return "磁盘读写出错";
  case ELOOP:
    return "链接太多，或绕成了圈";
  case EMFILE:
  case ENFILE:
    return "同时打开的文件太多";
  case ENOMEM:
    return "内存不足";
  default:
    return g_strerror(code);
  }
}

const char *fault_text(int code) {
  switch (code) {
  case EACCES:
  case EPERM:
  case EROFS:
    return "没有写入的权限";
  case ENOENT:
    return "没有这个文件夹";
  default:
    return common_text(code);
  }
}

const char *fault_read_text(int code) {
  switch (code) {
  case EACCES:
  case EPERM:
    return "没有读取的权限";
  case ENOENT:
    return "文件不存在";
  default:
    return common_text(code);
  }
}
