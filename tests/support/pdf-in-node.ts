/** pdf.js names this class as it is loaded, and uses it for drawing alone. */
(globalThis as { DOMMatrix?: unknown }).DOMMatrix ??= Object;
