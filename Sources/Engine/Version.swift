/// The program's name for itself.
package enum Version {
  package static let number = "0.1.0"

  #if arch(x86_64)
  package static let platform = "linux-x86_64"
  #elseif arch(arm64)
  package static let platform = "linux-aarch64"
  #else
  package static let platform = "linux"
  #endif
}
