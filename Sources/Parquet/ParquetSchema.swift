/// The columns of a file as a tree, with what is needed to put records together again.
///
/// Values stand in one stream a leaf, each with two small numbers: the definition level says how many
/// of the optional and repeated groups around it are there, the repetition level which list it
/// continues (S. Melnik et al., Dremel, VLDB 2010).
package final class SchemaNode: Sendable {
  package enum Kind: Sendable, Equatable {
    case leaf, structure, list, map
  }

  package let name: String
  package let kind: Kind
  /// Of a leaf: what it holds.
  let leaf: LeafType?
  /// Of a structure its members, of a list its element, of a map its key and, where there is one,
  /// its value.
  package let children: [SchemaNode]
  /// The definition level from which on it is there.
  let presence: Int
  /// Of a list or map: the definition level from which on it has an element, and the repetition
  /// level at which another follows.
  let content: Int
  let repetition: Int
  /// The leaves below it.
  let leaves: Range<Int>

  init(
    name: String, kind: Kind, leaf: LeafType? = nil, children: [SchemaNode] = [], presence: Int,
    content: Int = 0, repetition: Int = 0, leaves: Range<Int>
  ) {
    self.name = name
    self.kind = kind
    self.leaf = leaf
    self.children = children
    self.presence = presence
    self.content = content
    self.repetition = repetition
    self.leaves = leaves
  }
}

/// A leaf: how its values are written and what they mean.
struct LeafType: Sendable {
  let physical: PhysicalType
  /// Bytes of a value of fixed length.
  let length: Int
  let logical: LogicalType?
  /// Names from the record down to it.
  let path: [String]
  let maximumDefinition: Int
  let maximumRepetition: Int

  /// As messages call it.
  var label: String { "column '\(path.joined(separator: ".").prefix(80))'" }
}

/// Makes the tree of the list of elements that a footer holds.
struct SchemaBuilder {
  private let elements: [SchemaElement]
  private let limits: ParquetLimits
  private var position = 0
  private var path: [String] = []
  private(set) var leaves: [LeafType] = []

  /// The record's columns and all leaves. Throws for what is no tree.
  static func build(
    _ elements: [SchemaElement], _ limits: ParquetLimits
  ) throws(ParquetError) -> (columns: [SchemaNode], leaves: [LeafType]) {
    guard let root = elements.first, root.type == nil else {
      throw .damaged("it has no schema")
    }
    var builder = SchemaBuilder(elements: elements, limits: limits)
    builder.position = 1
    let columns = try builder.nodes(root.children, Levels())
    guard builder.position == elements.count else {
      throw .damaged("its schema has more columns than it says")
    }
    return (columns, builder.leaves)
  }

  private init(elements: [SchemaElement], limits: ParquetLimits) {
    self.elements = elements
    self.limits = limits
  }

  private struct Levels {
    var definition = 0
    var repetition = 0
  }

  private mutating func nodes(
    _ count: Int32, _ levels: Levels
  ) throws(ParquetError) -> [SchemaNode] {
    guard count >= 0, Int(count) <= elements.count - position else {
      throw .damaged("its schema ends too early")
    }
    var nodes: [SchemaNode] = []
    for _ in 0..<count { nodes.append(try node(levels)) }
    return nodes
  }

  private mutating func next() throws(ParquetError) -> SchemaElement {
    guard position < elements.count else { throw .damaged("its schema ends too early") }
    defer { position += 1 }
    return elements[position]
  }

  /// A column, or a list of it where it is repeated by itself.
  private mutating func node(_ outer: Levels) throws(ParquetError) -> SchemaNode {
    let element = try next()
    var levels = outer
    switch element.repetition {
    case .required: return try plain(element, levels)
    case .optional:
      levels.definition += 1
      return try plain(element, levels)
    case .repeated:
      levels.definition += 1
      levels.repetition += 1
      let start = leaves.count
      let inner = try plain(element, levels, isRepeated: true)
      return SchemaNode(
        name: element.name, kind: .list, children: [inner], presence: outer.definition,
        content: levels.definition, repetition: levels.repetition, leaves: start..<leaves.count)
    }
  }

  /// The element as it is where it is there once.
  private mutating func plain(
    _ element: SchemaElement, _ levels: Levels, isRepeated: Bool = false
  ) throws(ParquetError) -> SchemaNode {
    guard path.count < ParquetLimits.depth else {
      throw .unsupported("its columns are nested deeper than \(ParquetLimits.depth) levels")
    }
    path.append(element.name)
    defer { path.removeLast() }
    guard element.children > 0 || element.type == nil else { return try leaf(element, levels) }
    let logical = element.logical ?? LogicalTypeReader.converted(element)
    if !isRepeated, element.children == 1, position < elements.count,
      elements[position].repetition == .repeated
    {
      switch logical {
      case .list: return try list(element, levels)
      case .map, .mapEntries: if let map = try map(element, levels) { return map }
      default: break
      }
    }
    let start = leaves.count
    let children = try nodes(element.children, levels)
    return SchemaNode(
      name: element.name, kind: .structure, children: children, presence: levels.definition,
      leaves: start..<leaves.count)
  }

  /// A list: a group around one repeated element, which is the list's element or a group around it,
  /// as programs have written it.
  private mutating func list(
    _ outer: SchemaElement, _ levels: Levels
  ) throws(ParquetError) -> SchemaNode {
    let repeated = try next()
    var inner = levels
    inner.definition += 1
    inner.repetition += 1
    let start = leaves.count
    let isWrapper =
      repeated.children == 1 && position < elements.count
      && elements[position].repetition != .repeated && repeated.name != "array"
      && repeated.name != outer.name + "_tuple"
      && LogicalTypeReader.converted(repeated) == nil && repeated.logical == nil
    let element: SchemaNode
    if isWrapper {
      path.append(repeated.name)
      defer { path.removeLast() }
      element = try node(inner)
    } else {
      element = try plain(repeated, inner, isRepeated: repeated.children > 1)
    }
    return SchemaNode(
      name: outer.name, kind: .list, children: [element], presence: levels.definition,
      content: inner.definition, repetition: inner.repetition, leaves: start..<leaves.count)
  }

  /// Nil, and nothing read, where the entries are no pairs.
  private mutating func map(
    _ outer: SchemaElement, _ levels: Levels
  ) throws(ParquetError) -> SchemaNode? {
    guard (1...2).contains(elements[position].children) else { return nil }
    let entries = try next()
    path.append(entries.name)
    defer { path.removeLast() }
    var inner = levels
    inner.definition += 1
    inner.repetition += 1
    let start = leaves.count
    let children = try nodes(entries.children, inner)
    return SchemaNode(
      name: outer.name, kind: .map, children: children, presence: levels.definition,
      content: inner.definition, repetition: inner.repetition, leaves: start..<leaves.count)
  }

  private mutating func leaf(
    _ element: SchemaElement, _ levels: Levels
  ) throws(ParquetError) -> SchemaNode {
    guard let type = element.type, element.children <= 0 else {
      throw .damaged("its schema has a column without a type")
    }
    guard leaves.count < limits.leaves else {
      throw ParquetError(.tooLarge, "it has more than \(limits.leaves) columns")
    }
    guard type != .fixed || element.length > 0 else {
      throw .damaged("a column of values of fixed length says no length")
    }
    let place = leaves.count
    let leaf = LeafType(
      physical: type, length: Int(element.length),
      logical: element.logical ?? LogicalTypeReader.converted(element), path: path,
      maximumDefinition: levels.definition, maximumRepetition: levels.repetition)
    leaves.append(leaf)
    return SchemaNode(
      name: element.name, kind: .leaf, leaf: leaf, presence: levels.definition,
      leaves: place..<place + 1)
  }
}
