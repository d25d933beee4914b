extension PatternDefinition {
  /// The whole language, for `help define`.
  package static let grammar = """
    NAME = FUNCTION(ITEM, ITEM, …) [role:…] [turns:…] [better:…]

    NAME      lower-case words joined by _, such as warmth or advice_giving
    FUNCTION  density  hits per 100 words of the chosen turns
              share    share of the chosen turns with a hit, 0 to 1
              count    hits in the chosen turns
    ITEM      "happy for you"  a phrase: whole words in a row, without regard to case, to the kind
                               of apostrophe and to commas, dashes and other signs between them;
                               ? ! and . are the marks, and don't also finds dont
              "apprec* that"   a word by its beginning: appreciate, appreciated, …
              /proud of (you|that)/
                               a pattern: a regular expression (PCRE2) within one message, without
                               regard to case; (?-i) in front minds case, \\/ is a slash
              ITEM*2           each hit counts 2 instead of 1: from -1000 to 1000, three decimals
    role:     assistant (the supporter, when not given), user (the client), or any (all who talk,
              which leaves out system and tool messages)
    turns:    first3 or last3: only so many of these turns
    better:   higher or lower, where one of them is good; when not given, the number describes

    A turn is a message with a word in it, and others are passed over. Each stretch of text counts
    once: of hits that overlap, the one that begins first, of these the longest, of these the one
    that is written first. So "sounds like"*0 takes a phrase out of what "like" finds. For share, a
    turn has a hit when the weights of its hits add up to more than 0. A conversation without such
    turns has no number.
    """

  /// Definitions that help shows; each parses.
  package static let examples = [
    #"warmth = density("glad", "happy for you", /proud of (you|that)/) role:assistant"#,
    #"thanks = share("thank*", "apprec* it", /that (really )?helped/) role:user turns:last3"#,
    #"hedging = density("maybe", "perhaps", "i guess"*0.5, "i know"*-1) better:lower"#,
    #"exclamations = count("!") role:any"#,
  ]
}
