/* form_host.h: what every form is told of the ledger: its calendar, its units, the files there are.
 */
#pragma once

#include "tui/screen/app.h"

/* Makes app the host of a form, which may not outlive it. */
void form_host_attach(App *app, Form *form);
