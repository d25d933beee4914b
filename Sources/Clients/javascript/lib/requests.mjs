// What a request is made of: names in addresses, parameters, bodies.
import { InvalidRequestError, PixelatedEmpathyAPIError } from './errors.mjs';

// What the gateway takes at once, with room for the rest of the body.
const MOST_CONVERSATIONS = 1000;
const MOST_BYTES = 9 << 20;

export function segment(name) {
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

export function parameters(members) {
  const made = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null) continue;
    made.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = made.toString();
  return text ? `?${text}` : '';
}

export function json(members) {
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

export function sendable(conversation) {
  if (!conversation || typeof conversation !== 'object' || !('messages' in conversation)) {
    throw new InvalidRequestError('a conversation has messages', {
      hint: 'getConversation gives those of one in a list',
    });
  }
  const { id, messages, metadata } = conversation;
  return { id, messages, metadata };
}

export function parts(conversations) {
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

export const jobId = (job) => String(typeof job === 'object' && job !== null ? job.job_id : job);
export const isOver = (job) => ['completed', 'failed', 'cancelled'].includes(job.status);
export const uuid = () => globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
