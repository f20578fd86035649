import * as v from 'valibot';
import { DesksideError } from '../contracts/failure';
import { WORKSPACE_FILE_VERSION, WORKSPACE_FORMAT, type WorkspaceManifest } from '../contracts/workspace';
import { damagedWorkspace, newerWorkspace, notAWorkspace } from './workspace-failures';

export const MANIFEST_NAME = 'deskside-workspace.json';
/** A manifest takes a few KB. */
export const LONGEST_MANIFEST = 1024 * 1024;

export const partFileName = (part: string): string => `rows/${part}.ndjson`;

const WHOLE = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const MANIFEST_SCHEMA = v.object({
  format: v.literal(WORKSPACE_FORMAT),
  version: v.literal(WORKSPACE_FILE_VERSION),
  app: v.pipe(v.string(), v.maxLength(100)),
  schema: v.pipe(WHOLE, v.minValue(1)),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  texts: v.boolean(),
  secrets: v.boolean(),
  parts: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.regex(/^[A-Za-z]{1,40}$/)),
        rows: WHOLE,
        bytes: WHOLE,
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
    v.maxLength(200),
  ),
});
const NEWER_SCHEMA = v.object({
  format: v.literal(WORKSPACE_FORMAT),
  version: v.pipe(v.number(), v.minValue(WORKSPACE_FILE_VERSION + 1)),
  app: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
});

/** @throws {DesksideError} `import-refused` or `import-damaged`. */
export function parseManifest(text: string): WorkspaceManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DesksideError(damagedWorkspace('its description is not JSON', String(error)), { cause: error });
  }
  const parsed = v.safeParse(MANIFEST_SCHEMA, json, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const newer = v.safeParse(NEWER_SCHEMA, json);
  if (newer.success) throw new DesksideError(newerWorkspace(newer.output.app));
  const [issue] = parsed.issues;
  throw new DesksideError(notAWorkspace(`${v.getDotPath(issue) ?? 'manifest'}: ${issue.message}`));
}
