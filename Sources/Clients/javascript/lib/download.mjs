// The file of an export, in pieces.
import { Cut, dataOf } from './answers.mjs';
import { alarm, pause } from './clock.mjs';
import { ExportError } from './errors.mjs';
import { segment } from './requests.mjs';

async function piece(reader, milliseconds, signal) {
  const clock = alarm(milliseconds, signal);
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

/** The bytes that a job wrote, gone on with where a connection is cut. */
export async function* download(transport, job, signal) {
  const { settings } = transport;
  const path = `/v1/exports/${segment(job.job_id)}`;
  const size = job.result?.bytes ?? null;
  let at = 0;
  for (let failures = 0; size === null || at < size || at === 0;) {
    const headers = { Accept: '*/*' };
    if (at > 0) Object.assign(headers, { Range: `bytes=${at}-`, 'If-Range': `"${job.job_id}"` });
    const response = await transport.send('GET', path, { headers, signal }, async (answer) => {
      if (answer.status !== 200 && answer.status !== 206) await dataOf(answer, settings.baseUrl);
      return answer;
    });
    if (at > 0 && response.status !== 206) {
      await response.body?.cancel();
      throw new ExportError('the file is not the one that was begun', { hint: 'fetch it again' });
    }
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done: isEnd, value } = await piece(reader, settings.timeout, signal);
        if (isEnd) break;
        at += value.length;
        failures = 0;
        yield value;
      }
      if (size !== null && at < size) throw new Cut('the file has no end');
      return;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      failures += 1;
      if (failures > settings.maxRetries) throw transport.failure(error, false, true);
      await pause(250 * failures, signal);
    } finally {
      // Also where who reads has seen enough.
      reader.cancel().catch(() => {});
    }
  }
}
