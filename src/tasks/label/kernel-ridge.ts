import { createPace } from './pace';

/**
 * Kernel ridge regression with its leave-one-out residuals in closed form (Rifkin & Lippert 2007): the fit of a Gaussian process whose
 * mean is known. `kernel` is symmetric, n × n row-major; `targets` n × `outputs` row-major.
 */
export interface RidgeFit {
  /** n × outputs, row-major: a prediction is the kernel with the n points times this. */
  readonly coefficients: Float64Array;
  /** Target minus what the fit without that point would predict for it; n × outputs. */
  readonly leftOutResiduals: Float64Array;
}

export async function fitKernelRidge(
  kernel: Float64Array,
  targets: Float64Array,
  options: { readonly outputs: number; readonly penalty: number; readonly signal?: AbortSignal | undefined },
): Promise<RidgeFit> {
  const { outputs, penalty, signal } = options;
  const n = Math.round(targets.length / outputs);
  const lower = await cholesky(kernel, n, penalty, signal);
  const inverse = await inverseOfTriangle(lower, n, signal);
  const pace = createPace(signal);
  // The inverse of the whole is Lᵀ⁻¹ L⁻¹; its diagonal and its product with the targets are all that is needed.
  const half = new Float64Array(n * outputs);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      const factor = inverse[row * n + column] ?? 0;
      for (let output = 0; output < outputs; output++)
        half[row * outputs + output] =
          (half[row * outputs + output] ?? 0) + factor * (targets[column * outputs + output] ?? 0);
    }
    await pace();
  }
  const coefficients = new Float64Array(n * outputs);
  const diagonal = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      const factor = inverse[row * n + column] ?? 0;
      diagonal[column] = (diagonal[column] ?? 0) + factor * factor;
      for (let output = 0; output < outputs; output++)
        coefficients[column * outputs + output] =
          (coefficients[column * outputs + output] ?? 0) + factor * (half[row * outputs + output] ?? 0);
    }
    await pace();
  }
  const leftOutResiduals = coefficients.map(
    (value, index) => value / (diagonal[Math.floor(index / outputs)] || 1),
  );
  return { coefficients, leftOutResiduals };
}

/** The lower triangle L with L Lᵀ = kernel + penalty · I. */
async function cholesky(
  kernel: Float64Array,
  n: number,
  penalty: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const pace = createPace(signal);
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = (kernel[row * n + column] ?? 0) + (row === column ? penalty : 0);
      for (let k = 0; k < column; k++) sum -= (lower[row * n + k] ?? 0) * (lower[column * n + k] ?? 0);
      lower[row * n + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[column * n + column] ?? 1);
    }
    await pace();
  }
  return lower;
}

async function inverseOfTriangle(
  lower: Float64Array,
  n: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const pace = createPace(signal);
  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    const pivot = lower[row * n + row] ?? 1;
    for (let k = 0; k < row; k++) {
      const factor = lower[row * n + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column <= k; column++)
        inverse[row * n + column] =
          (inverse[row * n + column] ?? 0) - factor * (inverse[k * n + column] ?? 0);
    }
    for (let column = 0; column < row; column++)
      inverse[row * n + column] = (inverse[row * n + column] ?? 0) / pivot;
    inverse[row * n + row] = 1 / pivot;
    await pace();
  }
  return inverse;
}
