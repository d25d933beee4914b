import Workspace

/// Changes a setting of the session. Runs that have begun keep the value from before.
package struct ChangeSetting: Operation {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Throws ``NameFault``, ``SettingFault`` and, for a profile that is not there, ``ValueFault``.
  package func run(in run: Run) throws {
    if name == "profile" { _ = try run.profile(named: value) }
    try run.session.set(name, to: value)
    run.workspace.note(makes: .setting(name))
  }
}

/// The settings with their values in force.
package struct ListSettings: Operation {
  /// One alone.
  package var name: String?

  package init(name: String? = nil) { self.name = name }

  package struct Value: Sendable {
    package let setting: Setting
    package let value: String
  }

  package func run(in run: Run) throws -> [Value] {
    if let name { _ = try Setting.named(name) }
    return Settings.all.filter { name == nil || $0.name == name }.map {
      Value(setting: $0, value: run.settings[$0.name])
    }
  }
}
