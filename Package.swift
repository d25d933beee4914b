// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// A room of the house: a Swift library target under `Sources/`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A thin C or C++ target that wraps system libraries.
func system(_ name: String, links libraries: String...) -> Target {
  .target(name: name, linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// The tests of one room, in `Tests/<name>Tests`.
///
/// - Parameter data: folders that its tests read as files.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: dependencies,
    exclude: data,
    swiftSettings: strict)
}

let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

/// A product that only the gateway needs: without its trait nothing of it is fetched.
func served(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Gateway"]))
}

let package = Package(
  name: "pe",
  products: [
    .executable(name: "pe", targets: ["pe"]),
    .executable(name: "pe-gateway", targets: ["pe-gateway"]),
  ],
  traits: [
    .trait(name: "Gateway", description: "Builds pe-gateway: the workbench over HTTP.")
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // with the trait Gateway
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(
      url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // system
    system("CCompress", links: "z", "zstd"),
    system(
      "CBlockCodecs", links: "brotlidec", "brotlienc", "lz4", "snappy", "z", "zstd"),
    system("CZip", links: "zip"),
    system("CSHA", links: "crypto"),
    .target(
      name: "CHeads",
      exclude: [
        "caring.head", "crisis_reply.head", "curiosity.head", "disclosure.head",
        "unsafe_reply.head", "SOURCES.md",
      ]),
    system("CSimdJSON", links: "simdjson"),
    system("CSQLiteGuard", links: "sqlite3"),
    system("CLineEditor", links: "edit"),
    system("CCurl"),
    system("CPCRE2", links: "pcre2-8"),
    system("CPlugin"),
    system("CLoadFloor", links: "simdjson", "sqlite3"),
    system("COpenBLAS"),
    system("CDNNL"),
    .target(name: "CEncoder", exclude: ["Kernels.inc"]),
    system("CVectors"),
    // values
    module("Corpus", ["CSHA"]),
    module("Matrices", ["COpenBLAS"]),
    module("Encoder", ["COpenBLAS", "CDNNL", "CEncoder"]),
    module("Outcomes", ["Corpus"]),
    module("Parquet", ["CBlockCodecs"]),
    // contract
    module("PluginKit", ["Corpus"]),
    module("PluginTesting", ["PluginKit"]),
    // rooms
    module("Formats", ["PluginKit", "Corpus", "Parquet", "CSimdJSON", "CCompress", "CZip"]),
    module("Workspace", ["PluginKit", "Corpus", "CSQLiteGuard", "CVectors", grdb]),
    module("Validation", ["PluginKit", "Corpus", "CHeads"]),
    module("Learning", ["Matrices", "Corpus"]),
    module("Patterns", ["PluginKit", "Corpus", "CPCRE2"]),
    module("Estimators", ["Learning", "Matrices", "Validation", "PluginKit", "Corpus"]),
    // plugins
    module("PluginHost", ["Formats", "PluginTesting", "PluginKit", "Corpus", "CPlugin"]),
    // operations
    module(
      "Engine",
      [
        "PluginHost", "Patterns", "Estimators", "Learning", "Matrices", "Encoder", "Formats",
        "Workspace", "Validation", "PluginKit", "Outcomes", "Corpus", "CCurl",
      ]),
    // apart
    module(
      "Benchmarks",
      [
        "Engine", "PluginHost", "Learning", "Matrices", "Formats", "Workspace", "Validation",
        "PluginKit", "Outcomes", "Corpus", "CLoadFloor",
      ]),
    // words
    module("Rendering", ["Outcomes", "Corpus"]),
    module(
      "Commands",
      [
        "Benchmarks", "Engine", "Rendering", "PluginHost", "Formats", "Workspace", "Validation",
        "Patterns", "Estimators", "Learning", "Matrices", "Encoder", "PluginKit", "Outcomes",
        "Corpus", arguments,
      ]),
    // faces
    module("Shell", ["Commands", "Rendering", "Engine", "Outcomes", "Corpus", "CLineEditor"]),
    .executableTarget(
      name: "pe", dependencies: ["Shell"], swiftSettings: strict,
      // Plugins that are loaded find PluginKit in the program itself.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
    .target(
      name: "Gateway",
      dependencies: [
        "CCurl",
        "Engine", "PluginHost", "Estimators", "Learning", "Formats", "Workspace", "Validation",
        "PluginKit", "Outcomes", "Corpus", served("HummingbirdCore", "hummingbird"),
        served("JWTKit", "jwt-kit"), served("NIOCore", "swift-nio"),
        served("NIOPosix", "swift-nio"), served("NIOHTTP1", "swift-nio"),
        served("NIOWebSocket", "swift-nio"),
        served("NIOHTTPTypes", "swift-nio-extras"),
        served("NIOHTTPCompression", "swift-nio-extras"), served("Crypto", "swift-crypto"),
        served("NIOHTTPTypesHTTP1", "swift-nio-extras"),
        served("HTTPTypes", "swift-http-types"), served("Logging", "swift-log"),
        served("CoreMetrics", "swift-metrics"),
        served("ServiceLifecycle", "swift-service-lifecycle"),
        served("UnixSignals", "swift-service-lifecycle"),
      ],
      exclude: ["GUIDE.md", "Load"], swiftSettings: strict),
    .executableTarget(
      name: "pe-gateway", dependencies: ["Gateway"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
    // tests
    tests("HouseRules"),
    tests("Corpus", ["Corpus"]),
    tests("Parquet", ["Parquet"], data: ["Files"]),
    tests("Formats", ["Formats", "Parquet", "PluginKit", "Corpus"], data: ["Parquet"]),
    tests("Workspace", ["Workspace", "PluginKit", "Corpus", grdb]),
    tests("Validation", ["Validation", "PluginTesting", "PluginKit", "Corpus"]),
    tests("Matrices", ["Matrices"]),
    tests("Encoder", ["Encoder", "CEncoder", "CVectors"], data: ["Tiny", "Reference"]),
    tests("Learning", ["Learning", "Matrices", "Corpus"], data: ["Reference"]),
    tests(
      "Estimators", ["Estimators", "Validation", "Learning", "Matrices", "PluginKit", "Corpus"]),
    tests("Patterns", ["Patterns", "PluginTesting", "PluginKit", "Corpus"]),
    tests("Rendering", ["Rendering", "Outcomes", "Corpus"]),
    tests("Shell", ["Shell", "Commands", "pe"]),
    tests(
      "Engine",
      [
        "Engine", "Benchmarks", "Estimators", "Learning", "PluginHost", "Validation", "Workspace",
        "Outcomes", "Corpus", "PluginKit",
      ]),
    tests(
      "Gateway",
      [
        "Gateway", "Engine", "Workspace", "Corpus", served("JWTKit", "jwt-kit"),
        served("Crypto", "swift-crypto"),
        served("HTTPTypes", "swift-http-types"), served("Logging", "swift-log"),
        served("NIOCore", "swift-nio"), served("NIOWebSocket", "swift-nio"),
      ], data: ["Browser"]),
    tests("CommandLine", ["pe", "Corpus"]),
    tests(
      "Harness",
      [
        "Commands", "Engine", "Formats", "Learning", "Parquet", "PluginHost", "PluginKit",
        "Outcomes", "Corpus", arguments, "pe",
      ]),
    tests(
      "Commands",
      [
        "Commands", "Engine", "Formats", "Outcomes", "Workspace", "PluginHost", "PluginKit",
        "Corpus", arguments, "pe",
      ]),
  ]
)
