private import Glibc

#if Gateway
private import Gateway
#endif

/// The executable that `pe serve` starts.
@main
struct PEGateway {
  static func main() async {
    #if Gateway
    exit(await GatewayProgram.run(Array(CommandLine.arguments.dropFirst())))
    #else
    _ = "pe-gateway is built with its trait: swift build --traits Gateway\n".withCString {
      write(STDERR_FILENO, $0, strlen($0))
    }
    exit(1)
    #endif
  }
}
