extension Lexicon {
  /// What a client says that asks for an answer: danger to oneself or others, and abuse.
  static let disclosures: [CueList] = [
    CueList(
      .suicidality,
      """
      kill|killing myself
      suicide
      suicidal
      end|ending my|it [own] life|all
      take|taking my [own] life
      want|wanted|wanna|wish|ready|going|plan|planning [to] die
      i wish|wished i|i'd was|were|had|could [never] dead|died|born|die
      wish i was|were dead
      wish i'd|i had never been born
      don't|not|doesn't want|wanna [to] live|exist
      don't|not want|wanna [to] be alive
      don't|not want|wanna [to] be here|around anymore|any
      don't want|wanna [to] wake up
      never wake up
      not wake up
      better off dead|without me
      no reason|point to|in|of live|living|keep|going
      life isn't|is not worth
      not worth living
      wish|wished|long|longing for my [own] death
      tired of living|life|being alive
      done with life|living|everything
      thoughts of death|dying|suicide|ending
      thinking|think|thought about|of dying|death|suicide|ending
      overdose
      overdosed
      hang|hanging|shoot|shooting|drown myself
      jump off|in|from [a|of|the] bridge|roof|building|front
      goodbye letter|note
      suicide note
      """),
    CueList(
      .selfHarm,
      """
      self harm|harming|harmed|injury|mutilation
      selfharm
      hurt|hurting|harm|harming|cut|cutting|burn|burning|starve|starving|punish|punishing myself
      my cuts
      i [used|still] [to] cut on|again|deep|because|when|in-my|for-the|every
      burned|burnt|stabbed|stabbing|gutting|choking myself
      killing oneself
      cutting has|helps|helped
      urge|urges to cut|hurt|harm|self
      cut my wrists|wrist|arms|arm|legs|thighs
      slit my
      """),
    CueList(
      .hopelessness,
      """
      can't|cannot|can go on|on [anymore|like|living]
      can't do this|it|life anymore
      can't take it|this anymore
      can't keep going|living|doing
      no hope
      hopeless
      give|giving|given|gave up on life|everything|living|myself
      nothing [left] to live
      nothing matters [anymore]
      what's the point
      no way out
      nobody|no-one would miss|care|notice
      burden to|on everyone|my|others|people
      i'm a burden
      disappear
      """),
    CueList(
      .threat,
      """
      i'll|i'm|i want|will|going|gonna|could [to|wanna|going|gonna] kill|hurt|stab|shoot|strangle him|her|them|someone|everyone|people|my
      want to kill|hurt him|her|them|someone|everyone
      """),
    CueList(
      .abuse,
      """
      he|she|they|father|mother|dad|mom|husband|wife|boyfriend|girlfriend|partner|uncle|ex hits|hit|beats|beat|rapes|raped|molested|abuses|abused|chokes|choked|assaulted me
      abusing me
      abuses me
      abused me
      abusive
      was|been|being|got raped|molested|abused|assaulted
      domestic violence
      sexually assaulted|abused
      """),
    CueList(
      .meansRequest,
      """
      how many|much _ pills|would|does|to kill|die|overdose
      how many pills
      lethal dose
      how do|can|could i kill|die|overdose|end
      painless way|ways|death
      where|how can|do|could i buy|get a gun|pills|poison|rope|pesticide|pesticides|drugs|knife
      bridges|buildings taller|higher|than
      tallest bridge|building|bridges|buildings
      highest|tallest bridge|bridges|building|buildings
      bridges|bridge|buildings that|which|are
      """),
  ]
}
