-- schema-7.sql: from version 6 of the ledger file to version 7: which tasks and units an entry of
-- the journal touched, without its changes being read.

-- What an entry touched besides the task it is about, in runs of ids that follow one another: one
-- row for the hundred thousand tasks of an import. Written with the entry, from its changeset, and
-- made anew from the changesets where a file is upgraded or salvaged.
CREATE TABLE journal_about (
  entry INTEGER NOT NULL, -- its seq. No reference: see journal
  what TEXT NOT NULL      -- task: the tasks, what belongs to them, and those they are parts of; unit: the
                          -- units themselves, their names and members
    CHECK (what IN ('task', 'unit')),
  first INTEGER NOT NULL, -- the ids from this one …
  last INTEGER NOT NULL,  -- … to this one
  PRIMARY KEY (entry, what, first),
  CHECK (first <= last)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_about_keep BEFORE UPDATE ON journal_about
BEGIN SELECT raise(ABORT, '日志只能追加，不能修改'); END;
CREATE TRIGGER journal_about_stay BEFORE DELETE ON journal_about
BEGIN SELECT raise(ABORT, '日志只能追加，不能删除'); END;
-- INSERT OR REPLACE takes rows away without asking a trigger.
CREATE TRIGGER journal_about_grow BEFORE INSERT ON journal_about
WHEN new.entry IS NOT (SELECT max(seq) FROM journal)
  OR EXISTS (SELECT 1 FROM journal_about a
             WHERE a.entry = new.entry AND a.what = new.what AND a.first = new.first)
BEGIN SELECT raise(ABORT, '日志只能在末尾追加'); END;
