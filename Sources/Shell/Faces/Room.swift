private import CLineEditor
private import Glibc
import Outcomes

/// What a process may take where the caller set a limit: addresses (`ulimit -v`), descriptors
/// (`ulimit -n`).
enum Room {
  /// Below this, threads cannot be started, and who waits for one waits for ever.
  private static let least = 96 << 20

  /// Below this the runtime ends the process without a word.
  private static let leastDescriptors: rlim_t = 32

  /// Settles into what there is. Throws ``Failure`` when it is too little to work in.
  static func settle() throws {
    try settleAddresses()
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < leastDescriptors
    else { return }
    throw Failure(
      .failed, "there are too few descriptors: this process may open \(limit.rlim_cur) files",
      hint: "allow it \(leastDescriptors) or more: ulimit -n 1024")
  }

  private static func settleAddresses() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(1) << 40
    else { return }
    memory_share_arena()
    let free = Int(limit.rlim_cur) - taken
    guard free < least else { return }
    throw Failure(
      .failed,
      "there is too little memory: this process may take \(limit.rlim_cur >> 20) MiB of addresses",
      hint: "allow it \((taken + least) >> 20) MiB or more: ulimit -v \((taken + least) >> 10)")
  }

  /// Bytes of addresses that the process has.
  private static var taken: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 64)
    guard fgets(&line, 64, file) != nil else { return 0 }
    let pages = line.prefix { $0 >= 48 && $0 <= 57 }.reduce(0) { $0 * 10 + Int($1) - 48 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
