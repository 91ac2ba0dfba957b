/* core.h: the map of the core. It includes nothing; include the file you need.
 *
 * The core has no curses, no output, no exit and no clock. model → store; rules stand alone.
 *
 * store/db.h           opening a ledger file safely; statements
 * store/write.h        the one way in which anything is changed
 * store/define.h       functions written in C that SQL may call
 * store/id_set.h       sets of ids, to be asked once for every row
 * store/insert.h       many rows put in by few statements
 * store/inquiry.h      SQL that a person types, for reading only
 * store/journal.h      who changed what and when; undo; verify; what was not there yet on a day
 * store/past.h         a task as it was on a day
 * store/redact.h       making what should not have been written unreadable
 * store/modes.h        whether those who share a file can save, and nobody else can read it
 * store/backup.h       copies of the ledger file: making, listing, keeping
 * store/restore.h      coming back to one; what would be lost
 * store/salvage.h      taking out of a damaged file what can be read
 * store/publish.h      giving a finished file its name
 * store/frozen.h       ledgers that are 封存 are read-only
 * store/permit.h       who may do what with the file; every writing is held against it
 * store/presence.h     who else is at a record now
 * store/words.h        what people call tables and columns
 * store/schema.sql     the tables, every column explained; schema-2.sql to schema-7.sql what
 *                      versions 2 to 7 added
 * rules/day.h          civil dates as day numbers
 * rules/calendar.h     which days are worked
 * rules/calendar_notice.h  the days that one holiday notice names
 * rules/rotation.h     which of many copies are kept
 * rules/deadline.h     printed dates
 * rules/phrase.h       what a printed 完成时限 means: a date, a rule, a span
 * rules/scan.h         numbers and words as documents write them
 * rules/recurrence.h   rules that come back, and their periods
 * rules/view.h         how a list of tasks is looked at, under a name
 * rules/task_column.h  the columns of lists of tasks
 * rules/access.h       what a person may do: levels, and which deed needs which
 * rules/verb.h         what the deeds of the journal are called
 * rules/step.h         the steps of a task's way, as one table
 * rules/case_way.h     the way of a case, as one table; the fields of cases
 * rules/path.h         files as a person names them
 * rules/confine.h      the one folder whose files a person may name, where restricted
 * rules/fault.h        why a file cannot be read or written, in words
 * rules/part_lines.h   the parts of a task as a person writes them
 * rules/light.h        red, amber, green, grey; the words of a task
 * rules/letter.h       letters: what may be filled in, and the filling in
 * rules/score.h        how points are counted: few rules, each a function
 * rules/contact.h      telephone numbers and mail addresses as people write them
 * rules/word.h         what is stored as a code and read as a word
 * rules/filter.h       the words by which a list of tasks is narrowed
 * rules/log_words.h    the words by which the journal is narrowed
 * rules/needle.h       a word looked for in very many texts
 * rules/halfwidth.h    letters and marks as an input method may leave them
 * rules/initials.h     names by the initials of their pinyin
 * rules/merge.h        two edits of one record: which field is whose
 * rules/watch.h        telling how far something has come, and stopping it
 * rules/sink.h         where text goes while it is written
 * rules/text_rank.h    which of very many texts come before which
 * rules/text.h         cleaning, measuring, cutting and wrapping text
 * config/document.h    YAML read strictly, mistakes by line
 * config/nearest.h     the known word a misspelt one was meant to be
 * config/keymap.h      which key does what
 * config/theme.h       what each role of text looks like
 * config/themes.h      the themes there are
 * config/settings.h    the program's settings
 * config/letters.h     the templates of letters
 * config/phrases.h     sentences that are written again and again
 * config/places.h      where files are
 * config/view_file.h   a person's own views, and how each list of tasks was left
 * config/draft.h       what was typed and not saved, kept in a private file
 *
 * model/ledger.h       ledgers and their indicators; 封存
 * model/rollover.h     结转: next year's ledger made from this year's
 * model/task.h         tasks, lists of them, adding and editing
 * model/task_stock.h   the tasks of a file kept from one list to the next while nobody writes
 * model/task_pages.h   a list of tasks piece by piece, for what is written out
 * model/task_query.h   the filter of a list of tasks as SQL; what could be typed in it
 * model/task_values.h  what tasks have in a column, and which of them
 * model/id_places.h    where in a list of records the one of an id stands
 * model/task_refs.h     finding what a list of tasks says of one of them
 * model/task_sort.h    putting lists of tasks into the order of columns
 * model/shared_view.h  views that all who use the file have
 * model/task_choice.h  tasks by what their ids begin with, for completing words
 * model/task_parts.h   what the parts of a split task come to, as SQL
 * model/tag.h          tags: words on tasks, to find them again
 * model/bulk.h         what is done to many tasks in one go, and what would become of them
 * model/task_order.h   序号: tasks moved up, down, elsewhere
 * model/task_past.h    a task as it was on a day, in words
 * model/trash.h        回收站: deleted tasks that can be had back
 * model/unit.h         units: their names, groups with members; adding, editing, merging
 * model/person.h       the people of a file: what they may do, how they are called
 * model/schedule.h     the recurrence rules of a task
 * model/obligation.h   periods, and what they ask for
 * model/matrix.h       a year of obligations as a table, with totals
 * model/submission.h   what is handed in for a period
 * model/sendout.h      下发 and 回收: tables for units to fill in, and what came back
 * model/way.h          the way of a task: its steps, its parts
 * model/extension.h    more time: asked, approved, refused
 * model/supervision.h  催办 and 督办单
 * model/letter_values.h  what a letter about a task says
 * model/bulletin.h     the monthly report
 * model/bulletin_year.h  its figures month by month
 * model/each.h         one thing done to several tasks at once, as one deed
 * model/progress.h     progress entries, evidence, 办结
 * model/evidence.h     佐证材料: files, 文号, addresses; whether a file is what it was
 * model/settle.h       saving a field that others may have changed, where nobody can be asked
 * model/plan.h         topic plans
 * model/case.h         cases, and their way
 * model/case_count.h   how many cases a year's months have
 * model/case_points.h  the points they give
 * model/case_board.h   units × months, who has filed and who has not
 * model/reporting.h    what a document asks to be handed in, as printed
 * model/system.h       indicator systems: trees of indicators with points
 * model/score.h        自评 and 核定 of a system, and where points come from
 * model/answer.h       which units answer for a task
 * model/sql_view.h     the views and functions of that SQL, documented
 * model/soundness.h    whether a ledger file is what it should be
 * model/summary.h      counts and bars
 * model/history.h      what the journal says of a record, in words
 * model/reckoning.h    today, the calendar, and how each ledger counts its days
 * model/reminder.h     what is late, what comes due, what waits, the month's topic
 * model/holiday.h      the holiday notices brought into the file
 * model/calendar_import.h  bringing one in, and which due dates it moves
 *
 * exchange/table/grid.h      a table of cells
 * exchange/table/workbook.h  reading xlsx, docx, csv
 * exchange/table/csv.h       cells a spreadsheet would take for formulas, and their guard
 * exchange/table/office.h    xlsx and docx as a module, loaded when it is needed
 * exchange/table/outfile.h   writing a file whole or not at all
 * exchange/table/book.h      writing xlsx: how a sheet looks and prints
 * exchange/table/csv_row.h   writing csv
 * exchange/table/word.h      writing docx: how a page looks
 * exchange/table/package.h   the zip that a docx is
 * exchange/content/content.h       a ledger by itself, outside any database
 * exchange/content/content_file.h  between it and the ledger file, YAML, JSON
 * exchange/content/content_node.h  what tasks, rules and units are in a document
 * exchange/import/recognise.h      finding the ledger in a table of cells
 * exchange/import/import.h         what bringing it in would change, and doing it
 * exchange/export/export.h         tasks as a file in any form
 * exchange/export/listing.h        any list as a table to be written
 * exchange/export/export_xlsx.h  ledgers as Excel files
 * exchange/export/export_docx.h  ledgers and 督办单 as Word files
 * exchange/collect/send.h          下发: a file for each unit to fill in
 * exchange/collect/sheet.h         the form of such a file, and its rows found again
 * exchange/collect/collect.h       回收: what came back, compared and taken in
 * exchange/collect/office.h        the whole ledger of a lower office
 * exchange/report/report.h   the month's report as an Excel file with charts
 * exchange/template.h        templates: finding, checking, putting into the file
 * exchange/template_check.h  what a template must look like
 * exchange/calendar_file.h   yearly calendars
 * exchange/ics.h             reminders as a calendar file
 * exchange/calendar_notice_file.h  reading a holiday notice, from its text or a calendar
 */
#pragma once
