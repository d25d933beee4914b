extension Lexicon {
  /// Giving information, setting the agenda, and the small talk that frames a session.
  static let informing: [CueList] = [
    CueList(
      .information,
      """
      research|studies|evidence|data|statistics|science shows|show|says|suggests|suggest|tells|indicates
      we know that
      according to
      percent
      guidelines
      associated|linked with|to
      risk|risks factor|factors|of|for
      increase|increases|increased|reduce|reduces|decrease the|your risk|chance|chances
      causes|cause|caused|leads|lead to|cancer|disease|damage
      can cause|lead|help|affect|increase|reduce|make|actually
      the reason
      what happens is
      what that means
      that means
      this means
      which means
      the way it works
      for example
      for instance
      there are [a|some|many|several|lots|different|other] [lot|few|number|of|different|ways|kinds|types|options|things]
      there's a|lots|all|some|different|evidence [lot|kinds|few|new|really]
      a lot of people
      most|many|some|other people|folks|clients|patients|students|teens|adults
      medication|medications|medicine|vaccine|nicotine|patch|patches|treatment|program|programs|therapy
      it's actually
      we have [a|some|several|many|an|these|different]
      we offer|provide|recommend|also|usually|do
      the [average|normal|typical|recommended|national|standard] limit|guideline|guidelines|average|amount|number
      i can|could|will|would|might tell|share|give|offer|show|refer|send|explain|help
      i'm going|gonna to|give|share|refer|send
      one of the things
      some of the things
      typically
      generally
      """),
    CueList(
      .agenda,
      """
      i wanted|want|wanna|like|need [to] talk|check|discuss|ask|see|go|speak|meet [to|with|about]
      what i'd like|want to do
      my job|role|name
      the reason|purpose
      today we|we're|we'll|i
      we're going|gonna to|talk
      i'd like to [start|begin|talk|spend]
      before we
      next time|week
      follow up
      schedule
      make|set an|up appointment
      appointment
      see you
      """),
    CueList(
      .social,
      """
      ^ hello
      ^ hi
      ^ hey
      good morning|afternoon|evening
      nice|good|great to see|meet|have|talk you|with
      how are you [doing|today]
      thanks|thank [you]
      welcome
      you're welcome
      bye
      goodbye
      take care
      have a good|great|nice
      come [on] in
      have a seat
      no problem
      my pleasure
      """),
  ]
}
