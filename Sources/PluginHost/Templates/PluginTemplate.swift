/// What `plugin new` writes: a plugin that works as it is, and its cases.
package enum PluginTemplate {
  package enum Kind: Sendable { case validator, exporter, reader }

  /// The source of a plugin called `name`, lower-case words joined by `_`.
  package static func source(_ name: String, _ kind: Kind, inPython: Bool) -> String {
    let template =
      switch (kind, inPython) {
      case (.validator, false): SwiftTemplate.validator
      case (.exporter, false): SwiftTemplate.exporter
      case (.reader, false): SwiftTemplate.reader
      case (.validator, true): PythonTemplate.validator
      case (.exporter, true): PythonTemplate.exporter
      case (.reader, true): PythonTemplate.reader
      }
    let type =
      switch kind {
      case .validator: "Validator"
      case .exporter: "Exporter"
      case .reader: "Reader"
      }
    return filled(template, name, type: type)
  }

  package static func cases(_ name: String, _ kind: Kind) -> String {
    let template =
      switch kind {
      case .validator: CasesTemplate.validator
      case .exporter: CasesTemplate.exporter
      case .reader: CasesTemplate.reader
      }
    return filled(template, name, type: "")
  }

  /// - Parameter type: what the type's name ends in, so that it is no name of Swift's own.
  private static func filled(_ template: String, _ name: String, type kind: String) -> String {
    let type = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return template.replacing("__Name__", with: type.joined() + kind).replacing(
      "__name__", with: name)
  }
}
