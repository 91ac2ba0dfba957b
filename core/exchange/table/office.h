/* office.h: the forms of office programs (xlsx, docx) as a part that is loaded when it is
 * needed.
 *
 * What reads and writes them needs large libraries, which would make every start of the program
 * several times as long. So it is a module beside the program (taizhang-office.so), loaded the
 * first time such a file is met. Tests have it built in.
 */
#pragma once

#include <glib.h>

#define OFFICE_ERROR office_error_quark()
GQuark office_error_quark(void);
typedef enum {
  OFFICE_ERROR_MISSING /* the module is not where it belongs, or is another's */
} OfficeError;

typedef void (*OfficeFunction)(void);

/* The function of the module of that name. NULL and error, which says what to do. */
OfficeFunction office_function(const char *name, GError **error);

/* A function of the module, with the type that its header gives it; NULL and error. */
#define OFFICE(function, error) ((__typeof__(&function))office_function(#function, error))
