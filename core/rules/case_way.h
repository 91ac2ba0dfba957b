/* case_way.h: the way of a typical case (起草 → 报市局 → 报省厅 → 报部 → 采纳 / 退回), as one
 * table, and the fields (领域) it may lie in.
 *
 * Which stage may follow which is data here and nowhere else. Pure.
 */
#pragma once

#include <glib.h>

/* In the order of the way: of the first five a later one includes those before it. */
typedef enum {
  CASE_DRAFT,    /* 起草: not handed in yet */
  CASE_CITY,     /* 报市局 */
  CASE_PROVINCE, /* 报省厅 */
  CASE_MINISTRY, /* 报部 */
  CASE_ADOPTED,  /* 采纳: the end of the way */
  CASE_RETURNED, /* 退回: may be handed in again, at any level */
} CaseStage;
#define CASE_STAGE_COUNT 6

/* Code ("city", stored and in JSON) and Chinese name (报市局) of a stage; static. */
const char *case_stage_code(CaseStage stage);
const char *case_stage_name(CaseStage stage);
/* The stage of a code or a name; FALSE, and *out untouched, where text is neither. text may be
 * NULL. */
gboolean case_stage_parse(const char *text, CaseStage *out);

/* All of them for a message: 起草、报市局、报省厅、报部、采纳、退回. The caller frees. */
char *case_stage_names(void);

/* TRUE where to may follow from. Stages may be skipped (起草 → 报省厅); only what was 报省厅 or
 * 报部 is 采纳; only what was handed in is 退回. */
gboolean case_stage_follows(CaseStage from, CaseStage to);

/* TRUE where a case may begin as stage: 起草, or handed in at once. */
gboolean case_stage_begins(CaseStage stage);

/* TRUE where a stage is only recorded with a note: 退回, why. */
gboolean case_stage_needs_note(CaseStage stage);

/* TRUE where a case at stage counts as filed: it has left 起草 and is not 退回. */
gboolean case_stage_is_filed(CaseStage stage);

/* TRUE where a case at stage has come as far as asked (报市局, 报省厅, 报部, 采纳); 退回 has come
 * nowhere until it is handed in again. */
gboolean case_stage_reached(CaseStage stage, CaseStage asked);

/* Why to may not follow from, in Chinese, with what may: 案例还在起草，不能采纳：报省厅或报部以后
 * 才能采纳。现在可以：报市局、报省厅、报部. NULL where it may. The caller frees. */
char *case_stage_refusal(CaseStage from, CaseStage to);

/* ---- fields ------------------------------------------------------------------------------- */

/* A field with the parts (细分领域) that documents name. Every list ends in 等, so that a part may
 * be another; the fields themselves are these. Source: notes 1 of the ministry's 2023 indicators
 * (four fields, 17 parts) and of Shandong's city system, which adds 安全生产 and names no part. */
typedef struct {
  const char *name;
  const char *const *parts; /* NULL-terminated, perhaps empty */
} CaseDomain;
#define CASE_DOMAIN_COUNT 5

/* The fields in the order of the documents, 0 to CASE_DOMAIN_COUNT - 1; static. */
const CaseDomain *case_domain_at(int index);

/* The field of that name; NULL where it is none. name may be NULL. */
const CaseDomain *case_domain_find(const char *name);

/* All of them for a message: 公路建设、水运工程建设、…. The caller frees. */
char *case_domain_names(void);
