/// The one list of validators, exporters and readers, built-in and users' alike.
public struct Registry: Sendable {
  public private(set) var validators: [RegisteredValidator] = []
  public private(set) var exporters: [RegisteredExporter] = []
  /// In the order in which they are asked about a file.
  public private(set) var readers: [RegisteredReader] = []

  public init() {}

  /// Adds a plugin.
  ///
  /// - Parameters:
  ///   - origin: where it comes from, told in lists and in a clash: "built-in", a path.
  ///   - code: a hash of what computes, part of the signature of its scores.
  /// - Throws: ``RegistryClash`` when its name or a metric's is taken, naming both.
  public mutating func add(
    _ plugin: Plugin, origin: String = "built-in", code: String = "built-in"
  ) throws(RegistryClash) {
    switch plugin.kind {
    case .validator(let info, let make):
      try check(plugin.name, origin)
      if let other = validators.first(where: { $0.gives(plugin.name) }) {
        throw RegistryClash(
          "validator '\(plugin.name)' (\(origin)) has the name of a metric of validator "
            + "'\(other.name)' (\(other.origin))")
      }
      if let problem = NameRules.problem(
        validator: plugin.name, metrics: info.metrics.map(\.name))
      {
        throw RegistryClash("validator '\(plugin.name)' (\(origin)): \(problem)")
      }
      for metric in info.metrics {
        if let other = validators.first(where: { $0.name == metric.name }) {
          throw RegistryClash(
            "metric '\(metric.name)' of validator '\(plugin.name)' (\(origin)) has the name of "
              + "another validator (\(other.origin))")
        }
        for end in NameRules.intervalEnds {
          let base = metric.name.hasSuffix(end) ? String(metric.name.dropLast(end.count)) : ""
          let other = validators.first { $0.gives(base) || $0.gives(metric.name + end) }
          guard let other else { continue }
          throw RegistryClash(
            "metric '\(metric.name)' of validator '\(plugin.name)' (\(origin)) and an end of an "
              + "interval have one name, with validator '\(other.name)' (\(other.origin))")
        }
        if let other = validators.first(where: { $0.gives(metric.name) }) {
          throw RegistryClash(
            "metric '\(metric.name)' of validator '\(plugin.name)' (\(origin)) is already given "
              + "by validator '\(other.name)' (\(other.origin))")
        }
      }
      validators.append(
        RegisteredValidator(
          name: plugin.name, version: plugin.version, info: info, origin: origin, code: code,
          assessor: make))
    case .exporter(let info, let make):
      try check(plugin.name, origin, .writes)
      exporters.append(
        RegisteredExporter(
          name: plugin.name, version: plugin.version, info: info, origin: origin, writer: make))
    case .reader(let info, let make):
      let reader = RegisteredReader(
        name: plugin.name, version: plugin.version, info: info, origin: origin, reader: make)
      for name in Set([plugin.name] + reader.formats.map(\.name)).sorted() {
        try check(name, origin, .reads)
        if let other = readers.first(where: { $0.reads(name) }) {
          throw RegistryClash(
            "'\(name)' (\(origin)) has the name of what reader '\(other.name)' reads "
              + "(\(other.origin))")
        }
      }
      readers.append(reader)
    }
  }

  /// Takes the plugin of this name out of the list; nothing happens when there is none.
  public mutating func remove(_ name: String) {
    validators.removeAll { $0.name == name }
    exporters.removeAll { $0.name == name }
    readers.removeAll { $0.name == name }
  }

  private enum Direction { case neither, writes, reads }

  /// Who brings both directions of a format may call both by its name.
  private func check(
    _ name: String, _ origin: String, _ direction: Direction = .neither
  ) throws(RegistryClash) {
    let others =
      validators.map { ("a validator", $0.name, $0.origin) }
      + exporters.filter { direction != .reads || $0.origin != origin }
      .map { ("an exporter", $0.name, $0.origin) }
      + readers.filter { direction != .writes || $0.origin != origin }
      .map { ("a reader", $0.name, $0.origin) }
    if let other = others.first(where: { $0.1 == name }) {
      throw RegistryClash(
        "'\(name)' (\(origin)) has the name of \(other.0) that is here already (\(other.2))")
    }
  }
}

public struct RegisteredValidator: Sendable {
  public let name: String
  public let version: String
  public let info: ValidatorInfo
  public let origin: String
  /// A hash of what computes the scores.
  public let code: String
  fileprivate let assessor: @Sendable (PluginOptions) throws -> any Assessor

  public func gives(_ metric: String) -> Bool { info.metrics.contains { $0.name == metric } }

  /// Throws ``OptionError`` for an option that it does not list or cannot use.
  public func make(_ options: PluginOptions = PluginOptions()) throws -> any Assessor {
    try options.check(against: info.options)
    return try assessor(options)
  }
}

public struct RegisteredExporter: Sendable {
  public let name: String
  public let version: String
  public let info: ExporterInfo
  public let origin: String
  fileprivate let writer: @Sendable (PluginOptions) throws -> any ExportWriter

  /// Throws ``OptionError`` for an option that it does not list or cannot use.
  public func make(_ options: PluginOptions = PluginOptions()) throws -> any ExportWriter {
    try options.check(against: info.options)
    return try writer(options)
  }
}

public struct RegisteredReader: Sendable {
  public let name: String
  public let version: String
  public let info: ReaderInfo
  public let origin: String
  fileprivate let reader: @Sendable (PluginOptions) throws -> any CorpusReader

  /// What it reads, by the names that `--format` takes: its dialects, or itself.
  public var formats: [ReaderInfo.Dialect] {
    info.dialects.isEmpty ? [ReaderInfo.Dialect(name, info.summary)] : info.dialects
  }

  public func reads(_ format: String) -> Bool {
    format == name || info.dialects.contains { $0.name == format }
  }

  /// Throws ``OptionError`` for an option that it does not list or cannot use.
  public func make(_ options: PluginOptions = PluginOptions()) throws -> any CorpusReader {
    try options.check(against: info.options)
    return try reader(options)
  }
}

/// Two plugins want one name.
public struct RegistryClash: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
