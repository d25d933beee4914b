/// The named arrays that a fitted model or a vocabulary consists of, on their way to a file and back.
package struct Sections: Sendable, Equatable {
  package enum Array: Sendable, Equatable {
    case bytes([UInt8])
    case integers([Int32])
    case floats([Float])
    case doubles([Double])
    case texts([String])
  }

  /// By name, in ascending order of names in a file.
  package private(set) var arrays: [String: Array]

  package init(_ arrays: [String: Array] = [:]) { self.arrays = arrays }

  package subscript(name: String) -> Array? {
    get { arrays[name] }
    set { arrays[name] = newValue }
  }

  /// Puts `other` below `prefix` and a dot.
  package mutating func merge(_ other: Sections, under prefix: String) {
    for (name, array) in other.arrays { arrays[prefix + "." + name] = array }
  }

  /// What was merged under `prefix`.
  package func under(_ prefix: String) -> Sections {
    var result: [String: Array] = [:]
    for (name, array) in arrays where name.hasPrefix(prefix + ".") {
      result[String(name.dropFirst(prefix.count + 1))] = array
    }
    return Sections(result)
  }

  package func bytes(_ name: String) throws(LearningError) -> [UInt8] {
    guard case .bytes(let array)? = arrays[name] else { throw missing(name) }
    return array
  }

  package func integers(_ name: String) throws(LearningError) -> [Int32] {
    guard case .integers(let array)? = arrays[name] else { throw missing(name) }
    return array
  }

  package func floats(_ name: String) throws(LearningError) -> [Float] {
    guard case .floats(let array)? = arrays[name] else { throw missing(name) }
    return array
  }

  package func doubles(_ name: String) throws(LearningError) -> [Double] {
    guard case .doubles(let array)? = arrays[name] else { throw missing(name) }
    return array
  }

  package func texts(_ name: String) throws(LearningError) -> [String] {
    guard case .texts(let array)? = arrays[name] else { throw missing(name) }
    return array
  }

  /// What a model's initializer throws when its arrays do not fit together.
  package static func damaged(_ what: String) -> LearningError {
    LearningError("the model is damaged: \(what)", hint: "train or import it again")
  }

  private func missing(_ name: String) -> LearningError {
    Self.damaged("it has no '\(name)' of the expected kind")
  }
}
