extension Lexicon {
  /// Warmth and compassion said outright (the emotional reactions of EPITOME).
  static let reacting: [CueList] = [
    CueList(
      .warmReaction,
      """
      sorry to hear|read|see|know|learn
      sorry that you|this|you're|it|things|happened|your
      sorry you|you're|you've|your|this|about|for|things|it
      i'm|i-am [so|really|very|truly|deeply|terribly] sorry
      ^ so|really|very|truly sorry
      ^ sorry [man|dude|friend|bro|love|hun|hon] .
      feel sorry|bad|sad|terrible|awful for you|your
      my heart breaks|goes|aches|hurts
      breaks my heart
      heart goes out
      heartbreaking
      i feel for you
      feel for you
      hurts me to|that
      saddens me
      makes me [so|really|very] sad|happy|glad|smile
      i'm|i-am [so|really|very|genuinely] sad|happy|glad|worried|concerned|proud|excited for|that|about|to|you
      so happy|glad|proud for|of|that|to
      glad [to|that] hear|you|you're|see|know
      happy to hear|for
      sending [you] [lots|all|many|some|so|my] [of|much|the] love|hugs|hug|prayers|good|positive|thoughts|strength
      hugs
      hug
      i wish i could|there
      i wish you [all|the|nothing|well|good|luck|a|happiness|peace]
      i love you
      love you
      we love you
      i care about
      we care about
      i'm|i-am here for you
      we're|we-are here for you
      i'm|i-am [always|right] here if|to|for
      i'll|i-will be here|listening
      i can be here
      here to listen|talk|help|support
      here if you|u
      that's|it's|this|that|is [so|really|very|absolutely] heartbreaking|awful|terrible|horrible|tragic
      that's [so|really|very|absolutely] awful|terrible|horrible|tragic|sad
      sounds [so|really|very|absolutely|truly|incredibly] awful|terrible|horrible|rough|painful
      that must be|have|feel [so|really|very|been|absolutely] awful|terrible|horrible|painful|hard
      """),
    CueList(
      .mildReaction,
      """
      i hope|hope you|things|it|that|this|your|everything|u
      hope you
      hope things|it|everything|this
      hope that
      i'm hoping
      hang in there
      hang on
      hold on
      stay strong|safe
      be strong
      keep going|fighting|pushing|trying
      keep your head up
      good luck
      best of luck
      best wishes
      you can do this|it
      you got this
      you've got this
      you'll get through|there
      you will get through|there
      you can get|make through|it
      you matter
      you're loved|worthy|strong|amazing|enough|beautiful|wonderful|worth|important|awesome
      you are loved|worthy|strong|amazing|enough|beautiful|wonderful|worth|important|awesome
      you deserve
      don't give up
      please don't
      please do
      take care
      feel free to
      pm me
      dm me
      message me
      message|pm|dm|text me|you if
      if you want|need|ever to|wanna talk|someone|chat|vent
      you can talk|message|pm|vent
      happy birthday
      congrats
      congratulations
      well done
      proud of
      that's great|awesome|amazing|wonderful|good|cool|fantastic
      that sucks
      this sucks
      it sucks
      lots of love
      much love
      god bless
      praying for
      prayers
      my friend
      you're not alone
      you aren't alone
      you are not alone
      not alone
      we're here
      i'm here
      i'm|i-am listening
      i'll listen
      willing to listen
      ready to listen
      thank you for
      """),
  ]
}
