/** Where a task is done, from the nearest to the farthest. */
export const ROUTES = ['rules', 'local', 'larger-local', 'built-in', 'own-server', 'relay'] as const;
export type Route = (typeof ROUTES)[number];

/** Where a text was made, kept beside it. */
export interface MadeBy {
  readonly route: Route;
  /** Name of the model that worded some of it; null where rules alone made it. */
  readonly model: string | null;
  /** Why there, in words, what counted most first; never empty. */
  readonly reasons: readonly string[];
  /** Id of the model that was to word it and did not, or of whose words nothing passed the checks. */
  readonly failed?: string;
}
