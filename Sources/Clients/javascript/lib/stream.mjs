// The stream: scores and jobs as they come.
import { HINTS, problem } from './answers.mjs';
import { alarm } from './clock.mjs';
import { ConnectionCutError, InvalidKeyError, InvalidRequestError, UnexpectedAnswerError } from './errors.mjs';
import { json, sendable, uuid } from './requests.mjs';

/** A WebSocket to the gateway; `for await` goes over its messages. */
export class Stream {
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
