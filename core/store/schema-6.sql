-- schema-6.sql: from version 5 of the ledger file to version 6: tables of many rows that are
-- quick to add to, who may do what, entries of the journal that were made unreadable, and a journal
-- that only grows at its end.

-- The tables of which one import adds hundreds of thousands of rows, made anew: x IN ('a', 'b', 'c')
-- builds a table of the words for every row that is written, x = 'a' OR x = 'b' only compares.

-- 目标任务
CREATE TABLE task_6 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  indicator INTEGER NOT NULL REFERENCES indicator (id), -- the lowest indicator it stands under
  number INTEGER NOT NULL, -- 序号 in its ledger, from 1; also its order
  kind TEXT NOT NULL       -- task, measure 排名指标, bonus 加分项, deduction 扣分项
    CHECK (kind = 'task' OR kind = 'measure' OR kind = 'bonus' OR kind = 'deduction'),
  goal TEXT NOT NULL,      -- 目标任务, the text as printed
  deadline TEXT,           -- 完成时限 in force, as text: 2026年12月; NULL: none
  deadline_printed TEXT,   -- 完成时限 as the document prints it: 2020年12月; never changed
  due TEXT,                -- the civil date in force; an approved 延期 moves it, and keeps the old one
  state TEXT NOT NULL      -- new 未启动, assigned 已交办, signed 已签收, active 办理中, done 已办结,
                           -- closed 已销号, paused 暂停, void 作废
    CHECK (state = 'new' OR state = 'done' OR state = 'active' OR state = 'assigned'
           OR state = 'signed' OR state = 'closed' OR state = 'paused' OR state = 'void'),
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
INSERT INTO task_6 SELECT * FROM task;
-- Ids are never used twice: the count goes on where it was.
DELETE FROM sqlite_sequence WHERE name = 'task_6';
INSERT INTO sqlite_sequence (name, seq) SELECT 'task_6', seq FROM sqlite_sequence WHERE name = 'task';
DROP TABLE task;
ALTER TABLE task_6 RENAME TO task;
CREATE INDEX task_indicator ON task (indicator, number);
-- What a list tells of each task without its texts, in the order of lists: nothing else is read
-- to show, count and light all of them.
CREATE INDEX task_row
  ON task (ledger, number, indicator, kind, state, due, done_on, percent, parent);
-- The same of what is open, by its due date: what is late is read from it alone.
CREATE INDEX task_open_due
  ON task (due, ledger, number, indicator, kind, state, done_on, percent, parent)
  WHERE state NOT IN ('done', 'closed', 'void');
CREATE INDEX task_parent ON task (parent) WHERE parent IS NOT NULL;

-- Which unit stands to a task in which role.
CREATE TABLE task_unit_6 (
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL       -- lead 牵头, support 配合, responsible 责任, implement 落实, oversee 督促
    CHECK (role = 'lead' OR role = 'support' OR role = 'responsible' OR role = 'implement'
           OR role = 'oversee'),
  position INTEGER NOT NULL, -- order as printed, from 1
  PRIMARY KEY (task, unit, role)
) STRICT, WITHOUT ROWID;
INSERT INTO task_unit_6 SELECT * FROM task_unit;
DROP TABLE task_unit;
ALTER TABLE task_unit_6 RENAME TO task_unit;
CREATE INDEX task_unit_of ON task_unit (unit, task);

-- One step of a task's way (交办, 签收, 办结, 销号 …); the last one gave it its state.
CREATE TABLE step_6 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  name TEXT NOT NULL       -- assign 交办, sign 签收, start 办理, finish 办结, close 销号, return 退回, pause 暂停, resume 恢复, void 作废, reopen 重新打开
    CHECK (name = 'start' OR name = 'finish' OR name = 'assign' OR name = 'sign' OR name = 'close'
           OR name = 'return' OR name = 'pause' OR name = 'resume' OR name = 'void'
           OR name = 'reopen'),
  before TEXT NOT NULL,    -- the state it led out of
  after TEXT NOT NULL,     -- the state it led to
  made_on TEXT NOT NULL,   -- the day it tells of
  reason TEXT,             -- why; NULL: none was asked for
  author TEXT NOT NULL     -- login name of who took it
) STRICT;
INSERT INTO step_6 SELECT * FROM step;
DELETE FROM sqlite_sequence WHERE name = 'step_6';
INSERT INTO sqlite_sequence (name, seq) SELECT 'step_6', seq FROM sqlite_sequence WHERE name = 'step';
DROP TABLE step;
ALTER TABLE step_6 RENAME TO step;
CREATE INDEX step_task ON step (task, id);
-- The few steps into and out of 暂停, which excuse the periods due between them.
CREATE INDEX step_pause ON step (task, id) WHERE before = 'paused' OR after = 'paused';

-- 权限: what a person, a Unix group or everybody else may do. The nearest rule counts: a person's
-- own before that of a group, one for a ledger before one for all of them.
CREATE TABLE access (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  login TEXT,              -- the person's login name; NULL: not about one person
  unix_group TEXT,         -- a group of the operating system; both NULL: everybody else
  ledger INTEGER REFERENCES ledger (id) ON DELETE CASCADE, -- NULL: the whole file
  level TEXT NOT NULL      -- reader 只读, clerk 经办, supervisor 督办, admin 管理员
    CHECK (level IN ('reader', 'clerk', 'supervisor', 'admin')),
  unit INTEGER REFERENCES unit (id), -- limited to this unit's tasks; NULL: to none
  CHECK (login IS NULL OR unix_group IS NULL)
) STRICT;
CREATE UNIQUE INDEX access_of
  ON access (ifnull(login, ''), ifnull(unix_group, ''), ifnull(ledger, 0));
CREATE INDEX access_ledger ON access (ledger);
CREATE INDEX access_unit ON access (unit);

INSERT INTO access (login, level) SELECT login, role FROM user ORDER BY rowid;
INSERT INTO access (level) VALUES ('clerk'); -- as it was: whoever may write the file is 经办
ALTER TABLE user DROP COLUMN role;

-- 隐去: entries of the journal whose content was replaced by an administrator. Put in by the entry
-- that did it, so that it is in the chain; verify goes by what that entry's changeset says.
CREATE TABLE redaction (
  entry INTEGER PRIMARY KEY, -- the entry's seq. No reference: see journal
  digest BLOB NOT NULL       -- SHA-256 over its content as it is now, without the hash before
) STRICT;

-- The hash stands behind the changeset, which after an import is tens of megabytes long: each
-- saving reads the last one.
CREATE INDEX journal_hash ON journal (seq, hash);

-- INSERT OR REPLACE takes rows away without asking a trigger, also where only undoes is the same.
CREATE TRIGGER journal_grow BEFORE INSERT ON journal
WHEN new.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM journal)
  OR EXISTS (SELECT 1 FROM journal WHERE undoes = new.undoes)
BEGIN SELECT raise(ABORT, '日志只能在末尾追加'); END;
