/// The look of reports: a page of a journal's appendix.
enum HTMLLook {
  static let css = """
    :root{--paper:#fff;--ink:#1f2328;--soft:#5d6670;--line:#d4d9de;--strong:#1f2328;\
    --link:#1f5f8b;--mark:#2f6690;--earned:#12633a;--earned-bg:#dcf2e4;--cost:#9f1d14;\
    --cost-bg:#fbe3e0;--hit:#6b4e00;--hit-bg:#fdf0c0}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#e2e5e8;\
    --soft:#98a2ab;--line:#343a40;--strong:#aeb6bd;--link:#8abfe6;--mark:#7fb3d9;\
    --earned:#8fe0b0;--earned-bg:#173626;--cost:#ffaba3;--cost-bg:#43201d;--hit:#f2d675;\
    --hit-bg:#3a3212}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:17px/1.55 Charter,"Bitstream Charter","Source Serif 4",Georgia,"DejaVu Serif",serif}
    main{max-width:46rem;margin:0 auto;padding:3.5rem 1.5rem 4rem}
    h1,h2,h3,h4,h5,h6{line-height:1.25;font-weight:600;margin:2rem 0 .5rem;text-wrap:balance}
    h1{font-size:1.9rem;margin:0}h2{font-size:1.35rem;margin-top:2.8rem}h3{font-size:1.08rem}
    .front p{color:var(--soft);margin:.4rem 0 0}
    p{margin:.6rem 0}.item{text-indent:-.8em;padding-left:.8em;margin-top:.2rem}
    a{color:var(--link)}
    code,pre{font:.86em/1.5 ui-monospace,"SF Mono",Menlo,"DejaVu Sans Mono",monospace}
    p code,td code{display:inline-block;max-width:100%}
    pre{border-left:2px solid var(--line);padding:.2rem 0 .2rem 1rem;overflow-x:auto}
    hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
    nav,table,figcaption,.measures,.who,.facts,.said ul,.tier,footer{\
    font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif}
    nav{font-size:.86rem;border-top:1px solid var(--line);border-bottom:1px solid var(--line);\
    margin:1.8rem 0 0;padding:.6rem 0}
    nav ol{margin:0;padding-left:1.4rem;columns:2 14rem}nav a{text-decoration:none}
    .table{overflow-x:auto;margin:1.4rem 0}\
    @media (min-width:62rem){.table{margin-right:-6rem}}
    table{border-collapse:collapse;font-size:.82rem;line-height:1.4;min-width:50%;\
    font-variant-numeric:tabular-nums;border-bottom:1.5px solid var(--strong)}
    caption{text-align:left;padding-bottom:.5rem;color:var(--soft)}\
    caption b,figcaption b{color:var(--ink);font-weight:600}
    thead{border-top:1.5px solid var(--strong);border-bottom:1px solid var(--strong)}
    th{font-weight:600;text-align:left;vertical-align:bottom}
    th,td{padding:.28rem 1.1rem .28rem 0}th:last-child,td:last-child{padding-right:0}
    td{vertical-align:top;overflow-wrap:break-word}
    td.txt{max-width:26rem;white-space:nowrap}td.long{min-width:11rem;white-space:normal}
    .num{text-align:right}td.num{white-space:nowrap}.null,.aside{color:var(--soft)}
    figure{margin:1.8rem 0}figure svg{display:block;width:100%}
    figcaption{font-size:.82rem;color:var(--soft);margin-top:.5rem}
    .measures{display:flex;flex-wrap:wrap;gap:.8rem 2.2rem;margin:1.2rem 0}
    .measures dt{font-size:.74rem;color:var(--soft)}
    .measures dd{margin:0;font-size:1.15rem;font-variant-numeric:tabular-nums;\
    overflow-wrap:anywhere}
    .talk{margin:1.8rem 0;border-top:1px solid var(--line);padding-top:.2rem}
    .talk h3{margin:.8rem 0 .2rem}
    .tier{font-size:.72rem;font-weight:500;color:var(--soft);border:1px solid var(--line);\
    border-radius:1em;padding:.1em .7em;margin-left:.5em;vertical-align:.12em}
    .facts{font-size:.78rem;color:var(--soft);margin:.2rem 0;overflow-wrap:anywhere}\
    .facts i{font-style:normal;opacity:.8}
    .talk ol,.talk ul{list-style:none;margin:0;padding:0}
    .talk ol{margin-top:.9rem}
    .talk ol>li{display:grid;grid-template-columns:7.5rem 1fr;column-gap:1rem;\
    padding:.4rem 0;break-inside:avoid}
    .who{font-size:.8rem;line-height:1.9;color:var(--soft);overflow-wrap:anywhere}\
    .who span{display:inline-block;min-width:1.6em;font-variant-numeric:tabular-nums;opacity:.75}
    .assistant>.who{color:var(--mark);font-weight:600}.assistant>.who span{font-weight:400}
    .said p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
    .system>.said,.tool>.said{color:var(--soft)}
    .said ul{font-size:.78rem;line-height:1.6;margin:.15rem 0 .1rem}
    .said ul li{display:inline-block;margin-right:1.2em}
    .said .facts{margin:.1rem 0 0}
    mark{color:inherit;border-radius:2px;padding:.04em .1em;box-decoration-break:clone;\
    -webkit-box-decoration-break:clone}
    mark.earned{background:var(--earned-bg);box-shadow:inset 0 -1.5px var(--earned)}\
    mark.cost{background:var(--cost-bg);box-shadow:inset 0 -1.5px var(--cost)}\
    mark.hit{background:var(--hit-bg)}
    li.earned{color:var(--earned)}li.cost{color:var(--cost)}li.hit{color:var(--hit)}
    sup{font-size:.68em;line-height:0;margin-left:.1em;color:var(--soft)}
    li.earned sup,li.cost sup,li.hit sup{color:inherit;margin:0}
    .scores{margin:1rem 0 0;border-top:1px solid var(--line);border-bottom:0;width:100%}
    .scores th{font-weight:400;width:10rem}.scores .num{width:4rem}
    .bar{width:9rem;vertical-align:middle}\
    .bar>span{display:block;height:.5rem;background:var(--line);border-radius:2px}\
    .bar>span>span{display:block;height:100%;background:var(--mark);border-radius:2px}
    details.talk{margin:0;padding:.35rem 0}details.talk+details.talk{border-top:1px solid var(--line)}
    summary{cursor:pointer;font-size:.95rem;overflow-wrap:anywhere}summary .fact{color:var(--soft);\
    font-size:.84rem;margin-left:.6em;\
    font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif}
    details[open]>summary{margin-bottom:.4rem}details:target>summary{background:var(--hit-bg)}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
    .filter{display:block;margin:1.4rem 0 -.6rem;font-size:.82rem;color:var(--soft);\
    font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,"DejaVu Sans",sans-serif}
    .filter input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);\
    border-radius:3px;padding:.3rem .5rem;margin:0 .6rem;width:16rem;max-width:60vw}
    th button{all:unset;cursor:pointer;font-weight:600}th button:focus-visible{\
    outline:2px solid var(--link);outline-offset:2px}
    th[aria-sort] button::after{content:" ▲";font-size:.7em}
    th[aria-sort=descending] button::after{content:" ▼"}
    footer{font-size:.76rem;color:var(--soft);border-top:1px solid var(--line);\
    margin-top:3rem;padding-top:.7rem;overflow-wrap:anywhere}
    @media (max-width:34rem){main{padding:1.6rem 1rem 3rem}h1{font-size:1.5rem}\
    .talk ol>li{grid-template-columns:1fr}.scores th{width:auto}.bar{width:5rem}\
    .scores .aside{display:none}td.long{min-width:9rem}}
    @media print{body{font-size:10pt}main{max-width:none;padding:0}nav,.filter{display:none}\
    details::details-content{content-visibility:visible;block-size:auto}\
    h2,h3{break-after:avoid}figure,tr{break-inside:avoid}thead{display:table-header-group}\
    .table{overflow:visible}td.txt{overflow-wrap:anywhere;white-space:normal}.measures,mark,.bar span{print-color-adjust:exact;\
    -webkit-print-color-adjust:exact}}
    """
}
