// Writes index.cjs, for require(), from index.mjs: the same text with its one export turned.
import { readFileSync, writeFileSync } from 'node:fs';

const at = (name) => new URL(`../${name}`, import.meta.url);

/** The text of index.cjs. */
export function commonJS(text) {
  const [body, names, ...rest] = text.split(/^export \{([^}]*)\};$/m);
  if (names === undefined || rest.join('').trim() !== '' || /^(import|export) /m.test(body)) {
    throw new Error('index.mjs ends with its one export and imports nothing');
  }
  return `// Made from index.mjs by 'npm run cjs'.\n'use strict';\n${body}module.exports = {${names}};\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(at('index.cjs'), commonJS(readFileSync(at('index.mjs'), 'utf8')));
  writeFileSync(at('index.d.cts'), readFileSync(at('index.d.ts'), 'utf8'));
}
