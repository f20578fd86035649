/** How files of models are asked for, by whoever asks: never from the browser's own cache, and saying nothing of the user to others. */
export const FILE_REQUEST = {
  cache: 'no-store',
  credentials: 'same-origin',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit;
