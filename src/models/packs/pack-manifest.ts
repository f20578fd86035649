import * as v from 'valibot';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { PACK_ENTRY_SCHEMA } from './pack-entry-schema';
import { cannotBePacked, newerPack, refusedPack } from './pack-failures';

/** The file of a pack that says what the others are: their paths, sizes and SHA-256 are in the entry. */
export const MANIFEST_NAME = 'deskside-pack.json';
/** A manifest takes a few KB. */
export const LONGEST_MANIFEST = 1024 * 1024;

const FORMAT = 'deskside-pack';
/** Raised when packs change so that older versions of the app would read them wrongly. */
const VERSION = 1;

const MANIFEST_SCHEMA = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  entry: PACK_ENTRY_SCHEMA,
});
const VERSION_SCHEMA = v.object({
  format: v.literal(FORMAT),
  version: v.pipe(v.number(), v.minValue(VERSION + 1)),
});

/** @throws {DesksideError} `unsupported-model` for an entry that could not be imported again. */
export function writeManifest(entry: ModelEntry): string {
  const manifest = { format: FORMAT, version: VERSION, entry };
  const parsed = v.safeParse(MANIFEST_SCHEMA, manifest, { abortEarly: true });
  if (!parsed.success) throw new DesksideError(cannotBePacked(entry.name, placeOf(parsed.issues[0])));
  return JSON.stringify(manifest, null, 2);
}

/** The entry as the pack states it. Throws a `DesksideError`. */
export function parseManifest(text: string): ModelEntry {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DesksideError(refusedPack('its description is not JSON', String(error)), { cause: error });
  }
  const parsed = v.safeParse(MANIFEST_SCHEMA, json, { abortEarly: true });
  if (parsed.success) return parsed.output.entry;
  if (v.is(VERSION_SCHEMA, json)) throw new DesksideError(newerPack());
  const [issue] = parsed.issues;
  throw new DesksideError(
    refusedPack(`“${placeOf(issue)}” in its description makes no sense`, issue.message),
  );
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? 'the whole';
}
