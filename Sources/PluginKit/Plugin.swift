/// A named, versioned validator, exporter or reader, as it is registered.
///
/// A plugin's file holds one of them, under the name `plugin`:
///
///     let plugin = Plugin("warmth", version: "1.0") { Warmth() }
///
/// and, when the validator takes options:
///
///     let plugin = Plugin("warmth", version: "1.0") { options in
///       Warmth(limit: try options.number("limit", default: 3, in: 1...10))
///     }
public struct Plugin: Sendable {
  /// What it gives, and how one is made.
  public enum Kind: Sendable {
    case validator(ValidatorInfo, make: @Sendable (PluginOptions) throws -> any Assessor)
    case exporter(ExporterInfo, make: @Sendable (PluginOptions) throws -> any ExportWriter)
    case reader(ReaderInfo, make: @Sendable (PluginOptions) throws -> any CorpusReader)
  }

  /// Lower-case words joined by `_`, unique in the registry.
  public let name: String
  /// Part of the signature that scores are stored under: change it when scores change.
  public let version: String
  public let kind: Kind

  public init(_ name: String, version: String, kind: Kind) {
    self.name = name
    self.version = version
    self.kind = kind
  }

  /// A validator that takes options; `make` throws ``OptionError`` for a value it cannot use.
  public init<V: Validator>(
    _ name: String, version: String, _ make: @escaping @Sendable (PluginOptions) throws -> V
  ) {
    let metrics = V.info.metrics
    let sums = metrics.contains { $0.turns != nil }
    self.init(
      name, version: version,
      kind: .validator(V.info) { options in
        let assessor = try make(options)
        return sums ? TurnSummer(assessor: assessor, metrics: metrics) : assessor as any Assessor
      })
  }

  public init<V: Validator>(
    _ name: String, version: String, _ make: @escaping @Sendable () throws -> V
  ) {
    self.init(name, version: version) { (_: PluginOptions) in try make() }
  }

  /// An exporter that takes options; `make` throws ``OptionError`` for a value it cannot use.
  public init<E: Exporter>(
    _ name: String, version: String, _ make: @escaping @Sendable (PluginOptions) throws -> E
  ) {
    self.init(name, version: version, kind: .exporter(E.info, make: make))
  }

  public init<E: Exporter>(
    _ name: String, version: String, _ make: @escaping @Sendable () throws -> E
  ) {
    self.init(name, version: version) { (_: PluginOptions) in try make() }
  }

  /// A reader that takes options; `make` throws ``OptionError`` for a value it cannot use.
  public init<R: Reader>(
    _ name: String, version: String, _ make: @escaping @Sendable (PluginOptions) throws -> R
  ) {
    self.init(name, version: version, kind: .reader(R.info, make: make))
  }

  public init<R: Reader>(
    _ name: String, version: String, _ make: @escaping @Sendable () throws -> R
  ) {
    self.init(name, version: version) { (_: PluginOptions) in try make() }
  }

  /// The options that it lists.
  public var options: [OptionInfo] {
    switch kind {
    case .validator(let info, _): info.options
    case .exporter(let info, _): info.options
    case .reader(let info, _): info.options
    }
  }
}

/// Whether `name` is lower-case words and digits joined by `_`, as names of plugins, metrics and
/// options are.
public func isPlainName(_ name: String) -> Bool {
  guard let first = name.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else {
    return false
  }
  return name.utf8.allSatisfy { byte in
    byte == UInt8(ascii: "_") || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
