#ifndef CZIP_H
#define CZIP_H
/// Containers of zip files, by libzip.
#include <zip.h>
#endif
