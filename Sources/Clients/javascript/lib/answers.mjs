// What an answer of the gateway gives: its data, or the error that it is.
import {
  ExportError, InsufficientPermissionsError, InvalidKeyError, InvalidRequestError, NotFoundError,
  OtherVersionError, PixelatedEmpathyAPIError, ProcessingError, RateLimitError, UnexpectedAnswerError,
} from './errors.mjs';

/** Of this package, which goes with the program's. */
export const VERSION = '0.1.0';

const BY_CODE = {
  INVALID_API_KEY: InvalidKeyError,
  INSUFFICIENT_PERMISSIONS: InsufficientPermissionsError,
  RESOURCE_NOT_FOUND: NotFoundError,
  VALIDATION_ERROR: InvalidRequestError,
  PROCESSING_ERROR: ProcessingError,
  EXPORT_ERROR: ExportError,
};
export const HINTS = {
  INVALID_API_KEY: "'pe keys add NAME' makes a key",
  INSUFFICIENT_PERMISSIONS: "'pe keys add NAME --scopes …' makes a key that may",
};

/** What the answer is that lacks its end, or is broken within. */
export class Cut extends Error {}

// Answers

export function retryAfter(headers) {
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

export function problem(error, response) {
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

export async function dataOf(response, where) {
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
