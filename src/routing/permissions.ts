import type { Category } from '../contracts/briefing';
import type { EscalationTask, StandingPermission } from '../contracts/escalation';

/** Nobody remembers what they allowed a quarter of a year ago. */
export const LONGEST_PERMISSION_MS = 90 * 24 * 60 * 60_000;

interface Wanted {
  readonly task: EscalationTask;
  /** As the user or the briefing sorted the mail; null when it is not sorted yet. */
  readonly category: Category | null;
  /** Where the mail was imported from; null where nothing tells. */
  readonly folder: string | null;
  readonly modelId: string;
  /** All providers that might get the text. */
  readonly providers: readonly string[];
}

/** The permission that covers a request in every respect; null when none does. */
export function permissionFor(
  { task, category, folder, modelId, providers }: Wanted,
  permissions: readonly StandingPermission[],
  now: number,
): StandingPermission | null {
  const covers = (one: StandingPermission): boolean =>
    one.task === task &&
    isNarrow(one) &&
    (one.category === null || one.category === category) &&
    ((one.folder ?? null) === null || one.folder === folder) &&
    one.modelId === modelId &&
    providers.includes(one.provider) &&
    one.givenAt <= now &&
    now < Math.min(one.until, one.givenAt + LONGEST_PERMISSION_MS);
  return permissions.find(covers) ?? null;
}

/** One for any mail of any folder would be no permission but a habit. */
export function isNarrow({
  category,
  folder = null,
}: Pick<StandingPermission, 'category' | 'folder'>): boolean {
  return category !== null || folder !== null;
}
