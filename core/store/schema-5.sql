-- schema-5.sql: from version 4 of the ledger file to version 5: tags, named views, the
-- size and hash of evidence.

-- 标签: words that people put on tasks to find them again.
CREATE TABLE task_tag (
  task INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,       -- the word: 营商环境
  PRIMARY KEY (task, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_tag_of ON task_tag (tag, task);

-- 视图: a filter, an order and columns under a name, shared by all who use the file. Private ones
-- are in a file of the person's own.
CREATE TABLE view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE, -- 逾期-我处
  position INTEGER NOT NULL, -- order in the list, from 1
  definition TEXT NOT NULL,  -- what it shows, as the program writes it
  author TEXT NOT NULL       -- login name of who saved it
) STRICT;

-- 佐证材料: what the file was when it was added, so that a changed one is seen.
ALTER TABLE evidence ADD COLUMN size INTEGER; -- bytes; NULL: not a file that could be read then
ALTER TABLE evidence ADD COLUMN digest TEXT; -- SHA-256 of it in hex; NULL: likewise
