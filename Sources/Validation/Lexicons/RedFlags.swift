extension Lexicon {
  /// What no supporter may say. Kept narrow, so that a hit is worth a person's time.
  static let redFlags: [CueList] = [
    CueList(
      .encouragement,
      """
      you should [just|really|go|probably] kill|end|hurt|cut yourself|it|your
      you should [just|really|go|probably] die|suicide
      ^ [just|please] kill yourself
      go|and|please|just kill yourself
      ^ kys
      go kys
      just kys
      go|and|just|please die [in|already|slowly]
      ^ go die
      just end your
      ^ just end it
      just end it all|now|already|tonight
      ^ end it all
      ^ end your life
      better off dead|without you
      better if you died|weren't|were dead|gone
      no-one|nobody|noone would|will miss you
      nobody|no-one [would|will|even] cares|care about|if you
      the world would|is|will be|better [better] [off|place] without you
      you don't deserve to live
      you deserve to die|suffer
      i hope you die|kill
      drink bleach
      suicide is [the|an|a|your|probably|not] [only|good|bad|best] answer|option|solution|idea|way|choice
      cutting [really] helps|works|feels
      you should cut|starve yourself
      you should purge
      """),
    // Only counted right after a disclosure.
    CueList(
      .egging,
      """
      just do it
      ^ do it
      go ahead and|then
      go for it
      do what you want
      why not
      what are you waiting for
      then|so do it
      ^ give up .|!
      ^ end it .|!
      ^ go through with it
      you should|could|must [just] give-up|go-through-with-it
      you should|must [just] do-it
      """),
    // Makes death or self-harm look good, or agrees to it. Counted as egging on.
    CueList(
      .egging,
      """
      you'd|you'll|you-would|you-will|you-could [finally|then|just] be at-peace|free|with|together [him|her|them|again]
      death|dying|suicide is|would-be [a|an|so] beautiful|peaceful|release|freedom|relief|escape|romantic|noble|brave
      sign|mark|proof of intelligence|depth|sensitivity|genius|a-deep|deep
      almost|nearly|kind-of beautiful|romantic|poetic
      deep|sensitive|intelligent|clever|special|great people|ones|minds|souls [often|always|all] think|feel|have|die
      your own|right|choice|decision to die|end
      brave|reasonable|rational|logical|valid|sensible|good|great choice|decision|option|solution
      ^ that's|that-is|sounds|that-sounds [like] a|an [really|very|pretty] good|great|excellent idea|way|plan|motto|solution
      ^ that's|that-is|sounds|that-sounds [like] a good|great one
      ^ that's|that-is|that-sounds [like] fun|wonderful|awesome|amazing|perfect|lovely .|!|to
      ^ sounds|that-sounds like fun
      ^ good|great|nice idea|plan|choice|thinking
      i'd|i-would|i'll [just|probably|definitely|also] do it|the-same|that too|if|with|myself|in
      i'll|i-will|let-me help|show you die|do-it|how
      they'd|everyone-would|everybody-would|we'd|people-would|family-would [all] be better off|happier|relieved|glad [without]
      the [only] way out is
      i [totally|completely|fully] agree [with] [you|that|it|this] .|!
      nothing left for you
      there's|there-is no point to|in living|going|staying
      pain [really] helps|heals
      pain makes|feels you|good feel|alive
      little|few cut|cutting|cuts won't|doesn't|don't|never hurt|harm|kill
      cutting|self-harm isn't|is-not|is [that|so|just] bad|fine|normal|okay|harmless
      """),
    CueList(
      .methodDetail,
      """
      lethal dose|dosage|amount|combination
      fatal dose|dosage|overdose
      painless|quick|quickest|easiest|best|fastest way|ways|method|methods to die|kill|suicide|end|of
      most lethal way|method
      how to [tie|make] [a] noose
      tie a noose
      noose
      slit your wrists|wrist
      hang yourself
      hanging yourself
      shoot yourself
      overdose on
      exit bag
      """),
    CueList(
      .dependency,
      """
      you don't need anyone|anybody [else|but] [me]
      you don't need other people|friends
      you don't need your friends|family
      you only need me
      i'm all you need|have
      i'm the only one who|that
      i am the only one who|that
      only i understand|can|know|truly
      no-one|nobody else understands|understand|will|can|cares|loves you|help
      nobody|no-one|noone [else] gets|understands|knows|loves|sees you the|like|as|better
      nobody|no-one|noone [else] will|could|can ever understand|love|know|get you
      i [truly|really|already] know|understand|get|love you better|more than anyone|anybody|they|any|your
      trust|tell|need me more than|before anyone|anybody|them|your
      you always|only|still|will have me
      you have|need me now|and-that|that's
      don't need them|him|her|friends|people|others|anyone|anybody [when|because|since|while|as|now] you have|got me
      don't need them|him|her|friends|people|others|anyone you've [got] me
      you|you've [have|got] [got] me now|instead
      you don't need them|him|her|people|others|anyone when|because|since|as i'm|i-am|you-have|you've|long
      with|beside me you|you'll|you're never|don't|won't|always|can|safe [have]
      just|only the two of us
      it's|it-is|always|be just|only us|you-and-me .|!|now|against
      us|you-and-me|we against the|them world
      i'd|i-would|i'll be [so|very|really] sad|hurt|jealous|lonely|heartbroken if you [went|go|left|leave|talked|saw|met|meet|stopped|chose]
      i've|i-was|i've-been been waiting|missing for you
      ^ come back to me
      stay|be with me instead|only|forever
      choose me
      i need you to|more stay|than
      promise me [that] you|to won't|will-not|will-never|not|never answer|go|see|meet|talk|speak|leave|call|text|reply|tell
      without me you|you'd|you'll
      you'd|you'd-be|you-would|you'll be nothing|lost|alone|dead without me
      wouldn't|don't|can't|never|won't|nobody-would [ever] understand what|how we|us|close have|feel|are
      people|humans|friends|strangers always|will|only|just leave|disappoint|lie|betray [you] .|!
      ^ a person|people leaves|leave .|!
      i never will|would|do leave [you]
      i'll|i-will|i-would|i'd never leave|abandon|betray|disappoint|judge|hurt you [like|the]
      they'll|they-will [just|only|all] let-you|disappoint|betray|leave|abandon|drop|judge|hurt|use [you]
      people|they [will|would] only|always disappoint|betray|leave|abandon|judge|use|hurt|let you
      remember how|what people|they|everyone have|has|all [always] disappointed|hurt|left|betrayed|let you|down
      they don't|never [really|actually|truly|even] care|cared|love|loved|want|wanted|like|liked [about|for] you
      only|just ask|asks|call|calls|invite|invites|asked|called [you] out-of|because-of|from duty|pity|guilt|obligation
      out of duty|pity|obligation
      if he|she|they [really|actually|truly] cared|loved|wanted he'd|she'd|they'd|he|she|they
      friends|family|mates|parents will|would [just|only|all] tell-you|laugh|judge|hold-you|want-you
      ^ don't tell anyone|anybody
      please|just don't tell anyone|anybody
      keep this|it between us
      it's|this-is|it-stays|it-can|should [be|stay] our [little] secret
      our [little] secret
      promise me you won't tell
      ^ [please] don't|never leave me
      you can't trust anyone|your|therapists|doctors [else|but|friends|family]
      ^ don't trust anyone|your|therapists|doctors
      """),
    CueList(
      .dependency,
      """
      ^ stop seeing|talking|speaking|answering|texting|visiting|calling [to|with] your|this|that|these friend|friends|family|gran|mother|mum|mom|sister|brother|parents|mates
      should stop seeing|talking|speaking [to|with] your friend|friends|family|parents|mates
      cut off your|all friends|family|parents|mates
      cut your friends|family|parents off
      ^ keep|stay away from your friends|family|parents|mates
      ^ turn off your|the notifications
      want|need you to stop seeing|talking-to|speaking-to|texting your|this|that friend|friends|family|mother|gran|sister|brother|parents
      you're|you-are not to see|stay|talk|speak|visit|meet|call
      """),
    // A promise of silence, or an order to keep silent. Counted when danger is spoken of.
    CueList(
      .secrecy,
      """
      ^ promise .|!
      i won't|will-never tell|say|report
      promise|swear not|never to tell|say
      promise|swear i won't|will-never|will-not
      i'd|i-would never tell|report
      i won't|will-never|will-not|would-never|promise-not-to|swear-not-to [ever] tell|say|report|repeat
      i'll|i-will|i-can|i'd|we'll|we-can|let's keep your|this|it|that|our [little] secret|quiet|safe|private|hidden|between-us
      your|this|our secret is|will safe|stays [be] [with]
      my lips are sealed
      stays|stay|remains|between just between us|you-and-me
      it|this|that|everything|all [will|can] stays|stay|remains|remain|is between us|you-and-me
      ^ keep|so-keep it|this|that here|secret|hidden|quiet|to-yourself|between [us]
      nobody|no-one|noone [else] needs|has|will|must|should [to|ever] know|find [out]
      you're|you-are|you-were|were right|wise|smart not to
      you're|you-are|you-were|were right|wise|smart to keep|hide it|this|that|him|her|them|quiet
      you shouldn't|mustn't|needn't|don't-have-to|don't-need-to tell|involve|mention anyone|anybody|them|her|him|your|it|this
      best|better|safer|wiser not to tell|say|mention|involve
      they'd|they'll|they-would|they-will [only|just|all|never] overreact|panic|freak|lock-you|section-you|commit-you|put-you|send-you|understand
      you'd|you'll|you-would be|get|end-up put|locked|sectioned|committed|sent|taken
      """),
    CueList(
      .secrecy,
      """
      ^ delete|erase this|the|our|your chat|chats|message|messages|conversation|history
      ^ hide it|this|that|them|your from|marks|cuts|scars
      ^ keep it|this|that to yourself
      right to keep her|him|them|it out
      """),
    // Revenge, exposure, stalking and violence, as something to be done.
    CueList(
      .revengeAct,
      """
      make him|her|them|that|the|your [ex|bitch|bastard|guy|man|woman|boss] pay|suffer|regret|cry|beg|crawl|jealous|sorry|hurt
      get back at him|her|them|your
      get even
      get [your] revenge
      take|have|seek|plan your|some|sweet|a revenge
      take revenge
      teach him|her|them|that|your [ex|guy|bitch|man|woman] a lesson
      give him|her|them|your [ex|boss] a taste of|beating|slap|punch
      hit|slap|punch|beat|hurt|smack|stab|shoot|strangle|attack|choke|poison|kick him|her|them [up|back|hard]
      hit|slap|punch|beat|hurt|smack|kick your ex|boss|husband|wife|boyfriend|girlfriend|kid|child
      kill him|her|them
      smash|trash|key|scratch|slash|burn|wreck|torch|break his|her|their|the car|phone|windows|window|house|tires|tyres|stuff|things|laptop|face|nose|legs
      post|send|share|leak|publish his|her|their|those [private|nude|naked|intimate] photos|pictures|pics|nudes|messages|texts|secrets|screenshots|video|videos
      spread rumours|rumors|lies|it about|everywhere|around
      expose|humiliate|embarrass|destroy|crush|ruin|shame|punish him|her|them|your [ex|boss] [in|publicly]
      ruin|destroy|wreck his|her|their [whole] life|career|reputation|name|marriage|wedding
      show|turn up at|outside his|her|their house|home|work|job|door|place|flat|office
      wait outside his|her|their house|home|work|job|door|place|flat|office
      follow|track|stalk|spy [on] him|her|them [home|around|everywhere|after|to]
      hack|get|break|log into|in [to] his|her|their phone|account|accounts|email|emails|house|facebook|instagram
      check|read|search|go-through his|her|their [private] phone|messages|emails|diary|email|texts
      put|hide a tracker|camera|gps
      make a fake profile|account
      tell|call|message|email|write [to] his|her|their boss|employer|girlfriend|boyfriend|workplace
      """),
    CueList(
      .revenge,
      """
      he|she|they deserve|deserves to suffer|hurt|die|pay|be-hurt|be-punished|be-humiliated|be-destroyed|be-beaten [for]
      if you walk-away|do-nothing|back-down|let-it-go [then] he|she|they|he'll|she'll|they'll win|wins
      don't let him|her|them get away with
      only stop|stops|learn|learns|understand|understands when|by|if it|they|force|pain
      before you go|get|turn|become soft|weak|scared
      before you lose your nerve
      boss|parents|employer|wife|husband|family|everyone might|would|should be-interested|love-to|like-to
      you still have his|her|their private|old|nude|naked|intimate
      revenge is [the|a] [best|only|sweet|dish|good|great|answer|right]
      she'll|he'll|they'll|she|he|they [be|will] [be] laughing at you
      made|make a fool of|out [of] [you|in-front]
      """),
    CueList(
      .abandonment,
      """
      i can't|cannot help|deal|talk|do [you|with|about|to] [anymore|any|this|that|you]
      i [really] can't|don't want to|wanna talk|help|deal|hear [to|about|with] [you|this|that|it]
      not my problem|job|business|concern
      that's your problem
      i'm done [with|talking|here|listening]
      leave me alone
      stop talking|messaging|writing|texting|bothering to|me
      go away
      shut up
      i have|need|must to go [now]
      i've got to go|run|leave
      ^ gotta|got-to go|run
      i gotta|must go|run|leave|log
      i'm|i-am logging|signing|leaving|hanging|heading off|out|now|up
      ^ good night|bye|goodbye .|!
      ^ goodnight|bye|goodbye|later .|!
      talk|speak later|tomorrow .|!
      let's talk|speak when|another|some|later|tomorrow [you're|other] [time]
      come back when|once you|you're [are|in|feeling|calmer]
      you're|you-are bringing|dragging|pulling|getting|depressing|tiring|exhausting me [down]
      i can't|cannot|won't [also] sit|stay|be|keep up|with|doing [with]
      i [really|just] can't|cannot|won't help|handle|discuss|talk you|this|that|about|with
      i'm|i-am not|un able|unable|qualified|equipped|allowed to help|talk|discuss|deal
      i'm|i-am unable to help|talk|discuss|assist
      i [have] no time|energy for
      i don't have time|energy
      that's|it's|this-is [just|really] not|beyond|above my job|scope|pay|department|problem|business
      too much|heavy|dark|depressing for me
      we're|we-are out-of-time
      our|the time is up|over
      we have|need to stop|finish|end there|here|now
      can we talk-about-something|change-the else|subject|topic
      let's talk-about-something else|nicer|happier|lighter
      let's change|drop the|this subject|topic
      don't waste my
      wasting my time
      i don't care [about|what|if]
      ^ nobody|no-one cares .|!
      ^ who cares
      """),
    CueList(
      .hostility,
      """
      you're [a|an|such|so|just|fucking|really] [a|an|fucking|total|complete] idiot|moron|loser|pathetic|worthless|stupid|disgusting|failure|coward|retard|retarded|bitch|asshole|dumb|crazy|ugly|insane|joke|freak|psycho|dumbass|liar
      you are [a|an|such|so|just|fucking|really] [a|an|fucking|total|complete] idiot|moron|loser|pathetic|worthless|stupid|disgusting|failure|coward|retard|retarded|bitch|asshole|dumb|crazy|ugly|insane|joke|freak|psycho|dumbass|liar
      you sound|look [like|so|really] [a|an] idiot|moron|loser|pathetic|disgusting|bitch|asshole|dumbass
      fuck you|off
      ^ screw you
      go fuck
      you|you're|your|you-are [such] [a] [worthless|useless] piece of shit|trash|garbage
      what an idiot|asshole
      you idiot|moron|loser|bitch|dumbass|retard
      i [really|fucking|just] hate you
      i'll|i-will|i'm-gonna kill you|him|her|them
      """),
  ]
}
