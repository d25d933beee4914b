#if Gateway
import Foundation
import HTTPTypes
import Glibc

/// Files that exports wrote, found by the job's id and never by a path of a client's.
struct ExportFiles: Sendable {
  let folder: String

  /// Whether it can name a job: 24 hexadecimal digits, and so no path.
  static func isID(_ id: String) -> Bool {
    id.utf8.count == 24
      && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Where a job's file goes; the folder is made, for this person alone.
  func path(_ id: String, ending: String) throws -> String {
    guard Self.isID(id), !ending.contains("/") else {
      throw Problem(.export, .internalServerError, "an export has a bad name")
    }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return "\(folder)/\(id).\(ending)"
  }

  /// The finished file of an id; nil when there is none, or none any more.
  func file(_ id: String) -> (path: String, ending: String)? {
    guard Self.isID(id),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder),
      let name = names.first(where: {
        $0.hasPrefix(id + ".") && !$0.hasSuffix(".manifest.json")
      })
    else { return nil }
    return ("\(folder)/\(name)", String(name.dropFirst(id.count + 1)))
  }

  func size(_ id: String) -> Int? {
    guard let path = file(id)?.path else { return nil }
    return (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }

  func remove(_ id: String) {
    guard Self.isID(id) else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(id + ".") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
#endif
