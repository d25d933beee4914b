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
    // Doubts, belittles or shames a disclosure. Only counted soon after one.
    CueList(
      .disbelief,
      """
      you don't [really|actually|even|honestly] mean that|it|this
      i don't think|believe you [really|actually] mean|would|want
      i don't believe you
      don't be [so|such|too] [a] dramatic|silly|stupid|ridiculous|daft|absurd|selfish|drama|baby|negative|overdramatic
      stop being [so|such|too] [a] dramatic|silly|stupid|ridiculous|daft|selfish|drama|baby|negative
      you're|you-are [just|only|being|so|such|too] [being|so|a] dramatic|overreacting|exaggerating|melodramatic|drama|attention|selfish
      drama|attention queen|seeker|seeking|whore
      for|want|wants|wanting|seeking|crave|craving|get|trying-to-get [some|the|more] attention
      cry for attention
      you're|you-are not the type|kind|sort|suicidal|really
      not the type|sort to|who|of-person
      you|u won't|wouldn't|would-never|will-never|couldn't [really|actually|ever|even] do it|that|anything
      haven't|hasn't|not got|have the guts|courage|nerve
      no guts
      everybody|everyone|we-all|lots-of-people|plenty-of-people feels|feel|thinks|think|gets|get|has|have like-that|like-this|that-way|low|those|that|these [thoughts|days]
      you said|say that last|yesterday|before|already|every|all-the
      you|it was|were fine|okay|ok|alright last|in-the|yesterday|before|this
      it's|it-is|that's [just|only|probably] a phase|mood|bad-day|teenage|hormones
      you'll|you-will get|grow|snap|be over|out|fine|okay|laughing [of|in|about] [it|this]
      get over it|yourself
      snap out of
      suck it up
      man|toughen|grow up
      others|people|some|many|millions|kids|children [out-there] have it [much|so|way|a-lot] worse
      could be [much|so|a-lot|far] worse
      people are [actually|really|literally] dying|starving
      first world problems
      think [of|about] what it|it'd|that|this|that'd [would] do to
      how could you [even] [do|think|say] [of] that|it|this|such
      so|very|really|incredibly|pretty|that's|is|how selfish|cowardly
      selfish of you
      coward's|cowards|easy way out
      suicide|it is|was for|so [very] selfish|cowards|cowardly|losers|the-weak|stupid|dumb
      people who [really|actually] talk|say|mean|threaten about-it|it|that|to never|don't|wouldn't
      you've|you|you-have got|have everything [going|to-live]
      what have you got to be
      you have nothing to be|complain|cry
      you've nothing to be|complain|cry
      who|nobody|no-one hasn't
      ^ big deal .|!
      ^ so what .|!
      ^ you can't|cannot be [that|so|this] stupid|dumb|serious|bad|sad
      ^ cheer up .|!
      ^ chin up .|!
      """),
  ]
}
