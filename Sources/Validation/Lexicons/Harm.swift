extension Lexicon {
  /// What a client says of harm to others and by others.
  static let harm: [ToldList] = [
    ToldList(
      .threat,
      """
      i'll|i-will|want|wanna|wanted|going|gonna|plan|planning|swear|might|ready|intend|able|how-i|could-seriously|about [to|i] [just|will|would|really|seriously] [to] kill|hurt|stab|shoot|strangle|murder|poison|choke|smother|drown|beat|attack|harm him|her|them|someone|somebody|everyone|everybody|people|that-man|this-man|that-woman|that-guy
      i'll|i-will|want|wanna|wanted|going|gonna|plan|planning|swear|might|ready|intend|how-i|about [to|i] [just|will|would|really] [to] kill|hurt|stab|shoot|strangle|murder|poison|choke|smother|drown|attack|harm my|the [own] boss|neighbour|neighbor|stepfather|stepdad|father|dad|mother|mum|mom|husband|wife|ex|boyfriend|girlfriend|brother|sister|teacher|baby|kids|kid|children|child|son|daughter|roommate|flatmate|colleague|colleagues|coworkers|manager|family|class|classmates|parents|stepmother
      think|thinking|thought|thoughts|dream|dreaming|urge|urges|fantasies|fantasize|plans|voices of|about|to [how|i|me] [i|would|could] [to] kill|stab|shoot|strangle|murder|poison|choke|smother|drown|killing|stabbing|shooting|hurting|strangling|drowning|smothering|harming him|her|them|someone|my-baby|the-baby|my-son|my-daughter|my-husband|my-wife|everyone|people [with|in]
      thoughts|thinking|urge|urges|images of|to|about|where [i] killing|hurting|stabbing|shooting|strangling|drowning|smothering|harming|shaking|kill|hurt|stab|shoot|harm him|her|them|someone|somebody|my|the|everyone|people|others
      picture|picturing|imagine|imagining|fantasise|fantasising|fantasizing [about] [me] killing|hurting|stabbing|shooting|strangling|drowning|smothering|harming|pushing|hitting|beating|poisoning|choking him|her|them|someone|my|the|everyone|people
      pillow over my|the|his|her
      bring|bringing|take|taking|took|carry|carrying a|my|the|his gun|knife|weapon|rifle to|into school|work|class|church|office|court
      they'll|they-will|he'll|she'll|everyone-will [all] be sorry|pay
      nearly|almost|just [just] strangled|killed|stabbed|choked|shot|smothered|drowned my|him|her|them|the
      hit|beat|beating|slapped|shook|hitting|slap|slapping|punched|shaken|shake|kicked|strangled|choked|hurt|burned my|the [own|little] son|daughter|kid|kids|child|children|baby|wife|girlfriend|boyfriend|husband|mother|mum|mom|partner|toddler|boy|girl
      do|doing something to|bad-to the|my baby|kids|children|son|daughter|wife|husband
      have|got|keep|bought a|the|my|his knife|gun|bat|weapon in|for the|my|him|her|them [car|bag|jacket|pocket|coat]
      make him|her|them pay with|for-it-with
      """),
    ToldList(
      .harmed,
      """
      hits|hit|hitting|hurts|hurting|slapped|slaps|slapping|punched|punches|punching|kicked|kicks|kicking|strangled|strangles|strangling|choked|chokes|choking|attacked|attacks|attacking|stabbed|whipped|whips|smacks|smacked|bashed|bites|bit|headbutted|cornered|suffocated|grabbed|grabs|pinned|spits|spat me|us|my-face
      beat|beats|beating|beaten|beating me|us up|with|again|badly|until|so|when|black|because|every|last|for|and|yesterday|.
      beat|beats|beating|kicks|kicked the shit|crap|hell|living out|daylights of me|us
      i|i'm|i've|we|im was|am|get|got|were|been|have|being|getting [being|getting|been|regularly|often] beaten|hit|strangled|attacked|stabbed|battered|slapped|punched|kicked [up] [by]
      gets|get|got|getting|been|being|was|were beaten|battered|strangled [up] by|at-home|every|again
      pushes|pushed|shoves|shoved|threw|throws|dragged|drags|slammed|slams|pinned me|us down|against|into-the|to-the|onto|around|out-of|across|out-the
      threw|throws|throwing|smashed [a|an|the|his|her|my|things|it] [plate|glass|chair|bottle|knife|phone|cup|pan|shoe] at|over|on|against me|us|my-head|my-face
      threatened|threatens|threatening|threaten to|me|us [to|with] kill|hurt|shoot|stab|beat|burn|me|us|a|find|take|harm
      kill|hurt|shoot|stab|beat|murder|find|bury me|us|my-kids if|when|unless i|we|i'd [ever|try|tried] leave|tell|try|move|say|report|refuse|left|told|go-to|talk|speak|call|come-back|don't-obey|to
      says|said|swears|swore|told|promised|tells|keeps-saying|writes [me|that|he|she|they] [he|she|they|he'll|she'll|they'll|would|will|he'd|going|is] [to|going] [will|would|to] kill|hurt|shoot|stab|find|murder|burn|beat me|us|my-kids|the-kids|the-children|my-children
      he'll|she'll|they'll|he-will|she-will|they-will|he-might|he's-going-to|dad-will [really|actually] hurt|beat|hit|strangle|stab|shoot me|us
      he'll|she'll|he-will|she-will|they-will|they'll|he-is-going-to|he's-going-to [really|actually] kill me [one-day|next|someday|eventually|for-real|tonight|soon]
      afraid|scared|terrified|frightened of [my] him|husband|boyfriend|dad|father|stepdad|stepfather|partner|ex|her|wife
      locks|locked|locking|lock me|us in|inside|up
      ties|tied|chained|chains me|us up|down|to
      gets|got|becomes|turns|turned|become|getting violent
      violent|physical|aggressive|rough with|to|towards|toward me|us
      makes|made us|me sleep|stay|stand|kneel outside|in-the|naked
      with|using his|her|a|the belt|fists|fist|stick|cable|hanger [again]
      choked|strangled|hit|hits|beat|slapped|punched|pushed me|us
      hand|hands around|round|on|at|to my|our throat|neck
      if he|she|they|i can't|cannot have me no-one|nobody|no
      hits|hit|beats|beat|slaps|slapped|kicks|kicked|punches|punched our|my son|daughter|kids|kid|children|child|baby|mum|mom|mother|sister|brother
      my [ex|husband|wife|boyfriend|girlfriend|partner|dad|father|mother|mum|stepdad|brother|sister] [is|was|has] [been|being|so|very|physically] abusive|violent
      stalks|stalking|stalked me|us
      follows|followed|following me home|everywhere|around|to-work|again
      have|has|left|leaves|got|with marks|bruises|bruise on|all|from
      black eye
      how|can|will [to] make me disappear
      """),
    ToldList(
      .abuse,
      """
      fondled|fondling|groped|gropes|groping|molested|molests|molesting|raped|rapes|raping|abused|abuses|abusing|assaulted|assaults me|us
      touched|touches|touching|touch me|us when|where|places|somewhere|there|again|at|in|inappropriately|down|sexually|without|like|.|every|and|under|while|last|yesterday
      i|i've|i'm|i-am|im|we was|am|been|were|got|have-been|being|getting [being|sexually|been|physically|emotionally|gang|almost|nearly|repeatedly] raped|molested|abused|assaulted|trafficked|groomed|harassed-sexually
      was|been|being|got|get sexually|physically|emotionally abused|assaulted|harassed
      was|got|been|being|were [gang|date|almost] raped|molested
      comes|came|come|sneaks|walks|walked|creeps|crept|climbs|climbed into|to|in|in-to my|our room|bed|bedroom [at|every|when|in|and|while|naked]
      hand|hands|fingers under|down|up|in|inside my skirt|shirt|dress|pants|clothes|underwear|trousers|top
      makes|made|forces|forced|force|making|forcing me|us [to] [do|watch|touch|have|sleep|undress|perform] things|porn|him|his|it|sex|with|stuff|undress|naked [with|to|for] [him|her|them|that]
      forces|forced|forcing|force himself|herself on me
      forces|forced|forcing|force me to sleep|have|touch|undress|strip|kiss
      had|has|have|having sex with-me when|while|and|although|even [i] [was|didn't|don't|said]
      my abuser|rapist|molester
      sends|sent|asks|asked|wants [me] [for] nudes|naked-pictures [from|of] [me] [and]
      """),
    ToldList(
      .otherDanger,
      """
      kill|killing|hurt|hurting|cut|cutting|harm|harming|hang|hanging|shoot|shooting|drown|starve|starving|burn|burning herself|himself|themselves|themself
      she|he|they|friend|son|daughter|sister|brother|mum|mom|mother|dad|father|wife|husband|girlfriend|boyfriend|roommate|partner|child [really|just|says|said|still|always] wants|want|wishes|wanted [to] die|be-dead|end
      says|said|saying|writes|wrote|texted|told-me|tells-me [that] she|he|they [just|really] wants|want|wishes|wanted [to] die|be-dead|end-it|kill
      she's|he's|they're|is|she-is|he-is|feels|seems [so|really|very|actively] suicidal
      she's|he's|she-is|he-is|has [been|keeps] cutting|self-harming|talking-about-suicide|talking-about-dying
      took|taken|swallowed an|a|her|his overdose|all-her|all-his
      """),
  ]
}
