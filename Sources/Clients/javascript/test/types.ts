// Checked by tsc and never run: what the declarations must let through and what not.
import {
  PixelatedEmpathyAPI, RateLimitError, Summary, Assessment, JobUpdate, verifyNotice,
} from 'pixelated-empathy-api';

const api = new PixelatedEmpathyAPI('sk_x', { baseUrl: 'http://127.0.0.1:8000', timeout: 1000 });

export async function all(signal: AbortSignal): Promise<Summary[]> {
  const found: Summary[] = [];
  for await (const one of api.iterConversations({ tier: 'basic', signal })) found.push(one);
  const overall: number | null = found[0].scores['overall'];
  const scored: Assessment = await api.validateConversationQuality({
    messages: [{ role: 'user', content: 'x' }],
  });
  const interval: [number, number] | null = scored.scores[0].interval;
  const job = await api.submitProcessingJob('talks', 'analysis', { by: 'topic' });
  for await (const update of api.watch(job)) {
    const state: JobUpdate['status'] = update.status;
    console.log(state);
  }
  try {
    await api.waitForJob(job.job_id, { timeout: 1000 });
  } catch (error) {
    if (error instanceof RateLimitError) console.log(error.retryAfter, error.code);
  }
  const bytes: Uint8Array[] = [];
  for await (const piece of api.downloadExport(await api.exportData({ format: 'csv' }))) bytes.push(piece);
  const stream = await api.stream();
  for await (const message of stream) console.log(message.type);
  const isOurs: boolean = await verifyNotice('s', 'b', '1', 'v1=');
  console.log(overall, interval, isOurs);
  // @ts-expect-error a processing type that there is not
  await api.submitProcessingJob('talks', 'training');
  // @ts-expect-error a conversation has messages
  await api.validateConversationQuality({ id: 'x' });
  return found;
}
