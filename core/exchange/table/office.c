#include "core/exchange/table/office.h"

#include <dlfcn.h>

#include "core/config/places.h"

#define MODULE "taizhang-office.so"

G_DEFINE_QUARK(office_error, office_error)

/* Loaded once and kept. */
static void *load(GError **error) {
  g_autofree char *path = places_module(MODULE);
  void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (module == NULL) {
    const char *why = dlerror();
    g_set_error(error, OFFICE_ERROR, OFFICE_ERROR_MISSING,
                "读写 Excel 和 Word 文件的部分（" MODULE "）没有装好：%s；请重新安装本程序",
                why != NULL ? why : path);
  }
  return module;
}

OfficeFunction office_function(const char *name, GError **error) {
  void *module = load(error); /* loading again only counts */
  if (module == NULL)
    return NULL;
  OfficeFunction function;
  *(void **)&function = dlsym(module, name); /* as POSIX has it */
  if (function == NULL)
    g_set_error(error, OFFICE_ERROR, OFFICE_ERROR_MISSING,
                "读写 Excel 和 Word 文件的部分（" MODULE
                "）与本程序不是同一版本；请重新安装本程序");
  return function;
}
