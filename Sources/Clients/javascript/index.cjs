// Made from index.mjs by 'npm run cjs'.
'use strict';
// The workbench for emotional-support and therapy conversations behind its gateway ('pe serve').
// Node 18 and later, and browsers; nothing else is needed.

const VERSION = '0.1.0';
const DEFAULT_URL = 'http://127.0.0.1:8000';
const MOST_CONVERSATIONS = 1000;
const MOST_BYTES = 9 << 20;

// Errors

/** Any failure of a call. `code` is the gateway's word, `status` of HTTP, `requestId` names it in the log. */
class PixelatedEmpathyAPIError extends Error {
  constructor(message, { code = '', status = null, details = {}, requestId = '', hint = '', cause } = {}) {
    const advice = hint || details.hint || '';
    super(message + (advice ? ` (${advice})` : '') + (requestId ? ` [request ${requestId}]` : ''), { cause });
    this.name = this.constructor.name;
    Object.assign(this, { code, status, details, requestId, hint: advice });
  }
}
/** No key, or one that opens nothing. */
class InvalidKeyError extends PixelatedEmpathyAPIError {}
/** The key may not do that; `details.scope` names what it lacks. */
class InsufficientPermissionsError extends PixelatedEmpathyAPIError {}
class NotFoundError extends PixelatedEmpathyAPIError {}
/** The request says something wrongly; `details.parameter` names what. */
class InvalidRequestError extends PixelatedEmpathyAPIError {}
/** It failed there, took too long, or too much is being worked on. */
class ProcessingError extends PixelatedEmpathyAPIError {}
class ExportError extends PixelatedEmpathyAPIError {}
/** `retryAfter`: seconds until the next request is let through, if known. */
class RateLimitError extends PixelatedEmpathyAPIError {
  constructor(message, facts = {}) {
    super(message, facts);
    this.retryAfter = facts.retryAfter ?? null;
  }
}
/** Nothing answers at that address. */
class NoServerError extends PixelatedEmpathyAPIError {}
/** The connection ended in the middle of an answer, of which nothing was used. */
class ConnectionCutError extends PixelatedEmpathyAPIError {}
class AnswerTimeoutError extends PixelatedEmpathyAPIError {}
/** Something answered that is no gateway: a proxy's page, a login, another service. */
class UnexpectedAnswerError extends PixelatedEmpathyAPIError {}
/** A gateway of another version. */
class OtherVersionError extends PixelatedEmpathyAPIError {}
/** A job ended without its result; `job` is how. */
class JobFailedError extends PixelatedEmpathyAPIError {
  constructor(job) {
    const what = job.status === 'cancelled' ? 'was cancelled' : job.status;
    super(`the job ${job.job_id} ${what}${job.error ? `: ${job.error}` : ''}`, { code: 'PROCESSING_ERROR' });
    this.job = job;
  }
}
/** A job was not over when waiting for it ended; it goes on. */
class JobTimeoutError extends PixelatedEmpathyAPIError {
  constructor(job, milliseconds) {
    super(`the job ${job.job_id} is ${job.status} after ${milliseconds} ms, and goes on`);
    this.job = job;
  }
}

const BY_CODE = {
  INVALID_API_KEY: InvalidKeyError,
  INSUFFICIENT_PERMISSIONS: InsufficientPermissionsError,
  RESOURCE_NOT_FOUND: NotFoundError,
  VALIDATION_ERROR: InvalidRequestError,
  PROCESSING_ERROR: ProcessingError,
  EXPORT_ERROR: ExportError,
};
const HINTS = {
  INVALID_API_KEY: "'pe keys add NAME' makes a key",
  INSUFFICIENT_PERMISSIONS: "'pe keys add NAME --scopes …' makes a key that may",
};
const NO_SERVER = "'pe serve' starts a gateway; baseUrl says where it is";

/** What the answer is that lacks its end, or is broken within. */
class Cut extends Error {}

// Answers

function retryAfter(headers) {
  const text = (headers.get('retry-after') ?? '').trim();
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000);
}

function otherVersion(response, what, facts = {}) {
  const theirs = response?.headers.get('x-pe-version') ?? 'another version';
  return new OtherVersionError(`the gateway is ${theirs} and this client ${VERSION}: ${what}`, {
    status: response?.status ?? null,
    ...facts,
    hint: 'take the client and the gateway from the same release',
  });
}

function problem(error, response) {
  const code = String(error?.code ?? '');
  const details = error?.details && typeof error.details === 'object' ? error.details : {};
  let hint = details.hint ?? HINTS[code] ?? '';
  if (code === 'INSUFFICIENT_PERMISSIONS' && details.scope) {
    hint = `it lacks the scope ${details.scope}; ${HINTS[code]}`;
  }
  const facts = { code, status: response?.status ?? null, details, requestId: error?.request_id ?? '', hint };
  const message = String(error?.message ?? 'the gateway refused it');
  if (code === 'RATE_LIMIT_EXCEEDED') {
    const seconds = details.retry_after ?? (response ? retryAfter(response.headers) : null);
    const wait = seconds === null ? '' : `; the next is let through in ${Math.round(seconds)} s`;
    return new RateLimitError(message + wait, { ...facts, retryAfter: seconds });
  }
  if (response && message === 'there is no such route') {
    return otherVersion(response, 'it does not know what was asked', facts);
  }
  return new (BY_CODE[code] ?? PixelatedEmpathyAPIError)(message, facts);
}

function unexpected(response, type, text, where) {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    let host = 'another place';
    try {
      host = new URL(response.headers.get('location') ?? '', where).host;
    } catch { /* It says no address. */ }
    return new UnexpectedAnswerError(`${where} redirects to ${host} in place of answering`, {
      status, hint: 'is it a login page, or does baseUrl lack https or a path?',
    });
  }
  const title = type === 'text/html' ? /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1].trim() : undefined;
  const what = { 'text/html': 'a page of HTML', '': 'nothing that says what it is' }[type] ?? type;
  return new UnexpectedAnswerError(
    `${where} answered ${status} with ${what}${title ? ` titled '${title}'` : ''} in place of the gateway's JSON`,
    { status, hint: 'is there a proxy before the gateway, or another service at baseUrl?' },
  );
}

async function dataOf(response, where) {
  if (response.status === 204) return null;
  const type = (response.headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
  const text = await response.text();
  let envelope;
  if (type === 'application/json') {
    try {
      envelope = JSON.parse(text);
    } catch (error) {
      throw new Cut('the JSON has no end', { cause: error });
    }
  }
  if (!envelope || typeof envelope !== 'object' || !('success' in envelope)) {
    throw unexpected(response, type, text, where);
  }
  if (envelope.success === true && 'data' in envelope && response.status < 400) return envelope.data;
  if (envelope.error && typeof envelope.error === 'object') throw problem(envelope.error, response);
  throw otherVersion(response, 'it answers in a form that this client does not know');
}

// Requests

function segment(name) {
  const text = String(name);
  if (text === '' || text === '.' || text === '..') {
    throw new InvalidRequestError(`'${text}' cannot stand in an address`, {
      hint: 'a conversation has a number as well',
    });
  }
  try {
    return encodeURIComponent(text);
  } catch (error) {
    throw new InvalidRequestError('a name holds half of a character', { cause: error });
  }
}

function parameters(members) {
  const made = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    made.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = made.toString();
  return text ? `?${text}` : '';
}

function json(members) {
  const strange = (_, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new InvalidRequestError(`${value} cannot be sent as JSON`);
    }
    return value;
  };
  try {
    return JSON.stringify(members, strange);
  } catch (error) {
    if (error instanceof PixelatedEmpathyAPIError) throw error;
    throw new InvalidRequestError(`this cannot be sent as JSON: ${error.message}`, { cause: error });
  }
}

function sendable(conversation) {
  if (!conversation || typeof conversation !== 'object' || !('messages' in conversation)) {
    throw new InvalidRequestError('a conversation has messages', {
      hint: 'getConversation gives those of one in a list',
    });
  }
  const { id, messages, metadata } = conversation;
  return { id, messages, metadata };
}

function parts(conversations) {
  const made = [];
  let part = [];
  let size = 0;
  for (const one of conversations) {
    const bytes = new TextEncoder().encode(json(sendable(one))).length;
    if (part.length && (part.length >= MOST_CONVERSATIONS || size + bytes > MOST_BYTES)) {
      made.push(part);
      part = [];
      size = 0;
    }
    part.push(one);
    size += bytes;
  }
  if (part.length) made.push(part);
  return made;
}

const jobId = (job) => String(typeof job === 'object' && job !== null ? job.job_id : job);
const isOver = (job) => ['completed', 'failed', 'cancelled'].includes(job.status);
const uuid = () => globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
    return undefined;
  });
}

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT'];

function neverSent(error) {
  const causes = [error, error?.cause, ...(error?.cause?.errors ?? [])];
  return causes.some((cause) => NEVER_SENT.includes(cause?.code));
}

class TimedOut extends Error {}

/** A signal that is raised after a time, or with another; `touch` begins the time anew. */
function alarm(milliseconds, signal) {
  const controller = new AbortController();
  let timer;
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new TimedOut()), milliseconds);
  };
  const stop = () => controller.abort(signal.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  touch();
  const done = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, touch, done };
}

/** Conversations one by one, got a page at a time. `cursor`: where the page after this one begins. */
class Conversations {
  constructor(fetchPage, cursor) {
    this.cursor = cursor ?? null;
    this.total = null;
    this.fetchPage = fetchPage;
    this.isLast = false;
  }

  async *pages() {
    while (!this.isLast) {
      const page = await this.fetchPage(this.cursor);
      this.cursor = page.next_cursor;
      this.total = page.total;
      this.isLast = page.next_cursor === null;
      yield page;
    }
  }

  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page.conversations;
  }

  /** All that are left. */
  async toArray() {
    const all = [];
    for await (const page of this.pages()) all.push(...page.conversations);
    return all;
  }
}

/**
 * The workbench behind a gateway. Every method gives a promise or an async iterator, takes `{signal}` among
 * its options, and fails with a kind of PixelatedEmpathyAPIError. What reads or computes is sent again after a
 * failure that may pass, what writes only under an Idempotency-Key.
 */
class PixelatedEmpathyAPI {
  #key;

  /** timeout, maxRetryWait: milliseconds. rateLimitPerHour: requests that this client lets itself make. */
  constructor(key, options = {}) {
    const { baseUrl, timeout = 30_000, maxRetries = 3, rateLimitPerHour = null } = options;
    const environment = globalThis.process?.env ?? {};
    this.#key = key ?? environment.PE_API_KEY ?? '';
    if (!/^[\x21-\x7e]*$/.test(this.#key)) {
      throw new TypeError('the key holds a space, a line end or a letter that no key has');
    }
    const address = baseUrl ?? (environment.PE_GATEWAY || DEFAULT_URL);
    let parsed;
    try {
      parsed = new URL(address);
    } catch { /* told below */ }
    if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.search || parsed.hash) {
      throw new TypeError(`baseUrl is an address such as ${DEFAULT_URL}, not '${address}'`);
    }
    this.baseUrl = address.replace(/\/+$/, '');
    this.timeout = timeout;
    this.maxRetries = maxRetries;
    this.maxRetryWait = options.maxRetryWait ?? 60_000;
    this.rateLimitPerHour = rateLimitPerHour;
    this.tokens = rateLimitPerHour ?? 0;
    this.filledAt = Date.now();
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.WebSocket = options.WebSocket ?? globalThis.WebSocket ?? null;
  }

  async #pace(signal) {
    if (this.rateLimitPerHour === null) return;
    const rate = this.rateLimitPerHour / 3_600_000;
    const now = Date.now();
    this.tokens = Math.min(this.rateLimitPerHour, this.tokens + (now - this.filledAt) * rate);
    this.filledAt = now;
    const wait = Math.max(0, (1 - this.tokens) / rate);
    if (wait > this.maxRetryWait) {
      throw new RateLimitError(
        `this client lets itself make ${this.rateLimitPerHour} requests an hour`,
        { code: 'RATE_LIMIT_EXCEEDED', retryAfter: wait / 1000 },
      );
    }
    this.tokens -= 1;
    if (wait > 0) await pause(wait, signal);
  }

  /** Sends until it is answered or must not be sent again; `read` takes the answer in its time. */
  async #send(method, path, { body, headers = {}, isSafe = true, signal } = {}, read) {
    for (let sent = 0; ; sent += 1) {
      await this.#pace(signal);
      const clock = alarm(this.timeout, signal);
      const again = (asked) => {
        if (sent >= this.maxRetries) return null;
        if (asked === null) return Math.min(8000, 250 * 2 ** sent) * (0.5 + Math.random() / 2);
        return asked * 1000 > this.maxRetryWait ? null : asked * 1000 + Math.random() * 100;
      };
      let wait;
      try {
        const response = await this.fetch(this.baseUrl + path, {
          method,
          redirect: 'manual',
          signal: clock.signal,
          body,
          headers: {
            Accept: 'application/json',
            ...(this.#key ? { Authorization: `Bearer ${this.#key}` } : {}),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
          },
        });
        const isOwn = (response.headers.get('content-type') ?? '').startsWith('application/json');
        const { status } = response;
        const passes = [408, 502, 503].includes(status) || (status === 504 && !isOwn);
        wait = status === 429 || (passes && isSafe) ? again(retryAfter(response.headers)) : null;
        if (wait === null) return await read(response, clock);
        await response.body?.cancel();
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (error instanceof PixelatedEmpathyAPIError) throw error;
        const hasNoServer = neverSent(error);
        wait = hasNoServer || isSafe ? again(null) : null;
        if (wait === null) throw this.#failure(error, hasNoServer, isSafe);
      } finally {
        clock.done();
      }
      await pause(wait, signal);
    }
  }

  #failure(error, hasNoServer, isSafe) {
    const where = this.baseUrl;
    const unknown = isSafe ? '' : '; it may have been done, so it was not sent again';
    if (hasNoServer) {
      return new NoServerError(`nothing answers at ${where}`, { cause: error, hint: NO_SERVER });
    }
    if (error instanceof TimedOut) {
      return new AnswerTimeoutError(`${where} did not answer within ${this.timeout} ms${unknown}`, {
        cause: error, hint: 'narrow the query, submit a job, or give more timeout',
      });
    }
    return new ConnectionCutError(
      `the connection to ${where} ended in the middle of an answer, of which nothing was used${unknown}`,
      { cause: error, hint: 'try again; cursors and downloads go on where they were' },
    );
  }

  #ask(method, path, options = {}) {
    return this.#send(method, path, options, (response) => dataOf(response, this.baseUrl));
  }

  #get(path, options = {}) {
    return this.#ask('GET', path, { signal: options.signal });
  }

  #post(path, members, options = {}, isSafe = true, headers = {}) {
    return this.#ask('POST', path, { body: json(members), headers, isSafe, signal: options.signal });
  }

  #keyed(path, members, options) {
    // Repeating it begins nothing twice.
    const key = { 'Idempotency-Key': options.idempotencyKey ?? uuid() };
    return this.#post(path, members, options, true, key);
  }

  // Looking

  /** Needs no key. `compatible` tells whether the versions fit. */
  async healthCheck(options) {
    const health = await this.#get('/health', options);
    const minor = (text) => String(text).split('.').slice(0, 2).join('.');
    return { ...health, compatible: minor(health.version) === minor(VERSION) };
  }

  listDatasets(options) { return this.#get('/v1/datasets', options); }

  async getDatasetInfo(name, options) { return this.#get(`/v1/datasets/${segment(name)}`, options); }

  /** A page: {tier, dataset, minQuality, limit ≤ 1000, offset, query, cursor}. */
  getConversations(options = {}) {
    const { tier, dataset, minQuality, limit, offset, query, cursor } = options;
    const asked = parameters({ tier, dataset, min_quality: minQuality, limit, offset: offset || null, query, cursor });
    return this.#get(`/v1/conversations${asked}`, options);
  }

  /** All conversations of the same options; for await goes over it. */
  iterConversations(options = {}) {
    const { batchSize = 500, cursor, ...rest } = options;
    return new Conversations((at) => this.getConversations({ ...rest, limit: batchSize, cursor: at }), cursor);
  }

  async getConversation(id, options = {}) {
    const evidence = options.evidence ?? true;
    return this.#get(`/v1/conversations/${segment(id)}${parameters({ evidence: evidence || null })}`, options);
  }

  getQualityMetrics(options = {}) {
    const { dataset, tier, minQuality, query, bins } = options;
    return this.#get(
      `/v1/quality/metrics${parameters({ dataset, tier, min_quality: minQuality, query, bins })}`, options);
  }

  getStatisticsOverview(options) { return this.#get('/v1/statistics/overview', options); }

  /** filters: {dataset, tier, min_quality, role}. */
  async searchConversations(query, options = {}) {
    const { filters, limit = 20, offset = 0 } = options;
    return this.#post('/v1/search', { query, filters, limit, offset }, options);
  }

  async listValidators(options) { return (await this.#get('/v1/validators', options)).validators; }

  async listModels(options) { return (await this.#get('/v1/models', options)).models; }

  async listFormats(options) { return (await this.#get('/v1/formats', options)).exporters; }

  /** Whose key this is, and what it may do. */
  validateKey(options) { return this.#get('/v1/auth/validate', options); }

  getAgreement(columns, options = {}) {
    const { query, group, positive, order } = options;
    return this.#get(`/v1/agreement${parameters({ columns, query, group, positive, order })}`, options);
  }

  // Scoring

  /** Scores {messages: [{role, content}, …]}; nothing is stored. They describe text: no risk assessment. */
  async validateConversationQuality(conversation, options = {}) {
    const { validators, profile, evidence = true } = options;
    return this.#post(
      '/v1/quality/validate', { conversation: sendable(conversation), validators, profile, evidence }, options);
  }

  /** The same for many, in as few requests as the limits let. */
  async validateConversations(conversations, options = {}) {
    const { validators, profile, evidence = false } = options;
    const made = [];
    for (const part of parts(conversations)) {
      const members = { conversations: part.map(sendable), validators, profile, evidence };
      const answer = await this.#post('/v1/quality/validate', members, options);
      made.push(...answer.results);
    }
    return made;
  }

  /** Stores what a model says. Never sent twice by itself. */
  async predict(model, options = {}) {
    const { query = '', outOfFold = false } = options;
    return this.#post('/v1/predict', { model, query, out_of_fold: outOfFold }, options, false);
  }

  // Jobs

  /** processingType: quality_validation, export or analysis. */
  async submitProcessingJob(datasetName, processingType = 'quality_validation', jobParameters = {}, options = {}) {
    const members = {
      dataset_name: datasetName, processing_type: processingType, parameters: jobParameters,
    };
    return this.#keyed('/v1/processing/submit', members, options);
  }

  listJobs(options) { return this.#get('/v1/processing/jobs', options); }

  async getJobStatus(job, options) { return this.#get(`/v1/processing/jobs/${segment(jobId(job))}`, options); }

  async cancelJob(job, options = {}) {
    return this.#ask('DELETE', `/v1/processing/jobs/${segment(jobId(job))}`, { signal: options.signal });
  }

  /** The job when it is completed; {timeout, pollInterval} in milliseconds. */
  async waitForJob(job, options = {}) {
    const { timeout = Infinity, pollInterval, signal } = options;
    const start = Date.now();
    let wait = 100;
    for (;;) {
      const now = await this.getJobStatus(job, { signal });
      if (now.status === 'completed') return now;
      if (isOver(now)) throw new JobFailedError(now);
      const left = timeout - (Date.now() - start);
      if (left <= 0) throw new JobTimeoutError(now, timeout);
      wait = pollInterval ?? Math.min(wait * 1.5, 2000);
      await pause(Math.min(wait, left), signal);
    }
  }

  /** How a job stands, now and with each change, until it is over; by WebSocket, else by asking. */
  async *watch(job, options = {}) {
    const name = jobId(job);
    for (let cuts = 0; ;) {
      let stream;
      try {
        stream = await this.stream(options);
        stream.send('subscribe_to_job', { job_id: name });
        for await (const message of stream) {
          if (message.type === 'error') throw problem(message.error);
          if (message.type !== 'job_update' || message.job_id !== name) continue;
          cuts = 0;
          yield message;
          if (isOver(message)) return;
        }
        throw new ConnectionCutError('the stream ended');
      } catch (error) {
        if (error instanceof UnexpectedAnswerError) {
          yield* this.#look(name, options.signal);
          return;
        }
        cuts += 1;
        if (!(error instanceof ConnectionCutError) || cuts > this.maxRetries) throw error;
        await pause(250 * cuts, options.signal);
      } finally {
        stream?.close();
      }
    }
  }

  async *#look(name, signal) {
    for (let before = ''; ;) {
      const now = await this.getJobStatus(name, { signal });
      const state = `${now.status} ${now.progress}`;
      if (state !== before) yield now;
      if (isOver(now)) return;
      before = state;
      await pause(500, signal);
    }
  }

  /** The WebSocket, open. */
  async stream(options = {}) {
    const url = `ws${this.baseUrl.slice(4)}/v1/stream`;
    const Kind = this.WebSocket ?? (await nodeSocket());
    const socket = new Kind(url, ['pe.v1', `bearer.${this.#key}`]);
    const stream = new Stream(socket, this.timeout, options.signal);
    try {
      await stream.opened;
    } catch (error) {
      // A browser does not tell why: asking without a WebSocket does.
      if (error instanceof PixelatedEmpathyAPIError) {
        await this.#get('/v1/auth/validate', options);
      }
      throw error;
    }
    return stream;
  }

  // Exports

  /** Begins to write conversations to a file, as a job: {dataset, format, tier, minQuality, query}. */
  async exportData(options = {}) {
    const { dataset, format = 'jsonl', tier, minQuality, query } = options;
    return this.#keyed('/v1/export', { dataset, format, tier, min_quality: minQuality, query }, options);
  }

  /** The bytes of an export in pieces, when it is done; gone on with where a connection is cut. */
  async *downloadExport(job, options = {}) {
    const done = await this.waitForJob(job, options);
    const path = `/v1/exports/${segment(jobId(done))}`;
    const size = done.result?.bytes ?? null;
    let at = 0;
    for (let failures = 0; size === null || at < size || at === 0;) {
      const headers = { Accept: '*/*' };
      if (at > 0) Object.assign(headers, { Range: `bytes=${at}-`, 'If-Range': `"${done.job_id}"` });
      const response = await this.#send('GET', path, { headers, signal: options.signal }, async (answer) => {
        if (answer.status !== 200 && answer.status !== 206) await dataOf(answer, this.baseUrl);
        return answer;
      });
      if (at > 0 && response.status !== 206) {
        await response.body?.cancel();
        throw new ExportError('the file is not the one that was begun', { hint: 'fetch it again' });
      }
      const reader = response.body.getReader();
      try {
        for (;;) {
          const { done: isEnd, value } = await this.#piece(reader, options.signal);
          if (isEnd) break;
          at += value.length;
          failures = 0;
          yield value;
        }
        if (size !== null && at < size) throw new Cut('the file has no end');
        return;
      } catch (error) {
        if (options.signal?.aborted) throw options.signal.reason;
        failures += 1;
        if (failures > this.maxRetries) throw this.#failure(error, false, true);
        await pause(250 * failures, options.signal);
      } finally {
        // Also where who reads has seen enough.
        reader.cancel().catch(() => {});
      }
    }
  }

  async #piece(reader, signal) {
    const clock = alarm(this.timeout, signal);
    const stopped = new Promise((_, reject) => {
      clock.signal.addEventListener('abort', () => reject(clock.signal.reason), { once: true });
    });
    try {
      return await Promise.race([reader.read(), stopped]);
    } catch (error) {
      reader.cancel().catch(() => {});
      throw error;
    } finally {
      clock.done();
    }
  }

  // Webhooks

  async createWebhook(url, options = {}) {
    return this.#post('/v1/webhooks', { url, events: options.events }, options, false);
  }

  listWebhooks(options) { return this.#get('/v1/webhooks', options); }

  async deleteWebhook(id, options = {}) {
    await this.#ask('DELETE', `/v1/webhooks/${segment(id)}`, { isSafe: false, signal: options.signal });
  }
}

// The stream

/** A WebSocket to the gateway; `for await` goes over its messages. */
class Stream {
  constructor(socket, timeout, signal) {
    this.socket = socket;
    this.timeout = timeout;
    this.messages = [];
    this.waiting = [];
    this.ended = null;
    this.opened = new Promise((resolve, reject) => {
      const clock = alarm(timeout, signal);
      const failed = () => {
        clock.done();
        reject(clock.signal.aborted && signal?.aborted ? signal.reason
          : new UnexpectedAnswerError('no WebSocket is to be had at this address', {
            hint: 'a proxy has to pass Upgrade on; waitForJob asks without one',
          }));
      };
      clock.signal.addEventListener('abort', () => { failed(); socket.close(); }, { once: true });
      socket.addEventListener('open', () => { clock.done(); resolve(); }, { once: true });
      socket.addEventListener('error', () => { failed(); this.#end(1006, ''); });
      socket.addEventListener('close', (event) => { failed(); this.#end(event.code, event.reason); });
    });
    this.opened.catch(() => {});
    socket.addEventListener('message', (event) => this.#take(event.data));
    const stop = () => { this.#end(1000, '', signal.reason); socket.close(); };
    signal?.addEventListener('abort', stop, { once: true });
  }

  #take(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return this.#end(1002, 'a message is no JSON');
    }
    const next = this.waiting.shift();
    if (next) next.resolve(message); else this.messages.push(message);
    return undefined;
  }

  #end(code, reason, why) {
    if (this.ended) return;
    const said = reason ? `: ${reason}` : '';
    this.ended = why ?? (code === 4401 ? new InvalidKeyError(reason || 'this key opens nothing', {
      code: 'INVALID_API_KEY', hint: HINTS.INVALID_API_KEY,
    }) : code === 1009 ? new InvalidRequestError(reason || 'the message is too large', {
      hint: 'send fewer conversations at once',
    }) : new ConnectionCutError(`the stream was closed (${code})${said}`));
    for (const next of this.waiting.splice(0)) next.reject(this.ended);
  }

  /** A message of the guide's table. */
  send(type, members = {}) {
    if (this.ended) throw this.ended;
    this.socket.send(json({ type, ...members }));
  }

  /** The next message. */
  receive() {
    if (this.messages.length) return Promise.resolve(this.messages.shift());
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => { this.waiting.push({ resolve, reject }); });
  }

  async *[Symbol.asyncIterator]() {
    for (;;) yield await this.receive();
  }

  async *#answers(type, members) {
    const id = uuid();
    this.send(type, { request_id: id, ...members });
    const others = [];
    try {
      for (;;) {
        const message = await this.receive();
        const isError = message.type === 'error' && [undefined, null, id].includes(message.request_id);
        if (isError) throw problem(message.error);
        if (message.request_id === id) yield message; else others.push(message);
      }
    } finally {
      this.messages.unshift(...others);
    }
  }

  /** Scores a conversation, as validateConversationQuality does. */
  async validate(conversation, { validators, profile, evidence = true } = {}) {
    const members = { conversation: sendable(conversation), validators, profile, evidence };
    for await (const message of this.#answers('validate_conversation', members)) return message.result;
    throw this.ended;
  }

  /** Scores many: batch_progress messages as it goes on, then one batch_result. {conversations} or {dataset}. */
  async *processBatch({ conversations, dataset, validators } = {}) {
    const members = { conversations: conversations?.map(sendable), dataset, validators };
    for await (const message of this.#answers('process_batch', members)) {
      yield message;
      if (message.type === 'batch_result') return;
    }
  }

  close() { this.socket.close(); }
}

/** WebSocket for Node before 22, over its own http: text messages of a client (RFC 6455). */
async function nodeSocket() {
  const load = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  const [http, https, crypto] = await Promise.all(
    ['node:http', 'node:https', 'node:crypto'].map(load));

  return class NodeSocket extends EventTarget {
    constructor(url, protocols) {
      super();
      this.fragments = [];
      this.rest = Buffer.alloc(0);
      this.isClosed = false;
      const { request } = url.startsWith('wss:') ? https : http;
      const key = crypto.randomBytes(16).toString('base64');
      const accept = crypto.createHash('sha1')
        .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      // A connection of its own: the gateway takes an upgrade in a connection's first request.
      const asked = request(url.replace(/^ws/, 'http'), {
        agent: false,
        headers: {
          Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': key, 'Sec-WebSocket-Protocol': protocols.join(', '),
        },
      });
      this.asked = asked;
      asked.on('response', (answer) => { answer.resume(); this.#fail(); });
      asked.on('error', () => this.#fail());
      asked.on('upgrade', (answer, socket, head) => {
        if (answer.headers['sec-websocket-accept'] !== accept || this.isClosed) {
          socket.destroy();
          return this.#fail();
        }
        this.socket = socket;
        socket.setNoDelay(true);
        socket.on('data', (data) => this.#read(data));
        socket.on('error', () => this.#closed(1006, ''));
        socket.on('close', () => this.#closed(1006, ''));
        this.dispatchEvent(new Event('open'));
        if (head.length) this.#read(head);
        return undefined;
      });
      asked.end();
    }

    #fail() {
      if (this.isClosed) return;
      this.dispatchEvent(new Event('error'));
      this.#closed(1006, '');
    }

    #closed(code, reason) {
      if (this.isClosed) return;
      this.isClosed = true;
      this.socket?.destroy();
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
    }

    #write(opcode, data) {
      if (!this.socket || this.isClosed) return;
      const { length } = data;
      const head = length < 126 ? Buffer.alloc(2) : Buffer.alloc(length < 65536 ? 4 : 10);
      head[0] = 0x80 | opcode;
      if (length < 126) {
        head[1] = 0x80 | length;
      } else if (length < 65536) {
        head[1] = 0x80 | 126;
        head.writeUInt16BE(length, 2);
      } else {
        head[1] = 0x80 | 127;
        head.writeBigUInt64BE(BigInt(length), 2);
      }
      const mask = crypto.randomBytes(4);
      const masked = Buffer.from(data);
      for (let place = 0; place < length; place += 1) masked[place] ^= mask[place & 3];
      this.socket.write(Buffer.concat([head, mask, masked]));
    }

    #read(data) {
      this.rest = this.rest.length ? Buffer.concat([this.rest, data]) : data;
      for (;;) {
        if (this.rest.length < 2) return;
        let length = this.rest[1] & 0x7f;
        let start = 2;
        if (length === 126) {
          if (this.rest.length < 4) return;
          length = this.rest.readUInt16BE(2);
          start = 4;
        } else if (length === 127) {
          if (this.rest.length < 10) return;
          length = Number(this.rest.readBigUInt64BE(2));
          start = 10;
        }
        if (length > 64 << 20 || this.rest[1] & 0x80) return void this.#closed(1002, 'a bad frame');
        if (this.rest.length < start + length) return;
        const payload = this.rest.subarray(start, start + length);
        const [first] = this.rest;
        this.rest = this.rest.subarray(start + length);
        this.#frame(first & 0x0f, (first & 0x80) !== 0, payload);
        if (this.isClosed) return;
      }
    }

    #frame(opcode, isLast, payload) {
      if (opcode === 8) {
        const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        this.#write(8, payload.subarray(0, 2));
        this.socket.end();
        this.#closed(code, payload.subarray(2).toString('utf8'));
      } else if (opcode === 9) {
        this.#write(10, payload);
      } else if (opcode <= 2) {
        this.fragments.push(Buffer.from(payload));
        if (!isLast) return;
        const data = Buffer.concat(this.fragments.splice(0)).toString('utf8');
        this.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
    }

    send(text) { this.#write(1, Buffer.from(text, 'utf8')); }

    close() {
      if (this.isClosed) return;
      if (!this.socket) {
        this.asked.destroy();
        this.#closed(1006, '');
        return;
      }
      this.#write(8, Buffer.from([0x03, 0xe8]));
      const { socket } = this;
      this.#closedLater(socket);
    }

    #closedLater(socket) {
      setTimeout(() => socket.destroy(), 1000).unref?.();
      socket.end();
      this.isClosed = true;
      this.dispatchEvent(Object.assign(new Event('close'), { code: 1000, reason: '' }));
    }
  };
}

/** Whether a webhook's notice is the gateway's: its two headers, and the bytes that came as text. */
async function verifyNotice(secret, body, timestamp, signature, tolerance = 300) {
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > tolerance) return false;
  const digits = /^v1=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (!digits) return false;
  const subtle = globalThis.crypto?.subtle ?? (await import(/* @vite-ignore */ `node:${'crypto'}`)).webcrypto.subtle;
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const given = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  return subtle.verify('HMAC', key, given, bytes(`${timestamp}.${body}`));
}

module.exports = {
  PixelatedEmpathyAPI, Conversations, Stream, verifyNotice, VERSION,
  PixelatedEmpathyAPIError, InvalidKeyError, InsufficientPermissionsError, NotFoundError,
  InvalidRequestError, ProcessingError, ExportError, RateLimitError, NoServerError, ConnectionCutError,
  AnswerTimeoutError, UnexpectedAnswerError, OtherVersionError, JobFailedError, JobTimeoutError,
};
