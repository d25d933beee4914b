package import Foundation
package import PluginHost

/// The keys that open the gateway, in a file of the person's own: never in a workspace, which may come
/// from anyone.
///
/// The folder is hers alone, and so is the file (mode 0600). It holds hashes: a copy of it opens
/// nothing.
package struct KeyRing: Sendable {
  static let fileName = "keys.json"
  private static let largest = 8 << 20

  /// The folder: `PE_GATEWAY_DATA`, or `pe/gateway` among the person's application data.
  package let root: String

  package init(root: String) { self.root = root }

  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let root = environment["PE_GATEWAY_DATA"], !root.isEmpty {
      self.root = URL(fileURLWithPath: root).standardizedFileURL.path
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      root = data + "/pe/gateway"
    } else {
      root = (environment["HOME"] ?? "/tmp") + "/.local/share/pe/gateway"
    }
  }

  package var path: String { "\(root)/\(Self.fileName)" }

  package func folder() throws(PluginFailure) -> PrivateFolder {
    try PrivateFolder(root, for: "keys", variable: "PE_GATEWAY_DATA")
  }

  /// Oldest first; none when there is no file yet.
  package func keys() throws(PluginFailure) -> [AccessKey] {
    guard FileManager.default.fileExists(atPath: root) else { return [] }
    return try keys(in: try folder())
  }

  /// Adds a key and gives it, for the one time that it is seen.
  package func add(
    name: String, tier: AccessTier, scopes: [AccessScope], requestsAnHour: Int, isPublic: Bool,
    from now: Date, days: Int
  ) throws -> (key: AccessKey, text: String) {
    let folder = try folder()
    return try folder.locked { () throws(PluginFailure) in
      var all = try keys(in: folder)
      var presented = PresentedKey.random(isPublic: isPublic)
      while all.contains(where: { $0.id == presented.id }) {
        presented = .random(isPublic: isPublic)
      }
      let salt = PresentedKey.hex(words: 2)
      let key = AccessKey(
        id: presented.id, name: name, isPublic: isPublic, tier: tier, scopes: scopes,
        requestsAnHour: requestsAnHour, salt: salt,
        hash: AccessKey.hash(presented, salt: salt), createdAt: now,
        endsAt: now.addingTimeInterval(Double(days) * 86_400), revokedAt: nil)
      all.append(key)
      try write(all, to: folder)
      return (key, presented.text)
    }
  }

  /// Lets a key open nothing from now on; nil when there is none of that name or id. Of several of one
  /// name, the newest in force.
  package func revoke(_ name: String, at now: Date) throws -> AccessKey? {
    guard FileManager.default.fileExists(atPath: root) else { return nil }
    let folder = try folder()
    return try folder.locked { () throws(PluginFailure) in
      var all = try keys(in: folder)
      let place =
        all.lastIndex { ($0.id == name || $0.name == name) && $0.revokedAt == nil }
        ?? all.lastIndex { $0.id == name || $0.name == name }
      guard let place else { return nil }
      if all[place].revokedAt == nil {
        all[place].revokedAt = now
        try write(all, to: folder)
      }
      return all[place]
    }
  }

  private func keys(in folder: borrowing PrivateFolder) throws(PluginFailure) -> [AccessKey] {
    guard let bytes = try folder.read(Self.fileName, atMost: Self.largest), !bytes.isEmpty else {
      return []
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let keys = try? decoder.decode([AccessKey].self, from: Data(bytes)) else {
      throw PluginFailure(
        "\(path) cannot be read, so no key opens the gateway",
        hint: "remove it, and make keys anew with 'keys add NAME'")
    }
    return keys
  }

  private func write(_ keys: [AccessKey], to folder: borrowing PrivateFolder) throws(PluginFailure)
  {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(keys) else {
      throw PluginFailure("the keys cannot be kept")
    }
    try folder.write([UInt8](data), to: Self.fileName)
  }
}

/// The keys in force in memory, read anew when their file changes.
package struct KeyLookup: Sendable {
  private var keys: [String: AccessKey] = [:]
  private let nobody: AccessKey

  package init(_ all: [AccessKey]) {
    keys = Dictionary(all.map { ($0.id, $0) }) { $1 }
    // What an unknown key is compared with, so that it takes as long to refuse.
    nobody = AccessKey(
      id: "", name: "", isPublic: false, tier: .free, scopes: [], requestsAnHour: 0,
      salt: PresentedKey.hex(words: 2), hash: PresentedKey.hex(words: 4), createdAt: .distantPast,
      endsAt: .distantPast, revokedAt: nil)
  }

  package var isEmpty: Bool { keys.isEmpty }

  /// The key, where it is one of these and in force.
  package func key(_ presented: PresentedKey, at time: Date) -> AccessKey? {
    let kept = keys[presented.id] ?? nobody
    let isRight = kept.matches(presented.secret)
    guard isRight, kept.isPublic == presented.isPublic, kept.isInForce(at: time) else { return nil }
    return kept
  }
}
