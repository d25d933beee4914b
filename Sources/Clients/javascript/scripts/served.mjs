// A gateway on a free port over the sample conversations. PE names the program; the gateway's stands beside it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PE = process.env.PE ?? 'pe';
const samples = fileURLToPath(new URL('../../../../notebooks/data/', import.meta.url));

export async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'pe-js-'));
  const env = {
    ...process.env,
    PE_PLUGINS: join(folder, 'plugins'),
    PE_GATEWAY_DATA: join(folder, 'keys'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  delete env.PE_GATEWAY;
  delete env.PE_API_KEY;
  const pe = (...words) => execFileSync(PE, words, { env, encoding: 'utf8' });
  const workspace = join(folder, 'talks.sqlite');
  for (const file of ['sessions.csv', 'peer-support.jsonl']) pe('-w', workspace, 'load', join(samples, file));
  pe('-w', workspace, 'validate');
  const key = (scopes, ...options) => {
    const made = JSON.parse(pe('--json', 'keys', 'add', 'tests', '--scopes', scopes, ...options));
    return Object.fromEntries(made.tables[0].rows).key;
  };
  const child = spawn(PE, ['-w', workspace, 'serve', '--port', '0'], {
    env, stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('no gateway')));
    createInterface(child.stdout).once('line', (line) => resolve(/http:\/\/[0-9.:]+/.exec(line)[0]));
  });
  const stop = async () => {
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, key, admin: key('admin', '--tier', 'enterprise', '--limit', '1000000'), stop };
}
