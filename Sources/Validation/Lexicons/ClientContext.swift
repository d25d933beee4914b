extension Lexicon {
  /// What stands around danger: the matter by name, hints, losses, harm short of assault, and what other
  /// rules ask for.
  static let context: [ToldList] = [
    // The matter is named; whose it is, is judged by what stands before it.
    ToldList(
      .mention,
      """
      suicide|suicidal|sucidal|suicidality
      """),
    ToldList(
      .deathWord,
      """
      die|dying|dead|death
      """),
    ToldList(
      .lifeWord,
      """
      living|existing|alive|exist
      live anymore|any-more|any-longer|.
      """),
    ToldList(
      .selfHarmMention,
      """
      self harm|harming|harmed|injury|injure|mutilation
      """),
    // Each says little; two of them in one turn say farewell.
    ToldList(
      .hint,
      """
      gave|given|giving|give [already] away my
      gave|given|giving [already] away [all] [of] my
      wrote|written|write|writing|have-written [the|all|my|a] letter|letters|note|notes|goodbyes
      note|letter|letters for my|the|them|everyone|each parents|mum|mom|family|kids|children|wife|husband|daughter|son|all
      won't|don't need them|it|that|anything [any] [anymore|more|after|where]
      i've|i-have decided [.] [it|that|when] [will|it'll] [be] [on]
      the date
      then it's|it-is|it-will-be over|done
      finds|find|found me
      the|their|life insurance
      my|the last night|evening|day|weekend|christmas|birthday
      i'm|i-am|im|finally|am at peace [with]
      this is|will-be goodbye
      goodbye|farewell [to] everyone|everybody|all|world|my-friends
      thank you for everything
      sorry for everything
      take care of my|the dog|cat|kids|children|mum|mom|brother|sister
      put|got|getting|have|putting my affairs [in]
      you [won't|will-not|will-never|never] [have-to|need-to|to] [hear|worry|see] [from|about] me [again|anymore|any]
      after friday|saturday|sunday|monday|tuesday|wednesday|thursday|tomorrow|tonight
      will be on|in monday|tuesday|wednesday|thursday|friday|saturday|sunday|the-weekend
      it will all be over
      soon it|this|everything will|will-all be over
      won't be|hurt|feel|suffer|matter anymore|any-more|much-longer
      which bridge|tree|train|roof
      """),
    ToldList(
      .meansNoun,
      """
      bridge|bridges|viaduct|viaducts|cliff|cliffs|building|buildings|tower|towers|rooftop|rooftops|skyscraper|skyscrapers|floor|storey|roof|roofs|overpass|quarry|canal|balcony|balconies|weir|dam|dock|pier
      pills|tablets|pill|tablet|medicine|medicines|medication|medications|paracetamol|acetaminophen|ibuprofen|tylenol|aspirin|insulin|opioids|benzos|xanax|painkillers|drugs
      gun|guns|pistol|rifle|firearm|ammunition|rope|ropes|noose|razor|blade|poison|pesticide|pesticides|charcoal|helium|nitrogen|exhaust|monoxide|cyanide|bleach|chemicals
      train|trains|tracks|subway|metro
      drown|drowning|bleed|suffocate|hang|freeze|hypothermia|starve
      """),
    // A loss, or low spirits: what makes a question about means one to ask back about.
    ToldList(
      .trouble,
      """
      fired|sacked|redundant|unemployed|evicted|evicting|evict|bankrupt|homeless|expelled|dumped|divorce|divorced|divorcing|widowed|bereaved
      laid|let off|go
      lost my|our|the|custody|everything|him|her|all|them|hope
      she|he|wife|husband|boyfriend|girlfriend|partner|fiance|fiancee left|leaves|leaving|dumped|cheated|abandoned [me|us|for|on|this]
      broke|broken|split up
      is|are|was|were gone|dead
      break up
      breakup
      died|dead|death|passed-away|funeral|buried|killed|miscarriage
      failed|failing|flunked|rejected|thrown-out|kicked-out
      worthless|hopeless|useless|miserable|depressed|depression|desperate|despair|heartbroken|broken|empty|numb|ashamed|lonely|alone|exhausted|devastated|humiliated|ruined|unbearable|pointless|suffering
      can't|cannot|not|couldn't [really] cope|bear|take|stand|go-on|handle|do [it|this] [any]
      nobody|no-one|noone [else] needs|wants|cares|loves|likes|would-miss [me]
      hate my|myself [life|self]
      burden
      had|have enough
      diagnosed|diagnosis|terminal|cancer|tumour|tumor|incurable
      debt|debts|bank-took|repossessed|took-the|foreclosed
      it's|it-is|everything-is|all-is|everything's over|gone|ruined|lost
      no way|future|hope out|left|for
      tired of everything|it-all|this
      feel|feeling|felt|feels [so|really|very|like|just] awful|terrible|bad|low|down|sad|shit|crap|lost|trapped|giving-up|nothing
      worst|terrible|horrible|awful|bad day|week|month|year|news
      crying|cried|cry
      bullied|bully|bullying
      sad|unhappy|upset|low|hurting
      scared|afraid|terrified|anxious|panicking|grieving|hurts
      not|haven't|can't slept|sleep|eaten
      miss|missing my|him|her|them
      """),
    ToldList(
      .despair,
      """
      can't|cannot|can go on .|anymore|any-more|like|living|and|any|with-life
      can't|cannot|don't do this|it|life anymore|any-more|any-longer
      can't|cannot take|stand|bear it|this|life [any] [anymore|more|longer]
      can't|cannot keep going|living|doing
      can't anymore|any-more
      no hope|way-out|future
      hopeless
      give|giving|given|gave up on life|everything|living|myself
      nothing matters [anymore]
      what's the point
      want|wants|need|wish it|this|everything|the-pain [to|would] stop|end|be-over
      so done
      fed up with|of life|everything
      nobody|no-one would miss|care|notice
      burden [to] [on] [everyone]
      disappear|vanish
      eat|eating|eaten nothing
      starve|starving|purge|purging
      drinking again
      stop|stopped eating
      """),
    // What she says against herself.
    ToldList(
      .selfAttack,
      """
      i'm|i-am|i-feel|im|feel [like|a|so|such|just|completely|totally|really] [a|an] worthless|useless|failure|loser|stupid|ugly|burden|nothing|pathetic|disgusting|unlovable|monster|trash|garbage|idiot|nobody|weak|broken|freak|hopeless
      everyone|everybody|they|people [all] hates|hate|despise|despises me
      nobody|no-one|noone [ever|really] likes|loves|wants|needs|cares|misses [me|about]
      i should be|just|have dead|die|died
      my life has|is no|pointless|worthless|over
      i deserve it|this|to|pain|nothing
      no hope for me
      i'll|i-will|will|can never|not get|be|feel|have better|okay|loved|happy|normal|anyone
      better off dead|without
      i [always] ruin|ruined|destroy everything|it
      it's|it-is|all [all] my [own] fault
      i failed [again]
      """),
    // Read only right after a supporter asked outright.
    ToldList(
      .assent,
      """
      ^ yes|yeah|yep|yup|yea|aye|sometimes|maybe|probably|often|mhm|true
      ^ [long|short|a] pause|silence|nods|sighs|cries|crying|quietly|whispers yes|yeah|sometimes|maybe|probably|often
      ^ nods
      ^ i am|have|do|did|was|might [be|have] .
      ^ i think|guess|suppose so|i-do|i-am|i-have|that-too
      ^ kind|sort of
      ^ a little|lot|bit|few
      ^ [almost] every|most|some|all day|days|night|nights|hour|the-time|of-the-time|morning|mornings
      ^ all the time
      ^ on and off
      ^ now and then|again
      ^ at times|night
      ^ if i'm|i-am honest
      ^ every|each day|night|week|morning|evening|time
      """),
    // Harm by others that is short of assault.
    ToldList(
      .mistreatment,
      """
      calls|called|calling|call me a|the|names|stupid|fat|ugly|that|it|slurs|worthless|useless|crazy
      bully|bullies|bullied|bullying
      harass|harasses|harassed|harassing|harassment
      pick|picks|picked|picking on me
      threatened|threatens|humiliated|humiliates|mocked|mocks|stalked|stalks|groped|touched|pushed|shoved|spat|screamed|screams|yells|yelled|shouts|gropes|insults|insulted|belittles|controls|grabbed [at] me
      laughed|laughs|laughing|laugh|shouted|spits at me
      put my _ in the
      racist|sexist|homophobic
      slur|slurs
      discriminated|discrimination
      hits|hit|hurts|hurt|beats|beat|rapes|raped|molested|abuses|abused|chokes|choked|assaulted|slapped|punched|kicked|strangled me
      rape|abuse|abusive|assault|violence|raped|molested|assaulted
      laugh|laughs|laughed at me
      """),
    ToldList(
      .identity,
      """
      i'm|i-am [a|also|kind-of|probably|like|um] gay|lesbian|bi|bisexual|trans|transgender|queer|nonbinary|non-binary|asexual|pansexual
      i [think|also|only|really] like|love|fancy girls|boys|women|men|guys
      came|come|coming out [to|as|about|and|last]
      attracted to women|men|girls|guys|boys
      my pronouns|transition|sexuality|orientation
      told|tell them|him|her|my _ [i'm|that-i'm] gay|lesbian|bi|trans|queer
      i'm|i-am [a|an] black|muslim|jewish|asian|refugee|immigrant|disabled|autistic|foreigner|deaf|blind
      """),
    ToldList(
      .treatment,
      """
      medication|medications|meds|medicine|medicines|prescription|prescribed|tablets|pills|dose|dosage
      antidepressant|antidepressants|ssri|ssris|antipsychotic|antipsychotics|lithium|sertraline|prozac|zoloft|lexapro|fluoxetine|citalopram|escitalopram|paxil|effexor|venlafaxine|wellbutrin|seroquel|quetiapine|abilify|lamictal|xanax|insulin
      psychiatrist|doctor|gp|prescriber|therapist|counselor|counsellor|therapy
      hospital|clinic|psychologist|nurse
      """),
  ]
}
