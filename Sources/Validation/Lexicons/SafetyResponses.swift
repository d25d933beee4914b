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
      are you alone
      is someone|anyone|anybody with you
      is there someone|anyone|anybody who|you|that
      do you have [a|any] plan|plans|means|access|thoughts|someone|anyone
      have you [ever] [thought|tried|made|been] [about|to] suicide|suicidal|hurt|kill|killing|ending|hurting|plan
      keep [yourself|you] safe
      stay safe
      your safety
      safety plan
      want to die
      hurt|harm|kill yourself
      how long have you [been] [felt|feeling|having|had]
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
      talk|speak|reach|reaching|turn|talking|speaking [out] to|with a|your|someone|somebody therapist|counselor|counsellor|doctor|professional|psychiatrist|friend|trust|you
      reach|reaching out to
      see|consult|contact|call a|your|an therapist|counselor|counsellor|doctor|professional|psychiatrist
      a therapist|counselor|counsellor|psychiatrist|psychologist
      healthcare professional|provider
      qualified professional
      someone you trust
      """),
    CueList(
      .concern,
      """
      i'm [really|very|so|deeply] worried|concerned about|for|that
      i'm [so|really|very|truly] glad|grateful you|that told|shared|reached|here|you
      i'm [so|really|very|truly] sorry
      thank you for telling|sharing|trusting|opening
      for reaching out|telling
      so|very strong|brave
      i'm here [for|to|with]
      i care
      i want you to be|stay|know safe|that
      you matter
      you're not alone
      you are not alone
      it sounds like
      that sounds
      you're going through
      you are going through
      in [so] [much|a|lot|of] pain
      please don't
      don't do it
      don't kill|hurt|harm
      please stay
      talk to me
      tell me more
      tell me about
      i understand
      i hear you
      what's going on
      what happened
      """),
  ]
}
