import Glibc
package import PluginKit

/// The files of a folder, and of those in it, that may hold conversations.
///
/// Links to files are followed, and links to folders once: each folder is entered a single time.
/// Memory grows with the files that are kept, of which there is a limit, not with the entries.
package struct FolderListing: Sendable {
  package struct File: Sendable, Equatable {
    package let path: String
    /// Below the folder that was named.
    package let name: String
    package let bytes: Int64
  }

  /// Why an entry is no file to read.
  package enum Omission: Hashable, Sendable {
    case hidden
    /// About the data, such as a README.
    case document
    /// Of an ending that no reader has.
    case ending(String)
    case empty
    case notPermitted
    /// A pipe, a device, a socket.
    case special
    /// A link that leads nowhere, or a folder that was entered already.
    case link
    case tooDeep
    case vanished
  }

  /// In the order of their names' bytes.
  package private(set) var files: [File] = []
  package private(set) var omissions = Omissions<Omission>()

  /// The most files that are read at once.
  package static let mostFiles = 100_000
  private static let deepest = 64

  private let endings: Set<String>
  private let isInterrupted: @Sendable () -> Bool
  private var entered: Set<Place> = []

  private struct Place: Hashable {
    let device: UInt
    let number: UInt
  }

  /// Throws ``FormatError`` when the folder cannot be read, or holds more than ``mostFiles``.
  ///
  /// - Parameter endings: those of files to read, in small letters, without the dot.
  package init(
    _ folder: String, endings: Set<String>, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(FormatError) {
    self.endings = endings
    self.isInterrupted = isInterrupted
    try enter(folder, as: "", depth: 0)
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func enter(
    _ path: String, as name: String, depth: Int
  ) throws(FormatError) {
    var status = stat()
    guard stat(path, &status) == 0, let folder = opendir(path) else {
      let code = errno
      guard !name.isEmpty else { throw FileProbe.failure(path, code) }
      return omissions.add(code == EACCES ? .notPermitted : .vanished, name)
    }
    defer { closedir(folder) }
    let place = Place(device: UInt(status.st_dev), number: UInt(status.st_ino))
    guard entered.insert(place).inserted else { return omissions.add(.link, name) }
    guard depth < Self.deepest else { return omissions.add(.tooDeep, name) }
    while let entry = readdir(folder) {
      if isInterrupted() { throw FormatError(.interrupted, "interrupted") }
      let word = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard word != ".", word != ".." else { continue }
      try take(
        word, of: path, as: name.isEmpty ? word : "\(name)/\(word)",
        isPlain: entry.pointee.d_type == DT_REG, depth)
    }
  }

  private mutating func take(
    _ word: String, of folder: String, as name: String, isPlain: Bool, _ depth: Int
  ) throws(FormatError) {
    guard !word.hasPrefix(".") else { return omissions.add(.hidden, name) }
    // Of what is not read no more is asked than its name.
    if isPlain, let omission = omission(for: word) { return omissions.add(omission, name) }
    let path = "\(folder)/\(word)"
    var status = stat()
    guard stat(path, &status) == 0 else {
      return omissions.add(errno == EACCES ? .notPermitted : .link, name)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: try enter(path, as: name, depth: depth + 1)
    case S_IFREG:
      if let omission = omission(for: word) { return omissions.add(omission, name) }
      guard status.st_size > 0 else { return omissions.add(.empty, name) }
      guard files.count < Self.mostFiles else {
        throw FormatError(
          .refused, "there are more than \(Self.mostFiles) files to read in the folder",
          hint: "name a folder in it, or join its files to fewer")
      }
      files.append(File(path: path, name: name, bytes: Int64(status.st_size)))
    default: omissions.add(.special, name)
    }
  }

  private func omission(for word: String) -> Omission? {
    let plain = Compression.plainPath(word).lowercased()
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    if Self.documents.contains(String(parts[0])) || plain.hasSuffix(".manifest.json")
      || parts[0].hasPrefix("readme") || parts[0].hasPrefix("licen")
    {
      return .document
    }
    guard endings.contains(where: { plain.hasSuffix(".\($0)") }) else {
      return .ending(parts.count > 1 ? String(parts[parts.count - 1]) : "")
    }
    return nil
  }

  /// The names of files that tell about the others.
  private static let documents: Set = [
    "copying", "changelog", "citation", "authors", "notice", "source", "manifest", "requirements",
    "dataset_info", "dataset_infos",
  ]
}

/// What was passed over, by reason, with the first of each.
package struct Omissions<Reason: Hashable & Sendable>: Sendable, Equatable {
  package struct Group: Sendable, Equatable {
    package let reason: Reason
    package internal(set) var count: Int
    package internal(set) var first: [String]
  }

  package private(set) var groups: [Group] = []
  private var places: [Reason: Int] = [:]

  package init() {}

  package var isEmpty: Bool { groups.isEmpty }

  package mutating func add(_ other: Omissions) {
    for group in other.groups {
      for name in group.first { add(group.reason, name) }
      if let place = places[group.reason] {
        groups[place].count += group.count - group.first.count
      }
    }
  }

  package mutating func add(_ reason: Reason, _ name: String) {
    if let place = places[reason] {
      groups[place].count += 1
      if groups[place].first.count < ReadNote.places { groups[place].first.append(name) }
    } else {
      places[reason] = groups.count
      groups.append(Group(reason: reason, count: 1, first: [name]))
    }
  }
}

/// A name with `*`, `?` or `[…]` that stands for files.
package enum FilePattern {
  /// Whether a name without quotes may stand for several.
  package static func isPattern(_ text: String) -> Bool {
    text.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  /// The files and folders that a pattern names, in the order of their bytes; a backslash takes the
  /// meaning of what follows.
  package static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0, let paths = found.gl_pathv else {
      return []
    }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
