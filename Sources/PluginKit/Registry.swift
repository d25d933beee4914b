/// The one list of validators and exporters, built-in and users' alike.
public struct Registry: Sendable {
  public private(set) var validators: [RegisteredValidator] = []
  public private(set) var exporters: [RegisteredExporter] = []

  public init() {}

  /// Adds a validator. `origin` is told in lists and in a clash: "built-in", a path.
  public mutating func add(
    _ type: any Validator.Type, origin: String = "built-in"
  ) throws(RegistryClash) {
    let entry = RegisteredValidator(type: type, origin: origin)
    if let other = validators.first(where: { $0.info.name == entry.info.name }) {
      throw RegistryClash(
        "validator '\(entry.info.name)' (\(origin)) has the name of one that is here "
          + "already (\(other.origin))")
    }
    for metric in entry.info.metrics {
      if let other = validators.first(where: { $0.info.metrics.contains { $0.name == metric.name } }
      ) {
        throw RegistryClash(
          "metric '\(metric.name)' of validator '\(entry.info.name)' (\(origin)) is already "
            + "given by validator '\(other.info.name)' (\(other.origin))")
      }
    }
    validators.append(entry)
  }

  public mutating func add(
    _ type: any Exporter.Type, origin: String = "built-in"
  ) throws(RegistryClash) {
    let entry = RegisteredExporter(type: type, origin: origin)
    if let other = exporters.first(where: { $0.info.name == entry.info.name }) {
      throw RegistryClash(
        "exporter '\(entry.info.name)' (\(origin)) has the name of one that is here "
          + "already (\(other.origin))")
    }
    exporters.append(entry)
  }
}

public struct RegisteredValidator: Sendable {
  public let type: any Validator.Type
  public let origin: String
  public var info: ValidatorInfo { type.info }

  public init(type: any Validator.Type, origin: String) {
    self.type = type
    self.origin = origin
  }
}

public struct RegisteredExporter: Sendable {
  public let type: any Exporter.Type
  public let origin: String
  public var info: ExporterInfo { type.info }

  public init(type: any Exporter.Type, origin: String) {
    self.type = type
    self.origin = origin
  }
}

/// Two plugins want one name.
public struct RegistryClash: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
