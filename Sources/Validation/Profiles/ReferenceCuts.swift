/// The cuts of the standard profile, in one place, to be set again when a reference set is.
///
/// A cut is meant to be a percentile of the overall quality in a named, versioned reference set.
/// Until such a set ships, these are provisional and chosen by hand.
enum ReferenceCuts {
  static let description = "provisional cuts, chosen by hand; no reference set yet"

  static let standard: [Profile.Cut] = [
    Profile.Cut(tier: "basic", least: 0.45),
    Profile.Cut(tier: "standard", least: 0.55),
    Profile.Cut(tier: "professional", least: 0.65),
  ]
}
