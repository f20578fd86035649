import type { SourceSecrets } from '../../../src/contracts/mail-source';

/** Secrets that outlive a source, as they do a reload when they are sealed. */
export function memorySecrets(): SourceSecrets & { kept: string | null } {
  const secrets = {
    kept: null as string | null,
    get: async () => secrets.kept,
    put: async (secret: string | null) => void (secrets.kept = secret),
  };
  return secrets;
}
