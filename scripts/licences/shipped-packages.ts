import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../lib/project-folders.ts';
import { licenceOf } from './licence-rules.ts';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; empty when none is known. */
  readonly licence: string;
  readonly homepage: string;
  /** The licence and notice files that the package ships, one after the other; empty when it ships none. */
  readonly notice: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

/** What stands in for packages that must not be installed, and holds nothing. */
const PLACEHOLDER = 'empty-npm-package';
const NOTICE_FILE = /^(?:licen[cs]e|copying|notice|ofl)(?:[.-].*)?$/i;

/** Every package that the app or the relay may contain: all that is installed and not for development alone, by name. */
export function shippedPackages(root = PROJECT_ROOT): ShippedPackage[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const found = Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional, link }]) => folder !== '' && !dev && !devOptional && !link)
    // Optional packages are installed only where they run.
    .filter(([folder]) => existsSync(path.join(root, folder, 'package.json')))
    .map(([folder]) => readPackage(path.join(root, folder)))
    .filter(({ name }) => name !== PLACEHOLDER);
  const unique = new Map(found.map((shipped) => [`${shipped.name} ${shipped.version}`, shipped]));
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readPackage(folder: string): ShippedPackage {
  const {
    name = '',
    version = '',
    license,
    homepage,
    repository,
  } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    name?: string;
    version?: string;
    license?: unknown;
    homepage?: unknown;
    repository?: unknown;
  };
  const source =
    typeof repository === 'string' ? repository : (repository as { url?: string } | undefined)?.url;
  return {
    name,
    version,
    licence: licenceOf(name, license),
    homepage: typeof homepage === 'string' ? homepage : (source ?? ''),
    notice: readdirSync(folder)
      .filter((file) => NOTICE_FILE.test(file))
      .sort()
      .map((file) => readFileSync(path.join(folder, file), 'utf8').trim())
      .join('\n\n'),
  };
}
