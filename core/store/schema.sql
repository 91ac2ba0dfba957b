-- schema.sql: version 1 of the ledger file.
--
-- Dates are text 'YYYY-MM-DD'. Ids are never used twice (AUTOINCREMENT), so that the journal's
-- history of a record is the history of that record. Words with a fixed set of values are stored
-- as their codes; people see the Chinese names. Lights are computed, never stored.

-- The people who have written, and what they may do.
CREATE TABLE user (
  login TEXT PRIMARY KEY,  -- the login name the operating system knows
  name TEXT,               -- how colleagues call the person; NULL: as login
  role TEXT NOT NULL       -- admin 管理员, clerk 经办, supervisor 督办, reader 只读
    CHECK (role IN ('admin', 'clerk', 'supervisor', 'reader'))
) STRICT;

-- 台账: one document's table of tasks.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  template TEXT,           -- name of the template it was made from; NULL: made by hand
  title TEXT NOT NULL,     -- title as printed
  issuer TEXT,             -- issuing office; NULL: the document does not say
  document TEXT,           -- 文号; NULL: none printed
  issued TEXT,             -- 成文日期; NULL: none printed
  region TEXT,             -- 地区; NULL: unknown
  year INTEGER NOT NULL,   -- the year it is used for
  source_year INTEGER NOT NULL, -- the year of the document itself
  UNIQUE (template, year)
) STRICT;

-- 一级/二级/三级指标: the ledger's tree.
CREATE TABLE indicator (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES indicator (id) ON DELETE CASCADE, -- NULL: 一级
  position INTEGER NOT NULL, -- order among the children of parent, from 1
  title TEXT NOT NULL,     -- as printed, with its number: 一、… （一）…
  points REAL              -- 分值; NULL: the document gives none
) STRICT;
CREATE INDEX indicator_tree ON indicator (ledger, parent, position);
CREATE INDEX indicator_parent ON indicator (parent); -- or deleting one reads them all

-- 责任处室（单位）: an office, or a group of offices.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE, -- full name: 厅法规处
  kind TEXT NOT NULL       -- office 内设处室, body 下属单位, local 市县部门, group 集合 (五市交通运输局)
    CHECK (kind IN ('office', 'body', 'local', 'group'))
) STRICT;

-- The members of a group, where they are known.
CREATE TABLE unit_member (
  unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,   -- the group
  member INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE, -- a unit in it
  PRIMARY KEY (unit, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_member_of ON unit_member (member, unit);

-- 目标任务: one row of the ledger.
CREATE TABLE task (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  indicator INTEGER NOT NULL REFERENCES indicator (id), -- the lowest indicator it stands under
  number INTEGER NOT NULL, -- 序号 in its ledger, from 1; also its order
  kind TEXT NOT NULL       -- task, measure 排名指标, bonus 加分项, deduction 扣分项
    CHECK (kind IN ('task', 'measure', 'bonus', 'deduction')),
  goal TEXT NOT NULL,      -- 目标任务, the text as printed
  deadline TEXT,           -- 完成时限 in force, as text: 2026年12月; NULL: none
  deadline_printed TEXT,   -- 完成时限 as the document prints it: 2020年12月; never changed
  due TEXT,                -- the civil date computed from deadline; NULL: none can be
  state TEXT NOT NULL      -- new 未启动, active 办理中, done 已办结, closed 已销号, paused 暂停, void 作废
    CHECK (state IN ('new', 'active', 'done', 'closed', 'paused', 'void')),
  percent INTEGER          -- 完成率 last reported, 0-100; NULL: never reported
    CHECK (percent BETWEEN 0 AND 100),
  done_on TEXT,            -- the day it was handed in (办结); NULL: not yet
  note TEXT,               -- 备注; NULL: none
  UNIQUE (ledger, number)
) STRICT;
CREATE INDEX task_indicator ON task (indicator, number);
CREATE INDEX task_open_due ON task (due) WHERE state NOT IN ('done', 'closed', 'void');

-- Which unit stands to a task in which role.
CREATE TABLE task_unit (
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL       -- lead 牵头, support 配合, responsible 责任, implement 落实, oversee 督促
    CHECK (role IN ('lead', 'support', 'responsible', 'implement', 'oversee')),
  position INTEGER NOT NULL, -- order as printed, from 1
  PRIMARY KEY (task, unit, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_unit_of ON task_unit (unit, task);

-- 每季度至少1次…: the recurrence rule of a task.
CREATE TABLE schedule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  phrase TEXT NOT NULL,    -- the words of the document: 每季度至少1次
  every TEXT NOT NULL      -- the length of a period
    CHECK (every IN ('week', 'fortnight', 'month', 'quarter', 'half', 'year', 'workdays')),
  step INTEGER NOT NULL DEFAULT 1 CHECK (step >= 1), -- how many of them one period spans (14 for 每14个工作日)
  quota INTEGER NOT NULL DEFAULT 1 CHECK (quota >= 1), -- how many submissions a period asks for
  due_day INTEGER CHECK (due_day BETWEEN 1 AND 31), -- day of the month it is due; NULL: the period's last day
  due_month INTEGER NOT NULL DEFAULT 0 CHECK (due_month BETWEEN 0 AND 12) -- months after the period's own (次月: 1)
) STRICT;
CREATE INDEX schedule_task ON schedule (task);

-- 进展: a dated entry on a task; never overwritten, only followed.
CREATE TABLE progress (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  made_on TEXT NOT NULL,   -- the day it tells of
  text TEXT NOT NULL,      -- what was done
  percent INTEGER CHECK (percent BETWEEN 0 AND 100), -- 完成率 as of that day; NULL: not said
  author TEXT NOT NULL     -- login name of who recorded it
) STRICT;
CREATE INDEX progress_task ON progress (task, made_on, id);

-- 佐证材料: a file or a 文号 that proves an entry.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  progress INTEGER REFERENCES progress (id) ON DELETE CASCADE, -- the entry it belongs to; NULL: the task as a whole
  reference TEXT NOT NULL  -- path of a file, 文号 or address, as given
) STRICT;
CREATE INDEX evidence_task ON evidence (task);
CREATE INDEX evidence_progress ON evidence (progress); -- or deleting an entry reads them all

-- 选题计划: twelve months of topics.
CREATE TABLE plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  template TEXT,           -- name of the template it was made from; NULL: made by hand
  title TEXT NOT NULL,     -- title as printed
  issuer TEXT,             -- issuing office; NULL: the document does not say
  document TEXT,           -- 文号; NULL: none printed
  issued TEXT,             -- 成文日期; NULL: none printed
  year INTEGER NOT NULL UNIQUE, -- the year it is used for
  source_year INTEGER NOT NULL, -- the year of the document itself
  due_day INTEGER NOT NULL CHECK (due_day BETWEEN 1 AND 31), -- 当月N日前 to the municipal bureau
  ministry_day INTEGER CHECK (ministry_day BETWEEN 1 AND 31), -- 每月N日之前 to the ministry; NULL: does not apply
  target INTEGER NOT NULL CHECK (target >= 0) -- cases a month for full points
) STRICT;

-- One month of a plan.
CREATE TABLE topic (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
  month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
  title TEXT NOT NULL,     -- 主题
  content TEXT NOT NULL,   -- 主要内容, years moved to the plan's year
  content_printed TEXT NOT NULL, -- 主要内容 as the document prints it; never changed
  UNIQUE (plan, month)
) STRICT;

-- 典型案例: filed under a month's topic.
CREATE TABLE "case" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  topic INTEGER NOT NULL REFERENCES topic (id), -- the month it counts for
  title TEXT NOT NULL,
  unit INTEGER REFERENCES unit (id), -- who filed it; NULL: not said
  summary TEXT,            -- a few sentences; NULL: none
  filed_on TEXT NOT NULL,  -- the day it was filed
  adopted_on TEXT,         -- the day it was 采纳; NULL: not
  author TEXT NOT NULL     -- login name of who recorded it
) STRICT;
CREATE INDEX case_topic ON "case" (topic, filed_on);

-- The record of every change, and the only source of history, undo, audit and verify.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, -- 1, 2, 3 … without gaps
  at INTEGER NOT NULL,     -- seconds since 1970-01-01 UTC
  who TEXT NOT NULL,       -- login name
  verb TEXT NOT NULL,      -- fixed word: progress.add
  summary TEXT NOT NULL,   -- one line for people
  reason TEXT,             -- why, where a person said so
  task INTEGER,            -- the task it is about; NULL: none or several. No reference: entries outlive tasks
  undoes INTEGER UNIQUE REFERENCES journal (seq), -- the entry this one takes back
  changeset BLOB NOT NULL, -- what changed, as an SQLite session records it
  hash BLOB NOT NULL       -- SHA-256 over the hash before and every field above
) STRICT;
CREATE INDEX journal_task ON journal (task);
CREATE INDEX journal_who ON journal (who, seq);
CREATE TRIGGER journal_keep BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, '日志只能追加，不能修改'); END;
CREATE TRIGGER journal_stay BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, '日志只能追加，不能删除'); END;
