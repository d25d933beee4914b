import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import * as sdk from '../index.mjs';
import { commonJS } from '../scripts/cjs.mjs';
import { serve } from '../scripts/served.mjs';

const {
  PixelatedEmpathyAPI, InvalidKeyError, InsufficientPermissionsError, NotFoundError,
  InvalidRequestError, RateLimitError, NoServerError, ConnectionCutError, AnswerTimeoutError,
  UnexpectedAnswerError, OtherVersionError, ProcessingError, JobFailedError, JobTimeoutError, ExportError,
} = sdk;

const talk = {
  id: 'sent',
  messages: [
    { role: 'user', content: 'I did not sleep again, and the café was loud.' },
    { role: 'assistant', content: 'Another night awake. What kept you up?' },
    { role: 'user', content: 'The usual sums. Rent, mostly.' },
    { role: 'assistant', content: 'You lie there adding up the rent. That sounds exhausting.' },
    { role: 'user', content: 'It is. I feel so small then.' },
    { role: 'assistant', content: 'Small, and alone with it at night. You should just stop worrying.' },
  ],
};

async function all(iterable) {
  const made = [];
  for await (const one of iterable) made.push(one);
  return made;
}

describe('against a gateway', () => {
  let served;
  let api;
  before(async () => {
    served = await serve();
    api = new PixelatedEmpathyAPI(served.admin, { baseUrl: served.url });
  });
  after(() => served.stop());

  it('looks', async () => {
    assert.deepEqual((await api.listDatasets()).map((set) => set.name), ['sessions', 'peer-support']);
    assert.equal((await api.getDatasetInfo('sessions')).conversations, 34);
    const page = await api.getConversations({ limit: 10 });
    assert.equal(page.conversations.length, 10);
    assert.equal(page.total, 119);
    const next = await api.getConversations({ limit: 10, cursor: page.next_cursor });
    const same = await api.getConversations({ limit: 10, offset: 10 });
    assert.deepEqual(next.conversations, same.conversations);
    const everything = await all(api.iterConversations({ batchSize: 50 }));
    assert.equal(new Set(everything.map((one) => one.number)).size, 119);
    const good = await api.iterConversations({ minQuality: 0.6, batchSize: 3 }).toArray();
    assert.ok(good.length > 0 && good.every((one) => one.scores.overall >= 0.6));
    const one = await api.getConversation('se-02');
    assert.equal(one.messages.length, 31);
    assert.ok(one.evidence.length > 0);
    assert.equal((await api.getConversation(2)).id, 'se-02');
    const hits = await api.searchConversations('sleep', { limit: 3, filters: { role: 'user' } });
    assert.ok(hits.hits.length === 3 && hits.hits.every((hit) => hit.role === 'user'));
    assert.equal((await api.getStatisticsOverview()).total_messages, 1823);
    assert.equal((await api.getQualityMetrics({ dataset: 'sessions' })).conversations, 34);
    assert.ok((await api.listValidators()).some((one) => one.name === 'empathy'));
    assert.deepEqual(await api.listModels(), []);
    assert.ok((await api.listFormats()).length > 3);
    assert.equal((await api.getAgreement(['overall_quality', 'empathy'])).figures.length > 0, true);
    assert.equal((await api.healthCheck()).compatible, true);
    assert.deepEqual((await api.validateKey()).scopes, ['admin']);
  });

  it('scores', async () => {
    const scored = await api.validateConversationQuality(talk);
    assert.ok(scored.quality_metrics.overall_quality > 0 && scored.evidence.length > 0);
    const many = await api.validateConversations([talk, { ...talk, id: 'other' }]);
    assert.deepEqual(many.map((one) => one.id), ['sent', 'other']);
    assert.deepEqual(await api.validateConversations([]), []);
    await assert.rejects(api.validateConversationQuality({ id: 1 }), InvalidRequestError);
    await assert.rejects(api.validateConversationQuality({ messages: [{ role: 'user', content: NaN }] }),
      InvalidRequestError);
    await assert.rejects(api.validateConversationQuality(talk, { validators: ['warmth'] }), InvalidRequestError);
  });

  it('runs jobs', async () => {
    const job = await api.submitProcessingJob('sessions');
    const done = await api.waitForJob(job, { timeout: 60_000 });
    assert.equal(done.result.conversations, 34);
    const updates = await all(api.watch(await api.submitProcessingJob('peer-support')));
    assert.equal(updates.at(-1).status, 'completed');
    const wrong = await api.submitProcessingJob(null, 'analysis', { columns: ['tier'] });
    await assert.rejects(api.waitForJob(wrong), (error) => error instanceof JobFailedError
      && /tier holds text/.test(error.message));
    const options = { idempotencyKey: 'js-once' };
    const first = await api.submitProcessingJob('sessions', 'quality_validation', {}, options);
    const again = await api.submitProcessingJob('sessions', 'quality_validation', {}, options);
    assert.equal(first.job_id, again.job_id);
    assert.ok((await api.listJobs()).length >= 4);
    assert.ok((await api.cancelJob(first)).job_id);
    await assert.rejects(api.getJobStatus('0'.repeat(24)), NotFoundError);
    await assert.rejects(all(api.watch('0'.repeat(24))), NotFoundError);
  });

  it('fetches exports', async () => {
    const pieces = await all(api.downloadExport(await api.exportData({ dataset: 'sessions' })));
    const text = Buffer.concat(pieces).toString();
    assert.equal(text.trim().split('\n').length, 34);
  });

  it('streams', async () => {
    const stream = await api.stream();
    stream.send('ping');
    assert.equal((await stream.receive()).type, 'pong');
    const scored = await stream.validate(talk);
    assert.equal(scored.id, 'sent');
    const conversations = Array.from({ length: 120 }, (_, n) => ({ ...talk, id: `n${n}` }));
    const messages = await all(stream.processBatch({ conversations }));
    assert.equal(messages.at(-1).count, 120);
    assert.equal(messages.length, 4);
    await assert.rejects(stream.validate(talk, { validators: ['warmth'] }), InvalidRequestError);
    assert.equal((await stream.validate(talk)).id, 'sent');
    stream.close();
    await assert.rejects(stream.receive(), ConnectionCutError);
    await assert.rejects(new PixelatedEmpathyAPI('sk_none', { baseUrl: served.url }).stream(), InvalidKeyError);
  });

  it('tells keys and scopes', async () => {
    const reader = new PixelatedEmpathyAPI(served.key('read'), { baseUrl: served.url });
    await assert.rejects(reader.exportData(), (error) => error instanceof InsufficientPermissionsError
      && /scope export/.test(error.message) && error.requestId.length > 0);
    await assert.rejects(new PixelatedEmpathyAPI('sk_wrong', { baseUrl: served.url }).listDatasets(), InvalidKeyError);
    const few = new PixelatedEmpathyAPI(served.key('read', '--limit', '1'), { baseUrl: served.url });
    await few.listModels();
    await assert.rejects(few.listModels(), (error) => error instanceof RateLimitError && error.retryAfter > 60);
  });

  it('does what the README says', async () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/```js\n([^]*?)```/g)].map((found) => found[1]);
    assert.equal(blocks.length, 3);
    const program = blocks.join('\n')
      .replaceAll("from 'pixelated-empathy-api'", `from '${new URL('../index.mjs', import.meta.url)}'`)
      .replaceAll('sk_…', served.admin).replaceAll('http://127.0.0.1:8000', served.url);
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    const basic = await api.getConversations({ tier: 'basic', limit: 20 });
    assert.ok(basic.total > 0 && stdout.includes(`\n${basic.conversations.length} of ${basic.total}\n`));
    assert.match(stdout, /batch_result/);
    assert.match(stdout, /RESOURCE_NOT_FOUND/);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(api.listDatasets({ signal: controller.signal }), reason);
    const job = await api.submitProcessingJob('sessions');
    const later = new AbortController();
    const updates = api.watch(job, { signal: later.signal });
    await updates.next();
    later.abort(reason);
    await assert.rejects(async () => { for (;;) if ((await updates.next()).done) throw reason; }, reason);
  });
});

/** Answers what a test says, byte for byte; the last again and again. */
async function faulty(...answers) {
  const asked = [];
  const server = createServer((socket) => {
    let data = '';
    socket.on('error', () => {});
    socket.on('data', (more) => {
      data += more.toString('latin1');
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(data)?.[1] ?? 0);
      if (data.length < end + 4 + length) return;
      asked.push(data);
      data = '';
      const given = answers.length > 1 ? answers.shift() : answers[0];
      const bytes = typeof given === 'function' ? given(asked.at(-1)) : given;
      if (bytes) socket.end(bytes); else if (bytes === null) socket.destroy();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    asked,
    url: `http://127.0.0.1:${server.address().port}`,
    api(options) {
      return new PixelatedEmpathyAPI('sk_x', { baseUrl: this.url, timeout: 5000, maxRetries: 2, ...options });
    },
    [Symbol.for('close')]: () => server.close(),
  };
}

function answer(status, body, headers = {}) {
  const bytes = Buffer.from(body);
  const fields = { 'Content-Type': 'application/json', 'Content-Length': bytes.length, Connection: 'close', ...headers };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${head}\r\n`), bytes]);
}
const envelope = (data) => answer(200, JSON.stringify({ success: true, data, message: '', timestamp: '' }));
const problem = (status, code, details = {}, headers = {}, message = 'so it is') => answer(status, JSON.stringify({
  success: false, error: { code, message, details, request_id: 'r-1' }, timestamp: '',
}), headers);

describe('when things go wrong', () => {
  async function against(answers, work) {
    const server = await faulty(...answers);
    try {
      return [await work(server), server.asked];
    } finally {
      server[Symbol.for('close')]();
    }
  }
  const fails = (answers, kind, work, options) => against(answers, async (server) => {
    await assert.rejects(work(server.api(options)), (error) => {
      assert.ok(error instanceof kind, `${error.name}: ${error.message}`);
      return true;
    });
  });

  it('says that there is no server', async () => {
    const server = await faulty(null);
    server[Symbol.for('close')]();
    const api = server.api({ maxRetries: 1 });
    await assert.rejects(api.listDatasets(), NoServerError);
    await assert.rejects(api.stream(), NoServerError);
  });

  it('asks again for what was cut, and says it in the end', async () => {
    const whole = envelope([]);
    const [, asked] = await against([whole.subarray(0, -9), null, whole], async (server) => {
      assert.deepEqual(await server.api().listDatasets(), []);
    });
    assert.equal(asked.length, 3);
    await fails([whole.subarray(0, -9)], ConnectionCutError, (api) => api.listDatasets());
    await fails([answer(200, '{"success":true')], ConnectionCutError, (api) => api.listDatasets());
  });

  it('sends once what is not safe', async () => {
    const [, asked] = await fails([null], ConnectionCutError, (api) => api.predict('m'));
    assert.equal(asked.length, 1);
    const [, busy] = await fails([problem(503, 'PROCESSING_ERROR')], ProcessingError, (api) => api.predict('m'));
    assert.equal(busy.length, 1);
    const job = { job_id: 'a', status: 'queued', progress: 0 };
    const [, submitted] = await against([null, envelope(job)], (server) => server.api().submitProcessingJob('d'));
    const keys = submitted.map((text) => /idempotency-key: (\S+)/i.exec(text)[1]);
    assert.ok(keys.length === 2 && keys[0] === keys[1]);
  });

  it('waits as it is asked to', async () => {
    const limited = problem(429, 'RATE_LIMIT_EXCEEDED', {}, { 'Retry-After': '1' });
    const start = Date.now();
    await against([limited, envelope([])], (server) => server.api().listDatasets());
    assert.ok(Date.now() - start >= 1000);
    const long = problem(429, 'RATE_LIMIT_EXCEEDED', { retry_after: 700 }, { 'Retry-After': '700' });
    const [, asked] = await fails([long], RateLimitError, (api) => api.listDatasets());
    assert.equal(asked.length, 1);
    await against([envelope([])], async (server) => {
      const api = server.api({ rateLimitPerHour: 1, maxRetryWait: 10 });
      await api.listDatasets();
      await assert.rejects(api.listDatasets(), RateLimitError);
    });
  });

  it('knows what is no gateway', async () => {
    const html = answer(502, '<html><title>502 Bad Gateway</title></html>', { 'Content-Type': 'text/html' });
    await fails([html], UnexpectedAnswerError, (api) => api.listDatasets());
    const login = answer(302, '', { Location: 'https://login.example/?secret=1', 'Content-Type': 'text/html' });
    await fails([login], UnexpectedAnswerError, (api) => api.listDatasets());
    await fails([answer(200, '{"hello":1}')], UnexpectedAnswerError, (api) => api.listDatasets());
    const unknown = problem(404, 'RESOURCE_NOT_FOUND', {}, { 'X-PE-Version': '7.0.0' }, 'there is no such route');
    await fails([unknown], OtherVersionError, (api) => api.listDatasets());
    await fails([answer(200, '{"success":true}')], OtherVersionError, (api) => api.listDatasets());
  });

  it('does not wait for ever', async () => {
    await fails([() => ''], AnswerTimeoutError, (api) => api.listDatasets(), { timeout: 100, maxRetries: 0 });
    const job = { job_id: 'a', status: 'running', progress: 0 };
    await fails([envelope(job)], JobTimeoutError, (api) => api.waitForJob('a', { timeout: 50 }));
  });

  it('goes on with a file where it was cut', async () => {
    const data = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));
    const job = { job_id: 'a', status: 'completed', progress: 1, result: { bytes: data.length } };
    const kind = { 'Content-Type': 'application/octet-stream' };
    const rest = (head) => {
      const start = Number(/range: bytes=(\d+)-/i.exec(head)[1]);
      return answer(206, data.subarray(start), kind);
    };
    const cut = answer(200, data, kind).subarray(0, 200_000);
    const [pieces, asked] = await against([envelope(job), cut, rest], async (server) => (
      all(server.api().downloadExport('a'))));
    const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
    assert.equal(digest(Buffer.concat(pieces)), digest(data));
    assert.match(asked[2], /if-range/i);
    const other = answer(200, data, kind);
    await fails([envelope(job), cut, other], ExportError, (api) => all(api.downloadExport('a')));
  });

  it('refuses what cannot be asked', async () => {
    const api = new PixelatedEmpathyAPI('k', { baseUrl: 'http://127.0.0.1:9' });
    for (const name of ['', '.', '..', '\ud800']) {
      await assert.rejects(async () => api.getConversation(name), InvalidRequestError);
    }
    for (const baseUrl of ['x', 'ftp://x', 'http://x?y=1']) {
      assert.throws(() => new PixelatedEmpathyAPI('k', { baseUrl }), TypeError);
    }
    assert.throws(() => new PixelatedEmpathyAPI('k\nHost: x'), TypeError);
    assert.ok(!JSON.stringify(new PixelatedEmpathyAPI('sk_secret')).includes('sk_secret'));
  });

  it('verifies notices', async () => {
    const now = String(Math.floor(Date.now() / 1000));
    const mac = createHmac('sha256', 'whsec').update(`${now}.{}`).digest('hex');
    assert.equal(await sdk.verifyNotice('whsec', '{}', now, `v1=${mac}`), true);
    assert.equal(await sdk.verifyNotice('other', '{}', now, `v1=${mac}`), false);
    assert.equal(await sdk.verifyNotice('whsec', '{ }', now, `v1=${mac}`), false);
    assert.equal(await sdk.verifyNotice('whsec', '{}', '5', `v1=${mac}`), false);
  });
});

describe('the package', () => {
  it('is the same for require()', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pe-js-'));
    try {
      writeFileSync(join(folder, 'index.cjs'), commonJS());
      const required = createRequire(import.meta.url)(join(folder, 'index.cjs'));
      assert.deepEqual(Object.keys(required).sort(), Object.keys(sdk).sort());
      assert.throws(() => new required.PixelatedEmpathyAPI('k', { baseUrl: 'x' }), TypeError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('declares what it has', () => {
    const declared = readFileSync(new URL('../index.d.ts', import.meta.url), 'utf8');
    const methods = Object.getOwnPropertyNames(PixelatedEmpathyAPI.prototype).filter((n) => n !== 'constructor');
    for (const name of methods) assert.match(declared, new RegExp(`^  ${name}\\(`, 'm'));
    for (const name of Object.keys(sdk)) assert.match(declared, new RegExp(`export (class|function|const) ${name}\\b`));
  });
});
