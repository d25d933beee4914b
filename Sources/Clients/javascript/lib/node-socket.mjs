/** WebSocket for Node before 22, over its own http: text messages of a client (RFC 6455). */
export async function nodeSocket() {
  const load = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  const [http, https, crypto] = await Promise.all(
    ['node:http', 'node:https', 'node:crypto'].map(load));

  return class NodeSocket extends EventTarget {
    constructor(url, protocols) {
      super();
      this.fragments = [];
      this.rest = Buffer.alloc(0);
      this.isClosed = false;
      const { request } = url.startsWith('wss:') ? https : http;
      const key = crypto.randomBytes(16).toString('base64');
      const accept = crypto.createHash('sha1')
        .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      // A connection of its own: the gateway takes an upgrade in a connection's first request.
      const asked = request(url.replace(/^ws/, 'http'), {
        agent: false,
        headers: {
          Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': key, 'Sec-WebSocket-Protocol': protocols.join(', '),
        },
      });
      this.asked = asked;
      asked.on('response', (answer) => { answer.resume(); this.#fail(); });
      asked.on('error', () => this.#fail());
      asked.on('upgrade', (answer, socket, head) => {
        if (answer.headers['sec-websocket-accept'] !== accept || this.isClosed) {
          socket.destroy();
          return this.#fail();
        }
        this.socket = socket;
        socket.setNoDelay(true);
        socket.on('data', (data) => this.#read(data));
        socket.on('error', () => this.#closed(1006, ''));
        socket.on('close', () => this.#closed(1006, ''));
        this.dispatchEvent(new Event('open'));
        if (head.length) this.#read(head);
        return undefined;
      });
      asked.end();
    }

    #fail() {
      if (this.isClosed) return;
      this.dispatchEvent(new Event('error'));
      this.#closed(1006, '');
    }

    #closed(code, reason) {
      if (this.isClosed) return;
      this.isClosed = true;
      this.socket?.destroy();
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
    }

    #write(opcode, data) {
      if (!this.socket || this.isClosed) return;
      const { length } = data;
      const head = length < 126 ? Buffer.alloc(2) : Buffer.alloc(length < 65536 ? 4 : 10);
      head[0] = 0x80 | opcode;
      if (length < 126) {
        head[1] = 0x80 | length;
      } else if (length < 65536) {
        head[1] = 0x80 | 126;
        head.writeUInt16BE(length, 2);
      } else {
        head[1] = 0x80 | 127;
        head.writeBigUInt64BE(BigInt(length), 2);
      }
      const mask = crypto.randomBytes(4);
      const masked = Buffer.from(data);
      for (let place = 0; place < length; place += 1) masked[place] ^= mask[place & 3];
      this.socket.write(Buffer.concat([head, mask, masked]));
    }

    #read(data) {
      this.rest = this.rest.length ? Buffer.concat([this.rest, data]) : data;
      for (;;) {
        if (this.rest.length < 2) return;
        let length = this.rest[1] & 0x7f;
        let start = 2;
        if (length === 126) {
          if (this.rest.length < 4) return;
          length = this.rest.readUInt16BE(2);
          start = 4;
        } else if (length === 127) {
          if (this.rest.length < 10) return;
          length = Number(this.rest.readBigUInt64BE(2));
          start = 10;
        }
        if (length > 64 << 20 || this.rest[1] & 0x80) return void this.#closed(1002, 'a bad frame');
        if (this.rest.length < start + length) return;
        const payload = this.rest.subarray(start, start + length);
        const [first] = this.rest;
        this.rest = this.rest.subarray(start + length);
        this.#frame(first & 0x0f, (first & 0x80) !== 0, payload);
        if (this.isClosed) return;
      }
    }

    #frame(opcode, isLast, payload) {
      if (opcode === 8) {
        const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        this.#write(8, payload.subarray(0, 2));
        this.socket.end();
        this.#closed(code, payload.subarray(2).toString('utf8'));
      } else if (opcode === 9) {
        this.#write(10, payload);
      } else if (opcode <= 2) {
        this.fragments.push(Buffer.from(payload));
        if (!isLast) return;
        const data = Buffer.concat(this.fragments.splice(0)).toString('utf8');
        this.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
    }

    send(text) { this.#write(1, Buffer.from(text, 'utf8')); }

    close() {
      if (this.isClosed) return;
      if (!this.socket) {
        this.asked.destroy();
        this.#closed(1006, '');
        return;
      }
      this.#write(8, Buffer.from([0x03, 0xe8]));
      const { socket } = this;
      this.#closedLater(socket);
    }

    #closedLater(socket) {
      setTimeout(() => socket.destroy(), 1000).unref?.();
      socket.end();
      this.isClosed = true;
      this.dispatchEvent(Object.assign(new Event('close'), { code: 1000, reason: '' }));
    }
  };
}
