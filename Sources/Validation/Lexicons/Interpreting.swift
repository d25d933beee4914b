extension Lexicon {
  /// Understanding shown by experience of one's own or by naming what the other goes through
  /// (the interpretations of EPITOME), and understanding that is merely claimed.
  static let interpreting: [CueList] = [
    CueList(
      .sharedExperience,
      """
      i feel|felt the same|exact
      i feel|felt exactly|just like|the
      i feel|felt like|this|that|it|so|as|the way
      i feel|felt that way
      i feel|get|hear ya|you
      i often|always|sometimes|usually|also|still|just|constantly feel|felt|think|thought|get|do|have|had
      same here
      ^ same
      same boat|thing|way|problem|situation|feeling|story|experience|place|issue
      me too
      ^ me neither
      you and me both
      i can relate
      i relate
      can relate
      relate to
      i've been there
      i have been there
      been there
      been through
      going through the
      i've been|had|felt|gone|done|struggled|dealt|experienced|lost|tried|thought|wanted|spent|never
      i have been|felt|gone|done|struggled|dealt|experienced|lost|thought|wanted|spent|never
      i went|go through
      i'm|i-am [currently|also|still] going through|struggling|dealing|in
      i'm|i-am the same|like|also|exactly|similar
      i was|used [the|in|like|so|to|always|also|just|diagnosed|same]
      i used to
      i know [exactly|all|just] [how|what|that|the|this|too] [you|it|feeling|it's|that] [feel|feels|like|mean]
      i know the|this|that feeling
      i know how|what that|it|you|you're
      i do the same|this|that|it
      i do too
      i don't|dont|can't|cant|couldn't|didn't|never even|feel|want|have|know|get|think|really
      i had a|the|similar|this|that|an|to|my|no
      i lost my
      i hate it|that|this|when|my|myself
      i wish i
      i want to
      i am depressed|suicidal|lonely|tired|alone|scared
      i'm depressed|suicidal|lonely|tired|alone|scared
      when i was
      my depression|anxiety|life|mom|mother|dad|father|family|wife|husband|ex|job|therapist|brain|own
      in my experience|case|life
      for me
      happened to me
      happens to me
      like me
      myself
      similar situation|experience|thing|feelings|feeling
      """),
    CueList(
      .understanding,
      """
      i understand
      i completely|totally|fully|definitely|really|can understand
      i get it|that|you|what
      i totally get
      i hear you
      i see what|how|why
      i can imagine|understand|see
      i know
      """),
    CueList(
      .inference,
      """
      sounds|seems|feels|looks like you|you're|your|he|she|they|it's|he's|she's|a
      it must be|feel|have
      that must be|feel|have
      you must be|feel|have
      must be [so|really|very] hard|tough|difficult|painful|lonely|scary|exhausting
      you're [probably|just|clearly|obviously|likely] feeling|going|dealing|experiencing|suffering
      you are [probably|just|clearly|obviously|likely] feeling|going|dealing|experiencing|suffering
      you might be|feel|have
      you may be|feel|have
      maybe you're|you|it's|because
      because you
      you feel
      you seem
      feeling like that|this
      feel like that|this
      way you feel
      how you feel
      what you're feeling|going
      what you are feeling|going
      this is called
      it's called
      part of depression
      depression is|makes|does|can|lies|has|tells
      anxiety is|makes|does|can|has
      loneliness is|makes|can
      """),
  ]
}
