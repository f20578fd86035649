import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';

/** What ONNX Runtime, Emscripten and the JavaScript engines say when memory is short. Their errors have no types or codes. */
const OUT_OF_MEMORY =
  /out of memory|\boom\b|bad_alloc|allocation failed|could not allocate|failed to allocate|cannot enlarge memory|invalid array(buffer)? length|memory access out of bounds/i;
/** A buffer that cannot be mapped any more was taken away together with its device. */
const DEVICE_LOST =
  /mapasyncstatus|unmapped before mapping|device (was|is|has been)? ?lost|lost (the )?device|gpudevice.*(lost|destroyed)|instance dropped/i;
const NO_BACKEND =
  /no available backend|unsupported device|webgpu.*(not available|not supported|unavailable)|failed to (get|request).*adapter|no adapter/i;

/** The typed error for something that the runtime threw while loading `entry` or running it. */
export function toRuntimeError(thrown: unknown, entry: ModelEntry): DesksideError {
  if (thrown instanceof DesksideError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const options = { cause: thrown };
  if (OUT_OF_MEMORY.test(detail)) {
    return new DesksideError(
      {
        code: 'out-of-memory',
        message: `There was not enough memory for ${entry.name}. Close other tabs and try again, or go on without it.`,
        retryable: false,
        detail,
      },
      options,
    );
  }
  if (DEVICE_LOST.test(detail)) {
    return new DesksideError(
      {
        code: 'device-lost',
        message: `The graphics processor was reset while it ran ${entry.name}. Deskside starts the model again.`,
        retryable: true,
        detail,
      },
      options,
    );
  }
  if (NO_BACKEND.test(detail)) {
    return new DesksideError(
      {
        code: 'engine-unavailable',
        message: `${entry.name} cannot run on this device in this browser.`,
        retryable: false,
        detail,
      },
      options,
    );
  }
  // transformers.js queues all work behind a promise that stays rejected after the first error, so this realm is of no more use.
  return new DesksideError(
    {
      code: 'worker-died',
      message: `${entry.name} stopped with an error on this device.`,
      retryable: true,
      detail,
    },
    options,
  );
}
