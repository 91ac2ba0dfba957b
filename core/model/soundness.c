#include "core/model/soundness.h"

#include <sys/stat.h>

#include "core/model/history.h"
#include "core/model/task_parts.h"
#include "core/model/unit.h"

#define ADVICE_DAMAGED                                                                             \
  "停止使用这个文件，用 taizhang restore 恢复最近的备份；没有备份则请管理员抢救"
#define ADVICE_OUTSIDE "多半有人绕过本程序改过文件，请告诉管理员，用 taizhang verify 和备份核对"
#define ADVICE_RIGHTS                                                                              \
  "多半有人绕过本程序改过权限，请管理员用 taizhang users 看过、重新设定，用 taizhang verify 核对"
#define ADVICE_EDIT "请在界面上改正，或用 taizhang set"

#define WEIGHTS "sum(weight) FILTER (WHERE " SQL_IS_PART ")"

/* Each gives where and what, in words. */
static const struct {
  const char *rule;
  const char *sql;
  const char *advice;
} RULES[] = {
    {"integrity",
     "SELECT '文件', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
     ADVICE_DAMAGED},
    {"references",
     "SELECT '表 ' || \"table\" || ' 第 ' || ifnull(rowid, '?') || ' 行',"
     " '引用的 ' || parent || ' 记录不存在' FROM pragma_foreign_key_check",
     ADVICE_OUTSIDE},
    /* Those that are 作废 keep theirs, whether it was given to others since or not. */
    {"weights",
     "SELECT '任务编号 ' || parent, '各部分的权重之和是 ' || " WEIGHTS " || '，应为 100'"
     " FROM task p WHERE parent IS NOT NULL GROUP BY parent"
     " HAVING sum(weight) <> 100 AND " WEIGHTS " <> 100",
     "请用 taizhang split 重新分配权重"},
    /* Gaps are in order: tasks are deleted, and a table that is brought in has its own. */
    {"numbers",
     "SELECT '任务编号 ' || id, '序号是 ' || number || '，应从 1 起' FROM task WHERE number < 1",
     ADVICE_OUTSIDE},
    {"ledger-of-task",
     "SELECT '任务编号 ' || t.id, '所属指标是另一本台账的' FROM task t"
     " JOIN indicator i ON i.id = t.indicator WHERE i.ledger <> t.ledger",
     ADVICE_OUTSIDE},
    {"ledger-of-part",
     "SELECT '任务编号 ' || t.id, '上级任务是另一本台账的，或者自己又是一部分' FROM task t"
     " JOIN task p ON p.id = t.parent WHERE p.ledger <> t.ledger OR p.parent IS NOT NULL",
     ADVICE_OUTSIDE},
    {"tree-indicator",
     "WITH RECURSIVE r (id) AS (SELECT id FROM indicator WHERE parent IS NULL UNION"
     " SELECT i.id FROM indicator i JOIN r ON i.parent = r.id)"
     " SELECT '指标编号 ' || id, '上级指标绕成一圈' FROM indicator WHERE id NOT IN (SELECT id FROM r)",
     ADVICE_OUTSIDE},
    {"tree-node",
     "WITH RECURSIVE r (id) AS (SELECT id FROM node WHERE parent IS NULL UNION"
     " SELECT i.id FROM node i JOIN r ON i.parent = r.id)"
     " SELECT '测评指标编号 ' || id, '上级指标绕成一圈' FROM node WHERE id NOT IN (SELECT id FROM r)",
     ADVICE_OUTSIDE},
    {"tree-unit",
     "WITH RECURSIVE r (id) AS (SELECT id FROM unit WHERE parent IS NULL UNION"
     " SELECT i.id FROM unit i JOIN r ON i.parent = r.id)"
     " SELECT '单位“' || name || '”', '上级单位绕成一圈' FROM unit WHERE id NOT IN (SELECT id FROM r)",
     "请用 taizhang unit --parent 改正"},
    {"position-indicator",
     "SELECT '台账编号 ' || ledger || '，指标编号 ' || ifnull(parent, 0), '下级的次序有重复' FROM"
     " indicator GROUP BY ledger, parent HAVING count(*) <> count(DISTINCT position)",
     ADVICE_OUTSIDE},
    {"steps",
     "SELECT '任务编号 ' || t.id, '状态是 ' || t.state || '，最后一步却到 ' || s.after"
     " FROM task t JOIN step s ON s.id = (SELECT max(id) FROM step WHERE task = t.id)"
     " WHERE s.after <> t.state",
     ADVICE_OUTSIDE},
    /* What was brought in as done may come without the day: then it is the first step there is. */
    {"done-day",
     "SELECT '任务编号 ' || id, '已办结却没有办结日期' FROM task t"
     " WHERE state IN ('done', 'closed') AND done_on IS NULL AND NOT EXISTS (SELECT 1 FROM step s"
     " WHERE s.id = (SELECT min(id) FROM step WHERE task = t.id) AND s.name = 'finish'"
     " AND s.id = (SELECT max(id) FROM step WHERE task = t.id AND name = 'finish'))",
     ADVICE_OUTSIDE},
    {"stages",
     "SELECT '案例编号 ' || c.id, '阶段是 ' || c.stage || '，最后一步却是 ' || s.stage"
     " FROM \"case\" c JOIN case_stage s ON s.id ="
     " (SELECT max(id) FROM case_stage WHERE \"case\" = c.id) WHERE s.stage <> c.stage",
     ADVICE_OUTSIDE},
    {"periods",
     "SELECT '任务编号 ' || p.task || ' 的 ' || p.key, '起止日期颠倒，或不是它那条周期要求的任务'"
     " FROM period p JOIN schedule s ON s.id = p.schedule WHERE p.first > p.last OR p.task <> s.task",
     ADVICE_OUTSIDE},
    {"submissions",
     "SELECT '报送编号 ' || u.id, '所属的期是另一项任务的' FROM submission u"
     " JOIN period p ON p.id = u.period WHERE p.task <> u.task",
     ADVICE_OUTSIDE},
    {"evidence",
     "SELECT '佐证编号 ' || e.id, '所属的进展是另一项任务的' FROM evidence e"
     " JOIN progress p ON p.id = e.progress WHERE p.task IS NOT e.task",
     ADVICE_OUTSIDE},
    {"dates",
     "SELECT place, '“' || day || '”不是日期' FROM ("
     " SELECT '任务编号 ' || id AS place, due AS day FROM task"
     " UNION ALL SELECT '任务编号 ' || id, done_on FROM task"
     " UNION ALL SELECT '进展编号 ' || id, made_on FROM progress"
     " UNION ALL SELECT '报送编号 ' || id, made_on FROM submission"
     " UNION ALL SELECT '任务步骤编号 ' || id, made_on FROM step"
     " UNION ALL SELECT '期编号 ' || id, due FROM period"
     " UNION ALL SELECT '延期编号 ' || id, new_due FROM extension"
     " UNION ALL SELECT '案例编号 ' || id, month FROM \"case\""
     ") WHERE day IS NOT NULL AND date(julianday(day)) IS NOT day",
     ADVICE_EDIT},
    {"admin",
     "SELECT '权限', '没有管理员，没有人能授权' WHERE EXISTS (SELECT 1 FROM user) AND NOT EXISTS"
     " (SELECT 1 FROM access WHERE level = 'admin' AND ledger IS NULL)",
     ADVICE_OUTSIDE},
};

void soundness_finding_free(SoundnessFinding *finding) {
  g_free(finding->rule);
  g_free(finding->where);
  g_free(finding->what);
  g_free(finding);
}

static void add(GPtrArray *findings, const char *rule, const char *where, const char *what,
                const char *advice) {
  SoundnessFinding *finding = g_new0(SoundnessFinding, 1);
  finding->rule = g_strdup(rule);
  finding->where = g_strdup(where != NULL ? where : "");
  finding->what = g_strdup(what != NULL ? what : "");
  finding->advice = advice;
  g_ptr_array_add(findings, finding);
}

static void check_rule(Db *db, guint index, GPtrArray *findings) {
  g_autoptr(GError) error = NULL;
  int count = 0;
  Query *query = query_new(db, RULES[index].sql);
  while (count < SOUNDNESS_MOST && query_next(query)) {
    add(findings, RULES[index].rule, query_text(query, 0), query_text(query, 1),
        RULES[index].advice);
    count++;
  }
  if (!query_finish(query, &error))
    add(findings, RULES[index].rule, "文件", error->message, ADVICE_DAMAGED);
}

static void check_journal(Db *db, GPtrArray *findings) {
  g_autoptr(GError) error = NULL;
  JournalVerdict verdict = {0};
  if (!journal_verify(db, &verdict, &error)) {
    add(findings, "journal", "日志", error->message, ADVICE_DAMAGED);
    return;
  }
  g_autofree char *problem = verdict.problem;
  if (problem != NULL)
    add(findings, "journal", "日志", problem, ADVICE_OUTSIDE);
}

/* What somebody may do is given by deeds alone, so that the journal knows of each. */
static void check_rights(Db *db, GPtrArray *findings) {
  g_autoptr(GError) error = NULL;
  guint count;
  g_autoptr(GPtrArray) units = unit_list(db, &error);
  g_autoptr(GPtrArray) differences =
      units != NULL ? journal_differences(db, "access", SOUNDNESS_MOST, &count, &error) : NULL;
  for (guint i = 0; differences != NULL && i < differences->len; i++) {
    g_autofree char *what = history_difference_text(differences->pdata[i], units);
    add(findings, "rights", "与日志核对", what, ADVICE_RIGHTS);
  }
  if (differences == NULL)
    add(findings, "rights", "与日志核对", error->message, ADVICE_DAMAGED);
}

static void check_mode(Db *db, GPtrArray *findings) {
  struct stat info;
  if (stat(db_path(db), &info) != 0 || (info.st_mode & 0007) == 0)
    return;
  g_autofree char *what =
      g_strdup_printf("文件权限是 %04o，本机任何人都能%s", (unsigned)info.st_mode & 07777,
                      (info.st_mode & 0002) != 0 ? "改" : "读");
  add(findings, "mode", "文件", what, "请所有者运行 chmod 0660（只自己用则 0600）");
}

GPtrArray *soundness_check(Db *db) {
  g_autoptr(GPtrArray) findings =
      g_ptr_array_new_with_free_func((GDestroyNotify)soundness_finding_free);
  for (guint i = 0; i < G_N_ELEMENTS(RULES); i++)
    check_rule(db, i, findings);
  check_journal(db, findings);
  check_rights(db, findings);
  check_mode(db, findings);
  return g_steal_pointer(&findings);
}
