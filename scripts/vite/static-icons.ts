import type { Plugin } from 'vite';

/** A component of the icon package, which hands its shapes over to another one as data. */
const ICON_FILE = /[\\/]@lucide[\\/]svelte[\\/]dist[\\/]icons[\\/][\w-]+\.svelte$/;

interface IconData {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
}

const attributesOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

/** The same icon with its shapes as markup, and with no more properties than the app's components give. */
export function staticIcon(source: string, file: string): string {
  const [, json] = /const iconData = (\{.*\});/.exec(source) ?? [];
  if (json === undefined)
    throw new Error(`${file} holds no shapes. Does the icon package look otherwise now?`);
  const { name, aliases = [], node } = JSON.parse(json) as IconData;
  const names = [name, ...aliases].map((each) => `lucide-${each}`).join(' ');
  const shapes = node.map(([tag, attributes]) => `<${tag}${attributesOf(attributes)} />`).join('');
  return `<script>
  const { size = 24, strokeWidth = 2, 'aria-label': label } = $props();
</script>
<svg class="${names}" xmlns="http://www.w3.org/2000/svg" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round" aria-label={label} aria-hidden={!label}>${shapes}</svg>
`;
}

/**
 * Compiles icons to markup that is cloned. As the package has them, each is built by element and attribute when it is shown, which took a
 * third of the time in which the first view is drawn.
 */
export function staticIcons(): Plugin {
  return {
    name: 'deskside-static-icons',
    transform: {
      order: 'pre',
      filter: { id: ICON_FILE },
      handler: (source, file) => ({ code: staticIcon(source, file), map: null }),
    },
  };
}
