-- schema-6.sql: from version 5 of the ledger file to version 6: who may do what, entries of the
-- journal that were made unreadable, and a journal that only grows at its end.

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

-- What a list tells of each task without its texts, in the order of lists: nothing else is read
-- to show, count and light all of them.
CREATE INDEX task_row
  ON task (ledger, number, indicator, kind, state, due, done_on, percent, parent);
-- The same of what is open, by its due date: what is late is read from it alone.
DROP INDEX task_open_due;
CREATE INDEX task_open_due
  ON task (due, ledger, number, indicator, kind, state, done_on, percent, parent)
  WHERE state NOT IN ('done', 'closed', 'void');

-- INSERT OR REPLACE takes rows away without asking a trigger, also where only undoes is the same.
CREATE TRIGGER journal_grow BEFORE INSERT ON journal
WHEN new.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM journal)
  OR EXISTS (SELECT 1 FROM journal WHERE undoes = new.undoes)
BEGIN SELECT raise(ABORT, '日志只能在末尾追加'); END;
