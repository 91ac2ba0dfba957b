-- schema-2.sql: from version 1 of the ledger file to version 2: the whole way of a task, periods and
-- what is handed in for them, supervision, calendars of one's own, settings of a ledger.

-- 目标任务 made anew: the states 已交办 and 已签收, and the parts of a split task (分解).
CREATE TABLE task_2 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  indicator INTEGER NOT NULL REFERENCES indicator (id), -- the lowest indicator it stands under
  number INTEGER NOT NULL, -- 序号 in its ledger, from 1; also its order
  kind TEXT NOT NULL       -- task, measure 排名指标, bonus 加分项, deduction 扣分项
    CHECK (kind IN ('task', 'measure', 'bonus', 'deduction')),
  goal TEXT NOT NULL,      -- 目标任务, the text as printed
  deadline TEXT,           -- 完成时限 in force, as text: 2026年12月; NULL: none
  deadline_printed TEXT,   -- 完成时限 as the document prints it: 2020年12月; never changed
  due TEXT,                -- the civil date in force; an approved 延期 moves it, and keeps the old one
  state TEXT NOT NULL      -- new 未启动, assigned 已交办, signed 已签收, active 办理中, done 已办结,
                           -- closed 已销号, paused 暂停, void 作废
    CHECK (state IN ('new', 'assigned', 'signed', 'active', 'done', 'closed', 'paused', 'void')),
  percent INTEGER          -- 完成率 last reported, 0-100; NULL: never reported
    CHECK (percent BETWEEN 0 AND 100),
  done_on TEXT,            -- the day it was handed in (办结); NULL: not yet
  note TEXT,               -- 备注; NULL: none
  parent INTEGER REFERENCES task (id) ON DELETE CASCADE, -- the task it is a part of; NULL: a row of the document
  weight INTEGER           -- 权重 among the parts of parent, which sum to 100; NULL: no part
    CHECK (weight BETWEEN 1 AND 100),
  UNIQUE (ledger, number),
  CHECK ((parent IS NULL) = (weight IS NULL))
) STRICT;
INSERT INTO task_2 (id, ledger, indicator, number, kind, goal, deadline, deadline_printed, due, state,
                    percent, done_on, note)
  SELECT id, ledger, indicator, number, kind, goal, deadline, deadline_printed, due, state, percent,
         done_on, note FROM task;
-- Ids are never used twice: the count goes on where it was.
DELETE FROM sqlite_sequence WHERE name = 'task_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'task_2', seq FROM sqlite_sequence WHERE name = 'task';
DROP TABLE task;
ALTER TABLE task_2 RENAME TO task;
CREATE INDEX task_indicator ON task (indicator, number);
CREATE INDEX task_open_due ON task (due) WHERE state NOT IN ('done', 'closed', 'void');
CREATE INDEX task_parent ON task (parent);

-- 周期要求 made anew: what periods are counted from, and since when.
CREATE TABLE schedule_2 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  phrase TEXT NOT NULL,    -- the words of the document: 每季度至少1次
  every TEXT NOT NULL      -- the length of a period
    CHECK (every IN ('week', 'fortnight', 'month', 'quarter', 'half', 'year', 'workdays')),
  step INTEGER NOT NULL DEFAULT 1 CHECK (step >= 1), -- how many of them one period spans (14 for 每14个工作日)
  quota INTEGER NOT NULL DEFAULT 1 CHECK (quota >= 1), -- how many submissions a period asks for
  due_day INTEGER CHECK (due_day BETWEEN 1 AND 31), -- day of the month (weeks: of the week) it is due; NULL: the period's last day
  due_month INTEGER NOT NULL DEFAULT 0 CHECK (due_month BETWEEN -11 AND 12), -- months after the period's last one (次月: 1)
  basis TEXT NOT NULL DEFAULT 'calendar' -- what periods are counted from: the calendar, the anchor, the last submission, each event
    CHECK (basis IN ('calendar', 'anchor', 'submission', 'event')),
  anchor TEXT,             -- the day counting starts from, for anchor; NULL: not set yet
  no_makeup INTEGER NOT NULL DEFAULT 0 CHECK (no_makeup IN (0, 1)), -- 1: 不允许补报, what comes late does not count
  since TEXT NOT NULL,     -- the first day it asks anything of; periods that were over before are not asked for
  ended TEXT               -- the last day it asks anything of, where it was taken off or replaced; NULL: until the task's due date
) STRICT;
INSERT INTO schedule_2 (id, task, phrase, every, step, quota, due_day, due_month, basis, since)
  SELECT s.id, s.task, s.phrase, s.every, s.step, s.quota, s.due_day, s.due_month,
         iif(s.every = 'workdays', 'anchor', 'calendar'),
         -- The day the ledger came into the file, as far as the journal knows it; of a year that had
         -- not begun then, or was over, 1 January.
         iif(strftime('%Y', j.day) = printf('%04d', l.year), j.day, printf('%04d-01-01', l.year))
  FROM schedule s JOIN task t ON t.id = s.task JOIN ledger l ON l.id = t.ledger,
       (SELECT date(min(at), 'unixepoch', 'localtime') AS day FROM journal) j;
DELETE FROM sqlite_sequence WHERE name = 'schedule_2';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'schedule_2', seq FROM sqlite_sequence WHERE name = 'schedule';
DROP TABLE schedule;
ALTER TABLE schedule_2 RENAME TO schedule;
CREATE INDEX schedule_task ON schedule (task);

-- 期: one turn of a schedule. Most are computed; a row is kept of those that are past when a rule or
-- a calendar changes, that something was handed in for, or that an event started.
CREATE TABLE period (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  schedule INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  key TEXT NOT NULL,       -- 2026Q3, 2026-09, 2026-W38, 第5期, 自2026-11-03
  first TEXT NOT NULL,     -- the first day it covers
  last TEXT NOT NULL,      -- the last one
  due TEXT NOT NULL,       -- the day it is due, as the rule says, also on a day off
  quota INTEGER NOT NULL CHECK (quota >= 1), -- how many submissions it asks for
  estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1)), -- 1: 预计, counted where no calendar was known
  event TEXT,              -- what happened, for a rule that events start; NULL: no such rule
  UNIQUE (schedule, key)
) STRICT;
CREATE INDEX period_task ON period (task);

-- 报送 / 反馈: what is handed in for a period; counts towards its quota.
CREATE TABLE submission (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  period INTEGER NOT NULL REFERENCES period (id) ON DELETE CASCADE,
  unit INTEGER REFERENCES unit (id), -- who handed it in; NULL: not said
  made_on TEXT NOT NULL,   -- the day it was handed in
  text TEXT NOT NULL,      -- what it was
  author TEXT NOT NULL     -- login name of who recorded it
) STRICT;
CREATE INDEX submission_period ON submission (period);
CREATE INDEX submission_task ON submission (task, made_on);

-- One step of a task's way (交办, 签收, 办结, 销号 …); the last one gave it its state.
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  name TEXT NOT NULL       -- assign 交办, sign 签收, start 办理, finish 办结, close 销号, return 退回, pause 暂停, resume 恢复, void 作废, reopen 重新打开
    CHECK (name IN ('assign', 'sign', 'start', 'finish', 'close', 'return', 'pause', 'resume', 'void', 'reopen')),
  before TEXT NOT NULL,    -- the state it led out of
  after TEXT NOT NULL,     -- the state it led to
  made_on TEXT NOT NULL,   -- the day it tells of
  reason TEXT,             -- why; NULL: none was asked for
  author TEXT NOT NULL     -- login name of who took it
) STRICT;
CREATE INDEX step_task ON step (task, id);
-- The few steps into and out of 暂停, which excuse the periods due between them.
CREATE INDEX step_pause ON step (task, id) WHERE before = 'paused' OR after = 'paused';
-- What version 1 knows of the way of its tasks.
INSERT INTO step (task, name, before, after, made_on, author)
  SELECT p.task, 'start', 'new', 'active', p.made_on, p.author FROM progress p
  WHERE p.id = (SELECT q.id FROM progress q WHERE q.task = p.task ORDER BY q.made_on, q.id LIMIT 1);
INSERT INTO step (task, name, before, after, made_on, author)
  SELECT t.id, 'finish', 'active', 'done', t.done_on,
         ifnull((SELECT j.who FROM journal j WHERE j.task = t.id ORDER BY j.seq DESC LIMIT 1), '-')
  FROM task t WHERE t.state IN ('done', 'closed') AND t.done_on IS NOT NULL;

-- 延期: asked before the due date; approved or refused. The original due date stays in the first one.
CREATE TABLE extension (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  asked_on TEXT NOT NULL,
  asked_by TEXT NOT NULL,  -- login name
  reason TEXT NOT NULL,    -- why more time is needed
  old_deadline TEXT,       -- 完成时限 when it was asked; NULL: none
  old_due TEXT NOT NULL,   -- the due date when it was asked
  new_deadline TEXT NOT NULL, -- the new 完成时限, as typed
  new_due TEXT NOT NULL,   -- the date it means
  state TEXT NOT NULL      -- asked 待审批, approved 已批准, refused 不同意, withdrawn 已撤回
    CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
  decided_on TEXT,         -- NULL: not yet
  decided_by TEXT,         -- login name; NULL: not yet
  decision TEXT            -- what was said to it; NULL: nothing
) STRICT;
CREATE INDEX extension_task ON extension (task);
CREATE INDEX extension_asked ON extension (task) WHERE state = 'asked';

-- 催办: a logged reminder.
CREATE TABLE nudge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  made_on TEXT NOT NULL,
  means TEXT NOT NULL      -- record 仅登记, print 打印, file 存为文件, mail 邮件
    CHECK (means IN ('record', 'print', 'file', 'mail')),
  recipient TEXT,          -- the file's name or the address; NULL: neither
  text TEXT NOT NULL,      -- what was sent
  author TEXT NOT NULL     -- login name
) STRICT;
CREATE INDEX nudge_task ON nudge (task, made_on);

-- 督办单: numbered within its year; one matter each.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1), -- 第N号 of that year
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), -- 1 提醒, 2 督办, 3 重点督办; raised, never lowered
  text TEXT NOT NULL,      -- the whole letter as it went out, with its number
  issued_on TEXT NOT NULL,
  answer_by TEXT NOT NULL, -- the day an answer is due
  author TEXT NOT NULL,    -- login name of who issued it
  UNIQUE (year, number)
) STRICT;
CREATE INDEX notice_task ON notice (task);

-- An answer to a notice; the first one answers it.
CREATE TABLE notice_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  notice INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  made_on TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL     -- login name
) STRICT;
CREATE INDEX notice_answer_of ON notice_answer (notice);
CREATE INDEX notice_answer_task ON notice_answer (task);

-- How a ledger counts its days and lights; what is NULL is as the program's settings say.
CREATE TABLE policy (
  ledger INTEGER PRIMARY KEY REFERENCES ledger (id) ON DELETE CASCADE,
  lead_days INTEGER CHECK (lead_days BETWEEN 0 AND 90), -- 提前几天亮黄灯
  lead_in TEXT CHECK (lead_in IN ('days', 'workdays')), -- 自然日 or 工作日
  roll TEXT CHECK (roll IN ('keep', 'before', 'after')), -- a due day on a day off: 不变, 提前, 顺延
  colours TEXT CHECK (colours IN ('green', 'blue')), -- 红黄绿 or 红黄蓝
  closing TEXT CHECK (closing IN ('two', 'one')) -- 办结 and 销号 by two people, or by one
) STRICT;

-- A year's holiday notice, brought in by the office; it counts before the one the program came with.
CREATE TABLE calendar_notice (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 1 AND 9999),
  document TEXT,           -- 文号; NULL: not known
  issued TEXT              -- NULL: not known
) STRICT;
CREATE TABLE calendar_day (
  notice INTEGER NOT NULL REFERENCES calendar_notice (year) ON DELETE CASCADE,
  day TEXT NOT NULL,       -- of the notice's year, or of the last week of the year before
  name TEXT,               -- the holiday; NULL: a weekend day that is worked
  PRIMARY KEY (notice, day)
) STRICT, WITHOUT ROWID;
