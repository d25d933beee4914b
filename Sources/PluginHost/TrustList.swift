private import Foundation

/// A build that the person let run on this machine.
package struct AcceptedBuild: Sendable, Equatable, Codable {
  /// The plugin's name.
  package let name: String
  package let language: String
  /// The build: a hash of what runs.
  package let code: String
  /// The file or folder it was added from, in which it starts.
  package let origin: String
  /// Whether it may run inside this program.
  package let inProcess: Bool
  /// UTC.
  package let acceptedAt: String
  /// When the plugin was removed, in UTC: it does not run until it is accepted again.
  package var revokedAt: String?
}

/// What may run: the builds that the person accepted on this machine, in a file of her own beside the
/// builds, never in a workspace.
///
/// A workspace names a build, its language, its plugin and where it came from; all four must be those
/// of one entry, since the origin is where a script finds what it imports.
package struct TrustList: Sendable {
  static let fileName = "accepted.json"
  private static let largest = 8 << 20

  let root: String

  /// The file, for a person who wants to look.
  package var path: String { root + "/" + Self.fileName }

  /// Oldest first; none when there is no list yet.
  package func builds() throws(PluginFailure) -> [AcceptedBuild] {
    try everAccepted().filter { $0.revokedAt == nil }
  }

  /// With those that were revoked since.
  package func everAccepted() throws(PluginFailure) -> [AcceptedBuild] {
    guard FileManager.default.fileExists(atPath: root) else { return [] }
    return try builds(in: try PrivateFolder(root))
  }

  /// The entry that lets a build run, or nil.
  package func build(
    _ code: String, _ language: String, of name: String, from origin: String
  ) throws(PluginFailure) -> AcceptedBuild? {
    try builds().first {
      $0.code == code && $0.language == language && $0.name == name && $0.origin == origin
    }
  }

  /// Lets a build run from now on.
  package func accept(
    _ code: String, _ language: String, of name: String, from origin: String, inProcess: Bool
  ) throws(PluginFailure) {
    let folder = try PrivateFolder(root)
    let entry = AcceptedBuild(
      name: name, language: language, code: code, origin: origin, inProcess: inProcess,
      acceptedAt: Date().ISO8601Format())
    try folder.locked { () throws(PluginFailure) in
      var all = try builds(in: folder)
      let known = all.firstIndex {
        $0.code == code && $0.language == language && $0.name == name && $0.origin == origin
      }
      if let known {
        guard all[known].inProcess != inProcess || all[known].revokedAt != nil else { return }
        all[known] = entry
      } else {
        all.append(entry)
      }
      try write(all, in: folder)
    }
  }

  /// Lets no build of a plugin from `origin` run any more. Returns whether one might before.
  package func revoke(_ name: String, from origin: String) throws(PluginFailure) -> Bool {
    guard FileManager.default.fileExists(atPath: root) else { return false }
    let folder = try PrivateFolder(root)
    var isChanged = false
    try folder.locked { () throws(PluginFailure) in
      var all = try builds(in: folder)
      let now = Date().ISO8601Format()
      for index in all.indices
      where all[index].name == name && all[index].origin == origin && all[index].revokedAt == nil {
        all[index].revokedAt = now
        isChanged = true
      }
      if isChanged { try write(all, in: folder) }
    }
    return isChanged
  }

  private func write(
    _ builds: [AcceptedBuild], in folder: borrowing PrivateFolder
  ) throws(PluginFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(builds) else {
      throw PluginFailure("\(path) cannot be written")
    }
    try folder.write([UInt8](data), to: Self.fileName)
  }

  private func builds(in folder: borrowing PrivateFolder) throws(PluginFailure) -> [AcceptedBuild] {
    guard let bytes = try folder.read(Self.fileName, atMost: Self.largest), !bytes.isEmpty else {
      return []
    }
    guard let builds = try? JSONDecoder().decode([AcceptedBuild].self, from: Data(bytes)) else {
      throw PluginFailure(
        "\(path) cannot be read, so no plugin of yours runs",
        hint: "remove it, and take plugins up again with 'plugin trust NAME'")
    }
    return builds
  }
}
