extension Lexicon {
  /// Telling what to do: as an order, as advice, as a soft suggestion.
  static let advising: [CueList] = [
    CueList(
      .order,
      """
      you [really|just|also|still|definitely] need to|a
      you've got to
      you [really|just] gotta
      ^ you [really|just|also|still] have to
      you [really|just] must
      you [had] better
      you'll need|have to
      you will need|have to
      i [really|just] need you to
      i [really|just] want you to
      i'm going|gonna to|have have|need|want|recommend you
      you can't just|keep|let|continue
      you cannot
      you should [really|never|always|definitely|have|probably|just]
      it's important that|to|for you
      ^ stop _
      ^ quit
      ^ don't do|be|go|let|take|drink|smoke|forget|wait|use|try|say|give|talk|make|start|stop|put
      ^ listen
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
      what you should [do]
      if i were you
      why don't you|we
      the best thing|way|option
      it's best|better to|if
      it would be [a] good|best|better|wise|great idea|to|if
      ^ make sure [you|that|to]
      ^ try to|not
      ^ try
      ^ go
      ^ talk to
      ^ take
      ^ make
      ^ find
      ^ start
      ^ use
      ^ give
      ^ keep
      ^ remember
      ^ focus
      ^ think
      ^ consider
      ^ tell him|her|them|your
      ^ avoid
      ^ please
      you just need
      all you need|have
      """),
    CueList(
      .suggestion,
      """
      you could [always|also|just|maybe|try]
      you might want|try|consider|find|like
      you may want|try|consider|find
      you can always|also|just|try|use|take|get|start|talk|call
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
      """),
  ]
}
