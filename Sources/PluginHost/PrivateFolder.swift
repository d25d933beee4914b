private import Foundation
import Glibc

/// A folder that only this person writes: hers, no link, not open to others.
package struct PrivateFolder: ~Copyable {
  let path: String
  let descriptor: Int32

  /// Opens the folder, made with its parents when it is missing. `contents` is what is kept in it, and
  /// `variable` names another folder for it, for the person who is told of a failure.
  package init(
    _ path: String, for contents: String = "builds of plugins", variable: String = "PE_PLUGINS"
  ) throws(PluginFailure) {
    let parent = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    mkdir(path, 0o700)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PluginFailure(
        "\(contents) cannot be kept in \(path): \(String(cString: strerror(errno)))",
        hint: "set \(variable) to a folder of your own, not a link")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0
    else {
      close(descriptor)
      throw PluginFailure(
        "others can write \(path), so what is kept there is not believed",
        hint: "let it be yours alone (chmod 700), or set \(variable) to a folder of your own")
    }
    if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o700) }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The bytes of a file of this person's in it; nil when there is none. Throws when it is a link,
  /// another's, or open to others.
  package func read(_ name: String, atMost limit: Int) throws(PluginFailure) -> [UInt8]? {
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 || errno != ENOENT else { return nil }
    defer { if file >= 0 { close(file) } }
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o077 == 0, status.st_size <= limit
    else {
      throw PluginFailure(
        "\(path)/\(name) is not a file that only you can write, so it is not believed",
        hint: "look at it, and remove it or let it be yours alone (chmod 600)")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      guard count > 0 else { break }
      done += count
    }
    return Array(bytes.prefix(done))
  }

  /// Puts a file in it, whole or not at all, readable for this person alone.
  package func write(_ bytes: [UInt8], to name: String) throws(PluginFailure) {
    let aside = ".\(name).\(UInt64.random(in: 0 ... .max))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(descriptor, aside, flags, 0o600)
    var isWritten = file >= 0
    var done = 0
    while isWritten, done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count > 0 { done += count } else if errno != EINTR { isWritten = false }
    }
    isWritten = isWritten && fsync(file) == 0
    isWritten = isWritten && renameat(descriptor, aside, descriptor, name) == 0
    let reason = String(cString: strerror(errno))
    if file >= 0 { close(file) }
    guard isWritten else {
      unlinkat(descriptor, aside, 0)
      throw PluginFailure("\(path)/\(name) cannot be written: \(reason)")
    }
  }

  /// Runs `body` while no other process does so with this folder.
  package func locked<T>(_ body: () throws(PluginFailure) -> T) throws(PluginFailure) -> T {
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    defer { _ = flock(descriptor, LOCK_UN) }
    return try body()
  }
}
