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
      you're [just] making|being|acting|blaming|fooling|kidding
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
      how could|can|dare you
      why would|didn't|haven't|can't|aren't you
      why on earth
      come on
      are you kidding|serious|crazy|joking
      you've got to be
      don't you think|realize|realise|know|understand|care|see|want|get|have
      doesn't that|this concern|worry|bother|scare
      don't|didn't you even|already
      do you realize|realise|understand|know what|that|how you're|your|this|it|you
      did you know
      can't you [just|see|think|at|do|find]
      do you want|wanna to end|wait|die|lose|be a|for
      you know better
      you [obviously|clearly] don't|aren't|didn't|haven't
      you don't [even|really] care|understand|know|get|realize|listen|try|think
      you're not [even|really] trying|listening|being|taking|going|doing|helping
      you never|always
      you've been told
      i've told|already you
      i told you
      like i said
      as i said
      whatever
      seriously ?
      really ?
      that's|it's [just|so|really] ridiculous|stupid|nonsense|silly|crazy|dumb|absurd|wrong
      shame on you
      ashamed
      your [own] fault
      your responsibility
      take responsibility
      grow up
      deal with it
      get over it
      the fact is|that|remains
      the truth is
      the problem is
      the issue [again] is
      yeah|yes but
      well but
      ^ but
      """),
    CueList(
      .warning,
      """
      if you don't|keep|continue
      if you do not
      or else
      otherwise you'll|you
      otherwise
      consequences
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
      a problem
      big|real|serious problem|deal|issue
      setting a [bad|good|better] example
      you're better than
      such a good|bright|smart
      """),
  ]
}
