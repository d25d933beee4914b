#include "CSQLiteGuard.h"
#include <sqlite3.h>
#include <stddef.h>

// sqlite3_db_config takes its arguments as printf does, which Swift cannot call.
static bool set(sqlite3 *connection, int option, int value) {
  return sqlite3_db_config(connection, option, value, NULL) == SQLITE_OK;
}

bool pe_sqlite_guard(struct sqlite3 *connection) {
  return set(connection, SQLITE_DBCONFIG_DEFENSIVE, 1) &&
         set(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0) &&
         set(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0) &&
         set(connection, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0) &&
         set(connection, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0) &&
         set(connection, SQLITE_DBCONFIG_DQS_DDL, 0) &&
         set(connection, SQLITE_DBCONFIG_DQS_DML, 0);
}
