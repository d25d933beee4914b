/// The cuts of the standard profile. Made by `card cuts annomi`; not to be edited.
enum ReferenceCuts {
  static let description = """
    cuts of annomi, 64 good and 14 poor sessions of 50 series, on which the rules were \
    tuned: basic divides them best (of sessions whose series was left out 80 % of good \
    ones pass and 71 % of poor ones do not), half of the good ones pass standard, a \
    quarter professional; other kinds of talk were not looked at
    """

  static let standard: [Profile.Cut] = [
    Profile.Cut(tier: "basic", least: 0.423),
    Profile.Cut(tier: "standard", least: 0.522),
    Profile.Cut(tier: "professional", least: 0.554),
  ]
}
