#include "CLoadFloor.h"
#include <simdjson.h>
#include <sqlite3.h>

namespace {

const char *const schema =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
    "CREATE TABLE conversation(id INTEGER PRIMARY KEY, external_id TEXT);"
    "CREATE TABLE message(id INTEGER PRIMARY KEY, conversation_id INTEGER, position INTEGER,"
    " role TEXT, text TEXT);"
    "BEGIN;";

void bind(sqlite3_stmt *statement, int index, std::string_view text) {
  sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

int64_t insert(simdjson::dom::document_stream &records, sqlite3 *database) {
  sqlite3_stmt *conversation = nullptr;
  sqlite3_stmt *message = nullptr;
  sqlite3_prepare_v2(
      database, "INSERT INTO conversation VALUES(?,?)", -1, &conversation, nullptr);
  sqlite3_prepare_v2(database, "INSERT INTO message VALUES(?,?,?,?,?)", -1, &message, nullptr);
  int64_t conversations = 0;
  int64_t messages = 0;
  for (auto record : records) {
    sqlite3_bind_int64(conversation, 1, ++conversations);
    bind(conversation, 2, record["id"]);
    sqlite3_step(conversation);
    sqlite3_reset(conversation);
    int position = 0;
    for (auto item : record["messages"]) {
      sqlite3_bind_int64(message, 1, ++messages);
      sqlite3_bind_int64(message, 2, conversations);
      sqlite3_bind_int(message, 3, position++);
      bind(message, 4, item["role"]);
      bind(message, 5, item["content"]);
      sqlite3_step(message);
      sqlite3_reset(message);
    }
  }
  sqlite3_finalize(conversation);
  sqlite3_finalize(message);
  return messages;
}

}  // namespace

int64_t pe_load_floor(const char *jsonl_path, const char *database_path) {
  sqlite3 *database = nullptr;
  int64_t messages = -1;
  try {
    simdjson::dom::parser parser;
    simdjson::dom::document_stream records = parser.load_many(jsonl_path);
    if (sqlite3_open(database_path, &database) == SQLITE_OK &&
        sqlite3_exec(database, schema, nullptr, nullptr, nullptr) == SQLITE_OK) {
      messages = insert(records, database);
      if (sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) messages = -1;
    }
  } catch (const simdjson::simdjson_error &) {
    messages = -1;
  }
  sqlite3_close(database);
  return messages;
}
