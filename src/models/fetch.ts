/** The part of `fetch` that the installer uses, so that packs, local files and tests can stand in for a server. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;
