import Testing

@testable import Parquet

/// The spellings of lists and maps, as the format's description of backward compatibility has them.
@Suite struct SchemaTests {
  private func group(
    _ name: String, _ children: Int32, _ repetition: SchemaElement.Repetition = .optional,
    _ logical: LogicalType? = nil
  ) -> SchemaElement {
    var element = SchemaElement()
    element.name = name
    element.children = children
    element.repetition = repetition
    element.logical = logical
    return element
  }

  private func leaf(
    _ name: String, _ repetition: SchemaElement.Repetition = .optional
  ) -> SchemaElement {
    var element = SchemaElement()
    element.name = name
    element.type = .bytes
    element.repetition = repetition
    element.logical = .string
    return element
  }

  /// The first column, written as types are.
  private func shape(_ elements: [SchemaElement]) throws -> String {
    let root = group("schema", 1, .required)
    let (columns, _) = try SchemaBuilder.build([root] + elements, ParquetLimits())
    return text(try #require(columns.first))
  }

  private func text(_ node: SchemaNode) -> String {
    let inner = node.children.map(text).joined(separator: ", ")
    return switch node.kind {
    case .leaf: node.name
    case .structure: "\(node.name){\(inner)}"
    case .list: "[\(inner)]"
    case .map: "map(\(inner))"
    }
  }

  @Test func `a list is one in every spelling`() throws {
    let three = [group("l", 1, .optional, .list), group("list", 1, .repeated), leaf("element")]
    #expect(try shape(three) == "[element]")
    let bag = [group("l", 1, .optional, .list), group("bag", 1, .repeated), leaf("array_element")]
    #expect(try shape(bag) == "[array_element]")
    #expect(
      try shape([group("l", 1, .optional, .list), leaf("element", .repeated)]) == "[element]")
    #expect(try shape([leaf("l", .repeated)]) == "[l]")
    let array = [group("l", 1, .optional, .list), group("array", 1, .repeated), leaf("str")]
    #expect(try shape(array) == "[array{str}]")
    let tuple = [group("l", 1, .optional, .list), group("l_tuple", 1, .repeated), leaf("str")]
    #expect(try shape(tuple) == "[l_tuple{str}]")
    let wide = [
      group("l", 1, .optional, .list), group("element", 2, .repeated), leaf("role"),
      leaf("content"),
    ]
    #expect(try shape(wide) == "[element{role, content}]")
    let plain = [group("m", 2, .repeated), leaf("role"), leaf("content")]
    #expect(try shape(plain) == "[m{role, content}]")
    let inner = [
      group("l", 1, .optional, .list), group("array", 1, .repeated, .list),
      leaf("array", .repeated),
    ]
    #expect(try shape(inner) == "[[array]]")
  }

  @Test func `the older way of saying list and map counts`() throws {
    var list = group("l", 1)
    list.converted = 3
    #expect(try shape([list, group("list", 1, .repeated), leaf("x")]) == "[x]")
    for converted: Int32 in [1, 2] {
      var map = group("m", 1)
      map.converted = converted
      let entries = [group("map", 2, .repeated), leaf("key", .required), leaf("value")]
      #expect(try shape([map] + entries) == "map(key, value)")
    }
  }

  @Test func `what is no tree is refused`() {
    #expect(throws: ParquetError.self) { try shape([]) }
    #expect(throws: ParquetError.self) { try shape([leaf("a"), leaf("b")]) }
    #expect(throws: ParquetError.self) { try shape([group("a", 3), leaf("b")]) }
    #expect(throws: ParquetError.self) { try shape([group("a", -1), leaf("b")]) }
    let deep = (0..<60).map { group("g\($0)", 1) } + [leaf("x")]
    #expect(throws: ParquetError.self) { try shape(deep) }
    #expect(throws: ParquetError.self) {
      try SchemaBuilder.build([], ParquetLimits())
    }
  }
}
