// Makes index.cjs and index.d.cts, for require(): the modules joined, each after what it imports.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (name) => new URL(`../${name}`, import.meta.url);
const FROM = /^(?:import|export) \{([^}]*)\} from '([^']+)';\n/gm;

/** The text of index.cjs. */
export function commonJS() {
  const seen = new Set();
  const joined = [];
  const exported = [];
  const take = (url) => {
    if (seen.has(url.href)) return;
    seen.add(url.href);
    const text = readFileSync(url, 'utf8');
    for (const [, , name] of text.matchAll(FROM)) take(new URL(name, url));
    joined.push(text.replace(FROM, '').replace(/^export (?=(async )?(class|function|const)\b)/gm, ''));
  };
  const index = at('index.mjs');
  for (const [, names] of readFileSync(index, 'utf8').matchAll(FROM)) exported.push(names.trim().replace(/,$/, ''));
  take(index);
  const body = joined.join('\n');
  if (/^(import|export)\b/m.test(body)) throw new Error('modules import and export names, in lines of their own');
  const names = [...body.matchAll(/^(?:async )?(?:class|function\*?|const|let) (\w+)/gm)].map(([, name]) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice) throw new Error(`two modules have a ${twice}; joined they cannot`);
  return `'use strict';\n${body}\nmodule.exports = {\n  ${exported.join(',\n  ')},\n};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(at('index.cjs'), commonJS());
  writeFileSync(at('index.d.cts'), readFileSync(at('index.d.ts'), 'utf8'));
}
