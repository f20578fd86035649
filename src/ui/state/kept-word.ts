/** A word that this browser keeps for the page: what was turned on or seen here. */
export interface KeptWord {
  /** Null while there is none, and where nothing is kept: a browser that is told to keep no site data throws at the mere word `localStorage`. */
  read(): string | null;
  /** Where nothing can be kept it holds for this visit at most, as everything does in such a browser. */
  write(word: string): void;
}

export function keptWord(key: string): KeptWord {
  return {
    read() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(word) {
      try {
        localStorage.setItem(key, word);
      } catch {
        return;
      }
    },
  };
}
