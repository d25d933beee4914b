extension Lexicon {
  /// Openings by which a supporter gives back what was said. A stem earns little by itself: the
  /// reflection rule asks for the client's own words, or for a statement about the client.
  static let reflecting: [CueList] = [
    // Begins a statement about the client, though it may begin with a word of questions.
    CueList(
      .hearing,
      """
      what i'm|i-am|i [really] hearing|hear|heard|getting|gather|understand|understood [from|you] [you]
      if i hear|understand|heard|understood|get [you]
      let me see if i
      what you're|you-are saying|telling is|me
      """),
    CueList(
      .reflectionStem,
      """
      sounds|seems|looks|feels like you|you're|you've|your|that|this|it|he|she|they|there|things
      sounds|seems like
      it|that|this sounds|seems|sounded|seemed [almost|really|pretty|to] [me] like
      it|that sounds|seems [almost|really|pretty|very|so|as]
      it sounds|seems as if|though
      i get the sense|feeling|impression
      i'm getting the|a sense|feeling|impression
      i'm hearing [that|you]
      i hear you say|saying
      i hear that you
      i heard you say|saying
      i hear how
      what i hear|heard
      what i'm hearing
      what you're saying
      you're saying|telling|describing
      you said|mentioned|told|talked|described
      you were saying|telling|mentioning|talking
      so what you
      if i understand|understood|hear|heard [you]
      if i'm understanding|hearing
      let me see|make|check if|sure i
      let me make sure
      in other words
      on [the] one hand
      on the other hand
      part of you
      at the same time
      you feel|felt|feel like
      you're feeling
      you've been feeling
      you must feel|be feeling
      you're wondering|worried|afraid|scared|concerned|hoping|trying|struggling|torn|looking
      you're thinking|noticing|saying|seeing|ready|willing|committed|interested|frustrated
      you've noticed|tried|realized|realised|decided|thought|found|learned|managed|already|come
      you've got|had|been
      you'd like|rather|prefer|love|hate
      you want|wanted|wanna|need|believe|enjoy|love|value|care|know|see|think|realize|recognize
      you don't|didn't want|like|feel|see|think|believe|need|have|know
      you're not sure|ready|happy|interested|convinced
      it's|it important|hard|difficult|tough|frustrating|scary|painful for|to you
      for you
      it matters to you
      must be [really|so|very|pretty|incredibly] hard|difficult|tough|frustrating|painful|scary
      that's|it's hard|tough|difficult|frustrating|important|scary
      that's|it's really|very|pretty|so|quite hard|tough|difficult|frustrating|important|scary
      and that makes you
      that makes you
      makes you feel
      """),
    CueList(
      .youStatement,
      """
      ^ you
      ^ you're
      ^ you've
      ^ you'd
      ^ you'll
      ^ your
      ^ for you
      ^ part of you
      ^ it|that|this makes you
      ^ that's|it's why|what|how|where|when|something you
      ^ kind|sort of
      ^ it's
      ^ that's
      ^ it
      ^ he's|she's|they're|he|she|they
      ^ not
      ^ there's
      ^ even though
      ^ sometimes
      ^ on
      ^ if you
      ^ when you
      ^ as you
      ^ having
      ^ to you
      """),
    CueList(
      .summary,
      """
      let me [just|try] summarize|summarise|recap
      let me try to summarize|summarise
      to summarize|summarise
      to sum up
      just to recap
      so far [you've|you|we've]
      we've talked|discussed|covered
      you've told me
      putting|pulling that|this|it together
      a couple of things [that] you
      a few things [that] you
      did i get|miss
      did i get that|it right
      what did i miss
      is that right|correct|fair|accurate
      have i got that|it right
      am i getting|hearing|understanding that|you|this
      """),
  ]
}
