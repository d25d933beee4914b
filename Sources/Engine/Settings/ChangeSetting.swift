import Validation
import Workspace

/// Changes a setting of the session. Runs that have begun keep the value from before.
package struct ChangeSetting: Operation {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// What becomes of the overall scores that are stored.
  package enum OverallScores: Sendable {
    /// There are none, or they are by this profile already, or it is no profile that was changed.
    case asBefore
    /// Those by this profile are in sight again.
    case back
    /// There are none by this profile; those by the other are out of sight.
    case away
  }

  /// Throws ``NameFault``, ``SettingFault`` and, for a profile that is not there, ``ValueFault``.
  package func run(in run: Run) throws -> OverallScores {
    let profile = name == "profile" ? try run.profile(named: value) : nil
    try run.session.set(name, to: value)
    run.workspace.note(makes: .setting(name))
    return try profile.map { try run.show(overallBy: $0) } ?? .asBefore
  }
}

extension Run {
  /// Scores by another profile would pass for this one's.
  fileprivate func show(overallBy profile: Profile) throws -> ChangeSetting.OverallScores {
    guard !workspace.isReadOnly else { return .asBefore }
    let stored = try workspace.currentSignatures().first { $0.validator == Overall.metric }
    guard stored?.options != profile.stored else { return .asBefore }
    let isThere = try workspace.bringBack(validator: Overall.metric, options: profile.stored)
    return isThere ? .back : stored == nil ? .asBefore : .away
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
