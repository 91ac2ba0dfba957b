-- schema-4.sql: from version 3 of the ledger file to version 4: what is sent out to units and what
-- comes back from them; ledgers of lower offices.

-- 台账: a lower office's ledger beside our own.
ALTER TABLE ledger ADD COLUMN unit INTEGER REFERENCES unit (id); -- the lower office whose ledger it is; NULL: our own

-- 进展: whose word it is.
ALTER TABLE progress ADD COLUMN unit INTEGER REFERENCES unit (id); -- the unit in whose name it stands; NULL: the office's own
CREATE INDEX progress_unit ON progress (unit) WHERE unit IS NOT NULL;

-- 佐证材料: of what was handed in for a period, too.
ALTER TABLE evidence ADD COLUMN submission INTEGER REFERENCES submission (id) ON DELETE CASCADE; -- the 报送 it belongs to; NULL: none
CREATE INDEX evidence_submission ON evidence (submission) WHERE submission IS NOT NULL;

-- 下发: tables that went out to units to be filled in, all of one time.
CREATE TABLE sendout (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  period TEXT NOT NULL,    -- the month it asks about: 2026-11
  made_on TEXT NOT NULL,   -- the day it went out
  author TEXT NOT NULL     -- login name of who sent it
) STRICT;

-- One table of it: one unit's.
CREATE TABLE sendout_unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sendout INTEGER NOT NULL REFERENCES sendout (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL REFERENCES unit (id), -- who is to fill it in
  answer_by TEXT NOT NULL, -- the day it has to be back
  file TEXT NOT NULL       -- the name of the file, without its folder
) STRICT;
CREATE INDEX sendout_unit_of ON sendout_unit (sendout, unit);
CREATE INDEX sendout_unit_unit ON sendout_unit (unit);

-- One row of such a table, as it stood when it went out: what comes back is compared with this.
CREATE TABLE sendout_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  sent INTEGER NOT NULL REFERENCES sendout_unit (id) ON DELETE CASCADE, -- the table
  position INTEGER NOT NULL, -- order in the table, from 1
  schedule INTEGER REFERENCES schedule (id) ON DELETE CASCADE, -- the 周期要求 it asks about; NULL: the task itself
  key TEXT,                -- … and its period: 2026-11; NULL: the task itself
  state TEXT NOT NULL      -- the task's state, as in task
    CHECK (state IN ('new', 'assigned', 'signed', 'active', 'done', 'closed', 'paused', 'void')),
  percent INTEGER,         -- its 完成率; NULL: never reported
  newest INTEGER NOT NULL, -- the greatest id of the task's 进展, of a period of its 报送; 0: none. What came later has a greater one
  CHECK ((schedule IS NULL) = (key IS NULL))
) STRICT;
CREATE INDEX sendout_row_sent ON sendout_row (sent, position);
CREATE INDEX sendout_row_task ON sendout_row (task);
CREATE INDEX sendout_row_schedule ON sendout_row (schedule) WHERE schedule IS NOT NULL;

-- 回收: a returned file that was taken in.
CREATE TABLE collected (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sent INTEGER NOT NULL REFERENCES sendout_unit (id) ON DELETE CASCADE, -- the table it is
  made_on TEXT NOT NULL,   -- the day it came back
  digest TEXT NOT NULL UNIQUE, -- SHA-256 of the file in hex: the same file is not taken in twice
  file TEXT NOT NULL,      -- its path, as given
  taken INTEGER NOT NULL CHECK (taken >= 0), -- how many rows became 进展 or 报送
  kept INTEGER NOT NULL CHECK (kept >= 0), -- how many were filled in and left out
  author TEXT NOT NULL     -- login name of who collected it
) STRICT;
CREATE INDEX collected_sent ON collected (sent, id);

-- What a returned file said in one row; rows in which nothing was filled in are not kept.
CREATE TABLE collected_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  collected INTEGER NOT NULL REFERENCES collected (id) ON DELETE CASCADE, -- the file
  "row" INTEGER NOT NULL REFERENCES sendout_row (id) ON DELETE CASCADE, -- the row as it was sent
  outcome TEXT NOT NULL    -- taken 已采纳, kept 未采纳, refused 不能采纳
    CHECK (outcome IN ('taken', 'kept', 'refused')),
  state TEXT,              -- 状态 as filled in; NULL as the next four: as it was sent, or blank
  percent TEXT,            -- 完成率
  text TEXT,               -- 进展情况
  problem TEXT,            -- 存在问题
  reference TEXT,          -- 佐证材料
  note TEXT                -- why it was not taken; NULL: it was, or nobody said
) STRICT;
CREATE INDEX collected_row_of ON collected_row (collected);
CREATE INDEX collected_row_row ON collected_row ("row");
CREATE INDEX collected_row_task ON collected_row (task);
