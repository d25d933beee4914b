/// What `plugin new` writes: a plugin that works as it is, and its cases.
package enum PluginTemplate {
  /// The source of a plugin called `name`, lower-case words joined by `_`.
  package static func source(_ name: String, isExporter: Bool, inPython: Bool) -> String {
    let template =
      switch (isExporter, inPython) {
      case (false, false): SwiftTemplate.validator
      case (true, false): SwiftTemplate.exporter
      case (false, true): PythonTemplate.validator
      case (true, true): PythonTemplate.exporter
      }
    return filled(template, name, type: isExporter ? "Exporter" : "Validator")
  }

  package static func cases(_ name: String, isExporter: Bool) -> String {
    filled(isExporter ? CasesTemplate.exporter : CasesTemplate.validator, name, type: "")
  }

  /// - Parameter type: what the type's name ends in, so that it is no name of Swift's own.
  private static func filled(_ template: String, _ name: String, type kind: String) -> String {
    let type = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return template.replacing("__Name__", with: type.joined() + kind).replacing(
      "__name__", with: name)
  }
}
