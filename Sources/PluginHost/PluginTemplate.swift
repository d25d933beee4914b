/// What `plugin new` writes.
package enum PluginTemplate {
  package static func source(_ name: String, isExporter: Bool, inPython: Bool) -> String { "" }
  package static func cases(_ name: String, isExporter: Bool) -> String { "" }
}
