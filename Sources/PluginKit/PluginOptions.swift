/// The `name=value` settings a person gave a validator or an exporter.
public struct PluginOptions: Sendable, Hashable {
  private let values: [String: String]

  public init(_ values: [String: String] = [:]) { self.values = values }

  /// Reads ``canonical`` back.
  public init(canonical: String) {
    var values: [String: String] = [:]
    var pair = ""
    var isProtected = false
    for character in canonical + "," {
      if !isProtected && character == "," {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        pair = ""
      } else if !isProtected && character == "\\" {
        isProtected = true
        continue
      } else {
        pair.append(character)
      }
      isProtected = false
    }
    self.values = values
  }

  public var names: [String] { values.keys.sorted() }

  /// `a=1,b=2` in order of name, a comma or backslash in a value behind a backslash: the form that
  /// enters a signature.
  public var canonical: String {
    values.sorted { $0.key < $1.key }.map { name, value in
      var text = name + "="
      for character in value {
        if character == "," || character == "\\" { text.append("\\") }
        text.append(character)
      }
      return text
    }.joined(separator: ",")
  }

  public subscript(name: String) -> String? { values[name] }

  /// The option as a number within `range`, or `fallback` when not given.
  public func number(
    _ name: String, default fallback: Double, in range: ClosedRange<Double>
  ) throws(OptionError) -> Double {
    guard let text = values[name] else { return fallback }
    guard let value = Double(text), range.contains(value) else {
      throw OptionError(
        "option \(name)=\(text) is not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The option as true or false, or `fallback` when not given.
  public func flag(_ name: String, default fallback: Bool) throws(OptionError) -> Bool {
    switch values[name] {
    case nil: return fallback
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0": return false
    case .some(let text): throw OptionError("option \(name)=\(text) is neither true nor false")
    }
  }

  /// With the default of each option of `known` that was not given.
  public func filled(with known: [OptionInfo]) -> PluginOptions {
    let defaults = known.map { ($0.name, $0.defaultValue) }
    return PluginOptions(values.merging(defaults) { given, _ in given })
  }

  /// Throws when a name was given that `known` does not list.
  public func check(against known: [OptionInfo]) throws(OptionError) {
    for name in names where !known.contains(where: { $0.name == name }) {
      let list = known.isEmpty ? "it takes none" : known.map(\.name).joined(separator: ", ")
      throw OptionError("no option '\(name)'; there are: \(list)")
    }
  }
}

/// An option as help lists it.
public struct OptionInfo: Sendable, Hashable {
  public let name: String
  public let summary: String
  public let defaultValue: String

  public init(_ name: String, _ summary: String, default defaultValue: String) {
    self.name = name
    self.summary = summary
    self.defaultValue = defaultValue
  }
}

/// An option that is unknown or has a value that cannot be used.
public struct OptionError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
