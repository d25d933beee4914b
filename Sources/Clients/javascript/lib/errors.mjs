// What fails, by kind.

/** Any failure of a call. `code` is the gateway's word, `status` of HTTP, `requestId` names it in the log. */
export class PixelatedEmpathyAPIError extends Error {
  constructor(message, { code = '', status = null, details = {}, requestId = '', hint = '', cause } = {}) {
    const advice = hint || details.hint || '';
    super(message + (advice ? ` (${advice})` : '') + (requestId ? ` [request ${requestId}]` : ''), { cause });
    this.name = this.constructor.name;
    Object.assign(this, { code, status, details, requestId, hint: advice });
  }
}
/** No key, or one that opens nothing. */
export class InvalidKeyError extends PixelatedEmpathyAPIError {}
/** The key may not do that; `details.scope` names what it lacks. */
export class InsufficientPermissionsError extends PixelatedEmpathyAPIError {}
export class NotFoundError extends PixelatedEmpathyAPIError {}
/** The request says something wrongly; `details.parameter` names what. */
export class InvalidRequestError extends PixelatedEmpathyAPIError {}
/** It failed there, took too long, or too much is being worked on. */
export class ProcessingError extends PixelatedEmpathyAPIError {}
export class ExportError extends PixelatedEmpathyAPIError {}
/** `retryAfter`: seconds until the next request is let through, if known. */
export class RateLimitError extends PixelatedEmpathyAPIError {
  constructor(message, facts = {}) {
    super(message, facts);
    this.retryAfter = facts.retryAfter ?? null;
  }
}
/** Nothing answers at that address. */
export class NoServerError extends PixelatedEmpathyAPIError {}
/** The connection ended in the middle of an answer, of which nothing was used. */
export class ConnectionCutError extends PixelatedEmpathyAPIError {}
export class AnswerTimeoutError extends PixelatedEmpathyAPIError {}
/** Something answered that is no gateway: a proxy's page, a login, another service. */
export class UnexpectedAnswerError extends PixelatedEmpathyAPIError {}
/** A gateway of another version. */
export class OtherVersionError extends PixelatedEmpathyAPIError {}
/** A job ended without its result; `job` is how. */
export class JobFailedError extends PixelatedEmpathyAPIError {
  constructor(job) {
    const what = job.status === 'cancelled' ? 'was cancelled' : job.status;
    super(`the job ${job.job_id} ${what}${job.error ? `: ${job.error}` : ''}`, { code: 'PROCESSING_ERROR' });
    this.job = job;
  }
}
/** A job was not over when waiting for it ended; it goes on. */
export class JobTimeoutError extends PixelatedEmpathyAPIError {
  constructor(job, milliseconds) {
    super(`the job ${job.job_id} is ${job.status} after ${milliseconds} ms, and goes on`);
    this.job = job;
  }
}
