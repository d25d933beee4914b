/** Conversations one by one, got a page at a time. `cursor`: where the page after this one begins. */
export class Conversations {
  constructor(fetchPage, cursor) {
    this.cursor = cursor ?? null;
    this.total = null;
    this.fetchPage = fetchPage;
    this.isLast = false;
  }

  async *pages() {
    while (!this.isLast) {
      const page = await this.fetchPage(this.cursor);
      this.cursor = page.next_cursor;
      this.total = page.total;
      this.isLast = page.next_cursor === null;
      yield page;
    }
  }

  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page.conversations;
  }

  /** All that are left. */
  async toArray() {
    const all = [];
    for await (const page of this.pages()) all.push(...page.conversations);
    return all;
  }
}
