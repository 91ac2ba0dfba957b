/* meter.h: how far a command has come, shown to the person who waits, who can stop it with Ctrl-C.
 *
 * It is one line on standard error, there only where that is a terminal and only after half a
 * second, so that what is quick says nothing. The first Ctrl-C asks the work to stop in order
 * (watch.h), the second ends the program at once.
 */
#pragma once

#include "core/rules/watch.h"

typedef struct Meter Meter;

/* Begins one. Ctrl-C belongs to it from here on; there can be only one at a time. */
Meter *meter_begin(void);

/* What the work is given, in any number of steps one after the other. Borrowed. */
const Watch *meter_watch(const Meter *meter);

/* Takes the line away and gives Ctrl-C back. Comes before anything else is written, a failure too.
 * meter may be NULL. */
void meter_end(Meter *meter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meter, meter_end)
