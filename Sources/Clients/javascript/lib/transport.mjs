// How a call is sent: at whose pace, how often, and what it means when no answer comes.
import { dataOf, retryAfter } from './answers.mjs';
import { TimedOut, alarm, pause } from './clock.mjs';
import {
  AnswerTimeoutError, ConnectionCutError, NoServerError, PixelatedEmpathyAPIError, RateLimitError,
} from './errors.mjs';
import { json, uuid } from './requests.mjs';

const NO_SERVER = "'pe serve' starts a gateway; baseUrl says where it is";
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT'];

function neverSent(error) {
  const causes = [error, error?.cause, ...(error?.cause?.errors ?? [])];
  return causes.some((cause) => NEVER_SENT.includes(cause?.code));
}

/** The way to a gateway. settings: the client, of which it takes address, times and limits when it sends. */
export class Transport {
  #key;

  constructor(settings, key) {
    this.settings = settings;
    this.#key = key;
    this.tokens = settings.rateLimitPerHour ?? 0;
    this.filledAt = Date.now();
  }

  /** What a WebSocket carries in place of headers. */
  get protocols() { return ['pe.v1', `bearer.${this.#key}`]; }

  async #pace(signal) {
    if (this.settings.rateLimitPerHour === null) return;
    const rate = this.settings.rateLimitPerHour / 3_600_000;
    const now = Date.now();
    this.tokens = Math.min(this.settings.rateLimitPerHour, this.tokens + (now - this.filledAt) * rate);
    this.filledAt = now;
    const wait = Math.max(0, (1 - this.tokens) / rate);
    if (wait > this.settings.maxRetryWait) {
      throw new RateLimitError(
        `this client lets itself make ${this.settings.rateLimitPerHour} requests an hour`,
        { code: 'RATE_LIMIT_EXCEEDED', retryAfter: wait / 1000 },
      );
    }
    this.tokens -= 1;
    if (wait > 0) await pause(wait, signal);
  }

  /** Sends until it is answered or must not be sent again; `read` takes the answer in its time. */
  async send(method, path, { body, headers = {}, isSafe = true, signal } = {}, read) {
    for (let sent = 0; ; sent += 1) {
      await this.#pace(signal);
      const clock = alarm(this.settings.timeout, signal);
      const again = (asked) => {
        if (sent >= this.settings.maxRetries) return null;
        if (asked === null) return Math.min(8000, 250 * 2 ** sent) * (0.5 + Math.random() / 2);
        return asked * 1000 > this.settings.maxRetryWait ? null : asked * 1000 + Math.random() * 100;
      };
      let wait;
      try {
        const response = await this.settings.fetch(this.settings.baseUrl + path, {
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
        if (wait === null) throw this.failure(error, hasNoServer, isSafe);
      } finally {
        clock.done();
      }
      await pause(wait, signal);
    }
  }

  failure(error, hasNoServer, isSafe) {
    const where = this.settings.baseUrl;
    const unknown = isSafe ? '' : '; it may have been done, so it was not sent again';
    if (hasNoServer) {
      return new NoServerError(`nothing answers at ${where}`, { cause: error, hint: NO_SERVER });
    }
    if (error instanceof TimedOut) {
      return new AnswerTimeoutError(`${where} did not answer within ${this.settings.timeout} ms${unknown}`, {
        cause: error, hint: 'narrow the query, submit a job, or give more timeout',
      });
    }
    return new ConnectionCutError(
      `the connection to ${where} ended in the middle of an answer, of which nothing was used${unknown}`,
      { cause: error, hint: 'try again; cursors and downloads go on where they were' },
    );
  }

  ask(method, path, options = {}) {
    return this.send(method, path, options, (response) => dataOf(response, this.settings.baseUrl));
  }

  get(path, options = {}) {
    return this.ask('GET', path, { signal: options.signal });
  }

  post(path, members, options = {}, isSafe = true, headers = {}) {
    return this.ask('POST', path, { body: json(members), headers, isSafe, signal: options.signal });
  }

  keyed(path, members, options) {
    // Repeating it begins nothing twice.
    const key = { 'Idempotency-Key': options.idempotencyKey ?? uuid() };
    return this.post(path, members, options, true, key);
  }
}
