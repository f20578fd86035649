import type { GpuFacts } from '../contracts/machine';
import { wait } from './wait';

/** The part of WebGPU that the probe uses; the DOM types of this TypeScript have no WebGPU. */
interface GpuAdapter {
  readonly features: ReadonlySet<string>;
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly isFallbackAdapter?: boolean;
}
interface NavigatorWithGpu {
  readonly gpu?: { requestAdapter(): Promise<GpuAdapter | null> };
}

/** Software rasterisers that browsers do not always report as a fallback. */
const SOFTWARE_ADAPTER = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** Milliseconds after which a GPU process that does not answer counts as none. */
const LONGEST_MS = 10_000;

/** Null without a usable WebGPU. Never rejects, and never takes longer than ten seconds. */
export async function probeGpu(from: object = navigator): Promise<GpuFacts | null> {
  try {
    const over = new AbortController();
    const adapter = await Promise.race([
      (from as NavigatorWithGpu).gpu?.requestAdapter(),
      wait(LONGEST_MS, over.signal).catch(() => null),
    ]).finally(() => over.abort());
    if (!adapter) return null;
    const { vendor = '', architecture = '', description = '' } = adapter.info ?? {};
    const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
    return {
      name,
      shaderF16: adapter.features.has('shader-f16'),
      isFallback:
        (adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false) ||
        SOFTWARE_ADAPTER.test(`${vendor} ${architecture} ${description}`),
      maxBufferSize: adapter.limits.maxBufferSize,
      maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
    };
  } catch {
    // A blocked or broken GPU process rejects; for the user that is the same as having no WebGPU.
    return null;
  }
}
