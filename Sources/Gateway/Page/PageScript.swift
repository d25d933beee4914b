#if Gateway
extension Page {
  /// What the page does: plain JavaScript, nothing of it from elsewhere.
  static let script = #"""
    "use strict";
    const $ = id => document.getElementById(id);
    const state = {key: "", view: "sign", brushes: {}, cursor: null, pair: [], socket: null, jobs: {}};
    const main = ["overall", "empathy", "therapeutic_language", "response_appropriateness",
      "conversation_flow", "safety_compliance"];
    const tiers = ["below_basic", "basic", "standard", "professional", "clinical"];

    function make(tag, attributes, ...children) {
      const node = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes || {})) {
        // By the object model: a style in the markup is what the page's policy forbids.
        if (name === "style") node.style.cssText = value;
        else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
        else if (value !== false && value != null) node.setAttribute(name, value);
      }
      for (const child of children) if (child != null) node.append(child);
      return node;
    }
    const show = (value, digits = 3) => value == null ? "–" : Number(value).toFixed(digits);

    async function ask(path, body, method) {
      const options = {method: method || (body ? "POST" : "GET"), headers: {Authorization: "Bearer " + state.key}};
      if (body) { options.body = JSON.stringify(body); options.headers["Content-Type"] = "application/json"; }
      const reply = await fetch(path, options);
      const frame = await reply.json();
      if (!frame.success) {
        const hint = frame.error.details && frame.error.details.hint;
        throw new Error(frame.error.message + (hint ? " – " + hint : ""));
      }
      return frame.data;
    }
    function trouble(error) { $("trouble").textContent = error ? error.message : ""; }
    const safely = work => async event => {
      if (event && event.preventDefault) event.preventDefault();
      trouble();
      try { await work(event); } catch (error) { trouble(error); }
    };

    function open(view) {
      state.view = view;
      for (const section of document.querySelectorAll("main > section")) {
        section.hidden = section.id !== "view-" + view;
      }
      for (const tab of document.querySelectorAll("#tabs button")) {
        if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
        else tab.removeAttribute("aria-current");
      }
      $("main").focus({preventScroll: true});
    }

    async function enter(key) {
      state.key = key;
      try { await corpus(); } catch (error) { state.key = ""; throw error; }
      sessionStorage.setItem("key", key);
      $("tabs").hidden = false;
      $("leave").hidden = false;
      $("who").textContent = key.split("_").slice(0, 2).join("_");
      open("corpus");
      connect();
    }

    // Corpus

    async function corpus() {
      const datasets = await ask("/v1/datasets");
      $("datasets").replaceChildren(...datasets.map(dataset => {
        const total = Object.values(dataset.tiers).reduce((a, b) => a + b, 0);
        const words = tiers.concat("none").filter(t => dataset.tiers[t])
          .map(t => t.replace("_", " ") + " " + dataset.tiers[t]).join(" · ");
        return make("div", {class: "card"}, make("h3", {}, dataset.name),
          make("div", {class: "quiet"}, dataset.conversations.toLocaleString() + " conversations, " +
            dataset.messages.toLocaleString() + " messages"),
          make("div", {class: "tiers", role: "img", "aria-label": words || "not scored"},
            ...tiers.map((t, i) => make("i", {class: "t" + i,
              style: "width:" + (total ? 100 * (dataset.tiers[t] || 0) / total : 0) + "%"}))),
          make("div", {class: "quiet"}, words || "not scored yet"),
          make("button", {type: "button", onclick: safely(async () => {
            $("query").value = "dataset:\"" + dataset.name.replace(/(["\\])/g, "\\$1") + "\"";
            await list();
          })}, "List"));
      }));
      $("of").replaceChildren(make("option", {value: ""}, "everything"),
        ...datasets.map(d => make("option", {value: d.name}, d.name)));
      const quality = await ask("/v1/quality/metrics?bins=25");
      $("charts").replaceChildren(...quality.metrics.filter(m => main.includes(m.metric))
        .sort((a, b) => main.indexOf(a.metric) - main.indexOf(b.metric)).map(chart));
      await list();
    }

    function chart(metric) {
      const {edges, counts} = metric.distribution;
      const top = Math.max(1, ...counts);
      const ns = "http://www.w3.org/2000/svg";
      const svg = document.createElementNS(ns, "svg");
      svg.setAttribute("viewBox", "0 0 " + counts.length + " 100");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("tabindex", "0");
      svg.setAttribute("role", "slider");
      svg.setAttribute("aria-valuemin", edges[0]);
      svg.setAttribute("aria-valuemax", edges[edges.length - 1]);
      svg.setAttribute("aria-label", "range of " + metric.metric);
      const bars = counts.map((count, i) => {
        const bar = document.createElementNS(ns, "rect");
        const height = count ? Math.max(2, 96 * count / top) : 0;
        for (const [name, value] of [["x", i + .05], ["width", .9], ["y", 100 - height],
          ["height", height], ["class", "b"]]) bar.setAttribute(name, value);
        const title = document.createElementNS(ns, "title");
        title.textContent = show(edges[i], 2) + " to " + show(edges[i + 1], 2) + ": " + count;
        bar.append(title);
        svg.append(bar);
        return bar;
      });
      let from = null, to = null, dragging = false, timer = 0;
      const paint = () => {
        const low = Math.min(from, to), high = Math.max(from, to);
        bars.forEach((bar, i) => bar.setAttribute("class", from != null && i >= low && i <= high ? "b on" : "b"));
        svg.setAttribute("aria-valuenow", from == null ? edges[0] : edges[low]);
        svg.setAttribute("aria-valuetext", from == null ? "all" :
          show(edges[low], 2) + " to " + show(edges[high + 1], 2));
        if (from == null) delete state.brushes[metric.metric];
        else state.brushes[metric.metric] = [edges[low], edges[high + 1], high === counts.length - 1];
        clearTimeout(timer);
        timer = setTimeout(safely(list), 120);
      };
      const place = event => {
        const box = svg.getBoundingClientRect();
        return Math.min(counts.length - 1, Math.max(0,
          Math.floor((event.clientX - box.left) / box.width * counts.length)));
      };
      svg.addEventListener("pointerdown", event => {
        dragging = true; from = to = place(event); svg.setPointerCapture(event.pointerId); paint();
      });
      svg.addEventListener("pointermove", event => { if (dragging) { to = place(event); paint(); } });
      svg.addEventListener("pointerup", () => { dragging = false; });
      svg.addEventListener("keydown", event => {
        const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        if (event.key === "Escape") { from = to = null; paint(); return; }
        if (!step) return;
        event.preventDefault();
        const clamp = n => Math.min(counts.length - 1, Math.max(0, n));
        if (from == null) from = to = step > 0 ? 0 : counts.length - 1;
        else if (event.shiftKey) to = clamp(to + step);
        else { from = clamp(from + step); to = clamp(to + step); }
        paint();
      });
      svg.clear = () => { from = to = null; paint(); };
      return make("div", {class: "chart"}, make("h3", {}, metric.metric.replaceAll("_", " ")),
        make("div", {class: "quiet"}, "median " + show(metric.median, 2) +
          (metric.missing ? ", " + metric.missing + " without" : "")), svg);
    }

    function query() {
      const parts = [];
      const own = $("query").value.trim();
      if (own) parts.push("(" + own.replace(/^where\s+/i, "") + ")");
      for (const [name, [low, high, last]] of Object.entries(state.brushes)) {
        parts.push(name + ">=" + low + " " + name + (last ? "<=" : "<") + high);
      }
      return parts.join(" ");
    }

    async function list(more) {
      const words = query();
      $("brushed").textContent = Object.entries(state.brushes)
        .map(([name, [low, high]]) => name.replaceAll("_", " ") + " " + show(low, 2) + "–" + show(high, 2)).join(", ");
      const cursor = more === true && state.cursor ? "&cursor=" + encodeURIComponent(state.cursor) : "";
      const page = await ask("/v1/conversations?limit=50&query=" + encodeURIComponent(words) + cursor);
      const rows = page.conversations.map(row => make("tr", {},
        make("td", {}, make("button", {type: "button", class: "open",
          onclick: safely(() => talk([row.dataset + "/" + row.id]))}, row.id)),
        make("td", {}, row.dataset), make("td", {}, (row.tier || "–").replace("_", " ")),
        make("td", {class: "n"}, show(row.scores.overall)), make("td", {class: "n"}, row.message_count),
        make("td", {}, row.opening),
        make("td", {}, make("button", {type: "button", class: "pair", "aria-pressed": "false",
          onclick: safely(event => pair(row.dataset + "/" + row.id, event.target))}, "Compare"))));
      const body = $("list").tBodies[0];
      if (more === true) body.append(...rows); else { body.replaceChildren(...rows); state.pair = []; }
      state.cursor = page.next_cursor;
      $("more").hidden = !page.has_more;
      $("count").textContent = page.total.toLocaleString() + " conversations";
    }

    async function pair(id, button) {
      state.pair = state.pair.includes(id) ? state.pair.filter(x => x !== id) : state.pair.concat(id);
      button.setAttribute("aria-pressed", state.pair.includes(id));
      button.textContent = state.pair.includes(id) ? "Chosen" : "Compare";
      if (state.pair.length === 2) {
        const two = state.pair;
        state.pair = [];
        for (const other of document.querySelectorAll(".pair")) {
          other.textContent = "Compare"; other.setAttribute("aria-pressed", "false");
        }
        await talk(two);
      }
    }

    // A conversation

    async function talk(ids) {
      const talks = await Promise.all(ids.map(id =>
        ask("/v1/conversations/" + encodeURIComponent(id) + "?evidence=true")));
      $("talks").replaceChildren(...talks.map(one => make("article", {class: "talk"},
        make("h2", {}, one.dataset + "/" + one.id), facts(one.metadata), scores(one), ...turns(one))));
      open("talk");
    }

    function facts(metadata) {
      const entries = Object.entries(metadata || {}).filter(([, v]) => typeof v !== "object");
      return make("p", {class: "quiet"}, entries.map(([name, value]) => name + ": " + value).join(" · "));
    }

    const agreements = {};
    /** How far a score agrees with a rating that the corpus has, where it has one. */
    async function agreement(metric, cell, label, value) {
      const key = metric + "," + label;
      const word = typeof value === "string" ? ["high", "good"] : [];
      const path = "/v1/agreement?columns=" + encodeURIComponent(key);
      // Of several words one is told from all others: the best one that the corpus has.
      const tries = [path].concat(word.map(w => path + "&positive=" + w));
      const first = async () => {
        for (const [place, one] of tries.entries()) {
          try { return await ask(one); } catch (error) { if (place === tries.length - 1) throw error; }
        }
      };
      agreements[key] = agreements[key] || first()
        .then(found => {
          const figure = found.figures.find(f => /auc|spearman|kappa/.test(f.figure)) || found.figures[0];
          return figure ? figure.figure + " " + show(figure.value, 2) + (figure.low == null ? "" :
            " (" + show(figure.low, 2) + "–" + show(figure.high, 2) + ")") : "–";
        }).catch(() => "not known");
      cell.textContent = await agreements[key];
    }

    function scores(one) {
      const label = one.metadata && Object.keys(one.metadata).find(name => /quality|rating/.test(name));
      const rows = one.scores.filter(s => main.includes(s.metric)).map(score => {
        const [low, high] = score.interval || [score.value, score.value];
        const cell = make("td", {class: "quiet"}, label ? "…" : "not known: no rating here");
        if (label) agreement(score.metric, cell, label, one.metadata[label]);
        return make("tr", {}, make("th", {scope: "row"}, score.metric.replaceAll("_", " ")),
          make("td", {class: "n"}, score.value == null ? "–" : show(score.value)),
          make("td", {}, score.value == null ? make("span", {class: "quiet"}, score.abstained || score.failed || "") :
            make("span", {class: "meter", role: "img",
              "aria-label": "interval " + show(low, 2) + " to " + show(high, 2)},
              make("i", {style: "left:" + 100 * low + "%;width:" + 100 * (high - low) + "%"}),
              make("u", {style: "left:" + 100 * score.value + "%"}))),
          make("td", {class: "n quiet"}, score.interval ? show(low, 2) + "–" + show(high, 2) : "no interval"), cell);
      });
      return make("div", {}, make("p", {}, "Tier: ", make("strong", {}, (one.tier || "none").replace("_", " "))),
        make("table", {class: "scores"}, make("thead", {}, make("tr", {}, ...["score", "value", "", "95 %", "agreement with people"]
          .map(t => make("th", {scope: "col"}, t)))), make("tbody", {}, ...rows)),
        one.recommendations.length ? make("ul", {class: "quiet"},
          ...one.recommendations.map(r => make("li", {}, r))) : null);
    }

    function turns(one) {
      return one.messages.map((message, index) => {
        const bytes = new TextEncoder().encode(message.content);
        const text = (a, b) => new TextDecoder().decode(bytes.subarray(a, b));
        const turn = make("div", {class: "turn " + message.role}, make("b", {}, message.speaker || message.role));
        let place = 0, last = null;
        for (const piece of one.evidence.filter(e => e.message === index)) {
          const sign = piece.contribution > 0 ? "+" : "";
          const note = piece.metric + " " + sign + show(piece.contribution) + ": " + piece.label;
          if (piece.start < place) {
            // Words that count twice are marked once and say both.
            last.title += "\n" + note;
            last.setAttribute("aria-description", last.title);
            if (piece.contribution < 0) last.className = "cost";
            continue;
          }
          turn.append(text(place, piece.start));
          last = make("mark", {class: piece.contribution < 0 ? "cost" : "gain", title: note, tabindex: "0",
            "aria-description": note}, text(piece.start, piece.end));
          turn.append(last);
          place = piece.end;
        }
        turn.append(text(place, bytes.length));
        return turn;
      });
    }

    // Search

    async function search() {
      const body = {query: $("words").value, limit: 30};
      if ($("role").value) body.filters = {role: $("role").value};
      const found = await ask("/v1/search", body);
      $("found").textContent = (found.total == null ? found.hits.length + " shown" : found.total + " messages");
      $("hits").replaceChildren(...found.hits.map(hit => {
        const bytes = new TextEncoder().encode(hit.snippet);
        const text = (a, b) => new TextDecoder().decode(bytes.subarray(a, b));
        const line = make("span", {}, hit.cut_before ? "…" : "");
        let place = 0;
        for (const mark of hit.highlights) {
          line.append(text(place, mark.start), make("mark", {}, text(mark.start, mark.end)));
          place = mark.end;
        }
        line.append(text(place, bytes.length), hit.cut_after ? "…" : "");
        return make("li", {}, make("button", {type: "button",
          onclick: safely(() => talk([hit.dataset + "/" + hit.conversation_id]))},
          hit.dataset + "/" + hit.conversation_id), " ", make("span", {class: "quiet"},
          hit.role + ", turn " + hit.message), make("br"), line);
      }));
    }

    // Scoring as one types

    function pasted() {
      const text = $("text").value.trim();
      try {
        const value = JSON.parse(text);
        if (value && Array.isArray(value.messages)) return value;
        if (Array.isArray(value)) return {messages: value};
      } catch { /* lines, then */ }
      const messages = [];
      for (const line of text.split("\n")) {
        const found = line.match(/^\s*(seeker|user|client|supporter|assistant|therapist|counsellor)\s*:\s*(.*)$/i);
        if (found) messages.push({role: /^(seeker|user|client)$/i.test(found[1]) ? "user" : "assistant", content: found[2]});
        else if (messages.length && line.trim()) messages[messages.length - 1].content += "\n" + line;
        else if (line.trim()) messages.push({role: "user", content: line});
      }
      return {messages};
    }

    let typed = 0, asked = 0;
    function type() {
      clearTimeout(typed);
      typed = setTimeout(safely(async () => {
        const conversation = pasted();
        const turn = ++asked;
        if (!conversation.messages.length) return $("live").replaceChildren();
        const result = await ask("/v1/quality/validate", {conversation});
        // An answer that was overtaken says nothing of what stands there now.
        if (turn !== asked) return;
        result.messages = conversation.messages;
        $("live").replaceChildren(make("div", {class: "talk"}, scores(result), ...turns(result)));
      }), 250);
    }

    // Jobs

    function connect() {
      if (state.socket) state.socket.close();
      const address = (location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/v1/stream";
      const socket = state.socket = new WebSocket(address, ["pe.v1", "bearer." + state.key]);
      socket.onopen = safely(async () => { $("stream").textContent = "live"; await jobs(); });
      socket.onmessage = event => {
        const message = JSON.parse(event.data);
        if (message.type !== "job_update") return;
        const known = state.jobs[message.job_id] || {};
        state.jobs[message.job_id] = Object.assign(known, message);
        paintJobs();
        if (message.status === "completed" && known.processing_type !== "export") safely(corpus)();
      };
      socket.onclose = () => {
        $("stream").textContent = "not live";
        if (state.key && state.socket === socket) setTimeout(() => { if (state.key) connect(); }, 3000);
      };
    }

    async function jobs() {
      for (const job of await ask("/v1/processing/jobs")) {
        state.jobs[job.job_id] = job;
        if (["queued", "running"].includes(job.status)) watch(job.job_id);
      }
      paintJobs();
    }
    function watch(id) {
      if (state.socket && state.socket.readyState === 1) {
        state.socket.send(JSON.stringify({type: "subscribe_to_job", job_id: id}));
      }
    }

    function paintJobs() {
      const all = Object.values(state.jobs)
        .sort((a, b) => (b.submitted_at || "").localeCompare(a.submitted_at || ""));
      $("joblist").tBodies[0].replaceChildren(...all.map(job => {
        const result = job.result || {};
        const words = job.error || (result.conversations != null ? result.conversations + " conversations" : "");
        const isOpen = ["queued", "running"].includes(job.status);
        return make("tr", {"data-job": job.job_id}, make("td", {}, job.job_id.slice(0, 8)),
          make("td", {}, (job.processing_type || "").replace("_", " ")), make("td", {}, job.status),
          make("td", {}, make("progress", {max: "1", value: job.progress || 0, "aria-label": "progress"})),
          make("td", {}, words), make("td", {}, isOpen ? make("button", {type: "button",
            onclick: safely(() => ask("/v1/processing/jobs/" + job.job_id, null, "DELETE"))}, "Cancel") :
            result.download_url ? make("button", {type: "button",
              onclick: safely(() => download(result))}, "Download") : null));
      }));
    }

    async function download(result) {
      const reply = await fetch(result.download_url, {headers: {Authorization: "Bearer " + state.key}});
      if (!reply.ok) throw new Error("the file could not be fetched");
      const link = make("a", {href: URL.createObjectURL(await reply.blob()),
        download: result.export_id + "." + result.format});
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }

    async function begin() {
      const kind = $("kind").value, of = $("of").value || null;
      const job = await ask("/v1/processing/submit", {dataset_name: of, processing_type: kind, parameters: {}});
      state.jobs[job.job_id] = job;
      watch(job.job_id);
      paintJobs();
    }

    $("sign").addEventListener("submit", safely(() => enter($("key").value.trim())));
    $("leave").addEventListener("submit", event => {
      event.preventDefault();
      sessionStorage.removeItem("key");
      location.reload();
    });
    for (const tab of document.querySelectorAll("#tabs button")) {
      tab.addEventListener("click", safely(async () => {
        open(tab.dataset.view);
        if (tab.dataset.view === "jobs") await jobs();
        if (tab.dataset.view === "score") type();
      }));
    }
    $("filter").addEventListener("submit", safely(() => list()));
    $("clear").addEventListener("click", safely(async () => {
      $("query").value = "";
      for (const svg of document.querySelectorAll(".chart svg")) svg.clear();
      await list();
    }));
    $("more").addEventListener("click", safely(() => list(true)));
    $("find").addEventListener("submit", safely(search));
    $("back").addEventListener("click", () => open("corpus"));
    $("text").addEventListener("input", type);
    $("job").addEventListener("submit", safely(begin));
    const kept = sessionStorage.getItem("key");
    if (kept) safely(() => enter(kept))();
    """#
}
#endif
