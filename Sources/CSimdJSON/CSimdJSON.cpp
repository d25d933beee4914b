#include "CSimdJSON.h"

#include <new>
#include <simdjson.h>

using simdjson::dom::element;

struct pe_json_parser {
  simdjson::dom::parser parser;
};

extern "C" {

const size_t pe_json_padding = simdjson::SIMDJSON_PADDING;
const int pe_json_error_depth = simdjson::DEPTH_ERROR;
const int pe_json_error_utf8 = simdjson::UTF8_ERROR;
const int pe_json_error_number = simdjson::NUMBER_ERROR;
const int pe_json_error_string = simdjson::STRING_ERROR;
const int pe_json_error_unclosed_string = simdjson::UNCLOSED_STRING;
const int pe_json_error_memory = simdjson::MEMALLOC;

pe_json_parser *pe_json_parser_new(size_t max_depth) {
  auto *parser = new (std::nothrow) pe_json_parser;
  if (parser == nullptr) return nullptr;
  if (parser->parser.allocate(4 * 1024, max_depth) != simdjson::SUCCESS) {
    delete parser;
    return nullptr;
  }
  return parser;
}

void pe_json_parser_free(pe_json_parser *parser) { delete parser; }

int pe_json_parse(
    pe_json_parser *handle, const uint8_t *bytes, size_t count, pe_json_document *document) {
  auto &parser = handle->parser;
  // simdjson grows to the exact size; growing by half as much again keeps that rare.
  if (parser.capacity() < count) {
    auto error = parser.allocate(count + count / 2, parser.max_depth());
    if (error != simdjson::SUCCESS) return error;
  }
  if (parser.doc.capacity() < parser.capacity()) {
    auto error = parser.doc.allocate(parser.capacity());
    if (error != simdjson::SUCCESS) return error;
  }
  element root;
  auto error = parser.parse(bytes, count, false).get(root);
  if (error != simdjson::SUCCESS) return error;
  document->tape = parser.doc.tape.get();
  document->strings = parser.doc.string_buf.get();
  return 0;
}

const char *pe_json_error_message(int error) {
  return simdjson::error_message(static_cast<simdjson::error_code>(error));
}
}
