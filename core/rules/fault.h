/* fault.h: what people are told of why a file cannot be read or written. Pure. */
#pragma once

/* Why a file cannot be written, by an errno: 没有写入的权限, 磁盘已满; in the system's words where
 * there are none of our own. Static. What only the caller can tell (that a file is there already)
 * is asked before. */
const char *fault_text(int code);

/* Likewise why it cannot be read: 没有读取的权限, 文件不存在. */
const char *fault_read_text(int code);
