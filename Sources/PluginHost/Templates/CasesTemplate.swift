/// The cases that `plugin new` writes beside a plugin.
enum CasesTemplate {
  static let validator = #"""
    {"id":"one-warm-turn-of-two","messages":[{"role":"user","content":"I told my sister everything."},{"role":"assistant","content":"I'm so glad you did. How was it?"},{"role":"user","content":"Good."},{"role":"assistant","content":"What did she say?"}],"expect":{"__name__":0.5},"turns":{"__name__":[null,1,null,0]},"evidence":["I'm so glad"]}
    {"id":"a-turn-counts-once","messages":[{"role":"user","content":"I passed."},{"role":"assistant","content":"Happy, and proud of you 🎉. And thank you for telling me."}],"expect":{"__name__":1},"evidence":["proud of you","thank you for telling"]}
    {"id":"the-seeker-does-not-count","messages":[{"role":"user","content":"I'm sorry, I'm so glad you are there."},{"role":"assistant","content":"Go on."}],"expect":{"__name__":0}}
    {"id":"no-supporter-turns","messages":[{"role":"user","content":"Is anyone there?"}],"expect":{"__name__":"abstained"}}
    {"id":"curly-apostrophe","messages":[{"role":"user","content":"She left."},{"role":"assistant","content":"Oh … I’m sorry."}],"expect":{"__name__":[0.9,1]},"evidence":["I’m sorry"]}
    {"id":"another-language","messages":[{"role":"user","content":"Je ne dors plus."},{"role":"assistant","content":"Depuis quand ?"}],"expect":{"__name__":0}}

    """#

  static let exporter = #"""
    {"id":"a-talk","messages":[{"role":"user","content":"I can not sleep."},{"role":"assistant","content":"What keeps you awake?"}],"scores":{"overall":0.5},"expect":{"contains":["# a-talk overall=0.5\nuser: I can not sleep.\nassistant: What keeps you awake?\n\n"]}}
    {"id":"no-scores","messages":[{"role":"user","content":"Hello?"}],"expect":{"contains":["# no-scores\nuser: Hello?\n\n"]}}
    {"id":"a-name","messages":[{"role":"assistant","name":"Ann","content":"Hello."}],"expect":{"contains":["Ann: Hello."]}}
    {"id":"emoji","messages":[{"role":"user","content":"müde 😢👩‍👧"}],"expect":{"contains":["user: müde 😢👩‍👧"]}}
    {"id":"empty","messages":[],"expect":{"refuses":"no messages"}}

    """#

  static let reader = #"""
    {"id":"two-talks","name":"a.__name__.txt","file":"# one\nAnn: I can not sleep.\nSupporter: What keeps you awake?\n\n# two\nBo: Hello?\n","expect":{"conversations":[{"id":"one","messages":[{"role":"user","name":"Ann","content":"I can not sleep."},{"role":"assistant","name":"Supporter","content":"What keeps you awake?"}]},{"id":"two","messages":[{"role":"user","name":"Bo","content":"Hello?"}]}],"broken":[]}}
    {"id":"loose-words","name":"b.__name__.txt","file":"# one\nAnn: Hi\nwho said this\n","expect":{"conversations":[{"id":"one","messages":[{"role":"user","name":"Ann","content":"Hi"}]}],"broken":[3]}}
    {"id":"emoji","name":"c.__name__.txt","file":"# one\r\nÅsa: müde 😢👩‍👧\r\n","expect":{"conversations":[{"id":"one","messages":[{"role":"user","name":"Åsa","content":"müde 😢👩‍👧"}]}]}}
    {"id":"one-id-twice","name":"d.__name__.txt","file":"# one\nAnn: a\n# one\nAnn: b\n","expect":{"conversations":[{"id":"one","messages":[{"role":"user","name":"Ann","content":"a"}]},{"id":"one 2","messages":[{"role":"user","name":"Ann","content":"b"}]}]}}
    {"id":"something-else","name":"e.__name__.txt","file":"Dear diary\n","expect":{"declines":true}}

    """#
}
