/** Most licences ask that they go with the files, and models are passed on as packs. */
export const LICENSE_FILES = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'NOTICE'];
