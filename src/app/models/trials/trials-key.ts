/** Where trials are kept from visit to visit. */
export const TRIALS_KEY = 'deskside.model-trials';
