/* form_phrases.h: what Ctrl-O lists in a long text: sentences that are written again and again. */
#pragma once

#include "core/config/phrases.h"
#include "core/model/task.h"
#include "tui/screen/app.h"

/* Offers the phrases of a use in a FIELD_TEXT, filled in for a task and a day. What is wrong in a
 * person's own file is told in the footer. */
void form_offer_phrases(App *app, Form *form, const char *id, PhrasesUse use, const Task *task,
                        Day day);
