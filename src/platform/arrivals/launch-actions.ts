/** What a shortcut or a share asks of the app, as `?do=` in its address. */
export const LAUNCH_ACTION = {
  brief: 'brief',
  import: 'import',
  shared: 'shared',
  shareFailed: 'share-failed',
} as const;
export type LaunchAction = (typeof LAUNCH_ACTION)[keyof typeof LAUNCH_ACTION];

/** What an address asks for; null for none of these. */
export function launchAction(address: string): LaunchAction | null {
  const asked = new URL(address).searchParams.get('do');
  return Object.values(LAUNCH_ACTION).find((action) => action === asked) ?? null;
}

/** The address without it, so that a reload does not do it again. */
export function withoutLaunchAction(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('do');
  return url.href;
}
