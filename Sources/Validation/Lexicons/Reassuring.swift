extension Lexicon {
  /// Comfort that comes before understanding, and words that make the trouble small.
  static let reassuring: [CueList] = [
    CueList(
      .reassurance,
      """
      don't worry
      no need to worry
      nothing to worry
      you'll be [just|all|perfectly] fine|okay|ok|alright|right
      you will be [just|all|perfectly] fine|okay|ok|alright|right
      everything|things|it [will|is|are|gonna|going|to] [be|going|gonna] [to] [be|get|work] [all] fine|okay|ok|alright|better|out
      everything|it happens for a reason
      it'll|it will [all] get|be|pass|work better|fine|okay|ok|out|over
      things will get|work better|out
      it gets better
      this too shall pass
      time heals
      i'm|i-am sure [you|you'll|it|it'll|things|everything|that|he|she|they]
      i promise
      you've nothing to
      shouldn't be [that|too|so] hard|tough|difficult|bad
      """),
    CueList(
      .minimising,
      """
      it's|that's not that|so|a|the big|bad|hard|difficult|serious|deal|end
      not [that|such] [a] big [of] [a] deal
      not the end of the world
      could be worse
      others|people|some|many have it worse
      have it [much|so|way] worse
      look on the bright side
      bright side
      stay|think|be|thinking positive
      positive thoughts|vibes|thinking
      cheer|lighten|chin up
      smile more
      snap out of
      get over it
      move on
      let it go
      just relax
      calm down
      suck it up
      toughen|man up
      pull yourself together
      you're overreacting|overthinking|exaggerating|dramatic
      you're being [too|so|overly] dramatic|sensitive|silly|negative
      it's [all] in your head
      you're just|only stressed|tired|sad|hormonal|attention|looking|young
      attention seeking
      seeking attention
      everyone|everybody feels|has|gets|goes sad|down|problems|that|through|like
      first world problem|problems
      at least you|you're|it|it's|your|he|she
      you have [so] [much] nothing to be|complain
      a [little|bit] extreme
      """),
  ]
}
