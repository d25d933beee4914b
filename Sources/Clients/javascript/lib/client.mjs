import { VERSION, problem } from './answers.mjs';
import { pause } from './clock.mjs';
import { Conversations } from './conversations.mjs';
import { download } from './download.mjs';
import {
  ConnectionCutError, JobFailedError, JobTimeoutError, PixelatedEmpathyAPIError, UnexpectedAnswerError,
} from './errors.mjs';
import { nodeSocket } from './node-socket.mjs';
import { isOver, jobId, parameters, parts, segment, sendable } from './requests.mjs';
import { Stream } from './stream.mjs';
import { Transport } from './transport.mjs';

const DEFAULT_URL = 'http://127.0.0.1:8000';

/**
 * The workbench behind a gateway. Every method gives a promise or an async iterator, takes `{signal}` among
 * its options, and fails with a kind of PixelatedEmpathyAPIError. What reads or computes is sent again after a
 * failure that may pass, what writes only under an Idempotency-Key.
 */
export class PixelatedEmpathyAPI {
  #gateway;

  /** timeout, maxRetryWait: milliseconds. rateLimitPerHour: requests that this client lets itself make. */
  constructor(key, options = {}) {
    const { baseUrl, timeout = 30_000, maxRetries = 3, rateLimitPerHour = null } = options;
    const environment = globalThis.process?.env ?? {};
    const opens = key ?? environment.PE_API_KEY ?? '';
    if (!/^[\x21-\x7e]*$/.test(opens)) {
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
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.WebSocket = options.WebSocket ?? globalThis.WebSocket ?? null;
    this.#gateway = new Transport(this, opens);
  }

  // Looking

  /** Needs no key. `compatible` tells whether the versions fit. */
  async healthCheck(options) {
    const health = await this.#gateway.get('/health', options);
    const minor = (text) => String(text).split('.').slice(0, 2).join('.');
    return { ...health, compatible: minor(health.version) === minor(VERSION) };
  }

  listDatasets(options) { return this.#gateway.get('/v1/datasets', options); }

  async getDatasetInfo(name, options) { return this.#gateway.get(`/v1/datasets/${segment(name)}`, options); }

  /** A page: {tier, dataset, minQuality, limit ≤ 1000, offset, query, cursor}. */
  getConversations(options = {}) {
    const { tier, dataset, minQuality, limit, offset, query, cursor } = options;
    const asked = parameters({ tier, dataset, min_quality: minQuality, limit, offset: offset || null, query, cursor });
    return this.#gateway.get(`/v1/conversations${asked}`, options);
  }

  /** All conversations of the same options; for await goes over it. */
  iterConversations(options = {}) {
    const { batchSize = 500, cursor, ...rest } = options;
    return new Conversations((at) => this.getConversations({ ...rest, limit: batchSize, cursor: at }), cursor);
  }

  async getConversation(id, options = {}) {
    const evidence = options.evidence ?? true;
    return this.#gateway.get(`/v1/conversations/${segment(id)}${parameters({ evidence: evidence || null })}`, options);
  }

  getQualityMetrics(options = {}) {
    const { dataset, tier, minQuality, query, bins } = options;
    return this.#gateway.get(
      `/v1/quality/metrics${parameters({ dataset, tier, min_quality: minQuality, query, bins })}`, options);
  }

  getStatisticsOverview(options) { return this.#gateway.get('/v1/statistics/overview', options); }

  /** filters: {dataset, tier, min_quality, role}. */
  async searchConversations(query, options = {}) {
    const { filters, limit = 20, offset = 0 } = options;
    return this.#gateway.post('/v1/search', { query, filters, limit, offset }, options);
  }

  async listValidators(options) { return (await this.#gateway.get('/v1/validators', options)).validators; }

  async listModels(options) { return (await this.#gateway.get('/v1/models', options)).models; }

  async listFormats(options) { return (await this.#gateway.get('/v1/formats', options)).exporters; }

  /** Whose key this is, and what it may do. */
  validateKey(options) { return this.#gateway.get('/v1/auth/validate', options); }

  getAgreement(columns, options = {}) {
    const { query, group, positive, order } = options;
    return this.#gateway.get(`/v1/agreement${parameters({ columns, query, group, positive, order })}`, options);
  }

  // Scoring

  /** Scores {messages: [{role, content}, …]}; nothing is stored. They describe text: no risk assessment. */
  async validateConversationQuality(conversation, options = {}) {
    const { validators, profile, evidence = true } = options;
    return this.#gateway.post(
      '/v1/quality/validate', { conversation: sendable(conversation), validators, profile, evidence }, options);
  }

  /** The same for many, in as few requests as the limits let. */
  async validateConversations(conversations, options = {}) {
    const { validators, profile, evidence = false } = options;
    const made = [];
    for (const part of parts(conversations)) {
      const members = { conversations: part.map(sendable), validators, profile, evidence };
      const answer = await this.#gateway.post('/v1/quality/validate', members, options);
      made.push(...answer.results);
    }
    return made;
  }

  /** Stores what a model says. Never sent twice by itself. */
  async predict(model, options = {}) {
    const { query = '', outOfFold = false } = options;
    return this.#gateway.post('/v1/predict', { model, query, out_of_fold: outOfFold }, options, false);
  }

  // Jobs

  /** processingType: quality_validation, export or analysis. */
  async submitProcessingJob(datasetName, processingType = 'quality_validation', jobParameters = {}, options = {}) {
    const members = {
      dataset_name: datasetName, processing_type: processingType, parameters: jobParameters,
    };
    return this.#gateway.keyed('/v1/processing/submit', members, options);
  }

  listJobs(options) { return this.#gateway.get('/v1/processing/jobs', options); }

  async getJobStatus(job, options) { return this.#gateway.get(`/v1/processing/jobs/${segment(jobId(job))}`, options); }

  async cancelJob(job, options = {}) {
    return this.#gateway.ask('DELETE', `/v1/processing/jobs/${segment(jobId(job))}`, { signal: options.signal });
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
    const socket = new Kind(url, this.#gateway.protocols);
    const stream = new Stream(socket, this.timeout, options.signal);
    try {
      await stream.opened;
    } catch (error) {
      // A browser does not tell why: asking without a WebSocket does.
      if (error instanceof PixelatedEmpathyAPIError) {
        await this.#gateway.get('/v1/auth/validate', options);
      }
      throw error;
    }
    return stream;
  }

  // Exports

  /** Begins to write conversations to a file, as a job: {dataset, format, tier, minQuality, query}. */
  async exportData(options = {}) {
    const { dataset, format = 'jsonl', tier, minQuality, query } = options;
    return this.#gateway.keyed('/v1/export', { dataset, format, tier, min_quality: minQuality, query }, options);
  }

  /** The bytes of an export in pieces, when it is done; gone on with where a connection is cut. */
  async *downloadExport(job, options = {}) {
    yield* download(this.#gateway, await this.waitForJob(job, options), options.signal);
  }

  // Webhooks

  async createWebhook(url, options = {}) {
    return this.#gateway.post('/v1/webhooks', { url, events: options.events }, options, false);
  }

  listWebhooks(options) { return this.#gateway.get('/v1/webhooks', options); }

  async deleteWebhook(id, options = {}) {
    await this.#gateway.ask('DELETE', `/v1/webhooks/${segment(id)}`, { isSafe: false, signal: options.signal });
  }
}
