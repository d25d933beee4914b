#ifndef CSQLITEGUARD_H
#define CSQLITEGUARD_H
#include <stdbool.h>

struct sqlite3;

/// Lets a connection treat its file as data: what stands in the schema may call only harmless
/// functions, no statement writes the schema or the tables behind a virtual one, nothing loads
/// libraries or takes addresses, and a text in double quotes is a name. False when SQLite is too old.
bool pe_sqlite_guard(struct sqlite3 *connection);

/// Adds pe_holds(BITS, FIRST, COUNT) to a connection: whether one of COUNT bits from the FIRST on is
/// set, where bit 8n + k is bit k of byte n, and those beyond the last byte are not. No schema may
/// call it.
bool pe_sqlite_add_holds(struct sqlite3 *connection);
#endif
