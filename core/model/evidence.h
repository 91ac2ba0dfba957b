/* evidence.h: evidence (佐证材料): a file, an address or a 文号 that stands for what was done.
 *
 * Of a file, its size and SHA-256 are kept as they were when it was added, so that one that was
 * changed or taken away since is seen. Nothing but what is asked for here reads the file again.
 */
#pragma once

#include "core/rules/watch.h"
#include "core/store/write.h"

typedef enum {
  EVIDENCE_FILE, /* 文件 */
  EVIDENCE_LINK, /* 网址: https://… */
  EVIDENCE_NOTE, /* 文号或说明 */
} EvidenceKind;

/* 文件, 网址, 文号或说明, and their codes: file, link, note; static. */
const char *evidence_kind_name(EvidenceKind kind);
const char *evidence_kind_code(EvidenceKind kind);

#define EVIDENCE_NO_SIZE (-1)

typedef struct {
  EvidenceKind kind;
  char *reference; /* what is stored: of a file its whole path; else as given, without blanks */
  gint64 size;     /* bytes when it was added; EVIDENCE_NO_SIZE: not known */
  char *digest;    /* SHA-256 then, in hex; NULL: likewise */
} Evidence;

void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* Which kind a reference is, as a person gives it or as it is stored. What begins with / ~/ ./ ../,
 * or has a / and ends like a file (.pdf), is a file whether or not it is there; a bare name is one
 * where there is such a file in the current folder. */
EvidenceKind evidence_kind(const char *reference);

/* The pieces that a person gives in one text, between ； or line ends, without blank ones, cleaned.
 * NULL-terminated; the caller g_strfreev()s. */
char **evidence_split(const char *text);

/* What a person gives, taken as what it is: a file must be there, a regular file, and readable,
 * else NULL and error (G_FILE_ERROR). Its size is found, not yet its digest. The caller frees. */
Evidence *evidence_take(const char *given, GError **error);

/* Reads a file that was taken, and finds its size and digest; of the other kinds, nothing. It may
 * take a while: watch (may be NULL) is told, and may stop it. */
gboolean evidence_measure(Evidence *evidence, const Watch *watch, GError **error);

/* Takes and measures all that are given (NULL-terminated; NULL: none). An array of Evidence* that
 * frees them; NULL and error. */
GPtrArray *evidence_take_all(const char *const *given, const Watch *watch, GError **error);

/* The references of such an array, as the inputs of the model take them: NULL-terminated, the
 * strings borrowed. The caller g_free()s. */
const char **evidence_references(const GPtrArray *taken);

/* Inside a writer: binds what is known of a reference to the parameters index (size) and index + 1
 * (digest). taken: Evidence*; NULL, or without it: nothing is known. */
void evidence_bind(Query *query, int index, const GPtrArray *taken, const char *reference);

/* 1.2 MB, 870 KB, 12 字节. The caller frees. */
char *evidence_size_text(gint64 size);

/* The reference, and of a file what is kept of it: /…/纪要.pdf（1.2 MB，校验值 1a2b3c4d5e6f）. The
 * caller frees. */
char *evidence_text(const Evidence *evidence);

/* ---- looking again ---------------------------------------------------------------------- */

typedef enum {
  EVIDENCE_SAME,     /* 未变 */
  EVIDENCE_CHANGED,  /* 已改动 */
  EVIDENCE_GONE,     /* 不在了 */
  EVIDENCE_SHUT,     /* 读不了 */
  EVIDENCE_UNKNOWN,  /* 没有校验值: what it was is not known */
  EVIDENCE_NOT_FILE, /* 不是文件: there is nothing to look at */
} EvidenceState;
#define EVIDENCE_STATE_COUNT 6

/* Its word, and its code (same, changed, gone, shut, unknown, none); static. */
const char *evidence_state_name(EvidenceState state);
const char *evidence_state_code(EvidenceState state);

/* Looks whether a file is what it was. FALSE and error only where watch stopped it. */
gboolean evidence_check(const Evidence *evidence, const Watch *watch, EvidenceState *state,
                        GError **error);

/* ---- listing ---------------------------------------------------------------------------- */

/* A piece with what it belongs to. */
typedef struct {
  gint64 id;
  Evidence *evidence;
  gint64 task, number; /* the task and its 序号; 0: none */
  gint64 file;         /* the case; 0: none */
  char *owner;         /* 目标任务, the case's title, or the node's with its span */
} EvidenceRow;

/* All evidence in the file, of one task, or (task 0) of one ledger, or (both 0) of everything, by
 * id: an array of EvidenceRow* that frees them; NULL and error. */
GPtrArray *evidence_list(Db *db, gint64 task, gint64 ledger, GError **error);

/* The evidence of a query's rows: reference, size, digest from column on. The caller frees. */
Evidence *evidence_from(Query *query, int column);
