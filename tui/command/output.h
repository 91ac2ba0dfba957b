/* output.h: what a command writes, and whether it could be written.
 *
 * Text for people goes out in the locale's encoding, data (JSON, CSV) always in UTF-8. The first
 * failure is remembered; what follows is dropped, and output_finish() tells.
 */
#pragma once

#include <stdio.h>

#include "core/rules/sink.h"

typedef struct {
  FILE *stream; /* standard output */
  int failure;  /* errno of the first write that failed; 0: none */
} Output;

void output_init(Output *output);

/* Writes UTF-8 text, which holds nothing that a terminal should not get, in the locale's encoding.
 * A character that the encoding lacks becomes ?. */
void output_text(Output *output, const char *text);

/* A line of it: the whole is cleaned (text.h) after formatting, and ended. */
void output_line(Output *output, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* text in the locale's encoding, ? for what that lacks. The caller frees. */
char *output_encode(const char *text);

/* Writes bytes as they are. */
void output_data(Output *output, const char *text);

/* Standard output as a sink for bytes as they are; what fails is remembered, as always. */
Sink output_sink(Output *output);

/* TRUE when nothing more can be written, so that going on would be for nothing. */
gboolean output_failed(const Output *output);

/* Columns of the terminal that standard output is; 0 where it is none. */
int output_columns(void);

/* Writes out what waits. FALSE after saying so where something could not be written; a reader that
 * went away (| head) is no failure. saved: what was to be done is done all the same, and the
 * message says that. */
gboolean output_finish(Output *output, gboolean saved);

/* One line on standard error, after the program's name. */
void output_complain(const char *text);
