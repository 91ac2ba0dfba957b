/* calendar_file.h: the yearly calendars of data/calendars: days off and weekend days worked. */
#pragma once

#include "core/rules/calendar.h"

/* Adds the calendar of one file (YAML: year, document, issued, holidays, workdays) to calendar,
 * under the rules of a CalendarNotice (rules/calendar_notice.h). FALSE and an error that names
 * file, line and column; calendar is then unchanged. */
gboolean calendar_file_read(Calendar *calendar, const char *path, GError **error);

/* A calendar of all *.yaml files in folder. NULL and error where one is faulty or the folder
 * cannot be read. */
Calendar *calendar_folder_read(const char *folder, GError **error);
