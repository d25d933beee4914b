import Corpus
private import Foundation
import Validation

/// A value that `set` changes for the session.
package struct Setting: Sendable {
  /// What a value may be.
  package enum Domain: Sendable, Equatable {
    case choices([String])
    /// One of these, or the name of something that the workspace keeps.
    case names([String])
    case whole(ClosedRange<Int>)
  }

  package let name: String
  package let summary: String
  package let defaultValue: String
  package let domain: Domain

  /// What it may be, when that is a short list.
  package var choices: [String] {
    switch domain {
    case .choices(let choices), .names(let choices): choices
    case .whole: []
    }
  }

  fileprivate init(
    _ name: String, _ summary: String, choices: [String], default defaultValue: String
  ) {
    self.name = name
    self.summary = summary
    self.defaultValue = defaultValue
    domain = .choices(choices)
  }

  fileprivate init(
    _ name: String, _ summary: String, names: [String], default defaultValue: String
  ) {
    self.name = name
    self.summary = summary
    self.defaultValue = defaultValue
    domain = .names(names)
  }

  fileprivate init(
    _ name: String, _ summary: String, from range: ClosedRange<Int>, default defaultValue: Int
  ) {
    self.name = name
    self.summary = summary
    self.defaultValue = String(defaultValue)
    domain = .whole(range)
  }

  /// Throws ``NameFault/unknown(_:_:known:)`` with the nearest.
  package static func named(_ name: String) throws(NameFault) -> Setting {
    guard let setting = Settings.all.first(where: { $0.name == name }) else {
      throw .unknown(.setting, name, known: Settings.all.map(\.name))
    }
    return setting
  }

  fileprivate func allows(_ value: String) -> Bool {
    switch domain {
    case .choices(let choices): choices.contains(value)
    case .names: true
    case .whole(let range): Int(value).map(range.contains) ?? false
    }
  }
}

/// A value that a setting cannot have.
package struct SettingFault: Fault {
  package let setting: String
  package let value: String
  package let domain: Setting.Domain
}

/// The session's settings. ``all`` is the one list: help, completion and `set` read it.
package struct Settings: Sendable {
  package static let all: [Setting] = [
    Setting(
      "mode", "how tables are shown", choices: ["table", "list", "json", "csv", "markdown"],
      default: "table"),
    Setting("limit", "rows shown of a long table", from: 1...1_000_000, default: 40),
    Setting("seed", "where random draws start", from: 0...Int(Int32.max), default: 1),
    Setting(
      "profile", "weights and cuts behind overall and tier",
      names: Profile.all.map(\.name), default: Profile.standard.name),
    Setting(
      "workers", "threads that score conversations", from: 1...256,
      default: ProcessInfo.processInfo.activeProcessorCount),
    Setting(
      "watch", "build plugins anew when their source is saved", choices: ["on", "off"],
      default: "on"),
    Setting(
      "plugin-seconds", "how long a plugin may take for one conversation", from: 1...3600,
      default: 10),
    Setting(
      "plugin-memory", "megabytes that a plugin's process may take", from: 64...1_000_000,
      default: 2048),
    Setting("pager", "page what is longer than the screen", choices: ["on", "off"], default: "on"),
    Setting("timing", "show how long each command took", choices: ["on", "off"], default: "off"),
  ]

  private var values: [String: String] = [:]

  package init() {}

  /// Whether what commands compute depends on it, and not only how that is shown or how fast.
  static func decidesResults(_ name: String) -> Bool { ["seed", "profile"].contains(name) }

  /// The value in force, of a setting in ``all``.
  package subscript(name: String) -> String {
    values[name] ?? Settings.all.first { $0.name == name }?.defaultValue ?? ""
  }

  /// Throws ``NameFault`` and ``SettingFault``.
  package mutating func set(_ name: String, to value: String) throws {
    let setting = try Setting.named(name)
    guard setting.allows(value) else {
      throw SettingFault(setting: name, value: value, domain: setting.domain)
    }
    values[name] = value
  }

  package var showsTiming: Bool { self["timing"] == "on" }
  package var seed: UInt64 { UInt64(self["seed"]) ?? 1 }
  package var workers: Int { Int(self["workers"]) ?? 1 }
  package var limit: Int { Int(self["limit"]) ?? 40 }
  var pluginSeconds: Double { Double(self["plugin-seconds"]) ?? 10 }
  /// In bytes.
  var pluginMemory: Int { (Int(self["plugin-memory"]) ?? 2048) << 20 }
}
