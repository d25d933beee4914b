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

static void holds(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const unsigned char *bits = sqlite3_value_blob(values[0]);
  sqlite3_int64 size = (sqlite3_int64)sqlite3_value_bytes(values[0]) * 8;
  sqlite3_int64 bit = sqlite3_value_int64(values[1]);
  sqlite3_int64 left = sqlite3_value_int64(values[2]);
  if (bit < 0 || bit >= size) left = 0;
  if (left > size - bit) left = size - bit;
  for (; left > 0; bit++, left--) {
    if (left >= 8 && bit % 8 == 0 && bits[bit / 8] == 0) {
      bit += 7;
      left -= 7;
    } else if (bits[bit / 8] >> (bit % 8) & 1) {
      sqlite3_result_int(context, 1);
      return;
    }
  }
  sqlite3_result_int(context, 0);
}

bool pe_sqlite_add_holds(struct sqlite3 *connection) {
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  return sqlite3_create_function(connection, "pe_holds", 3, flags, NULL, holds, NULL, NULL) ==
         SQLITE_OK;
}
