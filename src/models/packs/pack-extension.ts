/** Packs are zip files, so that any tool can look into them; the extension only says which program they are for. */
export const PACK_EXTENSION = '.deskpack';
