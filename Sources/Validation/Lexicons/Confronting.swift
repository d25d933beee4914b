extension Lexicon {
  /// Arguing, warning, blaming and shaming: what MITI counts as confrontation.
  static let confronting: [CueList] = [
    CueList(
      .confrontation,
      """
      i [really] don't believe|buy|accept you|that|it|this
      i don't care
      i think|know you're wrong|lying
      you're wrong|lying|kidding
      you're in denial
      denial
      you're just making|being|acting|blaming|fooling|kidding
      you're [just|so|a|lot|being] lazy|selfish|irresponsible|childish|stupid|weak|talk
      lazy
      excuse
      excuses
      that's|it's no|not an|a excuse|reason|good
      what's wrong with you
      what's the matter with you
      what's your problem
      what were you thinking
      what are you thinking
      how could|dare you
      why would|didn't|haven't|can't|aren't you
      why on earth
      ^ come on .|!
      are you kidding|serious|crazy|joking
      you've got to be
      don't you think|realize|realise|know|understand|care|see|want|get|have
      doesn't that|this concern|worry|bother|scare
      don't|didn't you even|already
      do you realize|realise|even what|that|how|know you're|your|this|it|you
      can't you [just|see|think|at|do|find]
      do you want|wanna to end|wait|die|lose|be a|for
      you know better
      you obviously|clearly don't|aren't|didn't|haven't
      you don't even|really care|understand|know|get|realize|listen|try|think
      you're not [even|really] trying|listening|being|taking|going|doing|helping
      you've been told
      i've told|already you
      i told you
      ^ whatever .|!|?
      fine|right|want|like|please|say|care whatever .|!
      seriously ?
      really ?
      that's|it's [just|so|really] ridiculous|stupid|nonsense|silly|crazy|dumb|absurd|wrong
      shame on you
      ashamed
      your [own] fault
      your responsibility
      take responsibility
      deal with it
      get over it
      the fact is|remains
      the truth is
      the problem is
      the issue [again] is
      """),
    CueList(
      .warning,
      """
      if you don't|keep|continue _ you'll|you-will|you're-going|then-you
      if you do not
      or else
      otherwise you'll|you
      otherwise
      you'll|you|you're [could|can|will|might|going|gonna|be] [to] end up|suspended|expelled|arrested|killed|die|dead|lose|regret
      you could|can|might|may|will [end|easily|get|have|very] [up] die|kill|hurt|killed|hurt|arrested|jail|cancer|sick|caught
      killed somebody|someone
      going|gonna to [get|only|end|kill|hurt|die|ruin|be] [up] worse|sorry|killed|hurt|problem
      get|gets|getting worse
      get|got to have a deal
      zero tolerance
      policy
      rule
      rules
      violation
      violations
      sanction
      suspended
      disciplinary
      punishment
      dangerous
      bad for you|him|her|your
      ruin your
      ruining your
      """),
    CueList(
      .judgement,
      """
      i'm [really|very|so|just] disappointed|shocked|surprised|concerned|worried
      disappointed in
      disappointing
      concerning to me
      worries me
      not acceptable
      unacceptable
      that's [really|not|just|pretty|a|very] [a|really] bad|good|big problem|choice|decision|idea|excuse|thing
      that's [really|a|very|pretty|just] [really] bad|dangerous|unhealthy|irresponsible|illegal|concerning
      not a good
      bad choice|choices|decision|decisions|idea|habit
      good choice|choices|decision|decisions
      setting a [bad|good|better] example
      you're better than
      such a good|bright|smart
      """),
    // Lays the harm that others do at the client's door. Counted when she told of such harm.
    CueList(
      .blame,
      """
      brought|bring|bringing it|this|that|all-this|all-of-this on|upon yourself
      you|you're|you've [were|are|was|been|basically] asking|asked|begging for it|this|that|trouble
      you [really|clearly|must] [have] had|have it|this|that coming
      you [probably|clearly|must] [have] deserve|deserved it|that|this|what [you|happened]
      you [must-have|must|probably|may-have] provoked|provoke|tempted|enticed|egged|goaded|led him|her|them|it
      what did|had|have|were you do|say|done|said|doing|wearing [to] make|provoke|upset|set|deserve|annoy
      what were|was you wearing
      what were|was you wearing|doing-there|doing-out|thinking
      were|weren't|are you [perhaps|maybe|possibly] winding|leading|provoking|teasing|flirting|nagging|asking-for
      you must|must've|must-have [have|be] done|doing|said|saying|given|giving something|him|her|them
      taught|trained|let|allowed|encouraged him|her|them|people|others how|to treat|do|hurt|hit|beat|bully|use|disrespect
      taught|trained him|her|them|people|others how to treat
      that|it|which|you invites|invite|invited|attracts|attracted|inviting [that|it|this] disrespect|trouble|abuse|bullying|bullies|violence
      chip on your shoulder
      have you [ever] asked yourself why he|she|they pick|picks|always|chose|do|does
      why he|she|they pick|picks|picked|chose|singled [on] you [out]
      it|it's|this|that takes two [to]
      why|why's didn't|did-not|don't you [just] leave|scream|fight|run|say-no|stop-him|stand|report|tell
      why were you [even] there|alone|out|drinking|drunk|wearing|with
      you should|could|shouldn't have just|left|screamed|fought|said-no|been|gone|worn|drunk|let|provoked|answered
      you could've|should've|shouldn't-have [just] left|screamed|fought|said-no|been|gone|worn|drunk|let|provoked
      he|she|they wouldn't|would-not have done|hit|hurt|been _ if you
      he|she|they wouldn't|would-not have done|hit|hurt it|that|you if you
      he|she|they wouldn't|would-not hit|hurt|do it|that|you|this if you
      if you hadn't|had-not|didn't|weren't [been|gone|got] [so] worn|provoked|nagged|drunk|there|flirted|made|upset|talk|dress|drinking
      it's|it-is|it-was|that's|this-is [all|partly|entirely|probably|also|really] your [own] fault|doing|making
      ^ your [own] fault
      you're|you-are [partly|also|equally|just|as|much] [as] to blame
      you|you've [only|got|have] [have|got|only] yourself to blame
      it's|it-is because of how|the-way|who|what you are|act|behave|dress|talk
      look|looking at your [own] part|role|behaviour|behavior in
      your [own] part|role|responsibility in what|this|it|making|the [abuse|bullying|assault]
      it's|that's [just|only] your perception|imagination
      you|you're [probably] misread|misreading|imagining|imagined it|that|things
      boys will be boys
      only|just does|did|do|hits|hit it|that|you because he|she|they likes|like|loves|love|cares|care
      """),
    // Pathologises who one loves or is. Counted when the client spoke of it.
    CueList(
      .identityShaming,
      """
      just|only|is|it's|for|probably|such a [silly|passing|teenage] phase
      grow|grows out of it|this|that
      god|jesus|prayer|faith can|will|would heal|cure|fix|change|forgive|save you
      that|your|this sin|sickness|lifestyle
      nobody|no-one|can't|you-can't|cannot know|knows what|who they|you|they're|you're [are]
      too young to know|decide|be-sure
      you're|you-are|just|only|probably [just|only|probably] confused
      you've|you [have|just|only] told|telling|convinced yourself so|that|of|into
      tell|remind yourself [that] it|you|this isn't|aren't|is-not|are-not|don't
      it|that|this|being|you can be cured|fixed|corrected|changed|unlearned|treated
      can|could|will change|fix|cure you|this|that|it
      haven't|hasn't|didn't|don't wanted|want it [hard] enough
      pray|praying it|the [gay] away
      pray for [healing|forgiveness|a-cure]
      conversion|reparative therapy
      it's|it-is|that's|being-gay|this-is [just|not] [a|an] catching|contagious|sin|sinful|unnatural|abnormal|disease|disorder|illness|natural|trend|fashion
      against nature|god|god's
      you|you're chose|choose|choosing|chosen this|that|it|to-be
      what|who made|turned|went you|wrong [gay|with]
      saw|see|look what it|this|that|you does|did|do|is-doing to her|him|your|them
      family|mother|father|marriage can|could|will break|die|fall [over|of|apart]
      break|breaking|kill|killing|destroy|destroying your mother's|father's|parents|family|mother|father [heart|hearts]
      real man|woman|men|women
      go|get|be back to normal
      act|dress|be like a normal|real|proper
      """),
  ]
}
