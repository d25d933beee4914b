extension Lexicon {
  /// How questions begin. Open ones ask for a story, closed ones for a fact or a yes.
  static let questioning: [CueList] = [
    CueList(
      .openQuestion,
      """
      ^ what
      ^ what's
      ^ what're
      ^ what'd
      ^ how
      ^ how's
      ^ how're
      ^ why
      ^ in what|which way|ways
      ^ to what extent
      ^ if _ _ _ what|how
      what do|does|did|would|could|might|makes|made|are|is|was|were you|your|that|it|the|this|some
      what else
      what about you
      what kind|kinds|sort|sorts|types|things|part|parts
      what would|could|might|do
      what you think
      what happens|happened
      what matters|worries|concerns|brings|brought|keeps|helps|helped
      how do|does|did|would|could|might|is|are|was|were|has|have you|your|that|it|the|this|things
      how might|would|could
      how it feels|felt
      how come
      why do|does|did|are|is|would|not a|you|it|that|the
      """),
    CueList(
      .closedQuestion,
      """
      ^ do
      ^ does
      ^ did
      ^ are
      ^ is
      ^ was
      ^ were
      ^ have
      ^ has
      ^ had
      ^ can
      ^ could
      ^ would
      ^ will
      ^ should
      ^ don't|doesn't|didn't|aren't|isn't|wasn't|haven't|hasn't|can't|couldn't|wouldn't|won't
      ^ any
      ^ ever
      ^ who
      ^ who's
      ^ when
      ^ where
      ^ where's
      ^ which
      ^ what time|day|age|year|grade
      ^ how many|much|often|long|old|far|tall
      how many|much|often|long do|did|have|are|would|times|days|drinks|hours|years
      do|did|have|are|were|can|could|would|will you
      is|was there [a|any|anything]
      is|are|was it|that|they|he|she
      right ?
      correct ?
      okay ?
      yeah ?
      isn't|aren't|don't|doesn't|didn't|won't it|you|they|he|she ?
      """),
    CueList(
      .invitation,
      """
      tell me [a] [little|bit] [bit] [more] about
      tell me [some] more
      tell me what|how|why|where|when
      tell us [more]
      say [a] [little|bit] [bit] more
      talk [to] [me] [a] [little|bit] [bit] [more] about
      let's|let us talk about
      [can|could] walk me through
      describe
      help me [to] understand
      give me an example
      share [a] [little|bit] [more] [with] [me] about|what|how
      i'd like|love to hear|know|understand
      i'm wondering|curious|interested what|how|if|about|whether|in
      i wonder what|how|if|whether
      want|wanna to talk|tell|share
      wanna|want talk about
      care to elaborate|share|talk
      like to elaborate|share|talk
      elaborate
      explain
      go on
      on a scale [of|from]
      zero to ten
      0 to 10
      1 to 10
      one to ten
      """),
  ]
}
