extension Lexicon {
  /// Strengths named, feelings called understandable, choice left to the client, leave asked.
  static let affirming: [CueList] = [
    CueList(
      .affirmation,
      """
      you've worked|tried [so|really|very] hard
      you're working|trying [so|really|very] hard
      you worked|did [so|really|very] hard|well
      you've done|made [a|an] [really|so|very|lot|some] great|good|well|progress|job|amazing|strides
      you've shown|accomplished|achieved|overcome|survived
      you're [a|an|really|so|very|such|pretty] [a] [really|very] strong|brave|courageous|resourceful
      you're [a|really|so|very] motivated|committed|dedicated|determined|thoughtful|responsible
      you're [a|really|so|very] caring|insightful|resilient|capable|creative|independent|smart
      you're doing [a|really|so|very] great|good|well|amazing
      you care [so|a|very|really] [lot|much|deeply] about
      you have a lot of strength|courage|insight|determination
      that takes [a|so|real|some] [lot|much] [of] courage|strength|guts|effort|commitment
      it takes [a|so|real|some] [lot|much] [of] courage|strength|guts|effort|commitment
      that took [a|so|real|some] [lot|much] [of] courage|strength|guts|effort
      i'm [so|really|very] proud of you
      i [really|do|truly|so] appreciate you|your|that|how|it
      i [really|do|truly] admire
      i'm impressed
      i respect that|you|your
      thank|thanks you for sharing|telling|opening|being|trusting|coming|talking|letting|reaching
      thanks for sharing|telling|opening|being|trusting|coming|talking|letting|reaching|bringing
      good for you
      good job
      great job
      well done
      nice work
      way to go
      that's [a|an] [really|so|very|pretty] [good|great] idea|plan|start|step|insight|point|question
      that's [really|so|very|pretty] great|awesome|wonderful|fantastic|terrific|impressive|amazing
      that's [really|so|very|pretty] excellent|admirable|good|cool|brave
      that says a lot about
      your strength|courage|honesty|determination|effort|efforts|commitment|openness|willingness
      i have [a] [lot] [of] faith|confidence in you
      i believe in you
      """),
    CueList(
      .validation,
      """
      that makes [a] [lot|perfect|total|complete|so|much|of] [of] sense
      makes [a] [lot|perfect|total|complete] [of] sense
      it makes sense that|why|you
      it's|that's [completely|totally|very|perfectly|quite|so|only|really] understandable
      understandable that|why|how|you
      it's|that's [completely|totally|very|perfectly|quite|okay|only|just] normal|natural|okay|valid
      it's|that's [a] normal|natural reaction|response|feeling
      anyone|anybody|everyone would|in your|feel|could
      most|many|lots|lot|plenty people feel|would|in|find|struggle|have
      no wonder
      i can see why|how
      i can [totally|completely|certainly|definitely] understand|see|imagine|hear|appreciate
      i could see|imagine how|why|that
      i can only imagine
      you have [every|a] right to
      your feelings are|make
      it's ok|okay|alright to feel|cry|be
      of course you
      you're right to
      you're not alone [in]
      you are not alone [in]
      who wouldn't
      how could you not
      there's nothing wrong with
      that's a lot to
      """),
    CueList(
      .autonomy,
      """
      up to you
      it's|that's [really|totally|completely|entirely|ultimately] your choice|decision|call|life
      your choice|decision
      you're|you [are] the [only] one who|that
      only you can|know
      you can decide|choose
      you get to decide|choose
      you decide|choose
      whatever you decide|choose|want
      you're the expert
      you know yourself|best
      you know what's best|works
      nobody|no-one can make|force|tell
      i can't make|tell|force you
      i'm not here to|telling
      i'm not going|gonna to [tell|force|lecture|make]
      i'm not gonna tell|force|lecture|make
      in control of
      when you're ready
      if you're ready
      if you want to
      if you'd like
      if that works for you
      what works for you
      makes sense for you
      feels right for|to you
      your own pace|terms|way|reasons
      where would you like
      where do you want
      """),
    CueList(
      .permission,
      """
      is|would it be|that okay|ok|alright|all|fine [right] if|with|that
      is it okay|ok|alright|all|fine [right] if|with|that
      would it be all right if
      would you mind|like if|me|to
      do you mind if
      if you don't mind
      if it's|that's okay|ok|alright|all|fine [right] with
      with your permission
      can|could|may i share|offer|ask|give|tell|suggest|make|show
      may i
      would you be interested|willing|open|okay|comfortable
      you'd be interested|willing|open
      if you're interested|willing|open|comfortable
      are you interested|open|willing|okay|comfortable
      i'd be happy to
      do|would you want|like me to
      what do you [already] know about
      what have you [already] heard about
      """),
  ]
}
