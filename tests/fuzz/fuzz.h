/* fuzz.h: a reader that is fed any bytes: each fuzz_*.c is one, for libFuzzer and for replay.c.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* Once, before the first bytes. Always 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Feeds the reader once; always 0. Whatever the bytes are, the reader must neither crash nor hang,
 * and keep what its header promises, which is asserted here. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file with these bytes, for readers that take a path; the same path each time. */
const char *fuzz_file(const uint8_t *data, size_t size);

/* Fails where text has bytes that are not UTF-8. text may be NULL. */
void fuzz_check_text(const char *text);

/* A message of an error is one line of UTF-8 and not empty; error is freed. */
void fuzz_check_error(GError *error);

/* The same of a list of messages (char*); it may be NULL and is unreferenced. */
void fuzz_check_problems(GPtrArray *problems);
