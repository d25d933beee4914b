/** Whether a webhook's notice is the gateway's: its two headers, and the bytes that came as text. */
export async function verifyNotice(secret, body, timestamp, signature, tolerance = 300) {
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > tolerance) return false;
  const digits = /^v1=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (!digits) return false;
  const subtle = globalThis.crypto?.subtle ?? (await import(/* @vite-ignore */ `node:${'crypto'}`)).webcrypto.subtle;
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const given = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  return subtle.verify('HMAC', key, given, bytes(`${timestamp}.${body}`));
}
