extension Lexicon {
  /// Telling what to do: as an order, as advice, as a soft suggestion.
  static let advising: [CueList] = [
    CueList(
      .order,
      """
      you [really|just|also|still|definitely] need to|a
      you've got to
      you [really|just] gotta
      you [really|just|also|still] have to
      you [really|just] must
      you [had] better
      you'll need|have to
      you will need|have to
      you're going|gonna to|have [need|have|be]
      i [really|just] need you to
      i [really|just] want you to
      i'm going|gonna to|have have|need|want|recommend you
      you can't [just|keep|be|do|go|let|continue]
      you cannot
      you shouldn't
      you should not
      you should [really|never|always|definitely|have|probably|just]
      you're supposed to
      it's important that|to|for you
      ^ stop _
      ^ quit
      ^ don't
      ^ listen
      ^ look
      ^ you need
      i can't be|have|let|allow
      """),
    CueList(
      .advice,
      """
      you should
      you ought to
      i'd|i-would [really|strongly|also|definitely] recommend|suggest|advise|encourage|urge|say|like
      i [really|strongly|also|definitely] recommend|suggest|advise|encourage|urge
      my advice|suggestion|recommendation
      what i'd|i-would do|suggest|recommend
      what you need|can|should [to]
      if i were you
      why don't you|we
      have you tried|considered|thought
      did you try|consider
      the best thing|way|option
      it's best|better to|if
      it would be [a] [good|best|better|great|helpful|wise|really] [idea] [to|for|if]
      make sure [you|that|to]
      try to
      try not
      ^ try
      ^ go
      ^ get
      ^ talk to
      ^ just
      ^ take
      ^ make
      ^ find
      ^ start
      ^ use
      ^ give
      ^ keep
      ^ do
      ^ be
      ^ remember
      ^ focus
      ^ think
      ^ consider
      ^ tell him|her|them|your
      ^ never
      ^ always
      ^ avoid
      ^ please
      ^ let
      you want to make|be|try|do|get|take
      you just need
      all you need|have
      need to get|start|do|be|make|take|quit|stop|change|talk|think|find|learn|work|focus
      """),
    CueList(
      .suggestion,
      """
      you could [always|also|just|maybe|try]
      you might want|try|consider|find|like
      you may want|try|consider|find
      you can [always|also|just|try|use|take|do|get|go|start|talk|call|come]
      maybe you can|could|should
      maybe try
      perhaps you can|could|should
      how|what about if
      what if you|we
      one thing you
      some people find|try|like|use
      an|one|another option
      other options
      some options
      something that [might|could|may] help
      could be helpful
      might help
      could help
      we could|can|might
      let's
      """),
  ]
}
