/* report_chart.c: native charts of Excel, which follow the cells. */
#include <xlsxwriter.h>

#include "core/exchange/report/report_private.h"

/* Pixels, as Excel counts them: 96 an inch. */
#define ROW_PIXELS 20
#define CHART_WIDTH_USUAL 480.0
#define CHART_HEIGHT_USUAL 288.0
#define DIGIT_PIXELS 7
#define BESIDE_DIGITS 5 /* in each column */
#define BAR_PIXELS 22
#define AROUND_BARS 90 /* title, axis */
#define BARS_MOST 36   /* with more of them a chart is higher than a page */
#define YEAR_PIXELS 320
#define FONT_SIZE 9
#define GRID_COLOUR 0xD9D9D9

/* What workbook_close() frees. */
static lxw_chart *chart_begin(ReportSheet *sheet, uint8_t type, const char *title) {
  lxw_chart *chart = workbook_add_chart(book_workbook(sheet->book), type);
  lxw_chart_font large = {.size = 12, .bold = LXW_TRUE}, small = {.size = FONT_SIZE};
  chart_title_set_name(chart, title);
  chart_title_set_name_font(chart, &large);
  lxw_chart_line faint = {.color = GRID_COLOUR};
  chart_axis_set_num_font(chart->x_axis, &small);
  chart_axis_set_num_font(chart->y_axis, &small);
  lxw_chart_axis *values = type == LXW_CHART_BAR ? chart->x_axis : chart->y_axis;
  chart_axis_major_gridlines_set_line(values, &faint);
  chart_axis_set_min(values, 0);
  return chart;
}

static lxw_chart_series *add_series(ReportSheet *sheet, lxw_chart *chart,
                                    const ReportSeries *series, guint which, BookColour colour) {
  g_autofree char *reference = book_sheet_reference(sheet->sheet);
  lxw_chart_series *added = chart_add_series(chart, NULL, NULL);
  /* These take the sheet's name as it is, without quotes. */
  g_autofree char *name = g_strndup(reference + 1, strlen(reference) - 2);
  chart_series_set_categories(added, name, series->first, (lxw_col_t)series->names, series->last,
                              (lxw_col_t)series->names);
  chart_series_set_values(added, name, series->first, (lxw_col_t)series->values[which],
                          series->last, (lxw_col_t)series->values[which]);
  chart_series_set_name(added, series->titles[which]);
  lxw_chart_font small = {.size = FONT_SIZE};
  chart_series_set_labels(added);
  chart_series_set_labels_font(added, &small);
  lxw_chart_line line = {.color = book_colour_strong(colour), .width = 2};
  lxw_chart_fill fill = {.color = book_colour_strong(colour)};
  if (chart->type == LXW_CHART_BAR)
    chart_series_set_fill(added, &fill);
  else
    chart_series_set_line(added, &line);
  return added;
}

/* Over the whole width, from a row below the table on; rows are as high as usual there. */
static void place(ReportSheet *sheet, lxw_chart *chart, int height) {
  double width = sheet->width * DIGIT_PIXELS + sheet->columns * BESIDE_DIGITS;
  lxw_chart_options options = {.x_scale = width / CHART_WIDTH_USUAL,
                               .y_scale = height / CHART_HEIGHT_USUAL};
  worksheet_insert_chart_opt(book_worksheet(sheet->sheet), ++sheet->row, 0, chart, &options);
  sheet->row += (guint)(height / ROW_PIXELS) + 1;
}

void report_chart_units(ReportSheet *sheet, const ReportSeries *series) {
  ReportSeries shown = *series;
  guint units = series->last - series->first + 1;
  shown.last = series->first + MIN(units, BARS_MOST) - 1;
  lxw_chart *chart = chart_begin(sheet, LXW_CHART_BAR,
                                 units > BARS_MOST ? "各单位办结率（前36名）" : "各单位办结率");
  lxw_chart_series *bars = add_series(sheet, chart, &shown, 0, BOOK_GREEN);
  chart_series_set_labels_num_format(bars, "0.0%");
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_set_series_gap(chart, 40);
  chart_axis_set_reverse(chart->y_axis);      /* the best at the top … */
  chart_axis_set_crossing_max(chart->y_axis); /* … and the scale below all the same */
  chart_axis_set_max(chart->x_axis, 1);
  chart_axis_set_num_format(chart->x_axis, "0%");
  place(sheet, chart, AROUND_BARS + (int)MIN(units, BARS_MOST) * BAR_PIXELS);
}

void report_chart_year(ReportSheet *sheet, const ReportSeries *series) {
  lxw_chart *chart = chart_begin(sheet, LXW_CHART_LINE, "全年各月末办结与逾期（项）");
  lxw_chart_series *done = add_series(sheet, chart, series, 0, BOOK_GREEN);
  lxw_chart_series *late = add_series(sheet, chart, series, 1, BOOK_RED);
  /* Other signs, for what is printed in one colour. */
  lxw_chart_line dashed = {
      .color = book_colour_strong(BOOK_RED), .width = 2, .dash_type = LXW_CHART_LINE_DASH_DASH};
  chart_series_set_line(late, &dashed);
  chart_series_set_marker_type(done, LXW_CHART_MARKER_CIRCLE);
  chart_series_set_marker_type(late, LXW_CHART_MARKER_SQUARE);
  chart_series_set_labels_position(done, LXW_CHART_LABEL_POSITION_ABOVE);
  chart_series_set_labels_position(late, LXW_CHART_LABEL_POSITION_BELOW);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_axis_set_num_format(chart->y_axis, "0");
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  place(sheet, chart, YEAR_PIXELS);
}
