import Glibc

/// A program that is run to its end for what it prints.
struct ProgramRun {
  private let arguments: [String]
  private let folder: String?

  init(_ arguments: [String], folder: String? = nil) {
    self.arguments = arguments
    self.folder = folder
  }

  /// Its exit status and what it wrote to both outputs, in the order of arrival. Throws
  /// ``WorkersInterrupted`` when `isCancelled` said so.
  func run(isCancelled: () -> Bool) throws -> (status: Int32, output: String) {
    let child = try start()
    var output: [UInt8] = []
    var open = [child.output, child.log]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while !open.isEmpty {
      var requests = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&requests, UInt(requests.count), 50)
      if isCancelled() {
        child.kill()
        throw WorkersInterrupted()
      }
      guard ready > 0 else { continue }
      for request in requests where request.revents != 0 {
        let count = read(request.fd, &buffer, buffer.count)
        if count > 0 {
          output += buffer.prefix(count)
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
          open.removeAll { $0 == request.fd }
        }
      }
    }
    let status = child.wait()
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    return (code, String(decoding: output, as: UTF8.self))
  }

  private func start() throws(PluginFailure) -> ChildProcess {
    do {
      return try ChildProcess(arguments, folder: folder)
    } catch {
      guard arguments[0] == "swiftc" else { throw error }
      throw PluginFailure(
        "there is no swiftc on the path",
        hint: "Swift plugins need the Swift toolchain; those in Python and 'define' need none")
    }
  }
}
