/** The workbench for emotional-support and therapy conversations behind its gateway. */

export const VERSION: string;

export type Tier = 'below_basic' | 'basic' | 'standard' | 'professional';
export type Role = 'user' | 'assistant' | 'system' | 'tool' | 'other';

export interface Message {
  role: string;
  content: string;
  speaker?: string;
  metadata?: Record<string, unknown>;
}

export interface GivenConversation {
  id?: string | number;
  messages: Message[];
  metadata?: Record<string, unknown>;
}

/** The platform's names of six scores, 0 to 1; what abstained is missing. Aliases, and no more. */
export interface QualityMetrics {
  overall_quality?: number;
  therapeutic_accuracy?: number;
  conversation_coherence?: number;
  emotional_authenticity?: number;
  clinical_compliance?: number;
  safety_score?: number;
  tier_classification?: Tier | null;
}

export interface Score {
  metric: string;
  alias?: string;
  value: number | null;
  /** Of 95 %. */
  interval: [number, number] | null;
  weight?: number;
  /** Why there is no value. */
  abstained?: string;
  failed?: string;
}

/** Places count bytes of UTF-8 in the message's content. */
export interface Evidence {
  metric: string;
  message: number;
  start: number;
  end: number;
  label: string;
  contribution: number;
}

export interface Assessment {
  id: string;
  messages: number;
  signature: string;
  quality_metrics: QualityMetrics;
  tier: Tier | null;
  scores: Score[];
  recommendations: string[];
  evidence?: Evidence[];
}

export interface Conversation {
  id: string;
  number: number;
  dataset: string;
  messages: Message[];
  metadata: Record<string, unknown>;
  quality_metrics: QualityMetrics;
  tier: Tier | null;
  scores: Score[];
  recommendations: string[];
  evidence?: Evidence[];
}

export interface Summary {
  id: string;
  number: number;
  dataset: string;
  message_count: number;
  opening: string;
  tier: Tier | null;
  quality_metrics: QualityMetrics;
  scores: Record<string, number | null>;
}

export interface Page {
  conversations: Summary[];
  total: number;
  limit: number;
  offset: number;
  has_more: boolean;
  next_cursor: string | null;
}

export interface Metric {
  metric: string;
  alias?: string;
  missing: number;
  count: number;
  mean?: number;
  standard_deviation?: number | null;
  minimum?: number;
  lower_quartile?: number;
  median?: number;
  upper_quartile?: number;
  maximum?: number;
  distribution: { edges: number[]; counts: number[] };
}

export interface Dataset {
  name: string;
  conversations: number;
  messages: number;
  broken_records: number;
  format: string;
  loaded_at: string;
  fingerprint: string;
  tiers: Record<string, number>;
  quality_metrics: QualityMetrics;
}

export interface DatasetInfo extends Dataset {
  metrics: Metric[];
  fields: { name: string; level: string; kind: string; count: number }[];
}

export interface Metrics {
  conversations?: number;
  tiers: Record<string, number>;
  metrics: Metric[];
}

export interface Overview extends Metrics {
  total_datasets: number;
  total_conversations: number;
  total_messages: number;
}

export interface Hit {
  rank: number;
  conversation_id: string;
  number: number;
  dataset: string;
  message: number;
  role: Role;
  snippet: string;
  highlights: { start: number; end: number }[];
  cut_before: boolean;
  cut_after: boolean;
}

export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

export interface Job {
  job_id: string;
  processing_type: string;
  status: JobStatus;
  progress: number;
  submitted_at: string;
  started_at: string | null;
  ended_at: string | null;
  result: Record<string, unknown> | null;
  error: string | null;
}

export interface ExportJob extends Job {
  export_id: string;
  download_url: string;
  estimated_size?: number;
}

export interface JobUpdate {
  job_id: string;
  status: JobStatus;
  progress: number;
  result?: Record<string, unknown> | null;
  error?: string | null;
  timestamp?: string;
}

export interface Health {
  status: string;
  version: string;
  workspace: string;
  read_only: boolean;
  uptime: number;
  compatible: boolean;
}

export interface Key {
  id: string;
  name: string;
  tier: string;
  scopes: string[];
  requests_an_hour: number;
  read_only: boolean;
  version: string;
}

export interface Validator {
  name: string;
  version: string;
  origin: string;
  summary: string;
  metrics: { name: string; alias?: string; summary: string; range: [number, number]; direction: string }[];
}

export interface Webhook {
  id: string;
  url: string;
  events: string[];
  created_at: string;
  /** Shown once, where it is made. */
  secret?: string;
}

export interface StreamMessage {
  type: string;
  request_id?: string;
  [member: string]: unknown;
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface Filters {
  tier?: string;
  dataset?: string;
  /** Of overall_quality, 0 to 1. */
  minQuality?: number;
  /** In the query language: topic:sleep overall>=0.6. */
  query?: string;
}

export interface ScoringOptions extends CallOptions {
  validators?: string[];
  profile?: string;
  evidence?: boolean;
}

export interface ClientOptions {
  /** http://127.0.0.1:8000, or PE_GATEWAY. */
  baseUrl?: string;
  /** Milliseconds of one try. */
  timeout?: number;
  maxRetries?: number;
  /** Milliseconds that one wait before a repetition may take. */
  maxRetryWait?: number;
  rateLimitPerHour?: number | null;
  fetch?: typeof fetch;
  WebSocket?: unknown;
}

export class Conversations implements AsyncIterable<Summary> {
  cursor: string | null;
  total: number | null;
  pages(): AsyncGenerator<Page, void, undefined>;
  [Symbol.asyncIterator](): AsyncGenerator<Summary, void, undefined>;
  toArray(): Promise<Summary[]>;
}

export class Stream implements AsyncIterable<StreamMessage> {
  send(type: string, members?: Record<string, unknown>): void;
  receive(): Promise<StreamMessage>;
  [Symbol.asyncIterator](): AsyncGenerator<StreamMessage, void, undefined>;
  validate(conversation: GivenConversation, options?: ScoringOptions): Promise<Assessment>;
  processBatch(batch: {
    conversations?: GivenConversation[];
    dataset?: string;
    validators?: string[];
  }): AsyncGenerator<StreamMessage, void, undefined>;
  close(): void;
}

export class PixelatedEmpathyAPI {
  readonly baseUrl: string;
  constructor(key?: string, options?: ClientOptions);

  healthCheck(options?: CallOptions): Promise<Health>;
  validateKey(options?: CallOptions): Promise<Key>;
  listDatasets(options?: CallOptions): Promise<Dataset[]>;
  getDatasetInfo(name: string, options?: CallOptions): Promise<DatasetInfo>;
  getConversations(
    options?: Filters & CallOptions & { limit?: number; offset?: number; cursor?: string | null },
  ): Promise<Page>;
  iterConversations(
    options?: Filters & CallOptions & { batchSize?: number; cursor?: string | null },
  ): Conversations;
  getConversation(
    id: string | number, options?: CallOptions & { evidence?: boolean },
  ): Promise<Conversation>;
  getQualityMetrics(options?: Filters & CallOptions & { bins?: number }): Promise<Metrics>;
  getStatisticsOverview(options?: CallOptions): Promise<Overview>;
  searchConversations(
    query: string,
    options?: CallOptions & {
      filters?: { dataset?: string; tier?: string; min_quality?: number; role?: Role };
      limit?: number;
      offset?: number;
    },
  ): Promise<{ hits: Hit[]; total: number | null }>;
  listValidators(options?: CallOptions): Promise<Validator[]>;
  listModels(options?: CallOptions): Promise<Record<string, unknown>[]>;
  listFormats(options?: CallOptions): Promise<{ name: string; summary: string; file_extensions: string[] }[]>;
  getAgreement(
    columns: string[],
    options?: CallOptions & { query?: string; group?: string; positive?: string; order?: string[] },
  ): Promise<Record<string, unknown>>;

  validateConversationQuality(
    conversation: GivenConversation, options?: ScoringOptions,
  ): Promise<Assessment>;
  validateConversations(
    conversations: GivenConversation[], options?: ScoringOptions,
  ): Promise<Assessment[]>;
  predict(
    model: string, options?: CallOptions & { query?: string; outOfFold?: boolean },
  ): Promise<Record<string, unknown>>;

  submitProcessingJob(
    datasetName?: string | null,
    processingType?: 'quality_validation' | 'export' | 'analysis',
    parameters?: Record<string, unknown>,
    options?: CallOptions & { idempotencyKey?: string },
  ): Promise<Job>;
  listJobs(options?: CallOptions): Promise<Job[]>;
  getJobStatus(job: string | { job_id: string }, options?: CallOptions): Promise<Job>;
  cancelJob(job: string | { job_id: string }, options?: CallOptions): Promise<Job>;
  waitForJob(
    job: string | { job_id: string },
    options?: CallOptions & { timeout?: number; pollInterval?: number },
  ): Promise<Job>;
  watch(
    job: string | { job_id: string }, options?: CallOptions,
  ): AsyncGenerator<JobUpdate, void, undefined>;
  stream(options?: CallOptions): Promise<Stream>;

  exportData(
    options?: Filters & CallOptions & { format?: string; idempotencyKey?: string },
  ): Promise<ExportJob>;
  downloadExport(
    job: string | { job_id: string }, options?: CallOptions & { timeout?: number },
  ): AsyncGenerator<Uint8Array, void, undefined>;

  createWebhook(url: string, options?: CallOptions & { events?: string[] }): Promise<Webhook>;
  listWebhooks(options?: CallOptions): Promise<Webhook[]>;
  deleteWebhook(id: string, options?: CallOptions): Promise<void>;
}

export function verifyNotice(
  secret: string, body: string, timestamp: string, signature: string, tolerance?: number,
): Promise<boolean>;

export class PixelatedEmpathyAPIError extends Error {
  code: string;
  status: number | null;
  details: Record<string, unknown>;
  requestId: string;
  hint: string;
}
export class InvalidKeyError extends PixelatedEmpathyAPIError {}
export class InsufficientPermissionsError extends PixelatedEmpathyAPIError {}
export class NotFoundError extends PixelatedEmpathyAPIError {}
export class InvalidRequestError extends PixelatedEmpathyAPIError {}
export class ProcessingError extends PixelatedEmpathyAPIError {}
export class ExportError extends PixelatedEmpathyAPIError {}
export class RateLimitError extends PixelatedEmpathyAPIError {
  retryAfter: number | null;
}
export class NoServerError extends PixelatedEmpathyAPIError {}
export class ConnectionCutError extends PixelatedEmpathyAPIError {}
export class AnswerTimeoutError extends PixelatedEmpathyAPIError {}
export class UnexpectedAnswerError extends PixelatedEmpathyAPIError {}
export class OtherVersionError extends PixelatedEmpathyAPIError {}
export class JobFailedError extends PixelatedEmpathyAPIError {
  job: Job;
}
export class JobTimeoutError extends PixelatedEmpathyAPIError {
  job: Job;
}
