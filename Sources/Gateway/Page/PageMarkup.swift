#if Gateway
extension Page {
  /// The page's markup.
  static let markup = #"""
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Pixelated Empathy</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/page.css">
    </head>
    <body>
    <a class="skip" href="#main">to the content</a>
    <header>
    <h1>Pixelated Empathy</h1>
    <nav aria-label="views" id="tabs" hidden>
    <button type="button" data-view="corpus" aria-current="page">Corpus</button>
    <button type="button" data-view="search">Search</button>
    <button type="button" data-view="score">Score a text</button>
    <button type="button" data-view="jobs">Jobs</button>
    </nav>
    <form id="leave" hidden><span id="who"></span> <button>Sign out</button></form>
    </header>
    <main id="main" tabindex="-1">
    <section id="view-sign">
    <h2>Sign in</h2>
    <form id="sign">
    <label for="key">Your key</label>
    <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required
     placeholder="sk_… or pk_…">
    <button>Sign in</button>
    </form>
    <p class="quiet"><code>pe keys add NAME</code> makes one. It stays in this tab and is gone with it.</p>
    </section>
    <section id="view-corpus" hidden>
    <h2>Datasets</h2>
    <div id="datasets" class="cards"></div>
    <h2>How the scores are spread</h2>
    <p class="quiet">Drag over bars to filter the list, or reach a chart with Tab: arrows move, Shift and
    arrows widen, Escape clears.</p>
    <div id="charts" class="charts"></div>
    <form id="filter" class="row">
    <label for="query">Query</label>
    <input id="query" name="query" autocomplete="off" spellcheck="false"
     placeholder="topic:sleep overall>=0.6">
    <button>Find</button> <button type="button" id="clear">Clear</button>
    <span id="brushed" class="quiet" aria-live="polite"></span>
    </form>
    <p id="count" class="quiet" aria-live="polite"></p>
    <div class="scroll"><table id="list"><thead><tr>
    <th scope="col">conversation</th><th scope="col">dataset</th><th scope="col">tier</th>
    <th scope="col" class="n">overall</th><th scope="col" class="n">turns</th><th scope="col">begins</th>
    <th scope="col"><span class="off">compare</span></th></tr></thead><tbody></tbody></table></div>
    <p><button type="button" id="more" hidden>More</button></p>
    </section>
    <section id="view-search" hidden>
    <h2>Search</h2>
    <form id="find" class="row">
    <label for="words">Words</label>
    <input id="words" required autocomplete="off" placeholder="sleep, or &quot;can not sleep&quot;">
    <label for="role">said by</label>
    <select id="role"><option value="">anyone</option><option value="user">seekers</option>
    <option value="assistant">supporters</option></select>
    <button>Search</button>
    </form>
    <p id="found" class="quiet" aria-live="polite"></p>
    <ol id="hits"></ol>
    </section>
    <section id="view-talk" hidden>
    <p><button type="button" id="back">Back to the list</button></p>
    <div id="talks" class="talks"></div>
    </section>
    <section id="view-score" hidden>
    <h2>Score a text</h2>
    <p class="quiet">One line a turn, <code>seeker:</code> or <code>supporter:</code> first. It is scored
    as you type and is not stored.</p>
    <div class="talks">
    <div><label for="text">Conversation</label>
    <textarea id="text" rows="16" spellcheck="false">seeker: I have not slept since the move. Nobody here knows me.
    supporter: That sounds lonely. What is the hardest hour of the night?
    seeker: Three, I think. I just lie there.
    supporter: You should just get up and read something.</textarea></div>
    <div id="live" aria-live="polite"></div>
    </div>
    </section>
    <section id="view-jobs" hidden>
    <h2>Jobs</h2>
    <form id="job" class="row">
    <label for="kind">Begin</label>
    <select id="kind"><option value="quality_validation">validation</option>
    <option value="analysis">analysis</option><option value="export">export</option></select>
    <label for="of">of</label> <select id="of"></select>
    <button>Begin</button> <span id="stream" class="quiet" aria-live="polite"></span>
    </form>
    <div class="scroll"><table id="joblist"><thead><tr><th scope="col">job</th><th scope="col">kind</th>
    <th scope="col">status</th><th scope="col">progress</th><th scope="col">result</th>
    <th scope="col"></th></tr></thead><tbody></tbody></table></div>
    </section>
    <p id="trouble" role="alert"></p>
    </main>
    <footer class="quiet">The scores describe text. They are no medical device and no risk assessment; that
    no flag was found does not mean safe. Never rank clinicians with them. <a href="/docs">The routes</a>.
    </footer>
    <script src="/page.js" defer></script>
    </body>
    </html>
    """#
}
#endif
