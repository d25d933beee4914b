// The workbench for emotional-support and therapy conversations behind its gateway ('pe serve').
// Node 18 and later, and browsers; nothing else is needed.
export { VERSION } from './lib/answers.mjs';
export { PixelatedEmpathyAPI } from './lib/client.mjs';
export { Conversations } from './lib/conversations.mjs';
export {
  PixelatedEmpathyAPIError, InvalidKeyError, InsufficientPermissionsError, NotFoundError,
  InvalidRequestError, ProcessingError, ExportError, RateLimitError, NoServerError, ConnectionCutError,
  AnswerTimeoutError, UnexpectedAnswerError, OtherVersionError, JobFailedError, JobTimeoutError,
} from './lib/errors.mjs';
export { Stream } from './lib/stream.mjs';
export { verifyNotice } from './lib/webhooks.mjs';
