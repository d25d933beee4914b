private import CPlugin
import Glibc
package import PluginKit

/// A compiled plugin, loaded into this process for good: what it made may live as long.
package enum PluginLibrary {
  static let stampSymbol = "pe_plugin_stamp_of_build"
  static let makeSymbol = "pe_plugin_make"

  /// What this program and a plugin must have in common.
  package static var stamp: String { String(cString: pe_plugin_stamp()) }

  /// Loads the library at `path`.
  ///
  /// The stamp is compared before anything of Swift is called: a plugin of another build of
  /// PluginKit would read other memory than it thinks.
  package static func load(_ path: String) throws(PluginFailure) -> Plugin {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason was given"
      throw PluginFailure("\(path) cannot be loaded: \(reason)")
    }
    guard let stampSymbol = dlsym(handle, Self.stampSymbol),
      let makeSymbol = dlsym(handle, Self.makeSymbol)
    else {
      throw PluginFailure(
        "\(path) is no plugin of pe: it has no stamp", hint: "add its source instead")
    }
    typealias Stamp = @convention(c) () -> UnsafePointer<CChar>
    let found = String(cString: unsafeBitCast(stampSymbol, to: Stamp.self)())
    guard found == stamp else {
      throw PluginFailure(
        "\(path) was built for another pe",
        hint: "add its source, which builds it anew; or build pe again, if its own source changed")
    }
    typealias Make = @convention(c) (UnsafeMutableRawPointer) -> Void
    let place = UnsafeMutablePointer<Plugin>.allocate(capacity: 1)
    defer { place.deallocate() }
    unsafeBitCast(makeSymbol, to: Make.self)(UnsafeMutableRawPointer(place))
    return place.move()
  }

  /// What is compiled with an author's files, so that those are Swift alone.
  static let glue = """
    import CPlugin
    import PluginKit

    @_cdecl("\(stampSymbol)") public func stampOfBuild() -> UnsafePointer<CChar> {
      pe_plugin_stamp()
    }

    @_cdecl("\(makeSymbol)") public func makePlugin(_ place: UnsafeMutableRawPointer) {
      place.initializeMemory(as: Plugin.self, to: plugin)
    }
    """
}
