#include "core/exchange/table/number_format_private.h"

#include <math.h>
#include <string.h>

#define SERIAL_MAX 2958465 /* 9999-12-31, counted from 1900 */
#define SERIAL_1904 1462   /* what the first day of the other count is */

/* ---- numbers ---------------------------------------------------------------------------- */

static char *general_text(double value) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean whole = fabs(value) < 1e15 && value == floor(value);
  g_ascii_formatd(buffer, sizeof buffer, whole ? "%.0f" : "%.15g", value);
  return g_ascii_strup(strcmp(buffer, "-0") == 0 ? "0" : buffer, -1);
}

/* Digits of a number that is not negative, rounded as Excel does it: by the fifteen digits it
 * shows at most, half up, so that 1.005 to two places is 1.01. */
static void digits_of(double value, int decimals, char *buffer, int size) {
  char shown[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  double power = pow(10, decimals);
  if (value * power < 1e15) {
    g_ascii_formatd(shown, sizeof shown, "%.15g", value * power);
    value = floor(g_ascii_strtod(shown, NULL) + 0.5) / power;
  }
  g_snprintf(format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd(buffer, size, format, value);
}

static void append_thousands(GString *text, const char *digits, gsize count) {
  for (gsize i = 0; i < count; i++) {
    if (i > 0 && (count - i) % 3 == 0)
      g_string_append_c(text, ',');
    g_string_append_c(text, digits[i]);
  }
}

static char *section_text(const Section *section, double value, gboolean negative) {
  char digits[400]; /* as many as the largest double has */
  value = value * pow(100, section->percents) / pow(1000, section->thousandths);
  digits_of(value, section->decimals_max, digits, sizeof digits);
  char *point = strchr(digits, '.');
  gsize integers = point != NULL ? (gsize)(point - digits) : strlen(digits);
  gsize decimals = point != NULL ? strlen(point + 1) : 0;
  while (decimals > (gsize)section->decimals && point[decimals] == '0')
    decimals--;
  gboolean zero = strspn(digits, "0.") == strlen(digits);
  GString *text = g_string_new(negative && !zero ? "-" : NULL);
  g_string_append(text, section->before->str);
  for (int missing = section->integers - (int)integers; missing > 0; missing--)
    g_string_append_c(text, '0');
  if (section->integers == 0 && *digits == '0')
    integers = 0;
  if (section->thousands)
    append_thousands(text, digits, integers);
  else
    g_string_append_len(text, digits, (gssize)integers);
  if (decimals > 0)
    g_string_append_len(text, point, (gssize)decimals + 1);
  g_string_append(text, section->after->str);
  return g_string_free(text, FALSE);
}

static gboolean holds(const Section *section, double value) {
  switch (section->condition) {
  case '<':
    return value < section->limit;
  case '>':
    return value > section->limit;
  case '=':
    return value == section->limit;
  case 'l':
    return value <= section->limit;
  case 'g':
    return value >= section->limit;
  case 'n':
    return value != section->limit;
  default:
    return TRUE;
  }
}

/* The section for a value; *sign: whether it leaves the minus sign to be put. */
static const Section *section_for(const NumberFormat *format, double value, gboolean *sign) {
  *sign = value < 0;
  /* The last of four is for text. */
  int count = MIN(format->count, 3);
  if (format->conditions) {
    for (int i = 0; i < count; i++) {
      if (holds(&format->sections[i], value))
        return &format->sections[i];
    }
    return &format->sections[count - 1];
  }
  if (value < 0 && count > 1) {
    *sign = FALSE;
    return &format->sections[1];
  }
  return &format->sections[value == 0 && count > 2 ? 2 : 0];
}

/* ---- dates ------------------------------------------------------------------------------ */

static Cell text_cell(double value, char *text) {
  return (Cell){.kind = CELL_TEXT, .text = text, .number = value};
}

/* Hours and minutes of a serial number. */
static Cell time_cell(double value) {
  gint64 minutes = (gint64)floor((value - floor(value)) * 1440 + 0.5 / 60);
  return text_cell(value,
                   g_strdup_printf("%d:%02d", (int)(minutes / 60 % 24), (int)(minutes % 60)));
}

static Cell date_cell(const Section *section, double value, gboolean epoch_1904) {
  double serial = floor(value + 1e-6) + (epoch_1904 ? SERIAL_1904 : 0);
  if (value < 0 || serial > SERIAL_MAX)
    return (Cell){.kind = CELL_ERROR, .text = g_strdup("#####"), .number = value};
  /* Days that Excel counts and that never were. */
  if (serial == 0)
    return text_cell(value, g_strdup("1900-01-00"));
  if (serial == 60)
    return text_cell(value, g_strdup("1900-02-29"));
  Day first = day_from_ymd(1899, 12, serial < 60 ? 31 : 30);
  Day day = first + (Day)serial;
  CivilDate civil = day_civil(day);
  if (section->day) {
    char iso[DAY_TEXT_SIZE];
    return (Cell){
        .kind = CELL_DATE, .text = g_strdup(day_to_iso(day, iso)), .number = value, .day = day};
  }
  if (section->year && section->month)
    return text_cell(value, g_strdup_printf("%d年%d月", civil.year, civil.month));
  return text_cell(value, section->year ? g_strdup_printf("%d年", civil.year)
                                        : g_strdup_printf("%d月", civil.month));
}

Cell number_format_show(const NumberFormat *format, double value, gboolean epoch_1904) {
  gboolean sign = FALSE;
  const Section *section = format != NULL ? section_for(format, value, &sign) : NULL;
  if (section != NULL && (section->day || section->month || section->year))
    return date_cell(section, value, epoch_1904);
  if (section != NULL && section->time && !section->number)
    return time_cell(value);
  char *text;
  if (section == NULL || section->other)
    text = general_text(value);
  else if (section->number)
    text = section_text(section, fabs(value), sign);
  else
    text = g_strconcat(section->before->str, section->after->str, NULL);
  return (Cell){.kind = CELL_NUMBER, .text = text, .number = value};
}
