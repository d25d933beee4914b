#if Gateway
import Corpus

extension JSONWriter {
  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    flag(value)
  }

  /// Null for nothing.
  mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Null for nothing.
  mutating func member(_ name: String, _ value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  mutating func strings(_ name: String, _ values: some Sequence<String>) {
    key(name)
    array { json in for value in values { json.string(value) } }
  }

  mutating func objects<T>(
    _ name: String, _ values: some Sequence<T>, _ body: (T, inout JSONWriter) -> Void
  ) {
    key(name)
    array { json in for value in values { json.object { body(value, &$0) } } }
  }
}
#endif
