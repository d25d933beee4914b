extension Lexicon {
  /// Kinds of veiled talk: an end to being, a world without oneself, last times, looks at places and things,
  /// traces of a deed. Each line is a kind, wider than the sayings of ``oblique``.
  static let veiled: [ToldList] = [
    ToldList(
      .ideation,
      """
      to|of|about|for|at|with|toward|towards not existing|waking-up|being-here|being-alive
      done|finished|tired|sick|through [of|with] being a person|human
      done|finished|tired|sick|through [of|with] being me|alive|human
      quit|leave|leaving|exit|escape|exiting being-alive|existence|this-life|life|this-earth|this-world [for-good]
      being alive is|feels|was [like|just] [a|such] job|burden|punishment|prison|torture|mistake|chore
      to|would|gonna|will|can|could [just] stop|quit breathing|existing|being-alive
      stop|stops|stopped|quit|quits breathing [in|while|during] [my|the] [sleep|night]
      my heart to|would|will|could [just] stop|quit|give-up
      take me [already|home|now|away] god|lord|jesus|please
      god|lord|jesus|universe [please|just|can-you|will-you] take|takes|took me
      ready|want|wanna to [go] [home] [be] [with|to] god|jesus|heaven|the-lord
      turn|switch myself off
      turned|switched me off
      erase|delete|obliterate myself|my-existence
      want|wanna|wish|ready to be erased|gone|buried|ash|ashes|underground|nothing|in-the-ground
      buried|lying|be six feet
      six feet under
      forever nap|sleep
      sleep forever|for-good|permanently
      bridge|bridges|train|trains|knife|knives|blade|blades|roof|roofs|river|tracks|rails|water|pills|rope|gun|platform|cliff|cliffs|balcony|ledge looks|look|feels|feel|seems|seem|sounds|starts-to-look|start-to-look [so|more|pretty] [like] [a|an|the|my|an-easy] answer|solution|exit|peaceful|inviting|tempting|friendly|relief|way-out|comforting|kind|calm
      look|looking|stare|staring at [the|my] tracks|rails|pills|knife|knives|blade|rope|gun|railing|ledge and [it|they|i] feels|feel|think|wonder|imagine
      drawn|pulled to [the] edge|rails|tracks|railing|water|roof|bridge
      mind|thoughts|head|eyes go|goes|went|wander|wanders|drift|drifts|return|returns|keep-going|keeps-going to the|that|my [medicine] pills|cabinet|cupboard|rope|bridge|knife|knives|gun|razor|edge|roof|tracks|railing
      let|letting|thought-about-letting [the|my] car|bike drift|roll|swerve|veer [off|into|across]
      drift|veer|swerve|swerving|roll [off] into the|a|an|oncoming lorry|truck|traffic|tree|wall|river|pillar|barrier
      googling|googled|searching|searched|looking-up|reading-about|researching|looked-up [painless|quick|easy|the|for|up|all|some|about] ways|methods [to|of] [die|end|go|kill] [it|myself]
      painless|peaceful|quick ways|methods .
      yeet|throw|chuck|hurl|launch|drop myself off|from|under|into|out|in-front
      not|never planning|plan|intend|intending|going on being|to-be around|here|alive|there for|when|by|past|at|to|next|any
      not|don't plan|intend|expect|planning [to|on] [be|being] around|here|alive for|when|by|past|to|next|much
      don't|do-not|won't|not expect|think|imagine|believe [i'll|i-will|to|that|that-i'll] [be|see|live|make|reach] [to] [see|be|live] [my|next|the|another] thirty|thirtieth|fortieth|birthday|spring|summer|autumn|winter|new-year|graduation
      last chapter|page of this|my|the [book|life|story]
      my story is|will-be|ends|should-end over|here|finished|soon
      nothing|little|not-much|no-one|nobody|no-thing [left] keeps|keeping|holds|holding|tying|ties me here|alive|going|to-this
      only still here|alive because|for
      only|all reason|thing [that|i'm|i-am] [is] [keeping|keeps|still] [me] alive|still-here|breathing
      world|everyone|people|they|family|it would|will close|go|move|carry over|on without|when me|i'm-gone|i-am-gone|i
      gap|hole|space i [would|will|'d] leave
      kindness|favour|favor|gift|blessing|relief to|for everyone|everybody|them|my-family|the-world if i
      if i just|simply wasn't|weren't|was-not|were-not|stopped|ended
      be gone|dead|in-the-ground|buried|not-here|away-for-good|out-of-the-way by|before|this-time [this] [time] tomorrow|tonight|next-week|monday|the-morning
      this|by-this|by-that time tomorrow|next-week [i|it|you|they|nobody|no-one]
      don't|do-not|can't|cannot|dont trust|keep myself [to] [be] safe|stay-alive|tonight
      can't|cannot keep myself safe|alive
      not|don't in this life|world anymore|any-more
      i mean in|of this life|world
      to|wanna|want not exist|be-alive|be-breathing
      bad|much|badly i want|wanna|wish [to] not
      so bad|badly not to|to [be|exist] [alive|here]
      """),
    ToldList(
      .plan,
      """
      won't|will-not|wont be|see|hear|hearing|seeing [hearing|seeing] [from] [me] again after|from
      won't|will-not|wont|never be hearing|seeing from|me [me] again|after|anymore
      won't be a|anyone's|your|their|anybody's burden|problem|bother [to] [for] [anybody|anyone|you|them|long|much]
      the|for-the|is-the|my very last|final|last time [that] i|you|we|they [will|get|ever|speak|see|talk|write|post|hear|tell|hug]
      be good|kind to each other .
      look after|take-care-of each-other|them|him|her when|after|once i'm|i-am|i've [gone|not]
      funeral songs|music|song|dress|readings|guests
      music|song|songs|flowers|reading|clothes for my funeral|burial
      who|what|decided-who|written-who|wrote-who gets|inherits|takes|has|should-have my|what|the [things|records|cat|dog|guitar|car]
      will|testament is done|signed|written|ready|finished [and]
      only|just one|a thing|last-thing left [to] [do] .
      just|only the one thing left
      everything|all|it's-all|it-is-all is|set|laid set|laid|ready|prepared|out|on out|for|on-the [the] [table|bed|me] [to]
      waiting [for|until|till] [my|the|they|he|she|everyone|everybody] [flatmate|roommate|parents|kids|wife|husband|they|mum|dad|family] [to|are|is|have|has] leave|leaves|left|asleep|out|go|gone|go-out [so|then]
      paid|settled|closed|cancelled|sold my|all|off|everything debts|accounts|everything|it [and|so|because] [left|nobody|no-one|i-won't|before]
      so that they|he|she|nobody|no-one|my-kids|my-parents|my-wife don't|doesn't|won't|has|have [have|to] hear|find|see|to-find|to-see [it|me]
      when|while they|my-parents|everyone|he|she|everybody are|is|'re away|at|asleep|out|gone so
      note|letter in|on my|the pocket|desk|pillow|table|drawer and|on|for [i|my]
      on my way up|to-the-roof|to-the-bridge|to-the-cliff|to-the-tracks
      drove|went|walked|go|cycled|drive to|past|by the|my spot|place|cliff|bridge|lake|quarry [again|and|where]
      picked|chose|chosen the|my date|day|hour|tree|bridge|beam|cliff and|it's|it-is|after [the|my|it]
      i'll|i-will|gonna|going-to do it when|while|once|as-soon-as my|everyone|everybody|they|the parents|kids|flatmate|roommate|family|wife|husband|are|is|house [are|is] [at|out|asleep|away]
      """),
    ToldList(
      .meansHeld,
      """
      noose|rope|gun|pistol|rifle|revolver|pills|tablets|blades|razor|poison|cyanide in|under|behind|beside|inside|hidden-in|hidden-under my|the|a shed|pillow|bed|trunk|garage|drawer|wardrobe|closet|bag|backpack|purse|nightstand|loft|cellar|attic|case [behind|and|for|since|that|is]
      keep|kept|have|got|hid|hide|hiding|bought|carry|carrying|own a|the|some|extra|my|dad's|his|new|spare|enough noose|rope|gun|pistol|revolver|rifle|blades|razor|razors|blade|bottle-of-pills|pills in|under|behind|and|for|with [i|hid|the|my|me]
      kept|keep|have|got|take|took|hold|taking|holding [out] [my|dad's|father's|grandpa's|his|the|husband's] [old|service|hunting] pistol|gun|revolver|rifle|shotgun
      sixty|fifty|forty|thirty|hundred|ninety|eighty|twenty pills|tablets in|on|next|beside|under|by
      count|counting them|pills|tablets to|and|every|over [calm|see|night]
      holding|hold|got|have [the|a|my] bottle|blade|razor|knife|gun|rope|pills right|in|and|to|against [now|my]
      standing|sitting|parked|stood|i'm|waiting at|on|by [the|a] [edge|top] [of] [the] edge|cliffs|cliff|tracks|rails|railing|ledge|parapet|viaduct|overpass
      feet|legs over|off|hanging|dangling [the|over] edge|side|railing|ledge
      """),
    ToldList(
      .attempt,
      """
      had|have|getting my|their stomach pumped|emptied|washed|cleaned
      stomach pumped|emptied|pumping
      took|swallowed|ate|downed|have-taken|drank everything|all|every-pill|anything [that|there|i] [was|were|i] [could|had|found] [in|find] [the|my] cabinet|cupboard|drawer|house|bathroom|box|find|had
      took|swallowed|taken|drank|drunk|had antifreeze|bleach|weedkiller|rat-poison|drain-cleaner|methanol|acid
      found me|us [just] in time
      was|were|got|been found|cut|pulled|brought|talked [just] in-time|down|back|out [by|from|off] [my|a|the|somebody|someone]
      somebody|someone|stranger|policeman|brother|they|he|she pulled|talked|cut|dragged|grabbed me back|down|off|away|out|from
      cut|got|been|was me down by|from|in|when|before
      already|have|i've|i tried|attempted [it|this] twice|once|before|three-times|again|last|four-times
      tried [it] twice|three-times|four-times|before [this|in|already] [year|month|week|times]
      otherwise i wouldn't|would-not|won't be|have
      went|jumped|stepped|leapt|threw-myself|walked off|into|from [the|a] bridge|platform|roof|balcony|cliff|river|water|train|ledge [in|last|when|and|but|.]
      the water|rope|belt|branch|pills|tablets|fall|train|gun|ambulance|jump didn't|did-not|wouldn't|broke|failed|only finish|work|kill|hold|jam|jammed|.|missed|stopped
      wrists|arms|arm|wrist are|is|were|still [all] bandaged|stitched|sewn
      nurse|nurses|staff watches|watch|watched|watching|checks|check me|on-me [even] [in|every|all|when]
      one|on to|suicide watch
      sectioned|hospitalised|hospitalized [again|after|because|for] [i|trying|me|what|my]
      kept me in|for two|three|a|several|weeks|days|observation|hospital|ten [weeks|days]
      """),
    ToldList(
      .selfHarm,
      """
      ran|run|drag|dragged|pulled|draw|drew|pressed|press|put|dug|dig|push|pushed|stuck|stick|hold|held [the|a|my] [hot] razor|blade|knife|scissors|compass|needle|pin|glass|iron|cigarette|lighter|matches|match|flame|candle across|over|into|on|to|in|against|under|along my [own|left|right|inner] arm|arms|thigh|thighs|leg|legs|wrist|wrists|skin|hand|hands|ankle|stomach|hip|palm
      burn|burning|burned|burnt|singe|scald|brand|branded|branding the|my [inside|back] [of] [my] arm|arms|thigh|thighs|leg|legs|wrist|wrists|skin|hand|hands|ankle|stomach with|using|on [matches|a-lighter|cigarettes|the-iron|purpose]
      opened|open|opening|slice|sliced|broke my [own] skin [open|again|last]
      scratch|scratched|scratching|pick|picking|claw|clawing [myself|my-arms|my-skin|it|at-it|until] [until|till] [it|i|they] bleed|bleeds|bled|bleeding|raw
      until|till|so-that|that|until-i-saw|until-i-see|to [it|i|my-knuckles|the-skin|my-skin|they|there-is|they] bleeds|bleed|bled|see-blood|split|splits|blood
      new|fresh|more|eleven|ten|twenty|five|six|seven|eight|nine|dozen|three|four lines|cuts|marks|burns|scars on|across|down|along [my|the] hip|hips|thigh|thighs|arm|arms|leg|legs|wrist|wrists|skin
      fresh blood on|in [my|the] [sleeve|sheets|arm]
      i'm|i-am|was|am the one [who|that] did it
      hurt|harm|punish|cut|burn|hit|scratch myself after|before|every|each|whenever|when|again|since|until|because
      have|need|had|want|got to hurt|harm|punish|cut myself
      punch|hit|hitting|punching|smash|slam|bang [the|my|a] wall|walls|mirror|head|fist|fists|knuckles till|until|so|because|against|into [my|it|the|i|everything] [knuckles|deserve|bleed|goes]
      bang|hit|knock|slam my head|forehead on|against|into|until [the|a] [wall|door|desk|floor]
      bandages|plasters|long-sleeves|sleeves hide|cover|because|over [my|the|of] [cuts|scars|wounds|burns]
      itching|aching|craving|dying for|to cut|bleed|the-blade|a-blade|the-razor
      make|made|making myself throw-up|sick|vomit|puke and|after|until|every|when
      """),
    ToldList(
      .harmed,
      """
      held|holds|put|pressed|pushed|shoved a|the|his|her|my pillow|cushion|hand|hands|knife|gun|blade over|on|to|against|at|around|round my face|mouth|throat|neck|head|nose|chest
      until|till i blacked|passed|pass|black|faint|fainted|see|saw out|stars|black|.
      squeezes|squeezed|grips|gripped my neck|throat|windpipe
      throws|threw|throwing|smashes|smashed|broke|breaks plates|things|bottles|chairs|everything|glasses|furniture|a-plate|a-bottle|a-chair|the-door [at|in|and|on|when] [me|us|says|said|my|he|she]
      next time it's|it-is|it-will-be|its|he'll|she'll [be] [my|me|hit|kill|your] [head|face|turn|me]
      took|takes|hides|keeps my passport|keys|papers|documents|phone and|so [i|won't|phone|he|she|keys]
      haven't|not|can't|cannot|never left|leave|leaving the|my [flat|house|home|room|apartment] in|for|since|without [weeks|days|him|her|his|her|months|three]
      not|never allowed to [have|see|leave|talk|use] [to] money|anyone|anybody|friends|the-house|my-family|a-phone|my-phone
      won't|doesn't|never|will-not let|allow|allows|lets me [to] leave|sleep|eat [the|or|for|and|until|.]
      reads|checks|controls|tracks|monitors [all] [my] messages|phone|texts|mail|account|money|calls|location [and] [every|he|she|or|all]
      tracker|camera|cameras|airtag on|in|under my car|bag|flat|phone|bedroom|coat
      if i tell|told|speak|talk [to] [anyone|anybody|someone] [about] [what] [he|she|they] [do|does|did] he'll|she'll|they'll|he-will|she-will|he-would|nobody-will
      he'll|she'll|they'll|he-will|she-will|he-would [will] hurt|kill|drown|harm|poison [the|my|our] dog|cat|pet|pets|horse|sister|brother|kids|children|mum|mother|family
      flinch|flinching|duck|hide|hiding|shake|freeze when|as|whenever [he|she|dad|mum|his|her|they|i] [hear] [raises|raise|comes|come|shouts|his|her|him]
      raises|raised|lifts his|her|a hand|fist|fists|belt|hands
      what|and-what|i-know-what comes next|after .
      waits|waiting|stands|standing|sits|lurks|appears outside|at|in-front-of my [work|flat|house|window|school|door|gym] [every|each|all|and|at] [evening|night|day]
      texts|messages|writes|tells|knows me|exactly what|where i-am|i'm|i [am|'m] wearing|doing|was|go|went
      whips|whipped|whipping|lashes|lashed|canes|caned|flogs|beats|hits me|us with|using|on|because
      with|using [a|the|his|her] charger|charging|extension|power|electric cable|cord|lead
      hold|held|holds|holding|pin|pinned me|us down in|and|behind|on|while|so|until|by
      film|films|filmed|filming|video|videotape|record it|me|us [and] [while|they|when|send|post|.|to|in|naked]
      locks|locked|shuts|shut|throws|threw me|us out|outside [in|into|of|at|all] [the|a] [snow|cold|rain|night|house]
      screams|scream|screaming|cry|cries|crying|hear the|a belt|beating|slap|slaps|blows|stick
      drags|dragged|pulls|pulled me|us by [my|the] hair|arm|legs|ankles|feet
      stomps|stamped|stands|stood|sat|sits on my chest|back|head|neck|hands|throat
      """),
    ToldList(
      .abuse,
      """
      comes|came|sneaks|creeps|slips|climbs into|in-to|in [my|our] [bed|bedroom|room] at|in|every|when|while|night|with [night]
      into|in my bed|bedroom|room at night
      hand|hands|fingers up|down|under|in|into|inside my|our skirt|trousers|pants|dress|shirt|underwear|blouse|knickers|bra|shorts|pyjamas
      sit|sits|sitting on his lap [and|while|so]
      touches|touched|touching|strokes|stroked|rubs|feels|kisses me [up|down|all] under|between|below|where|inside|there|down-there|on-the|when|over|every [my|the|i] [dress|skirt|legs|shirt]
      forced|forces|forcing|pressured|coerced|made me|us to|into [have|having|do|doing] sex|it-with|kiss|touch|undress|strip|bed
      forced|forces me even|although|though|when i|after [though] [i]
      forced|forces himself|herself on me|us
      sends|sent|showed|shows|send|show me pictures|photos|pics|videos|films|nudes|porn [of] [his|himself|and|naked|of]
      asks|asked|wants|wanted|made|makes me [to|for] [send|take|get] [him|off] naked|nude|nudes|undress|strip|my-clothes-off
      said|say|says|screamed|screaming no [three|two|many|several|a-hundred] [times] and|but|he|she|they|while
      does|did|do|doing it anyway
      does|did|do|doing|forces sex things|sexual-things|things-to-me|things-with-me [to|with] [me|him]
      """),
    ToldList(
      .threat,
      """
      i|i'll|i-will|i'm-going-to|will|going-to|gonna|want-to stab|shoot|kill|strangle|burn|murder|beat|poison|drown him|her|them|someone|everyone|both|you .|i-mean|and-i|if|when|for|at|tonight|with
      make him|her|them|everyone bleed|suffer|pay|scream|beg [for|.|until|and]
      following|followed|stalking|waiting-for her|him|them home|and|every|at-night|after [and|one|work] [night|one|i]
      won't|will-not|can't stop [myself] at|from [the] corner|hurting|killing|stabbing|hitting
      knife|gun|hammer|axe|bat|petrol|gasoline|acid|rifle|weapon because-of|for|on-account-of my|him|her|them|that [neighbour|neighbor|boss|ex|husband|wife|father]
      mean|intend|plan|going|want to use it .|on|against|tonight|soon|if
      list of people|names|everyone|those|all [who|that|at|will|i|in] [will|school|work|deserve|pay|hurt|want]
      will|going-to|gonna|must|to all pay|die|suffer|regret|bleed on|for|tomorrow|soon|.|monday|friday
      shook|shaken|shaking|hit|slapped|smacked|smothered|threw|dropped|kicked|punched|bit|squeezed my|the|our|him|her [little|own|newborn] baby|boy|girl|son|daughter|toddler|child|kid|newborn|twins [so|and|because|i|until|hard|again|.]
      my hands [around|on|round|at] [my|his|her|their|the] [husband's|wife's|boss's|mother's] neck|throat
      hands around|round [my|his|her|their|the] [husband's|wife's|boss's|mother's|ex's] neck|throat
      """),
    ToldList(
      .otherDanger,
      """
      goodbye|farewell message|text|letter|note|video|voicemail and|then|to|isn't|but|saying
      sent|left|wrote|texted|posted [me|us|a|her|his] [a] goodbye|farewell|suicide|final message|note|letter|text
      pills|tablets saved|stashed|hoarded|hidden up|and|in|away
      told|tells|telling me|us [she|he|they|that] [has|have|wants] [she|he|has|a] pills|plan|date|gun|rope|to-die
      cutting|cuts|burning|burns|starving|hurting his|her|their|himself|herself|themselves [own] [arms|legs|arm|wrists|thighs|and|again]
      hits|beats|hurts|chokes|slaps|punches|rapes|abuses|threatens|strangles|kicks her|him|them|my-mum|my-mother|my-sister|my-brother|the-kids and|but|she|he|every|when|in|.
      kids|children|child|neighbours|neighbors|boy|girl next-door|upstairs|down-the-street scream|screams|cry|cries|have|has [every|all|and|bruises]
      has|have|with|got bruises|burns|marks|welts|black-eyes on|all|every|and
      """),
    ToldList(
      .lethal,
      """
      how long|fast|quickly|quick [does|would|will|do|until] [it] [take|takes] [carbon] monoxide|insulin|potassium|cyanide|helium|exhaust
      how long|fast [does|would|will|do] [it] [take] [to|until] [you|i] bleed-out|bleed-to-death|suffocate|drown|freeze-to-death|faint
      most|maximum|max|much|many [of] insulin|paracetamol|morphine|potassium|ibuprofen|sleeping-pills|tablets|pills a|the|one|someone [person|human|body|adult] can|could
      much|many paracetamol|insulin|pills|tablets|morphine|ibuprofen|sleeping-pills [is|are|would-be|be] too much|many
      can|could|do you|i|someone|people|one die from|of|by|if mixing|taking|drinking|too-much|an-overdose|jumping|swallowing
      dose|amount of morphine|insulin|paracetamol|fentanyl|potassium|digoxin [is|would|that|to]
      which [over-the-counter] pills|tablets|drugs|poison|poisons|medicine are|is|would-be [the] deadliest|strongest|most-dangerous|lethal|fatal
      """),
    ToldList(
      .hint,
      """
      anyone|anybody|someone|somebody|they|people|them|nobody|no-one|who would|will|to|'d [even] notice|find|miss|come [me|it|to] [before|until|for|by|if-i|my|missing|i|when|were]
      picked|chose|chosen the|a|my date|spot|place
      i'll|i-will do it after|on|before
      how long it|they|he|she|people|somebody|someone would|will|until|before|till take|find|need [for|them|anyone|somebody|to] [to|find|me]
      what for .
      next year|summer|month|christmas|spring|week|winter without|with-no me
      stopped buying|planning|saving|making|paying [food|plans|for] [for]
      the same|only|an|my|one exit|way-out
      i want|wish|need it|all|everything|this [all] [to] [be] over|to-stop|to-end
      i'm|i-am|im|finally|feel|and|fine|okay|calm at-peace|fine|okay|calm|ready with it|that|this|now|about
      looking|look|stare|staring at the river|bridge|bridges|knives|pills|tracks|trains|water|rope|edge differently|longer|again|lately|all
      see|seeing|picture|imagine|picturing myself|me in|at|after|past any|the|next|another|my [picture|year|summer|of|christmas]
      told|tell|hugged|kissed|called|rang the|my|them|everyone|mum|dad kids|children|parents|friends|mum|dad|that|everyone|wife|husband [that|i|extra|a] [love|bit|longer|hard]
      passwords|accounts|keys|papers so|for|with|to [they|when|the|my]
      done|finished|through with-everything|with-all-this
      this|it is|will-be the|my last|final time|post|message|day|evening|night
      last|final message|post|text|words|note from|to me|you
      run|running|ran out of reasons|strength|hope|road|time
      reasons|reason to keep|carry|stay|go [on|going|here|the|breathing|my]
      """),
    ToldList(
      .meansNoun,
      """
      morphine|fentanyl|heroin|potassium|descaler|ammonia|antifreeze|arsenic|digoxin|barbiturates|sedatives
      railing|railings|car-park|parking-deck|multi-storey|harbour|pier|lighthouse|gorge|waterfall|reservoir|crane
      insulin|paracetamol|monoxide|gas|exhaust
      blades|scalpel|ammo|bullets|shotgun
      """),
    ToldList(
      .trouble,
      """
      ex got|has|wins|won custody|the-house|the-kids|everything
      got|getting|taken|took|lost|lose|take|takes [the|my] custody|kids|children
      threw|thrown|kicked|throwing me out
      proposed|married|engaged|went|gone|left to|with|for somebody|someone|another|her|him [else|woman|man]
      she's|he's|she-is|he-is|they're gone [for]
      hates|hate me
      fail|fails|failing|failed|flunk|flunked [out] [of] [my|uni|the|everything|school|finals|again|exam|year]
      lost|lose everything|the-house|the-farm|our-home|all|it-all|my-job|my-son|my-daughter
      have|got|there-is nobody|no-one|nothing [left]
      tired of it|this|all|living|everything [all]
      so tired|lonely|done|finished|low|empty
      diagnosis|results|biopsy [back|came|is|was] [bad|back|not-good]
      """),
    ToldList(
      .innocent,
      """
      done being nice|polite|quiet
      getting|gets|got|is|comes on top of me|us .|at|with|again|and
      cat|dog|puppy|kitten [just] attacked|attacks|bit|bites|scratched|hit me
      last time i|we saw|went|checked|talked|spoke|was|had|did|visited|called
      the last page|chapter of|in the|my|his|her book|novel|thesis|series
      stand on my own|hands|head
      find me on|at|in [the|a] instagram|facebook|linkedin|office|reception|kitchen|lobby
      took everything into|in account|stride|consideration
      cut me down|off in|to [size|traffic]
      talked me down|out of from|buying|the
      die with me laughing
      the goodbye party|lunch|dinner|drinks
      goodbye party|lunch|dinner|drinks|cake|gift
      hold|hold-on|held on|your hands|my-hand
      held my hand|baby|breath
      won't let me win|pay|help|finish|down|forget
      not allowed to eat|drink|have|drive|smoke sugar|gluten|dairy|alcohol|coffee|nuts
      checks|check my messages later|when|at
      comes into my room|bedroom and|when|without|to wakes|asks|takes|borrows|cleans|knocking|play|tidy
      """),
  ]
}
