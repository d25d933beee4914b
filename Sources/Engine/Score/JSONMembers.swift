package import Corpus

extension JSONWriter {
  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    flag(value)
  }

  /// Null for nothing.
  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Null for nothing.
  package mutating func member(_ name: String, _ value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  package mutating func strings(_ name: String, _ values: some Sequence<String>) {
    key(name)
    array { json in for value in values { json.string(value) } }
  }

  package mutating func objects<T>(
    _ name: String, _ values: some Sequence<T>, _ body: (T, inout JSONWriter) -> Void
  ) {
    key(name)
    array { json in for value in values { json.object { body(value, &$0) } } }
  }
}
