import Corpus
import PluginKit
package import Validation
import Workspace

extension Run {
  /// The profile of the session's settings. Throws ``ValueFault`` where the workspace lacks it.
  package func profile() throws -> Profile { try profile(named: settings["profile"]) }

  /// One that comes with the program, or that the workspace keeps. Throws ``ValueFault``.
  func profile(named name: String) throws -> Profile {
    if let known = Profile.all.first(where: { $0.name == name }) { return known }
    if let kept = try workspace.profile(name),
      let profile = Profile(name: name, text: kept.definition)
    {
      return profile
    }
    throw ValueFault.noChoice(
      parameter: "profile", value: name,
      choices: Profile.all.map(\.name) + (try workspace.profiles().map(\.name)))
  }

  /// The profile that a signature of the overall score stands for; nil when it is none of today's.
  func profile(of signature: Signature) -> Profile? {
    guard signature.options.hasPrefix(Profile.mark) else { return nil }
    return try? profile(named: String(signature.options.dropFirst(Profile.mark.count)))
  }
}

extension Profile {
  fileprivate static let mark = "profile="

  /// As the overall score's signature has it, so that the profile is found again.
  var stored: String { Profile.mark + name }

  /// Its version with eight digits of what is in it: other weights or cuts are another signature.
  func signedVersion() -> String {
    "\(version).\((try? text()).map { Digest(of: $0).short } ?? "")"
  }

  /// From the lowest to the highest.
  var tierNames: [String] { [lowest] + cuts.map(\.tier) }
}

/// The profiles that overall scores can be made with, those that come with the program first.
package struct ListProfiles: Operation {
  package init() {}

  package func run(in run: Run) throws -> [Profile] {
    Profile.all
      + (try run.workspace.profiles().compactMap { Profile(name: $0.name, text: $0.definition) })
  }
}
