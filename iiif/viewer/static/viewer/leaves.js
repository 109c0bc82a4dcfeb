// The pages of the volume as the server tells them: text, columns, hits, and the image's tiles.

/** Fetches each page once; `at(place)` gives a promise of it. */
export class Leaves {
  #known = new Map();

  constructor(book) {
    this.book = book;
  }

  at(place) {
    const { id } = this.book.pages[place];
    if (!this.#known.has(id)) this.#known.set(id, this.#fetch(place));
    return this.#known.get(id);
  }

  /** Asks for pages that will be wanted soon; that they fail does not matter yet. */
  expect(places) {
    for (const place of places) if (this.book.pages[place]) this.at(place).catch(() => {});
  }

  async #fetch(place) {
    const page = this.book.pages[place];
    const query = new URLSearchParams(this.book.query ? { q: this.book.query } : {});
    try {
      const [leaf, tiles] = await Promise.all([
        fetchJson(`/read/${this.book.volume}/pages/${page.id}?${query}`),
        fetchJson(`/iiif/3/${page.id}/info.json`),
      ]);
      // The tiles are asked of where this page came from, whatever name the server goes by.
      tiles.id = `${location.origin}/iiif/3/${page.id}`;
      return { ...page, ...leaf, place, tiles };
    } catch (error) {
      this.#known.delete(page.id);
      throw error;
    }
  }
}

async function fetchJson(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}
