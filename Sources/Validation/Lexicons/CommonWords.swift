extension Lexicon {
  /// Everyday English words that are not function words. Sharing one of them says less than
  /// sharing a rarer word, so they weigh half; and they count as English.
  static let commonWords = LexiconText.words(
    """
    inaudible unintelligible crosstalk laughs laughter fuck fucking fucked shit shitty crap damn ass omg
    yada dollar dollars
    able accept afraid age ago agree alone angry anxious apart appreciate ask asked asking bad
    beautiful become bed began begin believe best better big black body book boy break bring brother
    brought build business busy buy call called calling came car care case chance change changed
    child children choice city class clean clear clearly close cold college come comes coming
    completely concerned control cool country couple course crazy cry cut dad dark daughter day days
    dead deal death decide decided decision deep depressed depression die died different difficult
    doctor dog doing done door dream drink drinking drive drop early easier easy eat eating end
    ended energy enjoy entire especially everyday evening exactly example excited expect experience
    explain eye eyes face fact fail failed fair fall family father favorite fear feel feeling
    feelings feels felt fight figure fill finally find fine finish first five focus follow food
    forever forget four free friend friends front full fun funny future game gave get gets getting
    girl girlfriend boyfriend give given gives giving glad go goal goals god goes going gone got
    grew group grow guess guy guys hair hand hands hang happen happened happening happens happy hard
    hate head health healthy hear heard heart heavy held help helped helpful helping helps high
    hold home hope hopefully hospital hour hours house hurt husband idea imagine important
    information interested interesting issue issues job keep keeps kept kid kids kill knew know
    knowing known knows lack large last late lately laugh learn learned leave left let letting level
    lie life light listen listening live lived lives living lonely long longer look looked looking
    looks lose losing lost love loved lucky made make makes making man manage married matter
    matters meaning means medical meet men mental mention might mind minute minutes miss missed mom
    moment money month months mood morning mother mouth move moved moving music name need needed
    needs new news next nice night nights normal number offer old open opinion order outside
    pain paper parents parents part parts party pay people perfect person phone pick place plan
    plans play playing point possible post power problem problems process proud push put question
    questions quit quickly quiet rate reach read reading ready real realize reason reasons relate
    relationship remember rest room run running sad safe said same sat save saw say saying says
    scared school second see seeing seem seems seen self sense session set share shared short show
    shows sick side sign simple single sister sit situation sleep slow small smart smoke smoking
    social son sorry sort sound sounds speak special spend spent stand start started starting state
    stay step stick stop stopped story strange stress stressed strong struggle struggling study
    stupid suck sucks suicide support suppose supposed sure surprised surround system take taken
    takes taking talk talked talking teacher team tell telling ten terrible test therapist therapy
    think thinking thinks thought thoughts time times tired told took top touch tough towards town
    treat tried true trust truth try trying turn turned type understand understanding upset use used
    useful using usual visit voice wait waiting wake walk walking want wanted wanting wants watch
    water way ways weak wear week weekend weeks weight weird went wife wish woman women wonder word
    words work worked working works world worried worry worse worst worth write writing wrong wrote
    year years yesterday young yourself
    how what why when where who which while whether upon thing things person feeling
    """)

  /// Words that name a feeling or a state of mind: a reply that takes one up shows more than one
  /// that repeats a thing.
  static let feelingWords = LexiconText.words(
    """
    afraid alone angry anger annoyed anxious anxiety ashamed shame bad betrayed bitter bored broken
    calm confused content crushed depressed depression desperate despair devastated disappointed
    disgusted down dread drained embarrassed empty enraged envious excited exhausted exhausting fear
    frightened frustrated frustrating frustration furious glad gloomy grateful grief grieving guilt
    guilty happy hate heartbroken helpless hopeful hopeless humiliated hurt hurtful insecure
    irritated isolated jealous joy lonely loneliness lost loved mad miserable nervous numb
    overwhelmed overwhelming pain painful panic panicked proud rage regret rejected relief relieved
    resentful sad sadness scared scary shocked stress stressed stressful struggling stuck suffering
    suicidal surprised tense terrified threatened tired torn trapped uncomfortable uneasy unhappy
    unloved upset upsetting useless worried worry worrying worthless wounded
    """)
}
