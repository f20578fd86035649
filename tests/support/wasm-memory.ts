/**
 * Counts the WebAssembly memory of runtimes that are started in this realm from now on; call it before they are. WebAssembly memory never
 * shrinks, so what a runtime gives back shows in that it does not grow again.
 *
 * @returns the bytes of all memories that are still in use
 */
export function countWasmMemory(): () => number {
  const memories: WeakRef<WebAssembly.Memory>[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = new Proxy(Memory, {
    construct(target, args: [WebAssembly.MemoryDescriptor]) {
      const memory = new target(...args);
      memories.push(new WeakRef(memory));
      return memory;
    },
  });
  return () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
}
