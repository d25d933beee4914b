extension Lexicon {
  /// What a supporter may say to a disclosure: asking, showing concern, naming help.
  static let safetyResponses: [CueList] = [
    CueList(
      .safetyQuestion,
      """
      thinking|thought|thoughts about|of suicide|killing|ending|hurting|harming|dying
      thoughts of [suicide|self|hurting|harming|killing|ending]
      are you [feeling|having|currently|planning|considering] [any] suicidal|suicide
      feeling suicidal
      are you [currently|physically|in|feeling] safe|danger
      are you in a safe
      are you somewhere safe
      you're safe|alone right|now|tonight|at
      who's|who-is with you
      who can|could be|sit|stay|come [with|to] [you]
      are you alone
      is someone|anyone|anybody with you
      is there someone|anyone|anybody who|you|that
      do you have [a|any] plan|plans|means|access|thoughts|someone|anyone
      have you [ever] [thought|tried|made|been] [about|to] suicide|suicidal|hurt|kill|killing|ending|hurting|plan
      keep [yourself|you] safe
      stay safe
      your safety
      safety plan
      how long have you [been] [felt|feeling|having|had]
      """),
    // Asked outright; counts with a question mark, and makes a bare yes a disclosure.
    CueList(
      .directQuestion,
      """
      suicide
      suicidal
      kill|killing|harm|harming|hurt|hurting|cut|cutting yourself
      end|ending|take|taking your [own] life
      end|ending it|things [all]
      want|wanting|wish|wishing|wanted [to|you] die|be-dead|were-dead
      want|wanting to be here|alive|live
      better off dead
      not be|being here|alive [anymore]
      hurt|hurting|kill|killing someone|him|her|them
      is|are|has|does he|she|anyone|somebody|they hurting|hitting|hurt|hit|forcing|touched you
      """),
    CueList(
      .crisisResource,
      """
      988
      911
      999
      112
      116 123
      crisis line|lifeline|hotline|text|team|center|centre|counselor|support|service|services
      suicide prevention|hotline|line|lifeline
      hotline
      helpline
      lifeline
      samaritans
      741741
      emergency services|room|number|help|department|care
      nearest hospital|emergency
      call for help
      get|seek|find|need|getting|seeking [some|immediate|professional|medical] help|support|attention
      professional help|support
      mental health professional|provider|specialist|services|expert
      talk|speak|reach|reaching|turn|talking|speaking [out] to|with a|your|someone|somebody therapist|counselor|counsellor|doctor|professional|psychiatrist|friend|trust
      reach|reaching out to
      see|consult|contact|call a|your|an therapist|counselor|counsellor|doctor|professional|psychiatrist
      a therapist|counselor|counsellor|psychiatrist|psychologist
      healthcare professional|provider
      qualified professional
      someone you trust
      suicidewatch
      tell|told|wake your|a|someone|somebody|the [school] mum|mom|dad|parents|partner|wife|husband|brother|sister|friend|friends|nurse
      ring|call|phone your|a|the [school] mum|mom|dad|parents|partner|brother|sister|friend|nurse|doctor|gp|psychiatrist|therapist
      """),
    CueList(
      .concern,
      """
      i'm [really|very|so|deeply] worried|concerned about|for|that
      i'm [so|really|very|truly] glad|grateful you|that told|shared|reached|here|you
      i'm [so|really|very|truly] sorry
      thank|thanks you|for [for] telling|sharing|trusting|opening|saying
      for reaching out|telling
      don't want you to be alone|hurt|die|go
      i'm|i-am staying|listening
      i'm|i-am not going anywhere
      i'm|i-am [right] here
      i believe you
      so|very strong|brave
      i'm here [for|to|with]
      i care
      i want you to be|stay|know safe|that
      you matter
      you're not alone
      you are not alone
      your not alone
      you aren't alone
      you're going through
      you are going through
      in [so] [much|a|lot|of] pain
      please don't
      don't do it
      don't kill|hurt|harm
      please stay
      talk to me
      tell me more .
      i hear you
      what's going on
      what happened
      """),
    // Stays with the person or with the matter, in whatever way: not passed over.
    CueList(
      .staying,
      """
      please [just] don't|stay|stop|hold|hang|talk|keep|do|be
      not|wasn't|isn't your fault
      don't [you|ever|even] give|go|leave|do|die|kill|hurt [up|it|this|that|anything|yourself]
      never give up
      you|u can|will|could get|make|do|survive|beat|overcome|pull [through|it|this]
      we'll|we-will|we-can|we're|you'll get|make|be [through|it|this|okay|fine|ok]
      you're|you-are|ur|your loved|worth|important|needed|wanted|valuable|precious|beautiful|strong|enough|amazing|special
      i|we|they|people|someone|family|friends would|will [really] miss you
      i'd|we'd|they'd|i'll [really] miss you
      i hope you
      hope you|you're|things|it
      glad you're|you-are|to|you
      worth living|staying|fighting
      life|it's|you're|are worth
      reason|reasons|something|someone|much|lot to live|stay|keep
      hugs|hug|hugging
      pm|dm|message|text|write me
      you|u talk|chat|want-to-talk
      talk with|to us|me|someone
      i'll be your
      get|gets|getting better
      keep fighting|going|trying|breathing
      ^ stay
      you deserve better|love|help|happiness|to-live|to-be
      """),
    // Names what cannot be kept secret.
    CueList(
      .limits,
      """
      unless
      except
      exception|exceptions
      limits|limit to|of|on
      only if|when|time
      have to|need-to tell|share|report|involve|break
      confidentiality|confidential
      """),
    // Comes right before a verb that somebody is urged to do. A sentence may begin with one too.
    CueList(
      .urging,
      """
      just|please|simply
      you should|must|could|can|better|need-to|have-to|ought-to|gotta [just|really|always]
      you'll|you'd|you've have-to|need-to|got-to|better [just]
      i'd|i-would [just|simply]
      let's|why-not|why-don't-you|gotta|time-to
      """),
    // Turns a phrase that begins within it into its opposite, or into somebody else's words.
    CueList(
      .denial,
      """
      don't|not|never|can't|doesn't|didn't think|believe|say|mean|saying [for-a-moment] [that] you're|you-are|you
      you're|you-are not|never [a|an|so]
      feel|feeling|feels|felt|doubt|accept|believe|says|said|saying|thinking|not|never|means|than|that|if|whether [like|that] you're|you-are
      you think|thought [that|like] you're|you-are
      feel|feels|feeling|felt|think|believe|says|said|saying|tell|told|not|that|if|whether [like|that] it's|it-is|it-was
      feel|feels|feeling|felt|think|believe|says|said|saying|not|that|if|whether [like|that] you deserve|deserved|brought|had
      to|can fuck|screw off|you
      fuck|fucks|screw|screws|fucking|screwing you up|over
      don't|never|not hate you
      hit him|her|them up|with
      don't|not|never|wouldn't|can't|couldn't|to|won't|didn't|doesn't do it|that|this
      no|not|never|isn't [such|any] painless|quick|easy|best
      they|he|she|people|everyone|who|parents hate you
      people|everyone|voices|brain|depression|voice say|says|said|tell|tells|think|thinks [that|you] [you're|you-are|nobody|no-one]
      """),
  ]
}
