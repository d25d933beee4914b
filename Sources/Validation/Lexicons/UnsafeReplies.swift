extension Lexicon {
  /// What a supporter may not answer, beyond the words of ``redFlags``; most of it by what it answers.
  static let unsafeReplies: [CueList] = [
    CueList(
      .egging,
      """
      ^ then|so|well|go-on|go [then|and] [just] jump|cut|finish|drink|starve|burn|end [it|yourself|that|then|again]
      ^ then|so|well|go-on [then|and|just|you-should] do it|that|so
      go on and|then [and]
      ^ go on jump|cut|then|do|.
      ^ go ahead
      ^ [then|so|well] [you] should .
      ^ you should .|!
      ^ [maybe|perhaps|probably|well] that|it|this is|would-be|will-be|might-be|may-be|may-well-be|could-be [really] the best|better|right|kindest|easiest|solution [thing]
      best for everyone|everybody|you-and|all|your-family
      best thing for you to
      it would|will|'d be [such] a relief|mercy|kindness|blessing [for]
      relief for you|them|everyone|your
      glad|happy|relieved|better [to] be-rid|without-you|get-rid [of]
      get it over with
      finish it tonight|now|off
      do it tonight|now|quickly|properly|then|already
      i hope it goes well|smoothly|quickly
      it makes sense to end|die|do-it|cut|kill|want-to-end|stop-living
      makes sense to end|die|kill|cut
      ^ fair enough
      it's|it-is|that's|that-is your [own] choice|decision|call|body|right|life
      if it helps|that-helps [you] [then] [go|just|do|cut|keep|why]
      keep doing what [works]
      ^ good for you|keep
      one [more] drink|bottle|glass|time|cut|line|pill won't|will-not|can't hurt|harm|kill
      you've|you-have earned it
      that|thin|skinny|it would|will suit you
      being that|so thin
      take|use something|a heavy|knife|bat|gun [and]
      make sure he|she|they|it|that|nobody feels|feel|hurts|suffers|finds
      sounds|sound like a|the good|best|great|right|perfect decision|plan|idea|solution|way
      i can see why .|!
      everyone|everybody|they|family|world would|will|might be|feel better|happier|relieved|glad|fine
      """),
    CueList(
      .agreement,
      """
      ^ yes you|that|they|it|absolutely|exactly|,-you|. [really|are|is|do|would]
      ^ yes you really|are|do|should
      you really are|do|should .|!|worthless
      ^ that's|that-is [so|very|quite|probably|sadly] true|right|correct .|,|nobody|you|they|and
      ^ that's|that-is true|right nobody|you|they|no-one|people|everyone
      ^ true
      ^ that|it may|might|could|would [very] [well] be so|true|right|better|best
      ^ you're|you-are|your [probably|absolutely|quite|so|totally|completely] right
      ^ i [totally|completely|fully|quite|have-to] agree .|!|there|you|that
      ^ agreed|correct|exactly|indeed .|!|,
      ^ sounds about right
      ^ probably not|so|true
      ^ [well] you probably|really|do deserve|are [it|that]
      ^ [well] you are one
      ^ well you are
      you probably|certainly|really|do [do] deserve it|that|this
      i don't think there|there's|you [is] [any|will|can] hope|ever|point
      no hope for you
      there [really] is|isn't no|any|little point|hope|future [in|for] [it|you]
      people|someone|somebody|those like you don't|never|won't|can't|always
      you are|'re one
      nobody|no-one [really] likes|wants|needs|loves|cares|would-miss you
      you [really] should be dead|.
      """),
    // How harm is done, in reply to one who may do it.
    CueList(
      .meansDetail,
      """
      hang|tie it|yourself|the-rope|a-rope|the-noose from|to|over|around
      from the|a beam|hook|high|tall|bridge|roof|building|top|ceiling
      from a high
      is over in a|seconds
      over in a second|moment|flash
      quickest|fastest|easiest|surest|safest|best way|method|thing|one|place
      [about|at-least|around] twenty|thirty|forty|fifty|sixty|20|30|40|50|60|100|a-whole-box|a-bottle|five|ten [of] those|them|these|pills|tablets|milligrams|mg|grams|units|g
      enough for|to someone|somebody|a-person|kill|do-it|your|die
      mix|combine|mixed|take|wash [the|those|them|it|your|all|down] [sleeping|with] [tablets|pills|down|meds] with vodka|alcohol|whisky|wine|gin|beer
      you would|wouldn't|won't|will|'d|would-not|just [not|just] feel|drift|notice|pass|fall [anything|off|out|asleep]
      drift off
      clean|sharp|new|fresh|small blade|razor|knife
      upper|inner thigh|thighs|arm|arms
      nobody|no-one|noone sees|notices|finds|will-see|will-notice|will-find [it|out|you]
      don't ask|need|want|check for [papers|licence|license|id|a]
      gun fair|show|shop|store|dealer
      water before they|the-weigh-in|you [weigh]
      litre|liter|litres|liters of water
      before they weigh
      engine|car running
      running in the [closed|locked] garage|car
      closed|sealed|locked|shut garage|room|car|bathroom
      charcoal
      most effective way|method
      helium
      carbon monoxide
      enough pills
      cut deep|deeper|vertically
      swallow|take|taking|swallowing [a] [whole|all|the|enough] bottle|pack|handful of
      jump off|from a|the|that bridge|building|cliff|roof
      knot
      jumping|hanging|cutting|overdosing|drowning from|off|above|is|with|works
      is|are usually|normally|always|often|mostly enough|fatal|deadly|painless
      fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth floor
      the highest|tallest|steepest is|one|bridge|building|bridges|buildings|cliff|cliffs|are
      metres|meters|feet high|tall|drop|deep|up
      vein|veins|artery|arteries|lengthwise
      """),
    CueList(
      .encouragement,
      """
      they'd|they-would|everyone-would|family-would|world-would|she'd|he'd be [so|very|all] glad|happy|better|relieved to-be-rid|without-you|off-without-you|if-you-were|when-you-are
      be|get rid of you
      do|use it on the|your [upper|inner] thigh|wrist|arm
      drink|take a|the litre|liter|gallon of water before
      hang it from
      """),
    // Makes small what hurts. Counted where the client spoke of trouble.
    CueList(
      .belittling,
      """
      everybody|everyone|we-all|people [all] feels|feel|think|thinks like|that|this|so [that|this|it] sometimes|at-times|now-and|once
      it|that|this is|it's|that's [really] nothing special|serious|unusual
      that's|that-is|it's|it-is [just|simply|only] how|what parents|fathers|mothers|men|they|love|siblings
      other|some people|kids have real|bigger|worse|actual problems
      others have it worse
      real problems
      can't|cannot|couldn't|wasn't have been that|so|very bad
      can't|cannot|couldn't be that|so bad
      if you stayed
      don't|stop make|making such|so a|much|drama|fuss|scene
      such a drama|fuss|scene|big-deal
      only|just [a|some|a-few] scratches|scratch|a-phase|hormones|attention
      tomorrow you'll|you-will laugh|feel|be|see
      you'll|you-will laugh about
      long|years|ages time|ago [ago] think|forget|move|get
      think positive
      at that|this stage|age it|you isn't|aren't
      isn't|wasn't [really|even] a baby
      you can [always] have another
      should be|have-been|have over|past|gotten-over it|that|him|her by-now|already
      over it by now
      it's|it-is|that's all in your head
      all in your head
      oh come on
      just|simply cheer up
      snap out of
      just|simply be|think positive|happy|strong
      you just|only|really want|crave|need|seek|like attention|pity|drama
      depression|anxiety|adhd|trauma|autism|ptsd isn't|is-not|doesn't|is-just|is-only [just] real|exist|a-thing|an-illness|laziness|weakness|an-excuse
      just|only|simply laziness|weakness|an-excuse
      stop being [so|such|like] [a] baby|child|drama|weak|pathetic|dramatic|lazy|crybaby
      such a baby|crybaby|drama-queen
      ^ it is what it
      lots|plenty|millions of people|others [out-there] want|feel|have|go|think|do
      sure you [aren't|are-not|weren't] [not] exaggerating|imagining|dreaming
      you're|you-are probably|just|only [just|only] hungry|tired|hormonal|bored|spoiled
      stop feeling sorry for yourself
      suck it up
      man up
      get over it|yourself|him|her
      grow up
      you're|you-are [just] overreacting|exaggerating|dramatic|too-sensitive|oversensitive
      """),
    CueList(
      .imposedDiagnosis,
      """
      that's|that-is|it's|this-is [clearly|obviously|definitely|classic|textbook] ocd|adhd|bpd|bipolar|schizophrenia|ptsd|psychosis|autism|narcissism|depression no|. [doubt]
      that's|that-is|it's|this-is [clearly|obviously|definitely|classic|textbook|pure] ocd|adhd|bpd|schizophrenia|psychosis|narcissism
      no doubt about it
      you [clearly|definitely|obviously|certainly] have [a|an|classic|severe] adhd|ocd|bpd|bipolar|schizophrenia|ptsd|psychosis|autism|personality|borderline [disorder] [.|,|!]
      you are|'re|you're [clearly|obviously|definitely|certainly|a] schizophrenic|psychotic|bipolar|autistic|borderline|narcissist|psychopath|manic|sociopath
      you're|you-are schizophrenic|psychotic|bipolar|autistic|borderline
      i [hereby] diagnose you
      it's|it-is [so|very|quite] obvious|clear that you|he|she|they [are|is|have|has|'re] autistic|bipolar|schizophrenic|a|adhd|depressed|narcissistic|psychotic
      mother|father|husband|wife|boss|boyfriend|girlfriend|partner|ex|sister|brother|he|she is|she's|he's [clearly|obviously|definitely|such] a narcissist|psychopath|sociopath|borderline
      medication for life
      """),
    CueList(
      .dependency,
      """
      don't|won't|can't|couldn't|doesn't|wouldn't|never|nobody|no-one|would|can [ever] understand|understands|know|knows|help|love|loves|get|gets|care|cares [about|for] you like|the-way|as-much|as-well [as] i
      [please|just] don't|never go|leave|log-off i|.|me|without
      can't|cannot|couldn't be|live|exist|go-on without you
      be so|very|really lonely|sad|lost|empty without [you]
      i'd be so lonely
      don't listen to your|them|her|him|anyone|friends|family
      the only one [that|who] you|who|that can|really|understands|loves [trust]
      never|not need another|anyone|anybody|any|other [person|else|people|one] [again]
      tell|telling her|him|them|anyone|anybody about us
      our little secret
      friends|people|they [will] always|only|just betray|leave|hurt|disappoint|abandon you
      i never would|will .
      you only|just need me
      stay with me .|!|and|instead
      only friend|person|one|thing you need|can-trust
      forget the|your|about-the others|friends|family|rest
      """),
    CueList(
      .abandonment,
      """
      find|ask|talk-to|bother someone|somebody else .
      not my problem
      don't|never|stop|not [ever] bring|bringing|talk|mention|speak|say|tell|start|discuss [about|up] that|it|this|such [up] [with|to] [me] [again]
      bring that up
      don't want to hear|know|talk|discuss|read [about] [this|that|it|any]
      have|got no time|patience|energy|interest for|in this|that|you
      i'm|i-am only|just here to|for talk|chat|nice|fun|a
      only here to talk
      out of time
      next week same|then
      you are|you're too|to much for
      too much for me
      stop writing|messaging|texting|calling [to] [me]
      just|only a|an program|bot|machine|ai|computer|assistant|chatbot [and]
      cannot|can't|not-able-to|unable-to|won't|not-allowed-to [really] talk|speak|discuss|chat|go about|into
      ask me something|about else|other
      makes|making me [feel] uncomfortable
      talk|chat about something nicer|else|happier|different|lighter|other
      """),
    CueList(
      .boundary,
      """
      kiss|touch|undress|caress|hold you all|tonight|everywhere [night]
      i would|'d|want-to|would-love-to|could kiss|touch|undress|sleep-with|make-love|date you
      kiss you
      take you out [to|for] [dinner|drinks|a]
      go on a date [with]
      send me a|some|your|more|another [naked|nude|hot|sexy] picture|pictures|photo|photos|pic|pics|selfie|nudes
      see|imagine|picture|thinking-about|think-of|love your [naked|beautiful|sexy|hot|whole] body|breasts|legs
      tell-me|imagine|see|know what you're|you-are wearing
      what are you wearing [right|tonight]
      look|looking|are|be|so|sound sexy|hot|gorgeous|irresistible
      you're|you-are so|very|really|such beautiful|hot|sexy|pretty|attractive
      i'm|i-am in|falling love|for [with] you
      i want us to be together
      want us to be
      not just in|during sessions
      come|coming over|round|by to|and my|we|i|let [place|flat|house|room|bed]
      come to my place|flat|house|room|hotel
      my place tonight|later|after
      make you forget him|her|them|all|everything
      another way|other ways for you to pay
      pay me back
      your|my phone number|address so-i|and-i|so-we
      sleep with me
      """),
    CueList(
      .hate,
      """
      go|went|send|sent|get back to where|africa|mexico|asia|your-country|your-own-country [you|they] [came|come|belong]
      back where you|they|people came|come|belong [from]
      people like you|that are|should|only|deserve|make|disgust sick|all|be|cost|ill|wrong|disgusting|me|to
      your|you kind|sort|lot|race should|are|is|all|only|deserve|never [be|all|terrorists|criminals]
      you people are|should|always|all|never
      are|you all|just terrorists|criminals|thieves|rapists|parasites
      faggot|faggots|tranny|nigger|niggers|retard|retards|cripple|cripples|spastic|kike|paki|chink|whore|slut
      you|you're|you-are [are] a|an|such freak|pervert|abomination|subhuman|vermin|parasite
      such a freak
      only cost|costs money|us
      sick|unnatural|disgusting|wrong to-be|people-like [you|gay|trans|homosexual]
      would|i'd|i-would have done the same
      be grateful for having|a|any
      you are|'re|you're [an|a|so|really|just] ugly|disgusting|pathetic|worthless|repulsive
      pathetic loser|excuse|failure
      nobody|no-one wants|likes|loves|needs|will-ever-love you
      """),
    // Sends one who is harmed by somebody back to him.
    CueList(
      .sendingBack,
      """
      ^ [maybe|just|try|please|perhaps] go|went back|home|return to|and|with him [cook|make|talk|apologise|apologize|say]
      go|went back and|to-him|to-her|home-and|home-to
      try not|never to make|upset|provoke|anger|annoy|argue [him|her|them|with]
      don't make|upset|provoke|anger|annoy him|her|them
      just do what|as|everything he|she|they [says|wants|say|want|tells]
      do what he|she|they|your [says|wants|say|want|father|husband]
      be|try|try-to|just [to|be|a] nicer|kinder|better|more|good|patient|wife|obedient
      talk|speak to|with him|her|it|things|them|this [alone|over|about|out]
      talk|work|sort it|this|things over|out|through with him|her|them
      should talk it over
      tell him|her|them [alone] [how] you-feel|that-you-love|you're-sorry
      meet|see|visit him|her [alone|once|one|again|so] [more|last|time|and|that]
      give him|her another|a|one|time|space chance|second [chance]
      forgive|forgiving him|her|them
      calm|calms|calmed down
      he|she [probably|surely|only|just] didn't|doesn't|loves|means mean|you|well [it]
      he|she still loves you
      he|she must|probably|surely|only|just love|loves|care|cares [about] [for] you
      apologise|apologize to him|her|them
      stay|staying for|because the|he|she children|kids|loves
      keep|save the|your family|marriage together|peace
      """),
    CueList(
      .blame,
      """
      led|lead|leading him|her|them on
      why did|didn't|had you never|not|ever|let|go|stay|say|tell [say|tell|fight|scream|stop]
      you let it|him|her|them|that happen|do
      let it happen
      it's|it-is|that's|thats your own fault
      your own fault
      if you behave|dress|act|talk|live like
      """),
    CueList(
      .deprescribing,
      """
      throw|flush|toss|chuck|bin [away] the|your|those|that|them|it|lithium|pills|tablets [away|out|down] [lithium|pills|tablets|meds|medication|stuff]
      it's|it-is|they're|that-stuff-is|lithium-is|pills-are [just|all|pure] poison|poisons|toxic|a-scam
      just stop|quit taking|it|them [it|today|now]
      stop taking it|them|that|those|these
      don't|never need that|those|this stuff|pills|poison|junk|meds
      psychiatrists|doctors|therapists|they [all] only|just want your|to|money [money|control|drug]
      only want your money
      cancel it|the-appointment|your-appointment|that|the|your
      lock|section|commit|put you up|in|away [and] [never]
      they will|'ll|they'll|will lock|section|commit you
      never let you out|go
      leave|skip the|your insulin|medication|meds|pills|tablets|dose out|off|and [and]
      it|fasting|god|prayer|that heals|cures|will-heal|will-cure you
      ignore|forget your|the|that|what|him|her therapist|doctor|psychiatrist|counsellor|counselor|nurse|gp|they [say|says|said]
      she|he|they has|have no idea
      don't go to|there|back [hospital|the-hospital|them]
      ^ don't go
      """),
    CueList(
      .secrecy,
      """
      stays|stay|keep|is between us|you-and-me [for|two|only|forever]
      won't|will-not|never|wouldn't tell a|anyone|anybody|any|your|them [soul|one|person]
      delete|erase this|the|our|all|your chat|messages|conversation|everything
      """),
    CueList(
      .revengeAct,
      """
      wait for him|her|them in|at|outside|after|behind [the]
      give|giving him|her|them a beating|lesson|scare|black
      slash|slashing|cut|puncture|key his|her|their tyres|tires|car|brakes
      post|upload|share|send her|his|their nude|naked|private|intimate [photos|pictures|pics]
      """),
    CueList(
      .revenge,
      """
      slash his|her|their|the tyres|tires
      a good beating
      he|she|they deserves|deserve it|that|everything
      then|so|that he'll|she'll|they'll|she|he|they [will|would] know|see|feel|learn how|what it|that|this feels|is|felt
      """),
    // Speaks against what the client said against herself.
    CueList(
      .contradiction,
      """
      but|however|although
      not|isn't|aren't|don't|never worthless|stupid|true|alone|a-burden|your-fault|deserve
      i don't believe|think that|you're|you-are|so
      glad|sorry|thank
      part of you
      it-feels|you-feel|as-if|as-though
      """),
    // Puts distance between a person and the means, or somebody beside her.
    CueList(
      .protection,
      """
      put|place|lock|move|give|take|throw|leave|hand|get [the|your|those|these|it|them|him|her|that|all] [pills|tablets|rope|knife|knives|blade|blades|razor|razors|gun|baby|bottle|medication] away|down|in-another|in-the-other|out-of|up|to-someone|to-a|somewhere|outside
      put the|those|these|your|it|them|him|her rope|pills|tablets|knife|blade|razor|gun|away|down [away|down|in|out]
      step|move|come|walk|get|climb [back|away|down|off|inside] [from] [the] away|back|down|off|from|inside edge|the|railing|bridge|roof|ledge|tracks|window|from|and|to|now
      step away|back from
      where are you [exactly|right|now|at]
      who|who-is|who's|is-anyone|is-anybody|is-someone [is] near|around|nearby|with|home|there|close [to] [you|now]
      come|sit|stay [over] [and] [sit|stay|be] with you
      who could come|sit|stay|be|help
      come and sit|stay|be with
      step into|in the|another next|other|room
      an|the|call|need|get ambulance|paramedics|police|emergency
      poison control|centre|center
      very|really|extremely|that's|is dangerous [and|.|,]
      serious threat|danger
      place|somewhere|anywhere you-could|you-can|to go|stay|be
      can't|cannot|won't|not find you
      somewhere|place safe
      safe at|now|right|for|here|tonight|tomorrow [this]
      is|are|were he|she|they|you|the-baby|the-kids|your-son|your-daughter|your-children [all] safe|hurt|injured|bleeding
      need|needs|see|have|seen a|to|by [see] doctor|stitches|medical|hospital|looking|checked
      cuts need|deep|bleeding|clean
      would|could|can|will you|we [be] [willing] [to] tell|call|ring|text|phone|reach|show|let
      school nurse
      still|is-it|are-they bleeding|deep|hurting
      look at them|it|those|the [cuts|wound|wounds|burn]
      rape crisis
      child helpline|protection|services|line
      women's|womens refuge|shelter|aid
      refuge|shelter
      crisis centre|center|line|team
      hold [some|an] ice
      before you cut|do|act|go
      while you call
      """),
    // Asks or says more about what was said, without naming it.
    CueList(
      .opening,
      """
      what|what's|what-is|what-was|what-has|what-had [is|was|has|had|been|are] [been] happening|happened|going-on|wrong|made|makes|brought|brings|led|triggered|kept|keeps|stopped|stops|hurts|hardest|worst|the-hardest|the-worst
      how long|bad|often|close|strong|intense|much [has|have|did|do|is|are|been|it|you|this|these|the] [been|it|this|that|you|the|feel|felt|had|feeling|going] [like|feel|felt|going|been]
      how are|were those|these|the|they thoughts|feelings|urges
      how are you feeling|holding|now|doing [about|with|right|up]
      how did|does|do that|it|this|you make|feel|leave|come|get|cope [you]
      since when
      you're|you-are in danger
      if you [would|ever|want|need|wanna] [like|want|need] [to] talk|chat|vent|someone
      send|message|pm|dm|text me [a] [pm|message|dm|any|if|anytime]
      what|what's has|is|got|making|getting you [feeling|down|so|to|want]
      why are|do|would|did you [feel|feeling|thinking|think|want|wanting|hurt|cut|say]
      holding up
      love to hear|talk|listen
      up to talk|chat|listen
      i've|i-have been|felt there|here|that-way|this-way|the-same|where
      i feel|felt the same|this-way|that-way|you
      there with you
      in my|our prayers|thoughts
      pray|praying for you
      don't|please-don't [you] do it
      that sucks
      anything|something|someone that|who brings|makes|helps|keeps|holds
      being alive is
      tell|say [me|a] [a] [bit|little] more .|about-it|about-that|about-this|about-what|about-how|about-those|about-these
      tell me what|how|about-it|about-that|about-this
      want|like|trying to understand [what|it|how]
      can|could|do|would you [want] [to] tell|say|talk|describe [me|to|a] [more|about-it|about-that|what|about-what]
      do you feel|mean that|like|this|it|by
      do you want to talk|tell|say|share
      just|right before you|that|it
      come to this|that
      i hear how|that|you|the
      you survived|lived|made-it
      that was|sounds|is|must [be|have] [so|a|very|really|been|such|an|incredibly|terribly] heavy|hard|painful|frightening|scary|terrifying|awful|terrible|horrible|lonely|unbearable|exhausting|difficult|dark
      carry|carrying|alone with|this|that|it [alone|with]
      it took|takes courage|strength|a-lot
      it hurts
      hurts so much
      never|not|wasn't|isn't your fault
      was|is wrong [and]
      how much pain
      nobody|no-one deserves|deserve|should [to]
      """),
  ]
}
