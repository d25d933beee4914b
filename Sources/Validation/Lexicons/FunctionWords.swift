extension Lexicon {
  /// The closed classes of English, by which language style matching compares two speakers and
  /// by which English is told from other languages. A word may be in several.
  static let functionWords: [(class: WordClass, words: [String])] = [
    (.article, LexiconText.words("a an the")),
    (
      .preposition,
      LexiconText.words(
        """
        about above across after against along among around at before behind below beneath beside
        besides between beyond by despite down during except for from in inside into like near of
        off on onto out outside over past per since through throughout till to toward towards under
        until up upon via with within without
        """)
    ),
    (
      .conjunction,
      LexiconText.words(
        """
        and but or nor so yet because cause cos if unless although though while whereas when
        whenever where wherever whether than that as until since then also plus
        """)
    ),
    (
      .auxiliary,
      LexiconText.words(
        """
        am is are was were be been being do does did have has had having will would shall should
        can could may might must ought i'm you're he's she's it's we're they're i've you've we've
        they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll that's
        there's what's who's how's where's let's gonna wanna gotta im ive youre youve thats dont
        cant didnt isnt doesnt
        """)
    ),
    (
      .adverb,
      LexiconText.words(
        """
        very really just so too quite rather almost always never often sometimes usually again
        already still even only maybe perhaps probably actually basically definitely completely
        totally absolutely ever here there now soon later today tomorrow yesterday anymore anyway
        away back else far however instead pretty kind sort well together
        """)
    ),
    (
      .personal,
      LexiconText.words(
        """
        i me my mine myself you your yours yourself he him his himself she her hers herself we us
        our ours ourselves they them their theirs themselves i'm you're he's she's we're they're
        i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll
        they'll im ive youre youve u ur y'all
        """)
    ),
    (
      .impersonal,
      LexiconText.words(
        """
        it its itself it's it'll this that these those that's there's anybody anyone anything
        everybody everyone everything nobody nothing somebody someone something what whatever which
        who whom whose other others thing things stuff thats
        """)
    ),
    (
      .negation,
      LexiconText.words(
        """
        no not never none nobody nothing nowhere neither nor cannot can't don't doesn't didn't
        won't wouldn't shouldn't couldn't isn't aren't wasn't weren't haven't hasn't hadn't ain't
        without cant dont didnt wont isnt doesnt
        """)
    ),
    (
      .quantifier,
      LexiconText.words(
        """
        all another any both bit couple each either enough every few fewer less lot lots many more
        most much none one part plenty several some two three little least half whole
        """)
    ),
    (
      .second,
      LexiconText.words(
        "you your yours yourself you're you've you'd you'll youre youve u ur y'all")
    ),
    (
      .first,
      LexiconText.words("i me my mine myself i'm i've i'd i'll im ive")
    ),
    (
      .filler,
      LexiconText.words(
        """
        um uh er ah oh hmm hm mm mhm mmm huh wow okay ok yeah yes yep yup nope right alright hi hey
        hello please thanks thank bye sure well good great like know mean guess
        """)
    ),
  ]
}
