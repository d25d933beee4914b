import PluginKit

/// What a word tells of the sentence that words of danger stand in.
struct ContextClass: OptionSet, Sendable {
  let rawValue: UInt32

  static let negator = ContextClass(rawValue: 1 << 0)
  /// Takes a negator's force: "I can't stop thinking of …".
  static let soft = ContextClass(rawValue: 1 << 1)
  static let first = ContextClass(rawValue: 1 << 2)
  static let third = ContextClass(rawValue: 1 << 3)
  /// Says that words are somebody's: "the song says".
  static let report = ContextClass(rawValue: 1 << 4)
  /// A film, a book, the news, history, a lesson, a leaflet.
  static let story = ContextClass(rawValue: 1 << 5)
  static let joke = ContextClass(rawValue: 1 << 6)
  /// Kitchen, sport, games: where people are cut, hit and killed harmlessly.
  static let harmless = ContextClass(rawValue: 1 << 7)
  static let past = ContextClass(rawValue: 1 << 8)
  static let recovered = ContextClass(rawValue: 1 << 9)
  static let supposing = ContextClass(rawValue: 1 << 10)
  /// Begins a clause of its own.
  static let turn = ContextClass(rawValue: 1 << 11)
  /// A thing as the subject: "it hit me".
  static let thing = ContextClass(rawValue: 1 << 12)
  /// What a question about means asks for: heights, doses, ways to get.
  static let measure = ContextClass(rawValue: 1 << 13)
  /// What makes such a question a harmless one: a view, a headache, a swing.
  static let errand = ContextClass(rawValue: 1 << 14)
  static let asking = ContextClass(rawValue: 1 << 15)
  /// A word of another language that English has not.
  static let foreign = ContextClass(rawValue: 1 << 16)
  /// Wishes, plans and pictures what comes after it.
  static let desire = ContextClass(rawValue: 1 << 17)
  /// Makes of living and being there what is not wanted.
  static let weary = ContextClass(rawValue: 1 << 18)
}

struct ContextWords: Sendable {
  private let table: KeyTable

  static let english = ContextWords()

  private init() {
    var classes: [UInt64: UInt32] = [:]
    for (context, text) in ContextWords.lists {
      for word in LexiconText.words(text) {
        classes[Word.key(word), default: 0] |= context.rawValue
        let bare = word.filter { $0 != "'" }
        if bare != word, bare.count > 3 { classes[Word.key(bare), default: 0] |= context.rawValue }
      }
    }
    table = KeyTable(classes)
  }

  subscript(_ key: UInt64) -> ContextClass { ContextClass(rawValue: table[key]) }

  private static let lists: KeyValuePairs<ContextClass, String> = [
    .negator: """
    not never no don't didn't doesn't won't wouldn't isn't wasn't aren't haven't hasn't hadn't
    without nor neither none cannot can't couldn't shouldn't ain't nowhere
    """,
    .soft: """
    know tell care sure only just stop help understand remember mind see handle shake resist deny
    lie feel safe sleep eat talk speak so okay ok well good alright fine enough take bear cope stand
    quit escape longer stopped keep wait
    """,
    .first: "i i'm im i've ive i'd i'll me my myself mine ill us our ourselves",
    .desire: """
    want wanna wanting wanted wants wish wishing wished hope hoping pray praying ready rather longing long
    dreaming dream daydream imagine imagining picture picturing fantasise fantasising fantasize fantasizing
    consider considering tempted urge craving plan planning planned decided thoughts thinking think deserve
    willing favour favor prefer begging crave relief peace
    """,
    .weary: """
    tired sick done stop hate don't can't cannot cant dont without not never no won't pointless point
    exhausted weary over longer struggle struggling barely quit
    """,
    .third: """
    he she they his her him them he's she's they're he'd she'd who someone somebody people man woman
    friend friends sister brother mother mum mom father dad wife husband son daughter cousin uncle
    aunt colleague neighbour neighbor patient patients client clients pupil pupils student students
    teacher boy girl guy kid partner roommate boyfriend girlfriend teenager teenagers grandmother
    cat dog puppy kitten horse grandfather great-grandmother members soldiers emperor king queen minister colleague's
    """,
    .report: """
    says said sings sang goes line lyric lyrics chorus role character character's characters quote
    title titled called actor actress plays sheriff heroine hero protagonist player verse
    """,
    .story: """
    film films movie movies novel novels book books series season episode song songs band album
    story stories documentary theatre theater poem opera plot author chapter heroine hero tv netflix
    news newspaper paper report article headline lecture seminar course lesson study studies research
    statistics leaflet questionnaire survey symptoms symptom side effects training volunteer volunteering
    history historical emperor war century romeo juliet shakespeare soldiers law laws museum legend
    myth ancient podcast thesis essay character characters rehearsing scene fiction poet singer actor
    minister cult antidepressants prophet bible fairy game
    """,
    .joke: "haha hahaha hahahaha lol lmao jk joking kidding rofl lmfao hehe xd",
    .harmless: """
    chopping cooking onion onions kitchen oven stove pan shaving shave gym running football training
    match judo karate boxing sparring chess snowball snowballs accidentally accident slipped gardening
    hedge bike skiing lake pool swimming lifting stiff sprained recipe kettle grill hockey rugby
    tennis salad vegetables carrots tomato bread pumpkin potato cheese ironing hairdryer tea coffee
    respawn respawned player npc minecraft fortnite server quest raid nil league dungeon loot
    level goals goal wrestling taekwondo mma volleyball basketball racket frisbee lego game games
    drill workshop sawing splinter glass cat's thorns roses cactus paintball laser monopoly cards
    dodgeball pillow tripped bumped
    """,
    .past: """
    ago used childhood teenager teens younger then once back college formerly years
    """,
    .recovered: """
    recovered behind happy proud clean better fine anymore over gone grateful glad stable
    """,
    .supposing: "if ever hypothetically suppose supposing imagine whenever would unless",
    .turn: "but because though although so then yet while since and cause cos",
    .thing: """
    it it's this that which what news thought question song music words truth realisation realization
    grief wave heat story weather
    """,
    .measure: """
    high highest higher tall taller tallest fall drop fence fences railing railings barrier barriers access
    height metres meters feet deep deepest floor floors many dangerous lot lots once mix mixing mixed
    alcohol enough strongest strong maximum limit get buy find licence license hold holds tie knot sells
    slow stop fast express pass fastest through closed room breathe long quickly certain survive
    fatal lethal strongest sharp sharpest near nearest closest jump above over vodka weigh toxic quick
    painless garage instantly sure
    unlocked climb reach trigger load aim
    dose lethal deadliest deadly gauge ninety kilos prescription background counter
    """,
    .errand: """
    photograph photographs photo photos picture pictures view views panorama holiday holidays tourist
    tourists visit visiting sightseeing dive diving climbing hike hiking swing headache fever toothache
    migraine kitchen cooking architecture route drive commute garden weeds rats dog dogs cat cats prescribed
    flu cold swim fishing camping boat model homework essay project built engineer
    found better wedding restaurant museum painting paint engineering son asked daughter school's hunting
    """,
    .foreign: """
    ich nicht und mich mir dich kann bin ist das ein eine aber auch wenn sterben leben mehr keine kein
    wollen möchte hallo danke hilfe bitte je suis ne pas veux vie mourir moi mais avec pour est plus
    bonjour merci aide vivre quiero morir vida yo muy pero estoy soy más para por hola gracias ayuda matarme
    vivir nada voglio morire sono vita anche ciao grazie aiuto vivere ik niet wil dood leven meer maar hallo
    help-me eu quero morrer vida não estou nao obrigado ajuda viver nie chcę chce żyć zyc jestem umrzeć
    jag vill inte leva dö ikke vil jeg dø en enda ölmek istiyorum yaşamak ben çok
    """,
    .asking: """
    which what where how when can could do does is are who whose any tell know
    """,
  ]
}
