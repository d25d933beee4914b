#if Gateway
extension Page {
  /// How the page looks, light and dark.
  static let style = #"""
    :root{--ink:#1c2126;--quiet:#5b6570;--paper:#fbfaf7;--card:#fff;--line:#d9d8d2;--mark:#0b6e6e;
    --bar:#8db5b3;--on:#0b6e6e;--good:#dcefe6;--bad:#f8dfd6;--warn:#a33a1b}
    @media (prefers-color-scheme:dark){:root{--ink:#e7e6e1;--quiet:#a3abb3;--paper:#171a1d;--card:#1f2428;
    --line:#3a4147;--mark:#6fc7c2;--bar:#46706e;--on:#6fc7c2;--good:#1f3d31;--bad:#4d2a20;--warn:#f0997c}}
    *{box-sizing:border-box}
    body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
    header,main,footer{max-width:76rem;margin:0 auto;padding:.6rem 1rem}
    header{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:center;border-bottom:1px solid var(--line)}
    h1{font-size:1.1rem;margin:0}h2{font-size:1.1rem;margin:1.4rem 0 .5rem}h3{font-size:1rem;margin:0}
    nav{display:flex;gap:.2rem}#leave{margin-left:auto}
    button,input,select,textarea{font:inherit;color:inherit;background:var(--card);
    border:1px solid var(--line);border-radius:.4rem;padding:.3rem .6rem}
    button{cursor:pointer}button:hover{border-color:var(--mark)}
    #main:focus{outline:none}:focus-visible{outline:3px solid var(--mark);outline-offset:1px}
    nav button{border-color:transparent;background:none}
    nav [aria-current=page]{border-color:var(--mark);color:var(--mark)}
    .quiet{color:var(--quiet);font-size:.9rem}.off,.skip:not(:focus){position:absolute;left:-99rem}
    .row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.6rem 0}
    .row input{flex:1 1 16rem}
    .cards,.charts{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
    .card,.chart,.talk{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.7rem}
    .tiers{display:flex;height:.7rem;border-radius:.3rem;overflow:hidden;margin:.4rem 0;background:var(--line)}
    .tiers i{display:block;height:100%}.t0{background:#b08968}.t1{background:#8db5b3}.t2{background:#4f9391}
    .t3{background:#0b6e6e}.t4{background:#064848}
    .chart svg{width:100%;height:5.5rem;display:block;touch-action:none;cursor:crosshair;user-select:none}
    .chart rect.b{fill:var(--bar)}.chart rect.on{fill:var(--on)}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
    th{font-size:.85rem;color:var(--quiet);font-weight:600}a{color:var(--mark)}progress{accent-color:var(--mark)}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    td button{padding:.1rem .5rem}td .open{border:none;background:none;color:var(--mark);text-decoration:underline;
    padding:0;text-align:left}
    .talks{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(22rem,1fr))}
    .turn{margin:.5rem 0;padding:.4rem .6rem;border-left:3px solid var(--line);white-space:pre-wrap;
    overflow-wrap:anywhere}
    .turn.assistant{border-color:var(--mark)}.turn b{display:block;font-size:.8rem;color:var(--quiet)}
    mark{color:inherit;background:var(--good);border-bottom:2px solid var(--on);border-radius:.15rem}
    mark.cost{background:var(--bad);border-bottom:2px dashed var(--warn)}
    .scores td{padding:.15rem .4rem}.scores{font-size:.9rem}
    .meter{position:relative;display:block;width:7rem;height:.8rem;background:var(--line);border-radius:.3rem;
    margin-top:.3rem}
    .meter i{position:absolute;top:0;bottom:0;background:var(--bar);border-radius:.3rem}
    .meter u{position:absolute;top:-.15rem;bottom:-.15rem;width:3px;background:var(--on)}
    textarea{width:100%}progress{width:8rem}#hits li{margin:.5rem 0}#trouble{color:var(--warn)}
    """#
}
#endif
