/** The part of `fetch` that downloads use, so that packs, local files, a log and tests can stand in for the network or around it. */
export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;
