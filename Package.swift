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

/// A thin C or C++ target that wraps the system library `library`.
func system(_ name: String, links library: String) -> Target {
  .target(name: name, linkerSettings: [.linkedLibrary(library)])
}

/// The tests of one room, in `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: dependencies,
    swiftSettings: strict)
}


let package = Package(
  name: "pe",
  
  dependencies: [
  ],
  targets: [
    // system
    system("CSHA", links: "crypto"),
    // values
    module("Corpus", ["CSHA"]),
    // contract
    module("PluginKit", ["Corpus"]),
    .target(name: "Workbench", dependencies: ["PluginKit"], swiftSettings: strict),
  ],

)
