#ifndef CSQLITEGUARD_H
#define CSQLITEGUARD_H
#include <stdbool.h>

struct sqlite3;

/// Lets a connection treat its file as data: what stands in the schema may call only harmless
/// functions, no statement writes the schema or the tables behind a virtual one, nothing loads
/// libraries or takes addresses, and a text in double quotes is a name. False when SQLite is too old.
bool pe_sqlite_guard(struct sqlite3 *connection);
#endif
