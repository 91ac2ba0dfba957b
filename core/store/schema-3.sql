-- schema-3.sql: from version 2 of the ledger file to version 3: ledgers of several years, units with
-- other names, the way of a case, indicator systems and their scores.

-- 台账: a year that is over is closed to changes (封存) and stays readable.
ALTER TABLE ledger ADD COLUMN frozen_on TEXT; -- the day it was 封存; NULL: in use
ALTER TABLE ledger ADD COLUMN rolled_from INTEGER REFERENCES ledger (id) ON DELETE SET NULL; -- 结转自; NULL: none

-- 信息报送要求: what a ledger's document asks its units to hand in, as printed.
CREATE TABLE reporting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- order in the document, from 1
  text TEXT NOT NULL,      -- the words of the document
  phrase TEXT NOT NULL,    -- when: 当月15日前, 出台后及时
  materials TEXT NOT NULL  -- what is to be handed in, one a line
) STRICT;
CREATE INDEX reporting_ledger ON reporting (ledger, position);
ALTER TABLE schedule ADD COLUMN material TEXT; -- what is handed in, where the document says: 信用建设典型案例; NULL: it does not

-- 单位: known in every ledger.
ALTER TABLE unit ADD COLUMN parent INTEGER REFERENCES unit (id) ON DELETE SET NULL; -- 上级单位; NULL: none known
ALTER TABLE unit ADD COLUMN phone TEXT; -- 联系电话 of the office, not of a person; NULL: not known
ALTER TABLE unit ADD COLUMN mail TEXT; -- its mail address; NULL: not known
-- A unit that was 并入 another, or was 改名 while 封存 ledgers name it, stays for them; what is in use
-- is moved to its successor, and its name finds that one.
ALTER TABLE unit ADD COLUMN successor INTEGER REFERENCES unit (id); -- 后继单位, one in use; NULL: in use itself
ALTER TABLE unit ADD COLUMN ended_on TEXT CHECK ((ended_on IS NULL) = (successor IS NULL)); -- the day it ended
ALTER TABLE unit ADD COLUMN ended_by TEXT -- merged 并入, renamed 改名; NULL: in use
  CHECK (ended_by IN ('renamed', 'merged') AND successor IS NOT NULL OR ended_by IS NULL AND successor IS NULL);
CREATE INDEX unit_parent ON unit (parent);
CREATE INDEX unit_successor ON unit (successor);
-- Other names by which a unit is found. No name is both a unit's and an alias.
CREATE TABLE unit_alias (
  name TEXT PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  origin TEXT NOT NULL     -- alias 别名, renamed 原名
    CHECK (origin IN ('alias', 'renamed')),
  made_on TEXT NOT NULL    -- since when it is one
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_alias_of ON unit_alias (unit);

-- 选题计划: the units that are to file cases, and the system by whose rule cases are counted.
ALTER TABLE plan ADD COLUMN system INTEGER REFERENCES system (id) ON DELETE SET NULL; -- NULL: none chosen
CREATE TABLE plan_unit (
  plan INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  PRIMARY KEY (plan, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_unit_of ON plan_unit (unit);

-- 典型案例 made anew: one may be 起草 and not filed yet; the month it counts for beside its topic.
CREATE TABLE case_3 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  topic INTEGER NOT NULL REFERENCES topic (id), -- the topic it is about
  title TEXT NOT NULL,
  unit INTEGER REFERENCES unit (id), -- who wrote it; NULL: not said
  summary TEXT,            -- a few sentences; NULL: none
  filed_on TEXT,           -- the day it first left 起草; NULL: it has not
  adopted_on TEXT,         -- the day it was 采纳; NULL: not
  author TEXT NOT NULL,    -- login name of who recorded it
  month TEXT NOT NULL,     -- the month it counts for, by its first day; the topic's own or another (跨月)
  stage TEXT NOT NULL      -- draft 起草, city 报市局, province 报省厅, ministry 报部, adopted 采纳, returned 退回
    CHECK (stage IN ('draft', 'city', 'province', 'ministry', 'adopted', 'returned')),
  domain TEXT,             -- 领域: 道路运输; NULL: not said
  subdomain TEXT           -- 细分领域: 道路客运; NULL: not said
) STRICT;
INSERT INTO case_3 (id, topic, title, unit, summary, filed_on, adopted_on, author, month, stage)
  SELECT c.id, c.topic, c.title, c.unit, c.summary, c.filed_on, c.adopted_on, c.author,
         printf('%04d-%02d-01', p.year, t.month), iif(c.adopted_on IS NULL, 'city', 'adopted')
  FROM "case" c JOIN topic t ON t.id = c.topic JOIN plan p ON p.id = t.plan;
DELETE FROM sqlite_sequence WHERE name = 'case_3';
INSERT INTO sqlite_sequence (name, seq) SELECT 'case_3', seq FROM sqlite_sequence WHERE name = 'case';
DROP TABLE "case";
ALTER TABLE case_3 RENAME TO "case";
CREATE INDEX case_topic ON "case" (topic, filed_on);
CREATE INDEX case_month ON "case" (month);
CREATE INDEX case_unit ON "case" (unit);

-- One step of a case's way; the last one gave it its stage.
CREATE TABLE case_stage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  "case" INTEGER NOT NULL REFERENCES "case" (id) ON DELETE CASCADE,
  stage TEXT NOT NULL      -- as in "case"
    CHECK (stage IN ('draft', 'city', 'province', 'ministry', 'adopted', 'returned')),
  made_on TEXT NOT NULL,   -- the day it tells of
  note TEXT,               -- why it was 退回, where it appeared; NULL: nothing said
  author TEXT NOT NULL     -- login name
) STRICT;
CREATE INDEX case_stage_of ON case_stage ("case", id);
INSERT INTO case_stage ("case", stage, made_on, author)
  SELECT id, 'city', filed_on, author FROM "case";
INSERT INTO case_stage ("case", stage, made_on, author)
  SELECT id, 'adopted', adopted_on, author FROM "case" WHERE adopted_on IS NOT NULL;

-- 测评指标体系: one document's system of indicators with points.
CREATE TABLE system (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  template TEXT,           -- name of the template it was made from; NULL: made by hand
  title TEXT NOT NULL,     -- title as printed
  issuer TEXT,             -- issuing office; NULL: the document does not say
  document TEXT,           -- 文号; NULL: none printed
  issued TEXT,             -- 成文日期; NULL: none printed
  region TEXT,             -- 地区; NULL: unknown
  year INTEGER NOT NULL,   -- the year it is used for
  source_year INTEGER NOT NULL, -- the year of the document itself
  every TEXT NOT NULL CHECK (every IN ('month', 'year')), -- scored each month, or once for the year
  ledger INTEGER REFERENCES ledger (id) ON DELETE SET NULL, -- the ledger of what it asks for again and again; NULL: none
  UNIQUE (template, year)
) STRICT;

-- A node of its tree: 一级, 二级, 三级指标, and the parts that are scored apart.
CREATE TABLE node (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  system INTEGER NOT NULL REFERENCES system (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES node (id) ON DELETE CASCADE, -- NULL: 一级
  position INTEGER NOT NULL, -- order among the children of parent, from 1
  code TEXT NOT NULL,      -- what people call it by: 5, 30.2, 加1
  title TEXT NOT NULL,     -- as printed
  content TEXT,            -- the rule in the words of the document; NULL: said above or below
  kind TEXT NOT NULL       -- item 指标, bonus 加分项, penalty 扣分项, fraud 弄虚作假 (the total is 0)
    CHECK (kind IN ('item', 'bonus', 'penalty', 'fraud')),
  max REAL,                -- 分值, the most it gives; NULL: no cap stated
  rule TEXT                -- how points are counted; NULL: the sum of its children, at most max
    CHECK (rule IN ('manual', 'ratio', 'count', 'steps', 'all', 'deduct', 'growth')),
  each REAL,               -- points for one (count), or off for one (deduct, penalty)
  every TEXT               -- the spans that are counted apart and summed; NULL: all in one
    CHECK (every IN ('month', 'quarter')),
  every_max REAL,          -- the most that one span gives; NULL: no cap
  source TEXT NOT NULL     -- what is counted: typed, entry 逐条登记, case 案例, adopted 采纳的案例, submission 报送次数, met 完成的期数, missed 欠报的期数
    CHECK (source IN ('typed', 'entry', 'case', 'adopted', 'submission', 'met', 'missed')),
  stage TEXT               -- cases count that reached it: city, province, ministry; NULL: source is not case
    CHECK (stage IN ('city', 'province', 'ministry')),
  due_day INTEGER CHECK (due_day BETWEEN 1 AND 31), -- … by this day of their month; NULL: whenever
  own_topic INTEGER NOT NULL DEFAULT 0 CHECK (own_topic IN (0, 1)), -- 1: only those on the month's own topic
  excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)), -- 1: some may be left out of the denominator
  gate TEXT,               -- code of the ratio that has to reach gate_share, or this gives 0; NULL: none
  gate_share REAL,
  UNIQUE (system, code)
) STRICT;
CREATE INDEX node_tree ON node (system, parent, position);
CREATE INDEX node_parent ON node (parent);
-- Thresholds of steps: the last one reached gives its points.
CREATE TABLE node_step (
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  at REAL NOT NULL,
  points REAL NOT NULL,
  title TEXT,              -- what reaching it means: 建有网站; NULL: the number says it
  PRIMARY KEY (node, at)
) STRICT, WITHOUT ROWID;
-- Conditions of all; what may be counted, one for each, of count.
CREATE TABLE node_item (
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- from 1
  title TEXT NOT NULL,
  PRIMARY KEY (node, position)
) STRICT, WITHOUT ROWID;
-- The 周期要求 whose periods and submissions a node counts.
CREATE TABLE node_schedule (
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  schedule INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  PRIMARY KEY (node, schedule)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_schedule_of ON node_schedule (schedule);

-- 自评: what was typed for a node and a span of scoring (2026 or 2026-11).
CREATE TABLE score_input (
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  span TEXT NOT NULL,
  name TEXT NOT NULL,      -- points, numerator, denominator, excluded, value, value:2026Q3, item:2, classes
  value REAL,              -- NULL: it is text
  text TEXT,               -- NULL: it is a number
  PRIMARY KEY (node, span, name),
  CHECK ((value IS NULL) <> (text IS NULL))
) STRICT, WITHOUT ROWID;
-- One thing done that counts for a node: a training, an article.
CREATE TABLE score_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  made_on TEXT NOT NULL,   -- the day it was done, which gives its span
  text TEXT NOT NULL,
  reference TEXT,          -- 佐证材料: a file, 文号 or address; NULL: none yet
  author TEXT NOT NULL     -- login name
) STRICT;
CREATE INDEX score_entry_node ON score_entry (node, made_on);
-- 核定: the supervisor's points beside the clerk's.
CREATE TABLE score (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  node INTEGER NOT NULL REFERENCES node (id) ON DELETE CASCADE,
  span TEXT NOT NULL,
  claimed REAL,            -- 自评 as it stood when it was confirmed; NULL: nothing was claimed, or not computable
  confirmed REAL,          -- 核定; NULL: not yet
  note TEXT,               -- what was said to it; NULL: nothing
  confirmed_on TEXT,       -- NULL: not yet
  confirmed_by TEXT,       -- login name; NULL: not yet
  UNIQUE (node, span)
) STRICT;

-- 佐证材料 made anew: of a task, a case or a score.
CREATE TABLE evidence_3 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER REFERENCES task (id) ON DELETE CASCADE, -- NULL: it is not a task's
  progress INTEGER REFERENCES progress (id) ON DELETE CASCADE, -- the entry it belongs to; NULL: the task as a whole
  reference TEXT NOT NULL, -- path of a file, 文号 or address, as given
  "case" INTEGER REFERENCES "case" (id) ON DELETE CASCADE, -- NULL: it is not a case's
  node INTEGER REFERENCES node (id) ON DELETE CASCADE, -- NULL: it is not a score's
  span TEXT,               -- of a score: 2026, 2026-11
  CHECK ((task IS NOT NULL) + ("case" IS NOT NULL) + (node IS NOT NULL) = 1),
  CHECK ((node IS NULL) = (span IS NULL))
) STRICT;
INSERT INTO evidence_3 (id, task, progress, reference) SELECT id, task, progress, reference FROM evidence;
DELETE FROM sqlite_sequence WHERE name = 'evidence_3';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'evidence_3', seq FROM sqlite_sequence WHERE name = 'evidence';
DROP TABLE evidence;
ALTER TABLE evidence_3 RENAME TO evidence;
CREATE INDEX evidence_task ON evidence (task);
CREATE INDEX evidence_progress ON evidence (progress);
CREATE INDEX evidence_case ON evidence ("case");
CREATE INDEX evidence_node ON evidence (node, span);
