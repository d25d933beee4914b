import Corpus
private import Foundation

/// The one script of a report: tables are sorted by their heads and filtered by words, a link to a
/// folded transcript unfolds it, and print unfolds all.
///
/// It holds no `<` and no `&`, so that the page is well formed as XML too. Without it, or without a
/// reader that runs scripts, the page shows the same.
enum HTMLScript {
  /// What a page may run and fetch: nothing, or this script.
  static func policy(_ isLive: Bool) -> String {
    let script = isLive ? " script-src 'sha256-\(digest)';" : ""
    return "default-src 'none'; style-src 'unsafe-inline';\(script) base-uri 'none'; "
      + "form-action 'none'"
  }

  private static let digest: String = {
    let digits = Array(Digest(of: text).hex)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }()

  static let text = """
    (function(){'use strict';
    var d=document;
    function all(s,e){return Array.prototype.slice.call((e||d).querySelectorAll(s))}
    function key(t){t=t.trim();if(t===''||t==='–')return null;
    var n=Number(t.replace(/[,\\u202f\\u00a0 ]/g,'').replace('\\u2212','-').replace(/%$/,''));
    return isNaN(n)?t.toLowerCase():n}
    function order(a,b){if(a===b)return 0;
    if(typeof a===typeof b)return a>b?1:-1;return typeof a==='number'?-1:1}
    all('table.live').forEach(function(t){
    var body=t.tBodies[0],rows=all('tr',body);
    all('thead th',t).forEach(function(h,i){
    var b=d.createElement('button');b.type='button';b.textContent=h.textContent;
    h.textContent='';h.appendChild(b);
    b.addEventListener('click',function(){
    var down=h.getAttribute('aria-sort')==='ascending';
    all('thead th',t).forEach(function(o){o.removeAttribute('aria-sort')});
    h.setAttribute('aria-sort',down?'descending':'ascending');
    rows.map(function(r,j){return{r:r,k:key(r.cells[i]?r.cells[i].textContent:''),j:j}})
    .sort(function(a,b){if(a.k===null||b.k===null)return a.k===b.k?a.j-b.j:a.k===null?1:-1;
    var c=order(a.k,b.k);return c===0?a.j-b.j:down?-c:c})
    .forEach(function(x){body.appendChild(x.r)})})});
    if(rows.length>7){
    var label=d.createElement('label'),input=d.createElement('input'),
    count=d.createElement('output'),texts=null;
    label.className='filter';label.textContent='Filter';input.type='search';
    input.placeholder='words, all of them';count.textContent=rows.length+' rows';
    label.appendChild(input);label.appendChild(count);
    t.parentNode.parentNode.insertBefore(label,t.parentNode);
    input.addEventListener('input',function(){
    texts=texts||rows.map(function(r){return all('td',r).map(function(c){return c.textContent})
    .join('\\n').toLowerCase()});
    var words=input.value.toLowerCase().split(/\\s+/).filter(Boolean),n=0;
    rows.forEach(function(r,i){
    var shown=words.every(function(w){return texts[i].indexOf(w)>-1});
    r.hidden=!shown;if(shown)n+=1});
    count.textContent=words.length?n+' of '+rows.length+' rows':rows.length+' rows'})}});
    function reveal(){var e=location.hash?d.getElementById(location.hash.slice(1)):null;
    if(e){if(e.tagName.toLowerCase()==='details'){e.open=true;e.scrollIntoView()}}}
    addEventListener('hashchange',reveal);reveal();
    d.addEventListener('click',function(e){var a=e.target.closest?e.target.closest('a'):null;
    if(a){if(a.hash===location.hash)reveal()}});
    var closed=[];
    addEventListener('beforeprint',function(){closed=all('details:not([open])');
    closed.forEach(function(e){e.open=true})});
    addEventListener('afterprint',function(){closed.forEach(function(e){e.open=false})});
    })();
    """
}
